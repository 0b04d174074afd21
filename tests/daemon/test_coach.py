"""The session window as a child: whatever it says or does, the day goes on."""

import json
import threading

import pytest

from tests.daemon.house import HELD, ON_CLICK, House, Window
from tests.desktop.stage import PATIENCE
from unsit.core.rules import Rules
from unsit.core.status import SessionStatus
from unsit.daemon import child

STOPPED = json.dumps({"event": "ended", "outcome": "stopped", "held": HELD[:1], "answer": None})

LEFT = '{"event": "at", "side": "left", "step": 2, "kind": "hold", "left_s": 9, "paused": false}'


def playing(house: House) -> SessionStatus:
    session = house.daemon.status().session
    assert session is not None
    return session


def at(house: House, side: str) -> None:
    house.loop.until(f"{side} side", lambda: playing(house).side == side)


def obeys(house: House, window: Window, order: str) -> None:
    """Give an order, and wait until what comes after it has been said."""
    window.mutters(f"{order}\n{LEFT}")
    at(house, "left")


# --- how it is started --------------------------------------------------------------------------


def test_a_window_that_was_asked_for_may_take_the_focus_with_the_token_of_the_click(
    house: House,
) -> None:
    house.opens()
    house.clicks("Stretch now", token="t-1")
    environ = house.window().environ
    assert environ["UNSIT_FOCUS"] == "1"
    assert environ["XDG_ACTIVATION_TOKEN"] == "t-1"


def test_the_token_of_the_notice_reaches_the_window_too(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.chooses("start", token="t-2")
    assert house.window().environ["XDG_ACTIVATION_TOKEN"] == "t-2"


def test_a_window_that_opens_by_itself_takes_no_focus_and_no_old_token(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of whoever started us")
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "of whoever started us")
    house.opens(Rules(open_window=0)).works(45)
    environ = house.window().environ
    assert not {"UNSIT_FOCUS", "XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"} & {*environ}


def test_a_window_is_told_to_end_with_its_daemon(house: House) -> None:
    house.opens()
    house.clicks("Stretch now")
    assert house.window().environ["UNSIT_LED"] == "1"


def test_a_token_counts_for_one_window_only(house: House) -> None:
    house.opens()
    house.clicks("Stretch now", token="t-1")
    house.window().ends()
    house.session_ends()
    house.clicks("Stretch now")
    assert "XDG_ACTIVATION_TOKEN" not in house.window().environ


def test_snooze_is_offered_in_the_window_only_for_a_reminder(house: House) -> None:
    house.opens(ON_CLICK)
    house.wishes("stretch")
    window = house.window()
    assert window.plan["snooze"] is False
    window.ends("stopped", [])
    house.session_ends()
    house.works(45)
    house.chooses("start")
    assert house.window().plan["snooze"] is True


# --- what it says -------------------------------------------------------------------------------


def test_where_the_session_is_shows_in_the_status(house: House) -> None:
    house.opens()
    house.wishes("stretch", pose="garland")
    window = house.window()
    window.is_at("left", 80)
    at(house, "left")
    assert house.daemon.status().sentence == "Garland, left side, 2 min left"
    house.loop.passes(50)
    assert house.daemon.status().sentence == "Garland, left side, 30 s left"
    window.is_at("right", 30, paused=True)
    at(house, "right")
    house.loop.passes(50)
    assert house.daemon.status().sentence == "Garland, right side, 30 s left (paused)"


def test_snooze_in_the_window_asks_again_later(house: House) -> None:
    house.opens(Rules(open_window=0)).works(45)
    house.window().ends("stopped", [], answer="snooze")
    house.session_ends()
    assert house.daemon.status().reminder == "snoozed"
    house.works(10)
    assert house.window().plan["pose"]["id"] == "pigeon"


def test_words_in_pieces_and_noise_between_them_are_sorted_out(house: House) -> None:
    house.opens()
    house.wishes("stretch")
    window = house.window()
    window.mutters("Qt says something")
    window.mutters("[1]")
    window.mutters("{}")
    window.says("shown")
    window.mutters(f"{LEFT}\n{LEFT.replace('left', 'right', 1)}")
    at(house, "right")


def test_what_it_said_just_before_it_died_still_counts(house: House) -> None:
    house.opens(Rules(open_window=0)).works(45)
    window = house.window()
    window.says("ended", outcome="done", held=HELD, answer=None)
    window.crashes()
    house.session_ends()
    assert house.records("session")[0]["outcome"] == "done"
    assert house.notice("word") is None


def test_words_after_the_end_change_nothing(house: House) -> None:
    house.opens()
    house.wishes("stretch")
    window = house.window()
    window.mutters(f"{STOPPED}\n{STOPPED}")
    window.exits(3)
    house.session_ends()
    assert window.is_gone()
    house.loop.settles()
    assert len(house.records("session")) == 1
    assert house.notice("word") is None


def test_a_window_that_has_ended_cannot_end_the_next_one(house: House) -> None:
    house.opens()
    house.wishes("stretch", pose="pigeon")
    first = house.window()
    first.mutters(STOPPED)
    house.session_ends()
    house.wishes("stretch", pose="garland")
    house.window()
    first.ends()
    assert first.is_gone()
    for _ in range(3):
        house.loop.once(0.05)
    assert playing(house).pose == "garland"


# --- when it fails ------------------------------------------------------------------------------


def failed(house: House, reason: str) -> None:
    """Check that a reminder whose window failed is complained of and comes again."""
    house.session_ends()
    assert house.notice("word").body == reason
    assert house.records("session") == []
    assert house.daemon.status().reminder == "snoozed"


def test_a_window_that_cannot_open_says_why_and_the_reminder_comes_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(Rules(open_window=0)).works(45)
    window = house.window()
    window.says("failed", reason="Qt needs libxcb-cursor0.")
    window.exits(69)
    failed(house, "Qt needs libxcb-cursor0.")
    house.desktop.server.withdraw("word")
    house.works(10)
    window = house.window()
    window.says("failed", reason="Qt needs libxcb-cursor0.")
    window.exits(69)
    house.session_ends()
    assert house.notice("word") is None, "it is complained of once"
    assert caplog.text.count("Qt needs libxcb-cursor0.") == 2


def test_a_window_that_crashes_is_complained_of_by_its_signal(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(Rules(open_window=0)).works(45)
    house.window().crashes()
    failed(house, "The session window crashed (signal 9).")


def test_a_window_that_ends_without_a_word_is_complained_of_by_its_code(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(Rules(open_window=0)).works(45)
    house.window().exits(3)
    failed(house, "The session window ended without a word (exit code 3).")


def test_a_window_that_cannot_even_be_started_is_complained_of(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.command = ["/nowhere/python"]
    house.opens(Rules(open_window=0)).works(45)
    assert house.notice("word").body.startswith("The window cannot be started: ")
    assert house.daemon.status().reminder == "snoozed"


def test_a_window_asked_for_that_fails_makes_no_reminder_of_itself(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens()
    house.wishes("stretch")
    house.window().crashes()
    house.session_ends()
    assert house.daemon.status().reminder == "none"


def test_after_a_crash_the_next_window_opens(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens()
    house.wishes("stretch")
    house.window().crashes()
    house.session_ends()
    assert house.wishes("stretch", pose="garland")["ok"]
    assert house.window().plan["pose"]["id"] == "garland"


# --- when the daemon ends -----------------------------------------------------------------------


def test_quitting_ends_the_window_and_its_last_words_count(house: House) -> None:
    house.opens()
    house.wishes("stretch")
    window = house.window()
    obeys(house, window, f"last {STOPPED}")
    house.daemon.close()
    assert window.is_gone()
    (session,) = house.records("session")
    assert session["outcome"] == "stopped"
    assert session["held_s"] == {"right": 30.0}


def test_a_window_that_goes_without_last_words_was_stopped_and_did_not_crash(
    house: House,
) -> None:
    house.opens()
    house.wishes("stretch")
    window = house.window()
    house.daemon.close()
    assert window.is_gone()
    (session,) = house.records("session")
    assert (session["outcome"], session["held_s"]) == ("stopped", {})
    assert house.daemon.complaints == []


@pytest.mark.parametrize("order", ["deaf", "child"])
def test_a_window_that_will_not_go_cannot_keep_the_daemon(
    house: House, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "FAREWELL", 0.05)
    house.opens()
    house.wishes("stretch")
    window = house.window()
    obeys(house, window, order)
    patience = threading.Timer(PATIENCE, window.close)
    patience.start()
    house.daemon.close()
    assert patience.is_alive(), "the daemon waited until somebody else ended it"
    patience.cancel()
    assert window.is_gone()
    assert house.records("session")[0]["outcome"] == "stopped"
