#!/usr/bin/env python3
"""Equipoise's tracker beside Stone Soup's on the same detections: root-mean-square position error, and time a target and scan.

    python3 -m venv build/trackers && build/trackers/bin/pip install -r tools/compare_trackers.txt
    build/trackers/bin/python tools/compare_trackers.py build/release/bin/equipoise --benchmarks build/release/bin/benchmarks

Detections of the engagement radar (one look a second) of `equipoise replay --as csv`. Stone Soup runs its extended Kalman filter with
global nearest neighbour association over a 2-D assignment, gated as ours at 1e-4, in three motion models, each at the process noise
of those listed that suits a raid of four best: what it ships (constant velocity, constant acceleration), and our physics written as a transition model of its
own (gravity with J2, the turning earth, drag as a seventh state). Which target a confirmed track stands for is found at every scan by the least sum of
squared distances, for both alike; errors are taken at the (target, time) pairs that both cover by a track that has just been updated.
"""
import argparse
import csv
import datetime
import json
import math
import os
import subprocess
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np
from scipy.optimize import linear_sum_assignment
from stonesoup.base import Property
from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
from stonesoup.deleter.time import UpdateTimeStepsDeleter
from stonesoup.hypothesiser.distance import DistanceHypothesiser
from stonesoup.initiator.simple import MultiMeasurementInitiator
from stonesoup.measures import Mahalanobis
from stonesoup.models.measurement.nonlinear import CartesianToElevationBearingRange
from stonesoup.models.base import TimeVariantModel
from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantAcceleration, ConstantVelocity
from stonesoup.models.transition.nonlinear import GaussianTransitionModel
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.tracker.simple import MultiTargetTracker
from stonesoup.types.angle import Bearing, Elevation
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.state import GaussianState
from stonesoup.types.update import Update
from stonesoup.updater.kalman import ExtendedKalmanUpdater

GATE = math.sqrt(21.108)  # of the Mahalanobis distance in three dimensions: one true detection in 1e4 is missed
START = datetime.datetime(2000, 1, 1)
A, F, MU, J2, SPIN = 6378137.0, 1 / 298.257223563, 3.986004418e14, 1.08262982e-3, 7.292115e-5


# --- the raid ----------------------------------------------------------------------------------------------

def ecef(latitude_deg, longitude_deg, altitude_m):
    la, lo, e2 = math.radians(latitude_deg), math.radians(longitude_deg), F * (2 - F)
    n = A / math.sqrt(1 - e2 * math.sin(la) ** 2)
    return np.array([(n + altitude_m) * math.cos(la) * math.cos(lo), (n + altitude_m) * math.cos(la) * math.sin(lo),
                     (n * (1 - e2) + altitude_m) * math.sin(la)])


def axes(latitude_deg, longitude_deg):
    la, lo = math.radians(latitude_deg), math.radians(longitude_deg)
    return np.array([[-math.sin(lo), math.cos(lo), 0],
                     [-math.sin(la) * math.cos(lo), -math.sin(la) * math.sin(lo), math.cos(la)],
                     [math.cos(la) * math.cos(lo), math.cos(la) * math.sin(lo), math.sin(la)]])


class Raid:
    """Truth, detections and our estimates in the frame of the radar's site: east, north, up."""

    def __init__(self, program, scenario, replication, count):
        self.replication = replication
        command = [program, "replay", scenario, "--replication", str(replication), "--sensing", "dwell", "--as", "csv"]
        if count:
            command += ["--set", f"salvo.count={count}"]
        rows = list(csv.DictReader(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()))
        kinds = {}
        for row in rows:
            kinds.setdefault(row["kind"], []).append(row)
        place = {s["what"]: [float(s[k]) for k in ("latitude_deg", "longitude_deg", "altitude_m")] for s in kinds["site"]}
        origin, stage = ecef(*place["origin"]), axes(*place["origin"][:2])
        foot, site = ecef(*place["battery"]), axes(*place["battery"][:2])
        self.turn = site @ stage.T
        self.shift = site @ (origin - foot)
        self.centre, self.pole = site @ -foot, site @ np.array([0.0, 0.0, 1.0])
        self.paths = {}
        for r in kinds["truth"]:
            self.paths.setdefault(r["threat"], []).append([float(r[k]) for k in (
                "time_s", "east_m", "north_m", "up_m", "east_m_per_s", "north_m_per_s", "up_m_per_s")])
        self.paths = {k: np.array(v) for k, v in self.paths.items()}
        self.scans = {}
        for r in kinds.get("detection", []):
            if r["radar"] == "engagement" and self.flies(r):
                self.scans.setdefault(float(r["time_s"]), []).append(r)
        self.detections = sum(map(len, self.scans.values()))
        ours = {}
        for r in kinds.get("track", []):
            if r["radar"] == "engagement" and r["standing"] == "confirmed" and r["updated"] == "1" and self.flies(r):
                ours.setdefault(float(r["time_s"]), []).append(self.local([float(r[k]) for k in ("east_m", "north_m", "up_m")]))
        self.begun = {}
        for t in sorted(self.scans):
            for r in self.scans[t]:
                if r["threat"]:
                    self.begun.setdefault(r["threat"], t)
        self.ours = self.errors(ours)

    def flies(self, row):
        """What was stopped is looked at until that has been noticed; there is no truth of it any more. False alarms have none."""
        return not row["threat"] or float(row["time_s"]) <= self.paths[row["threat"]][-1, 0]

    def local(self, point):
        return self.turn @ np.array(point) + self.shift

    def truth(self, threat, t):
        """Cubic Hermite between the rows."""
        path = self.paths[threat]
        k = min(max(np.searchsorted(path[:, 0], t, side="right") - 1, 0), len(path) - 2)
        a, b = path[k], path[k + 1]
        h = b[0] - a[0]
        u = (t - a[0]) / h
        p = ((2 * u**3 - 3 * u**2 + 1) * a[1:4] + (u**3 - 2 * u**2 + u) * h * a[4:7]
             + (-2 * u**3 + 3 * u**2) * b[1:4] + (u**3 - u**2) * h * b[4:7])
        return self.local(p)

    def errors(self, estimates):
        """{(threat, time): squared error} from {time: positions}: at each time the targets in the air are shared out."""
        found = {}
        for t, positions in estimates.items():
            flying = [n for n, path in self.paths.items() if len(path) > 1 and path[0, 0] <= t <= path[-1, 0] + 1e-5]
            truth = np.array([self.truth(n, t) for n in flying])
            squares = ((np.array(positions)[:, None, :] - truth[None, :, :]) ** 2).sum(axis=2)
            for k, n in zip(*linear_sum_assignment(squares)):
                found[flying[n], round(t, 5)] = float(squares[k, n])
        return found

    def stone_soup_scans(self):
        for t in sorted(self.scans):
            seen = set()
            for r in self.scans[t]:
                noise = np.diag([float(r["elevation_sigma_rad"]), float(r["azimuth_sigma_rad"]), float(r["range_sigma_m"])]) ** 2
                model = CartesianToElevationBearingRange(ndim_state=self.ndim, mapping=self.mapping, noise_covar=CovarianceMatrix(noise))
                vector = StateVector([Elevation(float(r["elevation_rad"])), Bearing(math.pi / 2 - float(r["azimuth_rad"])),
                                      float(r["range_m"])])
                seen.add(Detection(vector, timestamp=START + datetime.timedelta(seconds=t), measurement_model=model))
            yield START + datetime.timedelta(seconds=t), seen


# --- motion models -------------------------------------------------------------------------------------------

# 1976 standard atmosphere: kg/m3 every 5 km to 80 km, linear in the logarithm between.
DENSITY = np.log([1.225, .73643, .41351, .19476, .088910, .040084, .018410, .0084634, .0039957, .0019663, .0010269,
                  5.6810e-4, 3.0968e-4, 1.6321e-4, 8.2829e-5, 3.9921e-5, 1.8458e-5])


def density(altitude_m):
    if altitude_m > 120e3:
        return 0.0
    if altitude_m >= 80e3:
        return math.exp(DENSITY[-1] - (altitude_m - 80e3) / 5900.0)
    k = min(max(int(altitude_m / 5000), 0), 15)
    return math.exp(DENSITY[k] + (altitude_m / 5000 - k) * (DENSITY[k + 1] - DENSITY[k]))


class Ballistic(GaussianTransitionModel, TimeVariantModel):
    """Free fall with drag over a turning earth; state: position, velocity (east, north, up of the site), 1 / ballistic coefficient."""

    noise: float = Property(doc="spectral density of the acceleration on each axis, m2/s3")
    drag_noise: float = Property(default=1e-14)
    centre: np.ndarray = Property()
    pole: np.ndarray = Property()

    @property
    def ndim_state(self):
        return 7

    def derivative(self, x):
        """Plain numbers: on vectors as short as these numpy is slower."""
        (cx, cy, cz), (px, py, pz) = self.centre, self.pole
        rx, ry, rz, vx, vy, vz, drag = x[0] - cx, x[1] - cy, x[2] - cz, *x[3:]
        distance = math.sqrt(rx * rx + ry * ry + rz * rz)
        along = rx * px + ry * py + rz * pz
        sine2 = (along / distance) ** 2
        k = 1.5 * J2 * (A / distance) ** 2
        pull = -MU / distance**3
        radial = pull * (1 + k * (1 - 5 * sine2)) + SPIN * SPIN
        axial = (2 * k * pull - SPIN * SPIN) * along
        air = -0.5 * density(distance - A * (1 - F * sine2)) * math.sqrt(vx * vx + vy * vy + vz * vz) * drag
        w = 2 * SPIN
        return (vx, vy, vz,
                radial * rx + axial * px + air * vx - w * (py * vz - pz * vy),
                radial * ry + axial * py + air * vy - w * (pz * vx - px * vz),
                radial * rz + axial * pz + air * vz - w * (px * vy - py * vx), 0.0)

    def moved(self, x, h):
        a = self.derivative(x)
        b = self.derivative([p + 0.5 * h * q for p, q in zip(x, a)])
        c = self.derivative([p + 0.5 * h * q for p, q in zip(x, b)])
        d = self.derivative([p + h * q for p, q in zip(x, c)])
        return np.array([p + h / 6 * (q + 2 * (r + s) + t) for p, q, r, s, t in zip(x, a, b, c, d)])

    def function(self, state, noise=False, time_interval=None, **kwargs):
        x = [float(v) for v in np.asarray(state.state_vector).ravel()]
        return StateVector(self.moved(x, time_interval.total_seconds()))

    def jacobian(self, state, time_interval=None, **kwargs):
        x, h = [float(v) for v in np.asarray(state.state_vector).ravel()], time_interval.total_seconds()
        here = self.moved(x, h)
        return np.column_stack([(self.moved(x[:k] + [x[k] + s] + x[k + 1:], h) - here) / s
                                for k, s in enumerate([10.0] * 3 + [1.0] * 3 + [1e-6])])

    def covar(self, time_interval=None, **kwargs):
        h = time_interval.total_seconds()
        q = np.zeros((7, 7))
        for k in range(3):
            q[k, k], q[k, k + 3], q[k + 3, k], q[k + 3, k + 3] = h**3 / 3, h * h / 2, h * h / 2, h
        q *= self.noise
        q[6, 6] = self.drag_noise * h
        return CovarianceMatrix(q)


VELOCITY, DRAG = 1500.0, 1e-4  # believed before the first look, as ours does


def constant_velocity(raid, noise):
    prior = np.diag([0, VELOCITY**2] * 3)
    return CombinedLinearGaussianTransitionModel([ConstantVelocity(noise)] * 3), (0, 2, 4), np.zeros(6), prior


def constant_acceleration(raid, noise):
    prior = np.diag([0, VELOCITY**2, 30.0**2] * 3)
    return CombinedLinearGaussianTransitionModel([ConstantAcceleration(noise)] * 3), (0, 3, 6), np.zeros(9), prior


def ballistic(raid, noise):
    prior = np.diag([0.0] * 3 + [VELOCITY**2] * 3 + [DRAG**2])
    mean = np.array([0.0] * 6 + [DRAG])
    return Ballistic(noise=noise, centre=raid.centre, pole=raid.pole), (0, 1, 2), mean, prior


MODELS = {"constant velocity": (constant_velocity, (30.0, 300.0, 1000.0, 3000.0)),
          "constant acceleration": (constant_acceleration, (1.0, 10.0, 100.0)),
          "ballistic, as ours": (ballistic, (0.05, 1.0, 30.0, 300.0))}


def stone_soup(raid, make, noise):
    """{(threat, time): squared error} of confirmed tracks just updated, and CPU seconds."""
    transition, raid.mapping, mean, prior = make(raid, noise)
    raid.ndim = len(mean)
    predictor = ExtendedKalmanPredictor(transition)
    updater = ExtendedKalmanUpdater(measurement_model=None)
    hypothesiser = DistanceHypothesiser(predictor, updater, Mahalanobis(), missed_distance=GATE)
    associator = GNNWith2DAssignment(hypothesiser)
    deleter = UpdateTimeStepsDeleter(5)
    initiator = MultiMeasurementInitiator(GaussianState(mean.reshape(-1, 1), prior), deleter, associator, updater, min_points=3)
    scans = list(raid.stone_soup_scans())
    tracker = MultiTargetTracker(initiator, deleter, iter(scans), associator, updater)
    found, begun = {}, time.process_time()
    for _, tracks in tracker:
        for track in tracks:
            state = track.states[-1]
            if isinstance(state, Update):
                found.setdefault((state.timestamp - START).total_seconds(), []).append(
                    np.array(state.state_vector, dtype=float).ravel()[list(raid.mapping)])
    seconds = time.process_time() - begun
    return raid.errors(found), seconds


PHASES = (0.0, 30.0, 60.0, math.inf)  # seconds after a target's first detection


def phase(raid, pair):
    return sum(pair[1] - raid.begun.get(pair[0], pair[1]) >= begin for begin in PHASES[1:])


def squares_by_phase(raid, squares_of, pairs):
    squares = [[] for _ in PHASES[1:]]
    for p in pairs:
        squares[phase(raid, p)].append(squares_of[p])
    return squares


def rms(squares):
    return [math.sqrt(sum(s) / len(s)) if s else math.nan for s in squares]


def our_time(benchmarks):
    """Microseconds a target and scan with 48 targets 1 km apart, from the tracking benchmark."""
    said = subprocess.run([benchmarks, "--benchmark_filter=^scan/apart_m:1000$", "--benchmark_format=json"], capture_output=True,
                          text=True, check=True).stdout
    return 1e6 / json.loads(said)["benchmarks"][0]["items_per_second"]


def tuned(raid, models):
    """The noise of each model that suits a small raid best: least product of the errors in the phases."""
    best = {}
    for name in models:
        make, noises = MODELS[name]
        score = {}
        for noise in noises:
            found, _ = stone_soup(raid, make, noise)
            score[noise] = math.prod(rms(squares_by_phase(raid, found, [p for p in found if p in raid.ours])))
            print(f"  {name}, noise {noise:g}: {score[noise] ** (1 / 3):.1f} m", flush=True)
        best[name] = min(score, key=score.get)
    return best


def paired(targets):
    """Ours less theirs in m, and its standard error by 2,000 draws of targets with replacement; a row a target: pairs, squares."""
    if len(targets) < 2:
        return "-"
    rows, draws = np.array(targets), np.random.default_rng(1)
    samples = [rows] + [rows[draws.integers(0, len(rows), len(rows))] for _ in range(2000)]
    sums = np.array([sample.sum(axis=0) for sample in samples])
    differences = np.sqrt(sums[:, 2] / sums[:, 0]) - np.sqrt(sums[:, 1] / sums[:, 0])
    return f"{differences[0]:+.1f} +- {differences[1:].std():.1f}"


def compare(raids, noises):
    """One line a model, over all the raids."""
    print(f"  {sum(len(raid.begun) for raid in raids)} targets seen, {sum(raid.detections for raid in raids)} detections, "
          f"{sum(len(raid.ours) for raid in raids)} of them in our confirmed tracks", flush=True)
    for name, noise in noises.items():
        covered, seconds, detections = 0, 0.0, 0
        theirs, ours = [[] for _ in PHASES[1:]], [[] for _ in PHASES[1:]]
        targets = [{} for _ in PHASES[1:]]
        for raid in raids:
            try:
                found, spent = stone_soup(raid, MODELS[name][0], noise)
            except np.linalg.LinAlgError:  # a filter of theirs has run away to no number
                print(f"  replication {raid.replication} left out: Stone Soup, {name}, breaks off", flush=True)
                continue
            pairs = [p for p in found if p in raid.ours]
            for to, source in ((theirs, found), (ours, raid.ours)):
                for sum_of, more in zip(to, squares_by_phase(raid, source, pairs)):
                    sum_of.extend(more)
            for p in pairs:
                row = targets[phase(raid, p)].setdefault((raid.replication, p[0]), [0, 0.0, 0.0])
                for k, more in enumerate((1, found[p], raid.ours[p])):
                    row[k] += more
            covered += len(found)
            seconds += spent
            detections += raid.detections
        cells = [f"{a:.0f} / {b:.0f} ({paired(list(t.values()))})" for a, b, t in zip(rms(theirs), rms(ours), targets)]
        print(f"  {f'Stone Soup, {name}, noise {noise:g}':<48} covers {covered}; common {sum(map(len, ours))}; theirs / ours (ours less "
              f"theirs): {' | '.join(cells)} m; {1e6 * seconds / detections:.0f} us a target and scan", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--scenario", default="scenarios/reference-raid.toml")
    parser.add_argument("--replications", type=int, nargs="+", default=[8])
    parser.add_argument("--counts", type=int, nargs="+", default=[12, 48])
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--tuned-on", type=int, default=8, help="the replication, with four missiles, that their noise is chosen on")
    parser.add_argument("--benchmarks", help="our benchmarks, for our own time")
    o = parser.parse_args()
    print("Noise, on four targets (geometric mean over the phases of the root-mean-square error):")
    noises = tuned(Raid(o.program, o.scenario, o.tuned_on, 4), o.models)
    print("Root-mean-square position error from the first detection of a target on: 0 to 30 s | 30 to 60 s | later")
    for count in o.counts:
        print(f"{o.scenario}, salvo.count={count}, replications {o.replications}")
        compare([Raid(o.program, o.scenario, replication, count) for replication in o.replications], noises)
    if o.benchmarks:
        print(f"our filter and association, 48 targets 1 km apart: {our_time(o.benchmarks):.2f} us a target and scan")


if __name__ == "__main__":
    main()
