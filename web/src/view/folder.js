// A folder of results: what is in it, the report beside it, and how far unfinished work has come.
import { html } from "../dom.js";
import { fixed } from "../words.js";
import { numbers } from "./numbers.js";
import { progress } from "./progress.js";
import { GONE, get } from "./server.js";

const FASTEST = 2000, SLOWEST = 10_000; // ms between two looks at unfinished work

const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${fixed(bytes / 1e3, 0)} kB` : `${fixed(bytes / 1e6, 1)} MB`);
const title = (part, view) => part.result?.title ?? (part.id || view.folder.split("/").filter(Boolean).at(-1) || view.folder);
const reportOf = (part) => part.files.find((f) => f.name === "report.html");
/** Every part of a path by itself: a name may hold what an address may not. */
const address = (file) => `/files/${file.path.split("/").map(encodeURIComponent).join("/")}`;

/** What the reader has opened and where the focus is, to be put back once the page was made anew. */
function kept(main) {
  const open = [...main.querySelectorAll("details[data-key]")].map((d) => [d.dataset.key, d.open]), focus = document.activeElement?.dataset?.key;
  const find = (key) => [...main.querySelectorAll("[data-key]")].find((n) => n.dataset.key === key);
  return () => {
    for (const [key, on] of open) if (find(key)) find(key).open = on;
    if (focus) find(focus)?.focus();
  };
}

export async function mountFolder(main, first) {
  document.body.classList.add("folder");
  const side = html("aside", { class: "contents", "aria-label": "What is in the folder" });
  const heading = html("header", {}), state = html("p", { class: "state", role: "status" }), age = html("p", { class: "state" });
  const body = html("div", { class: "body" }), list = html("div", {});
  const frame = html("iframe", { class: "report", title: "The report" });
  side.append(heading, state, age, list);
  main.append(side, body);
  let chosen = null, told = "", version = "";

  function pick(part) {
    chosen = part?.id ?? null;
    for (const link of list.querySelectorAll("a[data-part]"))
      if (link.dataset.part === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  }
  /** The report beside the list, or the numbers where there is no report. */
  function content(view) {
    const part = view.parts.find((p) => p.id === chosen) ?? view.parts[0], report = part && reportOf(part);
    if (report && !part.working) {
      const now = `${report.path} ${report.bytes} ${part.result?.elapsed_s ?? ""}`;
      if (now !== version || !frame.isConnected) {
        frame.title = `The report: ${title(part, view)}`;
        frame.src = address(report);
        body.replaceChildren(frame);
      }
      version = now;
    } else {
      version = "";
      body.replaceChildren(html("div", { class: "plain" }, ...view.parts.filter((p) => p.id === part?.id || p.working).flatMap((p) => about(p, view))));
    }
    body.classList.toggle("framed", frame.isConnected);
    // What scrolls can be reached by the keyboard.
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "The result"]])
      if (frame.isConnected) body.removeAttribute(name);
      else body.setAttribute(name, value);
  }
  function about(part, view) {
    const own = part.id && view.parts.length > 1 ? html("h2", {}, title(part, view)) : null;
    return [own, part.unread ? html("p", {}, `${part.unread}.`) : null, part.working ? progress(part) : null, part.result ? numbers(part.result) : null].filter(Boolean);
  }
  function show(view) {
    const words = JSON.stringify(view.parts.map(({ written_s_ago: _, ...rest }) => rest));
    const now = status(view);
    if (state.textContent !== now) state.textContent = now; // it is read aloud, and only news are
    age.textContent = written(view);
    if (words === told) return false;
    told = words;
    const keep = kept(main);
    const own = view.parts.find((p) => p.id === "");
    document.title = `${title(own, view)} \u2013 Equipoise`;
    heading.replaceChildren(html("p", { class: "name" }, html("strong", {}, "Equipoise"), " \u00b7 ", view.folder.split("/").at(-1)), html("h1", {}, title(own, view)));
    const some = view.parts.filter((p) => p.id !== "" || p.files.length > 0 || p.working); // a ledger begins with its studies
    list.replaceChildren(...(some.length > 0 ? some : view.parts).map((part) => contents(part, view)));
    if (!view.parts.some((p) => p.id === chosen)) chosen = (view.parts.find(reportOf) ?? view.parts.find((p) => p.working) ?? view.parts[0])?.id ?? null;
    pick(view.parts.find((p) => p.id === chosen));
    content(view);
    keep();
    return true;
  }
  function contents(part, view) {
    const report = reportOf(part), label = title(part, view);
    const link = html("a", {
      href: report ? address(report) : "#", "data-part": part.id, "data-key": `part ${part.id}`, class: "part",
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || (report && getComputedStyle(body).display === "none")) return;
        event.preventDefault();
        pick(part);
        content(latest);
      },
    }, part.id === "" ? (report ? "The report" : "The result") : label);
    const now = part.working ? "being played" : part.result?.status === "partial" ? "partial" : "";
    return html("div", { class: "one" }, html("p", {}, link, now ? html("span", { class: "tag" }, now) : null),
      part.files.length === 0 ? null : html("details", { "data-key": `files ${part.id}` }, html("summary", { "data-key": `summary ${part.id}` }, `Files (${part.files.length})`, html("span", { class: "visually-hidden" }, ` of ${label}`)),
        html("ul", { class: "files" }, ...part.files.map((f) => html("li", {}, html("a", { href: address(f), "data-key": f.path, ...(f.name.endsWith(".html") ? {} : { download: "" }) }, f.name), " ", html("span", { class: "note" }, size(f.bytes)))))));
  }

  let latest = first, wait = FASTEST, settled = 0; // the last files are written after the result
  show(first);
  async function look() {
    try {
      latest = await get("/api/view");
      wait = show(latest) ? FASTEST : Math.min(SLOWEST, 1.5 * wait);
    } catch (error) {
      state.textContent = error.message;
      if (error.message === GONE) return;
    }
    settled = latest.settled ? settled + 1 : 0;
    if (settled < 2) setTimeout(look, wait);
  }
  if (!first.settled) setTimeout(look, wait);
}

/** What is going on, in a sentence. */
function status(view) {
  if (view.settled) return "Complete.";
  if (view.parts.some((p) => p.working)) return "Being played; this page looks again by itself.";
  if (view.parts.some((p) => p.result?.status === "partial")) return "Interrupted, with partial results: the same command with --resume goes on. This page looks again by itself.";
  return "Not complete; this page looks again by itself.";
}

/** When work was last written down. */
function written(view) {
  const ages = view.parts.filter((p) => p.working).map((p) => p.written_s_ago);
  if (ages.length === 0) return "";
  const s = Math.min(...ages);
  const ago = s < 120 ? `${fixed(Math.round(s), 0)} s` : s < 7200 ? `${fixed(s / 60, 0)} min` : `${fixed(s / 3600, 0)} h`;
  return `Last written down ${ago} ago.${s > 600 ? " If it was interrupted, the same command with --resume goes on." : ""}`;
}
