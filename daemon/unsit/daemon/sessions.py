"""What plays the daemon's sessions, one at a time, and what it tells of them."""

import logging
from typing import TYPE_CHECKING, Any

from unsit.core import events as ev
from unsit.core.day import OpenWindow
from unsit.core.language import _, in_a_row
from unsit.core.reminders import RefusedError
from unsit.core.session import Plan
from unsit.daemon import notices, plans, upgraded
from unsit.daemon.ahead import Ahead
from unsit.daemon.coach import Stage, View

if TYPE_CHECKING:
    from unsit.daemon.daemon import Daemon

log = logging.getLogger(__name__)


class Sessions:
    """Opens the session windows of a daemon, or has a stage play in their place."""

    def __init__(self, daemon: "Daemon") -> None:
        self._daemon = daemon
        self.stage: Stage | None = None
        """Where sessions are played, when it is not in windows of their own."""
        self.ahead = Ahead(daemon.loop, lambda: self._is_open)
        self._view: View | None = None
        """Who played last, and may have ended."""
        self.plan: Plan | None = None
        """What it plays."""
        self.floor: str | None = None
        """How floor mode is turned in the window, "" = it is not in it; None = as the settings say."""

    def open(self, window: OpenWindow, token: str) -> None:
        """Begin a session; `token` lets its window take the focus."""
        daemon = self._daemon
        if daemon.notifier is not None:
            daemon.notifier.withdraw(notices.INSTEAD)
            daemon.notifier.withdraw(notices.BROKEN_OFF)
        pose, rules = daemon.pose(window.pose), daemon.prepared.settings.session
        self.plan = plan = plans.lying(plans.plan(pose, rules, window), self.floor)
        if self.stage is not None:
            self._view = self.stage.play(plan.to_json(), self._hear)
            return
        try:
            self._view = self.ahead.open(plan.to_json(), self._hear, window.asked, token)
        except OSError as problem:
            reason = _("The window cannot be started: {problem}.").format(problem=problem)
            failed = {"event": "failed", "reason": reason}
            daemon.loop.soon(self._hear, failed)

    def tell(self, wish: str) -> None:
        """Pass a wish on to the session window. Raises RefusedError when none is open, or it cannot."""
        if self._view is None or not self._view.open:
            raise RefusedError(_("No session window is open."))
        if self.stage is not None and wish in ("floor", "turn"):
            raise RefusedError(_("Floor mode is of the window: a terminal has none."))
        if wish == "ouch":
            self._daemon.happen(self._daemon.now(ev.Ouch))
        elif wish == "stop":
            self._daemon.happen(self._daemon.now(ev.Stopped))
        self._view.tell(wish)

    def over(self, outcome: str, *facts: Any) -> None:
        """Let the session have ended so; `facts` are those of `core.events.Ended`."""
        daemon = self._daemon
        daemon.happen(daemon.now(ev.Ended, outcome, *facts))
        if daemon.day.session is None:  # or the next of a series has begun, as this one ended
            self.floor = None
            if self.stage is not None:
                stage, self.stage = self.stage, None
                stage.leave()
            if daemon.again_then:
                daemon.start_again()
        daemon.on_session_end(outcome)

    def close(self) -> None:
        """End the windows."""
        self.ahead.close()
        if self._view is not None:
            self._view.close()

    @property
    def _is_open(self) -> bool:
        return self._view is not None and self._view.open

    def _hear(self, line: dict[str, Any]) -> None:
        """Take a line of the session window."""
        daemon = self._daemon
        match line["event"]:
            case "at":
                self.floor = line.get("floor", self.floor)
                daemon.happen(daemon.now(ev.Playing, *plans.where(line, self.plan)))
            case "ouch" if daemon.day.session is not None:
                daemon.happen(daemon.now(ev.Ouch))
            case "ended":
                self._hear_out(line)
            case "failed":
                self.over("failed")
                self._break_off(in_a_row(line["reason"], upgraded.sentence()))

    def _hear_out(self, line: dict[str, Any]) -> None:
        daemon = self._daemon
        if line.get("last"):
            daemon.happen(daemon.now(ev.Stopped))
        held = tuple(ev.Held(**hold) for hold in line["held"])
        felt = line.get("feel_before"), line.get("feel_after")
        self.over(line["outcome"], held, line["answer"], *felt)
        if not daemon.again and (outdated := upgraded.sentence()):
            daemon.complain(outdated)

    def _break_off(self, reason: str) -> None:
        """Say why a session broke off, each time with the offer to go on with it where one can."""
        daemon = self._daemon
        left_off = daemon.status().left_off
        if left_off is None or daemon.removal.look():
            daemon.complain(reason)
        else:
            log.warning("%s", reason)
            daemon.offer(notices.broken_off(reason, left_off))
