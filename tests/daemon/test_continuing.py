"""A stretch that was broken off: the daemon keeps it, offers it, and opens the window in its middle."""

import json
from typing import Any

import pytest

from tests.daemon.house import HELD, House, Window
from unsit.core.rules import SessionRules
from unsit.daemon import keeping
from unsit.daemon.keeping import BEAT

LABEL = "Continue Pigeon, left side, 22 s"
LEFT_HOLD = 6
OTHER = {"side": "left", "step": 2, "seconds": 8.0, "complete": False}


def goes_on(house: House, window: Window, **where: Any) -> None:
    """Let the window be in the hold of the left side."""
    window.is_in(LEFT_HOLD, held=HELD[:1], **where)
    wanted = ("hold", where.get("paused", False))
    house.loop.until("word of it", lambda: (kind(house), stands(house)) == wanted)
    house.loop.settles()


def kind(house: House) -> str:
    session = house.daemon.status().session
    return "" if session is None else session.kind


def stands(house: House) -> bool:
    session = house.daemon.status().session
    return session is not None and session.paused


def on_the_left(house: House, **opened: Any) -> Window:
    house.opens(**opened).works(20)
    house.wishes("stretch", pose="pigeon")
    window = house.window()
    goes_on(house, window, into=8)
    return window


def kept() -> Any:
    return json.loads(keeping.path().read_text())["left_off"]


def test_what_was_closed_early_is_in_the_menu_and_goes_on_from_there(house: House) -> None:
    on_the_left(house).ends("stopped", [HELD[0], OTHER])
    house.session_ends()
    house.loop.settles()
    assert LABEL in house.desktop.panel.menu()
    house.clicks(LABEL, token="t-1")
    window = house.window()
    assert window.environ["XDG_ACTIVATION_TOKEN"] == "t-1"
    assert [one["kind"] for one in window.plan["segments"]] == [
        "ready",
        "move",
        "hold",
        "out",
        "done",
    ]
    assert window.plan["start"] == {"segment": 2, "seconds": 8}
    assert LABEL not in house.desktop.panel.menu()
    window.ends("done", [{"side": "left", "step": 2, "seconds": 22.0, "complete": True}])
    house.session_ends()
    assert [row["held_s"] for row in house.records("session")] == [
        {"right": 30.0, "left": 8.0},
        {"left": 22.0},
    ]
    assert LABEL not in house.desktop.panel.menu()


def test_the_command_line_continues_as_well(house: House) -> None:
    on_the_left(house).ends("stopped", [])
    house.session_ends()
    assert house.wishes("session", do="continue")["ok"]
    assert house.window().plan["start"] == {"segment": 2, "seconds": 8}


def test_with_nothing_to_continue_it_says_so(house: House) -> None:
    house.opens()
    reply = house.wishes("session", do="continue")
    assert reply == {"ok": False, "error": "No stretch was broken off in the last 30 minutes."}


def test_a_window_that_crashes_can_be_continued(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    window = on_the_left(house)
    house.loop.passes(4)
    window.crashes()
    house.session_ends()
    house.loop.settles()
    assert "Continue Pigeon, left side, 18 s" in house.desktop.panel.menu()
    assert house.records("session")[0]["held_s"] == {"right": 30.0, "left": 4.0}


def test_the_notice_of_a_crash_offers_to_continue_each_time_and_goes(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    on_the_left(house).crashes()
    for __ in range(2):
        house.session_ends()
        notice = house.notice("broken-off")
        assert notice.body == (
            "The session window crashed (signal 9).\n" + f"{LABEL}: unsit session continue"
        )
        assert notice.actions == (("continue", "Continue"),)
        assert notice.expires == 24
        house.desktop.server.chooses("continue", key="broken-off")
        window = house.window()
        assert window.plan["start"] == {"segment": 2, "seconds": 8}
        assert house.notice("broken-off") is None
        window.crashes()


def test_whoever_continues_otherwise_is_not_asked_any_more(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    on_the_left(house).crashes()
    house.session_ends()
    assert house.wishes("session", do="continue")["ok"]
    assert house.notice("broken-off") is None


def test_the_offer_goes_from_the_menu_by_itself(house: House) -> None:
    on_the_left(house).ends("stopped", [])
    house.session_ends()
    before = house.desktop.panel.refreshed
    house.works(31)
    assert LABEL not in house.desktop.panel.menu()
    assert house.desktop.panel.refreshed > before


def test_a_session_that_began_on_the_left_goes_on_in_its_own_order(house: House) -> None:
    house.opens(kept=on_disk(first="left", side="left"))
    house.wishes("session", do="continue")
    sides = [one["side"] for one in house.window().plan["segments"] if one["kind"] == "hold"]
    assert sides == ["left", "right"]


def on_disk(**changes: Any) -> dict[str, Any]:
    """Return a day as a daemon has left it that died in a session."""
    left_off = {
        "pose": "pigeon",
        "side": "left",
        "step": 2,
        "rest": 22.0,
        "first": "right",
        "until": "2026-11-23T09:20:00+01:00",
        "seen": False,
    }
    return {
        "v": 1,
        "at": "2026-11-23T08:50:00+01:00",
        "sat_s": 0,
        "began": None,
        "standing": False,
        "base_s": 0,
        "snoozes": 0,
        "owed": False,
        "snoozed_until": None,
        "due": False,
        "pause": None,
        "lately": [],
        "left_off": {**left_off, **changes},
    }


# --- on disk ------------------------------------------------------------------------------------


def test_where_the_session_is_is_on_disk_with_each_word_of_the_window(house: House) -> None:
    on_the_left(house)
    assert kept()["rest"] == 22


def test_it_is_kept_again_every_other_second_and_not_in_a_pause(house: House) -> None:
    window = on_the_left(house)
    house.loop.passes(2 * BEAT)
    assert kept()["rest"] == 22 - 2 * BEAT
    goes_on(house, window, into=12, paused=True)
    keeping.path().unlink()
    house.loop.passes(2 * BEAT)
    assert not keeping.path().exists()
    window.is_in(LEFT_HOLD + 1)
    house.loop.until("way out", lambda: kind(house) == "out")
    keeping.path().unlink()
    house.loop.passes(2 * BEAT)
    assert not keeping.path().exists(), "only a hold has a rest that changes"


def test_a_daemon_that_ends_with_its_window_leaves_it_for_the_next(house: House) -> None:
    on_the_left(house)
    house.loop.passes(3)
    house.daemon.close()
    assert kept()["rest"] == pytest.approx(19)
    assert json.loads(keeping.path().read_text())["session"] is None, "it is in the history"


def test_the_next_daemon_offers_it_and_has_it_in_the_history(house: House) -> None:
    facts = {"pose": "pigeon", "outcome": "stopped", "held_s": {"right": 30.0}}
    session = {"began": "2026-11-23T08:49:00+01:00", "facts": facts}
    house.opens(kept={**on_disk(), "session": session})
    assert LABEL in house.desktop.panel.menu()
    (record,) = house.records("session")
    assert record["held_s"] == {"right": 30.0}


# --- a lead-in that waits -------------------------------------------------------------------------


def test_a_lead_in_that_waits_is_told_to_go_on_by_next(house: House) -> None:
    house.opens(session=SessionRules(lead_in_waits=True))
    house.wishes("stretch", pose="pigeon")
    window = house.window()
    window.is_in(0)
    house.loop.until("wait", lambda: kind(house) == "ready")
    assert house.daemon.status().sentence == "Pigeon, right side, 1 min left (waits for you)"
    house.wishes("session", do="next")
    assert window.is_told() == {"do": "next"}
