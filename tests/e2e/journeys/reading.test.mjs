// Every page with a vendor loaded reads well: axe, width, errors shown, light and dark.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible, fitsWidth } from "../axe.mjs";
import { routes, visit } from "../harness.mjs";
import { usable } from "./steps.mjs";

const pages = routes.filter((route) => route !== "");
/** Opens every fold, and has questions laid out that are out of sight. */
const openAll = () => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  document.querySelectorAll(".question").forEach((question) => { question.style.contentVisibility = "visible"; });
};

for (const colorScheme of ["light", "dark"]) {
  for (const route of pages) {
    test(`/${route} with a vendor, ${colorScheme}`, () =>
      visit({ colorScheme }, async ({ page, go }) => {
        await go(`${route}?sample`);
        await accessible(page, `/${route} (${colorScheme})`);
        await page.evaluate(openAll);
        await page.waitForTimeout(50);
        await accessible(page, `/${route} with every fold open (${colorScheme})`);
      }));
  }

  test(`each section of answers, ${colorScheme}`, () =>
    visit({ colorScheme }, async ({ page, go }) => {
      await go("answers/?sample=half-unknown");
      const links = page.getByRole("navigation", { name: "Sections" }).getByRole("link");
      const count = await links.count();
      assert.ok(count > 5);
      for (let at = 0; at < count; at += 1) {
        await links.nth(at).click();
        await accessible(page, `section ${at} (${colorScheme})`);
      }
    }));

  test(`errors are tied to their fields, ${colorScheme}`, () =>
    visit({ colorScheme }, async ({ page, go }) => {
      await go("report/?sample");
      const report = page.locator(".record").first();
      await report.getByLabel("Period ends").fill("2001-01-01");
      const field = report.getByLabel("Period ends");
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      const described = (await field.getAttribute("aria-describedby")).split(" ")[0];
      assert.equal(await page.locator(`[id="${described}"]`).innerText(), "The period ends before it starts.");
      await accessible(page, `report with an error (${colorScheme})`);

      await go("result/?sample");
      await page.locator("#decision summary").click();
      await page.getByRole("button", { name: "Record this decision" }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "outcome-0", "the first error has the focus");
      assert.equal(await page.locator("#outcome").getAttribute("aria-invalid"), "true");
      await accessible(page, `decision with errors (${colorScheme})`);

      await go("answers/?sample");
      await page.evaluate(openAll);
      await page.setInputFiles("#import-answers", { name: "answers.csv", mimeType: "text/csv", buffer: Buffer.from("a;b\n1;2\n") });
      await page.locator(".notice.wrong").waitFor();
      await page.evaluate(openAll);
      await accessible(page, `answers with a bad file (${colorScheme})`);
    }));
}

const looks = {
  "320 px wide": { viewport: { width: 320, height: 640 } },
  "400 % zoom": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  "a phone": { viewport: { width: 375, height: 800 }, hasTouch: true },
};

for (const [look, options] of Object.entries(looks)) {
  for (const route of pages) {
    test(`/${route} with a vendor fits, ${look}`, () =>
      visit(options, async ({ page, go }) => {
        await go(`${route}?sample`);
        await fitsWidth(page, `/${route} (${look})`);
        await page.evaluate(openAll);
        await page.waitForTimeout(50);
        await fitsWidth(page, `/${route} with every fold open (${look})`);
      }));
  }
}

test("everything one presses is large enough", () =>
  visit({ viewport: { width: 375, height: 800 } }, async ({ page, go }) => {
    for (const route of pages) {
      await go(`${route}?sample`);
      await page.evaluate(openAll);
      await usable(page);
      const small = await page.evaluate(() => {
        const inline = (element) => getComputedStyle(element).display === "inline";
        return [...document.querySelectorAll("button, input, select, textarea, summary, nav a, .button")]
          .filter((element) => !inline(element) && element.checkVisibility())
          .map((element) => {
            const label = element.closest("label.option") ?? element;
            return { what: element.outerHTML.slice(0, 80), box: label.getBoundingClientRect() };
          })
          .filter(({ box }) => box.width < 24 || box.height < 24)
          .map(({ what, box }) => `${what} ${box.width} × ${box.height}`);
      });
      assert.deepEqual(small, [], `/${route}: under 24 × 24 px (WCAG 2.2, 2.5.8)`);
    }
  }));
