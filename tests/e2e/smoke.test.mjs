// Every page of the site: it starts, breaks no rule, reads well and fits.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, fitsWidth } from "./axe.mjs";
import { manifest, routes, visit } from "./harness.mjs";

/** How people look at a page; 400 % zoom of a 1280 × 1024 window leaves 320 × 256. */
const looks = {
  "320 px wide": { viewport: { width: 320, height: 640 } },
  "400 % zoom": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  "1280 px wide": { viewport: { width: 1280, height: 800 } },
};

test("the site has its pages", () => {
  const expected = ["", "answers/", "baa/", "compare/", "engagement/", "report/", "result/", "rules/", "settings/"];
  assert.deepEqual(routes, expected);
});

for (const prefix of ["/", "/some/folder/"]) {
  for (const route of routes) {
    test(`${prefix}${route} starts`, () =>
      visit({ prefix }, async ({ page, go }) => {
        await go(route);
        assert.equal(await page.evaluate(() => document.documentElement.dataset.root), prefix);
        assert.equal(await page.locator("#loading").count(), 0);
        assert.equal(await page.locator("#failed").isVisible(), false);
        assert.ok((await page.title()).length > 0);
      }));
  }
}

for (const colorScheme of ["light", "dark"]) {
  for (const route of routes) {
    test(`/${route} is accessible, ${colorScheme}`, () =>
      visit({ colorScheme }, async ({ page, go }) => {
        await go(route);
        await accessible(page, `/${route} (${colorScheme})`);
      }));
  }
}

for (const [look, options] of Object.entries(looks)) {
  for (const route of routes) {
    test(`/${route} fits, ${look}`, () =>
      visit(options, async ({ page, go }) => {
        await go(route);
        await fitsWidth(page, `/${route} (${look})`);
      }));
  }
}

test("the front page requests what the size budget counts", () =>
  visit({}, async ({ page, go, url }) => {
    const counted = Object.keys(manifest().first_load.files);
    const requested = new Set();
    page.on("request", (request) => requested.add(new URL(request.url()).pathname.slice(1)));
    await go();
    await page.waitForLoadState("networkidle");
    assert.equal(new URL(url).pathname, "/");
    const extra = [...requested].map((path) => path || "index.html").filter((path) => !counted.includes(path));
    assert.deepEqual(extra, [], "requested, but not in first_load of manifest.json");
  }));
