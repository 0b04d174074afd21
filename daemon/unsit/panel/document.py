"""What the panel is told: the menu as things stand, the sentence and the face above it."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from unsit.core.language import _
from unsit.core.menu import Entry
from unsit.core.status import FACES

FACE = "blind"
"""The face for one that we do not know."""


class Document(NamedTuple):
    """The whole of what is shown."""

    entries: tuple[Entry, ...]
    sentence: str
    face: str
    theme: str
    language: str = "en"


def read(line: bytes) -> Document:
    """Return what a line says. Raises ValueError with a sentence when it is not of our making."""
    told = json.loads(line)
    if not isinstance(told, dict) or not isinstance(told.get("entries"), list):
        raise ValueError(_("it is no JSON object with a list of entries"))
    face = told.get("face")
    return Document(
        tuple(map(entry, told["entries"])),
        str(told.get("sentence", "")),
        face if face in FACES else FACE,
        str(told.get("theme", "auto")),
        str(told.get("language", "en")),
    )


def entry(told: Any) -> Entry:
    """Return an entry from what `core.menu.entry_json` makes of one. Raises ValueError."""
    if not isinstance(told, dict) or not isinstance(told.get("children", []), list):
        raise ValueError(_("an entry is a JSON object"))
    request, checked = told.get("request"), told.get("checked")
    return Entry(
        label=str(told.get("label", "")),
        request=request if isinstance(request, dict) else None,
        enabled=bool(told.get("enabled", True)),
        checked=None if checked is None else bool(checked),
        radio=bool(told.get("radio")),
        default=bool(told.get("default")),
        children=tuple(map(entry, told.get("children", []))),
        separator=bool(told.get("separator")),
        hold=_seconds(told.get("hold")),
    )


def _seconds(told: Any) -> float:
    known = isinstance(told, int | float) and not isinstance(told, bool)
    return max(0.0, float(told)) if known else 0.0


def menu(document: Document) -> tuple[Entry, ...]:
    """Return the entries below the sentence: those that say no more than it does are left out."""
    kept = [
        each
        for each in document.entries
        if not (each.request is None and not each.children and each.label == document.sentence)
        or each.separator
    ]
    return tuple(_without_idle_separators(kept))


def _without_idle_separators(entries: list[Entry]) -> list[Entry]:
    """Leave out separators that have nothing before, after or between them."""
    kept: list[Entry] = []
    for each in entries:
        if not each.separator or (kept and not kept[-1].separator):
            kept.append(each)
    return kept[:-1] if kept and kept[-1].separator else kept


def walk(entries: tuple[Entry, ...], depth: int = 0) -> Iterator[tuple[str, Entry, int]]:
    """Yield each entry with how deep it lies, and a key that outlives changes of words and state."""
    for at, entry in enumerate(entries):
        yield _key(entry, at, depth), entry, depth
        yield from walk(entry.children, depth + 1)


def _key(entry: Entry, at: int, depth: int) -> str:
    if entry.separator:
        return f"separator {at}"
    if entry.children or entry.checked is not None:
        return f"{depth} {entry.label}"  # its request says what would change
    if entry.hold:
        return f"{depth} held {json.dumps(entry.request, sort_keys=True)}"
    if entry.request is None:
        return f"text {depth} {at}"
    return f"{depth} {json.dumps(entry.request, sort_keys=True)}"
