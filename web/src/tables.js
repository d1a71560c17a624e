// Tables that can be sorted by a column and filtered by words and by how a value is known.
import { html, newId } from "./dom.js";

function valueOf(cell) {
  const given = cell?.dataset.value;
  const text = (given ?? cell?.textContent ?? "").trim();
  const number = text === "" ? NaN : Number(given ?? text.replace(/\u2212/g, "-").replace(/(\d),(?=\d{3})/g, "$1").replace(/\s*%$/, ""));
  return Number.isNaN(number) ? text : number;
}

/** Numbers before words, empty cells last whichever way. */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a.localeCompare(b, "en", { numeric: true });
}

function sortable(table) {
  const body = table.tBodies[0], head = table.tHead?.rows[table.tHead.rows.length - 1];
  if (!body || !head) return;
  const original = [...body.rows];
  [...head.cells].forEach((header, column) => {
    const name = header.textContent.trim();
    if (name === "" || header.colSpan > 1 || header.hasAttribute("data-no-sort")) return;
    const button = html("button", {
      type: "button", class: "sort",
      onclick: () => {
        const now = header.getAttribute("aria-sort");
        const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
        for (const other of head.cells) other.removeAttribute("aria-sort");
        if (next) header.setAttribute("aria-sort", next);
        const keyed = original.map((row, i) => ({ row, i, value: valueOf(row.cells[column]) }));
        if (next)
          keyed.sort((a, b) => {
            const blank = (a.value === "") - (b.value === "");
            return blank || (next === "ascending" ? 1 : -1) * compare(a.value, b.value) || a.i - b.i;
          });
        body.append(...keyed.map((k) => k.row));
      },
    }, ...header.childNodes, html("span", { class: "arrow", "aria-hidden": "true" }));
    header.replaceChildren(button);
  });
}

function tablesFor(spec) {
  const byId = document.getElementById(spec);
  const found = byId ? [byId] : [...document.querySelectorAll(spec)];
  return [...new Set(found.flatMap((node) => (node.matches("table") ? [node] : [...node.querySelectorAll("table")])))];
}

function filter(node) {
  const tables = tablesFor(node.dataset.filterFor);
  const rows = tables.flatMap((table) => [...table.tBodies].flatMap((body) => [...body.rows]));
  if (rows.length === 0) return;
  const bases = [...new Set(rows.map((row) => row.dataset.basis).filter(Boolean))];
  const search = html("input", { type: "search", id: newId("search"), autocomplete: "off", spellcheck: "false" });
  const select = bases.length > 1
    ? html("select", { id: newId("basis") }, html("option", { value: "" }, "all"), ...bases.map((b) => html("option", { value: b }, b)))
    : null;
  const status = html("p", { class: "note", role: "status", "aria-live": "polite" });
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean), basis = select?.value ?? "";
    let shown = 0;
    rows.forEach((row, i) => {
      const keep = words.every((w) => texts[i].includes(w)) && (basis === "" || row.dataset.basis === basis);
      row.hidden = !keep;
      shown += keep ? 1 : 0;
    });
    for (const table of tables) {
      const empty = [...table.tBodies].every((body) => [...body.rows].every((row) => row.hidden));
      (table.closest(".scroll") ?? table).hidden = empty;
    }
    status.textContent = `${shown} of ${rows.length} rows shown`;
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  select?.addEventListener("change", apply);
  node.classList.add("filter");
  node.append(
    html("label", { for: search.id }, "Search"), search,
    ...(select ? [html("label", { for: select.id }, "How it is known"), select] : []), status);
  status.textContent = `${rows.length} rows`;
}

export function mountTables(root) {
  for (const table of root.querySelectorAll("table[data-sortable]")) sortable(table);
  for (const node of root.querySelectorAll("[data-filter-for]")) filter(node);
}
