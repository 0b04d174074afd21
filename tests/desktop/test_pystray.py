"""What our backend uses of pystray that pystray has not promised to keep, and what it must not do.

A new pystray that fails here needs a look at desktop/linux/_sni.py before it is allowed in.
"""

import inspect
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from unsit.core.menu import Entry
from unsit.desktop.linux import _sni

ROOT = Path(__file__).parents[2]
Base = _sni._Icon
USED = ("_show", "_hide", "_update_icon", "_update_title", "_update_menu")


@pytest.mark.parametrize("verb", USED)
def test_what_we_fill_in_is_what_pystray_leaves_open(verb: str) -> None:
    assert "raise NotImplementedError" in inspect.getsource(getattr(Base, verb))


def test_pystray_calls_what_we_fill_in_when_its_properties_are_set() -> None:
    called: list[str] = []
    verbs = {verb: lambda self, verb=verb: called.append(verb) for verb in USED}
    quiet = type("Quiet", (Base,), {**verbs, "__module__": "unsit._quiet"})
    icon = quiet("name", menu=_sni._Menu(), quiet_option=1, other_option=2)
    assert icon._options == {"option": 1}
    icon.title = "before"
    icon.icon = ["a picture"]
    assert called == []
    icon.visible = True
    icon.title = "after"
    icon.title = "after"
    icon.icon = ["another"]
    icon.update_menu()
    icon.visible = False
    assert called == [
        "_update_icon",
        "_show",
        "_update_title",
        "_update_icon",
        "_update_menu",
        "_hide",
    ]


def test_a_menu_can_be_made_anew_at_each_look() -> None:
    words = ["one"]
    menu = _sni._Menu(lambda: [_sni._MenuItem(words[0], None, default=True)])
    first = [item.text for item in menu]
    words[0] = "two"
    assert (first, [item.text for item in menu]) == (["one"], ["two"])


def test_a_line_of_the_menu_goes_with_the_menu_that_it_stood_in() -> None:
    below = Entry("Pigeon Pose", {"verb": "stretch", "pose": "pigeon"})
    entries = (Entry("Stretch…", children=(below,)), Entry("Quit", {"verb": "quit"}))
    lines = [weakref.ref(each) for each in _sni._items(entries, lambda *_: None)]
    assert [line() for line in lines] == [None, None]


def test_calling_an_icon_is_the_first_default_of_its_menu() -> None:
    called: list[str] = []
    items = [
        _sni._MenuItem("plain", lambda: called.append("plain")),
        _sni._MenuItem("first", lambda: called.append("first"), default=True),
        _sni._MenuItem("second", lambda: called.append("second"), default=True),
    ]
    verbs = {"_update_menu": lambda self: called.append("told")}
    icon = type("Quiet", (Base,), verbs)("name", menu=_sni._Menu(*items))
    icon()
    assert called == ["first", "told"]


@pytest.mark.parametrize("chosen", [{}, {"PYSTRAY_BACKEND": "xorg"}], ids=["unset", "set"])
def test_importing_it_needs_no_display_and_leaves_the_environment_alone(
    chosen: dict[str, str],
) -> None:
    program = (
        "import json, os, sys\n"
        "import unsit.desktop.linux._sni\n"
        "print(json.dumps([os.environ.get('PYSTRAY_BACKEND'), sorted(sys.modules)]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "daemon"), **chosen}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    backend, modules = json.loads(done.stdout)
    assert backend == chosen.get("PYSTRAY_BACKEND")
    assert {"PIL", "Xlib", "gi", "asyncio", "ssl"}.isdisjoint(modules)
