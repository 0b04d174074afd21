"""What all the checks mean together.

A reminder needs a daemon that runs, that sees somebody, and a way to speak: a notification or the
session window. So where one of the two ways is there, lacking the other is only worth a hint. What
holds a reminder back for now, such as a pause, needs no repair, but it is said.
"""

from collections.abc import Sequence

from unsit.doctor.findings import Check

WAYS = {
    "notifications": "a reminder opens the window by itself",
    "window": "a reminder can only be a notification, and no stretch can be played",
}
"""The two ways to speak, and what it means to lack one of them."""
NEEDED = {"daemon", "presence", *WAYS}

REACHES = "A reminder would reach you."
REACHES_BUT = "A reminder would reach you, but something needs repair."
REACHES_LATER = "A reminder would reach you, but not now: {}."
REPAIR = "something needs repair, too"
SILENT = "No reminder would reach you as things are."


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
        return SILENT
    said = "; ".join(check.later for check in checks if check.later)
    later = list(dict.fromkeys(said.split("; "))) if said else []
    if later:
        return REACHES_LATER.format("; ".join([*later, REPAIR] if broken else later))
    return REACHES_BUT if broken else REACHES


def _eased(check: Check) -> Check:
    if check.ok:
        return check
    return check._replace(ok=True, detail=f"{check.detail}: {WAYS[check.name]}")
