"""A child on Windows: its last word is waited for, and nothing it does holds us up."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.stage import until
from unsit.daemon import child as child_module
from unsit.daemon.child import Child
from unsit.loop import Loop

BEGIN = "import json, sys\ndef say(**d): print(json.dumps(d), flush=True)\nsay(event='here')\n"
POLITE = BEGIN + "sys.stdin.read()\nsay(event='ended', held=20)\n"
DEAF = BEGIN + "import threading\nthreading.Event().wait()\n"
WORDY = BEGIN + "for n in range(5000): say(event='at', n=n)\nsys.stdin.read()\n"


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


def begun(loop: Loop, script: str, heard: list[dict[str, Any]]) -> Child:
    argv = [sys.executable, "-c", script]
    stopped = {"event": "ended", "held": 0}
    around = dict(os.environ)
    child = Child(loop, argv, None, heard.append, around, name="The echo", stopped=stopped)
    until("its first word", lambda: heard, loop)
    return child


def test_it_is_asked_by_the_end_of_its_stdin_and_has_its_last_word(loop: Loop) -> None:
    heard: list[dict[str, Any]] = []
    begun(loop, POLITE, heard).close()
    assert heard[-1] == {"event": "ended", "held": 20}


def test_one_that_is_dismissed_has_its_last_word_later(loop: Loop) -> None:
    heard: list[dict[str, Any]] = []
    begun(loop, POLITE, heard).dismiss()
    until("its last word", lambda: heard[-1]["event"] == "ended", loop)
    assert heard[-1] == {"event": "ended", "held": 20}


def test_one_that_does_not_heed_is_killed(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "FAREWELL", 0.1)
    heard: list[dict[str, Any]] = []
    begun(loop, DEAF, heard).close()
    assert heard[-1] == {"event": "ended", "held": 0}
    other: list[dict[str, Any]] = []
    begun(loop, DEAF, other).dismiss()
    until("its end", lambda: other[-1]["event"] == "ended", loop)


def test_one_that_reads_nothing_holds_nobody_up(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_module, "FAREWELL", 0.1)
    heard: list[dict[str, Any]] = []
    child = begun(loop, DEAF, heard)
    child.write({"plan": "x" * 1_000_000})
    child.close()
    assert heard[-1]["event"] == "ended"


def test_every_line_is_heard_in_its_order(loop: Loop) -> None:
    heard: list[dict[str, Any]] = []
    child = begun(loop, WORDY, heard)
    until("all of them", lambda: len(heard) == 5001, loop)
    assert [each["n"] for each in heard[1:]] == list(range(5000))
    child.close()
