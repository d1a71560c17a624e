"""The shipped ledgers made small, for tests that play them."""
import pathlib
import re
import shutil

ROOT = pathlib.Path.cwd()


def write(folder):
    """The shipped ledgers with few raids and sets, one raid study and no validation."""
    shutil.copytree(ROOT / "studies", folder / "studies")
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    shutil.copytree(ROOT / "data/sipri", folder / "data/sipri")
    for file in (folder / "studies").glob("*.toml"):
        text = file.read_text()
        for key, value in (("replications", 60), ("ignorance", 0), ("replications_per_set", 20), ("parameter_sets", 20)):
            text = re.sub(rf"(?m)^{key}( *)= \d+", rf"{key}\1= {value}", text)
            assert all(int(n) <= 60 for n in re.findall(rf"(?m)^{key} *= *(\d+)", text)), (file, key)
        text = re.sub(r"values = \[1, 2, [0-9, ]+\]", "values = [4, 12]", text)
        text = re.sub(r"(?ms)^# One friction at a time.*", "", text)
        text = re.sub(r"(?m)^validation .*$", "", text)
        assert not re.search(r"(?m)^validation", text), file
        if "[ledger]" in text:  # what happened and who said so is not exchanged
            text = re.sub(r"(?ms)^afterwards *= \[.*?\]\n", "", text)
            text = re.sub(r"(?ms)^\[\[ledger.claim.version\]\].*?(?=^\[\[|\Z)", "", text)
            for name in ("interoperability", "friends", "aircraft"):
                text = re.sub(rf"(?ms)^\[\[ledger.claim\]\]\nid +=\ \"{name}\".*?(?=^\[\[|\Z)", "", text)
            for name in ("interoperability", "exposure", "deliveries"):
                text = re.sub(rf"(?ms)^\[\[ledger.study\]\]\nid += \"{name}\"\n.*?(?=^\[\[|\Z)", "", text)
        file.write_text(text)
    claims = folder / "studies/ledger/claims.toml"
    claims.write_text(re.sub(r', "deliveries/[a-z-]+"', "", claims.read_text()))
    return folder / "studies"
