// A raid prepared for drawing: times of every change of state, and positions at any time without searching.

export const states = [
  { id: "waiting", words: "not launched yet" },
  { id: "unseen", words: "in flight, not seen" },
  { id: "detected", words: "detected" },
  { id: "tracked", words: "tracked" },
  { id: "fire", words: "under fire" },
  { id: "stopped", words: "stopped" },
  { id: "leaked", words: "leaked" },
  { id: "failed", words: "failed by itself" },
  { id: "left", words: "left, not aimed at anything" },
];
export const state = Object.fromEntries(states.map((s, i) => [s.id, i]));
const ends = { intercepted: state.stopped, stopped: state.stopped, leaked: state.leaked, failed: state.failed, left: state.left };

const number = (value, otherwise = 0) => (Number.isFinite(value) ? value : otherwise);
const list = (value) => (Array.isArray(value) ? value : []);

function path(raw) {
  const east = Float64Array.from(list(raw?.east_m), (v) => number(v));
  const length = Math.max(1, east.length);
  const along = (values) => Float64Array.from({ length }, (_, i) => number(list(values)[i]));
  return { step: number(raw?.step_s, 1) || 1, length, east: along(raw?.east_m), north: along(raw?.north_m), altitude: along(raw?.altitude_m) };
}

/** Times at which a threat's state changes, in order. */
function changes(threat, events, rounds) {
  const steps = [[threat.launch, state.unseen]];
  const first = (pattern) => events.find((e) => pattern.test(e.kind))?.time;
  const detected = first(/^detect/), tracked = first(/^track/);
  if (detected !== undefined) steps.push([detected, state.detected]);
  if (tracked !== undefined) steps.push([tracked, state.tracked]);
  let known = (time) => (tracked !== undefined && tracked <= time ? state.tracked : detected !== undefined && detected <= time ? state.detected : state.unseen);
  const marks = rounds.flatMap((r) => [[r.launch, 1], [r.end, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let flying = 0;
  for (const [time, change] of marks) {
    flying += change;
    steps.push([time, flying > 0 ? state.fire : known(time)]);
  }
  // While a round flies, a late track does not end "under fire".
  const under = (time) => rounds.some((r) => r.launch <= time && time < r.end);
  const kept = steps.map(([time, to]) => [time, to !== state.unseen && under(time) ? state.fire : to]).filter(([time]) => time < threat.end);
  kept.push([threat.end, ends[threat.fate] ?? state.left]);
  kept.sort((a, b) => a[0] - b[0]);
  return { times: Float64Array.from(kept, (k) => k[0]), to: Uint8Array.from(kept, (k) => k[1]) };
}

export function prepare(raw) {
  const paths = list(raw.paths).map(path);
  if (paths.length === 0) paths.push(path({}));
  const batteries = list(raw.batteries).map((b) => ({
    id: String(b.id ?? ""), system: String(b.system ?? ""), east: number(b.east_m), north: number(b.north_m), heading: number(b.heading_rad),
    sector: number(b.sector_rad), rings: [...new Set([...list(b.rings_m), b.reach_m].filter((r) => Number.isFinite(r) && r > 0))],
  }));
  const assets = list(raw.assets).map((a) => ({ id: String(a.id ?? ""), east: number(a.east_m), north: number(a.north_m), radius: number(a.radius_m) }));
  const events = list(raw.events)
    .map((e) => ({ time: number(e.time_s), kind: String(e.kind ?? ""), threat: Number.isInteger(e.threat) ? e.threat : -1, text: String(e.text ?? e.kind ?? "") }))
    .sort((a, b) => a.time - b.time);
  const threats = list(raw.threats).map((t) => ({
    id: String(t.id ?? ""), system: String(t.system ?? ""), path: paths[t.path] ? t.path : 0, launch: number(t.launch_s),
    end: Math.max(number(t.end_s), number(t.launch_s)), fate: String(t.fate ?? ""), reason: String(t.reason ?? ""), chain: String(t.chain ?? ""),
  }));
  const rounds = list(raw.rounds)
    .filter((r) => batteries[r.battery] && threats[r.threat])
    .map((r) => ({ battery: r.battery, threat: r.threat, launch: number(r.launch_s), end: Math.max(number(r.end_s), number(r.launch_s)), hit: r.hit === true }))
    .sort((a, b) => a.launch - b.launch);
  threats.forEach((t, i) => Object.assign(t, { changes: changes(t, events.filter((e) => e.threat === i), rounds.filter((r) => r.threat === i)) }));
  const last = Math.max(0, ...threats.map((t) => t.end), ...events.map((e) => e.time), ...rounds.map((r) => r.end));
  return { raw, paths, batteries, assets, events, threats, rounds, duration: Math.max(number(raw.duration_s), last, 1) };
}

export function stateAt(threat, time) {
  const { times, to } = threat.changes;
  let now = state.waiting;
  for (let i = 0; i < times.length && times[i] <= time; ++i) now = to[i];
  return now;
}

/** Place along its path, in points, of a threat at a time; it stays where it ended. */
export function along(threat, path, time) {
  const at = (Math.min(time, threat.end) - threat.launch) / path.step;
  return at < 0 ? 0 : at > path.length - 1 ? path.length - 1 : at;
}

/** The last event at or before a time, or -1. */
export function eventAt(events, time) {
  let low = 0, high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
