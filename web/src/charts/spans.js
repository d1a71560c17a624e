// What was recorded beside what the model says beforehand: two spans a row.
import { ticks } from "d3-array";
import { extent, Plot } from "../plot.js";
import { svg } from "../svg.js";
import { measure } from "../words.js";
import { key } from "./panels.js";
import { rowChart, tickCount, whisker } from "./rows.js";

const APART = 7;

export function spans(figure, width) {
  const { options } = figure;
  const of = measure({ percent: options.percent });
  const rows = figure.rows.map(([label, group, rl, rn, rh, pl, pm, ph, covered], row) => ({
    row, label: String(label ?? ""), group, rl, rn, rh, pl, pm, ph,
    verdict: covered === true ? "covered" : covered === false ? "not covered" : "not compared",
  }));
  for (const r of rows) [r.value, r.note] = [[r.verdict, ""], ""];
  const domain = extent(rows.flatMap((r) => [r.rl, r.rn, r.rh, r.pl, r.pm, r.ph]));
  const chart = rowChart(width, rows, {
    domain, ticks: ticks(...domain, tickCount(width)), tick: of.tick, axisLabel: options.x, mark: 28,
    draw: (y) => [
      ...whisker(rows, { y: (r) => y[r.row] - APART, low: "rl", high: "rh", strokeDasharray: "4 3" }),
      ...whisker(rows, { y: (r) => y[r.row] + APART, low: "pl", high: "ph", strokeWidth: 2.4, strokeOpacity: 0.75 }),
      Plot.dot(rows.filter((r) => Number.isFinite(r.rn)), { x: "rn", y: (r) => y[r.row] - APART, symbol: "diamond", r: 5, stroke: "var(--ink)", strokeWidth: 1.6, fill: "var(--paper)" }),
      Plot.dot(rows.filter((r) => Number.isFinite(r.pm)), { x: "pm", y: (r) => y[r.row] + APART, r: 4, fill: "var(--ink)" }),
    ],
  });
  const line = (attributes) => (x, y) => svg("line", { x1: x, x2: x + 30, y1: y, y2: y, stroke: "var(--ink)", ...attributes });
  const entries = [
    [(x, y) => svg("g", {}, line({ "stroke-dasharray": "4 3", "stroke-width": 1.5 })(x, y), svg("path", { d: `M${x + 10} ${y}l5 -6 5 6 -5 6z`, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.6 })), "recorded"],
    [(x, y) => svg("g", {}, line({ "stroke-width": 2.4, "stroke-opacity": 0.75 })(x, y), svg("circle", { cx: x + 15, cy: y, r: 4 })), "said by the model"],
  ];
  const height = chart.height + 6 + key(chart.picture, 0, chart.height + 6, width, entries);
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(Number.isFinite(r.pm) ? r.pm : Number.isFinite(r.rn) ? r.rn : 0), y: chart.middles[r.row],
    words: `${r.group ? `${r.group}, ` : ""}${r.label}: recorded ${of.text(r.rn, r.rl, r.rh)}; model ${of.text(r.pm, r.pl, r.ph)}; ${r.verdict}`,
  }));
  return { picture: chart.picture, height, marks, pick: "down" };
}
