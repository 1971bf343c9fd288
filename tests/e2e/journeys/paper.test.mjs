// The printed report: who, when, under which rubric, from which package; nothing left out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { asOf, downloaded, score } from "./steps.mjs";

test("paper shows every finding and none of the controls", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=half-unknown");
    const day = await asOf(page);
    const saved = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const { result } = score(saved.bytes, day);
    assert.ok(result.findings.length > 20, "enough findings to be cut on the screen");

    await page.emulateMedia({ media: "print" });
    for (const control of [".bar", ".foot", ".actions", "#decision details"]) {
      assert.equal(await page.locator(control).first().isVisible(), false, control);
    }
    const printed = await page.evaluate(() => {
      const seen = (element) => element.checkVisibility();
      const one = [...document.querySelectorAll("[data-finding]")].filter(seen);
      return one.map((element) => element.dataset.finding);
    });
    const expected = result.findings.map((finding) => `${finding.id} ${finding.subject}`.trim());
    assert.deepEqual(printed.sort(), expected.sort());
    const details = page.locator(".finding .detail");
    assert.ok(await details.last().isVisible(), "folds are open on paper");
  }));

test("each page is headed by vendor, day, rubric and package", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    const saved = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const { result } = score(saved.bytes, await asOf(page));
    const head = await page.evaluate(() => document.documentElement.style.getPropertyValue("--print-head"));
    assert.match(head, new RegExp(JSON.parse(saved.bytes).engagement.vendor.name));
    assert.match(head, new RegExp(result.inputs.rubric.version.replaceAll(".", "\\.")));
    assert.match(head, new RegExp(result.inputs.assessment.slice(0, 16)));
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(pages >= 2, `${pages} pages`);
  }));
