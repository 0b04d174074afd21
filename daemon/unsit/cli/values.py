"""Every setting as it is in force, for `unsit settings list` and `get`."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from unsit import handbook
from unsit.core.language import _
from unsit.core.rules import WHEN_IGNORED, Hours
from unsit.schema.kinds import DAYS, spans, written
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
    return [_listed(settings, setting) for setting in handbook.settings()]


RULES = {("standing", "remind_after"): "stand_at_most"}
"""Settings that the rules know by another name than the file."""


def value(settings: Settings, setting: handbook.Setting) -> str:
    """Return what holds, as a settings file writes it on one line."""
    if setting.key == "hours":
        return handbook.as_toml(spans([*_week(settings.rules.hours).values()]))
    section, key = setting.path
    part = settings if section == "general" else getattr(settings, section, settings.rules)
    return _written(getattr(part, RULES.get((section, key), key)), setting)


def _listed(settings: Settings, setting: handbook.Setting) -> Setting:
    if setting.key == "hours":
        return Setting("hours", _hours(settings.rules.hours), _("always"), setting.about)
    default = handbook.as_toml(setting.default)
    return Setting(setting.key, value(settings, setting), default, setting.about)


def _written(value: Any, setting: handbook.Setting) -> str:
    match setting.kind:
        case "opening":
            if value is None or value == WHEN_IGNORED:
                return shown("on click" if value is None else "when ignored")
            return shown(f"after {written(value)}" if value else "at once")
        case "budget":
            return shown("off" if value is None else written(value))
        case "duration":
            return shown(written(value))
        case handbook.WEEK:
            return inline(spans(value))
    if isinstance(value, tuple):
        kind = setting.items.get("x-kind", "")
        return handbook.as_toml([_item(each, kind) for each in value])
    return handbook.as_toml(value)


def _item(value: Any, kind: str) -> str:
    """Write one item of a list as the file does."""
    match kind:
        case "clock-time":
            return _clock(value)
        case "days":
            return DAYS[value]
        case "dates":
            return "..".join(dict.fromkeys(value))
    return str(value)


def _hours(hours: Hours | None) -> str:
    if hours is None:
        return _("always")
    week = _week(hours).items()
    days = (f"{day} {', '.join(ranges)}" for day, ranges in week if ranges)
    return "; ".join(days) or _("never")


def _week(hours: Hours | None) -> dict[str, list[str]]:
    """Return the ranges of each day, as the file writes them; no days for always."""
    named = zip(DAYS, () if hours is None else hours.days, strict=False)
    return {day: [f"{_clock(start)}-{_clock(end)}" for start, end in each] for day, each in named}


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"
