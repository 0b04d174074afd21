"""The main job, end to end: the real program on a real X11 desktop, from input to history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.screen import Display, Hands
from tests.desktop.servers import Panel, Server, SessionBus
from tests.desktop.stage import until
from tests.desktop.test_notify_servers import DunstStand, NotifydStand
from tests.desktop.whole import Unsit
from unsit.loop import Loop


@pytest.fixture
def unsit(
    home: Path, environment: dict[str, str], hands: Hands, openbox: object
) -> Iterator[Unsit]:
    hands.key("Shift_L")  # somebody is there
    program = Unsit(home, environment)
    yield program
    program.stop()


@pytest.fixture
def notifyd_stand(
    session_bus: SessionBus, loop: Loop, display: Display, hands: Hands, panel: Panel
) -> Iterator[NotifydStand]:
    stand = NotifydStand(session_bus, loop, display, hands)
    yield stand
    stand.server.stop()


@pytest.fixture
def dunst_stand(session_bus: SessionBus, loop: Loop) -> Iterator[DunstStand]:
    stand = DunstStand(session_bus, loop)
    yield stand
    stand.server.stop()


def due(status: dict[str, object]) -> bool:
    return status["reminder"] == "due"


def playing(status: dict[str, object]) -> bool:
    return status["session"] is not None


# --- the line from input to history -------------------------------------------------------------


def test_at_the_interval_the_window_comes_by_itself_and_plays_both_sides(
    unsit: Unsit, hands: Hands, dunst_stand: DunstStand
) -> None:
    unsit.change('"on click"', '"after 1 s"')
    unsit.start()
    assert unsit.until("sitting", lambda status: status["state"] == "sitting")
    unsit.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert dunst_stand.popups() == 0, "the notice is taken back once the session runs"
    unsit.until("the other side", lambda status: (status["session"] or {}).get("side") == "left")
    after = unsit.until("end", lambda status: status["session"] is None)
    assert after["sitting_s"] <= 2
    until("window gone", lambda: not hands.windows("Short Stretch"))
    (session,) = unsit.history("session")
    assert session["outcome"] == "done"
    assert session["held_s"] == {"right": 1.5, "left": 1.5}
    assert [row["outcome"] for row in unsit.history("reminder")] == ["started"]
    assert unsit.history("sitting")[0]["ended_by"] == "session"


def test_the_window_opens_without_taking_the_keyboard(
    unsit: Unsit, hands: Hands, dunst: Server, display: Display
) -> None:
    unsit.change('"on click"', '"at once"')
    before = hands.do("getwindowfocus").strip()
    unsit.start()
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    assert hands.do("getwindowfocus").strip() == before


def test_no_input_stops_the_clock_and_then_ends_the_sitting(unsit: Unsit, dunst: Server) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 min"')
    unsit.change('idle_after = "1 min"', 'idle_after = "2 s"')
    unsit.change('reset_after = "2 min"', 'reset_after = "4 s"')
    unsit.start()
    unsit.until("away", lambda status: status["state"] == "away")
    unsit.until("end of the sitting", lambda status: status["sitting_s"] == 0)
    assert unsit.status()["remind_in_s"] is None


def test_coming_back_starts_the_clock(unsit: Unsit, hands: Hands, dunst: Server) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 min"')
    unsit.change('idle_after = "1 min"', 'idle_after = "1 s"')
    unsit.start()
    unsit.until("away", lambda status: status["state"] == "away")
    hands.key("Shift_L")
    unsit.until("sitting", lambda status: status["state"] == "sitting")


def test_where_nobody_shows_notifications_the_window_opens_by_itself(
    unsit: Unsit, hands: Hands
) -> None:
    unsit.start()
    unsit.until("window", playing)
    until("window on the screen", lambda: hands.windows("Short Stretch"))


def test_escape_closes_the_window_and_counts_as_what_it_was(unsit: Unsit, hands: Hands) -> None:
    unsit.change('lead_in = "0.5 s"', 'lead_in = "20 s"')
    unsit.start()
    unsit.does("stretch", "short")
    (window,) = until("window on the screen", lambda: hands.windows("Short Stretch"))
    hands.do("windowactivate", "--sync", str(window))

    def closed() -> bool:
        hands.key("Escape")  # not heard in the first second, against stray typing
        return not playing(unsit.status())

    until("end", closed)
    (session,) = unsit.history("session")
    assert session["outcome"] == "stopped"
    assert sum(session["held_s"].values()) == 0
    assert unsit.history("sitting") == []


# --- answering the notice -----------------------------------------------------------------------


def test_start_on_the_notice_starts(unsit: Unsit, notifyd_stand: NotifydStand) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("start")
    unsit.until("session", playing)
    until("notice gone", lambda: notifyd_stand.popups() == 0)


def test_snooze_on_the_notice_asks_again_later(unsit: Unsit, notifyd_stand: NotifydStand) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("snooze")
    unsit.until("snooze", lambda status: status["reminder"] == "snoozed")
    until("notice gone", lambda: notifyd_stand.popups() == 0)
    unsit.until("reminder again", due)
    assert unsit.history("reminder")[0]["outcome"] == "snoozed"


def test_skip_on_the_notice_lets_a_full_interval_pass(
    unsit: Unsit, notifyd_stand: NotifydStand
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    notifyd_stand.choose("skip")
    after = unsit.until("end", lambda status: status["reminder"] == "none")
    assert 2 <= after["remind_in_s"] <= 3
    assert after["sitting_s"] >= 3
    assert unsit.history("reminder")[0]["outcome"] == "skipped"


def test_a_notification_server_that_restarts_shows_the_reminder_again(
    unsit: Unsit, dunst_stand: DunstStand
) -> None:
    unsit.start()
    unsit.until("reminder", due)
    until("notification", lambda: dunst_stand.popups() == 1)
    dunst_stand.crash()
    dunst_stand.come_back()
    until("notification again", lambda: dunst_stand.popups() == 1)
    dunst_stand.choose("start")
    unsit.until("session", playing)


# --- settings -----------------------------------------------------------------------------------


def test_a_saved_setting_holds_within_a_second(unsit: Unsit, dunst: Server) -> None:
    unsit.start()
    unsit.until("sitting", lambda status: status["state"] == "sitting")
    unsit.change('remind_after = "3 s"', 'remind_after = "2 h"')
    unsit.until("new interval", lambda status: (status["remind_in_s"] or 0) > 7000)


def test_a_bad_settings_file_stops_nothing_and_every_slip_is_named(
    unsit: Unsit, dunst_stand: DunstStand
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "2 h"')
    unsit.start()
    unsit.until("interval", lambda status: (status["remind_in_s"] or 0) > 7000)
    unsit.settings('[sitting]\nremind_afer = "10 s"\nidle_after = 3\n')
    until("notification", lambda: dunst_stand.popups() == 1)
    assert unsit.status()["remind_in_s"] > 7000
    checked = unsit.call("settings", "check")
    assert checked.returncode == 1
    assert "line 2, sitting.remind_afer" in checked.stderr
    assert "Did you mean remind_after?" in checked.stderr
    assert "line 3, sitting.idle_after" in checked.stderr
    unsit.settings('[sitting]\nremind_after = "1 h"\n')
    unsit.until("repaired settings", lambda status: 3000 < (status["remind_in_s"] or 0) < 3601)
    until("notification taken back", lambda: dunst_stand.popups() == 0)


# --- one daemon, and what it keeps --------------------------------------------------------------


def test_a_second_daemon_says_so_and_ends_well(unsit: Unsit) -> None:
    unsit.start()
    second = unsit.call()
    assert second.returncode == 0
    assert "Unsit runs already" in second.stderr


def test_a_crash_forgets_neither_the_clock_nor_a_pause(unsit: Unsit, dunst: Server) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')
    unsit.start()
    unsit.until("a second of sitting", lambda status: status["sitting_s"] >= 1)
    unsit.does("pause", "1 h")
    unsit.crash()
    unsit.start()
    found = unsit.status()
    assert found["state"] == "paused"
    assert found["paused_until"]
    assert found["sitting_s"] >= 1


def test_quit_ends_the_daemon(unsit: Unsit) -> None:
    unsit.start()
    unsit.does("quit")
    assert unsit.ends() == 0
    assert unsit.call("status").returncode == 4


def test_a_stretch_needs_no_daemon(unsit: Unsit, hands: Hands) -> None:
    assert unsit.does("stretch", "short") == ""
    (session,) = unsit.history("session")
    assert session["pose"] == "short"
    assert session["outcome"] == "done"


def test_without_a_display_it_says_so_and_fixed_verbs_still_work(unsit: Unsit) -> None:
    del unsit.environment["DISPLAY"]
    unsit.start()
    assert "there is no display" in unsit.status()["sentence"]
    assert unsit.status()["state"] == "blind"
    failed = unsit.call("stretch", "short")
    assert failed.returncode == 0, "the daemon takes the wish, and says by notice what came of it"
    unsit.until("end", lambda status: status["session"] is None)
    assert unsit.stop() == 0


def test_when_the_session_bus_goes_the_daemon_ends_and_keeps_the_day(
    home: Path, display: Display, own_bus: SessionBus, hands: Hands
) -> None:
    environment = {**own_bus.environment, **display.environment}
    hands.key("Shift_L")
    program = Unsit(home, {**environment, **_python()})
    program.change('remind_after = "3 s"', 'remind_after = "1 h"')
    program.start()
    program.until("a second of sitting", lambda status: status["sitting_s"] >= 1)
    own_bus.stop()
    assert program.ends() == 0
    assert "sat_s" in (Path(environment["XDG_STATE_HOME"]) / "unsit" / "day.json").read_text()


def _python() -> dict[str, str]:
    import os

    return {name: os.environ[name] for name in ("PYTHONPATH", "PATH") if name in os.environ}
