"""The voice as it is heard: real speech servers and programs, a real sound server, and an ear."""

import json
import os
import shutil
import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.conftest import new_home
from tests.desktop.sound import PulseAudio, answers
from tests.desktop.speech import DUMMY, Ear, SpeechDispatcher
from tests.desktop.stage import PATIENCE, tool
from tests.window.stand import LUNGE, Stand
from tests.window.test_process import Window
from unsit import catalogue, library
from unsit.core.cues import FIRST_WORDS, LONGEST_LEAD, cues, length
from unsit.core.language import SPOKEN
from unsit.core.rules import SessionRules
from unsit.core.session import plan
from unsit.core.value import replace
from unsit.window.ground import QtGround
from unsit.window.voice import Engine, choose, tongues
from unsit.window.voice.espeak import espeak
from unsit.window.voice.speaker import Speaker
from unsit.window.voice.ssip import Dispatcher

PHRASE = "Push the knee gently away from you."
SHORT = "Half way."
LONG = " ".join([PHRASE] * 8)
"""Takes so long that it can be ended early on a machine that is busy, too."""

until = Stand.until


@pytest.fixture(scope="module")
def sound() -> Iterator[PulseAudio]:
    """Give the tests of this file a sound server."""
    folder = new_home()
    server = PulseAudio(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def only_ear(sound: PulseAudio) -> Iterator[Ear]:
    """Give the tests of this file an ear; it takes two seconds to open."""
    ear = Ear(sound)
    yield ear
    ear.close()


@pytest.fixture
def ear(sound: PulseAudio, only_ear: Ear, monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Give a test an ear, and have its programs be heard by it."""
    run = sound.environment["XDG_RUNTIME_DIR"]
    monkeypatch.setenv("PULSE_SERVER", f"unix:{run}/pulse/native")
    return only_ear


@pytest.fixture
def server(home: Path, sound: PulseAudio) -> Iterator[SpeechDispatcher]:
    """Give a test a speech server, to be started."""
    server = SpeechDispatcher(home, sound)
    yield server
    server.stop()


class Listener:
    """A speaker, and what it told."""

    def __init__(self, engines: Callable[[], tuple[Engine, ...]]) -> None:
        self.speaker = Speaker(QtGround(), engines, "on")
        self.speaker.ended = lambda: self.ends.append(time.monotonic())
        self.ends: list[float] = []
        self.speaker.open()

    def says(self, phrase: str) -> float:
        """Say a phrase and return the moment."""
        now = time.monotonic()
        self.speaker.say(phrase)
        return now

    def says_all(self, phrase: str) -> float:
        """Say a phrase to its end; return the moment when it began."""
        ends, now = len(self.ends), self.says(phrase)
        until("end of a phrase", lambda: len(self.ends) > ends)
        return now


Opener = Callable[..., Listener]


@pytest.fixture
def listeners(qt_app: QApplication) -> Iterator[Opener]:
    """Give a test speakers of its engines; they are closed after it."""
    made: list[Listener] = []

    def listen(*engines: Engine) -> Listener:
        made.append(Listener(lambda: engines))
        return made[-1]

    yield listen
    for one in made:
        one.speaker.close()


@pytest.fixture(params=["speech-dispatcher", "espeak-ng"])
def listener(
    request: pytest.FixtureRequest, listeners: Opener, server: SpeechDispatcher
) -> Listener:
    """Give a test each way of speaking in turn, after its first word."""
    tool(request.param)
    if request.param == "espeak-ng":
        one = listeners(espeak(QtGround(), "espeak-ng"))
    else:
        server.start()
        one = listeners(Dispatcher(QtGround(), server.environment))
    one.says_all("Hello.")
    return one


def test_a_phrase_is_heard_and_its_end_is_told_when_it_has_come(
    ear: Ear, listener: Listener
) -> None:
    until("silence", ear.is_silent)
    asked = listener.says_all(PHRASE)
    assert listener.ends[-1] - asked > 1.5  # no load makes a phrase shorter
    until("sound", lambda: ear.since(asked))
    until("silence", ear.is_silent)
    assert ear.loudness(asked) > 500


def test_a_phrase_that_is_hushed_is_silent_and_does_not_end(ear: Ear, listener: Listener) -> None:
    until("silence", ear.is_silent)
    ends, asked = len(listener.ends), listener.says(LONG)
    until("sound", lambda: ear.since(asked))
    listener.speaker.hush()
    until("silence", ear.is_silent)
    assert ear.seconds(asked) < length(LONG) / 4, "it was said to its end"
    assert len(listener.ends) == ends


def test_a_new_phrase_takes_the_place_of_the_old_one(ear: Ear, listener: Listener) -> None:
    ends, asked = len(listener.ends), listener.says(LONG)
    until("sound", lambda: ear.since(asked))
    listener.says_all(SHORT)
    until("silence", ear.is_silent)
    assert ear.seconds(asked) < length(LONG) / 4, "the old one was said to its end"
    assert len(listener.ends) == ends + 1


def test_quiet_is_quieter_and_on_is_as_before(ear: Ear, listener: Listener) -> None:
    def loudness() -> float:
        until("silence", ear.is_silent)
        return ear.loudness(listener.says_all(SHORT))

    loud = loudness()
    assert listener.speaker.cycle() == "quiet"
    quiet = loudness()
    assert listener.speaker.cycle() == "off"
    assert listener.speaker.cycle() == "on"
    assert 100 < quiet < 0.7 * loud
    assert loudness() == pytest.approx(loud, rel=0.25)


def test_a_server_that_is_killed_while_it_speaks_is_followed_by_espeak(
    ear: Ear, listeners: Opener, server: SpeechDispatcher
) -> None:
    server.start()
    one = listeners(Dispatcher(QtGround(), server.environment), espeak(QtGround(), "espeak-ng"))
    asked = one.says(PHRASE)
    until("sound", lambda: ear.since(asked))
    server.kill()
    until("end of the phrase", lambda: one.ends)
    assert one.speaker.reasons == ["Speech Dispatcher: it hung up."]
    until("silence", ear.is_silent)
    assert ear.since(one.says_all(SHORT))


def test_a_server_that_is_killed_where_nothing_else_speaks_leaves_silence(
    ear: Ear, listeners: Opener, server: SpeechDispatcher
) -> None:
    server.start()
    one = listeners(Dispatcher(QtGround(), server.environment))
    asked = one.says(PHRASE)
    until("sound", lambda: ear.since(asked))
    server.kill()
    until("end of the phrase", lambda: one.ends)
    assert not one.speaker.speaks
    one.says(SHORT)
    until("silence", ear.is_silent)


def test_a_server_with_nothing_to_speak_with_is_none(
    ear: Ear, listeners: Opener, home: Path, sound: PulseAudio
) -> None:
    mute = SpeechDispatcher(home, sound, DUMMY)
    mute.start()
    one = listeners(Dispatcher(QtGround(), mute.environment), espeak(QtGround(), "espeak-ng"))
    until("voice", lambda: one.speaker.speaks)
    (reason,) = one.speaker.reasons
    assert reason.startswith("Speech Dispatcher: it has nothing to speak with")
    assert ear.since(one.says_all(SHORT))
    mute.stop()


def test_a_server_that_does_not_run_is_started_and_speaks(
    ear: Ear, listeners: Opener, home: Path, sound: PulseAudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("speech-dispatcher")
    place = home / "run" / "speech-dispatcher" / "speechd.sock"
    one = listeners(Dispatcher(QtGround(), os.environ))
    until("voice", lambda: one.speaker.speaks)
    server = int((place.parent / "pid" / "speech-dispatcher.pid").read_text())
    try:
        assert ear.since(one.says_all(SHORT))
        one.speaker.close()
        assert answers(place), "the server is the user's, and is not ended"
    finally:
        os.kill(server, 15)
        until("end of the server", lambda: not Path(f"/proc/{server}").exists())


def test_a_server_whose_place_was_chosen_by_the_user_is_not_started(
    listeners: Opener, home: Path
) -> None:
    one = listeners(Dispatcher(QtGround(), {"SPEECHD_ADDRESS": f"unix_socket:{home}/speech"}))
    assert one.speaker.reasons == ["Speech Dispatcher: nobody listens."]


def test_without_anything_that_speaks_there_is_silence_and_the_reasons_are_kept(
    listeners: Opener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    one = listeners(*choose.engines(QtGround(), "linux", os.environ))
    one.says(PHRASE)
    assert not one.speaker.speaks
    assert one.speaker.reasons == [
        "Speech Dispatcher: nobody listens, and there is no speech-dispatcher to start.",
        "espeak-ng: it is not installed.",
        "espeak: it is not installed.",
    ]


def test_espeak_without_a_sound_server_is_none(
    listeners: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/no/such/server")
    one = listeners(espeak(QtGround(), "espeak-ng"))
    one.says(PHRASE)
    until("end", lambda: one.ends)
    (reason,) = one.speaker.reasons
    assert reason.startswith("espeak-ng: error: ")


def spoken_window(server: SpeechDispatcher) -> Window:
    """Start a session window that speaks and chimes not: 4.5 s of words, 3 s of a hold, the end."""
    ready, hold = replace(LUNGE.segments[0], seconds=4.5), replace(LUNGE.segments[2], seconds=3)
    goodbye = replace(LUNGE.segments[-1], seconds=0.1)
    made = replace(LUNGE, segments=(ready, hold, goodbye), voice="on", sound=False)
    return Window(
        json.dumps(made.to_json()).encode() + b"\n",
        {"SPEECHD_ADDRESS": server.environment["SPEECHD_ADDRESS"]},
    )


def test_the_first_words_come_when_the_window_has_been_looked_at(
    ear: Ear, server: SpeechDispatcher
) -> None:
    server.start()

    def waited() -> bool:
        until("silence", ear.is_silent)
        window = spoken_window(server)
        with window.process:
            assert window.next() == {"event": "shown"}
            shown = time.monotonic()  # a busy machine tells us late, and the wait looks shorter
            until("first words", lambda: ear.since(shown))
            window.process.kill()
            window.rest()
        began = ear.since(shown)
        assert began is not None
        return began - shown > FIRST_WORDS - 0.5

    until("wait for the first words", waited)


def test_the_window_itself_is_heard_and_holds_exactly_as_long_as_it_says(
    ear: Ear, server: SpeechDispatcher
) -> None:
    server.start()
    begun = time.monotonic()
    window = spoken_window(server)
    told: dict[str, dict[str, Any]] = {}
    held_from = begun
    with window.process:
        while "done" not in told:
            event = window.next()
            told[event.get("kind", "shown")] = event
            held_from = time.monotonic() if event.get("kind") == "hold" else held_from
        code, (ended,), _ = window.rest()
    assert code == 0
    assert [*told] == ["shown", "ready", "hold", "done"]
    until("first words", lambda: ear.since(begun))
    waits = told["ready"]["left_s"] + told["ready"]["into_s"] - 4.5 - 3
    assert 1 < waits < LONGEST_LEAD + 0.2, "it waits for its words"
    assert [(held["seconds"], held["complete"]) for held in ended["held"]] == [(3, True)]
    until("count of the last seconds", lambda: ear.loudness(held_from) > 0)


def test_no_phrase_of_the_nine_poses_takes_longer_than_it_is_guessed_to(tmp_path: Path) -> None:
    rules = SessionRules()
    phrases = {cue.say for pose in library.load().poses for cue in cues(plan(pose, rules))}
    sound = tmp_path / "said.wav"
    for phrase in sorted(phrases):
        subprocess.run(
            [tool("espeak-ng"), "-v", "en", "-w", str(sound), phrase], check=True, timeout=PATIENCE
        )
        with wave.open(str(sound)) as said:
            seconds = said.getnframes() / said.getframerate()
        assert 0.6 * length(phrase) < seconds <= length(phrase), phrase


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "zh_CN", "ar"])
def test_phrases_of_other_languages_take_about_as_long_as_they_are_guessed_to(
    tmp_path: Path, language: str
) -> None:
    def phrases() -> set[str]:
        rules = SessionRules()
        return {cue.say for pose in library.load().poses for cue in cues(plan(pose, rules))}

    sound, late = tmp_path / "said.wav", []
    SPOKEN.speak("xx", NullTranslations())  # English, with its numbers in figures
    try:
        english = phrases()
        catalogue.speak_in(language)
        said = sorted(filter(None, phrases() - english))[
            ::6
        ]  # what is not translated yet is English
        for phrase in said:
            command = [tool("espeak-ng"), "-v", tongues.code(), "-w", str(sound), phrase]
            subprocess.run(command, check=True, timeout=PATIENCE)
            with wave.open(str(sound)) as heard:
                over = heard.getnframes() / heard.getframerate() / length(phrase)
            assert over < 1.3, phrase
            late += [phrase] if over > 1 else []
    finally:
        SPOKEN.speak("en", None)
    assert len(late) <= 0.1 * len(said), late
