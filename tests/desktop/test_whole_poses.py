"""Every pose, played to its end in the real window by a fast clock, as its plan says it goes.

What is expected is said by `unsit stretch POSE --plan --json`, the list of all cues; that list itself is
held against the facts of the source (`tests/test_poses_shipped.py`, after POSES.md of the design).
"""

import json
import os
import subprocess
import sys
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.screen import Display
from tests.desktop.stage import PATIENCE
from tests.test_poses_shipped import ALL, BREATHS, FACTS, PHASES, STAND_INS, read
from unsit import library, places
from unsit.core.rules import SessionRules
from unsit.core.session import plan

FAST = Path(__file__).parents[1] / "window" / "fast.py"
SPEED = 50
"""A look of the window's, thirty a second, is then a second and a half of the session."""
COUNT, BREATH = 5, 8.0
"""How many breaths, and their seconds, where nobody has said otherwise."""
INSIDE = ("half", "count")
"""Cues within a hold."""
SILENT = '[session]\nvoice = "off"\nsound = false\n'

Cues = list[dict[str, Any]]


def held(pose: str) -> float:
    """Return how long a pose is to be held on each side, by its facts."""
    hold = FACTS[pose].hold if pose in FACTS else read(pose)["hold"]
    return COUNT * BREATH if hold == BREATHS else float(hold["seconds"])


def sides(pose: str) -> list[str]:
    """Return the sides on which it is held, in their order."""
    each = FACTS[pose].sides if pose in FACTS else STAND_INS[pose][1]
    return ["right", "left"] if each == "each" else ["both"]


@cache
def planned(pose: str) -> Cues:
    """Return what `unsit stretch POSE --plan --json` says; each pose is asked for once."""
    config = places.settings_file()
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(SILENT)
    told = subprocess.run(
        [sys.executable, "-m", "unsit", "stretch", pose, "--plan", "--json"],
        capture_output=True,
        check=True,
    )
    found: Cues = json.loads(told.stdout)
    return found


@pytest.fixture
def cues(pose: str) -> Cues:
    return planned(pose)


@pytest.fixture
def steps(cues: Cues) -> Cues:
    """Return the cues that open a step."""
    return [cue for cue in cues if cue["kind"] not in INSIDE]


@pytest.fixture
def played(pose: str, display: Display) -> Cues:
    """Play the pose on the private display; return all that the window tells."""
    found = next(each for each in library.load().poses if each.id == pose)
    made = plan(found, SessionRules(voice="off", sound=False))
    process = subprocess.run(
        [sys.executable, str(FAST), str(SPEED)],
        input=json.dumps(made.to_json()).encode() + b"\n",
        env={**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (process.returncode, process.stderr) == (0, b"")
    return [json.loads(line) for line in process.stdout.splitlines()]


@pytest.mark.parametrize("pose", ALL)
def test_a_plan_keeps_holds_sides_and_the_order_of_steps_of_its_source(
    pose: str, cues: Cues, steps: Cues
) -> None:
    holds = [cue for cue in steps if cue["kind"] == "hold"]
    assert [(cue["side"], cue["seconds"]) for cue in holds] == [
        (side, held(pose)) for side in sides(pose)
    ]
    doc = read(pose)["steps"]
    for side, hold in zip(sides(pose), holds, strict=True):
        mine = [cue for cue in steps if cue["side"] == side and cue["kind"] in PHASES[1:]]
        assert [cue["step"] for cue in mine] == [
            place for place, step in enumerate(doc) if step["phase"] != "ready"
        ]
        assert [cue["seconds"] for cue in mine if cue is not hold] == [
            step["seconds"] for step in doc if step["phase"] in ("move", "out")
        ]
        at = hold["at"]
        inside = [
            cue for cue in cues if cue["kind"] in INSIDE and at < cue["at"] <= at + held(pose)
        ]
        assert all(cue["at"] == at + held(pose) - cue["seconds"] for cue in inside)
    order = [kind for kind, _ in groupby(cue["kind"] for cue in steps)]
    once = PHASES[1:]
    assert order == ["ready", *once, *(["switch", *once] if len(holds) == 2 else []), "done"]


@pytest.mark.parametrize("pose", ALL)
def test_every_step_begins_when_the_one_before_it_has_had_its_time(steps: Cues, pose: str) -> None:
    first, *rest = steps
    assert first["at"] < first["seconds"], "the first words wait for a voice to be found"
    begins = [0.0, *(cue["at"] for cue in rest)]
    for (start, cue), (end, _) in pairwise(zip(begins, steps, strict=True)):
        assert end - start == pytest.approx(cue["seconds"], abs=0.001)


@pytest.mark.parametrize("pose", ALL)
def test_the_window_plays_it_to_the_end_as_its_plan_says(
    pose: str, steps: Cues, played: Cues
) -> None:
    shown, *told, ended = played
    assert shown == {"event": "shown"}
    facts = ("kind", "side", "step")
    assert [[event[name] for name in facts] for event in told] == [
        [cue[name] for name in facts] for cue in steps
    ]
    whole = sum(cue["seconds"] for cue in steps if cue["kind"] != "done")
    for event, cue in zip(told[:-1], steps, strict=False):
        begins = 0.0 if cue is steps[0] else cue["at"]
        assert event["left_s"] + begins + event["into_s"] == pytest.approx(whole, abs=0.15)
    assert ended == {
        "event": "ended",
        "outcome": "done",
        "held": [
            {"side": cue["side"], "step": cue["step"], "seconds": held(pose), "complete": True}
            for cue in steps
            if cue["kind"] == "hold"
        ],
        "answer": None,
    }
