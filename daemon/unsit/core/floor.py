"""Few words, for floor mode: what somebody reads who lies three metres from the screen.

Rules of this room: at most `MOST` words stand there at a time. What takes more is shown in parts,
one after the other, so that fewer words never mean that a caution is left out.
"""

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from unsit.core.language import N_, _

if TYPE_CHECKING:
    from unsit.core.player import Frame
    from unsit.core.session import Segment

MOST = 6
"""Words that can be read at a glance from the floor."""

TURNS = ("upright", "right", "upside down", "left")
"""Where the top of the picture points, each a quarter of a turn clockwise from the one before."""

STOPS = ".。"
"""How the sentence of an instruction ends, which its short form does not."""

_SIGN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARK = "\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f"
_WORD = re.compile(rf"[{_SIGN}]{{1,2}}[{_MARK}]*\s*|[^\s{_SIGN}]+\s*")
"""A word with what follows it. Chinese and Japanese have no spaces: two signs make about a word, and the
marks of a sentence go with them."""

GLANCE = 3.0
"""Seconds for which one part stands before the next."""
HURRIED = 1.5
"""Seconds that a part needs at the least; with less there is no time for the caution, which is said."""

OPENING = 4.0
"""Seconds of a hold by breaths in which its instruction stands, and then which way to breathe."""

PHASES = {
    # Translators: above the instruction: what kind of moment this is.
    "ready": N_("Get ready"),
    "move": N_("Move"),
    "hold": N_("Hold"),
    "out": N_("Come out"),
    "switch": N_("Change sides"),
    "done": N_("Finished"),
}
"""What kind of moment it is; it stands for an instruction that has no form that is short enough, too."""

NUMBERED = ("ready", "hold", "switch")
"""Kinds of segments whose seconds are shown: in the others the body is on its way."""


def few(text: str) -> bool:
    """Say whether these are few enough words."""
    return len(_words(text)) <= MOST


def _words(text: str) -> list[str]:
    """Return the words of a text, each with what follows it; two signs of Chinese or Japanese are one."""
    return _WORD.findall(text)


def instruction(segment: "Segment") -> str:
    """Return the short form of an instruction: its own, all of it where that is short, or its phase."""
    if segment.short:
        return segment.short
    whole = segment.text.rstrip(STOPS)
    return whole if few(whole) else _(PHASES[segment.kind])


def parts(text: str) -> tuple[str, ...]:
    """Return a text in as few parts as there can be, all about equally long."""
    words = _words(text)
    count = -(-len(words) // MOST)
    edges = [round(len(words) * place / count) for place in range(count + 1)] if count else []
    return tuple("".join(words[start:end]).strip() for start, end in pairwise(edges))


def words(frame: "Frame", pose: dict[str, Any], paused: bool, hurts: bool) -> str:
    """Return what stands there at a moment; `hurts` says that the way out is being played."""
    segment = frame.segment
    if paused:
        return _("Paused. Click anywhere to go on")
    if segment.kind == "ready" and not hurts:
        return _in_turn(_before(segment, pose), frame)
    if hurts and segment.kind == "out" and frame.into < GLANCE:
        return _("Come out slowly")
    if frame.breath is not None and frame.into >= OPENING:
        return _("Breathe in") if frame.breath.inward else _("Breathe out")
    return instruction(segment)


def number(frame: "Frame") -> str:
    """Return the large number: seconds left, or which breath it is; "" where there is none."""
    segment = frame.segment
    if segment.waits or segment.kind not in NUMBERED:
        return ""
    return str(frame.breath.number if frame.breath is not None else -int(-frame.left // 1))


def _before(segment: "Segment", pose: dict[str, Any]) -> tuple[str, ...]:
    """Return all that is to be read before a pose, in parts."""
    hurt = [_("It hurt last time: go gently")] if pose.get("hurt") else []
    first: tuple[str, ...] = (instruction(segment), *hurt, _("Stop if it hurts"))
    if segment.waits:
        first = (*first, _("Ready? Click anywhere"))
    whole = (*first, *parts(str(pose.get("caution") or "")))
    enough = segment.waits or segment.seconds >= HURRIED * len(whole)
    return whole if enough else first


def _in_turn(shown: tuple[str, ...], frame: "Frame") -> str:
    """Return the part that stands now: in the time there is each of them is to be seen once."""
    segment = frame.segment
    glance = GLANCE if segment.waits else min(GLANCE, segment.seconds / len(shown))
    return shown[int(frame.into / glance) % len(shown)] if glance > 0 else shown[0]
