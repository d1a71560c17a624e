#!/usr/bin/env python3
"""Does every file of src/equipoise include only what layers.toml lets its room, directly or through others?

  tools/check_layers.py [--root DIR]     the check; exit 1 and file:line for each include that is not allowed
  tools/check_layers.py --draw           the picture for docs/architecture.md
  tools/check_layers.py --links          "FOLDER LOWER..." for each top folder: CMake's targets are linked so
"""
import argparse
import functools
import pathlib
import re
import sys
import tomllib

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
WIDEST = 30  # files in a room


class House:
    def __init__(self, root):
        self.root, self.source = root, root / "src/equipoise"
        table = tomllib.loads((root / "layers.toml").read_text())
        self.engine = table.pop("engine", {}).get("rooms", [])  # another check's: tools/no_exceptions.py
        self.layers = table

    @functools.cache
    def allowed(self, room):
        """The room, what it names, and what comes with that."""
        allowed, to_do = {room}, [room]
        while to_do:
            for below in self.layers.get(to_do.pop(), []):
                if below not in allowed:
                    allowed.add(below)
                    to_do.append(below)
        return allowed

    def rooms(self):
        """Every folder with C++ in it, as layers.toml names it."""
        return {p.parent.relative_to(self.source).as_posix() for p in self.source.rglob("*.?pp")}

    @functools.cache
    def includes(self, path):
        """(line, file) of each quoted include that is a file of the project."""
        text = path.read_text()
        found = []
        for match in INCLUDE.finditer(text):
            for base in (self.root / "src", self.root, path.parent):
                if (base / match[1]).is_file():
                    found.append((text.count("\n", 0, match.start(1)) + 1, (base / match[1]).resolve()))
                    break
        return found

    @functools.cache
    def reached(self, path):
        """Rooms that a file reaches, each with the files on the way."""
        reached, to_do = {}, [(path, ())]
        seen = {path}
        while to_do:
            file, way = to_do.pop()
            for line, header in self.includes(file):
                if header in seen:
                    continue
                seen.add(header)
                step = (*way, (file, line, header))
                to_do.append((header, step))
                if header.is_relative_to(self.source):
                    reached.setdefault(header.parent.relative_to(self.source).as_posix(), step)
        return reached

    def faults(self):
        for room in sorted(self.rooms() - set(self.layers)):
            yield f"src/equipoise/{room}: not in layers.toml"
        for room in sorted(set(self.layers) - self.rooms()):
            yield f"layers.toml: {room}: there is no such room"
        for name in self.engine:
            if not (self.source / name).is_dir():
                yield f"layers.toml: engine: {name}: there is no such room"
        for room, below in self.layers.items():
            for name in below:
                if name not in self.layers:
                    yield f"layers.toml: {room}: {name}: there is no such room"
                elif room in self.allowed(name):
                    yield f"layers.toml: {room}: {name}: includes {room} itself, in a circle"
        for room in sorted(self.rooms() & set(self.layers)):
            files = sorted((self.source / room).glob("*.?pp"))
            if len(files) > WIDEST:
                yield f"src/equipoise/{room}: {len(files)} files; at most {WIDEST}: make rooms"
            for path in files:
                yield from self.faults_of(path.resolve(), room)

    def faults_of(self, path, room):
        folder = room.split("/")[0]
        test = path.stem.endswith("_test") or path.stem == "testing"
        if not re.search(rf"namespace equipoise::{folder}\b", path.read_text()) and not test:
            yield f"{path.relative_to(self.root)}:1: no namespace equipoise::{folder}"
        if test:  # may see more than what it tests
            return
        for reached, way in sorted(self.reached(path).items()):
            if reached not in self.allowed(room):
                file, line, _ = way[0]
                through = "".join(f" through {header.relative_to(self.root)}" for _, _, header in way[:-1])
                yield f"{file.relative_to(self.root)}:{line}: {room} may not include {reached}{through}"

    def links(self):
        """The top folders that each one names, those of its rooms with it."""
        tops = {}
        for room, below in self.layers.items():
            folder = room.split("/")[0]
            tops.setdefault(folder, set()).update(b.split("/")[0] for b in below)
        return {folder: sorted(below - {folder}) for folder, below in tops.items()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    arguments.add_argument("--draw", action="store_true")
    arguments.add_argument("--links", action="store_true")
    asked = arguments.parse_args()
    house = House(asked.root.resolve())
    if asked.draw:
        width = max(map(len, house.layers))
        for room, below in house.layers.items():
            print(f"{room:{width}} -> {', '.join(below) or '-'}")
        return 0
    if asked.links:
        for folder, below in house.links().items():
            print(" ".join([folder, *below]))
        return 0
    found = list(house.faults())
    print("\n".join(found) or f"layers hold: {len(house.layers)} rooms")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
