Promise.reject(new Error("on purpose"));
