"""What stands on a page of the terminal at a moment: lines of text that fit its size.

Rules of this room: each part keeps its place and height while a session goes on, so that nothing
jumps; on a small page the least important parts give way first. Colours are the terminal's own.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unsit.core import player as playing
from unsit.core import wayout
from unsit.core.breathing import breath
from unsit.core.language import _, pgettext
from unsit.core.player import Frame
from unsit.core.session import Plan
from unsit.terminal.play import Moment
from unsit.window.wording import HURT, OUCH, SIDES, foot, heading, hint

WIDEST = 72
"""Columns of the text: longer lines are hard to read."""

BOXED = (WIDEST + 6, 22)
"""Columns and rows from which there is room for a frame around it."""


@dataclass(frozen=True)
class Signs:
    """What bars and frames are drawn with."""

    full: str = "━"
    rest: str = "─"
    dot: str = " · "
    corners: tuple[str, str, str, str] = ("╭", "╮", "╰", "╯")
    across: str = "─"
    down: str = "│"


PLAIN = Signs("#", "-", " - ", ("+", "+", "+", "+"), "-", "|")
"""For terminals of which we cannot be sure that they have others."""


@dataclass(frozen=True)
class Part:
    """Lines that stay or go together; of two parts the one with the smaller `rank` stays."""

    rank: int
    lines: tuple[Text, ...]


def page(moment: Moment, width: int, height: int, signs: Signs) -> list[Text]:
    """Return `height` lines (one at least), none of them wider than `width` columns."""
    boxed = width >= BOXED[0] and height >= BOXED[1]
    inner = min(WIDEST, width - (6 if boxed else 2))
    lines = _fitting(list(_parts(moment, max(inner, 1), signs)), height - (4 if boxed else 0))
    if boxed:
        lines = _boxed(lines, inner, signs)
    left = max(0, (width - (inner + 6 if boxed else inner)) // 2)
    above = max(0, (height - len(lines)) // 2)
    shifted = [_cut(Text(" " * left).append_text(line), width) for line in lines]
    blank = [Text()] * height
    return (blank[:above] + shifted + blank)[:height]


def _parts(moment: Moment, width: int, signs: Signs) -> Iterator[Part]:
    """Yield the parts from the top down."""
    plan, frame = moment.player.plan, playing.frame(moment.player)
    gap = Part(9, (Text(),))
    yield Part(0, (_two(str(plan.pose["name"]), _(SIDES[frame.segment.side]), width),))
    yield Part(6, (Text(_step(frame, plan), "dim"),))
    yield gap
    yield Part(2, (_cut(Text(_above(moment, frame), "bold cyan"), width),))
    yield Part(0, _block(frame.segment.text, _texts(plan), width, "bold"))
    yield gap
    yield Part(1, (_left(moment, frame, width, signs),))
    yield Part(3, (_breath(moment, frame, width, signs),))
    yield gap
    minds = str(plan.pose.get("caution") or "") if moment.hurts else hint(frame, plan.pose)
    style = "" if moment.remark or moment.hurts else "dim"
    yield Part(4, _block(moment.remark or minds, _hints(plan), width, style))
    yield gap
    yield Part(7, (_cut(Text("" if moment.hurts else foot(frame, plan), "dim"), width),))
    yield Part(5, tuple(_keys(moment, frame, width, signs)))


def _fitting(parts: list[Part], height: int) -> list[Text]:
    """Leave parts out until the rest has room, the last of the least important first."""
    while sum(len(part.lines) for part in parts) > max(height, 1) and len(parts) > 1:
        worst = max(range(len(parts)), key=lambda place: (parts[place].rank, place))
        del parts[worst]
    return [line for part in parts for line in part.lines]


def _step(frame: Frame, plan: Plan) -> str:
    count = len(plan.segments)
    return _("Step {number} of {count}").format(number=min(frame.index + 1, count), count=count)


def _above(moment: Moment, frame: Frame) -> str:
    words = heading(frame, moment.player.plan.pose)
    if moment.hurts:
        words = _(OUCH.get(frame.segment.kind, "")) or words
    return _("Paused: {what}").format(what=words) if moment.player.paused else words


def _two(left: str, right: str, width: int) -> Text:
    """Put two words at the ends of a line."""
    room = width - cell_len(right) - 1
    first = _cut(Text(left, "bold"), max(room, 1))
    between = " " * max(1, width - cell_len(first.plain) - cell_len(right))
    return _cut(Text.assemble(first, between, (right, "cyan")), width)


def _left(moment: Moment, frame: Frame, width: int, signs: Signs) -> Text:
    """Return the time left as a bar that runs out, with its seconds."""
    if frame.rests:
        return Text(_("Press Space when you are ready."), "bold green")
    if frame.segment.kind == "done":
        return Text()
    seconds = _("{seconds} s").format(seconds=math.ceil(round(frame.left, 3)))
    if frame.segment.waits:
        seconds = ""
    style = "dim" if moment.player.paused else "green"
    return _bar(1.0 - frame.fraction, seconds.rjust(6), width, style, signs)


def _breath(moment: Moment, frame: Frame, width: int, signs: Signs) -> Text:
    """Return the breath of a hold as a bar that grows and shrinks; nothing elsewhere."""
    plan = moment.player.plan
    at = breath(frame.into / plan.breath, 1) if frame.segment.kind == "hold" else None
    if at is None or moment.player.into < 0:
        return Text()
    word = pgettext("breath", "in") if at.inward else pgettext("breath", "out")
    return _bar(frame.full, word.rjust(6), width, "blue", signs)


def _bar(share: float, word: str, width: int, style: str, signs: Signs) -> Text:
    cells = max(1, width - max(6, cell_len(word)) - 1)
    full = min(cells, math.ceil(cells * share)) if share > 0 else 0
    line = ((signs.full * full, style), (signs.rest * (cells - full), "dim"), f" {word}")
    return _cut(Text.assemble(*line), width)


def _block(text: str, all_texts: tuple[str, ...], width: int, style: str) -> tuple[Text, ...]:
    """Return a text in lines, as many as the longest of its kind needs."""
    lines = [Text(line, style) for line in _wrapped(text, width)]
    most = max((len(_wrapped(each, width)) for each in all_texts), default=0)
    return (*lines, *[Text()] * (most - len(lines)))


def _texts(plan: Plan) -> tuple[str, ...]:
    return tuple(segment.text for segment in plan.segments)


def _hints(plan: Plan) -> tuple[str, ...]:
    """Return what may stand there, at about its length."""
    facts = ("caution", "easier", "deeper")
    said = (_("Easier: {how}").format(how=plan.pose.get(fact) or "") for fact in facts)
    return (*said, _(HURT)) if plan.pose.get("hurt") else tuple(said)


def _keys(moment: Moment, frame: Frame, width: int, signs: Signs) -> Iterator[Text]:
    """Yield what the keys do; no line begins with the dot between two of them."""
    keys = _what_keys_do(moment, frame)
    line = keys[0]
    for key in keys[1:]:
        longer = f"{line}{signs.dot}{key}"
        if cell_len(longer) > width:
            yield _cut(Text(line, "dim"), width)
            line = key
        else:
            line = longer
    yield _cut(Text(line, "dim"), width)


def _what_keys_do(moment: Moment, frame: Frame) -> list[str]:
    if wayout.rests(frame.segment, moment.hurts):
        return [_("V voice"), _("Q stop")]
    space = _("Space go on") if moment.player.paused else _("Space pause")
    keys = [_("Space ready") if frame.segment.waits and not moment.player.paused else space]
    keys += [_("Left, Right step"), _("R again"), _("V voice")]
    keys += [] if moment.hurts else [_("O ouch")]
    keys += [_("N later")] if moment.later else []
    return [*keys, _("Q stop")]


@lru_cache(maxsize=256)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """Return a text in lines of so many columns; wide letters count for two."""
    console = Console(width=width, color_system=None, legacy_windows=False)
    return tuple(line.plain.rstrip() for line in Text(text).wrap(console, width))


def _cut(text: Text, width: int) -> Text:
    text.truncate(max(width, 1), overflow="ellipsis")
    return text


def _boxed(lines: list[Text], width: int, signs: Signs) -> list[Text]:
    """Draw a frame around lines of so many columns."""
    first, second, third, fourth = signs.corners
    edge = signs.across * (width + 4)
    left, right = (f"{signs.down}  ", "dim"), (f"  {signs.down}", "dim")
    framed = [
        Text.assemble(left, row, " " * (width - cell_len(row.plain)), right)
        for row in (Text(), *lines, Text())
    ]
    return [Text(first + edge + second, "dim"), *framed, Text(third + edge + fourth, "dim")]
