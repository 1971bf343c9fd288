fetch("none.json");
