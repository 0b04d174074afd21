"""A media player as a program of its own, which does as it is told on its standard input.

    python -m tests.desktop.fake_player BUS STATUS NAME...

Each line of input is an order: a status to take (Playing, Paused, Stopped), "stale" to say only that
its status has changed, "odd" to say things that no player says, "another NAME" and "drop NAME" to
take and give back a name on the bus.
"""

import sys
from typing import Any

from unsit.desktop.linux.bus import DAEMON, Bus, Served
from unsit.desktop.linux.served import Interface, Property
from unsit.loop import Loop

PLAYERS = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PATH = "/org/mpris/MediaPlayer2"


class Player:
    """Plays nothing, and says so."""

    def __init__(self, address: str, loop: Loop, status: str, names: list[str]) -> None:
        self.status: Any = status
        self._bus = Bus(address, loop, loop.stop)
        status_of = Property("s", lambda: self.status)
        self._bus.export(
            PATH, Served((Interface(PLAYER, properties={"PlaybackStatus": status_of}),))
        )
        for name in names:
            self._name("RequestName", "su", name, 0)

    def does(self, order: str) -> None:
        verb, _, name = order.partition(" ")
        if verb == "another":
            self._name("RequestName", "su", name, 0)
        elif verb == "drop":
            self._name("ReleaseName", "s", name)
        elif verb == "stale":
            self.status = "Playing"
            self._says({}, ["PlaybackStatus"])
        elif verb == "odd":
            self._says({"PlaybackStatus": ("u", 7)}, [])
            self._signal("u", 7)
            self._signal("sss", PLAYER, "PlaybackStatus", "Playing")
        else:
            self.status = verb
            self._says({"PlaybackStatus": ("s", verb), "Metadata": ("s", "Secret Song")}, [])

    def _says(self, changes: dict[str, tuple[str, object]], stale: list[str]) -> None:
        self._signal("sa{sv}as", PLAYER, changes, stale)

    def _signal(self, signature: str, *body: object) -> None:
        properties = "org.freedesktop.DBus.Properties"
        self._bus.signal(PATH, properties, "PropertiesChanged", signature, body)

    def _name(self, member: str, signature: str, name: str, *more: object) -> None:
        self._bus.ask(*DAEMON, member, signature, (f"{PLAYERS}.{name}", *more))


def main(address: str, status: str, *names: str) -> None:
    """Play until the input ends."""
    loop = Loop()
    player = Player(address, loop, status, list(names))
    orders = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115  standard input

    def listen() -> None:
        order = orders.readline().decode().strip()
        if order:
            player.does(order)
        else:
            loop.stop()

    loop.reader(0, listen)
    print("ready", flush=True)
    loop.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
