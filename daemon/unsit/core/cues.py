"""What is said in a session and when: a plan becomes the list of its cues.

Every phrase is said when its segment begins, names what comes next, and ends while there is still
time to do it. A hold waits for its words: its ring starts when they end, see `lead`.

Rules of this room: no two phrases overlap. How long one takes is guessed from its letters; one that
has no room is left out, the least important first: half way, then the count, then a whole step,
which is still shown.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from unsit.core.language import N_, SPOKEN, _, ngettext
from unsit.core.session import DONE, Plan, Segment, skipped
from unsit.core.value import Value, asdict

if TYPE_CHECKING:  # it asks this room how long a hold waits
    from unsit.core.player import Player

LONGEST_LEAD = 4.0
"""Seconds that a hold waits at most until its words have been said."""

FIRST_WORDS = 2.0
"""Seconds from the window's coming up to the first words: a voice is found meanwhile."""

AFTER_CHIME = 0.8
"""Seconds until the chime that opens a change of sides, or the end, is soft enough to speak over."""

HALF_WAY_FROM = 20.0
"""Seconds of the shortest hold in which half way is told."""

A_LETTER, A_COMMA, A_SENTENCE = 0.052, 0.25, 0.55
"""Seconds that a letter takes to be said, and the rests after commas and sentences. espeak-ng takes
a little less for every phrase of the nine poses, at the speed it has when nobody sets one; for German,
French, Spanish and Portuguese 0.038 to 0.052 (three steps of the pigeon each, espeak-ng 1.51)."""
PORTUGUESE = 0.055
"""A letter of it: one phrase in ten of the whole catalogue took longer than by the others' measure."""
ARABIC, KANA, KANJI, HANZI = 0.095, 0.11, 0.22, 0.42
"""The same for letters that say more: Arabic takes espeak-ng 0.077 to 0.089, a kana 0.103, a sign of
Chinese 0.32 to 0.38 (espeak-ng 1.51, the same three steps). A kanji, which it cannot read, is taken
for two kana."""
COMMAS = ",،、\N{FULLWIDTH COMMA}"
STOPS = ".!?؟。\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"

PHRASES = {
    # Translators: what a voice says. {name} is the pose's, {first} says which side is first, {text}
    # is an instruction, {caution} what to mind, {hold} is "Hold for thirty seconds." Each ends as a
    # sentence does.
    "ready": (
        N_("{name}. {first} {text} {caution}"),
        N_("{text} {caution}"),
        N_("{name}. {first} {text}"),
        N_("{name}. {first}"),
        "{text}",
    ),
    "again": ("{text}",),
    "move": ("{text}",),
    "hold": (N_("{text} {hold}"), "{hold}"),
    "half": (N_("Half way."),),
    # Translators: counting the last seconds of a hold: "Three." "Two." "One."
    "count": (N_("{number}."),),
    "out": (N_("Come out. {text}"), "{text}", N_("Come out.")),
    "further": ("{text}",),
    "switch": (N_("Switch sides. {text}"), "{text}", N_("Switch sides.")),
    "done": (N_("Well done. {text}"), N_("Well done.")),
}
"""All that is ever said, the fullest first: what has no room gives way to the next. `again` and
`further` are the second and later steps of getting ready and of coming out. A pose that has no caution
does without the phrases that name it."""

FIRST = {
    "right": N_("Right side first."),
    "left": N_("Left side first."),
    "both": N_("Both sides at once."),
}
COUNT = (N_("One"), N_("Two"), N_("Three"))
ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Cue(Value):
    """Something to be told at one moment of a session.

    `at` is seconds from the session's start, as it goes when nothing is skipped. `kind` is that of
    its segment, or half or count; `text` is what is shown, `say` what is said ("" = nothing);
    `seconds` is how long that lasts, or for half and count what is left of it. `index` is the
    segment, `into` the moment in it as `core.player` counts: negative in a hold before its ring.
    """

    at: float
    kind: str
    text: str
    say: str
    side: str
    step: int
    seconds: float
    index: int
    into: float

    def to_json(self) -> dict[str, Any]:
        """Return what a person or another program is told of it."""
        document = asdict(self)
        del document["index"], document["into"]
        return document | {"seconds": float(self.seconds)}


def cues(plan: Plan) -> tuple[Cue, ...]:
    """Return all cues of a plan, in the order of time; with the voice off no hold waits."""
    found: list[Cue] = []
    start = 0.0
    for index, segment in enumerate(plan.segments):
        waits = lead(plan, index) if plan.voice != "off" else 0.0
        found += _of_segment(plan, index, start, waits)
        start += waits + segment.seconds - skipped(plan, index)
    return tuple(found)


def lead(plan: Plan, index: int) -> float:
    """Return how long a segment is likely to wait for its words: 0 for all but whole holds."""
    if plan.segments[index].kind != "hold" or skipped(plan, index) > 0:
        return 0.0
    return min(LONGEST_LEAD, length(_words(plan, index)))


def length(phrase: str) -> float:
    """Return about how many seconds a phrase takes to be said; 0 for none."""
    if not phrase:
        return 0.0
    sentences = max(1, sum(phrase.count(mark) for mark in STOPS))
    commas = sum(phrase.count(mark) for mark in COMMAS)
    return sum(map(_takes, phrase)) + commas * A_COMMA + sentences * A_SENTENCE


def _takes(letter: str) -> float:
    """Return about how many seconds a letter takes to be said."""
    code = ord(letter)
    if 0x600 <= code < 0x700:
        return ARABIC
    if code < 0x3000:
        return PORTUGUESE if SPOKEN.name == "pt" else A_LETTER
    if code < 0x3040 or code >= 0xFF00:
        return 0.0  # a wide mark
    if code < 0x3100:
        return KANA
    return KANJI if SPOKEN.name == "ja" else HANZI


def due(cues: tuple[Cue, ...], before: "Player", after: "Player") -> Cue | None:
    """Return the cue due on the way from one moment to a later one, or None.

    When several are due at once, as after a hang, only the newest is worth hearing.
    """
    if after.over:
        return None
    entered = before.index != after.index or after.into < before.into
    since = float("-inf") if entered else before.into
    here = (cue for cue in cues if cue.index == after.index and since < cue.into <= after.into)
    return max(here, key=lambda cue: cue.into, default=None)


def until_next(cues: tuple[Cue, ...], player: "Player") -> float:
    """Return the seconds to the next cue, to the ring's start, or to the end of the segment."""
    marks = [cue.into for cue in cues if cue.index == player.index]
    ahead = [mark - player.into for mark in (*marks, 0.0) if mark > player.into]
    return min((*ahead, player.segment.seconds - player.into))


def number(count: int) -> str:
    """Return a whole number in English words, from one to ninety-nine; others in figures.

    In all other languages in figures: each voice reads them in its own way.
    """
    if not 0 < count < 100 or SPOKEN.translations is not None:
        return str(count)
    if count < len(ONES):
        return ONES[count]
    tens, ones = divmod(count, 10)
    return f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]


def _of_segment(plan: Plan, index: int, start: float, waits: float) -> Iterator[Cue]:
    """Yield the words that open a segment, and in a hold what is said within it."""
    segment, words = plan.segments[index], _words(plan, index)
    into = -LONGEST_LEAD if segment.kind == "hold" else _opening(plan, index)
    about = segment.side, segment.step
    at = start if segment.kind == "hold" else start + into
    yield Cue(round(at, 3), segment.kind, segment.text, words, *about, segment.seconds, index, into)
    if segment.kind == "hold":
        done = skipped(plan, index)
        free = done + length(words) - waits
        for kind, left, say in _within(segment.seconds, free):
            mark = segment.seconds - left
            moment = round(start + waits + mark - done, 3)
            yield Cue(moment, kind, say.rstrip(".。"), say, *about, left, index, mark)


def _within(seconds: float, free: float) -> Iterator[tuple[str, float, str]]:
    """Yield kind, seconds left and words of what is said in a hold, from `free` seconds on."""
    (half,), (count,) = map(_, PHRASES["half"]), map(_, PHRASES["count"])
    left = seconds // 2
    middle, first = seconds - left, seconds - len(COUNT)
    if seconds >= HALF_WAY_FROM and free <= middle and middle + length(half) <= first:
        yield "half", left, half
    for place in range(len(COUNT), 0, -1):
        if free <= seconds - place:
            yield "count", float(place), count.format(number=_(COUNT[place - 1]))


def _opening(plan: Plan, index: int) -> float:
    """Return when the words of a segment that is no hold begin, in seconds of it."""
    segment = plan.segments[index]
    after = FIRST_WORDS if index == 0 else 0.0
    if plan.sound and segment.kind in ("switch", "done"):
        after = AFTER_CHIME
    return after if segment.seconds > after else 0.0


def _words(plan: Plan, index: int) -> str:
    """Return the fullest phrase that has room in a segment; "" when none has."""
    segment = plan.segments[index]
    waits = LONGEST_LEAD if segment.kind == "hold" else -_opening(plan, index)
    facts = {
        "name": _as_said(str(plan.pose.get("name", ""))),
        "first": _(FIRST.get(segment.side, "")),
        "text": _as_said(_text(segment)),
        "hold": _held(segment, skipped(plan, index)),
        "caution": _as_said(str(plan.pose.get("caution") or "")),
    }
    known = [phrase for phrase in PHRASES[_phrase(plan, index)] if _is_whole(phrase, facts)]
    phrases = (_(phrase).format(**facts) for phrase in known)
    fitting = (phrase for phrase in phrases if length(phrase) <= segment.seconds + waits)
    return next(fitting, "")


def _is_whole(phrase: str, facts: dict[str, str]) -> bool:
    return bool(facts["caution"]) or "{caution}" not in phrase


def _phrase(plan: Plan, index: int) -> str:
    """Return which phrases are for a segment."""
    kind = plan.segments[index].kind
    if kind == "ready":
        return "again" if index else "ready"
    if kind == "out" and index and plan.segments[index - 1].kind == "out":
        return "further"
    return kind if kind in PHRASES else "move"


def _text(segment: Segment) -> str:
    """Return the words that are shown, without the one that is said in other words."""
    done = segment.kind == "done"
    return segment.text.removeprefix(_(DONE)).lstrip() if done else segment.text


def _as_said(text: str) -> str:
    """Return a text as it is read aloud: a stroke is a pause, and figures are words."""
    words = text.replace("/", " ").split()
    return " ".join(number(int(word)) if word.isdecimal() else word for word in words)


def _held(segment: Segment, done: float) -> str:
    """Return how long to hold, as a sentence."""
    if segment.breaths and not done:
        breaths = segment.breaths
        words = ngettext("Hold for {count} breath.", "Hold for {count} breaths.", breaths)
        return words.format(count=number(breaths))
    count = round(segment.seconds - done)
    words = ngettext("Hold for {count} second.", "Hold for {count} seconds.", count)
    return words.format(count=number(count))
