// node fixture.mjs OUT_DIR: OUT_DIR/fixture.html, a page with invented data of every kind a report can hold,
// with the bundle of OUT_DIR inside. Every number is invented.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { replays, table as chainTable } from "./fixture-replay.mjs";

const hostile = [`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</script><script>alert(2)</script>`, "=1+1", "@SUM(A1)"];
const escape = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const beliefs = {
  brochure: { label: "Brochure", note: "the published limits kept, nothing else goes wrong" },
  frictions: { label: "Frictions", note: "the brochure’s kill probability, with everything else that can go wrong" },
  assessed: { label: "Assessed", note: "frictions, and the kill probability of the combat and test record" },
};
const bandColumns = ["estimate", "chance low", "chance high", "not known low", "not known high"];
const bands = (p, wide = 0.35, thin = 0.02) => [p, Math.max(0, p - thin), Math.min(1, p + thin), Math.max(0, p - wide * (0.2 + p)), Math.min(1, p + wide * (1.1 - p))];
const sizes = [1, 2, 4, 6, 8, 12, 16, 22, 32, 48];
const level = { brochure: (n) => 1 / (1 + Math.exp((n - 26) / 3.5)), frictions: (n) => 0.9 * Math.exp(-n / 9), assessed: (n) => 0.8 * Math.exp(-n / 3.4) };

const curveRows = Object.keys(beliefs).flatMap((b) => sizes.map((n) => [b, n, ...bands(level[b](n), b === "brochure" ? 0.15 : 0.3)]));
const gapRows = sizes.map((n) => {
  const g = level.brochure(n) - level.assessed(n);
  return [n, g, g - 0.02, g + 0.02, Math.max(-0.1, g - 0.45 * g - 0.05), Math.min(1, g + 0.2)];
});
const share = (k) => Math.exp(-k / 4) / 4.6;
const histogramRows = Object.keys(beliefs).flatMap((b, i) =>
  Array.from({ length: 13 }, (_, k) => {
    const p = share(b === "assessed" ? 12 - k : k * (2 - i * 0.5));
    return [b, k, k, p, Math.max(0, p - 0.015), p + 0.015];
  }));

const options = { beliefs, percent: true, x: "missiles in the salvo", y: "chance that nothing gets through", reference: 12 };
const figure = (id, kind, title, columns, rows, more = {}) => ({
  id, kind, title, subtitle: "Percent of raids, 95 % interval; invented numbers", columns, rows, options: more,
  sentence: "At 12 missiles the first belief gives 98 % (97 to 99) and the last 2 % (0 to 4); every number on this page is invented.",
});
const curveColumns = ["belief", "missiles in the salvo", ...bandColumns];
const long = "A label that goes on for a good while because the thing it names has a long name in the field and nobody shortened it, unfortunately_without_a_single_space_in_its_last_part_at_all";

export const figures = [
  figure("curves", "curves", "At every salvo up to 32 missiles, the brochure promises more than the assessment finds", curveColumns, curveRows, options),
  figure("gap", "gap", "The gap is widest at 12 missiles", ["missiles in the salvo", ...bandColumns], gapRows, { ...options, annotation: "96 points (45 to 100)" }),
  figure("waterfall", "waterfall", "Where the gap comes from", ["label", "from", "to", "effect low", "effect high"],
    [["Brochure", 0, 0.98, 0.97, 0.99], ["Radar masked by terrain", 0.98, 0.81, -0.2, -0.14], ["Common failure of the battery", 0.81, 0.62, -0.23, -0.15],
      ["Magazine and reloading", 0.62, 0.66, 0.01, 0.07], ["Kill probability as the record has it", 0.66, 0.02, -0.7, -0.55], ["Assessed", 0, 0.02, 0.0, 0.04]],
    { percent: true, x: "chance that nothing gets through, percent", first_belief: "brochure", last_belief: "assessed" }),
  figure("funnel", "bars", "Most leaks arise in the last three steps", ["label", "value", "low", "high", "class"],
    [["launched", 12, 12, 12, "total"], ["failed by themselves", 0.4, 0.38, 0.42, "loss"], ["detected", 11.3, 11.2, 11.4, "stage"], ["tracked", 10.8, 10.6, 11, "stage"],
      ["assigned", 10.1, 9.8, 10.4, "stage"], ["engaged", 9.4, 9.1, 9.7, "stage"], ["intercepted", 5.5, 5.1, 5.9, "total"], ["leaked", 6.1, 5.7, 6.5, "loss"]],
    { x: "missiles in the mean raid", belief: "assessed" }),
  figure("hinges", "differences", "Three inputs decide the answer", ["label", "estimate", "low", "high", "note"],
    [["Single-shot kill probability", -0.44, -0.52, -0.36, "more: smaller gap"], ["Common failure of the battery", 0.22, 0.16, 0.28, "more: wider gap"],
      ["Time to form a track", 0.11, 0.07, 0.15, "longer: wider gap"], ["Channels", -0.02, -0.06, 0.02, ""], [long, 0.01, -0.01, 0.03, "a long note, to see how it wraps beside a long label"]],
    { percent: true, threshold: 0.11, x: "change of the gap, points" }),
  figure("leakers", "histogram", "The mean hides two kinds of raid", ["belief", "leakers from", "leakers to", "share", "low", "high"], histogramRows, { beliefs, percent: true, x: "leakers in a raid" }),
  figure("record", "spans", "Two of four recorded raids lie inside what the model says", ["label", "group", "recorded low", "recorded nominal", "recorded high", "predicted low", "predicted median", "predicted high", "covered"],
    [["First night", "Raid A", 0.1, 0.2, 0.35, 0.05, 0.3, 0.6, true], ["Second night", "Raid A", 0.7, 0.8, 0.95, 0.1, 0.3, 0.5, false],
      ["All warheads", "Raid B", null, 0.4, null, 0.2, 0.45, 0.7, true], ["Those aimed at a base", "Raid B", 0.0, 0.02, 0.1, 0.3, 0.45, 0.7, false]],
    { percent: true, x: "share stopped, percent" }),
  figure("arrivals", "arrivals", "Arriving from two sides is hardest", ["label", "belief", "estimate", "low", "high"],
    ["all at once", "in two waves", "from two sides"].flatMap((way, i) => Object.keys(beliefs).map((b, k) => {
      const p = Math.max(0, 0.9 - 0.25 * i - 0.3 * k);
      return [way, b, p, Math.max(0, p - 0.05), Math.min(1, p + 0.05)];
    })), { beliefs, percent: true, x: "chance that nothing gets through, percent" }),
  figure("screening", "scatter", "Two inputs matter, one of them through the others", ["label", "effect", "low", "high", "dependence", "low", "high"],
    [["Single-shot kill probability", 0.44, 0.36, 0.52, 0.08, 0.05, 0.11], ["How the raid arrives", 0.3, 0.2, 0.4, 0.31, 0.22, 0.4], ["Channels", 0.02, 0, 0.04, 0.03, 0.01, 0.05], [long, 0, 0, 0, 0, 0, 0]],
    { percent: true, x: "mean size of the effect, points", y: "how far it depends on the others, points", x_short: "effect", y_short: "dependence" }),
  figure("decades", "decades", "Once in a million, or never seen", ["label", "estimate", "low", "high", "trusted", "note"],
    [["one round", 0.41, 0.4, 0.42, 1, ""], ["nine rounds", 2.1e-6, 1.9e-6, 2.3e-6, 1, "of 3 causes"], ["never", 0, 0, 1.5e-4, 0, "no event seen"], [long, 1e-9, 0, 3e-9, 1, ""]],
    { x: "chance that something gets through" }),
  figure("footprint", "footprint", "It may stand within 40 km", ["belief", "level", "area", "low", "high"],
    Object.keys(beliefs).flatMap((b, i) => [[b, 0.5, 4000 / (i + 1), 3900 / (i + 1), 4100 / (i + 1)], [b, 0.9, i === 2 ? 0 : 800, null, null]]),
    { beliefs, east: [-80, 40], north: [-60, 60], batteries: [{ east: 0, north: 5 }, { east: 900, north: 0 }], from: [{ east: -230, north: 120 }, { east: 0, north: 0 }],
      lines: Object.keys(beliefs).flatMap((b, i) => [0.5, 0.9].slice(0, i === 2 ? 1 : 2).map((level) => ({
        belief: b, level, closed: level > 0.6, points: Array.from({ length: 24 }, (_, k) => [-20 + 80 * (1 - level) * Math.cos(k / 4), 80 * (1 - level) * Math.sin(k / 4)]),
      }))) }),
  figure("measures", "measures", "Seen far off, shot at close", ["height", "measure", "cross-section", ...bandColumns, "share of raids"],
    ["1 km", "9 km"].flatMap((h, i) => ["first seen", "first shot"].flatMap((s, k) => [0.0005, 0.01, 0.1].map((size, j) =>
      [h, s, size, ...(k && !j ? [null, null, null, null, null, 0] : [40 + 60 * j + 20 * i - 10 * k, 38 + 60 * j, 65 + 60 * j, 20 + 60 * j, 90 + 60 * j, 0.9])]))),
    { x: "cross-section, m²", across: "height", unit: "km", log: true, series: [{ name: "first seen", style: "seen" }, { name: "first shot", style: "shot" }],
      shade: { low: 0.001, high: 0.02, nominal: 0.005, label: "published" } }),
  figure("phase", "phase", "Both have grown", ["series", "one", "other", "year"],
    [...Array.from({ length: 21 }, (_, i) => ["recorded", 20 + 2 * i, 4 + 0.3 * i + Math.sin(i), String(2000 + i)]), ["equilibrium", 70, 12, "equilibrium"],
      ["one stands still", 0, 2, ""], ["one stands still", 80, 11, ""], ["other stands still", 10, 0, ""], ["other stands still", 75, 15, ""]],
    { x: "one, thousand million", y: "other, thousand million" }),
  figure("verdicts", "verdicts", "Two of three hold widely", ["claim", "belief", "least", "most", "nominal"],
    ["A first claim", long].flatMap((claim, i) => ["holds", "does not hold", "open"].map((verdict, k) => [claim, Object.keys(beliefs)[k], 0.3 * k, 0.3 * k + 0.1 * i, verdict])),
    { x: "share of the parameter sets" }),
  // The awkward ones.
  figure("curves-flat", "curves", "Nothing ever gets stopped", curveColumns, sizes.map((n) => ["assessed", n, 0, 0, 0, 0, 0]), options),
  figure("curves-one", "curves", "One size, one belief", curveColumns, [["assessed", 12, 0.3, 0.28, 0.32, 0.1, 0.6]], options),
  figure("curves-holes", "curves", "Some points were not played", curveColumns,
    curveRows.map((r, i) => (i % 4 === 1 ? [r[0], r[1], null, null, null, null, null] : i % 3 === 0 ? [...r.slice(0, 5), null, null] : r)), options),
  figure("curves-hostile", "curves", hostile[0], ["belief", "size", ...bandColumns], hostile.slice(0, 3).map((b, i) => [b, 12 * (i + 1), 0.5, 0.4, 0.6, null, null]), { ...options, x: hostile[1] }),
  figure("gap-one", "gap", "A gap of zero", ["missiles in the salvo", ...bandColumns], [[12, 0, 0, 0, null, null]], { ...options, annotation: "0 points" }),
  figure("waterfall-one", "waterfall", "Only a total", ["label", "from", "to", "effect low", "effect high"], [["Brochure", 0, 0.5, null, null]], { percent: true }),
  figure("bars-zero", "bars", "All zeros", ["label", "value", "low", "high", "class"], [["missed", 0, 0, 0, "loss"], [long, 0, 0, 0, "loss"], [hostile[1], null, null, null, "loss"]], {}),
  figure("bars-hostile", "bars", hostile[1], ["label", "value", "low", "high", hostile[3]], hostile.map((h, i) => [h, i, i - 0.5, i + 0.5, "stage"]), { x: hostile[0] }),
  figure("differences-zero", "differences", "No difference", ["label", "estimate", "low", "high", "note"], [["nothing", 0, 0, 0, null]], { percent: true }),
  figure("histogram-bins", "histogram", "Wide bins", ["belief", "leakers from", "leakers to", "share", "low", "high"],
    [["assessed", 0, 0, 0.6, 0.58, 0.62], ...Array.from({ length: 29 }, (_, i) => ["assessed", 1 + 7 * i, 7 + 7 * i, 0.4 / 29, 0.01, 0.02])], { beliefs, percent: true }),
  figure("spans-one", "spans", "One record", ["label", "group", "recorded low", "recorded nominal", "recorded high", "predicted low", "predicted median", "predicted high", "covered"], [[long, "", null, null, null, 3, 4, 5, null]], {}),
  figure("arrivals-one", "arrivals", "One way", ["label", "belief", "estimate", "low", "high"], [[long, "other", 0.5, 0.5, 0.5]], { percent: true }),
  figure("scatter-holes", "scatter", hostile[0], ["label", "effect", "low", "high", "dependence", "low", "high"], [[hostile[1], null, null, null, 1, 0, 2], [hostile[2], 0.5, null, null, 0.5, null, null]], {}),
  figure("empty", "bars", "Nothing computed", ["label", "value", "low", "high", "class"], [], {}),
  { id: "broken", kind: "curves", title: "Broken", rows: "no rows" },
  figure("unknown", "pie", "A kind nobody knows", ["a"], [[1]], {}),
];
export const undrawn = ["empty", "broken", "unknown", "missing"];

export const report = {
  format: "equipoise-report/1", title: "Fixture: every number invented", as_of: "2026-11-24",
  citation: `Equipoise 0.1.0 (abc1234), “fixture”, seed 2020, inputs 3f2a`, figures, replays,
};

const figureHtml = (f) => `<figure class="figure" id="${f.id}" data-figure="${f.id}">
<figcaption><h3>${escape(f.title)}</h3><p class="sub">${escape(f.subtitle ?? "")}</p></figcaption>
<div class="plot" role="img" aria-label="${escape(f.title)}"></div>
<p class="shows"><strong>What it shows.</strong> ${escape(f.sentence ?? "")}</p>
<details class="data"><summary>The numbers of ${escape(f.id)}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Numbers of ${escape(f.id)}"><table class="numbers"><thead><tr>${(f.columns ?? []).map((c) => `<th scope="col">${escape(c)}</th>`).join("")}</tr></thead>
<tbody>${Array.isArray(f.rows) ? f.rows.map((r) => `<tr>${r.map((c) => `<td>${escape(c ?? "")}</td>`).join("")}</tr>`).join("") : ""}</tbody></table></div></details>
</figure>`;

const parameters = [["speed of the interceptor", 2.5, "seen"], ["radar cross-section", 0.01, "assumed"], ["kill probability", 0.88, "remembered"], ["channels", 6, "seen"], ["reload time", 1800, "assumed"]];
const parameterTable = `<section id="parameters"><h2>Parameters</h2><div data-filter-for="table.parameters"></div>
<div class="scroll" tabindex="0" role="region" aria-label="Parameters"><table class="parameters" data-sortable><caption><span>Invented parameters</span></caption>
<thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Basis</th></tr></thead><tbody>
${parameters.map(([n, v, b]) => `<tr data-basis="${b}"><th scope="row">${n}</th><td data-value="${v}">${v} units</td><td>${b}</td></tr>`).join("\n")}
</tbody></table></div></section>`;

export function page(script, style, data = report) {
  const hash = createHash("sha256").update(script).digest("base64");
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data: blob:">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escape(data.title)}</title><style>${style}</style></head>
<body><main id="main"><h1>Fixture: every number invented</h1>
<section id="figures"><h2>Figures</h2>
${data.figures.map(figureHtml).join("\n")}
${figureHtml({ id: "missing", title: "No data in the page" })}
</section>
<section id="raid"><h2>One raid, replayed</h2><div class="replay" data-replay></div>
${data.replays.map(chainTable).join("\n")}
</section>
${parameterTable}
</main>
<script type="application/json" id="report-data">${JSON.stringify(data).replace(/</g, "\\u003c")}</script>
<script>${script}</script>
</body></html>
`;
}

export function writePage(out, name, data) {
  const path = join(out, name);
  writeFileSync(path, page(readFileSync(join(out, "report.js"), "utf8"), readFileSync(join(out, "report.css"), "utf8"), data));
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const out = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "dist"));
  console.log(writePage(out, "fixture.html", report));
}
