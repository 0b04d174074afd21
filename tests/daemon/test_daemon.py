"""The daemon between the core and the desktop: reminders, answers, the record, the files."""

from datetime import time, timedelta

import pytest

from tests.daemon.house import HELD, ON_CLICK, House, prepared
from tests.life import MONDAY_NINE, POSES
from unsit import places, prepare
from unsit.core import events as ev
from unsit.core.rules import Hours, Rules
from unsit.daemon import files, keeping, notices
from unsit.daemon.desk import MISSING

# --- the reminder -------------------------------------------------------------------------------


def test_the_reminder_says_how_long_you_sat_and_what_to_do_about_it(house: House) -> None:
    house.opens(ON_CLICK).works(44.9)
    assert house.notice() is None
    house.works(0.2)
    notice = house.notice()
    assert notice.title == "You have sat for 45 min"
    assert notice.body == "Pigeon: 2 min, both sides. You need: floor."
    assert notice.actions == (("start", "Start"), ("snooze", "Snooze"), ("skip", "Skip"))
    assert notice.default == "Start"
    assert notice.expires is None
    assert house.face == "due"
    assert house.desktop.panel.tip == "Time for Pigeon"


def test_start_opens_the_pose_it_named_and_takes_the_notice_back(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.chooses("start")
    window = house.window()
    assert window.plan["pose"]["id"] == "pigeon"
    assert window.plan["reason"] == "asked"
    assert house.notice() is None
    assert house.outcomes() == ["started"]
    assert house.face == "session"


def test_a_click_on_the_notice_itself_starts_too(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.chooses("default")
    assert house.window().plan["pose"]["id"] == "pigeon"


def test_snooze_takes_the_notice_back_and_asks_again(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.chooses("snooze")
    assert house.notice() is None
    assert house.outcomes() == ["snoozed"]
    house.works(9.9)
    assert house.notice() is None
    house.works(0.2)
    assert house.notice().title == "You have sat for 55 min"


def test_the_last_snooze_is_not_offered_again(house: House) -> None:
    house.opens(Rules(open_window=None, max_snoozes=1)).works(45)
    house.chooses("snooze")
    house.works(10)
    assert [key for key, _ in house.notice().actions] == ["start", "skip"]


def test_skip_lets_a_full_interval_pass(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.chooses("skip")
    assert house.outcomes() == ["skipped"]
    house.works(44.9)
    assert house.notice() is None
    house.works(0.2)
    assert house.notice().title == "You have sat for 1 h 30 min"


def test_a_notice_that_is_closed_leaves_the_reminder_due_and_opens_no_window(house: House) -> None:
    house.opens().works(45)
    house.desktop.server.dismisses()
    house.loop.settles()
    assert house.face == "due"
    house.works(5)
    assert house.daemon.day.session is None
    assert house.wishes("why")["why"][0]["what"] == "closed"


def test_a_notice_that_was_closed_can_be_had_back(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.desktop.server.dismisses()
    house.loop.settles()
    assert house.notice() is None
    assert house.wishes("undo")["ok"]
    assert house.notice().title == "You have sat for 45 min"


def test_a_notice_that_its_server_took_away_leaves_the_window_coming(house: House) -> None:
    house.opens().works(45)
    house.desktop.server.expires()
    house.loop.settles()
    house.works(0.5)
    assert house.window().plan["pose"]["id"] == "pigeon"


def test_an_ignored_reminder_is_shown_again_in_its_place(house: House) -> None:
    house.opens(ON_CLICK).works(55)
    assert house.outcomes() == ["ignored"]
    assert [notice.title for notice in house.desktop.server.log] == [
        "You have sat for 45 min",
        "You have sat for 55 min",
    ]
    assert len(house.desktop.server.notices) == 1


def test_moving_takes_the_notice_back_and_is_written_down(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.clicks("I just moved")
    assert house.notice() is None
    assert house.outcomes() == ["withdrawn"]
    (sitting,) = house.records("sitting")
    assert (sitting["sat_s"], sitting["ended_by"]) == (2700, "moved")
    assert sitting["at"] == (MONDAY_NINE + timedelta(minutes=45)).isoformat()


def test_an_answer_that_comes_too_late_is_refused_in_words(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.desktop.server.chooses("start")
    house.wishes("stretch", pose="garland")
    assert house.notice("word").body == "A stretch is being played already."
    assert house.window().plan["pose"]["id"] == "garland"


@pytest.mark.parametrize("absent", [{}, {"notifications": "no bus"}], ids=["no server", "no bus"])
def test_where_nobody_shows_notices_the_window_speaks_for_itself(
    house: House, absent: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK, served=False, absent=absent).works(45)
    window = house.window()
    assert window.plan["reason"] == "reminder"
    assert "UNSIT_FOCUS" not in window.environ


def test_a_server_that_comes_later_is_trusted_from_then_on(house: House) -> None:
    house.opens(ON_CLICK, served=False)
    house.desktop.server.comes()
    house.works(50)
    assert house.daemon.day.session is None
    assert house.notice() is not None


# --- time ---------------------------------------------------------------------------------------


def test_the_face_follows_the_sitting(house: House) -> None:
    house.opens(ON_CLICK).works(50)
    assert house.desktop.panel.faces[-3:] == ["fresh", "half", "due"]
    house.leaves(9)
    assert house.face == "away"
    house.desktop.person.types()
    assert house.face == "fresh"


def test_the_face_turns_at_its_moment_when_nothing_else_happens(house: House) -> None:
    house.opens(Rules(open_window=None, reset_after=3600)).works(22.4)
    assert house.face == "fresh"
    house.works(0.2)
    assert house.face == "half"


def test_a_face_is_shown_once_and_not_at_every_step(house: House) -> None:
    house.opens(ON_CLICK).works(20)
    before = len(house.desktop.panel.faces)
    for _ in range(5):
        house.wishes("status")
        house.daemon.happen(house.daemon.now(ev.Ticked))
    assert len(house.desktop.panel.faces) == before


def test_sleep_that_was_announced_ends_the_sitting_and_asks_who_is_there(house: House) -> None:
    house.opens().works(30)
    house.desktop.lid.happens(ev.Slept)
    house.loop.sleeps(3600)
    house.desktop.lid.happens(ev.Woke)
    assert house.desktop.person.looks >= 1
    house.desktop.person.types()
    assert house.daemon.status().sat == 0
    (sitting,) = house.records("sitting")
    assert sitting["at"] == (MONDAY_NINE + timedelta(minutes=30)).isoformat()


def test_sleep_that_nobody_announced_is_dated_to_its_beginning(house: House) -> None:
    house.opens().works(30)
    house.loop.sleeps(3600)
    assert house.desktop.person.looks == 1
    (sitting,) = house.records("sitting")
    assert sitting["sat_s"] == 1800
    assert sitting["at"] == (MONDAY_NINE + timedelta(minutes=30)).isoformat()


FIXED = Rules(open_window=None, times=(time(9, 20), time(23, 30)))


def test_a_fixed_time_reminds_by_the_clock(house: House) -> None:
    house.opens(FIXED).works(19.9)
    assert house.notice() is None
    house.works(0.2)
    assert house.notice().title == "You have sat for 20 min"


@pytest.mark.parametrize(("minutes", "told"), [(9, True), (11, False)], ids=["late", "past"])
def test_a_fixed_time_that_comes_late_is_told_and_one_that_is_past_is_not(
    house: House, minutes: float, told: bool
) -> None:
    house.opens(FIXED).works(19)
    house.sleeps_until_a_key(minutes + 1)
    assert house.notice() is None, "nobody is asked the moment they come back"
    house.works(0.5)
    assert (house.notice() is not None) == told


def test_a_fixed_time_of_last_night_is_not_told_in_the_morning(house: House) -> None:
    house.opens(FIXED, wall=MONDAY_NINE.replace(hour=23)).works(1)
    house.sleeps_until_a_key(9 * 60)
    house.works(1)
    assert house.daemon.status().state == "sitting"
    assert house.notice() is None


def test_a_fixed_time_just_before_midnight_may_come_just_after(house: House) -> None:
    rules = Rules(open_window=None, times=(time(23, 59),))
    house.opens(rules, wall=MONDAY_NINE.replace(hour=23, minute=50)).works(1)
    house.sleeps_until_a_key(10)
    house.works(0.5)
    assert house.notice() is not None


def test_hours_open_and_close_by_the_clock_alone(house: House) -> None:
    mornings = Hours(days=(((time(9, 10), time(9, 30)),),) * 7)
    house.opens(Rules(hours=mornings))
    assert house.face == "paused"
    house.works(10)
    assert house.face == "fresh"
    house.works(19.9)
    assert house.face != "paused"
    house.works(0.1)
    assert house.face == "paused"


def test_a_pause_ends_by_itself(house: House) -> None:
    house.opens()
    house.wishes("pause", seconds=1800)
    house.works(29.9)
    assert house.face == "paused"
    house.works(0.2)
    assert house.face == "fresh"


# --- what is kept -------------------------------------------------------------------------------


def test_a_pause_outlives_a_crash(house: House) -> None:
    house.opens()
    house.wishes("pause", seconds=3600)
    kept = keeping.read()  # no daemon has said good-bye
    house.closes()
    house.opens(kept=kept)
    assert house.daemon.status().state == "paused"
    assert house.face == "paused"


def test_the_clock_is_kept_every_few_minutes_and_at_the_end(house: House) -> None:
    house.opens().works(20)
    assert keeping.read()["sat_s"] >= 15 * 60
    house.works(1.5)
    house.daemon.close()
    assert keeping.read()["sat_s"] == pytest.approx(21.5 * 60)


def test_what_cannot_be_read_is_as_if_nothing_had_been_kept(house: House) -> None:
    places.write_whole(keeping.path(), b"\xff{")
    assert keeping.read() is None
    house.opens(kept=keeping.read())
    assert house.daemon.status().sentence == "Sitting 0 s, next stretch in 45 min"


def test_a_day_that_cannot_be_kept_is_said_and_goes_on(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    places.state_dir().parent.mkdir(parents=True)
    places.state_dir().write_text("a file where a folder should be")
    house.opens(ON_CLICK).works(45)
    assert house.notice() is not None
    assert caplog.text.count("the day cannot be kept on disk") == 1
    places.state_dir().unlink()
    house.works(5)
    assert keeping.path().exists()
    keeping.path().unlink()
    keeping.path().mkdir()
    house.works(10)
    assert caplog.text.count("the day cannot be kept on disk") == 2, "another time, another line"


def test_a_history_that_cannot_be_written_is_complained_of_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    places.data_dir().parent.mkdir(parents=True)
    places.data_dir().write_text("a file where a folder should be")
    house.opens(ON_CLICK).works(45)
    house.chooses("skip")
    assert house.notice("word").body.startswith("The history cannot be written: ")
    house.desktop.server.withdraw("word")
    house.works(45)
    house.chooses("skip")
    assert house.notice("word") is None
    assert caplog.text.count("The history cannot be written") == 2


# --- the desktop's parts ------------------------------------------------------------------------


def test_without_presence_it_says_why_and_the_rest_works(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(absent={"presence": "there is no display"})
    assert house.desk.missing == {"presence": "there is no display"}
    assert house.daemon.status().sentence == "Presence cannot be seen: there is no display"
    assert house.face == "blind"
    house.wishes("stretch", pose="garland")
    assert house.window().plan["pose"]["id"] == "garland"


@pytest.mark.parametrize("part", ["tray", "power", "notifications"])
def test_any_part_may_be_missing_and_is_said_once(
    house: House, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(Rules(open_window=0), absent={part: "it is not there"}).works(45)
    assert house.window().plan["pose"]["id"] == "pigeon"
    assert house.desk.missing == {part: "it is not there"}
    assert [record.getMessage() for record in caplog.records] == [
        f"{MISSING[part]}: it is not there"
    ]


def test_a_screen_that_goes_away_is_told_with_its_reason(house: House) -> None:
    house.opens().works(10)
    house.desktop.person.goes_blind("the X server has gone")
    assert house.face == "blind"
    assert house.daemon.status().sentence == "Presence cannot be seen: the X server has gone"


def test_quitting_leaves_nothing_on_the_desktop(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.daemon.close()
    house.desk.close()
    desktop = house.desktop
    assert desktop.server.notices == {}
    parts = (desktop.server, desktop.panel, desktop.person, desktop.lid, desktop)
    assert all(part.closed for part in parts)


# --- settings and poses -------------------------------------------------------------------------


def test_other_settings_hold_at_once_and_reach_the_presence(house: House) -> None:
    house.opens(ON_CLICK).works(20)
    house.daemon.adopt(prepared(Rules(remind_after=1200, idle_after=60, open_window=None)))
    house.loop.passes(3)
    assert house.notice().title == "You have sat for 20 min"
    assert house.desktop.person.idle_after == 60


def test_other_fixed_times_take_the_place_of_those_before(house: House) -> None:
    house.opens(FIXED)
    house.daemon.adopt(prepared(Rules(open_window=None, times=(time(9, 10),))))
    house.works(10.1)
    assert house.notice() is not None
    house.chooses("skip")
    house.works(15)
    assert house.notice() is None


def test_problems_are_shown_and_taken_back_when_they_are_put_right(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens()
    house.daemon.adopt(prepared(problems=("line 3: no such key",)))
    notice = house.notice(notices.PROBLEMS)
    assert notice.body == "line 3: no such key\nWhat was good before stays in force."
    assert "line 3: no such key" in caplog.text
    house.daemon.adopt(prepared())
    assert house.notice(notices.PROBLEMS) is None


def test_problems_that_were_there_at_the_start_are_shown(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(problems=("pigeon.toml: no steps",))
    assert house.notice(notices.PROBLEMS).body.startswith("pigeon.toml: no steps")


def test_the_same_problems_are_not_shown_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(problems=("line 3: no such key",))
    house.desktop.server.dismisses(notices.PROBLEMS)
    house.daemon.adopt(prepared(Rules(remind_after=60), problems=("line 3: no such key",)))
    assert house.notice(notices.PROBLEMS) is None


def test_more_problems_than_fit_are_counted(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.opens(problems=tuple(f"line {number}: wrong" for number in range(1, 8)))
    lines = house.notice(notices.PROBLEMS).body.split("\n")
    assert lines[:5] == [f"line {number}: wrong" for number in range(1, 6)]
    assert lines[5] == "… and 2 more: see `unsit settings check`."


def test_a_file_that_was_saved_is_checked_by_a_child_and_used(house: House) -> None:
    house.opens()
    places.write_whole(places.settings_file(), 'sitting.remind_after = "1 h"\n')
    files.look(house.daemon)
    house.loop.until("new settings", lambda: house.daemon.setup.rules.remind_after == 3600)
    assert len(house.daemon.setup.poses) == 17


def test_where_the_child_leaves_nothing_the_files_are_read_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.opens()
    places.write_whole(places.settings_file(), 'sitting.remind_after = "1 h"\n')
    monkeypatch.setattr(prepare, "command", lambda: ["/bin/false"])
    files.look(house.daemon)
    house.loop.until("new settings", lambda: house.daemon.setup.rules.remind_after == 3600)


def test_the_last_good_settings_stay_where_nothing_can_be_kept_as_well(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(Rules(remind_after=3300))
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    monkeypatch.setattr(prepare, "command", lambda: ["/bin/false"])
    places.write_whole(places.settings_file(), 'sitting.remind_after = "55 mn"\n')
    files.look(house.daemon)
    house.loop.until("complaint", lambda: house.daemon.prepared.problems)
    assert house.daemon.setup.rules.remind_after == 3300
    assert 'found "55 mn"' in caplog.text


def test_a_pose_that_goes_while_its_reminder_stands_is_replaced(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.daemon.adopt(prepared(ON_CLICK, poses=POSES[1:]))
    house.loop.passes(3)
    assert house.notice().body.startswith("Garland: ")
    house.chooses("start")
    assert house.window().plan["pose"]["id"] == "garland"


def test_the_drawing_that_was_prepared_goes_to_the_window(house: House) -> None:
    house.opens()
    assert prepare.make().problems == ()
    adopted = prepare.load()
    assert adopted is not None
    house.daemon.adopt(adopted)
    house.wishes("stretch", pose="pigeon")
    plan = house.window().plan
    assert plan["figure"]["keys"]
    assert plan["pose"]["name"] == "Pigeon Pose"


def test_a_whole_session_is_played_and_written_down(house: House) -> None:
    house.opens().works(45.5)
    window = house.window()
    window.is_at("right", 80)
    house.loop.until("right side", lambda: "right side" in house.daemon.status().sentence)
    assert house.face == "session"
    house.loop.passes(80)
    window.ends()
    house.session_ends()
    (session,) = house.records("session")
    assert session["at"] == (MONDAY_NINE + timedelta(minutes=45, seconds=20)).isoformat()
    assert (session["pose"], session["outcome"]) == ("pigeon", "done")
    assert session["held_s"] == {"right": 30.0, "left": 30.0}
    assert session["holds"] == HELD
    assert house.records("sitting")[0]["ended_by"] == "session"
    assert house.daemon.status().sat == 0
    assert house.face == "fresh"


# --- what goes wrong in doing ---------------------------------------------------------------------


def test_when_the_server_goes_while_a_reminder_stands_the_window_opens(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.desktop.server.crashes()
    house.loop.passes(2)
    assert house.daemon.status().session is None, "it may only be restarting"
    house.loop.passes(2)
    assert house.daemon.status().session is not None


def test_a_server_that_only_restarts_opens_no_window(house: House) -> None:
    house.opens(ON_CLICK).works(45)
    house.desktop.server.crashes()
    house.loop.passes(2)
    house.desktop.server.comes()
    house.loop.passes(60)
    assert house.daemon.status().session is None


def test_a_window_that_cannot_even_be_planned_ends_the_session_and_not_the_day(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    house.opens(ON_CLICK).works(45)

    def broken(pose_id: str) -> None:
        raise RuntimeError(f"{pose_id} is broken")

    monkeypatch.setattr(prepare, "figure", broken)
    house.chooses("start")
    house.loop.until("end", lambda: house.daemon.status().session is None)
    assert "is broken" in house.notice(notices.WORD).body
    assert house.daemon.status().reminder == "snoozed"
