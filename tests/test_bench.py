"""The bench counts what it says it counts."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bench import day, years
from tests.bench.measuring import memory, processor, switches, tree
from tests.bench.peers import Found, table
from tests.bench.table import Row, foot, side_by_side
from tests.desktop.stage import until
from unsit import history, ledger

OURS = Found("Unsit", pss=15, rss=18, resting=0, moving=0.1, cpu=0, start=100)
ONE = Found("One", pss=30, rss=40, resting=9, moving=20, cpu=2, start=200)
OTHER = Found("Other", pss=60, rss=36, resting=3, moving=10, cpu=0, start=400)


def test_the_last_row_is_ours_by_the_lowest_of_the_others() -> None:
    lines = table(OURS, [ONE, OTHER]).splitlines()
    assert lines[2] == "| Unsit | 15.0 | 18.0 | 0.00 | 0.10 | 0.00 | 100 |"
    assert lines[-1] == "| Unsit / lowest of the others | 0.50 | 0.50 | 0.00 | 0.01 | – | 0.50 |"
    assert len({line.count("|") for line in lines}) == 1


def test_desktops_stand_side_by_side_row_by_row() -> None:
    one = [Row("start", "80 ms", "120 ms"), Row("click", "300 ms"), Row("memory", "16 MB")]
    other = [Row("start", "90 ms", "120 ms"), Row("light", "2 W", "3 W"), Row("memory", "17 MB")]
    assert side_by_side({"x11": one, "sway": other, "kwin": []}).splitlines() == [
        "| what | x11 | sway | kwin | goal |",
        "|---|---|---|---|---|",
        "| start | 80 ms | 90 ms | – | <= 120 ms |",
        "| light | – | 2 W | – | <= 3 W |",
        "| click | 300 ms | – | – |  |",
        "| memory | 16 MB | 17 MB | – |  |",
    ]


def test_the_foot_says_what_ran_where() -> None:
    assert foot({"x11": "Xvfb", "sway": "mako"}) == "- x11: Xvfb\n- sway: mako"


def test_a_day_lived_by_a_program_of_its_own_tells_how_right_the_clock_was() -> None:
    told = day.lived(seed=0)
    assert told.keys() == {"off", "lived", "took"}
    assert 6 <= told["lived"] / 3600 <= 10
    assert told["off"] < 10


@pytest.fixture
def family() -> Iterator["subprocess.Popen[bytes]"]:
    """Start a program that starts another one, both idle until their input ends."""
    words = ["sh", "-c", "cat <&3 & exec cat"]
    with subprocess.Popen(
        ["sh", "-c", 'exec 3<&0; exec "$@"', "sh", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        until("child", lambda: len(tree(process.pid)) == 2)
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_a_tree_is_all_that_a_program_started(family: "subprocess.Popen[bytes]") -> None:
    first, child = tree(family.pid)
    assert first == family.pid
    whole, alone = memory(first, child), memory(first)
    assert 0 < alone["Pss"] < whole["Pss"]
    assert whole["Pss"] <= whole["Rss"]


def test_what_a_program_does_is_counted(family: "subprocess.Popen[bytes]") -> None:
    assert family.stdin is not None
    before = switches(*tree(family.pid))
    family.stdin.write(b"wake up")
    family.stdin.flush()
    until("switch", lambda: switches(*tree(family.pid)) > before)
    assert processor(family.pid) >= 0


def test_made_up_years_are_the_same_for_the_same_seed_and_hold_what_they_say(
    tmp_path: Path,
) -> None:
    until = datetime(2026, 3, 2, tzinfo=UTC)
    one, other = (years.fill(tmp_path / name, until, 30) for name in ("one.db", "other.db"))
    assert one == other > 1500
    with history.opened(tmp_path / "one.db", tmp_path / "no journal") as book:
        kept = {record["kind"] for record in book.records()}
        known = ledger.bounds(book)
    assert kept == {"sitting", "reminder", "session"}
    assert known is not None
    assert (until.date() - known.first).days == 30
    years.write(tmp_path / "journal.jsonl", until, 30)
    with history.opened(tmp_path / "third.db", tmp_path / "journal.jsonl") as book:
        assert ledger.bounds(book) == known
