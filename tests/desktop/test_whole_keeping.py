"""What the whole program keeps: settings that have slips, the running day, one daemon a user."""

import os
from pathlib import Path

from tests.desktop.screen import Display, Hands, name_to_keep
from tests.desktop.servers import Server, SessionBus
from tests.desktop.stage import until
from tests.desktop.test_notify_servers import DunstStand
from tests.desktop.whole import Unsit


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


def test_when_the_session_bus_goes_the_daemon_says_so_and_takes_to_the_next(
    home: Path, display: Display, own_bus: SessionBus, hands: Hands
) -> None:
    environment = {**own_bus.environment, **display.environment}
    hands.key("Shift_L")
    program = Unsit(home, {**environment, **_python()})
    program.change('remind_after = "3 s"', 'remind_after = "1 h"')
    program.start()
    program.until("a second of sitting", lambda status: status["sitting_s"] >= 1)
    own_bus.stop()
    until("word of the loss", lambda: "the session bus is gone" in program.said())
    assert program.status()["sitting_s"] >= 1, "the clock runs on"
    with SessionBus(own_bus.folder) as again:
        assert again.address == own_bus.address
        until("word of the return", lambda: "it is back" in program.said())
        assert program.stop() == 0


def test_when_the_x_server_goes_the_daemon_is_blind_until_it_is_back(
    home: Path, environment: dict[str, str]
) -> None:
    stage = home / "stage"
    stage.mkdir()
    with Display(stage, name=name_to_keep()) as first:
        program = Unsit(home, {**environment, **first.environment})
        program.start()
        program.until("somebody", lambda status: status["state"] != "blind")
    blind = program.until("blindness", lambda status: status["state"] == "blind")
    assert blind["sentence"] == "Presence cannot be seen: the display server is gone"
    with Display(stage, name=first.name_of_display) as again:
        Hands(again).key("Shift_L")
        program.until("somebody again", lambda status: status["state"] == "sitting")
        assert program.stop() == 0


def test_the_next_login_takes_over_the_daemon_that_the_last_one_left(
    home: Path, environment: dict[str, str]
) -> None:
    stage, other = home / "stage", home / "other"
    stage.mkdir()
    other.mkdir()
    with Display(other) as second:
        with Display(stage) as first:
            program = Unsit(home, {**environment, **first.environment})
            program.start()
        program.until("blindness", lambda status: status["state"] == "blind")
        program.environment.update(second.environment)
        Hands(second).key("Shift_L")
        said = program.call()
        assert said.returncode == 0
        assert "It looks after this desktop now" in said.stderr
        program.until("somebody again", lambda status: status["state"] == "sitting")
        assert program.stop() == 0


def _python() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PYTHONPATH", "PATH") if name in os.environ}
