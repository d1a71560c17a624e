// Observable Plot as a maker of marks and axes: what it draws is moved into our own picture.
import { areaY, axisX as plotAxisX, axisY as plotAxisY, dot, lineY, link, plot, rect, ruleX, ruleY } from "@observablehq/plot";
import { svg, SIZE } from "./svg.js";

/** The marks in use. */
export const Plot = { areaY, axisX: plotAxisX, dot, lineY, link, rect, ruleX, ruleY };

/** Draws with Plot at a place of the picture. Returns its scales, in px of the picture. */
export function plotInto(parent, at, options) {
  const picture = plot({
    axis: null, margin: 0, ...options,
    style: { fontSize: `${SIZE}px`, overflow: "visible" },
  });
  const drawn = picture.tagName.toLowerCase() === "svg" ? picture : picture.querySelector("svg");
  const group = svg("g", { transform: `translate(${at.x} ${at.y})`, fill: "currentColor", color: "var(--ink2)", "text-anchor": "middle" });
  for (const child of [...drawn.childNodes])
    if (child.nodeName.toLowerCase() !== "style") group.append(child);
  for (const node of group.querySelectorAll("[aria-label]")) node.removeAttribute("aria-label");
  parent.append(group);
  const scale = (name, shift) => {
    const found = picture.scale(name);
    return found ? (value) => shift + found.apply(value) : (value) => shift + value;
  };
  return { x: scale("x", at.x), y: scale("y", at.y) };
}

/** Ends of an axis: a flat or empty range gets some width. */
export function extent(values, { zero = true } = {}) {
  const finite = values.filter((v) => typeof v === "number" && Number.isFinite(v));
  let low = finite.length ? Math.min(...finite) : 0, high = finite.length ? Math.max(...finite) : 1;
  if (zero) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (!(high - low > 1e-12 * (Math.abs(low) + Math.abs(high)))) high = low === 0 ? 1 : low + Math.abs(low) / 2;
  return [low, high];
}

/** Rules of the grid and texts of an axis. */
export const gridY = (values) => Plot.ruleY(values, { stroke: "var(--grid)" });
export const axisY = (values, tickFormat) =>
  plotAxisY(values, { tickSize: 0, tickPadding: 6, tickFormat, label: null, color: "var(--ink2)" });
export const axisX = (values, tickFormat) =>
  plotAxisX(values, { tickSize: 4, tickPadding: 4, tickFormat, label: null, color: "var(--ink2)" });
