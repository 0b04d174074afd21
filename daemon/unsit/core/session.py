"""The time line of a session: a pose and the rules of the settings become a plan.

A plan is a list of segments, one after the other, each with its words, its keyframe and its
length. Every side gets the same moves and exactly the same hold. The daemon makes the plan and
hands it to the session window as one JSON document; `core.player` plays it.

Rules of this room: all lengths are seconds; nothing here needs a click to go on.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unsit.core.language import N_, SPOKEN, _, in_a_row
from unsit.core.value import Value, asdict, replace

if TYPE_CHECKING:  # the window, which only reads plans, does without them
    from unsit.core.poses import Hold, Pose
    from unsit.core.rules import SessionRules

VERSION = 1
"""Of the document between daemon and window. A reader refuses any other."""

GOODBYE = 5.0
"""Seconds the last words stay on the screen."""
ASKING = 20.0
"""Seconds for which they stay where an answer may come yet."""

DONE = N_("Done.")
RISE = N_("Roll onto your side and push yourself up.")
WALK = N_("Walk a few steps before you sit down again.")
NOW = {
    "right": N_("Now the right side."),
    "left": N_("Now the left side."),
}
# Translators: at most six words each, with no stop after them: they are read from the floor.
RISE_SHORT, WALK_SHORT = N_("Roll over, push yourself up"), N_("Done. Walk a few steps")
NOW_SHORT = {"right": N_("Now the right side"), "left": N_("Now the left side")}

OTHER = {"right": "left", "left": "right"}


class Segment(Value):
    """One stretch of time with one instruction.

    `kind` is ready, move, hold, out, switch or done. `side` is right, left or both. `step` is the
    place of the instruction among the steps of the pose. `key` is the keyframe that the figure
    reaches in this segment, "" when the pose has no figure. `breaths` is None unless the hold is
    counted in breaths; its `seconds` are then the length of all of them.
    """

    kind: str
    side: str
    step: int
    text: str
    key: str
    seconds: float
    breaths: int | None = None
    waits: bool = False
    """Whether it lasts until it is left; `seconds` is then only how long its movement takes."""
    short: str = ""
    """The instruction in at most six words (see `core.floor`); "" = it has no such form."""


class Plan(Value):
    """All that the session window shows and plays.

    `pose` holds the facts to show (id, name, credit, note, needs, caution, easier, deeper; hurt: it did
    lately, and is on the shelf),
    `figure` the pose's drawing, untouched, or None, and `body` who does it. `motion` is full, reduced or
    auto. `breath` is the seconds
    of one breath. `voice` is on, quiet or off. `reason` is reminder or asked. `snooze` says whether
    "later" is an answer, and `snooze_hold` for how many seconds its button must be held down (0 = a
    click will do). `start` is there in the rest of a session that was broken off: of the segment of
    that number so many seconds are done already. `ask_feel` says whether the person is asked how it feels.
    """

    pose: dict[str, Any]
    figure: dict[str, Any] | None
    segments: tuple[Segment, ...]
    breath: float = 8.0
    sound: bool = True
    voice: str = "on"
    theme: str = "auto"
    reason: str = "asked"
    snooze: bool = True
    snooze_hold: float = 0.0
    body: str = "bun"
    floor: bool = False
    """Whether the window opens in floor mode (see `core.floor`)."""
    turned: str = "upright"
    """Where the top of its picture points in floor mode: upright, right, left or upside down."""
    motion: str = "auto"
    start: dict[str, float] | None = None
    language: str = "en"
    """The language of all its words, as gettext names it."""
    ask_feel: bool = False
    nth: int = 1
    """Its number in a series of stretches; `of` is how many these are."""
    of: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return the document that `from_json` reads; all of it can be written as JSON."""
        return {"v": VERSION} | asdict(self)

    @classmethod
    def from_json(cls, document: Any) -> "Plan":
        """Return the plan that a document holds. Raises ValueError when it holds none."""
        if not isinstance(document, dict):
            raise ValueError(_("The plan is not a JSON object."))
        if document.get("v") != VERSION:
            raise ValueError(
                _("The plan has version {theirs}; this window reads version {ours}.").format(
                    theirs=repr(document.get("v")), ours=VERSION
                )
            )
        fields = {name: value for name, value in document.items() if name != "v"}
        try:
            segments = tuple(Segment(**one) for one in fields.pop("segments"))
            plan = cls(segments=segments, **fields)
        except (KeyError, TypeError) as error:
            problem = _("The plan is not complete: {problem}.").format(problem=error)
            raise ValueError(problem) from error
        if not plan.segments:
            raise ValueError(_("The plan has no segments."))
        return plan


def plan(
    pose: "Pose",
    rules: "SessionRules",
    first_side: str = "right",
    reason: str = "asked",
    snooze: bool = True,
    snooze_hold: float = 0.0,
) -> Plan:
    """Lay out a session of this pose.

    A pose done on each side begins with `first_side` (right or left); a pose for both sides at
    once has one pass. Raises ValueError for any other side.
    """
    return Plan(
        pose=_facts(pose),
        figure=pose.figure,
        segments=tuple(_segments(pose, rules, first_side)),
        breath=rules.breath,
        sound=rules.sound,
        voice=rules.voice,
        theme=rules.theme,
        reason=reason,
        snooze=snooze,
        snooze_hold=snooze_hold,
        body=rules.figure,
        language=SPOKEN.name,
        floor=rules.floor,
        turned=rules.turned,
        ask_feel=rules.ask_feel,
        motion=rules.motion,
    )


def _facts(pose: "Pose") -> dict[str, Any]:
    """Return what the window shows of a pose, in the language that is spoken."""
    words = ("name", "note", "caution", "easier", "deeper")
    said = {name: _(getattr(pose, name)) for name in words}
    return {"id": pose.id, "credit": pose.credit, **said, "needs": list(pose.needs)}


def seconds(plan: Plan) -> float:
    """Return how long the session takes, without the last words and what waits for the person."""
    return sum(length(plan, n) for n in range(len(plan.segments)))


def length(plan: Plan, index: int) -> float:
    """Return how long a segment plays; 0 for the last words, and for what waits for the person."""
    segment = plan.segments[index]
    if segment.waits or segment.kind == "done":
        return 0.0
    return max(0.0, segment.seconds - skipped(plan, index))


def skipped(plan: Plan, index: int) -> float:
    """Return how much of a segment was done before this session."""
    begins = plan.start
    return begins["seconds"] if begins is not None and begins["segment"] == index else 0.0


def held(hold: "Hold", rules: "SessionRules") -> tuple[float, int | None]:
    """Return how long to hold: seconds, and the number of breaths they are (None: not counted).

    The breaths of the settings are kept within the range of the pose.
    """
    if hold.breaths is None:
        return hold.seconds or 0.0, None
    least, most = hold.breaths
    count = min(max(rules.breaths, least), most)
    return count * rules.breath, count


def _segments(pose: "Pose", rules: "SessionRules", first_side: str) -> Iterator[Segment]:
    if first_side not in OTHER:
        raise ValueError(f"A side is right or left, not {first_side!r}.")
    first = "both" if pose.sides == "both" else first_side
    yield from lead_in(pose, rules, first)
    yield from _pass(pose, rules, first)
    if first != "both":
        yield _switch(pose, rules, OTHER[first])
        yield from _pass(pose, rules, OTHER[first])
    last = pose.steps[-1]
    # Coming out is done on each side; getting up only once.
    lying = pose.position == "supine" and pose.sides == "each"
    yield Segment(
        "done",
        OTHER.get(first, "both"),
        len(pose.steps) - 1,
        in_a_row(_(DONE), _(RISE if lying else WALK)),
        last.key,
        ASKING if rules.ask_feel else GOODBYE,
        short=_(RISE_SHORT) if lying else _(WALK_SHORT),
    )


def lead_in(pose: "Pose", rules: "SessionRules", side: str) -> Iterator[Segment]:
    """Share the lead-in among the steps that tell the starting position; the last one may wait."""
    ready = [place for place, step in enumerate(pose.steps) if step.phase == "ready"]
    for place in ready:
        waits = rules.lead_in_waits and place == ready[-1]
        share = rules.lead_in / len(ready)
        yield replace(_segment(pose, place, side), seconds=share, waits=waits)


def _pass(pose: "Pose", rules: "SessionRules", side: str) -> Iterator[Segment]:
    """Go in, hold and come out, once."""
    for place, step in enumerate(pose.steps):
        if step.phase == "hold":
            length, breaths = held(pose.hold, rules)
            yield replace(_segment(pose, place, side), seconds=length, breaths=breaths)
        elif step.phase != "ready":
            yield _segment(pose, place, side)


def _switch(pose: "Pose", rules: "SessionRules", side: str) -> Segment:
    """Turn round to the starting position of the other side.

    What the starting position says is repeated only where it is another one on this side.
    """
    place, step = [pair for pair in enumerate(pose.steps) if pair[1].phase == "ready"][-1]
    text = _(NOW[side])
    if "{side}" in step.say or "{other}" in step.say:
        text = in_a_row(text, said(step.say, side))
    return Segment("switch", side, place, text, step.key, rules.switch, short=_(NOW_SHORT[side]))


def _segment(pose: "Pose", place: int, side: str) -> Segment:
    step = pose.steps[place]
    facts = (step.phase, side, place, said(step.say, side), step.key, step.seconds)
    return Segment(*facts, short=said(step.short, side) if step.short else "")


def said(text: str, side: str) -> str:
    """Return an instruction for a side, in the language that is spoken."""
    return _(filled(text, side))


def filled(text: str, side: str) -> str:
    """Return an instruction with its sides filled in, in English: so it stands in the catalogues,
    for what surrounds a side changes with it in most languages.

    Only these two names are replaced: other braces are the writer's own.
    """
    words = text.replace("{side}", side).replace("{other}", OTHER.get(side, side))
    return words[:1].upper() + words[1:]
