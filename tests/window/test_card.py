"""The card plays a plan by itself, shows where it is, and looks at the clock when it must."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible

from tests.window.stand import BREATHS, LUNGE, Easel, Stand
from unsit.core.session import Plan
from unsit.core.value import replace
from unsit.window import card

Stands = Callable[..., Stand]


# --- it plays by itself -----------------------------------------------------------------------------


def test_the_session_plays_to_its_end_and_closes_without_a_touch(stand: Stand) -> None:
    for _ in range(1160):
        stand.go(0.1)
    assert stand.kinds == [
        *("ready", "move", "hold", "out", "switch"),
        *("move", "hold", "out", "done"),
    ]
    assert not stand.card.isVisible()


def test_both_holds_are_told_at_the_end_with_the_seconds_really_held(stand: Stand) -> None:
    stand.go(116)
    assert stand.last == {
        "event": "ended",
        "outcome": "done",
        "held": [
            {"side": "right", "step": 2, "seconds": 30.0, "complete": True},
            {"side": "left", "step": 2, "seconds": 30.0, "complete": True},
        ],
        "answer": None,
    }


def test_the_first_painted_frame_is_told_before_anything_else(stand: Stand) -> None:
    assert stand.told == [
        {"event": "shown"},
        {
            "event": "at",
            "side": "right",
            "step": 0,
            "kind": "ready",
            "left_s": pytest.approx(110, abs=0.2),
            "paused": False,
            "waits": False,
            "segment": 0,
            "into_s": pytest.approx(0, abs=0.2),
            "held": [],
            "floor": "",
        },
    ]


def test_the_time_starts_when_the_card_comes_up_not_when_it_is_made(stands: Stands) -> None:
    stand = Stand()
    stand.at += 60
    stand.open()
    assert stand.kinds == ["ready"]
    stand.card.close()


def test_where_the_session_is_is_told_at_each_change_and_at_no_other_time(stand: Stand) -> None:
    stand.go(10)
    assert len(stand.events("at")) == 1
    stand.go(10)
    assert stand.where == ["right", 1, "move", False]
    assert stand.last["left_s"] == 90
    stand.go(54)
    assert stand.where == ["left", 2, "hold", False]


def test_chimes_come_with_the_moves_the_hold_its_last_seconds_the_change_and_the_end(
    stand: Stand,
) -> None:
    for _ in range(1160):
        stand.go(0.1)
    side = ["step", "start", "tick", "tick", "tick", "step"]
    assert stand.sounds == [*side, "switch", *side, "done"]


def test_when_minimized_and_shown_again_the_session_has_gone_on(stand: Stand) -> None:
    stand.go(30)
    stand.card.showMinimized()
    stand.go(5)
    stand.card.hide()
    stand.card.show()
    assert stand.kinds[-1] == "hold"
    stand.card.close()
    assert stand.last["held"] == [{"side": "right", "step": 2, "seconds": 10.0, "complete": False}]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a test what a screen reader is told."""
    heard: list[str] = []
    monkeypatch.setattr(card, "announce", lambda _, text: heard.append(text))
    return heard


def test_the_pose_and_each_instruction_are_announced_to_a_screen_reader(
    heard: list[str], stands: Stands
) -> None:
    stand = stands()
    Stand.until("first words", lambda: heard)
    for _ in range(62):
        stand.go(1)
    assert heard == [
        "Low Lunge – Right side. Kneel.",
        "Slide the right foot.",
        "Sink. Hold for thirty seconds.",
        "Half way.",
        *("Three.", "Two.", "One."),
        "Come out. Rise.",
        "Switch sides. Now the left side.",
    ]


def test_a_card_closed_at_once_is_not_announced(heard: list[str], stands: Stands) -> None:
    closed, other = stands(), stands()
    closed.card.close()
    Stand.until("first words", lambda: heard)
    other.go(20)
    assert heard == ["Low Lunge – Right side. Kneel.", "Slide the right foot."]


def test_pause_and_going_on_are_announced(stand: Stand, heard: list[str]) -> None:
    stand.card.toggle()
    stand.go(1)
    stand.card.toggle()
    assert heard == ["Paused", "Going on"]


def test_an_announcement_goes_to_qt_while_a_screen_reader_listens(stand: Stand) -> None:
    QAccessible.setActive(True)
    stand.go(20)
    QAccessible.setActive(False)
    assert stand.kinds == ["ready", "move"]


# --- what is to be seen -----------------------------------------------------------------------------


def test_the_words_follow_the_session(stand: Stand) -> None:
    assert stand.words == [
        *("Low Lunge", "Get ready · wall", "Kneel."),
        *("Mind the knee.", "Stop if it hurts."),
    ]
    stand.go(20)
    assert stand.words[1:] == ["Move", "Slide the right foot.", "", "Recommended by A trainer"]
    stand.go(5)
    assert stand.words[1:4] == ["Hold", "Sink.", "Easier: Use a chair."]
    stand.go(30)
    assert stand.words[1:4] == ["Come out", "Rise.", ""]
    stand.go(6)
    assert stand.words[1:4] == ["Change sides", "Now the left side.", ""]
    stand.go(49)
    assert stand.words[1] == "Finished"


def test_what_would_be_easier_is_said_before_anybody_lies_down(stand: Stand) -> None:
    stand.go(9)
    assert stand.words[3] == "Mind the knee."
    stand.go(2)
    assert stand.words[3:] == ["Easier: Use a chair.", "Stop if it hurts."]


def test_a_series_says_which_one_of_how_many_it_is(stands: Callable[..., Stand]) -> None:
    stand = stands(replace(LUNGE, nth=2, of=3))
    assert stand.words[4] == "2 of 3 · Stop if it hurts."


def test_of_a_pose_that_hurt_last_time_the_first_word_is_that(stands: Callable[..., Stand]) -> None:
    stand = stands(replace(LUNGE, pose=LUNGE.pose | {"hurt": True}))
    seen = [stand.hint]
    for __ in range(2):
        stand.go(7)
        seen.append(stand.hint)
    hurt = "It hurt last time: go gently, or stop."
    assert seen == [hurt, "Mind the knee.", "Easier: Use a chair."]


def test_a_hold_offers_to_go_deeper_where_that_is_known(stands: Stands) -> None:
    stand = stands(replace(LUNGE, pose=LUNGE.pose | {"deeper": "Fold."}))
    stand.go(26)
    assert stand.words[2:4] == ["Sink.", "Deeper: Fold."]


def test_chip_and_title_name_the_side(stand: Stand) -> None:
    assert (stand.chip, stand.card.windowTitle()) == ("Right side", "Low Lunge – Right side")
    stand.go(61)
    assert (stand.chip, stand.card.windowTitle()) == ("Left side", "Low Lunge – Left side")


def test_the_dots_count_the_instructions(stand: Stand) -> None:
    assert stand.dots == "Step 1 of 8"
    stand.go(61)
    assert stand.dots == "Step 5 of 8"
    stand.go(49)
    assert stand.dots == "Step 8 of 8"


def test_breaths_are_counted_in_a_hold_by_breaths(stands: Stands) -> None:
    stand = stands(BREATHS)
    assert stand.chip == "Both sides"
    stand.go(25 + 8.5)
    assert stand.words[1] == "Hold · Breath 2 of 3"
    assert stand.card.face.stage.text() == "Breathe in"
    stand.go(4)
    assert stand.card.face.stage.text() == "Breathe out"


def test_without_a_figure_ring_and_words_count_every_step(stand: Stand) -> None:
    assert stand.card.face.stage.text() == "20"
    stand.go(21)
    assert stand.card.face.stage.text() == "4"


def test_the_small_print_makes_room_on_a_small_card(stand: Stand) -> None:
    stand.card.resize(300, 400)
    Stand.until("layout", lambda: stand.card.face.height() == 400)
    assert "Kneel." in stand.words
    assert hidden(stand) == ["Stop if it hurts."]
    stand.card.resize(300, 390)
    Stand.until("layout", lambda: stand.card.face.height() == 390)
    assert hidden(stand) == ["Mind the knee.", "Stop if it hurts."]


def hidden(stand: Stand) -> list[str]:
    """Return the words that have no room."""
    return [label.whole for label in stand.labels if not label.isVisible()]


# --- how often it looks -----------------------------------------------------------------------------


def test_the_card_looks_often_only_while_something_moves(stands: Stands) -> None:
    stand = stands(LUNGE, Easel())
    found = []
    for seconds in (1, 20, 3, 2, 3):  # ready; on the way to the move; arrived; to the hold; there
        stand.go(seconds)
        found.append(stand.looks_in)
    assert found == [100, 33, 100, 33, 100]


def test_the_card_looks_often_all_through_a_hold_by_breaths(stands: Stands) -> None:
    stand = stands(BREATHS, Easel())
    stand.go(40)
    assert stand.looks_in == 33


def test_without_a_figure_nothing_but_a_breath_moves(stands: Stands) -> None:
    by_seconds, by_breaths = stands(LUNGE), stands(BREATHS)
    by_seconds.go(26)
    by_breaths.go(26)
    assert (by_seconds.looks_in, by_breaths.looks_in) == (100, 33)


def test_the_card_does_not_look_while_paused_or_when_ended(stand: Stand) -> None:
    stand.card.toggle()
    assert stand.looks_in is None
    stand.card.toggle()
    assert stand.looks_in is not None
    stand.card.close()
    assert stand.looks_in is None


@pytest.mark.parametrize("plan", [LUNGE, BREATHS], ids=["seconds", "breaths"])
def test_unseen_the_card_looks_once_a_second_when_chimes_are_due(
    stands: Stands, plan: Plan
) -> None:
    stand = stands(plan)
    stand.card.hide()
    stand.go(25)
    assert stand.looks_in == 1000
    assert stand.sounds[-1] == "start"
    stand.go(0.75)
    assert stand.looks_in == 250
