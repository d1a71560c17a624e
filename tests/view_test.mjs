// The pages of `equipoise view` in Chromium: a stage with its raids, a folder with its reports, work that goes on.
// Usage: node --test view_test.mjs   (from the project's root, after npm ci in web/; EQUIPOISE and CHROMIUM as in report_test.mjs)
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const require = createRequire(path.resolve("web/package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const exe = path.resolve(process.env.EQUIPOISE ?? "build/release/bin/equipoise");
const scenario = "scenarios/reference-raid.toml";
const folder = mkdtempSync(path.join(tmpdir(), "equipoise-view-")), results = path.join(folder, "results");
const servers = [];
let browser, stage, shelf;

async function serve(...args) {
  const child = spawn(exe, ["view", ...args, "--no-browser"], { stdio: ["ignore", "pipe", "ignore"] });
  servers.push(child);
  const said = await new Promise((resolve, reject) => {
    child.stdout.once("data", (text) => resolve(String(text)));
    child.once("exit", () => reject(new Error(`view ${args} ended`)));
  });
  return { url: said.trim(), child };
}

const STUDY = `format = "equipoise-study/1"
title = "A small question"
kind = "sweep"
scenario = "${path.resolve(scenario)}"
factor = [ { set = "salvo.count", values = [1, 6] } ]
belief = ["brochure", "assessed"]
replications = 200
ignorance = 20
replications_per_set = 20
`;

before(async () => {
  mkdirSync(results);
  const study = path.join(folder, "small.toml");
  writeFileSync(study, STUDY);
  execFileSync(exe, ["study", study, "-o", results], { stdio: "ignore" });
  execFileSync(exe, ["run", scenario, "-n", "400", "--sensing", "table", "-o", path.join(results, "a run")], { stdio: "ignore" });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
  stage = await serve(scenario);
  shelf = await serve(results);
});
after(async () => {
  await browser?.close();
  for (const child of servers) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A page that remembers what went wrong and whatever it asked of anybody else. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && page.wrong.push(m.text()));
  page.on("pageerror", (e) => page.wrong.push(String(e)));
  page.on("request", (r) => !r.url().startsWith(new URL(url).origin) && !/^(blob|data):/.test(r.url()) && page.wrong.push(`request ${r.url()}`));
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.dataset.script === "ready");
  return page;
}

const pixels = (page) => page.evaluate(() => [...document.querySelectorAll(".view canvas")].map((c) => c.toDataURL()).join());
const move = (page, to) => page.locator(".timeline input").evaluate((node, value) => {
  node.value = value;
  node.dispatchEvent(new Event("input", { bubbles: true }));
}, String(to));
const funnel = (page) => page.$$eval(".stage .funnel li", (list) => Object.fromEntries(list.map((n) => [n.firstChild.textContent, Number(n.lastChild.textContent)])));
const row = (page) => page.$$eval("dl.row div", (list) => Object.fromEntries(list.map((n) => [n.firstChild.textContent, n.lastChild.textContent])));

async function faults(page) {
  const session = await page.context().newCDPSession(page); // the page's policy lets no other script run
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true,
    expression: "axe.run(document, { iframes: false }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))" });
  return result.value;
}

test("a raid is moved by hand, by time and by number, and its end is its row", async () => {
  const page = await open(`${stage.url}#8`);
  assert.equal(await page.locator("h1").textContent(), "One S-400 battalion, a salvo of twelve");
  assert.equal(await page.getByLabel("Replication").inputValue(), "8");
  const first = await pixels(page);
  await move(page, 40);
  const early = await pixels(page), then = await funnel(page);
  assert.notEqual(early, first);
  assert.equal(then.leaked + then.stopped, 0);
  const duration = await page.locator(".timeline input").getAttribute("max");
  await move(page, duration);
  assert.notEqual(await pixels(page), early);
  const ends = await funnel(page), own = await row(page);
  const told = JSON.parse(execFileSync(exe, ["replay", scenario, "--replication", "8"], { maxBuffer: 1 << 28 }));
  for (const [words, key] of [["launched", "launched"], ["stopped", "intercepted"], ["leaked", "leaked"]]) assert.equal(ends[words], told.outcome[key], words);
  for (const key of Object.keys(told.outcome)) assert.equal(Number(own[key]), told.outcome[key], key);
  // By itself, and by the keyboard alone.
  await page.getByLabel("Speed").selectOption("20"); // so that it is stopped long before its end
  await page.getByRole("button", { name: "Play", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => Number(document.querySelector(".timeline input").value) > 20);
  await page.keyboard.press("Enter");
  const stopped = await page.locator(".timeline input").inputValue();
  await page.waitForTimeout(150);
  assert.equal(await page.locator(".timeline input").inputValue(), stopped);
  await page.focus(".timeline input");
  await page.keyboard.press("ArrowRight");
  assert.equal(Number(await page.locator(".timeline input").inputValue()), Number(stopped) + 1);
  // Near the defence.
  const whole = await pixels(page);
  await page.getByLabel("Show", { exact: true }).selectOption("near");
  assert.notEqual(await pixels(page), whole);
  // Another number, the next one, one that is none.
  await page.getByLabel("Replication").fill("12");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#12");
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await page.waitForFunction(() => location.hash === "#13");
  assert.equal((await row(page)).replication, "13");
  await page.getByLabel("Replication").fill("-4");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".note[role=status]").textContent(), /whole number from 0/);
  assert.equal((await row(page)).replication, "13");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "JSON", exact: true }).click()]);
  assert.deepEqual(readFileSync(await download.path()), execFileSync(exe, ["replay", scenario, "--replication", "13"], { maxBuffer: 1 << 28 }));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("the report stands beside the list, whole, and reaches nothing of the server", async () => {
  const page = await open(shelf.url);
  assert.equal(await page.locator("h1").textContent(), "A small question");
  const frame = page.frameLocator("iframe");
  await frame.locator("#curves-figure .plot svg").first().waitFor();
  for (const kind of ["CSV", "PNG"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), frame.locator(`#curves-figure button:text-is("${kind}")`).click()]);
    assert.ok(readFileSync(await download.path()).length > 100, kind);
  }
  const report = page.frames().find((f) => f.url().endsWith("/files/report.html"));
  assert.equal(await report.evaluate(() => origin), "null");
  assert.deepEqual(page.wrong, []);
  assert.equal(await report.evaluate(() => fetch("/api/view").then(() => "reached", () => "refused")), "refused");
  // A run has no report: its numbers stand there.
  await page.getByRole("link", { name: "a run" }).click();
  const result = JSON.parse(readFileSync(path.join(results, "a run/result.json"), "utf8"));
  const text = await page.locator(".plain").textContent();
  assert.match(text, /of raids without a leaker/);
  assert.ok(text.includes(result.outcomes_sha256.slice(0, 16)));
  assert.match(text, /leakers a raid/);
  const [download] = await Promise.all([page.waitForEvent("download"), (async () => {
    await page.locator(".one", { hasText: "a run" }).locator("summary").click();
    await page.getByRole("link", { name: "outcomes.csv" }).click();
  })()]);
  assert.deepEqual(readFileSync(await download.path()), readFileSync(path.join(results, "a run/outcomes.csv")));
  // The refusal may be told late, and more than once.
  assert.deepEqual(page.wrong.filter((words) => !(/Content Security Policy/.test(words) && words.includes("/api/view"))), []);
  await page.context().close();
});

test("on a phone the report is a page of its own", async () => {
  const page = await open(shelf.url, { viewport: { width: 390, height: 800 } });
  assert.equal(await page.locator("iframe:visible").count(), 0);
  await page.getByRole("link", { name: "The report" }).click();
  await page.locator("#curves-figure .plot svg").first().waitFor();
  assert.ok(page.url().endsWith("/files/report.html"));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("unfinished work is looked at again by itself, until it is done or the server is gone", async () => {
  const going = path.join(folder, "going"), done = path.join(folder, "done");
  mkdirSync(going);
  const work = ["run", scenario, "-n", "140000", "--sensing", "table", "-o", done];
  execFileSync(exe, [...work, "--shard", "1/2"], { stdio: "ignore" });
  const lines = readFileSync(path.join(done, "checkpoint.1-of-2.jsonl"), "utf8").split("\n"); // the header, chunks
  execFileSync(exe, [...work, "--resume"], { stdio: "ignore" });
  writeFileSync(path.join(going, "checkpoint.jsonl"), `${lines[0]}\n`);
  copyFileSync(path.join(done, "manifest.json"), path.join(going, "manifest.json"));
  const server = await serve(going);
  const page = await open(server.url);
  assert.match(await page.locator(".progress").textContent(), /Nothing is finished yet/);
  await page.locator(".one summary").click();
  writeFileSync(path.join(going, "checkpoint.jsonl"), `${lines.slice(0, 2).join("\n")}\n`);
  await page.getByText("65,536 replications finished").waitFor({ timeout: 60_000 });
  assert.match(await page.locator(".progress .chance").textContent(), /of raids so far without a leaker/);
  assert.deepEqual(await faults(page), []);
  assert.ok(await page.getByRole("link", { name: "manifest.json" }).isVisible(), "what was opened stays open");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "summary");
  rmSync(path.join(going, "checkpoint.jsonl"));
  for (const file of ["result.json", "outcomes.csv", "manifest.json"]) copyFileSync(path.join(done, file), path.join(going, file));
  await page.getByText("Complete.", { exact: true }).waitFor({ timeout: 60_000 });
  assert.equal(await page.locator(".progress").count(), 0);
  assert.deepEqual(page.wrong, []);
  rmSync(path.join(going, "result.json"));
  const again = await open(server.url);
  server.child.kill("SIGINT");
  await again.getByText("The server has ended").waitFor({ timeout: 60_000 });
  await page.context().close();
  await again.context().close();
});

for (const [look, options] of [
  ["light, 1280 wide", {}],
  ["dark, 1280 wide", { colorScheme: "dark" }],
  ["phone, 390 wide", { viewport: { width: 390, height: 800 } }],
  ["phone, dark, 320 wide", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
])
  test(`nothing overflows and axe finds no fault: ${look}`, async () => {
    for (const url of [`${stage.url}#8`, shelf.url]) {
      const page = await open(url, options);
      const [wide, paper] = await page.evaluate(() => [document.scrollingElement.scrollWidth - innerWidth, getComputedStyle(document.body).backgroundColor]);
      assert.ok(wide <= 0, `${url}: ${wide} px too wide`);
      assert.equal(paper, options.colorScheme === "dark" ? "rgb(21, 24, 27)" : "rgb(251, 250, 247)");
      assert.deepEqual(await faults(page), [], url);
      assert.deepEqual(page.wrong, []);
      if (url === shelf.url && !options.viewport) {
        const tall = await page.evaluate(() => document.scrollingElement.scrollHeight - innerHeight);
        assert.ok(tall <= 0, "beside the report nothing else scrolls");
      }
      if (url === shelf.url) { // and the numbers of a run
        await page.getByRole("link", { name: "a run" }).click();
        assert.ok((await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)) <= 0);
        assert.deepEqual(await faults(page), []);
      }
      await page.context().close();
    }
  });
