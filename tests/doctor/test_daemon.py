"""What the daemon says of itself, and what is made of it."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from unsit import __version__, lock, places
from unsit.control import Control
from unsit.core.words import DAYS
from unsit.doctor import Finding, daemon, later, presence
from unsit.loop import Loop

assert sys.platform == "linux"


@contextmanager
def answering(reply: dict[str, Any], **status: Any) -> Iterator[None]:
    """Have a daemon on the line that knows the verb doctor, and answers so."""
    loop = Loop()
    held = lock.Lock("daemon")
    stands = {"ok": True, "status": {"state": "sitting", **status}}
    line = Control(loop, lambda asked: reply if asked["verb"] == "doctor" else stands)
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        yield
    finally:
        loop.stop()
        thread.join()
        line.close()
        loop.close()
        held.close()


def test_where_no_socket_can_be_its_path_is_told(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", f"{home}/{'r' * 120}")
    found = daemon.check()
    assert "set XDG_RUNTIME_DIR to a shorter one" in found.detail
    assert found.remedy == daemon.MEND


def test_a_daemon_tells_of_its_parts() -> None:
    with answering({"ok": True, "presence": "X11", "missing": {"tray": "no panel"}}):
        assert daemon.check() == Finding(
            True, "it runs and sees you by X11\nit has no tray: no panel"
        )


def test_what_a_daemon_lacks_is_said_in_words_and_is_to_be_mended() -> None:
    gone = "the session bus is gone"
    with answering({"ok": True, "presence": "X11", "missing": {"power": gone}}):
        found = daemon.check()
    assert found.detail.endswith(f"\nnobody tells it of sleep and of a locked screen: {gone}")
    assert found.remedy == daemon.RESTART


def test_a_daemon_of_another_version_is_to_be_started_anew() -> None:
    with answering({"ok": True, "presence": "X11", "version": "0.0.1"}):
        found = daemon.check()
    assert found.ok
    assert found.detail.endswith(f"as version 0.0.1, while this is {__version__}")
    assert found.remedy == daemon.RENEW


def test_a_daemon_that_sees_nobody_is_no_good() -> None:
    missing = {"presence": "there is no display"}
    with answering({"ok": True, "presence": None, "missing": missing}):
        found = daemon.check()
    assert not found.ok
    assert found.detail == "it runs, but cannot see you\nit has no presence: there is no display"


def test_what_the_daemon_sees_counts_where_we_see_nobody() -> None:
    with answering({"ok": True, "presence": "X11"}):
        assert presence.check() == Finding(
            True, "not seen from here, but the daemon sees you by X11"
        )


def test_a_source_that_was_named_wrongly_is_told() -> None:
    why = "UNSIT_IDLE is 'banana', which is none of wayland, mutter, x11"
    with answering({"ok": True, "presence": "X11", "reasons": [["UNSIT_IDLE", why], ["odd"]]}):
        found = presence.check()
    assert (found.ok, found.remedy) == (True, presence.UNFORCE.format(variable="UNSIT_IDLE"))
    assert why in found.detail


@pytest.mark.parametrize("reply", [{"ok": False}, {"ok": True}, {"ok": True, "missing": [1]}])
def test_a_daemon_that_says_little_of_itself_still_runs(reply: dict[str, Any]) -> None:
    with answering(reply):
        assert daemon.check() == Finding(True, "it runs")


# --- what holds a reminder back for now -------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words", "remedy"),
    [
        ({"state": "paused", "paused_until": None}, "paused until you resume", later.RESUME),
        ({"state": "off-hours"}, "off hours", later.HOURS),
        (
            {"reminder": "held", "held_by": ["do-not-disturb", "later-invented"]},
            "do not disturb is on",
            later.QUIET,
        ),
        ({"reminder": "held", "held_by": ["typing"]}, "you are typing", ""),
    ],
)
def test_what_holds_a_reminder_back_is_told(
    status: dict[str, Any], words: str, remedy: str
) -> None:
    with answering({"ok": True}, **status):
        assert daemon.check() == Finding(
            True, f"it runs\nno reminder comes now: {words}", remedy, words
        )


@pytest.mark.parametrize(
    ("hours", "words", "remedy"),
    [
        ('holidays = ["{today}"]', "a holiday, off until tomorrow 00:00", "`hours.holidays`"),
        (
            'quiet_days = ["{weekday}"]',
            "a quiet day, off until tomorrow 00:00",
            "`hours.quiet_days`",
        ),
    ],
)
def test_a_day_of_rest_is_named_and_how_to_end_it(hours: str, words: str, remedy: str) -> None:
    now = datetime.now().astimezone()
    weekday = DAYS[now.weekday()].lower()
    hours = hours.format(today=now.date(), weekday=weekday)
    places.write_whole(places.settings_file(), f"[hours]\n{hours}\n")
    with answering({"ok": True}, state="off-hours"):
        found = daemon.check()
    assert found.later == words
    assert remedy in found.remedy
