"""The window as a process, where the system is one of Unix: signals, programs that play, a display."""

import signal
from pathlib import Path

from tests.window.shop import Shop
from tests.window.stand import LUNGE
from tests.window.test_process import LONG, SHORT, Opener, window
from unsit.core.value import replace

__all__ = ["window"]


def test_a_chime_whose_player_fails_is_played_by_the_next(window: Opener, shop: Shop) -> None:
    shop.sells("paplay", code=1)
    shop.sells("aplay")
    goodbye = replace(LUNGE.segments[-1], seconds=1.5)
    code, _, said = window(replace(SHORT, sound=True, segments=(SHORT.segments[0], goodbye))).rest()
    assert (code, said) == (0, "")
    assert [line.split()[0] for line in shop.played] == ["paplay", "aplay"]


def test_a_signal_to_end_ends_the_session_as_what_it_was(window: Opener) -> None:
    running = window(LONG)
    running.next()
    running.next()
    running.process.send_signal(signal.SIGTERM)
    code, events, said = running.rest()
    assert (code, said) == (0, "")
    assert events == [{"event": "ended", "outcome": "stopped", "held": [], "answer": None}]


def test_without_a_display_the_window_fails_in_one_sentence(window: Opener) -> None:
    code, (event,), said = window(SHORT, QT_QPA_PLATFORM="").rest()
    assert (code, said) == (69, "")
    assert event == {
        "event": "failed",
        "reason": "The session window needs a display, but neither DISPLAY nor WAYLAND_DISPLAY is set. "
        "`unsit stretch --terminal` plays it in a terminal.",
    }


def test_no_other_thread_is_woken_to_paint(window: Opener) -> None:
    keys = {name: {"base": "standing"} for name in ("kneel", "slide", "sink")}
    running = window(replace(LONG, figure={"keys": keys}))
    assert running.next() == {"event": "shown"}
    tasks = Path(f"/proc/{running.process.pid}/task").glob("*/comm")
    names = [task.read_text().strip() for task in tasks]
    assert not [name for name in names if "pool" in name.lower()], names
