"""Stretches without a daemon: the same core, the same window or terminal, and nothing else."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from unsit.core import dose, memory
from unsit.core import events as ev
from unsit.core.value import replace
from unsit.daemon import keeping
from unsit.daemon.awake import AwakeDoor
from unsit.daemon.coach import Stage
from unsit.daemon.daemon import Daemon
from unsit.desktop import here
from unsit.loop import Loop
from unsit.prepare import Prepared

Opener = Callable[[Loop], AbstractContextManager[Stage]]
"""Opens the `Stage` on which sessions are played in place of windows, and closes it."""


def stretch(
    prepared: Prepared,
    pose: str,
    lately: tuple[str, ...],
    seconds: float | None = None,
    held: Iterable[dose.Held] = (),
    floor: bool = False,
    stage: Opener | None = None,
) -> str:
    """Play a session, or as many as fit into `seconds`, and write them down.

    They are played on the `stage` that is opened, or else in windows, in floor mode with `floor`.
    `pose` may be "" for the one that is next by `lately` (ids, newest last) and by what was `held` in
    the last week. Returns what went wrong, in sentences, "" for nothing. Raises RefusedError when there
    is no such pose.
    """
    loop = Loop()
    daemon = Daemon(loop, prepared, keeps=False)
    kept = keeping.read()
    daemon.day = replace(daemon.day, lately=lately, **_body(kept))
    doses = dose.total(prepared.poses, held, loop.wall().date())
    daemon.day = replace(daemon.day, doses=doses)

    def ended(_: str) -> None:
        if daemon.day.session is None:
            loop.stop()

    desktop = here(loop)
    awake = AwakeDoor(daemon, desktop)
    daemon.changed = lambda _: awake.show()
    daemon.on_session_end = ended
    try:
        with stage(loop) if stage is not None else nullcontext() as daemon.sessions.stage:
            daemon.happen(daemon.now(ev.Wanted, pose, seconds), floor=floor)
            loop.run()
    except KeyboardInterrupt:
        pass
    finally:
        daemon.close()
        awake.close()
        desktop.close()
        _keep(daemon, kept)
        loop.close()
    return " ".join(daemon.complaints)


def _body(kept: Any) -> dict[str, Any]:
    """Return what hurt; the doses are counted from the history, which has them all."""
    try:
        return {"shelf": memory.body(kept)["shelf"]}
    except (TypeError, ValueError, AttributeError):
        return {}


def _keep(daemon: Daemon, kept: Any) -> None:
    """Leave what became of the body for the next daemon, and the rest of its day as it was.

    Where no day is kept there was no daemon; then only what hurt must not be forgotten.
    """
    document = memory.keep(daemon.day, daemon.now(ev.Ticked))
    if isinstance(kept, dict) and kept.get("v") == document["v"]:
        keeping.write({**kept, "doses": document["doses"], "shelf": document["shelf"]})
    elif daemon.day.shelf:
        keeping.write(document)
