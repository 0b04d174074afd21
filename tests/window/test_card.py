"""The card: it plays a plan by itself, and does what buttons, keys and the daemon ask of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.window.stand import BREATHS, LUNGE, Easel, Stand
from unsit.core.session import Plan

Stands = Callable[..., Stand]
WHERE = ("side", "step", "kind", "paused")


def kinds(stand: Stand) -> list[str]:
    return [event["kind"] for event in stand.events("at")]


# --- it plays by itself -----------------------------------------------------------------------------


def test_the_session_plays_to_its_end_and_closes_without_a_touch(stand: Stand) -> None:
    for _ in range(1160):
        stand.go(0.1)
    assert kinds(stand) == [
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
        },
    ]


def test_the_time_starts_when_the_card_comes_up_not_when_it_is_made(stands: Stands) -> None:
    stand = Stand()
    stand.at += 60
    stand.open()
    assert kinds(stand) == ["ready"]
    stand.card.close()


def test_where_the_session_is_is_told_at_each_change_and_at_no_other_time(stand: Stand) -> None:
    stand.go(10)
    assert len(stand.events("at")) == 1
    stand.go(10)
    assert [stand.last[key] for key in WHERE] == ["right", 1, "move", False]
    assert stand.last["left_s"] == 90
    stand.go(54)
    assert [stand.last[key] for key in WHERE] == ["left", 2, "hold", False]


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
    assert kinds(stand)[-1] == "hold"
    stand.card.close()
    assert stand.last["held"] == [{"side": "right", "step": 2, "seconds": 10.0, "complete": False}]


# --- what is to be seen -----------------------------------------------------------------------------


def test_the_words_follow_the_session(stand: Stand) -> None:
    assert stand.words == [
        *("Low Lunge", "Get ready · wall", "Kneel."),
        *("Stop if it hurts.", "Recommended by A trainer"),
    ]
    stand.go(20)
    assert stand.words[1:4] == ["Move", "Slide the right foot.", ""]
    stand.go(5)
    assert stand.words[1:4] == ["Hold", "Sink.", "Easier: Use a chair."]
    stand.go(30)
    assert stand.words[1:4] == ["Come out", "Rise.", ""]
    stand.go(6)
    assert stand.words[1:4] == ["Change sides", "Now the left side.", ""]
    stand.go(49)
    assert stand.words[1] == "Finished"


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
    hidden = [label.accessibleName() for label in stand.labels if not label.isVisible()]
    assert hidden == ["Stop if it hurts.", "Recommended by A trainer"]


# --- buttons ----------------------------------------------------------------------------------------


def click(stand: Stand, name: str) -> None:
    QTest.mouseClick(stand.card.face.buttons[name], Qt.MouseButton.LeftButton)


def test_next_and_back_walk_through_the_steps(stand: Stand) -> None:
    click(stand, "next")
    click(stand, "next")
    click(stand, "back")
    assert kinds(stand) == ["ready", "move", "hold", "move"]


def test_pause_lets_the_ring_stand_still_until_go_on(stand: Stand) -> None:
    stand.go(30)
    click(stand, "pause")
    assert stand.last["paused"]
    assert stand.card.face.stage.text() == "Paused"
    assert stand.card.face.buttons["pause"].text() == "Go on"
    value, picture = stand.card.face.stage.value(), stand.card.grab().toImage()
    stand.go(500)
    assert stand.card.face.stage.value() == value
    assert stand.card.grab().toImage() == picture
    click(stand, "pause")
    assert stand.card.face.buttons["pause"].text() == "Pause"
    assert not stand.last["paused"]
    stand.go(1)
    assert stand.card.face.stage.value() == value - 1


def test_done_closes_and_counts_what_was_held(stand: Stand) -> None:
    stand.go(37)
    click(stand, "done")
    assert not stand.card.isVisible()
    assert (stand.last["outcome"], stand.last["held"][0]["seconds"]) == ("stopped", 12.0)


def test_the_end_is_told_once_however_often_the_card_is_closed(stand: Stand) -> None:
    stand.card.close()
    stand.card.reject()
    stand.card.hear("stop")
    stand.card.tick()
    assert len(stand.events("ended")) == 1
    assert stand.last["held"] == []


# --- keys -------------------------------------------------------------------------------------------


def test_space_and_arrows_do_as_the_buttons(stand: Stand) -> None:
    stand.focus()
    stand.press(Qt.Key.Key_Right)
    stand.press(Qt.Key.Key_Right)
    stand.press(Qt.Key.Key_Left)
    assert kinds(stand) == ["ready", "move", "hold", "move"]
    stand.press(Qt.Key.Key_Space)
    assert stand.last["paused"]
    stand.press(Qt.Key.Key_Space)
    assert not stand.last["paused"]


def test_escape_closes(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_Escape)
    assert not stand.card.isVisible()
    assert (stand.last["outcome"], stand.last["answer"]) == ("stopped", None)


def test_n_asks_to_be_reminded_later(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_N)
    assert not stand.card.isVisible()
    assert stand.last["answer"] == "snooze"


def test_n_is_no_key_where_there_is_no_later(stands: Stands) -> None:
    stand = stands(replace(LUNGE, snooze=False)).focus()
    stand.press(Qt.Key.Key_N)
    assert stand.card.isVisible()
    stand.press(Qt.Key.Key_F1)
    assert "later" not in stand.words[3]


def test_the_keys_can_be_looked_up_on_the_card(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_F1)
    assert stand.words[3] == "Space pause · Left, Right step · Esc close · N later"
    stand.press(Qt.Key.Key_F1)
    assert stand.words[3] == "Stop if it hurts."


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Right])
def test_a_key_meant_for_the_window_before_does_nothing(stand: Stand, key: Qt.Key) -> None:
    before = list(stand.told)
    stand.press(key)
    stand.focus()
    stand.at -= 0.1
    stand.press(key)
    stand.card.setFocus()
    stand.press(key)
    assert stand.told == before
    assert stand.card.isVisible()


def test_a_stray_space_does_not_reach_a_focused_button(stand: Stand) -> None:
    stand.card.face.buttons["done"].setFocus()
    stand.press(Qt.Key.Key_Space)
    assert stand.card.isVisible()


def test_a_focused_button_keeps_its_space(stand: Stand) -> None:
    stand.focus()
    stand.card.face.buttons["next"].setFocus()
    stand.press(Qt.Key.Key_Space)
    assert [stand.last[key] for key in WHERE] == ["right", 1, "move", False]


def test_arrows_are_steps_also_from_a_focused_button(stand: Stand) -> None:
    stand.focus()
    stand.card.face.buttons["pause"].setFocus()
    stand.press(Qt.Key.Key_Right)
    assert stand.last["kind"] == "move"
    assert stand.card.focusWidget() is stand.card.face.buttons["pause"]


# --- the daemon's wishes ----------------------------------------------------------------------------


def test_the_daemon_can_pause_step_and_stop(stand: Stand) -> None:
    for wish in ("next", "next", "back", "pause", "pause"):
        stand.card.hear(wish)
    assert kinds(stand)[1:4] == ["move", "hold", "move"]
    assert [event["paused"] for event in stand.events("at")[-2:]] == [True, False]
    stand.card.hear("stop")
    assert stand.last["event"] == "ended"


def test_again_begins_the_step_anew(stand: Stand) -> None:
    stand.go(40)
    stand.card.hear("again")
    assert (stand.last["kind"], stand.last["left_s"]) == ("hold", 85.0)
    stand.card.close()
    assert stand.last["held"][0]["seconds"] == 15.0


def test_a_wish_of_a_later_version_is_ignored(stand: Stand) -> None:
    before = list(stand.told)
    stand.card.hear("dance")
    assert stand.told == before


# --- how often it looks -----------------------------------------------------------------------------


def test_the_card_looks_often_only_while_something_moves(stands: Stands) -> None:
    stand = stands(LUNGE, Easel())
    found = []
    for seconds in (1, 20, 3, 2):  # ready; on the way to the move; arrived; hold
        stand.go(seconds)
        found.append(stand.looks_in)
    assert found == [100, 33, 100, 33]


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
def test_unseen_the_card_looks_once_a_second_for_the_chimes(stands: Stands, plan: Plan) -> None:
    stand = stands(plan)
    stand.card.hide()
    stand.go(25)
    assert stand.looks_in == 1000
    assert stand.sounds[-1] == "start"
