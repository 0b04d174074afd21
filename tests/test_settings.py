"""The settings file: what it says, what is wrong with it, and the first copy."""

import json
import runpy
import shutil
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unsit import places, settings
from unsit.core.poses import Hold, Pose
from unsit.core.rules import WHEN_IGNORED, HookRules, Hours, PoseRules, Rules, SessionRules
from unsit.core.signs import SIGNS
from unsit.core.value import asdict, names_of
from unsit.schema import load
from unsit.settings import Settings

NOON = time(12)
SCRIPT = Path(__file__).parents[1] / "installers" / "settings_sample.py"
DEFAULTS = places.shipped("config") / "settings.toml"


def pose(name: str, *needs: str) -> Pose:
    return Pose(name, name.title(), Hold(30), (), needs=needs)


POSES = (pose("butterfly", "floor"), pose("garland"), pose("pigeon", "floor"))


def said(text: str, poses: tuple[Pose, ...] | None = None) -> list[str]:
    return [
        str(problem).removeprefix("settings.toml, ") for problem in settings.read(text, poses)[1]
    ]


# --- the documented defaults -------------------------------------------------------------------


def test_the_documented_defaults_are_what_the_schema_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(places.shipped("config") / "settings.schema.json", tmp_path)
    monkeypatch.setattr(places, "shipped", lambda _: tmp_path)
    assert runpy.run_path(str(SCRIPT))["main"]() == 0
    assert (tmp_path / "settings.toml").read_bytes() == DEFAULTS.read_bytes()


def test_the_documented_defaults_are_those_of_the_core() -> None:
    assert settings.read(DEFAULTS.read_text(encoding="utf-8")) == (Settings(), [])
    assert settings.read("") == (Settings(), [])


def test_every_rule_of_the_core_can_be_set() -> None:
    sections = load(places.shipped("config") / "settings.schema.json")["properties"]
    named = {*sections["sitting"]["properties"], *sections["reminder"]["properties"], "hours"}
    named |= {"stand_at_most", *sections["hours"]["properties"]}
    assert named == {*names_of(Rules)}
    assert set(sections["standing"]["properties"]) == {"remind_after"}
    assert set(sections["session"]["properties"]) == {*names_of(SessionRules)}
    assert set(sections["poses"]["properties"]) == {*names_of(PoseRules)}
    assert set(sections["hooks"]["properties"]) == {*names_of(HookRules)}


GIVEN = {
    *("quiet_days = []", "holidays = []"),
    *("times = []", "only = []", "never = []", "avoid = []", "place_on = {}"),
    *("on_start = []", "on_done = []"),
    'remind_after = "off"',
}
"""Defaults in the place of which the examples stand."""


def test_the_examples_of_the_documented_defaults_work_when_their_mark_is_taken_away() -> None:
    lines = []
    for line in DEFAULTS.read_text(encoding="utf-8").splitlines():
        example = line.removeprefix("# For example: ")
        if example != line:
            lines.append(example)
        elif line.startswith(("# mon-fri =", "# sat =")):
            lines.append(line.removeprefix("# "))
        elif line not in GIVEN:
            lines.append(line)
    found, problems = settings.read("\n".join(lines), POSES)
    assert problems == []
    assert found.rules.times == (time(11), time(15, 30))
    assert found.rules.hours is not None
    assert found.rules.quiet_days == (5, 6)
    assert found.rules.holidays == (("2026-12-24", "2027-01-01"), ("05-01", "05-01"))
    assert found.poses == PoseRules(
        only=("butterfly", "pigeon"),
        never=("garland",),
        avoid=("knee", "deep-hip-flexion"),
        place_on=("office",) * 5 + ("", ""),
    )
    assert found.rules.stand_at_most == 1800
    assert found.hooks == HookRules(on_start=("playerctl", "pause"), on_done=("playerctl", "play"))


# --- what it says ------------------------------------------------------------------------------


def test_everything_that_is_set_arrives() -> None:
    found, problems = settings.read("""
        [sitting]
        remind_after = "50 min"
        count = ["fullscreen"]
        count_at_most = "2 h"
        [reminder]
        open_window = "on click"
        snooze = "5 min"
        max_snoozes = 1
        repeat_after = "15 min"
        hold_for = ["call", "media"]
        hold_at_most = "1 h"
        times = ["15:30", "11:00"]
        [standing]
        remind_after = "40 min"
        [session]
        lead_in = "15 s"
        lead_in_waits = true
        breath = "6 s"
        breaths = 4
        switch = "10 s"
        sound = false
        theme = "dark"
        remote = false
        [poses]
        only = ["pigeon"]
        never = ["lizard"]
        at_hand = ["floor"]
    """)
    assert problems == []
    assert found == Settings(
        Rules(
            remind_after=3000,
            count=("fullscreen",),
            count_at_most=7200,
            open_window=None,
            snooze=300,
            max_snoozes=1,
            repeat_after=900,
            hold_for=("call", "media"),
            hold_at_most=3600,
            stand_at_most=2400,
            times=(time(11), time(15, 30)),
        ),
        SessionRules(15, 6, 4, 10, False, theme="dark", lead_in_waits=True, remote=False),
        PoseRules(("pigeon",), ("lizard",), ("floor",)),
    )


def test_an_interval_of_a_few_seconds_is_legal() -> None:
    text = '[sitting]\nremind_after = "5 s"\nidle_after = "1 s"\nreset_after = "1 s"'
    found, problems = settings.read(text)
    assert (found.rules.remind_after, problems) == (5.0, [])


def test_a_time_at_the_end_of_the_day_is_midnight() -> None:
    found, problems = settings.read('reminder.times = ["24:00", "11:00", "00:00"]')
    assert (found.rules.times, problems) == ((time(0), time(11)), [])


# --- hours -------------------------------------------------------------------------------------


def hours(text: str) -> Hours:
    found, problems = settings.read(f"[hours]\n{text}")
    assert problems == []
    assert found.rules.hours is not None
    return found.rules.hours


@pytest.mark.parametrize("port", [0, 65536, 99999])
def test_a_port_that_there_is_not_is_refused(port: int) -> None:
    (problem,) = said(f'sync.mqtt = "mqtt://broker.home:{port}"')
    assert "a port is from 1 to 65535" in problem


@pytest.mark.parametrize("port", [1, 1883, 9999, 59999, 64999, 65499, 65529, 65535])
def test_every_port_that_there_is_is_taken(port: int) -> None:
    assert said(f'sync.mqtt = "mqtt://broker.home:{port}"') == []


def test_no_hours_are_always() -> None:
    assert settings.read("[hours]")[0].rules.hours is None


def test_a_day_that_is_not_named_is_off() -> None:
    week = hours('mon-fri = ["09:00-12:30", "13:30-18:00"]').days
    assert week[0] == week[4] == ((time(9), time(12, 30)), (time(13, 30), time(18)))
    assert week[5] == week[6] == ()


def test_a_day_named_twice_gets_both_and_overlaps_become_one() -> None:
    week = hours("""
        every-day = ["10:00-12:00"]
        mon-wed = ["11:00-14:00", "14:00-15:00"]
        tue = ["09:00-10:30", "20:00-24:00"]
    """).days
    assert week[0] == ((time(10), time(15)),)
    assert week[1] == ((time(9), time(15)), (time(20), time.max))
    assert week[6] == ((time(10), time(12)),)


def test_midnight_is_the_end_of_the_day() -> None:
    friday = datetime(2024, 3, 1, 23, 59, 59).astimezone()
    open_late = hours('fri = ["22:00-24:00"]')
    assert open_late.open_at(friday)
    assert not open_late.open_at(friday + timedelta(seconds=1))


def test_an_empty_list_makes_a_day_off() -> None:
    week = hours('sat = []\nsun = ["10:00-11:00"]').days
    assert (week[5], len(week[6])) == ((), 1)


def test_quiet_days_are_off_whatever_the_hours() -> None:
    text = '[hours]\nevery-day = ["09:00-17:00"]\nquiet_days = ["sat-sun", "wed", "sun"]'
    rules = settings.read(text)[0].rules
    assert rules.quiet_days == (2, 5, 6)
    week = [datetime(2024, 3, 4 + day, 12).astimezone() for day in range(7)]
    assert [day for day in range(7) if not rules.speaks_at(week[day])] == [2, 5, 6]
    assert not rules.speaks_at(week[0].replace(hour=18))


def test_with_quiet_days_alone_the_others_have_all_their_hours() -> None:
    rules, problems = settings.read('hours.quiet_days = ["sun"]')
    assert (rules.rules.hours, problems) == (None, [])


@pytest.mark.parametrize(
    ("holiday", "day", "off"),
    [
        ("2026-12-24", "2026-12-24", True),
        ("2026-12-24", "2027-12-24", False),
        ("2026-12-31..2027-01-02", "2027-01-02", True),
        ("2026-12-31 .. 2027-01-02", "2027-01-03", False),
        ("05-01", "2031-05-01", True),
        ("12-24..01-02", "2031-01-02", True),
        ("12-24..01-02", "2031-01-03", False),
        ("12-24..01-02", "2031-12-24", True),
        ("02-29", "2028-02-29", True),
    ],
)
def test_a_holiday_is_off_all_day(holiday: str, day: str, off: bool) -> None:
    found, problems = settings.read(f"hours.holidays = {json.dumps([holiday])}")
    assert problems == []
    assert found.rules.hours is None
    for hour in (0, 12, 23):
        wall = datetime.fromisoformat(f"{day}T{hour:02}:30").astimezone()
        assert found.rules.speaks_at(wall) is not off


@pytest.mark.parametrize(
    ("holiday", "meant"),
    [
        ("24.12.2026", "2026-12-24"),
        ("24.12.2026..2.1.2027", "2026-12-24..2027-01-02"),
        ("2026-12-24 - 2026-12-26", "2026-12-24..2026-12-26"),
        ("2026-12-24..12-26", "2026-12-24..2026-12-26"),
        ("2026-12-26..2026-12-24", "2026-12-24..2026-12-26"),
    ],
)
def test_a_holiday_written_otherwise_is_told_how(holiday: str, meant: str) -> None:
    (sentence,) = said(f'hours.holidays = ["{holiday}"]')
    assert sentence.endswith(f'Did you mean "{meant}"?')
    assert said(f'hours.holidays = ["{meant}"]') == []


@pytest.mark.parametrize("holiday", ["2026-02-30", "13-01", "christmas", "20261224", ""])
def test_what_is_no_date_is_refused(holiday: str) -> None:
    (sentence,) = said(f'hours.holidays = ["{holiday}"]')
    assert 'a date such as "2026-12-24"' in sentence


SPANS = st.tuples(st.integers(0, 24 * 60), st.integers(0, 24 * 60)).filter(lambda s: s[0] < s[1])


@given(st.lists(SPANS, min_size=1, max_size=6), st.integers(0, 24 * 60 - 1))
def test_merging_ranges_changes_no_minute(spans: list[tuple[int, int]], minute: int) -> None:
    def clock(minutes: int) -> str:
        return f"{minutes // 60:02}:{minutes % 60:02}"

    ranges = [f"{clock(start)}-{clock(end)}" for start, end in spans]
    monday = datetime(2024, 3, 4, minute // 60, minute % 60).astimezone()
    found = hours(f"mon = {json.dumps(ranges)}")
    assert found.open_at(monday) == any(start <= minute < end for start, end in spans)
    assert all(a[1] < b[0] for a, b in zip(found.days[0], found.days[0][1:], strict=False))


# --- what is wrong with it ---------------------------------------------------------------------


def test_every_problem_is_listed_at_once_with_its_line_and_its_repair() -> None:
    text = """[sitting]
remind_after = 45
remind_afer = "3 min"
idle_after = "half an hour"

[reminder]
open_window = "20 s"
breath = "6 s"
times = ["11:00", "3 pm"]

[hours]
weekdays = ["09:00-17:00"]
mon = ["17:00-09:00"]

[sesion]
sound = true

[poses]
at_hand = ["flor"]
"""
    length = 'a length of time such as "45 min", "1 h 30 min" or "20 s"'
    assert said(text) == [
        (
            f"line 2, sitting.remind_after: found 45; allowed: {length}, from 1 s to 24 h."
            ' Did you mean "45 min"?'
        ),
        "line 3, sitting.remind_afer: no such setting. Did you mean remind_after?",
        f'line 4, sitting.idle_after: found "half an hour"; allowed: {length}.',
        (
            'line 7, reminder.open_window: found "20 s"; allowed: "after 20 s", "at once", "when ignored" or "on click".'
            ' Did you mean "after 20 s"?'
        ),
        "line 8, reminder.breath: no such setting. Did you mean session.breath?",
        (
            'line 9, reminder.times[2]: found "3 pm"; allowed: a time of the day such as "11:00".'
            ' Did you mean "15:00"?'
        ),
        (
            "line 12, hours.weekdays: no such name here; allowed: mon, tue, wed, thu, fri, sat, sun,"
            " days such as mon-fri, or every-day."
        ),
        (
            'line 13, hours.mon[1]: found "17:00-09:00"; allowed: a range that ends after it begins;'
            " for a night write two, one to 24:00 and one on the next day from 00:00."
        ),
        "line 15, sesion: no such section. Did you mean session?",
        (
            'line 19, poses.at_hand[1]: found "flor"; allowed: "floor", "wall" or "knee pad".'
            ' Did you mean "floor"?'
        ),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'volume = "loud"',
            (
                "line 1, volume: no such setting (of a newer version of Unsit?); allowed: general,"
                " sitting, reminder, standing, hours, session, poses, sync, hooks."
            ),
        ),
        (
            "[standing]\nremind_after = true",
            (
                'line 2, standing.remind_after: found true; allowed: "off", or a length of time such as'
                ' "30 min".'
            ),
        ),
        (
            "[reminder]\nhold_for = [3]",
            (
                'line 2, reminder.hold_for[1]: found 3; allowed: "call", "sharing", "fullscreen",'
                ' "do-not-disturb", "media" or "inhibitor".'
            ),
        ),
        (
            "[session]\nvoice = false",
            (
                'line 2, session.voice: found false; allowed: "on", "quiet" or "off".'
                ' Did you mean "off"?'
            ),
        ),
        ('snooze = "5 min"', "line 1, snooze: no such setting. Did you mean reminder.snooze?"),
        (
            "[session]\nvolume = 3",
            (
                "line 2, session.volume: no such setting (of a newer version of Unsit?); allowed:"
                " lead_in, lead_in_waits, ask_feel, breath, breaths, switch, sound, voice, theme,"
                " motion, figure, floor, turned, remote."
            ),
        ),
        ("sitting = 3", "line 1, sitting: found 3; allowed: a table."),
        (
            "reminder.times = [11:00:00]",
            (
                "line 1, reminder.times[1]: found 11:00:00; allowed: a time of the day such as"
                ' "11:00". Did you mean "11:00"?'
            ),
        ),
        (
            'reminder.times = ["11:00", "11:00"]',
            'line 1, reminder.times[2]: "11:00" stands there twice; allowed: each once.',
        ),
        (
            "reminder.open_window = 20",
            (
                'line 1, reminder.open_window: found 20; allowed: "after 20 s", "at once", '
                '"when ignored" or "on click". Did you mean "after 20 s"?'
            ),
        ),
        (
            "session.lead_in = 20",
            (
                'line 1, session.lead_in: found 20; allowed: a length of time such as "45 min",'
                ' "1 h 30 min" or "20 s", from 0 s to 10 min. Did you mean "20 s"?'
            ),
        ),
        (
            "[hours]\nsat = []",
            (
                "line 1, hours: no hours are left in the whole week, so Unsit would never speak;"
                ' allowed: at least one range, such as mon-fri = ["09:00-18:00"], or an empty [hours]'
                " for always."
            ),
        ),
        (
            '[sitting]\nreset_after = "1 min"',
            (
                'line 2, sitting.reset_after: found "1 min", shorter than idle_after ("3 min"); allowed:'
                ' at least as long as idle_after. Did you mean "3 min"?'
            ),
        ),
        (
            '[sitting]\nidle_after = "10 min"',
            (
                'line 2, sitting.idle_after: found "10 min", longer than reset_after ("5 min" when it is'
                ' not set); allowed: at most as long as reset_after; add reset_after = "10 min" below'
                " it."
            ),
        ),
        (
            "[sitting]\nremind_after = 45 min",
            (
                "line 2, column 19: something stands behind the value; a text needs quotes around it."
                ' Did you mean remind_after = "45 min"?'
            ),
        ),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(text: str, expected: str) -> None:
    assert said(text) == [expected]


def test_the_right_keys_of_a_bad_file_hold_and_the_wrong_ones_are_at_their_defaults() -> None:
    found, problems = settings.read("""
        sitting.remind_after = "30 min"
        sitting.idle_after = "soon"
        session.sound = "loud"
        session.breaths = 4
        reminder.times = ["11:00", "later"]
    """)
    assert len(problems) == 3
    assert found == Settings(Rules(remind_after=1800), SessionRules(breaths=4))


def test_idle_and_reset_that_do_not_fit_are_both_at_their_defaults() -> None:
    text = '[sitting]\nremind_after = "30 min"\nidle_after = "9 min"\nreset_after = "8 min"'
    found, problems = settings.read(text)
    assert len(problems) == 1
    assert found.rules == Rules(remind_after=1800)


# --- poses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'poses.only = ["pidgeon"]',
            'line 1, poses.only[1]: no pose is called "pidgeon". Did you mean "pigeon"?',
        ),
        (
            'poses.never = ["Pigeon"]',
            'line 1, poses.never[1]: no pose is called "Pigeon". Did you mean "pigeon"?',
        ),
        (
            '[poses]\nnever = [\n  "garland",\n  "splits",\n]',
            'line 4, poses.never[2]: no pose is called "splits"; allowed: butterfly, garland, pigeon.',
        ),
    ],
)
def test_a_name_that_no_pose_has_is_refused(text: str, expected: str) -> None:
    assert said(text, POSES) == [expected]
    assert set(settings.read(text, POSES)[0].poses.never) <= {"garland"}
    assert settings.read(text, POSES)[0].poses.only == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            '[poses]\nonly = ["garland"]\nnever = ["garland"]',
            PoseRules(never=("garland",)),
        ),
        ('[poses]\nonly = ["pigeon"]\nat_hand = ["wall"]', PoseRules(at_hand=("wall",))),
        ('[poses]\nonly = ["mine"]\nnever = ["garland"]', PoseRules(never=("garland",))),
        (
            '[poses]\nnever = ["butterfly", "garland", "pigeon"]',
            PoseRules(never=("butterfly", "garland", "pigeon")),
        ),
    ],
    ids=["only and never", "only and at_hand", "only broken ones", "never any"],
)
def test_a_choice_that_leaves_nothing_is_refused_and_still_nothing_forbidden_is_offered(
    text: str, kept: PoseRules
) -> None:
    found, problems = settings.read(text, POSES, broken={"mine"})
    assert found.poses == kept
    assert [str(problem).removeprefix("settings.toml, ") for problem in problems] == [
        (
            "line 1, poses: no pose is left to offer; allowed: only, never, avoid and at_hand that"
            " leave at least one; `unsit poses` lists what each needs."
        )
    ]


@pytest.mark.parametrize(
    "never",
    [
        '["garland", "splits"]',
        '["garland", "garland"]',
        '["garland", 3]',
        '"garland"',
        '["garland"]\nat_hand = ["flor"]',
    ],
)
def test_what_must_never_be_is_not_lost_by_a_slip_beside_it(never: str) -> None:
    text = f'[poses]\nonly = ["garland"]\nnever = {never}'
    found, problems = settings.read(text, POSES)
    assert problems
    assert set(found.poses.never) == {"garland"}
    assert found.poses.only == ()


@pytest.mark.parametrize("poses", ["3", "[1]", "{ never = 3 }", "{ never = [3, [4]] }"])
def test_nothing_that_is_a_name_under_never_forbids_nothing(poses: str) -> None:
    found, problems = settings.read(f"poses = {poses}", POSES)
    assert (found.poses, len(problems) > 0) == (PoseRules(), True)


def test_a_pose_whose_file_is_broken_is_not_unknown() -> None:
    text = 'poses.never = ["mine"]'
    assert settings.read(text, POSES, broken={"mine"})[1] == []
    assert len(settings.read(text, POSES)[1]) == 1


def test_a_wrong_name_leaves_the_other_list_alone() -> None:
    text = '[poses]\nonly = ["pidgeon"]\nnever = ["garland"]'
    assert settings.read(text, POSES)[0].poses == PoseRules(never=("garland",))


# --- carrying it to the daemon -----------------------------------------------------------------

TIMES = st.times().map(lambda moment: moment.replace(microsecond=0, fold=0)) | st.just(time.max)
DAYS = st.lists(st.tuples(TIMES, TIMES), max_size=2).map(tuple)
SETTINGS = st.builds(
    Settings,
    st.builds(
        Rules,
        remind_after=st.floats(1, 86400),
        open_window=st.none() | st.floats(0, 60) | st.just(WHEN_IGNORED),
        stand_at_most=st.none() | st.floats(1, 86400),
        hold_for=st.lists(st.sampled_from(SIGNS), max_size=3).map(tuple),
        times=st.lists(TIMES, max_size=3).map(tuple),
        hours=st.none() | st.builds(Hours, st.tuples(*[DAYS] * 7)),
        quiet_days=st.lists(st.integers(0, 6), max_size=2).map(tuple),
        holidays=st.lists(st.just(("12-24", "01-02")), max_size=2).map(tuple),
    ),
    st.builds(SessionRules, sound=st.booleans(), theme=st.sampled_from(["auto", "dark"])),
    st.builds(PoseRules, only=st.lists(st.text(max_size=5), max_size=2).map(tuple)),
)


@given(SETTINGS)
def test_settings_survive_the_way_through_json(found: Settings) -> None:
    assert Settings.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_what_another_version_wrote_is_read_as_far_as_it_is_known() -> None:
    document: dict[str, Any] = {"rules": {"snooze": 60, "shout": True}, "later": {}}
    assert Settings.from_json(document) == Settings(Rules(snooze=60))


# --- the first copy ----------------------------------------------------------------------------


def test_the_defaults_are_written_when_there_are_no_settings() -> None:
    assert settings.write_defaults_if_absent(places.settings_file())
    assert places.settings_file().read_bytes() == DEFAULTS.read_bytes()


def test_settings_that_are_there_are_never_touched() -> None:
    file = places.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text("nonsense")
    before = file.stat()
    assert not settings.write_defaults_if_absent(file)
    after = file.stat()
    assert (file.read_text(), after.st_mtime_ns) == ("nonsense", before.st_mtime_ns)


def test_a_link_to_nowhere_is_the_users_own_business(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.symlink_to(tmp_path / "not-mounted" / "settings.toml")
    assert not settings.write_defaults_if_absent(file)
    assert not file.exists()


@given(st.text(max_size=200))
def test_no_text_makes_reading_fail(text: str) -> None:
    found, problems = settings.read(text, POSES)
    assert asdict(found)
    assert all(str(problem).startswith("settings.toml") for problem in problems)


# --- avoiding, shelving, places ------------------------------------------------------------------


def test_what_is_to_be_spared_is_not_lost_by_a_slip_beside_it() -> None:
    text = '[poses]\navoid = ["knee", "elbow", 3, "wrist"]'
    found, problems = settings.read(text, POSES)
    assert found.poses.avoid == ("knee", "wrist")
    assert len(problems) == 2


def test_a_slip_in_what_is_to_be_spared_is_told_what_was_meant() -> None:
    assert said('poses.avoid = ["deep hip flexion"]') == [
        (
            'line 1, poses.avoid[1]: found "deep hip flexion"; allowed: "knee", "wrist", "low-back", '
            '"deep-hip-flexion", "shoulder" or "neck". Did you mean "deep-hip-flexion"?'
        )
    ]


def test_a_shelf_is_for_days() -> None:
    found, problems = settings.read('poses.shelve_for = "14 days"')
    assert (found.poses.shelve_for, problems) == (14 * 86400, [])
    assert said("poses.shelve_for = 7")[0].endswith('Did you mean "7 days"?')


def test_a_day_that_is_named_has_the_place_of_the_shorter_span() -> None:
    text = """
        [poses]
        place = "standing"
        place_on = { fri = "floor", mon-fri = "office" }
    """
    found, problems = settings.read(text)
    assert problems == []
    assert found.poses.place_on == (*["office"] * 4, "floor", "", "")
    assert Settings.from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'poses.place = "ofice"',
            (
                'line 1, poses.place: found "ofice"; allowed: "floor", "office" or "standing". '
                'Did you mean "office"?'
            ),
        ),
        (
            'poses.place_on = { monday = "office" }',
            (
                "line 1, poses.place_on.monday: no such name here; allowed: mon, tue, wed, thu, fri, "
                "sat, sun, days such as mon-fri, or every-day."
            ),
        ),
        (
            '[poses.place_on]\nmon = "kitchen"',
            'line 2, poses.place_on.mon: found "kitchen"; allowed: "floor", "office" or "standing".',
        ),
    ],
)
def test_a_slip_in_a_place_is_told(text: str, problem: str) -> None:
    assert said(text) == [problem]
    assert settings.read(text)[0].poses == PoseRules()
