// Files handed to the reader: the rows as CSV, the picture as SVG and PNG.
import { html } from "./dom.js";
import { picture } from "./picture.js";
import { slug } from "./words.js";

/** A cell of RFC 4180. Text a spreadsheet would take for a formula gets an apostrophe in front. */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export const csv = (columns, rows) => [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = html("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const fileName = (id, report, ending) => `${[slug(report.title ?? ""), slug(id)].filter(Boolean).join("-") || "figure"}.${ending}`;

function png(text, width, height) {
  return new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    const image = new Image();
    image.onload = () => {
      const canvas = html("canvas", { width: 2 * width, height: 2 * height });
      canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    };
    image.onerror = () => {
      URL.revokeObjectURL(url);
      reject(new Error("no picture"));
    };
    image.src = url;
  });
}

/** The row of buttons under a figure. */
export function buttons(figure, report, draw) {
  const status = html("span", { class: "note", role: "status" });
  const button = (kind, action) =>
    html("button", {
      type: "button", "aria-label": `Download ${kind}: ${figure.title || figure.id}`,
      onclick: async () => {
        try {
          status.textContent = "";
          await action();
        } catch {
          status.textContent = `The ${kind} could not be made.`;
        }
      },
    }, kind);
  const name = (ending) => fileName(figure.id, report, ending);
  const all = [button("CSV", () => save(new Blob([csv(figure.columns, figure.rows)], { type: "text/csv;charset=utf-8" }), name("csv")))];
  if (draw)
    all.push(
      button("SVG", () => save(new Blob([picture(figure, report, draw).text], { type: "image/svg+xml" }), name("svg"))),
      button("PNG", async () => {
        const { text, width, height } = picture(figure, report, draw);
        save(await png(text, width, height), name("png"));
      }));
  return html("div", { class: "downloads" }, html("span", { class: "note", "aria-hidden": "true" }, "Download"), ...all, status);
}
