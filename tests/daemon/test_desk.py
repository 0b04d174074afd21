"""The desktop around the daemon: what it is asked, what happens when it goes, and the panel."""

import os
from typing import Any

import pytest

from tests.daemon.house import ON_CLICK, House
from unsit.core.events import Blind, Locked
from unsit.core.rules import Rules
from unsit.daemon import panel
from unsit.daemon.desk import FORSAKEN

MINUTE = 60.0


@pytest.fixture(autouse=True)
def panels(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panel, "command", lambda: house.command)


# --- what is asked of it -------------------------------------------------------------------------


def test_a_call_holds_the_reminder_and_its_end_brings_it(house: House) -> None:
    house.opens(ON_CLICK)
    house.desktop.around.begins("call")
    house.works(50)
    assert house.notice() is None
    assert house.face == "held"
    assert house.desktop.panel.tip == "A reminder waits: the microphone is in use"
    house.desktop.around.ends("call")
    house.leaves(0.5)
    assert house.notice().title == "You have sat for 50 min"
    assert house.face == "due"


def test_a_call_that_begins_takes_the_notice_back(house: House) -> None:
    house.opens(ON_CLICK).works(46)
    assert house.notice() is not None
    house.desktop.around.begins("call")
    assert house.notice() is None
    assert house.outcomes() == []


def test_nothing_is_followed_while_somebody_works_and_nothing_is_due(house: House) -> None:
    house.opens(ON_CLICK).works(20)
    assert house.desktop.around.followed == frozenset()
    house.leaves(4)
    assert house.desktop.around.followed == {"media", "call", "inhibitor"}
    house.desktop.person.types()
    assert house.desktop.around.followed == frozenset()


def test_a_film_counts_as_sitting(house: House) -> None:
    house.opens(ON_CLICK).works(20)
    house.desktop.around.begins("media")
    house.leaves(20)
    assert house.daemon.status().sentence.startswith(
        "Sitting 40 min (20 min at the keys, 20 min watching)"
    )


def test_the_reminder_waits_for_a_gap_in_the_typing(house: House) -> None:
    house.opens(ON_CLICK).works(44)
    for _ in range(90):
        house.desktop.person.types()
        house.loop.passes(1)
    assert house.notice() is None, "they type and type"
    house.loop.passes(2)
    assert house.notice() is not None


def test_without_anybody_who_tells_of_signs_reminders_come_all_the_same(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK, absent={"signs": "no bus"}).works(46)
    assert house.notice() is not None
    assert house.desk.missing == {"signs": "no bus"}


def test_a_quiet_reminder_is_of_low_urgency(house: House) -> None:
    house.opens(ON_CLICK)
    house.desktop.around.begins("do-not-disturb")
    house.works(76)
    assert house.notice().urgency == 0


@pytest.mark.parametrize("answer", ["sit", "default"])
def test_whoever_stands_too_long_is_asked_to_sit_and_can_say_so(house: House, answer: str) -> None:
    house.opens(Rules(open_window=None, stand_at_most=30 * MINUTE))
    house.wishes("stand")
    house.works(31)
    assert house.notice("standing").title == "You have stood for 30 min"
    house.desktop.server.chooses(answer, key="standing")
    house.loop.settles()
    assert house.daemon.status().state == "sitting"
    assert house.notice("standing") is None


# --- lost and back -------------------------------------------------------------------------------


def test_a_screen_that_is_lost_leaves_the_daemon_blind_until_it_is_back(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK).works(20)
    house.desktop.loses("presence", "the display server is gone")
    house.loop.settles()
    assert house.daemon.status().sentence == "Presence cannot be seen: the display server is gone"
    assert house.face == "blind"
    house.desktop.brings("presence")
    house.leaves(1)
    house.works(1)
    assert house.daemon.status().state == "sitting"
    assert house.desk.missing == {}


def test_notifications_that_come_back_show_what_stands_due(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK).works(46)
    house.desktop.loses("notifications", "the session bus is gone")
    house.loop.settles()
    house.desktop.brings("notifications")
    house.loop.passes(2)
    assert house.notice().title.startswith("You have sat for ")


def test_a_tray_that_comes_back_shows_how_things_stand(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK).works(46)
    house.desktop.loses("tray", "the session bus is gone")
    house.loop.settles()
    house.desktop.brings("tray")
    house.loop.passes(2)
    assert house.face == "due"


def test_signs_that_come_back_are_followed_as_before(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    house.desktop.around.begins("call")
    house.works(46)
    house.desktop.loses("signs", "the session bus is gone")
    house.loop.settles()
    house.desktop.brings("signs")
    house.loop.passes(1)
    assert "call" in house.desktop.around.followed


def test_a_desktop_that_is_gone_for_good_takes_the_daemon_with_it(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    stopped: list[bool] = []
    house.loop.stop = lambda: stopped.append(True)  # type: ignore[method-assign]
    for part in ("tray", "notifications", "presence"):
        house.desktop.loses(part, "logged out")
    house.loop.passes(FORSAKEN - 1)
    assert not stopped
    house.loop.passes(2)
    assert stopped


def test_a_desktop_of_which_a_part_came_back_does_not(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK)
    stopped: list[bool] = []
    house.loop.stop = lambda: stopped.append(True)  # type: ignore[method-assign]
    for part in ("tray", "notifications", "presence"):
        house.desktop.loses(part, "it crashed")
    house.loop.settles()
    house.desktop.brings("notifications")
    house.loop.passes(10 * FORSAKEN)
    assert not stopped


def test_a_lock_ends_with_those_who_told_of_it(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK).works(20)
    house.desktop.lid.happens(Locked)
    house.leaves(2)
    assert house.daemon.status().state == "away"
    house.desktop.loses("power", "the session bus is gone")
    house.loop.settles()
    house.works(1)
    assert house.daemon.status().state == "sitting"


# --- a second start --------------------------------------------------------------------------------


def test_a_second_start_on_another_desktop_takes_the_daemon_there(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    house.opens(ON_CLICK)
    house.desktop.loses("presence", "the display server is gone")
    house.loop.settles()
    house.desktop.brings("presence")
    reply = house.wishes("open", desktop={"DISPLAY": ":9", "EDITOR": "vi"})
    assert reply["opened"] == "desktop"
    assert os.environ["DISPLAY"] == ":9"
    assert "WAYLAND_DISPLAY" not in os.environ
    assert os.environ.get("EDITOR") != "vi"
    assert house.daemon.status().state == "sitting"


def test_on_another_bus_it_speaks_anew(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.setenv(name, "")  # so that it is as before in the end
    house.opens(ON_CLICK, absent={"presence": "there is no display"})
    before = house.desktop.server, house.desktop.lid
    house.desktop.brings("presence")
    house.wishes("open", desktop={"DISPLAY": ":9", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/bus"})
    assert all(part.closed for part in before)
    assert not house.desktop.server.closed
    house.works(46)
    assert house.notice().title.startswith("You have sat for ")


def test_a_second_start_beside_a_whole_desktop_opens_the_panel(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    house.opens(ON_CLICK)
    assert house.wishes("open", desktop={"DISPLAY": ":9"})["opened"] == "panel"
    assert house.window().plan["sentence"] == "Sitting 0 s, next stretch in 45 min"
    assert os.environ["DISPLAY"] == ":7"


# --- the panel -------------------------------------------------------------------------------------


def labels(look: Any) -> list[str]:
    return [entry["label"] for entry in look["entries"]]


def test_the_panel_holds_the_whole_menu_and_stays_true(house: House) -> None:
    house.opens(ON_CLICK)
    house.wishes("open")
    shown = house.window()
    assert "Stretch now" in labels(shown.plan)
    assert "Quit" in labels(shown.plan)
    house.wishes("stand")
    assert shown.is_told()["sentence"] == "Standing 0 s"


def test_what_is_chosen_in_the_panel_is_done(house: House) -> None:
    house.opens(ON_CLICK)
    house.wishes("open")
    house.window().says("request", request={"verb": "stand"})
    house.loop.until("standing", lambda: house.daemon.status().standing)


def test_a_snooze_that_was_held_down_in_the_panel_counts_as_such(house: House) -> None:
    house.opens(Rules(open_window=None, max_snoozes=0)).works(46)
    house.wishes("open")
    house.window().says("request", request={"verb": "snooze"}, held=2.0)
    house.loop.until("snooze", lambda: house.daemon.status().reminder == "snoozed")


def test_only_one_panel_is_open_at_a_time(house: House) -> None:
    house.opens(ON_CLICK)
    house.wishes("open")
    first = house.window()
    house.wishes("open")
    first.says("closed")
    first.exits(0)
    house.loop.until("end", first.is_gone)
    house.loop.settles()
    house.wishes("open")
    assert house.window() is not first


def test_a_panel_that_cannot_open_says_why(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.opens(ON_CLICK)
    house.wishes("open")
    house.window().says("failed", reason="No display.")
    house.loop.until("complaint", lambda: house.daemon.complaints)
    assert house.notice("word").body == "No display."


# --- told once ---------------------------------------------------------------------------------------


def test_whoever_has_no_tray_is_told_so_once_in_their_life(house: House) -> None:
    house.opens(ON_CLICK)
    tray = house.desktop.panel
    tray.is_shown(False)
    assert house.notice("word").title == "There is no tray here for Unsit's icon"
    house.desktop.server.withdraw("word")
    tray.is_shown(True)
    tray.is_shown(False)
    assert house.notice("word") is None


# --- for the doctor ------------------------------------------------------------------------------------


def test_it_says_what_there_is_and_what_not(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.opens(ON_CLICK, absent={"power": "no logind"})
    found = house.wishes("doctor")
    assert found["missing"] == {"power": "no logind"}
    assert found["presence"] == house.desktop.person.source


def test_it_does_not_say_that_it_sees_somebody_while_it_is_blind(house: House) -> None:
    house.opens(ON_CLICK).works(2)
    house.daemon.happen(house.daemon.now(Blind, "GNOME Shell is gone"))
    found = house.wishes("doctor")
    assert found["missing"] == {"presence": "GNOME Shell is gone"}
    assert found["presence"] is None


def test_why_tells_the_last_decisions_newest_first(house: House) -> None:
    house.opens(ON_CLICK).works(46)
    house.wishes("skip")
    told = house.wishes("why")["why"]
    assert [each["what"] for each in told[:4]] == ["skipped", "shown", "chose Pigeon", "due"]
    assert told[3]["because"] == "you sat for 45 min"
    assert told[3]["at"].startswith("2026-11-23T09:45:00")
