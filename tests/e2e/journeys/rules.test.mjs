// The Rules page: plain HTML from the build, the book that the command line prints, filtered by keyboard.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { accessible, fitsWidth } from "../axe.mjs";
import { manifest, top, visit } from "../harness.mjs";

/** What the command line says. */
function book() {
  const program = process.env.VENDORWARD_CLI ?? join(top, "target/debug/vendorward");
  return JSON.parse(execFileSync(program, ["rules", "--format", "json"], { maxBuffer: 1 << 26 }));
}

/** The rows of a table that can be seen. */
const seen = (page, table) => page.locator(`table[data-table="${table}"] > tbody > tr:visible`);

/** Presses Tab until an element of this id has the focus. */
async function tabTo(page, id) {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((id) => document.activeElement?.id === id, id)) return;
  }
  assert.fail(`not reached by Tab: ${id}`);
}

/** Starts Tab at a heading, as a link to it does. */
async function from(page, id) {
  await page.evaluate((id) => document.getElementById(id).focus(), id);
}

test("the page lists what the command line lists, and no other", () =>
  visit({}, async ({ page, go }) => {
    await go("rules/");
    const rules = book();
    for (const table of ["gates", "findings", "determination"]) {
      const ids = await page.locator(`table[data-table="${table}"] > tbody > tr`).evaluateAll((rows) => rows.map((row) => row.id));
      assert.deepEqual(ids, rules[table].map((rule) => rule.id), table);
      assert.ok(ids.length >= 12, table);
    }
    for (const [table, list] of [["duties", rules.duties], ["beliefs", rules.beliefs], ["questionnaires", rules.questionnaires]]) {
      assert.equal(await seen(page, table).count(), list.length, table);
    }
    const facts = await page.locator(".facts").innerText();
    assert.ok(facts.includes(`${rules.rubric.id} ${rules.rubric.version}`));
    assert.ok(facts.includes(rules.rubric.sha256.slice(0, 16)));
  }));

test("the duties are filtered by keyboard: words, choices, and back", () =>
  visit({}, async ({ page, go }) => {
    await go("rules/");
    const status = page.locator('[data-filter="duties"] [role=status]');
    const all = await seen(page, "duties").count();
    assert.ok(all > 60);
    assert.equal(await status.innerText(), `${all} of ${all} duties shown`);

    await from(page, "table-duties");
    await tabTo(page, "words-duties");
    await page.keyboard.type("encrypt");
    const some = await seen(page, "duties").count();
    assert.ok(some > 0 && some < 8, `${some} rows`);
    assert.equal(await status.innerText(), `${some} of ${all} duties shown`);
    for (const row of await seen(page, "duties").allInnerTexts()) assert.match(row, /encrypt/i);

    await page.keyboard.press("Escape");
    assert.equal(await seen(page, "duties").count(), all, "Escape shows every row again");
    assert.equal(await page.locator("#words-duties").inputValue(), "");

    await tabTo(page, "law-duties");
    await page.keyboard.press("ArrowDown");
    const law = await page.locator("#law-duties").inputValue();
    assert.equal(law, "in-force");
    const inForce = await seen(page, "duties").count();
    assert.ok(inForce > 0 && inForce < all);
    await tabTo(page, "overlap-duties");
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator("#overlap-duties").inputValue(), "none");
    await tabTo(page, "subpart-duties");
    await page.keyboard.press("ArrowDown");
    const both = book().duties.filter((duty) => duty.law === law && duty.overlap === "none" && duty.subpart === "C");
    assert.equal(await seen(page, "duties").count(), both.length, "choices add up");
    assert.equal(await status.innerText(), `${both.length} of ${all} duties shown`);

    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show all");
    await page.keyboard.press("Enter");
    assert.equal(await seen(page, "duties").count(), all);
    assert.equal(await page.evaluate(() => document.activeElement.id), "words-duties");
    assert.equal(await seen(page, "findings").count(), book().findings.length, "the other table was never touched");
  }));

test("the checks are filtered too, and a link to a hidden row shows it", () =>
  visit({}, async ({ page, go }) => {
    await go("rules/");
    const all = book().findings.length;
    await from(page, "findings");
    await tabTo(page, "words-findings");
    await page.keyboard.type("breach clock");
    assert.deepEqual(await seen(page, "findings").evaluateAll((rows) => rows.map((row) => row.id)), ["baa.breach-clock-late"]);
    await page.evaluate(() => { location.hash = "soc2.stale"; });
    await page.locator('[id="soc2.stale"]').waitFor({ state: "visible" });
    assert.equal(await seen(page, "findings").count(), all);
  }));

test("every link of the contents leads to its heading", () =>
  visit({}, async ({ page, go }) => {
    await go("rules/");
    const links = page.getByRole("navigation", { name: "On this page" }).getByRole("link");
    const count = await links.count();
    assert.ok(count >= 9);
    for (let at = 0; at < count; at += 1) {
      const words = await links.nth(at).innerText();
      const hash = await links.nth(at).evaluate((link) => link.hash);
      await links.nth(at).focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction((hash) => location.hash === hash, hash);
      const heading = page.locator(`[id="${hash.slice(1)}"]`);
      assert.equal(await heading.innerText(), words);
      assert.ok(await heading.evaluate((element) => element.getBoundingClientRect().top < innerHeight));
    }
  }));

test("without JavaScript every row is there, and no filter that would do nothing", () =>
  // Chromium reports the module it then does not load.
  visit({ javaScriptEnabled: false, allow: (fault) => fault.kind === "request-failed" }, async ({ page, url }) => {
    await page.goto(new URL("rules/", url).href);
    assert.equal(await page.locator("h1").innerText(), "Rules");
    const rules = book();
    assert.equal(await seen(page, "duties").count(), rules.duties.length);
    assert.equal(await seen(page, "findings").count(), rules.findings.length);
    for (const filter of await page.locator("[data-filter]").all()) assert.equal(await filter.isVisible(), false);
    await page.getByRole("link", { name: "Reviews" }).click();
    assert.match(await page.locator("h1").first().innerText(), /\S/);
  }));

test("it asks for no app: one style sheet, one script, one icon", () =>
  visit({}, async ({ page, go }) => {
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.slice(1)));
    await go("rules/");
    await page.waitForLoadState("networkidle");
    const files = Object.keys(manifest().files).filter((path) => /^assets\/(rules|style|icon)\..*(?<!\.br)$/.test(path));
    assert.deepEqual([...new Set(asked)].sort(), ["rules/", ...files].sort());
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`a filtered page reads well, ${colorScheme}`, () =>
    visit({ colorScheme, viewport: { width: 320, height: 640 } }, async ({ page, go }) => {
      await go("rules/");
      await page.locator("#words-duties").fill("no such duty");
      assert.equal(await page.locator('[data-filter="duties"] [role=status]').innerText(), "0 of 64 duties shown");
      await accessible(page, `rules, nothing found (${colorScheme})`);
      await fitsWidth(page, "rules, nothing found");
    }));
}

test("on paper the filters are gone, and the tables are whole", () =>
  visit({}, async ({ page, go }) => {
    await go("rules/");
    await page.emulateMedia({ media: "print" });
    for (const control of [".bar", ".filter", ".toc", ".foot"]) {
      assert.equal(await page.locator(control).first().isVisible(), false, control);
    }
    assert.equal(await seen(page, "duties").count(), book().duties.length);
    await page.setViewportSize({ width: 673, height: 900 });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("table")].filter((table) => table.scrollWidth > innerWidth).map((table) => table.dataset.table),
    );
    assert.deepEqual(cut, [], "A4 is 673 pixels between these margins");
    const pdf = await page.pdf({ format: "A4" });
    assert.ok((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0) > 10);
  }));

test("in the pseudo-language it is another file, with the filters at work", () =>
  visit({}, async ({ page, go, ready }) => {
    await go("rules/?lang=en-XA#duties");
    await ready();
    assert.match(new URL(page.url()).pathname, /\/rules\/en-XA\.html$/);
    assert.equal(await page.locator("html").getAttribute("lang"), "en-XA");
    await page.locator("#words-duties").fill("encrypt");
    assert.ok((await seen(page, "duties").count()) < 8);
    for (const link of await page.locator("nav a[href^='..']").all()) {
      assert.match(await link.getAttribute("href"), /\?lang=en-XA$/, "the language goes along");
    }
  }));
