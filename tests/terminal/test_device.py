"""A stretch in a terminal with no daemon: keys, signals, and what is left of it, on a real pty."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.stage import PATIENCE
from tests.terminal.device import Device, furnish
from unsit import journal
from unsit.terminal.screen import ENTER

CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""A control character; a terminal's own line ends are none."""


def records() -> list[dict[str, object]]:
    return [json.loads(line) for line in journal.read().lines]


def stretch(**environ: str) -> Device:
    return Device("stretch", "short", "--terminal", **environ)


@pytest.mark.parametrize("key", [b"q", b"\x1b", b"\x03"], ids=["q", "Escape", "Ctrl+C"])
def test_a_key_ends_it_and_the_terminal_is_as_it_was(key: bytes) -> None:
    furnish()
    with stretch() as device:
        device.shows("Get ready")
        assert ENTER in device.text
        assert not device.is_as_found
        device.types(key)
        assert device.ends() == 0
        assert device.is_as_found
        assert device.text.endswith("Short Stretch: nothing was held.\r\n")
    assert [row["outcome"] for row in records()] == ["stopped"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str)
def test_a_signal_ends_it_and_the_terminal_is_as_it_was(number: signal.Signals, code: int) -> None:
    furnish()
    with stretch() as device:
        device.shows("Get ready")
        device.process.send_signal(number)
        assert device.ends() == code
        assert device.is_as_found
    assert [row["outcome"] for row in records()] == ["stopped"]


def test_a_terminal_that_goes_away_ends_it_and_it_is_written_down() -> None:
    furnish()
    with stretch() as device:
        device.shows("Get ready")
        device.hang_up()
        assert device.process.wait(PATIENCE) in (0, 129)
    assert [row["outcome"] for row in records()] == ["stopped"]


def test_an_error_leaves_the_terminal_as_it_was() -> None:
    furnish()
    broken = (
        "import sys, unsit.terminal.screen as room\n"
        "def page(*_): raise RuntimeError('broken')\n"
        "room.page = page\n"
        "import unsit.loop as loops\n"
        "loops.Loop._call = lambda self, act, *args: act(*args)\n"
        "from unsit.cli import call\n"
        "sys.exit(call(['stretch', 'short', '--terminal']))\n"
    )
    with Device("status") as idle:
        idle.ends()
        process = subprocess.run(
            ["setsid", "--ctty", sys.executable, "-c", broken],
            stdin=idle.slave,
            stdout=idle.slave,
            stderr=idle.slave,
            env={**os.environ, "TERM": "xterm"},
            check=False,
        )
        idle.ends()
        assert process.returncode == 1
        assert ENTER in idle.text
        assert idle.is_as_found
        assert "unsit: RuntimeError: broken" in idle.text.split("\x1b[?1049l")[-1]


def test_the_keys_lead_through_it() -> None:
    furnish()
    with stretch() as device:
        device.shows("Get ready")
        device.types(b" ")
        device.shows("Paused")
        device.types(b"\x1b[C")
        device.shows("Move")
        device.types(b"\x1b[D")
        device.shows("Stand up.", times=2)
        device.types(b"o")
        device.shows("Stopped")
        device.types(b"q")
        assert device.ends() == 0
    assert [row["outcome"] for row in records()] == ["ouch"]


def test_another_size_is_heeded_at_once() -> None:
    furnish()
    with stretch() as device:
        device.shows("Get ready")
        device.types(b" ")
        device.shows("Paused")
        assert "╭" in device.text
        device.text = ""
        device.resize((40, 12))
        device.shows("Paused")
        assert "╭" not in device.text
        assert max(int(row) for row in re.findall(r"\x1b\[(\d+);1H", device.text)) <= 12
        device.types(b"q")
        device.ends()


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_who_wants_plain_text_gets_lines_and_has_the_keys_all_the_same(
    environ: dict[str, str],
) -> None:
    furnish()
    with stretch(**environ) as device:
        device.shows("Get ready · Right side · 1 min · Stand up.")
        device.types(b" ")
        device.shows("Paused.")
        device.types(b"q")
        assert device.ends() == 0
        assert not CONTROL.search(device.text), device.text
        assert device.is_as_found


def test_into_a_pipe_each_step_is_a_line_when_its_time_comes_and_it_is_written_down() -> None:
    furnish(lead_in="0.5 s")
    done = subprocess.run(
        [sys.executable, "-m", "unsit", "stretch", "short", "--terminal"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "LANG": "C.UTF-8"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    steps = [line.split(" · ")[0] for line in done.stdout.splitlines()]
    assert steps[3:-1] == [
        *("Get ready", "Move", "Hold", "Come out", "Change sides"),
        *("Move", "Hold", "Come out", "Finished"),
    ]
    assert not CONTROL.search(done.stdout)
    (row,) = records()
    assert (row["outcome"], row["held_s"]) == ("done", {"right": 1.5, "left": 1.5})


def test_a_pipe_that_nobody_reads_any_more_ends_it_at_once_and_a_series_with_it() -> None:
    furnish()
    playing = subprocess.Popen(
        [sys.executable, "-m", "unsit", "stretch", "--minutes", "20", "--terminal"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert playing.stdout is not None
    assert playing.stderr is not None
    with playing:
        while b"Get ready" not in playing.stdout.readline():
            pass
        playing.stdout.close()  # a minute passes until the next line
        assert playing.wait(PATIENCE) == 128 + signal.SIGPIPE
        assert playing.stderr.read() == b""
    assert [row["outcome"] for row in records()] == ["stopped"]


def test_a_second_one_is_refused_with_one_sentence() -> None:
    furnish()
    with stretch() as first:
        first.shows("Get ready")
        with stretch() as second:
            assert second.ends() == 1
            assert second.text == "unsit: A stretch is being played already.\r\n"
        first.types(b"q")
        assert first.ends() == 0


def test_where_no_window_opens_the_other_way_is_named() -> None:
    furnish()
    with Device("stretch", "short") as device:
        assert device.ends() == 1
        assert device.text.endswith(
            "neither DISPLAY nor WAYLAND_DISPLAY is set. "
            "`unsit stretch --terminal` plays it in a terminal.\r\n"
        )


def test_where_there_is_no_sound_the_bell_rings_at_the_switch_and_at_the_end() -> None:
    furnish(lead_in="0.5 s")
    settings = Path(os.environ["XDG_CONFIG_HOME"], "unsit", "settings.toml")
    settings.write_text(settings.read_text().replace("sound = false", "sound = true"))
    with stretch(SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22") as device:
        assert device.ends() == 0
        assert device.text.count("\a") == 2
