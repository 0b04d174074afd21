"""A machine that has nothing, and one on which everything hangs: the doctor answers all the same."""

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.desktop.screen import Display
from tests.desktop.stage import PATIENCE
from unsit import doctor, lock, places
from unsit.cli import call
from unsit.doctor import Check, Finding, window
from unsit.doctor.examining import HUNG, REPORT
from unsit.doctor.subjects import LINUX, Subject
from unsit.doctor.verdict import REACHES, REACHES_BUT, SILENT

assert sys.platform == "linux"

NAMES = [
    subject.name for subject in LINUX if subject.name != "fonts"
]  # English needs no certain one
BROKEN_WITHOUT_A_DESKTOP = {"daemon", "presence", "notifications", "window"}


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def must_be_whole(checks: list[Check]) -> None:
    """See that each check says something, and what to do where something is wrong."""
    assert [check.name for check in checks] == NAMES
    for check in checks:
        assert check.detail, check
        assert not check.detail.endswith("."), check
        if check.remedy or not check.ok:
            assert check.remedy[:1].isupper() or check.remedy.startswith("`"), check
            assert check.remedy.endswith("."), check


# --- a bare machine -------------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Leave nothing in the PATH, either."""
    monkeypatch.setenv("PATH", str(home))


def test_on_a_bare_machine_every_subject_answers_and_says_what_to_do(bare: None) -> None:
    checks = doctor.examine()
    must_be_whole(checks)
    assert {check.name for check in checks if not check.ok} == BROKEN_WITHOUT_A_DESKTOP
    assert not doctor.ok_overall(checks)
    assert doctor.sentence(checks) == SILENT


def test_looking_leaves_no_trace(bare: None, home: Path) -> None:
    doctor.examine()
    left = {path.relative_to(home) for path in home.rglob("*")}
    assert left == {Path("run"), Path("run/unsit")}


def test_people_are_told_each_thing_its_reasons_and_its_remedy(
    bare: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert call(["doctor"]) == 1
    said, complaints = capsys.readouterr()
    assert complaints == ""
    assert "✗ daemon         no daemon runs\n" in said
    assert f"{' ' * 17}→ Start it with `unsit`.\n" in said
    assert f"{' ' * 17}X11's idle counter: there is no display (DISPLAY is not set)\n" in said
    assert said.endswith(f"\n\n{SILENT}\n")
    lines = said.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_programs_are_told_the_same_as_json(bare: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"ok", "checks"}
    assert told["ok"] is False
    assert [list(check) for check in told["checks"]] == [[*Check._fields]] * len(NAMES)
    must_be_whole([Check(**check) for check in told["checks"]])


# --- a machine on which everything hangs ------------------------------------------------------------


@pytest.fixture
def hung(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let everything that can be spoken to take the call and never say a word."""
    run = Path(os.environ["XDG_RUNTIME_DIR"])
    with ExitStack() as stack:

        def deaf(place: Path) -> str:
            place.parent.mkdir(exist_ok=True, mode=0o700)
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(str(place))
            listener.listen(20)
            return str(place)

        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={deaf(run / 'bus')}")
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={deaf(run / 'system')}")
        display = stack.enter_context(Display(home))
        os.kill(display.pid, signal.SIGSTOP)
        stack.callback(os.kill, display.pid, signal.SIGCONT)
        monkeypatch.setenv("DISPLAY", display.environment["DISPLAY"])
        deaf(run / "pulse" / "native")
        deaf(places.socket_path())
        daemon = lock.Lock("daemon")
        monkeypatch.setattr(window, "PATIENCE", 1.0)
        yield
        daemon.close()


def test_what_hangs_holds_nothing_up(hung: None) -> None:
    checks = doctor.examine()
    must_be_whole(checks)
    found = by_name(checks)
    assert {check.name for check in checks if not check.ok} == BROKEN_WITHOUT_A_DESKTOP
    assert "does not answer" in found["daemon"].detail
    assert "X11's idle counter: the X server does not answer" in found["presence"].detail
    assert "cannot be reached: timed out" in found["notifications"].detail
    assert found["window"].detail == "Qt is not ready in 1 seconds"


def test_all_subjects_are_looked_at_at_once(home: Path) -> None:
    """Each waits for all the others, so that one after another nobody would get on."""
    everybody = threading.Barrier(3)

    def looks() -> Finding:
        everybody.wait()
        return Finding(True, "met")

    checks = doctor.examine(Subject(name, looks, limit=PATIENCE) for name in "abc")
    assert [check.detail for check in checks] == ["met"] * 3


def test_a_subject_that_hangs_or_fails_takes_no_other_down(home: Path) -> None:
    never = threading.Event()

    def hangs() -> Finding:
        never.wait()
        return Finding(True, "")

    def fails() -> Finding:
        raise ValueError("nonsense")

    checks = doctor.examine(
        (
            Subject("hangs", hangs, limit=0.2),
            Subject("fails", fails),
            Subject("matters little", fails, needed=False),
            Subject("works", lambda: Finding(True, "fine")),
        )
    )
    never.set()
    assert checks == [
        Check("hangs", False, "no answer in 0.2 seconds", HUNG),
        Check("fails", False, "it could not be looked at (ValueError: nonsense)", REPORT),
        Check("matters little", True, "it could not be looked at (ValueError: nonsense)", REPORT),
        Check("works", True, "fine"),
    ]


# --- the verdict --------------------------------------------------------------------------------------


def verdict(**broken: bool) -> list[Check]:
    """Return what is told where these subjects are good (True) or not."""
    found = {ok: Finding(ok, "so", "Do.") for ok in (True, False)}
    return doctor.examine(
        Subject(name, partial(found.__getitem__, ok)) for name, ok in broken.items()
    )


@pytest.mark.parametrize(
    ("one", "other"), [("notifications", "window"), ("window", "notifications")]
)
def test_one_way_to_speak_is_enough(one: str, other: str) -> None:
    checks = verdict(daemon=True, presence=True, **{one: True, other: False})
    assert doctor.ok_overall(checks)
    assert doctor.sentence(checks) == REACHES
    lacking = by_name(checks)[other]
    assert lacking.remedy == "Do."
    assert lacking.detail.startswith("so: a reminder ")


def test_without_a_way_to_speak_no_reminder_reaches_anybody() -> None:
    checks = verdict(daemon=True, presence=True, notifications=False, window=False)
    assert not doctor.ok_overall(checks)
    assert doctor.sentence(checks) == SILENT


@pytest.mark.parametrize("needed", ["daemon", "presence"])
def test_without_a_daemon_that_sees_somebody_no_reminder_comes(needed: str) -> None:
    checks = verdict(**{"daemon": True, "presence": True, "window": True, needed: False})
    assert not doctor.ok_overall(checks)
    assert doctor.sentence(checks) == SILENT


def test_what_needs_repair_is_told_though_a_reminder_comes() -> None:
    checks = verdict(daemon=True, presence=True, window=True, history=False)
    assert not doctor.ok_overall(checks)
    assert doctor.sentence(checks) == REACHES_BUT


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        (True, "A reminder would reach you, but not now: paused; off hours."),
        (
            False,
            "A reminder would reach you, but not now: paused; off hours; something needs repair, too.",
        ),
    ],
)
def test_what_holds_reminders_for_now_is_said_once(whole: bool, words: str) -> None:
    checks = [
        Check("daemon", True, "so", later="paused; off hours"),
        Check("notifications", True, "so", later="off hours"),
        Check("history", whole, "so"),
    ]
    assert doctor.sentence(checks) == words
    assert doctor.ok_overall(checks) is whole
