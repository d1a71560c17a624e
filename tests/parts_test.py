#!/usr/bin/env python3
"""Work in parts: shards, ranks, kills, cuts, all of which must give the result of one process. Usage: parts_test.py EQUIPOISE"""
import json, os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time, unittest

from processes import kill_session, lines_of, waited

EXE = sys.argv.pop(1)
REFERENCE = pathlib.Path("scenarios/reference-raid.toml").resolve()
TEXTBOOK = pathlib.Path("scenarios/textbook/wilkening.toml").resolve()
# Two ranks on any machine, in a container as well.
MPI = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1",
       "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}
HAS_MPI = shutil.which("mpirun") is not None and b"MPI_Init_thread" in pathlib.Path(EXE).read_bytes()

STUDY = f'''format = "equipoise-study/1"
title = "A question"
kind = "sweep"
scenario = "{REFERENCE}"
factor = [ {{ set = "salvo.count", values = [1, 3, 6] }} ]
belief = ["brochure", "assessed"]
replications = 300
ignorance = 24
replications_per_set = 20
'''
# One point of several chunks, and rows of a design.
OTHERS = {"odds of three chunks": f'''format = "equipoise-study/1"
title = "A question"
kind = "odds"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 150000
''', "compare": f'''format = "equipoise-study/1"
title = "A question"
kind = "compare"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 3000
[[variant]]
name = "three rounds"
set = {{ "battery.doctrine.shots" = 3 }}
''', "requirement": f'''format = "equipoise-study/1"
title = "A question"
kind = "requirement"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 4000
[requirement]
set = "battery.doctrine.shots"
least = 1
most = 6
wanted = 0.7
''', "sensitivity": f'''format = "equipoise-study/1"
title = "A question"
kind = "sensitivity"
scenario = "{REFERENCE}"
replications = 100
replications_per_set = 20
[sensitivity]
trajectories = 2
base = 2
blocks = 2
'''}

# Work that one process plays: it is resumed, and not played in parts.
APPROACH = pathlib.Path("scenarios/f-35-approach.toml").resolve()
ALONE = {"rare": f'''format = "equipoise-study/1"
title = "A question"
kind = "rare"
scenario = "{TEXTBOOK}"
belief = ["assessed"]
replications = 700000
[[variant]]
name = "nine rounds"
set = {{ "battery.doctrine.shots" = 9, "battery.track_probability" = 1.0 }}
''', "footprint": f'''format = "equipoise-study/1"
title = "A question"
kind = "footprint"
scenario = "{REFERENCE}"
belief = ["brochure"]
replications = 40
ignorance = 20
replications_per_set = 20
[footprint]
asset = "airbase"
west = "-80 km"
east = "40 km"
south = "-60 km"
north = "60 km"
step = "60 km"
set = {{ "salvo.count" = 1 }}
'''}
# Ranges and exposure of an aircraft: sums of numbers that are not whole.
VISITORS = f'''format = "equipoise-study/1"
title = "A question"
kind = "sweep"
scenario = "{APPROACH}"
factor = [ {{ set = "f-35a.cross_section", values = ["0.001 m2", "0.1 m2"] }} ]
belief = ["frictions", "assessed"]
replications = 200
ignorance = 24
replications_per_set = 20
'''


def run(*args, **options):
    return subprocess.run([EXE, *map(str, args)], capture_output=True, text=True, timeout=600, **options)


def same(result):
    """What does not depend on who played it and how fast."""
    return {k: v for k, v in result.items() if k not in ("elapsed_s", "replications_per_s")}


class Parts(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        # What mpirun leaves in the temporary folder, and removes there, is shared with no other test.
        self.mpi = MPI | {"TMPDIR": str(self.folder)}

    def write(self, text=STUDY):
        path = self.folder / "study.toml"
        path.write_text(text)
        return path

    def whole(self, path, *more):
        out = self.folder / "whole"
        shutil.rmtree(out, ignore_errors=True)
        p = run("study", path, "-o", out, *more)
        self.assertEqual(p.returncode, 0, p.stderr)
        return out

    def result(self, out):
        return same(json.loads((out / "result.json").read_text()))


class Shards(Parts):
    def merged(self, path, parts, command="study", *more):
        out = self.folder / f"in-{parts}"
        shutil.rmtree(out, ignore_errors=True)
        for part in range(1, parts + 1):
            p = run(command, path, "-o", out, "--shard", f"{part}/{parts}", *more)
            self.assertEqual(p.returncode, 0, p.stderr)
            self.assertEqual(p.stdout, "")
            self.assertIn(f"part {part} of {parts} is done", p.stderr)
            self.assertFalse((out / "result.json").exists())
        p = run(command, path, "-o", out, "--resume", *more)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(list(out.glob("checkpoint*")), [])
        return out

    def test_a_study_in_parts_is_the_study(self):
        path = self.write()
        whole = self.whole(path)
        for parts in (2, 5):
            out = self.merged(path, parts)
            self.assertEqual(self.result(out), self.result(whole))
            for name in ("effectiveness.toml", "sets.csv", "values.csv"):
                self.assertEqual((out / name).read_bytes(), (whole / name).read_bytes())

    def test_every_part_plays_its_share_and_the_merge_nothing(self):
        path, out = self.write(), self.folder / "out"
        points, sets, causes = [], [], []
        for part in (1, 2, 3):
            run("study", path, "-o", out, "--shard", f"{part}/3")
            lines = [json.loads(l) for l in (out / f"checkpoint.{part}-of-3.jsonl").read_text().splitlines()[1:]]
            points.append([l["point"] for l in lines if "point" in l])
            sets.append([l["set"] for l in lines if "set" in l])
            causes.append([l["causes"] for l in lines if "causes" in l])
        for listed, count in ((points, 6), (sets, 24), (causes, 64)):
            self.assertEqual(sorted(sum(listed, [])), list(range(count)))  # each once
            self.assertTrue(all(listed))
        before = {f.name: f.read_bytes() for f in out.glob("checkpoint*")}
        self.assertEqual(run("study", path, "-o", out, "--resume", "--shard", "3/3").returncode, 0)
        self.assertEqual({f.name: f.read_bytes() for f in out.glob("checkpoint*")}, before)

    def test_other_kinds(self):
        for name, text in OTHERS.items():
            with self.subTest(name):
                path = self.write(text)
                self.assertEqual(self.result(self.merged(path, 2)), self.result(self.whole(path)))

    def test_a_run_in_parts_is_the_run_with_its_rows(self):
        args = ["-n", 200000]
        whole = self.folder / "whole"
        self.assertEqual(run("run", TEXTBOOK, "-o", whole, *args).returncode, 0)
        out = self.merged(TEXTBOOK, 3, "run", *args)
        self.assertEqual(self.result(out), self.result(whole))
        self.assertEqual((out / "outcomes.csv").read_bytes(), (whole / "outcomes.csv").read_bytes())
        self.assertFalse((out / "outcomes.parts").exists())

    def test_a_part_that_is_missing_is_played_by_the_merge(self):
        path, out = self.write(), self.folder / "out"
        run("study", path, "-o", out, "--shard", "2/3")
        self.assertEqual(run("study", path, "-o", out, "--resume").returncode, 0)
        self.assertEqual(self.result(out), self.result(self.whole(path)))

    def test_what_is_no_part_and_what_cannot_be_parted(self):
        path, out = self.write(), self.folder / "out"
        for text in ("0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/100000", "1/2/3"):
            p = run("study", path, "-o", out, "--shard", text)
            self.assertEqual(p.returncode, 2, text)
            self.assertIn("--shard", p.stderr)
        self.assertEqual(run("study", path, "--shard", "1/2").returncode, 2)  # into which folder?
        p = run("study", "studies/exchange-2020.toml", "-o", out, "--shard", "1/2")
        self.assertEqual(p.returncode, 2)
        self.assertIn("not played in parts", p.stderr)

    def test_a_new_beginning_says_that_parts_lie_there(self):
        path, out = self.write(), self.folder / "out"
        run("study", path, "-o", out, "--shard", "1/2")
        p = run("study", path, "-o", out)
        self.assertEqual(p.returncode, 0)
        self.assertIn("checkpoint.1-of-2.jsonl", p.stderr)
        self.assertTrue((out / "checkpoint.1-of-2.jsonl").exists())  # nothing is lost

    def test_the_slurm_script_by_its_own_lines(self):
        path, out = self.write(), self.folder / "out"
        script = pathlib.Path("tools/slurm/study.sh")
        environment = {**os.environ, "EQUIPOISE": str(pathlib.Path(EXE).resolve())}
        for task in (1, 2):
            p = subprocess.run(["bash", script, path, out], env={**environment, "SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_COUNT": "2"}, capture_output=True, text=True)
            self.assertEqual(p.returncode, 0, p.stderr)
        p = subprocess.run(["bash", script, path, out], env=environment, capture_output=True, text=True)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(self.result(out), self.result(self.whole(path)))


class Ranks(Parts):
    def ranks(self, *args, count=2):
        return subprocess.run(["mpirun", "-n", str(count), EXE, *map(str, args)], capture_output=True, text=True, timeout=600, env=self.mpi)

    def setUp(self):
        super().setUp()
        if not HAS_MPI:
            self.skipTest("no mpirun, or built without MPI (openmpi-bin, libopenmpi-dev)")

    def test_ranks_are_one_process(self):
        path = self.write()
        whole = self.result(self.whole(path))
        p = self.ranks("study", path, "--json")
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(same(json.loads(p.stdout)), whole)  # and nothing else is printed, by nobody
        out = self.folder / "ranks"
        p = self.ranks("study", path, "-o", out, count=3)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(p.stdout.count("report.html"), 1)
        self.assertEqual(self.result(out), whole)
        self.assertEqual(list(out.glob("checkpoint*")), [])

    def test_run(self):
        args = ["run", TEXTBOOK, "-n", 200000]
        whole, out = self.folder / "whole", self.folder / "ranks"
        self.assertEqual(run(*args, "-o", whole).returncode, 0)
        self.assertEqual(self.ranks(*args, "-o", out).returncode, 0)
        self.assertEqual(self.result(out), self.result(whole))
        self.assertEqual((out / "outcomes.csv").read_bytes(), (whole / "outcomes.csv").read_bytes())
        p = self.ranks(*args, "--json")
        self.assertEqual(same(json.loads(p.stdout)), self.result(whole))

    def test_killed_ranks_are_resumed_by_any_number(self):
        path, out = self.write(STUDY.replace("= 300", "= 3000")), self.folder / "ranks"
        p = subprocess.Popen(["mpirun", "-n", "2", EXE, "study", str(path), "-o", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.mpi, start_new_session=True)
        waited(p, lambda: any(lines_of(f) >= 2 for f in out.glob("checkpoint*")))
        kill_session(p)
        self.assertTrue(list(out.glob("checkpoint*")), "ended, or never began, before it could be killed")
        self.assertEqual(run("study", path, "-o", out, "--resume").returncode, 0)
        self.assertEqual(self.result(out), self.result(self.whole(path)))

    def test_faults_are_told_once(self):
        p = self.ranks("study", "tests/faults/study/factor-twice.toml")
        self.assertEqual(p.returncode, 2)
        self.assertEqual(p.stderr.count("is varied twice"), 1)
        self.assertEqual(self.ranks("--version").stdout.count("("), 1)


class Cuts(Parts):
    def test_a_checkpoint_cut_at_any_byte_goes_on_to_the_same_result(self):
        path, out = self.write(), self.folder / "out"
        whole = self.result(self.whole(path))
        run("study", path, "-o", out, "--shard", "1/1000")  # a few units of work of every sort
        file = next(out.glob("checkpoint*"))
        for part in ("2/3",):
            run("study", path, "-o", out, "--shard", part)
        file.unlink()
        file = out / "checkpoint.2-of-3.jsonl"
        text = file.read_bytes()
        ends = [i for i, byte in enumerate(text) if byte == 10]
        cuts = {0, 1, ends[0] - 1, ends[0], ends[0] + 1, ends[1] - 1, ends[1], ends[1] + 1, ends[-1] - 7, ends[-1], len(text), len(text) // 3, 2 * len(text) // 3}
        for cut in sorted(cuts):
            with self.subTest(cut):
                broken = self.folder / "broken"
                shutil.rmtree(broken, ignore_errors=True)
                broken.mkdir()
                (broken / "checkpoint.jsonl").write_bytes(text[:cut])
                p = run("study", path, "-o", broken, "--resume")
                self.assertEqual(p.returncode, 0, p.stderr)
                self.assertEqual(self.result(broken), whole)

    def test_rows_cut_at_any_byte_are_played_again(self):
        whole, out = self.folder / "whole", self.folder / "out"
        args = ["run", TEXTBOOK, "-n", 140000]
        self.assertEqual(run(*args, "-o", whole).returncode, 0)
        for cut in (0, 1, 3_000_000, -1, -3):
            shutil.rmtree(out, ignore_errors=True)
            self.assertEqual(run(*args, "-o", out, "--shard", "1/2").returncode, 0)
            rows = out / "outcomes.parts" / "0.csv"
            rows.write_bytes(rows.read_bytes()[:cut])
            self.assertEqual(run(*args, "-o", out, "--resume").returncode, 0)
            self.assertEqual((out / "outcomes.csv").read_bytes(), (whole / "outcomes.csv").read_bytes())
            self.assertEqual(self.result(out), self.result(whole))

    def test_what_changed_is_named(self):
        path, out = self.write(), self.folder / "out"
        run("study", path, "-o", out, "--shard", "1/40")
        file = out / "checkpoint.1-of-40.jsonl"
        text = file.read_text()
        changed = {"seed": ["--seed", 7], "inputs": ["--set", "battalion.availability=0.5"]}
        for name, more in changed.items():
            p = run("study", path, "-o", out, "--resume", *more)
            self.assertEqual(p.returncode, 2)
            self.assertIn(f"checkpoint.1-of-40.jsonl:1:1: --resume: {name} changed", p.stderr)
        for name in ("model version", "version", "format", "kind"):
            file.write_text(re.sub(rf'"{name}":("[^"]*"|\d+)', f'"{name}":"another"', text, count=1))
            p = run("study", path, "-o", out, "--resume")
            self.assertEqual(p.returncode, 2, name)
            self.assertIn(f"{name} changed", p.stderr)
            self.assertTrue(file.exists())
        file.write_text(text + '{"point":"no number"}\n')
        p = run("study", path, "-o", out, "--resume")
        self.assertEqual(p.returncode, 2)
        self.assertIn("is no line of finished work", p.stderr)


class Alone(Parts):
    """Studies of kinds that are not played in parts."""

    def committed(self, path, lines):
        """The first lines of a study's checkpoint. It is left whole where the result cannot be written."""
        out = self.folder / "begun"
        shutil.rmtree(out, ignore_errors=True)
        (out / "result.json.part").mkdir(parents=True)  # in the way of a file
        self.assertEqual(run("study", path, "-o", out).returncode, 1)
        return b"".join((out / "checkpoint.jsonl").read_bytes().splitlines(keepends=True)[:lines])

    def resumed(self, path, text, *more):
        broken = self.folder / "broken"
        shutil.rmtree(broken, ignore_errors=True)
        broken.mkdir()
        (broken / "checkpoint.jsonl").write_bytes(text)
        return broken, run("study", path, "-o", broken, "--resume", *more)

    def test_cut_at_any_byte(self):
        for name, text in ALONE.items():
            with self.subTest(name):
                path = self.write(text)
                whole = self.result(self.whole(path))
                text = self.committed(path, 4)
                ends = [i for i, byte in enumerate(text) if byte == 10]
                self.assertGreaterEqual(len(ends), 4)
                cuts = {0, 1, ends[0], ends[0] + 1, ends[1] - 1, ends[1], ends[1] + 1, (ends[1] + ends[2]) // 2, ends[2], ends[-1] - 7, len(text)}
                for cut in sorted(cuts):
                    broken, p = self.resumed(path, text[:cut])
                    self.assertEqual(p.returncode, 0, p.stderr)
                    self.assertEqual(self.result(broken), whole, f"{name} cut at {cut}")

    def test_killed_at_any_moment(self):
        for name, text in ALONE.items():
            with self.subTest(name):
                path, out = self.write(text), self.folder / name
                whole = self.result(self.whole(path))
                file, kept = out / "checkpoint.jsonl", [1]  # its first line is no work
                for wanted, delay in ((0, 0.0), (0, 0.1), (1, 0.0), (1, 0.01), (1, 0.03), (0, 0.02)):
                    p = subprocess.Popen([EXE, "study", str(path), "-o", str(out), "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    waited(p, lambda: lines_of(file) >= kept[-1] + wanted)
                    time.sleep(delay)
                    p.kill()
                    p.wait()
                    if (out / "result.json").exists():
                        break  # done before it could be killed: nothing is kept
                    kept.append(lines_of(file))
                self.assertGreater(kept[-1], 1, "nothing was committed before a kill")
                self.assertEqual(kept, sorted(kept))  # what is committed is never lost
                self.assertEqual(run("study", path, "-o", out, "--resume").returncode, 0)
                self.assertEqual(self.result(out), whole)

    def test_what_is_committed_is_not_played_again(self):
        for name, text in ALONE.items():
            with self.subTest(name):
                path = self.write(text)
                self.whole(path)
                text = self.committed(path, 4)
                # A line that says something else is believed: it was not played again.
                lines = text.decode().splitlines()
                line = json.loads(lines[1])
                if name == "rare":
                    line["sha256"] = "00" * 32
                else:
                    line["held"] = [[0] * 10 for _ in line["held"]]
                lines[1] = json.dumps(line)
                broken, p = self.resumed(path, ("\n".join(lines) + "\n").encode())
                self.assertEqual(p.returncode, 0, p.stderr)
                self.assertNotEqual(self.result(broken)["outcomes_sha256"], self.result(self.folder / "whole")["outcomes_sha256"])

    def test_what_changed_is_named(self):
        for name, text in ALONE.items():
            with self.subTest(name):
                path = self.write(text)
                text = self.committed(path, 3)
                address = "battery.availability=0.5" if name == "rare" else "battalion.availability=0.5"
                for key, more in {"seed": ["--seed", 7], "inputs": ["--set", address]}.items():
                    _, p = self.resumed(path, text, *more)
                    self.assertEqual(p.returncode, 2)
                    self.assertIn(f"checkpoint.jsonl:1:1: --resume: {key} changed", p.stderr)
                other = re.sub(rb'"model version":("[^"]*"|\d+)', b'"model version":"another"', text, count=1)
                _, p = self.resumed(path, other)
                self.assertEqual(p.returncode, 2)
                self.assertIn("model version changed", p.stderr)
                for line in (b'{"rare":[0,0]}', b'{"field":[0]}', b'{"field":[0,0],"flies":true,"held":[["a"]]}'):
                    _, p = self.resumed(path, text[:text.index(b"\n") + 1] + line + b"\n")
                    self.assertEqual(p.returncode, 2)
                    self.assertIn("is no line of finished work", p.stderr)

    def test_parts_leave_it_to_the_merge(self):
        for name, text in ALONE.items():
            with self.subTest(name):
                path, out = self.write(text), self.folder / f"{name}-parts"
                whole = self.result(self.whole(path))
                for part in ("1/2", "2/2"):
                    self.assertEqual(run("study", path, "-o", out, "--shard", part).returncode, 0)
                self.assertEqual(run("study", path, "-o", out, "--resume").returncode, 0)
                self.assertEqual(self.result(out), whole)


class Visitors(Parts):
    """Sums of ranges and times come out bit for bit, however the work was played."""

    def setUp(self):
        Parts.setUp(self)
        self.path = self.write(VISITORS)
        self.out = self.whole(self.path, "--threads", 1)
        self.expected = self.result(self.out)
        measures = self.expected["points"][-1]["measures"]["visitors"]
        self.assertGreater(measures["first_detection_range_m"]["mean"], 1000.0)
        self.assertGreater(measures["exposed_s"]["mean"], 1.0)

    def check(self, out):
        self.assertEqual(self.result(out), self.expected)
        for name in ("sets.csv", "values.csv"):
            self.assertEqual((out / name).read_bytes(), (self.out / name).read_bytes())

    def test_shards(self):
        out = self.folder / "shards"
        for part in (2, 1, 3):
            self.assertEqual(run("study", self.path, "-o", out, "--shard", f"{part}/3").returncode, 0)
        self.assertEqual(run("study", self.path, "-o", out, "--resume").returncode, 0)
        self.check(out)

    def test_kills(self):
        out, killed = self.folder / "kills", 0
        for lines in (2, 5, 9, 20):
            p = subprocess.Popen([EXE, "study", str(self.path), "-o", str(out), "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            waited(p, lambda: lines_of(out / "checkpoint.jsonl") >= lines)
            killed += p.poll() is None
            p.kill()
            p.wait()
        self.assertGreater(killed, 0)
        self.assertEqual(run("study", self.path, "-o", out, "--resume").returncode, 0)
        self.check(out)

    def test_ranks_are_one_process(self):
        if not HAS_MPI:
            self.skipTest("no mpirun, or built without MPI (openmpi-bin, libopenmpi-dev)")
        out = self.folder / "ranks"
        p = subprocess.run(["mpirun", "-n", "2", EXE, "study", str(self.path), "-o", str(out)], capture_output=True, text=True, timeout=600, env=self.mpi)
        self.assertEqual(p.returncode, 0, p.stderr)
        self.check(out)


class Interrupts(Parts):
    def test_ctrl_c_ends_soon_wherever_it_comes(self):
        # Each stage alone would take minutes: points, one set at one point, the causes of the gap. It has begun when
        # what comes before it is committed: three chunks of a point, six points, two points.
        for name, committed, text in (("points", 3, STUDY.replace("= 300", "= 40000000")), ("sets", 6, STUDY.replace("per_set = 20", "per_set = 30000000")),
                                      ("causes", 2, STUDY.replace("= 300", "= 30000").replace("[1, 3, 6]", "[40]").replace("ignorance = 24\n", ""))):
            with self.subTest(name):
                out = self.folder / name
                p = subprocess.Popen([EXE, "study", str(self.write(text)), "-o", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                waited(p, lambda: lines_of(out / "checkpoint.jsonl") >= 1 + committed)
                time.sleep(0.5)
                self.assertIsNone(p.poll(), "ended before it could be interrupted")
                p.send_signal(signal.SIGINT)
                error = p.communicate(timeout=60)[1]  # half a second on a machine with nothing else to do
                self.assertEqual(p.returncode, 130)
                self.assertIn("interrupted", error)
                self.assertEqual(json.loads((out / "result.json").read_text())["status"], "partial")
                lines = [json.loads(l) for l in (out / "checkpoint.jsonl").read_text().splitlines()[1:]]
                self.assertFalse([l for l in lines if "set" in l])
                points = [l["point"] for l in lines if "point" in l]
                if name == "points":
                    self.assertEqual(points, [])
                    self.assertEqual({l["chunk"][0] for l in lines}, {0})
                else:
                    self.assertEqual(sorted(points), list(range(committed)))


if __name__ == "__main__":
    unittest.main()
