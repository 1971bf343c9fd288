// The npm package loads in Node and in a browser's way, and its declarations are true to TypeScript.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { folder, load, top } from "./package.mjs";

/** Runs a program in a folder that has the package installed as `vendorward`. */
function installed(name, text, command) {
  const home = mkdtempSync(join(tmpdir(), "vendorward-npm-"));
  try {
    mkdirSync(join(home, "node_modules"));
    symlinkSync(folder, join(home, "node_modules/vendorward"), "dir");
    writeFileSync(join(home, "package.json"), '{"type": "module"}');
    writeFileSync(join(home, name), text);
    const [program, ...words] = command;
    const ran = spawnSync(program, words, { cwd: home, encoding: "utf8" });
    return { status: ran.status, said: ran.stdout + ran.stderr };
  } finally {
    rmSync(home, { recursive: true });
  }
}

test("every file that package.json names is there", () => {
  const { exports, types } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const named = [types, ...Object.values(exports).flatMap((to) => (typeof to === "string" ? [to] : Object.values(to)))];
  assert.ok(named.length >= 4);
  for (const file of named) assert.ok(existsSync(join(folder, file)), file);
});

test("Node loads it by name, at once, and may await it as a browser does", () => {
  const text = `
    import init, * as vendorward from "vendorward";
    const memory = (await init()).memory;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
    console.log(import.meta.resolve("vendorward").split("/").pop());`;
  const { status, said } = installed("use.mjs", text, [process.execPath, "use.mjs"]);
  assert.equal(status, 0, said);
  assert.equal(said.trim(), "node.js");
});

test("a browser's entry takes the module as bytes", async () => {
  const browser = await import(`${pathToFileURL(join(folder, "vendorward.js")).href}?browser`);
  const bytes = readFileSync(join(folder, "vendorward_bg.wasm"));
  const instance = await browser.default({ module_or_path: bytes });
  assert.ok(instance.memory instanceof WebAssembly.Memory);
  const names = (module) => Object.keys(module).sort();
  assert.deepEqual(names(browser), names(await load()));
});

test("the declarations hold under strict TypeScript", () => {
  const tsc = join(top, "tests/e2e/node_modules/typescript/bin/tsc");
  const words = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const text = `
    import init from "vendorward";
    const started: Promise<{ readonly memory: WebAssembly.Memory }> = init();
    // @ts-expect-error it gives the module's exports, not a number
    const wrong: Promise<number> = init();
    export { started, wrong };`;
  const { status, said } = installed("use.ts", text, [process.execPath, tsc, ...words, "use.ts"]);
  assert.equal(status, 0, said);
});
