// Where what is defended may stand: one stage a belief, kilometres to the east and north, lines of equal chance.
import { ticks } from "d3-array";
import { beliefsOf, beliefStyle, beliefWords } from "../beliefs.js";
import { axisX, axisY, Plot, plotInto } from "../plot.js";
import { lines, svg, wrap } from "../svg.js";
import { plain } from "../words.js";
import { key, panelHead, panels } from "./panels.js";

const dashes = [null, "7 4", "2 4", "9 3 2 3", "1 3", "12 3"];
const ARROW = 34;
const AXES = "km to the east; upright, km to the north";

const pair = (value, otherwise) => (Array.isArray(value) && value.every(Number.isFinite) && value[1] > value[0] ? value : otherwise);
const list = (value) => (Array.isArray(value) ? value : []);

/** "1,210 (1,180 to 1,240) km²". */
function area(r) {
  const at = (v) => plain(v >= 100 ? Math.round(v / 10) * 10 : Math.round(v), 0);
  if (!(r.area > 0)) return "nowhere";
  return Number.isFinite(r.low) && r.low < r.high ? `${at(r.area)} (${at(r.low)} to ${at(r.high)}) km\u00b2` : `${at(r.area)} km\u00b2`;
}

export function footprint(figure, width) {
  const { options } = figure;
  const rows = figure.rows.map((r, row) => ({ row, belief: r[0], level: r[1], area: r[2], low: r[3], high: r[4] }));
  const levels = [...new Set(rows.map((r) => r.level))].sort((a, b) => a - b);
  const east = pair(options.east, [-1, 1]), north = pair(options.north, [-1, 1]);
  const beliefs = beliefsOf(rows);
  const left = 46;
  const probe = panels(width, beliefs, options, { height: 100, left, below: 0 }).places[0];
  const axes = wrap(AXES, probe.width), below = 27 + 17 * axes.length;
  const drawn = list(options.lines).filter((l) => Array.isArray(l?.points) && l.points.length > 1);
  const height = Math.min(520, Math.max(120, (probe.width * (north[1] - north[0])) / (east[1] - east[0])));
  const frame = panels(width, beliefs, options, { height, left, below });
  const marks = [];
  for (const place of frame.places) {
    const style = beliefStyle(place.belief);
    const perKm = Math.min(place.width / (east[1] - east[0]), height / (north[1] - north[0])); // one scale for both
    const wide = perKm * (east[1] - east[0]), high = perKm * (north[1] - north[0]);
    panelHead(frame.picture, place);
    const xTicks = ticks(...east, Math.max(3, Math.floor(wide / 60))), yTicks = ticks(...north, Math.max(3, Math.floor(high / 50)));
    const scale = plotInto(frame.picture, place, {
      width: wide, height: high,
      x: { domain: east, range: [0, wide] }, y: { domain: north, range: [high, 0] },
      marks: [
        Plot.ruleX(xTicks, { stroke: "var(--grid)" }), Plot.ruleY(yTicks, { stroke: "var(--grid)" }),
        axisX(xTicks, (v) => plain(v)), axisY(yTicks, (v) => plain(v)),
        Plot.rect([0], { x1: east[0], x2: east[1], y1: north[0], y2: north[1], stroke: "var(--axis)", fill: "none" }),
      ],
    });
    const own = drawn.filter((l) => l.belief === place.belief);
    const path = (l) => l.points.map(([x, y], i) => `${i ? "L" : "M"}${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("") + (l.closed ? "Z" : "");
    for (const [n, level] of levels.entries()) {
      const here = own.filter((l) => l.level === level);
      const closed = here.filter((l) => l.closed);
      if (closed.length)
        frame.picture.append(svg("path", { d: closed.map(path).join(""), fill: style.colour, "fill-opacity": 0.12, "fill-rule": "evenodd" }));
      for (const l of here)
        frame.picture.append(svg("path", { d: path(l), fill: "none", stroke: style.colour, "stroke-width": 1.8, "stroke-dasharray": dashes[n % dashes.length] }));
      const row = rows.find((r) => r.belief === place.belief && r.level === level);
      const [x, y] = here[0]?.points[Math.floor(here[0].points.length / 4)] ?? [(east[0] + east[1]) / 2, (north[0] + north[1]) / 2];
      if (row) marks.push({ row: row.row, x: scale.x(x), y: scale.y(y), words: `${beliefWords(place.belief, options).label}, a chance of ${plain(level)} or more: ${area(row)}` });
    }
    for (const b of list(options.batteries))
      if (b.east >= east[0] && b.east <= east[1] && b.north >= north[0] && b.north <= north[1])
        frame.picture.append(svg("path", { d: `M${scale.x(b.east)} ${scale.y(b.north) - 6}l5.5 10h-11z`, fill: "var(--ink)", stroke: "var(--paper)", "stroke-width": 1 }));
    for (const r of list(options.from)) { // from the corner or side that the raid comes from, pointing its way
      const far = Math.hypot(r.east, r.north);
      if (!(far > 0)) continue;
      const ux = -r.east / far, uy = r.north / far; // on the page, towards the aim
      const x = place.x + wide / 2 - ux * (wide / 2 - 8), y = place.y + high / 2 - uy * (high / 2 - 8);
      const tip = [x + ARROW * ux, y + ARROW * uy];
      frame.picture.append(
        svg("line", { x1: x, y1: y, x2: tip[0], y2: tip[1], stroke: "var(--ink)", "stroke-width": 1.8 }),
        svg("path", { d: `M${tip[0] + 8 * ux} ${tip[1] + 8 * uy}L${tip[0] - 4.5 * uy} ${tip[1] + 4.5 * ux}L${tip[0] + 4.5 * uy} ${tip[1] - 4.5 * ux}Z`, fill: "var(--ink)" }));
    }
    frame.picture.append(lines(place.x + place.width / 2, place.y + high + 38, axes, { anchor: "middle", step: 17 }));
  }
  const entries = levels.map((level, n) => [
    (x, y) => svg("line", { x1: x, x2: x + 30, y1: y, y2: y, stroke: "var(--ink)", "stroke-width": 1.8, "stroke-dasharray": dashes[n % dashes.length] }),
    `nothing gets through with a chance of ${plain(100 * level)} %`,
  ]);
  entries.push([(x, y) => svg("path", { d: `M${x + 15} ${y - 6}l5.5 10h-11z`, fill: "var(--ink)" }), "battery"]);
  if (list(options.from).length)
    entries.push([(x, y) => svg("path", { d: `M${x} ${y}h22m0 -4l8 4l-8 4z`, stroke: "var(--ink)", "stroke-width": 1.8, fill: "var(--ink)" }), "the raid comes this way"]);
  const total = frame.height + 8;
  return { picture: frame.picture, height: total + key(frame.picture, 0, total, width, entries), marks, pick: "across" };
}
