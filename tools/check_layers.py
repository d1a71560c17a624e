#!/usr/bin/env python3
"""Does every folder of src/equipoise include only what layers.toml lets it, and does parallel alone start threads? With --draw: print the picture for docs/architecture.md."""
import pathlib, re, sys, tomllib

root = pathlib.Path(__file__).resolve().parent.parent
layers = tomllib.loads((root / "layers.toml").read_text())
source = root / "src" / "equipoise"
INCLUDE = re.compile(r'^\s*#\s*include\s+"equipoise/([a-z]+)/', re.M)
THREADS = re.compile(r"^\s*#\s*include\s+<(thread|future|pthread\.h)>", re.M)


def faults():
    for folder in sorted(p.name for p in source.iterdir() if p.is_dir()):
        if folder not in layers:
            yield f"src/equipoise/{folder}: not in layers.toml"
            continue
        allowed = set(layers[folder]) | {folder}
        for path in sorted((source / folder).iterdir()):
            if path.suffix not in (".hpp", ".cpp"):
                continue
            text = path.read_text()
            for match in THREADS.finditer(text) if folder != "parallel" else ():
                line = text.count("\n", 0, match.start(1)) + 1
                yield f"{path.relative_to(root)}:{line}: <{match[1]}>: threads are started in parallel only"
            for match in INCLUDE.finditer(text):
                if "*" not in allowed and match[1] not in allowed:
                    line = text.count("\n", 0, match.start(1)) + 1
                    yield f"{path.relative_to(root)}:{line}: {folder} may not include {match[1]}"


def draw():
    """One line a folder; only the nearest layers, the rest follows through them."""
    for folder, allowed in layers.items():
        if not (source / folder).is_dir():
            continue
        below = [a for a in allowed if (source / a).is_dir() or a == "*"]
        nearest = [a for a in below if not any(a in layers[b] for b in below if b != a and b != "*")]
        print(f"{folder:11} -> {', '.join('everything it reads and writes' if a == '*' else a for a in nearest) or '-'}")


if "--draw" in sys.argv:
    draw()
    sys.exit()
found = list(faults())
print("\n".join(found) or f"layers hold: {len(layers)} folders")
sys.exit(bool(found))
