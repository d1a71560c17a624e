#!/usr/bin/env python3
"""Memory that runs out at any moment of a study. Usage: memory_test.py EQUIPOISE SHORT (from the project's folder)

SHORT is the same program, in which one allocation fails that EQUIPOISE_FAILS names (tests/short_of_memory.cpp)."""
import json, os, pathlib, re, subprocess, sys, tempfile, unittest

SHORT, EXE = sys.argv.pop(), sys.argv.pop()
REFERENCE = pathlib.Path("scenarios/reference-raid.toml").resolve()
CRASH = re.compile(r"terminate called|Assertion|Aborted|core dumped|Sanitizer|runtime error")
STUDY = f'''format = "equipoise-study/1"
title = "A question"
kind = "sweep"
scenario = "{REFERENCE}"
factor = [ {{ set = "salvo.count", values = [1] }} ]
belief = ["brochure", "assessed"]
replications = 100
ignorance = 20
replications_per_set = 20
'''


def run(exe, *args, fails=None):
    environment = os.environ | ({"EQUIPOISE_FAILS": fails} if fails else {})
    return subprocess.run([exe, "study", *map(str, args)], capture_output=True, text=True, timeout=600, env=environment)


def result(folder):
    found = json.loads((folder / "result.json").read_text())
    return {k: v for k, v in found.items() if k not in ("elapsed_s", "replications_per_s")}


class Memory(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def run_short(self, n, times, which=""):
        """One allocation fails, the n-th and ever later ones, up to the end of the program; what is left is gone on with."""
        path = self.folder / "study.toml"
        path.write_text(STUDY)
        whole = self.folder / "whole"
        self.assertEqual(run(EXE, path, "-o", whole).returncode, 0)
        ended = left = 0
        while True:
            out = self.folder / f"{which}{n}"
            p = run(SHORT, path, "-o", out, "--threads", 2, fails=f"{which}{n}")
            with self.subTest(f"{which}{n}"):
                self.assertIsNone(CRASH.search(p.stderr), p.stderr)
                if p.returncode == 0:  # nothing failed, or what failed could be done without
                    self.assertEqual(result(out), result(whole))
                else:
                    self.assertEqual((p.returncode, p.stderr), (1, "out of memory\n"))
                    ended += 1
                    checkpoint = out / "checkpoint.jsonl"
                    if checkpoint.exists() and len(checkpoint.read_text().splitlines()) > 1:
                        left += 1
                        p = run(EXE, path, "-o", out, "--resume")
                        self.assertEqual(p.returncode, 0, p.stderr)
                        self.assertEqual(result(out), result(whole))
            if "there was memory enough" in p.stderr:
                break
            n *= times
        print(f"{which or 'any '}allocation: {ended} ended short of memory, {left} of them with work to go on with")
        self.assertGreater(left, 0)

    def test_any_allocation(self):
        # Before, folders are listed: the standard library ends a program that has no memory for that.
        self.run_short(20_000, 2)

    def test_allocations_of_workers(self):
        self.run_short(1, 4, "helpers ")


if __name__ == "__main__":
    unittest.main()
