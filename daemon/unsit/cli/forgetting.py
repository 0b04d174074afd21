"""The verb `forget`: remove what was, from every file that keeps any of it."""

import sys
from datetime import date, datetime

import click

from unsit import control, forgetting, places, prepare
from unsit.cli import asking
from unsit.cli.exporting import day
from unsit.core import oblivion
from unsit.core.language import _, ngettext
from unsit.daemon import keeping
from unsit.history import HistoryError


def forget(word: str, yes: bool) -> int:
    """Forget what was before the day `word` ("" = everything), once that is confirmed."""
    before = day(word)
    try:
        if not yes:
            _confirm(before, forgetting.count(before))
        told = _tell_daemon(before)
        removed = forgetting.forget(before)
        if not told:
            _forget_kept(before)
        keeping.aside().unlink(missing_ok=True)
        prepare.forget(before)
    except HistoryError as problem:
        asking.fail(str(problem))
    except OSError as problem:
        words = _("not everything could be forgotten: {problem}.")
        asking.fail(words.format(problem=places.why(problem)))
    form = ngettext("{number} record is gone.", "{number} records are gone.", removed)
    print(form.format(number=removed))
    return 0


def _confirm(before: date | None, number: int) -> None:
    """Ask on a terminal; end where the answer is no, or nobody can be asked."""
    if not sys.stdin.isatty():
        asking.fail(
            _("add --yes: nobody can be asked here, and what is forgotten cannot be had back.")
        )
    if before is None:
        form = ngettext(
            "Forget everything: {number} record, the week's dose, and which poses hurt? This cannot be"
            " undone",
            "Forget everything: {number} records, the week's dose, and which poses hurt? This cannot be"
            " undone",
            number,
        )
    else:
        form = ngettext(
            "Forget what was before {day}: {number} record? This cannot be undone",
            "Forget what was before {day}: {number} records? This cannot be undone",
            number,
        )
    if not click.confirm(form.format(number=number, day=before), default=False):
        asking.fail(_("nothing was forgotten."))


def _tell_daemon(before: date | None) -> bool:
    """Have a daemon forget what it has in mind, and on disk; say whether there was one."""
    request = {"verb": "forget", "before": before and before.isoformat()}
    try:
        reply = control.ask(request)
    except control.NoDaemonError:
        return False
    except control.TroubleError as trouble:
        asking.fail(str(trouble), asking.NO_DAEMON)
    if not reply.get("ok"):
        asking.fail(str(reply.get("error")))
    return True


def _forget_kept(before: date | None) -> None:
    """Forget what the last daemon left for the next one."""
    if keeping.path().exists():
        left = oblivion.kept_without(keeping.read(), before, datetime.now().astimezone().date())
        if left is None:
            keeping.path().unlink()
        elif not keeping.write(left):
            raise OSError(_("{file} cannot be written").format(file=keeping.path()))
