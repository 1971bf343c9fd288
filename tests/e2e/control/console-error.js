console.error("on purpose");
