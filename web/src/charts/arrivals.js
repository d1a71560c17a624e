// Dots with intervals, grouped by label: each group has one row a belief.
import { ticks } from "d3-array";
import { beliefStyle, beliefWords } from "../beliefs.js";
import { extent, Plot } from "../plot.js";
import { measure } from "../words.js";
import { rowChart, tickCount, whisker } from "./rows.js";

export function arrivals(figure, width) {
  const { options } = figure;
  const of = measure({ percent: options.percent });
  const rows = figure.rows.map(([way, belief, estimate, low, high], row) => ({
    row, group: String(way ?? ""), label: beliefWords(belief, options).label, belief, estimate, low, high, value: of.parts(estimate, low, high),
  }));
  const domain = options.percent ? [0, 1] : extent(rows.flatMap((r) => [r.estimate, r.low, r.high]));
  const dots = (symbol) => rows.filter((r) => Number.isFinite(r.estimate) && beliefStyle(r.belief).symbol === symbol);
  const chart = rowChart(width, rows, {
    domain, ticks: ticks(...domain, tickCount(width)), tick: of.tick, axisLabel: options.x, mark: 12,
    draw: (y) => [
      ...whisker(rows, { y: (r) => y[r.row], stroke: (r) => beliefStyle(r.belief).colour, strokeWidth: 2 }),
      ...["circle", "square", "diamond2"].map((symbol) =>
        Plot.dot(dots(symbol), {
          x: "estimate", y: (r) => y[r.row], r: 4, symbol, stroke: (r) => beliefStyle(r.belief).colour, strokeWidth: 1.8,
          fill: (r) => (beliefStyle(r.belief).open ? "var(--paper)" : beliefStyle(r.belief).colour),
        })),
    ],
  });
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(Number.isFinite(r.estimate) ? r.estimate : domain[0]), y: chart.middles[r.row],
    words: `${r.group}, ${r.label}: ${of.text(r.estimate, r.low, r.high)}`,
  }));
  return { picture: chart.picture, height: chart.height, marks, pick: "down" };
}
