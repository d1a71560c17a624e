// The front end of the report: figures, replays, tables.
import { mountFigure } from "./figures.js";
import { mountReplays } from "./replay/index.js";
import { mountTables } from "./tables.js";

function attempt(what, action) {
  try {
    action();
  } catch (error) {
    console.warn(`${what}:`, error);
  }
}

function start() {
  let report = { figures: [], replays: [] };
  attempt("report data", () => {
    report = JSON.parse(document.getElementById("report-data").textContent);
  });
  const figures = new Map((Array.isArray(report.figures) ? report.figures : []).map((f) => [f?.id, f]));
  for (const node of document.querySelectorAll("[data-figure]"))
    attempt(`figure ${node.dataset.figure}`, () => mountFigure(node, figures.get(node.dataset.figure) ?? {}, report));
  attempt("tables", () => mountTables(document));
  for (const node of document.querySelectorAll("[data-replay]"))
    attempt("replay", () => mountReplays(node, Array.isArray(report.replays) ? report.replays : [], report));
  document.documentElement.dataset.script = "ready";
}

start();
