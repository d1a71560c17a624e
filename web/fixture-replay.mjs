// Invented raids for the fixture and the bench.

const escape = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;");
const fates = ["leaked", "intercepted", "leaked", "intercepted", "intercepted", "failed"];

/** A raid of `count` missiles from the south-west, with `shared` flights among them. */
export function raid(id, count, { shared = 4, names = (i) => `salvo/${i + 1}` } = {}) {
  const duration = 420, step = 1;
  const paths = Array.from({ length: shared }, (_, p) => {
    const flight = 330 + 8 * p, from = { east: -210000 - 900 * p, north: -130000 + 9000 * p };
    const points = Array.from({ length: flight + 1 }, (_, i) => i / flight);
    return {
      step_s: step,
      east_m: points.map((u) => Math.round(from.east * (1 - u))),
      north_m: points.map((u) => Math.round(from.north * (1 - u) + 6000 * Math.sin(Math.PI * u))),
      altitude_m: points.map((u) => Math.round(4 * (70000 + 2000 * p) * u * (1 - u))),
    };
  });
  const threats = [], rounds = [], events = [];
  for (let i = 0; i < count; ++i) {
    const path = i % shared, fate = fates[i % fates.length], flight = paths[path].east_m.length - 1;
    const launch = (i * 60) / count;
    const end = fate === "leaked" ? launch + flight : fate === "failed" ? launch + 40 : launch + flight - 25 - (i % 7);
    const name = names(i);
    threats.push({
      id: name, system: "ghaznavi", path, launch_s: launch, end_s: end, fate, reason: fate === "leaked" ? "missed" : "",
      chain: fate === "failed" ? "failed 40 s after launch" : `seen at 212 km, track after 18 s, two rounds at ${Math.round(end - 60)} s, ${fate === "leaked" ? "missed, second look too late" : "stopped"}`,
    });
    const add = (time_s, kind, text) => events.push({ time_s, kind, threat: i, text });
    add(launch, "launched", `${name} is launched`);
    if (fate === "failed") {
      add(end, "failed", `${name} fails by itself`);
      continue;
    }
    add(launch + 130, "detected", `battalion detects ${name} at 212 km`);
    add(launch + 148, "tracked", `battalion tracks ${name}`);
    for (const k of [0, 1]) {
      const from = end - 60 + 30 * k, to = end - 30 + 30 * k;
      rounds.push({ battery: 0, threat: i, launch_s: from, end_s: to, hit: fate === "intercepted" && k === 1 });
      add(from, "round launched", `battalion fires at ${name}`);
      add(to, fate === "intercepted" && k === 1 ? "round stopped it" : "round missed", fate === "intercepted" && k === 1 ? `a round stops ${name}` : `a round misses ${name}`);
    }
    if (fate === "leaked") add(end, "leaked", `${name} arrives`);
  }
  events.sort((a, b) => a.time_s - b.time_s);
  const number = (fate) => threats.filter((t) => t.fate === fate).length;
  return {
    id, label: `a ${id} raid`, why: `${number("leaked")} leakers: invented`, replication: 37,
    command: `equipoise replay scenarios/reference.toml --seed 2020 --replication 37`,
    outcome: { launched: count, failed: number("failed"), intercepted: number("intercepted"), leaked: number("leaked"), fired: rounds.length },
    duration_s: duration,
    batteries: [{ id: "battalion", system: "s-400-battalion", east_m: 10600, north_m: -5500, heading_rad: 4.1, sector_rad: 1.83, reach_m: 60000, rings_m: [60000] }],
    assets: [{ id: "airbase", east_m: 0, north_m: 0, radius_m: 1000 }],
    paths, threats, rounds, events,
  };
}

export const replays = [raid("typical", 12), raid("bad", 24, { names: (i) => (i === 0 ? `<img src=x onerror=alert(1)>` : `second wave of the longest name/${i + 1}`) }), raid("empty", 0)];

export const table = (replay) => `<div class="scroll" tabindex="0" role="region" aria-label="Kill chains of ${escape(replay.label)}"><table data-replay-table="${replay.id}"><caption><span>Kill chains: ${escape(replay.label)}</span></caption>
<thead><tr><th scope="col">Missile</th><th scope="col">Fate</th><th scope="col">Chain</th></tr></thead>
<tbody>${replay.threats.map((t) => `<tr data-threat="${escape(t.id).replace(/"/g, "&quot;")}"><th scope="row">${escape(t.id)}</th><td>${t.fate}</td><td>${escape(t.chain)}</td></tr>`).join("\n")}</tbody></table></div>`;
