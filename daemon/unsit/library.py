"""The poses: those that came with Unsit and the user's own, from one TOML file each.

Rules of this room: a broken file is named with everything that is wrong in it and left out, the rest
work; a user's pose takes the place of a shipped one of the same id, unless it is broken; the order is
the same each time (shipped ones by id, then the user's new ones by id).

The daemon imports this room for `from_json` alone: what reads TOML and checks it is loaded by `load`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unsit import places
from unsit.core.language import _, ngettext
from unsit.core.poses import Hold, Pose, Step
from unsit.core.value import Value, asdict, replace

if TYPE_CHECKING:
    from unsit.schema import Problem, Report

ORDER = ("ready", "move", "hold", "out")
MOVE_SECONDS = 6.0
"""Seconds that a movement takes when its file does not say."""
LARGEST = 256 * 1024
"""Bytes of a file; the longest that came with Unsit has 5 KB."""
PUBLIC = (
    *("id", "name", "also", "credit", "note", "kind", "works", "across", "position", "needs"),
    *("load", "hold", "sides", "ours", "steps", "caution", "easier", "stand_in", "deeper"),
)


class Library(Value):
    """The poses that can be used, and what is wrong with the files of the others."""

    poses: tuple[Pose, ...] = ()
    problems: "tuple[Problem, ...]" = ()
    broken: frozenset[str] = frozenset()
    """The ids (file names) of poses that were left out."""


def load(shipped: Path | None = None, own: Path | None = None) -> Library:
    """Return all poses of the two folders (by default the real ones)."""
    poses: dict[str, Pose] = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    for folder in (shipped or places.shipped("config") / "poses", own or places.own_poses_dir()):
        if hindrance := places.shut(folder):
            problems.append(_unreadable(folder, hindrance))
        for path in places.toml_files(folder):
            pose, wrong = read(path)
            problems += wrong
            if pose is None:
                broken.add(path.stem)
            else:
                poses[pose.id] = pose
    return Library(tuple(poses.values()), tuple(problems), frozenset(broken))


def find(pose_id: str) -> Pose | None:
    """Return the pose of this id with its drawing, or None: the user's own before a shipped one."""
    for folder in (places.own_poses_dir(), places.shipped("config") / "poses"):
        pose, __ = read(folder / f"{pose_id}.toml")
        if pose is not None:
            return pose
    return None


def read(path: Path) -> "tuple[Pose | None, list[Problem]]":
    """Return the pose of a file, or None and all that is wrong with it."""
    from unsit.schema import Problem
    from unsit.schema.syntax import decoded

    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            large = _("larger than {size} KB, which no pose is").format(size=LARGEST // 1024)
            return None, [Problem(path.name, large)]
        content = places.read_file(path)
    except OSError as problem:
        return None, [_unreadable(path, problem)]
    text, undecodable = decoded(path.name, content)
    return (None, [undecodable]) if undecodable else parse(text, path.name)


def parse(text: str, file: str) -> "tuple[Pose | None, list[Problem]]":
    """Return the pose of a file's text, or None and all that is wrong with it."""
    import tomllib

    from unsit.schema import Report, check, load
    from unsit.schema.syntax import in_words

    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        return None, [in_words(file, text, str(problem))]
    report = Report(file, text, load(places.shipped("config") / "pose.schema.json"))
    values = check(document, dict(report.schema), report)
    if report.clean("id"):
        _check_name(values["id"], report)
    if report.clean("hold"):
        _check_hold(values["hold"], report)
    if report.clean("steps"):
        _check_steps(values, report)
    return (None, report.problems) if report.problems else (from_json(values), [])


def to_json(pose: Pose, figure: bool = True) -> dict[str, Any]:
    """Return the pose as what `json` can write, without its figure when that is not wanted."""
    drawing = pose.figure
    document = asdict(replace(pose, figure=None))
    return {**document, "figure": drawing if figure else None}


def from_json(document: dict[str, Any]) -> Pose:
    """Return the pose of a checked file, or of what `to_json` wrote."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in document.items()
    }
    hold = document["hold"]
    breaths = hold.get("breaths")
    values["hold"] = Hold(hold.get("seconds"), tuple(breaths) if breaths else None)
    values["steps"] = tuple(_step(**step) for step in document["steps"])
    return Pose(**values)


def as_public(pose: Pose) -> dict[str, Any]:
    """Return what `unsit poses --json` promises of a pose."""
    document = to_json(pose, figure=False)
    document["hold"] = {key: value for key, value in document["hold"].items() if value is not None}
    return {key: document[key] for key in PUBLIC}


def _step(
    phase: str, say: str, key: str = "", seconds: float | None = None, short: str = ""
) -> Step:
    if seconds is None:
        seconds = MOVE_SECONDS if phase in {"move", "out"} else 0.0
    return Step(phase, say, key, seconds, short)


def _unreadable(path: Path, problem: OSError) -> "Problem":
    from unsit.schema import Problem

    return Problem(path.name, _("cannot be read ({problem})").format(problem=problem.strerror))


def _check_name(pose_id: str, report: "Report") -> None:
    expected = report.file.removesuffix(".toml")
    if pose_id != expected:
        report.add(
            ("id",),
            _('found "{id}" in a file called {file}').format(id=pose_id, file=report.file),
            _("the same in both; rename the file {id}.toml or the pose").format(id=pose_id),
            f'"{expected}"',
        )


def _check_hold(hold: dict[str, Any], report: "Report") -> None:
    fewest, most = hold.get("breaths") or (1, 1)
    if fewest > most:
        report.add(
            ("hold", "breaths"),
            _("found {value}").format(value=f"[{fewest}, {most}]"),
            _("the fewest breaths first"),
            f"[{most}, {fewest}]",
        )


def _check_steps(values: dict[str, Any], report: "Report") -> None:
    steps = values["steps"]
    phases = [step["phase"] for step in steps]
    if phases != sorted(phases, key=ORDER.index) or set(phases) != set(ORDER):
        allowed = _("ready, move, hold, out in this order, at least one of each")
        found = _("found the phases {phases}").format(phases=_runs(phases))
        report.add(("steps",), found, allowed)
    if phases.count("hold") > 1:
        count = phases.count("hold")
        found = ngettext("found {count} hold", "found {count} holds", count).format(count=count)
        report.add(("steps",), found, _("exactly one"))
    for place, step in enumerate(steps):
        for entry in ("say", "short"):
            _check_words(entry, step.get(entry, ""), values.get("sides"), report, place)
        _check_short(step.get("short", ""), report, place)
        _check_key(step.get("key", ""), values.get("figure"), report, place)


def _check_words(entry: str, say: str, sides: str | None, report: "Report", place: int) -> None:
    path = ("steps", place, entry)
    plain = say.replace("{side}", "right").replace("{other}", "left")
    found = _("found {value}").format(value=f'"{say}"')
    if "{" in plain or "}" in plain:
        report.add(path, found, _("{side} and {other}, and no other braces"))
    elif plain != say and sides == "both":
        only = _('{side} and {other} only in a pose with sides = "each"')
        report.add(path, found, only)


def _check_short(short: str, report: "Report", place: int) -> None:
    from unsit.core import floor

    if not floor.few(short):
        report.add(("steps", place, "short"), f'found "{short}"', f"at most {floor.MOST} words")


def _check_key(key: str, figure: dict[str, Any] | None, report: "Report", place: int) -> None:
    from unsit.schema.report import nearest, shown

    if figure is None:
        return
    keys = figure.get("keys")
    names = list(keys) if isinstance(keys, dict) else []
    if key not in names:
        guess = nearest(key, names)
        report.add(
            ("steps", place, "key"),
            _("no keyframe is called {key}").format(key=shown(key))
            if key
            else _("is missing, though there is a figure"),
            "" if guess else ", ".join(names) or _("a table [figure.keys.NAME]"),
            guess and shown(guess),
        )


def _runs(phases: Iterable[str]) -> str:
    """Write the phases with repetitions left out: "ready, move, hold, out"."""
    short: list[str] = []
    for phase in phases:
        if not short or short[-1] != phase:
            short.append(phase)
    return ", ".join(short)
