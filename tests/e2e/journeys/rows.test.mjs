// What is added counts once it says something, and what is taken out comes back where it stood.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { downloaded, onField, saved, step, tabTo } from "./steps.mjs";

const bytes = async (page) => (await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click())).bytes;
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));

/** Presses every button of a page that adds something; gives how many there are. */
async function addEverything(page) {
  await unfold(page);
  await page.waitForTimeout(50);
  const buttons = page.locator(".add button:visible");
  const many = await buttons.count();
  for (const button of await buttons.all()) {
    if (await button.isVisible()) await button.click();
  }
  return many;
}

test("a row that says nothing changes nothing", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample=in-good-order");
    const before = await bytes(page);
    let added = 0;
    for (const name of ["Engagement", "Reports", "BAA"]) {
      await step(page, name);
      // A report tells by itself that it is none yet.
      await page.evaluate(() => [...document.querySelectorAll(".add button")].filter((one) => one.textContent === "Add a report by hand").forEach((one) => one.closest(".add").remove()));
      added += await addEverything(page);
      assert.ok(await page.getByText("Not counted until this is entered.").count(), name);
    }
    assert.ok(added > 15, `${added} lists`);
    await step(page, "Result");
    assert.ok(before.equals(await bytes(page)), "the package is what it was");
  }));

test("a bridge letter counts once its day and its signer are chosen, and not before", () =>
  visit({}, async ({ page, go }) => {
    await go("report/?sample=in-good-order");
    const report = await page.locator(".record[id]").first().getAttribute("id");
    await page.locator("summary", { hasText: /^Bridge letter/ }).first().click();
    await page.getByRole("button", { name: "Add the bridge letter" }).first().click();
    const field = (name) => page.locator(`[id="${report}-bridge-0-${name}"]`);
    assert.equal(await field("as-of").inputValue(), "", "no day is entered for anybody");
    await field("signer").selectOption("management");
    assert.equal(await field("changes-0").count(), 0);
    await saved(page);
    await step(page, "Result");
    const reports = async () => JSON.parse(await bytes(page)).reports;
    assert.equal((await reports()).find((one) => one.id === report).bridge, undefined);

    await step(page, "Reports");
    assert.equal(await field("signer").inputValue(), "management", "what was chosen is there again");
    assert.equal(await field("as-of").inputValue(), "");
    assert.equal(await page.getByRole("button", { name: "Add the bridge letter" }).first().isVisible(), false);
    await field("as-of").fill("2026-11-10");
    await field("changes-0").waitFor();
    await step(page, "Result");
    assert.deepEqual((await reports()).find((one) => one.id === report).bridge, { as_of: "2026-11-10", signer_side: "management" });
  }));

test("what is begun and not finished is there again after another page, after back and after a reload", () =>
  visit({}, async ({ page, go, ready }) => {
    await go("report/?sample=in-good-order");
    const report = await page.locator(".record[id]").first().getAttribute("id");
    const record = page.locator(`[id="${report}"]`);
    const field = (name) => page.locator(`[id="${report}-${name}"]`);
    await record.locator("summary", { hasText: /^Controls/ }).click();
    const listed = record.getByRole("group", { name: /^\d+\. \S/ });
    await listed.first().waitFor();
    const controls = await listed.count();
    await record.getByRole("button", { name: "Add a control" }).click();
    await field(`control-${controls}-id`).fill("ZZ-7");
    // A row of another list.
    await record.locator("summary", { hasText: /^Subservice organisations/ }).click();
    const orgs = await record.locator(".entry.sub").count();
    await record.getByRole("button", { name: "Add an organisation" }).click();
    await field(`sub-${orgs}-name`).fill("Half Cloud");
    // A document is a card of its own.
    await page.getByRole("button", { name: "Add a document" }).click();
    const kind = page.getByRole("region", { name: "Other documents" }).locator("select").last();
    await kind.selectOption("pen-test");
    const card = (await kind.getAttribute("id")).replace(/-kind$/, "");
    const there = async (when) => {
      await field(`control-${controls}-id`).waitFor();
      assert.equal(await field(`control-${controls}-id`).inputValue(), "ZZ-7", when);
      assert.equal(await field(`control-${controls}-criteria`).count(), 0, "and it still does not count");
      assert.equal(await field(`sub-${orgs}-name`).inputValue(), "Half Cloud", when);
      assert.equal(await page.locator(`[id="${card}-kind"]`).inputValue(), "pen-test", when);
      assert.equal(await page.locator(`[id="${card}-name"]`).inputValue(), "", when);
      assert.equal(await page.getByText("Not counted until this is entered.").count(), 3, when);
    };
    await step(page, "Result");
    const file = await bytes(page);
    assert.ok(!/ZZ-7|Half Cloud/.test(file), "no package has it");
    await step(page, "Reports");
    await there("after a link");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await page.goBack();
    await there("after back");
    await saved(page);
    await page.goto(page.url().replace(/\?.*/, ""));
    await ready();
    await there("after a reload");
    // A row before it that goes, and comes back, changes nothing of it.
    await record.getByRole("button", { name: /^Remove 2\. / }).first().click();
    assert.equal(await field(`control-${controls - 1}-id`).inputValue(), "ZZ-7");
    await record.getByRole("button", { name: "Put it back" }).click();
    assert.equal(await field(`control-${controls}-id`).inputValue(), "ZZ-7");
    // Complete, it counts, once.
    await field(`control-${controls}-result`).selectOption("tested");
    await field(`control-${controls}-criteria`).waitFor();
    await page.locator(`[id="${card}-name"]`).fill("Test of 2026");
    await page.locator(`[id="${card}"] summary`).first().waitFor();
    // What is taken out is not there again.
    await record.getByRole("button", { name: `Remove Row ${orgs + 1}` }).click();
    await step(page, "Result");
    const now = JSON.parse(await bytes(page));
    const own = now.reports.find((one) => one.id === report);
    assert.deepEqual(own.controls.filter((one) => one.id === "ZZ-7"), [{ id: "ZZ-7", result: "tested" }]);
    assert.equal(now.evidence.find((one) => one.id === card).kind, "pen-test");
    await step(page, "Reports");
    assert.equal(await page.getByText("Not counted until this is entered.").count(), 0);
  }));

test("what an exception cannot be is said at its field", () =>
  visit({}, async ({ page, go }) => {
    await go("report/?sample=in-good-order");
    const report = await page.locator(".record[id]").first().getAttribute("id");
    await page.locator("summary", { hasText: /^Exceptions/ }).first().click();
    await page.getByRole("button", { name: "Add an exception" }).first().click();
    const field = (name) => page.locator(`[id="${report}-exception-0-${name}"]`);
    await field("control").fill("ZZ-99");
    await page.locator(`[id="${report}-exception-0-control-error"]`, { hasText: "No control of this name" }).waitFor();
    await field("control").fill("AC-1");
    await page.locator(`[id="${report}-exception-0-control-error"]`).waitFor({ state: "hidden" });
    await field("sample").fill("8");
    await field("failed").fill("9");
    await page.locator(`[id="${report}-exception-0-failed-error"]`, { hasText: "More failed" }).waitFor();
    await field("control").fill("");
    await page.locator(`[id="${report}-exception-0-control-error"]`, { hasText: "It keeps what it had" }).waitFor();
  }));

for (const [name, route, start] of [
  ["a report", "Reports", "soc2-"],
  ["an agreement", "BAA", "baa-"],
  ["a document", "Reports", null],
  ["a flow", "Engagement", null],
]) {
  test(`${name} that is removed leaves the focus on the way back, where it stood`, () =>
    visit({ viewport: { width: 1280, height: 900 } }, async ({ page, go }) => {
      await go("?sample=in-good-order");
      const before = await bytes(page);
      await step(page, route);
      const section = name === "a document" ? page.getByRole("region", { name: "Other documents" })
        : name === "a flow" ? page.locator("#flows") : page.locator(".form");
      const card = start ? section.locator(`.record[id^="${start}"]`).first() : section.locator(".record[id]").first();
      const id = await card.getAttribute("id");
      const order = () => section.locator(".record[id]").evaluateAll((all) => all.map((one) => one.id));
      const was = await order();
      const top = (await card.boundingBox()).y + (await page.evaluate(() => scrollY));
      await card.getByRole("button", { name: /^Remove ./ }).first().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction((id) => document.activeElement?.id === `${id}-back`, id);
      const back = await page.locator(":focus").boundingBox();
      assert.ok(Math.abs(back.y + (await page.evaluate(() => scrollY)) - top) < 60, "it stands where the card stood");
      assert.ok(back.y > 0 && back.y < 900, "it is in sight");
      await page.keyboard.press("Enter");
      await page.waitForFunction((id) => document.activeElement?.id === id, id);
      assert.deepEqual(await order(), was);
      await step(page, "Result");
      const without = (file) => JSON.stringify({ ...JSON.parse(file), engagement: { ...JSON.parse(file).engagement, entered: null } });
      assert.equal(without(await bytes(page)), without(before));
    }));
}

test("a new agreement has no state before one is chosen", () =>
  visit({}, async ({ page, go }) => {
    await go("baa/?sample=in-good-order");
    await tabTo(page, (words) => document.activeElement?.textContent === words, "Add an agreement");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "baa-1-status-0");
    assert.equal(await page.locator('[name="baa-1-status"]:checked').count(), 0);
    assert.equal(await page.locator("#baa-1 .part").count(), 0);
    await page.getByRole("group", { name: "New agreement" }).getByLabel("Draft").check();
    await page.locator("#baa-1 .part").first().waitFor();
    assert.ok(await page.evaluate(onField, "baa-1-status-1"), "the focus stays on what was chosen");
  }));

for (const width of [375, 320]) {
  test(`every cell of the matrix can be read at ${width} pixels`, () =>
    visit({ viewport: { width, height: 700 } }, async ({ page, go }) => {
      await go("?sample=ehr-add-on");
      const boxes = await page.locator(".matrix td > *, .matrix th[scope=row]").evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ left, right, height }) => ({ left, right, height })));
      assert.ok(boxes.length > 10);
      for (const { left, right, height } of boxes) {
        assert.ok(left >= 0 && right <= width && height > 0, JSON.stringify({ left, right, height }));
      }
      const table = page.getByRole("region", { name: "Where PHI goes, and what covers it" }).last();
      assert.equal(await table.getByRole("columnheader").count(), 6, "it is still a table");
      assert.ok((await table.getByRole("rowheader").count()) > 1);
      assert.equal((await table.getByRole("cell").count()) % 5, 0);
    }));
}
