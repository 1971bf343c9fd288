// Filters the tables of the Rules page. The page is whole without this file: the filters stand in it
// hidden, and are shown once they work.
//
// What this file sets on the html element: `root`, the path of the site's folder, as the app's pages
// have it, and `ready` = "true" when the page can be used; tests wait for it.

const page = document.documentElement;
const { pseudo } = document.querySelector("script[data-pseudo]").dataset;
page.dataset.root = new URL("../", import.meta.url).pathname;

/** Makes a filter work; gives what shows every row again. */
function filter(form) {
  const { filter: name } = form.dataset;
  const rows = [...document.querySelectorAll(`table[data-table="${name}"] > tbody > tr`)];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const words = form.querySelector("input");
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");

  const show = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = selects.filter((select) => select.value !== "");
    let count = 0;
    rows.forEach((row, at) => {
      const fits =
        wanted.every((word) => texts[at].includes(word)) &&
        chosen.every((select) => row.dataset[select.dataset.tag] === select.value);
      row.hidden = !fits;
      count += Number(fits);
    });
    status.textContent = status.dataset.count.replace("{n}", count);
  };
  const clear = () => {
    words.value = "";
    for (const select of selects) select.value = "";
    show();
  };

  words.addEventListener("input", show);
  for (const select of selects) select.addEventListener("change", show);
  form.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  form.querySelector("button").addEventListener("click", () => {
    clear();
    words.focus();
  });
  // A browser that brings the page back may bring back what was typed.
  show();
  form.hidden = false;
  return clear;
}

if (pseudo && new URLSearchParams(location.search).get("lang") === "en-XA") {
  location.replace(new URL(pseudo + location.search + location.hash, location.href));
} else {
  const clear = [...document.querySelectorAll("[data-filter]")].map(filter);
  // A link to a row that is filtered out shows it.
  addEventListener("hashchange", () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!row?.hidden) return;
    clear.forEach((all) => all());
    row.scrollIntoView();
  });
  page.dataset.ready = "true";
}
