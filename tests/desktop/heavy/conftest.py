"""Whole desktops: each stands for one test file, with its own bus, home and folder of sockets."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.heavy.gnome import Gnome
from tests.desktop.heavy.plasma import Plasma
from tests.desktop.servers import SessionBus


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a desktop a folder with a short path: a socket's may have 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="unsit-heavy-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)  # some of its programs write their last


@pytest.fixture(scope="module")
def gnome(folder: Path) -> Iterator[Gnome]:
    with SessionBus(folder) as bus, Gnome(bus) as gnome:
        yield gnome


@pytest.fixture(scope="module")
def plasma(folder: Path) -> Iterator[Plasma]:
    with SessionBus(folder) as bus, Plasma(bus) as plasma:
        yield plasma


@pytest.fixture
def picture(request: pytest.FixtureRequest, home: Path) -> Path:
    """Say where a picture of the screen goes: to UNSIT_PICTURES where that is set, for the eye."""
    return Path(os.environ.get("UNSIT_PICTURES", home)) / f"{request.node.name}.png"
