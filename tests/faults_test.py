#!/usr/bin/env python3
"""Bad input files, each stating the faults it must report and where. Usage: faults_test.py EQUIPOISE

The first lines of every file below tests/faults/ (but for base.toml, from which they are made) are its expectation:

    # expect: ERROR 12:9: battery.battalion.doctrine.mode: "slavo" is not known
    # expect: WARNING 23:1: raid.salvo: no radar of any battery ever sees it

severity, line:column, and the beginning of what must follow. A fault of another file has that file before its line.
"""
import functools, os, pathlib, re, resource, subprocess, sys, tempfile, unittest

EXE = sys.argv.pop(1)
FAULTS = pathlib.Path("tests/faults")
LEAST = {"toml": 35, "scenario": 60, "study": 25, "catalogue": 35, "warning": 15, "strategy": 35}
# The run-time library of a sanitizer takes address space for itself.
SANITIZED = re.search(rb"__[at]san_init", pathlib.Path(EXE).read_bytes())
CRASH = re.compile(r"terminate called|what\(\)|Assertion|Aborted|core dumped|Sanitizer|runtime error|bad_alloc|Traceback")


def run(*args, **options):
    """Text may hold any byte of the input: none is lost."""
    return subprocess.run([EXE, *map(str, args)], capture_output=True, text=True, encoding="utf-8", errors="surrogateescape",
                          timeout=600, **options)


def files(folder):
    return sorted((FAULTS / folder).glob("*.toml"))


@functools.cache
def lines_of(path):
    """As the program counts them: a carriage return alone ends no line."""
    return pathlib.Path(path).read_bytes().decode("utf-8", "surrogateescape").split("\n")


def expected(path):
    """(severity, place, beginning of the text) of each leading comment."""
    found = []
    for line in lines_of(path):
        m = re.fullmatch(r"# expect: (ERROR|WARNING) ((?:[^\s:]+:)?\d+:\d+): (.*)", line)
        if not m:
            break
        found.append(m.groups())
    return sorted(found)


def diagnostics(path, output):
    """(severity, place, text, the two lines below it) of everything the program printed."""
    printed = output.split("\n")
    found = []
    for number, line in enumerate(printed):
        m = re.match(r"(ERROR  |WARNING) (?:(\S+?):(\d+):(\d+): )?(.*)", line, re.S)
        if not m:
            continue
        severity, file, row, column, text = m.groups()
        place = ""
        if file is not None:
            file = os.path.normpath(file)
            place = f"{row}:{column}" if file == str(path) else f"{file}:{row}:{column}"
        found.append((severity.strip(), place, text, file, printed[number + 1:number + 3]))
    return sorted(found, key=lambda d: d[:3])


@functools.cache
def checked(path):
    return run("check", path)


class Expectations(unittest.TestCase):
    """What `check` says of each file is what the file says that it must be, no less and no more."""

    def hold(self, folder):
        for path in files(folder):
            with self.subTest(str(path)):
                want = expected(path)
                p = checked(path)
                self.assertIn(p.returncode, (0, 2), f"ended by {p.returncode}: {p.stderr}")
                got = [d[:3] for d in diagnostics(path, p.stdout)]
                report = "\n".join(["", "expected"] + ["  %s %s: %s" % w for w in want] + ["printed"] + ["  %s %s: %s" % g for g in got])
                self.assertEqual([w[:2] for w in want], [g[:2] for g in got], report)
                for w, g in zip(want, got):
                    self.assertTrue(g[2].startswith(w[2]), report)
                self.assertEqual(p.returncode == 2, any(w[0] == "ERROR" for w in want))
                self.assertEqual(f"PASS    {path}" in p.stdout, p.returncode == 0)
                self.assertEqual(p.stderr, "")

    def test_toml(self):
        self.hold("toml")

    def test_scenario(self):
        self.hold("scenario")

    def test_study(self):
        self.hold("study")

    def test_strategy(self):
        self.hold("strategy")

    def test_catalogue(self):
        self.hold("catalogue")

    def test_warning(self):
        self.hold("warning")

    def test_there_are_enough_files_and_each_expects_something(self):
        for folder, least in LEAST.items():
            self.assertGreaterEqual(len(files(folder)), least, folder)
            for path in files(folder):
                severities = {severity for severity, place, text in expected(path)}
                self.assertEqual(severities, {"WARNING" if folder == "warning" else "ERROR"}, path)
        self.assertGreaterEqual(sum(len(files(folder)) for folder in LEAST), 170)

    def test_what_they_are_made_from_is_right(self):
        p = run("check", FAULTS / "base.toml")
        self.assertEqual((p.returncode, p.stdout), (0, f"PASS    {FAULTS / 'base.toml'}\n"))

    def test_many_files_in_one_run_are_told_like_one_by_one(self):
        p = run("check", *files("toml"))
        self.assertEqual(p.returncode, 2)
        self.assertEqual(p.stdout, "".join(checked(path).stdout for path in files("toml")))


class Excerpts(unittest.TestCase):
    """Under each diagnostic stand its line and a caret at its column, and nothing that is no text."""

    def test_the_caret_points_at_the_place(self):
        for folder in LEAST:
            for path in files(folder):
                for severity, place, text, file, below in diagnostics(path, checked(path).stdout):
                    if file is None:
                        continue
                    row, column = map(int, place.split(":")[-2:])
                    lines = lines_of(file)
                    if row > len(lines) or column > len(lines[row - 1]) + 1:
                        continue
                    with self.subTest(f"{path} {place}"):
                        source, caret = (re.fullmatch(p, line) for p, line in zip((r" *(\d+) \| ?(.*)", r"      \| ( *)\^"), below))
                        self.assertTrue(source and caret, below)
                        self.assertEqual(int(source[1]), row)
                        at = len(caret[1])
                        there = (lines[row - 1][column - 1:column] or " ").replace("\x7f", " ")
                        shown = source[2][at:at + 1] or " "
                        if there < " ":
                            there = " "
                        if "\udc80" <= there <= "\udcff":
                            there, shown = "?", "?" if "\udc80" <= shown <= "\udcff" else shown
                        self.assertEqual(shown, there, below)

    def test_what_is_printed_is_utf_8_without_control_characters(self):
        for path in files("toml"):
            with self.subTest(str(path)):
                output = checked(path).stdout
                self.assertEqual(output.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), output)
                self.assertIsNone(re.search(r"[\x00-\x09\x0b-\x1f\x7f]", output))


class Refusals(unittest.TestCase):
    def test_run_and_study_refuse_them_too_and_leave_nothing_behind(self):
        all_files = [("run" if folder == "scenario" else "study", path) for folder in ("scenario", "study") for path in files(folder)]
        sample = [all_files[i * len(all_files) // 30] for i in range(30)]
        for command, path in sample:
            with self.subTest(str(path)), tempfile.TemporaryDirectory() as folder:
                p = run(command, path, "-o", pathlib.Path(folder, "out"))
                self.assertEqual(p.returncode, 2, p.stderr)
                self.assertEqual(p.stdout, "")
                self.assertTrue(p.stderr)
                self.assertIsNone(CRASH.search(p.stderr), p.stderr)
                self.assertEqual(list(pathlib.Path(folder).rglob("*")), [])

    def test_a_study_is_refused_before_its_first_point_is_played(self):
        for path in sorted(FAULTS.glob("study/factor-value-*.toml")) + sorted(FAULTS.glob("study/variant-value-*.toml")):
            with self.subTest(str(path)), tempfile.TemporaryDirectory() as folder:
                p = run("study", path, "-o", pathlib.Path(folder, "out"))
                self.assertEqual(p.returncode, 2, p.stderr)
                self.assertIn(f"{path}:{expected(path)[0][1]}: ", p.stderr)
                self.assertEqual(list(pathlib.Path(folder).rglob("*")), [])

    @unittest.skipIf(SANITIZED, "memory cannot be limited under a sanitizer")
    def test_too_much_is_refused_before_memory_is_taken(self):
        def little():
            resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))

        large = [path for folder in ("scenario", "study") for path in files(folder) if path.name.startswith("admission-")]
        self.assertGreaterEqual(len(large), 8)
        for path in large:
            for command in ("check", "run" if path.parent.name == "scenario" else "study"):
                with self.subTest(f"{command} {path}"):
                    p = run(command, path, preexec_fn=little)
                    self.assertEqual(p.returncode, 2, p.stderr)
                    self.assertIn("allowed: ", p.stdout if command == "check" else p.stderr)
                    self.assertIsNone(CRASH.search(p.stdout + p.stderr))


class Shipped(unittest.TestCase):
    def check(self, folder):
        shipped = sorted(pathlib.Path(folder).rglob("*.toml"))
        p = run("check", *shipped)
        self.assertEqual(re.findall(r"^ERROR .*", p.stdout, re.M), [])
        self.assertEqual(p.returncode, 0, p.stderr)
        self.assertEqual(p.stdout.count("PASS    "), len(shipped))
        return p.stdout

    def test_catalogue(self):
        self.check("catalogue")

    def test_scenarios_and_studies(self):
        for folder in ("scenarios", "studies"):
            self.assertNotIn("WARNING", self.check(folder))


if __name__ == "__main__":
    unittest.main(verbosity=1)
