"""The user's settings: reading the file, carrying the result to the daemon, writing the first copy.

Rules of this room: reading has no side effects and its problems are values; a wrong key never takes
the right ones down with it; the user's file is written once, when there is none, and never again.

The daemon imports this room for `Settings` alone: what reads TOML and checks it is loaded by `read`.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unsit import places
from unsit.core.language import _
from unsit.core.poses import Pose, allowed
from unsit.core.rules import HookRules, Hours, PoseRules, Rules, SessionRules, SyncRules
from unsit.core.value import Value, asdict, field, names_of, replace

if TYPE_CHECKING:
    from unsit.schema import Problem, Report

SCHEMA = "settings.schema.json"
NAMED = f"#:schema ./{SCHEMA}".encode()
Ranges = tuple[tuple[time, time], ...]


class Settings(Value):
    """All that the user can set, in the core's own terms."""

    rules: Rules = field(default_factory=Rules)
    session: SessionRules = field(default_factory=SessionRules)
    poses: PoseRules = field(default_factory=PoseRules)
    sync: SyncRules = field(default_factory=SyncRules)
    language: str = "auto"
    """See `unsit.catalogue.choose`."""
    hooks: HookRules = field(default_factory=HookRules)

    def to_json(self) -> dict[str, Any]:
        """Return it as what `json` can write."""
        document = asdict(self)
        rules = document["rules"]
        rules["times"] = [moment.isoformat() for moment in self.rules.times]
        if self.rules.hours is not None:
            rules["hours"] = [
                [[end.isoformat() for end in span] for span in day] for day in self.rules.hours.days
            ]
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Settings":
        """Return what `to_json` wrote; what another version did not know is at its default."""
        rules = _known(Rules, document.get("rules", {}))
        rules = _frozen(rules)
        rules["holidays"] = tuple((first, last) for first, last in rules.get("holidays", ()))
        rules["times"] = tuple(time.fromisoformat(moment) for moment in rules.get("times", ()))
        if rules.get("hours") is not None:
            rules["hours"] = Hours(
                tuple(
                    tuple(
                        (time.fromisoformat(start), time.fromisoformat(end)) for start, end in day
                    )
                    for day in rules["hours"]
                )
            )
        poses = _frozen(_known(PoseRules, document.get("poses", {})))
        session = _known(SessionRules, document.get("session", {}))
        sync = _known(SyncRules, document.get("sync", {}))
        hooks = _frozen(_known(HookRules, document.get("hooks", {})))
        parts = Rules(**rules), SessionRules(**session), PoseRules(**poses), SyncRules(**sync)
        language = str(document.get("language", "auto"))
        return cls(*parts, language=language, hooks=HookRules(**hooks))


def read(
    text: str,
    poses: Sequence[Pose] | None = None,
    broken: Collection[str] = (),
    file: str = "settings.toml",
) -> tuple[Settings, "list[Problem]"]:
    """Return what the text of a settings file says, and everything that is wrong with it.

    What is absent or wrong is at its default, but for poses.never and poses.avoid: whoever wrote them
    may have a bad knee, so each name in them counts that can be read. With `poses` (those there are) and `broken`
    (ids of those that cannot be read) the ids in the file are checked as well. Never raises on the
    text.
    """
    import tomllib

    from unsit.schema import Report, check, load
    from unsit.schema.renamed import moved
    from unsit.schema.syntax import in_words

    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        return Settings(), [in_words(file, text, str(problem))]
    schema = load(places.shipped("config") / "settings.schema.json")
    report = Report(file, text, schema)
    document = moved(document, report)
    values = check(document, schema, report)
    sitting = _fitting(values["sitting"], document, report)
    loads = schema["properties"]["poses"]["properties"]["avoid"]["items"]["enum"]
    values["poses"]["never"] = _readable(document, "never")
    values["poses"]["avoid"] = [each for each in _readable(document, "avoid") if each in loads]
    values["poses"]["place_on"] = _places(values["poses"]["place_on"])
    holidays = tuple(values["hours"].pop("holidays"))
    quiet = sorted({day for days in values["hours"].pop("quiet_days") for day in days})
    result = Settings(
        Rules(
            **_frozen(sitting),
            **_frozen({**values["reminder"], "times": sorted(set(values["reminder"]["times"]))}),
            stand_at_most=values["standing"]["remind_after"],
            hours=_hours(values["hours"], report),
            quiet_days=tuple(quiet),
            holidays=holidays,
        ),
        SessionRules(**values["session"]),
        PoseRules(**_frozen(values["poses"])),
        SyncRules(**values["sync"]),
        values["general"]["language"],
        HookRules(**_frozen(values["hooks"])),
    )
    if poses is not None:
        result = replace(result, poses=_checked(result.poses, poses, broken, report))
    return result, report.problems


def parsed(text: str) -> dict[str, Any]:
    """Return a TOML document, unchecked. Raises ValueError, or RecursionError for an abyss."""
    import tomllib

    return tomllib.loads(text)


def write_defaults_if_absent(path: Path) -> bool:
    """Put the documented defaults where there are no settings yet; True when that was done."""
    if path.exists() or path.is_symlink():
        return False
    defaults = (places.shipped("config") / "settings.toml").read_bytes()
    places.write_whole(path, defaults, mode=0o644)
    return True


def are_defaults(path: Path) -> bool:
    """Say whether the settings are the documented defaults, letter for letter. Raises OSError."""
    return places.read_file(path) == (places.shipped("config") / "settings.toml").read_bytes()


def keep_schema_beside(path: Path) -> None:
    """Have the schema beside settings that name it in their first line, for editors; or do nothing.

    It is that of the version that runs. Raises OSError.
    """
    schema = (places.shipped("config") / SCHEMA).read_bytes()
    beside = path.parent / SCHEMA
    if not beside.is_symlink() and places.is_not(beside, schema) and _names_schema(path):
        places.write_whole(beside, schema, mode=0o644)


def _names_schema(path: Path) -> bool:
    try:
        return places.read_file(path).removeprefix(b"\xef\xbb\xbf").startswith(NAMED)
    except OSError:
        return False


def _known(what: type[Value], document: dict[str, Any]) -> dict[str, Any]:
    names = names_of(what)
    return {key: value for key, value in document.items() if key in names}


def _frozen(section: dict[str, Any]) -> dict[str, Any]:
    """Return a section with its lists as tuples, for the rules are values."""
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in section.items()
    }


def _fitting(sitting: dict[str, Any], document: dict[str, Any], report: "Report") -> dict[str, Any]:
    """Refuse a break that would begin before the person counts as away."""
    from unsit.schema.kinds import written

    if sitting["reset_after"] >= sitting["idle_after"]:
        return sitting
    idle, reset = written(sitting["idle_after"]), written(sitting["reset_after"])
    given = document["sitting"]
    if "reset_after" in given:
        report.add(
            ("sitting", "reset_after"),
            _('found "{reset}", shorter than idle_after ("{idle}")').format(reset=reset, idle=idle),
            _("at least as long as idle_after"),
            f'"{idle}"',
        )
    else:
        report.add(
            ("sitting", "idle_after"),
            _('found "{idle}", longer than reset_after ("{reset}" when it is not set)').format(
                idle=idle, reset=reset
            ),
            _('at most as long as reset_after; add reset_after = "{idle}" below it').format(
                idle=idle
            ),
        )
    return {
        **sitting,
        "idle_after": Rules.idle_after,
        "reset_after": max(Rules.reset_after, Rules.idle_after),
    }


def _hours(named: dict[str, list[tuple[time, time]]], report: "Report") -> Hours | None:
    """Put each day's ranges together; ranges that overlap or touch become one."""
    from unsit.schema.kinds import days

    if not named:
        return None
    week: list[list[tuple[time, time]]] = [[] for __ in range(7)]
    for name, ranges in named.items():
        for day in days(name):
            week[day] += ranges
    if not any(week):
        if not report.clean("hours"):
            return None  # the ranges that were meant are complained of already
        report.add(
            ("hours",),
            _("no hours are left in the whole week, so Unsit would never speak"),
            _(
                'at least one range, such as mon-fri = ["09:00-18:00"], or an empty [hours] for always'
            ),
        )
        return None
    return Hours(tuple(_merged(day) for day in week))


def _merged(ranges: Iterable[tuple[time, time]]) -> Ranges:
    merged: list[tuple[time, time]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _readable(document: dict[str, Any], key: str) -> list[str]:
    """Return what stands under poses.`key`, each name once, whatever else is wrong there."""
    section = document.get("poses")
    named = section.get(key) if isinstance(section, dict) else None
    names = named if isinstance(named, list) else [named]
    return [*dict.fromkeys(name for name in names if isinstance(name, str))]


def _places(named: dict[str, str]) -> tuple[str, ...]:
    """Return the place of each weekday, "" where none is named; a shorter span goes before a longer."""
    from unsit.schema.kinds import days

    week = [""] * 7
    for name in sorted(named, key=lambda name: -len(days(name))):
        for day in days(name):
            week[day] = named[name] or week[day]
    return tuple(week) if any(week) else ()


def _checked(
    rules: PoseRules, poses: Sequence[Pose], broken: Collection[str], report: "Report"
) -> PoseRules:
    """Refuse names of poses that are not there, and a choice that leaves none: `only` goes then."""
    from unsit.schema.report import nearest, shown

    known = {pose.id: pose.name.lower() for pose in poses}
    names = {name: pose_id for pose_id, name in known.items()}
    wrong = set()
    for key, ids in (("only", rules.only), ("never", rules.never)):
        for place, name in enumerate(ids):
            if name not in known and name not in broken:
                wrong.add((key, name))
                guess = names.get(name.lower()) or nearest(name, known)
                report.add(
                    ("poses", key, place),
                    _("no pose is called {name}").format(name=shown(name)),
                    "" if guess else ", ".join(known),
                    guess and shown(guess),
                )
    left = replace(
        rules,
        only=() if any(key == "only" for key, _ in wrong) else rules.only,
        never=tuple(name for name in rules.never if ("never", name) not in wrong),
    )
    if allowed(poses, left) or not poses:
        return left
    if not wrong:
        report.add(
            ("poses",),
            _("no pose is left to offer"),
            _(
                "only, never, avoid and at_hand that leave at least one; `unsit poses` lists what each "
                "needs"
            ),
        )
    return replace(left, only=())
