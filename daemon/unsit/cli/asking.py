"""Speaking with the daemon for the verbs, and ending with the right words and exit code."""

import json
import sys
from typing import Any, NoReturn

from unsit.control import NoDaemonError, Request, TroubleError, ask
from unsit.core.language import _, in_a_row

NO_DAEMON = 4


class Done(Exception):  # noqa: N818  # it is the ordinary way out, as SystemExit is
    """The verb is done; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def finish(code: int) -> None:
    """End with this exit code, unless it is 0: then just go on."""
    if code:
        raise Done(code)


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say what is wrong on stderr and end."""
    print(f"unsit: {sentence}", file=sys.stderr)
    raise Done(code)


def tell(request: Request) -> dict[str, Any]:
    """Send a request to the daemon and return the reply; end when it cannot be met."""
    try:
        reply = ask(request)
    except NoDaemonError:
        none = _("no daemon runs. Start it with `unsit`.")
        own = _("A stretch that was begun without it heeds only its own keys.")
        fail(in_a_row(none, own) if request["verb"] == "session" else none, NO_DAEMON)
    except (TroubleError, OSError) as problem:
        fail(str(problem), NO_DAEMON)
    if not reply.get("ok"):
        fail(str(reply.get("error", _("The daemon refused without a word."))))
    return reply


def wish(verb: str, **facts: Any) -> None:
    """Send a wish, and print how things stand then."""
    print(tell({"verb": verb, **facts})["sentence"])


def opened(window: str) -> bool:
    """Have the daemon open a window; False when none runs. Ends when it cannot."""
    try:
        reply = ask({"verb": window})
    except NoDaemonError:
        return False
    except (TroubleError, OSError) as problem:
        fail(str(problem), NO_DAEMON)
    if not reply.get("ok"):
        fail(str(reply.get("error")))
    return True


def show(document: Any, as_json: bool, sentence: str) -> None:
    """Print a document for programs, or a sentence for people."""
    print(json.dumps(document, ensure_ascii=False) if as_json else sentence)


def seconds(length: str) -> dict[str, float]:
    """Return {"seconds": ...} for a length in words, {} for none; end when it is not one."""
    if not length:
        return {}
    from unsit.schema.kinds import MisreadError, duration, guess_unit, is_bare
    from unsit.schema.report import did_you_mean

    try:
        return {"seconds": duration(length)}
    except MisreadError as misread:
        meant = misread.meant or (guess_unit(length, "1 min") if is_bare(length) else "")
        hint = did_you_mean(repr(meant)) if meant and _is_taken(meant) else ""
        words = _("{value} is not {allowed}.")
        fail(in_a_row(words.format(value=repr(length), allowed=misread.allowed), hint))


def _is_taken(length: str) -> bool:
    """Say whether the daemon takes a length for a pause, so that it can be offered."""
    from unsit.core.events import LONGEST
    from unsit.schema.kinds import MisreadError, duration

    try:
        return 1 <= duration(length) <= LONGEST
    except MisreadError:
        return False


def pause_facts(length: str) -> dict[str, Any]:
    """Return what a pause is asked with: a length, an end, or nothing."""
    words = length.casefold().split()
    if words == _("Until tomorrow").casefold().split():
        return {"until": "tomorrow"}
    if words[:1] == ["until"]:
        return {"until": " ".join(words[1:])}
    if words and words[0].startswith("tomorrow"):
        return {"until": " ".join(words)}
    return seconds(" ".join(words[1:] if words[:1] == ["for"] else words))
