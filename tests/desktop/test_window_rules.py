"""What `unsit rules` prints, in the managers it is for, with the real session window."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.compositors import Sway, nodes
from tests.desktop.screen import SIZE, Display
from tests.desktop.servers import private_environment
from tests.desktop.stage import PATIENCE, Program, tool, until
from tests.life import pose
from unsit.cli import windowing
from unsit.core import session
from unsit.core.rules import SessionRules

PLAN = session.plan(pose("pigeon"), SessionRules(sound=False, voice="off"))
EDITOR = (
    "from PySide6.QtWidgets import QApplication, QWidget; "
    "app = QApplication(['editor']); it = QWidget(); it.show(); app.exec()"
)
Tree = Callable[[], Any]


@contextmanager
def session_window(environment: dict[str, str]) -> Iterator[None]:
    """Open the session window as a reminder does, that nobody has asked for."""
    window = subprocess.Popen(
        [sys.executable, "-m", "unsit.window"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert window.stdin is not None
    window.stdin.write(json.dumps(PLAN.to_json()).encode() + b"\n")
    window.stdin.flush()
    try:
        yield
    finally:
        window.terminate()
        window.wait(PATIENCE)
        window.stdin.close()


def leaves(tree: Any) -> list[dict[str, Any]]:
    return [node for node in nodes(tree) if node.get("pid") or node.get("window")]


def stands_in_the_corner(place: dict[str, int], width: int, height: int) -> bool:
    right, below = place["x"] + place["width"], place["y"] + place["height"]
    return width - 40 <= right <= width and height - 80 <= below <= height


def test_sway_floats_the_session_in_the_corner_and_leaves_the_keyboard() -> None:
    with Sway() as sway:
        config = sway.folder / "config"
        text = config.read_text().replace("640x480", "1280x800")
        config.write_text(text + windowing.rules("sway"))
        (reloaded,) = sway.says("reload")
        assert reloaded["success"]
        around = {**sway.environment, "QT_QPA_PLATFORM": "wayland"}

        def ours() -> list[dict[str, Any]]:
            tree = sway.says("-t", "get_tree")
            return [node for node in leaves(tree) if node.get("app_id") == "unsit"]

        with sway.window("editor"), session_window(around):
            until("place", lambda: ours() and stands_in_the_corner(ours()[0]["rect"], 1280, 800))
            (window,) = ours()
            assert (window["type"], window["sticky"]) == ("floating_con", True)
            focused = [node for node in leaves(sway.says("-t", "get_tree")) if node["focused"]]
            assert [node["app_id"] for node in focused] == ["editor"]


@pytest.fixture
def i3(home: Path) -> Iterator[tuple[dict[str, str], Tree]]:
    """Give i3 with our rules on a display of its own: its clients' environment, and its windows."""
    folder = Path(tempfile.mkdtemp(prefix="unsit-i3-"))
    with Display(folder) as display:
        around = {**private_environment(folder), **display.environment, "QT_QPA_PLATFORM": "xcb"}
        config = folder / "config"
        config.write_text("# i3 config file (v4)\n" + windowing.rules("i3"))
        with Program(folder, "i3", "-c", str(config), environment=around):

            def tree() -> Any:
                words = (tool("i3-msg"), "-t", "get_tree")
                done = subprocess.run(words, env=around, capture_output=True, check=False)
                return json.loads(done.stdout) if done.returncode == 0 and done.stdout else {}

            until("i3", tree)
            yield around, tree


def test_i3_floats_the_session_in_the_corner_and_leaves_the_keyboard(
    i3: tuple[dict[str, str], Tree],
) -> None:
    around, tree = i3

    def windows(name: str) -> list[dict[str, Any]]:
        found = leaves(tree())
        return [node for node in found if node["window_properties"]["class"] == name]

    editor = subprocess.Popen([sys.executable, "-c", EDITOR], env=around)
    try:
        until("editor", lambda: [node for node in windows("editor") if node["focused"]])
        with session_window(around):
            until("session", lambda: windows("unsit-session"))
            (window,) = windows("unsit-session")
            assert (window["floating"], window["sticky"]) == ("user_on", True)
            assert stands_in_the_corner(window["rect"], *SIZE)
            assert windows("editor")[0]["focused"]
    finally:
        editor.kill()
        editor.wait(PATIENCE)


def test_the_rules_know_the_size_of_the_window() -> None:
    program = (
        "from unsit.window.app import EDGE, TITLE_BAR; from unsit.window.face import SIZE; "
        "print(SIZE.width(), SIZE.height(), EDGE, TITLE_BAR)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    known = (windowing.WIDTH, windowing.HEIGHT, windowing.EDGE, windowing.TITLE)
    assert tuple(map(int, done.stdout.split())) == known


def test_every_manager_has_rules() -> None:
    for manager in windowing.MANAGERS:
        text = windowing.rules(manager)
        assert text.startswith("# ")
        assert "{" not in text
