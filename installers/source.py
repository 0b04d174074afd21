#!/usr/bin/env python3
"""Run, test or check Unsit from a checkout, on a machine that may have nothing but Python.

    python3 installers/source.py run [arguments]    set up what is missing, then start unsit
    python3 installers/source.py test [arguments]   the same with the test tools, then pytest
    python3 installers/source.py test --desktops all    with the heavy desktops as well
    python3 installers/source.py lint               the style and type checks of .ci/run
    python3 installers/source.py setup              what the other three need, and no more

Rules of this file: the standard library only, because it runs before anything is installed;
syntax that an old Python can still read, so that it can say that it is too old; apt is asked
only for what is missing, and a person who has to act is told the exact command. Exit codes:
3 = this machine lacks something that only its owner can add, otherwise what the program
started at the end returns.
"""

from __future__ import annotations  # the annotations below must not be evaluated by an old Python

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from installers import packages  # found by the line above
from installers.packages import call, say, stop, version

USAGE = (__doc__ or "").partition("\n\nRules")[0]
OLDEST = (3, 11)
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "unsit.stamp"
LOCK = ROOT / ".venv.lock"
"""Held by whoever makes .venv; the file stays, empty."""
HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What a system says of a lock that somebody else has."""
ELSEWHERE = {
    "darwin": ("tests/core",),
    "win32": ("tests/core", "tests/windows"),
}
"""What of the tests runs on systems other than Linux; all else wants Linux's displays and buses."""
DRIVEN = tuple(f"--ignore=tests/windows/{part}" for part in ("desktop", "setup", "whole"))
"""What of them looks at Windows from Linux: see installers/windows/wine_test.py."""
HEAVY_TESTS = "tests/desktop/heavy"
HEAVY_DESKTOPS = "GNOME Shell, Plasma, KWin, MATE, LXQt and Cinnamon's tray"

# All tests together wait more than they work: each file goes to one of three processes. A process
# that dies, or is ended because its test hangs, is one failure: a new one would repeat that test.
SIDE_BY_SIDE = ("--numprocesses=3", "--dist=loadfile", "--max-worker-restart=0")


def lacking(verb: str) -> dict[str, str]:
    """Return what this Linux lacks for a verb; .venv is made by a package, too, once."""
    made = {} if STAMP.exists() else packages.lacking_venv()
    return {**packages.missing(verb), **made}


def fingerprint(kind: str) -> str:
    """Return what an environment for `kind` (run or test) is made of, as one word."""
    files = (ROOT / "requirements" / f"{kind}.txt", ROOT / "pyproject.toml", Path(__file__))
    made_of = [path.read_bytes() for path in files] + [str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(made_of)).hexdigest()


def is_set_up(kind: str) -> bool:
    """Say whether .venv was made from what `kind` is made of; that for the tests can run, too."""
    stamp = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""
    return stamp in (fingerprint(kind), fingerprint("test"))


def environment(kind: str) -> None:
    """Make .venv anew from the lock of `kind`, unless it, or another terminal, has done so already."""
    if not is_set_up(kind):
        with alone():
            if not is_set_up(kind):
                make(kind)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let nobody else make .venv meanwhile; wait for whoever does."""
    with LOCK.open("w") as lock:
        if not taken(lock.fileno(), wait=False):
            say(".venv is being set up in another terminal; waiting for that")
            while not taken(lock.fileno(), wait=True):
                pass  # Windows gives up after ten seconds
        yield


def taken(lock: int, wait: bool) -> bool:
    """Take the lock; False while somebody else has it. Where no file can be locked nobody waits."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in HELD
    return True


def make(kind: str) -> None:
    """Make .venv anew; raises CalledProcessError."""
    say("installing the Python packages into .venv (some 100 MB, the first time)")
    call(sys.executable, "-m", "venv", "--clear", VENV)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    call(*pip, "--require-hashes", "-r", ROOT / "requirements" / f"{kind}.txt")
    call(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(fingerprint(kind))


def become(*command: object) -> int:
    """Go on as another program; where a system cannot, wait for it and return its exit code."""
    words = [str(word) for word in command]
    if os.name != "nt":
        os.execv(words[0], words)
    return subprocess.call(words)


def heavy(arguments: list[str]) -> tuple[list[str], str]:
    """Take ``--desktops WHICH`` out of the arguments; return the rest, and which ("light")."""
    if "--desktops" not in arguments:
        return arguments, "light"
    place = arguments.index("--desktops")
    return arguments[:place] + arguments[place + 2 :], "".join(arguments[place + 1 : place + 2])


def tests(arguments: list[str], desktops: str) -> int:
    """Run pytest: on what was named, or on everything, the heavy desktops one after the other."""
    pytest = (PYTHON, "-m", "pytest")
    if arguments:
        return become(*pytest, *arguments)
    if sys.platform != "linux":
        return become(*pytest, *elsewhere(), *DRIVEN)
    light = (*pytest, *SIDE_BY_SIDE, f"--ignore={HEAVY_TESTS}")
    if desktops == "light":
        say(f"left out: {HEAVY_DESKTOPS}; add --desktops all to test on them as well")
        return become(*light)
    runs = ((light, f"--ignore={HEAVY_TESTS}"), ((*pytest, HEAVY_TESTS), HEAVY_TESTS))
    return max([twice_at_most(list(map(str, run)), str(where)) for run, where in runs])


def elsewhere() -> list[str]:
    """Return which tests run on this system, and say what does not."""
    runs = [each for each in ELSEWHERE.get(sys.platform, ("tests/core",)) if (ROOT / each).is_dir()]
    say("only " + " and ".join(runs) + ": all other tests start displays and buses of Linux")
    return runs


def twice_at_most(run: list[str], where: str) -> int:
    """Run tests; then those that failed once more, one after the other. Return the exit code.

    The servers that they start compete for the machine, and some lose a race of their own in that.
    What fails fails twice; what does not is named in the first summary, to be looked into.
    """
    code = subprocess.call(run)
    if code != 1:
        return code
    say("once more, one after the other: what has failed")
    again = ("--last-failed", "--last-failed-no-failures=none", where)
    return subprocess.call([str(PYTHON), "-m", "pytest", *again])


def lint() -> int:
    """Run every check, also after one has failed; return 1 when any did."""
    checks = [("ruff", "check", "."), ("ruff", "format", "--check", ".")]
    for platform in ("linux", "win32", "darwin"):
        # A cache for each: a shared one would be thrown away three times.
        cache = f"--cache-dir=.mypy_cache/{platform}"
        # The tests run on Linux alone, and so are checked as Linux sees them.
        rooms = () if platform == "linux" else ("daemon", "installers")
        checks.append(("mypy", "--strict", f"--platform={platform}", cache, *rooms))
    failed = 0
    for check in checks:
        say("$ " + " ".join(check))
        failed |= subprocess.call([str(PYTHON), "-m", *check], cwd=str(ROOT)) != 0
    return int(failed)


def main(arguments: list[str]) -> int:
    """Do one of the four verbs; return the exit code."""
    if sys.version_info < OLDEST:
        stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {version(3)} "
            f"({sys.executable}). If you have a newer one, start this file with it, "
            "like this: python3.12 installers/source.py run"
        )
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in ("-h", "--help"):
        print(USAGE)
        return 0
    rest, desktops = heavy(rest) if verb == "test" else (rest, "light")
    if verb not in ("run", "test", "lint", "setup") or (rest and verb in ("lint", "setup")):
        print(USAGE, file=sys.stderr)
        return 2
    if desktops not in ("light", "all"):
        say(f"--desktops takes light or all, not {desktops!r}")
        return 2
    try:
        packages.add(lacking(packages.ALL if desktops == "all" else verb))
        environment("run" if verb == "run" else "test")
    except subprocess.CalledProcessError as failure:
        say(f"that step failed (exit code {failure.returncode}); what it said stands above")
        return 1
    if verb == "run":
        return become(PYTHON, "-m", "unsit", *rest)
    if verb == "test":
        os.chdir(str(ROOT))
        return tests(rest, desktops)
    return lint() if verb == "lint" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
