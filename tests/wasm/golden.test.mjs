// Each sample's result from the npm package in Node is the golden, byte for byte.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load, top } from "./package.mjs";

const vendorward = await load();
const samples = join(top, "questionnaires/samples");
// What a sample is told about besides its result: one of them holds two answers to one question.
const told = { "self-de-identifying.json": ["conflicting-answers"] };

for (const name of readdirSync(samples)) {
  test(`${name} scores as checked in`, () => {
    const reply = vendorward.score(readFileSync(join(samples, name)), { asOf: "2026-11-22" });
    assert.equal(reply.ok, true, JSON.stringify(reply.errors));
    assert.deepEqual(reply.warnings.map((one) => one.code), told[name] ?? []);
    const golden = readFileSync(join(top, "tests/golden", name));
    assert.ok(golden.equals(Buffer.from(reply.value)), `${name} differs from its golden`);
  });
}

test("failures cross as data", () => {
  const bytes = (text) => new TextEncoder().encode(text);
  const cases = [
    [() => vendorward.score(bytes("{"), { asOf: "2026-11-22" }), "not-json"],
    [() => vendorward.score(bytes("[".repeat(100)), { asOf: "2026-11-22" }), "too-deep"],
    [() => vendorward.score(new Uint8Array([0xff]), { asOf: "2026-11-22" }), "not-utf8"],
    [() => vendorward.score(bytes("{}"), { asOf: "2026-02-31" }), "invalid-options"],
    [() => vendorward.score(bytes("{}"), undefined), "invalid-options"],
    [() => vendorward.readReport("r.json", bytes('{"id":"r","report_kind":"soc2-type1"}')), "impossible-report"],
    [() => vendorward.readAnswers("a.txt", bytes("")), "unknown-file-type"],
    [() => vendorward.lint([{ nam: 1 }]), "invalid-options"],
  ];
  for (const [call, code] of cases) {
    const reply = call();
    assert.equal(reply.ok, false, code);
    assert.equal(reply.errors[0].code, code);
    assert.equal(typeof reply.errors[0].message, "string");
  }
});

test("a diff names what changed, and two of one kind only", () => {
  const sample = (name) => readFileSync(join(top, "questionnaires/samples", `${name}.json`));
  const options = { asOf: "2026-11-22" };
  const diff = (old, now) => JSON.parse(new TextDecoder().decode(vendorward.diff(old, now, options).value));
  const good = sample("in-good-order");
  assert.deepEqual(diff(good, good).changes, []);
  const gate = diff(good, sample("live-without-baa")).changes.find((one) => one.subject === "gate.baa-in-force");
  assert.deepEqual([gate.way, gate.before, gate.after], ["worse", "clear", "tripped"]);
  const report = Buffer.from('{"id":"r","report_kind":"soc2-type1","as_of_date":"2026-01-31"}');
  const wrong = vendorward.diff(good, report, options);
  assert.deepEqual([wrong.ok, wrong.errors[0].code], [false, "not-alike"]);
});

test("reads reports, answers and source files", () => {
  const bytes = (text) => new TextEncoder().encode(text);
  const report = vendorward.readReport("r.toml", bytes('id = "r"\nreport_kind = "soc2-type1"\nas_of_date = "2026-05-31"\n'));
  assert.equal(report.ok, true);
  assert.equal(report.value.as_of_date, "2026-05-31");
  const answers = vendorward.readAnswers("a.csv", bytes("question;answer\nra-01;Yes\n"));
  assert.deepEqual(answers.value, [{ question: "ra-01", value: "yes" }]);
  const lint = vendorward.lint([{ name: "a.md", bytes: bytes("no front matter") }]);
  assert.equal(lint.ok, true);
  assert.ok(lint.value.length > 0 && lint.value.every((one) => one.severity && one.code));
  const rules = JSON.parse(new TextDecoder().decode(vendorward.rules().value));
  assert.equal(rules.gates.length, 12);
});
