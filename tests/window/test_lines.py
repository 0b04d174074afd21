"""The lines between daemon and window."""

import json
import os
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from tests.window.waiting import until
from unsit.window import lines
from unsit.window.bringing import Bringer
from unsit.window.lines import Inbox, tell, wish


@pytest.fixture
def pipe() -> Iterator[tuple[int, BinaryIO]]:
    """Give a test the reading end of a pipe, and the writing end as a file."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as file:
        yield reading, file
    os.close(reading)


def test_lines_come_one_by_one_however_they_were_written(pipe: tuple[int, BinaryIO]) -> None:
    reading, writing = pipe
    inbox = Inbox(reading)
    writing.write(b"one\ntwo\nthr")
    assert (inbox.next(), inbox.next()) == (b"one", b"two")
    writing.write(b"ee\n")
    assert inbox.next() == b"three"


def test_a_last_line_needs_no_end_and_then_there_are_no_more(pipe: tuple[int, BinaryIO]) -> None:
    reading, writing = pipe
    inbox = Inbox(reading)
    writing.write(b"last")
    writing.close()
    assert (inbox.next(), inbox.next(), inbox.next()) == (b"last", None, None)


def test_a_descriptor_that_cannot_be_read_has_no_lines(pipe: tuple[int, BinaryIO]) -> None:
    _, writing = pipe
    assert Inbox(writing.fileno()).next() is None


class Ears:
    """Hears what is brought into Qt, where wishes are listened for."""

    def __init__(self, inbox: Inbox) -> None:
        self.heard: list[str] = []
        self.bringer = Bringer(wish)
        self.bringer.came.connect(self.heard.append)
        self.bringer.over.connect(lambda: self.heard.append("over"))
        self.bringer.listen(inbox)

    def hear(self, *words: str) -> None:
        until("wishes", lambda: len(self.heard) >= len(words))
        assert self.heard == [*words]
        self.heard.clear()


@pytest.mark.usefixtures("qt_app")
def test_wishes_are_handed_on_and_nothing_else_is(pipe: tuple[int, BinaryIO]) -> None:
    reading, writing = pipe
    ears = Ears(Inbox(reading))
    writing.write(
        b'{"do": "pause"}\nnot json\n[1]\n{"do": 7}\n{"say": "hm"}\n\xff\n{"do": "next"}\n'
    )
    ears.hear("pause", "next")
    writing.write(b'{"do": "stop"}\n')
    writing.close()
    ears.hear("stop", "over")


@pytest.mark.usefixtures("qt_app")
def test_a_wish_that_came_with_the_plan_is_not_lost(pipe: tuple[int, BinaryIO]) -> None:
    reading, writing = pipe
    writing.write(b'{"v": 1}\n{"do": "next"}\n')
    inbox = Inbox(reading)
    assert inbox.next() == b'{"v": 1}'
    ears = Ears(inbox)
    ears.hear("next")
    writing.close()
    ears.hear("over")


def test_an_event_is_one_line_of_json(
    pipe: tuple[int, BinaryIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = pipe
    monkeypatch.setattr(lines, "STDOUT", writing.fileno())
    tell({"event": "ended", "text": "two\nlines"})
    said = os.read(reading, 1000)
    assert said.count(b"\n") == 1
    assert json.loads(said) == {"event": "ended", "text": "two\nlines"}


def test_an_event_that_nobody_reads_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(lines, "STDOUT", writing)
    tell({"event": "shown"})
    os.close(writing)
    tell({"event": "shown"})
