document.querySelector("h1").textContent = "Control, nothing wrong";
