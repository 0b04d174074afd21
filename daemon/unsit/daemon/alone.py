"""One stretch without a daemon: the same core and the same window, and nothing else around them."""

from unsit.core import events as ev
from unsit.core.value import replace
from unsit.daemon.daemon import Daemon
from unsit.loop import Loop
from unsit.prepare import Prepared


def stretch(prepared: Prepared, pose: str, lately: tuple[str, ...]) -> str:
    """Play one session and write it down; return "" or what went wrong, as a sentence.

    `pose` may be "" for the one that was done longest ago by `lately` (ids, newest last). Raises
    RefusedError when there is no such pose.
    """
    loop = Loop()
    daemon = Daemon(loop, prepared, keeps=False)
    daemon.day = replace(daemon.day, lately=lately)
    daemon.on_session_end = lambda _: loop.stop()
    try:
        daemon.happen(daemon.now(ev.Wanted, pose))
        loop.run()
    except KeyboardInterrupt:
        pass
    finally:
        daemon.close()
        loop.close()
    return " ".join(daemon.complaints)
