// Marks of a value along sizes with its two bands: what is not known (light) and chance (dark).
import { Plot } from "../plot.js";

const has = (a, b) => Number.isFinite(a) && Number.isFinite(b);

/** A band joins neighbours; where a sample stands alone it is a short upright bar instead. */
function alone(samples, low, high) {
  return samples.filter((s, i) => {
    const there = (t) => t !== undefined && has(t[low], t[high]);
    return there(s) && !there(samples[i - 1]) && !there(samples[i + 1]);
  });
}

export function banded(samples, style) {
  const { colour } = style;
  const light = { stroke: colour, strokeOpacity: 0.16, strokeWidth: 12 };
  return [
    Plot.areaY(samples, { x: "size", y1: "unknownLow", y2: "unknownHigh", fill: colour, fillOpacity: 0.16, stroke: colour, strokeOpacity: 0.45, strokeWidth: 0.8 }),
    Plot.ruleX(alone(samples, "unknownLow", "unknownHigh"), { x: "size", y1: "unknownLow", y2: "unknownHigh", ...light }),
    Plot.areaY(samples, { x: "size", y1: "low", y2: "high", fill: colour, fillOpacity: 0.42 }),
    Plot.lineY(samples, {
      x: "size", y: "value", stroke: colour, strokeWidth: 2, strokeDasharray: style.dash,
      strokeLinecap: style.symbol === "square" ? "round" : null,
    }),
    Plot.ruleX(samples.filter((s) => has(s.low, s.high)), { x: "size", y1: "low", y2: "high", stroke: colour, strokeOpacity: 0.6, strokeWidth: 4 }),
    Plot.dot(samples.filter((s) => Number.isFinite(s.value)), {
      x: "size", y: "value", r: 3, symbol: style.symbol, stroke: colour, strokeWidth: 1.6, fill: style.open ? "var(--paper)" : colour,
    }),
  ];
}

/** Ends of the axis of sizes: from zero unless the sizes are far from it. */
export function sizeDomain(samples) {
  const sizes = samples.map((s) => s.size).filter(Number.isFinite);
  if (sizes.length === 0) return [0, 1];
  let low = Math.min(...sizes);
  const high = Math.max(...sizes);
  if (low > 0 && low < 0.5 * high) low = 0;
  return low < high ? [low, high] : [Math.min(0, low), high > 0 ? high * 1.5 : 1];
}

export const words = (sample, of) => {
  if (!Number.isFinite(sample.value)) return "not played";
  const chance = of.range(sample.low, sample.high), unknown = of.range(sample.unknownLow, sample.unknownHigh);
  const bands = [chance && `${chance} by chance`, unknown && `${unknown} over what is not known`].filter(Boolean);
  return of.parts(sample.value, sample.low, sample.high)[0] + (bands.length ? ` (${bands.join("; ")})` : "");
};
