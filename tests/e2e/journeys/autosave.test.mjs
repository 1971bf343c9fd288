// Nothing that was typed is lost: not by a reload, not by closing the tab at once, not by a second
// tab.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { saved, usable } from "./steps.mjs";

async function begin(page, go) {
  await go();
  await page.getByRole("button", { name: "Start a new review" }).click();
  await page.locator("#vendor-name").waitFor();
  await usable(page);
}

test("what was typed is there after a reload", () =>
  visit({}, async ({ page, go }) => {
    await begin(page, go);
    await page.locator("#vendor-name").fill("Kept Vendor");
    await page.locator("#in-06").getByRole("radio", { name: "It will; none has yet" }).check();
    await saved(page);
    await page.reload();
    await usable(page);
    assert.equal(await page.locator("#vendor-name").inputValue(), "Kept Vendor");
    assert.ok(await page.locator("#in-06").getByRole("radio", { name: "It will; none has yet" }).isChecked());
  }));

test("a page closed in the middle of a word loses nothing", () =>
  visit({}, async ({ page, go, context, url }) => {
    await begin(page, go);
    await saved(page);
    await page.locator("#vendor-name").pressSequentially("Half a wo", { delay: 5 });
    // No wait: the page goes away before the 400 ms are over.
    await page.close({ runBeforeUnload: false });
    const again = await context.newPage();
    await again.goto(url);
    await usable(again);
    await again.getByRole("button", { name: /Half a wo/ }).waitFor();
  }));

test("two tabs that change the same fact keep both versions", () =>
  visit({}, async ({ page, go, context, url }) => {
    await begin(page, go);
    await page.locator("#vendor-name").fill("First");
    await saved(page);
    const other = await context.newPage();
    await other.goto(new URL("engagement/", url).href);
    await usable(other);
    assert.equal(await other.locator("#vendor-name").inputValue(), "First");

    await other.locator("#vendor-name").fill("From the other tab");
    await other.locator("#vendor-name").blur();
    await saved(other);
    await page.locator("#vendor-name").fill("From this tab");
    await page.locator("#vendor-name").blur();
    await page.getByRole("link", { name: "Compare them" }).click();
    const conflict = page.locator("#conflicts");
    await conflict.waitFor();
    assert.match(await conflict.innerText(), /From this tab/);
    assert.match(await conflict.innerText(), /From the other tab/);
    await conflict.getByRole("button", { name: "Use the other tab’s" }).click();
    await conflict.waitFor({ state: "detached" });
    await page.goto(new URL("engagement/", url).href);
    await usable(page);
    assert.equal(await page.locator("#vendor-name").inputValue(), "From the other tab");
  }));

test("a browser that cannot save says so, and work goes on", () =>
  visit({}, async ({ page, go }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    await begin(page, go);
    await page.locator(".saved.wrong").waitFor();
    await page.locator("#vendor-name").fill("Not saved");
    assert.match(await page.locator(".saved").innerText(), /Save the package as a file/);
    await page.getByRole("link", { name: "See the result" }).click();
    await page.locator("#title", { hasText: "Not saved" }).waitFor();
  }));

test("deleting everything leaves nothing", () =>
  visit({}, async ({ page, go }) => {
    await go("?sample");
    await saved(page);
    await go("settings/");
    await page.getByRole("row", { name: /Save as a file/ }).first().waitFor();
    const all = page.getByRole("button", { name: "Delete everything in this browser" });
    assert.ok(await all.isDisabled(), "it asks first");
    await page.getByLabel("I have saved what I need").check();
    await all.click();
    await page.getByText("No review is kept here.").waitFor();
    await go("result/");
    await page.getByRole("heading", { name: "No review is open" }).waitFor();
  }));
