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

export async function mountFolder(main, first) {
  document.body.classList.add("folder");
  const side = html("aside", { class: "contents", "aria-label": "What is in the folder" });
  const heading = html("header", {}), state = html("p", { class: "state", role: "status" });
  const body = html("div", { class: "body" }), list = html("div", {});
  const frame = html("iframe", { class: "report", title: "The report" });
  side.append(heading, state, list);
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
  }
  function about(part, view) {
    const own = part.id && view.parts.length > 1 ? html("h2", {}, title(part, view)) : null;
    return [own, part.unread ? html("p", {}, `${part.unread}.`) : null, part.working ? progress(part) : null, part.result ? numbers(part.result) : null].filter(Boolean);
  }
  function show(view) {
    const words = JSON.stringify(view.parts.map(({ written_s_ago: _, ...rest }) => rest));
    state.textContent = status(view);
    if (words === told) return false;
    told = words;
    const own = view.parts.find((p) => p.id === "");
    document.title = `${title(own, view)} \u2013 Equipoise`;
    heading.replaceChildren(html("p", { class: "name" }, html("strong", {}, "Equipoise"), " \u00b7 ", view.folder.split("/").at(-1)), html("h1", {}, title(own, view)));
    list.replaceChildren(...view.parts.map((part) => contents(part, view)));
    if (!view.parts.some((p) => p.id === chosen)) chosen = (view.parts.find(reportOf) ?? view.parts.find((p) => p.working) ?? view.parts[0])?.id ?? null;
    pick(view.parts.find((p) => p.id === chosen));
    content(view);
    return true;
  }
  function contents(part, view) {
    const report = reportOf(part), label = title(part, view);
    const link = html("a", {
      href: report ? address(report) : "#", "data-part": part.id, class: "part",
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || (report && getComputedStyle(body).display === "none")) return;
        event.preventDefault();
        pick(part);
        content(latest);
      },
    }, part.id === "" ? (report ? "The report" : "The result") : label);
    const now = part.working ? "being played" : part.result?.status === "partial" ? "partial" : "";
    return html("div", { class: "one" }, html("p", {}, link, now ? html("span", { class: "tag" }, now) : null),
      part.files.length === 0 ? null : html("details", {}, html("summary", {}, `Files (${part.files.length})`, html("span", { class: "visually-hidden" }, ` of ${label}`)),
        html("ul", { class: "files" }, ...part.files.map((f) => html("li", {}, html("a", { href: address(f), ...(f.name.endsWith(".html") ? {} : { download: "" }) }, f.name), " ", html("span", { class: "note" }, size(f.bytes)))))));
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
  const working = view.parts.filter((p) => p.working);
  if (view.settled) return "Complete.";
  if (working.length === 0) return "Not complete; this page looks again by itself.";
  const age = Math.min(...working.map((p) => p.written_s_ago));
  const last = age < 120 ? `${fixed(Math.round(age), 0)} s` : age < 7200 ? `${fixed(age / 60, 0)} min` : `${fixed(age / 3600, 0)} h`;
  return `Not complete. Work was last written down ${last} ago; this page looks again by itself.${age > 600 ? " It may have been interrupted: the same command with --resume goes on." : ""}`;
}
