"""The history to take along: tables, JSON, and a page that real parsers can read."""

import csv
import json
import resource
import subprocess
import sys
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.record.conftest import Note, holds
from unsit import catalogue, history, journal
from unsit.record import needed
from unsit.record.export import markup, tables

VOID = {"meta", "br", "hr", "img", "link", "input"}
EVERY = {
    "unsit-sittings.csv",
    "unsit-reminders.csv",
    "unsit-stretches.csv",
    "unsit-muscles.csv",
    "unsit-history.json",
    "unsit-history.html",
}


class Page(HTMLParser):
    """A page as it is parsed: it must be well formed, and hold all that it shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script") and data.strip():
            self.words.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def has(self, words: str) -> bool:
        return any(words in each for each in self.words)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "for my physiotherapist"


@pytest.fixture
def weeks(note: Note, morning: None) -> None:
    """Live three weeks with one pain and a feeling now and then."""
    for days in range(1, 20):
        hours = 24 * days
        note("sitting", hours, sat_s=3000, ended_by="away")
        feel = {"feel_before": 4, "feel_after": 7} if days % 2 else {}
        note("session", hours, pose="lizard", outcome="done", holds=holds("right", "left"), **feel)
    note("session", 30, pose="pigeon", outcome="ouch", holds=holds("left", seconds=12), side="left")


# --- files --------------------------------------------------------------------------------------


def test_everything_is_written_for_its_owner_alone(
    terminal: Terminal, morning: None, folder: Path
) -> None:
    said = terminal.prints("export", str(folder))
    assert {Path(line).name for line in said.splitlines()} == EVERY
    assert {file.name for file in folder.iterdir()} == EVERY
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_only_what_is_asked_for_is_written(terminal: Terminal, morning: None, folder: Path) -> None:
    terminal.prints("export", str(folder), "--json")
    assert [file.name for file in folder.iterdir()] == ["unsit-history.json"]


def test_files_of_ours_are_replaced_and_others_stay(
    terminal: Terminal, morning: None, note: Note, folder: Path
) -> None:
    terminal.prints("export", str(folder))
    (folder / "notes.txt").write_text("mine")
    note("sitting", 5, sat_s=60, ended_by="moved")
    terminal.prints("export", str(folder))
    assert len(rows(folder / "unsit-sittings.csv")) == 3
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("name", sorted(EVERY))
def test_a_file_of_somebody_else_is_not_touched_and_nothing_is_written(
    terminal: Terminal, morning: None, folder: Path, name: str
) -> None:
    folder.mkdir()
    (folder / name).write_text("something else")
    said = terminal.fails("export", str(folder))
    assert said.startswith(f"{folder / name} is there already and was not written by Unsit")
    assert [file.name for file in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "something else"


@pytest.mark.parametrize("nothing", ["", " "], ids=repr)
def test_a_folder_without_a_name_is_not_taken_for_the_one_you_are_in(
    terminal: Terminal,
    morning: None,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    nothing: str,
) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert terminal.is_misused("export", nothing) == "Error: FOLDER is empty: name one."
    assert not [*folder.iterdir()]


def test_a_folder_that_cannot_be_made_is_named(terminal: Terminal, morning: None) -> None:
    assert terminal.fails("export", "/proc/nothing").startswith("/proc/nothing cannot be written")


def test_a_disk_that_is_full_is_said_so_and_the_old_file_stays(
    terminal: Terminal, note: Note, folder: Path
) -> None:
    for minutes in range(500):
        note("sitting", minutes / 60, sat_s=60, ended_by="away")
    terminal.prints("export", str(folder), "--json")
    before = (folder / "unsit-history.json").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "unsit", "export", str(folder), "--json"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 15, 1 << 15)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"unsit: {folder} cannot be written to: File too large.\n"
    assert [file.name for file in folder.iterdir()] == ["unsit-history.json"]
    assert (folder / "unsit-history.json").read_bytes() == before


# --- days ---------------------------------------------------------------------------------------


def test_days_can_be_chosen(terminal: Terminal, weeks: None, folder: Path, now: datetime) -> None:
    first = (now - timedelta(days=10)).date().isoformat()
    last = (now - timedelta(days=6)).date().isoformat()
    terminal.prints("export", str(folder), "--csv", "--from", first, "--to", last)
    days = {row["ended_at"][:10] for row in rows(folder / "unsit-sittings.csv")}
    assert (min(days), max(days), len(days)) == (first, last, 5)


@pytest.mark.parametrize("word", ["yesterday-ish", "2026-02-30", "1", "31.12.2026"])
def test_what_is_no_day_is_named(
    terminal: Terminal, morning: None, folder: Path, word: str
) -> None:
    said = terminal.fails("export", str(folder), "--from", word)
    assert said == f"{word!r} is not a day; write it like 2026-03-31."
    assert not folder.exists()


def test_days_that_end_before_they_begin_are_none(
    terminal: Terminal, morning: None, folder: Path
) -> None:
    said = terminal.fails("export", str(folder), "--from", "2026-02-02", "--to", "2026-02-01")
    assert said.startswith("from 2026-02-02 to 2026-02-01 there are no days")


def test_there_may_be_nothing_to_export(terminal: Terminal, folder: Path) -> None:
    assert terminal.fails("export", str(folder)) == "there is nothing to export yet."
    assert not folder.exists()


# --- tables and JSON ----------------------------------------------------------------------------


def test_the_tables_hold_what_happened(terminal: Terminal, weeks: None, folder: Path) -> None:
    terminal.prints("export", str(folder), "--csv")
    stretches = rows(folder / "unsit-stretches.csv")
    assert len(stretches) == 21
    (hurt,) = (row for row in stretches if row["outcome"] == "ouch")
    assert (hurt["pose"], hurt["left_s"], hurt["hurt_on"]) == ("pigeon", "12.0", "left")
    assert {(row["feel_before"], row["feel_after"]) for row in stretches} == {("4", "7"), ("", "")}
    muscles = {row["muscles"]: row for row in rows(folder / "unsit-muscles.csv")}
    assert float(muscles["hip flexors"]["left_s"]) > 500
    assert (folder / "unsit-sittings.csv").read_bytes().count(b"\r\n") == 22


def test_json_holds_the_same_and_what_it_came_to(
    terminal: Terminal, weeks: None, folder: Path
) -> None:
    terminal.prints("export", str(folder), "--json")
    told: dict[str, Any] = json.loads((folder / "unsit-history.json").read_text())
    assert told["generator"] == "Unsit"
    assert len(told["stretches"]) == 21
    assert told["summary"]["stretches"] == 21
    assert told["summary"]["sessions"] == {"done": 20, "ouch": 1}
    assert told["summary"]["feel"] == {"before": 4, "after": 7, "sessions": 10}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =HYPERLINK()", "\n=1"]
)
def test_no_text_becomes_a_formula(terminal: Terminal, note: Note, folder: Path, text: str) -> None:
    note("session", 1, pose=text, outcome="done", holds=holds("both"))
    terminal.prints("export", str(folder), "--csv")
    (row,) = rows(folder / "unsit-stretches.csv")
    assert row["pose"] == f"'{text}"
    assert row["both_sides_s"] == "30.0"


def test_figures_and_plain_words_are_left_as_they_are() -> None:
    assert [tables.safe(cell) for cell in (-1.5, 3, None, "pigeon", "")] == [
        *(-1.5, 3, None, "pigeon", "")
    ]


# --- the page -----------------------------------------------------------------------------------


def page(terminal: Terminal, folder: Path, *more: str) -> Page:
    terminal.prints("export", str(folder), "--html", *more)
    return Page((folder / "unsit-history.html").read_text())


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(
    terminal: Terminal, weeks: None, folder: Path
) -> None:
    shown = page(terminal, folder)
    assert shown.all("html") == [{"lang": "en"}]
    assert len(shown.all("svg")) == 2
    for tag in ("script", "link", "img", "iframe", "object", "base"):
        assert shown.all(tag) == []
    ids = [attributes["id"] for _, attributes in shown.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in shown.tags:
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action")
            if name in ("href", "xlink:href"):
                assert (value or "").removeprefix("#") in ids
    text = (folder / "unsit-history.html").read_text()
    assert "@import" not in text
    assert text.count("http") == text.count("http://www.w3.org/")  # the names of SVG's words


def test_the_page_tells_what_was_done_on_each_side(
    terminal: Terminal, weeks: None, folder: Path
) -> None:
    shown = page(terminal, folder)
    for words in ("Lizard Pose", "Held left", "Right, a week", "Hip flexors", "Left, in all"):
        assert shown.has(words)
    assert shown.has("9 min")  # 19 times half a minute on each side
    assert [each for each in shown.all("div") if each.get("role") == "img" and each["aria-label"]]


def test_the_page_tells_where_it_hurt_and_how_it_felt(
    terminal: Terminal, weeks: None, folder: Path
) -> None:
    shown = page(terminal, folder)
    assert "left" in shown.words
    assert "12 s" in shown.words
    assert shown.has("was said before and after 10 stretches: 4.0 before, 7.0 after")


def test_the_page_says_what_it_does_not_know(
    terminal: Terminal, weeks: None, note: Note, folder: Path
) -> None:
    note("sitting", 24 * 25, sat_s=60, ended_by="away")
    note("session", 3, pose="my own <b>", outcome="done", holds=holds("both"))
    shown = page(terminal, folder)
    assert shown.has("Of 5 days nothing is known")
    assert shown.has("How the hips felt was not said before or after 12 stretches.")
    assert shown.has("their description is gone: my own <b>.")
    assert shown.all("b") == []


def test_days_without_a_stretch_are_no_trouble(
    terminal: Terminal, note: Note, folder: Path
) -> None:
    note("sitting", 1, sat_s=600, ended_by="away")
    shown = page(terminal, folder)
    assert shown.has("No stretch in these days.")
    assert shown.has("No stretch was stopped because it hurt.")
    assert not shown.has("Before and after")


def test_without_matplotlib_the_page_has_no_pictures_and_says_so(
    terminal: Terminal, weeks: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    shown = page(terminal, folder)
    assert shown.all("svg") == []
    assert shown.has("There are no pictures")


def test_the_page_names_the_language_it_is_in(
    terminal: Terminal, weeks: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    catalogue.speak()
    try:
        assert page(terminal, folder).all("html") == [{"lang": "zh-CN"}]
    finally:
        catalogue.speak_in("en")


def test_markup_is_escaped_where_it_is_made() -> None:
    assert markup.element("td", "a < b & c", class_='"x"') == (
        '<td class="&quot;x&quot;">a &lt; b &amp; c</td>'
    )


def test_a_history_that_is_damaged_is_named(terminal: Terminal, folder: Path) -> None:
    history.path().parent.mkdir(parents=True)
    history.path().write_bytes(b"no database" * 100)
    assert "is damaged" in terminal.fails("export", str(folder))
    assert not journal.path().exists()
