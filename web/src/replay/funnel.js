// How far the threats have come along the chain until now: how many were launched, detected, ... so far.
import { html } from "../dom.js";
import { fixed } from "../words.js";

const STAGES = [
  ["launched", "launched"], ["detected", "detected"], ["tracked", "tracked"], ["shot at", "round launched"],
  ["stopped", "round stopped it"], ["leaked", "leaked"],
];

/** Times at which threats reach a stage for the first time, in order. */
function times(model, kind) {
  const first = new Map();
  for (const e of model.events) if (e.kind === kind && !first.has(e.threat)) first.set(e.threat, e.time);
  return Float64Array.from(first.values()).sort();
}

export function makeFunnel() {
  const rows = STAGES.map(([words, kind]) => {
    const bar = html("span", { class: "share" }), number = html("strong");
    return { kind, bar, number, times: new Float64Array(0), before: -1, node: html("li", {}, html("span", {}, words), html("span", { class: "of", "aria-hidden": "true" }, bar), number) };
  });
  const box = html("div", { class: "list" }, html("h3", {}, "So far"), html("ul", { class: "funnel", "aria-label": "Threats that have come so far" }, ...rows.map((r) => r.node)));
  let all = 1;
  return {
    box,
    set(model) {
      all = Math.max(1, model.threats.length);
      for (const row of rows) {
        row.times = times(model, row.kind);
        row.before = -1;
      }
    },
    show(time) {
      for (const row of rows) {
        let now = 0;
        while (now < row.times.length && row.times[now] <= time) ++now;
        if (now === row.before) continue;
        row.before = now;
        row.bar.style.width = `${(100 * now) / all}%`;
        row.number.textContent = fixed(now, 0);
      }
    },
  };
}
