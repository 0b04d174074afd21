"""Every setting as it is in force, for `unsit settings list` and `get`."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from unsit import handbook
from unsit.core.language import _
from unsit.core.rules import WHEN_IGNORED, Hours
from unsit.schema.kinds import DAYS, days, spans, written
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
    """Return what holds, as a settings file writes it on one line; "" for days where no hours hold."""
    if setting.within:
        return _days(settings.rules.hours, days(setting.path[-1]))
    if setting.key == "hours":
        return handbook.as_toml(spans([*_week(settings.rules.hours).values()]))
    section, key = setting.path
    part = settings if section == "general" else getattr(settings, section, settings.rules)
    return _written(getattr(part, RULES.get((section, key), key)), setting)


def _listed(settings: Settings, setting: handbook.Setting) -> Setting:
    default = said(handbook.as_toml(setting.default), setting)
    return Setting(setting.key, said(value(settings, setting), setting), default, setting.about)


def said(value: str, setting: handbook.Setting) -> str:
    """Return a value as people are told it: hours that name no day are always."""
    if "hours" in (setting.key, setting.within) and value in ("", "{}"):
        return _("always")
    return value


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


def _days(hours: Hours | None, named: frozenset[int]) -> str:
    """Return the ranges of some days: as one list where they are the same, else as a table."""
    if hours is None:
        return ""
    week = [ranges if day in named else [] for day, ranges in enumerate(_week(hours).values())]
    first, *others = (week[day] for day in sorted(named))
    return handbook.as_toml(spans(week) if any(each != first for each in others) else first)


def _week(hours: Hours | None) -> dict[str, list[str]]:
    """Return the ranges of each day, as the file writes them; no days for always."""
    named = zip(DAYS, () if hours is None else hours.days, strict=False)
    return {day: [f"{_clock(start)}-{_clock(end)}" for start, end in each] for day, each in named}


def _clock(moment: time) -> str:
    return "24:00" if moment == time.max else f"{moment:%H:%M}"
