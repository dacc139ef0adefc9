#!/usr/bin/env python3
"""Start the django-oscar test shop on a free loopback port.

    start.py [STATE_DIR] [--port N] [--stay]

STATE_DIR (default: target/real-shop of this checkout) keeps the virtual
environment and the prepared shop, so that only the first start is slow.
Nothing outside of it is written. Every start serves a fresh copy of the
prepared database.

The first line on stdout is the shop's URL, printed once its home page
answers. The shop stops when stdin closes (--stay: only when it is killed).

Exit status 3: this machine lacks what the shop needs (venv module, packages).
"""

import argparse
import ctypes
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
CANNOT_BE_HAD = 3
PR_SET_PDEATHSIG = 1

running = None  # the child process of a preparation step, if any


def main():
    arguments = parse_arguments()
    state = Path(arguments.state).resolve()
    state.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: abandon())
    if not arguments.stay:
        threading.Thread(target=abandon_at_end_of_stdin, daemon=True).start()

    with open(state / "lock", "w") as lock:
        # Two tests may start at once: one prepares, the other waits for it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        python = virtual_environment(state)
        prepared = prepared_shop(state, python)
        remove_dead_runs(state)
        run = state / f"run-{os.getpid()}"
        shutil.rmtree(run, ignore_errors=True)
        run.mkdir()
        shutil.copy(prepared / "shop.sqlite3", run)

    # exec keeps the process id: whoever kills this script kills the server.
    command = [str(python), str(HERE / "serve.py"), "serve", str(run), str(prepared)]
    command += ["--port", str(arguments.port)]
    command += ["--stay"] if arguments.stay else []
    os.execve(str(python), command, environment())


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = HERE.parents[2] / "target" / "real-shop"
    parser.add_argument("state", nargs="?", default=default, metavar="STATE_DIR")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--stay", action="store_true", help="do not watch stdin")
    return parser.parse_args()


def virtual_environment(state):
    """The Python of a virtual environment that holds requirements.txt."""
    requirements = HERE / "requirements.txt"
    key = digest([requirements], extra=sys.version)
    directory = state / f"venv-{key}"
    python = directory / "bin" / "python"
    ready = directory / "ready"
    if ready.exists():
        return python
    shutil.rmtree(directory, ignore_errors=True)
    step("making a virtual environment", [sys.executable, "-m", "venv", str(directory)])
    pip = [str(python), "-m", "pip", "install", "--no-input", "--quiet"]
    step("installing packages", pip + ["--requirement", str(requirements)])
    ready.touch()
    return python


def prepared_shop(state, python):
    """A directory with the migrated, loaded database, index and pictures."""
    sources = [p for p in HERE.rglob("*") if p.suffix in {".py", ".json", ".txt"}]
    directory = state / f"shop-{digest(sources)}"
    ready = directory / "ready"
    if ready.exists():
        return directory
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    status = run_child([str(python), str(HERE / "serve.py"), "prepare", str(directory)])
    if status != 0:
        sys.exit(f"start.py: preparing the shop failed with status {status}")
    ready.touch()
    return directory


def digest(paths, extra=""):
    """A short key that changes with the contents of the files."""
    state = hashlib.sha256(extra.encode())
    for path in sorted(paths):
        state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()[:12]


def remove_dead_runs(state):
    """A server that was killed hard could not remove its own directory."""
    for run in state.glob("run-*"):
        try:
            os.kill(int(run.name.removeprefix("run-")), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(run, ignore_errors=True)
        except PermissionError:
            pass


def step(what, command):
    print(f"start.py: {what}", file=sys.stderr)
    status = run_child(command)
    if status != 0:
        print(f"start.py: {what} failed with status {status}", file=sys.stderr)
        sys.exit(CANNOT_BE_HAD)


def run_child(command):
    """Run to the end, stdout to our stderr: our stdout is for the URL only."""
    global running
    running = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env=environment(),
        preexec_fn=die_with_parent,
    )
    status = running.wait()
    running = None
    return status


LIBC = ctypes.CDLL(None)


def die_with_parent():
    """On Linux the kernel ends the child even if we are killed hard."""
    if hasattr(LIBC, "prctl"):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def environment():
    kept = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1")
    for name in ("PYTHONPATH", "PYTHONHOME", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"):
        kept.pop(name, None)
    return kept


def abandon_at_end_of_stdin():
    while os.read(0, 4096):
        pass
    abandon()


def abandon():
    if running is not None:
        running.kill()
    os._exit(1)


if __name__ == "__main__":
    main()
