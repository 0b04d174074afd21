"""The voice on the loop of a terminal: the same engines as in a window, and no Qt."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import until
from tests.window.fake_dispatcher import FakeDispatcher
from tests.window.shop import Shop
from unsit.loop import Loop
from unsit.terminal.ground import LoopGround
from unsit.window.voice import Engine
from unsit.window.voice.espeak import espeak
from unsit.window.voice.speaker import Speaker
from unsit.window.voice.ssip import Dispatcher


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a test a shop whose espeak-ng writes down what it says, and fails at "Fail."."""
    monkeypatch.setenv("PATH", "")
    Shop(tmp_path).sells("espeak-ng")
    log = tmp_path / "said"
    script = f'#!/bin/sh\nread line; echo "$line" >>{log}; [ "$line" != Fail. ]\n'
    Path(os.environ["PATH"], "espeak-ng").write_text(script)
    return log


def speaker(loop: Loop, *engines: Engine) -> tuple[Speaker, list[str]]:
    made, ends = Speaker(LoopGround(loop), lambda: engines, "on"), list[str]()
    made.ended = lambda: ends.append("ended")
    made.open()
    return made, ends


def test_a_program_speaks_and_its_end_is_told(loop: Loop, said: Path) -> None:
    made, ends = speaker(loop, espeak(LoopGround(loop), "espeak-ng"))
    made.say("Sink.")
    until("end", lambda: ends, loop)
    assert said.read_text() == "Sink.\n"
    made.close()


def test_a_program_that_fails_is_spoken_by_no_more(loop: Loop, said: Path) -> None:
    made, ends = speaker(loop, espeak(LoopGround(loop), "espeak-ng"))
    made.say("Fail.")
    until("end", lambda: ends, loop)
    assert made.reasons == ["espeak-ng: it ended with exit code 1."]
    assert not made.speaks
    made.close()


def test_a_speech_server_speaks_and_its_end_is_told(loop: Loop, home: Path) -> None:
    server = FakeDispatcher(home)
    made, ends = speaker(loop, Dispatcher(LoopGround(loop), server.environment))
    until("voice", lambda: made.speaks, loop)
    made.say("Sink.")
    until("phrase", lambda: server.phrases == ["Sink."], loop)
    server.ends()
    until("end", lambda: ends, loop)
    made.close()
    until("farewell", lambda: "QUIT" in server.commands)
    server.close()


def test_a_server_that_cannot_be_started_is_no_trouble(loop: Loop, said: Path) -> None:
    made, _ = speaker(loop, Dispatcher(LoopGround(loop), os.environ))
    until("reason", lambda: made.reasons, loop)
    assert "no speech-dispatcher to start" in made.reasons[0]
    made.close()


def test_a_terminal_needs_no_qt() -> None:
    program = (
        "import sys, unsit.cli.playing, unsit.terminal.reader, unsit.window.voice.choose\n"
        "unsit.window.voice.choose.engines(None, 'linux', {})\n"
        "print('PySide6' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert found.stdout == b"False\n"
