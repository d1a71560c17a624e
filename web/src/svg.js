// SVG elements made by hand, and text measured and wrapped: SVG has no line breaks of its own.

export const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const SIZE = 13; // of text in charts, px
const NS = "http://www.w3.org/2000/svg";

/** An SVG element; attributes that are null or undefined are left out. */
export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

let measurer = null;

export function textWidth(text, size = SIZE, weight = 400) {
  measurer ??= document.createElement("canvas").getContext("2d");
  measurer.font = `${weight} ${size}px ${FONT}`;
  return measurer.measureText(text).width;
}

/** Lines of at most `width` px; a word longer than a line is cut. */
export function wrap(text, width, size = SIZE, weight = 400) {
  const lines = [];
  let line = "";
  const fits = (s) => textWidth(s, size, weight) <= width;
  for (let word of String(text).split(/[ \n\t]+/).filter(Boolean)) {
    if (line !== "" && fits(`${line} ${word}`)) {
      line += ` ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (!fits(word) && word.length > 1) {
      let cut = word.length - 1;
      while (cut > 1 && !fits(word.slice(0, cut))) --cut;
      lines.push(word.slice(0, cut));
      word = word.slice(cut);
    }
    line = word;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** Text on one or more lines; `y` is the first baseline. */
export function lines(x, y, list, { size = SIZE, weight, fill = "var(--ink2)", anchor, step = size * 1.32, halo } = {}) {
  const node = svg("text", {
    x, y, fill, "font-size": size, "font-weight": weight, "text-anchor": anchor,
    ...(halo && { stroke: "var(--paper)", "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }),
  });
  list.forEach((line, i) => {
    const span = svg("tspan", { x, y: y + i * step });
    span.textContent = line;
    node.append(span);
  });
  return node;
}

/** The empty picture everything is drawn into. */
export function canvas(width, height) {
  return svg("svg", {
    xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT, "font-size": SIZE,
    "font-variant-numeric": "tabular-nums", fill: "var(--ink)",
  });
}

let patterns = 0;

/** A hatched fill of one colour: the definition, and the paint to fill with. */
export function hatch(colour) {
  const id = `hatch-${++patterns}`;
  const pattern = svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 6, height: 6, fill: "var(--paper)" }),
    svg("line", { x1: 1, y1: 0, x2: 1, y2: 6, stroke: colour, "stroke-width": 1.6 }));
  return { definition: svg("defs", {}, pattern), paint: `url(#${id})` };
}
