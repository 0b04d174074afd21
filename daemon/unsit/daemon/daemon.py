"""Takes an event, asks the core, carries out the answer, and sleeps until something can change."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from unsit import catalogue, journal, places
from unsit.core import day as days
from unsit.core import dose, memory
from unsit.core import events as ev
from unsit.core.day import (
    Action,
    Day,
    Instead,
    Nudge,
    OpenWindow,
    Record,
    Setup,
    SitAgain,
    Withdraw,
)
from unsit.core.language import SPOKEN, _
from unsit.core.poses import Pose
from unsit.core.reminders import Due, RefusedError, may_snooze
from unsit.core.status import Status, describe, half_way
from unsit.core.turn import advance
from unsit.core.value import replace as remade
from unsit.daemon import keeping, notices
from unsit.daemon.removed import GONE, Removal
from unsit.daemon.sessions import Sessions
from unsit.desktop import Notice, Notifier
from unsit.loop import Loop, Timer
from unsit.prepare import Prepared

log = logging.getLogger(__name__)

LATE = timedelta(minutes=10)
"""A fixed time that comes later than this, because the machine slept through it, is past."""


WISHES: dict[str, dict[str, type[ev.Event]]] = {
    notices.REMINDER: {
        "default": ev.Wanted,
        "start": ev.Wanted,
        "snooze": ev.Snoozed,
        "skip": ev.Skipped,
        "closed": ev.Closed,
    },
    notices.STANDING: {"default": ev.Sat, "sit": ev.Sat},
    notices.BROKEN_OFF: {"default": ev.Continued, "continue": ev.Continued},
}
"""What an answer to each notice means."""


class Daemon:
    """The day of one person at one desk. `changed` is called after each step, for the tray."""

    def __init__(
        self, loop: Loop, prepared: Prepared, kept: Any = None, keeps: bool = True
    ) -> None:
        """Begin the day, with what was `kept` of it; `keeps` says whether it is kept again."""
        self.loop = loop
        self.prepared = prepared
        self.setup = _setup(prepared)
        self.notifier: Notifier | None = None
        self.heard = False
        """Whether anybody shows notifications."""
        self.changed: Callable[[Status], object] = _nothing
        self.happened: Callable[[ev.Event, Day, tuple[Action, ...]], object] = _nothing
        """Called after each step with the day before it, and what was done."""
        self.on_rules: Callable[[], object] = _nothing
        self.on_language: Callable[[], object] = _nothing
        """Hears that another language is spoken from now on."""
        self.on_wake: Callable[[], object] = _nothing
        self.on_session_end: Callable[[str], object] = _nothing
        self.on_close: Callable[[], object] = _nothing
        self.open_panel: Callable[[str], object] = _nothing
        self.open_history: Callable[[str], object] = _nothing
        self.open_settings: Callable[[str], object] = _nothing
        self.welcome: Callable[[bool], object] = _nothing
        """Opens the first-run page, with the keyboard or without it."""
        self.take_over: Callable[[Mapping[str, str]], bool] = lambda _: False
        """Looks for what is missing on another desktop, named by its environment."""
        self.found: Callable[[], dict[str, Any]] = dict
        """Says what there is of the desktop."""
        self.sessions = Sessions(self)
        self._token = ""
        self._timer: Timer | None = None
        self.complaints: list[str] = []
        """What went wrong so far, each sentence once."""
        self.unwritten = ""
        """Why the last record could not be written, as a sentence; "" when it was."""
        begun = self.now(ev.Ticked)
        self.began = begun.wall
        """When this daemon was started."""
        self.again = False
        """Whether it is to start anew once it has ended."""
        self.again_then = False
        """Whether it is to do so when the session has ended."""
        self.removal = Removal(loop, self._removed, self.complain)
        self._keeper = keeping.Keeper(memory.foreign(kept), loop.at(), keeps)
        over = memory.ended(kept, begun, self.setup.rules)
        for record in over:
            self._record(record)
        self.day: Day = memory.recall(kept, begun, self.setup.rules)
        if not (isinstance(kept, dict) and "doses" in kept):
            week = dose.week(prepared.doses, begun.wall.date())
            self.day = remade(self.day, doses=week)
        self.day = memory.counted(self.day, over, self.setup.poses, begun.wall.date())
        self._set_clock_times()

    # --- the way of every event -----------------------------------------------------------------

    def now(self, kind: type[ev.Event], *facts: Any) -> ev.Event:
        """Return an event of this kind that happens now."""
        make: Callable[..., ev.Event] = kind
        return make(self.loop.at(), self.loop.wall(), *facts)

    def happen(self, event: ev.Event, token: str = "", floor: bool = False) -> None:
        """Let an event happen. Raises RefusedError when a wish cannot be met; nothing changed then.

        `token` lets a window that opens because of this event take the focus, `floor` has it open
        in floor mode.
        """
        before = self.day
        self.day, actions = advance(self.day, event, self.setup)
        self._token = token
        if floor:
            self.sessions.floor = self.prepared.settings.session.turned
        for action in actions:
            self._carry_out(action)
        self._token = ""
        if not isinstance(self.day.reminder.phase, Due):
            self.sessions.ahead.withdraw()
        self._keeper.step(event, before, self.day, self.setup.rules)
        self._look_ahead(event)
        self.happened(event, before, actions)
        if isinstance(event, ev.Woke):
            self.on_wake()
        self.changed(self.status())

    def status(self) -> Status:
        """Return how things stand now."""
        return describe(self.day, self.now(ev.Ticked), self.setup)

    def pose(self, pose_id: str) -> Pose:
        """Return a pose that is known to be there."""
        return next(pose for pose in self.setup.poses if pose.id == pose_id)

    def slept(self, at: float) -> None:
        """Take note of a sleep that was seen afterwards; `at` is when it began."""
        wall = self.loop.wall() - timedelta(seconds=self.loop.at() - at)
        self.happen(ev.Slept(at, wall))
        self.happen(self.now(ev.Woke))

    def start_again(self) -> bool:
        """End and start anew, or when the session has ended that goes on; say whether it is now."""
        self.again_then = self.day.session is not None
        if not self.again_then:
            self.again = True
            self.loop.stop()
        return self.again

    def close(self) -> None:
        """Quit: end the windows, take notices back, keep the day."""
        self.on_close()
        self.removal.close()
        self.sessions.close()
        if self._timer is not None:
            self._timer.cancel()
        if self.notifier is not None:
            self.notifier.close()
        self._keeper.keep(self.day, self.now(ev.Ticked))

    # --- settings and poses -----------------------------------------------------------------------

    def adopt(self, prepared: Prepared) -> None:
        """Use other settings and poses from now on."""
        before, self.prepared = self.prepared, prepared
        language = SPOKEN.name
        catalogue.speak(prepared.settings.language)
        self.setup = _setup(prepared)
        self._set_clock_times()
        self.happen(self.now(ev.Changed))
        self.on_rules()
        if SPOKEN.name != language:
            self.on_language()
        if prepared.problems != before.problems:
            self.tell_problems()

    def tell_problems(self) -> None:
        """Say what is wrong with the files, or take that back when it has been put right."""
        if self.prepared.problems:
            for problem in self.prepared.problems:
                log.warning("%s", problem)
            self.say(notices.problems(self.prepared.problems))
        elif self.notifier is not None:
            self.notifier.withdraw(notices.PROBLEMS)

    def _set_clock_times(self) -> None:
        rules = self.setup.rules
        self.loop.forget_daily()
        for moment in rules.times:
            self.loop.daily(moment, self._strike, moment)
        spans = [] if rules.hours is None else [span for day in rules.hours.days for span in day]
        midnight = {time()} if spans or rules.holidays or rules.quiet_days else set[time]()
        for edge in {edge for span in spans for edge in span} | midnight:
            self.loop.daily(edge, self._tick)

    def _strike(self, moment: time) -> None:
        wall = self.loop.wall()
        late = wall - datetime.combine(wall.date(), moment, wall.tzinfo)
        if late % timedelta(days=1) < LATE:  # it may have been yesterday's
            self.happen(self.now(ev.Struck))

    # --- time -------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self.happen(self.now(ev.Ticked))

    def _look_ahead(self, event: ev.Event) -> None:
        """Sleep until the next moment at which time alone changes anything."""
        if self._timer is not None:
            self._timer.cancel()
        moments = (
            days.next_look(self.day, event, self.setup),
            half_way(self.day, event, self.setup),
            self._keeper.by(self.day, self.setup.rules),
        )
        look = min((moment for moment in moments if moment is not None), default=None)
        self._timer = None if look is None else self.loop.later(look - self.loop.at(), self._tick)

    # --- what the core wants done -------------------------------------------------------------------

    def _carry_out(self, action: Action) -> None:
        """Do one thing. Whatever goes wrong in it, the day goes on and its next moment comes."""
        try:
            self._do(action)
        except Exception as surprise:
            if not isinstance(surprise, ImportError) or not self.removal.look():
                log.exception("what was to be done could not be")
            what = f"{type(surprise).__name__}: {surprise}"
            self.complain(_("Something went wrong: {what}.").format(what=what))
            if isinstance(action, OpenWindow):
                self.loop.soon(self.sessions.over, "failed")

    def _do(self, action: Action) -> None:
        match action:
            case Nudge():
                self._nudge(action)
            case Instead():
                self._offer_instead(action)
            case SitAgain():
                self.offer(notices.sit_again(action.stood))
            case Withdraw():
                if self.notifier is not None:
                    self.notifier.withdraw(action.what)
            case OpenWindow():
                self.sessions.open(action, self._token)
            case Record():
                self._record(action)

    def _nudge(self, nudge: Nudge) -> None:
        if not self.heard:
            self.loop.soon(self.unheard)
        session = self.prepared.settings.session
        self.removal.look()
        self.sessions.ahead.stand()
        self.offer(notices.reminder(self.pose(nudge.pose), nudge, session))

    def offer(self, notice: Notice) -> None:
        """Show a notice that can be answered, where notices can be shown."""
        if self.notifier is not None:
            self.notifier.show(notice, partial(self._answered, notice.key))

    def _offer_instead(self, offer: Instead) -> None:
        pose, hurt = self.pose(offer.pose), self.pose(offer.hurt)
        notice = notices.instead(pose, hurt, self.prepared.settings.session, offer.until)
        if self.notifier is not None:
            self.notifier.show(notice, partial(self._answered_instead, offer.pose))

    def _answered_instead(self, pose: str, answer: str, token: str) -> None:
        if answer in ("default", "start"):
            self._wish(self.now(ev.Wanted, pose), token)

    def nudge_again(self) -> None:
        """Show anew what stands due: whoever showed it before is gone, and another has come."""
        phase, rules = self.day.reminder.phase, self.setup.rules
        if isinstance(phase, Due):
            snooze = may_snooze(self.day.reminder, rules)
            sat, because = self.status().sat, self.day.because
            self._nudge(Nudge(phase.pose, sat, snooze, phase.quiet, phase.times, because))

    def unheard(self) -> None:
        """Nobody shows notifications (any more): what stands due must speak by its window."""
        self.happen(self.now(ev.Unheard))

    def _answered(self, key: str, answer: str, token: str) -> None:
        wishes = WISHES[key]
        if answer not in wishes:
            return
        self._wish(self.now(wishes[answer]), token)

    def _wish(self, event: ev.Event, token: str) -> None:
        """Let a wish that came by a notification happen, or say why it cannot be met."""
        try:
            self.happen(event, token)
        except RefusedError as refusal:
            self.say(notices.word("Unsit", str(refusal)))

    def _record(self, record: Record) -> None:
        try:
            journal.append(record.kind, record.at, record.facts)
        except OSError as problem:
            sentence = _("The history cannot be written: {problem}.")
            self.unwritten = sentence.format(problem=places.why(problem))
            self.complain(self.unwritten)
        else:
            self.unwritten = ""

    # --- words -----------------------------------------------------------------------------------------

    def say(self, notice: Notice) -> None:
        """Show a notice that needs no answer, where notices can be shown."""
        if self.notifier is not None:
            self.notifier.show(notice, _nothing)

    def complain(self, sentence: str) -> None:
        """Say what went wrong: each time in the log, as a notice once."""
        if self.removal.look(sentence):
            return
        log.warning("%s", sentence)
        if sentence not in self.complaints:
            self.complaints.append(sentence)
            self.say(notices.word("Unsit", sentence))

    def _removed(self) -> None:
        """End, once it could be read why: a notice goes with whoever shows it."""
        log.warning("%s", _(GONE))
        self.say(notices.word("Unsit", _(GONE)))
        self.loop.later(notices.READ if self.heard else 0.0, self.loop.stop)


def _nothing(*_: object) -> None:
    """Do nothing, for whom nobody waits."""


def _setup(prepared: Prepared) -> Setup:
    settings = prepared.settings
    return Setup(settings.rules, prepared.poses, settings.poses, settings.session)
