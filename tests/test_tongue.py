"""Nothing is said in passing: all that a person reads was asked for in the language that is spoken."""

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import click
import pytest

from tests.daemon.house import HELD, ON_CLICK, House
from tests.life import Life
from tests.tongue import spoken, unasked, wide
from unsit import catalogue, library, places, settings
from unsit.cli import call
from unsit.cli.main import cli
from unsit.core import cues, menu, session
from unsit.core import events as ev
from unsit.core.choosing import SOME
from unsit.core.day import Nudge
from unsit.core.poses import Pose
from unsit.core.rules import Hours, PoseRules, Rules, SessionRules
from unsit.core.signs import SIGNS
from unsit.daemon import coach, notices
from unsit.desktop import Notice
from unsit.doctor import window
from unsit.window import preflight

POSES = library.load().poses
IDS = [pose.id for pose in POSES]
CREDITS = [pose.credit for pose in POSES if pose.credit]


@pytest.fixture(autouse=True)
def in_wide_letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak it; no settings that are read meanwhile make it another."""
    monkeypatch.setattr(catalogue, "speak", lambda *_: None)
    with spoken():
        yield


def life(**facts: Any) -> Life:
    return Life(poses=POSES, **facts)


class Listener:
    """Hears all that a day says."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def hears(self, person: Life, when: str) -> None:
        status = person.status
        labels = [each.label for each in walk(menu.entries(status, person.poses))]
        for text in (status.sentence, status.tip, *labels):
            self.said[text] = when
        for decision in person.day.why:
            self.said[decision.what] = self.said[decision.because] = when

    def unasked(self) -> dict[str, list[str]]:
        return {text: words for text in self.said if (words := unasked(text))}


def walk(entries: tuple[menu.Entry, ...]) -> Iterator[menu.Entry]:
    for each in entries:
        yield each
        yield from walk(each.children)


# --- a day --------------------------------------------------------------------------------------


def test_a_day_with_all_that_can_happen_in_it() -> None:
    ear = Listener()
    rules = Rules(
        hours=Hours(((((time(8), time(18)),)),) * 7), stand_at_most=1800, open_window=None
    )
    person = life(rules=rules)
    ear.hears(person, "begun")
    person.works(30)
    person.begins("media")
    person.leaves(10)
    ear.hears(person, "watching")
    person.works(6)
    ear.hears(person, "due")
    person.says(ev.Snoozed, None, 100.0)
    ear.hears(person, "snoozed")
    for number in range(5):
        person.works(11)
        person.says(ev.Snoozed, None, 100.0)
        ear.hears(person, f"snoozed {number}")
    person.works(11)
    ear.hears(person, "costly")
    person.says(ev.Skipped)
    ear.hears(person, "skipped")
    person.says(ev.Undone)
    person.says(ev.Closed)
    ear.hears(person, "brought back")
    for kind in (ev.Stood, ev.Sat, ev.Moved):
        person.says(kind)
        person.works(40 if kind is ev.Stood else 1)
        ear.hears(person, kind.__name__)
    for until in (None, person.wall + timedelta(minutes=9), person.wall + timedelta(days=1)):
        person.says(ev.Paused, until)
        ear.hears(person, "paused")
        person.works(50)
        ear.hears(person, "held by a pause")
        person.says(ev.Resumed)
    person.locks(2)
    person.sleeps(20)
    ear.hears(person, "asleep")
    person.works(1)
    person.leaves(4)
    ear.hears(person, "away")
    person.leaves(30)
    ear.hears(person, "away for long")
    person.works(46)
    person.says(ev.Blind, wide("why"))
    ear.hears(person, "blind")
    person.leaves(900)
    ear.hears(person, "off hours")
    assert ear.unasked() == {}


@pytest.mark.parametrize("sign", SIGNS)
def test_whatever_holds_a_reminder(sign: str) -> None:
    ear = Listener()
    person = life(rules=Rules(hold_for=SIGNS, hold_at_most=3600, open_window=None))
    person.begins(sign)
    person.works(50)
    ear.hears(person, "held")
    person.works(60)
    person.ends(sign)
    ear.hears(person, "just free")
    person.works(5)
    ear.hears(person, "given")
    assert ear.unasked() == {}


def test_a_session_from_its_window_to_ouch() -> None:
    ear = Listener()
    person = life(rules=Rules(open_window=None))
    for facts in (("", None), ("pigeon", None), ("", 1800.0)):
        person.works(1)
        person.says(ev.Wanted, *facts)
        ear.hears(person, "opened")
        for stands in ((False, False), (True, False), (False, True)):
            person.says(ev.Playing, "right", 2, "hold", 20.0, *stands)
            ear.hears(person, "playing")
        person.says(ev.Paused, None)
        ear.hears(person, "paused")
        person.says(ev.Resumed)
        if facts[0]:
            person.says(ev.Ouch)
            person.stretches(complete=False)
            ear.hears(person, "hurt")
            person.says(ev.Unshelved, "pigeon")
        else:
            person.says(ev.Stopped)
            person.stretches(complete=facts[1] is not None)
        ear.hears(person, "over")
    person.says(ev.Wanted, "pigeon", None)
    person.happens(ev.Ended, "failed")
    ear.hears(person, "failed")
    assert ear.unasked() == {}


def test_what_a_muscle_group_had() -> None:
    person = life(rules=Rules(open_window=None), choice=PoseRules(only=("pigeon",)))
    ear = Listener()
    for __ in range(3):
        person.works(46)
        ear.hears(person, "due")
        person.says(ev.Wanted, "", None)
        person.stretches()
    assert any(wide(SOME[""])[:2] in text or "⟦{" not in text for text in ear.said)
    assert ear.unasked() == {}


# --- refusals and notices ----------------------------------------------------------------------


@pytest.fixture
def house(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    house = House(home / "stage")
    monkeypatch.setattr(coach, "command", lambda: house.command)
    yield house.opens(ON_CLICK)
    house.closes()
    house.is_left()


@pytest.mark.parametrize(
    ("verb", "facts"),
    [
        ("skip", {}),
        ("snooze", {}),
        ("snooze", {"held": "x"}),
        ("snooze", {"seconds": "x"}),
        ("snooze", {"seconds": -1}),
        ("undo", {}),
        ("unshelve", {"pose": "none"}),
        ("stretch", {"pose": "none"}),
        ("stretch", {"minutes": 400}),
        ("stretch", {"minutes": 4, "pose": "pigeon"}),
        ("session", {"do": "next"}),
        ("session", {"do": "continue"}),
        ("session", {"do": "fly"}),
        ("fly", {}),
    ],
)
def test_what_is_refused(house: House, verb: str, facts: dict[str, Any]) -> None:
    error = house.wishes(verb, **facts)["error"]
    assert (
        unasked(
            error,
            (
                "none",
                "'fly'",
                "'x'",
                "continue",
                *["pause", "next", "back", "again", "ouch", "floor", "turn", "stop"],
            ),
        )
        == []
    )


def test_what_becomes_of_a_window_that_fails(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.wishes("stretch", pose="pigeon")
    house.window().crashes()
    house.session_ends()
    assert unasked(house.notice("word").body) == []


@pytest.mark.parametrize(
    "made",
    [
        lambda: notices.reminder(
            POSES[0], Nudge("x", 3000, True, times=3, because=wide("because")), SessionRules()
        ),
        lambda: notices.reminder(POSES[-1], Nudge("x", 0, False), SessionRules()),
        lambda: notices.instead(POSES[0], POSES[1], SessionRules(), "12:00"),
        lambda: notices.sit_again(4000),
        notices.no_tray,
        lambda: notices.problems([wide("wrong")] * 8),
    ],
)
def test_what_a_notice_says(made: Callable[[], Notice]) -> None:
    notice = made()
    words = (
        notice.title,
        notice.body,
        notice.default or "",
        *(label for __, label in notice.actions),
    )
    assert [unasked(text, ("Unsit",)) for text in words] == [[]] * len(words)


# --- a stretch ------------------------------------------------------------------------------------


@pytest.mark.parametrize("pose", POSES, ids=IDS)
def test_what_a_stretch_shows_and_says(pose: Pose) -> None:
    plan = session.plan(pose, SessionRules())
    shown = {name: plan.pose[name] for name in ("name", "note", "caution", "easier", "deeper")}
    said = [*shown.values(), *(each.text for each in plan.segments)]
    said += [cue.say for cue in cues.cues(plan)]
    assert [unasked(text) for text in said] == [[]] * len(said)


# --- the command line -------------------------------------------------------------------------------


def names(command: click.Command) -> Iterator[str]:
    """Yield what stands on a command line as it is, in every language."""
    yield command.name or ""
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts, (parameter.name or "").upper())
        if isinstance(parameter.type, click.Choice):
            yield from parameter.type.choices
    for below in getattr(command, "commands", {}).values():
        yield from names(below)


VERBS = tuple(cli.commands)
KEPT = (
    *names(cli),
    "unsit",
    "Unsit",
    "--help",
    "--version",
    "-h",
    "INTEGER",
    "FLOAT",
    "RANGE",
    "FILE",
)


def forget_help(command: click.Command) -> None:
    """Have the option for help made anew: click keeps it, in the language in which it was made."""
    command._help_option = None
    if isinstance(command, click.Group):
        for each in command.commands.values():
            forget_help(each)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    forget_help(cli)
    call([*words])
    out, err = capsys.readouterr()
    return f"{out}{err}"


@pytest.mark.parametrize(
    "words",
    [(), *((verb,) for verb in VERBS), ("poses", "show"), ("settings", "check")],
    ids=" ".join,
)
def test_the_help_of_a_verb(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert unasked(told(capsys, *words, "--help"), KEPT) == []


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("stats-quo",),
        ("session",),
        ("session", "fly"),
        ("stretch", "--fly"),
        ("stretch", "a", "b"),
        ("stretch", "--minutes"),
        ("stretch", "--minutes", "x"),
        ("stretch", "--minutes", "900"),
        ("stretch", "pigeon", "--minutes", "9"),
        ("stretch", "--json"),
        ("stretch", "pigoen"),
        ("stretch", "qqqqqqqqqqqq"),
        ("status",),
        ("why",),
        ("pause", "xyzzy"),
        ("pause", "1:30"),
        ("poses", "show", "xyzzy"),
        ("poses", "unshelve", "pigeon"),
        ("poses", "show", "pigeon", "--png", "/proc/none/x.png"),
        ("poses", "show", "pigeon", "--png", "/proc/x"),
    ],
    ids=" ".join,
)
def test_what_is_wrong_with_a_command_line(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    said = told(capsys, *words)
    assert said
    assert unasked(said, (*KEPT, *IDS, *words, "float range", "min'")) == []


def test_what_is_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "900")
    loads = ("knee", "wrist", "low-back", "deep-hip-flexion", "shoulder", "neck")
    assert unasked(told(capsys, "poses"), IDS) == []
    for pose in POSES:
        known = (*IDS, *CREDITS, *pose.also, *loads, *library.PUBLIC)
        assert unasked(told(capsys, "poses", "show", pose.id), known) == []
    # What stands in front of the sentence is the key and its value, as the file has them.
    lines = [line.partition("⟦")[2] for line in told(capsys, "settings", "list").splitlines()]
    assert [unasked(line) for line in lines] == [[]] * len(lines)
    assert unasked(told(capsys, "stretch", "pigeon", "--plan")) == []
    assert unasked(told(capsys, "history")) == []
    assert unasked(told(capsys, "settings", "check"), (str(places.settings_file()),)) == []


def test_a_pose_is_found_by_its_name_in_any_of_the_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in (wide("Pigeon Pose"), "pigeon pose", "Half Pigeon", "pigeon"):
        assert wide("Pigeon Pose") in told(capsys, "poses", "show", name)


def test_a_history(capsys: pytest.CaptureFixture[str], house: House) -> None:
    house.works(46)
    house.chooses("snooze")
    house.works(11)
    house.chooses("start")
    window = house.window()
    window.ends(held=HELD)
    house.session_ends()
    assert unasked(told(capsys, "history"), ("pigeon", "garland", "wall")) == []


def test_what_the_doctor_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "900")
    monkeypatch.setattr(window, "_tried", lambda: window._refused(preflight.missing("libGL.so.1")))
    said = told(capsys, "doctor").splitlines()[1:]
    known: tuple[str, ...] = (
        "DBUS_SESSION_BUS_ADDRESS",
        "No such file or directory",
        "sudo apt install libgl1",
    )
    known += ("libGL.so", "spd-say", "espeak-ng", "espeak", "paplay", "pw-play", "aplay")
    assert len(said) > 10
    paths = re.compile(r"[!-~]*/[!-~]*")
    assert [unasked(paths.sub("", line), known) for line in said] == [[]] * len(said)


# --- files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "sitting = 3",
        '[sitting]\nremind_after = 45\nidle_after = "x"\nidel = 3\ncount = ["media", "media", "z"]',
        '[sitting]\nidle_after = "9 min"\nreset_after = "1 min"',
        '[sitting]\nidle_after = "9 min"',
        '[sitting]\nremind_after = "90 h"\nlock_grace = "1 s 5 min"',
        '[reminder]\nopen_window = "banana"\nmax_snoozes = 900\ntimes = ["25:00"]',
        '[standing]\nremind_after = "banana"',
        "[hours]\nmon = []",
        '[hours]\nfunday = ["09:00-10:00"]\ntue = ["10:00-09:00", "banana", "9-10", "22:00-00:00"]',
        '[session]\nsound = "yes"\nbreaths = "5"\nvoice = "loud"\ntheme = 3',
        '[poses]\nonly = ["pigoen"]\nnever = ["xyzzy"]',
        f"[poses]\nnever = {IDS}",
        "[nonsense]\nx = 1",
        "x = ",
        "x = yes",
        "[a",
        'x = "',
    ],
)
def test_what_is_wrong_with_settings(text: str) -> None:
    known = (
        *(
            "settings.toml",
            "media",
            "banana",
            "inhibitor",
            "fullscreen",
            "sharing",
            "call",
            "do-not-disturb",
            "pigoen",
            "xyzzy",
            "funday",
        ),
        *(
            "yes",
            "loud",
            "auto",
            "light",
            "dark",
            "quiet",
            "nonsense",
            "idel",
            *IDS,
            "remind_after",
            "idle_after",
            "reset_after",
            "min",
        ),
        *(
            "sitting",
            "reminder",
            "standing",
            "hours",
            "session",
            "poses",
            "general",
            "count_at_most",
            "lock_grace",
            "count",
            "open_window",
        ),
        *(
            "max_snoozes",
            "times",
            "mon",
            "tue",
            "sound",
            "breaths",
            "voice",
            "theme",
            "only",
            "never",
            '"on"',
            '"off"',
            "true",
            "false",
            '"on click"',
        ),
    )
    __, problems = settings.read(text, POSES)
    assert problems
    assert [unasked(str(problem), known) for problem in problems] == [[]] * len(problems)


def test_what_is_wrong_with_poses() -> None:
    texts = (
        'id = "other"',
        'id = "x"\nname = ""\nsides = "each"\nhold = { breaths = [5, 2] }\nsteps = []',
        (
            'id = "x"\nname = "A"\nsides = "both"\nhold = { seconds = 3, breaths = [1, 2] }\nfly = 1\n'
            '[[steps]]\nphase = "move"\nsay = "{side} {x}"\n[[steps]]\nphase = "hold"\nsay = "{side}."\n'
        ),
        'id = "x"\nname = "A"\nsides = "each"\nhold = { seconds = 3 }\n'
        + "".join(
            f'[[steps]]\nphase = "{phase}"\nsay = "A."\nkey = "q"\n'
            for phase in ("ready", "hold", "hold", "out", "move")
        )
        + "[figure]\n",
    )
    known: tuple[str, ...] = (
        *library.PUBLIC,
        "x.toml",
        "other",
        "phase",
        "ready",
        "move",
        "out",
        "say",
        "key",
    )
    known += ("seconds", "breaths", "side", "each", "both", "fly", "figure", '"x"')
    for text in texts:
        __, problems = library.parse(text, "x.toml")
        assert problems
        for problem in problems:
            assert unasked(str(problem), known) == [], str(problem)
