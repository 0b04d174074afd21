"""The sync before it has a broker: what it says of settings that will not do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.stage import PATIENCE
from unsit import edition


@pytest.mark.parametrize(
    ("name", "reason"), [("none", "No such file or directory"), ("", "Is a directory")]
)
def test_a_password_that_cannot_be_read_is_told_in_words(
    home: Path, name: str, reason: str
) -> None:
    file = str(home / name)
    document = {"mqtt": "mqtt://127.0.0.1:1", "password_file": file}
    done = subprocess.run(
        [sys.executable, "-m", "unsit.sync"],
        input=json.dumps(document) + "\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    said = json.loads(done.stdout)["reason"]
    assert said == f"The sitting clock cannot be shared: {file}: {reason}."
    assert done.returncode == 1


def test_without_its_library_it_says_how_this_unsit_gets_it(home: Path) -> None:
    (home / "paho.py").touch()  # a paho without MQTT stands before the real one
    done = subprocess.run(
        [sys.executable, "-m", "unsit.sync"],
        env={**os.environ, "PYTHONPATH": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    command = edition.adding("paho-mqtt>=2", "python3-paho-mqtt")
    assert json.loads(done.stdout)["reason"] == (
        "The sitting clock cannot be shared: the Python package paho-mqtt 2 is not installed. "
        f"Install it: `{command}`."
    )
    assert done.returncode == 69
