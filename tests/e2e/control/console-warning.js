console.warn("on purpose");
