// A figure as one picture that still makes sense alone: title, measure, chart, sentence, source.
import { html } from "./dom.js";
import { canvas, lines, svg, wrap } from "./svg.js";

const WIDTH = 960, MARGIN = 40;

/** The colours of paper, whatever the screen shows. */
function paperColours() {
  const probe = html("div", { class: "on-paper", hidden: true });
  document.body.append(probe);
  const style = getComputedStyle(probe), found = new Map();
  const colour = (name) => {
    if (!found.has(name)) found.set(name, style.getPropertyValue(name).trim() || "#1A1C1E");
    return found.get(name);
  };
  return { colour, done: () => probe.remove() };
}

function settle(root) {
  const paper = paperColours();
  for (const node of [root, ...root.querySelectorAll("*")])
    for (const attribute of [...node.attributes]) {
      const settled = attribute.value.replace(/var\((--[a-z0-9-]+)\)/g, (_, name) => paper.colour(name));
      if (settled !== attribute.value) node.setAttribute(attribute.name, settled);
    }
  paper.done();
}

export function picture(figure, report, draw) {
  const inner = WIDTH - 2 * MARGIN;
  const chart = draw(figure, inner);
  const root = canvas(WIDTH, 100);
  let y = MARGIN;
  const paragraph = (text, size, style) => {
    if (!text) return;
    const list = wrap(text, inner, size, style.weight ?? 400), step = Math.round(size * 1.4);
    root.append(lines(MARGIN, y + size, list, { size, step, ...style }));
    y += step * list.length + 6;
  };
  paragraph(figure.title, 20, { weight: 600, fill: "var(--ink)" });
  paragraph(figure.subtitle, 15, {});
  y += 12;
  const body = svg("g", { transform: `translate(${MARGIN} ${y})` }, ...chart.picture.childNodes);
  root.append(body);
  y += chart.height + 18;
  paragraph(figure.sentence, 15, { fill: "var(--ink)" });
  const source = [report.as_of && `As of ${report.as_of}.`, report.citation].filter(Boolean).join(" ");
  paragraph(source, 12, {});
  const height = Math.ceil(y + MARGIN - 8);
  root.setAttribute("height", height);
  root.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  root.prepend(svg("rect", { width: WIDTH, height, fill: "var(--paper)" }));
  settle(root);
  return { text: new XMLSerializer().serializeToString(root), width: WIDTH, height };
}
