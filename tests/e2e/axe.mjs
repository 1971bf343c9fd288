// Accessibility rules of axe, run inside a page.

import assert from "node:assert/strict";
import axe from "axe-core";

/** WCAG 2.0, 2.1 and 2.2, A and AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails when axe finds anything on the page as it stands. */
export async function accessible(page, where) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (tags) => {
    const { violations, passes } = await globalThis.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
    });
    const nodes = (rule) => rule.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`);
    return { passes: passes.length, violations: violations.map((rule) => [rule.id, rule.help, ...nodes(rule)]) };
  }, TAGS);
  assert.ok(found.passes > 0, `axe applied no rule on ${where}`);
  assert.equal(
    found.violations.length,
    0,
    `axe on ${where}:\n${found.violations.map((rule) => rule.join("\n    ")).join("\n  ")}`,
  );
}

/** Fails when the page scrolls sideways. */
export async function fitsWidth(page, where) {
  const { wide, room, widest } = await page.evaluate(() => {
    const root = document.documentElement;
    const over = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className}`);
    return { wide: root.scrollWidth, room: root.clientWidth, widest: over.slice(0, 5) };
  });
  assert.ok(wide <= room, `${where} is ${wide} px wide in ${room} px: ${widest.join(", ")}`);
}
