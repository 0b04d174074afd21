"""How the hips felt, from the window into the history, the statistics and the export."""

import json
from pathlib import Path

from tests.cli.terminal import Terminal
from tests.daemon.house import HELD, ON_CLICK, House
from unsit.core.rules import SessionRules
from unsit.daemon import keeping


def stretched(house: House, **felt: int) -> None:
    house.opens(ON_CLICK, session=SessionRules(sound=False, ask_feel=True))
    house.clicks("Stretch now")
    window = house.window()
    assert window.plan["ask_feel"]
    window.says("ended", outcome="done", held=HELD, answer=None, **felt)
    window.exits(0)
    house.loop.until("end", lambda: house.daemon.day.session is None)


def test_what_was_said_is_kept_with_the_session_and_shown(
    house: House, terminal: Terminal, tmp_path: Path
) -> None:
    stretched(house, feel_before=4, feel_after=7)
    (session,) = (row for row in terminal.reads("history") if row["kind"] == "session")
    assert (session["feel_before"], session["feel_after"]) == (4, 7)
    terminal.prints("export", str(tmp_path / "out"), "--json")
    told = json.loads((tmp_path / "out" / "unsit-history.json").read_text())
    assert told["summary"]["feel"] == {"before": 4, "after": 7, "sessions": 1}
    assert "felt" not in json.dumps(keeping.read())


def test_what_was_not_said_is_not_there(house: House, terminal: Terminal) -> None:
    stretched(house, feel_before=0)
    (session,) = (row for row in terminal.reads("history") if row["kind"] == "session")
    assert session["feel_before"] == 0
    assert "feel_after" not in session
