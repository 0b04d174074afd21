"""Stretches without a daemon: the same core and the same window, and nothing else around them."""

from collections.abc import Iterable
from typing import Any

from unsit.core import dose, memory
from unsit.core import events as ev
from unsit.core.value import replace
from unsit.daemon import keeping
from unsit.daemon.daemon import Daemon
from unsit.loop import Loop
from unsit.prepare import Prepared


def stretch(
    prepared: Prepared,
    pose: str,
    lately: tuple[str, ...],
    seconds: float | None = None,
    held: Iterable[dose.Held] = (),
) -> str:
    """Play a session, or as many as fit into `seconds`, and write them down.

    Returns "" or what went wrong, as a sentence. `pose` may be "" for the one that is next by
    `lately` (ids, newest last) and by what was `held` in the last week. Raises RefusedError when
    there is no such pose.
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

    daemon.on_session_end = ended
    try:
        daemon.happen(daemon.now(ev.Wanted, pose, seconds))
        loop.run()
    except KeyboardInterrupt:
        pass
    finally:
        daemon.close()
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
