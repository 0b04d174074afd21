"""Each verb that can be asked for, and each way of asking wrongly."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import ON_CLICK, House
from tests.life import MONDAY_NINE
from unsit import places
from unsit.core.rules import Hours, Rules
from unsit.daemon import wishes

EARLY = Rules(hours=Hours(days=(((time(7), time(8)),),) * 7))
"""Working hours that are over when a test begins."""


@pytest.fixture
def due(house: House) -> House:
    house.opens(ON_CLICK).works(45)
    return house


def refused(house: House, verb: str, **facts: Any) -> str:
    """Ask, be refused, and return the sentence; nothing has changed by it."""
    before = house.daemon.day
    reply = house.wishes(verb, **facts)
    assert reply["ok"] is False
    assert house.daemon.day == before
    assert set(reply) == {"ok", "error"}
    return str(reply["error"])


# --- granted ------------------------------------------------------------------------------------


def test_status_tells_all_that_is_promised(house: House) -> None:
    house.opens().works(20)
    reply = house.wishes("status")
    assert reply["ok"]
    assert reply["sentence"] == reply["status"]["sentence"]
    assert reply["status"]["sitting_s"] == 1200


def test_a_wish_that_is_met_says_how_things_stand_then(house: House) -> None:
    house.opens()
    assert house.wishes("pause", seconds=3600) == {"ok": True, "sentence": "Paused until 10:00"}
    assert house.wishes("resume")["sentence"] == "Sitting 0 s, next stretch in 45 min"


@pytest.mark.parametrize(
    ("verb", "done"), [("stand", "standing"), ("sit", "sitting"), ("moved", "started from zero")]
)
def test_what_is_said_of_the_body_is_answered_in_off_hours_and_pauses_too(
    house: House, verb: str, done: str
) -> None:
    house.opens(EARLY)
    off = "Off hours until tomorrow 07:00"
    assert house.wishes(verb)["sentence"] == f"{off}, {done}"
    assert house.wishes("status")["sentence"] == off
    house.closes()
    house.opens()
    house.wishes("pause", until="14:00")
    assert house.wishes(verb)["sentence"] == f"Paused until 14:00, {done}"


def test_what_did_nothing_in_off_hours_is_answered_with_how_things_stand(house: House) -> None:
    house.opens(EARLY)
    assert house.wishes("resume")["sentence"] == "Off hours until tomorrow 07:00"
    house.wishes("pause", seconds=60)
    assert house.wishes("resume")["sentence"] == "Off hours until tomorrow 07:00, resumed"


def test_a_stretch_without_a_name_is_the_one_that_is_next(house: House) -> None:
    house.opens()
    assert house.wishes("stretch")["ok"]
    assert house.window().plan["pose"]["id"] == "pigeon"


def test_a_pause_without_a_length_lasts_until_resumed(house: House) -> None:
    house.opens()
    assert house.wishes("pause")["sentence"] == "Paused until you resume"


@pytest.mark.parametrize(
    ("hour", "until"),
    [(9, "tomorrow 05:00"), (23, "tomorrow 05:00"), (1, "05:00"), (5, "tomorrow 05:00")],
)
def test_tomorrow_begins_at_five(house: House, hour: int, until: str) -> None:
    house.opens(wall=MONDAY_NINE.replace(hour=hour))
    assert house.wishes("pause", until="tomorrow")["sentence"] == f"Paused until {until}"


def test_a_snooze_may_have_a_length(due: House) -> None:
    assert due.wishes("snooze", seconds=120)["sentence"].endswith("snoozed for 2 min more")


def test_a_snooze_is_no_pause(due: House) -> None:
    said = "A snooze is at most 12 h; `unsit pause` is for longer."
    assert refused(due, "snooze", seconds=30 * 24 * 3600) == said
    assert due.wishes("snooze", seconds=12 * 3600)["sentence"].endswith("snoozed for 12 h more")


def test_skip_lets_the_reminder_go(due: House) -> None:
    assert due.wishes("skip")["ok"]
    assert due.outcomes() == ["skipped"]


def test_moved_starts_from_zero(due: House) -> None:
    assert due.wishes("moved")["sentence"] == "Sitting 0 s, next stretch in 45 min"


def test_standing_and_sitting_down_again(house: House) -> None:
    house.opens()
    assert house.wishes("stand")["sentence"] == "Standing 0 s"
    house.works(1)
    assert house.wishes("sit")["sentence"].startswith("Sitting 0 s")


def test_quit_answers_and_then_ends_the_daemon(house: House) -> None:
    house.opens()
    assert wishes.wish(house.daemon, {"verb": "quit"})["ok"]
    house.loop.run()  # for ever, were it not for that


def test_the_settings_file_is_opened_with_what_the_desktop_has(
    house: House, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = home / "bin" / "gio"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\necho "$@" > "$HOME/opened"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent))
    house.opens()
    assert house.wishes("settings", file=True)["ok"]
    house.loop.until("editor", lambda: (home / "opened").exists() and (home / "opened").read_text())
    assert (home / "opened").read_text() == f"open {places.settings_file()}\n"


# --- refused ------------------------------------------------------------------------------------


def test_where_nothing_opens_the_settings_it_is_said_where_they_are(
    house: House, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))
    house.opens()
    assert str(places.settings_file()) in refused(house, "settings", file=True)


@pytest.mark.parametrize("verb", ["dance", "", "__init__", None])
def test_an_unknown_verb_is_named(house: House, verb: Any) -> None:
    house.opens()
    assert refused(house, verb) == f"The daemon knows no verb {verb!r}."


@pytest.mark.parametrize("verb", ["snooze", "skip"])
def test_nothing_due_is_nothing_to_answer(house: House, verb: str) -> None:
    house.opens()
    assert refused(house, verb) == f"No reminder is due, so there is nothing to {verb}."


def test_a_pose_that_is_not_there_is_named(house: House) -> None:
    house.opens()
    assert refused(house, "stretch", pose="lotus") == "There is no pose called 'lotus'."


def test_a_second_stretch_is_refused_while_one_is_open(house: House) -> None:
    house.opens()
    house.wishes("stretch")
    house.window()
    assert refused(house, "stretch") == "A stretch is being played already."


@pytest.mark.parametrize("verb", ["pause", "snooze"])
@pytest.mark.parametrize("seconds", ["10", True, [], {}])
def test_a_length_that_is_no_number_is_refused(due: House, verb: str, seconds: Any) -> None:
    assert (
        refused(due, verb, seconds=seconds) == f"A length is a number of seconds, not {seconds!r}."
    )


@pytest.mark.parametrize("verb", ["pause", "snooze"])
@pytest.mark.parametrize(
    "seconds", [0, 0.9, -60, 367 * 24 * 3600, float("inf"), float("nan"), 9**99]
)
def test_a_length_out_of_all_proportion_is_refused(due: House, verb: str, seconds: float) -> None:
    sentence = "A length is at least a second and at most a year."
    assert refused(due, verb, seconds=seconds) == sentence


@pytest.mark.parametrize("seconds", [1, 366 * 24 * 3600])
def test_the_shortest_and_the_longest_pause_are_granted(house: House, seconds: float) -> None:
    house.opens()
    assert house.wishes("pause", seconds=seconds)["ok"]
    until = house.daemon.status().paused_until
    assert until == MONDAY_NINE + timedelta(seconds=seconds)


def test_what_the_menu_asks_in_vain_is_said_in_a_notice(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.desktop.panel.clicks("Snooze")
    house.wishes("skip")
    assert house.notice("word").body == "No reminder is due, so there is nothing to snooze."


# --- the session window ---------------------------------------------------------------------------


@pytest.mark.parametrize("do", ["pause", "next", "back", "again", "stop"])
def test_a_session_is_told_what_to_do(house: House, do: str) -> None:
    house.opens()
    house.wishes("stretch")
    window = house.window()
    house.wishes("session", do=do)
    assert window.is_told() == {"do": do}


def test_without_a_session_nothing_can_be_told_to_one(house: House) -> None:
    house.opens()
    assert refused(house, "session", do="stop") == "No session window is open."


@pytest.mark.parametrize("do", ["pause", "next", "back", "again", "stop"])
def test_a_session_that_has_just_ended_is_told_nothing(house: House, do: str) -> None:
    house.opens()
    house.wishes("stretch")
    house.window().ends()
    house.session_ends()
    assert refused(house, "session", do=do) == "No session window is open."


def test_a_session_knows_no_other_wishes(house: House) -> None:
    house.opens()
    house.wishes("stretch")
    assert "not 'dance'" in refused(house, "session", do="dance")
