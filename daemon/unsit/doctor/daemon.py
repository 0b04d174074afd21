"""Does the daemon run, is it the one we are, and what does it say of itself?"""

from collections.abc import Iterable
from typing import Any

from unsit import __version__, places
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.doctor import later
from unsit.doctor.findings import Finding

START = "Start it with `unsit`."
RESTART = "End it with `unsit quit` and start it again with `unsit`, inside your desktop session."
INSIST = "End its process by hand, and start it again with `unsit`."
LACKS = {
    "power": "nobody tells it of sleep and of a locked screen",
    "signs": "nobody tells it of calls, films and do-not-disturb",
}
"""What it means that the daemon has not a part, where the name of the part would say little."""
OTHERWISE_TOLD = {"tray", "presence"}
"""Parts whose lack has a subject and a remedy of its own."""
MEND = "Put right what is said of the control line, then start the daemon with `unsit`."


def check() -> Finding:
    """Ask the daemon how it fares."""
    try:
        places.socket_path()  # what is wrong with the path says more than that nobody is there
        status = ask({"verb": "status"})
    except NoDaemonError:
        return Finding(False, "no daemon runs", START)
    except TroubleError as trouble:
        return Finding(False, _but(trouble), INSIST)
    except OSError as problem:
        return Finding(False, f"the control line cannot be used ({problem})", MEND)
    if not status.get("ok"):
        return Finding(False, _but(status.get("error")), RESTART)
    return later.added(_told(word(), status), status.get("status"))


def word() -> dict[str, Any]:
    """Return what the daemon says of its parts; {} without one, or from one that says nothing.

    `missing` maps a part of the desktop to the reason why it is not there, `presence` is the source
    by which it sees somebody (None = it does not), `heard` whether anybody shows its notifications,
    `reasons` are pairs of a source and a sentence.
    """
    try:
        reply = ask({"verb": "doctor"})
    except (NoDaemonError, TroubleError, OSError):
        return {}
    return reply if reply.get("ok") else {}


def sees_by(said: dict[str, Any]) -> str:
    """Return by what a daemon sees somebody, "" when it does not, or does not say."""
    source = said.get("presence")
    return source if isinstance(source, str) else ""


def has(part: str, said: dict[str, Any]) -> bool:
    """Say whether a daemon has said that it has this part of the desktop ("tray", ...)."""
    missing = said.get("missing")
    return isinstance(missing, dict) and part not in missing and not reasons(part, said)


def reasons(source: str, said: dict[str, Any]) -> list[str]:
    """Return why a daemon does not use a source, as it says it itself."""
    told = said.get("reasons")
    pairs = [each for each in told if isinstance(each, list)] if isinstance(told, list) else []
    return [str(each[1]) for each in pairs if len(each) == 2 and each[0] == source]


def sees_a_display(said: dict[str, Any]) -> bool:
    """Say whether a daemon has a display: it sees somebody there."""
    return bool(sees_by(said))


def _told(said: dict[str, Any], status: dict[str, Any]) -> Finding:
    source = sees_by(said)
    blind = "presence" in said and not source
    if "presence" not in said:  # it is older than the question
        blind = (status.get("status") or {}).get("state") == "blind"
    if blind:
        detail = "\n".join(("it runs, but cannot see you", *_lacks(said)))
        return Finding(False, detail, RESTART)
    first = f"it runs and sees you by {source}" if source else "it runs"
    theirs = said.get("version", __version__)
    if theirs != __version__:
        first += f", as version {theirs}, while this is {__version__}"
    detail = "\n".join((first, *_lacks(said)))
    whole = theirs == __version__ and not _missing(said).keys() - OTHERWISE_TOLD
    return Finding(True, detail, "" if whole else RESTART)


def _but(sentence: object) -> str:
    return f"it runs, but: {str(sentence).rstrip('.')}"


def _lacks(said: dict[str, Any]) -> Iterable[str]:
    for part, reason in _missing(said).items():
        yield f"{LACKS.get(part, f'it has no {part}')}: {reason}"


def _missing(said: dict[str, Any]) -> dict[str, Any]:
    missing = said.get("missing")
    return missing if isinstance(missing, dict) else {}
