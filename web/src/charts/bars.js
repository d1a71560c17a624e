// Horizontal bars from zero, with whiskers; what is lost is hatched.
import { ticks } from "d3-array";
import { beliefStyle } from "../beliefs.js";
import { extent, Plot } from "../plot.js";
import { hatch } from "../svg.js";
import { measure } from "../words.js";
import { rowChart, tickCount, whisker } from "./rows.js";

export function bars(figure, width) {
  const { options } = figure;
  const of = measure({ percent: options.percent });
  const rows = figure.rows.map((r, row) => ({
    row, label: String(r[0] ?? ""), amount: r[1], low: r[2], high: r[3], sort: r[4], value: of.parts(r[1], r[2], r[3]),
  }));
  const colour = options.belief ? beliefStyle(options.belief).colour : "var(--assessed)";
  const lost = hatch(colour);
  const domain = extent(rows.flatMap((r) => [r.amount, r.low, r.high]));
  const there = rows.filter((r) => Number.isFinite(r.amount));
  const chart = rowChart(width, rows, {
    domain, ticks: ticks(...domain, tickCount(width)), tick: of.tick, axisLabel: options.x,
    draw: (y) => [
      Plot.rect(there, {
        x1: 0, x2: "amount", y1: (r) => y[r.row] - 8, y2: (r) => y[r.row] + 8, stroke: colour, strokeWidth: 1,
        fill: (r) => (r.sort === "loss" ? lost.paint : colour), fillOpacity: (r) => (r.sort === "total" ? 0.75 : r.sort === "loss" ? 1 : 0.36),
      }),
      Plot.ruleX([0], { stroke: "var(--axis)" }),
      ...whisker(rows, { y: (r) => y[r.row] }),
    ],
  });
  chart.picture.prepend(lost.definition);
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(Number.isFinite(r.amount) ? r.amount : 0), y: chart.middles[r.row],
    words: `${r.label}${r.sort === "loss" ? " (lost)" : ""}: ${of.text(r.amount, r.low, r.high)}`,
  }));
  return { picture: chart.picture, height: chart.height, marks, pick: "down" };
}
