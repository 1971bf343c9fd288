// Measures the site in Chromium; `cargo xtask bench` runs it.
//
//     node speed.mjs SITE_AS_IT_SHIPS SITE_WITH_250_QUESTIONS
//
// Key press: one section is on screen, the processor is slowed down four times, and each answer is
// changed by one key. Counted are the main thread's tasks from the key to the first frame that shows
// the new result, taken from a trace, less those of a key that changes nothing.
//
// Cold sample: a new browser each time, from the start of the navigation to the paint of the decision.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

import { chromiumOptions, serve } from "./harness.mjs";

const [ships, measured] = process.argv.slice(2);
const SLOWER = 4;
const PRESSES = 120;
const PAUSE = 250;
const COLD = 9;

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const at = (numbers, share) => sorted(numbers)[Math.max(0, Math.ceil(numbers.length * share) - 1)];
const ms = (number) => `${number.toFixed(1)} ms`;

/** Where the renderer's main thread spent its time, key by key. */
function perKey(trace) {
  const events = JSON.parse(trace.toString()).traceEvents;
  const main = events.find(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const here = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const ours = (name) => here.filter((event) => event.name === name && event.ph === "X");
  const keys = here.filter(({ name, args }) => name === "EventDispatch" && args?.data?.type === "keydown");
  const tasks = here.filter(({ name, ph }) => ph === "X" && /(^|::)RunTask$/.test(name));
  const scripts = [...ours("FunctionCall"), ...ours("EvaluateScript"), ...ours("RunMicrotasks"), ...ours("TimerFire"), ...ours("FireAnimationFrame")];
  const commits = ours("Commit");
  return keys.map((key, index) => {
    const from = key.ts;
    const next = keys[index + 1]?.ts ?? Infinity;
    // The first frame after the key was dealt with; a key that changes nothing may have none.
    const shown = commits.find(({ ts }) => ts > from && ts < next);
    const to = shown ? shown.ts + shown.dur : Math.min(next, from + 100_000);
    const within = (all) => all.filter(({ ts, dur }) => ts + dur > from && ts < to);
    const outermost = (all) => {
      let end = 0;
      return all
        .toSorted((a, b) => a.ts - b.ts)
        .filter(({ ts, dur }) => {
          if (ts < end) return false;
          end = ts + dur;
          return true;
        });
    };
    // Time on the processor, where the trace has it: another process does not count.
    const sum = (all) => outermost(within(all)).reduce((total, { dur, tdur }) => total + (tdur ?? dur), 0) / 1000;
    return { script: sum(scripts), all: sum(tasks), shown: shown ? (to - from) / 1000 : undefined };
  });
}

async function keyPress() {
  const server = await serve("/", measured);
  const browser = await chromium.launch(chromiumOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}answers/?sample`);
    await page.waitForSelector('html[data-ready="true"]', { state: "attached" });
    // The section after the first, which holds no scored question.
    await page.locator("nav.sections a").nth(1).press("Enter");
    await page.locator("article.question .worth").first().waitFor();
    const shown = page.locator("article.question:has(.worth) input[type=radio]:checked");
    const questions = await page.locator("article.question").count();
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const run = async (key) => {
      await shown.first().focus();
      await page.waitForTimeout(1500);
      await browser.startTracing(page, { categories: ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"] });
      const before = await page.locator("#strip-claimed").innerText();
      const seen = new Set([before]);
      for (let press = 0; press < PRESSES; press += 1) {
        await page.keyboard.press(key(press));
        await page.waitForTimeout(PAUSE);
        if (press % 10 === 0) seen.add(await page.locator("aside.strip").innerText());
      }
      return { times: perKey(await browser.stopTracing()), seen: seen.size };
    };
    // Down the group and back: the answer changes with every press.
    const changed = await run((press) => (press % 2 ? "ArrowUp" : "ArrowDown"));
    const idle = await run(() => "F9");
    const base = { script: at(idle.times.map(({ script }) => script), 0.5), all: at(idle.times.map(({ all }) => all), 0.5) };
    const share = (part, of) => ms(Math.max(0, at(changed.times.map((time) => time[part]), of) - base[part]));
    console.log(`Key press to result on screen, ${questions} questions shown, processor ${SLOWER} times slower, ${changed.times.length} presses, ${changed.seen} results seen`);
    console.log(`  script                              p50 ${share("script", 0.5)}  p95 ${share("script", 0.95)}  (goal 16 ms)`);
    console.log(`  script, style, layout and paint     p50 ${share("all", 0.5)}  p95 ${share("all", 0.95)}  (goal 32 ms)`);
    console.log(`  a key that changes nothing          script ${ms(base.script)}, all ${ms(base.all)} (taken off)`);
  } finally {
    await browser.close();
    server.stop();
  }
}

async function coldSample() {
  const server = await serve("/", ships);
  const times = [];
  try {
    for (let run = 0; run < COLD; run += 1) {
      const browser = await chromium.launch(chromiumOptions());
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.addInitScript(() => {
        const look = () => {
          const ready = document.documentElement.dataset.ready && document.querySelector(".verdict");
          if (!ready) return requestAnimationFrame(look);
          // After the frame in which it is painted.
          requestAnimationFrame(() => setTimeout(() => (globalThis.__shown = performance.now())));
        };
        requestAnimationFrame(look);
      });
      await page.goto(`${server.url}?sample`);
      await page.waitForFunction(() => globalThis.__shown);
      times.push(await page.evaluate(() => globalThis.__shown));
      await browser.close();
    }
  } finally {
    server.stop();
  }
  console.log(`?sample, cold, ${COLD} new browsers: decision on screen after ${ms(at(times, 0.5))} (fastest ${ms(at(times, 0))}, slowest ${ms(at(times, 1))}; goal 1 s)`);
}

await keyPress();
await coldSample();
const { first_load: first, files } = JSON.parse(readFileSync(`${ships}/manifest.json`, "utf8"));
const app = Object.entries(files).filter(([path]) => /^assets\/app\..*\.br$/.test(path));
const bytes = app.reduce((total, [, file]) => total + file.bytes, 0);
console.log(`Packed: the front page requests ${first.brotli_bytes} bytes, the app ${bytes} more when it is wanted`);
