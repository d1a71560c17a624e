#!/usr/bin/env python3
"""The proof table: one SHA-256 for everything the program says of what it ships. A move, a rename or a speed-up changes none of them.

  tools/proof.py PROGRAM            holds the program against tests/proof.txt; exit 1 and the rows that differ
  tools/proof.py PROGRAM --quick    the same without the ledgers and the published cases, which take minutes
  tools/proof.py PROGRAM --write    writes tests/proof.txt anew: after a change of outcomes, which has a decision record

Rows are of every shipped scenario under each sensing and belief that it takes, of every shipped study and ledger with few raids, of one
raid in each format, and of fly, coverage, assign and validate. Left out: sentences, revision, times. Numbers that come from
measures are compared to 9 digits (tests/proof.txt may be read on a machine whose libm rounds otherwise); outcomes bit for bit.
"""
import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests/proof.txt"
LEFT_OUT = {"sentence", "sentences", "program", "elapsed_s", "replications_per_s", "seconds"}
FEW = {"replications": 40, "ignorance": 20, "replications_per_set": 20, "parameter_sets": 20, "trajectories": 2, "base": 2, "blocks": 2,
       "most_sets": 64}
DWELL = 24     # raids of a scenario, every look drawn
QUICK = 1000   # raids of a scenario otherwise


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def plain(value):
    """Without what may differ from run to run, and with numbers to 9 digits."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in LEFT_OUT}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return f"{value:.9g}" if abs(value) > 1e-12 else "0"
    return value


def few(text):
    """A study file with few raids."""
    for key, most in FEW.items():
        text = re.sub(rf"(?m)^({key} *)= (\d+)", lambda m: f"{m[1]}= {min(most, int(m[2]))}", text)
    text = re.sub(r"(?m)^validation .*$", "", text)  # a row of its own
    text = re.sub(r"values = \[1, 2, [0-9, ]+\]", "values = [4, 12]", text)
    text = re.sub(r"(?m)^(\[\[variant\]\]\n(?:(?!\[\[).*\n)*)(?:\[\[variant\]\]\n(?:(?!\[\[).*\n?)*)+", r"\1", text)  # one of them
    return re.sub(r'(?m)^step *= "3 km"', 'step = "15 km"', text)


class Rows:
    def __init__(self, program, work):
        self.program, self.work = program, work

    def run(self, *args):
        return subprocess.run([self.program, *map(str, args)], cwd=self.work, capture_output=True, timeout=900)

    def said(self, *args):
        p = self.run(*args)
        if p.returncode != 0:
            sys.exit(f"{' '.join(map(str, args))}: exit {p.returncode}\n{p.stderr.decode()}")
        return p.stdout

    def json(self, *args):
        return sha256(json.dumps(plain(json.loads(self.said(*args))), sort_keys=True))

    def scenario(self, file, sensing, belief):
        p = self.run("run", file, "--sensing", sensing, "--belief", belief, "-n", DWELL if sensing == "dwell" else QUICK, "--json")
        if p.returncode == 2:  # this source does not take this scenario: that is the row
            return "refused"
        return json.loads(p.stdout)["outcomes_sha256"] if p.returncode == 0 else f"exit {p.returncode}"

    def all(self):
        """Name of each row and how to find it."""
        for file in sorted((ROOT / "scenarios").rglob("*.toml")):
            name = file.relative_to(ROOT)
            for sensing in ("dwell", "table", "perfect"):
                for belief in ("brochure", "frictions", "assessed"):
                    yield f"run {name} {sensing} {belief}", lambda f=name, s=sensing, b=belief: self.scenario(f, s, b)
        for file in sorted((ROOT / "studies").rglob("*.toml")):
            name = file.relative_to(ROOT)
            if "equipoise-study/" in file.read_text():
                yield f"study {name}", lambda f=name: self.json("study", f, "--json")
        for form in ("json", "csv", "czml", "acmi", "kml", "geojson", "dis"):
            for scenario in ("layered-defence", "f-35-approach"):
                yield f"replay {scenario} {form}", lambda f=form, s=scenario: self.replay(s, f)
        yield "fly --all", lambda: self.json("fly", "--all", "--json")
        yield "fly ghaznavi --range 250 km", lambda: self.json("fly", "ghaznavi", "--range", "250 km", "--json")
        for form in ("csv", "geojson"):
            yield f"coverage {form}", lambda f=form: sha256(self.said("coverage", "scenarios/layered-defence.toml", "--as", f))
        for file in sorted((ROOT / "tests/data/assignment").glob("*.txt")):
            yield f"assign {file.name}", lambda f=file: self.json("assign", f, "--iterations", 200, "--json")
        yield "catalogue", lambda: self.json("catalogue", "--json")
        yield "validate", lambda: self.json("validate", "--json")

    def replay(self, scenario, form):
        out = self.work / f"replay-{scenario}-{form}"
        self.said("replay", f"scenarios/{scenario}.toml", "--replication", 3, "--as", form, "-o", out)
        files = sorted(out.rglob("*")) if out.is_dir() else [out]
        return sha256(b"".join(f.name.encode() + f.read_bytes() for f in files))


def is_wanted(name, asked):
    slow = name == "validate" or re.fullmatch(r"study studies/(south-asia-2020|roles-exchanged)\.toml", name)
    return asked.only in name and not (asked.quick and slow)


def model_version(rows):
    rows.said("run", "scenarios/textbook/wilkening.toml", "-n", 1, "-o", "version")
    return json.loads((rows.work / "version/manifest.json").read_text())["model_version"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=pathlib.Path)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--only", default="", help="rows whose name contains this")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for name in ("scenarios", "studies", "data/sipri"):
            shutil.copytree(ROOT / name, work / name)
        for file in (work / "studies").rglob("*.toml"):
            file.write_text(few(file.read_text()))
        rows = Rows(asked.program.resolve(), work)
        models = f"models {model_version(rows)}"
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            asked_for = [(name, pool.submit(find)) for name, find in rows.all() if is_wanted(name, asked)]
            found = {name: row.result() for name, row in asked_for}
    if asked.write:
        if asked.only or asked.quick:
            sys.exit("--write goes with neither --only nor --quick: the table is written whole")
        TABLE.write_text("\n".join([models, *(f"{digest}  {name}" for name, digest in found.items())]) + "\n")
        print(f"{TABLE.relative_to(ROOT)}: {len(found)} rows, {models}")
        return 0
    first, *lines = TABLE.read_text().splitlines()
    expected = {name: digest for digest, name in (line.split("  ", 1) for line in lines) if is_wanted(name, asked)}
    if first != models:
        print(f"the table is of {first}, the program has {models}: write it anew")
    wrong = [name for name in expected | found if expected.get(name) != found.get(name)]
    for name in wrong:
        print(f"{name}: {expected.get(name, 'not in the table')} is now {found.get(name, 'not there')}")
    if not wrong:
        print(f"{len(found)} rows equal, {models}")
    return 1 if wrong or first != models else 0


if __name__ == "__main__":
    sys.exit(main())
