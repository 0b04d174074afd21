"""What all the checks mean together.

A reminder needs a daemon that runs, that sees somebody, and a way to speak: a notification or the
session window. So where one of the two ways is there, lacking the other is only worth a hint. What
holds a reminder back for now, such as a pause, needs no repair, but it is said.
"""

from collections.abc import Sequence

from unsit.core.language import N_, _
from unsit.core.words import clauses
from unsit.doctor.findings import Check

WAYS = {
    "notifications": N_("{detail}: a reminder opens the window by itself"),
    "window": N_("{detail}: a reminder can only be a notification, and no stretch can be played"),
}
"""The two ways to speak, and what it means to lack one of them."""
NEEDED = {"daemon", "presence", *WAYS}

REACHES = N_("A reminder would reach you.")
REACHES_BUT = N_("A reminder would reach you, but something needs repair.")
REACHES_LATER = N_("A reminder would reach you, but not now: {reasons}.")
REPAIR = N_("something needs repair, too")
SILENT = N_("No reminder would reach you as things are.")


def eased(checks: Sequence[Check]) -> list[Check]:
    """Return the checks with the lack of one way to speak made a hint, if the other is there."""
    if not any(check.ok for check in checks if check.name in WAYS):
        return list(checks)
    return [_eased(check) if check.name in WAYS else check for check in checks]


def ok_overall(checks: Sequence[Check]) -> bool:
    """Say whether a reminder would reach the person, and nothing else needs repair either."""
    return all(check.ok for check in checks)


def sentence(checks: Sequence[Check]) -> str:
    """Return the verdict in words."""
    broken = {check.name for check in checks if not check.ok}
    if broken & NEEDED:
        return _(SILENT)
    said = clauses(check.later for check in checks if check.later)
    later = list(dict.fromkeys(said.split(clauses(("", ""))))) if said else []
    if later:
        return _(REACHES_LATER).format(reasons=clauses([*later, _(REPAIR)] if broken else later))
    return _(REACHES_BUT if broken else REACHES)


def _eased(check: Check) -> Check:
    if check.ok:
        return check
    return check._replace(ok=True, detail=_(WAYS[check.name]).format(detail=check.detail))
