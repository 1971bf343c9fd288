// What a reviewer reads in a report, an agreement and other evidence is entered by keyboard, kept, and
// said by the result.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, fitsWidth } from "../axe.mjs";
import { visit } from "../harness.mjs";
import { arrowTo, asOf, downloaded, onField, onRadio, onText, saved, score, shows, step, tabTo, usable } from "./steps.mjs";

const onSummary = (start) =>
  document.activeElement?.tagName === "SUMMARY" && document.activeElement.textContent.startsWith(start);

/** Opens a fold of a form by keyboard. */
async function unfold(page, start) {
  await tabTo(page, onSummary, start);
  await page.keyboard.press("Enter");
}

/** Adds a row to a list by keyboard, and waits until its first field has the focus; gives the row. */
async function add(page, list, first) {
  const button = page.locator(`[id="${list}-add"]`);
  await button.waitFor();
  const at = await page.locator(`[id^="${list}-"][id$="-${first}"]`).count();
  await tabTo(page, onField, `${list}-add`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement?.id === id, `${list}-${at}-${first}`);
  return `${list}-${at}`;
}

async function type(page, id, words) {
  await tabTo(page, onField, id);
  await page.keyboard.type(words);
}

/** Chooses in a drop-down list by the start of a label. */
async function pick(page, id, label) {
  await tabTo(page, onField, id);
  await page.keyboard.type(label);
}

/** Types a day into a native field, in the order of the browser's own language (en-US). */
async function day(page, id, month, date, year) {
  await tabTo(page, (id) => document.activeElement?.id === id, id);
  await page.keyboard.type(`${month}${date}${year}`);
}

test("a report, an agreement and a document are entered by keyboard, kept, and said by the result", () =>
  visit({ locale: "en-US" }, async ({ page, go }) => {
    await go("report/?sample=in-good-order");
    const report = await page.locator(".record[id]").first().getAttribute("id");
    const field = (end) => `${report}-${end}`;

    await unfold(page, "Exceptions");
    const exception = await add(page, field("exception"), "control");
    await page.keyboard.type("AC-4");
    await type(page, `${exception}-criteria`, "CC6.2, CC6.3");
    await type(page, `${exception}-text`, "One of eight leavers kept access for twelve days.");
    await type(page, `${exception}-failed`, "1");
    await type(page, `${exception}-sample`, "8");
    await tabTo(page, onRadio, `${exception}-phi`);
    await arrowTo(page, "yes");
    await type(page, `${exception}-response`, "Removal is automatic now.");
    await pick(page, `${exception}-remediation`, "Under way");
    await day(page, `${exception}-remedied`, "12", "31", "2026");
    await type(page, `${exception}-page`, "44");

    await unfold(page, "What it expects of the hospital");
    const cuec = await add(page, field("cuec"), "text");
    await page.keyboard.type("The hospital removes users who leave.");
    await type(page, `${cuec}-id`, "CUEC-7");
    await type(page, `${cuec}-criteria`, "CC6.2");
    await type(page, `${cuec}-owner`, "Identity team");
    await pick(page, `${cuec}-state`, "Assigned");

    await unfold(page, "Bridge letter");
    const bridge = await add(page, field("bridge"), "as-of");
    await page.keyboard.type("11102026");
    await pick(page, `${bridge}-signer`, "The vendor");
    await tabTo(page, onRadio, `${bridge}-changes`);
    await arrowTo(page, "no");

    await tabTo(page, onText, "Add a document");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id.startsWith("document-"));
    const document_ = await page.evaluate(() => document.activeElement.id.replace(/-name$/, ""));
    await page.keyboard.type("Test of October");
    await pick(page, `${document_}-kind`, "Penetration");
    await type(page, `${document_}-open-high`, "2");

    await step(page, "BAA");
    const baa = await page.locator(".record[id]").first().getAttribute("id");
    await unfold(page, "Negotiated terms");
    await tabTo(page, onRadio, `${baa}-ai-training`);
    await arrowTo(page, "against");
    await type(page, `${baa}-ai-training-words`, "The vendor may train models.");
    await type(page, `${baa}-ai-training-page`, "7");
    await saved(page);

    await step(page, "Result");
    const day_ = await asOf(page);
    const before = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const { result } = score(before.bytes, day_);
    await shows(page, result);
    const entered = JSON.parse(before.bytes);
    const [first] = entered.reports.filter((one) => one.id === report);
    assert.deepEqual(first.exceptions, [
      {
        control: "AC-4",
        criteria: ["CC6.2", "CC6.3"],
        text: "One of eight leavers kept access for twelve days.",
        failed: 1,
        sample: 8,
        phi: true,
        response: "Removal is automatic now.",
        remediation: { state: "planned", date: "2026-12-31" },
        page: 44,
      },
    ]);
    const expected = { id: "CUEC-7", text: "The hospital removes users who leave.", criteria: ["CC6.2"], owner: "Identity team", state: "assigned" };
    assert.deepEqual(first.cuecs.at(-1), expected);
    assert.deepEqual(first.bridge, { as_of: "2026-11-10", signer_side: "management", changes: false });
    const agreement = entered.baas.find((one) => one.id === baa);
    assert.deepEqual(agreement.terms, [{ key: "ai-training", state: "against", text: "The vendor may train models.", page: 7 }]);
    const evidence = entered.evidence.find((one) => one.id === document_);
    assert.deepEqual([evidence.kind, evidence.title, evidence.open_high], ["pen-test", "Test of October", 2]);

    const exceptions = result.findings.filter((one) => one.id === "soc2.exception");
    assert.ok(exceptions.length > 0, "the exception is a finding");
    for (const one of exceptions) {
      assert.ok(await page.locator(`[data-finding="${`${one.id} ${one.subject}`.trim()}"]`).count(), one.subject);
    }
    const duties = page.getByRole("region", { name: "What the hospital has to do" });
    const duty = duties.getByRole("row", { name: /CUEC-7/ });
    assert.match(await duty.innerText(), /The hospital removes users who leave\.[^]*Identity team[^]*Assigned/);

    await page.reload();
    await usable(page);
    const after = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    assert.ok(before.bytes.equals(after.bytes), "the draft is the package that was entered");
    await step(page, "Reports");
    await page.locator("summary", { hasText: /^Exceptions/ }).first().click();
    assert.equal(await page.locator(`[id="${`${exception}-text`}"]`).inputValue(), "One of eight leavers kept access for twelve days.");
    assert.match(await page.locator("summary", { hasText: /^Bridge letter/ }).first().innerText(), /10 November 2026/);
  }));

test("what is removed from a list can be put back, in its place", () =>
  visit({}, async ({ page, go }) => {
    await go("report/?sample=in-good-order");
    const record = page.locator(".record[id]").first();
    await record.locator("summary", { hasText: /^Controls/ }).click();
    // The rows are drawn once the fold is open.
    await record.getByRole("button", { name: /^Remove 2\. / }).first().waitFor();
    const ids = () => record.getByRole("group", { name: /^\d+\. \S/ }).getByLabel("Control", { exact: true }).evaluateAll((all) => all.map((one) => one.value));
    const all = await ids();
    assert.ok(all.length > 3);
    await record.getByRole("button", { name: `Remove 2. ${all[1]}` }).click();
    assert.deepEqual(await ids(), all.filter((_, at) => at !== 1));
    await record.getByRole("button", { name: "Put it back" }).click();
    assert.deepEqual(await ids(), all);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`every part of the forms, open and filled, ${colorScheme}`, () =>
    visit({ colorScheme, viewport: { width: 320, height: 640 } }, async ({ page, go }) => {
      for (const [route, buttons] of [
        ["report/", ["Add an exception", "Add a duty", "Add an organisation", "Add criteria", "Add the bridge letter", "Add the peer review"]],
        ["baa/", ["Add a condition"]],
        ["engagement/", ["Add a change"]],
      ]) {
        await go(`${route}?sample=half-unknown`);
        const unfold = () => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
        await unfold();
        for (const name of buttons) {
          const button = page.getByRole("button", { name, exact: true }).first();
          if (await button.isVisible()) await button.click();
        }
        await unfold();
        await page.waitForTimeout(50);
        await accessible(page, `${route} with rows in every list (${colorScheme})`);
        await fitsWidth(page, `${route} with rows in every list (${colorScheme})`);
      }
    }));
}

test("the table under the picture of time says what the picture shows, and what the command line says", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const saved = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const { result } = score(saved.bytes, await asOf(page));
    const spans = (inside) => page.locator(`.timeline ${inside}[data-span]`).evaluateAll((all) => all.map((one) => one.dataset.span));
    const told = result.assurance.timeline.map((span) => `${span.kind} ${span.from} ${span.to}`);
    assert.ok(told.length > 1, "a report, and the days since");
    assert.deepEqual(await spans("tr"), told);
    assert.deepEqual((await spans("rect")).sort(), [...told].sort());
    // What is longer is drawn wider.
    const drawn = await page.locator(".timeline rect").evaluateAll((all) =>
      all.map((one) => ({ span: one.dataset.span, width: one.getBoundingClientRect().width })));
    const days = ({ span }) => (new Date(span.split(" ")[2]) - new Date(span.split(" ")[1])) / 86_400_000 + 1;
    const [a, b] = drawn.toSorted((a, b) => days(b) - days(a));
    assert.ok(Math.abs(a.width / b.width / (days(a) / days(b)) - 1) < 0.05, JSON.stringify(drawn));
  }));

test("a control that is confirmed is linked under the reviewer's name, and can be taken back", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const section = page.getByRole("region", { name: "Controls that may speak to answers" });
    await section.locator("summary").click();
    const link = section.getByRole("button", { name: /^Link / }).first();
    const [control] = (await link.innerText()).split(" ").slice(1);
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "proposals-you");
    assert.equal(await page.locator(":focus").getAttribute("aria-invalid"), "true", "without a name it is asked for");
    await page.keyboard.type("Robin Reviewer");
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => document.activeElement?.textContent === name, `Undo the link to ${control}`);
    assert.match(await page.locator("#said").innerText(), new RegExp(`^Linked to ${control}`));
    const row = page.locator(".controls li", { has: page.locator(":focus") });
    assert.match(await row.innerText(), /Tested, no exception\. Linked by Robin Reviewer, \d/);
    const package_ = async () => JSON.parse((await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click())).bytes);
    const linked = (await package_()).answers.flatMap((answer) => answer.linked ?? []);
    const own = linked.filter((one) => one.by === "Robin Reviewer");
    assert.deepEqual(own.map((one) => one.control), [control]);
    assert.match(own[0].on, /^\d{4}-\d\d-\d\d$/);
    await section.getByRole("button", { name: `Undo the link to ${control}` }).first().focus();
  }));
