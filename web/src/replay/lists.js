// The raid in words: how many are in which state (also the legend), every threat, the last events.
import { html, newId } from "../dom.js";
import { fixed } from "../words.js";
import { eventAt, state, stateAt, states } from "./model.js";
import { icon } from "./symbols.js";

const LAST = 6;

export function makeLegend() {
  const counts = states.map((s, i) => ({ words: s.words, which: i, number: html("strong") }));
  const shown = counts.filter((c) => c.which !== state.waiting);
  const items = shown.map((c) => html("li", {}, icon(c.which), c.number, ` ${c.words}`));
  const box = html("ul", { class: "states", "aria-label": "State of the threats now" }, ...items);
  const tally = new Uint32Array(states.length), before = new Int32Array(states.length).fill(-1);
  return {
    box,
    reset(model) {
      before.fill(-1);
      items[items.length - 1].hidden = !model.threats.some((t) => t.changes.to.includes(state.left));
    },
    show(model, time) {
      tally.fill(0);
      for (const t of model.threats) ++tally[stateAt(t, time)];
      for (const c of shown)
        if (before[c.which] !== tally[c.which]) {
          before[c.which] = tally[c.which];
          c.number.textContent = String(tally[c.which]);
        }
    },
  };
}

/** A list box: arrow keys or a click select a threat. */
export function makeThreats(onSelect) {
  const label = html("h3", { id: newId("threats") }, "Threats");
  const box = html("ul", { role: "listbox", tabindex: "0", class: "threats", "aria-labelledby": label.id });
  const chain = html("p", { class: "chain note", "aria-live": "polite" });
  let options = [], model = null, selected = -1;
  const hint = "Select a threat to follow it in both views and to read what happened to it.";

  function select(index) {
    if (options.length === 0) return;
    options[selected]?.node.setAttribute("aria-selected", "false");
    selected = index;
    const option = options[index];
    if (option) {
      option.node.setAttribute("aria-selected", "true");
      box.setAttribute("aria-activedescendant", option.node.id);
      const { offsetTop, offsetHeight } = option.node;
      if (offsetTop < box.scrollTop) box.scrollTop = offsetTop;
      if (offsetTop + offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = offsetTop + offsetHeight - box.clientHeight;
      const t = model.threats[index];
      chain.textContent = `${t.id}: ${t.chain || [t.fate, t.reason].filter(Boolean).join(", ")}`;
    } else {
      box.removeAttribute("aria-activedescendant");
      chain.textContent = hint;
    }
    onSelect(selected);
  }
  box.addEventListener("click", (event) => {
    const node = event.target.closest("[role=option]"), index = options.findIndex((o) => o.node === node);
    if (index >= 0) select(index === selected ? -1 : index);
  });
  box.addEventListener("keydown", (event) => {
    const end = options.length - 1;
    const to = { ArrowDown: Math.min(end, selected + 1), ArrowUp: Math.max(0, selected - 1), Home: 0, End: end, Escape: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    select(to);
  });
  return {
    box: html("div", { class: "list pick" }, label, box, chain),
    select,
    set(next) {
      model = next;
      selected = -1;
      options = model.threats.map((t) => {
        const words = html("span", { class: "now" });
        return { node: html("li", { role: "option", id: newId("threat"), "aria-selected": "false" }, html("span", { class: "who" }, t.id), " ", words), words, state: -1 };
      });
      box.replaceChildren(...options.map((o) => o.node));
      label.textContent = `Threats (${options.length})`;
      box.removeAttribute("aria-activedescendant");
      box.hidden = options.length === 0;
      chain.textContent = options.length === 0 ? "No threat in this raid." : hint;
    },
    show(time) {
      for (let i = 0; i < options.length; ++i) {
        const now = stateAt(model.threats[i], time);
        if (options[i].state === now) continue;
        options[i].state = now;
        options[i].words.textContent = states[now].words;
      }
    },
  };
}

export function makeEvents() {
  const box = html("ol", { class: "events", "aria-live": "polite", "aria-relevant": "additions text" });
  let first = -2, last = -2;
  return {
    box: html("div", { class: "list" }, html("h3", {}, "Last events"), box),
    live(on) {
      box.setAttribute("aria-live", on ? "polite" : "off");
    },
    reset() {
      first = last = -2;
    },
    show(model, time) {
      const to = eventAt(model.events, time), from = Math.max(0, to - LAST + 1);
      if (from === first && to === last) return;
      [first, last] = [from, to];
      const lines = model.events.slice(from, to + 1).reverse();
      box.replaceChildren(...(lines.length
        ? lines.map((e) => html("li", {}, html("span", { class: "when" }, `${fixed(e.time, 0)} s`), " ", e.text))
        : [html("li", { class: "note" }, "Nothing yet.")]));
    },
  };
}
