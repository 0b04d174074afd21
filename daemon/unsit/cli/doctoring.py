"""`unsit doctor`: what stands between a reminder and the person, for people and for programs."""

import json
import logging
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from rich.console import Console
from rich.text import Text

from unsit import doctor, edition
from unsit.cli.columns import padded, widest
from unsit.core.language import _
from unsit.doctor import Check

GOOD, HINT, BAD = ("✓", "+", "green"), ("!", "!", "yellow"), ("✗", "x", "red")
"""Marks: for terminals that know Unicode, for others, and their colour."""
ARROW = ("→", "->")


def report(as_json: bool) -> int:
    """Look at everything and print it; return the exit code: 0 when nothing needs repair."""
    # What goes wrong meanwhile comes back as a sentence; on stderr it would be said twice.
    logging.getLogger("unsit").addHandler(logging.NullHandler())
    checks = doctor.examine()
    if as_json:
        told = {"ok": doctor.ok_overall(checks), "checks": [check._asdict() for check in checks]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(checks)
    return 0 if doctor.ok_overall(checks) else 1


def _print(checks: Sequence[Check]) -> None:
    console = Console(highlight=False, markup=False)
    plain = not console.encoding.lower().startswith("utf")
    for line in _wrapped("", _where(), "dim", console, console.width):
        console.print(line)
    console.print()
    names = widest(_(check.name) for check in checks)
    for check in checks:
        mark, colour = _mark(check, plain)
        head = Text.assemble((mark, colour), " ", (padded(_(check.name), names), "bold"), "  ")
        for line in _lines(check, ARROW[plain], console, console.width - head.cell_len):
            console.print(head + line, soft_wrap=True)
            head = Text(" " * head.cell_len)
    console.print()
    good = doctor.ok_overall(checks)
    console.print(Text(doctor.sentence(checks), style=f"bold {'green' if good else 'red'}"))


def _lines(check: Check, arrow: str, console: Console, width: int) -> Iterator[Text]:
    """Yield what is found, why, and what to do about it, in lines of at most `width`."""
    first, *reasons = check.detail.split("\n")
    yield from _wrapped("", first, "", console, width)
    for reason in reasons:
        yield from _wrapped("", reason, "dim", console, width)
    if check.remedy:
        yield from _wrapped(f"{arrow} ", check.remedy, "cyan", console, width)


def _wrapped(before: str, text: str, style: str, console: Console, width: int) -> Iterator[Text]:
    for line in Text(text, style=style).wrap(console, max(20, width - len(before))):
        line.rstrip()
        yield Text(before) + line
        before = " " * len(before)


def _where() -> str:
    """Return what runs here, for whoever is asked for help."""
    system = platform.platform()
    if sys.platform == "linux":
        with suppress(OSError, KeyError):
            system = platform.freedesktop_os_release()["PRETTY_NAME"]
    kinds = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE")
    desktop = [value for kind in kinds if (value := os.environ.get(kind))]
    return ", ".join([*edition.lines(), system, *desktop])


def _mark(check: Check, plain: bool) -> tuple[str, str]:
    kind = BAD if not check.ok else HINT if check.remedy else GOOD
    return kind[plain], kind[2]
