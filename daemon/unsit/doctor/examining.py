"""Looking at every subject at once, and waiting for none longer than it is worth."""

import threading
import time
from collections.abc import Iterable

from unsit.core.language import N_, _
from unsit.doctor.findings import Check, Finding
from unsit.doctor.subjects import Subject, here
from unsit.doctor.verdict import eased

REPORT = N_("This is a fault of Unsit's: please report it, with this line.")
HUNG = N_("See what keeps it from answering; logging out and in again often helps.")


def examine(subjects: Iterable[Subject] | None = None) -> list[Check]:
    """Look at all subjects (by default those of this system); return a check for each, in order.

    What there is nothing to say of has none.
    """
    looks = [_Look(subject) for subject in (here() if subjects is None else subjects)]
    return eased([check for look in looks if (check := look.outcome()).detail])


class _Look:
    """One subject that is being looked at, in a thread that nobody waits for if it hangs."""

    def __init__(self, subject: Subject) -> None:
        self._subject, self._found = subject, Finding(False, "")
        self._until = time.monotonic() + subject.limit
        self._thread = threading.Thread(target=self._look, name=subject.name, daemon=True)
        self._thread.start()

    def outcome(self) -> Check:
        """Return what was found, as soon as it is known or the time is up."""
        self._thread.join(max(0.0, self._until - time.monotonic()))
        found = self._found
        if self._thread.is_alive():
            words = _("no answer in {seconds} seconds").format(seconds=f"{self._subject.limit:g}")
            found = Finding(False, words, _(HUNG))
        ok = found.ok or not self._subject.needed
        return Check(self._subject.name, ok, *found[1:])

    def _look(self) -> None:
        try:
            self._found = self._subject.check()
        except Exception as surprise:  # noqa: BLE001  # one subject must not take the others down
            what = f"{type(surprise).__name__}: {surprise}"
            words = _("it could not be looked at ({problem})").format(problem=what)
            self._found = Finding(False, words, _(REPORT))
