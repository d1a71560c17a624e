// How much of the stage is shown: all of the raid, or what lies around the defence.

/** Around what is defended and what defends it: as far as rounds reach, or 40 km where nothing says so. */
export function surroundings(model) {
  const reach = (b) => Math.max(...b.rings, 0) || 40_000;
  const boxes = [...model.batteries.map((b) => [b.east, b.north, reach(b)]), ...model.assets.map((a) => [a.east, a.north, Math.max(5000, 2 * a.radius)])];
  const ends = (of) => [Math.min(...boxes.map(([e, n, r]) => of(e, n) - r)), Math.max(...boxes.map(([e, n, r]) => of(e, n) + r))];
  return boxes.length === 0 ? null : { ends };
}

/** Whether the surroundings of the defence are so much smaller than the raid that they are worth a look. */
export function canComeNear(model) {
  const whole = bounds(model), close = bounds(model, true);
  return Math.max(close.east - close.west, close.north - close.south) < 0.7 * Math.max(whole.east - whole.west, whole.north - whole.south);
}

export function bounds(model, near = false) {
  const around = near ? surroundings(model) : null;
  if (around) {
    const [west, east] = around.ends((e) => e), [south, north] = around.ends((_, n) => n);
    return { west, east, south, north };
  }
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  const take = (e, n, r = 0) => {
    west = Math.min(west, e - r);
    east = Math.max(east, e + r);
    south = Math.min(south, n - r);
    north = Math.max(north, n + r);
  };
  if (model.threats.length > 0)
    for (const p of model.paths) for (let i = 0; i < p.length; ++i) take(p.east[i], p.north[i]);
  for (const b of model.batteries) take(b.east, b.north);
  for (const a of model.assets) take(a.east, a.north, a.radius);
  if (!(east >= west)) take(0, 0);
  const span = Math.max(east - west, north - south, 2000);
  for (const b of model.batteries) for (const r of b.rings) if (r <= 0.75 * span || model.threats.length === 0) take(b.east, b.north, r);
  const least = 0.1 * Math.max(east - west, north - south, 2000);
  if (east - west < least) take((east + west) / 2, (north + south) / 2, least);
  if (north - south < least) take((east + west) / 2, (north + south) / 2, least);
  return { west, east, south, north };
}
