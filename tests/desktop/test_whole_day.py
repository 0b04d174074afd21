"""The main job, end to end: the real program on a real X11 desktop, from input to history."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.screen import Hands
from tests.desktop.servers import Server
from tests.desktop.stage import until
from tests.desktop.whole import Unsit


@pytest.fixture
def unsit(home: Path, environment: dict[str, str], hands: Hands) -> Iterator[Unsit]:
    program = Unsit(home, environment)
    yield program
    program.stop()


def test_at_the_interval_the_window_comes_by_itself_and_plays_both_sides(
    unsit: Unsit, hands: Hands, dunst: Server, openbox: object
) -> None:
    unsit.change('"on click"', '"after 1 s"')
    unsit.start()
    hands.key("a")
    unsit.until("sitting", lambda status: status["state"] == "sitting")
    unsit.until("reminder", lambda status: status["reminder"] == "due" or status["session"])
    unsit.until("window", lambda status: status["session"] is not None)
    until("window on the screen", lambda: hands.windows("Short Stretch"))
    unsit.until("the other side", lambda status: (status["session"] or {}).get("side") == "left")
    after = unsit.until("end", lambda status: status["session"] is None)
    assert after["sitting_s"] <= 2
    (session,) = unsit.history("session")
    assert session["outcome"] == "done"
    assert session["held_s"].keys() == {"right", "left"}
