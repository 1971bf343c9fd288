// Controls of a report, copied from a spreadsheet: what is understood is shown, added when somebody says so, and
// no line is lost on the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, fitsWidth } from "../axe.mjs";
import { visit } from "../harness.mjs";
import { downloaded, onText, saved, step, tabTo } from "./steps.mjs";

const ROWS = [
  "Control ID\tTSC\tTest results\tComments\tPHI",
  "ZZ-1\tCC6.1, CC6.2\tNo exceptions noted.\t\t",
  "ZZ-2\tCC6.1\tException noted. 2 of 25 leavers kept access.\t\tyes",
  "ZZ-3\tCC7.4\tNo occurrence / not tested\t\t",
  "\tCC7.4\tNo exceptions noted\t\t",
  "ZZ-4\tA1.2\tCarved out\t\t",
  "ZZ-5\tCC8.1\tmostly fine\t\t",
  "ZZ-1\tCC6.3\tNo exceptions noted.\t\t",
].join("\n");

const report = async (page, id) => {
  const { bytes } = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
  return JSON.parse(bytes).reports.find((one) => one.id === id);
};

for (const colorScheme of ["light", "dark"]) {
  test(`rows from a spreadsheet become controls, by keyboard, on a phone, ${colorScheme}`, () =>
    visit({ colorScheme, viewport: { width: 375, height: 800 } }, async ({ page, go, ready }) => {
      await go("report/?sample=in-good-order");
      const id = await page.locator(".record[id]").first().getAttribute("id");
      const record = page.locator(`[id="${id}"]`);
      const area = page.locator(`[id="${id}-paste"]`);
      const before = async () => {
        await step(page, "Result");
        const own = await report(page, id);
        await step(page, "Reports");
        return own;
      };
      const was = await before();
      await record.locator("summary", { hasText: /^Controls with their results/ }).press("Enter");
      await record.locator("summary", { hasText: "Paste controls" }).press("Enter");
      await area.focus();
      await page.keyboard.insertText(ROWS);
      await record.getByText("4 controls understood.").waitFor();
      const table = record.getByRole("region", { name: "4 controls understood." });
      const rows = await table.locator("tbody tr").evaluateAll((all) => all.map((one) => [...one.children].map((cell) => cell.innerText.trim().replace(/\s+/g, " "))));
      assert.deepEqual(rows, [
        ["ZZ-1", "Tested, no exception", "CC6.1, CC6.2, CC6.3", "2, 8"],
        ["ZZ-2", "Exception 2 of 25 leavers kept access. It touches PHI.", "CC6.1", "3"],
        ["ZZ-3", "No events to test", "CC7.4", "4"],
        ["ZZ-4", "Carved out", "A1.2", "6"],
      ]);
      const problems = await record.locator(".problems li").allInnerTexts();
      assert.equal(problems.length, 2);
      assert.match(problems[0], /no control is named; expected its id.*line 5/is);
      assert.match(problems[1], /`mostly fine` is no result of a test; expected `no exceptions noted`.*line 7/is);
      await accessible(page, `pasted controls (${colorScheme})`);
      await fitsWidth(page, `pasted controls (${colorScheme})`);

      // Nothing is added yet, and what is pasted is not lost.
      assert.deepEqual(await before(), was);
      await record.getByText("4 controls understood.").waitFor();
      await saved(page);
      await page.goto(page.url().replace(/\?.*/, ""));
      await ready();
      assert.equal(await area.inputValue(), ROWS);

      await area.focus();
      await tabTo(page, onText, "Add 4 controls");
      await page.keyboard.press("Enter");
      await page.waitForFunction((id) => document.activeElement?.id === id, `${id}-paste`);
      assert.match(await page.locator("#said").innerText(), /^4 controls added\./);
      const left = ROWS.split("\n").filter((_, at) => [0, 4, 6].includes(at)).join("\n");
      assert.equal((await area.inputValue()).replace(/\n$/, ""), left, "what was not understood stays");
      const now = await before();
      assert.deepEqual(now.controls.slice(was.controls.length), [
        { id: "ZZ-1", criteria: ["CC6.1", "CC6.2", "CC6.3"], result: "tested" },
        { id: "ZZ-2", criteria: ["CC6.1"], result: "exception" },
        { id: "ZZ-3", criteria: ["CC7.4"], result: "no-events" },
        { id: "ZZ-4", criteria: ["A1.2"], result: "carved-out" },
      ]);
      assert.deepEqual(now.exceptions.at(-1), { control: "ZZ-2", text: "2 of 25 leavers kept access.", phi: true });

      // The rest, put right; what is on file is not added twice.
      await area.fill("ZZ-5,CC8.1,tested\nZZ-4,A1.2,tested");
      await record.getByText("1 control understood.").waitFor();
      assert.match(await record.locator(".problems li").first().innerText(), /has a control `ZZ-4` already, as `carved-out`/);
      await record.getByRole("button", { name: "Add 1 control" }).click();
      await record.getByRole("group", { name: /^\d+\. ZZ-5$/ }).waitFor();
      await record.getByRole("button", { name: "Take out again" }).click();
      await record.getByRole("group", { name: /^\d+\. ZZ-5$/ }).waitFor({ state: "detached" });
      assert.deepEqual(await before(), now);
    }));
}

test("rows that are added do not disturb one that is being entered", () =>
  visit({}, async ({ page, go }) => {
    await go("report/?sample=in-good-order");
    const id = await page.locator(".record[id]").first().getAttribute("id");
    const record = page.locator(`[id="${id}"]`);
    await record.locator("summary", { hasText: /^Controls with their results/ }).click();
    const listed = record.locator(".entry.control");
    await listed.first().waitFor();
    const many = await listed.count();
    await record.getByRole("button", { name: "Add a control" }).click();
    await page.locator(`[id="${id}-control-${many}-id"]`).fill("MINE-1");
    await record.locator("summary", { hasText: "Paste controls" }).click();
    await page.locator(`[id="${id}-paste"]`).fill("ZZ-1\tCC6.1\ttested\nZZ-2\tCC6.1\ttested");
    await record.getByRole("button", { name: "Add 2 controls" }).click();
    const own = (name) => page.locator(`[id="${id}-control-${many + 2}-${name}"]`);
    await own("id").waitFor();
    assert.equal(await own("id").inputValue(), "MINE-1");
    await own("result").selectOption("no-events");
    await own("criteria").waitFor();
    await step(page, "Result");
    const { controls } = await report(page, id);
    assert.deepEqual(controls.slice(many), [
      { id: "ZZ-1", criteria: ["CC6.1"], result: "tested" },
      { id: "ZZ-2", criteria: ["CC6.1"], result: "tested" },
      { id: "MINE-1", result: "no-events" },
    ]);
  }));
