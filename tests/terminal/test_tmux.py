"""A stretch in a real tmux: stopped by Ctrl+Z and taken up again, and at several sizes."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import until
from tests.terminal.device import furnish
from tests.terminal.mux import Tmux

STRETCH = f"{sys.executable} -m unsit stretch short --terminal; echo ended: $?"


@pytest.fixture
def tmux(home: Path) -> Iterator[Tmux]:
    furnish()
    with Tmux(home, os.environ) as tmux:
        yield tmux


def test_ctrl_z_pauses_it_and_gives_the_shell_a_sane_terminal(tmux: Tmux) -> None:
    tmux.types(STRETCH)
    tmux.shows("Get ready")
    tmux.key("C-z")
    tmux.shows("Stopped")
    assert tmux.is_the_shells
    tmux.types("stty -a | grep -o ' icanon' && echo sane")
    tmux.shows("sane")
    tmux.types("fg")
    tmux.shows("Paused: Get ready")
    assert tmux.asks("alternate_on") == "1"
    tmux.key("Space")
    tmux.shows("Space pause")
    tmux.key("q")
    tmux.shows("Short Stretch: nothing was held.")
    assert tmux.is_the_shells


def test_it_can_be_ended_while_it_is_stopped(tmux: Tmux) -> None:
    tmux.types(STRETCH)
    tmux.shows("Get ready")
    tmux.key("C-z")
    tmux.shows("Stopped")
    tmux.types("kill %1; fg")
    tmux.shows("Short Stretch: nothing was held.")
    assert tmux.is_the_shells


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)], ids=str)
def test_it_looks_after_itself_at_every_size(tmux: Tmux, size: tuple[int, int]) -> None:
    tmux.types(STRETCH)
    tmux.shows("Get ready")
    tmux.key("Space")
    tmux.resize(*size)
    words = ("Short Stretch", "Right side", "Paused: Get ready", "Stand up.", " s", "Q stop")

    def fits() -> bool:
        seen = tmux.read().splitlines()
        whole = all(any(word in line for line in seen) for word in words)
        return whole and max(map(len, seen)) <= size[0] and len(seen) <= size[1]

    until(f"page of {size}", fits)
