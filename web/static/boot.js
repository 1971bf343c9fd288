// Starts the site. The page that loads this file names the other files and their hashes in the
// attributes of the script element, so this file is the same for every build of the app.
//
// What the app finds on the html element (`document.documentElement.dataset`):
//   root              path of the site's folder, with a slash at both ends: "/" or "/some/folder/".
//                     Routes and every fetch start here; there is no base element under this CSP.
//   build             id of this build, twelve hexadecimal digits.
//   contentIntegrity  hash for `fetch(root + "content/index.json", {integrity})`.
// What the app sets there: `ready` = "true" when the page can be used; tests wait for it.
// What this file sets: `failed` = "true" when the app could not start or has stopped.
//
// The front page is drawn in HTML and asks for the app only when someone wants something of it: then
// the app draws the same page, and what was pressed or chosen is handed on by its id. A visit that
// names something in its address, or that finds drafts in this browser, starts the app at once.

const script = document.querySelector("script[data-wasm]");
const page = document.documentElement;
page.dataset.root = new URL("../", import.meta.url).pathname;
page.dataset.build = script.dataset.build;
page.dataset.contentIntegrity = script.dataset.contentIntegrity;

function failed() {
  if (page.dataset.failed) return;
  page.dataset.failed = "true";
  const notice = document.getElementById("failed");
  document.getElementById("loading")?.remove();
  // A module that trapped must not be entered again: what it drew can be read but not used.
  for (const element of document.body.children) {
    if (element !== notice) element.inert = true;
  }
  notice.hidden = false;
  notice.scrollIntoView();
}

// A panic in the app is a trap: an uncaught RuntimeError in whatever called the module.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) failed();
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) failed();
});

const { glue, glueIntegrity, wasm, wasmIntegrity } = script.dataset;

/** Loads the app's JavaScript as the page's own preload would: only a link checks its hash. */
async function preload() {
  if (document.querySelector("link[rel=modulepreload]")) return;
  await new Promise((loaded, refused) => {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.integrity = glueIntegrity;
    link.addEventListener("load", loaded);
    link.addEventListener("error", () => refused(new Error(`${glue} is not what this page expects`)));
    link.href = new URL(glue, import.meta.url).href;
    document.head.append(link);
  });
}

async function start() {
  delete page.dataset.ready;
  try {
    const [app, module] = await Promise.all([
      preload().then(() => import(new URL(glue, import.meta.url))),
      // Browsers ignore the hash of a preloaded wasm file: only fetch checks it.
      fetch(new URL(wasm, import.meta.url), { integrity: wasmIntegrity }),
    ]);
    if (!module.ok) throw new Error(`${module.url}: ${module.status}`);
    document.getElementById("front")?.remove();
    await app.default({ module_or_path: module });
    document.getElementById("loading")?.remove();
  } catch (why) {
    console.error(why);
    failed();
  }
}

/** The element of the app's page that has this id, once it is drawn. */
function drawn(id) {
  return new Promise((found) => {
    const look = () => document.getElementById(id);
    if (look()) return found(look());
    const watch = new MutationObserver(() => {
      if (!look()) return;
      watch.disconnect();
      found(look());
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}

async function known() {
  try {
    return (await indexedDB.databases()).length > 0;
  } catch {
    return true;
  }
}

const front = document.getElementById("front");
if (!front || location.search || (await known())) {
  await start();
} else {
  document.getElementById("loading")?.remove();
  let started = false;
  const hand = async (id, files) => {
    if (started) return;
    started = true;
    front.inert = true;
    await start();
    const target = await drawn(id);
    if (!files) return target.click();
    target.files = files;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const button of front.querySelectorAll("button[id]")) {
    button.addEventListener("click", () => hand(button.id));
  }
  const input = front.querySelector("input[type=file]");
  input.addEventListener("change", () => input.files.length > 0 && hand(input.id, input.files));
  front.addEventListener("dragover", (event) => event.preventDefault());
  front.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) hand(input.id, event.dataTransfer.files);
  });
  page.dataset.ready = "true";
}
