// Two packages, or two years of a report, beside one another.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { accessible, fitsWidth } from "../axe.mjs";
import { top, visit } from "../harness.mjs";
import { asOf, downloaded } from "./steps.mjs";

/** What the command line says changed. It ends with 1 where something got worse. */
function diff(old, now, asOf) {
  const folder = mkdtempSync(join(tmpdir(), "vendorward-"));
  const files = [["old.json", old], ["new.json", now]].map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  const program = process.env.VENDORWARD_CLI ?? join(top, "target/debug/vendorward");
  const words = ["diff", ...files, "--as-of", asOf, "--format", "json"];
  const { status, stdout, stderr } = spawnSync(program, words, { maxBuffer: 1 << 26 });
  assert.ok(status === 0 || status === 1, `${status}: ${stderr}`);
  return JSON.parse(stdout);
}

const package_ = (page) => downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
const give = (page, name, buffer) => page.setInputFiles("#compare-with", { name, mimeType: "application/json", buffer });

/** Each change on the page: way, and how it stood and stands. */
const shown = (page) =>
  page.locator("table.changes tr[data-way]").evaluateAll((rows) =>
    rows.map((row) => ({ way: row.dataset.way, title: row.querySelector("th").textContent })));

for (const colorScheme of ["light", "dark"]) {
  test(`a package of last year beside the open review, ${colorScheme}`, () =>
    visit({ colorScheme, viewport: { width: 320, height: 640 } }, async ({ page, go }) => {
      await go("?sample=in-good-order");
      const day = await asOf(page);
      const now = (await package_(page)).bytes;
      const then = JSON.parse(now);
      then.baas[0].status = "sent";
      then.evidence.pop();
      const old = Buffer.from(JSON.stringify(then));
      await page.getByRole("link", { name: "Compare with another" }).click();
      await accessible(page, `compare, before a file (${colorScheme})`);
      await give(page, "last-year.json", old);
      await page.locator("#compare-tally").waitFor();
      const told = diff(old, now, day);
      assert.ok(told.changes.length > 2);
      assert.deepEqual(await shown(page), told.changes.map(({ way, title }) => ({ way, title })));
      const { better, worse, new: added, gone, changed } = told.counts;
      const tally = `${better} better, ${worse} worse, ${added} new, ${gone} gone, ${changed} changed.`;
      assert.equal(await page.locator("#compare-tally").innerText(), tally);
      await accessible(page, `compare (${colorScheme})`);
      await fitsWidth(page, `compare (${colorScheme})`);

      await page.getByLabel("the later one").check();
      const back = diff(now, old, day);
      assert.deepEqual(await shown(page), back.changes.map(({ way, title }) => ({ way, title })));
    }));
}

test("last year's report beside the one on file", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const { reports } = JSON.parse((await package_(page)).bytes);
    const year = (day) => day.replace(/^\d+/, (year) => year - 1);
    await page.getByRole("link", { name: "Compare with another" }).click();
    const own = reports[0];
    const last = { ...own, period_start: year(own.period_start), period_end: year(own.period_end), issue_date: year(own.issue_date), opinion_overall: "qualified" };
    await give(page, "report.json", Buffer.from(JSON.stringify(last)));
    const which = page.getByLabel("Compared with the report");
    if (await which.count()) await which.selectOption({ label: own.id });
    const opinion = page.locator('tr[data-way="better"]', { hasText: "Opinion" });
    assert.match(await opinion.innerText(), /qualified\s+unqualified/);
  }));

test("a worse clause is said to be worse, in words", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const now = JSON.parse((await package_(page)).bytes);
    now.baas[0].notice.breach.number = 30;
    await page.getByRole("link", { name: "Compare with another" }).click();
    await give(page, "later.json", Buffer.from(JSON.stringify(now)));
    await page.getByLabel("the later one").check();
    const clause = page.getByRole("row", { name: /Notice of a breach/ });
    assert.match(await clause.innerText(), /worse[^]*5 calendar days from discovery[^]*30 calendar days from discovery/);
    assert.doesNotMatch(await page.locator("table.changes").innerText(), /[{}"]/);
  }));

test("two vendors are said to be two, and nothing is tallied", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const file = (await package_(page)).bytes;
    await go("?sample=conduit");
    await page.getByRole("link", { name: "Compare with another" }).click();
    await give(page, "other.json", file);
    const notice = page.locator("#compare-tally");
    await notice.waitFor();
    assert.match(await notice.innerText(), /^These are two vendors: .+ and .+\./);
    assert.doesNotMatch(await notice.innerText(), /\d better/);
  }));

test("a file that is neither is said, and another can be chosen", () =>
  visit({}, async ({ page, go }) => {
    await go("compare/?sample=in-good-order");
    await give(page, "list.json", Buffer.from("[1, 2"));
    await page.locator(".notice.wrong").waitFor();
    assert.equal(await page.locator("table.changes").count(), 0);
    await accessible(page, "compare with a bad file");
  }));
