"""The card and its voice: what is said when, what waits for it, and what a pause does to it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.window.stand import LUNGE, Stand
from unsit.core.cues import LONGEST_LEAD, cues, lead
from unsit.core.value import replace
from unsit.window.remarks import REMARK

SPOKEN = replace(LUNGE, voice="on")
HOLD, OUT = "Sink. Hold for thirty seconds.", "Come out. Rise."


class Orator:
    """A voice that says whatever it is told, and never ends by itself."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.hushes = 0
        self.loudness = "on"
        self.missing = False

    @property
    def speaks(self) -> bool:
        return self.loudness != "off" and not self.missing

    def say(self, phrase: str) -> None:
        self.said.append(phrase)

    def hush(self) -> None:
        self.hushes += 1

    def cycle(self) -> str:
        self.loudness = {"on": "quiet", "quiet": "off", "off": "on"}[self.loudness]
        return self.loudness


@pytest.fixture
def orator() -> Orator:
    return Orator()


@pytest.fixture
def stand(stands: Callable[..., Stand], orator: Orator) -> Stand:
    """Give a test a card with a voice."""
    stand = stands(SPOKEN, None, orator)
    stand.card.tick()
    stand.told.clear()
    return stand


def test_a_whole_session_is_said_as_its_plan_says(stand: Stand, orator: Orator) -> None:
    for _ in range(1300):
        stand.go(0.1)
    assert orator.said == [cue.say for cue in cues(SPOKEN)]
    assert stand.last["outcome"] == "done"


def test_a_hold_begins_when_its_words_have_been_said(stand: Stand, orator: Orator) -> None:
    stand.go(25)
    assert orator.said[-1] == HOLD
    assert stand.kinds == [], "it has not begun"
    stand.go(2.5)
    stand.card.words_said()
    assert stand.where == ["right", 2, "hold", False]
    stand.go(29.9)
    assert stand.kinds[-1] == "hold"
    stand.go(0.2)
    assert stand.kinds[-1] == "out"
    assert orator.said[-1] == OUT


def test_a_hold_waits_no_longer_than_the_cap_for_words_that_never_end(stand: Stand) -> None:
    stand.go(20.1)
    stand.go(4.9)
    stand.go(LONGEST_LEAD - 0.1)
    assert stand.kinds == ["move"]
    stand.go(0.2)
    assert stand.kinds == ["move", "hold"]
    stand.go(30)
    assert stand.kinds[-1] == "out"


def test_the_chime_of_the_hold_comes_when_it_begins(stand: Stand) -> None:
    stand.go(20.1)
    stand.go(5)
    assert stand.sounds == []
    stand.card.words_said()
    assert stand.sounds == ["start"]


def test_a_step_that_is_said_has_no_chime_to_drown_it(stand: Stand) -> None:
    for _ in range(1300):
        stand.go(0.1)
    side = ["start", "tick", "tick", "tick"]
    assert stand.sounds == [*side, "switch", *side, "done"]


def test_what_is_left_is_told_with_the_words_that_are_still_to_come(stand: Stand) -> None:
    words = lead(SPOKEN, 2)
    stand.go(20)
    assert stand.last["left_s"] == pytest.approx(90 + 2 * words, abs=0.06)
    stand.go(5)
    stand.go(1)
    stand.card.words_said()
    assert stand.last["left_s"] == pytest.approx(85 + words, abs=0.06)


def test_what_is_left_is_told_anew_when_a_voice_is_found(
    stands: Callable[..., Stand], orator: Orator
) -> None:
    stand = stands(SPOKEN, None, orator)
    assert stand.last["left_s"] == pytest.approx(110, abs=0.2)
    stand.card.tick()
    assert stand.last["left_s"] == pytest.approx(110 + 2 * lead(SPOKEN, 2), abs=0.2)


def test_a_pause_is_silent_at_once_and_going_on_says_the_step_anew(
    stand: Stand, orator: Orator
) -> None:
    stand.go(20)
    stand.go(1)
    stand.card.toggle()
    assert orator.hushes == 1
    stand.go(60)
    stand.card.toggle()
    assert orator.said == ["Slide the right foot."] * 2


def test_words_that_were_said_to_their_end_are_not_said_again_after_a_pause(
    stand: Stand, orator: Orator
) -> None:
    stand.go(20)
    stand.card.words_said()
    stand.card.toggle()
    stand.card.toggle()
    assert orator.said[-2:] == ["Slide the right foot.", ""]


def test_a_count_that_a_pause_cut_off_is_not_made_up_for(stand: Stand, orator: Orator) -> None:
    stand.go(25)
    stand.card.words_said()
    stand.go(28)
    assert orator.said[-1] == "Two."
    stand.card.toggle()
    stand.card.toggle()
    assert orator.said[-1] == ""


def test_a_paused_hold_says_its_words_anew_and_waits_for_them(stand: Stand, orator: Orator) -> None:
    stand.go(25)
    stand.card.toggle()
    stand.go(100)
    stand.focus().press(Qt.Key.Key_V)
    stand.card.words_said()
    stand.card.toggle()
    assert orator.said == [HOLD, "Voice quiet.", HOLD]
    stand.go(LONGEST_LEAD)
    stand.go(29)
    assert stand.kinds[-1] == "hold"


def test_going_to_another_step_says_that_one(stand: Stand, orator: Orator) -> None:
    stand.card.onward()
    stand.card.onward()
    stand.card.back()
    assert orator.said == ["Slide the right foot.", HOLD, "Slide the right foot."]


def test_a_step_chosen_while_paused_is_said_when_it_goes_on(stand: Stand, orator: Orator) -> None:
    stand.card.toggle()
    stand.card.onward()
    assert orator.said == []
    stand.card.toggle()
    assert orator.said == ["Slide the right foot."]


def test_a_key_makes_the_voice_quiet_then_off_then_on_and_says_so(
    stand: Stand, orator: Orator
) -> None:
    stand.focus()
    seen = []
    for _ in range(3):
        stand.press(Qt.Key.Key_V)
        seen.append(stand.words[3])
    assert seen == ["Voice quiet.", "Voice off.", "Voice on."]
    assert orator.said == ["Voice quiet.", "Voice on."]
    stand.go(REMARK)
    assert stand.words[3] == "Mind the knee."


def test_a_voice_that_is_turned_off_keeps_no_hold_waiting(stand: Stand) -> None:
    stand.focus().go(23)
    stand.press(Qt.Key.Key_V)
    stand.go(1)
    stand.press(Qt.Key.Key_V)
    assert stand.kinds[-1] == "hold"
    stand.go(29.9)
    assert stand.kinds[-1] == "hold"
    stand.go(0.2)
    assert stand.kinds[-1] == "out"


def test_a_card_without_a_voice_says_that_it_is_off(stands: Callable[..., Stand]) -> None:
    stand = stands().focus()
    stand.press(Qt.Key.Key_V)
    assert stand.words[3] == "Voice off."


def test_a_card_whose_voice_could_not_be_found_says_so(stand: Stand, orator: Orator) -> None:
    orator.missing = True
    stand.focus().press(Qt.Key.Key_V)
    assert stand.words[3] == "No voice here."


def test_the_card_looks_just_when_the_next_words_are_due(stand: Stand) -> None:
    stand.go(19.98)
    assert stand.looks_in in (20, 21)
    stand.go(0.02)
    assert stand.kinds[-1] == "move"


def test_both_holds_are_equal_however_long_their_words_took(stand: Stand) -> None:
    stand.go(25)
    stand.go(1.2)
    stand.card.words_said()
    stand.go(30)
    stand.go(25.1)
    stand.go(3.7)
    stand.card.words_said()
    stand.go(60)
    assert [held["seconds"] for held in stand.last["held"]] == [30.0, 30.0]
    assert all(held["complete"] for held in stand.last["held"])
