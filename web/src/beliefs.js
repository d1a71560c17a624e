// How each belief is drawn. Line type, fill and shape repeat what colour says.

const styles = {
  brochure: { colour: "var(--brochure)", dash: "7 4", symbol: "circle", open: true },
  frictions: { colour: "var(--frictions)", dash: "1.5 4", symbol: "square", open: false },
  assessed: { colour: "var(--assessed)", dash: null, symbol: "circle", open: false },
};
const other = { colour: "var(--ink)", dash: "9 3 2 3", symbol: "diamond2", open: false };

export const beliefStyle = (belief) => (Object.hasOwn(styles, belief) ? styles[belief] : other);

/** Label and note of a belief, as the report gives them. */
export function beliefWords(belief, options) {
  const given = options?.beliefs && Object.hasOwn(options.beliefs, belief) ? options.beliefs[belief] : null;
  const name = belief ? String(belief) : "only belief";
  return { label: given?.label || name.charAt(0).toUpperCase() + name.slice(1), note: given?.note || "" };
}

/** The beliefs of a list of rows, in row order. */
export const beliefsOf = (rows) => [...new Set(rows.map((row) => row.belief))];
