"""Programs that tests start, watch, interrupt and kill. What is tested is waited for: no machine is too slow for that."""
import os
import pathlib
import signal
import time


def lines_of(file):
    """Of a file that others write and remove."""
    try:
        return file.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def waited(process, holds):
    """Waits until it holds, or the process has ended; says whether it holds."""
    while not (there := holds()) and process.poll() is None:
        time.sleep(0.002)
    return there


def handles_interrupts(pid):
    """Whether the process has come so far that Ctrl-C is its own to handle."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True  # it has ended
    return any(line.startswith("SigCgt") and int(line.split()[1], 16) >> (signal.SIGINT - 1) & 1 for line in status.splitlines())


def kill_session(leader):
    """Kills a process that was started with a session of its own, and all that it started; returns when they are gone.
    The ranks of mpirun have process groups of their own, and outlive it for a while."""
    def alive():
        for entry in pathlib.Path("/proc").iterdir():
            try:
                state, _, _, session = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:4]
            except OSError:
                continue  # no process, or gone since
            if int(session) == leader.pid and state not in "ZX":
                yield int(entry.name)
    while pids := list(alive()):
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.01)
    leader.wait()
