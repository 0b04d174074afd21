"""The poses that ship, for the tests of their figures."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "config" / "poses"
POSES = sorted(path.stem for path in FOLDER.glob("*.toml"))
Place = tuple[str, str]


def read(pose: str) -> dict[str, Any]:
    """The file of a pose that ships."""
    return tomllib.loads((FOLDER / f"{pose}.toml").read_text(encoding="utf-8"))


def sides(doc: dict[str, Any]) -> tuple[str, ...]:
    """The sides a pose is done on."""
    return ("both",) if doc["sides"] == "both" else ("right", "left")


def ways(doc: dict[str, Any]) -> list[tuple[Place, Place]]:
    """Every way the figure goes in a session: from step to step, and round to the other side."""
    keys = [step["key"] for step in doc["steps"]]
    found = [((a, side), (b, side)) for side in sides(doc) for a, b in pairwise(keys)]
    if doc["sides"] == "each":
        found.append(((keys[-1], "right"), (keys[0], "left")))
    return found
