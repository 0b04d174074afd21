"""Ouch: the way out of a pose that hurts, played as any other plan is.

What was held until then stands as it is; the way out is a plan of its own, which begins where the
body is: what is left of coming out of this side, and then a rest until the card is closed, or has said
its words for long enough: nothing else begins while it is open, no reminder and no stretch.
"""

from unsit.core import player as playing
from unsit.core.language import N_, _
from unsit.core.player import Player
from unsit.core.session import Plan, Segment
from unsit.core.value import replace

REST = 3 * 60.0
"""Seconds after which the rest ends and the card closes by itself, if nobody has closed it."""
WORDS = N_("Rest here. If the pain stays, ask a professional.")
SHORT = N_("Rest. Still pain? Ask a professional")
"""The same in at most six words."""
OUT_ALREADY = ("ready", "switch", "done")
"""Kinds of segments in which there is nothing to come out of."""


def plan(player: Player) -> Plan:
    """Return the plan of the way out, for a player as it stood when it hurt."""
    segments, here = player.plan.segments, player.segment
    outs = () if here.kind in OUT_ALREADY else _outs(segments, player.index)
    last = outs[-1] if outs else here
    rest = Segment("done", last.side, last.step, _(WORDS), last.key, REST, short=_(SHORT))
    now = replace(here, seconds=0.0, waits=False)
    return replace(player.plan, segments=(now, *outs, rest), snooze=False, start=None)


def begin(player: Player, at: float) -> Player:
    """Start on the way out: the body comes from where it was, and the time runs."""
    way = playing.begin(plan(player), at)
    return replace(way, index=1)


def rests(segment: Segment, hurts: bool) -> bool:
    """Say whether this is the rest: it ends by itself or is closed, nothing else can be asked of it."""
    return hurts and segment.kind == "done"


def _outs(segments: tuple[Segment, ...], index: int) -> tuple[Segment, ...]:
    """Return the steps out of the side that is being played; of those begun, what is left."""
    side = segments[index].side
    rest = segments[index:]
    end = next((i for i, one in enumerate(rest) if one.side != side or one.kind == "done"), None)
    return tuple(one for one in rest[:end] if one.kind == "out")
