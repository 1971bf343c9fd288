// Kills the browser while someone works and looks at what is left; `cargo xtask soak` runs it.
//
//     node kill.mjs [ROUNDS]
//
// A change is confirmed when the page says that it is saved. Each round makes some, kills the browser
// at a random moment, opens the same profile again and compares.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { chromiumOptions, dist, serve } from "./harness.mjs";

const rounds = Number(process.argv[2] ?? 20);
const server = await serve("/", dist);
const profile = mkdtempSync(join(tmpdir(), "vendorward-kill-"));
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function open() {
  const context = await chromium.launchPersistentContext(profile, chromiumOptions());
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page };
}

let confirmed = "";
let typed = [""];
let later = 0;
try {
  for (let round = 0; round < rounds; round += 1) {
    const { context, page } = await open();
    if (round === 0) {
      await page.goto(server.url);
      await page.getByRole("button", { name: "Start a new review" }).click();
    } else {
      await page.goto(server.url);
      await page.locator("section[aria-labelledby=kept] button").first().click();
      await page.goto(`${server.url}engagement/`);
    }
    const name = page.locator("#vendor-name");
    await name.waitFor();
    if (round > 0) {
      const found = await name.inputValue();
      // Either what was confirmed or something typed after it: never less, never anything else.
      assert.ok(found === confirmed || typed.includes(found), `round ${round}: "${found}" is left of "${confirmed}", then ${JSON.stringify(typed)}`);
      later += found === confirmed ? 0 : 1;
    }
    typed = [];
    const moment = Math.random() * 1500;
    const start = Date.now();
    let gone = false;
    const typing = (async () => {
      for (let step = 0; !gone; step += 1) {
        const words = `Round ${round}, step ${step}`;
        typed.push(words);
        await name.fill(words);
        if (step % 3 === 2) {
          await name.blur();
          await page.locator(".saved", { hasText: /Saved/ }).waitFor({ timeout: 3000 });
          confirmed = words;
          typed = [];
        }
      }
    })().catch(() => {});
    await wait(Math.max(0, moment - (Date.now() - start)));
    const session = await context.browser()?.newBrowserCDPSession?.().catch(() => undefined);
    const crash = session ?? (await context.newCDPSession(page));
    gone = true;
    await crash.send("Browser.crash").catch(() => {});
    await typing;
    await context.close().catch(() => {});
  }
} finally {
  server.stop();
  rmSync(profile, { recursive: true, force: true });
}
console.log(`${rounds} browsers killed: nothing confirmed was lost; ${later} times something typed after it was there as well`);
process.exit(0);
