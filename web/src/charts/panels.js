// Small multiples: one panel a belief, the same axes, each with its name, line type and note above it.
import { beliefStyle, beliefWords } from "../beliefs.js";
import { canvas, lines, svg, textWidth, wrap } from "../svg.js";

const NARROWEST = 250, GAP = 36, NAME = 15;

/** Where the panels stand in a picture of this width. */
export function panels(width, beliefs, options, { height, left, below }) {
  const count = Math.max(1, beliefs.length);
  const columns = Math.max(1, Math.min(count, Math.floor((width + GAP) / (NARROWEST + GAP))));
  const panelWidth = Math.min((width - GAP * (columns - 1)) / columns, columns === 1 ? 640 : 460);
  const heads = beliefs.map((belief) => {
    const { label, note } = beliefWords(belief, options);
    return { name: wrap(label, panelWidth - 44, NAME, 600), note: wrap(note, panelWidth) };
  });
  const rows = Math.ceil(count / columns);
  const rowHead = Array.from({ length: rows }, (_, r) =>
    Math.max(...heads.slice(r * columns, (r + 1) * columns).map((h) => 20 * h.name.length + 17 * h.note.length), 0) + 14);
  const places = [];
  let top = 0;
  for (let r = 0; r < rows; ++r) {
    for (let c = 0; c < columns && r * columns + c < beliefs.length; ++c)
      places.push({
        belief: beliefs[r * columns + c], head: heads[r * columns + c], headTop: top,
        left: c * (panelWidth + GAP), x: c * (panelWidth + GAP) + left, y: top + rowHead[r],
        width: panelWidth - left - 8, height,
      });
    top += rowHead[r] + height + below + (r + 1 < rows ? 18 : 0);
  }
  return { places, height: top, picture: canvas(width, top) };
}

export function panelHead(picture, place) {
  const style = beliefStyle(place.belief);
  const y = place.headTop + 15;
  picture.append(
    svg("line", {
      x1: place.left, x2: place.left + 32, y1: y - 5, y2: y - 5, stroke: style.colour, "stroke-width": 2.2,
      "stroke-dasharray": style.dash, "stroke-linecap": style.symbol === "square" ? "round" : null,
    }),
    symbol(style, place.left + 16, y - 5),
    lines(place.left + 40, y, place.head.name, { size: NAME, weight: 600, fill: style.colour, step: 20 }),
    lines(place.left, y + 20 * place.head.name.length - 1, place.head.note, { step: 17 }));
}

/** The dot of a belief, drawn by hand. */
export function symbol(style, x, y, r = 3.5) {
  const paint = { fill: style.open ? "var(--paper)" : style.colour, stroke: style.colour, "stroke-width": 1.6 };
  if (style.symbol === "circle") return svg("circle", { cx: x, cy: y, r, ...paint });
  const half = r * 0.85;
  return svg("rect", {
    x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...paint,
    transform: style.symbol === "square" ? null : `rotate(45 ${x} ${y})`,
  });
}

/** A key of notation in one or more lines under a chart: [draw(x, y) -> node, words]. Returns its height. */
export function key(picture, x, y, width, entries) {
  let across = x, down = y + 12;
  for (const [draw, words] of entries) {
    const needed = 42 + textWidth(words) + 18;
    if (across > x && across + needed - 18 > x + width) [across, down] = [x, down + 20];
    const text = wrap(words, Math.max(60, width - 42));
    picture.append(draw(across, down - 4), lines(across + 38, down, text));
    down += 17 * (text.length - 1);
    across += needed;
  }
  return down + 6 - y;
}

export const samples = {
  light: (colour) => (x, y) => svg("rect", { x, y: y - 6, width: 30, height: 12, fill: colour, "fill-opacity": 0.16, stroke: colour, "stroke-opacity": 0.45 }),
  dark: (colour) => (x, y) => svg("rect", { x, y: y - 3, width: 30, height: 6, fill: colour, "fill-opacity": 0.5 }),
  bar: (colour) => (x, y) => svg("line", { x1: x + 15, x2: x + 15, y1: y - 7, y2: y + 7, stroke: colour, "stroke-width": 4, "stroke-opacity": 0.6 }),
  faint: (dash) => (x, y) => svg("line", { x1: x, x2: x + 30, y1: y, y2: y, stroke: "var(--axis)", "stroke-width": 1.2, "stroke-dasharray": dash }),
  dot: (style) => (x, y) => symbol(style, x + 15, y),
  dotted: () => (x, y) => svg("line", { x1: x + 15, x2: x + 15, y1: y - 8, y2: y + 8, stroke: "var(--axis)", "stroke-width": 1.4, "stroke-dasharray": "2 4" }),
};
