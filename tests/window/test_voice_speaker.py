"""The speaker: which engine speaks, what becomes of those that do not, and when it is silent."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.window.stand import Stand
from unsit.window.ground import QtGround
from unsit.window.voice import Ear
from unsit.window.voice import speaker as room
from unsit.window.voice.speaker import Speaker

until = Stand.until


class Robot:
    """An engine that does what a test has it do."""

    def __init__(self, name: str, answer: str = "ready") -> None:
        self.name = name
        self.said: list[tuple[str, bool]] = []
        self.stops = self.closes = 0
        self._answer = answer

    def open(self, ear: Ear) -> None:
        self.ear = ear
        if self._answer == "ready":
            ear.ready()
        elif self._answer:
            ear.lost(self._answer)

    def say(self, phrase: str, quiet: bool) -> None:
        self.said.append((phrase, quiet))

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.closes += 1


Made = Callable[..., Speaker]


@pytest.fixture
def speak(qt_app: QApplication) -> Iterator[Made]:
    """Give a test a speaker with engines; it is closed after it."""
    made: list[Speaker] = []

    def speaker(*engines: Robot, loudness: str = "on") -> Speaker:
        made.append(Speaker(QtGround(), lambda: engines, loudness))
        return made[-1]

    yield speaker
    for one in made:
        one.close()


def ends(speaker: Speaker) -> list[str]:
    """Return a list that grows with each end that the speaker tells."""
    told: list[str] = []
    speaker.ended = lambda: told.append("ended")
    return told


def test_the_first_engine_that_answers_speaks_and_the_others_are_kept_as_reasons(
    speak: Made,
) -> None:
    first, second, third = Robot("A", "it is away"), Robot("B"), Robot("C")
    speaker = speak(first, second, third)
    speaker.open()
    speaker.say("Sink.")
    assert speaker.speaks
    assert (first.said, second.said, third.said) == ([], [("Sink.", False)], [])
    assert speaker.reasons == ["A: it is away."]


def test_no_engine_at_all_is_silence(speak: Made) -> None:
    speaker = speak()
    told = ends(speaker)
    speaker.open()
    speaker.say("Sink.")
    speaker.hush()
    assert not speaker.speaks
    assert told == []


def test_a_voice_that_cannot_be_found_is_told_and_missed(speak: Made) -> None:
    speaker = speak(loudness="off")
    told: list[str] = []
    speaker.found = lambda there: told.append("found" if there else "none")
    speaker.open()
    assert (told, speaker.missing) == ([], False), "nobody wanted one"
    speaker.cycle()
    assert (told, speaker.missing) == (["none"], True)
    speaker.cycle()
    speaker.cycle()
    assert speaker.loudness == "off"
    assert not speaker.missing


def test_what_is_said_while_an_engine_is_being_found_is_said_when_it_is_ready(speak: Made) -> None:
    slow = Robot("A", "")
    speaker = speak(slow)
    speaker.open()
    speaker.say("Kneel.")
    speaker.say("Sink.")
    assert not speaker.speaks
    slow.ear.ready()
    assert slow.said == [("Sink.", False)]


def test_what_is_said_before_engines_are_looked_for_is_said_as_well(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot)
    speaker.say("Kneel.")
    speaker.open()
    assert robot.said == [("Kneel.", False)]


def test_what_was_hushed_meanwhile_is_not(speak: Made) -> None:
    slow = Robot("A", "")
    speaker = speak(slow)
    speaker.open()
    speaker.say("Kneel.")
    speaker.hush()
    slow.ear.ready()
    assert slow.said == []


def test_the_end_of_a_phrase_is_told_and_that_of_none_is_not(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot)
    told = ends(speaker)
    speaker.open()
    robot.ear.ended()
    assert told == []
    speaker.say("Sink.")
    robot.ear.ended()
    assert told == ["ended"]


def test_an_engine_that_never_ends_a_phrase_has_ended_it_after_a_while(
    speak: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SLOW", 0.01)
    monkeypatch.setattr(room, "START", 0.01)
    speaker = speak(Robot("A"))
    told = ends(speaker)
    speaker.open()
    speaker.say("Sink.")
    until("end", lambda: told)
    assert speaker.speaks


def test_the_next_engine_says_anew_what_the_lost_one_did_not_end(speak: Made) -> None:
    first, second = Robot("A"), Robot("B")
    speaker = speak(first, second)
    speaker.open()
    speaker.say("Kneel.")
    first.ear.ended()
    first.ear.lost("it hung up")
    assert second.said == []
    speaker.say("Sink.")
    second.ear.lost("it hung up")
    assert second.said == [("Sink.", False)]
    assert (first.closes, second.closes) == (1, 1)


def test_the_last_engine_s_loss_ends_the_phrase(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot)
    told = ends(speaker)
    speaker.open()
    speaker.say("Sink.")
    robot.ear.lost("it hung up")
    assert told == ["ended"]
    assert not speaker.speaks


def test_a_lost_engine_is_not_listened_to(speak: Made) -> None:
    first, second = Robot("A"), Robot("B")
    speaker = speak(first, second)
    told = ends(speaker)
    speaker.open()
    speaker.say("Sink.")
    first.ear.lost("it hung up")
    first.ear.ended()
    first.ear.ready()
    first.ear.lost("again")
    assert told == []
    assert speaker.speaks


def test_off_looks_for_no_engine_until_it_is_turned_on(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot, loudness="off")
    speaker.open()
    assert not hasattr(robot, "ear")
    assert not speaker.speaks
    assert speaker.cycle() == "on"
    assert speaker.speaks


def test_quiet_is_said_quietly(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot, loudness="quiet")
    speaker.open()
    speaker.say("Sink.")
    assert robot.said == [("Sink.", True)]
    assert speaker.cycle() == "off"
    assert robot.stops == 1


def test_a_loudness_that_is_none_is_on(speak: Made) -> None:
    assert speak(loudness="loud").loudness == "on"


def test_beside_a_screen_reader_it_is_silent_and_speaks_when_that_ends(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot)
    speaker.silence(True)
    speaker.open()
    assert not hasattr(robot, "ear")
    speaker.silence(False)
    speaker.say("Kneel.")
    speaker.silence(True)
    assert robot.stops == 1
    speaker.say("Sink.")
    assert robot.said == [("Kneel.", False)]
    assert not speaker.speaks


def test_once_closed_it_says_nothing(speak: Made) -> None:
    robot = Robot("A")
    speaker = speak(robot)
    speaker.open()
    speaker.close()
    speaker.say("Sink.")
    speaker.close()
    assert (robot.said, robot.closes) == ([], 1)
