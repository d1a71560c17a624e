// Measured values along a factor, with both bands: a panel for each value of another factor, the same axes. The factor
// may run over decades; what is published of it is shaded.
import { ticks } from "d3-array";
import { axisX, axisY, extent, gridY, Plot, plotInto } from "../plot.js";
import { canvas, lines, svg, wrap } from "../svg.js";
import { capital, measure, plain } from "../words.js";
import { banded, sizeDomain, words } from "./banded.js";
import { key, samples as sample, symbol } from "./panels.js";

const NARROWEST = 260, GAP = 30, LEFT = 54, HEAD = 24;

const styles = {
  seen: { colour: "var(--defence)", dash: "7 4", symbol: "circle", open: true },
  shot: { colour: "var(--assessed)", dash: null, symbol: "circle", open: false },
  exposed: { colour: "var(--brochure)", dash: null, symbol: "square", open: false },
};
const styleOf = (name, options) => styles[(options.series ?? []).find((s) => s?.name === name)?.style] ?? styles.shot;

/** Powers of ten inside the domain. */
function decades([low, high]) {
  const list = [];
  for (let e = Math.ceil(Math.log10(low) - 1e-9); e <= Math.log10(high) + 1e-9; ++e) list.push(10 ** e);
  return list.length > 1 ? list : [low, high];
}

/** "0.0005": plain digits however small. */
const digits = (v) => Number(v.toPrecision(4)).toLocaleString("en", { maximumFractionDigits: 12 });

/** The shaded interval with its words above the panel. */
function shade(picture, place, scale, domain, options) {
  const { low, high, nominal, label } = options.shade ?? {};
  if (![low, high].every(Number.isFinite) || !(high > domain[0] && low < domain[1])) return;
  const x = (v) => scale.x(Math.min(Math.max(v, domain[0]), domain[1]));
  picture.prepend(svg("rect", { x: x(low), y: place.y, width: x(high) - x(low), height: place.height, fill: "var(--axis)", "fill-opacity": 0.15 }));
  if (Number.isFinite(nominal) && nominal > domain[0] && nominal < domain[1])
    picture.append(svg("line", { x1: x(nominal), x2: x(nominal), y1: place.y, y2: place.y + place.height, stroke: "var(--axis)", "stroke-width": 1.3, "stroke-dasharray": "2 4" }));
  picture.append(lines((x(low) + x(high)) / 2, place.y - 6, wrap(label ?? "", place.width).slice(0, 1), { anchor: "middle" }));
}

export function measures(figure, width) {
  const { options } = figure;
  const rows = figure.rows.map((r, row) => ({
    row, panel: String(r[0] ?? ""), series: String(r[1] ?? ""), size: r[2], value: r[3], low: r[4], high: r[5], unknownLow: r[6], unknownHigh: r[7], share: r[8],
  }));
  const of = measure(), unit = options.unit ?? "";
  const names = [...new Set(rows.map((r) => r.panel))], series = [...new Set(rows.map((r) => r.series))];
  const sizes = rows.map((r) => r.size).filter(Number.isFinite);
  const log = Boolean(options.log) && sizes.length > 0 && Math.min(...sizes) > 0;
  const xDomain = log ? [Math.min(...sizes) / 1.15, Math.max(...sizes) * 1.15] : sizeDomain(rows);
  const yDomain = extent(rows.flatMap((r) => [r.value, r.high, r.unknownHigh]));
  const columns = Math.max(1, Math.min(names.length, Math.floor((width + GAP) / (NARROWEST + GAP))));
  const panelWidth = Math.min((width - GAP * (columns - 1)) / columns, columns === 1 ? 640 : 460);
  const plotWidth = panelWidth - LEFT - 8, plotHeight = width < 500 ? 190 : 240;
  const along = wrap(options.x ?? "", plotWidth);
  const shaded = options.shade ? 18 : 0, below = 40 + 17 * along.length;
  const each = HEAD + shaded + plotHeight + below;
  const total = each * Math.ceil(names.length / columns);
  const picture = canvas(width, total), marks = [];
  const yTicks = ticks(...yDomain, 5);
  names.forEach((name, n) => {
    const left = (n % columns) * (panelWidth + GAP), top = Math.floor(n / columns) * each;
    const place = { x: left + LEFT, y: top + HEAD + shaded, width: plotWidth, height: plotHeight };
    if (name) picture.append(lines(left, top + 14, [capital([options.across, name].filter(Boolean).join(": "))], { size: 15, weight: 600, fill: "var(--ink)" }));
    const xTicks = log ? decades(xDomain) : ticks(...xDomain, Math.max(3, Math.floor(plotWidth / 55)));
    const scale = plotInto(picture, place, {
      width: place.width, height: place.height,
      x: { type: log ? "log" : "linear", domain: xDomain, range: [0, place.width] },
      y: { domain: yDomain, range: [place.height, 0] },
      marks: [
        gridY(yTicks), axisY(yTicks, (v) => of.tick(v) + (v === yTicks[yTicks.length - 1] && unit ? ` ${unit}` : "")),
        axisX(xTicks, digits), Plot.ruleY([yDomain[0]], { stroke: "var(--axis)" }),
        ...series.flatMap((s) => banded(rows.filter((r) => r.panel === name && r.series === s).sort((a, b) => a.size - b.size), styleOf(s, options))),
      ],
    });
    shade(picture, place, scale, xDomain, options);
    picture.append(lines(place.x + place.width / 2, place.y + place.height + 38, along, { anchor: "middle", step: 17 }));
    for (const r of rows.filter((r) => r.panel === name && Number.isFinite(r.size)))
      marks.push({
        row: r.row, x: scale.x(r.size), y: scale.y(Number.isFinite(r.value) ? r.value : yDomain[0]),
        words: `${[r.panel, r.series, digits(r.size)].filter(Boolean).join(", ")}: ${Number.isFinite(r.value) ? words(r, of).replace(/^\S+/, (value) => `${value} ${unit}`) : "never"}` +
          (Number.isFinite(r.share) ? `; in ${plain(100 * r.share, 0)} % of raids` : ""),
      });
  });
  const line = (style) => (x, y) => svg("g", {},
    svg("line", { x1: x, x2: x + 30, y1: y, y2: y, stroke: style.colour, "stroke-width": 2, "stroke-dasharray": style.dash }), symbol(style, x + 15, y));
  const entries = [
    ...series.map((s) => [line(styleOf(s, options)), s]),
    [sample.light("var(--ink)"), "not known"], [sample.bar("var(--ink)"), "chance"],
  ];
  if (options.shade) entries.push([(x, y) => svg("rect", { x, y: y - 7, width: 30, height: 14, fill: "var(--axis)", "fill-opacity": 0.15 }), "published"]);
  if (Number.isFinite(options.shade?.nominal)) entries.push([sample.dotted(), "nominal"]);
  const height = total + 8 + key(picture, 0, total + 8, width, entries);
  return { picture, height, marks, pick: "across" };
}
