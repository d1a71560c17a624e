// How far unfinished work has come, from what it has written down.
import { html } from "../dom.js";
import { counted, fixed, measure } from "../words.js";
import { bar, chance, means } from "./numbers.js";

const AT_ONCE = 40; // points that are told without being asked for
const share = measure({ percent: true });

export function progress({ progress: p, result }) {
  if (!p) return html("p", {}, "Work is going on; nothing can be read of it yet.");
  const study = p.kind === "study";
  const parts = [
    p.replications > 0 && `${counted(p.replications, "replications")} finished`,
    study && p.points_done > 0 && counted(p.points_done, "points"), p.sets > 0 && `${counted(p.sets, "parameter sets")}`,
  ].filter(Boolean);
  const words = parts.length > 0
    ? `Done so far: ${parts.join(", ")}. How many there will be stands in the ${study ? "study" : "command"} and not in what is written down.`
    : "The work has begun. Nothing is finished yet: it is written down by chunks of 65,536 replications, by points and by parameter sets.";
  const alone = p.points.length === 1 && !study ? p.points[0] : null;
  return html("section", { class: "progress", "aria-label": "How far the work has come" },
    html("h2", {}, study ? "A study being played" : "A run being played"), html("p", { class: "lead" }, words),
    result ? html("p", { class: "note" }, "The numbers of an earlier result in this folder stand below.") : null,
    alone?.no_leaker ? chance(alone.no_leaker, true) : null, alone ? means(alone) : null,
    study && p.points.length > 0 ? points(p.points) : null,
    p.unread > 0 ? html("p", { class: "note" }, `Of ${counted(p.unread, "files")} of finished work not everything can be read here.`) : null,
    html("p", { class: "note" }, [p.settings && `Settings: ${p.settings}`, Number.isFinite(p.seed) && `seed ${p.seed}`].filter(Boolean).join(", ")));
}

function points(list) {
  const table = html("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Points so far" },
    html("table", {}, html("caption", {}, html("span", {}, "Points in the order of the study, at nominal values: share of raids without a leaker so far, with the 95 % interval of chance")),
      html("thead", {}, html("tr", {}, ...["Point", "Replications", "Without a leaker", "From 0 to 100 %"].map((h) => html("th", { scope: "col" }, h)))),
      html("tbody", {}, ...list.map((p) => html("tr", {}, html("th", { scope: "row" }, String(p.point + 1)), html("td", {}, `${fixed(p.replications, 0)}${p.done ? "" : ", going on"}`),
        html("td", {}, p.no_leaker ? share.text(p.no_leaker.probability, ...p.no_leaker.interval) : "no threat that could leak"),
        html("td", { class: "drawn" }, p.no_leaker ? bar(p.no_leaker.probability, p.no_leaker.interval) : ""))))));
  return html("details", { "data-key": `points ${list[0].point}`, open: list.length <= AT_ONCE }, html("summary", { "data-key": "points" }, `Points so far (${list.length})`), table);
}
