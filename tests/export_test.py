#!/usr/bin/env python3
"""Result folders as CSV and SQLite, read back by Python's own readers and by pandas where it is here. Usage: export_test.py EQUIPOISE"""
import csv, json, pathlib, shutil, sqlite3, subprocess, sys, tempfile, unittest

import small_ledger

try:
    import pandas
except ImportError:
    pandas = None

EXE = sys.argv.pop(1)
REFERENCE = pathlib.Path("scenarios/reference-raid.toml").resolve()
TEXTBOOK = pathlib.Path("scenarios/textbook/wilkening.toml").resolve()
HEAD = 'format = "equipoise-study/1"\ntitle = "=1+1, a \\"question\\""\n'
SWEEP = HEAD + f'''kind = "sweep"
scenario = "{REFERENCE}"
factor = [ {{ set = "salvo.count", values = [1, 4] }} ]
belief = ["brochure", "assessed"]
replications = 200
ignorance = 20
replications_per_set = 20
'''
KINDS = {"compare": f'''kind = "compare"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 500
[[variant]]
name = "three rounds"
set = {{ "battery.doctrine.shots" = 3 }}
''', "requirement": f'''kind = "requirement"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 500
[requirement]
set = "battery.doctrine.shots"
least = 1
most = 4
wanted = 0.5
''', "sensitivity": f'''kind = "sensitivity"
scenario = "{REFERENCE}"
replications = 50
replications_per_set = 20
[sensitivity]
trajectories = 2
base = 2
blocks = 2
'''}


def run(*args):
    return subprocess.run([EXE, *map(str, args)], capture_output=True, text=True, timeout=300)


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


class Export(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def study(self, text, name="out"):
        path, out = self.folder / "study.toml", self.folder / name
        path.write_text(text)
        p = run("study", path, "-o", out)
        self.assertEqual(p.returncode, 0, p.stderr)
        return out

    def tables(self, out):
        """The tables from SQLite, after they were found to be those of the CSV files."""
        for kind in ("csv", "sqlite"):
            p = run("export", out, "--as", kind)
            self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(list(out.glob("*.part")), [])
        database = sqlite3.connect(out / "result.sqlite")
        self.addCleanup(database.close)
        database.row_factory = sqlite3.Row
        self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        names = [r[0] for r in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        self.assertEqual(sorted(names), sorted(f.stem for f in (out / "tables").glob("*.csv")))
        tables = {}
        for name in names:
            rows = [dict(r) for r in database.execute(f'SELECT * FROM "{name}"')]
            with open(out / "tables" / f"{name}.csv", newline="") as file:
                read = list(csv.DictReader(file))
            self.assertEqual(len(read), len(rows), name)
            for a, b in zip(read, rows):
                self.assertEqual(list(a), list(b), name)
                for column, value in b.items():
                    text = a[column]
                    if isinstance(value, str) and value[:1] in "=+-@\t\r":
                        value = "'" + value if value else value  # inert for a spreadsheet
                    self.assertEqual(text if isinstance(value, str) else number(text), "" if value is None else value, (name, column))
            if pandas is not None:
                self.assertEqual(len(pandas.read_csv(out / "tables" / f"{name}.csv")), len(rows), name)
                self.assertEqual(len(pandas.read_sql(f'SELECT * FROM "{name}"', database)), len(rows), name)
            tables[name] = rows
        return tables

    def test_a_sweep(self):
        out = self.study(SWEEP)
        t = self.tables(out)
        result = json.loads((out / "result.json").read_text())
        self.assertEqual([(r["point"], r["belief"], r["replications"], r["outcomes_sha256"]) for r in t["points"]],
                         [(i, p["belief"], p["replications"], p["outcomes_sha256"]) for i, p in enumerate(result["points"])])
        self.assertEqual([(r["point"], r["address"], r["value"]) for r in t["factors"]], [(i, "salvo.count", p["factors"]["salvo.count"]) for i, p in enumerate(result["points"])])
        measures = {(r["point"], r["measure"]): r for r in t["measures"]}
        for i, p in enumerate(result["points"]):
            for name, key in (("no_leaker", "probability"), ("leakers", "mean"), ("fired", "mean")):
                m, row = p["measures"][name], measures[i, name]
                self.assertEqual((row["statistic"], row["value"]), (key, m[key]))
                self.assertEqual([row["chance_low"], row["chance_high"]], m["chance"])
                self.assertEqual([row["ignorance_low"], row["ignorance_high"]], m["ignorance"] or [None, None])
            self.assertEqual([r["replications"] for r in t["histograms"] if r["point"] == i], p["measures"]["leakers"]["histogram"])
            self.assertEqual({r["stage"]: r["threats"] for r in t["funnel"] if r["point"] == i}, {k: v for k, v in p["funnel"].items() if k != "reasons"})
            self.assertEqual({r["reason"]: r["threats"] for r in t["reasons"] if r["point"] == i}, p["funnel"]["reasons"])
        self.assertEqual(sum(r["replications"] for r in t["arrivals"] if r["point"] == 0), 200)
        facts = {r["key"]: r["value"] for r in t["provenance"]}
        for key in ("inputs_sha256", "outcomes_sha256", "seed", "status", "kind", "title"):
            self.assertEqual(facts[key], result[key])
        self.assertEqual(facts["inputs_scenario"], REFERENCE.read_text())
        self.assertIn({"address": "48n6e3.kill_probability.ballistic.assessed"}.items(), [{"address": r["address"]}.items() for r in t["parameter_sources"]])
        # Each set: what was drawn, and what came of it.
        self.assertEqual(len(t["sets"]), 4 * 20)
        self.assertEqual([r["set"] for r in t["set_flies"]], list(range(1, 21)))
        drawn = {r["address"] for r in t["set_values"]}
        self.assertIn("48n6e3.kill_probability.ballistic.assessed", drawn)
        self.assertEqual(len(t["set_values"]), 20 * len(drawn))
        ranges = {f'{r["entry"]}.{r["parameter"]}': r for r in t["parameters"]}
        for r in t["set_values"]:
            if r["address"] in ranges:
                self.assertLessEqual(ranges[r["address"]]["low"] - 1e-9 * abs(ranges[r["address"]]["low"]), r["value"])
                self.assertGreaterEqual(ranges[r["address"]]["high"] * (1 + 1e-9), r["value"])
        database = sqlite3.connect(out / "result.sqlite")
        self.addCleanup(database.close)
        # A question asked in SQL: the chance of nothing getting through by set and belief, from two tables.
        asked = "SELECT e.set_, e.chance, s.without_leaker * 1.0 / s.replications FROM (SELECT \"set\" AS set_, size, belief, chance FROM effectiveness WHERE leakers = 0) e " \
                "JOIN points p ON p.belief = e.belief JOIN factors f ON f.point = p.point AND f.value = e.size JOIN sets s ON s.point = p.point AND s.\"set\" = e.set_"
        rows = database.execute(asked).fetchall()
        self.assertEqual(len(rows), 4 * 20)
        for _, a, b in rows:
            self.assertEqual(a, b)

    def test_a_run_with_its_rows(self):
        out = self.folder / "out"
        self.assertEqual(run("run", "scenarios/f-35-approach.toml", "-n", 300, "-o", out).returncode, 0)
        t = self.tables(out)
        self.assertEqual(len(t["outcomes"]), 300)
        self.assertEqual([r["replication"] for r in t["outcomes"]], list(range(300)))
        result = json.loads((out / "result.json").read_text())
        measures = {r["measure"]: r for r in t["measures"]}
        self.assertEqual(measures["visitors.detected"]["value"], result["measures"]["visitors"]["detected"]["probability"])
        self.assertEqual(measures["visitors.exposed_s"]["value"], result["measures"]["visitors"]["exposed_s"]["mean"])
        self.assertEqual(measures["fired"]["chance_low"], result["measures"]["fired"]["interval"][0])
        self.assertEqual(sum(r["fired"] for r in t["outcomes"]) / 300, measures["fired"]["value"])

    def test_every_other_kind(self):
        for kind, text in KINDS.items():
            with self.subTest(kind):
                out = self.study(HEAD + text, kind)
                t, result = self.tables(out), json.loads((out / "result.json").read_text())
                if kind == "compare":
                    d = result["points"][1]["difference"]
                    self.assertEqual((t["points_difference"][0]["point"], t["points_difference"][0]["no_leaker_value"], t["points_difference"][0]["no_leaker_chance_low"]),
                                     (1, d["no_leaker"]["value"], d["no_leaker"]["chance"][0]))
                elif kind == "requirement":
                    self.assertEqual(t["requirement"][0]["value"], result["requirement"][0]["value"])
                else:
                    s = result["sensitivity"]
                    self.assertEqual([r["sobol_total_value"] for r in t["sensitivity_inputs"]], [i["sobol"]["total"]["value"] for i in s["inputs"]])
                    self.assertEqual(len(t["sensitivity_inputs_members"]), sum(len(i["members"]) for i in s["inputs"]))

    def test_exchange_and_procurement(self):
        for kind in ("exchange", "procurement"):
            out = self.folder / kind
            path = self.folder / f"{kind}.toml"
            text = pathlib.Path(f"studies/{kind}-2020.toml").read_text()
            path.write_text(text.replace("ignorance = 60", "ignorance = 0").replace("ignorance = 100", "ignorance = 0").replace("replications = 100", "replications = 0"))
            p = run("study", path, "-o", out)
            self.assertEqual(p.returncode, 0, p.stderr)
            t, result = self.tables(out), json.loads((out / "result.json").read_text())
            if kind == "exchange":
                points = [p for r in result["retaliation"] for p in r["points"]]
                self.assertEqual([r["leakers_value"] for r in t["retaliation_points"]], [p["leakers"]["value"] for p in points])
                self.assertEqual(len(t["retaliation_points_at_least"]), sum(len(p["at_least"]) for p in points))
            else:
                years = [y for r in result["runs"] for y in r["years"]]
                self.assertEqual([r["missiles_value"] for r in t["runs_years"]], [y["missiles"]["value"] for y in years])
            self.assertTrue(any(r["parameter"].startswith("unit_cost") for r in t["parameters"]))

    def test_a_ledger_and_the_studies_inside(self):
        studies, out = small_ledger.write(self.folder / "ledger"), self.folder / "out"
        p = run("study", studies / "south-asia-2020.toml", "-o", out)
        self.assertEqual(p.returncode, 0, p.stderr)
        t, result = self.tables(out), json.loads((out / "result.json").read_text())
        self.assertGreaterEqual(len(result["claims"]), 6)
        self.assertTrue(result["studies"])
        self.assertEqual([r["id"] for r in t["claims"]], [c["id"] for c in result["claims"]])
        answers = [(i, a) for i, c in enumerate(result["claims"]) for a in c["answers"]]
        self.assertEqual([(r["claims_row"], r["belief"], r["value"], r["sentence"]) for r in t["claims_answers"]],
                         [(i, a["belief"], a["value"], a["sentence"]) for i, a in answers])
        for n, (_, a) in enumerate(answers):
            self.assertEqual([r["value"] for r in t["claims_answers_triangular"] if r["claims_answers_row"] == n], a["triangular"])
            self.assertEqual([r["value"] for r in t["claims_answers_holds_for"] if r["claims_answers_row"] == n], a["holds_for"])
        for id in result["studies"]:
            inside = {r["key"]: r["value"] for r in self.tables(out / id)["provenance"]}
            self.assertEqual(inside["inputs_sha256"], result["studies"][id]["inputs_sha256"])

    def test_what_is_no_result_is_refused_and_nothing_is_lost(self):
        out = self.folder / "out"
        self.assertEqual(run("run", TEXTBOOK, "-n", 300, "-o", out).returncode, 0)
        self.assertEqual(run("export", out, "--as", "sqlite").returncode, 0)
        before = (out / "result.sqlite").read_bytes()

        def refused(said, *args):
            p = run("export", *args)
            self.assertEqual(p.returncode, 2, (args, p.stdout, p.stderr))
            self.assertIn(said, p.stderr)

        refused("result.sqlite: is there already", out, "--as", "sqlite")
        self.assertEqual((out / "result.sqlite").read_bytes(), before)
        refused("is no result folder", self.folder, "--as", "csv")
        refused("is no result folder", self.folder / "nowhere", "--as", "csv")
        refused("--as", out)
        refused("--as", out, "--as", "xlsx")
        for name in ("result.json", "manifest.json", "outcomes.csv"):
            broken = self.folder / "broken"
            whole = (out / name).read_bytes()
            for cut in (0, 1, len(whole) // 2, len(whole) - 2):
                with self.subTest((name, cut)):
                    shutil.rmtree(broken, ignore_errors=True)
                    shutil.copytree(out, broken)
                    (broken / name).write_bytes(whole[:cut])
                    for kind, target in (("csv", "t"), ("sqlite", "t.sqlite")):
                        p = run("export", broken, "--as", kind, "-o", self.folder / target)
                        self.assertEqual(p.returncode, 2, p.stderr)
                        self.assertRegex(p.stderr, rf"{name}:\d+:\d+: ")
                        self.assertEqual(list(self.folder.glob(f"{target}*")), [])
            shutil.rmtree(broken, ignore_errors=True)
        other = self.folder / "other"
        self.assertEqual(run("run", TEXTBOOK, "-n", 300, "-o", other, "--set", "battery.doctrine.shots=3").returncode, 0)
        shutil.copy(other / "manifest.json", out / "manifest.json")
        refused("belong to different results", out, "--as", "csv")
        for text in ('{"format":"equipoise-result/1","points":5}', '{"format":"equipoise-result/1","measures":[]}', "[" * 100000, '{"format":"other"}',
                     '{"format":"equipoise-result/1","points":[{"measures":{"leakers":{"mean":{}}},"arrivals":{"a":1}}]}'):
            (other / "result.json").write_text(text)
            refused("result.json", other, "--as", "csv")
            self.assertFalse((other / "tables").exists())


if __name__ == "__main__":
    unittest.main()
