"""What the card tells the daemon of a session: where it is, and what became of it."""

from typing import Any

from unsit.core import player as playing
from unsit.core.player import Player


def where(player: Player, floor: str = "") -> dict[str, Any]:
    """Return the event that says where the session is; `left_s` is seconds of all of it.

    `floor` says how floor mode is turned, "" outside of it.
    """
    segment = player.segment
    return {
        "event": "at",
        "side": segment.side,
        "step": segment.step,
        "kind": segment.kind,
        "left_s": round(playing.frame(player).session_left, 1),
        "paused": player.paused,
        "waits": segment.waits,
        "segment": player.index,
        "into_s": round(player.into, 1),
        "held": [kept._asdict() for kept in playing.holds(player)],
        "floor": floor,
    }


def ended(player: Player, answer: str | None) -> dict[str, Any]:
    """Return the event that says what was held; `answer` is snooze, or None for no answer."""
    return {
        "event": "ended",
        "outcome": playing.outcome(player),
        "held": [kept._asdict() for kept in playing.holds(player)],
        "answer": answer,
    }
