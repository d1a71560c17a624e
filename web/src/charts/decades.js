// Chances over powers of ten, row by row. What is only bounded from above is a bar open to the left.
import { Plot } from "../plot.js";
import { rowChart, tickCount, whisker } from "./rows.js";

const raised = { 0: "\u2070", 1: "\u00b9", 2: "\u00b2", 3: "\u00b3", 4: "\u2074", 5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079", "-": "\u207b" };
const power = (exponent) => (exponent === 0 ? "1" : `10${[...String(exponent)].map((c) => raised[c] ?? c).join("")}`);

function number(value) {
  if (!(value > 0)) return "0";
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const lead = value / 10 ** exponent;
  return exponent >= -2 ? String(Number(value.toPrecision(3))) : `${lead.toFixed(2)} \u00d7 ${power(exponent)}`;
}

export function decades(figure, width) {
  const rows = figure.rows.map(([label, estimate, low, high, trusted, note], row) => ({
    row, label: String(label ?? ""), note: note ? String(note) : "", trusted: trusted === 1 && estimate > 0,
    estimate, low, high,
  }));
  for (const r of rows)
    r.value = r.trusted ? [number(r.estimate), r.low < r.high ? `(${number(r.low)} to ${number(r.high)})` : ""] : [`at most ${number(r.high)}`, ""];
  const shown = rows.flatMap((r) => (r.trusted ? [r.estimate, r.low, r.high] : [r.high])).filter((v) => v > 0);
  const from = Math.min(-1, Math.floor(Math.log10(Math.min(...shown, 1)) - 0.3)), to = 0;
  const step = Math.max(1, Math.ceil((to - from) / tickCount(width)));
  const ticks = [];
  for (let e = to; e >= from; e -= step) ticks.unshift(e);
  const log = (v) => Math.max(from, Math.log10(v > 0 ? v : 10 ** from));
  const placed = rows.map((r) => ({ ...r, x: log(r.estimate), x1: log(r.low), x2: log(r.high) }));
  const told = placed.filter((r) => r.trusted), bounded = placed.filter((r) => !r.trusted);
  const chart = rowChart(width, rows, {
    domain: [from, to], ticks, tick: power, axisLabel: figure.options.x, mark: 14,
    draw: (y) => [
      ...whisker(told, { y: (r) => y[r.row], low: "x1", high: "x2" }),
      Plot.dot(told, { x: "x", y: (r) => y[r.row], r: 4, fill: "var(--ink)" }),
      Plot.ruleY(bounded, { y: (r) => y[r.row], x1: from, x2: "x2", stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "5 4" }),
      Plot.ruleX(bounded, { x: "x2", y1: (r) => y[r.row] - 6, y2: (r) => y[r.row] + 6, stroke: "var(--ink)", strokeWidth: 1.5 }),
    ],
  });
  const marks = placed.map((r) => ({
    row: r.row, x: chart.x(r.trusted ? r.x : r.x2), y: chart.middles[r.row],
    words: `${r.label}: ${r.value.filter(Boolean).join(" ")}${r.note ? `; ${r.note}` : ""}`,
  }));
  return { picture: chart.picture, height: chart.height, marks, pick: "down" };
}
