"""What a terminal that is led by the daemon hears from it."""

import json
import socket

from unsit.loop import Loop
from unsit.terminal.led import Led
from unsit.terminal.theatre import Theatre


def test_what_was_not_written_down_is_kept_to_be_said_at_the_end() -> None:
    loop = Loop()
    ours, theirs = socket.socketpair()
    why = "The history cannot be written: No space left on device."
    led = Led(loop, Theatre(loop), ours, json.dumps({"trouble": why}).encode() + b"\n")
    loop.once(0.0)
    assert led.trouble == why
    led.close()
    theirs.close()
    loop.close()
