// From one total to another: what each step adds or takes away, floating from where the last one ended.
import { ticks } from "d3-array";
import { beliefStyle } from "../beliefs.js";
import { extent, Plot } from "../plot.js";
import { hatch } from "../svg.js";
import { measure } from "../words.js";
import { rowChart, tickCount, whisker } from "./rows.js";

export function waterfall(figure, width) {
  const { options } = figure;
  const total = measure({ percent: options.percent }), change = measure({ percent: options.percent, difference: true });
  const last = figure.rows.length - 1;
  const rows = figure.rows.map(([label, from, to, low, high], row) => {
    const whole = row === 0 || row === last;
    const step = Number.isFinite(from) && Number.isFinite(to) ? to - from : null;
    return {
      row, label: String(label ?? ""), from, to, whole, step,
      low: Number.isFinite(low) ? from + low : null, high: Number.isFinite(high) ? from + high : null,
      value: (whole ? total : change).parts(step, low, high),
      sense: whole ? "total" : step < 0 ? "less" : step > 0 ? "more" : "no change",
    };
  });
  const domain = extent(rows.flatMap((r) => [r.from, r.to, r.low, r.high]));
  const less = hatch("var(--ink2)");
  const ends = [options.first_belief, options.last_belief].map((b) => (b ? beliefStyle(b).colour : "var(--ink2)"));
  const colour = (r) => (r.row === 0 ? ends[0] : r.row === last ? ends[1] : "var(--ink2)");
  const there = rows.filter((r) => r.step !== null);
  const chart = rowChart(width, rows, {
    domain, ticks: ticks(...domain, tickCount(width)), tick: (v) => total.tick(v), axisLabel: options.x ?? options.y,
    draw: (y) => [
      Plot.link(there.slice(0, -1), { x1: "to", x2: "to", y1: (r) => y[r.row], y2: (r) => y[r.row + 1], stroke: "var(--axis)", strokeDasharray: "2 3" }),
      Plot.rect(there, {
        x1: "from", x2: "to", y1: (r) => y[r.row] - 8, y2: (r) => y[r.row] + 8, stroke: colour, strokeWidth: 1,
        fill: (r) => (r.sense === "less" ? less.paint : colour(r)), fillOpacity: (r) => (r.whole ? 0.75 : r.sense === "less" ? 1 : 0.3),
      }),
      Plot.ruleX([0], { stroke: "var(--axis)" }),
      ...whisker(rows, { y: (r) => y[r.row], strokeWidth: 1.3 }),
    ],
  });
  chart.picture.prepend(less.definition);
  const marks = rows.map((r) => ({
    row: r.row, x: chart.x(Number.isFinite(r.to) ? r.to : 0), y: chart.middles[r.row],
    words: r.whole ? `${r.label}: ${r.value.filter(Boolean).join(" ")}`
      : `${r.label}: ${r.value.filter(Boolean).join(" ")}, from ${total.parts(r.from)[0]} to ${total.parts(r.to)[0]}`,
  }));
  return { picture: chart.picture, height: chart.height, marks, pick: "down" };
}
