"""The pictures of the history: what is in them, by the words and marks that were drawn."""

import logging
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from tests.cli.terminal import Terminal
from tests.record.conftest import Note, holds
from tests.window.test_face import contrast
from unsit import catalogue, edition, places
from unsit.core.language import LANGUAGES
from unsit.record import needed, views
from unsit.record.plots import picture
from unsit.record.plots.look import LOOKS
from unsit.record.plots.weeks import shortest
from unsit.record.source import reading
from unsit.record.views import View


def view(what: str, now: datetime, days: int = 0) -> View:
    with reading(now) as source:
        return views.VIEWS[what](source, source.today - timedelta(days=days))


def words(shown: View, theme: str = "light") -> list[str]:
    figure = Figure(figsize=(9, 5))
    picture.draw(figure, shown, theme)
    figure.canvas.draw()
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible()]


Tongue = Callable[[str], None]


@pytest.fixture
def tongue() -> Iterator[Tongue]:
    """Have a language spoken."""
    yield catalogue.speak_in
    catalogue.speak_in("en")


def test_a_day_shows_its_sittings_stretches_and_reminders(morning: None, now: datetime) -> None:
    shown = words(view("day", now))
    for word in ("Sitting", "Stretches", "Reminders", "1 h", "50 min", "Pigeon Pose", "snoozed"):
        assert word in shown


def test_weeks_begin_on_a_monday_and_tell_the_mean(morning: None, now: datetime) -> None:
    shown = view("weeks", now)
    assert isinstance(shown, views.Weeks)
    assert shown.reckoning.span.first.weekday() == 0
    assert shown.reckoning.span.last.weekday() == 6
    assert shown.reckoning.span.days == 28
    assert "1 h 50 min a day" in words(shown)
    assert words(shown).count("Mo") == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_weekday_can_be_told_from_the_others(tongue: Tongue, language: str) -> None:
    tongue(language)
    assert len({shortest(date(2031, 3, day)) for day in range(1, 8)}) == 7


@pytest.mark.usefixtures("tongue", "morning")
def test_all_words_of_a_picture_are_of_one_language(now: datetime) -> None:
    places.write_whole(places.settings_file(), '[general]\nlanguage = "de"\n')
    assert "Taube" in words(view("day", now))
    places.write_whole(places.settings_file(), '[general]\nlanguage = "ar"\n')
    assert "2 h" not in words(view("weeks", now))


def test_many_stretches_are_bars_with_their_number(note: Note, now: datetime) -> None:
    for minutes in range(9):
        note("session", minutes / 60, pose="garland", outcome="done", holds=holds("both"))
    assert "9" in words(view("weeks", now))


def test_the_dose_stands_left_against_right(morning: None, now: datetime) -> None:
    shown = words(view("dose", now))
    for word in ("Left", "Right", "hip flexors", "30 s", "nothing yet"):
        assert word in shown
    assert any("10 min, the dose of a week" in word for word in shown)


def test_days_of_which_nothing_is_known_say_so(morning: None, now: datetime) -> None:
    assert "Nothing is known of this day." in words(view("day", now, days=60))
    assert "Nothing is known of these weeks." in words(view("weeks", now, days=60))


def test_each_picture_has_its_sentence(morning: None, now: datetime) -> None:
    assert "sat for 1 h 50 min in 2 goes, the longest 1 h." in view("day", now).text
    assert "1 stretch: Pigeon Pose. 2 reminders." in view("day", now).text
    assert view("weeks", now).text == (
        "Sat for 1 h 50 min a day, on average. 1 stretch; one at least on 1 of 1 day with sitting."
    )
    assert "hip flexors left 30 s, right 30 s" in view("dose", now).text


def test_a_stretch_without_a_whole_hold_counts_in_no_view(note: Note, now: datetime) -> None:
    short = {**holds("both")[0], "complete": False}
    note("session", 1, pose="garland", outcome="ouch", holds=[short])
    assert view("day", now).text.endswith("1 broken off: Garland Pose.")
    assert "0 stretches" in view("weeks", now).text
    note("session", 0.5, pose="pigeon", outcome="stopped", holds=holds("right"))
    assert "1 stretch: Pigeon Pose. 1 broken off: Garland Pose." in view("day", now).text
    assert "1 stretch;" in view("weeks", now).text


def test_a_stretch_without_a_whole_hold_keeps_no_run_of_days(note: Note, now: datetime) -> None:
    note("sitting", 0, sat_s=3600.0, ended_by="away")
    short = {**holds("both")[0], "complete": False}
    note("session", 1, pose="garland", outcome="ouch", holds=[short])
    with reading(now) as source:
        assert source.run() == 0


def test_days_and_weeks_agree_to_the_second(note: Note, now: datetime) -> None:
    note("sitting", 1.3, sat_s=45.0, ended_by="away")
    assert "sat for 45 s in one go" in view("day", now).text
    assert "Sat for 45 s a day" in view("weeks", now).text


def test_a_reminder_whose_stretch_goes_on_stands_in_the_key(note: Note, now: datetime) -> None:
    note("reminder", 1, outcome="started", pose="pigeon", sat_s=2700)
    assert "started" in words(view("day", now))


@pytest.mark.parametrize("theme", LOOKS)
def test_what_is_drawn_can_be_told_from_the_ground_and_words_can_be_read(theme: str) -> None:
    look = LOOKS[theme]
    ground = look.palette.ground
    assert min(contrast(colour, ground) for colour in (look.sitting, look.hurt)) >= 3
    assert contrast(look.palette.accent, ground) >= 3
    assert contrast(look.on_sitting, look.sitting) >= 4.5
    assert contrast(look.palette.text, look.palette.track) >= 4.5


@pytest.mark.parametrize("what", views.VIEWS)
@pytest.mark.parametrize("theme", LOOKS)
def test_a_picture_needs_no_display(
    terminal: Terminal, morning: None, tmp_path: Path, what: str, theme: str
) -> None:
    file = tmp_path / "picture.png"
    assert (
        terminal.prints("stats", "--plot", str(file), "--what", what, "--theme", theme)
        == f"{file}\n"
    )
    with Image.open(file) as image:
        assert image.size == (1440, 810)
        ground = LOOKS[theme].palette.ground
        assert image.convert("RGB").getpixel((3, 3)) == tuple(bytes.fromhex(ground[1:]))


def test_no_folder_is_made_for_a_picture(terminal: Terminal, morning: None, tmp_path: Path) -> None:
    file = tmp_path / "none" / "picture.png"
    for words in (("stats", "--plot"), ("poses", "show", "pigeon", "--png")):
        assert "its folder is not there" in terminal.fails(*words, str(file))
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("kind", "ending"), [("--gif", "gif"), ("--png", "png"), ("--sheet", "png")]
)
def test_a_pose_is_drawn_into_a_file_of_its_kind_alone(
    terminal: Terminal, tmp_path: Path, kind: str, ending: str
) -> None:
    file = tmp_path / "x.txt"
    said = terminal.fails("poses", "show", "pigeon", kind, str(file))
    assert said == f"{file} should end in .{ending}."
    assert not file.exists()


def test_svg_is_the_same_each_time_and_says_nothing_of_when(
    terminal: Terminal, morning: None, tmp_path: Path
) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.SVG"]
    for file in files:
        terminal.prints("stats", "--plot", str(file), "--what", "day")
    one, two = (file.read_text() for file in files)
    assert one == two
    ET.fromstring(one)


def test_pieces_for_one_page_have_names_of_their_own(morning: None, now: datetime) -> None:
    named: set[str] = set()
    for what in views.VIEWS:
        tree = ET.fromstring(picture.svg(view(what, now)))
        ids = [part.get("id") for part in tree.iter() if part.get("id")]
        assert len(ids) == len(set(ids))
        assert named.isdisjoint(filter(None, ids))
        named.update(filter(None, ids))
        links = [value for part in tree.iter() for value in part.attrib.values() if "#" in value]
        wanted = {
            link.strip("url()").lstrip("#") for link in links if link.startswith(("#", "url"))
        }
        assert wanted <= named


def test_another_ending_is_refused(terminal: Terminal) -> None:
    assert terminal.fails("stats", "--plot", "x.jpg") == "x.jpg should end in .png or .svg."


def test_a_file_that_cannot_be_written_is_named(terminal: Terminal, morning: None) -> None:
    assert terminal.fails("stats", "--plot", "/proc/x.png").startswith("/proc/x.png cannot be")


def test_a_picture_takes_no_options_of_the_table(terminal: Terminal) -> None:
    assert "--plot goes with" in terminal.is_misused("stats", "--plot", "x.png", "--days", "3")


def test_without_matplotlib_one_sentence_says_how_to_have_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    said = terminal.fails("stats", "--plot", "x.png")
    command = edition.adding("matplotlib", "python3-matplotlib")
    assert said == f"Pictures need matplotlib: `{command}`."


def test_a_built_program_without_matplotlib_names_the_setup_that_has_it(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed, "find_spec", lambda name: None)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    said = terminal.fails("stats", "--plot", "x.png")
    assert "pip" not in said
    assert "the larger setup program has it" in said


def test_that_matplotlib_looks_for_fonts_is_told_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("matplotlib.font_manager")
    log.warning("Matplotlib is building the font cache; this may take a moment.")
    log.warning("findfont: no such font")
    assert caplog.messages == ["findfont: no such font"]
