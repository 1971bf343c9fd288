// What a person sees when the app cannot start or stops.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manifest, visit } from "./harness.mjs";

const asset = (pattern) => Object.keys(manifest().files).find((path) => pattern.test(path));

/** Serves a file with one byte more than the page expects. */
async function tamper(page, path, more) {
  await page.route(`**/${path}`, async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), Buffer.from(more)]);
    await route.fulfill({ response, body });
  });
}

for (const [what, pattern, more] of [
  ["JavaScript", /^assets\/app\.\w+\.js$/, "\n"],
  // An empty custom section: still a valid module.
  ["module", /^assets\/app\.\w+\.wasm$/, [0, 2, 1, 120]],
]) {
  test(`a changed ${what} is refused, and the page says so`, () =>
    visit({ allow: () => true }, async ({ page, url, faults }) => {
      await tamper(page, asset(pattern), more);
      await page.goto(new URL("settings/", url).href);
      await page.locator("#failed").waitFor({ state: "visible" });
      assert.equal(await page.locator("#loading").count(), 0);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.ready), undefined);
      assert.ok(faults.some((fault) => /integrity|digest/i.test(fault.text)), JSON.stringify(faults));
    }));
}

test("the front page asks for the app when it is wanted, and checks it too", () =>
  visit({ allow: () => true }, async ({ page, go, faults }) => {
    await tamper(page, asset(/^assets\/app\.\w+\.js$/), "\n");
    await go();
    assert.equal(await page.locator("#failed").isVisible(), false, "nothing was asked for yet");
    await page.getByRole("button", { name: "Start a new review" }).click();
    await page.locator("#failed").waitFor({ state: "visible" });
    assert.ok(faults.some((fault) => /integrity|digest/i.test(fault.text)), JSON.stringify(faults));
  }));

test("a changed boot script is refused, and the page offers to reload", () =>
  visit({ allow: () => true }, async ({ page, url }) => {
    await tamper(page, asset(/^assets\/boot\.\w+\.js$/), "\n");
    await page.goto(url);
    assert.equal(await page.locator("#loading .slow").isVisible(), false, "not before its time");
    await page.evaluate(() => document.getAnimations().forEach((waiting) => waiting.finish()));
    await page.locator("#loading .slow").waitFor({ state: "visible" });
    assert.equal(await page.evaluate(() => document.documentElement.dataset.build), undefined);
  }));

test("a missing module is said", () =>
  visit({ allow: () => true }, async ({ page, url }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
    await page.goto(new URL("settings/", url).href);
    await page.locator("#failed").waitFor({ state: "visible" });
  }));

for (const how of ["called", "promised"]) {
  test(`a trap stops the page and offers to reload (${how})`, () =>
    visit({ allow: (fault) => /unreachable/.test(fault.text) }, async ({ page, go }) => {
      await go();
      await page.evaluate((promised) => {
        // (module (func (export "f") unreachable))
        const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
        const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
        setTimeout(promised ? async () => f() : f);
      }, how === "promised");
      const notice = page.locator("#failed");
      await notice.waitFor({ state: "visible" });
      const rest = await page.evaluate(() =>
        [...document.body.children].filter((element) => element.id !== "failed").map((element) => element.inert),
      );
      assert.ok(rest.every(Boolean), "everything else can no longer be used");
      await Promise.all([page.waitForEvent("load"), notice.getByRole("link").click()]);
      await page.waitForSelector('html[data-ready="true"]', { state: "attached" });
      assert.equal(await notice.isVisible(), false);
    }));
}

test("without JavaScript the page says what it needs", () =>
  // Chromium reports the module it then does not load.
  visit({ javaScriptEnabled: false, allow: (fault) => fault.kind === "request-failed" }, async ({ page, url }) => {
    await page.goto(url);
    assert.match(await page.locator("body").innerText(), /needs JavaScript/);
  }));

test("an unknown address is a readable page of its own", () =>
  visit({ allow: (fault) => /404/.test(fault.text) }, async ({ page, url }) => {
    const response = await page.goto(new URL("no/such/page", url).href);
    assert.equal(response.status(), 404);
    assert.equal(await page.locator("h1").innerText(), "Page not found");
  }));
