"""Programs that speak, bought in a shop: they are started, ended, and may fail."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.window.heard import Heard
from tests.window.shop import Shop
from tests.window.stand import Stand
from unsit.window.ground import QtGround
from unsit.window.voice import Engine, choose
from unsit.window.voice.espeak import espeak
from unsit.window.voice.macos import say

until = Stand.until


Opener = Callable[[Engine], Heard]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "said"


@pytest.fixture
def sells(shop: Shop, log: Path) -> Callable[[str, str], None]:
    """Give a test a way to put a program into the shop: a name and lines of shell."""

    def sell(name: str, script: str) -> None:
        shop.sells(name)
        Path(os.environ["PATH"], name).write_text(f"#!/bin/sh\nlog={log}\n{script}\n")

    return sell


Sells = Callable[[str, str], None]
WRITES = 'read line; echo "$* | $line" >>$log'


@pytest.mark.parametrize(
    ("engine", "quiet", "line"),
    [
        (lambda: espeak(QtGround(), "espeak-ng"), False, "-v en -a 100 --stdin | Sink."),
        (lambda: espeak(QtGround(), "espeak"), True, "-v en -a 35 --stdin | Sink."),
        (lambda: say(QtGround()), False, "-f - | Sink."),
        (lambda: say(QtGround()), True, "-f - | [[volm 0.35]] Sink."),
    ],
)
def test_a_program_reads_its_phrase_and_its_end_is_told(
    opened: Opener, sells: Sells, log: Path, engine: Callable[[], Engine], quiet: bool, line: str
) -> None:
    for name in ("espeak-ng", "espeak", "say"):
        sells(name, WRITES)
    one = opened(engine())
    one.engine.say("Sink.", quiet)
    until("end", lambda: one.told == ["ready", "ended"])
    assert log.read_text() == f"{line}\n"


def test_a_program_that_reads_and_says_nothing_leaves_qt_nothing_to_complain_of(
    opened: Opener, sells: Sells
) -> None:
    sells("speech-dispatcher", "exit 0")
    complaints: list[str] = []
    ended: list[int | None] = []
    before = qInstallMessageHandler(lambda _kind, _place, words: complaints.append(words))
    try:
        program = str(Path(os.environ["PATH"], "speech-dispatcher"))
        QtGround().run(program, [], b"", lambda code, _: ended.append(code))
        until("end", lambda: ended == [0])
    finally:
        qInstallMessageHandler(before)
    assert complaints == []


def test_a_program_that_is_not_there_is_lost(opened: Opener, shop: Shop) -> None:
    assert opened(espeak(QtGround(), "espeak-ng")).told == ["it is not installed"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 3", "it ended with exit code 3"),
        ("kill -9 $$", "it ended with exit code 9"),
        ("echo 'error: no sound' >&2", "error: no sound"),
    ],
)
def test_a_program_that_fails_is_lost_and_not_asked_again(
    opened: Opener, sells: Sells, script: str, why: str
) -> None:
    sells("espeak-ng", script)
    one = opened(espeak(QtGround(), "espeak-ng"))
    one.engine.say("Sink.", False)
    until("failure", lambda: one.told == ["ready", why])
    one.engine.say("Rise.", False)
    assert one.told == ["ready", why]


def test_a_program_that_cannot_be_run_is_lost(opened: Opener, shop: Shop) -> None:
    shop.sells("espeak-ng")
    Path(os.environ["PATH"], "espeak-ng").write_text("#!/no/such/shell\n")
    one = opened(espeak(QtGround(), "espeak-ng"))
    one.engine.say("Sink.", False)
    until("failure", lambda: one.told == ["ready", "it cannot be started"])


def test_a_program_that_hangs_is_ended_by_the_next_phrase_and_by_silence(
    opened: Opener, sells: Sells, log: Path
) -> None:
    sells("espeak-ng", f"{WRITES}; exec 9<>$log.pipe; read never <&9")
    os.mkfifo(f"{log}.pipe")
    one = opened(espeak(QtGround(), "espeak-ng"))
    for phrase in ("Sink.", "Rise."):
        one.engine.say(phrase, False)
        until(phrase, lambda: log.exists() and log.read_text().endswith(f"{phrase}\n"))  # noqa: B023
    one.engine.stop()
    one.engine.stop()
    sells("espeak-ng", WRITES)
    one.engine.say("Stand.", False)
    until("end", lambda: one.told == ["ready", "ended"])


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("linux", ["Speech Dispatcher", "espeak-ng", "espeak"]),
        ("freebsd14", ["Speech Dispatcher", "espeak-ng", "espeak"]),
        ("win32", ["System.Speech"]),
        ("darwin", ["say"]),
    ],
)
def test_each_system_has_its_own_ways_to_speak(
    qt_app: QApplication, system: str, names: list[str]
) -> None:
    assert [engine.name for engine in choose.engines(QtGround(), system, {})] == names


def test_a_program_that_speaks_when_all_is_over_is_gone_then(
    opened: Opener, sells: Sells, log: Path
) -> None:
    sells("espeak-ng", f"{WRITES}; echo $$ >>$log; exec 9<>$log.pipe; read never <&9")
    os.mkfifo(f"{log}.pipe")
    one = opened(espeak(QtGround(), "espeak-ng"))
    one.engine.say("Sink.", False)
    until("phrase", lambda: log.exists() and log.read_text().count("\n") == 2)
    child = log.read_text().split()[-1]
    one.engine.close()
    assert not Path("/proc", child).exists()
