// The difference of two beliefs along sizes, with both bands and the value at the reference size.
import { ticks } from "d3-array";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { canvas, lines, svg, wrap } from "../svg.js";
import { counted, measure } from "../words.js";
import { banded, sizeDomain, words } from "./banded.js";

const style = { colour: "var(--ink)", dash: null, symbol: "circle", open: false };

export function gap(figure, width) {
  const { options } = figure;
  const rows = figure.rows
    .map((r, row) => ({ row, size: r[0], value: r[1], low: r[2], high: r[3], unknownLow: r[4], unknownHigh: r[5] }))
    .sort((a, b) => a.size - b.size);
  const of = measure({ percent: options.percent, difference: true });
  const place = { x: 52, y: 14, width: Math.min(width, 760) - 60, height: width < 500 ? 190 : 240 };
  const xDomain = sizeDomain(rows);
  const yDomain = extent(rows.flatMap((r) => [r.value, r.low, r.high, r.unknownLow, r.unknownHigh]));
  const yTicks = ticks(...yDomain, 4);
  const label = wrap(options.x ?? "", place.width);
  const height = place.y + place.height + 32 + 17 * label.length;
  const picture = canvas(width, height);
  const scale = plotInto(picture, place, {
    width: place.width, height: place.height,
    x: { domain: xDomain, range: [0, place.width] }, y: { domain: yDomain, range: [place.height, 0] },
    marks: [
      gridY(yTicks), axisY(yTicks, of.tick),
      axisX(ticks(...xDomain, Math.max(3, Math.floor(place.width / 60))), (v) => String(v)),
      Plot.ruleY([0], { stroke: "var(--axis)", strokeWidth: 1.4 }),
      Number.isFinite(options.reference) ? Plot.ruleX([options.reference], { stroke: "var(--axis)", strokeWidth: 1.4, strokeDasharray: "2 4" }) : null,
      ...banded(rows, style),
    ],
  });
  picture.append(lines(place.x + place.width / 2, place.y + place.height + 38, label, { anchor: "middle", step: 17 }));
  const at = rows.find((r) => r.size === options.reference && Number.isFinite(r.value));
  if (at && options.annotation) annotate(picture, place, scale, at, options);
  const marks = rows.map((r) => ({
    row: r.row, x: scale.x(r.size), y: scale.y(Number.isFinite(r.value) ? r.value : 0),
    words: `gap, ${counted(r.size, options.x)}: ${words(r, of)}`,
  }));
  return { picture, height, marks, pick: "across" };
}

/** Beside the point where there is room, with the size it belongs to. */
function annotate(picture, place, scale, at, options) {
  const x = scale.x(at.size), y = scale.y(at.value);
  const right = x < place.x + 0.55 * place.width;
  const room = Math.min(180, (right ? place.x + place.width - x : x - place.x) - 16);
  const bold = wrap(options.annotation, room, 14, 600);
  const down = y > place.y + place.height - 60 ? -14 - 18 * bold.length : 24;
  const anchor = right ? "start" : "end", tx = x + (right ? 12 : -12);
  picture.append(
    svg("circle", { cx: x, cy: y, r: 6, fill: "none", stroke: "var(--ink)", "stroke-width": 1.6 }),
    lines(tx, y + down, bold, { size: 14, weight: 600, fill: "var(--ink)", anchor, step: 18, halo: true }),
    lines(tx, y + down + 18 * bold.length, wrap(`at ${counted(options.reference, options.x)}`, room), { anchor, step: 17, halo: true }));
}
