// Steps that several journeys share.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { top } from "../harness.mjs";

/** The pages of a review. */
export const STEPS = ["engagement/", "answers/", "report/", "baa/", "result/"];

/** The samples that ship with the site. */
export const SAMPLES = readdirSync(join(top, "questionnaires/samples"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -5));

/** The result that the command line gives for a package at a day, as bytes and as an object. */
export function score(bytes, asOf) {
  const file = join(mkdtempSync(join(tmpdir(), "vendorward-")), "package.json");
  writeFileSync(file, bytes);
  const program = process.env.VENDORWARD_CLI ?? join(top, "target/debug/vendorward");
  const out = execFileSync(program, ["score", file, "--as-of", asOf, "--format", "json"], { maxBuffer: 1 << 26 });
  return { bytes: out, result: JSON.parse(out) };
}

/** Fails at the first byte where two files differ, with what stands there. */
export function sameBytes(own, other) {
  const at = [...own].findIndex((byte, at) => byte !== other[at]);
  const around = (bytes) => bytes.subarray(Math.max(0, at - 60), at + 60).toString();
  assert.ok(at < 0 && own.length === other.length, `byte ${at}: …${around(own)}… is not …${around(other)}…`);
}

/** What a button lets one download. */
export async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Goes to a page of the review by its link, and waits until it can be used. */
export async function step(page, name) {
  await page.getByRole("navigation", { name: "Steps of this review" }).getByRole("link", { name }).click();
  await usable(page);
}

/** Waits for the ready mark. */
export async function usable(page) {
  await page.waitForSelector('html[data-ready="true"]', { state: "attached" });
}

/** Waits until everything typed has been saved. */
export async function saved(page) {
  await page.locator(".saved", { hasText: /^Saved \d\d:\d\d/ }).waitFor();
}

/** The day the result speaks of. */
export async function asOf(page) {
  return page.locator("#as-of").inputValue();
}

/** Compares what the result page shows with a result of the command line. */
export async function shows(page, result) {
  const text = async (id) => (await page.locator(id).innerText()).trim().toLowerCase();
  const words = {
    "approve": "approve.",
    "approve-with-conditions": "approve with conditions.",
    "continue": "continue.",
    "continue-with-conditions": "continue with conditions.",
    "defer": "defer. too little is known or shown.",
    "do-not-proceed": "do not proceed.",
    "suspend-phi": "suspend phi.",
    "exit": "exit. the vendor refuses what the law requires.",
    "no-assessment": "no assessment needed.",
  };
  assert.equal(await text("#recommendation"), words[result.recommendation]);
  assert.equal(await text("#rating-now"), result.rating?.now ?? "not rated");
  if (result.rating && result.rating.best !== result.rating.now) {
    assert.equal(await text("#rating-best"), result.rating.best);
  }
  if (result.score) {
    const { lo, hi } = result.score.claimed;
    const percent = (points) => Math.floor((points + 50) / 100);
    const ends = percent(lo) === percent(hi) ? `${percent(lo)} %` : `${percent(lo)} to ${percent(hi)} %`;
    assert.equal(await text("#claimed"), ends);
  }
  for (const gate of result.gates.filter((gate) => !["clear", "not-applicable"].includes(gate.state))) {
    const state = await page.locator(`[id="${gate.id}"] .state`).innerText();
    assert.equal(state.trim(), gate.state, gate.id);
  }
  const shown = await page.locator(".gates.open > li").count();
  const open = result.gates.filter((gate) => !["clear", "not-applicable"].includes(gate.state)).length;
  assert.equal(shown, open, "every open gate, and no other");
  const findings = (list) => [...list].sort();
  assert.deepEqual(
    findings(await page.locator("[data-finding]").evaluateAll((all) => all.map((one) => one.dataset.finding))),
    findings(result.findings.map(({ id, subject }) => `${id} ${subject}`.trim())),
    "every finding, and no other",
  );
  const cells = ["our_baa", "their_baa", "assurance", "evidence"];
  const rows = await page.locator(".matrix tbody tr").evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td")].slice(1).map((cell) => cell.innerText.trim().toLowerCase())),
  );
  assert.equal(rows.length, result.scope.rows.length, "every flow");
  for (const [at, row] of result.scope.rows.entries()) {
    for (const [place, cell] of cells.entries()) {
      const said = row[cell].state.replace("-", " ");
      assert.ok(rows[at][place].startsWith(said), `${row.flow} ${cell}: “${rows[at][place]}” is not ${said}`);
    }
  }
}

/** Longest way by Tab to anything on a page. */
const MOST = 900;

/** Presses Tab until the focus is where `there` says, in the page. */
export async function tabTo(page, there, argument) {
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(there, argument)) return;
  }
  assert.fail(`not reached by ${MOST} presses of Tab: ${there} ${argument}`);
}

export const onText = (words) => document.activeElement?.textContent.trim() === words;
export const onField = (id) => document.activeElement?.id === id;
export const onRadio = (name) => document.activeElement?.type === "radio" && document.activeElement.name === name;

/** Chooses a radio button of the group that has the focus, by arrow keys. */
export async function arrowTo(page, value) {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await page.evaluate((value) => document.activeElement.value === value && document.activeElement.checked, value)) return;
    await page.keyboard.press("ArrowDown");
  }
  assert.fail(`no radio button ${value}`);
}
