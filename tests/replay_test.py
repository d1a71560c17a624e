"""One raid in every format that `equipoise replay` writes, each read back by another program's reader where there is one, and
held against the JSON replay. Conversions between frames are done here anew, not by the program."""
import csv
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

EXE = sys.argv.pop(1)
SCENARIO = "scenarios/reference-raid.toml"
RAID = 8  # twelve on the low path, most engaged: the battery is available
FORMATS = ("json", "csv", "czml", "acmi", "kml", "geojson", "dis")
LONGITUDE = -30.0
A, F = 6378137.0, 1 / 298.257223563  # WGS 84


def replay(*args, scenario=SCENARIO, raid=RAID):
    return subprocess.run([EXE, "replay", scenario, "--replication", str(raid), *map(str, args)], capture_output=True)


def text(*args, **kind):
    p = replay(*args, **kind)
    assert p.returncode == 0, p.stderr
    return p.stdout.decode("utf-8-sig")


def table(source, kind):
    return [row for row in csv.DictReader(source.splitlines()) if row["kind"] == kind]


def ecef(latitude_deg, longitude_deg, altitude_m):
    lat, lon, e2 = math.radians(latitude_deg), math.radians(longitude_deg), F * (2 - F)
    n = A / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    return [(n + altitude_m) * math.cos(lat) * math.cos(lon), (n + altitude_m) * math.cos(lat) * math.sin(lon),
            (n * (1 - e2) + altitude_m) * math.sin(lat)]


def axes(latitude_deg, longitude_deg):
    """East, north and up in earth-centred components."""
    la, lo = math.radians(latitude_deg), math.radians(longitude_deg)
    return [[-math.sin(lo), math.cos(lo), 0.0],
            [-math.sin(la) * math.cos(lo), -math.sin(la) * math.sin(lo), math.cos(la)],
            [math.cos(la) * math.cos(lo), math.cos(la) * math.sin(lo), math.sin(la)]]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def local(point, origin, frame):
    return [dot(axis, [p - o for p, o in zip(point, origin)]) for axis in frame]


def numbers(row, *columns):
    return [float(row[c]) for c in columns]


class Truth:
    """Positions between the rows: cubic Hermite."""

    def __init__(self, rows):
        self.paths = {}
        for row in rows:
            self.paths.setdefault(row["threat"], []).append(
                (float(row["time_s"]), numbers(row, "east_m", "north_m", "up_m"),
                 numbers(row, "east_m_per_s", "north_m_per_s", "up_m_per_s")))

    def covers(self, row):
        """What was stopped is looked at until its shot has been assessed; its path has ended."""
        return float(row["time_s"]) <= self.paths[row["threat"]][-1][0]

    def at(self, threat, time):
        path = self.paths[threat]
        k = max(0, min(len(path) - 2, sum(t <= time for t, _, _ in path) - 1))
        (t0, p0, v0), (t1, p1, v1) = path[k], path[k + 1]
        h = t1 - t0
        u = (time - t0) / h
        a, b, c, d = 2 * u**3 - 3 * u**2 + 1, u**3 - 2 * u**2 + u, -2 * u**3 + 3 * u**2, u**3 - u**2
        return [a * x + b * h * v + c * y + d * h * w for x, v, y, w in zip(p0, v0, p1, v1)]


def acmi(source):
    """An own strict reader: {object: {"T": [(time, lon, lat, alt)], property: text}}, and when each was taken away."""
    lines = source.split("\n")
    assert lines[:2] == ["FileType=text/acmi/tacview", "FileVersion=2.2"] and lines[-1] == ""
    objects, gone, time = {}, {}, 0.0
    for line in lines[2:-1]:
        if line.startswith("#"):
            assert float(line[1:]) >= time
            time = float(line[1:])
            continue
        if line.startswith("-"):
            gone[line[1:]] = time
            continue
        fields, field, escaped = [], "", False
        for c in line + ",":
            if escaped or c not in ",\\":
                field, escaped = field + c, False
            elif c == "\\":
                escaped = True
            else:
                fields.append(field)
                field = ""
        name, properties = fields[0], dict(f.split("=", 1) for f in fields[1:])
        found = objects.setdefault(name, {"T": []})
        if "T" in properties:
            found["T"].append((time, *map(float, properties.pop("T").split("|"))))
        found.update(properties)
    return objects, gone


def pdus(data):
    """Entity State PDUs by an own reader: each says its own length."""
    found = []
    while data:
        version, exercise, kind, family, stamp, length = struct.unpack(">BBBBIH", data[:10])
        assert (version, exercise, kind, family, length) == (7, 1, 1, 1, 144), data[:12]
        pdu = data[:length]
        entity = struct.unpack(">HHH", pdu[12:18])
        velocity = struct.unpack(">3f", pdu[36:48])
        location = struct.unpack(">3d", pdu[48:72])
        euler = struct.unpack(">3f", pdu[72:84])
        (appearance,) = struct.unpack(">I", pdu[84:88])
        marking = pdu[129:140].rstrip(b"\0").decode("ascii")
        found.append({"time": (stamp >> 1) / 2**31 * 3600, "relative": stamp & 1 == 0, "entity": entity, "force": pdu[18],
                      "type": tuple(pdu[20:28]), "velocity": velocity, "location": location, "euler": euler,
                      "appearance": appearance, "marking": marking, "bytes": pdu})
        data = data[length:]
    return found


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.json = json.loads(text("--as", "json"))
        cls.csv = text("--as", "csv")
        cls.truth = table(cls.csv, "truth")
        cls.by_threat = {}
        for row in cls.truth:
            cls.by_threat.setdefault(row["threat"], []).append(
                numbers(row, "time_s", "longitude_deg", "latitude_deg", "altitude_m"))

    def same_path(self, threat, points):
        """Times within a millisecond, positions within what is written."""
        wanted = self.by_threat[threat]
        self.assertEqual(len(points), len(wanted))
        for (t, lon, lat, alt), (t0, lon0, lat0, alt0) in zip(points, wanted):
            self.assertLess(abs(t - t0), 6e-4)
            self.assertLess(max(abs(lon - lon0), abs(lat - lat0)), 1e-9 + 1e-12)
            self.assertLess(abs(alt - alt0), 1e-3 + 1e-9)

    def test_json_is_what_it_is_without_as(self):
        self.assertEqual(replay().stdout, replay("--as", "json").stdout)

    def test_csv_has_the_paths_of_the_json_replay_on_the_stage_and_on_the_globe(self):
        latitude = self.json["origin"]["latitude_deg"]
        self.assertEqual(self.json["origin"]["longitude_deg"], LONGITUDE)
        origin, frame = ecef(latitude, LONGITUDE, 0.0), axes(latitude, LONGITUDE)
        rows = iter(self.truth)
        for threat in self.json["threats"]:
            for point in threat["points"]:
                row = next(rows)
                self.assertEqual(row["threat"], threat["id"])
                self.assertEqual(numbers(row, "time_s", "east_m", "north_m", "up_m"), point[:4])
                place = local(ecef(*numbers(row, "latitude_deg", "longitude_deg", "altitude_m")), origin, frame)
                # 1e-9 degrees are 0.1 mm, and heights are written to the millimetre
                self.assertLess(math.dist(place, point[1:4]), 1e-3)
                # that of the JSON replay is read between the samples of the flight: motion/trajectory.hpp
                self.assertLess(abs(float(row["altitude_m"]) - point[4]), 0.1)
        self.assertIsNone(next(rows, None))

    def test_csv_has_every_event_shot_and_assessment(self):
        events = table(self.csv, "event")
        self.assertEqual([(float(e["time_s"]), e["event"], e["threat"], e["battery"], e["round"]) for e in events],
                         [(e["time_s"], e["event"], e["threat"], e.get("battery", ""), str(e.get("round", "")))
                          for e in self.json["events"]])
        self.assertIn("judged dead", {e["event"] for e in events})
        shots, truth = table(self.csv, "shot"), Truth(self.truth)
        self.assertEqual(len(shots), self.json["outcome"]["fired"])
        killed = [s for s in shots if s["result"] == "stopped it"]
        self.assertEqual(len(killed), self.json["outcome"]["intercepted"])
        for shot in killed:  # the path ends there
            met = numbers(shot, "east_m", "north_m", "up_m")
            self.assertLess(math.dist(met, truth.paths[shot["threat"]][-1][1]), 1e-6)
            self.assertLess(float(shot["time_s"]), float(shot["end_s"]))

    def test_detections_scatter_about_the_truth_as_the_radar_states(self):
        """A normal number each: mean and variance within the band of 1e-6 (4.9 sigmas), for a fixed seed."""
        site = next(s for s in table(self.csv, "site") if s["what"] == "battery")
        place = numbers(site, "latitude_deg", "longitude_deg", "altitude_m")
        foot, frame = ecef(*place), axes(*place[:2])
        latitude = self.json["origin"]["latitude_deg"]
        origin, stage = ecef(latitude, LONGITUDE, 0.0), axes(latitude, LONGITUDE)
        truth, scatter = Truth(self.truth), {}
        fate = {t["id"]: t["fate"] for t in self.json["threats"]}
        for row in table(self.csv, "detection"):
            if not row["threat"]:
                continue  # a false alarm
            if not truth.covers(row):
                self.assertEqual(fate[row["threat"]], "intercepted")
                continue
            east, north, up = truth.at(row["threat"], float(row["time_s"]))
            point = [o + east * stage[0][k] + north * stage[1][k] + up * stage[2][k] for k, o in enumerate(origin)]
            e, n, u = local(point, foot, frame)
            seen = (math.sqrt(e * e + n * n + u * u), math.atan2(e, n) % (2 * math.pi), math.atan2(u, math.hypot(e, n)))
            for name, unit, value in zip(("range", "azimuth", "elevation"), ("m", "rad", "rad"), seen):
                error = (float(row[f"{name}_{unit}"]) - value) / float(row[f"{name}_sigma_{unit}"])
                scatter.setdefault((row["radar"], name), []).append(error)
        self.assertEqual(len(scatter), 6)
        for key, errors in scatter.items():
            n = len(errors)
            self.assertGreater(n, 200, key)
            mean = sum(errors) / n
            variance = sum(x * x for x in errors) / n
            self.assertLess(abs(mean), 4.9 / math.sqrt(n), key)
            self.assertLess(abs(variance - 1), 4.9 * math.sqrt(2 / n), key)
        whole = [x for errors in scatter.values() for x in errors]  # other numbers each, not one shared
        self.assertEqual(len(set(whole)), len(whole))

    def test_tracks_follow_the_truth_closer_than_the_looks_do(self):
        truth, errors = Truth(self.truth), []
        for row in table(self.csv, "track"):
            if row["standing"] != "confirmed" or row["radar"] != "engagement" or not truth.covers(row):
                continue
            there = truth.at(row["threat"], float(row["time_s"]))
            off = math.dist(numbers(row, "east_m", "north_m", "up_m"), there)
            sigma = math.sqrt(sum(s * s for s in numbers(row, "east_sigma_m", "north_sigma_m", "up_sigma_m")))
            errors.append((off, sigma))
        self.assertGreater(len(errors), 1000)
        errors.sort()
        across = []
        for row in table(self.csv, "detection"):
            if row["radar"] == "engagement":
                across.append(float(row["range_m"]) * math.hypot(*numbers(row, "azimuth_sigma_rad", "elevation_sigma_rad")))
        self.assertLess(errors[len(errors) // 2][0], 0.5 * sorted(across)[len(across) // 2])
        # No more than one in a hundred beyond five of its own standard deviations.
        self.assertLess(sum(off > 5 * sigma for off, sigma in errors), len(errors) / 100)

    def test_a_folder_gets_one_table_a_kind_with_the_same_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            p = replay("--as", "csv", "-o", folder + "/new/")
            self.assertEqual((p.returncode, p.stdout), (0, b""), p.stderr)
            files = sorted(pathlib.Path(folder, "new").iterdir())
            self.assertEqual([f.name for f in files], sorted(
                k + ".csv" for k in ("truth", "detection", "track", "shot", "event", "threat", "site")))
            for file in files:
                alone = list(csv.DictReader(file.read_text().splitlines()))
                together = table(self.csv, file.stem)
                self.assertTrue(alone)
                self.assertEqual(alone, [{c: row[c] for c in alone[0]} for row in together])
                columns = set(alone[0]) | {"kind"}
                self.assertFalse(any(row[c] for row in together for c in row if c not in columns))

    def test_csv_is_read_by_pandas(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not here")
        import io
        frame = pandas.read_csv(io.StringIO(self.csv), low_memory=False)
        seen = frame[frame["kind"] == "detection"]
        self.assertEqual(len(seen), len(table(self.csv, "detection")))
        self.assertTrue((seen["range_sigma_m"] > 0).all())

    def test_czml(self):
        packets = json.loads(text("--as", "czml"))
        self.assertEqual((packets[0]["id"], packets[0]["version"]), ("document", "1.0"))
        by_id = {p["id"]: p for p in packets}
        self.assertEqual(len(by_id), len(packets))
        for threat in self.by_threat:
            position = by_id[threat]["position"]
            numbers = position["cartographicDegrees"]
            begin, end = by_id[threat]["availability"].split("/")
            if len(self.by_threat[threat]) == 1:  # it failed at its launch
                self.assertEqual((begin, position), (end, {"cartographicDegrees": numbers}))
                numbers = [self.by_threat[threat][0][0], *numbers]
            else:
                self.assertLess(begin, end)
                self.assertEqual(position["epoch"], "2000-01-01T00:00:00.000Z")
            self.same_path(threat, [numbers[k:k + 4] for k in range(0, len(numbers), 4)])
        rounds = [p for p in packets if " > " in p["id"]]
        self.assertEqual(len(rounds), self.json["outcome"]["fired"])

    def test_acmi(self):
        source = replay("--as", "acmi").stdout
        self.assertEqual(source[:3], b"\xef\xbb\xbf")
        objects, gone = acmi(source.decode("utf-8-sig"))
        self.assertEqual(objects["0"]["Title"], self.json["title"])  # it has a comma
        by_name = {o["CallSign"]: (n, o) for n, o in objects.items() if "CallSign" in o}
        for threat, path in self.by_threat.items():
            number, found = by_name[threat]
            self.same_path(threat, found["T"])
            self.assertLess(abs(gone[number] - path[-1][0]), 6e-4)
            self.assertEqual(found["Type"], "Weapon+Missile")
        self.assertEqual(by_name["battalion"][1]["Type"], "Ground+AntiAircraft")
        try:
            from pyacmi import Acmi
        except ImportError:
            return
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "raid.txt.acmi")
            file.write_bytes(source)
            read = Acmi(str(file))
            self.assertEqual(len(read.objects), len(by_name))

    def test_kml(self):
        space = {"k": "http://www.opengis.net/kml/2.2", "gx": "http://www.google.com/kml/ext/2.2"}
        found = {p.find("k:name", space).text: p for p in xml.fromstring(text("--as", "kml")).iter(f"{{{space['k']}}}Placemark")}
        self.assertEqual(len(found), 2 + len(self.by_threat) + self.json["outcome"]["fired"])
        for threat in self.by_threat:
            track = found[threat].find("gx:Track", space)
            self.assertEqual(track.find("k:altitudeMode", space).text, "absolute")
            times = [w.text for w in track.findall("k:when", space)]
            seconds = [int(t[11:13]) * 3600 + int(t[14:16]) * 60 + float(t[17:23]) for t in times]
            places = [list(map(float, c.text.split())) for c in track.findall("gx:coord", space)]
            self.same_path(threat, [(t, *p) for t, p in zip(seconds, places, strict=True)])

    def test_geojson(self):
        features = {f["properties"]["name"]: f for f in json.loads(text("--as", "geojson"))["features"]}
        for threat, path in self.by_threat.items():
            shape = features[threat]["geometry"]
            self.assertEqual(shape["type"], "LineString" if len(path) > 1 else "Point")
            places = shape["coordinates"] if len(path) > 1 else [shape["coordinates"]]
            self.same_path(threat, [(t, *p) for (t, *_), p in zip(path, places, strict=True)])
        self.assertEqual(features["airbase"]["geometry"]["coordinates"], [LONGITUDE, 31.0, 0.0])

    def test_dis(self):
        data = replay("--as", "dis").stdout
        found = pdus(data)
        self.assertEqual([p["time"] for p in found], sorted(p["time"] for p in found))
        by_mark = {}
        for p in found:
            self.assertTrue(p["relative"])
            by_mark.setdefault(p["marking"], []).append(p)
        for threat, path in self.by_threat.items():
            states = by_mark[threat]
            self.assertEqual(len(states), len(path))
            self.assertEqual(len({p["entity"] for p in states}), 1)
            self.assertEqual([p["appearance"] for p in states], [0] * (len(path) - 1) + [1 << 23])
            for state, (t, lon, lat, alt) in zip(states, path):
                self.assertEqual((state["force"], state["type"][0]), (2, 2))
                self.assertLess(abs(state["time"] - t), 1e-5)
                self.assertLess(math.dist(state["location"], ecef(lat, lon, alt)), 1e-3)
                psi, theta, _ = state["euler"]
                speed = math.sqrt(dot(state["velocity"], state["velocity"]))
                if speed > 100:  # the nose is along the velocity
                    nose = [math.cos(theta) * math.cos(psi), math.cos(theta) * math.sin(psi), -math.sin(theta)]
                    self.assertGreater(dot(nose, state["velocity"]) / speed, 1 - 1e-6)
            if len(states) < 3:
                continue
            middle = len(states) // 2  # velocities are those of the positions
            before, here, after = states[middle - 1:middle + 2]
            for k in range(3):
                slope = (after["location"][k] - before["location"][k]) / (after["time"] - before["time"])
                self.assertLess(abs(slope - here["velocity"][k]), 5.0)  # half a second squared of its jerk
        self.assertGreater(len(by_mark["battalion"]), 10)  # said again and again
        try:
            from opendis.PduFactory import createPdu
        except ImportError:
            return
        for p in found[::97]:
            read = createPdu(p["bytes"])
            self.assertEqual((read.pduType, read.length), (1, 144))
            self.assertEqual((read.entityID.siteID, read.entityID.applicationID, read.entityID.entityID), p["entity"])
            place = read.entityLocation
            self.assertEqual((place.x, place.y, place.z), p["location"])
            self.assertEqual(read.entityOrientation.psi, p["euler"][0])
            self.assertEqual(bytes(read.marking.characters).rstrip(b"\0").decode(), p["marking"])


class OtherScenarios(unittest.TestCase):
    def read(self, scenario, *args):
        said = {}
        for name in FORMATS:
            p = replay("--as", name, *args, scenario=scenario, raid=0)
            self.assertEqual(p.returncode, 0, p.stderr)
            said[name] = p.stdout if name == "dis" else p.stdout.decode("utf-8-sig")
        for name in ("json", "czml", "geojson"):
            json.loads(said[name])
        xml.fromstring(said["kml"])
        acmi(said["acmi"])
        pdus(said["dis"])
        return said

    def test_aircraft_cruise_missiles_and_textbook_batteries(self):
        said = self.read("scenarios/f-35-approach.toml")
        objects, _ = acmi(said["acmi"])
        self.assertIn("Air+FixedWing", {o.get("Type") for o in objects.values()})
        self.assertTrue(table(said["csv"], "detection"))
        self.read("scenarios/cruise-raid.toml")
        perfect = self.read("scenarios/textbook/wilkening.toml")  # nothing is looked at
        self.assertFalse(table(perfect["csv"], "detection"))

    def test_text_that_is_markup_and_a_stage_across_the_antimeridian(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "odd.toml")
            title = "a, b = <c> & \\\"d\\\""
            source = pathlib.Path(SCENARIO).read_text().replace("One S-400 battalion, a salvo of twelve", title)
            file.write_text(source.replace("31 deg", "89 deg").replace("-230 km", "-30 km").replace(
                "120 km\" }\naim", "250 km\" }\naim"))
            said = self.read(str(file))
        self.assertEqual(json.loads(said["czml"])[0]["name"], 'a, b = <c> & "d"')
        self.assertEqual(acmi(said["acmi"])[0]["0"]["Title"], 'a, b = <c> & "d"')
        lines = 0
        for feature in json.loads(said["geojson"])["features"]:
            shape = feature["geometry"]
            parts = {"Point": [[shape["coordinates"]]], "LineString": [shape["coordinates"]]}.get(
                shape["type"], shape["coordinates"])
            if shape["type"] == "Point":
                parts = [[shape["coordinates"]]]
            lines += shape["type"] == "MultiLineString"
            for part in parts:
                for a, b in zip(part, part[1:]):
                    self.assertLessEqual(abs(a[0] - b[0]), 180.0)
                self.assertTrue(all(-180.0 <= p[0] <= 180.0 for p in part))
        self.assertGreater(lines, 0)

    def test_the_table_draws_no_detections_and_says_so(self):
        p = replay("--as", "csv", "--sensing", "table")
        self.assertEqual(p.returncode, 0)
        self.assertIn(b"draws no detections", p.stderr)
        self.assertFalse(table(p.stdout.decode(), "detection"))


class Faults(unittest.TestCase):
    def test_each_is_named(self):
        for args, word in ((("--as", "shapefile"), "shapefile"), (("--as", "kml", "-o", "docs"), "docs: is a folder"),
                           (("--as", "kml", "-o", "docs/manual.md/x.kml"), "docs/manual.md: is no folder"),
                           (("--as", "csv", "-o", "/proc/no/"), "/proc/no"), (("--as", "kml", "--seed", "-1"), "--seed")):
            p = replay(*args)
            self.assertEqual(p.returncode, 2, args)
            self.assertIn(word, p.stderr.decode(), args)
            self.assertEqual(p.stdout, b"", args)
        self.assertEqual(replay("--as", "kml", raid=-1).returncode, 2)
        self.assertEqual(replay("--as", "kml", scenario="no-such.toml").returncode, 2)


if __name__ == "__main__":
    unittest.main()
