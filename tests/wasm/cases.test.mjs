// Every case of tests/cases against the npm package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { load, top } from "./package.mjs";

const vendorward = await load();
const words = ["run", "--quiet", "--package", "vendorward-cases", "--bin", "cases"];
const lines = execFileSync("cargo", words, { cwd: top, encoding: "utf8", maxBuffer: 1 << 28 }).trim().split("\n");

test(`${lines.length} cases hold in wasm`, () => {
  assert.ok(lines.length > 100);
  for (const line of lines) {
    const wanted = JSON.parse(line);
    const bytes = new TextEncoder().encode(JSON.stringify(wanted.package));
    const reply = vendorward.score(bytes, { asOf: wanted.as_of });
    assert.equal(reply.ok, true, wanted.name);
    const result = JSON.parse(new TextDecoder().decode(reply.value));
    // An id, and after it severity, owner or words of the subject.
    const named = (text) => {
      const [id, ...words] = text.split(" ");
      const holds = (one) => [one.severity, one.owner, ...one.subject.split(/\s+/)];
      return result.findings.filter((one) => one.id === id && words.every((word) => holds(one).includes(word)));
    };
    const raised = (text) => named(text).length > 0;
    for (const [id, state] of Object.entries(wanted.gates)) {
      assert.equal(result.gates.find((gate) => gate.id === id).state, state, `${wanted.name}: ${id}`);
    }
    for (const id of wanted.findings) assert.ok(raised(id), `${wanted.name}: ${id} is not raised`);
    for (const id of wanted.without) assert.ok(!raised(id), `${wanted.name}: ${id} is raised`);
    for (const [id, words] of Object.entries(wanted.says)) {
      assert.ok(named(id).some((one) => one.detail.includes(words) || one.remediation.includes(words)), `${wanted.name}: ${id} does not say ${words}`);
    }
    for (const [pointer, value] of Object.entries(wanted.expect)) {
      const found = pointer.split("/").slice(1).reduce((at, step) => at?.[step], result);
      assert.deepEqual(found, value, `${wanted.name}: ${pointer}`);
    }
  }
});
