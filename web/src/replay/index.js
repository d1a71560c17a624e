// A replayed raid: choose one, move time by hand or let it run, follow a threat.
import { csv, fileName, save } from "../downloads.js";
import { html, newId } from "../dom.js";
import { counted, fixed } from "../words.js";
import { canComeNear } from "./extent.js";
import { makeFunnel } from "./funnel.js";
import { plan, profile } from "./ground.js";
import { makeEvents, makeLegend, makeThreats } from "./lists.js";
import { eventAt, prepare } from "./model.js";
import { makeTimeline } from "./timeline.js";
import { colours, makeView } from "./view.js";

const SPEEDS = [1, 5, 20, 60];
const WORDS_EVERY = 150; // ms between changes of the words while playing

/** Gives back how to show another raid in the same place; null where there is none. */
export function mountReplays(node, raws, report) {
  const raids = raws.filter((r) => r && typeof r === "object");
  if (raids.length === 0) {
    node.append(html("p", { class: "note" }, "No raid was replayed."));
    return null;
  }
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const prepared = new WeakMap();
  let model = null, time = 0, selected = -1, playing = false, touched = false, frame = 0, then = 0, spoken = 0, paper = false;

  const above = makeView("plan", plan), aside = makeView("profile", profile);
  const timeline = makeTimeline(seek, stop);
  const legend = makeLegend(), funnel = makeFunnel(), events = makeEvents();
  const threats = makeThreats((index) => {
    selected = index;
    markRows();
    picture();
  });
  const clock = html("p", { class: "clock" });
  const why = html("p", { class: "why" });
  const command = html("code");
  const asideTitle = html("h3", {});
  const status = html("p", { class: "visually-hidden", role: "status" });
  const play = html("button", { type: "button", class: "play", onclick: () => (playing ? stop() : start()) }, "Play");
  const speed = html("select", { id: newId("speed") }, ...SPEEDS.map((s) => html("option", { value: s, selected: s === 20 }, `${s}\u00d7`)));
  const controls = html("div", { class: "controls" },
    play,
    html("button", { type: "button", onclick: () => toEvent(-1) }, "Previous event"),
    html("button", { type: "button", onclick: () => toEvent(1) }, "Next event"),
    html("span", { class: "speed" }, html("label", { for: speed.id }, "Speed"), speed));
  const extent = html("select", { id: newId("extent"), onchange: layout }, html("option", { value: "" }, "the whole raid"), html("option", { value: "near" }, "around the defence"));
  const shows = html("span", { class: "speed" }, html("label", { for: extent.id }, "Show"), extent);
  const choice = chooser(raids, (index) => present(raids[index]));
  const download = html("div", { class: "downloads" }, html("span", { class: "note", "aria-hidden": "true" }, "Download"),
    html("button", { type: "button", "aria-label": "Download CSV: events of this raid", onclick: downloadEvents }, "CSV of the events"));
  node.append(
    ...(choice ? [choice] : []), why,
    html("div", { class: "stage" },
      html("div", { class: "views" }, html("div", { class: "heading" }, html("h3", {}, "From above"), shows), above.box, asideTitle, aside.box, timeline.box, controls, timeline.key),
      html("div", { class: "words" }, clock, legend.box, funnel.box, events.box, threats.box)),
    html("p", { class: "note again" }, "The same raid again: ", command), download, status);
  node.classList.add("replay");

  for (const view of [above, aside])
    view.box.addEventListener("click", (event) => {
      const box = view.box.getBoundingClientRect(), found = view.nearest(event.clientX - box.left, event.clientY - box.top);
      if (found >= 0) threats.select(found === selected ? -1 : found);
    });

  function present(raw) {
    stop();
    if (!prepared.has(raw)) prepared.set(raw, prepare(raw));
    model = prepared.get(raw);
    selected = -1;
    touched = false;
    markRows();
    parts();
    why.textContent = sentence(raw);
    command.textContent = String(raw.command ?? "");
    command.parentElement.hidden = !raw.command;
    const shot = model.rounds[0];
    time = shot ? Math.min(model.duration, shot.launch + 0.6 * (shot.end - shot.launch)) : 0.6 * model.duration;
    legend.reset(model);
    funnel.set(model);
    shows.hidden = !canComeNear(model);
    if (shows.hidden) extent.value = "";
    events.reset();
    threats.set(model);
    layout();
  }
  function layout() {
    if (model === null) return;
    const colour = colours(paper ? proof() : node);
    const near = extent.value !== "";
    above.set(model, colour, near);
    const side = aside.set(model, colour, near);
    const stretch = side.stretch > 1.05 ? `, height stretched ${fixed(side.stretch, 1)} times` : side.stretch < 0.95 ? `, height at ${fixed(100 * side.stretch, 0)} % of the scale across` : "";
    asideTitle.textContent = `From the side, ${side.oneWay ? "along the raid" : "by distance from the asset"}${stretch}`;
    timeline.set(model, colour);
    show(true);
  }
  /** Something that has the colours of paper, for print. */
  function proof() {
    return node.querySelector(".on-paper") ?? node.appendChild(html("span", { class: "on-paper", hidden: true }));
  }
  function picture() {
    above.draw(time, selected);
    aside.draw(time, selected);
  }
  function show(words) {
    picture();
    if (!words) return;
    const last = eventAt(model.events, time);
    clock.textContent = "";
    clock.append(html("strong", {}, `${fixed(Math.floor(time), 0)} s`), ` of ${fixed(model.duration, 0)} s after the first launch`);
    legend.show(model, time);
    funnel.show(time);
    threats.show(time);
    events.show(model, time);
    const said = `${fixed(Math.floor(time), 0)} seconds${last >= 0 ? `; last: ${model.events[last].text}` : ""}`;
    timeline.show(time, said);
    const label = `${model.threats.length} threats at ${fixed(Math.floor(time), 0)} seconds; the states stand in the list beside it`;
    above.box.setAttribute("aria-label", `Plan view: ${label}`);
    aside.box.setAttribute("aria-label", `Side view: ${label}`);
  }
  function seek(to) {
    touched = true;
    time = Math.max(0, Math.min(model.duration, to));
    show(true);
  }
  function toEvent(direction) {
    stop();
    const next = direction > 0 ? model.events.find((e) => e.time > time + 1e-6) : [...model.events].reverse().find((e) => e.time < time - 1e-6);
    if (!next) return;
    seek(next.time);
    status.textContent = `${fixed(next.time, 0)} seconds: ${next.text}`;
  }
  function start() {
    if (!touched || time >= model.duration) time = 0;
    touched = playing = true;
    play.textContent = "Pause";
    events.live(false);
    then = spoken = performance.now();
    frame = requestAnimationFrame(run);
  }
  function stop() {
    if (!playing) return;
    playing = false;
    cancelAnimationFrame(frame);
    play.textContent = "Play";
    events.live(true);
    show(true);
  }
  function run(now) {
    if (!playing) return;
    // With less motion asked for, the picture changes once a second.
    const wait = reduced.matches ? 1000 : 0;
    if (now - then >= wait) {
      // A tab left alone does not jump ahead.
      const passed = Math.min(now - then, 1000 + wait) / 1000;
      then = now;
      time = Math.min(model.duration, time + passed * Number(speed.value));
      if (reduced.matches) time = Math.min(model.duration, Math.round(time));
      const words = wait > 0 || now - spoken >= WORDS_EVERY;
      if (words) spoken = now;
      show(words);
      if (time >= model.duration) {
        stop();
        return;
      }
    }
    frame = requestAnimationFrame(run);
  }
  function markRows() {
    for (const table of document.querySelectorAll("table[data-replay-table]"))
      for (const row of table.querySelectorAll("tbody tr")) {
        const name = row.dataset.threat ?? row.cells[0]?.textContent.trim();
        const on = model !== null && selected >= 0 && table.dataset.replayTable === String(model.raw.id) && name === model.threats[selected].id;
        row.classList.toggle("selected", on);
        if (on) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
  }
  /** Of the kill chains written on the page, those of the chosen raid; on paper all. */
  function parts() {
    for (const table of document.querySelectorAll("table[data-replay-table]")) {
      const part = table.closest("[data-replay-part]") ?? table.closest(".scroll") ?? table;
      part.hidden = !paper && raids.some((r) => String(r.id) === table.dataset.replayTable) && table.dataset.replayTable !== String(model.raw.id);
    }
  }
  function downloadEvents() {
    const rows = model.events.map((e) => [e.time, e.kind, model.threats[e.threat]?.id ?? null, e.text]);
    save(new Blob([csv(["time_s", "kind", "threat", "text"], rows)], { type: "text/csv;charset=utf-8" }), fileName(`raid-${model.raw.id ?? ""}`, report, "csv"));
  }

  let before = null;
  function printing(on) {
    if (on === paper || model === null) return;
    paper = on;
    stop();
    if (on) [before, time] = [time, model.duration];
    else time = before ?? time;
    parts();
    layout();
  }
  window.addEventListener("beforeprint", () => printing(true));
  window.addEventListener("afterprint", () => printing(false));
  matchMedia("print").addEventListener("change", (event) => printing(event.matches));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(layout));
  let width = 0, waiting = 0;
  present(raids[0]);
  width = node.clientWidth;
  new ResizeObserver(() => {
    if (node.clientWidth === width) return;
    width = node.clientWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(layout);
  }).observe(node);
  return { present };
}

/** Radio buttons, if there is something to choose among. */
function chooser(raids, choose) {
  if (raids.length < 2) return null;
  const name = newId("raid");
  return html("fieldset", { class: "choice" }, html("legend", {}, "Which raid"),
    ...raids.map((r, i) => {
      const input = html("input", { type: "radio", name, id: newId("choice"), value: i, checked: i === 0, onchange: () => choose(i) });
      return html("label", { for: input.id }, input, html("span", {}, String(r.label ?? r.id ?? `raid ${i + 1}`)));
    }));
}

function sentence(raw) {
  const o = raw.outcome ?? {};
  const counts = [
    ...(o.launched === 0 ? ["nothing that could leak"] : [
      Number.isFinite(o.launched) && `${counted(o.launched, "threats")} launched`, Number.isFinite(o.failed) && `${fixed(o.failed, 0)} failed`,
      Number.isFinite(o.intercepted) && `${fixed(o.intercepted, 0)} intercepted`, Number.isFinite(o.leaked) && `${fixed(o.leaked, 0)} leaked`,
    ]),
    Number.isFinite(o.fired) && `${counted(o.fired, "rounds")} fired`,
  ].filter(Boolean).join(", ");
  return [raw.why && `${raw.why}.`.replace(/([.!?])\.$/, "$1"), Number.isFinite(raw.replication) && `Raid ${raw.replication}`, counts && `: ${counts}.`].filter(Boolean).join(" ").replace(" : ", ": ");
}
