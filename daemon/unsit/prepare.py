"""Checking settings and poses in a process that ends, and leaving the daemon what it needs.

Rules of this room: the child (`python -m unsit.prepare`) reads TOML and checks it; the daemon only
loads what the child left in the cache folder, and only while that still fits the files it was made
from. A settings file with problems changes nothing: the last good settings hold, across restarts
too. Only where none are known do the right keys of a bad file hold, and defaults for the rest.

Drawings are large and wanted one at a time, so each lies in a file of its own.
"""

import json
import os
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unsit import __version__, catalogue, journal, library, places, settings
from unsit.core import dose
from unsit.core.dose import Doses
from unsit.core.language import SPOKEN, _
from unsit.core.poses import Pose
from unsit.core.value import Value, replace
from unsit.settings import Settings

if TYPE_CHECKING:
    from unsit.library import Library
    from unsit.schema import Problem

VERSION = 3


class Prepared(Value):
    """What the daemon runs by: settings that hold, poses without their drawings, and complaints."""

    settings: Settings
    poses: tuple[Pose, ...]
    problems: tuple[str, ...] = ()
    doses: Doses = ()
    """What the history knew of the week when this was made: for a day that was kept without it."""


def command() -> list[str]:
    """Return the command line of the child that prepares. It ends with 0, or 1 and one line."""
    return [sys.executable, "-m", "unsit.prepare"]


def load() -> Prepared | None:
    """Return what was prepared, or None when it must be made (again). Quick, and never raises."""
    document = _left()
    try:
        if document is None or document["stamp"] != _stamp():
            return None
        holds = Settings.from_json(document["settings"])
        language = catalogue.choose(holds.language, os.environ)
        if document["problems"] and document["language"] != language:
            return None
        return Prepared(
            holds,
            tuple(library.from_json(pose) for pose in document["poses"]),
            tuple(document["problems"]),
            dose.from_json(document["doses"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None  # written by hand or by another version


def figure(pose_id: str) -> dict[str, Any] | None:
    """Return how the pose is drawn, or None when it has no drawing.

    Where nothing that fits could be kept, the drawing comes from the pose's own file.
    """
    if load() is None:
        pose = library.find(pose_id)
        return pose.figure if pose else None
    try:
        drawing: dict[str, Any] | None = json.loads(_figure_file(pose_id).read_bytes())
    except (OSError, ValueError):
        return None
    return drawing


def read(good: Settings | None = None) -> Prepared:
    """Read and check everything and keep nothing. Problems in the file: `good` holds instead.

    Without `good` it is what was left in the cache as the last good settings, if anything. Loads all
    that the daemon should not carry: it is for where nothing can be kept.
    """
    return _bare(_read(good)[0])


def make() -> Prepared:
    """Read and check everything, and leave the outcome in the cache. Raises OSError."""
    # The stamp comes first: a file that changes while we read makes it a wrong one, and the daemon
    # has it all made again.
    stamp = _stamp()
    prepared, good = _read()
    _write_figures(prepared.poses)
    document = {
        "stamp": stamp,
        "settings": prepared.settings.to_json(),
        "good": good and good.to_json(),
        "poses": [library.to_json(pose, figure=False) for pose in prepared.poses],
        "problems": prepared.problems,
        "language": SPOKEN.name,
        "doses": dose.as_json(_doses(prepared.poses)),
    }
    places.write_whole(_file(), json.dumps(document, ensure_ascii=False))
    return _bare(prepared)


def read_settings() -> "tuple[Settings, list[Problem]]":
    """Return what the settings file says as it is now, and all that is wrong with it."""
    return _settings(library.load())


def in_force() -> Settings:
    """Return the settings that hold: those of the file as it is now, the last good ones while it is wrong."""
    from unsit.schema import serious

    found, problems = read_settings()
    good = _last_good() if serious(problems) else None
    return good or found


def forget(before: date | None) -> None:
    """Forget the doses from before a day, or all of them (None), in what was left. Raises OSError."""
    document = _left()
    if document is None or not document.get("doses"):
        return
    try:
        doses = dose.from_json(document["doses"])
    except (TypeError, ValueError):
        doses = ()
    left = () if before is None else tuple(each for each in doses if each.day >= before)
    document["doses"] = dose.as_json(left)
    places.write_whole(_file(), json.dumps(document, ensure_ascii=False))


def main() -> int:
    """Prepare, for the daemon that started us."""
    catalogue.speak(catalogue.asked())
    try:
        make()
        _keep_schema()
    except OSError as problem:
        print(f"unsit: {_unkept(problem)}", file=sys.stderr)
        return 1
    except Exception as surprise:  # noqa: BLE001  # the daemon then reads for itself
        what = f"{type(surprise).__name__}: {surprise}"
        words = _("settings and poses cannot be prepared: {problem}").format(problem=what)
        print(f"unsit: {words}", file=sys.stderr)
        return 1
    return 0


def _unkept(problem: OSError) -> str:
    """Return what it means that the outcome cannot be left in the cache."""
    words = _(
        "the folder {folder} cannot be written ({reason}). Unsit works all the same: it only reads its "
        "settings and poses anew each time it starts."
    )
    reason = problem.strerror or str(problem)
    return words.format(folder=places.cache_dir(), reason=reason)


def _keep_schema() -> None:
    """Keep what helps editors; a folder that cannot be written has done without it before."""
    try:
        settings.keep_schema_beside(places.settings_file())
    except OSError:
        pass


def _read(good: Settings | None = None) -> tuple[Prepared, Settings | None]:
    """Return what is to hold, and the good settings to remember, None while none are known."""
    from unsit.schema import serious

    shelf, found, problems = _all()
    good = (good or _last_good()) if serious(problems) else found
    before = SPOKEN.name
    catalogue.speak((good or found).language)
    if SPOKEN.name != before:  # what is wrong was said in another language
        shelf, found, problems = _all()
    said = tuple(str(problem) for problem in (*problems, *shelf.problems))
    return Prepared(good or found, shelf.poses, said), good


def _all() -> "tuple[Library, Settings, list[Problem]]":
    shelf = library.load()
    return (shelf, *_settings(shelf))


def _doses(poses: tuple[Pose, ...]) -> Doses:
    """Return the doses of this week by the history, which is asked once: the daemon counts itself."""
    from unsit import history

    now = datetime.now().astimezone()
    try:
        return dose.from_json((_left() or {})["doses"])
    except (KeyError, TypeError, ValueError):
        pass  # nothing was left yet, or by an older version
    try:
        if not history.path().exists() and not journal.path().exists():
            return ()
        with history.opened() as record:
            return dose.total(poses, record.held(now - timedelta(days=dose.DAYS)), now.date())
    except (OSError, history.HistoryError):
        return ()


def _bare(prepared: Prepared) -> Prepared:
    bare = tuple(replace(pose, figure=None) for pose in prepared.poses)
    return Prepared(prepared.settings, bare, prepared.problems)


def _settings(shelf: "Library") -> "tuple[Settings, list[Problem]]":
    from unsit.schema import Problem
    from unsit.schema.syntax import decoded

    file = places.settings_file()
    try:
        content = places.read_file(file)
    except FileNotFoundError:
        content = b""
    except OSError as problem:
        return Settings(), [
            Problem(file.name, _("cannot be read ({problem})").format(problem=problem.strerror))
        ]
    text, undecodable = decoded(file.name, content)
    if undecodable:
        return Settings(), [undecodable]
    return settings.read(text, shelf.poses, shelf.broken, file.name)


def _last_good() -> Settings | None:
    document = _left() or {}
    try:
        good = document.get("good")
        return good and Settings.from_json(good)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _left() -> dict[str, Any] | None:
    try:
        document = json.loads(_file().read_bytes())
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None


def _write_figures(poses: tuple[Pose, ...]) -> None:
    wanted = {_figure_file(pose.id): pose.figure for pose in poses if pose.figure is not None}
    for file, drawing in wanted.items():
        content = json.dumps(drawing).encode()
        if not file.is_file() or file.read_bytes() != content:
            places.write_whole(file, content)
    for stale in set(_file().parent.glob("figures/*.json")) - set(wanted):
        stale.unlink(missing_ok=True)


def _stamp() -> dict[str, Any]:
    """Return what tells whether a file that was read has changed since."""
    config = places.shipped("config")
    sources = [
        places.settings_file(),
        config / "settings.schema.json",
        config / "pose.schema.json",
        *places.toml_files(config / "poses"),
        *places.toml_files(places.own_poses_dir()),
    ]
    files = {str(source): places.print_of(source) for source in sources}
    return {"version": [VERSION, __version__], "files": files}


def _file() -> Path:
    return places.cache_dir() / "prepared.json"


def _figure_file(pose_id: str) -> Path:
    return places.cache_dir() / "figures" / f"{pose_id}.json"


if __name__ == "__main__":
    sys.exit(main())
