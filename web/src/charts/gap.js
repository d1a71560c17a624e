// The difference of two beliefs along sizes, with both bands and the value at the reference size.
import { ticks } from "d3-array";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { canvas, lines, svg, textWidth, wrap } from "../svg.js";
import { counted, measure, sizeWords } from "../words.js";
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
  if (at && options.annotation) annotate(picture, place, scale, at, rows, options);
  const marks = rows.map((r) => ({
    row: r.row, x: scale.x(r.size), y: scale.y(Number.isFinite(r.value) ? r.value : 0),
    words: `gap, ${sizeWords(r.size, options)}: ${words(r, of)}`,
  }));
  return { picture, height, marks, pick: "across" };
}

/** Near the point, on a side and at a height where the text hides neither the line nor the point. */
function annotate(picture, place, scale, at, rows, options) {
  const x = scale.x(at.size), y = scale.y(at.value);
  const points = rows.filter((r) => Number.isFinite(r.value)).map((r) => [scale.x(r.size), scale.y(r.value)]);
  const room = Math.max(90, Math.min(180, Math.max(x - place.x, place.x + place.width - x) - 14));
  const under = wrap(`at ${counted(options.reference, options.x)}`, room), bold = wrap(options.annotation, room, 14, 600);
  const wide = Math.max(...bold.map((t) => textWidth(t, 14, 600)), ...under.map((t) => textWidth(t)));
  const tall = 18 * bold.length + 17 * under.length;
  const spots = [];
  for (let far = 12; far < place.height; far += 12)
    for (const side of [1, -1]) for (const up of [1, -1]) spots.push({ left: side > 0 ? x + 12 : x - 12 - wide, top: up > 0 ? y + far : y - far - tall });
  const inside = (s) => s.left >= place.x && s.left + wide <= place.x + place.width && s.top >= place.y && s.top + tall <= place.y + place.height - 4;
  const spot = spots.find((s) => inside(s) && !crosses(points, s.left - 6, s.left + wide + 6, s.top - 6, s.top + tall + 6)) ?? spots.find(inside) ?? spots[0];
  picture.append(
    svg("circle", { cx: x, cy: y, r: 6, fill: "none", stroke: "var(--ink)", "stroke-width": 1.6 }),
    lines(spot.left, spot.top + 14, bold, { size: 14, weight: 600, fill: "var(--ink)", step: 18, halo: true }),
    lines(spot.left, spot.top + 14 + 18 * bold.length, under, { step: 17, halo: true }));
}

/** Whether a line through the points enters a box. */
function crosses(points, left, right, top, bottom) {
  for (let i = 1; i < points.length; ++i) {
    const [[xa, ya], [xb, yb]] = [points[i - 1], points[i]];
    for (let k = 0; k <= 40; ++k) {
      const px = xa + (k / 40) * (xb - xa), py = ya + (k / 40) * (yb - ya);
      if (px > left && px < right && py > top && py < bottom) return true;
    }
  }
  return false;
}
