"""Every setting as it is in force, for `unsit settings list`."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from unsit import places, schema
from unsit.core.language import _
from unsit.core.rules import WHEN_IGNORED, Hours
from unsit.schema.kinds import DAYS, written
from unsit.schema.report import inline, shown
from unsit.settings import Settings


@dataclass(frozen=True)
class Setting:
    """One setting: its key, its value and default as a settings file writes them, its sentence."""

    key: str
    value: str
    default: str
    about: str


def listed(settings: Settings) -> list[Setting]:
    """Return every setting, in the order of the settings file."""
    document = schema.load(places.shipped("config") / "settings.schema.json")
    found = []
    for section, described in document["properties"].items():
        if section == "hours":
            value = _hours(settings.rules.hours)
            found.append(Setting("hours", value, _("always"), described["description"]))
        for key, setting in described.get("properties", {}).items():
            value = _written(_value(settings, section, key), setting)
            about = setting["description"]
            found.append(Setting(f"{section}.{key}", value, _default(setting), about))
    return found


RULES = {("standing", "remind_after"): "stand_at_most"}
"""Settings that the rules know by another name than the file."""


def _value(settings: Settings, section: str, key: str) -> Any:
    parts: dict[str, Any] = {
        "session": settings.session,
        "poses": settings.poses,
        "sync": settings.sync,
        "hooks": settings.hooks,
    }
    part = parts.get(section, settings if section == "general" else settings.rules)
    return getattr(part, RULES.get((section, key), key))


def _default(setting: dict[str, Any]) -> str:
    value = setting["default"]
    return inline(value) if isinstance(value, dict) else shown(value)


def _written(value: Any, setting: dict[str, Any]) -> str:
    if setting.get("x-kind") == "opening":
        if value is None or value == WHEN_IGNORED:
            return shown("on click" if value is None else "when ignored")
        return shown(f"after {written(value)}" if value else "at once")
    if setting.get("x-kind") == "budget":
        return shown("off" if value is None else written(value))
    if setting.get("$ref", "").endswith("/length"):
        return shown(written(value))
    if setting.get("type") == "object":
        return inline({day: place for day, place in zip(DAYS, value, strict=False) if place})
    if isinstance(value, tuple):
        return shown([_clock(each) if isinstance(each, time) else each for each in value])
    return shown(value)


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return _("always")
    days = (
        f"{name} {', '.join(f'{_clock(start)}-{_clock(end)}' for start, end in spans)}"
        for name, spans in zip(DAYS, hours.days, strict=True)
        if spans
    )
    return "; ".join(days) or _("never")


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"
