// One figure of the page: drawn at the width it has, readable, downloadable. A figure that cannot be drawn says
// so and leaves its table and the rest of the page alone.
import { arrivals } from "./charts/arrivals.js";
import { bars } from "./charts/bars.js";
import { curves } from "./charts/curves.js";
import { differences } from "./charts/differences.js";
import { gap } from "./charts/gap.js";
import { histogram } from "./charts/histogram.js";
import { measures } from "./charts/measures.js";
import { phase } from "./charts/phase.js";
import { scatter } from "./charts/scatter.js";
import { spans } from "./charts/spans.js";
import { verdicts } from "./charts/verdicts.js";
import { waterfall } from "./charts/waterfall.js";
import { html } from "./dom.js";
import { buttons } from "./downloads.js";
import { reader } from "./reading.js";

const kinds = { arrivals, bars, curves, differences, gap, histogram, measures, phase, scatter, spans, verdicts, waterfall };

/** What was written, brought to a form every chart may rely on. */
function checked(raw) {
  if (!Array.isArray(raw.columns) || !Array.isArray(raw.rows) || !raw.rows.every(Array.isArray)) throw new Error("no rows");
  return { ...raw, options: raw.options && typeof raw.options === "object" ? raw.options : {} };
}

function instead(plot, words) {
  plot.replaceChildren(html("p", { class: "note instead" }, words));
}

export function mountFigure(node, raw, report) {
  const plot = node.querySelector(".plot");
  if (!plot) return;
  let figure, draw;
  try {
    figure = checked(raw);
    draw = Object.hasOwn(kinds, figure.kind) ? kinds[figure.kind] : null;
  } catch {
    instead(plot, "This figure could not be drawn; its numbers stand below.");
    return;
  }
  const tools = buttons(figure, report, draw && figure.rows.length ? draw : null);
  const data = node.querySelector(":scope > details, :scope > .data");
  if (data) data.before(tools);
  else node.append(tools);
  if (figure.rows.length === 0) {
    instead(plot, "There is nothing to draw here: no row was computed.");
    return;
  }
  const reading = reader(plot);
  let drawn = 0;
  function redraw() {
    const width = Math.floor(plot.clientWidth);
    if (width < 40 || width === drawn) return;
    drawn = width;
    try {
      if (!draw) throw new Error("unknown kind");
      const chart = draw(figure, width);
      chart.picture.setAttribute("aria-hidden", "true");
      chart.picture.setAttribute("width", width);
      chart.picture.setAttribute("height", Math.ceil(chart.height));
      chart.picture.setAttribute("viewBox", `0 0 ${width} ${Math.ceil(chart.height)}`);
      plot.replaceChildren(chart.picture);
      reading.show(chart);
      plot.dataset.drawn = "yes";
    } catch (error) {
      plot.dataset.drawn = "no";
      plot.removeAttribute("tabindex");
      plot.setAttribute("role", "group");
      plot.removeAttribute("aria-roledescription");
      reading.line.remove();
      instead(plot, "This figure could not be drawn; its numbers stand below.");
      console.warn(`figure ${figure.id}:`, error);
    }
  }
  redraw();
  let waiting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(redraw);
  }).observe(plot);
  window.addEventListener("beforeprint", redraw);
}
