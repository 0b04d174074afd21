"""How late a voice is: ``python -m tests.bench.speech`` prints rows of Markdown.

A card plays a session with its figure, and each step is said by a real engine to a real sound server;
what is measured is the time from the moment the step is due to the first sound that is heard. Nothing
can be heard earlier than the sound server hands it on, which takes up to 10 ms.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench.measuring import spread
from tests.desktop.sound import PulseAudio
from tests.desktop.speech import Ear, SpeechDispatcher
from tests.desktop.stage import until
from unsit import library
from unsit.core.rules import SessionRules
from unsit.core.session import Plan, plan
from unsit.core.value import replace
from unsit.window import palette
from unsit.window.app import drawing
from unsit.window.card import Card
from unsit.window.ground import QtGround
from unsit.window.voice import Engine
from unsit.window.voice.espeak import espeak
from unsit.window.voice.speaker import Speaker
from unsit.window.voice.ssip import Dispatcher

GOAL = 150
"""Milliseconds."""

STEP, STEPS = 4.0, 12
"""Seconds of each step, long enough for its words, and how many are measured."""


def main() -> int:
    """Print a row for each engine; return the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app, ground = QApplication([]), QtGround()
    print("| cue to sound | median (range) | goal |\n|---|---|---|")
    with _loudspeaker() as (sound, ear), tempfile.TemporaryDirectory(prefix="unsit-") as folder:
        os.environ["PULSE_SERVER"] = f"unix:{sound.environment['XDG_RUNTIME_DIR']}/pulse/native"
        server = SpeechDispatcher(Path(folder), sound)
        server.start()
        for engine in (Dispatcher(ground, server.environment), espeak(ground, "espeak-ng")):
            late = _delays(engine, ear)
            print(f"| {engine.name} | {spread(late)} | {GOAL} ms |", flush=True)
        server.stop()
    del ground, app
    return 0


@contextmanager
def _loudspeaker() -> Iterator[tuple[PulseAudio, Ear]]:
    with tempfile.TemporaryDirectory(prefix="unsit-") as folder:
        sound = PulseAudio(Path(folder))
        sound.start()
        ear = Ear(sound)
        yield sound, ear
        ear.close()
        sound.stop()


def _session() -> Plan:
    """Return a session that consists of steps of the same length."""
    pose = next(pose for pose in library.load().poses if pose.id == "lizard")
    made = plan(pose, SessionRules())
    moves = [one for one in made.segments if one.kind in ("ready", "move")]
    steps = [replace(moves[1 + place % 2], seconds=STEP) for place in range(STEPS)]
    return replace(made, segments=(replace(moves[0], seconds=2 * STEP), *steps))


def _delays(engine: Engine, ear: Ear) -> list[float]:
    """Play the session; return for each step the milliseconds from its moment to its sound."""
    made = _session()
    speaker = Speaker(QtGround(), lambda: (engine,), "on")
    colours = palette.PALETTES["light"]
    figure = drawing(made, colours.name)
    clock = time.monotonic
    card = Card(made, colours, figure, clock, lambda _: None, lambda _: None, _nothing, speaker)
    speaker.ended = card.words_said
    speaker.open()
    card.show()
    began = clock()
    due = [began + 2 * STEP + place * STEP for place in range(STEPS)]

    def over() -> bool:
        QApplication.processEvents()
        return clock() > due[-1] + 1

    until("end", over, seconds=2 * STEP * STEPS)
    sounds = [ear.since(moment) for moment in due]
    card.close()
    speaker.close()
    return [(at - moment) * 1000 for at, moment in zip(sounds, due, strict=True) if at]


def _nothing() -> None:
    """Sound nothing."""


if __name__ == "__main__":
    sys.exit(main())
