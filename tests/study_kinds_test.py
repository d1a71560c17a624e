#!/usr/bin/env python3
"""Studies by kind, end to end. Usage: study_kinds_test.py EQUIPOISE (from the project's folder)"""
import csv, json, math, pathlib, subprocess, sys, tempfile, time, tomllib, unittest

EXE = sys.argv.pop(1)
TEXTBOOK = pathlib.Path("scenarios/textbook/wilkening.toml").resolve()
REFERENCE = pathlib.Path("scenarios/reference-raid.toml").resolve()


def run(*args):
    return subprocess.run([EXE, *map(str, args)], capture_output=True, text=True, timeout=600)


class Study(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, body, name="study.toml"):
        path = pathlib.Path(self.folder.name, name)
        path.write_text('format = "equipoise-study/1"\ntitle = "A question"\n' + body)
        return path

    def play(self, path, *more):
        p = run("study", path, "--json", *more)
        self.assertEqual(p.returncode, 0, p.stderr)
        return json.loads(p.stdout)

    def resumed(self, path, delays=(0.3, 0.6)):
        """The result of a study killed twice and resumed."""
        out = pathlib.Path(self.folder.name, "broken")
        for delay in delays:
            p = subprocess.Popen([EXE, "study", str(path), "-o", str(out), "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            p.kill()
            p.wait()
        self.assertEqual(run("study", path, "-o", out, "--resume").returncode, 0)
        return json.loads((out / "result.json").read_text())


class Compare(Study):
    # One round more at each of ten warheads: K = 0.99 (1 - 0.3^n), P = K^10, in closed form.
    BODY = f'''kind = "compare"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 40000
[[variant]]
name = "three rounds"
set = {{ "battery.doctrine.shots" = 3 }}
[[variant]]
name = "nothing changed"
set = {{ "battery.doctrine.shots" = 2 }}
'''

    def test_differences_are_those_of_closed_form_and_are_paired(self):
        base, more, same = self.play(self.write(self.BODY))["points"]
        sspk = 0.7  # of the textbook interceptor
        chance = lambda shots: (0.99 * (1 - (1 - sspk) ** shots)) ** 10
        d = more["difference"]["no_leaker"]
        # 2.5 half-widths of 95 % are 4.9 standard errors: a false alarm of 1e-6.
        self.assertLess(abs(d["value"] - (chance(3) - chance(2))), 2.5 * (d["chance"][1] - d["chance"][0]) / 2)
        p = lambda point: point["measures"]["no_leaker"]["probability"]
        self.assertAlmostEqual(d["value"], p(more) - p(base), places=12)
        self.assertAlmostEqual(more["difference"]["leakers"]["value"], more["measures"]["leakers"]["mean"] - base["measures"]["leakers"]["mean"], places=9)
        self.assertEqual(sum(more["difference"]["pairs"].values()), 40000)
        self.assertGreater(more["difference"]["fewer_replications_by"], 1.3)  # what the shared draws save
        # Nothing changed: not one raid differs, which independent draws would never give.
        self.assertEqual(same["difference"]["no_leaker"]["value"], 0.0)
        self.assertIsNone(same["difference"]["fewer_replications_by"])
        self.assertNotIn("difference", base)

    def test_threads_and_resume_change_nothing(self):
        path = self.write(f'''kind = "compare"
scenario = "{REFERENCE}"
belief = ["frictions", "assessed"]
replications = 3000
ignorance = 30
replications_per_set = 40
[[variant]]
name = "always available"
set = {{ "battalion.availability" = 1.0 }}
[[variant]]
name = "no common failure"
belief = "frictions"
set = {{ "battalion.common_failure_probability" = 0.0 }}
''')
        one, two = self.play(path, "--threads", 1), self.play(path, "--threads", 2)
        self.assertEqual(one["points"], two["points"])
        self.assertEqual(one["points"], self.resumed(path)["points"])
        low, high = one["points"][2]["difference"]["no_leaker"]["ignorance"]
        self.assertLessEqual(low, high)

    def test_the_report_says_what_it_shows(self):
        out = pathlib.Path(self.folder.name, "out")
        self.assertEqual(run("study", self.write(self.BODY), "-o", out).returncode, 0)
        page = (out / "report.html").read_text()
        self.assertIn("Of 2 changes played, 1 can be told to move the chance that nothing gets through; most of all \u201cthree rounds\u201d", page)


class Requirement(Study):
    def search(self, row):
        """Rounds at each warhead for a barrage, searched on the engine."""
        wanted, warheads, track, sspk = (row[k] for k in ("P0", "warheads", "p_track", "sspk"))
        text = TEXTBOOK.read_text().replace("count  = 10", f"count  = {warheads}").replace("track_probability = 0.99", f"track_probability = {track}")
        folder = pathlib.Path(self.folder.name)
        (folder / "raid.toml").write_text(text)
        path = self.write(f'''kind = "requirement"
scenario = "raid.toml"
belief = ["assessed"]
replications = 64000
[requirement]
set = "battery.doctrine.shots"
least = 1
most = 12
wanted = {wanted}
''')
        return self.play(path, "--set", f"textbook-interceptor.kill_probability={sspk}")

    def test_whole_rounds_beside_the_fractional_formula(self):
        lines = [line for line in pathlib.Path("data/wilkening_interceptors_required.csv").read_text().splitlines() if not line.startswith("#")]
        rows = [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]
        compared = 0
        for row in rows:
            need = float(row["n_per_target"])
            # Where the next whole number is far enough that 64,000 raids tell it from the one below.
            if row["undiscriminated_decoys"] != "0" or int(row["warheads"]) not in (5, 10, 20) or not 0.2 < need % 1 < 0.8 or compared == 6:
                continue
            compared += 1
            result = self.search(row)
            found = result["requirement"][0]
            self.assertEqual(found["value"], math.ceil(need), row)
            self.assertEqual(found["enough"], math.ceil(need), row)
            self.assertEqual(found["too_few"], math.floor(need), row)
            tried = {p["factors"]["battery.doctrine.shots"] for p in result["points"]}
            self.assertIn(math.ceil(need), tried)
        self.assertEqual(compared, 6)

    def test_a_real_value_by_steps_and_threads(self):
        # (0.99 (1 - (1 - k)^2))^10 = 0.5 at k = 0.7579: steps of 0.01 from 0.05 reach it at 0.76.
        path = self.write(f'''kind = "requirement"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 256000
[requirement]
set = "textbook-interceptor.kill_probability"
least = 0.05
most = 1
step = 0.01
wanted = 0.5
''')
        one, two = self.play(path, "--threads", 1), self.play(path, "--threads", 2)
        self.assertEqual(one["points"], two["points"])
        found = one["requirement"][0]
        exact = 1 - math.sqrt(1 - 0.5 ** 0.1 / 0.99)
        self.assertLess(found["too_few"], exact)
        self.assertGreaterEqual(found["enough"], exact)
        self.assertLess(abs(found["value"] - exact), 0.011)

    def test_not_even_the_most_and_the_report(self):
        path = self.write(f'''kind = "requirement"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 2000
[requirement]
set = "battery.doctrine.shots"
least = 1
most = 2
wanted = 0.9
''')
        out = pathlib.Path(self.folder.name, "out")
        self.assertEqual(run("study", path, "-o", out).returncode, 0)
        found = json.loads((out / "result.json").read_text())["requirement"][0]
        self.assertEqual((found["value"], found["too_few"], found["enough"]), (None, 2, None))
        self.assertIn("no value up to 2 of battery.doctrine.shots holds the chance", (out / "report.html").read_text().replace("&nbsp;", " "))


class Product(Study):
    """Four warheads, three rounds each; chance of a common failure c and of a track t not known:
    P(no leaker) = (1 - c) (t (1 - 0.3^3))^4, a product, so that its mean and its indices are known."""

    def product(self):
        overlay = pathlib.Path(self.folder.name, "overlay")
        overlay.mkdir(exist_ok=True)
        entry = pathlib.Path("catalogue/textbook-battery.toml").read_text()
        for name, low, nominal, high in (("common_failure_probability", 0.0, 0.0, 0.5), ("track_probability", 0.7, 1.0, 1.0)):
            self.assertIn(f"[{name}]\nvalue = {nominal}\n", entry)
            entry = entry.replace(f"[{name}]\nvalue = {nominal}\n", f'[{name}]\nlow = {low}\nnominal = {nominal}\nhigh = {high}\nspread = "uniform"\n')
        (overlay / "textbook-battery.toml").write_text(entry)
        raid = TEXTBOOK.read_text().replace("count  = 10", "count  = 4").replace("track_probability = 0.99\n", "").replace("shots = 2", "shots = 3")
        pathlib.Path(self.folder.name, "raid.toml").write_text(raid)
        self.more = ["--catalogue", overlay]

    @staticmethod
    def exact():
        steps, kill = 20000, 1 - 0.3 ** 3
        def moments(f, low, high):
            values = [f(low + (high - low) * (i + 0.5) / steps) for i in range(steps)]
            mean = sum(values) / steps
            return mean, sum(v * v for v in values) / steps - mean * mean
        (mc, vc), (mt, vt) = moments(lambda c: 1 - c, 0, 0.5), moments(lambda t: (t * kill) ** 4, 0.7, 1.0)
        v = (vc + mc * mc) * (vt + mt * mt) - (mc * mt) ** 2
        return mc * mt, v, {"textbook-battery.common_failure_probability": (vc * mt * mt / v, 1 - vt * mc * mc / v, -0.5 * mt),
                            "textbook-battery.track_probability": (vt * mc * mc / v, 1 - vc * mt * mt / v, mc * kill ** 4 * (1 - 0.7 ** 4))}


class Sensitivity(Product):
    def body(self, more="trajectories = 40\nbase = 64\nblocks = 16\n"):
        self.product()
        return self.write(f'''kind = "sensitivity"
scenario = "raid.toml"
replications = 1000
replications_per_set = 400
[sensitivity]
{more}''')

    def test_indices_and_effects_are_those_of_the_closed_form(self):
        path = self.body()
        s = self.play(path, *self.more)["sensitivity"]
        mean, variance, inputs = self.exact()
        self.assertEqual({i["group"] for i in s["inputs"]}, set(inputs))
        self.assertEqual((s["cannot_fly"], s["samples_used"]), (0, 1024))
        self.assertLess(abs(s["mean"] - mean), 0.01)
        self.assertLess(abs(s["variance"]["value"] / variance - 1), 0.08)
        for i in s["inputs"]:
            first, total, effect = inputs[i["group"]]
            # 2.3 half-widths of 95 % by Student over 16 blocks are 4.9 standard errors.
            for found, exact in ((i["sobol"]["first"], first), (i["sobol"]["total"], total)):
                low, high = found["interval"]
                self.assertLess(abs(found["value"] - exact), 2.3 * (high - low) / 2, i["group"])
                self.assertLess(high - low, 0.25)
            # On a grid of four levels with steps of two thirds the mean effect is nearly that over the range.
            self.assertLess(abs(i["morris"]["mean"]["value"] - effect), 0.08)
            self.assertGreater(i["morris"]["deviation"]["value"], 0.02)  # each scales the other

    def test_threads_and_resume_change_nothing(self):
        path = self.body("trajectories = 20\nbase = 32\nblocks = 8\n")
        one, two = (self.play(path, "--threads", n, *self.more) for n in (1, 2))
        self.assertEqual(one["sensitivity"], two["sensitivity"])
        out = pathlib.Path(self.folder.name, "broken")
        for delay in (0.1, 0.2):
            p = subprocess.Popen([EXE, "study", str(path), "-o", str(out), "--resume", *map(str, self.more)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            p.kill()
            p.wait()
        self.assertEqual(run("study", path, "-o", out, "--resume", *self.more).returncode, 0)
        self.assertEqual(json.loads((out / "result.json").read_text())["sensitivity"], one["sensitivity"])
        page = (out / "report.html").read_text().replace("&nbsp;", " ")
        self.assertIn("2 of 2 unknowns can be told to matter, most of all \u201ctextbook-battery: track probability\u201d", page)

    def test_nothing_to_vary_is_refused(self):
        path = self.write(f'kind = "sensitivity"\nscenario = "{TEXTBOOK}"\n')
        p = run("study", path)
        self.assertEqual(p.returncode, 2)
        self.assertIn("sensitivity: has nothing to vary", p.stderr)


class Effectiveness(Study):
    """Curves that a sweep over a raid's size leaves, and the studies that run on them."""
    SIZES = [1, 3, 6]

    def curves(self, more=""):
        overlay = pathlib.Path(self.folder.name, "overlay")
        overlay.mkdir(exist_ok=True)
        entry = pathlib.Path("catalogue/textbook-battery.toml").read_text()
        entry = entry.replace("[common_failure_probability]\nvalue = 0.0\n", '[common_failure_probability]\nlow = 0.0\nnominal = 0.1\nhigh = 0.5\nspread = "uniform"\n')
        (overlay / "textbook-battery.toml").write_text(entry)
        out = pathlib.Path(self.folder.name, "out")
        path = self.write(f'''kind = "sweep"
scenario = "{TEXTBOOK}"
factor = [ {{ set = "warheads.count", values = {self.SIZES} }} ]
belief = ["assessed"]
replications = 20000
ignorance = 40
replications_per_set = 200
{more}''')
        p = run("study", path, "-o", out, "--catalogue", overlay)
        self.assertEqual(p.returncode, 0, p.stderr)
        return out

    def test_a_curve_holds_every_set_with_its_values(self):
        out = self.curves()
        self.assertEqual(run("check", out / "effectiveness.toml").returncode, 0)
        file = tomllib.loads((out / "effectiveness.toml").read_text())
        result = json.loads((out / "result.json").read_text())
        self.assertTrue(file["origin"].endswith(result["inputs_sha256"]))
        self.assertEqual([s["set"] for s in file["set"]], list(range(41)))
        nominal = file["set"][0]
        self.assertEqual([r["size"] for r in nominal["raid"]], [0, *self.SIZES])
        self.assertEqual(nominal["raid"][0]["leakers"], [1])
        for raid, point in zip(nominal["raid"][1:], result["points"]):
            self.assertEqual(raid["leakers"], point["measures"]["leakers"]["histogram"])
        without = {(int(r["point"]), int(r["set"])): int(r["without_leaker"]) for r in csv.DictReader((out / "sets.csv").read_text().splitlines())}
        values = {int(r["set"]): r for r in csv.DictReader((out / "values.csv").read_text().splitlines())}
        for s in file["set"][1:]:
            self.assertEqual([sum(r["leakers"]) for r in s["raid"][1:]], [200] * 3)
            self.assertEqual([r["leakers"][0] for r in s["raid"][1:]], [without[p, s["set"]] for p in range(3)])
            (address, value), = s["values"].items()
            self.assertEqual(float(values[s["set"]][address]), value)
            # Nothing but the common failure stops a whole raid of the textbook: 0.99 (1 - 0.3^2) each otherwise.
            held = (1 - value) * (0.99 * 0.91) ** 6
            self.assertLess(abs(s["raid"][3]["leakers"][0] / 200 - held), 5.5 * math.sqrt(held * (1 - held) / 200))  # 40 sets: 2e-6

    def test_it_is_left_out_where_it_is_not_wanted_or_makes_no_sense(self):
        self.assertFalse((self.curves("effectiveness = false\n") / "effectiveness.toml").exists())

    def test_exchange_and_procurement_run_on_it(self):
        out = self.curves()
        for name, battery, end in (("exchange", "[[exchange.side.defence.battery]]", ""), ("procurement", "[[procurement.deployment.battery]]", "[procurement.spending]")):
            text = pathlib.Path(f"studies/{name}-2020.toml").read_text()
            stop = text.index(end) if end else len(text)
            text = text[:text.index(battery)] + f'effectiveness = "{out}/effectiveness.toml"\n'
            for old, new in (('["worst case", "brochure", "frictions", "assessed"]', '["assessed"]'), ('["brochure", "assessed"]', '["assessed"]'), ('believes = "brochure"', 'believes = "assessed"'),
                             ("adversary = { brochure = 1 }", "adversary = { assessed = 1 }"), ("share  = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1]", "share = [0, 1]")):
                text = text.replace(old, new)
            path = pathlib.Path(self.folder.name, name + ".toml")
            path.write_text(text)
            p = run("study", path, "--json")
            self.assertEqual(p.returncode, 0, p.stderr)
            result = json.loads(p.stdout)
            if name == "exchange":
                low, high = result["retaliation"][0]["points"][1]["leakers"]["ignorance"]
                self.assertLess(low, high)  # the sets' ignorance goes on
                self.assertEqual(result["retaliation"][0]["curve_ends"], 6)
            (out / "effectiveness.toml").rename(out / "away")
            p = run("study", path)
            self.assertEqual(p.returncode, 2)
            self.assertIn("effectiveness.toml: No such file or directory; a sweep over a raid's count writes one", p.stderr)
            (out / "away").rename(out / "effectiveness.toml")

    def test_the_shipped_studies_on_a_curve_lack_nothing_but_the_curve(self):
        for path in pathlib.Path("docs/examples").glob("*-played.toml"):
            p = run("check", path)
            if not pathlib.Path("out/false-security-2020/effectiveness.toml").exists():
                self.assertEqual(p.stdout.count("ERROR"), 1, p.stdout)
                self.assertIn("effectiveness: ", p.stdout)


class Precision(Study):
    def body(self, kind="sweep", more='factor = [ { set = "salvo.count", values = [1, 4, 12] } ]', precision="2 % absolute"):
        return self.write(f'''kind = "{kind}"
scenario = "{REFERENCE}"
belief = ["assessed"]
precision = "{precision}"
{more}
''')

    def test_a_point_is_played_until_it_is_precise_and_is_then_a_run_of_as_many(self):
        result = self.play(self.body())
        for point, cost in zip(result["points"], result["cost"], strict=True):
            p = point["precision"]
            self.assertTrue(p["reached"])
            low, high = point["measures"]["no_leaker"]["chance"]
            self.assertAlmostEqual((high - low) / 2, p["half_width"], places=12)
            self.assertLessEqual(p["half_width"], 0.02)
            self.assertEqual(cost["replications"], point["replications"])
        counts = [p["replications"] for p in result["points"]]
        self.assertGreater(counts[0], 4 * counts[2])  # near one half it takes many, near none few
        for point in result["points"]:
            run_again = self.write(f'''kind = "odds"
scenario = "{REFERENCE}"
belief = ["assessed"]
replications = {point["replications"]}
''', "again.toml")
            again = self.play(run_again, "--set", f"salvo.count={int(point['factors']['salvo.count'])}")["points"][0]
            self.assertEqual(again["outcomes_sha256"], point["outcomes_sha256"])
            self.assertEqual(again["funnel"], point["funnel"])

    def test_it_crosses_chunks_as_a_run_does(self):
        path = self.write(f'''kind = "odds"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
precision = "0.35 % absolute"
''')
        point = self.play(path, "--threads", 2)["points"][0]
        self.assertGreater(point["replications"], 65536)
        again = self.write(f'''kind = "odds"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = {point["replications"]}
''', "again.toml")
        self.assertEqual(self.play(again)["points"][0]["outcomes_sha256"], point["outcomes_sha256"])

    def test_a_difference_is_played_until_it_is_precise(self):
        body = self.body("compare", '''[[variant]]
name = "always available"
set = { "battalion.availability" = 1.0 }
[[variant]]
name = "three missiles"
set = { "salvo.count" = 3 }
''')
        one, two = self.play(body, "--threads", 1), self.play(body, "--threads", 2)
        self.assertEqual(one["points"], two["points"])
        for point in one["points"][1:]:
            low, high = point["difference"]["no_leaker"]["chance"]
            self.assertLessEqual(high - low, 0.04)
            pairs = point["difference"]["pairs"]
            self.assertEqual(sum(pairs.values()), point["replications"])
        self.assertGreater(one["points"][2]["replications"], one["points"][0]["replications"])  # the base is played on behind it
        self.assertEqual(one["points"], self.resumed(body, (0.05, 0.15))["points"])

    def test_a_budget_ends_it_and_says_so(self):
        out = pathlib.Path(self.folder.name, "out")
        p = run("study", self.body(), "-n", 100, "-o", out)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertIn("NOT REACHED", p.stdout)
        result = json.loads((out / "result.json").read_text())
        self.assertEqual({p["replications"] for p in result["points"]}, {100})
        self.assertFalse(result["points"][0]["precision"]["reached"])
        self.assertIn("3 of 3 points did not reach it", (out / "report.html").read_text().replace("&nbsp;", " "))


class Uncertainty(Product):
    def body(self, more):
        self.product()
        return self.write(f'''kind = "uncertainty"
scenario = "raid.toml"
belief = ["assessed"]
replications = 1000
[uncertainty]
{more}''')

    def test_shares_and_mean_are_those_of_the_closed_form(self):
        path = self.body('chance = "4 % absolute"\nignorance = "6 % absolute"\nleast_sets = 256\nleast_replications = 40\n')
        result = self.play(path, *self.more)
        u = result["uncertainty"]["beliefs"][0]
        mean, variance, _ = self.exact()
        # 2.6 half-widths of 95 % or more are 5 standard errors: a false alarm below 1e-6.
        def near(found, exact):
            low, high = found["interval"]
            self.assertLess(abs(found["value"] - exact), 2.6 * (high - low) / 2, found)
        near(u["no_leaker"]["mean"], mean)
        near(u["no_leaker"]["shares"]["ignorance"], variance / (mean * (1 - mean)))
        self.assertAlmostEqual(u["no_leaker"]["shares"]["ignorance"]["value"] + u["no_leaker"]["shares"]["chance"]["value"], 1, places=12)
        self.assertEqual(u["reached"], {"ignorance": True, "chance": True})
        self.assertAlmostEqual(sum(u["predictive"]), 1, places=9)
        self.assertAlmostEqual(u["predictive"][0], u["no_leaker"]["mean"]["value"], places=9)
        self.assertAlmostEqual(sum(k * c for k, c in enumerate(u["predictive"])), u["leakers"]["mean"]["value"], places=9)
        raw = [step["raw"][1] - step["raw"][0] for step in u["by_replications"]]
        self.assertGreater(len(raw), 2)
        self.assertGreater(raw[0], raw[-1])  # the noise of few raids widens the raw band
        self.assertLess(u["by_sets"][-1]["half_width"]["ignorance"], u["by_sets"][0]["half_width"]["ignorance"])

    def test_threads_resume_and_the_report(self):
        path = self.write(f'''kind = "uncertainty"
scenario = "{REFERENCE}"
belief = ["frictions", "assessed"]
replications = 400
[uncertainty]
least_sets = 24
most_sets = 48
least_replications = 20
most_replications = 100
''')
        one, two = self.play(path, "--threads", 1), self.play(path, "--threads", 2)
        self.assertEqual((one["uncertainty"], one["points"]), (two["uncertainty"], two["points"]))
        again = self.resumed(path)
        self.assertEqual((one["uncertainty"], one["points"]), (again["uncertainty"], again["points"]))
        self.assertEqual(one["parameter_sets"]["played"], 48)
        self.assertEqual(one["uncertainty"]["replications_each"], 80)  # the last doubling that the most allows
        page = (pathlib.Path(self.folder.name, "broken", "report.html")).read_text()
        for figure in ("variance-shares", "over-sets", "predictive", "by-sets", "by-raids"):
            self.assertIn(f'id="{figure}"', page)
        self.assertIn("which the most sets allowed did not reach", page)


class ByYear(Study):
    BODY = f'''kind = "by-year"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 20000
[by-year]
first = 2019
last = 2022
contracted = {{ battery = "2020-12-31" }}
delivered = {{ battery = "india-s-400-contract.delivered.regiment_1" }}
'''

    def test_years_are_those_of_closed_form_and_are_paired(self):
        result = self.play(self.write(self.BODY))
        kill = 0.99 * (1 - 0.3 ** 2)
        points = {(p["factors"]["year"], p["schedule"]): p for p in result["points"]}
        self.assertEqual(len(points), 8)
        for (year, schedule), p in points.items():
            there = year >= (2020 if schedule == "contracted" else 2021)  # on 31 December 2020; on 15 December 2021
            self.assertEqual(p["batteries"], ["battery"] if there else [])
            self.assertEqual(p["defended_share"], 1.0 if there else 0.0)
            low, high = p["measures"]["leaker_share"]["chance"]
            exact = 1 - kill if there else 1.0
            self.assertLess(abs(p["measures"]["leaker_share"]["value"] - exact), 2.5 * (high - low) / 2 + 1e-12)
        late = {d["year"]: d for d in result["by_year"]["differences"]}
        self.assertEqual([late[y]["defended_share"] for y in (2019, 2020, 2021, 2022)], [0, 1, 0, 0])
        self.assertEqual(late[2021]["leaker_share"]["value"], 0.0)  # the same force meets the same raids
        self.assertEqual(points[2021, "contracted"]["outcomes_sha256"], points[2021, "delivered"]["outcomes_sha256"])
        low, high = late[2020]["leaker_share"]["chance"]
        self.assertLess(abs(late[2020]["leaker_share"]["value"] + kill), 2.5 * (high - low) / 2)
        low, high = late[2020]["no_leaker"]["chance"]
        self.assertLess(abs(late[2020]["no_leaker"]["value"] - kill ** 10), 2.5 * (high - low) / 2)

    def test_threads_resume_and_the_report(self):
        path = self.write(f'''kind = "by-year"
scenario = "{pathlib.Path("scenarios/five-places.toml").resolve()}"
belief = ["frictions", "assessed"]
replications = 200
ignorance = 20
replications_per_set = 20
[by-year]
first = 2020
last = 2022
contracted = {{ first = "2020-06-01", second = "2021-06-01", third = "2022-06-01" }}
delivered = {{ first = "2021-06-01", second = "2022-06-01", third = "2023-06-01" }}
''')
        one, two = self.play(path, "--threads", 1), self.play(path, "--threads", 2)
        self.assertEqual((one["by_year"], one["points"]), (two["by_year"], two["points"]))
        again = self.resumed(path)
        self.assertEqual((one["by_year"], one["points"]), (again["by_year"], again["points"]))
        for late in one["by_year"]["differences"]:
            self.assertLessEqual(late["leaker_share"]["ignorance"][0], late["leaker_share"]["ignorance"][1])
        page = (pathlib.Path(self.folder.name, "broken", "report.html")).read_text()
        for text in ('id="defended-by-year"', 'id="by-year-assessed"', 'id="late-assessed"', "whether crews were ready"):
            self.assertIn(text, page)


class Strategy(Study):
    PROCUREMENT = pathlib.Path("studies/procurement-2020.toml")

    def test_what_the_catalogue_gives_can_be_set(self):
        price = ["--set", "unit-costs.unit_cost.solid_short_range_missile=9 million USD"]
        plain, set_ = self.play(self.PROCUREMENT), self.play(self.PROCUREMENT, *price)
        self.assertNotEqual(plain["inputs_sha256"], set_["inputs_sha256"])
        self.assertNotEqual(plain["runs"], set_["runs"])
        out = pathlib.Path(self.folder.name, "set")
        self.assertEqual(run("study", self.PROCUREMENT, *price, "-o", out).returncode, 0)
        value = json.loads((out / "manifest.json").read_text())["inputs"]["values"][price[1].split("=")[0]]
        self.assertEqual((value["low"], value["nominal"], value["high"]), (9e6, 9e6, 9e6))

    def test_what_else_is_set_is_refused_by_name(self):
        for more, words in ((["--set", "purchase.share=1"], "purchase.share: is no value of the catalogue that this study reads; allowed:"),
                            (["--set", "f-35a.cross_section=1 m2"], "f-35a.cross_section: is no value of the catalogue that this study reads"),
                            (["--set", "unit-costs.unit_cost.solid_short_range_missile=9"], "has no unit"),
                            (["--set", "unit-costs.nothing=9"], "has no parameter"),
                            (["--seed", 3], "--seed: cannot be given"), (["-n", 3], "")):
            p = run("study", self.PROCUREMENT, *more)
            self.assertEqual(p.returncode, 2, more)
            self.assertIn(words, p.stderr)
        p = run("study", "studies/south-asia-2020.toml", "--set", "salvo.count=3")
        self.assertEqual(p.returncode, 2)
        self.assertIn("nothing can be set in a ledger", p.stderr)


class Rare(Study):
    BODY = f'''kind = "rare"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 20000
[[variant]]
name = "nine rounds"
set = {{ "battery.doctrine.shots" = 9, "battery.track_probability" = 1.0 }}
[[variant]]
name = "never"
set = {{ "battery.track_probability" = 1.0, "textbook-interceptor.kill_probability" = 1.0 }}
'''

    def test_closed_form_a_bound_and_one_answer(self):
        path = self.write(self.BODY)
        result = self.play(path, "--threads", 1)
        base, rare, never = result["rare"]
        for estimate, each in ((base, 1 - 0.99 * (1 - 0.3 ** 2)), (rare, 0.3 ** 9)):
            exact = -math.expm1(10 * math.log1p(-each))
            # 2.5 half-widths of 95 % are 4.9 standard errors: a false alarm of 1e-6.
            low, high = estimate["interval"]
            self.assertLess(abs(estimate["probability"] - exact), 2.5 * (high - low) / 2)
            self.assertTrue(estimate["trusted"])
            self.assertEqual(estimate["unseen_at_most"], 0)
            self.assertEqual(list(estimate["reasons"]), ["missed"])
        self.assertGreater(rare["gain"], 1000)
        self.assertEqual((never["trusted"], never["probability"], never["gain"], never["hits"]), (False, 0, None, 0))
        self.assertGreater(never["interval"][1], 1e-4)  # no event: what as many plain raids allow, not 0
        two = self.play(path, "--threads", 2)
        self.assertEqual((result["rare"], result["outcomes_sha256"]), (two["rare"], two["outcomes_sha256"]))

    def test_the_report_says_what_it_shows(self):
        out = pathlib.Path(self.folder.name, "out")
        self.assertEqual(run("study", self.write(self.BODY), "-o", out).returncode, 0)
        page = (out / "report.html").read_text()
        self.assertIn("Something gets through about once in 5,", page)  # 1 in 5,080
        self.assertIn("For 1 of 3 cases only an upper bound is told.", page)


class Footprint(Study):
    BODY = f'''kind = "footprint"
scenario = "{REFERENCE}"
belief = ["brochure"]
replications = 40
[footprint]
asset = "airbase"
west = "-80 km"
east = "40 km"
south = "-60 km"
north = "60 km"
step = "20 km"
set = {{ "salvo.count" = 1 }}
'''

    def test_areas_lines_and_the_grid_agree(self):
        out = pathlib.Path(self.folder.name, "out")
        self.assertEqual(run("study", self.write(self.BODY), "-o", out).returncode, 0)
        result = json.loads((out / "result.json").read_text())
        one = result["footprint"]["beliefs"][0]
        rows = [line.split(",") for line in (out / "footprint.csv").read_text().splitlines()[1:]]
        self.assertEqual([int(row[4]) for row in rows], one["no_leaker"])
        self.assertEqual(len(rows), len(one["east_m"]) * len(one["north_m"]))
        half, most = one["levels"]
        self.assertGreater(half["area_m2"], most["area_m2"])
        self.assertLessEqual(half["chance"][0], half["area_m2"])
        # The area is what the lines enclose, where all of them are closed.
        if all(line["closed"] for line in half["lines"]):
            enclosed = sum(a[0] * b[1] - b[0] * a[1] for line in half["lines"] for a, b in zip(line["points_m"], line["points_m"][1:] + line["points_m"][:1])) / 2
            self.assertAlmostEqual(enclosed / half["area_m2"], 1, places=9)
        # The point of the grid nearest to the scenario's own place holds about what a plain run says.
        at_home = one["no_leaker"][one["north_m"].index(0) * len(one["east_m"]) + one["east_m"].index(0)]
        self.assertGreater(at_home, 30)
        self.assertIn("Nothing gets through with a chance of 50 % or more over", (out / "report.html").read_text())

    def test_threads_change_nothing_and_sets_give_a_range(self):
        path = self.write(self.BODY.replace("replications = 40", "replications = 20\nignorance = 20\nreplications_per_set = 20").replace('step = "20 km"', 'step = "40 km"'))
        one, two = self.play(path, "--threads", 1), self.play(path, "--threads", 2)
        self.assertEqual(one["footprint"], two["footprint"])
        low, high = one["footprint"]["beliefs"][0]["levels"][0]["ignorance"]
        self.assertLess(low, high)


if __name__ == "__main__":
    unittest.main()
