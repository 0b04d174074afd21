"""What holds a reminder back for now: the person's own wish, which ends by itself or by a verb."""

from datetime import datetime
from typing import Any

from unsit import prepare
from unsit.core.language import N_, _, in_a_row
from unsit.core.signs import DO_NOT_DISTURB
from unsit.core.words import SIGN_WORDS, clauses, moment, sign
from unsit.doctor.findings import Finding

RESUME = N_("`unsit resume` ends the pause.")
HOURS = N_("Widen `[hours]` in the settings if Unsit is to speak now.")
QUIET = N_(
    "Switch the desktop's do-not-disturb off, or take it out of `hold_for` in the settings; it holds "
    "a reminder for `hold_at_most` at the longest."
)
OFF = {
    "": (N_("off hours"), N_("off hours until {moment}"), HOURS),
    "holiday": (
        N_("a holiday"),
        N_("a holiday, off until {moment}"),
        N_("Take the day out of `hours.holidays` in the settings if Unsit is to speak today."),
    ),
    "quiet day": (
        N_("a quiet day"),
        N_("a quiet day, off until {moment}"),
        N_("Take the day out of `hours.quiet_days` in the settings if Unsit is to speak today."),
    ),
}
"""Nothing is said by the calendar: by what (`Rules.rest_on`), until when, and what can be done."""


def added(found: Finding, status: Any) -> Finding:
    """Return what is found of a daemon, with what its status says to hold a reminder back.

    `status` is the object of `unsit status --json`; one that says little holds nothing.
    """
    if not found.ok or not isinstance(status, dict):
        return found
    reasons = dict(_reasons(status, datetime.now().astimezone()))
    if not reasons:
        return found
    words = clauses(reasons)
    now = _("no reminder comes now: {reasons}").format(reasons=words)
    detail = f"{found.detail}\n{now}"
    remedy = in_a_row(found.remedy, *reasons.values())
    return found._replace(detail=detail, remedy=remedy, later=words)


def _reasons(status: dict[str, Any], now: datetime) -> list[tuple[str, str]]:
    """Return what holds a reminder back, and what to do about it ("" = wait a moment)."""
    state, held_by = status.get("state"), status.get("held_by")
    held = list(held_by) if isinstance(held_by, list) else []
    reasons = []
    if state == "paused" or "paused" in held:
        reasons.append((_paused(status, now), _(RESUME)))
    if state == "off-hours" or "off-hours" in held:
        reasons.append(_off(now))
    reasons += [
        (sign(each), _(QUIET) if each == DO_NOT_DISTURB else "")
        for each in held
        if each in SIGN_WORDS and each not in ("paused", "off-hours")
    ]
    return reasons


def _off(now: datetime) -> tuple[str, str]:
    """Return what makes these off hours, until when, and what to do about it."""
    rules = prepare.in_force().rules
    rest, begins = rules.rest_on(now.date()), rules.opens(now)
    cause, until, remedy = OFF[rest]
    if begins is None:
        return _(cause), _(remedy)
    return _(until).format(moment=moment(begins, now)), _(remedy)


def _paused(status: dict[str, Any], now: datetime) -> str:
    try:
        until = moment(datetime.fromisoformat(status["paused_until"]), now)
    except (KeyError, TypeError, ValueError):
        return _("paused until you resume")
    return _("paused until {moment}").format(moment=until)
