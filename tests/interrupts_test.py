#!/usr/bin/env python3
"""Ctrl-C at several moments of runs and studies of every kind. Usage: interrupts_test.py EQUIPOISE (from the project's folder)

Exit code, status, result and the work done after Ctrl-C are asserted: processor time, which no other program lengthens.
Seconds are printed only."""
import json, os, pathlib, re, resource, signal, subprocess, sys, tempfile, time, unittest

from processes import handles_interrupts, waited

EXE = sys.argv.pop(1)
MOST_CPU_SECONDS = 10.0
MOMENTS = (0.03, 0.3, 0.6, 0.9)  # shares of the time that the whole takes
SCENARIOS = pathlib.Path("scenarios").resolve()
STUDIES = pathlib.Path("studies").resolve()
HEAD = 'format = "equipoise-study/1"\ntitle = "A question"\n'
RAIDS = f'scenario = "{SCENARIOS}/reference-raid.toml"\n'
LAYERED = f'scenario = "{SCENARIOS}/layered-defence.toml"\n'
# Studies of some seconds. In the first, the 1,000 raids that a report shows take longer than all else.
KINDS = {
    "odds, mostly of shown raids": 'kind = "odds"\n' + LAYERED + 'belief = ["assessed"]\nreplications = 1000\n',
    "sweep": 'kind = "sweep"\n' + RAIDS + 'factor = [ { set = "salvo.count", values = [4, 12] } ]\n'
             'belief = ["brochure", "assessed"]\nreplications = 1000\nignorance = 20\nreplications_per_set = 50\n',
    "compare": 'kind = "compare"\n' + RAIDS + 'belief = ["assessed"]\nreplications = 4000\nignorance = 40\nreplications_per_set = 50\n'
               '[[variant]]\nname = "three"\nset = { "battalion.doctrine.shots" = 3 }\n',
    "requirement": 'kind = "requirement"\n' + RAIDS + 'belief = ["frictions"]\nreplications = 60000\n'
                   '[requirement]\nset = "salvo.count"\nleast = 1\nmost = 8\nwanted = 0.5\n',
    "uncertainty": 'kind = "uncertainty"\n' + RAIDS + 'belief = ["assessed"]\nreplications = 500\n[uncertainty]\nleast_sets = 64\nmost_sets = 64\n',
    "sensitivity": 'kind = "sensitivity"\n' + RAIDS + 'belief = ["assessed"]\nreplications = 500\nreplications_per_set = 20\n'
                   '[sensitivity]\ntrajectories = 2\nbase = 2\nblocks = 2\n',
    "rare": 'kind = "rare"\n' + RAIDS + 'belief = ["assessed"]\nreplications = 40000\n',
    "by-year": (STUDIES / "deliveries-2020.toml").read_text().split("\n", 1)[1],
    "footprint": (STUDIES / "footprint-2020.toml").read_text().split("\n", 1)[1],
}


def lessened(text):
    """A shipped study with few raids and sets."""
    for key, value in (("replications", 100), ("ignorance", 0), ("step", '"20 km"')):
        text = re.sub(rf"(?m)^{key}( *)= [^ \n]+( km\")?", rf"{key}\1= {value}", text)
    return re.sub(r'(?m)^scenario( *)= "\.\./scenarios', rf'scenario\1= "{SCENARIOS}', text)


def shows_raids(folder):
    """Whether there is a report with raids replayed in it."""
    report = folder / "report.html"
    return report.exists() and '"replays":[{' in report.read_text()


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_cpu(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Interrupts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, args, out):
        p = subprocess.Popen([EXE, *map(str, args), "-o", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        waited(p, lambda: handles_interrupts(p.pid))
        return p

    def interrupt(self, name, args, moments=MOMENTS, whole=None):
        """Interrupts it at shares of its own time; says how often it had not ended by then."""
        if whole is None:
            begun = time.monotonic()
            p = self.start(args, self.folder / "whole")
            _, errors = p.communicate(timeout=300)
            whole = time.monotonic() - begun
            self.assertEqual(p.returncode, 0, errors)
        took, cpu = [], []
        for i, moment in enumerate(moments):
            out = self.folder / f"out-{i}"
            p = self.start(args, out)
            time.sleep(moment * whole)
            if p.poll() is not None:
                p.communicate()
                continue
            before, others = own_cpu(p.pid), children_cpu()
            begun = time.monotonic()
            p.send_signal(signal.SIGINT)
            _, errors = p.communicate(timeout=300)
            seconds = time.monotonic() - begun
            if p.returncode == 0:  # it was about to end
                self.assertEqual(shows_raids(out), shows_raids(self.folder / "whole"), f"{name} at {moment}: its report is not whole")
                continue
            took.append(seconds)
            cpu.append(children_cpu() - others - before)
            self.assertEqual(p.returncode, 130, f"{name} at {moment}: {errors}")
            self.assertIn("interrupted", errors)
            result = json.loads((out / "result.json").read_text())
            self.assertEqual(result["status"], "partial", f"{name} at {moment}")
            self.assertEqual(list(out.glob("*.part")), [])
            self.assertLess(cpu[-1], MOST_CPU_SECONDS, f"{name} at {moment}")
        print(f"{name:<28} whole {whole:5.1f} s; ended after", ", ".join(f"{s:.3f}" for s in took), "s; CPU", ", ".join(f"{s:.3f}" for s in cpu), "s")
        self.assertGreater(len(took), 0, f"{name} was never interrupted")

    def test_studies_of_raids(self):
        for name, body in KINDS.items():
            with self.subTest(name):
                path = self.folder / "study.toml"
                path.write_text(lessened(body) if body.startswith(("title", "#")) else HEAD + body)
                self.interrupt(name, ["study", path])

    def test_exchange_and_procurement(self):
        for name in ("exchange", "procurement"):
            with self.subTest(name):
                self.interrupt(name, ["study", STUDIES / f"{name}-2020.toml"])

    def test_a_ledger_has_a_partial_result_of_its_own(self):
        """Also while it reads its studies, plays the published cases, and with a report of another time there."""
        self.interrupt("ledger", ["study", STUDIES / "south-asia-2020.toml"], (0.01, 0.1, 0.4, 1.0), whole=5.0)

    def test_runs(self):
        self.interrupt("run", ["run", SCENARIOS / "reference-raid.toml", "-n", 100000], (0.0, 0.1, 0.5, 1.0), whole=1.0)
        self.interrupt("run, dwell", ["run", SCENARIOS / "five-places.toml", "-n", 100000, "--sensing", "dwell"], (0.0, 0.5), whole=1.0)

    def test_what_has_no_result_ends_too(self):
        p = subprocess.Popen([EXE, "validate"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        waited(p, lambda: handles_interrupts(p.pid))
        time.sleep(0.5)  # into its work, of which there are many seconds
        p.send_signal(signal.SIGINT)
        self.assertEqual(p.wait(timeout=300), 130)


if __name__ == "__main__":
    unittest.main()
