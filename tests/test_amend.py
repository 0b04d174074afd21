"""Changing one setting in a file that a person wrote: what stays, what is refused, what is lost never."""

import os
import resource
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as drive
from hypothesis import strategies as st

from tests.desktop.stage import PATIENCE
from unsit import handbook, places, settings
from unsit.amend import Amender, RefusedError, meant, unknown
from unsit.amend.document import ABSENT, Document
from unsit.handbook import Setting

MINE = """\
# Mine, since 2019.

[reminder]   # how it asks
snooze = "5 min"    # short
hold_for = [
  "call",  # always
  "sharing",
]

[sitting]
# Often, my back!
remind_after = "30 min" # not less
"""


@pytest.fixture
def file() -> Path:
    places.write_whole(places.settings_file(), MINE, mode=0o644)
    return places.settings_file()


def setting(key: str) -> Setting:
    found = handbook.find(key)
    assert found is not None
    return found


def put(key: str, words: str) -> str:
    """Set as the command line does; return the file's text."""
    Amender().set(setting(key), meant(setting(key), words))
    return places.settings_file().read_bytes().decode()


def refused(key: str, words: str) -> str:
    before = places.print_of(places.settings_file())
    with pytest.raises(RefusedError) as refusal:
        put(key, words)
    assert places.print_of(places.settings_file()) == before
    return str(refusal.value)


# --- what stays ---------------------------------------------------------------------------------


def test_a_change_touches_one_value_and_nothing_else(file: Path) -> None:
    text = put("sitting.remind_after", "45 min")
    assert text == MINE.replace('"30 min" #', '"45 min" #')
    assert Amender().backup.read_text() == MINE


def test_a_new_setting_comes_to_the_end_of_its_section(file: Path) -> None:
    text = put("reminder.max_snoozes", "2")
    assert text == MINE.replace('"sharing",\n]\n', '"sharing",\n]\nmax_snoozes = 2\n')


def test_a_new_setting_stands_above_the_comment_of_the_next_section() -> None:
    text = "[reminder]\nsnooze = '5 min'\n# max_snoozes = 2\n\n\n# When sitting\n# counts.\n[sitting]\n"
    places.write_whole(places.settings_file(), text, mode=0o644)
    assert put("reminder.max_snoozes", "2") == text.replace(
        "# max_snoozes = 2\n", "# max_snoozes = 2\nmax_snoozes = 2\n"
    )


def test_the_hours_of_a_fresh_file_stand_in_their_own_section() -> None:
    settings.write_defaults_if_absent(places.settings_file())
    before = places.settings_file().read_text()
    Amender().set(setting("hours"), {"mon-fri": ["09:00-17:00"]})
    assert places.settings_file().read_text() == before.replace(
        "holidays = []\n", 'holidays = []\nmon-fri = ["09:00-17:00"]\n'
    )


def test_the_last_comment_of_a_file_speaks_of_what_stands_above(file: Path) -> None:
    file.write_text(MINE + "# idle_after = '2 min'\n")
    text = put("sitting.idle_after", "4 min")
    assert text == MINE + "# idle_after = '2 min'\n" + 'idle_after = "4 min"\n'


def test_a_new_section_comes_to_the_end_of_the_file(file: Path) -> None:
    assert put("session.voice", "off") == MINE + '\n[session]\nvoice = "off"\n'


def test_a_list_keeps_the_comments_of_what_stays_in_it(file: Path) -> None:
    text = put("reminder.hold_for", "call, media")
    assert '"call",  # always' in text
    assert tomllib.loads(text)["reminder"]["hold_for"] == ["call", "media"]


def test_what_is_so_already_is_not_written_again(file: Path) -> None:
    before = places.print_of(file)
    put("reminder.snooze", "5 min")
    assert places.print_of(file) == before
    assert not Amender().backup.exists()


@pytest.mark.parametrize(
    "text",
    [
        'sitting.remind_after = "30 min"\n',
        'sitting = { remind_after = "30 min" }\n',
        '[sitting]\nremind_after = "30 min"',
        '["sitting"]\n"remind_after" = \'30 min\'\n',
        '\ufeff[sitting]\r\nremind_after = "30 min"\r\n',
        '[sitting]\nidle_after = "2 min"\n[session]\nsound = false\n',
        "",
        "# nothing but this\n",
    ],
)
def test_however_the_file_is_written_the_change_is_made(text: str) -> None:
    places.write_whole(places.settings_file(), text)
    after = put("sitting.remind_after", "50 min")
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert (after.count("\r\n") == after.count("\n")) == ("\r\n" in text)
    found, problems = settings.read(after.removeprefix("\ufeff"))
    assert (found.rules.remind_after, problems) == (3000, [])
    if "idle_after" in text:
        assert found.rules.idle_after == 120


def test_without_a_file_the_documented_defaults_are_the_beginning() -> None:
    text = put("sitting.remind_after", "50 min")
    shipped = (places.shipped("config") / "settings.toml").read_text(encoding="utf-8")
    assert text == shipped.replace('remind_after = "45 min"', 'remind_after = "50 min"')
    assert (places.config_dir() / settings.SCHEMA).exists()


def test_hours_leave_the_days_of_rest_in_their_table_alone() -> None:
    put("hours.holidays", "12-24")
    put("hours.quiet_days", "sat-sun")
    put("hours", '{ mon-fri = ["09:00-17:00"], sat = ["10:00-12:00"] }')
    text = put("hours", '{ mon-thu = ["09:00-17:00"] }')
    assert tomllib.loads(text)["hours"] == {
        "quiet_days": ["sat-sun"],
        "holidays": ["12-24"],
        "mon-thu": ["09:00-17:00"],
    }
    Amender().unset(setting("hours"))
    assert Amender().document()["hours"] == {"quiet_days": ["sat-sun"], "holidays": ["12-24"]}
    assert Amender().get(setting("hours")) == {}


# --- back to the default ------------------------------------------------------------------------


def test_a_setting_without_an_explanation_above_it_goes(file: Path) -> None:
    Amender().unset(setting("reminder.snooze"))
    assert file.read_text() == MINE.replace('snooze = "5 min"    # short\n', "")
    assert Amender().get(setting("reminder.snooze")) is ABSENT


def test_under_its_explanation_the_default_takes_its_place() -> None:
    put("reminder.snooze", "5 min")
    put("poses.avoid", "knee")
    for key in ("reminder.snooze", "poses.avoid", "session.voice"):
        Amender().unset(setting(key))
    shipped = (places.shipped("config") / "settings.toml").read_text(encoding="utf-8")
    assert places.settings_file().read_text() == shipped


# --- what is meant ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("sitting.remind_after", "45 min", "45 min"),
        ("sitting.remind_after", '"45 min"', "45 min"),
        ("sitting.remind_after", "45", 45),
        ("session.voice", "off", "off"),
        ("session.sound", "false", False),
        ("session.sound", "off", "off"),
        ("session.breaths", "4", 4),
        ("poses.avoid", "knee", ["knee"]),
        ("poses.avoid", "knee, low-back", ["knee", "low-back"]),
        ("poses.avoid", '["knee"]', ["knee"]),
        ("poses.avoid", "[]", []),
        ("poses.at_hand", "knee pad, wall", ["knee pad", "wall"]),
        ("reminder.times", "11:00, 15:30", ["11:00", "15:30"]),
        ("hours.holidays", "2026-12-24", ["2026-12-24"]),
        ("poses.place_on", '{ mon = "office" }', {"mon": "office"}),
        ("session.theme", "a\nb = 3", "a\nb = 3"),
        ("hooks.on_start", "notify-send 'Off you go'", ["notify-send", "Off you go"]),
        ("hooks.on_start", "notify-send 'Off", "notify-send 'Off"),
        ("hooks.on_start", '["a", "a"]', ["a", "a"]),
    ],
)
def test_words_are_what_toml_makes_of_them_or_a_text(key: str, words: str, value: object) -> None:
    assert meant(setting(key), words) == value


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "words", "sentence"),
    [
        ("sitting.remind_after", "45", 'Did you mean "45 min"?'),
        ("sitting.remind_after", "2 days", "allowed: from 1 s to 24 h"),
        ("sitting.reset_after", "1 min", 'shorter than idle_after ("3 min")'),
        ("session.sound", "off", "Did you mean false?"),
        ("session.breaths", "0", "a whole number from 1 to 60"),
        ("poses.never", "pidgeon", 'no pose is called "pidgeon". Did you mean "pigeon"?'),
        ("poses.avoid", "elbow", "poses.avoid[1]: found"),
        ("hours", "9-17", "hours: found"),
        ("hours", '{ weekdays = ["09:00-17:00"] }', "hours.weekdays: no such name here"),
    ],
)
def test_a_wrong_value_is_refused_with_the_sentence_of_the_check(
    file: Path, key: str, words: str, sentence: str
) -> None:
    said = refused(key, words)
    assert sentence in said
    assert said.startswith(key)
    written = f"{key} = {handbook.as_toml(meant(setting(key), words))}"
    assert f"settings.toml, line 1, {said}" in [
        str(each) for each in settings.read(written, None)[1]
    ] or (key.startswith("poses.never"))


def test_a_mistake_elsewhere_does_not_stand_in_the_way_and_stays(file: Path) -> None:
    file.write_text(MINE.replace('"5 min"', "5"))
    assert "snooze = 5    # short" in put("sitting.remind_after", "20 min")


def test_a_file_that_is_no_toml_is_not_changed_and_its_line_named(file: Path) -> None:
    file.write_text(MINE + "oh no\n")
    assert refused("sitting.remind_after", "20 min").startswith(
        "settings.toml, line 13, column 4: "
    )


@pytest.mark.parametrize(
    ("key", "like"),
    [
        ("sitting.remind_afer", "sitting.remind_after"),
        ("snooze", "reminder.snooze"),
        ("session.snooze", "reminder.snooze"),
        ("volume", ""),
        ("", ""),
    ],
)
def test_the_nearest_key_is_named(key: str, like: str) -> None:
    assert handbook.find(key) is None
    expected = f"Did you mean {like}?" if like else "`unsit settings list` has them all."
    assert unknown(key).endswith(expected)


# --- files of every kind ------------------------------------------------------------------------


def test_a_link_is_written_through(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "unsit.toml"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(real)
    put("sitting.remind_after", "45 min")
    assert file.is_symlink()
    assert '"45 min" # not less' in real.read_text()
    assert [path.name for path in real.parent.iterdir()] == ["unsit.toml"]
    assert Amender().backup.read_text() == MINE


def test_a_link_to_a_folder_that_is_away_is_told(file: Path, tmp_path: Path) -> None:
    file.unlink()
    file.symlink_to(tmp_path / "not-mounted" / "unsit.toml")
    with pytest.raises(RefusedError, match=r"is a link to .* whose folder is not there"):
        put("sitting.remind_after", "45 min")
    assert not (tmp_path / "not-mounted").exists()


def test_a_link_in_a_circle_is_told(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)
    with pytest.raises(RefusedError, match="cannot be read: Too many levels"):
        put("sitting.remind_after", "45 min")


def test_a_file_that_is_read_only_is_told_in_one_sentence(file: Path) -> None:
    file.chmod(0o444)
    said = refused("sitting.remind_after", "45 min")
    assert "is read-only" in said
    assert "\n" not in said


def test_a_folder_in_the_place_of_the_file_is_told(file: Path) -> None:
    file.unlink()
    file.mkdir()
    assert "cannot be read: Is a directory" in refused("sitting.remind_after", "45 min")


def test_a_pipe_in_the_place_of_the_file_hangs_nobody(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    assert "it is a pipe or a device" in refused("sitting.remind_after", "45 min")


def test_a_file_beyond_all_measure_is_not_read(file: Path) -> None:
    with file.open("r+b") as huge:
        huge.truncate(100_000_000)
    said = refused("sitting.remind_after", "45 min")
    assert "it has 100.0 MB, and nobody writes more than one by hand" in said


def test_a_file_that_is_no_utf8_is_told_with_its_line(file: Path) -> None:
    file.write_bytes(MINE.encode() + b"# caf\xe9\n")
    assert "line 13: not UTF-8 text" in refused("sitting.remind_after", "45 min")


def test_on_a_full_disk_the_file_is_as_it_was(file: Path) -> None:
    words = "from unsit.cli import call; raise SystemExit(call(['settings', 'set', 'session.sound', 'false']))"
    done = subprocess.run(
        [sys.executable, "-c", words],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
    )
    assert done.returncode == 1
    assert "cannot be written and is as it was: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_text() == MINE
    assert sorted(path.name for path in file.parent.iterdir()) == ["settings.toml"]


def test_two_at_once_lose_nothing(file: Path) -> None:
    verbs = [("session.breaths", "4"), ("reminder.max_snoozes", "1"), ("session.sound", "false")]
    running = [
        subprocess.Popen([sys.executable, "-m", "unsit", "settings", "set", *verb])
        for verb in verbs
    ]
    assert [each.wait(PATIENCE) for each in running] == [0, 0, 0]
    found, problems = settings.read(file.read_text())
    assert problems == []
    assert (found.session.breaths, found.session.sound) == (4, False)
    assert found.rules.max_snoozes == 1


# --- any file, any change -----------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *('remind_after = "30 min"', 'idle_after = "2 min"  # quick', "# a word", "", "  "),
        *(
            "[sitting]",
            "[session]",
            "sound = true",
            "breaths = 3",
            "[hours]",
            'mon = ["09:00-10:00"]',
        ),
        *(
            "[poses.place_on]",
            'fri = "office"',
            "[poses]",
            'only = [\n "pigeon", # best\n]',
            "[new]",
        ),
        *(
            'session.voice = "off"',
            "x = { a = 1 }",
            "[[more]]",
            "t = 2024-01-01",
            's = """\nmine"""',
        ),
    ]
)
CHANGES = st.sampled_from(
    [
        *(("sitting.remind_after", "50 min"), ("session.breaths", "9"), ("session.voice", "quiet")),
        *(("hours", '{ tue = ["09:00-10:00"] }'), ("poses.only", "butterfly, pigeon")),
        *(("poses.place_on", '{ mon = "office" }'), ("hours.quiet_days", "sun")),
    ]
)


@drive(deadline=None)
@given(st.lists(LINES, max_size=8), CHANGES)
def test_a_change_is_made_and_all_else_stays_or_it_is_refused(
    lines: list[str], change: tuple[str, str]
) -> None:
    text = "\n".join(lines)
    try:
        before = tomllib.loads(text)
    except ValueError:
        return
    places.write_whole(places.settings_file(), text)
    found = setting(change[0])
    value = meant(found, change[1])
    try:
        Amender().set(found, value)
    except RefusedError:
        assert places.settings_file().read_text() == text
        return
    after = places.settings_file().read_text()
    assert Amender().get(found) == value
    beside = ["# best", *(["# quick"] if change[0] == "hours" else [])]  # lines that may have gone
    assert after.count("#") >= text.count("#") - sum(map(text.count, beside))
    for name in set(before) - {"hours", "poses", "sitting", "session"}:
        assert tomllib.loads(after)[name] == before[name]


@drive(deadline=None)
@given(st.text(max_size=40), st.sampled_from(handbook.settings()))
def test_whatever_is_typed_is_a_value_or_a_sentence(words: str, found: Setting) -> None:
    assert isinstance(Amender().refusal(found, meant(found, words)), str)


def test_no_text_at_all_is_a_document() -> None:
    document = Document("")
    document.remove(("session", "sound"))
    document.set(("session", "sound"), False)
    assert str(document) == "[session]\nsound = false\n"
