import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { figures, report, undrawn, writePage } from "../fixture.mjs";
import { openBrowser } from "../browser.mjs";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const out = mkdtempSync(join(tmpdir(), "report-test-"));
let browser, url;

before(async () => {
  execFileSync(process.execPath, [join(web, "build.mjs"), out]);
  url = `file://${writePage(out, "fixture.html", report)}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(out, { recursive: true });
});

/** Until what a change of size asks for has been drawn. */
const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
const clockSays = (page, pattern, wanted = true) =>
  page.waitForFunction(([source, on]) => new RegExp(source).test(document.querySelector(".clock").textContent) === on, [pattern, wanted]);

/** A page with what went wrong on it. */
async function open({ width = 1280, height = 900, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...more });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !/^figure (unknown|broken|missing):/.test(m.text()) && wrong.push(m.text()));
  page.on("pageerror", (e) => wrong.push(e.message));
  page.on("dialog", (d) => {
    wrong.push(`dialog ${d.message()}`);
    d.dismiss();
  });
  page.on("request", (r) => !r.url().startsWith(url) && !r.url().startsWith("blob:") && wrong.push(`request ${r.url()}`));
  await page.goto(url);
  await page.waitForFunction(() => document.documentElement.dataset.script === "ready");
  await frames(page);
  return { page, wrong, close: () => context.close() };
}

const download = async (page, button) => {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
};
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("every figure is drawn or says that it is not; nothing is requested, nothing fails", async () => {
  const { page, wrong, close } = await open();
  for (const f of figures) {
    const plot = page.locator(`#${f.id} .plot`);
    if (undrawn.includes(f.id)) assert.match(await plot.innerText(), /could not be drawn|nothing to draw/, f.id);
    else {
      assert.equal(await plot.getAttribute("data-drawn"), "yes", f.id);
      assert.ok((await plot.locator("svg").first().innerHTML()).length > 500, f.id);
      assert.doesNotMatch(await plot.innerHTML(), /NaN|undefined|Infinity/, f.id);
    }
  }
  assert.match(await page.locator("#missing .plot").innerText(), /could not be drawn/);
  assert.equal(await page.locator("img").count(), 0, "hostile text became an element");
  assert.deepEqual(wrong, []);
  await close();
});

test("no text of a chart is smaller than 12 px or leaves its picture", async () => {
  for (const width of [1280, 390, 320]) {
    const { page, close } = await open({ width });
    const found = await page.evaluate(() =>
      [...document.querySelectorAll(".plot svg text")].filter((t) => t.textContent.trim()).flatMap((t) => {
        const size = parseFloat(getComputedStyle(t).fontSize), box = t.getBoundingClientRect(), frame = t.closest(".plot").getBoundingClientRect();
        const id = `${t.closest("figure").id}: ${t.textContent.slice(0, 40)}`;
        return size < 12 ? [`${size} px ${id}`] : box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1 ? [`outside ${id}`] : [];
      }));
    assert.deepEqual(found, [], `at ${width}`);
    await close();
  }
});

test("CSV holds the rows in full, safe for spreadsheets; SVG and PNG carry title and source", async () => {
  const { page, wrong, close } = await open();
  for (const id of ["curves", "bars-hostile"]) {
    const f = figures.find((g) => g.id === id);
    const { name, bytes } = await download(page, page.locator(`#${id}`).getByRole("button", { name: /CSV/ }));
    assert.match(name, /^fixture-every-number-invented-[a-z-]+\.csv$/);
    const rows = parse(bytes.toString("utf8"));
    const safe = (v) => (typeof v === "string" && /^[=+\-@]/.test(v) ? `'${v}` : v === null ? "" : String(v));
    assert.deepEqual(rows, [f.columns, ...f.rows].map((r) => r.map(safe)));
  }
  const svg = await download(page, page.locator("#curves-hostile").getByRole("button", { name: /SVG/ }));
  const text = svg.bytes.toString("utf8");
  assert.doesNotMatch(text, /var\(|href=|url\(http|<img|<script|currentcolor="/);
  for (const part of ["alert(1)", "As of 2026-11-24", "Equipoise 0.1.0"]) assert.ok(text.includes(part), part);
  const parsed = await page.evaluate((t) => new DOMParser().parseFromString(t, "image/svg+xml").querySelector("parsererror") === null, text);
  assert.ok(parsed);
  const png = await download(page, page.locator("#funnel").getByRole("button", { name: /PNG/ }));
  assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.equal(png.bytes.readUInt32BE(16), 1920);
  assert.deepEqual(wrong, []);
  await close();
});

/** RFC 4180, as a reader of the file would have it. */
function parse(text) {
  const rows = [[]];
  let value = "", quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') value += text[++i];
      else if (c === '"') quoted = false;
      else value += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") rows[rows.length - 1].push(value), (value = "");
    else if (c === "\r" && text[i + 1] === "\n") rows[rows.length - 1].push(value), (value = ""), rows.push([]), ++i;
    else value += c;
  }
  rows.pop();
  return rows;
}

test("values are read with the keyboard, row by row", async () => {
  const { page, close } = await open();
  const plot = page.locator("#curves .plot"), line = page.locator("#curves .reading");
  await plot.focus();
  await page.keyboard.press("Home");
  assert.match(await line.innerText(), /^Brochure, 1 missile in the salvo: .*by chance.*over what is not known/);
  await page.keyboard.press("ArrowRight");
  assert.match(await line.innerText(), /^Brochure, 2 missiles in the salvo/);
  await page.keyboard.press("End");
  assert.match(await line.innerText(), /^Assessed, 48 missiles in the salvo/);
  assert.equal(await plot.locator(".cursor").getAttribute("visibility"), "visible");
  for (const f of figures.filter((g) => !undrawn.includes(g.id))) {
    await page.locator(`#${f.id} .plot`).focus();
    await page.keyboard.press("Home");
    const said = new Set();
    for (let i = 0; i < f.rows.length; ++i) {
      said.add(await page.locator(`#${f.id} .reading`).innerText());
      await page.keyboard.press("ArrowDown");
    }
    const readable = f.kind === "phase" ? f.rows.filter(([series]) => !series.endsWith("stands still")) : f.rows; // lines of a fit are no values
    assert.ok(said.size > 0.9 * readable.length, `${f.id} says ${said.size} of ${readable.length}`);
  }
  await close();
});

test("values are read with a pointer", async () => {
  const { page, close } = await open();
  await page.locator("#funnel .plot").hover({ position: { x: 300, y: 20 } });
  assert.match(await page.locator("#funnel .reading").innerText(), /^launched: 12/);
  await close();
});

test("charts are drawn anew at another width and in the dark", async () => {
  const { page, wrong, close } = await open();
  const wide = await page.evaluate(() => document.querySelector("#gap .plot").clientWidth);
  await page.setViewportSize({ width: 700, height: 900 });
  await page.waitForFunction((before) => document.querySelector("#gap .plot").clientWidth < before, wide);
  await frames(page);
  const [svg, box] = await page.evaluate(() => [document.querySelector("#gap svg").getAttribute("width"), document.querySelector("#gap .plot").clientWidth]);
  assert.equal(Number(svg), box);
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("#curves svg path[stroke^='var(--assessed)'], #curves svg [stroke='var(--assessed)']")).stroke);
  const light = await colour();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await colour(), light);
  assert.deepEqual(wrong, []);
  await close();
});

const still = (page, name) => page.locator(`.view.${name} .moving`).evaluate((c) => c.toDataURL());

test("the scrubber moves the raid in both views and in the words", async () => {
  const { page, wrong, close } = await open();
  const scrub = page.getByLabel("Time, seconds after the first launch");
  const seen = new Set(), sides = new Set(), texts = new Set();
  for (const time of [0, 150, 300, 420]) {
    await scrub.fill(String(time));
    seen.add(await still(page, "plan"));
    sides.add(await still(page, "profile"));
    texts.add(await page.locator(".words").innerText());
    assert.match(await page.locator(".clock").innerText(), new RegExp(`^${time} s`));
  }
  assert.deepEqual([seen.size, sides.size, texts.size], [4, 4, 4]);
  const leaked = report.replays[0].outcome.leaked;
  assert.match(await page.locator(".states").innerText(), new RegExp(`${leaked}\\s*leaked`));
  await scrub.fill("100");
  await page.getByRole("button", { name: "Next event" }).click();
  assert.match(await page.locator(".clock").innerText(), /^130 s/);
  assert.match(await page.locator(".events li").first().innerText(), /detects/);
  await page.getByRole("button", { name: "Previous event" }).click();
  assert.doesNotMatch(await page.locator(".clock").innerText(), /^130 s/);
  assert.deepEqual(wrong, []);
  await close();
});

test("going back draws the same picture as going there straight", async () => {
  const { page, close } = await open();
  const scrub = page.getByLabel("Time, seconds after the first launch");
  const base = () => page.locator(".view.plan .still").evaluate((c) => c.toDataURL());
  await scrub.fill("200");
  const there = [await still(page, "plan")];
  await scrub.fill("0");
  await scrub.fill("200");
  const straight = await base();
  await scrub.fill("400");
  await scrub.fill("200");
  assert.equal(await still(page, "plan"), there[0]);
  assert.equal(await base(), straight);
  await close();
});

test("a raid plays only when asked, stops when asked, and a threat can be followed", async () => {
  const { page, wrong, close } = await open();
  const clock = page.locator(".clock");
  const first = await clock.innerText();
  await page.waitForTimeout(400);
  assert.equal(await clock.innerText(), first);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction((before) => document.querySelector(".clock").textContent !== before, first);
  await page.getByRole("button", { name: "Pause" }).click();
  const paused = await clock.innerText();
  assert.notEqual(paused, first);
  await page.waitForTimeout(300);
  assert.equal(await clock.innerText(), paused);
  const scrub = page.getByLabel("Time, seconds after the first launch");
  await scrub.fill("250");
  const before = await still(page, "plan");
  await page.locator(".threats").focus();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await still(page, "plan"), before);
  assert.match(await page.locator(".chain").innerText(), /salvo\/1: seen at 212 km/);
  assert.equal(await page.locator("[data-replay-table=typical] tr.selected").count(), 1);
  await page.getByRole("radio", { name: "a bad raid" }).check();
  assert.equal(await page.locator(".threats li").count(), 24);
  assert.equal(await page.locator("tr.selected").count(), 0);
  await page.getByRole("radio", { name: "a empty raid" }).check();
  assert.match(await page.locator(".chain").innerText(), /No threat/);
  assert.deepEqual(wrong, []);
  await close();
});

test("with less motion asked for, the picture changes about once a second", async () => {
  const { page, close } = await open({ reducedMotion: "reduce" });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(60_000); // from here on time is the test's own
  await page.getByLabel("Speed").selectOption("5");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const times = new Set();
  for (let passed = 0; passed < 2600; passed += 100) {
    times.add(await page.locator(".clock").innerText());
    await page.clock.runFor(100);
  }
  assert.equal(times.size, 3, [...times].join("; ")); // as it stood, and after each of two seconds
  await close();
});

test("tables are sorted and filtered", async () => {
  const { page, close } = await open();
  const table = page.locator("table[data-sortable]"), names = () => table.locator("tbody tr:visible th").allInnerTexts();
  const given = await names();
  await table.getByRole("button", { name: "Value" }).click();
  assert.equal(await table.locator("th[aria-sort=ascending]").count(), 1);
  assert.equal((await names())[0], "radar cross-section");
  await table.getByRole("button", { name: "Value" }).click();
  assert.equal((await names())[0], "reload time");
  await table.getByRole("button", { name: "Value" }).click();
  assert.deepEqual(await names(), given);
  await page.getByLabel("How it is known").selectOption("assumed");
  assert.equal((await names()).length, 2);
  await page.getByLabel("Search").fill("reload");
  await page.locator("[data-filter-for] [role=status]", { hasText: /^1 of 5 rows/ }).waitFor();
  assert.deepEqual(await names(), ["reload time"]);
  await close();
});

for (const width of [390, 320])
  test(`nothing overflows at ${width} px and targets are large enough`, async () => {
    const { page, wrong, close } = await open({ width, height: 800, hasTouch: true });
    assert.ok((await overflow(page)) <= 0);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, .choice label, .threats li, summary")].filter((n) => n.offsetParent && n.getBoundingClientRect().height < 39.5).map((n) => n.outerHTML.slice(0, 80)));
    assert.deepEqual(small, []);
    assert.deepEqual(wrong, []);
    await close();
  });

for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390]])
  test(`axe finds nothing serious (${colorScheme}, ${width})`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator("details").first().evaluate((d) => (d.open = true));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
    assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 200)}`), []);
    await context.close();
  });

test("print: controls hidden, the raid at its end, on paper, all kill chains", async () => {
  const { page, wrong, close } = await open({ colorScheme: "dark" });
  const screen = await still(page, "plan");
  await page.emulateMedia({ media: "print" });
  await clockSays(page, "^420 s");
  assert.equal(await page.locator(".controls").isVisible(), false);
  assert.equal(await page.locator(".downloads").first().isVisible(), false);
  assert.equal(await page.locator("[data-replay-table=bad]").isVisible(), true);
  assert.notEqual(await still(page, "plan"), screen);
  assert.ok((await page.pdf()).length > 10000);
  await page.emulateMedia({ media: "screen" });
  await clockSays(page, "^420 s", false);
  assert.deepEqual(wrong, []);
  await close();
});

test("the bundle stays small and self-contained", () => {
  const script = readFileSync(join(out, "report.js"), "utf8"), style = readFileSync(join(out, "report.css"), "utf8");
  assert.ok(script.length < 400_000 && style.length < 30_000);
  assert.doesNotMatch(script, /<\/script|<!--|sourceMappingURL|\bnew Function\b/);
  assert.doesNotMatch(style, /@import|url\(/);
});
