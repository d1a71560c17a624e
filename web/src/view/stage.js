// A scenario: its stage from above and from the side, and one raid of its run, chosen by number.
import { html, newId } from "../dom.js";
import { mountReplays } from "../replay/index.js";
import { fixed, plain } from "../words.js";
import { get } from "./server.js";

const km = (metres) => plain(metres / 1000, 1);
const degrees = (radians) => fixed(((radians * 180) / Math.PI + 360) % 360, 0);
const place = (o) => `${km(o.east_m)} east, ${km(o.north_m)} north`;
const FORMATS = { json: "JSON", csv: "CSV", czml: "CZML", acmi: "ACMI", kml: "KML", geojson: "GeoJSON", dis: "DIS" };

export async function mountStage(main, stage) {
  const number = html("input", { type: "text", inputmode: "numeric", id: newId("replication"), size: 9, autocomplete: "off" });
  const said = html("p", { class: "note", role: "status" });
  const replay = html("div", { class: "replay" }), row = html("div", {}), standing = html("div", {});
  const files = html("p", { class: "downloads" });
  let shown = null, asked = 0;

  const form = html("form", { class: "number controls", onsubmit: (event) => { event.preventDefault(); show(number.value); } },
    html("label", { for: number.id }, "Replication"), number, html("button", { type: "submit" }, "Show"),
    html("button", { type: "button", onclick: () => step(-1) }, "Previous"),
    html("button", { type: "button", onclick: () => step(1) }, "Next"));
  main.append(
    html("header", {},
      html("p", { class: "name" }, html("strong", {}, "Equipoise"), " \u00b7 ", stage.file),
      html("h1", {}, stage.title),
      html("p", { class: "lead" }, `A stage with distances and no map. Raids of its run with seed ${stage.seed}, under the belief ${stage.belief}, with the air picture from ${stage.sensing}, at nominal values.`)),
    html("section", { "aria-label": "One raid replayed" }, html("h2", { class: "visually-hidden" }, "One raid replayed"), form, said, replay),
    html("section", { "aria-label": "The row of this raid" }, html("h2", {}, "Its row of outcomes.csv"), row, files),
    html("section", { "aria-label": "What stands on the stage" }, html("h2", {}, "What stands on the stage"), standing));

  let view = null;
  async function show(text) {
    const mine = ++asked;
    const wanted = String(text).trim().replace(/[\s,]/g, "");
    if (!/^\d+$/.test(wanted) || Number(wanted) > stage.greatest_replication) {
      said.textContent = `A whole number from 0 to ${fixed(stage.greatest_replication, 0)} is wanted.`;
      number.setAttribute("aria-invalid", "true");
      return;
    }
    number.removeAttribute("aria-invalid");
    said.textContent = "Being played\u2026";
    try {
      const raid = await get(`/api/raid/${Number(wanted)}`);
      if (mine !== asked) return; // another was asked for meanwhile
      shown = raid.replication;
      number.value = String(shown);
      history.replaceState(null, "", `#${shown}`);
      if (view === null) view = mountReplays(replay, [raid], { title: stage.title });
      else view.present(raid);
      row.replaceChildren(rowList(raid.row));
      files.replaceChildren("This raid as ", ...stage.formats.map((f) => html("a", { class: "button", href: `/replay/${shown}.${f}`, download: "" }, FORMATS[f] ?? f)));
      standing.replaceChildren(...tables(stage, raid));
      said.textContent = beyond(shown, stage.replications);
    } catch (error) {
      if (mine === asked) said.textContent = error.message;
    }
  }
  const step = (by) => show(Math.max(0, Math.min(stage.greatest_replication, (shown ?? 0) + by)));

  window.addEventListener("hashchange", () => location.hash !== `#${shown}` && show(location.hash.slice(1)));
  await show(/^#\d+$/.test(location.hash) ? location.hash.slice(1) : "0");
}

const beyond = (shown, replications) =>
  shown < replications ? `Row ${fixed(shown, 0)} of the ${fixed(replications, 0)} that a plain run plays.` : `Row ${fixed(shown, 0)}: a run with a higher -n than the scenario's ${fixed(replications, 0)} would have it.`;

/** What outcomes.csv says of the raid; columns of which every raid of missiles has 0 only where they are not 0. */
function rowList({ columns, cells }) {
  const always = columns.indexOf("first_shot_s");
  const kept = columns.map((c, i) => [c, cells[i] ?? "", i]).filter(([c, v, i]) => c !== "set" && (i <= always || (v !== "" && Number(v) !== 0)));
  const words = (c) => c.replace(/_(s|m)$/, (_, unit) => (unit === "s" ? ", s" : ", m")).replace(/_/g, " ");
  return html("dl", { class: "row" }, ...kept.map(([c, v]) => html("div", {}, html("dt", {}, words(c)), html("dd", {}, v === "" ? "none" : plain(Number(v), 1)))));
}

function table(caption, head, rows) {
  return html("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    html("table", {}, html("caption", {}, html("span", {}, caption)),
      html("thead", {}, html("tr", {}, ...head.map((h) => html("th", { scope: "col" }, h)))),
      html("tbody", {}, ...rows.map(([first, ...rest]) => html("tr", {}, html("th", { scope: "row" }, first), ...rest.map((c) => html("td", {}, c)))))));
}

function tables(stage, raid) {
  const sector = (b) => (b.sector_rad > 0 && b.sector_rad < 2 * Math.PI - 0.01 ? `${degrees(b.sector_rad)}\u00b0 around ${degrees(b.heading_rad)}\u00b0` : "all round");
  /** An aircraft begins where its route does. */
  const from = (r) => {
    const path = raid.paths[raid.threats.find((t) => t.id.startsWith(`${r.id}/`))?.path];
    return path ? place({ east_m: path.east_m[0], north_m: path.north_m[0] }) : "";
  };
  return [
    table("Batteries", ["Battery", "System", "Place, km", "Sector of its engagement radar", "Reach, km"],
      raid.batteries.map((b) => [b.id, b.system, place(b), sector(b), b.rings_m.length ? b.rings_m.map(km).join(", ") : "no limit"])),
    table("Assets", ["Asset", "Place, km", "Value"], stage.assets.map((a) => [a.id, place(a), plain(a.value)])),
    table("Raids", ["Raid", "System", "Number", "From, km", "Aim"],
      stage.raids.map((r) => [r.id, r.system, `${plain(r.count)}${r.decoys ? `, ${r.decoys} decoys with each` : ""}`, from(r), r.friendly ? "a friend" : r.aim ?? "none"])),
  ].filter((t) => t.querySelector("tbody tr"));
}
