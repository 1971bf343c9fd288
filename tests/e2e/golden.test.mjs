// Each sample's result from the npm package in Chromium is the golden, byte for byte, under the
// site's own policy.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { top, visit } from "./harness.mjs";

const folder = process.env.VENDORWARD_NPM ?? join(top, "dist-npm");
const samples = join(top, "questionnaires/samples");
const types = { js: "text/javascript", wasm: "application/wasm" };

test("samples score in Chromium as checked in", { skip: existsSync(folder) ? false : "dist-npm is not built" }, () =>
  visit({}, async ({ page, go }) => {
    await page.route("**/npm/*", (route) => {
      const name = new URL(route.request().url()).pathname.split("/").pop();
      const contentType = types[name.split(".").pop()];
      return route.fulfill({ body: readFileSync(join(folder, name)), contentType });
    });
    await go("");
    const names = readdirSync(samples);
    assert.equal(names.length, 13);
    for (const name of names) {
      const text = readFileSync(join(samples, name), "utf8");
      const result = await page.evaluate(async (text) => {
        const vendorward = await import("/npm/vendorward.js");
        await vendorward.default();
        const reply = vendorward.score(new TextEncoder().encode(text), { asOf: "2026-11-22" });
        return reply.ok ? new TextDecoder().decode(reply.value) : JSON.stringify(reply.errors);
      }, text);
      assert.ok(result === readFileSync(join(top, "tests/golden", name), "utf8"), `${name} differs from its golden`);
    }
  }));
