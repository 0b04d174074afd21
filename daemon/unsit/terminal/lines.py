"""A session as lines of plain text, where there is no screen: each when its time comes."""

from collections.abc import Callable, Iterator

from unsit.core import player as playing
from unsit.core import words
from unsit.core.language import _
from unsit.core.player import Frame, Player
from unsit.core.session import Plan
from unsit.terminal.page import PLAIN
from unsit.terminal.play import Moment
from unsit.terminal.screen import signs
from unsit.window.wording import HURT, OUCH, SIDES, WARNING, heading, series


class Lines:
    """Tells moments. `write` takes text."""

    def __init__(self, write: Callable[[str], object], encoding: str) -> None:
        self._write, self._encoding = write, encoding
        self._dot = signs(encoding).dot
        self._shown: Player | None = None
        self._remark = ""

    def enter(self) -> None:
        """There is no screen to be taken."""

    def leave(self) -> None:
        """There is none to be given back."""

    def bell(self) -> None:
        """Ring not: a bell is a control character."""

    def show(self, moment: Moment) -> None:
        """Tell what has become different."""
        player, before = moment.player, self._shown
        if before is None or before.plan.pose != player.plan.pose:
            before = None
            self._tell(_facts(player.plan))
        if before is None or before.plan is not player.plan or playing.began(before, player):
            self._tell([self._step(moment, playing.frame(player))])
        elif player.paused != before.paused:
            self._tell([_("Paused.") if player.paused else _("Going on.")])
        if moment.remark and moment.remark[:5] != self._remark[:5]:
            self._tell([moment.remark])
        self._shown, self._remark = player, moment.remark

    def say(self, sentence: str) -> None:
        """Say a last word."""
        self._tell([sentence])

    def _step(self, moment: Moment, frame: Frame) -> str:
        segment = frame.segment
        above = heading(frame, moment.player.plan.pose)
        if moment.hurts:
            above = _(OUCH.get(segment.kind, "")) or above
        told = [above, _(SIDES[segment.side])]
        if not segment.waits and segment.kind != "done":
            told.append(words.length(round(segment.seconds)))
        return self._dot.join((*told, segment.text))

    def _tell(self, lines: "Iterator[str] | list[str]") -> None:
        for line in lines:
            text = line.replace(" · ", self._dot) if self._dot == PLAIN.dot else line
            coded = text.encode(self._encoding, "replace").decode(self._encoding)
            self._write("".join(each for each in coded if each.isprintable()) + "\n")


def _facts(plan: Plan) -> Iterator[str]:
    """Yield what is known of a pose before it is done."""
    pose = plan.pose
    yield " · ".join((str(pose["name"]), *series(plan)))
    if pose.get("hurt"):
        yield _(HURT)
    if pose.get("caution"):
        yield str(pose["caution"])
    if pose.get("easier"):
        yield _("Easier: {how}").format(how=pose["easier"])
    if pose.get("credit"):
        yield _("Recommended by {people}").format(people=pose["credit"])
    yield _(WARNING)
