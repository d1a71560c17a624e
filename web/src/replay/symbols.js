// How a state looks: a shape, the same on the canvases and in the legend.
import { svg } from "../svg.js";
import { state } from "./model.js";

/** Adds the shape of a state at (x, y) to the path being built. */
export function trace(context, which, x, y) {
  switch (which) {
    case state.stopped:
      cross(context, x, y, 5);
      break;
    case state.failed:
      cross(context, x, y, 3);
      break;
    case state.leaked:
      context.rect(x - 4.5, y - 4.5, 9, 9);
      break;
    case state.left:
      context.rect(x - 4, y - 4, 8, 8);
      break;
    default:
      context.moveTo(x + 4, y);
      context.arc(x, y, 4, 0, 2 * Math.PI);
  }
}

function cross(context, x, y, r) {
  context.moveTo(x - r, y - r);
  context.lineTo(x + r, y + r);
  context.moveTo(x - r, y + r);
  context.lineTo(x + r, y - r);
}

/** Stroke and fill of a state: [stroke, width, fill], colours by name. */
export const paint = [];
paint[state.unseen] = ["axis", 1.4, "paper"];
paint[state.detected] = ["ink", 2, "paper"];
paint[state.tracked] = ["ink", 1, "ink"];
paint[state.fire] = ["ink", 1, "ink"];
paint[state.stopped] = ["ink", 2.6, null];
paint[state.leaked] = ["assessed", 1, "assessed"];
paint[state.failed] = ["ink2", 1.6, null];
paint[state.left] = ["ink2", 1.6, "paper"];

/** The same shape as a small picture for the legend. */
export function icon(which) {
  const picture = svg("svg", { width: 24, height: 24, viewBox: "-12 -12 24 24", "aria-hidden": "true", class: "state" });
  const [stroke, width, fill] = paint[which];
  const look = { stroke: `var(--${stroke})`, "stroke-width": width, fill: fill ? `var(--${fill})` : "none" };
  if (which === state.stopped || which === state.failed) {
    const r = which === state.stopped ? 5 : 3;
    picture.append(svg("path", { d: `M${-r} ${-r}L${r} ${r}M${-r} ${r}L${r} ${-r}`, ...look }));
  } else if (which === state.leaked || which === state.left)
    picture.append(svg("rect", { x: -4.5, y: -4.5, width: 9, height: 9, ...look }));
  else picture.append(svg("circle", { r: 4, ...look }));
  if (which === state.fire) picture.append(svg("circle", { r: 8.5, fill: "none", stroke: "var(--defence)", "stroke-width": 1.8 }));
  return picture;
}
