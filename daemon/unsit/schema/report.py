"""What is wrong with one file: problems as values, gathered and put in the order of its lines."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from unsit.core.language import _, in_a_row
from unsit.schema.lines import Path, line_of, lines

LONGEST = 60
"""Characters of a found value that a message repeats."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file, where it stands, and how to mend it. Its `str` is a sentence.

    `line` and `column` count from 1; None = the file as a whole. Empty texts say nothing.
    """

    file: str
    found: str
    key: str = ""
    line: int | None = None
    column: int | None = None
    allowed: str = ""
    meant: str = ""
    mild: bool = False
    """Whether the rest of the file holds in spite of it, and it is only to be told."""

    def __str__(self) -> str:
        place = [self.file] if self.file else []
        if self.line is not None:
            place.append(_("line {number}").format(number=self.line))
        if self.column is not None:
            place.append(_("column {number}").format(number=self.column))
        if self.key:
            place.append(self.key)
        facts = {"place": ", ".join(place), "found": self.found, "allowed": self.allowed}
        # Translators: what is wrong in a file, and where: "settings.toml, line 3, sitting.remind_after:
        # found 45; allowed: a length of time such as "45 min"."
        words = (
            _("{place}: {found}; allowed: {allowed}.") if self.allowed else _("{place}: {found}.")
        )
        if not place:
            words = _("{found}; allowed: {allowed}.") if self.allowed else _("{found}.")
        said = words.format(**facts)
        return in_a_row(said, did_you_mean(self.meant)) if self.meant else said


def did_you_mean(guess: str) -> str:
    """Return the question whether that was meant."""
    return _("Did you mean {guess}?").format(guess=guess)


class Report:
    """Gathers the problems of one file; `text` is what stands in it."""

    def __init__(self, file: str, text: str = "", schema: Mapping[str, Any] | None = None) -> None:
        self.file, self.text, self.schema = file, text, schema or {}
        self._problems: list[Problem] = []
        self.moved: dict[Path, Path] = {}
        """Where keys stand in the text that have another place by now, by their new one."""

    def add(
        self, path: Path, found: str, allowed: str = "", meant: str = "", mild: bool = False
    ) -> None:
        """Note that what stands at `path` is wrong, or, when `mild`, only to be told."""
        line = line_of(self._lines, self._written(path))
        problem = Problem(self.file, found, dotted(path), line, None, allowed, meant, mild)
        self._problems.append(problem)

    def _written(self, path: Path) -> Path:
        """Return where in the text a path stands: under its old name, if it still has that."""
        for new, old in self.moved.items():
            if path[: len(new)] == new:
                return (*old, *path[len(new) :])
        return path

    @property
    def problems(self) -> list[Problem]:
        """Everything noted, in the order of the lines; what has no line comes first."""
        return sorted(self._problems, key=lambda problem: (problem.line or 0, problem.key))

    def clean(self, name: str) -> bool:
        """True when nothing is wrong with this key of the document, nor with anything in it."""
        inside = (f"{name}.", f"{name}[")
        wrong = serious(self._problems)
        return not any(p.key == name or p.key.startswith(inside) for p in wrong)

    def elsewhere(self, key: str) -> str:
        """Return where in the schema a key of that name stands, or nothing."""
        return next((dotted(path) for path in _leaves(self.schema) if path[-1] == key), "")

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return lines(self.text)


def serious(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that keep a file from holding."""
    return [problem for problem in problems if not problem.mild]


def dotted(path: Path) -> str:
    """Write a path as a person would: ("steps", 1, "say") is "steps[2].say"."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def shown(value: object) -> str:
    """Write a value as it would stand in the file, shortened when it is long."""
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        text = _("a table")
    elif isinstance(value, list):
        text = f"[{', '.join(shown(item) for item in value)}]"
    elif isinstance(value, datetime.date | datetime.time):
        text = value.isoformat()
    else:
        text = str(value)
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def inline(pairs: Mapping[str, object]) -> str:
    """Write a table on one line, as it would stand in the file: { mon-fri = "office" }."""
    inside = ", ".join(f"{key} = {shown(value)}" for key, value in pairs.items())
    return f"{{ {inside} }}" if inside else "{}"


def listed(values: Iterable[object]) -> str:
    """Write "a", "b" or "c"."""
    *most, last = [shown(value) for value in values]
    if not most:
        return last
    # Translators: "a", "b" or "c": {most} is all but the last.
    return _("{most} or {last}").format(most=", ".join(most), last=last)


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the one of `words` that a slip of the keys may have made of it, or nothing."""
    import difflib

    lowered = {known.lower(): known for known in words}
    plain = (
        word.lower().replace("-", "_") if any("_" in known for known in lowered) else word.lower()
    )
    close = difflib.get_close_matches(plain, lowered, n=1, cutoff=0.6)
    return lowered[close[0]] if close else ""


def _leaves(schema: Mapping[str, Any], path: Path = ()) -> Iterator[Path]:
    for key, inner in schema.get("properties", {}).items():
        if "properties" in inner:
            yield from _leaves(inner, (*path, key))
        elif path:
            yield (*path, key)
