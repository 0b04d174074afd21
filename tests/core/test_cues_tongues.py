"""What is said in each language has room, as it has in English: or it is only shown."""

from collections.abc import Iterator

import pytest

from unsit import catalogue, library
from unsit.core import cues
from unsit.core.cues import ARABIC, HANZI, KANA, KANJI, length
from unsit.core.language import LANGUAGES, SPOKEN
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.session import plan

POSES = library.load().poses
DROPPED = 0.05
"""How many of all instructions may have no room to be said; they are shown all the same."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    catalogue.speak_in(request.param)
    yield request.param
    SPOKEN.speak("en", None)


def instructions(pose: Pose) -> Iterator[tuple[str, str]]:
    """Yield what is shown and what is said of each instruction of a pose."""
    for cue in cues.cues(plan(pose, SessionRules())):
        if cue.kind in ("ready", "move", "out", "switch"):
            yield cue.text, cue.say


def test_hardly_an_instruction_has_no_room_to_be_said(language: str) -> None:
    told = [pair for pose in POSES for pair in instructions(pose)]
    dropped = [text for text, said in told if not said]
    assert len(dropped) <= DROPPED * len(told), (language, dropped)


def test_a_hold_says_how_long_it_is(language: str) -> None:
    for pose in POSES:
        for cue in cues.cues(plan(pose, SessionRules())):
            assert cue.kind != "hold" or cue.say, (language, pose.id, cue.text)


def test_letters_that_say_more_take_longer() -> None:
    stop = length(".")
    assert length("ركبة.") == pytest.approx(4 * ARABIC + stop)
    assert length("ひざ。") == pytest.approx(2 * KANA + cues.A_SENTENCE)
    assert length("右膝。") == pytest.approx(2 * HANZI + cues.A_SENTENCE)
    SPOKEN.speak("ja", None)
    assert length("右膝。") == pytest.approx(2 * KANJI + cues.A_SENTENCE)
    SPOKEN.speak("en", None)
    assert length("l’avant") == pytest.approx(7 * cues.A_LETTER + cues.A_SENTENCE)
