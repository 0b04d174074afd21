"""Poses from files: the shipped ones, the user's own, and the broken ones."""

import json
import os
from pathlib import Path

import pytest

from unsit import library, places, settings
from unsit.core.poses import Hold, Step
from unsit.library import Library

GOOD = """
id = "{id}"
name = "{name}"
sides = "each"
hold = {{ seconds = 30 }}
[[steps]]
phase = "ready"
say = "Stand tall."
[[steps]]
phase = "move"
say = "Lean to the {{side}}."
seconds = 4
[[steps]]
phase = "hold"
say = "Stay."
[[steps]]
phase = "out"
say = "Come back from the {{side}}, not the {{other}}."
"""


def put(folder: Path, name: str, text: str | None = None, title: str = "A Pose") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text if text is not None else GOOD.format(id=name, name=title))
    return file


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return tmp_path / "shipped"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def names(found: Library) -> list[tuple[str, str]]:
    return [(pose.id, pose.name) for pose in found.poses]


def said(found: Library) -> list[str]:
    return [str(problem) for problem in found.problems]


# --- loading -----------------------------------------------------------------------------------


def test_every_shipped_pose_can_be_used() -> None:
    found = library.load()
    assert said(found) == []
    assert [pose.id for pose in found.poses] == [
        *("90-90-lunge", "butterfly", "chair-twist", "garland", "happy-baby"),
        *("kneeling-hip-flexor", "lizard", "lying-lumbar-rotation", "pigeon", "prone-leg-twist"),
        *("seated-figure-four", "side-lunge", "standing-cat-cow", "standing-hamstring"),
        *("standing-knee-hug", "standing-lunge", "wide-chair-sit"),
    ]


def test_a_pose_is_what_its_file_says(shipped: Path, own: Path) -> None:
    put(shipped, "lean")
    (pose,) = library.load(shipped, own).poses
    assert (pose.id, pose.name, pose.sides, pose.figure) == ("lean", "A Pose", "each", None)
    assert pose.hold == Hold(seconds=30)
    assert pose.steps == (
        Step("ready", "Stand tall."),
        Step("move", "Lean to the {side}.", seconds=4),
        Step("hold", "Stay."),
        Step("out", "Come back from the {side}, not the {other}.", seconds=library.MOVE_SECONDS),
    )


def test_the_order_is_by_id_and_the_users_new_ones_come_last(shipped: Path, own: Path) -> None:
    for name in ("pigeon", "butterfly"):
        put(shipped, name)
    for name in ("zebra", "alpaca"):
        put(own, name)
    assert [pose.id for pose in library.load(shipped, own).poses] == [
        *("butterfly", "pigeon", "alpaca", "zebra")
    ]


def test_the_users_pose_takes_the_place_of_the_shipped_one(shipped: Path, own: Path) -> None:
    put(shipped, "butterfly")
    put(shipped, "pigeon")
    put(own, "butterfly", title="My Butterfly")
    assert names(library.load(shipped, own)) == [
        ("butterfly", "My Butterfly"),
        ("pigeon", "A Pose"),
    ]


def test_no_folder_of_own_poses_is_fine(shipped: Path, own: Path) -> None:
    put(shipped, "pigeon")
    assert len(library.load(shipped, own).poses) == 1


def test_own_poses_lie_in_the_config_folder() -> None:
    put(places.own_poses_dir(), "mine")
    assert library.load().poses[-1].id == "mine"


def test_what_an_editor_leaves_lying_about_is_no_pose(shipped: Path, own: Path) -> None:
    put(shipped, "pigeon")
    put(shipped, ".#pigeon", "junk")
    (shipped / "pigeon.toml~").write_text("junk")
    assert library.load(shipped, own).problems == ()


# --- broken files ------------------------------------------------------------------------------


def test_a_broken_pose_is_named_and_the_rest_work(shipped: Path, own: Path) -> None:
    put(shipped, "pigeon")
    put(shipped, "butterfly", "id = butterfly")
    found = library.load(shipped, own)
    assert [pose.id for pose in found.poses] == ["pigeon"]
    assert found.broken == {"butterfly"}
    assert said(found) == [
        (
            "butterfly.toml, line 1, column 6: the value is not understood; a text needs quotes"
            ' around it. Did you mean id = "butterfly"?'
        )
    ]


def test_a_broken_pose_of_the_users_leaves_the_shipped_one(shipped: Path, own: Path) -> None:
    put(shipped, "pigeon")
    put(own, "pigeon", "")
    found = library.load(shipped, own)
    assert names(found) == [("pigeon", "A Pose")]
    assert said(found)[0] == (
        "pigeon.toml, hold: is missing; allowed: { seconds = 30 } or { breaths = [3, 6] }."
    )


def test_a_file_that_cannot_be_read_is_named(shipped: Path, own: Path) -> None:
    put(shipped, "pigeon")
    (shipped / "folder.toml").mkdir()
    (shipped / "latin.toml").write_bytes(b"id = '\xe4'")
    found = library.load(shipped, own)
    assert len(found.poses) == 1
    assert said(found) == [
        "folder.toml: cannot be read (Is a directory).",
        "latin.toml, line 1: not UTF-8 text; save the file as UTF-8.",
    ]


def test_a_folder_that_cannot_be_read_is_named_and_costs_no_other_pose(
    shipped: Path, own: Path
) -> None:
    put(shipped, "pigeon")
    own.write_text("a file where the folder should be")
    found = library.load(shipped, own)
    assert len(found.poses) == 1
    assert said(found) == [f"{own.name}: cannot be read (Not a directory)."]


@pytest.mark.parametrize(
    ("change", "by", "expected"),
    [
        (
            'id = "lean"',
            'id = "lena"',
            (
                'line 2, id: found "lena" in a file called lean.toml; allowed: the same in both; rename'
                ' the file lena.toml or the pose. Did you mean "lean"?'
            ),
        ),
        (
            'id = "lean"',
            'id = "Lean To"',
            (
                'line 2, id: found "Lean To"; allowed: the file\'s name without .toml: small letters,'
                " digits and single hyphens, at most 40."
            ),
        ),
        ('name = "A Pose"', "", "name: is missing; allowed: a text in quotes."),
        (
            'sides = "each"',
            'sides = "left"',
            'line 4, sides: found "left"; allowed: "each" or "both".',
        ),
        (
            "{ seconds = 30 }",
            "{ seconds = 30, breaths = [3, 6] }",
            (
                "line 5, hold: found seconds and breaths; allowed: { seconds = 30 } or"
                " { breaths = [3, 6] }."
            ),
        ),
        (
            "{ seconds = 30 }",
            "{}",
            "line 5, hold: found nothing; allowed: { seconds = 30 } or { breaths = [3, 6] }.",
        ),
        (
            "{ seconds = 30 }",
            "30",
            "line 5, hold: found 30; allowed: { seconds = 30 } or { breaths = [3, 6] }.",
        ),
        (
            "{ seconds = 30 }",
            "{ breaths = [6, 3] }",
            (
                "line 5, hold.breaths: found [6, 3]; allowed: the fewest breaths first."
                " Did you mean [3, 6]?"
            ),
        ),
        (
            "{ seconds = 30 }",
            "{ breaths = [3] }",
            (
                "line 5, hold.breaths: found [3]; allowed: the fewest and the most breaths, such as"
                " [3, 6]."
            ),
        ),
        (
            'sides = "each"',
            'sides = "each"\nneeds = ["flor"]',
            (
                'line 5, needs[1]: found "flor"; allowed: "floor", "wall" or "knee pad".'
                ' Did you mean "floor"?'
            ),
        ),
        (
            'sides = "each"',
            'sides = "each"\ncautoin = "slowly"',
            "line 5, cautoin: no such entry. Did you mean caution?",
        ),
        (
            'say = "Stay."',
            'say = ""',
            'line 15, steps[3].say: found ""; allowed: a text in quotes.',
        ),
        (
            "Stay.",
            "S" * 71,
            (
                f'line 15, steps[3].say: found "{"S" * 58}…; allowed: a text in quotes, at most 70'
                " characters (these are 71)."
            ),
        ),
        (
            "Stay.",
            "Stay {there}.",
            (
                'line 15, steps[3].say: found "Stay {there}."; allowed: {side} and {other}, and no other'
                " braces."
            ),
        ),
        (
            'say = "Stay."',
            'say = "Stay."\nshort = "Stay there for quite some time now"',
            (
                'line 16, steps[3].short: found "Stay there for quite some time now"; allowed: at most 6'
                " words."
            ),
        ),
        (
            'say = "Stay."',
            'say = "Stay."\nshort = "Stay {here}"',
            (
                'line 16, steps[3].short: found "Stay {here}"; allowed: {side} and {other}, and no other'
                " braces."
            ),
        ),
        (
            'phase = "hold"',
            'phase = "move"',
            (
                "line 6, steps: found the phases ready, move, out; allowed: ready, move, hold, out in"
                " this order, at least one of each."
            ),
        ),
        (
            'phase = "hold"\nsay = "Stay."',
            'phase = "hold"\nsay = "Stay."\n[[steps]]\nphase = "hold"\nsay = "Still."',
            "line 6, steps: found 2 holds; allowed: exactly one.",
        ),
        (
            'phase = "hold"',
            'phaes = "hold"',
            (
                "line 13, steps[3].phase: is missing; allowed:"
                ' "ready", "move", "hold" or "out".|line 14, steps[3].phaes: no such entry.'
                " Did you mean phase?"
            ),
        ),
    ],
)
def test_a_mistake_in_a_pose_is_answered_with_its_place_and_repair(
    change: str, by: str, expected: str
) -> None:
    text = GOOD.format(id="lean", name="A Pose")
    assert change in text
    pose, problems = library.parse(text.replace(change, by, 1), "lean.toml")
    assert pose is None
    assert [str(problem).removeprefix("lean.toml, ") for problem in problems] == expected.split("|")


def test_mistakes_of_every_kind_are_listed_at_once() -> None:
    text = GOOD.format(id="lena", name="").replace("{ seconds = 30 }", "{ breaths = [6, 3] }")
    problems = library.parse(text.replace("Stay.", "Stay {there}."), "lean.toml")[1]
    assert [(problem.line, problem.key) for problem in problems] == [
        (2, "id"),
        (3, "name"),
        (5, "hold.breaths"),
        (15, "steps[3].say"),
    ]


def test_sides_are_not_named_in_a_pose_that_has_none() -> None:
    text = GOOD.format(id="lean", name="A Pose").replace('sides = "each"', 'sides = "both"')
    assert [str(problem) for problem in library.parse(text, "lean.toml")[1]] == [
        f'lean.toml, line {line}, steps[{step}].say: found "{say}"; allowed: {{side}} and {{other}}'
        ' only in a pose with sides = "each".'
        for line, step, say in [
            (11, 2, "Lean to the {side}."),
            (18, 4, "Come back from the {side}, not the {other}."),
        ]
    ]


def test_every_step_of_a_drawn_pose_names_a_picture_that_is_there() -> None:
    text = GOOD.format(id="lean", name="A Pose").replace(
        'say = "Stand tall."', 'say = "Stand tall."\nkey = "stnad"'
    )
    drawn = text.replace("seconds = 4", 'seconds = 4\nkey = "stand"')
    problems = library.parse(drawn + "\n[figure.keys.stand]\n", "lean.toml")[1]
    assert [str(problem).removeprefix("lean.toml, ") for problem in problems] == [
        'line 9, steps[1].key: no keyframe is called "stnad". Did you mean "stand"?',
        "line 15, steps[3].key: is missing, though there is a figure; allowed: stand.",
        "line 18, steps[4].key: is missing, though there is a figure; allowed: stand.",
    ]


@pytest.mark.parametrize(
    ("value", "found", "meant"),
    [
        ("2024-05-01", "2024-05-01", ' Did you mean "2024-05-01"?'),
        ("10:30:00", "10:30:00", ' Did you mean "10:30:00"?'),
        ("2024-05-01T10:30:00", "2024-05-01T10:30:00", ' Did you mean "2024-05-01 10:30:00"?'),
        ("-inf", "-inf", ""),
        ("nan", "nan", ""),
    ],
)
def test_a_figure_holds_only_what_can_be_passed_on(value: str, found: str, meant: str) -> None:
    text = GOOD.format(id="lean", name="A Pose").replace('say = "', 'key = "k"\nsay = "')
    drawn = f"{text}[figure.keys.k]\nlist = [1, {{ made = {value} }}]\n"
    pose, problems = library.parse(drawn, "lean.toml")
    allowed = (
        "a text in quotes, a number, true or false, a list or a table"
        if meant
        else "a number with an end"
    )
    place = "lean.toml, line 24, figure.keys.k.list[2].made"
    assert pose is None
    assert [str(problem) for problem in problems] == [
        f"{place}: found {found}; allowed: {allowed}.{meant}"
    ]


@pytest.mark.parametrize("value", ["2024-05-01", "inf"])
@pytest.mark.parametrize("key", ["id", "credit", "also", "hold", "elsewhere"])
def test_a_date_or_no_number_anywhere_is_named_once(key: str, value: str) -> None:
    text = GOOD.format(id="lean", name="A Pose").splitlines()
    kept = [line for line in text if not line.startswith(f"{key} =")]
    pose, problems = library.parse("\n".join([f"{key} = {value}", *kept]), "lean.toml")
    assert pose is None
    assert [(problem.line, problem.key) for problem in problems] == [(1, key)]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("9" * 5000, "a number has far too many digits"),
        ("[" * 5000 + "]" * 5000, "lists or tables lie too deep in one another"),
    ],
    ids=["long", "deep"],
)
def test_what_python_itself_gives_up_on_is_a_problem_as_any_other(value: str, said: str) -> None:
    pose, problems = library.parse(f"figure.size = {value}\n", "lean.toml")
    assert pose is None
    assert [str(problem) for problem in problems] == [f"lean.toml, line 1: {said}."]
    assert [each.found for each in settings.read(f"sitting = {value}")[1]] == [said]


# --- passing it on -----------------------------------------------------------------------------


def test_every_pose_survives_the_way_through_json() -> None:
    for pose in library.load().poses:
        assert library.from_json(json.loads(json.dumps(library.to_json(pose)))) == pose


def test_the_drawing_can_be_left_out() -> None:
    for pose in library.load().poses:
        bare = library.from_json(library.to_json(pose, figure=False))
        assert pose.figure is not None
        assert bare.figure is None
        assert bare.steps == pose.steps


def test_what_is_promised_of_a_pose_is_there() -> None:
    found = {pose.id: library.as_public(pose) for pose in library.load().poses}
    promised = {"id", "name", "credit", "works", "position", "needs", "hold", "sides", "ours"}
    assert all(promised | {"steps"} <= set(document) for document in found.values())
    assert found["pigeon"]["hold"] == {"breaths": (3, 6)}
    assert found["90-90-lunge"]["hold"] == {"seconds": 20}
    assert found["butterfly"]["sides"] == "both"
    assert json.loads(json.dumps(found["pigeon"]))["hold"] == {"breaths": [3, 6]}
    assert found["pigeon"]["steps"][0]["say"]


def test_a_pipe_in_the_place_of_a_pose_holds_nobody_up(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    pose, problems = library.read(pipe)
    assert pose is None
    assert [str(problem) for problem in problems] == [
        "pipe.toml: cannot be read (it is a pipe or a device)."
    ]
