console.error("on purpose, in a worker");
