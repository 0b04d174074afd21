"""A session in a terminal: what keys do, what the daemon is told, and when it looks at the clock."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.terminal.pit import COSTLY, Mouth, Pit
from tests.window.stand import BREATHS, LUNGE
from unsit.core import wayout
from unsit.core.value import replace


@pytest.fixture
def pits() -> Iterator[Callable[..., Pit]]:
    made: list[Pit] = []

    def pit(*facts: Any) -> Pit:
        made.append(Pit(*facts))
        return made[-1]

    yield pit
    for one in made:
        one.close()


@pytest.fixture
def pit(pits: Callable[..., Pit]) -> Pit:
    return pits()


def test_a_plan_is_played_to_its_end_and_told_as_the_window_tells_it(pit: Pit) -> None:
    assert pit.told[0] == {"event": "shown"}
    pit.loop.passes(115.2)
    assert pit.kinds == [
        *("ready", "move", "hold", "out", "switch", "move", "hold", "out", "done"),
    ]
    assert pit.told[-1] == {
        "event": "ended",
        "outcome": "done",
        "held": [
            {"side": "right", "step": 2, "seconds": 30.0, "complete": True},
            {"side": "left", "step": 2, "seconds": 30.0, "complete": True},
        ],
        "answer": None,
    }
    assert pit.session.over


def test_while_the_ring_runs_it_looks_ten_times_a_second_and_no_oftener(pit: Pit) -> None:
    pit.loop.passes(30)
    before = len(pit.shown)
    pit.loop.passes(10)
    assert 95 <= len(pit.shown) - before <= 101


def test_a_paused_session_looks_at_nothing(pit: Pit) -> None:
    pit.loop.passes(30)
    pit.session.hear("pause")
    before = len(pit.shown)
    pit.loop.passes(600)
    assert len(pit.shown) == before
    assert pit.told[-1]["paused"] is True
    pit.session.hear("pause")
    pit.loop.passes(25)
    assert pit.kinds[-1] == "out"


def test_the_keys_lead_through_the_steps(pit: Pit) -> None:
    pit.session.hear("next")
    pit.session.hear("next")
    pit.session.hear("back")
    assert pit.kinds == ["ready", "move", "hold", "move"]
    pit.loop.passes(3)
    pit.session.hear("again")
    assert pit.told[-1]["into_s"] == 0


def test_what_is_no_key_of_a_session_changes_nothing(pit: Pit) -> None:
    pit.session.hear("dance")
    pit.session.hear("ready")
    assert pit.kinds == ["ready"]


def test_ouch_shows_the_way_out_and_what_was_held_counts(pit: Pit) -> None:
    pit.loop.passes(35)
    pit.session.hear("ouch")
    assert {"event": "ouch"} in pit.told
    assert pit.lines()[2] == "Ouch: come out slowly"
    assert not any("O ouch" in line for line in pit.lines())
    pit.loop.passes(10)
    assert wayout.WORDS in pit.lines()
    assert not any("Recommended" in line or "Space" in line for line in pit.lines())
    pit.session.hear("ouch")
    pit.session.hear("stop")
    last = pit.told[-1]
    assert last["outcome"] == "ouch"
    assert last["held"] == [{"side": "right", "step": 2, "seconds": 10.0, "complete": False}]


def test_the_rest_after_it_cannot_be_paused_and_ends_by_itself(pit: Pit) -> None:
    pit.loop.passes(35)
    pit.session.hear("ouch")
    pit.loop.passes(10)
    pit.session.hear("pause")
    assert not pit.told[-1]["paused"]
    pit.loop.passes(wayout.REST)
    assert pit.told[-1]["outcome"] == "ouch"


def test_stopping_counts_what_was_held(pit: Pit) -> None:
    pit.loop.passes(31.5)
    pit.session.hear("stop")
    assert pit.told[-1]["outcome"] == "stopped"
    assert pit.told[-1]["held"][0]["seconds"] == 6.5
    pit.session.hear("next")
    assert pit.told[-1]["event"] == "ended"


def test_later_is_an_answer_to_a_reminder_only(pits: Callable[..., Pit]) -> None:
    asked = pits(replace(LUNGE, snooze=False))
    assert not any("N later" in line for line in asked.lines())
    asked.session.hear("later")
    assert not asked.session.over
    reminded = pits()
    assert any("N later" in line for line in reminded.lines())
    reminded.session.hear("later")
    assert (reminded.told[-1]["answer"], reminded.told[-1]["outcome"]) == ("snooze", "stopped")


def test_a_later_that_costs_is_waited_for_and_any_other_key_calls_it_off(
    pits: Callable[..., Pit],
) -> None:
    pit = pits(COSTLY)
    pit.session.hear("later")
    pit.loop.passes(2)
    assert "Later in 3 s; any other key stays." in pit.lines()
    pit.session.hear("again")
    pit.loop.passes(10)
    assert not pit.session.over
    pit.session.hear("later")
    pit.loop.passes(5.2)
    assert pit.told[-1]["answer"] == "snooze"
    other = pits(COSTLY)
    other.session.hear("next")
    other.session.hear("later")
    other.loop.passes(30)
    assert not other.session.over, "as in the window it is offered while one gets ready"


def test_where_it_waits_for_the_person_space_and_enter_go_on(pits: Callable[..., Pit]) -> None:
    first, *rest = LUNGE.segments
    pit = pits(replace(LUNGE, segments=(replace(first, seconds=2, waits=True), *rest)))
    pit.loop.passes(60)
    assert pit.kinds == ["ready"]
    assert "Press Space when you are ready." in pit.lines()
    assert any("Space ready" in line for line in pit.lines())
    shown = len(pit.shown)
    pit.loop.passes(60)
    assert len(pit.shown) == shown
    pit.session.hear("ready")
    assert pit.kinds == ["ready", "move"]


def test_the_bell_rings_at_the_switch_and_at_the_end_only(pit: Pit) -> None:
    pit.loop.passes(60)
    assert pit.bells == 0
    pit.loop.passes(2)
    assert pit.bells == 1
    pit.loop.passes(49)
    assert pit.bells == 2


def test_a_voice_says_the_steps_and_a_hold_waits_for_its_words(pits: Callable[..., Pit]) -> None:
    pit = pits(replace(LUNGE, voice="on"), Mouth(speaks=True))
    pit.loop.passes(26)
    assert pit.voice.said[-1] == "Sink. Hold for thirty seconds."
    assert pit.kinds[-1] == "move", "the hold has not begun"
    pit.session.words_said()
    assert pit.kinds[-1] == "hold"
    pit.session.hear("pause")
    assert pit.voice.said[-1] == "(hush)"


def test_v_says_for_a_moment_how_loud_the_voice_is(pit: Pit) -> None:
    pit.session.hear("pause")
    pit.session.hear("voice")
    assert "Voice on." in pit.lines()
    pit.loop.passes(3)
    assert "Voice on." not in pit.lines()
    shown = len(pit.shown)
    pit.loop.passes(3)
    assert len(pit.shown) == shown


def test_a_hold_of_breaths_shows_which_one_and_the_way_it_goes(pits: Callable[..., Pit]) -> None:
    pit = pits(BREATHS)
    pit.loop.passes(26)
    assert pit.lines()[2] == "Hold · Breath 1 of 3"
    assert any(line.endswith("in") for line in pit.lines())
    pit.loop.passes(5)
    assert any(line.endswith("out") for line in pit.lines())
