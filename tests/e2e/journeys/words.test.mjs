// Every word on the screen comes from the catalogue: in the pseudo-language they all wear accents.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { routes, top, visit } from "../harness.mjs";
import { SAMPLES, usable } from "./steps.mjs";

/** Texts outside ⟦…⟧, but for names, ids, citations and the questionnaires' own English. */
function strays() {
  const found = [];
  const outside = (text) => {
    let depth = 0;
    let kept = "";
    for (const letter of text) {
      if (letter === "⟦") depth += 1;
      if (depth === 0) kept += letter;
      if (letter === "⟧") depth -= 1;
    }
    return kept;
  };
  const own = '[translate="no"], [lang="en"]';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.parentElement;
    if (at.closest(`${own}, #failed, noscript, script`)) continue;
    // Content of the questionnaires in a list has no element of its own around its words.
    if (at.tagName === "OPTION" && at.closest("select[id^=in-]")) continue;
    const text = outside(node.textContent);
    if (/[A-Za-z]/.test(text)) found.push(`${at.tagName.toLowerCase()}: ${text.trim()}`);
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = element.closest(own) ? "" : outside(element.getAttribute(name) ?? "");
      if (/[A-Za-z]/.test(text)) found.push(`${name}: ${text}`);
    }
  }
  return found;
}

for (const sample of SAMPLES) {
  for (const route of routes) {
    test(`/${route} speaks from the catalogue only (${sample})`, () =>
      visit({}, async ({ page, go }) => {
        await go(`${route || "result/"}?sample=${sample}&lang=en-XA`);
        // Folds draw their contents when they are opened.
        await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
        await page.waitForTimeout(50);
        await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
        assert.deepEqual(await page.evaluate(strays), []);
        assert.match(await page.locator("#title").innerText(), /\S/);
      }));
  }
}

test("the first page speaks from the catalogue only", () =>
  visit({}, async ({ page, go }) => {
    await go("?lang=en-XA");
    assert.deepEqual(await page.evaluate(strays), []);
    assert.equal(await page.locator("html").getAttribute("lang"), "en-XA");
    await page.locator("nav a").nth(1).click();
    await usable(page);
    assert.match(new URL(page.url()).search, /lang=en-XA/, "the language goes along");
  }));

test("every key that the site names is in the catalogue", () => {
  const files = (folder) =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
  const texts = ["domain", "site", "book", "cli"].map((name) => readFileSync(join(top, `crates/core/texts/${name}.txt`), "utf8"));
  const keys = new Set(texts.join("\n").split("\n").map((line) => line.split(" = ")[0]));
  const starts = [...keys].flatMap((key) => key.split(".").map((_, at, parts) => parts.slice(0, at + 1).join(".")));
  const known = new Set(starts);
  const missing = [...files(join(top, "web/src")), ...files(join(top, "crates/vendorward/src/book"))].flatMap((file) => {
    const source = readFileSync(file, "utf8");
    return [...source.matchAll(/"((?:site|book)\.[a-z0-9._-]+)"/gi)].map((match) => match[1]).filter((key) => !known.has(key));
  });
  assert.deepEqual([...new Set(missing)], []);
});
