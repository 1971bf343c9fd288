// A vendor entered by hand from the first page reaches a result by keyboard alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { arrowTo, onField, onRadio, onText, tabTo, usable } from "./steps.mjs";

async function type(page, id, words) {
  await tabTo(page, onField, id);
  await page.keyboard.type(words);
}

async function choose(page, name, value) {
  await tabTo(page, onRadio, name);
  await arrowTo(page, value);
}

test("from the first page to a result, by keyboard alone", () =>
  visit({}, async ({ page, go }) => {
    await go();
    await tabTo(page, onText, "Start a new review");
    await page.keyboard.press("Enter");
    await page.locator("#vendor-name").waitFor();
    await usable(page);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the new page has the focus");

    await type(page, "vendor-name", "Example Scheduling");
    await type(page, "customer-name", "General Hospital");
    await type(page, "customer-entities", "General Hospital, Inc.");
    await type(page, "in-01", "Example Scheduling, LLC");
    await type(page, "in-02", "Scheduler");
    await choose(page, "in-04", "prospective");
    await choose(page, "in-05", "covered-entity");
    await choose(page, "in-06", "planned");
    await tabTo(page, onText, "Add a flow");
    await page.keyboard.press("Enter");
    await page.locator("#flow-1-place").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "flow-1-place");
    await page.keyboard.type("application");
    assert.equal(await page.locator("#flow-1-product").inputValue(), "Scheduler", "the only product there is");
    assert.equal(await page.evaluate(() => document.activeElement.value), "application", "what follows takes no focus");
    await tabTo(page, onField, "flow-1-data");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, (id) => document.activeElement?.id.startsWith(id), "flow-1-forms-");
    await page.keyboard.press("Space");
    await tabTo(page, onField, "flow-1-function");
    await page.keyboard.type("Stores");
    await page.locator("#determination", { hasText: "Required" }).waitFor();
    await choose(page, "in-17", "inconvenience");
    assert.equal(await page.locator("#tier").innerText().then((text) => text.split(" ")[0]), "Critical", "what is not known counts at its highest");

    await tabTo(page, onText, "See the result");
    await page.keyboard.press("Enter");
    await page.locator("#recommendation").waitFor();
    await usable(page);
    assert.equal(await page.locator("#title").innerText(), "Example Scheduling: Scheduler");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    assert.match(await page.title(), /^Result: Example Scheduling: Scheduler · Vendorward$/);
    assert.equal(await page.locator("#recommendation").innerText(), "Defer. Too little is known or shown.");
    assert.equal(await page.locator('[id="gate.baa-in-force"] .state').innerText(), "pending");
    assert.match(await page.locator(".verdict").innerText(), /No PHI may flow until both sides have signed\./);
  }));

test("the first key press leads over the navigation", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  }));

test("back and forward move between pages, with title and focus", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    const settings = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" });
    await settings.click();
    await page.locator("#title", { hasText: "Settings" }).waitFor();
    await usable(page);
    assert.equal(await settings.getAttribute("aria-current"), "page");
    assert.match(await page.title(), /^Settings/);
    await page.goBack();
    await page.locator("#recommendation").waitFor();
    await usable(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), "title");
  }));

test("the rules are a page of their own, and the way back brings the review", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    const name = await page.locator("#title").innerText();
    const rules = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Rules" });
    await tabTo(page, onText, "Rules");
    await page.keyboard.press("Enter");
    await page.locator("#title", { hasText: "Rules" }).waitFor();
    await usable(page);
    assert.equal(await rules.getAttribute("aria-current"), "page");
    assert.match(await page.title(), /^Rules/);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.goBack();
    await page.goBack();
    await page.locator("#recommendation").waitFor();
    await usable(page);
    assert.equal(await page.locator("#title").innerText(), name);
  }));
