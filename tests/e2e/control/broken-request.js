fetch("hang-up").catch(() => {});
