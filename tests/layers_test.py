"""The layer check itself: it passes as the tree stands, and sees a planted include that is not allowed."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def check(root):
    return subprocess.run([sys.executable, ROOT / "tools/check_layers.py", "--root", root], capture_output=True, text=True)


class Layers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        shutil.copytree(ROOT / "src", self.root / "src")
        shutil.copy(ROOT / "layers.toml", self.root)

    def tearDown(self):
        self.folder.cleanup()

    def plant(self, file, line):
        path = self.root / "src/equipoise" / file
        path.write_text(path.read_text() + line + "\n")

    def assert_seen(self, *words):
        p = check(self.root)
        self.assertEqual(p.returncode, 1, p.stdout)
        for word in words:
            self.assertIn(word, p.stdout)

    def test_as_it_stands(self):
        p = check(ROOT)
        self.assertEqual(p.returncode, 0, p.stdout)

    def test_a_forbidden_include_in_a_sub_room(self):
        self.plant("simulation/world/world.hpp", '#include "equipoise/simulation/raid/replicate.hpp"')
        self.assert_seen("world.hpp:", "simulation/world may not include simulation/raid")

    def test_a_forbidden_include_through_a_file_of_no_room(self):
        (self.root / "between.hpp").write_text('#include "equipoise/study/play.hpp"\n')
        self.plant("command/doctrine.hpp", '#include "between.hpp"')
        self.assert_seen("command may not include study/play through between.hpp")

    def test_a_room_that_is_not_named(self):
        (self.root / "src/equipoise/motion/new").mkdir()
        (self.root / "src/equipoise/motion/new/file.hpp").write_text("namespace equipoise::motion {}\n")
        self.assert_seen("src/equipoise/motion/new: not in layers.toml")

    def test_a_circle_in_the_table(self):
        table = self.root / "layers.toml"
        table.write_text(table.read_text().replace('random            = ["core"]', 'random            = ["core", "study"]'))
        self.assert_seen("layers.toml: random: study: includes random itself, in a circle")

    def test_a_room_of_the_engine_that_is_not_there(self):
        table = self.root / "layers.toml"
        table.write_text(table.read_text().replace('"study/play", "io/source"', '"study/played", "io/source"'))
        self.assert_seen("layers.toml: engine: study/played: there is no such room")

    def test_a_room_too_wide(self):
        for i in range(31):
            (self.root / f"src/equipoise/earth/more_{i}.cpp").write_text("namespace equipoise::earth {}\n")
        self.assert_seen("src/equipoise/earth: 43 files; at most 30")


if __name__ == "__main__":
    unittest.main()
