document.body.innerHTML = "<p>on purpose</p>";
