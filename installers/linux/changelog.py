"""CHANGELOG.md as releases, and as a package of Debian has it.

A version without a day of its own, and what is *Unreleased*, is as old as the sources.

Source: Debian Policy 4.6, section 4.4.
"""

import os
import re
import subprocess
import textwrap
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from installers.agreeing import CHANGELOG, DAY, HEADING, UNRELEASED
from unsit import __version__

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / CHANGELOG
MAINTAINER = "The Unsit authors <unsit@unsit.invalid>"
WIDTH = 78


@dataclass(frozen=True)
class Release:
    """What a version changed: sentences under "Added", "Fixed" and the like."""

    version: str
    day: date
    changes: tuple[tuple[str, tuple[str, ...]], ...]


def releases(text: str, today: date) -> list[Release]:
    """Return the releases of a changelog, the newest first; `today` is the day of what has none."""
    found = []
    for section in re.split(r"(?m)^(?=## )", text)[1:]:
        heading = HEADING.match(section)
        if heading is None:
            raise ValueError(
                f"CHANGELOG.md: this heading names no version: {section.splitlines()[0]}"
            )
        version = __version__ if heading[1] == UNRELEASED else heading[1]
        day = date.fromisoformat(heading[2]) if DAY.fullmatch(heading[2] or "") else today
        if changes := _changes(section):
            found.append(Release(version, day, changes))
    return found


def epoch() -> int:
    """Return how old the sources are, as SOURCE_DATE_EPOCH tells, the last commit, or this file."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    try:
        asked = ("git", "-C", str(ROOT), "log", "-1", "--format=%ct")
        return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int(FILE.stat().st_mtime)


def day_of(epoch: int) -> date:
    """Return the day of a moment, as the rest of the world's clocks have it."""
    return datetime.fromtimestamp(epoch, UTC).date()


def debian(releases: list[Release]) -> str:
    """Return the changelog of a package."""
    return "\n".join(map(_entry, releases))


def _changes(section: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    parts = re.split(r"(?m)^### (.*)$", section)[1:]
    kinds = zip(parts[::2], parts[1::2], strict=True)
    return tuple((kind.strip(), _points(text)) for kind, text in kinds)


def _points(text: str) -> tuple[str, ...]:
    return tuple(" ".join(point.split()) for point in re.split(r"(?m)^- ", text)[1:])


def _entry(release: Release) -> str:
    lines = [f"unsit ({release.version}) unstable; urgency=medium", ""]
    for kind, points in release.changes:
        lines += [f"  [ {kind} ]"]
        for point in points:
            lines += textwrap.wrap(
                point,
                WIDTH,
                initial_indent="  * ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
        lines += [""]
    moment = datetime.combine(release.day, time(12), UTC)
    return "\n".join([*lines, f" -- {MAINTAINER}  {moment:%a, %d %b %Y %H:%M:%S +0000}", ""])
