// Recording a decision: who, in what role, when, why, on which result; conditions become open.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { asOf, downloaded, saved, score, usable } from "./steps.mjs";

test("a decision is recorded with the hash of the result it was made on", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    const day = await asOf(page);
    const before = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const proposed = score(before.bytes, day).result.conditions.filter((one) => one.state === "proposed").length;
    assert.ok(proposed > 0);

    await page.locator("#decision summary").click();
    await page.getByRole("radio", { name: "Continue with conditions." }).check();
    await page.getByLabel("Your name").last().fill("R. Reviewer");
    await page.getByLabel("Role").fill("Privacy officer");
    await page.getByRole("button", { name: "Record this decision" }).click();
    assert.equal(await page.locator("#reason-error").innerText(), "Say why it is unlike the recommendation.");
    await page.getByLabel("Reason", { exact: true }).last().fill("PHI was stopped on the telephone; the BAA is with counsel.");
    await page.getByRole("button", { name: "Record this decision" }).click();
    await page.locator(".decisions li").waitFor();
    assert.match(await page.locator(".decisions").innerText(), /R\. Reviewer, Privacy officer/);

    await saved(page);
    await page.reload();
    await usable(page);
    const after = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const kept = JSON.parse(after.bytes);
    assert.equal(kept.decisions.length, 1);
    assert.equal(kept.decisions[0].recommendation, "suspend-phi");
    assert.equal(kept.decisions[0].outcome, "continue-with-conditions");
    assert.equal(kept.decisions[0].on, day);
    assert.match(kept.decisions[0].result_sha256, /^[0-9a-f]{64}$/);
    assert.equal(kept.conditions.length, proposed);
    assert.ok(kept.conditions.every((one) => one.raised_on === day && one.state === "open"));
  }));

test("answers come from a file, with every problem at its line", () =>
  visit({}, async ({ page, go }) => {
    await go("answers/?sample=half-unknown");
    await page.locator("summary", { hasText: "Load answers from a file" }).click();
    const csv = "question;answer;text\ngv-01;Yes;A named person\nra-01;perhaps;\nno-such-1;Yes;\n";
    await page.setInputFiles("#import-answers", { name: "answers.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    const notice = page.locator(".import .notice");
    await notice.waitFor();
    assert.match(await notice.innerText(), /line 3/);
    assert.match(await notice.innerText(), /line 4/);
    await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: /Risk/ }).click();
    assert.ok(await page.locator("#gv-01").getByRole("radio", { name: "Yes", exact: true }).isChecked());
  }));

test("questions come and go with the facts, and that is said", () =>
  visit({}, async ({ page, go }) => {
    await go("answers/?sample=in-good-order#sv-02");
    const said = (words) => page.locator("#said", { hasText: words }).waitFor({ state: "attached" });
    await page.locator("#sv-02").getByRole("radio", { name: "In buildings we run" }).check();
    await said("4 more questions apply.");
    await page.locator("#sv-02").getByRole("radio", { name: "Nowhere: we keep no PHI" }).check();
    await said("4 questions no longer apply.");
    await page.locator("#sv-05").getByRole("radio", { name: "Yes", exact: true }).check();
    await said("1 more question applies.");
    await page.locator("#sv-05").getByRole("radio", { name: "No", exact: true }).check();
    await said("1 question no longer applies.");
  }));

test("a package that cannot be read is refused by name, and nothing is lost", () =>
  visit({}, async ({ page, go }) => {
    await go();
    for (const [bytes, said] of [
      ["{", /not JSON/],
      ['{"format":"vendorward/assessment","format_version":99}', /format version 99/],
      ["[".repeat(100), /nests deeper/],
    ]) {
      await page.setInputFiles("#open-package", { name: "bad.json", mimeType: "application/json", buffer: Buffer.from(bytes) });
      await page.locator(".notice.wrong", { hasText: said }).waitFor();
    }
    const partly = '{"format":"vendorward/assessment","format_version":1,"engagement":{"vendor":{"name":"Partly"}},"answers":[{"question":7}]}';
    await page.setInputFiles("#open-package", { name: "partly.json", mimeType: "application/json", buffer: Buffer.from(partly) });
    await page.locator("#title", { hasText: "Partly" }).waitFor();
    assert.match(await page.locator(".notice").first().innerText(), /1 part could not be read/);
  }));
