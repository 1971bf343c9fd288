// Opens the built site in a real browser and fails a test on anything the site must never do:
// an error or warning on the console, an uncaught error, a violation of the content security policy
// or of Trusted Types, a request that fails, a request to another origin.
//
// A test is `visit(options, async ({ page, go }) => { … })`; what it did wrong meanwhile is checked
// when its body has ended. `harness.test.mjs` proves with the pages of `control/` that each kind of
// fault is seen.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
export const top = resolve(here, "../..");
export const dist = process.env.VENDORWARD_DIST ?? join(top, "dist");

/** Longest that anything on a page may take, in milliseconds. */
export const PATIENCE = 15_000;

/** The pages of the site, as paths below its folder: "" is the first page. */
export const routes = Object.keys(manifest().files)
  .filter((path) => path.endsWith("index.html"))
  .map((path) => path.replace(/index\.html$/, ""))
  .sort();

/** `manifest.json` of the built site. */
export function manifest() {
  return JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
}

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  for (const file of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not this one.
    }
  }
  throw new Error("no Chromium found: install it or set CHROMIUM=/path/to/chromium");
}

// One browser and one server for each prefix, for all tests of a file.
let started;
const servers = new Map();
after(async () => {
  await (await started)?.close();
  for (const server of servers.values()) (await server).stop();
});

/** The browser, started once. */
export function browser() {
  started ??= chromium.launch(chromiumOptions());
  return started;
}

/** How Chromium is started. */
export function chromiumOptions() {
  return {
    executablePath: executable(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}

/** Address of the built site, served as it is hosted; it ends in a slash. */
export async function site(prefix = "/") {
  if (!servers.has(prefix)) servers.set(prefix, serve(prefix));
  return (await servers.get(prefix)).url;
}

/** Serves a built site under a folder of the host; gives its address and how to stop it. */
export function serve(prefix, site = dist) {
  const program = process.env.VENDORWARD_XTASK ?? join(top, "target/debug/xtask");
  const words = ["serve", "--no-build", "--port", "0", "--prefix", prefix, "--out", site];
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((done, failed) => {
    let said = "";
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`the server stopped with ${code}: ${said}`)));
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const url = /^Site\s+(\S+)$/m.exec(said)?.[1];
      if (url) done({ url, stop: () => child.kill() });
    });
  });
}

/**
 * Opens a fresh profile, runs `body` in it and fails if the page did anything it must not.
 *
 * options:
 *   prefix       folder of the host under which the site appears; "/" unless given
 *   base         address instead of the built site's
 *   colorScheme, viewport, deviceScaleFactor, reducedMotion, locale, javaScriptEnabled, …
 *                as Playwright's newContext takes them
 *   allow        (fault) => true for a fault that the test provokes on purpose
 *
 * `body` gets `{ page, context, url, faults, go, ready }`; `go(path)` opens a page of the site and
 * waits until it can be used.
 */
export async function visit(options, body) {
  const { prefix = "/", base, allow = () => false, ...rest } = options;
  const url = base ?? (await site(prefix));
  const context = await (await browser()).newContext({ reducedMotion: "reduce", ...rest });
  context.setDefaultTimeout(PATIENCE);
  const faults = [];
  await watch(context, new URL(url).origin, faults);
  const page = await context.newPage();
  const ready = () => page.waitForSelector('html[data-ready="true"]', { state: "attached" });
  const go = async (path = "") => {
    await page.goto(new URL(path, url).href);
    await ready();
  };
  let thrown;
  try {
    await body({ page, context, url, faults, go, ready });
    // What the last step set off may still be on its way.
    if (!page.isClosed()) await page.waitForLoadState("networkidle");
  } catch (why) {
    thrown = why;
  }
  const wrong = faults.filter((fault) => !allow(fault));
  await context.close();
  const listed = wrong.map(({ kind, text }) => `  ${kind}: ${text}`).join("\n");
  if (thrown) {
    if (wrong.length > 0) thrown.message += `\nwhile the page did this:\n${listed}`;
    throw thrown;
  }
  assert.equal(wrong.length, 0, `the page did what it must not:\n${listed}`);
}

/** Collects faults of every page and worker of a context as `{ kind, text }`. */
async function watch(context, origin, faults) {
  const note = (kind, text) => faults.push({ kind, text });
  context.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    note("console", `${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (event) => note("uncaught", String(event.error().stack ?? event.error())));
  context.on("request", (request) => {
    const to = new URL(request.url());
    const inside = to.protocol === "data:" || to.origin === origin;
    if (!inside) note("foreign-origin", `${request.method()} ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A page that is left behind, or a download, takes its request with it.
    if (why !== "net::ERR_ABORTED") note("request-failed", `${request.url()}: ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) note("status", `${response.status()} ${response.url()}`);
  });
  context.on("page", (page) => page.on("crash", () => note("crash", page.url())));
  await context.exposeBinding("__violation", (_, what) => {
    const trusted = /trusted-types/.test(what.directive);
    note(trusted ? "trusted-types" : "csp", `${what.directive} ${what.blocked} ${what.sample} (${what.source})`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      globalThis.__violation({
        directive: event.effectiveDirective,
        blocked: event.blockedURI,
        sample: event.sample,
        source: `${event.sourceFile}:${event.lineNumber}`,
      });
    });
  });
}
