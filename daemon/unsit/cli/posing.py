"""Poses of one's own: a commented file to begin with, and what is wrong with it."""

import os
import re
import sys
from pathlib import Path

from unsit import library, places, schema
from unsit.cli import asking, listing
from unsit.core.language import _, in_a_row, ngettext

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 40
"""What the id of a pose is made of, and of how many letters, as in pose.schema.json."""


def new(name: str, figure: bool) -> int:
    """Write a commented pose into the person's folder, and say what to do with it."""
    pose_id = re.sub(r"[\W_]+", "-", name.lower()).strip("-")
    if "/" in name or not ID.fullmatch(pose_id) or len(pose_id) > LONGEST:
        asking.fail(
            _(
                "{name} makes no name for a file: use letters from a to z, digits and hyphens, "
                "such as wall-stretch."
            ).format(name=repr(name))
        )
    file = places.own_poses_dir() / f"{pose_id}.toml"
    if os.path.lexists(file):
        asking.fail(_("{file} is there already; it was left as it is.").format(file=file))
    try:
        places.write_whole(file, _template(pose_id, name, figure), mode=0o644)
    except OSError as problem:
        asking.fail(
            _("{file} cannot be written: {reason}.").format(file=file, reason=problem.strerror)
        )
    print(file)
    if pose_id in shipped():
        print(_("It takes the place of the pose of that name that came with Unsit."))
    print(_("Change it, then: unsit poses check {pose}, unsit stretch {pose}").format(pose=pose_id))
    return 0


def check(word: str) -> int:
    """Say what is wrong with the poses, or with one of the person's own; return 1 when anything is."""
    shelf = library.load()
    if word:
        return _check_one(word)
    undrawable = list(listing.undrawable(shelf.poses))
    problems = [*shelf.problems, *undrawable]
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    count = len(shelf.poses)
    print(ngettext("{count} pose: good", "{count} poses: good", count).format(count=count))
    return 0


def _check_one(word: str) -> int:
    pose_id = Path(word).name.removesuffix(".toml")
    file = places.own_poses_dir() / f"{pose_id}.toml"
    if not os.path.lexists(file):
        file = places.shipped("config") / "poses" / f"{pose_id}.toml"
    if not os.path.lexists(file):
        from unsit.cli.nearest import meant

        none = _("There is no pose called {pose}.").format(pose=pose_id)
        begin = _("`unsit poses new {pose}` begins one.").format(pose=pose_id)
        asking.fail(in_a_row(none, meant(pose_id, [*own(), *shipped()]), begin))
    pose, problems = library.read(file)
    found = [*problems, *(listing.undrawable([pose]) if pose is not None else ())]
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(_("{file}: good").format(file=file))
    return 1 if found else 0


def own() -> list[str]:
    """Return the ids of the person's own poses, good or not."""
    return [file.stem for file in places.toml_files(places.own_poses_dir())]


def shipped() -> list[str]:
    """Return the ids of the poses that came with Unsit."""
    return [file.stem for file in places.toml_files(places.shipped("config") / "poses")]


def replaced() -> list[str]:
    """Return a sentence for each pose of the person's own that takes the place of a shipped one."""
    both = sorted(set(own()) & set(shipped()))
    sentence = _("{pose} is yours and takes the place of the one that came with Unsit: {file}")
    folder = places.own_poses_dir()
    files = [(pose, folder / f"{pose}.toml") for pose in both]
    good = [(pose, file) for pose, file in files if library.read(file)[0] is not None]
    return [sentence.format(pose=pose, file=file) for pose, file in good]


def _template(pose_id: str, name: str, figure: bool) -> str:
    file = "pose-with-figure.toml" if figure else "pose.toml"
    text = (places.shipped("config") / "templates" / file).read_text(encoding="utf-8")
    document = schema.load(places.shipped("config") / "pose.schema.json")
    allowed = document["properties"]
    title = name if name != pose_id else name.replace("-", " ").title()
    title = "".join(letter for letter in title if letter.isprintable() and letter not in '"\\')
    groups = document["$defs"]["group"]["enum"]
    needs, loads = (allowed[key]["items"]["enum"] for key in ("needs", "load"))
    for word, values in (("WORKS", groups), ("NEEDS", needs), ("LOAD", loads)):
        text = text.replace(word, _listed(values))
    text = text.replace("POSITION", _listed(allowed["position"]["enum"]))
    return text.replace("TITLE", title[:60].strip()).replace("NAME", pose_id)


def _listed(values: list[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)
