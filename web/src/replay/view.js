// One canvas view of a raid (from above, or from the side): what stands still and the trails on one canvas, what
// moves on a second one above it. Nothing is allocated while time runs.
import { html } from "../dom.js";
import { FONT } from "../svg.js";
import { along, state, stateAt, states } from "./model.js";
import { paint, trace } from "./symbols.js";

const NAMES = ["paper", "ink", "ink2", "axis", "grid", "panel", "defence", "assessed", "focus"];

export function colours(node) {
  const style = getComputedStyle(node), found = {};
  for (const name of NAMES) found[name] = style.getPropertyValue(`--${name}`).trim() || "#777";
  return found;
}

/** `layout(model, width, near)` says where points lie: {height, x(e,n,h), y(e,n,h), ground(context, colours, width)}. */
export function makeView(name, layout) {
  const base = html("canvas", { class: "still" }), top = html("canvas", { class: "moving" });
  const box = html("div", { class: `view ${name}`, role: "img" }, base, top);
  const low = base.getContext("2d"), high = top.getContext("2d");
  let model = null, colour = null, width = 0, height = 0, ratio = 1, place = null;
  let px = [], drawn = new Int32Array(0), until = 0, x = new Float64Array(0), y = new Float64Array(0), now = new Uint8Array(0);

  function clear(context) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  function still() {
    clear(low);
    low.font = `12px ${FONT}`;
    place.ground(low, colour, width);
    low.lineWidth = 1;
    low.strokeStyle = colour.axis;
    low.globalAlpha = 0.35;
    for (const p of px) {
      low.beginPath();
      for (let i = 0; i < p.kept.length; ++i) low.lineTo(p.x[p.kept[i]], p.y[p.kept[i]]);
      low.stroke();
    }
    low.globalAlpha = 1;
    drawn.fill(0);
    until = 0;
  }

  /** Trails up to a time: going on, only what is new is drawn. */
  function trails(time) {
    if (time < until) still();
    until = time;
    low.strokeStyle = colour.ink2;
    low.lineWidth = 1.3;
    low.beginPath();
    for (let i = 0; i < model.threats.length; ++i) {
      const threat = model.threats[i];
      if (time <= threat.launch) continue;
      const p = px[threat.path], to = Math.floor(along(threat, model.paths[threat.path], time));
      const from = drawn[threat.path];
      if (to <= from) continue;
      low.moveTo(p.x[from], p.y[from]);
      for (let k = from + 1; k <= to; ++k) if (p.keep[k] || k === to) low.lineTo(p.x[k], p.y[k]);
      drawn[threat.path] = to;
    }
    low.stroke();
  }

  function moving(time, selected) {
    clear(high);
    const { threats, rounds } = model;
    for (let i = 0; i < threats.length; ++i) {
      const threat = threats[i], p = px[threat.path], at = along(threat, model.paths[threat.path], time);
      const k = Math.floor(at), next = k + 1 < p.x.length ? k + 1 : k, part = at - k;
      x[i] = p.x[k] + part * (p.x[next] - p.x[k]);
      y[i] = p.y[k] + part * (p.y[next] - p.y[k]);
      now[i] = stateAt(threat, time);
    }
    if (selected >= 0 && now[selected] !== state.waiting) trailOf(selected, time);
    flyingRounds(rounds, time);
    for (let which = states.length - 1; which > state.waiting; --which) {
      const [stroke, line, fill] = paint[which];
      high.beginPath();
      let any = false;
      for (let i = 0; i < threats.length; ++i)
        if (now[i] === which) {
          trace(high, which, x[i], y[i]);
          any = true;
        }
      if (!any) continue;
      if (fill !== null) {
        high.fillStyle = colour[fill];
        high.fill();
      }
      high.strokeStyle = colour[stroke];
      high.lineWidth = line;
      high.stroke();
      if (which === state.fire) rings(threats.length);
    }
    if (selected >= 0 && now[selected] !== state.waiting) {
      high.beginPath();
      high.arc(x[selected], y[selected], 12, 0, 2 * Math.PI);
      high.strokeStyle = colour.focus;
      high.lineWidth = 2.5;
      high.stroke();
    }
  }

  function rings(count) {
    high.beginPath();
    for (let i = 0; i < count; ++i)
      if (now[i] === state.fire) {
        high.moveTo(x[i] + 8.5, y[i]);
        high.arc(x[i], y[i], 8.5, 0, 2 * Math.PI);
      }
    high.strokeStyle = colour.defence;
    high.lineWidth = 1.8;
    high.stroke();
  }

  function trailOf(i, time) {
    const threat = model.threats[i], p = px[threat.path], to = Math.floor(along(threat, model.paths[threat.path], time));
    high.beginPath();
    high.moveTo(p.x[0], p.y[0]);
    for (let k = 1; k <= to; ++k) if (p.keep[k]) high.lineTo(p.x[k], p.y[k]);
    high.lineTo(x[i], y[i]);
    high.strokeStyle = colour.focus;
    high.lineWidth = 2.2;
    high.stroke();
  }

  function flyingRounds(rounds, time) {
    high.strokeStyle = colour.defence;
    high.fillStyle = colour.defence;
    high.lineWidth = 1.3;
    high.beginPath();
    for (let i = 0; i < rounds.length; ++i) {
      const r = rounds[i];
      if (time < r.launch || time >= r.end) continue;
      const part = (time - r.launch) / (r.end - r.launch);
      high.moveTo(r[`${name}x0`], r[`${name}y0`]);
      high.lineTo(r[`${name}x0`] + part * (r[`${name}x1`] - r[`${name}x0`]), r[`${name}y0`] + part * (r[`${name}y1`] - r[`${name}y0`]));
    }
    high.stroke();
    high.beginPath();
    for (let i = 0; i < rounds.length; ++i) {
      const r = rounds[i];
      if (time < r.launch || time >= r.end) continue;
      const x0 = r[`${name}x0`], y0 = r[`${name}y0`], dx = r[`${name}x1`] - x0, dy = r[`${name}y1`] - y0;
      const length = Math.sqrt(dx * dx + dy * dy) || 1, ux = dx / length, uy = dy / length, part = (time - r.launch) / (r.end - r.launch);
      const tx = x0 + part * dx, ty = y0 + part * dy;
      high.moveTo(tx + 4 * ux, ty + 4 * uy);
      high.lineTo(tx - 4 * ux - 3.5 * uy, ty - 4 * uy + 3.5 * ux);
      high.lineTo(tx - 4 * ux + 3.5 * uy, ty - 4 * uy - 3.5 * ux);
      high.closePath();
    }
    high.fill();
  }

  /** Pixels of all paths and rounds; `keep` marks points far enough from the last to be worth a line. */
  function measure() {
    px = model.paths.map((p) => {
      const xs = new Float64Array(p.length), ys = new Float64Array(p.length), keep = new Uint8Array(p.length), kept = [];
      let lx = NaN, ly = NaN;
      for (let i = 0; i < p.length; ++i) {
        xs[i] = place.x(p.east[i], p.north[i], p.altitude[i]);
        ys[i] = place.y(p.east[i], p.north[i], p.altitude[i]);
        if (i === 0 || i === p.length - 1 || Math.hypot(xs[i] - lx, ys[i] - ly) >= 1.5) {
          keep[i] = 1;
          kept.push(i);
          [lx, ly] = [xs[i], ys[i]];
        }
      }
      return { x: xs, y: ys, keep, kept };
    });
    for (const r of model.rounds) {
      const battery = model.batteries[r.battery], threat = model.threats[r.threat], path = model.paths[threat.path], p = px[threat.path];
      const at = along(threat, path, r.end), k = Math.floor(at), next = Math.min(k + 1, path.length - 1), part = at - k;
      r[`${name}x0`] = place.x(battery.east, battery.north, 0);
      r[`${name}y0`] = place.y(battery.east, battery.north, 0);
      r[`${name}x1`] = p.x[k] + part * (p.x[next] - p.x[k]);
      r[`${name}y1`] = p.y[k] + part * (p.y[next] - p.y[k]);
    }
    drawn = new Int32Array(model.paths.length);
    x = new Float64Array(model.threats.length);
    y = new Float64Array(model.threats.length);
    now = new Uint8Array(model.threats.length);
  }

  return {
    box,
    set(next, palette, near) {
      model = next;
      colour = palette;
      width = Math.max(120, Math.floor(box.clientWidth));
      ratio = Math.min(3, window.devicePixelRatio || 1);
      place = layout(model, width, near);
      height = place.height;
      box.style.height = `${height}px`;
      for (const c of [base, top]) {
        c.width = Math.round(width * ratio);
        c.height = Math.round(height * ratio);
        c.style.width = `${width}px`;
        c.style.height = `${height}px`;
      }
      measure();
      still();
      return place;
    },
    draw(time, selected) {
      trails(time);
      moving(time, selected);
    },
    /** The threat near a place of the view, or -1. */
    nearest(px0, py0) {
      let best = -1, least = 20 * 20;
      for (let i = 0; i < x.length; ++i) {
        const away = (x[i] - px0) ** 2 + (y[i] - py0) ** 2;
        if (now[i] !== state.waiting && away < least) [best, least] = [i, away];
      }
      return best;
    },
  };
}
