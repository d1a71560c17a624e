"""The ledger end to end: answers, the mirror, resume, faults. Usage: ledger_test.py EQUIPOISE (from the project's root)."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import small_ledger
from processes import lines_of, waited

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path.cwd()


def run(*args, **kw):
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, **kw)


def exchanged(text):
    return text.replace("India", "\0").replace("Pakistan", "India").replace("\0", "Pakistan")


def told(folder):
    """The report's summary and claims without links to sources."""
    html = (folder / "report.html").read_text()
    parts = re.findall(r'(?s)<section id="(?:summary|claim-\d+)".*?</section>', html)
    return re.sub(r'(?s)<a [^>]*href="http.*?</a>', "", "\n".join(parts))


def claims(folder):
    result = json.loads((folder / "result.json").read_text())
    assert result["status"] == "complete" and result["kind"] == "ledger"
    return result["claims"]


def mirror(tmp):
    """The same ledger with the sides exchanged is the same text but for the names."""
    here, there = tmp / "here", tmp / "there"
    one = small_ledger.write(here)
    other = small_ledger.write(there)
    for file in other.rglob("*.toml"):
        file.write_text(exchanged(file.read_text()))
    for studies, out in ((one, tmp / "a"), (other, tmp / "b")):
        p = run("study", studies / "south-asia-2020.toml", "-o", out)
        assert p.returncode == 0, p.stderr
    a, b = claims(tmp / "a"), claims(tmp / "b")
    assert len(a) >= 6, [c["id"] for c in a]
    assert json.dumps(a) == exchanged(json.dumps(b)), "result.json differs by more than names"
    assert told(tmp / "a") == exchanged(told(tmp / "b")), "the report differs by more than names"
    assert "India" in told(tmp / "a") and "Pakistan" in told(tmp / "a")
    for c in a:
        for answer in c["answers"]:
            low, high = answer["holds_for"]
            assert 0 <= low <= high <= answer["sets"] == 20, answer
            assert "this is not a probability" in answer["sentence"]
            threshold = c["measure"].get("at_least", c["measure"].get("at_most"))
            for name in ("triangular", "uniform"):  # the count is that of the values shown
                holds = [v != "never" and (v >= threshold if "at_least" in c["measure"] else v <= threshold)
                         for v in answer[name]]
                assert low <= sum(holds) <= high, (c["id"], answer["belief"], sum(holds), low, high)
    # The claims say nothing of either side by name: only roles.
    shared = (ROOT / "studies/ledger/claims.toml").read_text()
    for name in ("India", "Pakistan", "S-400", "HQ-9", "Ghaznavi", "Prithvi"):
        assert name not in shared, name
    return one


def numbers(tmp):
    """What a claim says is what its study says, by the study's own result."""
    by_id = {c["id"]: {a["belief"]: a for a in c["answers"]} for c in claims(tmp / "a")}
    points = json.loads((tmp / "a/false-security/result.json").read_text())["points"]
    chance = {p["belief"]: p["measures"]["no_leaker"]["probability"] for p in points if p["factors"]["salvo.count"] == 12}
    for belief in ("frictions", "assessed"):
        a = by_id["false-security"][belief]
        assert abs(a["value"] - (chance["brochure"] - chance[belief])) < 1e-12, (belief, a["value"], chance)
        assert a["chance"][0] <= a["value"] <= a["chance"][1]
        # Sets around the nominal: their values spread, under both readings, and not alike.
        assert len(set(a["triangular"])) > 1 and a["triangular"] != a["uniform"]
    exchange = json.loads((tmp / "a/exchange/result.json").read_text())["retaliation"][0]
    k = [x["arrive"] for x in exchange["at_least_without"]].index(30)
    now = exchange["outlook"][0]["at_least"][k]  # at the share covered now, blind, under the owner's belief
    value = by_id["deterrence"]["assessed, arriving blind"]["value"]
    assert abs(value - (exchange["at_least_without"][k]["probability"] - now)) < 1e-9, (value, exchange["at_least_without"][k], now)
    race = json.loads((tmp / "a/procurement/result.json").read_text())
    missiles = {r["run"]: next(y for y in r["years"] if y["year"] == 2035)["missiles"]["value"] for r in race["runs"]}
    value = by_id["arms-race"]["Pakistan believes brochure"]["value"]
    assert abs(value - (missiles["as delivered"] - missiles["without the purchase"])) < 1e-9, (value, missiles)


def killed(tmp, studies):
    """A run that was killed goes on from what its studies have committed; any number of threads."""
    out = tmp / "killed"
    process = subprocess.Popen([PROGRAM, "study", str(studies / "south-asia-2020.toml"), "-o", str(out)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # A study's checkpoint stays until the whole ledger is done, of which most is still to come then.
    committed = waited(process, lambda: any(lines_of(f) >= 2 for f in out.glob("*/checkpoint.jsonl")))
    process.kill()
    process.wait()
    assert committed, "ended before it could be killed"
    p = run("study", studies / "south-asia-2020.toml", "-o", out, "--resume", "--threads", 1)
    assert p.returncode == 0, p.stderr
    assert claims(out) == claims(tmp / "a")
    assert not list(out.glob("*/checkpoint.jsonl")), "a complete ledger leaves nothing to resume"


def in_parts(tmp, studies):
    """Shards and ranks share a ledger's studies of raids; the merge, or the first rank, answers the claims."""
    def told_of(out):
        return {k: v for k, v in json.loads((out / "result.json").read_text()).items() if k != "elapsed_s"}

    whole, out = told_of(tmp / "a"), tmp / "shards"
    for part in ("2/2", "1/2"):
        p = run("study", studies / "south-asia-2020.toml", "-o", out, "--shard", part)
        assert p.returncode == 0 and "is done" in p.stderr, p.stderr
        assert not (out / "result.json").exists()
    p = run("study", studies / "south-asia-2020.toml", "-o", out, "--resume")
    assert p.returncode == 0, p.stderr
    assert told_of(out) == whole
    if shutil.which("mpirun") is None or b"MPI_Init_thread" not in pathlib.Path(PROGRAM).read_bytes():
        return
    environment = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                   "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
                   "TMPDIR": str(tmp)}  # what mpirun leaves in it, and removes there, is shared with no other test
    out = tmp / "ranks"
    p = subprocess.run(["mpirun", "-n", "2", PROGRAM, "study", str(studies / "south-asia-2020.toml"), "-o", str(out)],
                       capture_output=True, text=True, env=environment)
    assert p.returncode == 0, p.stderr
    assert told_of(out) == whole


def without_spending(tmp, studies):
    """Spending has terms of its own: without its folder one figure is missing and the rest runs."""
    shutil.move(studies.parent / "data", tmp / "aside")
    p = run("study", studies / "south-asia-2020.toml", "-o", tmp / "without")
    assert p.returncode == 0 and "the section on recorded spending is left out" in p.stderr, p.stderr
    assert claims(tmp / "without") == claims(tmp / "a")
    assert "equations and recorded" not in (tmp / "without/report.html").read_text()
    shutil.move(tmp / "aside", studies.parent / "data")


def roles_exchanged(tmp, studies):
    p = run("study", studies / "roles-exchanged.toml", "-o", tmp / "roles")
    assert p.returncode == 0, p.stderr
    list_ = claims(tmp / "roles")
    assert list_[0]["proposition"] == claims(tmp / "a")[0]["proposition"]
    assert "no study of this ledger has the figure" not in p.stderr, p.stderr
    assert any(c["analogy"] for c in list_)


def faults(tmp, studies):
    """Every fault with its place and key, nothing played."""
    ledger = (studies / "south-asia-2020.toml").read_text()
    shared = (studies / "ledger/claims.toml").read_text()

    def refused(name, text, claims_text, *wanted):
        (studies / "ledger/claims.toml").write_text(claims_text)
        file = studies / "bad.toml"
        file.write_text(text)
        p = run("study", file, "-o", tmp / "bad")
        assert p.returncode == 2, (name, p.returncode, p.stderr)
        for words in wanted:
            assert words in p.stderr, (name, words, p.stderr)
        assert not (tmp / "bad").exists(), name
        q = run("check", file)
        assert q.returncode == 2 and all(w in q.stdout for w in wanted), (name, q.stdout)

    refused("unknown claim", ledger.replace('id      = "arms-race"', 'id      = "arms-rase"'), shared, "bad.toml:",
            '"arms-rase" is no claim of')
    refused("unknown role", ledger, shared.replace("{rival} may no longer", "{foe} may no longer"), "claims.toml:",
            "names no role; allowed: aircraft, defence, missile, owner, rival, third")
    refused("unknown event", ledger.replace('said    = "The purchase leads', 'afterwards = ["2030-x"]\nsaid    = "The purchase leads'),
            shared, '"2030-x" is no event')
    refused("no threshold", ledger, shared.replace("at_least = 25\n", ""), "claim.at_least: must stand")
    refused("point not played", ledger, shared.replace('"salvo.count" = 12', '"salvo.count" = 13'),
            "claim.false-security.at: salvo.count = 13 is not played")
    refused("measure of another kind", ledger, shared.replace('measure = "arrivals_lost"', 'measure = "gap"'),
            "is not measured by a study of kind exchange")
    refused("year out of range", ledger, shared.replace("year    = 2025", "year    = 2090"),
            "2090 is not played; allowed: 2010 to 2035")
    refused("study missing", ledger.replace('file = "exchange-2020.toml"', 'file = "none.toml"'), shared, "none.toml")
    refused("sets", ledger.replace("parameter_sets = 20", "parameter_sets = -1"), shared, "ledger.parameter_sets")
    # All at once.
    refused("three at once", ledger.replace("parameter_sets = 20", "parameter_sets = 1e9"),
            shared.replace("at_least = 25\n", "").replace('measure = "arrivals_lost"', 'measure = "x"'),
            "ledger.parameter_sets", "claim.at_least", "claim.measure")
    (studies / "ledger/claims.toml").write_text(shared)


with tempfile.TemporaryDirectory() as name:
    tmp = pathlib.Path(name)
    studies = mirror(tmp)
    numbers(tmp)
    killed(tmp, studies)
    in_parts(tmp, studies)
    without_spending(tmp, studies)
    roles_exchanged(tmp, studies)
    faults(tmp, studies)
print("ok")
