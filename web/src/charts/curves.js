// The chance of something along sizes: one panel a belief, the others faint behind.
import { ticks } from "d3-array";
import { beliefsOf, beliefStyle, beliefWords } from "../beliefs.js";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { lines, wrap } from "../svg.js";
import { counted, measure, sizeWords } from "../words.js";
import { banded, sizeDomain, words } from "./banded.js";
import { key, panelHead, panels, samples as sample } from "./panels.js";

export function curves(figure, width) {
  const { options } = figure;
  const rows = figure.rows.map((r, row) => ({
    row, belief: r[0], size: r[1], value: r[2], low: r[3], high: r[4], unknownLow: r[5], unknownHigh: r[6],
  }));
  const of = measure({ percent: options.percent });
  const beliefs = beliefsOf(rows);
  const xDomain = sizeDomain(rows);
  const yDomain = options.percent ? [0, 1] : extent(rows.flatMap((r) => [r.value, r.high, r.unknownHigh]));
  const below = 24 + 17 * wrap(options.x ?? "", 230).length;
  const frame = panels(width, beliefs, options, { height: 200, left: 46, below });
  const yTicks = ticks(...yDomain, 4), marks = [];
  for (const place of frame.places) {
    const own = rows.filter((r) => r.belief === place.belief).sort((a, b) => a.size - b.size);
    panelHead(frame.picture, place);
    const scale = plotInto(frame.picture, place, {
      width: place.width, height: place.height,
      x: { domain: xDomain, range: [0, place.width] }, y: { domain: yDomain, range: [place.height, 0] },
      marks: [
        gridY(yTicks), axisY(yTicks, (v) => of.tick(v) + (v === yTicks[yTicks.length - 1] ? of.unit : "")),
        axisX(ticks(...xDomain, Math.max(3, Math.floor(place.width / 55))), (v) => of.known(v) && String(v)),
        Plot.ruleY([yDomain[0]], { stroke: "var(--axis)" }),
        Number.isFinite(options.reference) ? Plot.ruleX([options.reference], { stroke: "var(--axis)", strokeWidth: 1.4, strokeDasharray: "2 4" }) : null,
        ...beliefs.filter((b) => b !== place.belief).map((b) =>
          Plot.lineY(rows.filter((r) => r.belief === b).sort((x, y) => x.size - y.size), {
            x: "size", y: "value", stroke: "var(--axis)", strokeOpacity: 0.8, strokeWidth: 1.1, strokeDasharray: beliefStyle(b).dash,
          })),
        ...banded(own, beliefStyle(place.belief)),
      ],
    });
    frame.picture.append(lines(place.x + place.width / 2, place.y + place.height + 38, wrap(options.x ?? "", place.width), { anchor: "middle", step: 17 }));
    for (const r of own)
      marks.push({
        row: r.row, x: scale.x(r.size), y: scale.y(Number.isFinite(r.value) ? r.value : yDomain[0]),
        words: `${beliefWords(r.belief, options).label}, ${sizeWords(r.size, options)}: ${words(r, of)}`,
      });
  }
  const known = (a, b) => rows.some((r) => Number.isFinite(r[a]) && Number.isFinite(r[b]));
  const entries = [];
  if (known("unknownLow", "unknownHigh")) entries.push([sample.light("var(--ink)"), options.light ?? "not known"]);
  if (known("low", "high")) entries.push([sample.dark("var(--ink)"), "chance"], [sample.bar("var(--ink)"), "chance at one size"]);
  if (beliefs.length > 1) entries.push([sample.faint(null), options.others ?? "the other beliefs"]);
  if (Number.isFinite(options.reference)) entries.push([sample.dotted(), options.referenceLabel ?? counted(options.reference, options.x)]);
  const height = frame.height + 8 + key(frame.picture, 0, frame.height + 8, width, entries);
  return { picture: frame.picture, height, marks, pick: "across" };
}
