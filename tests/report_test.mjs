// The report of every shipped study, as its reader meets it: opened from disk in Chromium with every request refused.
// Usage: node report_test.mjs EQUIPOISE   (from the project's root, after npm ci in web/)
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const require = createRequire(path.resolve("web/package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const exe = path.resolve(process.env.EQUIPOISE ?? "build/release/bin/equipoise");
const folder = mkdtempSync(path.join(tmpdir(), "equipoise-report-"));
let browser;

/** Shipped studies with fewer sets and raids: the page is the same, the numbers are quicker. */
function studies() {
  const files = [];
  for (const dir of ["studies", "studies/record"])
    for (const name of readdirSync(dir))
      if (name.endsWith(".toml")) files.push(path.join(dir, name));
  return files;
}

/** The study with few raids and sets. A ledger names the small copies of its studies, which are played before it. */
function play(study) {
  const name = path.basename(study, ".toml");
  const text = readFileSync(study, "utf8")
    .replace(/^ignorance(\s*)= \d+/m, "ignorance$1= 24")
    .replace(/^step(\s*)= "\d+ km"/m, 'step$1= "12 km"') // of a footprint's grid
    .replace(/^replications_per_set(\s*)= \d+/m, "replications_per_set$1= 40")
    .replace(/^most_sets(\s*)= \d+/m, "most_sets$1= 64")
    .replace(/^parameter_sets(\s*)= \d+/m, "parameter_sets$1= 20")
    .replace(/"(\.\.?\/[^"]*)"/g, (_, file) => `"${path.resolve(path.dirname(study), file)}"`)
    .replace(/^claims(\s*)= "(.*)"/m, (_, space, file) => `claims${space}= "${path.resolve(path.dirname(study), file)}"`);
  const copy = path.join(folder, `${name}.toml`), out = path.join(folder, name);
  const playsRaids = !/^kind\s*= "(exchange|procurement|ledger)"/m.test(text);
  writeFileSync(copy, playsRaids ? text.replace(/^replications(\s*)= \d+/m, "replications$1= 400") : text);
  execFileSync(exe, ["study", copy, "-o", out], { stdio: "ignore" });
  return { name, page: path.join(out, "report.html"), result: JSON.parse(readFileSync(path.join(out, "result.json"), "utf8")) };
}

const isLedger = (study) => /^kind\s*= "ledger"/m.test(readFileSync(study, "utf8"));

/** A page that refuses every request but the file itself and remembers what went wrong. */
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && page.wrong.push(m.text()));
  page.on("pageerror", (e) => page.wrong.push(String(e)));
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url === `file://${file}` || url.startsWith("blob:") || url.startsWith("data:")) return route.continue();
    page.wrong.push(`request ${url}`);
    return route.abort();
  });
  await page.goto(`file://${file}`);
  await page.waitForFunction(() => [...document.querySelectorAll(".figure .plot")].every((p) => p.querySelector("svg")));
  return page;
}

const reports = [];
before(async () => {
  const all = studies();
  for (const study of [...all.filter((s) => !isLedger(s)), ...all.filter(isLedger)]) reports.push(play(study));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every report opens from disk without an error or a request, and its numbers are those of result.json", async () => {
  assert.ok(reports.length >= 5);
  for (const { name, page: file, result } of reports) {
    const page = await open(file);
    const data = JSON.parse(await page.textContent("#report-data"));
    const points = (result.points ?? []).filter((p) => !p.variant);
    const kind = /^kind\s*= "(.*)"/m.exec(readFileSync(path.join(folder, `${name}.toml`), "utf8"))[1];
    const curves = kind === "sweep" ? data.figures.find((f) => f.kind === "curves") : undefined;
    for (const [belief, size, estimate, low, high, unknownLow, unknownHigh] of curves?.rows ?? []) {
      const point = points.find((p) => p.belief === belief && Object.values(p.factors)[0] === size);
      const { probability, chance, ignorance } = point.measures.no_leaker;
      assert.equal(estimate, probability);
      assert.deepEqual([low, high], chance);
      assert.deepEqual([unknownLow, unknownHigh], ignorance ?? [null, null]);
    }
    const stages = data.figures.find((f) => f.id === "stages");
    const leaked = stages?.rows.find((r) => r[0] === "leaked");
    if (name === "false-security-2020") assert.ok(stages, "the main report has its funnel"); // studies of other kinds have none
    if (leaked) assert.ok(points.some((p) => Math.abs(p.measures.leakers.mean - leaked[1]) < 1e-9), name);
    // What is seen says the same: the table behind each figure holds as many rows as there are sizes.
    for (const figure of data.figures) {
      const shown = await page.textContent(`#${figure.id} h3`);
      assert.equal(shown, figure.title);
      assert.ok((await page.textContent(`#${figure.id} .shows`)).includes(figure.sentence.slice(0, 30)));
      assert.ok((await page.getAttribute(`#${figure.id} .plot`, "aria-label")).includes(figure.title));
    }
    const waterfall = data.figures.find((f) => f.kind === "waterfall");
    if (name === "false-security-2020") assert.ok(waterfall, "the main report splits its gap");
    const sum = !waterfall ? 0 : waterfall.rows.slice(1, -1).reduce((total, [, from, to]) => total + to - from, 0);
    if (waterfall) assert.ok(Math.abs(sum - (waterfall.rows.at(-1)[2] - waterfall.rows[0][2])) < 1e-9);
    assert.deepEqual(page.wrong, [], name);
    await page.context().close();
  }
});

test("the report of exposure: numbers of result.json, what is published shaded, a curve a height, read and taken", async () => {
  const report = reports.find((r) => r.name === "f-35-exposure");
  const page = await open(report.page);
  const data = JSON.parse(await page.textContent("#report-data"));
  assert.deepEqual(data.figures.map((f) => f.id), ["exposure-range", "exposure-time", "exposure-way"]);
  const measures = { "first detection": ["first_detection_range_m", 1e-3], "first shot": ["first_shot_range_m", 1e-3],
    "time exposed": ["exposed_s", 1 / 60], "way exposed": ["exposed_m", 1e-3] };
  const heights = { "300 m": 300, "3 km": 3000, "9 km": 9000 };
  const near = (a, b) => assert.ok(a === b || Math.abs(a - b) <= 1e-9 * Math.abs(b), `${a} is not ${b}`);
  let rows = 0;
  for (const figure of data.figures)
    for (const [height, measure, area, mean, low, high, unknownLow, unknownHigh, share] of figure.rows) {
      const point = report.result.points.find((p) => p.factors["visitor.altitude"] === heights[height] && p.factors["f-35a.cross_section"] === area);
      const [name, scale] = measures[measure];
      const told = point.measures.visitors[name];
      near(mean, scale * told.mean);
      [[low, high], [unknownLow, unknownHigh]].forEach((pair, i) => pair.forEach((v, k) => near(v, scale * [told.chance, told.ignorance][i][k])));
      near(share, told.share);
      ++rows;
    }
  assert.equal(rows, 4 * report.result.points.length);
  // A larger cross-section is never seen later, but for chance.
  const seen = data.figures[0].rows.filter((r) => r[0] === "9 km" && r[1] === "first detection");
  seen.slice(1).forEach((r, i) => assert.ok(r[5] > seen[i][4], `${r}`));
  const plot = await page.textContent("#exposure-range .plot");
  for (const words of ["published: 0.0005 to 0.1 m²", "Height of the route: 9 km", "first shot", "0.001", "0.1"]) assert.ok(plot.includes(words), words);
  await page.focus("#exposure-range .plot[tabindex='0']");
  await page.keyboard.press("ArrowRight");
  assert.match(await page.textContent("#exposure-range [aria-live]"), /first detection, 0\.000\d+: [\d.]+ km \(.* by chance; .* over what is not known\); in \d+ % of raids/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('#exposure-range button:text-is("CSV")')]);
  const csv = readFileSync(await download.path(), "utf8").trim().split(/\r?\n/);
  assert.equal(csv.length, data.figures[0].rows.length + 1);
  const text = await page.textContent("main");
  for (const words of ["Signatures collected over time, tactics and jamming are left out", "low confidence", "detected in"]) assert.ok(text.includes(words), words);
  assert.ok(!text.includes("nothing gets through"));
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("a figure is read by keyboard and taken as CSV, SVG and PNG", async () => {
  const report = reports.find((r) => r.name === "false-security-2020");
  const page = await open(report.page);
  const data = JSON.parse(await page.textContent("#report-data"));
  await page.focus("#curves-figure .plot [tabindex='0'], #curves-figure .plot[tabindex='0']");
  await page.keyboard.press("ArrowRight");
  const said = await page.textContent("#curves-figure [aria-live]");
  assert.match(said, /brochure|Brochure/);
  assert.match(said, /%/);
  const take = async (figure, kind) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#${figure} button:text-is("${kind}")`)]);
    return readFileSync(await download.path());
  };
  for (const figure of data.figures.slice(0, 3)) {
    const csv = (await take(figure.id, "CSV")).toString().trim().split(/\r?\n/);
    assert.equal(csv.length, figure.rows.length + 1, figure.id);
    const number = figure.rows[0].find((c) => typeof c === "number");
    assert.ok(csv[1].split(",").map(Number).includes(number), csv[1]);
    const svg = (await take(figure.id, "SVG")).toString();
    for (const part of ["<svg", data.as_of, "Equipoise"]) assert.ok(svg.includes(part), part);
    assert.ok(!/(href|src)="http/.test(svg));
    const png = await take(figure.id, "PNG");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.length > 5000);
  }
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("the replayed raid is the row of the run, and the scrubber moves it", async () => {
  const report = reports.find((r) => r.name === "false-security-2020");
  const page = await open(report.page);
  const data = JSON.parse(await page.textContent("#report-data"));
  assert.ok(data.replays.length >= 1 && data.replays.length <= 3);
  for (const raid of data.replays) {
    const args = raid.command.match(/'[^']*'|\S+/g).slice(1).map((a) => a.replace(/^'|'$/g, ""));
    const told = JSON.parse(execFileSync(exe, args, { maxBuffer: 1 << 28 }).toString());
    assert.equal(told.outcome.leaked, raid.outcome.leaked);
    assert.equal(told.outcome.fired, raid.outcome.fired);
    assert.deepEqual(told.threats.map((t) => t.fate), raid.threats.map((t) => t.fate));
    assert.equal(raid.threats.filter((t) => t.fate === "leaked").length, raid.outcome.leaked);
    assert.equal(raid.rounds.length <= raid.outcome.fired, true);
  }
  const pixels = () => page.evaluate(() => [...document.querySelectorAll("[data-replay] canvas")].map((c) => c.toDataURL()));
  const slider = page.locator("[data-replay] input[type=range]").first();
  await slider.scrollIntoViewIfNeeded();
  const words = () => page.textContent("[data-replay]");
  const [first, firstWords] = [await pixels(), await words()];
  assert.ok(first.length >= 2); // the view from above and the one from the side, in layers
  await slider.evaluate((node, value) => {
    node.value = value;
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(data.replays[0].duration_s * 0.8));
  const second = await pixels();
  assert.ok(second.filter((picture, i) => picture !== first[i]).length >= 2);
  assert.notEqual(await words(), firstWords);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("parameters are sorted and filtered", async () => {
  const report = reports.find((r) => r.name === "false-security-2020");
  const page = await open(report.page);
  const visible = () => page.locator("#parameters .parameters tbody tr:visible").count();
  const all = await visible();
  assert.ok(all > 40);
  await page.fill("#parameters input[type=search]", "kill_probability");
  await page.waitForFunction((n) => document.querySelectorAll("#parameters .parameters tbody tr:not([hidden])").length < n, all);
  assert.ok((await visible()) < 12);
  await page.fill("#parameters input[type=search]", "");
  await page.selectOption("#parameters select", "remembered, not seen");
  const bases = await page.locator("#parameters .parameters tbody tr:visible .basis").allTextContents();
  assert.deepEqual([...new Set(bases)], ["remembered, not seen"]);
  await page.context().close();
});

for (const [look, options] of [
  ["light, 1280 wide", {}],
  ["dark, 1280 wide", { colorScheme: "dark" }],
  ["phone, 390 wide", { viewport: { width: 390, height: 800 } }],
  ["phone, dark, 320 wide", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
])
  test(`nothing overflows and axe finds no serious fault: ${look}`, async () => {
    for (const name of ["false-security-2020", "patriot-1991", "f-35-exposure"]) {
      const report = reports.find((r) => r.name === name);
      const page = await open(report.page, options);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
      // The policy of the page lets no other script run: axe comes in by the browser's own door.
      const session = await page.context().newCDPSession(page);
      await session.send("Runtime.evaluate", { expression: axe });
      const { result } = await session.send("Runtime.evaluate", { awaitPromise: true, returnByValue: true,
        expression: "axe.run(document).then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes[0].html))" });
      assert.deepEqual(result.value, [], name);
      assert.deepEqual(page.wrong, []);
      await page.context().close();
    }
  });

test("print keeps the tables and hides the controls; the main report is small", async () => {
  const report = reports.find((r) => r.name === "false-security-2020");
  const page = await open(report.page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav:visible").count(), 0);
  assert.equal(await page.locator(".figure button:visible").count(), 0);
  assert.ok((await page.locator("#parameters table:visible").count()) > 0);
  assert.ok(readFileSync(report.page).length < 3e6);
  await page.context().close();
});

test("a study of links says what standing alone costs, as result.json has it, and what that leaves out", async () => {
  const report = reports.find((r) => r.name === "interoperability");
  const page = await open(report.page);
  const text = await page.textContent("#interoperability");
  for (const said of ["data security", "signature", "politics", "shots at friends", "already under another"]) assert.ok(text.includes(said), said);
  const rows = await page.$$eval("#interoperability tbody tr", (list) => list.map((r) => [...r.cells].map((c) => c.textContent)));
  const variants = report.result.points.filter((p) => p.variant);
  assert.equal(rows.length, 5 * variants.length);
  const measures = { "leakers": "leakers", "rounds at targets already under another\u2019s fire": "doubled",
    "rounds at targets already dead": "wasted", "shots at friends": "friendly_shots", "rounds fired": "fired" };
  for (const point of variants) {
    const base = report.result.points.find((p) => !p.variant && p.belief === point.belief);
    for (const [words, key] of Object.entries(measures)) {
      const row = rows.find((r) => r[0] === point.variant && r[1] === point.belief && r[2] === words);
      const { value, chance } = point.difference[key];
      assert.ok(chance[0] <= value && value <= chance[1], key);
      assert.ok(Math.abs(value - (point.measures[key].mean - base.measures[key].mean)) < 1e-9, key);
      assert.equal(row[4], point.measures[key].mean.toFixed(3).replace("-", "\u2212"), key);
    }
  }
  // Of variants that leave the links alone there is no such part.
  const other = await open(reports.find((r) => r.name === "compare-2020").page);
  assert.equal(await other.$("#interoperability"), null);
  await other.context().close();
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("a ledger reads as one document: summary, a part a claim, methods, validation last", async () => {
  for (const report of reports.filter((r) => r.result.kind === "ledger")) {
    const page = await open(report.page);
    const parts = await page.$$eval("main > section", (list) => list.map((s) => s.id));
    assert.equal(parts[0], "summary");
    assert.deepEqual(parts.filter((id) => id.startsWith("claim-")), report.result.claims.map((_, i) => `claim-${i + 1}`));
    if (report.name === "south-asia-2020") assert.equal(parts.at(-1), "validation");
    const data = JSON.parse(await page.textContent("#report-data"));
    const verdicts = data.figures.find((f) => f.kind === "verdicts");
    const answers = report.result.claims.flatMap((c) => c.answers);
    assert.equal(verdicts.rows.length, answers.length);
    for (const [i, row] of verdicts.rows.entries())
      assert.deepEqual(row.slice(2, 4), answers[i].holds_for.map((n) => n / answers[i].sets));
    for (const [i, claim] of report.result.claims.entries()) {
      const text = await page.textContent(`#claim-${i + 1}`);
      for (const words of [claim.proposition, claim.condition, claim.left_out, "What would change the answer"])
        assert.ok(text.includes(words), words);
      for (const answer of claim.answers) assert.ok(text.includes(answer.sentence), answer.sentence);
      // The curve against other thresholds passes through the verdict at this one.
      const figure = data.figures.find((f) => f.id === `claim-${i + 1}-thresholds`);
      for (const answer of figure ? claim.answers : []) {
        const at = figure.rows.find((r) => r[0] === answer.belief && Math.abs(r[1] - figure.options.reference) < 1e-12);
        const share = answer.holds_for.map((n) => n / answer.sets);
        assert.ok(Math.abs(at[5] - share[0]) < 0.03 && Math.abs(at[6] - share[1]) < 0.03, `${claim.id} ${answer.belief}`);
      }
    }
    const ids = await page.$$eval("[id]", (list) => list.map((n) => n.id));
    assert.equal(new Set(ids).size, ids.length, "ids are unique");
    assert.deepEqual(page.wrong, [], report.name);
    await page.context().close();
  }
});
