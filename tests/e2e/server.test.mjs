// The site as a host sends it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import http from "node:http";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { dist, manifest, routes, site } from "./harness.mjs";

/** One plain request, with the target exactly as written. */
async function ask(path, { method = "GET", headers = {}, prefix = "/" } = {}) {
  const { hostname, port } = new URL(await site(prefix));
  return new Promise((done, failed) => {
    const request = http.request({ hostname, port, path, method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on("error", failed);
    request.end();
  });
}

/** The headers that `_headers` gives to every path. */
function promised() {
  const [, everywhere] = /^\/\*\n((?: {2}.+\n)+)/m.exec(readFileSync(join(dist, "_headers"), "utf8"));
  return everywhere.trim().split("\n").map((line) => {
    const [, name, value] = /^\s*([^:]+): (.*)$/.exec(line);
    return [name.toLowerCase(), value];
  });
}

test("every answer carries the headers of the site", async () => {
  const headers = promised();
  assert.ok(headers.some(([name]) => name === "content-security-policy"));
  const asset = Object.keys(manifest().files).find((path) => path.endsWith(".wasm"));
  for (const path of ["/", ...routes.map((route) => `/${route}`), "/404.html", "/none", `/${asset}`]) {
    const answer = await ask(path);
    for (const [name, value] of headers) assert.equal(answer.headers[name], value, `${name} of ${path}`);
  }
});

test("the page itself states the policy, without what only a header can say", async () => {
  const policy = promised().find(([name]) => name === "content-security-policy")[1];
  const expected = policy.replace(" frame-ancestors 'none';", "");
  for (const route of routes) {
    const html = readFileSync(join(dist, route, "index.html"), "utf8");
    assert.ok(html.includes(`http-equiv="Content-Security-Policy" content="${expected}"`), route);
    assert.ok(!/<base|<style|style=|\son\w+=|<script(?![^>]*\bsrc=)/i.test(html), `inline code in /${route}`);
  }
});

test("media types, lengths and packing", async () => {
  for (const [path, type] of [
    ["/", "text/html; charset=utf-8"],
    [/\.js$/, "text/javascript; charset=utf-8"],
    [/\.css$/, "text/css; charset=utf-8"],
    [/\.wasm$/, "application/wasm"],
    [/\.svg$/, "image/svg+xml"],
    ["/manifest.json", "application/json"],
  ]) {
    const file = path instanceof RegExp ? `/${Object.keys(manifest().files).find((name) => path.test(name))}` : path;
    const plain = await ask(file);
    assert.equal(plain.status, 200, file);
    assert.equal(plain.headers["content-type"], type);
    assert.equal(Number(plain.headers["content-length"]), plain.body.length);
    const head = await ask(file, { method: "HEAD" });
    assert.equal(head.headers["content-length"], plain.headers["content-length"]);
    assert.equal(head.body.length, 0);
    const packed = await ask(file, { headers: { "accept-encoding": "gzip, br;q=1.0" } });
    assert.equal(packed.headers["content-type"], type);
    if (packed.headers["content-encoding"] === "br") assert.deepEqual(brotliDecompressSync(packed.body), plain.body);
    else assert.deepEqual(packed.body, plain.body);
  }
});

test("hashed files are kept, pages are asked for again", async () => {
  const asset = Object.keys(manifest().files).find((path) => /^assets\/app\.\w+\.js$/.test(path));
  assert.match((await ask(`/${asset}`)).headers["cache-control"], /immutable/);
  assert.equal((await ask("/")).headers["cache-control"], "no-cache");
});

test("a folder without its slash, another method, a path that climbs", async () => {
  const folder = await ask("/result?a=1");
  assert.equal(folder.status, 308);
  assert.equal(new URL(folder.headers.location, "http://host/result?a=1").href, "http://host/result/?a=1");
  assert.equal((await ask("/", { method: "POST" })).status, 405);
  for (const path of ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "/assets/../../Cargo.toml", "//etc/passwd"]) {
    const answer = await ask(path);
    assert.equal(answer.status, 400, path);
    assert.equal(answer.body.length, 0);
  }
  assert.equal((await ask("/result/", { prefix: "/some/folder/" })).status, 404);
  assert.equal((await ask("/some/folder/result/", { prefix: "/some/folder/" })).status, 200);
});

test("the manifest lists every file with its hash", () => {
  const { files } = manifest();
  const all = (folder) =>
    readdirSync(folder).flatMap((name) => {
      const file = join(folder, name);
      return statSync(file).isDirectory() ? all(file) : [relative(dist, file)];
    });
  assert.deepEqual(all(dist).filter((path) => path !== "manifest.json").sort(), Object.keys(files).sort());
  for (const [path, { bytes, sha256 }] of Object.entries(files)) {
    const content = readFileSync(join(dist, path));
    assert.equal(content.length, bytes, path);
    assert.equal(createHash("sha256").update(content).digest("hex"), sha256, path);
  }
});

test("every link, script and style of every page is there and has the hash the page states", () => {
  const files = [...routes.map((route) => join(route, "index.html")), "rules/en-XA.html"];
  for (const file of files) {
    const route = dirname(file);
    const html = readFileSync(join(dist, file), "utf8");
    const tags = [...html.matchAll(/<(?:link|script)[^>]*(?:href|src)="([^"]+)"(?:[^>]*? integrity="sha256-([^"]+)")?/g)];
    // The front page asks for the app's JavaScript only when it is wanted; its script holds the hash.
    assert.equal(tags.length, route === "." || route === "rules" ? 3 : 4, file);
    // The rules need no app.
    const app = /data-glue="([^"]+)" data-glue-integrity="sha256-([^"]+)"/.exec(html);
    assert.equal(app === null, route === "rules", file);
    if (app) {
      const [, glue, wanted] = app;
      const own = createHash("sha256").update(readFileSync(join(dist, "assets", glue))).digest("base64");
      assert.equal(own, wanted, glue);
    }
    for (const [tag, path, hash] of tags) {
      assert.ok(!/^[a-z]+:|^\//.test(path), `${path} is relative`);
      const named = join(dist, route, path);
      assert.ok(existsSync(named), named);
      if (tag.includes('rel="icon"')) continue;
      assert.equal(createHash("sha256").update(readFileSync(named)).digest("base64"), hash, path);
    }
  }
});
