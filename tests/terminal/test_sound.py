"""Chimes where there is a player, the bell where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import until
from tests.window.shop import Shop
from unsit.loop import Loop
from unsit.terminal import sound
from unsit.terminal.sound import Sound
from unsit.window.chimes import Chimes


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sound, "SOON", 0.01)
    return Shop(tmp_path)


class Heard:
    """A sound, and how often the bell rang."""

    def __init__(self, loop: Loop, tmp_path: Path) -> None:
        self.bells = 0
        self.sound = Sound(loop, Chimes(tmp_path, wanted=True, system="linux"), self._ring)

    def _ring(self) -> None:
        self.bells += 1


def test_a_player_that_plays_leaves_the_bell_silent(loop: Loop, tmp_path: Path, shop: Shop) -> None:
    shop.sells("paplay")
    heard = Heard(loop, tmp_path)
    heard.sound.play("switch")
    until("sound", lambda: len(shop.played) == 1, loop)
    heard.sound.play("done")
    until("second sound", lambda: len(shop.played) == 2, loop)
    assert heard.bells == 0


def test_without_any_player_the_bell_rings_at_once(loop: Loop, tmp_path: Path, shop: Shop) -> None:
    heard = Heard(loop, tmp_path)
    heard.sound.play("step")
    assert heard.bells == 0
    heard.sound.play("switch")
    heard.sound.hush()
    assert heard.bells == 1


def test_when_every_player_has_failed_the_bell_rings(
    loop: Loop, tmp_path: Path, shop: Shop
) -> None:
    shop.sells("paplay", code=1)
    shop.sells("aplay", code=1)
    heard = Heard(loop, tmp_path)
    heard.sound.play("switch")
    until("bell", lambda: heard.bells, loop)
    assert [line.split()[0] for line in shop.played] == ["paplay", "aplay"]
    heard.sound.play("done")
    assert heard.bells == 2
