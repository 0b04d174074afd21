"""Do the places that name the version agree, and is all of it committed? Nothing here changes anything.

A release is one commit: the version in daemon/unsit/__init__.py, the newest heading of CHANGELOG.md and
a tag on that commit say the same, and no file differs from it. Each disagreement is one sentence that
ends with its repair.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

VERSION = Path("daemon/unsit/__init__.py")
CHANGELOG = Path("CHANGELOG.md")
NUMBER = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")
"""What Semantic Versioning and PEP 440 both take for a version."""
HEADING = re.compile(r"^## \[?([^\]\s]+)\]?(?: - (\S+))?", re.MULTILINE)
"""A version, or `UNRELEASED`, and behind it the day it came, as Keep a Changelog has them."""
UNRELEASED = "Unreleased"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST = 5
"""Changed files that are named; the rest is counted."""


def git(root: Path, *arguments: str) -> str:
    """Return what git prints. Raises subprocess.CalledProcessError, or OSError without git."""
    command = ["git", "-C", str(root), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.strip()


def version(root: Path) -> str:
    """Return the version that the program says it has, "" when it says none."""
    text = (root / VERSION).read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def disagreements(root: Path) -> list[str]:
    """Return what stands between this tree and a release, each with its repair; [] = nothing."""
    ours = version(root)
    return [*_number(ours), *_changelog(root, ours), *_git(root, ours)]


def _number(ours: str) -> Iterator[str]:
    if not NUMBER.fullmatch(ours):
        yield f'{VERSION} has the version {ours!r}: write it like __version__ = "1.2.3".'


def _changelog(root: Path, ours: str) -> Iterator[str]:
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    if headings and headings[0][1] == UNRELEASED and _is_empty(text, headings):
        headings = headings[1:]
    if not headings:
        yield f"{CHANGELOG} has no heading: begin it with `## [{ours}] - YEAR-MONTH-DAY`."
    elif headings[0][1] == UNRELEASED:
        yield f"{CHANGELOG} still calls its news Unreleased: head them `## [{ours}] - YEAR-MONTH-DAY`."
    elif headings[0][1] != ours:
        yield (
            f"{CHANGELOG} begins with {headings[0][1]}, and {VERSION} says {ours}: "
            "put right whichever is older."
        )
    elif not DAY.fullmatch(headings[0][2] or ""):
        yield f"{CHANGELOG} does not say when {ours} came: head it `## [{ours}] - YEAR-MONTH-DAY`."


def _is_empty(text: str, headings: list[re.Match[str]]) -> bool:
    """Say whether nothing stands between the first heading and the next."""
    end = headings[1].start() if len(headings) > 1 else len(text)
    return not text[headings[0].end() : end].strip()


def _git(root: Path, ours: str) -> Iterator[str]:
    try:
        changed = git(root, "status", "--porcelain").splitlines()
        head = git(root, "rev-parse", "HEAD")
        tags = git(root, "tag", "--points-at", "HEAD").split()
        known = git(root, "tag", "--list", f"v{ours}")
    except (OSError, subprocess.CalledProcessError) as problem:
        said = f" It says: {problem.stderr.strip()}" if hasattr(problem, "stderr") else ""
        yield (
            "git knows no commit here: release from a clone of the repository, with git installed."
            + said
        )
        return
    if changed:
        names = ", ".join(line.split(maxsplit=1)[1] for line in changed[:MOST])
        more = f" and {len(changed) - MOST} more" if len(changed) > MOST else ""
        yield f"The tree is not as committed ({names}{more}): commit it, or `git stash -u`."
    if known and f"v{ours}" not in tags:
        yield (
            f"v{ours} is the tag of another commit: raise the version, "
            f"or check that one out by `git checkout v{ours}`."
        )
    elif f"v{ours}" not in tags:
        yield (
            f"The commit {head[:12]} has no tag v{ours}: once all else is right, "
            f'`git tag -a v{ours} -m "Unsit {ours}"`.'
        )
    for tag in tags:
        if NUMBER.fullmatch(tag.removeprefix("v")) and tag != f"v{ours}":
            yield f"The commit has the tag {tag}, too: remove it by `git tag -d {tag}`."
