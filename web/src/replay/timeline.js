// The range input of time, with a tick for every event above it. Kinds differ by height and by what stands on
// the tick.
import { html, newId } from "../dom.js";
import { fixed } from "../words.js";

const HEIGHT = 36, INSET = 8;
const heights = { launched: 6, failed: 9, detected: 12, tracked: 15, "in reach": 15, "round launched": 20, "judged dead": 18, "judged alive": 18, "round missed": 22, "round stopped it": 26, leaked: 26, left: 12 };

export function makeTimeline(onTime, onTouch) {
  const strip = html("canvas", { class: "ticks", "aria-hidden": "true" });
  const range = html("input", { type: "range", min: "0", step: "1", id: newId("time"), "aria-label": "Time, seconds after the first launch" });
  const near = html("p", { class: "near note" });
  const key = html("p", { class: "note tick-key" }, "Ticks: grey, rising, launched, detected, tracked; with an arrow, round launched; with a cross, stopped; with a square, leaked.");
  const box = html("div", { class: "timeline" }, strip, range, near);
  const context = strip.getContext("2d");
  let model = null, width = 0;
  const at = (time) => (time / model.duration) * width;

  function about(px) {
    const close = model.events.filter((e) => Math.abs(at(e.time) - px) < 5);
    if (close.length === 0) return "";
    close.sort((a, b) => Math.abs(at(a.time) - px) - Math.abs(at(b.time) - px));
    return `${fixed(close[0].time, 0)} s: ${close[0].text}${close.length > 1 ? `, and ${close.length - 1} more nearby` : ""}`;
  }
  range.addEventListener("input", () => onTime(Number(range.value)));
  strip.addEventListener("pointermove", (event) => model && (near.textContent = about(event.offsetX)));
  strip.addEventListener("pointerleave", () => (near.textContent = ""));
  strip.addEventListener("pointerdown", (event) => {
    if (!model || width === 0) return;
    onTouch();
    onTime(Math.max(0, Math.min(model.duration, (event.offsetX / width) * model.duration)));
  });

  return {
    box, range, key,
    set(next, colour) {
      model = next;
      range.max = String(Math.ceil(model.duration));
      width = Math.max(60, Math.floor(box.clientWidth) - 2 * INSET);
      const ratio = window.devicePixelRatio || 1;
      [strip.width, strip.height] = [Math.round(width * ratio), Math.round(HEIGHT * ratio)];
      strip.style.width = `${width}px`;
      strip.style.height = `${HEIGHT}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, HEIGHT);
      for (const event of model.events) tick(context, colour, event.kind, Math.min(width - 4, Math.max(4, at(event.time))));
    },
    show(time, words) {
      const value = String(Math.round(time));
      if (range.value !== value) range.value = value;
      range.setAttribute("aria-valuetext", words);
    },
  };
}

function tick(context, colour, kind, x) {
  const up = HEIGHT - (heights[kind] ?? 10);
  context.strokeStyle = /^round|^judged/.test(kind) ? colour.defence : kind === "leaked" ? colour.assessed : colour.axis;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = 1.2;
  context.beginPath();
  context.moveTo(x, HEIGHT);
  context.lineTo(x, up);
  if (kind === "round stopped it") {
    context.moveTo(x - 3, up - 6);
    context.lineTo(x + 3, up);
    context.moveTo(x + 3, up - 6);
    context.lineTo(x - 3, up);
  }
  context.stroke();
  if (kind === "leaked") context.fillRect(x - 3, up - 6, 6, 6);
  if (kind === "round launched") {
    context.beginPath();
    context.moveTo(x, up - 5);
    context.lineTo(x + 3, up);
    context.lineTo(x - 3, up);
    context.fill();
  }
}
