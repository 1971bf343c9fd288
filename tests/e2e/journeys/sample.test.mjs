// A link opens the site with a whole fictional vendor loaded; what it shows is what the command line
// says of the same package.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { SAMPLES, asOf, downloaded, sameBytes, score, shows, step, usable } from "./steps.mjs";

test("the sample without a BAA trips the gate and says to suspend PHI", () =>
  visit({}, async ({ page, go, url }) => {
    await go("?sample");
    assert.equal(new URL(page.url()).pathname, `${new URL(url).pathname}result/`);
    assert.match(await page.locator("#title").innerText(), /\S/);
    assert.equal(await page.locator("#recommendation").innerText(), "Suspend PHI.");
    assert.equal(await page.locator("#rating-now").innerText(), "Critical");
    const gate = page.locator('[id="gate.baa-in-force"]');
    assert.equal(await gate.locator(".state").innerText(), "tripped");
    assert.match(await page.locator(".verdict").innerText(), /BAA in force/);
  }));

for (const sample of SAMPLES) {
  test(`${sample}: the screen says what the command line says, byte for byte`, () =>
    visit({}, async ({ page, go }) => {
      await go(`?sample=${sample}`);
      const day = await asOf(page);
      const saved = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
      const { bytes, result } = score(saved.bytes, day);
      await shows(page, result);
      const own = await downloaded(page, () => page.getByRole("button", { name: "Save result (JSON)" }).click());
      sameBytes(own.bytes, Buffer.from(bytes.toString().trimEnd()));
    }));
}

test("one changed answer changes the screen as it changes the command line's result", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const day = await asOf(page);
    const before = score((await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click())).bytes, day);
    await step(page, "Answers");
    await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: /Encryption/ }).click();
    const claimed = page.locator("#strip-claimed");
    const then = await claimed.innerText();
    await page.locator("#en-01").getByRole("radio", { name: "Nowhere" }).check();
    await page.waitForFunction((then) => document.getElementById("strip-claimed").innerText !== then, then);
    assert.equal(await page.evaluate(() => document.activeElement.name), "en-01-answer", "an answer does not take the focus away");
    const [decision, tier] = [await page.locator("#strip-recommendation").innerText(), await page.locator("#strip-tier").innerText()];
    await step(page, "Result");
    assert.equal(await page.locator("#recommendation").innerText(), decision, "the strip says what the result says");
    const after = score((await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click())).bytes, day);
    assert.notDeepEqual(after.result.score, before.result.score);
    assert.equal(after.result.inherent.tier, tier);
    await shows(page, after.result);
  }));

test("the sample opens on the page of the link", () =>
  visit({ prefix: "/some/folder/" }, async ({ page, go }) => {
    await go("answers/?sample=half-unknown");
    assert.equal(new URL(page.url()).pathname, "/some/folder/answers/");
    assert.equal(new URL(page.url()).search, "", "a reload brings back the draft, not the sample");
    await page.reload();
    await usable(page);
    assert.ok(await page.locator(".question").count());
  }));

test("a sample that does not exist is said, and the rest works", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=no-such-vendor");
    assert.match(await page.locator("main").innerText(), /there is no sample `no-such-vendor`/);
    await page.getByRole("button", { name: /Live, without a BAA/ }).click();
    await page.locator("#recommendation").waitFor();
  }));
