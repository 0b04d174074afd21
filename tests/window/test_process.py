"""The window as the process that it is: a plan on stdin, events on stdout, an exit code."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.stage import PATIENCE
from tests.window.spoken import Spoken
from tests.window.stand import LUNGE
from unsit.core.session import Plan
from unsit.core.value import replace

SHORT = replace(
    LUNGE,
    segments=tuple(replace(one, seconds=0.05) for one in LUNGE.segments),
    sound=False,
)
LONG = replace(LUNGE, sound=False)


class Window(Spoken):
    """A window that was started with a line on stdin."""

    def __init__(self, line: bytes, environment: dict[str, str], *words: str) -> None:
        super().__init__(
            [sys.executable, "-m", "unsit.window", *words],
            {"QT_QPA_PLATFORM": "offscreen", **environment},
        )
        self.write(line)

    def rest(self) -> tuple[int, list[dict[str, Any]], str]:
        """Close its stdin and wait for its end: exit code, the other events, stderr."""
        out, err = self.process.communicate(timeout=PATIENCE)
        lines = [json.loads(line) for line in out.splitlines()]
        return self.process.returncode, lines, err.decode().replace(NOISE, "")


NOISE = "This plugin does not support propagateSizeHints()\n"
"""Qt's, of its platform without a screen."""

Opener = Callable[..., Window]


@pytest.fixture
def window() -> Iterator[Opener]:
    opened: list[Window] = []

    def start(plan: Plan | bytes, *words: str, **environment: str) -> Window:
        line = plan if isinstance(plan, bytes) else json.dumps(plan.to_json()).encode() + b"\n"
        opened.append(Window(line, environment, *words))
        return opened[-1]

    yield start
    for one in opened:
        with one.process:
            one.process.kill()


def test_a_plan_is_played_to_its_end_though_stdin_is_closed(window: Opener) -> None:
    code, events, said = window(SHORT).rest()
    assert (code, said) == (0, "")
    assert {"event": "shown"} in events
    assert events[-1]["event"] == "ended"
    assert events[-1]["outcome"] == "done"
    assert [held["side"] for held in events[-1]["held"]] == ["right", "left"]


def test_a_session_with_a_figure_has_nothing_to_complain_of(window: Opener) -> None:
    keys = {name: {"base": "standing"} for name in ("kneel", "slide", "sink")}
    code, events, said = window(replace(SHORT, figure={"keys": keys}, theme="dark")).rest()
    assert (code, events[-1]["outcome"], said) == (0, "done", "")


def test_the_daemons_wishes_are_done(window: Opener) -> None:
    running = window(LONG)
    assert running.next() == {"event": "shown"}
    assert running.next()["kind"] == "ready"
    running.write(b'{"do": "next"}\n')
    assert running.next()["kind"] == "move"
    running.write(b'{"do": "pause"}\n')
    assert running.next()["paused"] is True
    running.write(b'nonsense\n{"do": "stop"}\n')
    assert running.next()["outcome"] == "stopped"
    assert running.rest() == (0, [], "")


def test_a_daemon_that_is_gone_leaves_the_window_playing(window: Opener) -> None:
    running = window(SHORT)
    assert running.process.stdout is not None
    running.process.stdout.close()
    assert running.process.stdin is not None
    running.process.stdin.close()
    assert running.process.wait(PATIENCE) == 0
    assert running.process.stderr is not None
    assert running.process.stderr.read().decode().replace(NOISE, "") == ""


def test_a_led_window_ends_with_its_daemon_and_keeps_no_other_out(window: Opener) -> None:
    running = window(LONG, UNSIT_LED="1")
    assert running.next() == {"event": "shown"}
    code, events, said = running.rest()
    assert (code, said) == (0, "")
    assert events[-1] == {"event": "ended", "outcome": "stopped", "held": [], "answer": None}
    orphan = window(LONG, UNSIT_LED="1")
    orphan.next()
    for pipe in (orphan.process.stdout, orphan.process.stdin):
        assert pipe is not None
        pipe.close()
    assert orphan.process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "not a JSON object"),
        (b"{\n", "Expecting property name"),
        (b'{"v": 7}\n', "version 7; this window reads version 1"),
        (b'{"v": 1, "pose": {}}\n', "not complete"),
    ],
    ids=["nothing", "broken", "newer", "half"],
)
def test_a_plan_that_cannot_be_read_is_refused(window: Opener, line: bytes, why: str) -> None:
    code, (event,), said = window(line).rest()
    assert (code, event["event"], said) == (1, "failed", "")
    assert event["reason"].startswith("There is no session to play: ")
    assert why in event["reason"]


@pytest.mark.parametrize(
    ("error", "repair"),
    [
        ('ImportError("libGL.so.1: cannot open shared object file")', "apt install libgl1"),
        ('ModuleNotFoundError("PySide6")', "pip install PySide6-Essentials"),
    ],
)
def test_without_qt_the_window_says_what_to_install(
    window: Opener, tmp_path: Path, error: str, repair: str
) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("")
    (tmp_path / "PySide6" / "QtWidgets.py").write_text(f"raise {error}\n")
    code, (event,), said = window(
        SHORT, PYTHONPATH=os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    ).rest()
    assert (code, event["event"], said) == (69, "failed", "")
    assert repair in event["reason"]


def test_a_second_window_leaves_the_first_alone_and_says_why(window: Opener) -> None:
    first = window(LONG)
    assert first.next()["event"] == "shown"
    code, events, _ = window(LONG).rest()
    assert code == 69
    assert events == [{"event": "failed", "reason": "A stretch is being played already."}]
    first.write(b'{"do": "stop"}\n')
    assert first.rest()[1][-1]["event"] == "ended"
    assert window(SHORT).rest()[0] == 0, "once it is closed there may be another"


# --- started ahead ----------------------------------------------------------------------------------


def line(plan: Plan, **around: str) -> bytes:
    """Return the plan with what stands around it, as the daemon writes it."""
    return json.dumps({**plan.to_json(), "around": around}).encode() + b"\n"


def test_one_that_waits_plays_the_plan_that_comes(window: Opener) -> None:
    waiting = window(b"", "ahead")
    waiting.write(line(SHORT, XDG_ACTIVATION_TOKEN=""))
    code, events, said = waiting.rest()
    assert (code, said) == (0, "")
    assert {"event": "shown"} in events
    assert events[-1]["outcome"] == "done"


def test_one_that_waits_hears_the_daemons_wishes_once_it_plays(window: Opener) -> None:
    waiting = window(b"", "ahead", UNSIT_LED="1")
    waiting.write(line(LONG))
    assert waiting.next() == {"event": "shown"}
    assert waiting.next()["kind"] == "ready"
    waiting.write(b'{"do": "next"}\n')
    assert waiting.next()["kind"] == "move"
    waiting.write(b'{"do": "stop"}\n')
    code, events, said = waiting.rest()
    assert (code, said) == (0, "")
    assert events[-1]["outcome"] == "stopped"


def test_one_that_waits_keeps_no_other_out(window: Opener) -> None:
    waiting = window(b"", "ahead")
    other = window(LONG)
    assert other.next()["event"] == "shown"
    waiting.write(line(LONG))
    code, events, _ = waiting.rest()
    assert (code, events) == (
        69,
        [{"event": "failed", "reason": "A stretch is being played already."}],
    )


@pytest.mark.parametrize("led", ["0", "1"])
def test_one_that_is_not_wanted_ends_without_a_word(window: Opener, led: str) -> None:
    assert window(b"", "ahead", UNSIT_LED=led).rest() == (0, [], "")


def test_one_that_waits_refuses_what_is_no_plan(window: Opener) -> None:
    code, (event,), said = window(b"{\n", "ahead").rest()
    assert (code, event["event"], said) == (1, "failed", "")
