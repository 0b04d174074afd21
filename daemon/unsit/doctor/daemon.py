"""Does the daemon run, is it the one we are, and what does it say of itself?"""

from collections.abc import Iterable
from typing import Any

from unsit import __version__, places
from unsit.control import NoDaemonError, TroubleError, ask
from unsit.core.language import N_, _
from unsit.doctor import later
from unsit.doctor.findings import Finding

START = N_("Start it with `unsit`.")
RESTART = N_(
    "End it with `unsit quit` and start it again with `unsit`, inside your desktop session."
)
RENEW = N_("Have the one start that is installed: `unsit restart`. The clock goes on.")
INSIST = N_("End its process by hand, and start it again with `unsit`.")
LACKS = {
    "power": N_("nobody tells it of sleep and of a locked screen: {reason}"),
    "signs": N_("nobody tells it of calls, films and do-not-disturb: {reason}"),
}
"""What it means that the daemon has not a part, where the name of the part would say little."""
OTHERS = N_("it has no {part}: {reason}")
PARTS = {
    # Translators: what the daemon may lack: "it has no tray: nobody shows icons".
    "tray": N_("tray"),
    "notifications": N_("notifications"),
    "presence": N_("presence"),
}
OTHERWISE_TOLD = {"tray", "presence"}
"""Parts whose lack has a subject and a remedy of its own."""
MEND = N_("Put right what is said of the control line, then start the daemon with `unsit`.")


def check() -> Finding:
    """Ask the daemon how it fares."""
    try:
        places.socket_path()  # what is wrong with the path says more than that nobody is there
        status = ask({"verb": "status"})
    except NoDaemonError:
        return Finding(False, _("no daemon runs"), _(START))
    except TroubleError as trouble:
        return Finding(False, _but(trouble), _(INSIST))
    except OSError as problem:
        words = _("the control line cannot be used ({problem})").format(problem=problem)
        return Finding(False, words, _(MEND))
    if not status.get("ok"):
        return Finding(False, _but(status.get("error")), _(RESTART))
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
        detail = "\n".join((_("it runs, but cannot see you"), *_lacks(said)))
        return Finding(False, detail, _(RESTART))
    # Translators: {source} is what tells whether somebody is at the keys: "X11's idle counter".
    first = (
        _("it runs and sees you by {source}").format(source=_(source)) if source else _("it runs")
    )
    theirs = said.get("version", __version__)
    if theirs != __version__:
        words = _("{state}, as version {theirs}, while this is {ours}")
        first = words.format(state=first, theirs=theirs, ours=__version__)
    detail = "\n".join((first, *_lacks(said)))
    if theirs != __version__:
        return Finding(True, detail, _(RENEW))
    whole = not _missing(said).keys() - OTHERWISE_TOLD
    return Finding(True, detail, "" if whole else _(RESTART))


def _but(sentence: object) -> str:
    return _("it runs, but: {problem}").format(problem=str(sentence).rstrip(".。"))


def _lacks(said: dict[str, Any]) -> Iterable[str]:
    for part, reason in _missing(said).items():
        yield _(LACKS.get(part, OTHERS)).format(part=_(PARTS.get(part, part)), reason=reason)


def _missing(said: dict[str, Any]) -> dict[str, Any]:
    missing = said.get("missing")
    return missing if isinstance(missing, dict) else {}
