"""The doctor looks at the private desktop of tests/desktop; how to use it is said in its stage.py."""

from tests.desktop.conftest import (
    display,
    dunst,
    environment,
    hands,
    loop,
    openbox,
    own_bus,
    panel,
    session_bus,
    session_panel,
    stage,
    unsit,
)

__all__ = [
    "display",
    "dunst",
    "environment",
    "hands",
    "loop",
    "openbox",
    "own_bus",
    "panel",
    "session_bus",
    "session_panel",
    "stage",
    "unsit",
]
