// Charts read row by row: label, marks on a shared scale, value in words. Where the page is narrow the label
// and the value stand above the marks.
import { Plot, plotInto } from "../plot.js";
import { canvas, lines, svg, textWidth, wrap } from "../svg.js";

const LINE = 17, BAR = 16;

/**
 * rows: {label, value: [bold, rest], note, group, mark}. Returns the picture, the scale of x, and for every row
 * the height of its marks' middle; `draw(y)` makes the marks, given those heights.
 */
export function rowChart(width, rows, { domain, ticks, tick, axisLabel, mark = BAR, draw }) {
  const wide = width >= 600;
  const valueText = (row) => row.value.filter(Boolean).join(" ");
  const most = (list, cap) => Math.min(Math.max(0, ...list), cap);
  const labelWidth = wide ? most(rows.map((r) => textWidth(r.label, 13, 600)), 0.3 * width) : width;
  const valueWidth = wide
    ? most(rows.map((r) => Math.max(textWidth(r.value[0], 13, 600) + textWidth(` ${r.value[1] ?? ""}`), r.note ? Math.min(textWidth(r.note), 170) : 0)) , 0.3 * width)
    : 0.5 * width;
  const x0 = wide ? labelWidth + 16 : 18, x1 = wide ? width - valueWidth - 18 : width - 20;
  const texts = [], middles = [];
  let y = 4, group = null;
  for (const row of rows) {
    if (row.group !== undefined && row.group !== null && row.group !== group) {
      group = row.group;
      const head = wrap(group, width, 14, 600);
      y += middles.length ? 12 : 0;
      texts.push(lines(0, y + 14, head, { size: 14, weight: 600, fill: "var(--ink)", step: 18, halo: true }));
      y += 18 * head.length + 6;
    }
    const strong = { weight: 600, fill: "var(--ink)", step: LINE, halo: !wide };
    const note = row.note ?? "";
    if (wide) {
      const label = wrap(row.label, labelWidth, 13, 600), value = wrap(valueText(row), valueWidth), more = wrap(note, valueWidth);
      const height = Math.max(mark + 10, LINE * Math.max(label.length, value.length + more.length) + 8);
      const middle = y + height / 2;
      const first = (count) => middle - (LINE * count) / 2 + 13;
      texts.push(lines(0, first(label.length), label, strong), ...valueAt(row, value, x1 + 14, first(value.length + more.length)));
      texts.push(lines(x1 + 14, first(value.length + more.length) + LINE * value.length, more, { step: LINE }));
      middles.push(middle);
      y += height;
    } else {
      const together = textWidth(row.label, 13, 600) + textWidth(valueText(row), 13, 600) + 16 <= width;
      const label = wrap(row.label, width, 13, 600), value = wrap(valueText(row), width), more = wrap(note, width);
      texts.push(lines(0, y + 13, label, strong));
      if (together) texts.push(...valueAt(row, value, width, y + 13, "end"));
      else texts.push(...valueAt(row, value, 0, y + 13 + LINE * label.length));
      const above = LINE * (label.length + (together ? 0 : value.length) + more.length);
      texts.push(lines(0, y + 13 + above - LINE * more.length, more, { step: LINE, halo: true }));
      texts.unshift(svg("rect", { x: 0, y: y - 4, width, height: above + 7, fill: "var(--paper)" }));
      middles.push(y + above + 6 + mark / 2);
      y += above + mark + 18;
    }
  }
  const bottom = y + 2;
  const label = wrap(axisLabel ?? "", x1 - x0);
  const height = bottom + 24 + LINE * label.length + (label.length ? 6 : 0);
  const picture = canvas(width, height);
  const scale = plotInto(picture, { x: x0, y: 0 }, {
    width: x1 - x0, height: bottom, x: { domain, range: [0, x1 - x0] }, y: { type: "identity" },
    marks: [
      Plot.ruleX(ticks, { y1: 0, y2: bottom, stroke: "var(--grid)" }),
      ...draw(middles, { x0, x1, bottom }),
      Plot.ruleY([bottom], { stroke: "var(--axis)" }),
      Plot.axisX(ticks, { y: bottom, anchor: "bottom", tickSize: 4, tickPadding: 4, tickFormat: tick, label: null, color: "var(--ink2)" }),
    ],
  });
  picture.append(...texts, lines((x0 + x1) / 2, bottom + 38, label, { anchor: "middle", step: LINE }));
  return { picture, height, x: scale.x, middles };
}

/** The value with its first part bold. */
function valueAt(row, list, x, y, anchor) {
  const text = lines(x, y, list, { anchor, step: LINE, halo: true });
  const first = text.firstElementChild, bold = row.value[0];
  if (first && bold && first.textContent.startsWith(bold)) {
    const rest = first.textContent.slice(bold.length);
    first.textContent = "";
    const strong = first.cloneNode(false), after = first.cloneNode(false);
    for (const span of [strong, after]) span.removeAttribute("x"), span.removeAttribute("y");
    strong.setAttribute("font-weight", "600");
    strong.setAttribute("fill", "var(--ink)");
    [strong.textContent, after.textContent] = [bold, rest];
    first.append(strong, after);
  }
  return [text];
}

/** How many tick labels fit. */
export const tickCount = (width) => Math.max(2, Math.floor((width >= 600 ? 0.45 * width : width) / 80));

/** An interval: a line with short ends. */
export function whisker(rows, { y, low = "low", high = "high", ends = 4, ...style }) {
  const list = rows.filter((r) => Number.isFinite(r[low]) && Number.isFinite(r[high]));
  const paint = { stroke: "var(--ink)", strokeWidth: 1.5, ...style };
  return [
    Plot.ruleY(list, { y, x1: low, x2: high, ...paint }),
    Plot.ruleX(list, { x: low, y1: (r) => y(r) - ends, y2: (r) => y(r) + ends, ...paint, strokeDasharray: null }),
    Plot.ruleX(list, { x: high, y1: (r) => y(r) - ends, y2: (r) => y(r) + ends, ...paint, strokeDasharray: null }),
  ];
}

