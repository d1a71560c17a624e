// Two measures of each thing against each other, with the intervals of both; the foremost carry their number.
import { ticks } from "d3-array";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { canvas, lines, SIZE, textWidth, wrap } from "../svg.js";
import { measure } from "../words.js";

const NUMBERED = 8;

export function scatter(figure, width) {
  const { options } = figure;
  const of = measure({ percent: options.percent });
  const rows = figure.rows.map(([label, x, xLow, xHigh, y, yLow, yHigh], row) => ({ row, label: String(label ?? ""), x, xLow, xHigh, y, yLow, yHigh }));
  const there = rows.filter((r) => Number.isFinite(r.x) && Number.isFinite(r.y));
  const up = wrap(options.y ?? "", width, 13, 600), along = wrap(options.x ?? "", width - 60);
  const place = { x: 52, y: 14 + 17 * up.length, width: Math.min(width, 760) - 60, height: width < 500 ? 220 : 300 };
  const xDomain = extent(there.flatMap((r) => [r.x, r.xLow, r.xHigh])), yDomain = extent(there.flatMap((r) => [r.y, r.yLow, r.yHigh]));
  const yTicks = ticks(...yDomain, 5);
  const height = place.y + place.height + 32 + 17 * along.length;
  const known = (low, high) => (r) => Number.isFinite(r[low]) && Number.isFinite(r[high]);
  const thin = { stroke: "var(--ink2)", strokeOpacity: 0.45 };
  const picture = canvas(width, height);
  const scale = plotInto(picture, place, {
    width: place.width, height: place.height,
    x: { domain: xDomain, range: [0, place.width] }, y: { domain: yDomain, range: [place.height, 0] },
    marks: [
      gridY(yTicks), axisY(yTicks, of.tick), axisX(ticks(...xDomain, Math.max(3, Math.floor(place.width / 90))), of.tick),
      Plot.ruleY([0], { stroke: "var(--axis)" }),
      Plot.ruleY(there.filter(known("xLow", "xHigh")), { y: "y", x1: "xLow", x2: "xHigh", ...thin }),
      Plot.ruleX(there.filter(known("yLow", "yHigh")), { x: "x", y1: "yLow", y2: "yHigh", ...thin }),
      Plot.dot(there, { x: "x", y: "y", r: 4, fill: "var(--ink)" }),
    ],
  });
  picture.append(lines(0, 13, up, { weight: 600, fill: "var(--ink)", step: 17 }),
    lines(place.x + place.width / 2, place.y + place.height + 38, along, { anchor: "middle", step: 17 }));
  for (const r of there.filter((r) => r.row < NUMBERED)) {
    const x = scale.x(r.x), inside = x + 7 + textWidth(String(r.row + 1), SIZE, 600) <= width;
    picture.append(lines(inside ? x + 7 : x - 7, scale.y(r.y) - 6, [String(r.row + 1)], { anchor: inside ? null : "end", weight: 600, fill: "var(--ink)", halo: true }));
  }
  // What has no value is read at the foot of its axis.
  const at = (value, axis, [foot]) => axis(Number.isFinite(value) ? value : foot);
  const marks = rows.map((r) => ({
    row: r.row, x: at(r.x, scale.x, xDomain), y: at(r.y, scale.y, yDomain),
    words: `${r.row + 1}. ${r.label}: ${options.x_short ?? "x"} ${of.text(r.x, r.xLow, r.xHigh)}, ${options.y_short ?? "y"} ${of.text(r.y, r.yLow, r.yHigh)}`,
  }));
  return { picture, height, marks, pick: "across" };
}
