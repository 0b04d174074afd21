"""The settings window as the daemon opens it: what it is told, and what is done with what it says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import House
from unsit import places
from unsit.daemon import preferences, told

Script = Callable[[str], None]


@pytest.fixture
def plays(home: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Let the window be a script, which finds in $first what it was told."""

    def script(text: str) -> None:
        keep = f'read -r first; echo "$first" > {home}/first; echo "$UNSIT_FOCUS" > {home}/focus'
        monkeypatch.setattr(preferences, "command", lambda: ["/bin/sh", "-c", f"{keep}; {text}"])

    return script


def says(event: str, **facts: Any) -> str:
    return f"echo '{json.dumps({'event': event, **facts})}'"


def first(home: Path) -> Any:
    return json.loads((home / "first").read_text())


def test_a_click_in_the_tray_opens_the_window(house: House, home: Path, plays: Script) -> None:
    plays(f"{says('shown')}; cat > /dev/null; {says('closed')}")
    house.opens()
    house.clicks("Settings")
    house.loop.until("window", lambda: (home / "focus").exists() and (home / "focus").read_text())
    assert first(home) == {"page": "settings", "theme": "auto", "language": "en"}
    assert (home / "focus").read_text() == "1\n"


def test_a_second_wish_brings_it_to_the_front(house: House, home: Path, plays: Script) -> None:
    plays(f'read -r second; echo "$second" > {home}/second; {says("closed")}')
    house.opens()
    house.wishes("settings")
    house.wishes("settings", token="from-the-click")
    house.loop.until("line", lambda: (home / "second").exists() and (home / "second").read_text())
    assert json.loads((home / "second").read_text()) == {"do": "raise", "token": "from-the-click"}


def test_the_first_page_asks_without_the_keyboard_and_its_stretch_is_started(
    house: House, home: Path, plays: Script
) -> None:
    plays(f"{says('request', request={'verb': 'stretch'})}; {says('closed')}")
    house.opens()
    house.daemon.welcome(False)
    house.window()
    assert first(home)["page"] == "welcome"
    assert first(home)["at_login"] == {"on": False, "line": ""}
    assert (home / "focus").read_text() == "\n"


def test_a_first_page_that_was_closed_is_not_answered_yet(
    house: House, home: Path, plays: Script
) -> None:
    plays(f"{says('shown')}; {says('closed')}; echo > {home}/gone")
    house.opens()
    house.daemon.welcome(False)
    house.loop.until("end", (home / "gone").exists)
    house.loop.settles()
    assert not told.was("welcome")


def test_one_that_was_answered_does_not_come_again(house: House, home: Path, plays: Script) -> None:
    plays(f"{says('shown')}; {says('answered')}; {says('closed')}")
    house.opens()
    house.daemon.welcome(False)
    house.loop.until("answer", lambda: told.was("welcome"))


def test_one_that_is_answered_again_is_kept_but_once(
    house: House, home: Path, plays: Script
) -> None:
    told.keep("welcome")
    plays(f"{says('answered')}; {says('closed')}; echo > {home}/gone")
    house.opens()
    house.daemon.welcome(False)
    house.loop.until("end", (home / "gone").exists)
    house.loop.settles()
    assert json.loads(told.path().read_text()) == ["welcome"]


AT_LOGIN = says("request", request={"verb": "autostart", "on": True})


def answer(home: Path) -> Any:
    return json.loads((home / "second").read_text())


def test_a_first_page_hears_that_it_is_started_at_login_now(
    house: House, home: Path, plays: Script
) -> None:
    plays(f'{AT_LOGIN}; read -r second; echo "$second" > {home}/second; {says("closed")}')
    house.opens()
    house.daemon.welcome(False)
    house.loop.until("line", lambda: (home / "second").exists() and (home / "second").read_text())
    assert answer(home) == {"do": "at_login", "on": True, "why": ""}


def test_a_first_page_hears_why_it_cannot_be_started_at_login(
    house: House, home: Path, plays: Script
) -> None:
    plays(f'{AT_LOGIN}; read -r second; echo "$second" > {home}/second; {says("closed")}')
    folder = places.config_dir().with_name("autostart")
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("")  # a file, where there should be a folder
    house.opens()
    house.daemon.welcome(False)
    house.loop.until("line", lambda: (home / "second").exists() and (home / "second").read_text())
    assert answer(home)["on"] is False
    assert answer(home)["why"].startswith("That could not be done: ")
    assert house.notice("word").body == answer(home)["why"]


def test_where_no_window_can_be_opened_the_file_is(
    house: House,
    home: Path,
    plays: Script,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    opener = home / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\necho "$@" > "$HOME/opened"\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent))
    plays(says("failed", reason="The settings window needs a display."))
    house.opens()
    house.wishes("settings")
    house.loop.until("editor", lambda: (home / "opened").exists() and (home / "opened").read_text())
    assert (home / "opened").read_text() == f"{places.settings_file()}\n"
    assert house.notice("word").body == "The settings window needs a display."


def test_it_ends_with_the_daemon(house: House, home: Path, plays: Script) -> None:
    plays(f"cat > /dev/null; echo gone > {home}/gone")
    house.opens()
    house.wishes("settings")
    house.loop.until("window", (home / "focus").exists)
    house.closes()
    house.opens()
    house.wishes("settings")
