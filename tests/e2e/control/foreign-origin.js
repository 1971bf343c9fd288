// The test names the other origin, which answers as if all were well.
fetch(new URLSearchParams(location.search).get("other")).then((response) => response.text());
