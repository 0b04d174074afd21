"""The terminal as a stage: sessions are played there, one after the other, until nothing follows.

It stands between the terminal (screen or lines, keys, signals, sound and voice) and whoever has the
sessions played: the daemon, over the control line, or the core in this process.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from unsit import catalogue, places
from unsit.core import words
from unsit.core.language import _
from unsit.core.session import Plan
from unsit.core.value import replace
from unsit.loop import Loop
from unsit.terminal.ground import LoopGround
from unsit.terminal.lines import Lines
from unsit.terminal.play import Session
from unsit.terminal.screen import Screen
from unsit.terminal.signals import Signals
from unsit.terminal.sound import Sound
from unsit.terminal.tty import Tty, is_screen
from unsit.window.chimes import Chimes
from unsit.window.voice import Engine
from unsit.window.voice.speaker import Speaker

SSH = ("SSH_CONNECTION", "SSH_TTY")
"""Who comes from afar hears nothing of this machine's sound, and others would."""

SIGPIPE = 13
"""By this signal ends whoever writes what nobody reads; Windows has no name for it."""

SOUND_FROM_AFAR = "PULSE_SERVER"
"""Somebody has taken the sound along."""


class Theatre:
    """A terminal, from `with` to its end; then it is as it was found."""

    def __init__(self, loop: Loop, environ: Mapping[str, str] = os.environ) -> None:
        self._loop, self._environ = loop, environ
        self._tty = Tty(loop, self._typed, self.stop, lambda: self._told_to_end(SIGPIPE))
        encoding = sys.stdout.encoding or "ascii"
        draws = is_screen(1, environ)
        self._face: Screen | Lines = (
            Screen(self._tty.write, self._tty.size, encoding)
            if draws
            else Lines(self._tty.write, encoding)
        )
        self._signals = Signals(loop, self._told_to_end, self._suspend, self._resume, self._redraw)
        self._session: Session | None = None
        self._voice: Speaker | None = None
        self._reader: Any = None
        self._said: list[str] = []
        self._untold: list[Callable[[], object]] = []
        self.killed = 0
        """The signal that ended us, 0 for none; Python ignores SIGPIPE, and we do as it says."""

    def __enter__(self) -> "Theatre":
        self._signals.__enter__()
        self._enter()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._close_voice()
        self._leave()
        self._signals.__exit__()
        for sentence in self._said:
            self._face.say(sentence)

    # --- as a stage -------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether a session is being played."""
        return self._session is not None and not self._session.over

    def play(self, plan: dict[str, Any], hear: Callable[[dict[str, Any]], object]) -> "Theatre":
        """Play a plan; `hear` gets what a window would tell, in a later round."""
        self._close_voice()
        made = self._fitted(Plan.from_json(plan))
        catalogue.speak_in(made.language)
        voice = self._voice = self._new_voice(made)
        self._session = session = Session(
            made,
            self._loop,
            self._face,
            lambda event: self._tell_soon(session, event, hear),
            self._sound() if made.sound else None,
            voice,
        )
        voice.ended = session.words_said
        self._loop.soon(session.begin)
        self._follow_reader(voice)
        return self

    def tell(self, wish: str) -> None:
        """Do what whoever leads the session from elsewhere asks."""
        if self._session is not None:
            self._session.hear(wish)

    def stop(self) -> None:
        """End the session, if one is played."""
        self.tell("stop")

    def close(self) -> None:
        """End the session, and have all be heard at once: there may be no later round."""
        self.stop()
        self._tell_all()

    def leave(self) -> None:
        """Nothing follows."""

    # --- the terminal's side ----------------------------------------------------------------------

    def _tell_soon(
        self, session: Session, event: dict[str, Any], hear: Callable[[dict[str, Any]], object]
    ) -> None:
        """Have an event heard when nothing else is under way."""
        if event["event"] == "ended":
            self._said.append(summary(session.plan, event))
            event = {**event, "last": bool(self.killed)}
        self._untold.append(lambda: hear(event))
        self._loop.soon(self._tell_all)

    def _tell_all(self) -> None:
        while self._untold:
            self._untold.pop(0)()

    def _typed(self, key: str) -> None:
        self.tell(key)

    def _enter(self) -> None:
        self._tty.take()
        self._tty.heed_readers()
        self._face.enter()

    def _leave(self) -> None:
        self._face.leave()
        self._tty.give_back()

    def _told_to_end(self, number: int) -> None:
        self.killed = number
        if self.open:
            self.stop()
        else:
            self._loop.stop()

    def _suspend(self) -> None:
        """Rest while the shell has the terminal, and until a key says so, where there are keys."""
        ran = self._session is not None and self._session.rest()
        self._leave()
        self._signals.stop_here()
        self._resume()
        if ran and not self._tty.has_keys:
            self.tell("pause")

    def _resume(self) -> None:
        self._tty.give_back()  # the shell has set it its own way meanwhile
        self._enter()
        self._redraw()

    def _redraw(self) -> None:
        if self._session is not None:
            self._session.show_again()

    # --- sound ------------------------------------------------------------------------------------

    def _fitted(self, plan: Plan) -> Plan:
        """Return the plan as it can be played here."""
        if self._far:
            plan = replace(plan, voice="off")
        if not self._tty.has_keys:  # nobody could say that they are ready
            never = tuple(replace(segment, waits=False) for segment in plan.segments)
            plan = replace(plan, segments=never)
        return plan

    @property
    def _far(self) -> bool:
        came = any(self._environ.get(name) for name in SSH)
        return came and not self._environ.get(SOUND_FROM_AFAR)

    def _sound(self) -> Sound:
        chimes = None if self._far else Chimes(places.shipped("icons") / "chimes", wanted=True)
        return Sound(self._loop, chimes, self._face.bell)

    def _new_voice(self, plan: Plan) -> Speaker:
        ground = LoopGround(self._loop)
        return Speaker(ground, lambda: _engines(ground), plan.voice)

    def _follow_reader(self, voice: Speaker) -> None:
        if sys.platform != "linux":
            voice.silence(False)
            return
        from unsit.terminal.reader import follow

        address = self._environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        self._reader = follow(self._loop, address, voice.silence)

    def _close_voice(self) -> None:
        voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def _engines(ground: LoopGround) -> Sequence[Engine]:
    if sys.platform == "win32":
        return ()  # that of Windows needs Qt's loop
    from unsit.window.voice.choose import engines

    return engines(ground)


def summary(plan: Plan, ended: dict[str, Any]) -> str:
    """Return what became of a session as a sentence, for the lines of the shell."""
    held: dict[str, float] = {}
    for hold in ended["held"]:
        held[hold["side"]] = held.get(hold["side"], 0.0) + hold["seconds"]
    facts = {"pose": plan.pose["name"], **{side: words.length(round(held[side])) for side in held}}
    if ended["answer"] == "snooze":
        return _("{pose}: later.").format(**facts)
    if "right" in held and "left" in held:
        sentence = _("{pose}: held {right} on the right side and {left} on the left side.")
    elif "right" in held:
        sentence = _("{pose}: held {right} on the right side.")
    elif "left" in held:
        sentence = _("{pose}: held {left} on the left side.")
    elif held:
        sentence = _("{pose}: held {both}.")
    else:
        sentence = _("{pose}: nothing was held.")
    return sentence.format(**facts)
