// Differences around zero on a symmetric scale, with the threshold on both sides.
import { ticks } from "d3-array";
import { Plot } from "../plot.js";
import { measure } from "../words.js";
import { rowChart, tickCount, whisker } from "./rows.js";

export function differences(figure, width) {
  const { options } = figure;
  const of = measure({ percent: options.percent, difference: true });
  const rows = figure.rows.map(([label, estimate, low, high, note], row) => ({
    row, label: String(label ?? ""), estimate, low, high, note: note ? String(note) : "", value: of.parts(estimate, low, high),
  }));
  const threshold = Number.isFinite(options.threshold) ? Math.abs(options.threshold) : null;
  const far = Math.max(...rows.flatMap((r) => [r.estimate, r.low, r.high]).filter(Number.isFinite).map(Math.abs), (threshold ?? 0) * 1.2, 0);
  const reach = far > 0 ? far * 1.04 : options.percent ? 0.1 : 1;
  const there = rows.filter((r) => Number.isFinite(r.estimate));
  const chart = rowChart(width, rows, {
    domain: [-reach, reach], ticks: ticks(-reach, reach, tickCount(width)), tick: of.tick, axisLabel: options.x, mark: 14,
    draw: (y, { bottom }) => [
      Plot.ruleX([0], { y1: 0, y2: bottom, stroke: "var(--axis)", strokeWidth: 1.4 }),
      threshold === null ? null : Plot.ruleX([-threshold, threshold], { y1: 0, y2: bottom, stroke: "var(--ink2)", strokeDasharray: "5 4" }),
      ...whisker(rows, { y: (r) => y[r.row] }),
      Plot.dot(there, { x: "estimate", y: (r) => y[r.row], r: 4, fill: "var(--ink)" }),
    ],
  });
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(Number.isFinite(r.estimate) ? r.estimate : 0), y: chart.middles[r.row],
    words: `${r.label}: ${of.text(r.estimate, r.low, r.high)}${r.note ? `; ${r.note}` : ""}`,
  }));
  return { picture: chart.picture, height: chart.height, marks, pick: "down" };
}
