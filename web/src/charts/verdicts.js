// For how much of what is not known each proposition holds: a span a belief, from one reading of the ranges to the other.
import { ticks } from "d3-array";
import { Plot } from "../plot.js";
import { svg } from "../svg.js";
import { measure } from "../words.js";
import { key } from "./panels.js";
import { rowChart, tickCount } from "./rows.js";

const symbols = { holds: "circle", "does not hold": "times", open: "diamond" };

function range(least, most) {
  const [low, high] = [Math.round(100 * least), Math.round(100 * most)];
  return low === high ? `${low} %` : `${low} to ${high} %`;
}

export function verdicts(figure, width) {
  const { options } = figure;
  const of = measure({ percent: true });
  const rows = figure.rows.map(([claim, belief, least, most, nominal], row) => ({
    row, label: String(belief ?? ""), group: String(claim ?? ""), least, most, nominal,
    value: [range(least, most), ""], note: "",
  }));
  const domain = [0, 1];
  const chart = rowChart(width, rows, {
    domain, ticks: ticks(...domain, tickCount(width)), tick: of.tick, axisLabel: options.x, mark: 20,
    draw: (y) => [
      Plot.ruleY(rows, { x1: 0, x2: 1, y: (r) => y[r.row], stroke: "var(--grid)", strokeWidth: 1 }),
      Plot.ruleY(rows, { x1: (r) => Math.max(0, r.least - 0.004), x2: (r) => Math.min(1, r.most + 0.004), y: (r) => y[r.row], stroke: "var(--ink)", strokeOpacity: 0.45, strokeWidth: 9 }),
      Plot.dot(rows, { x: (r) => 0.5 * (r.least + r.most), y: (r) => y[r.row], symbol: (r) => symbols[r.nominal] ?? "diamond", r: 4, stroke: "var(--ink)", strokeWidth: 1.6, fill: (r) => (r.nominal === "holds" ? "var(--ink)" : "var(--paper)") }),
    ],
  });
  const mark = (shape) => (x, y) => svg("g", {}, svg("line", { x1: x, x2: x + 30, y1: y, y2: y, stroke: "var(--ink)", "stroke-opacity": 0.45, "stroke-width": 9 }), shape(x + 15, y));
  const entries = [
    [mark((x, y) => svg("circle", { cx: x, cy: y, r: 4, fill: "var(--ink)" })), "holds at nominal values"],
    [mark((x, y) => svg("path", { d: `M${x - 4} ${y - 4}l8 8M${x - 4} ${y + 4}l8 -8`, stroke: "var(--ink)", "stroke-width": 1.6 })), "does not"],
    [mark((x, y) => svg("path", { d: `M${x} ${y - 5}l4 5 -4 5 -4 -5z`, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.6 })), "open by chance"],
  ];
  const height = chart.height + 6 + key(chart.picture, 0, chart.height + 6, width, entries);
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(0.5 * (r.least + r.most)), y: chart.middles[r.row],
    words: `${r.group}, ${r.label}: holds for ${r.value[0]} of the parameter sets; at nominal values: ${r.nominal}`,
  }));
  return { picture: chart.picture, height, marks, pick: "down" };
}
