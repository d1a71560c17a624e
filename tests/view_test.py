"""`equipoise view` as a browser and its enemies meet it: what it serves, whom it refuses, how it ends. Usage: view_test.py EQUIPOISE"""
import concurrent.futures
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from processes import lines_of, waited

EXE = sys.argv.pop(1)
SCENARIO = "scenarios/reference-raid.toml"
TEXTBOOK = pathlib.Path("scenarios/textbook/wilkening.toml").resolve()
FORMATS = ("json", "csv", "czml", "acmi", "kml", "geojson", "dis")


def run(*args):
    return subprocess.run([EXE, *map(str, args)], capture_output=True, timeout=300)


class Server:
    """A viewer that is running, with its port."""

    def __init__(self, *args):
        self.process = subprocess.Popen([EXE, "view", *map(str, args), "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env={**os.environ, "DISPLAY": ""})
        self.said = self.process.stdout.readline()
        self.port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", self.said)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def ask(self, path, method="GET", host=None, **headers):
        """Status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    def get(self, path):
        status, _, body = self.ask(path)
        assert status == 200, (path, status, body)
        return body

    def json(self, path):
        return json.loads(self.get(path))

    def raw(self, text):
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as s:
            s.sendall(text)
            s.settimeout(10)
            answer = b""
            while piece := s.recv(65536):
                answer += piece
            return answer

    def end(self, number):
        """Its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


class Stage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(SCENARIO)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_the_page_and_all_that_it_loads_come_from_here(self):
        status, headers, body = self.server.ask("/")
        self.assertEqual(status, 200)
        self.assertIn("One S-400 battalion, a salvo of twelve", body.decode())
        policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        self.assertEqual(policy["default-src"], "'none'")
        for kind in ("script-src", "style-src", "connect-src", "frame-src"):
            self.assertEqual(policy[kind], "'self'")
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(re.findall(r'(?:src|href)="([^"]*)"', body.decode()), ["data:,", "/view.css", "/view.js"])
        self.assertIn("text/javascript", self.server.ask("/view.js")[1]["Content-Type"])
        self.assertNotIn(b"url(", self.server.get("/view.css"))

    def test_a_raid_is_the_one_that_replay_tells_in_every_format(self):
        for form in FORMATS:
            told = run("replay", SCENARIO, "--replication", 8, "--as", form).stdout
            self.assertEqual(self.server.get(f"/replay/8.{form}"), told, form)

    def test_the_page_s_raid_is_the_same_raid(self):
        told, shown = json.loads(run("replay", SCENARIO, "--replication", 3).stdout), self.server.json("/api/raid/3")
        self.assertEqual({k: told["outcome"][k] for k in shown["outcome"]}, shown["outcome"])
        self.assertEqual([t["fate"] for t in told["threats"]], [t["fate"] for t in shown["threats"]])
        self.assertEqual(len(told["events"]), len(shown["events"]))
        row = dict(zip(shown["row"]["columns"], shown["row"]["cells"]))
        self.assertEqual((row["replication"], int(row["leaked"]), int(row["fired"])), ("3", told["outcome"]["leaked"], told["outcome"]["fired"]))
        self.assertEqual(run(*shown["command"].split()[1:]).stdout, self.server.get("/replay/3.json"))

    def test_what_is_set_is_played(self):
        given = ("--set", "salvo.count=3", "--seed", 7, "--belief", "brochure", "--sensing", "table")
        with Server(SCENARIO, *given) as server:
            self.assertEqual(server.get("/replay/2.json"), run("replay", SCENARIO, "--replication", 2, *given).stdout)
            stage = server.json("/api/view")
            self.assertEqual((stage["seed"], stage["belief"], stage["sensing"], stage["raids"][0]["count"]), (7, "brochure", "table", 3))

    def test_numbers_that_are_no_replication(self):
        for text in ("-1", "1000000000000", "99999999999999999999999", "1.5", "abc", "", "0x10", "1e3", "%31%20"):
            status, _, body = self.server.ask(f"/api/raid/{text}")
            self.assertEqual(status, 404, text)
            self.assertIn(b"from 0 to 999999999999", body)
        self.server.get("/api/raid/999999999999")
        self.assertEqual(self.server.ask("/replay/8.exe")[0], 404)
        self.assertEqual(self.server.ask("/replay/8")[0], 404)
        self.assertEqual(self.server.ask("/anything")[0], 404)

    def test_a_raid_that_is_too_large_to_be_shown(self):
        with Server(SCENARIO, "--set", "salvo.count=10000", "--sensing", "perfect") as server:
            status, _, body = server.ask("/api/raid/8")
            self.assertEqual(status, 413)
            self.assertIn(b"equipoise replay scenarios/reference-raid.toml --set 'salvo.count=10000'", body)

    def test_only_get_and_head(self):
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            status, headers, _ = self.server.ask("/", method)
            self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"), method)
        status, headers, body = self.server.ask("/", "HEAD")
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 100)

    def test_only_by_its_own_address(self):
        port = self.server.port
        for host in ("example.org", f"example.org:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1:{port}.example.org", ""):
            self.assertEqual(self.server.ask("/api/view", host=host)[0], 403, host)
        self.assertEqual(self.server.ask("/api/view", host=f"localhost:{port}")[0], 200)
        twice = f"GET /api/view HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: example.org\r\n\r\n"
        self.assertIn(b" 403 ", self.server.raw(twice.encode()).splitlines()[0])
        # What a page of elsewhere has its reader's browser fetch; a link that is followed is none of that.
        self.assertEqual(self.server.ask("/api/raid/1", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0], 403)
        self.assertEqual(self.server.ask("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0], 200)
        self.assertEqual(self.server.ask("/api/view", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors")[0], 200)

    def test_it_listens_on_loopback_alone(self):
        listening = "0A"
        found = []
        for table in ("tcp", "tcp6"):
            sockets = pathlib.Path(f"/proc/{self.server.process.pid}/net/{table}")
            if table == "tcp6" and not sockets.exists():
                continue  # a machine without IPv6
            for line in sockets.read_text().splitlines()[1:]:
                local, state = line.split()[1], line.split()[3]
                address, port = local.split(":")
                if state == listening and int(port, 16) == self.server.port:
                    found.append((table, address))
        self.assertEqual(found, [("tcp", "0100007F")])

    def test_no_request_brings_it_down(self):
        for text in (b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 100 + b"\r\n\r\n", b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n",
                     b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n", b"GET / HTTP/1.1\r\nRange: bytes=9-1\r\n\r\n",
                     f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nRange: bytes=0-99999999999\r\n\r\n".encode()):
            try:
                self.server.raw(text)
            except OSError:
                pass
        with concurrent.futures.ThreadPoolExecutor(30) as many:
            answers = list(many.map(lambda i: self.server.ask(f"/replay/{i % 3}.json"), range(60)))
        self.assertTrue({a[0] for a in answers} <= {200, 503})
        played = {body for status, _, body in answers if status == 200}
        self.assertLessEqual(len(played), 3)
        self.assertGreaterEqual(len(played), 1)
        self.assertIsNone(self.server.process.poll())


class Browser(unittest.TestCase):
    def test_it_is_opened_where_there_is_a_display_and_only_there(self):
        for display, flags, opens in ((":9", (), True), ("", (), False), (":9", ("--no-browser",), False)):
            with tempfile.TemporaryDirectory() as folder:
                asked = pathlib.Path(folder) / "asked"
                program = pathlib.Path(folder) / "xdg-open"
                program.write_text(f'#!/bin/sh\necho "$@" > "{asked}.part"\nmv "{asked}.part" "{asked}"\n')
                program.chmod(0o755)
                environment = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"} | {"DISPLAY": display, "PATH": f"{folder}:{os.environ['PATH']}"}
                p = subprocess.Popen([EXE, "view", SCENARIO, *flags], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
                address = p.stdout.readline()
                until = time.monotonic() + (60 if opens else 1.5)
                while not asked.exists() and time.monotonic() < until:
                    time.sleep(0.01)
                self.assertEqual(asked.read_text() if asked.exists() else None, address if opens else None)
                p.send_signal(signal.SIGINT)
                self.assertEqual(p.wait(60), 0)
                p.stdout.close()


class Ends(unittest.TestCase):
    def test_done(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with Server(SCENARIO) as server:
                self.assertEqual(server.end(number), 0)
                self.assertEqual(server.process.stdout.read(), "") # the address was all

    def test_whoever_has_not_finished_asking_is_not_waited_for(self):
        with Server(SCENARIO) as server:
            slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(4)]
            ended = threading.Event()

            def ask_for_ever():
                text = b"GET / HTTP/1.1\r\nX: "
                while not ended.is_set():
                    for s in slow:
                        with contextlib.suppress(OSError):
                            s.sendall(text)
                    text = b"x"
                    ended.wait(0.1)

            asking = threading.Thread(target=ask_for_ever)
            asking.start()
            try:
                self.assertEqual(server.ask("/")[0], 200)  # those before it have been accepted
                self.assertEqual(server.end(signal.SIGINT), 0)
            finally:
                ended.set()
                asking.join()
                for s in slow:
                    s.close()


class Folder(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.folder = self.root / "out"

    def play(self, *more):
        p = run("run", SCENARIO, "-n", 300, "--sensing", "table", "-o", self.folder, *more)
        self.assertEqual(p.returncode, 0, p.stderr)

    def test_lists_and_hands_out_what_is_there(self):
        self.play()
        (self.folder / "study").mkdir()
        (self.folder / "study" / "report.html").write_text("<!DOCTYPE html><title>x</title>")
        (self.folder / "tables").mkdir()
        (self.folder / "tables" / "a \u00e9.csv").write_text("a\n1\n")
        with Server(self.folder) as server:
            view = server.json("/api/view")
            own = view["parts"][0]
            self.assertTrue(view["settled"] and own["complete"])
            self.assertEqual({f["name"] for f in own["files"]}, {"result.json", "outcomes.csv", "manifest.json"})
            result = json.loads((self.folder / "result.json").read_text())
            self.assertEqual(own["result"]["measures"], result["measures"])
            for part in view["parts"]:
                for file in part["files"]:
                    path = "/files/" + "".join(c if c.isascii() and c != " " else "".join(f"%{b:02X}" for b in c.encode()) for c in file["path"])
                    status, headers, body = server.ask(path)
                    self.assertEqual((status, len(body)), (200, file["bytes"]), file)
                    self.assertEqual(body, (self.folder / file["path"]).read_bytes())
                    page = file["name"].endswith(".html")
                    self.assertEqual("Content-Disposition" in headers, not page)
                    self.assertEqual("sandbox" in headers["Content-Security-Policy"], page) # a report reaches nothing here
            self.assertIn("study/report.html", [f["path"] for p in view["parts"] for f in p["files"]])

    def test_nothing_outside_and_nothing_that_is_not_in_the_list(self):
        self.play()
        secret = self.root / "secret.csv"
        secret.write_text("secret")
        (self.folder / "notes.txt").write_text("secret")
        (self.folder / "sets.csv").symlink_to(secret)
        (self.folder / "values.csv").symlink_to("outcomes.csv") # stays inside
        (self.folder / "elsewhere").symlink_to(self.root, target_is_directory=True)
        (self.folder / "inside").mkdir()
        (self.folder / "inside" / "report.html").symlink_to("/etc/passwd")
        (self.folder / "checkpoint.jsonl").symlink_to(secret)
        os.mkfifo(self.folder / "checkpoint.1-of-2.jsonl") # whoever opens it waits
        with Server(self.folder) as server:
            self.assertFalse(server.json("/api/view")["parts"][0]["working"])
            names = [f["path"] for p in server.json("/api/view")["parts"] for f in p["files"]]
            self.assertEqual(sorted(names), ["manifest.json", "outcomes.csv", "result.json", "values.csv"])
            for path in ("sets.csv", "notes.txt", "../secret.csv", "%2e%2e/secret.csv", "..%2fsecret.csv", "..\\secret.csv", "elsewhere/secret.csv",
                         "inside/report.html", "/etc/passwd", "%2fetc%2fpasswd", "./result.json", "tables/../result.json", "result.json%00.csv", ""):
                status, _, body = server.ask(f"/files/{path}")
                self.assertEqual(status, 404, path)
                self.assertNotIn(b"secret\n", body)
            self.assertEqual(server.ask("/../secret.csv")[0], 404)
            self.assertEqual(server.ask("/result.json")[0], 404)

    def test_work_that_goes_on_and_is_done(self):
        args = ("run", SCENARIO, "-n", 262144, "--sensing", "table", "-o", self.folder)
        self.assertEqual(run(*args, "--shard", "1/2").returncode, 0) # two chunks of four
        checkpoint = self.folder / "checkpoint.1-of-2.jsonl"
        lines = checkpoint.read_text().split("\n")
        self.assertEqual(len(lines) - 2, 2)
        with open(checkpoint, "a") as file:
            file.write('{"chunk":[0,') # torn, as where it was killed
        with Server(self.folder) as server:
            view = server.json("/api/view")
            own, progress = view["parts"][0], view["parts"][0]["progress"]
            self.assertFalse(view["settled"])
            self.assertTrue(own["working"])
            self.assertIsNone(own["result"])
            self.assertEqual(progress["replications"], 131072)
            self.assertEqual((progress["kind"], progress["unread"]), ("run", 0))
            point = progress["points"][0]
            with open(checkpoint, "a") as file:
                file.write("\n") # a line that is none
            self.assertEqual(server.json("/api/view")["parts"][0]["progress"]["unread"], 1)
            checkpoint.write_text("\n".join(lines))
            self.assertEqual(run(*args, "--resume").returncode, 0)
            view = server.json("/api/view")
            self.assertTrue(view["settled"])
            result = view["parts"][0]["result"]
            self.assertEqual(result["replications"], 262144)
            # The first part of the same run: no further off than eight of its standard errors.
            for name, key in (("no_leaker", "probability"), ("leakers", "mean")):
                low, high = point[name]["interval"]
                self.assertLess(abs(result["measures"][name][key] - point[name][key]), 2 * (high - low), name)

    def test_work_that_was_interrupted(self):
        # A study, of which no rows are kept: there need not be disk for all that it would play.
        study = self.root / "study.toml"
        study.write_text(f'format = "equipoise-study/1"\ntitle = "A question"\nkind = "odds"\nscenario = "{TEXTBOOK}"\n'
                         'belief = ["assessed"]\nreplications = 1000000000\n')
        work = subprocess.Popen([EXE, "study", str(study), "-o", str(self.folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        checkpoint = self.folder / "checkpoint.jsonl"
        self.assertTrue(waited(work, lambda: lines_of(checkpoint) >= 2))
        with Server(self.folder) as server:
            self.assertTrue(server.json("/api/view")["parts"][0]["working"])
            work.send_signal(signal.SIGINT)
            self.assertEqual(work.wait(300), 130)
            view = server.json("/api/view")
            own = view["parts"][0]
            self.assertEqual((view["settled"], own["working"], own["complete"], own["result"]["status"]), (False, False, False, "partial"))
            # Clocks of files tick slowly, some once in two seconds: both may bear the same time.
            written = os.stat(self.folder / "result.json").st_mtime_ns
            for age, working in ((0, False), (1, False), (-4_000_000_000, True)): # ns
                os.utime(checkpoint, ns=(written - age, written - age))
                self.assertEqual(server.json("/api/view")["parts"][0]["working"], working, age)

    def test_work_begun_without_anything_finished_and_other_people_s_files(self):
        self.folder.mkdir()
        (self.folder / "checkpoint.jsonl").write_text('{"format":"equipoise-checkpoint/3","kind":"study","seed":1,"settings":"table"}\n')
        (self.folder / "result.json").write_text("[1, 2")
        with Server(self.folder) as server:
            own = server.json("/api/view")["parts"][0]
            self.assertEqual((own["working"], own["progress"]["replications"], own["result"]), (True, 0, None))
            self.assertIn("no JSON", own["unread"])
            for text in ('{"status": 3, "measures": [], "title": "</script><b>\\ud800"}', "{}", '"x"', '{"points": 3, "claims": {}}'):
                (self.folder / "result.json").write_text(text)
                self.assertEqual(server.ask("/api/view")[0], 200, text)
                server.get("/")
            shutil.rmtree(self.folder) # while it is looked at
            self.assertEqual(server.ask("/api/view")[0], 200)
            self.folder.mkdir()


class BadInput(unittest.TestCase):
    def refused(self, code, *args):
        p = subprocess.run([EXE, "view", *map(str, args), "--no-browser"], capture_output=True, text=True, timeout=60)
        self.assertEqual(p.returncode, code, p.stderr)
        self.assertEqual(p.stdout, "")
        return p.stderr

    def test_each_says_what_is_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("holds no result", self.refused(2, folder))
            faulty = pathlib.Path(folder) / "faulty.toml"
            faulty.write_text(pathlib.Path(SCENARIO).read_text().replace("count", "cuont", 1))
            self.assertRegex(self.refused(2, faulty), r'faulty\.toml:\d+:\d+: raid\.salvo\.cuont: .*"count"')
            (pathlib.Path(folder) / "result.json").write_text("{}")
            self.assertIn("go with a scenario", self.refused(2, folder, "--seed", 3))
            self.refused(2, pathlib.Path(folder) / "nothing")
        for port in ("65536", "-1", "http", "1.5"):
            self.assertIn("--port", self.refused(2, SCENARIO, "--port", port))

    def test_a_port_that_is_taken(self):
        with Server(SCENARIO) as server:
            said = self.refused(1, SCENARIO, "--port", server.port)
            self.assertIn(str(server.port), said)
            self.assertIn("another program may be using it", said)
        with socket.socket() as s: # holds the port against all who ask for any; whoever names it may have it, for nobody listens
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind(("127.0.0.1", 0))
            free = s.getsockname()[1]
            with Server(SCENARIO, "--port", free) as server:
                self.assertEqual(server.port, free)


if __name__ == "__main__":
    unittest.main()
