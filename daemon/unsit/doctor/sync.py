"""Is the sitting clock shared with other machines, where that is wanted? Nothing hangs on it."""

from unsit import prepare
from unsit.core.language import N_, _
from unsit.doctor import daemon
from unsit.doctor.findings import Finding

REMEDY = N_(
    "See that the broker runs, and that sync.mqtt, sync.password_file and sync.ca_file in the "
    "settings are right. Meanwhile this machine counts for itself."
)


def check() -> Finding:
    """Ask the daemon how it stands with the broker."""
    if not prepare.in_force().sync.mqtt:
        return Finding(
            True, _("this machine counts for itself; `[sync]` in the settings shares the clock")
        )
    said = daemon.word().get("sync")
    if not isinstance(said, dict) or not said.get("word"):
        return Finding(True, _("it will be shared when the daemon runs"))
    lost = bool(said.get("lost"))
    return Finding(not lost, str(said["word"]), _(REMEDY) if lost else "")
