"""Orca, the screen reader of Debian, at the session window: what a person who works by it hears.

All is real but the loudspeaker: Orca's speech and our own voice go to one Speech Dispatcher, whose
output module writes down what is to be spoken (`scribe`).
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop import scribe
from tests.desktop.reading import Accessibility
from tests.desktop.screen import Hands
from tests.desktop.servers import SessionBus
from tests.desktop.speech import SpeechDispatcher
from tests.desktop.stage import Program, until
from tests.window.stand import LUNGE
from tests.window.test_process import Window
from unsit.core.session import Plan
from unsit.core.value import replace

BEFORE = "notification "
"""What Orca 43 says before each step: it knows no announcements, see `unsit.window.notice`."""

SPOKEN = replace(LUNGE, voice="on", sound=False)
SHORT = replace(
    SPOKEN,
    segments=tuple(
        replace(one, seconds=5 if one.kind == "hold" else 2)
        for one in (*LUNGE.segments[:5], LUNGE.segments[-1])
    ),
)

Opener = Callable[..., Window]


class Paper:
    """What was spoken since it was last put aside."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._file.touch()
        self._aside = 0

    @property
    def lines(self) -> list[str]:
        return [json.loads(line) for line in self._file.read_text().splitlines()[self._aside :]]

    def put_aside(self) -> None:
        self._aside += len(self.lines)

    def has(self, phrase: str) -> None:
        """Wait until something was spoken that begins with a phrase."""
        try:
            until(phrase, lambda: any(line.startswith(phrase) for line in self.lines))
        except AssertionError as late:
            raise AssertionError(f"{late}; spoken: {self.lines}") from late


@pytest.fixture
def paper(home: Path) -> Paper:
    return Paper(home / "spoken.jsonl")


@pytest.fixture
def accessibility(session_bus: SessionBus) -> Iterator[Accessibility]:
    with Accessibility(session_bus) as accessibility:
        yield accessibility


@pytest.fixture
def server(home: Path, session_bus: SessionBus, paper: Paper) -> Iterator[SpeechDispatcher]:
    """Give a test a speech server that writes."""
    module = home / "module"
    module.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" "{scribe.__file__}" "{home}/spoken.jsonl"\n'
    )
    module.chmod(0o755)
    modules = f'AddModule "scribe" "{module}" ""\nDefaultModule scribe\n'
    server = SpeechDispatcher(home, session_bus, modules)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def orca(
    home: Path,
    accessibility: Accessibility,
    server: SpeechDispatcher,
    paper: Paper,
    openbox: object,
) -> Iterator[Callable[[], Program]]:
    """Give a test Orca, started as by hand: nobody says that a screen reader is enabled."""
    started: list[Program] = []

    def start() -> Program:
        started.append(Program(home, "orca", environment=server.environment))
        paper.has("Screen reader on.")
        paper.put_aside()
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def window(environment: dict[str, str], server: SpeechDispatcher) -> Iterator[Opener]:
    opened: list[Window] = []
    speech = {"SPEECHD_ADDRESS": server.environment["SPEECHD_ADDRESS"], "QT_QPA_PLATFORM": "xcb"}

    def start(plan: Plan) -> Window:
        line = json.dumps(plan.to_json()).encode() + b"\n"
        opened.append(Window(line, environment | speech))
        assert opened[-1].next() == {"event": "shown"}
        return opened[-1]

    yield start
    for one in opened:
        with one.process:
            one.process.kill()


def test_orca_says_each_step_once_and_our_own_voice_none(
    orca: Callable[[], Program], window: Opener, paper: Paper
) -> None:
    orca()
    window(SHORT)
    paper.has(f"{BEFORE}Well done.")
    passing = ("percent.", "Three.", "Two.", "One.")
    said = [line for line in paper.lines if not line.endswith(passing)]
    assert said == [
        f"{BEFORE}Low Lunge – Right side. Kneel.",
        f"{BEFORE}Slide the right foot.",
        f"{BEFORE}Sink. Hold for five seconds.",
        f"{BEFORE}Come out. Rise.",
        f"{BEFORE}Now the left side.",
        f"{BEFORE}Well done.",
    ]


def test_orca_reads_the_window_and_each_button_that_has_the_focus(
    orca: Callable[[], Program], window: Opener, paper: Paper, hands: Hands
) -> None:
    orca()
    window(replace(SPOKEN, snooze_hold=4.0))
    paper.has(f"{BEFORE}Low Lunge – Right side. Kneel.")
    (card,) = until("window", lambda: hands.windows("Low Lunge"))
    hands.do("windowfocus", "--sync", str(card))
    paper.has("Low Lunge – Right side — Unsit dialog")
    heeds_keys(hands, paper)
    for name, more in (
        ("Ouch", "It hurts: stop, and show the way out."),
        ("Later: hold for 4 seconds", "Hold N, or Space here, until it is full."),
        ("Back", "Key: Left."),
        ("Pause", "Key: Space."),
        ("Next", "Key: Right."),
        ("Done", "Key: Esc."),
    ):
        paper.put_aside()
        hands.key("Tab")
        paper.has(f"{name} push button")
        paper.has(more)


def heeds_keys(hands: Hands, paper: Paper) -> None:
    """Pause and go on, once the keys are no stray ones any more.

    Another press waits until it is clear that the one before was stray: a late "Going on." would be
    spoken in the place of what comes next.
    """

    def paused() -> bool:
        hands.key("space")
        try:
            until("word of it", is_told, seconds=5)
        except AssertionError:
            return False
        return True

    def is_told() -> bool:
        return any(line.startswith(f"{BEFORE}Paused") for line in paper.lines)

    until("pause", paused)
    hands.key("space")
    paper.has(f"{BEFORE}Going on")


def test_the_voice_is_silent_from_when_orca_starts_until_it_ends(
    orca: Callable[[], Program], window: Opener, paper: Paper
) -> None:
    running = window(SPOKEN)
    paper.has("Low Lunge. Right side first.")
    reader = orca()
    running.write(b'{"do": "next"}\n')
    paper.has(f"{BEFORE}Slide the right foot.")
    assert "Slide the right foot." not in paper.lines
    reader.stop()
    paper.put_aside()
    running.write(b'{"do": "next"}\n')
    paper.has("Sink. Hold for thirty seconds.")
    assert f"{BEFORE}Sink. Hold for thirty seconds." not in paper.lines
