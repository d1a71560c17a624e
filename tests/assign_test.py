#!/usr/bin/env python3
"""equipoise assign from the outside. Usage: assign_test.py EQUIPOISE"""
import csv, itertools, json, math, os, pathlib, re, signal, subprocess, sys, tempfile, unittest

from processes import handles_interrupts, waited

EXE = sys.argv.pop(1)
DATA = pathlib.Path("tests/data/assignment")


def instance(weapons, targets, rounds, seed):
    """The rule of tests/data/assignment/README.md."""
    state = seed

    def draw():
        nonlocal state
        state = (1103515245 * state + 12345) % 2**31
        return state

    weights = [10 + draw() % 90 for _ in range(targets)]
    kill = [[round(0.30 + 0.60 * (draw() % 10000) / 9999, 4) for _ in range(targets)] for _ in range(weapons)]
    lines = [f"{weapons} {targets} {rounds}", *map(str, weights)]
    lines += [f"{i} {j} {kill[i][j]:.4f}" for i in range(weapons) for j in range(targets)]
    return weights, kill, "\n".join(lines) + "\n"


def shipped():
    for path in sorted(DATA.glob("*.txt")):
        yield path, tuple(map(int, re.fullmatch(r"(\d+)x(\d+)x(\d+)_(\d+)", path.stem).groups()))


def assign(path, *options, **more):
    return subprocess.run([EXE, "assign", str(path), *options], capture_output=True, text=True, timeout=120, **more)


def surviving(weights, kill, lists):
    left = list(map(float, weights))
    for i, targets in enumerate(lists):
        for j in targets:
            left[j] *= 1 - kill[i][j]
    return math.fsum(left)


class Shipped(unittest.TestCase):
    def test_the_files_are_what_the_rule_makes(self):
        self.assertEqual(len(list(shipped())), 4)
        for path, numbers in shipped():
            self.assertEqual(path.read_text(), instance(*numbers)[2], path)

    def test_the_answer_is_feasible_worth_what_it_says_and_proved(self):
        for path, (weapons, targets, rounds, seed) in shipped():
            with self.subTest(str(path)):
                weights, kill, _ = instance(weapons, targets, rounds, seed)
                p = assign(path, "--json", "--seconds", "100")
                self.assertEqual((p.returncode, p.stderr), (0, ""))
                r = json.loads(p.stdout)
                self.assertEqual(r["status"], "complete")
                self.assertEqual(len(r["assignment"]), weapons)
                for chosen in r["assignment"]:
                    self.assertLessEqual(len(chosen), rounds)
                self.assertAlmostEqual(r["objective"], surviving(weights, kill, r["assignment"]), delta=1e-9)
                self.assertLessEqual(r["lower_bound"], r["objective"])
                self.assertLess(r["gap"], 1e-8)
                self.assertLessEqual(r["objective"], r["greedy"])

    def test_nothing_better_exists_where_everything_can_be_tried(self):
        weights, kill, _ = instance(8, 5, 1, 42)
        best = min(surviving(weights, kill, [[j] for j in chosen]) for chosen in itertools.product(range(5), repeat=8))
        r = json.loads(assign(DATA / "8x5x1_42.txt", "--json").stdout)
        self.assertAlmostEqual(r["objective"], best, delta=1e-9)
        self.assertAlmostEqual(best, 18.98349232, delta=1e-8)

    def test_text(self):
        p = assign(DATA / "8x5x1_42.txt")
        self.assertEqual((p.returncode, p.stderr), (0, ""))
        for line in (r"^objective +18\.9834923 ", r"^lower bound +18\.983492", r"^gap .* complete$", r"^ +7: \d$"):
            self.assertRegex(p.stdout, re.compile(line, re.M))


@unittest.skipUnless(os.environ.get("EQUIPOISE_WTA"), "EQUIPOISE_WTA names no folder with the open instances")
class OpenInstances(unittest.TestCase):
    """The instances of Andersen, Pavlikov & Toffolo are GPL and not shipped: github.com/tuliotoffolo/wta, data/."""

    def test_within_1e_6_of_the_best_published_and_proved_in_ten_seconds(self):
        lines = [line for line in pathlib.Path("data/wta_published.csv").read_text().splitlines() if not line.startswith("#")]
        compared = 0
        for row in csv.DictReader(lines):
            path = pathlib.Path(os.environ["EQUIPOISE_WTA"], f"wta_{row['instance']}.txt")
            if path.exists():
                with self.subTest(str(path)):
                    r = json.loads(assign(path, "--json").stdout)
                    # Published to six decimals, and proved there to 1e-4.
                    self.assertLess(r["objective"], float(row["best_published"]) + 1e-6)
                    self.assertGreater(r["lower_bound"], (1 - 1e-8) * r["objective"])
                    compared += 1
        self.assertGreater(compared, 0)


class Limits(unittest.TestCase):
    def test_an_iteration_limit_gives_the_same_again(self):
        results = [json.loads(assign(DATA / "20x40x2_7.txt", "--json", "--iterations", "5").stdout) for _ in range(2)]
        for r in results:
            self.assertEqual((r["status"], r["iterations"]), ("out of iterations", 5))
            self.assertGreater(r["gap"], 0)
            del r["seconds"]
        self.assertEqual(*results)

    def test_stopped_by_the_clock_or_by_the_user_the_best_is_kept(self):
        # Five rounds a target of a hundred kinds: no proof within a minute.
        weights, kill, text = instance(100, 100, 5, 1)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "hard.txt")
            path.write_text(text)
            r = json.loads(assign(path, "--json", "--seconds", "0.3").stdout)
            self.assertEqual(r["status"], "out of time")
            self.assertAlmostEqual(r["objective"], surviving(weights, kill, r["assignment"]), delta=1e-12)
            self.assertTrue(0 < r["lower_bound"] <= r["objective"])
            p = subprocess.Popen([EXE, "assign", str(path), "--json", "--seconds", "60"], stdout=subprocess.PIPE, text=True)
            waited(p, lambda: handles_interrupts(p.pid))
            p.send_signal(signal.SIGINT)
            out, _ = p.communicate(timeout=50)
            self.assertEqual(p.returncode, 130)
            r = json.loads(out)
            self.assertEqual(r["status"], "interrupted")
            self.assertAlmostEqual(r["objective"], surviving(weights, kill, r["assignment"]), delta=1e-12)


class Faults(unittest.TestCase):
    def refused(self, text, *wanted):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "bad.txt")
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            p = assign(path)
            self.assertEqual((p.returncode, p.stdout), (2, ""), p.stderr)
            for w in wanted:
                self.assertIn(f"{path}:{w}", p.stderr)

    def test_each_fault_has_its_place(self):
        self.refused("", "1:1: W T mu: the file is empty")
        self.refused("2 2\n", "1:1: W T mu: 2 numbers in the first line")
        self.refused("1000000000 2 1\n", '1:1: W: "1000000000" is no whole number of those allowed: 1 to 1000')
        self.refused("2 -1 0\n", "1:3: T: ", "1:6: mu: ")
        self.refused("1000 2 1000\n", "1:1: W mu: 1000 times 1000 rounds; allowed: 20000 in all")
        self.refused("1 2 1\n5\n", "2:1: weight: the file ends after 1 of 2 weights")
        self.refused("1 2 1\n5 -6\n", '2:3: weight 1: "-6" is out of range; allowed: 0 to 1e+12')
        self.refused("1 2 1\n5 1e999\n", '2:3: weight 1: "1e999" is not a finite number')
        self.refused("1 2 1\n5 6\n0 0 nan\n0 1 1.01\n", '3:5: p: "nan" is not a finite number', '4:5: p: "1.01" is out of range')
        self.refused("1 2 1\n5 6\n1 0 .5\n0 2 .5\n", '3:1: i: "1"', '4:3: j: "2"')
        self.refused("1 2 1\n5 6\n0 0 .5\n", "3:1: i j p: the file ends after 1 of 2 pairs; weapon 0 and target 1 are missing")
        self.refused("1 2 1\n5 6\n0 0 .5\n0 0 .5\n0 1 .5\n", "4:1: i j: weapon 0 and target 0 stand twice")
        self.refused("1 2 1\n5 6\n0 0\n0 1 .5 7\n", "3:1: i j p: 2 numbers in the line", "4:1: i j p: 4 numbers")
        self.refused(b"1 2 1\n\xff\xfe 6\n", "2:1: weight 0: ")

    def test_a_large_wrong_file_is_refused(self):
        """Some tenths of a second where reading takes time in proportion; quadratic would not end before its time is up."""
        self.refused("1000 1000 1\n" + "1 " * 1000 + "\n" + "0 0 2\n" * 1_000_000, "3:5: p: ", "21:5: p: ")

    def test_options(self):
        for wrong in (["--seconds", "0"], ["--seconds", "-1"], ["--seconds", "nan"], ["--seconds", "1e9"], ["--iterations", "-1"]):
            self.assertEqual(assign(DATA / "8x5x1_42.txt", *wrong).returncode, 2, wrong)
        self.assertEqual(assign("no-such-file").returncode, 2)
        self.assertEqual(assign(DATA).returncode, 2)


if __name__ == "__main__":
    unittest.main()
