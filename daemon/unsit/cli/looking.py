"""The history as pictures: a window of its own, or a picture in a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

from unsit.cli import asking, pictures
from unsit.core.language import _
from unsit.history import HistoryError
from unsit.record import needed, views
from unsit.record.source import reading


def window() -> int:
    """Open the history window: the daemon's, else one of our own; return the exit code."""
    return 0 if asking.opened("history") else _window()


def _window() -> int:
    """Show the window until it is closed."""
    done = subprocess.run(
        [sys.executable, "-m", "unsit.record"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env={**os.environ, "UNSIT_FOCUS": "1"},
        check=False,
    )
    for line in done.stdout.splitlines():
        event = json.loads(line)
        if event["event"] == "failed":
            asking.fail(event["reason"])
    if done.returncode != 0:
        asking.fail(_("the history window ended unexpectedly."))
    return 0


def plot(file: Path, what: str, theme: str) -> int:
    """Draw one of the pictures into a file, as of today; return the exit code."""
    pictures.ready(file, pictures.PLOT)
    try:
        needed.plots()
        with reading() as source:
            view = views.VIEWS[what](source, source.today)
        from unsit.record.plots import picture

        picture.save(view, file, theme)
    except (HistoryError, needed.NoPlotsError) as problem:
        asking.fail(str(problem))
    except OSError as problem:
        asking.fail(
            _("{file} cannot be written: {problem}.").format(file=file, problem=problem.strerror)
        )
    print(file)
    return 0
