"""One child after the other: what the end of one does to the next."""

import os
import sys
from typing import Any

import pytest

from tests.desktop.stage import until
from unsit.daemon.child import Child
from unsit.loop import Loop

ECHO = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    print(json.dumps({'event': 'heard', 'line': json.loads(line)}), flush=True)\n"
)


def child(loop: Loop, heard: list[dict[str, Any]], first: str) -> Child:
    return Child(
        loop,
        [sys.executable, "-c", ECHO],
        {"first": first},
        heard.append,
        dict(os.environ),
        name="The echo",
        stopped={"event": "ended"},
    )


@pytest.mark.parametrize("between", [0, 1, 2])
def test_a_child_that_was_closed_does_not_make_the_next_one_mute(between: int) -> None:
    """With one number free between, the next child's pipe has that of the closed one."""
    loop = Loop()
    spare = [os.open(os.devnull, os.O_RDONLY) for _ in range(between)]
    one, other = list[dict[str, Any]](), list[dict[str, Any]]()
    before = child(loop, one, "one")
    until("the first", lambda: one, loop)
    before.close()
    for number in spare:
        os.close(number)
    after = child(loop, other, "other")
    until("the second", lambda: other, loop)
    after.write({"and": "more"})
    until("more of it", lambda: len(other) == 2, loop)
    after.close()
    assert one[-1] == other[-1] == {"event": "ended"}
    loop.close()
