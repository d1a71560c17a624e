// node bench.mjs [threats]: frames a second of a replay while it plays, in headless Chromium without a GPU.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";
import { raid } from "./fixture-replay.mjs";
import { report, writePage } from "./fixture.mjs";
import { openBrowser } from "./browser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const count = Number(process.argv[2] ?? 200);
const out = mkdtempSync(join(tmpdir(), "report-bench-"));
execFileSync(process.execPath, [join(here, "build.mjs"), out]);

const measure = async (shared, width, scale) => {
  const page = writePage(out, "bench.html", { ...report, figures: [], replays: [raid("bench", count, { shared })] });
  const browser = await openBrowser();
  const tab = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: scale });
  await tab.goto(`file://${page}`);
  await tab.locator(".replay").scrollIntoViewIfNeeded();
  await tab.getByLabel("Speed").selectOption("60");
  await tab.getByRole("button", { name: "Play", exact: true }).click();
  const gaps = await tab.evaluate(() => new Promise((resolve) => {
    const gaps = [];
    let last = performance.now(), first = last;
    const step = (now) => {
      gaps.push(now - last);
      last = now;
      if (now - first < 6500) requestAnimationFrame(step);
      else resolve(gaps.slice(5));
    };
    requestAnimationFrame(step);
  }));
  const long = await tab.evaluate(() => {
    const range = document.querySelector(".timeline input"), from = performance.now();
    for (let i = 0; i < 20; ++i) {
      range.value = String(i % 2 ? 400 : 200);
      range.dispatchEvent(new Event("input"));
    }
    return (performance.now() - from) / 20;
  });
  await browser.close();
  gaps.sort((a, b) => b - a);
  const mean = (1000 * gaps.length) / gaps.reduce((s, g) => s + g, 0), slow = 1000 / gaps[Math.floor(0.01 * gaps.length)];
  console.log(`${count} threats on ${shared} flights, ${width} px at ${scale}x: mean ${mean.toFixed(1)} fps, 1st percentile ${slow.toFixed(1)} fps; a jump of the scrubber ${long.toFixed(1)} ms`);
};
await measure(8, 1280, 1);
await measure(count, 1280, 1);
await measure(count, 390, 3);
rmSync(out, { recursive: true });
