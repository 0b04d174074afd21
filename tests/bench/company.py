"""What goes on around the daemon while it is measured: a machine, and a call with a film.

The machine is a system bus with a logind that dbusmock plays. The call is a real PipeWire with somebody
who listens to its microphone; the film is a player on the session bus that says that it plays.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.bench.seats import Seat
from tests.desktop.mocks import LogindMock
from tests.desktop.servers import SessionBus
from tests.desktop.sound import MICROPHONE, PipeWire, listener
from tests.desktop.test_media import Player
from tests.desktop.whole import Unsit

EVERY_SIGN = """\
[sitting]
remind_after = "2 s"
idle_after = "2 s"
reset_after = "5 min"

[reminder]
hold_for = ["call", "sharing", "fullscreen", "do-not-disturb", "media", "inhibitor"]

[session]
sound = false
"""
"""Soon there is a reminder that a call holds, and nobody at the keys but a film that counts: every
source is open then, for as long as the call goes on."""


@contextmanager
def machine(seat: Seat) -> Iterator[dict[str, str]]:
    """Give a seat a system bus of its own; what is given is the environment with it."""
    folder = seat.bus.folder / "machine"
    folder.mkdir()
    with SessionBus(folder) as bus:
        logind = LogindMock(bus)
        logind.start()
        yield {**seat.environment, "DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "c1"}
        logind.stop()


@contextmanager
def call_and_film(seat: Seat) -> Iterator[dict[str, str]]:
    """Have a call and a film go on; what is given is how the sound of it is found."""
    folder = seat.bus.folder / "sound"
    folder.mkdir()
    with ExitStack() as ends:
        sound = PipeWire(folder)
        ends.callback(sound.stop)
        sound.start()
        ends.enter_context(listener(sound, folder, MICROPHONE))
        player = Player(seat.bus.address, ("film",), "Playing")
        ends.callback(player.exits)
        run = sound.environment["XDG_RUNTIME_DIR"]
        yield {"PULSE_SERVER": f"unix:{run}/pulse/native", "PIPEWIRE_RUNTIME_DIR": run}


def all_followed(unsit: Unsit) -> None:
    """Wait until a reminder is held by the call, and time is counted by the film."""
    unsit.until("call and film", lambda status: _held(status) and status["watching_s"] > 0)


def _held(status: dict[str, object]) -> bool:
    by = status["held_by"]
    return status["reminder"] == "held" and isinstance(by, list) and {"call", "media"} <= set(by)
