"""The files of a running daemon go: for a moment in an upgrade, or for good."""

import sys

import pytest

import unsit.daemon
from tests.daemon.house import ON_CLICK, House
from unsit import places
from unsit.core import events as ev
from unsit.daemon import main, notices, removed
from unsit.daemon.panel import menu

GONE = "Unsit was removed or moved; this one ends."


class Files:
    """Whether the files are there."""

    def __init__(self) -> None:
        self.there = True


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    files = Files()
    monkeypatch.setattr(places, "there", lambda: files.there)
    return files


@pytest.fixture
def ended(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> list[bool]:
    """Collect each wish of the daemon to end."""
    house.opens(ON_CLICK)
    ended: list[bool] = []
    monkeypatch.setattr(house.loop, "stop", lambda: ended.append(True))
    return ended


def says(house: House) -> str | None:
    notice = house.notice("word")
    return None if notice is None else notice.body


def test_who_opens_the_menu_of_a_removed_program_is_told_once_and_it_ends(
    house: House, files: Files, ended: list[bool]
) -> None:
    files.there = False
    for _ in range(3):
        menu(house.daemon)
    house.loop.passes(removed.PATIENCE)
    assert says(house) == GONE
    assert ended == []  # it takes its notice with it: first it can be read
    menu(house.daemon)
    house.loop.passes(notices.READ + 2 * removed.PATIENCE)
    assert ended == [True]


def test_a_click_on_a_removed_program_is_answered_by_that_sentence_alone(
    house: House, files: Files, ended: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    files.there = False
    house.daemon.happen(house.daemon.now(ev.Wanted))
    house.session_ends()
    assert says(house) is None
    house.loop.passes(removed.PATIENCE)
    assert says(house) == GONE
    assert [record.getMessage() for record in caplog.records] == [GONE]


def test_a_reminder_that_is_due_notices_it(house: House, files: Files, ended: list[bool]) -> None:
    house.works(44)
    files.there = False
    house.works(3)
    assert ended == [True]


def test_an_upgrade_that_takes_them_away_for_a_moment_ends_nothing(
    house: House, files: Files, ended: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    files.there = False
    house.daemon.open_panel("")
    house.loop.passes(removed.PATIENCE / 2)
    assert says(house) is None
    files.there = True
    house.loop.passes(removed.PATIENCE + notices.READ)
    assert ended == []
    (sentence,) = house.daemon.complaints
    assert sentence == ("The panel cannot be started: Unsit's files are not there at the moment.")


def test_a_module_that_went_with_them_is_no_surprise(
    house: House, files: Files, ended: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(_: str) -> None:
        raise ModuleNotFoundError("No module named 'unsit.daemon.preferences'")

    monkeypatch.setattr(house.daemon, "open_settings", lacks)
    with pytest.raises(ModuleNotFoundError):
        house.wishes("settings")
    files.there = False
    reply = house.wishes("settings")
    assert reply["error"] == "Unsit's files are not there at the moment."


def test_a_terminal_that_asks_for_a_stretch_is_told_and_not_hung_up_on(
    house: House, files: Files, ended: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(unsit.daemon, "guest", raising=False)
    monkeypatch.setitem(sys.modules, "unsit.daemon.guest", None)
    with pytest.raises(ImportError):
        main.host(house.daemon, {"verb": "play"})
    files.there = False
    absent = {"ok": False, "error": "Unsit's files are not there at the moment."}
    assert main.host(house.daemon, {"verb": "play"}) == (absent, None)
    house.loop.passes(removed.PATIENCE)
    assert says(house) == GONE


def test_nothing_is_restarted_that_is_not_there(
    house: House, files: Files, ended: list[bool]
) -> None:
    files.there = False
    assert not house.wishes("restart")["ok"]
    assert ended == []
