// Raids by number of leakers: one panel a belief, the same axes, bars with whiskers.
import { ticks } from "d3-array";
import { beliefsOf, beliefStyle, beliefWords } from "../beliefs.js";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { lines, wrap } from "../svg.js";
import { counted, measure, plain } from "../words.js";
import { panelHead, panels } from "./panels.js";

/** Bins stand side by side whatever their width; "none" keeps a bar one can see. */
function binsOf(rows) {
  const bins = new Map();
  for (const r of rows) bins.set(`${r.from} ${r.to}`, [r.from, r.to]);
  return [...bins.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

export function histogram(figure, width) {
  const { options } = figure;
  const rows = figure.rows.map(([belief, from, to, share, low, high], row) => ({ row, belief, from, to, share, low, high }));
  const of = measure({ percent: options.percent ?? true });
  const bins = binsOf(rows);
  const place = new Map(bins.map(([from, to], i) => [`${from} ${to}`, i]));
  for (const r of rows) r.bin = place.get(`${r.from} ${r.to}`);
  const wide = bins.find(([from, to]) => to > from);
  const noun = options.x ?? "leakers in a raid";
  const xLabel = wide ? `${noun}, in bins of ${wide[1] - wide[0] + 1}${bins[0][0] === bins[0][1] ? ` after ${bins[0][0] === 0 ? "none" : bins[0][0]}` : ""}` : noun;
  const yDomain = extent(rows.flatMap((r) => [r.share, r.high]));
  const xDomain = [-0.5, Math.max(bins.length, 4) - 0.5];
  const beliefs = beliefsOf(rows);
  const frame = panels(width, beliefs, options, { height: 170, left: 46, below: 24 + 17 * wrap(xLabel, 220).length });
  const yTicks = ticks(...yDomain, 4), marks = [];
  for (const p of frame.places) {
    const own = rows.filter((r) => r.belief === p.belief), { colour } = beliefStyle(p.belief);
    panelHead(frame.picture, p);
    const every = Math.max(1, Math.ceil(bins.length / Math.max(3, Math.floor(p.width / 36))));
    const scale = plotInto(frame.picture, p, {
      width: p.width, height: p.height,
      x: { domain: xDomain, range: [0, p.width] }, y: { domain: yDomain, range: [p.height, 0] },
      marks: [
        gridY(yTicks), axisY(yTicks, (v) => of.tick(v) + (v === yTicks[yTicks.length - 1] ? of.unit : "")),
        axisX(bins.map((_, i) => i).filter((i) => i % every === 0), (i) => plain(bins[i][0])),
        Plot.rect(own.filter((r) => Number.isFinite(r.share)), {
          x1: (r) => r.bin - 0.38, x2: (r) => r.bin + 0.38, y1: 0, y2: "share", fill: colour, stroke: colour,
          fillOpacity: (r) => (r.to === 0 ? 0.8 : 0.36),
        }),
        Plot.ruleX(own.filter((r) => Number.isFinite(r.low) && Number.isFinite(r.high)), { x: "bin", y1: "low", y2: "high", stroke: "var(--ink)", strokeWidth: 1.4 }),
        Plot.ruleY([0], { stroke: "var(--axis)" }),
      ],
    });
    frame.picture.append(lines(p.x + p.width / 2, p.y + p.height + 38, wrap(xLabel, p.width), { anchor: "middle", step: 17 }));
    for (const r of own)
      marks.push({
        row: r.row, x: scale.x(r.bin), y: scale.y(Number.isFinite(r.share) ? r.share : 0),
        words: `${beliefWords(r.belief, options).label}, ${r.from === r.to ? counted(r.from, noun) : `${plain(r.from)} to ${counted(r.to, noun)}`}: ${of.text(r.share, r.low, r.high)}`,
      });
  }
  return { picture: frame.picture, height: frame.height, marks, pick: "across" };
}
