"""What the daemon says of its desktop, on systems where it is not asked for by us: Windows, macOS.

Without a daemon nothing is told here; that there is none is the first thing to be said.
"""

from typing import Any

from unsit.core.language import N_, _
from unsit.doctor import daemon
from unsit.doctor.findings import Finding

NOT_YET = N_("Use fixed `times` in the settings.")
NOTHING = Finding(True, "")


def presence() -> Finding:
    """Say by what the daemon sees somebody."""
    said = daemon.word()
    if "presence" not in said:
        return NOTHING
    source = daemon.sees_by(said)
    if source:
        return Finding(True, _("{source} answers").format(source=_(source)))
    detail = "\n".join((_("nobody can be seen at the keys"), *_reason("presence", said)))
    return Finding(False, detail, _(NOT_YET))


def notifications() -> Finding:
    """Say whether the daemon has notifications shown."""
    said = daemon.word()
    if not said:
        return NOTHING
    if daemon.has("notifications", said) and said.get("heard", True):
        return Finding(True, _("the daemon has them shown"))
    detail = "\n".join((_("nobody shows notifications"), *_reason("notifications", said)))
    return Finding(False, detail, _(daemon.RESTART))


def tray() -> Finding:
    """Say whether the daemon has an icon. Without it nothing is lost but the icon."""
    said = daemon.word()
    if not said:
        return NOTHING
    if daemon.has("tray", said):
        return Finding(True, _("the daemon offers its icon"))
    detail = "\n".join((_("there is no icon"), *_reason("tray", said)))
    return Finding(True, detail, _("Without an icon everything can be done by `unsit` verbs."))


def _reason(part: str, said: dict[str, Any]) -> list[str]:
    missing = said.get("missing")
    return [str(missing[part])] if isinstance(missing, dict) and part in missing else []
