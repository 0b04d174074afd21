"""A terminal that plays the daemon's sessions: it is led, listened to, and may be lost at any moment."""

import json
import socket
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.daemon.house import HELD, ON_CLICK, House
from unsit import places
from unsit.control import VERSION, Control
from unsit.daemon import guest
from unsit.daemon.wishes import wish

AT = {"event": "at", "side": "left", "step": 2, "kind": "hold", "left_s": 9, "paused": False}


class Terminal:
    """A terminal's end of the control line."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.end.connect(str(places.socket_path()))
        self.end.setblocking(False)
        self._said = b""
        self.open = True

    def says(self, **document: Any) -> None:
        self.end.sendall(json.dumps(document).encode() + b"\n")

    def asks(self, **facts: Any) -> dict[str, Any]:
        """Ask to play; return the reply."""
        self.says(v=VERSION, verb="play", **facts)
        return self.is_told()

    def is_told(self) -> dict[str, Any]:
        """Return the next line of the daemon."""
        self._house.loop.until("line", self._has_line)
        line, _, self._said = self._said.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told

    def is_left(self) -> bool:
        """Wait until the daemon has hung up, with nothing more to say."""
        self._house.loop.until("end of the line", lambda: not self._has_line() and not self.open)
        return self._said == b""

    def plays(self, **facts: Any) -> dict[str, Any]:
        """Ask to play, and be where a session is; return its plan."""
        assert self.asks(**facts)["ok"]
        plan: dict[str, Any] = self.is_told()["plan"]
        self.says(event="shown")
        self.is_at("right", 60)
        return plan

    def is_at(self, side: str, left: float) -> None:
        self.says(**{**AT, "side": side, "left_s": left})
        self._house.loop.until(f"{side} side", lambda: session(self._house).side == side)

    def ends(self, outcome: str = "done", held: Any = HELD, **facts: Any) -> None:
        self.says(event="ended", outcome=outcome, held=held, answer=None, **facts)

    def _has_line(self) -> bool:
        try:
            more = self.end.recv(1 << 16)
            self.open = bool(more)
            self._said += more
        except BlockingIOError:
            pass
        return b"\n" in self._said


def session(house: House) -> Any:
    found = house.daemon.status().session
    assert found is not None
    return found


Opener = Callable[[], Terminal]


@pytest.fixture
def terminals(house: House) -> Iterator[Opener]:
    """Give a test terminals of a house whose daemon answers on its line."""
    house.opens(ON_CLICK)
    hosts = {"play": partial(guest.host, house.daemon)}
    line = Control(house.loop, lambda request: wish(house.daemon, request), hosts=hosts)
    opened: list[Terminal] = []

    def terminal() -> Terminal:
        opened.append(Terminal(house))
        return opened[-1]

    yield terminal
    for one in opened:
        one.end.close()
    line.close()


@pytest.mark.parametrize("do", ["floor", "turn"])
def test_a_terminal_has_no_floor_mode_and_that_is_said(
    house: House, terminals: Opener, do: str
) -> None:
    terminal = terminals()
    terminal.plays(pose="garland")
    reply = house.wishes("session", do=do)
    assert reply == {"ok": False, "error": "Floor mode is of the window: a terminal has none."}
    terminal.ends()
    house.session_ends()


def test_a_session_in_a_terminal_counts_as_one_in_a_window_does(
    house: House, terminals: Opener
) -> None:
    house.works(20)
    terminal = terminals()
    plan = terminal.plays(pose="garland")
    assert (plan["pose"]["id"], plan["figure"], plan["reason"]) == ("garland", None, "asked")
    assert house.daemon.status().sentence == "Garland, right side, 1 min left"
    terminal.ends()
    house.session_ends()
    assert terminal.is_left()
    assert house.daemon.status().sat == 0
    (row,) = house.records("session")
    assert (row["pose"], row["outcome"]) == ("garland", "done")
    assert row["held_s"] == {"right": 30.0, "left": 30.0}
    assert [row["ended_by"] for row in house.records("sitting")] == ["session"]
    assert house.windows == []


@pytest.mark.usefixtures("caplog")
def test_a_terminal_is_told_each_time_that_what_was_done_is_not_written_down(
    house: House, terminals: Opener
) -> None:
    places.data_dir().parent.mkdir(parents=True, exist_ok=True)
    places.data_dir().write_text("a file where a folder should be")
    for _ in range(2):
        terminal = terminals()
        terminal.plays(pose="garland")
        terminal.ends()
        house.session_ends()
        assert terminal.is_told()["trouble"].startswith("The history cannot be written: ")
        assert terminal.is_left()


def test_whoever_leads_the_session_reaches_the_terminal(house: House, terminals: Opener) -> None:
    terminal = terminals()
    terminal.plays()
    for do in ("pause", "next", "back", "again"):
        assert house.wishes("session", do=do)["ok"]
        assert terminal.is_told() == {"do": do}
    assert house.wishes("session", do="ouch")["ok"]
    assert terminal.is_told() == {"do": "ouch"}
    terminal.says(event="ouch")
    terminal.ends("ouch", HELD[:1])
    house.session_ends()
    assert house.records("session")[0]["outcome"] == "ouch"


def test_a_second_session_is_refused_with_one_sentence_and_the_first_goes_on(
    house: House, terminals: Opener
) -> None:
    first, second = terminals(), terminals()
    first.plays()
    refused = second.asks()
    assert (refused["ok"], refused["error"]) == (False, "A stretch is being played already.")
    assert second.is_left()
    assert house.wishes("stretch")["error"] == "A stretch is being played already."
    house.wishes("session", do="pause")
    assert first.is_told() == {"do": "pause"}
    first.ends()
    house.session_ends()


def test_a_pose_that_is_not_there_is_refused(house: House, terminals: Opener) -> None:
    refused = terminals().asks(pose="handstand")
    assert refused["error"] == "There is no pose called 'handstand'."
    assert house.wishes("stretch", pose="garland")["ok"]
    house.window()


def test_a_terminal_that_is_lost_counts_as_a_window_that_crashed(
    house: House, terminals: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = terminals()
    terminal.plays(pose="garland")
    terminal.says(
        **{**AT, "side": "right", "segment": 2, "into_s": 12.0, "waits": False, "held": HELD[:1]}
    )
    house.loop.until("place", lambda: session(house).left < 10)
    terminal.end.close()
    house.session_ends()
    assert house.notice("broken-off").body.startswith(
        "The terminal that played the stretch has gone.\n"
    )
    (row,) = house.records("session")
    assert (row["outcome"], row["held_s"]["right"]) == ("stopped", 30.0)
    assert house.daemon.status().sat == 0, "a whole hold had been told"


def test_one_that_is_lost_before_it_has_shown_anything_leaves_no_record(
    house: House, terminals: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = terminals()
    assert terminal.asks()["ok"]
    terminal.end.close()
    house.session_ends()
    assert house.records("session") == []
    house.wishes("stretch", pose="wall")
    assert house.window().plan["pose"]["id"] == "wall", "the next one has a window again"


def test_a_series_is_played_in_one_terminal(house: House, terminals: Opener) -> None:
    terminal = terminals()
    first = terminal.plays(minutes=6)
    terminal.ends()
    second = terminal.is_told()["plan"]
    assert first["pose"]["id"] != second["pose"]["id"]
    terminal.is_at("left", 10)
    terminal.ends("stopped", [])
    house.session_ends()
    assert terminal.is_left()
    assert len(house.records("session")) == 2


def test_a_terminal_that_is_closed_after_a_stretch_is_sent_no_other_one(
    house: House, terminals: Opener
) -> None:
    terminal = terminals()
    terminal.plays(minutes=6)
    terminal.ends(last=True)
    house.session_ends()
    assert terminal.is_left()


def test_a_daemon_that_ends_has_the_terminal_stop_and_waits_for_its_last_words(
    house: House, terminals: Opener
) -> None:
    terminal = terminals()
    terminal.plays()
    terminal.ends("stopped", HELD[:1])  # on its way while the daemon asks for it
    house.daemon.close()
    assert house.records("session")[0]["held_s"] == {"right": 30.0}


def test_a_terminal_that_says_nothing_any_more_holds_up_no_end(
    house: House, terminals: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest, "FAREWELL", 0.05)
    terminal = terminals()
    terminal.plays()
    house.daemon.close()
    assert terminal.is_told() == {"do": "stop"}
    assert house.records("session")[0]["outcome"] == "stopped"


def test_nonsense_on_the_line_changes_nothing(house: House, terminals: Opener) -> None:
    terminal = terminals()
    terminal.plays()
    terminal.end.sendall(b"nonsense\n[1]\n{}\n\xff\n")
    terminal.is_at("left", 9)
    terminal.ends()
    house.session_ends()
    assert len(house.records("session")) == 1
