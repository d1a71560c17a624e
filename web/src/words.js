// Numbers as text, under the same rules as the sentences of the report: minus sign, "to" for ranges, no more
// digits than the interval supports.

const known = (v) => typeof v === "number" && Number.isFinite(v);

export function fixed(value, decimals) {
  if (!known(value)) return "no value";
  const text = Math.abs(value).toFixed(decimals);
  const [whole, part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return value < 0 && /[1-9]/.test(text) ? `\u2212${grouped}` : grouped;
}

/** As many decimals as `value` needs, at most `most`. */
export function plain(value, most = 3) {
  if (!known(value)) return "no value";
  let decimals = 0;
  const tiny = Math.max(Math.abs(value), 1) * 1e-9;
  while (decimals < most && Math.abs(value - Number(value.toFixed(decimals))) > tiny) ++decimals;
  return fixed(value, decimals);
}

function decimalsFor(width, wide, middle, narrow) {
  if (!(width > 0)) return null;
  return width < narrow ? 3 : width < middle ? 2 : width < wide ? 1 : 0;
}

function signed(text, value) {
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** How the values of a figure read: shares as percent, differences of shares as points, or counts. */
export function measure({ percent = false, difference = false } = {}) {
  const scale = percent ? 100 : 1;
  const unit = !percent ? "" : difference ? " points" : " %";
  const decimals = (low, high) =>
    known(low) && known(high)
      ? percent ? decimalsFor(scale * (high - low), 1.5, 0.15, 0) : decimalsFor(high - low, 15, 0.15, 0.02)
      : null;
  const number = (value, places) => {
    if (!known(value)) return "no value";
    const text = places === null ? plain(scale * value, 2) : fixed(scale * value, places);
    if (difference) return signed(text, value);
    const step = 10 ** -(places ?? 2);
    if (percent && value > 0 && scale * value < 0.5 * step) return `under ${step}`;
    if (percent && value < 1 && scale * value >= 100 - 0.5 * step) return `over ${100 - step}`;
    return text;
  };
  const range = (low, high, places = decimals(low, high)) =>
    known(low) && known(high)
      ? places === null ? `${plain(scale * low, 2)} to ${plain(scale * high, 2)}` : `${fixed(scale * low, places)} to ${fixed(scale * high, places)}`
      : "";
  /** "88 %" and "(77 to 99)". */
  const parts = (value, low, high) => {
    const places = decimals(low, high);
    const single = difference && number(value, places).replace(/^[+\u2212]/, "") === "1";
    const between = low === high && low === value ? "" : range(low, high, places);
    return [number(value, places) + (known(value) ? (single ? " point" : unit) : ""), between && `(${between})`];
  };
  return {
    unit, range, parts, known,
    text: (value, low, high) => parts(value, low, high).filter(Boolean).join(" "),
    tick: (value) => (difference ? signed(plain(scale * value, 4), value) : plain(scale * value, 4)),
  };
}

/** "12 missiles in the salvo", "1 missile in the salvo". */
export function counted(count, noun) {
  const [first = "", ...rest] = String(noun ?? "").split(" ");
  const one = count === 1 && first.length > 1 && first.endsWith("s") ? first.slice(0, -1) : first;
  return [plain(count), one, ...rest].filter(Boolean).join(" ");
}

/** The size on an axis: "12 missiles in the salvo", "the end of 2021" of years. */
export const sizeWords = (size, options) => (options.calendar ? `the end of ${size}` : counted(size, options.x));

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A piece of a file name. */
export const slug = (text) =>
  String(text).normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
