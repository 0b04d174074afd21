"""A stretch pauses the music: the recipe of docs/hooks.md, with the real playerctl on a real bus."""

from collections.abc import Callable, Iterator

import pytest

from tests.desktop import recipes
from tests.desktop.servers import SessionBus
from tests.desktop.stage import tool, until
from tests.desktop.whole import Unsit, playing
from unsit.desktop.linux.bus import DAEMON, Bus
from unsit.desktop.linux.served import Interface, Method, Property, Served
from unsit.loop import Loop

PLAYER = "org.mpris.MediaPlayer2.Player"


class Song:
    """A player of music, and what it was told to do."""

    def __init__(self, address: str) -> None:
        self.loop, self.told = Loop(), list[str]()
        self.bus = Bus(address, self.loop)
        able = ("CanControl", "CanPause", "CanPlay")
        facts = {name: Property("b", lambda: True) for name in able}
        facts["PlaybackStatus"] = Property("s", lambda: "Playing")
        methods = {name: Method("", "", self._verb(name)) for name in ("Pause", "Play")}
        served = Served((Interface(PLAYER, methods, facts),))
        self.bus.export("/org/mpris/MediaPlayer2", served)
        self.bus.ask(*DAEMON, "RequestName", "su", ("org.mpris.MediaPlayer2.song", 0))

    def _verb(self, name: str) -> Callable[[], None]:
        return lambda: self.told.append(name)

    def close(self) -> None:
        self.bus.close()
        self.loop.close()


@pytest.fixture
def song(session_bus: SessionBus) -> Iterator[Song]:
    song = Song(session_bus.address)
    yield song
    song.close()


def test_the_music_stops_for_a_stretch_and_goes_on_after_it(unsit: Unsit, song: Song) -> None:
    assert tool("playerctl")
    text = (unsit.config / "settings.toml").read_text()
    # Unsit is a player itself while a stretch plays, and no other one is meant.
    hooks = recipes.recipe("hooks.md", "Hooks").replace('"playerctl"', '"playerctl", "-p", "song"')
    unsit.settings(text + "\n" + hooks)
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')  # no window opens by itself
    unsit.start()
    unsit.does("stretch", "short")
    unsit.until("session", playing)
    until("pause", lambda: song.told == ["Pause"], song.loop)
    unsit.does("session", "stop")
    unsit.until("end", lambda status: status["session"] is None)
    until("music", lambda: song.told == ["Pause", "Play"], song.loop)
    assert "hook" not in unsit.kept()
