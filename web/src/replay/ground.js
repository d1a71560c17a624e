// What stands still in the two views: graticule, rings, sectors, places; and where a point of the world lies.
import { ticks } from "d3-array";
import { fixed } from "../words.js";
import { bounds, surroundings } from "./extent.js";

const km = (metres) => fixed(metres / 1000, Math.abs(metres) % 1000 > 1 ? 1 : 0);
const M = 14; // margin, px

function label(context, colour, text, x, y, { align = "left", ink = colour.ink2 } = {}) {
  context.textAlign = align;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colour.paper;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

/** Text kept inside the view. */
function kept(context, colour, text, x, y, width, more) {
  const half = context.measureText(text).width / 2;
  label(context, colour, text, Math.min(width - half - 3, Math.max(half + 3, x)), y, { ...more, align: "center" });
}

/** A name at the first of some middles that is free of other names; nowhere: it is left out, a nearer look has it. */
function named(context, colour, text, middles, taken, { width, height }, ink) {
  const half = context.measureText(text).width / 2;
  for (const [x, y] of middles) {
    const box = [x - half - 2, y - 7, x + half + 2, y + 7];
    if (box[0] < 0 || box[2] > width || box[1] < 0 || box[3] > height - 16) continue;
    if (taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) continue;
    taken.push(box);
    label(context, colour, text, x, y + 4, { align: "center", ink });
    return;
  }
}

/** Below, above, right and left of a mark. */
function beside(context, text, x, y, away) {
  const across = away + context.measureText(text).width / 2 + 3;
  return [[x, y + away + 7], [x, y - away - 7], [x + across, y], [x - across, y]];
}

/** From above: east to the right, north up, one scale. */
export function plan(model, width, near) {
  const b = bounds(model, near), wide = b.east - b.west, tall = b.north - b.south;
  const height = Math.round(Math.max(200, Math.min(540, 1.05 * width, (width - 2 * M) * (tall / wide) + 2 * M)));
  const scale = Math.min((width - 2 * M) / wide, (height - 2 * M) / tall);
  const cx = (b.east + b.west) / 2, cy = (b.north + b.south) / 2;
  const x = (e) => width / 2 + scale * (e - cx), y = (e, n) => height / 2 - scale * (n - cy);
  return { height, scale, x, y, ground: (context, colour) => planGround(context, colour, { model, width, height, scale, x, y, cx, cy }) };
}

function planGround(context, colour, { model, width, height, scale, x, y, cx, cy }) {
  context.fillStyle = colour.panel;
  context.globalAlpha = 0.5;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
  const halfE = width / scale / 2, halfN = height / scale / 2;
  const east = ticks(cx - halfE, cx + halfE, Math.max(2, Math.round(width / 110)));
  const step = east.length > 1 ? east[1] - east[0] : 2 * halfE;
  context.strokeStyle = colour.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (const e of east) {
    context.moveTo(Math.round(x(e)) + 0.5, 0);
    context.lineTo(Math.round(x(e)) + 0.5, height);
  }
  const north = [];
  for (let n = Math.ceil((cy - halfN) / step) * step; n <= cy + halfN; n += step) {
    north.push(n);
    context.moveTo(0, Math.round(y(0, n)) + 0.5);
    context.lineTo(width, Math.round(y(0, n)) + 0.5);
  }
  context.stroke();
  // Names give way to marks and to each other.
  const taken = [...model.batteries, ...model.assets].map((o) => [x(o.east) - 5, y(0, o.north) - 5, x(o.east) + 5, y(0, o.north) + 5]);
  for (const battery of model.batteries) reach(context, colour, battery, taken, { width, height, scale, x, y });
  for (const asset of model.assets) {
    const ax = x(asset.east), ay = y(0, asset.north);
    context.strokeStyle = colour.ink;
    context.lineWidth = 1.6;
    context.beginPath();
    context.arc(ax, ay, Math.max(6, scale * asset.radius), 0, 2 * Math.PI);
    context.moveTo(ax - 3, ay);
    context.lineTo(ax + 3, ay);
    context.moveTo(ax, ay - 3);
    context.lineTo(ax, ay + 3);
    context.stroke();
    named(context, colour, asset.id, beside(context, asset.id, ax, ay, Math.max(6, scale * asset.radius)), taken, { width, height }, colour.ink);
  }
  for (const battery of model.batteries) {
    const bx = x(battery.east), by = y(0, battery.north);
    context.fillStyle = colour.defence;
    context.fillRect(bx - 5, by - 5, 10, 10);
    named(context, colour, battery.id, beside(context, battery.id, bx, by, 5), taken, { width, height }, colour.defence);
  }
  for (const e of east) if (x(e) > 40 && x(e) < width - 76) label(context, colour, km(e), x(e), height - 5, { align: "center" });
  label(context, colour, "km east", width - 4, height - 5, { align: "right" });
  for (const n of north) if (y(0, n) > 34 && y(0, n) < height - 26) label(context, colour, km(n), 4, y(0, n) + 4);
  label(context, colour, "km north", 4, 15);
}

/** Range rings with their names, and the radar's sector. */
function reach(context, colour, battery, taken, { width, height, x, y, scale }) {
  const bx = x(battery.east), by = y(0, battery.north);
  const far = Math.max(0, ...battery.rings);
  context.strokeStyle = colour.defence;
  context.lineWidth = 1.3;
  if (battery.sector > 0 && battery.sector < 2 * Math.PI - 0.01) {
    // Headings turn clockwise from north; the canvas clockwise from east.
    const middle = battery.heading - Math.PI / 2, long = far > 0 ? scale * far : Math.hypot(width, height);
    context.globalAlpha = 0.1;
    context.fillStyle = colour.defence;
    context.beginPath();
    context.moveTo(bx, by);
    context.arc(bx, by, long, middle - battery.sector / 2, middle + battery.sector / 2);
    context.closePath();
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash([4, 4]);
    context.stroke();
  }
  context.setLineDash([]);
  for (const ring of battery.rings) {
    const r = scale * ring;
    context.beginPath();
    context.arc(bx, by, r, 0, 2 * Math.PI);
    context.strokeStyle = colour.defence;
    context.lineWidth = 1.3;
    context.stroke();
    const spots = [[bx, by - r + 12], [bx, by + r - 10], [bx + r - 30, by], [bx - r + 30, by]];
    named(context, colour, `${km(ring)} km`, spots, taken, { width, height }, colour.defence);
  }
}

/** Where a point lies along the raid, metres from the asset towards the launch. */
export function alongRaid(model) {
  const origin = model.assets[0] ?? model.batteries[0] ?? { east: 0, north: 0 };
  const starts = model.paths.map((p) => Math.atan2(p.north[0] - origin.north, p.east[0] - origin.east));
  const mean = Math.atan2(starts.reduce((s, a) => s + Math.sin(a), 0), starts.reduce((s, a) => s + Math.cos(a), 0));
  const oneWay = starts.every((a) => Math.cos(a - mean) > 0.7);
  const [ce, cn] = [Math.cos(mean), Math.sin(mean)];
  const of = oneWay
    ? (e, n) => (e - origin.east) * ce + (n - origin.north) * cn
    : (e, n) => Math.hypot(e - origin.east, n - origin.north);
  return { of, oneWay, westward: oneWay && ce < 0 };
}

/** From the side: height against range; the launch on the side where it lies on the plan. */
export function profile(model, width, near) {
  const raid = alongRaid(model), bottom = 40, top = 18;
  let low = 0, high = 2000, ceiling = 1000;
  if (model.threats.length > 0)
    for (const p of model.paths)
      for (let i = 0; i < p.length; ++i) {
        const r = raid.of(p.east[i], p.north[i]);
        low = Math.min(low, r);
        high = Math.max(high, r);
        ceiling = Math.max(ceiling, p.altitude[i]);
      }
  for (const b of model.batteries) {
    low = Math.min(low, raid.of(b.east, b.north));
    high = Math.max(high, raid.of(b.east, b.north));
  }
  const around = near ? surroundings(model) : null;
  if (around) {
    [low, high] = around.ends(raid.of);
    if (!raid.oneWay) low = 0;
    ceiling = 10_000;
    for (const p of model.paths)
      for (let i = 0; i < p.length; ++i) {
        const r = raid.of(p.east[i], p.north[i]);
        if (r >= low && r <= high) ceiling = Math.max(ceiling, p.altitude[i]);
      }
  }
  [low, high] = [low - 0.03 * (high - low), high + 0.01 * (high - low)];
  const across = (width - 2 * M) / (high - low);
  const tall = Math.max(90, Math.min(190, across * ceiling));
  const up = tall / ceiling, height = Math.round(top + tall + bottom);
  const turn = raid.westward || !raid.oneWay;
  const along = (r) => (turn ? width - M - across * (r - low) : M + across * (r - low));
  const x = (e, n) => along(raid.of(e, n)), y = (e, n, h) => top + tall - up * h;
  return {
    height, x, y, stretch: up / across, oneWay: raid.oneWay,
    ground: (context, colour) => profileGround(context, colour, { model, width, height, top, tall, ceiling, low, high, along, x, y }),
  };
}

function profileGround(context, colour, { model, width, top, tall, ceiling, low, high, along, x, y }) {
  const floor = top + tall;
  context.strokeStyle = colour.grid;
  context.lineWidth = 1;
  context.beginPath();
  const heights = ticks(0, ceiling, 3).filter((h) => h > 0);
  for (const h of heights) {
    context.moveTo(0, Math.round(y(0, 0, h)) + 0.5);
    context.lineTo(width, Math.round(y(0, 0, h)) + 0.5);
  }
  context.stroke();
  context.strokeStyle = colour.axis;
  context.beginPath();
  context.moveTo(0, floor + 0.5);
  context.lineTo(width, floor + 0.5);
  context.stroke();
  for (const r of ticks(low, high, Math.max(2, Math.round(width / 110)))) {
    context.beginPath();
    context.moveTo(along(r), floor);
    context.lineTo(along(r), floor + 4);
    context.stroke();
    kept(context, colour, km(r), along(r), floor + 17, width);
    context.strokeStyle = colour.axis;
    context.lineWidth = 1;
  }
  heights.forEach((h, i) => label(context, colour, i + 1 === heights.length ? `${km(h)} km up` : km(h), 4, y(0, 0, h) - 3));
  kept(context, colour, "km from the asset", width / 2, floor + 34, width);
  for (const b of model.batteries) {
    context.fillStyle = colour.defence;
    context.fillRect(x(b.east, b.north) - 5, floor - 9, 10, 9);
  }
  for (const a of model.assets) {
    context.strokeStyle = colour.ink;
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(x(a.east, a.north), floor - 12);
    context.lineTo(x(a.east, a.north), floor);
    context.stroke();
  }
}
