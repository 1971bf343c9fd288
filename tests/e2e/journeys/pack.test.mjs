// What is asked for, as the facts stand, before anything is answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../harness.mjs";
import { downloaded, saved, usable } from "./steps.mjs";

const check = (page, question, name) => page.locator(`#${question}`).getByRole("radio", { name, exact: true }).check();

test("no PHI, no access, no connection: nothing to assess, and that is written down", () =>
  visit({}, async ({ page, go }) => {
    await go();
    await page.locator("#start-new").click();
    await page.locator("#vendor-name").waitFor();
    await usable(page);
    assert.ok(await page.locator("#in-09").isVisible(), "until PHI is ruled out it is asked about");
    await page.locator("#vendor-name").fill("Lobby Plants");
    await check(page, "in-04", "Nothing is signed");
    await check(page, "in-06", "None does or will");
    assert.ok(await page.locator("#in-09").isHidden(), "without PHI nobody asks how much");
    await check(page, "in-11", "Nothing");
    await check(page, "in-12", "No");
    const pack = page.getByRole("region", { name: "What to ask for" });
    await pack.getByText("Nothing to assess: no access").waitFor();
    await pack.getByRole("link", { name: "Record the decision" }).click();
    await page.locator("#recommendation", { hasText: "No assessment needed." }).waitFor();
    await usable(page);
    await page.locator("#decision summary").click();
    await page.locator("#decision").getByRole("radio", { name: /^No assessment/ }).check();
    await page.getByLabel("Your name").last().fill("R. Reviewer");
    await page.getByLabel("Role").fill("Vendor risk manager");
    await page.getByRole("button", { name: "Record this decision" }).click();
    assert.equal(await page.locator("#reason-error").innerText(), "Say on what facts nothing is assessed.");
    await page.getByLabel("Reason", { exact: true }).last().fill("Waters plants in the lobby; no PHI, no keys, no network.");
    await page.getByRole("button", { name: "Record this decision" }).click();
    await page.locator(".decisions li").waitFor();
    await saved(page);
    const file = await downloaded(page, () => page.getByRole("button", { name: "Save package" }).click());
    const [decision] = JSON.parse(file.bytes).decisions;
    assert.equal(decision.outcome, "no-assessment");
    assert.equal(decision.recommendation, "no-assessment");
  }));

test("four vendors get four packs, and the answers page asks no more than that", () =>
  visit({}, async ({ page, go }) => {
    const packs = {
      "ehr-add-on": ["Core questions for healthcare vendors"],
      "law-firm": ["Core questions for healthcare vendors", "Professional services"],
      "infusion-pump": ["Core questions for healthcare vendors", "Connected medical devices"],
      "immunization-registry": ["Short questionnaire for healthcare vendors"],
    };
    const documents = new Set();
    for (const [sample, titles] of Object.entries(packs)) {
      await go(`engagement/?sample=${sample}`);
      const asked = page.locator("#pack-questionnaires");
      await asked.waitFor();
      const shown = (await asked.locator("li").allInnerTexts()).map((title) => title.trim());
      for (const title of titles) assert.ok(shown.some((one) => one.startsWith(title)), `${sample}: ${shown}`);
      documents.add(JSON.stringify([shown, await page.locator("#pack-required li").allInnerTexts()]));
      await page.getByRole("navigation", { name: "Steps of this review" }).getByRole("link", { name: "Answers" }).click();
      await page.locator("#section-title").waitFor();
      await usable(page);
      const visible = await page.locator(".sections li:visible").count();
      const all = await page.locator(".sections li").count();
      assert.ok(visible > 0 && visible < all, `${sample}: ${visible} of ${all} sections`);
    }
    assert.equal(documents.size, 4);
  }));

test("the hospital may ask for more than the tier does, never for less", () =>
  visit({}, async ({ page, go }) => {
    await go("engagement/?sample=immunization-registry");
    const asked = page.locator("#pack-questionnaires");
    await asked.getByText("Short questionnaire").waitFor();
    await page.getByLabel("Ask for more than the tier does").selectOption({ label: "full questionnaire" });
    await asked.getByText("Core questions").waitFor();
    await page.getByLabel("Ask for more than the tier does").selectOption({ label: "attestation" });
    await asked.getByText("Short questionnaire").waitFor();
  }));
