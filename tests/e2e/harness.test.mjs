// Proof that the harness sees what it must see: each page of `control/` does one thing wrong, under
// the very policy of the site.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { accessible, fitsWidth } from "./axe.mjs";
import { dist, visit } from "./harness.mjs";

const control = fileURLToPath(new URL("control/", import.meta.url));
const types = { css: "text/css; charset=utf-8", html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8" };

/** What each page does wrong, as the kind of fault that must be seen. */
const pages = {
  "console-error": "console",
  "console-warning": "console",
  uncaught: "uncaught",
  rejection: "uncaught",
  "csp-style": "csp",
  "csp-inline": "csp",
  eval: "trusted-types",
  "trusted-types": "trusted-types",
  "trusted-types-policy": "trusted-types",
  "foreign-origin": "foreign-origin",
  "missing-file": "status",
  "broken-request": "request-failed",
  worker: "console",
};

/** Pages whose fault only this kind of watching sees: nothing else may be noted. */
const alone = ["foreign-origin"];

let server;
let other;
let policy;

const listen = (answer) =>
  new Promise((done) => {
    const started = http.createServer(answer);
    started.listen(0, "127.0.0.1", () => done(started));
  });
const address = (of) => `http://127.0.0.1:${of.address().port}/`;

before(async () => {
  [, policy] = /Content-Security-Policy: (.*)/.exec(readFileSync(join(dist, "_headers"), "utf8"));
  other = await listen((_, response) => response.writeHead(200, { "access-control-allow-origin": "*" }).end("{}"));
  server = await listen((request, response) => {
    const path = new URL(request.url, "http://host").pathname.slice(1);
    if (path === "hang-up") return request.socket.destroy();
    const file = join(control, path);
    if (!/^[\w-]+\.(css|html|js)$/.test(path) || !existsSync(file)) return response.writeHead(404).end();
    // With the policy the browser would not even ask another origin: without it, only watching the
    // requests shows it. A worker needs a Trusted Types policy, so one name is allowed there.
    const headers = { "content-type": types[path.split(".")[1]] };
    if (path.startsWith("worker")) {
      headers["content-security-policy"] = policy.replace(/trusted-types [^;]+$/, "trusted-types control");
    } else if (!path.startsWith("foreign-origin")) {
      headers["content-security-policy"] = policy;
    }
    response.writeHead(200, headers);
    response.end(readFileSync(file));
  });
});

after(() => {
  server.close();
  other.close();
});

const open = (name, seen) =>
  visit({ base: address(server) }, async ({ page, url, faults }) => {
    await page.goto(`${url}${name}.html?other=${encodeURIComponent(address(other))}`);
    await page.waitForLoadState("networkidle");
    const until = Date.now() + 2_000;
    while (faults.length === 0 && Date.now() < until) await page.waitForTimeout(50);
    seen?.push(...faults);
  });

test("a page that does nothing wrong passes", async () => {
  await open("clean");
});

for (const [name, kind] of Object.entries(pages)) {
  test(`${name}: seen as ${kind}, and fails the test`, async () => {
    const seen = [];
    await assert.rejects(open(name, seen), (why) => {
      assert.equal(why.name, "AssertionError");
      assert.match(why.message, new RegExp(`^  ${kind}: `, "m"));
      return true;
    });
    assert.ok(seen.some((fault) => fault.kind === kind), JSON.stringify(seen));
    if (alone.includes(name)) assert.deepEqual(seen.map((fault) => fault.kind), [kind]);
  });
}

test("a violation fails a test whose own steps fail too, and both are told", async () => {
  const both = visit({ base: address(server) }, async ({ page, url }) => {
    await page.goto(`${url}trusted-types.html`);
    await page.waitForTimeout(200);
    throw new Error("the step failed");
  });
  await assert.rejects(both, /the step failed[^]*trusted-types: /);
});

test("a fault that a test allows passes, another one on the same page does not", async () => {
  const allowing = (allow) =>
    visit({ base: address(server), allow }, async ({ page, url }) => {
      await page.goto(`${url}uncaught.html`);
      await page.waitForTimeout(200);
    });
  await allowing((fault) => /on purpose/.test(fault.text));
  await assert.rejects(allowing((fault) => fault.kind === "console"), /uncaught: /);
});

test("axe finds what is wrong with a page, and its width is seen", () =>
  visit({ base: address(server), viewport: { width: 320, height: 640 } }, async ({ page, url }) => {
    await page.goto(`${url}hard-to-read.html`);
    await assert.rejects(accessible(page, "the control page"), (why) => {
      assert.match(why.message, /color-contrast/);
      assert.match(why.message, /label/);
      return true;
    });
    await assert.rejects(fitsWidth(page, "the control page"), /is 4\d\d px wide in 320 px: p/);
    await page.goto(`${url}clean.html`);
    await accessible(page, "the clean page");
    await fitsWidth(page, "the clean page");
  }));

test("every control page is used", () => {
  const there = readdirSync(control).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
  assert.deepEqual(there.sort(), [...Object.keys(pages), "clean", "hard-to-read"].sort());
});
