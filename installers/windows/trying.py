"""Tests that failed are tried once more, alone, as installers/source.py does with those of Linux.

Rules of this room: the standard library only. What is tried again stands in the part's outcome.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

FAILED = 1
"""pytest's exit code when tests have failed, and nothing else has."""


def twice_at_most(run: Callable[..., str], cache: Path, named: str) -> str:
    """Run tests; then those that failed once more, alone. Return pytest's closing line of the first.

    `run` takes pytest's options and returns what it said; `cache` is a folder in which pytest keeps which
    ones failed, and `named` what pytest calls that folder. What fails fails twice; what does not is named
    in the first summary, to be looked into. Raises CalledProcessError.
    """
    # What failed in another run is not to pass for this one.
    shutil.rmtree(cache, ignore_errors=True)
    kept = ("-o", f"cache_dir={named}")
    try:
        return closing(run(*kept))
    except subprocess.CalledProcessError as failure:
        if failure.returncode != FAILED:
            raise
        first = str(failure.stdout)
    print(first, file=sys.stderr)
    print("unsit: once more, one after the other: what has failed", file=sys.stderr, flush=True)
    run(*kept, "--last-failed", "--last-failed-no-failures=none")
    return re.sub(r"\d+ (failed|errors?)", r"\g<0>, then passed", closing(first))


def closing(said: str) -> str:
    """Return pytest's closing line."""
    return said.strip().rpartition("\n")[2].strip("= ")
