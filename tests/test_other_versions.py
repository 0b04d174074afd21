"""Files of a newer version, and back again: this one reads, writes, and nothing of theirs is lost."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.daemon.house import House
from tests.life import MONDAY_NINE
from unsit import handbook, history, journal, places, prepare
from unsit.amend import Amender
from unsit.cli import call
from unsit.core import events as ev
from unsit.core import memory
from unsit.core.day import Day
from unsit.core.sitting import Sitting
from unsit.daemon import coach, keeping

WALKS = """
CREATE TABLE walks (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, moment REAL NOT NULL, steps INTEGER, more TEXT
) WITHOUT ROWID;
"""
SHELF = {"shelf": [["pigeon", (MONDAY_NINE + timedelta(days=7)).isoformat()]]}


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    house = House(home / "stage")
    monkeypatch.setattr(coach, "command", lambda: house.command)
    yield house
    house.is_left()


def of_tomorrow(patch: pytest.MonkeyPatch) -> None:
    """Be a version that writes walks down, too."""
    patch.setattr(history, "MIGRATIONS", (*history.MIGRATIONS, WALKS))
    patch.setattr(history, "TABLES", {**history.TABLES, "walk": ("walks", ("steps",))})


def kinds() -> list[str]:
    with history.opened() as book:
        return [record["kind"] for record in book.records()]


def version() -> int:
    with closing(sqlite3.connect(history.path())) as database:
        found: int = database.execute("PRAGMA user_version").fetchone()[0]
    return found


# --- the history ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("caplog")
def test_what_an_older_version_could_not_read_is_read_after_the_upgrade() -> None:
    journal.append("walk", MONDAY_NINE, {"steps": 4000})  # a newer daemon ran, and was replaced
    journal.append("sitting", MONDAY_NINE, {"sat_s": 60.0})
    with journal.path().open("a") as end:
        end.write("nobody can read this\n")
    assert kinds() == ["sitting"]
    with pytest.MonkeyPatch.context() as patch:
        of_tomorrow(patch)
        assert sorted(kinds()) == ["sitting", "walk"]
        with history.opened() as book:
            assert [*book.select("SELECT line FROM unread")] == [("nobody can read this",)]
            assert [*book.select("SELECT steps FROM walks")] == [(4000,)]


def test_what_happens_under_an_older_version_waits_for_the_newer_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        of_tomorrow(patch)
        journal.append("walk", MONDAY_NINE, {"steps": 4000})
        assert kinds() == ["walk"]
    before = history.path().read_bytes()
    for minutes in range(3):
        journal.append("sitting", MONDAY_NINE + timedelta(minutes=minutes), {"sat_s": 60.0})
        assert call(["history"]) == 1
        said = capsys.readouterr().err
        assert "update Unsit to see it. Nothing is lost" in said
        assert said.count("\n") == 1
    assert prepare.make().problems == ()  # the daemon starts all the same
    assert history.path().read_bytes() == before
    with pytest.MonkeyPatch.context() as patch:
        of_tomorrow(patch)
        assert sorted(kinds()) == ["sitting", "sitting", "sitting", "walk"]
    assert not journal.path().exists()


# --- the day --------------------------------------------------------------------------------------


def kept(**more: Any) -> dict[str, Any]:
    """Return what a daemon of today leaves after ten minutes, and `more` of a newer one."""
    event = ev.Ticked(0.0, MONDAY_NINE)
    day = memory.keep(Day(sitting=Sitting(banked=600.0)), event)
    return {**day, **SHELF, **more}


def lives_on(house: House, document: dict[str, Any]) -> Any:
    """Let a daemon of today take a day over, and end; return what it leaves."""
    keeping.write(document)
    house.opens(kept=keeping.begin(), wall=MONDAY_NINE)
    house.closes()
    return json.loads(keeping.path().read_bytes())


def test_what_is_kept_is_what_is_known_to_be_kept() -> None:
    assert kept().keys() == memory.FIELDS


def test_what_a_newer_version_has_added_to_the_day_is_handed_back_to_it(house: House) -> None:
    left = lives_on(house, kept(water={"glasses": 3}, mood="good"))
    assert (left["water"], left["mood"]) == ({"glasses": 3}, "good")
    assert left["sat_s"] == 600.0
    assert left["shelf"] == SHELF["shelf"]


def test_what_a_newer_version_has_added_is_forgotten_with_the_rest(house: House) -> None:
    keeping.write(kept(water={"glasses": 3}))
    house.opens(kept=keeping.begin(), wall=MONDAY_NINE)
    house.daemon.happen(house.daemon.now(ev.Forgot, None))
    assert "water" not in json.loads(keeping.path().read_bytes())
    house.closes()


def test_without_a_daemon_it_is_forgotten_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    keeping.write(kept(water={"glasses": 3}))
    keeping.write(kept(v=7), keeping.aside())
    assert call(["forget", "--all", "--yes"]) == 0
    assert "water" not in json.loads(keeping.path().read_bytes())
    assert not keeping.aside().exists()


def test_a_day_that_a_newer_version_writes_in_another_way_is_put_aside_whole(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = kept(v=memory.VERSION + 1, sat_s={"at_work": 600.0})
    left = lives_on(house, theirs)
    assert json.loads(keeping.aside().read_bytes()) == theirs
    (sentence,) = caplog.messages
    assert sentence == (
        f"{keeping.path()} was written by a newer Unsit, so the clock begins anew; it is kept as"
        f" {keeping.aside()}."
    )
    assert left["v"] == memory.VERSION
    assert left["shelf"] == SHELF["shelf"]  # what hurt stays shelved


@pytest.mark.parametrize("strange", [None, [], "v", {"v": "1"}, {"v": None}, {"shelf": 3}])
def test_what_is_no_day_at_all_is_no_newer_one(strange: Any) -> None:
    assert not memory.is_newer(strange)
    keeping.path().parent.mkdir(parents=True)
    keeping.path().write_text(json.dumps(strange))
    assert keeping.begin() == strange
    assert not keeping.aside().exists()


# --- settings and cache ---------------------------------------------------------------------------


def test_keys_of_a_newer_version_survive_that_another_is_written() -> None:
    text = '[sitting]\nremind_after = "30 min"\n\n[session]\ngravity = 9.81 # for the moon\n'
    places.write_whole(places.settings_file(), text)
    setting = handbook.find("sitting.remind_after")
    assert setting is not None
    Amender().set(setting, "45 min")
    assert places.settings_file().read_text() == text.replace("30 min", "45 min")


def test_what_another_version_left_in_the_cache_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prepare, "__version__", "99.0.0")
    made = prepare.make()
    assert prepare.load() is not None
    monkeypatch.undo()
    assert prepare.load() is None
    assert prepare.make().settings == made.settings
    assert prepare.load() is not None


def test_the_last_good_settings_hold_across_an_upgrade() -> None:
    places.write_whole(places.settings_file(), 'sitting.remind_after = "30 min"\n')
    prepare.make()
    file = places.cache_dir() / "prepared.json"
    document = json.loads(file.read_bytes())
    document["stamp"]["version"] = [99, "99.0.0"]
    document["good"]["rules"]["gravity"] = 9.81
    file.write_text(json.dumps(document))
    places.write_whole(places.settings_file(), "sitting.remind_after = \n")
    assert prepare.make().settings.rules.remind_after == 1800.0
