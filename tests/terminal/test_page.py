"""The page: all of it at every size, on every moment of every pose."""

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.terminal.pit import Pit
from tests.window.stand import LUNGE
from unsit import library
from unsit.core.poses import Pose
from unsit.core.rules import SessionRules
from unsit.core.session import plan
from unsit.core.value import replace
from unsit.terminal.page import PLAIN, Signs, page

POSES = library.load().poses
SIZES = [(40, 12), (80, 24), (200, 60), (64, 16), (20, 5), (1, 1)]


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_every_step_of_every_pose_fits_at_every_size(pose: Pose) -> None:
    pit = Pit(plan(pose, SessionRules(voice="off")))
    for _ in pit.session.plan.segments[:-1]:
        pit.loop.passes(0.2)
        for width, height in SIZES:
            rows = page(pit.shown[-1], width, height, Signs())
            assert len(rows) == height
            assert max(cell_len(row.plain) for row in rows) <= width
        pit.session.hear("next")
    pit.close()


@pytest.mark.parametrize("pose", POSES, ids=lambda pose: pose.id)
def test_at_40_by_12_the_instruction_is_whole_and_the_time_and_the_keys_are_there(
    pose: Pose,
) -> None:
    pit = Pit(plan(pose, SessionRules(voice="off")))
    for _ in pit.session.plan.segments[:-1]:
        lines = pit.lines(40, 12)
        said = " ".join(pit.shown[-1].player.segment.text.split())
        assert said in " ".join(lines)
        assert any(line.endswith(" s") for line in lines)
        assert lines[-1].endswith("Q stop") or lines[-1].startswith("Q stop")
        pit.session.hear("next")
    pit.close()


def test_a_pose_that_hurt_last_time_begins_with_that() -> None:
    pit = Pit(replace(LUNGE, pose=LUNGE.pose | {"hurt": True}))
    assert "It hurt last time: go gently, or stop." in pit.lines()
    pit.close()


def test_a_series_says_which_one_of_how_many_it_is() -> None:
    pit = Pit(replace(LUNGE, nth=2, of=3))
    assert "2 of 3 · Stop if it hurts." in pit.lines()
    pit.close()


def test_a_page_of_a_hold_reads_from_the_top_down() -> None:
    pit = Pit(LUNGE)
    pit.loop.passes(26.5)
    bar, seconds_left = pit.lines()[4].split(maxsplit=1)
    assert (set(bar), seconds_left) == ({"━", "─"}, "29 s")
    assert [line for place, line in enumerate(pit.lines()) if place not in (4, 5)] == [
        "Low Lunge                                       Right side",
        "Step 3 of 9",
        "Hold",
        "Sink.",
        "Easier: Use a chair.",
        "Recommended by A trainer",
        "Space pause · Left, Right step · R again · V voice",
        "O ouch · N later · Q stop",
    ]
    pit.close()


def test_nothing_jumps_when_the_words_change() -> None:
    long = replace(LUNGE.segments[1], text="Slide the right foot a long way back. " * 2)
    pit = Pit(replace(LUNGE, segments=(LUNGE.segments[0], long, *LUNGE.segments[2:])))
    places = []
    for _ in LUNGE.segments[:-1]:
        rows = page(pit.shown[-1], 60, 24, Signs())
        places.append(next(n for n, row in enumerate(rows) if row.plain.rstrip().endswith(" s")))
        pit.session.hear("next")
    assert len(set(places)) == 1
    pit.close()


def test_a_pause_is_read_where_the_step_is() -> None:
    pit = Pit(LUNGE)
    pit.session.hear("pause")
    assert pit.lines()[2] == "Paused: Get ready · wall"
    assert pit.lines()[-2].startswith("Space go on")
    pit.close()


def test_a_terminal_that_knows_ascii_only_gets_no_other_signs() -> None:
    pit = Pit(LUNGE)
    pit.loop.passes(26)
    rows = page(pit.shown[-1], 100, 30, PLAIN)
    bars = [row.plain for row in rows if "#" in row.plain or row.plain.strip().startswith("+-")]
    assert len(bars) == 4
    assert all(bar.isascii() for bar in bars)
    pit.close()


def test_each_word_has_a_style_of_its_own_and_the_frame_dims_none_of_them() -> None:
    pit = Pit(LUNGE)
    pit.loop.passes(26.5)
    console = Console(width=100, color_system="standard", force_terminal=True)
    dimmed = {
        piece.text.strip(" │"): piece.style is not None and bool(piece.style.dim)
        for row in page(pit.shown[-1], 100, 30, Signs())
        for piece in row.render(console)
    }
    assert not dimmed["Low Lunge"]
    assert not dimmed["Sink."]
    assert not dimmed["29 s"]
    assert dimmed["Step 3 of 9"]
    pit.close()
