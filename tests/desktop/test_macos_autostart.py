"""Started at login on a Mac: what the launch agent says, as two readers of plists understand it."""

import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.stage import PATIENCE, tool
from unsit import places
from unsit.desktop import AtLogin
from unsit.desktop.macos.autostart import IDENTIFIER, MacAutostart, agent

assert sys.platform == "linux"


def program(folder: Path, name: str = "unsit") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$@" >{folder}/said\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def argv(home: Path) -> list[str]:
    return [str(program(home / "my <programs> & more"))]


@pytest.fixture
def port(home: Path, argv: list[str], monkeypatch: pytest.MonkeyPatch) -> MacAutostart:
    program(home / "bin", "launchctl")
    monkeypatch.setenv("PATH", str(home / "bin"), prepend=":")
    return MacAutostart(argv, home / "Library/LaunchAgents")


def test_switched_on_and_off_it_is_as_it_was(port: MacAutostart, argv: list[str]) -> None:
    assert port.state() == AtLogin(False, "")
    port.on()
    port.on()
    assert port.state() == AtLogin(True, str(port.place), argv[0])
    port.off()
    port.off()
    assert port.state() == AtLogin(False, "")
    assert not list(port.place.parent.iterdir())


def test_the_agent_says_what_launchd_needs_whoever_reads_it(
    port: MacAutostart, argv: list[str]
) -> None:
    port.on()
    assert port.place.name == f"{IDENTIFIER}.plist"
    assert port.place.stat().st_mode & 0o777 == 0o644
    binary = port.place.with_suffix(".binary")
    command = [tool("plistutil"), "-i", str(port.place), "-o", str(binary)]
    subprocess.run(command, check=True, timeout=PATIENCE)
    assert binary.read_bytes().startswith(b"bplist00")
    assert plistlib.loads(binary.read_bytes()) == {
        "Label": IDENTIFIER,
        "ProgramArguments": argv,
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Interactive",
        "LimitLoadToSessionType": "Aqua",
        "AssociatedBundleIdentifiers": [IDENTIFIER],
    }


def test_switching_on_takes_back_what_launchctl_was_told(port: MacAutostart, home: Path) -> None:
    port.on()
    verb, agent_of = (home / "bin/said").read_text().split()
    assert verb == "enable"
    assert agent_of.startswith("gui/")
    assert agent_of.endswith(IDENTIFIER)


def test_without_launchctl_it_is_switched_on_all_the_same(port: MacAutostart, home: Path) -> None:
    (home / "bin/launchctl").unlink()
    port.on()
    assert port.state().on


def test_an_agent_of_ours_whose_program_has_gone_is_mended(
    port: MacAutostart, argv: list[str], home: Path
) -> None:
    old = program(home / "old")
    MacAutostart([str(old)], port.place.parent).on()
    assert not port.mend()
    old.unlink()
    assert port.state().broken
    assert port.mend()
    assert port.state() == AtLogin(True, str(port.place), argv[0])


@pytest.mark.parametrize(
    "said",
    [
        None,
        {"Label": IDENTIFIER, "ProgramArguments": ["/nowhere/unsit"]},
        {**agent(["/nowhere/unsit"]), "Disabled": True},
    ],
    ids=["removed", "somebody else's", "switched off"],
)
def test_what_others_wrote_and_what_was_removed_stays(
    port: MacAutostart, said: dict[str, Any] | None
) -> None:
    if said is not None:
        places.write_whole(port.place, plistlib.dumps(said))
    assert not port.mend()
    assert port.place.exists() == (said is not None)
    assert said is None or plistlib.loads(port.place.read_bytes()) == said


def test_an_agent_that_is_switched_off_is_not_on_until_it_is_written_anew(
    port: MacAutostart, argv: list[str]
) -> None:
    places.write_whole(port.place, plistlib.dumps({**agent(argv), "Disabled": True}))
    assert port.state() == AtLogin(False, str(port.place))
    port.on()
    assert port.state().on


@pytest.mark.parametrize(
    "text", [b"", b"no plist", b"<plist><array/></plist>", b"bplist00\x00", b"\xff\xfe<"]
)
def test_a_file_that_launchd_cannot_read_starts_nothing_and_is_not_touched(
    port: MacAutostart, text: bytes
) -> None:
    places.write_whole(port.place, text)
    assert port.state().broken
    assert not port.mend()
    assert port.place.read_bytes() == text


def test_a_folder_that_cannot_be_written_is_said(port: MacAutostart) -> None:
    places.write_whole(port.place.parent, "a file where a folder should be")
    with pytest.raises(OSError, match="LaunchAgents"):
        port.on()
