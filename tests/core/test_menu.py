"""The menu in each state: what can be chosen, what it asks for, and what is greyed out."""

from datetime import timedelta

import pytest

from tests.life import POSES, Life
from unsit.core import events as ev
from unsit.core.menu import Entry, Request, clicked, entries
from unsit.core.rules import Rules

ALWAYS = (
    "Stretch now",
    "Stretch…",
    "I just moved",
    "I am standing",
    "Pause",
    "History",
    "Settings",
    "Quit",
)


def menu(life: Life) -> tuple[Entry, ...]:
    return entries(life.status, life.poses)


def labels(life: Life) -> list[str]:
    """Return what is to be chosen from: all but the sentence and the lines between."""
    return [entry.label for entry in menu(life)[1:] if not entry.separator]


def entry(life: Life, label: str) -> Entry:
    (found,) = (entry for entry in menu(life) if entry.label == label)
    return found


def request(life: Life, label: str) -> Request | None:
    return entry(life, label).request


def due(rules: Rules | None = None) -> Life:
    life = Life(rules or Rules())
    life.works(life.rules.remind_after / 60)
    return life


def test_the_first_line_is_the_sentence_and_cannot_be_chosen() -> None:
    life = Life()
    life.works(20)
    first = menu(life)[0]
    assert first.label == life.status.sentence == "Sitting 20 min, next stretch in 25 min"
    assert not first.enabled
    assert first.request is None


def test_while_sitting_there_is_nothing_to_answer() -> None:
    assert labels(Life()) == [*ALWAYS]


def test_the_default_click_stretches_now() -> None:
    defaults = [entry for entry in menu(Life()) if entry.default]
    assert [entry.request for entry in defaults] == [{"verb": "stretch"}]


def test_every_pose_can_be_asked_for_by_its_name() -> None:
    children = entry(Life(), "Stretch…").children
    assert [child.label for child in children] == [pose.name for pose in POSES]
    assert [child.request for child in children] == [
        {"verb": "stretch", "pose": pose.id} for pose in POSES
    ]


@pytest.mark.parametrize(
    ("label", "wish"),
    [
        ("I just moved", {"verb": "moved"}),
        ("History", {"verb": "history"}),
        ("Settings", {"verb": "settings"}),
        ("Quit", {"verb": "quit"}),
    ],
)
def test_each_line_asks_for_what_it_says(label: str, wish: Request) -> None:
    assert request(Life(), label) == wish


def test_a_reminder_that_is_due_can_be_snoozed_or_skipped() -> None:
    life = due()
    assert labels(life) == [*ALWAYS[:2], "Snooze", "Skip this one", *ALWAYS[2:]]
    assert request(life, "Snooze") == {"verb": "snooze"}
    assert request(life, "Skip this one") == {"verb": "skip"}


def test_a_reminder_snoozed_as_often_as_allowed_wants_the_next_snooze_held_down() -> None:
    life = due(Rules(max_snoozes=1))
    life.says(ev.Snoozed)
    life.works(10)
    assert life.status.reminder == "due"
    snooze = "Snooze (hold it down for 2 s)"
    assert labels(life) == [*ALWAYS[:2], snooze, "Skip this one", *ALWAYS[2:]]
    (held,) = (entry for entry in menu(life) if entry.label == snooze)
    assert held.hold == 2
    assert clicked(held) == {"verb": "open"}, "what can only be clicked opens the panel"


def test_a_snoozed_reminder_can_be_skipped_or_brought_back_but_not_snoozed_again() -> None:
    life = due()
    life.says(ev.Snoozed)
    assert labels(life) == [*ALWAYS[:2], "Skip this one", "Bring the reminder back", *ALWAYS[2:]]


def test_a_reminder_that_a_pause_holds_back_cannot_be_answered() -> None:
    life = due()
    life.says(ev.Paused, None)
    assert life.status.reminder == "held"
    assert labels(life) == [*ALWAYS[:4], "Resume", *ALWAYS[5:]]


def test_a_pause_has_sensible_lengths() -> None:
    pause = entry(Life(), "Pause")
    assert pause.request is None
    assert [(child.label, child.request) for child in pause.children] == [
        ("30 minutes", {"verb": "pause", "seconds": 1800}),
        ("1 hour", {"verb": "pause", "seconds": 3600}),
        ("2 hours", {"verb": "pause", "seconds": 7200}),
        ("4 hours", {"verb": "pause", "seconds": 14400}),
        ("Until tomorrow", {"verb": "pause", "until": "tomorrow"}),
        ("Until Monday", {"verb": "pause", "until": "monday"}),
        ("Until I resume", {"verb": "pause"}),
    ]


def test_what_is_paused_can_be_resumed_and_not_paused_again() -> None:
    life = Life()
    life.says(ev.Paused, life.wall + timedelta(hours=1))
    assert request(life, "Resume") == {"verb": "resume"}
    assert "Pause" not in labels(life)


def test_standing_is_a_mark_that_can_be_set_and_taken_away() -> None:
    life = Life()
    assert entry(life, "I am standing").checked is False
    assert request(life, "I am standing") == {"verb": "stand"}
    life.says(ev.Stood)
    assert entry(life, "I am standing").checked is True
    assert request(life, "I am standing") == {"verb": "sit"}


@pytest.mark.parametrize("seen", [True, False], ids=["paused", "blind"])
def test_who_stands_can_sit_down_again_in_every_state(seen: bool) -> None:
    life = Life(seen=seen)
    life.says(ev.Stood)
    if seen:
        life.says(ev.Paused, None)
    assert life.status.state in ("paused", "blind")
    assert entry(life, "I am standing").checked is True
    assert request(life, "I am standing") == {"verb": "sit"}


def test_no_second_stretch_can_be_started_beside_an_open_one() -> None:
    life = Life()
    life.says(ev.Wanted)
    now, by_name = entry(life, "Stretch now"), entry(life, "Stretch…")
    assert not now.enabled
    assert not by_name.enabled
    assert not any(child.enabled for child in by_name.children)
    assert entry(life, "Quit").enabled


def test_lines_between_the_groups_are_never_doubled_nor_at_an_end() -> None:
    for life in (Life(), due()):
        lines = "".join("-" if entry.separator else "x" for entry in menu(life))
        assert "--" not in lines
        assert lines[0] == lines[-1] == "x"
