#!/usr/bin/env python3
"""Can the engine be compiled without exceptions, and does it leave files and threads alone?

  tools/no_exceptions.py [--build DIR] [--root DIR] [FILE...]

The engine is the rooms that layers.toml lists as such. Each of their sources, tests apart, goes through the compiler of the
build with -fsyntax-only -fno-exceptions; no file of theirs may include what starts threads or opens files, nor name a
function that looks at a file system. Exit 1 and a line for each fault. With FILEs, those alone are looked at.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tomllib

HEADERS = "thread|future|mutex|shared_mutex|condition_variable|stop_token|semaphore|latch|barrier|fstream"
INCLUDE = re.compile(rf"^\s*#\s*include\s+<({HEADERS})>", re.M)
FUNCTIONS = """absolute canonical copy copy_file copy_symlink create_directories create_directory create_symlink current_path
directory_entry directory_iterator equivalent exists file_size is_directory is_empty is_regular_file is_symlink last_write_time
permissions read_symlink recursive_directory_iterator remove remove_all rename resize_file space status symlink_status
temp_directory_path weakly_canonical""".split()
CALL = re.compile(rf"\b(?:fs|filesystem)::({'|'.join(FUNCTIONS)})\b|\b(fopen|freopen|popen|opendir)\s*\(")


def engine_files(root):
    """Headers and sources of the engine's rooms and of those below them, without tests."""
    source = root / "src/equipoise"
    rooms = tomllib.loads((root / "layers.toml").read_text())["engine"]["rooms"]
    found = {path for room in rooms for path in (source / room).rglob("*.?pp")}
    return sorted(p for p in found if not p.stem.endswith("_test") and p.stem != "testing")


def faults_of_text(root, path):
    text = path.read_text()
    for pattern, words in ((INCLUDE, "includes <{}>"), (CALL, "names {}, which looks at files")):
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(root)}:{line}: {words.format(match[match.lastindex])}"


class Commands:
    """How the build compiles a source. In a unity build it names batches; any command of the target serves then."""

    def __init__(self, build):
        self.of_file, self.of_target = {}, {}
        for entry in json.loads((build / "compile_commands.json").read_text()):
            self.of_file[entry["file"]] = entry
            if target := re.search(r"CMakeFiles/(equipoise_\w+)\.dir/", entry["command"]):
                self.of_target.setdefault(target[1], entry)

    def without_exceptions(self, root, path):
        top = path.relative_to(root / "src/equipoise").parts[0]
        entry = self.of_file.get(str(path)) or self.of_target.get(f"equipoise_{top}")
        if entry is None:
            return None
        words = iter(shlex.split(entry["command"]))
        kept = []
        for word in words:
            if word in ("-o", "-MF", "-MT", "-MQ"):
                next(words)
            elif word not in ("-c", "-MD", "-MMD", entry["file"]) and not word.endswith("ccache"):
                kept.append(word)
        return [*kept, "-fsyntax-only", "-fno-exceptions", str(path)], entry["directory"]


def faults_of_compiler(root, path, commands):
    command = commands.without_exceptions(root, path)
    if command is None:
        return [f"{path.relative_to(root)}: the build has no command for it: configure anew"]
    p = subprocess.run(command[0], cwd=command[1], capture_output=True, text=True)
    if p.returncode == 0:
        return []
    errors = [line for line in p.stderr.splitlines() if "error" in line]
    return [f"{path.relative_to(root)}: cannot be compiled without exceptions", *(f"  {e}" for e in errors[:5])]


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=here)
    parser.add_argument("--build", type=pathlib.Path, help="build/release if not given")
    parser.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    asked = parser.parse_args()
    root = asked.root.resolve()
    files = engine_files(root)
    if asked.files:
        wanted = {path.resolve() for path in asked.files}
        files = [path for path in files if path in wanted]
    sources = [path for path in files if path.suffix == ".cpp"]
    commands = Commands((asked.build or root / "build/release").resolve())
    found = [fault for path in files for fault in faults_of_text(root, path)]
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for faults in pool.map(lambda path: faults_of_compiler(root, path, commands), sources):
            found += faults
    print("\n".join(found) or f"no exceptions, files or threads: {len(files)} files, {len(sources)} of them compiled")
    return bool(found) or not sources


if __name__ == "__main__":
    sys.exit(main())
