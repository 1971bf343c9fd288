// Other engines on the fixture, and ours as a wasm module, in one process and in turns.
//
//     node peers.mjs FIXTURE.json SCORER.mjs SCORER.wasm
//
// First each engine must come to our `claimed` on every assessment, then it is measured. Prints one
// JSON object.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import * as engines from "./engines.mjs";

const BATCHES = 60;
const BATCH_MS = 4;
/** A module runs as it was first compiled until the engine has optimised it, which takes most of a second. */
const WARM_MS = 1000;

const [fixtureFile, scorer, module] = process.argv.slice(2);
const fixture = JSON.parse(readFileSync(fixtureFile, "utf8"), (key, value) =>
  // Dots and dashes would be read as paths and as minus.
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([name, of]) => [engines.plain(name), of]))
    : value,
);

/** Runs one round of each case in turn, again and again; microseconds a call, sorted. */
async function measure(cases) {
  for (const one of cases) {
    const start = performance.now();
    let rounds = 0;
    while (rounds < 3 || performance.now() - start < WARM_MS) {
      await one.round();
      rounds += 1;
    }
    one.rounds = Math.max(1, Math.ceil((BATCH_MS * rounds) / (performance.now() - start)));
    one.times = [];
  }
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (const one of cases) {
      const start = performance.now();
      for (let round = 0; round < one.rounds; round += 1) await one.round();
      one.times.push(((performance.now() - start) * 1000) / (one.rounds * one.calls));
    }
  }
  return cases.map(({ name, times }) => {
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.floor((times.length - 1) * share)];
    return { name, median: at(0.5), fast: at(0.1), slow: at(0.9) };
  });
}

const cases = [];
for (const make of Object.values(engines.all)) {
  const { name, score, ready = async () => {} } = make(fixture.questions);
  await ready();
  for (const set of [...fixture.settled, ...fixture.sets]) {
    const found = await score(set);
    assert.deepEqual(found, [set.claimed.got, set.claimed.of], `${name} differs from us`);
  }
  // An engine that answers at once is not made to wait for a promise.
  const sync = !(score(fixture.sets[0]) instanceof Promise);
  const round = sync
    ? () => {
        for (const set of fixture.sets) score(set);
      }
    : async () => {
        for (const set of fixture.sets) await score(set);
      };
  cases.push({ name, calls: fixture.sets.length, round });
}

for (const [name, unknown] of [["vendorward, wasm", false], ["vendorward, wasm, unknown", true]]) {
  // Two instances: each keeps its own fixture.
  const ours = await import(`${pathToFileURL(resolve(scorer))}?${unknown}`);
  ours.initSync({ module: readFileSync(module) });
  const calls = ours.load(unknown);
  if (!unknown) {
    const claimed = [...ours.claimed()].map(Number);
    const ends = fixture.sets.flatMap((set) => [set.claimed.got, set.claimed.of]);
    assert.deepEqual(claimed, ends, "wasm differs from native");
  }
  cases.push({ name, calls, round: () => ours.score(1) });
}

const records = await import(`${pathToFileURL(resolve(scorer))}?records`);
records.initSync({ module: readFileSync(module) });
const findings = records.load_records();
const [reviews] = await measure([{ calls: 1, round: () => records.review(1) }]);

const require = createRequire(import.meta.url);
const version = (name) => require(`./node_modules/${name}/package.json`).version;
process.stdout.write(
  JSON.stringify({
    node: process.version,
    checked: fixture.sets.length + fixture.settled.length,
    versions: Object.fromEntries(engines.packages.map((name) => [name, version(name)])),
    rows: await measure(cases),
    reviews: { ...reviews, findings },
  }),
);
