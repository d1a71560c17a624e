// The measures of a run as numbers with their intervals, for folders without a report.
import { html } from "../dom.js";
import { capital, fixed, measure } from "../words.js";

const share = measure({ percent: true }), count = measure();
const ROWS = [["leakers", "leakers a raid"], ["intercepted", "intercepted a raid"], ["fired", "rounds fired a raid"]];

/** A share with its interval as a bar between 0 and 100 %. */
export function bar(value, [low, high]) {
  const band = html("span", { class: "band" }), dot = html("span", { class: "dot" });
  band.style.left = `${100 * low}%`;
  band.style.width = `${Math.max(0.4, 100 * (high - low))}%`;
  dot.style.left = `${100 * value}%`;
  return html("span", { class: "scale", "aria-hidden": "true" }, band, dot);
}

/** P(no leaker), large, with its interval in words. */
export function chance({ probability, interval }, so) {
  return html("div", { class: "chance" },
    html("p", {}, html("strong", {}, share.parts(probability, ...interval)[0]), ` of raids ${so ? "so far " : ""}without a leaker`),
    bar(probability, interval),
    html("p", { class: "note" }, `95 % interval of chance: ${share.range(...interval) || share.text(probability)} %`));
}

export function means(measures) {
  const rows = ROWS.filter(([key]) => measures[key]?.interval);
  if (rows.length === 0) return null;
  return html("table", { class: "numbers" },
    html("thead", {}, html("tr", {}, html("th", { scope: "col" }, "Measure"), html("th", { scope: "col" }, "Mean (95 % interval)"))),
    html("tbody", {}, ...rows.map(([key, words]) => html("tr", {}, html("th", { scope: "row" }, words), html("td", {}, count.text(measures[key].mean, ...measures[key].interval))))));
}

function funnel(f) {
  if (!f?.launched) return null;
  const stages = ["launched", "detected", "tracked", "assigned", "engaged", "intercepted", "leaked"].filter((s) => Number.isFinite(f[s]));
  const item = (words, value, all) => {
    const fill = html("span", { class: "share" });
    fill.style.width = `${(100 * value) / all}%`;
    return html("li", {}, html("span", {}, words), html("span", { class: "of", "aria-hidden": "true" }, fill), html("strong", {}, `${fixed((100 * value) / all, 1)} %`));
  };
  const reasons = Object.entries(f.reasons ?? {}).filter(([, n]) => n > 0);
  return html("div", { class: "two" },
    html("div", {}, html("h3", {}, "Of the threats launched"), html("ul", { class: "funnel" }, ...stages.map((s) => item(s, f[s], f.launched)))),
    reasons.length === 0 ? null : html("div", {}, html("h3", {}, "Why those leaked that did"), html("ul", { class: "funnel" }, ...reasons.map(([words, n]) => item(words, n, f.leaked)))));
}

function histogram(list) {
  const all = list.reduce((s, n) => s + n, 0), most = Math.max(...list);
  if (list.length < 2 || !(all > 0)) return null;
  return html("div", {}, html("h3", {}, "Raids by number of leakers"), html("p", { class: "note" }, `Of the ${fixed(all, 0)} raids played.`),
    html("ul", { class: "funnel" }, ...list.map((n, k) => {
      const fill = html("span", { class: "share" });
      fill.style.width = `${(100 * n) / most}%`;
      return html("li", {}, html("span", {}, String(k)), html("span", { class: "of", "aria-hidden": "true" }, fill), html("strong", {}, `${fixed((100 * n) / all, 1)} %`));
    })));
}

export function numbers(result) {
  const m = result.measures ?? {};
  const facts = [
    ["status", result.status], ["replications", Number.isFinite(result.replications) ? fixed(result.replications, 0) : null], ["points", result.points], ["claims", result.claims],
    ["belief", result.belief], ["air picture", result.sensing], ["seed", result.seed], ["program", result.program && `${result.program.version} (${result.program.revision})`],
    ["inputs", result.inputs_sha256?.slice(0, 16)], ["outcomes", result.outcomes_sha256?.slice(0, 16)],
  ].filter(([, v]) => v !== undefined && v !== null && v !== "");
  const so = result.status === "partial";
  return html("div", {},
    m.no_leaker?.interval && result.replications > 0 ? chance(m.no_leaker, so) : so ? html("p", {}, "Interrupted before anything could be kept: work is kept by whole chunks.") : null,
    m.leakers ? means(m) : null, funnel(result.funnel), Array.isArray(m.leakers?.histogram) ? histogram(m.leakers.histogram) : null,
    html("dl", { class: "row facts" }, ...facts.map(([k, v]) => html("div", {}, html("dt", {}, capital(k)), html("dd", {}, String(v))))));
}
