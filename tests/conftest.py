"""What holds for every test: a private home, no sleeping, and nothing goes wrong unheard.

No test may reach the desktop, the bus, the files or the network of whoever runs it; a test that
needs a desktop starts one of its own (tests/desktop).
"""

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from unsit import qt

qt.door()  # before a test takes anything of Qt

# The contracts are classes of tests outside the files of tests: their asserts shall speak, too.
pytest.register_assert_rewrite("tests.contracts")

# These are of Unix alone; everything else that is said of the machinery holds on Windows, too.
collect_ignore_glob = ["*_unix.py"] if sys.platform == "win32" else []

ROOT = Path(__file__).parents[1]
REAL_DESKTOP = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
)


def settle_in(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Make `home` the only home there is, with nothing in it."""
    (home / "run").mkdir(mode=0o700)
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name, folder in (("USERPROFILE", ""), ("APPDATA", "config"), ("LOCALAPPDATA", "data")):
        patch.setenv(name, str(home / folder))  # what Windows has in the place of these
    patch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={home}/run/no-system-bus")
    for name in (*REAL_DESKTOP, "LANGUAGE", "LC_MESSAGES"):
        patch.delenv(name, raising=False)
    patch.setenv("LC_ALL", "C.UTF-8")  # English, whatever the desktop speaks


def new_home() -> Path:
    """Return a new folder with a short path: a socket's may have 107 bytes, and tmp_path has more."""
    return Path(tempfile.mkdtemp(prefix="unsit-"))


@pytest.fixture(scope="session", autouse=True)
def session_home() -> Iterator[Path]:
    """Keep the fixtures that live longer than one test away from the real home, too."""
    home = new_home()
    with pytest.MonkeyPatch.context() as patch:
        settle_in(patch, home)
        yield home
    shutil.rmtree(home)


@pytest.fixture(autouse=True)
def home(session_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test a home of its own."""
    home = new_home()
    settle_in(monkeypatch, home)
    yield home
    shutil.rmtree(home)


@pytest.fixture(autouse=True)
def nobody_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test when it, or our code, sleeps; the standard library may (Popen.wait does)."""
    real = time.sleep

    def sleep(seconds: float) -> None:
        caller = Path(sys._getframe(1).f_code.co_filename)
        if caller.is_relative_to(ROOT / "tests") or caller.is_relative_to(ROOT / "daemon"):
            pytest.fail(f"{caller.name} sleeps: wait for what it waits for, with a deadline")
        real(seconds)

    monkeypatch.setattr(time, "sleep", sleep)


class Heard(logging.Handler):
    """Keeps what was logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {self.format(record)}")


@pytest.fixture(autouse=True)
def nothing_is_complained_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a warning or an error is logged, unless it asks for `caplog`."""
    heard = Heard()
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    if heard.lines and "caplog" not in request.fixturenames:
        pytest.fail("logged unexpectedly:\n" + "\n".join(heard.lines))
