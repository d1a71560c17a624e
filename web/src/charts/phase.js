// Two quantities against each other over the years, with the lines on which a fit has each of them stand still.
import { ticks } from "d3-array";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { canvas, lines, svg, wrap } from "../svg.js";
import { plain } from "../words.js";
import { key } from "./panels.js";

const dashes = ["7 4", "2 4", "9 3 2 3"];

export function phase(figure, width) {
  const { options } = figure;
  const rows = figure.rows.map(([series, x, y, label], row) => ({ row, series: String(series ?? ""), x, y, label: String(label ?? "") }))
    .filter((r) => Number.isFinite(r.x) && Number.isFinite(r.y));
  const recorded = rows.filter((r) => r.series === "recorded"), still = rows.filter((r) => r.series === "equilibrium");
  const others = [...new Set(rows.map((r) => r.series))].filter((s) => s !== "recorded" && s !== "equilibrium");
  const left = 64, top = 26, plotWidth = Math.min(width - left - 16, 720), height = Math.min(420, Math.max(240, 0.62 * plotWidth));
  const below = 30 + 17 * wrap(options.x ?? "", plotWidth).length;
  const xDomain = extent(rows.map((r) => r.x)), yDomain = extent(rows.map((r) => r.y));
  const xTicks = ticks(...xDomain, Math.max(3, Math.floor(plotWidth / 90))), yTicks = ticks(...yDomain, 5);
  const picture = canvas(width, top + height + below);
  const scale = plotInto(picture, { x: left, y: top }, {
    width: plotWidth, height,
    x: { domain: xDomain, range: [0, plotWidth] }, y: { domain: yDomain, range: [height, 0] },
    marks: [
      gridY(yTicks), axisY(yTicks, (v) => plain(v)), axisX(xTicks, (v) => plain(v)),
      Plot.ruleY([yDomain[0]], { stroke: "var(--axis)" }),
      ...others.map((s, i) => Plot.lineY(rows.filter((r) => r.series === s), { x: "x", y: "y", stroke: "var(--ink2)", strokeWidth: 1.6, strokeDasharray: dashes[i % dashes.length] })),
      Plot.lineY(recorded, { x: "x", y: "y", stroke: "var(--assessed)", strokeWidth: 1.6 }),
      Plot.dot(recorded, { x: "x", y: "y", r: 2.4, fill: "var(--assessed)" }),
      Plot.dot(still, { x: "x", y: "y", r: 6, symbol: "diamond", stroke: "var(--ink)", strokeWidth: 1.8, fill: "var(--paper)" }),
    ],
  });
  picture.append(lines(0, 13, wrap(options.y ?? "", width)), lines(left + plotWidth / 2, top + height + 38, wrap(options.x ?? "", plotWidth), { anchor: "middle", step: 17 }));
  const named = recorded.filter((_, i) => i === 0 || i === recorded.length - 1 || Number(recorded[i].label) % 10 === 0);
  for (const r of named)
    picture.append(lines(scale.x(r.x) - 6, scale.y(r.y) - 7, [r.label], { anchor: "end", halo: true }));
  const line = (attributes) => (x, y) => svg("line", { x1: x, x2: x + 30, y1: y, y2: y, ...attributes });
  const entries = [[line({ stroke: "var(--assessed)", "stroke-width": 1.6 }), "recorded"]];
  others.forEach((s, i) => entries.push([line({ stroke: "var(--ink2)", "stroke-width": 1.6, "stroke-dasharray": dashes[i % dashes.length] }), s]));
  if (still.length) entries.push([(x, y) => svg("rect", { x: x + 11, y: y - 4, width: 8, height: 8, transform: `rotate(45 ${x + 15} ${y})`, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.8 }), "equilibrium of the fit"]);
  const marks = [...recorded, ...still].map((r) => ({
    row: r.row, x: scale.x(r.x), y: scale.y(r.y), words: `${r.label}: ${plain(r.x, 0)} and ${plain(r.y, 0)}`,
  }));
  const total = top + height + below + 8;
  return { picture, height: total + key(picture, 0, total, width, entries), marks, pick: "across" };
}
