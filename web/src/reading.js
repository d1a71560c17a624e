// Reading values off a chart, with a pointer or the keyboard: the row under the cursor in words below it.
import { html } from "./dom.js";
import { svg } from "./svg.js";

let hinted = false; // once a page is enough
const HINT = "To read the values: point at the figure, or focus it and use the arrow keys.";

/** Makes `plot` readable; `show(chart)` is called with every new drawing. */
export function reader(plot) {
  const line = html("p", { class: "reading note", "aria-live": "polite" }, hinted ? "" : HINT);
  hinted = true;
  plot.after(line);
  plot.tabIndex = 0;
  plot.setAttribute("role", "application");
  plot.setAttribute("aria-roledescription", "chart, read with the arrow keys");
  let chart = null, at = -1, ring = null;

  function select(index) {
    if (chart === null || chart.marks.length === 0) return;
    at = Math.max(0, Math.min(chart.marks.length - 1, index));
    const mark = chart.marks[at];
    ring.setAttribute("transform", `translate(${mark.x} ${mark.y})`);
    ring.setAttribute("visibility", "visible");
    if (line.textContent !== mark.words) line.textContent = mark.words;
  }
  function nearest(event) {
    const box = plot.getBoundingClientRect();
    const px = event.clientX - box.left, py = event.clientY - box.top;
    // Rows are told apart by height, sizes by their place along the axis.
    const [wx, wy] = chart.pick === "down" ? [0.001, 1] : [1, 0.15];
    let best = 0, least = Infinity;
    chart.marks.forEach((mark, i) => {
      const away = wx * Math.abs(mark.x - px) + wy * Math.abs(mark.y - py);
      if (away < least) [best, least] = [i, away];
    });
    return best;
  }
  plot.addEventListener("pointermove", (event) => chart?.marks.length && select(nearest(event)));
  plot.addEventListener("pointerdown", (event) => chart?.marks.length && select(nearest(event)));
  plot.addEventListener("focus", () => at < 0 && plot.matches(":focus-visible") && select(0));
  plot.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !chart?.marks.length) return;
    const to = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: chart.marks.length - 1,
      PageDown: at + 10, PageUp: at - 10,
    }[event.key];
    if (event.key === "Escape") {
      at = -1;
      ring.setAttribute("visibility", "hidden");
      line.textContent = "";
    } else if (to !== undefined) {
      event.preventDefault();
      select(to);
    }
  });
  return {
    line,
    show(drawn) {
      chart = { ...drawn, marks: [...drawn.marks].sort((a, b) => a.row - b.row) };
      ring = svg("g", { class: "cursor", visibility: "hidden" },
        svg("circle", { r: 8, fill: "none", stroke: "var(--paper)", "stroke-width": 5 }),
        svg("circle", { r: 8, fill: "none", stroke: "var(--focus)", "stroke-width": 2.5 }));
      drawn.picture.append(ring);
      if (at >= 0) select(at);
    },
  };
}
