"""A good private desktop, and each thing missing from it, one by one."""

import json
import subprocess
import sys
from typing import Any

from tests.desktop.servers import Panel, Server
from tests.desktop.stage import PATIENCE
from tests.desktop.whole import Unsit

assert sys.platform == "linux"

Checks = dict[str, dict[str, Any]]


def told(unsit: Unsit, *failing: str) -> Checks:
    """Ask the doctor; see that these and no others need repair, and that the exit code says so."""
    asked = unsit.call("doctor", "--json")
    found = json.loads(asked.stdout)
    checks = {check["name"]: check for check in found["checks"]}
    assert {name for name, check in checks.items() if not check["ok"]} == set(failing), checks
    assert found["ok"] is (not failing)
    assert asked.returncode == (1 if failing else 0)
    assert asked.stderr == ""
    return checks


def test_on_a_good_desktop_nothing_needs_repair(unsit: Unsit, panel: Panel, dunst: Server) -> None:
    unsit.start()
    checks = told(unsit)
    assert checks["daemon"]["detail"].startswith("it runs")
    assert checks["presence"]["detail"].startswith("X11's idle counter answers and moves")
    assert checks["notifications"]["detail"].startswith("dunst ")
    assert "a middle click starts the stretch" in checks["notifications"]["detail"]
    assert checks["window"]["detail"].endswith("can open it (platform xcb)")
    assert checks["tray"]["detail"].endswith("shows icons (StatusNotifierItem)")
    needed = ("daemon", "presence", "notifications", "window", "tray", "settings", "history")
    assert [name for name in needed if checks[name]["remedy"]] == []
    assert unsit.does("doctor").endswith("\nA reminder would reach you.\n")


def test_without_a_daemon_nobody_would_remind(unsit: Unsit, dunst: Server) -> None:
    checks = told(unsit, "daemon")
    assert checks["daemon"]["remedy"] == "Start it with `unsit`."


def test_without_a_display_nobody_can_be_seen(unsit: Unsit, dunst: Server) -> None:
    del unsit.environment["DISPLAY"]
    unsit.start()
    checks = told(unsit, "daemon", "presence")
    assert checks["daemon"]["detail"].startswith("it runs, but cannot see you")
    assert "DISPLAY is not set" in checks["presence"]["detail"]
    assert "a reminder can only be a notification" in checks["window"]["detail"]


def test_a_window_will_do_where_nobody_shows_notifications(unsit: Unsit) -> None:
    unsit.start()
    checks = told(unsit)
    assert checks["notifications"]["detail"] == (
        "nobody shows notifications: a reminder opens the window by itself"
    )
    assert "dunst" in checks["notifications"]["remedy"]


def test_a_notification_will_do_where_qt_cannot_open_a_window(unsit: Unsit, dunst: Server) -> None:
    unsit.environment["QT_QPA_PLATFORM"] = "nonsense"
    unsit.start()
    checks = told(unsit)
    assert "'nonsense'" in checks["window"]["detail"]
    assert checks["window"]["remedy"]


def test_with_neither_no_reminder_can_speak(unsit: Unsit) -> None:
    unsit.environment["QT_QPA_PLATFORM"] = "nonsense"
    unsit.start()
    told(unsit, "notifications", "window")


def test_slips_in_the_settings_are_told(unsit: Unsit, dunst: Server) -> None:
    unsit.start()
    unsit.settings('[sitting]\nremind_afer = "10 s"\nidle_after = 3\n')
    checks = told(unsit, "settings")
    assert "line 2, sitting.remind_afer" in checks["settings"]["detail"]
    assert checks["settings"]["detail"].endswith(", and 1 more")


def test_a_pause_is_no_fault_but_it_holds_reminders(unsit: Unsit, dunst: Server) -> None:
    unsit.start()
    unsit.does("pause")
    checks = told(unsit)
    assert "no reminder comes now: paused until you resume" in checks["daemon"]["detail"]
    assert checks["daemon"]["remedy"] == "`unsit resume` ends the pause."
    last = unsit.does("doctor").splitlines()[-1]
    assert last == "A reminder would reach you, but not now: paused until you resume."


def test_do_not_disturb_is_told_before_a_reminder_is_due(unsit: Unsit, dunst: Server) -> None:
    unsit.start()
    control = ["dunstctl", "set-paused", "true"]
    subprocess.run(control, check=True, env=unsit.environment, timeout=PATIENCE)
    checks = told(unsit)
    assert checks["notifications"]["later"] == "do not disturb is on"
    assert "do-not-disturb" in checks["notifications"]["remedy"]
    assert unsit.does("doctor").endswith(" but not now: do not disturb is on.\n")


def test_from_afar_the_daemons_word_counts(unsit: Unsit, panel: Panel, dunst: Server) -> None:
    unsit.start()
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        del unsit.environment[name]
    checks = told(unsit)
    assert checks["window"]["detail"].startswith("not tried from here")
    assert checks["notifications"]["detail"].endswith("but the daemon has them shown")
    assert checks["tray"]["detail"].endswith("but the daemon offers its icon")
    assert "the daemon sees you by X11" in checks["presence"]["detail"]
    assert not any(checks[name]["remedy"] for name in ("window", "notifications", "tray"))


def test_from_afar_a_daemon_that_nobody_hears_has_no_notifications(unsit: Unsit) -> None:
    unsit.start()
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        del unsit.environment[name]
    assert "there is no session bus" in told(unsit)["notifications"]["detail"]
