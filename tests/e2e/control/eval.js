setTimeout("document.title = \"ran\"");
