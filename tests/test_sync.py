"""The sync before it has a broker: what it says of settings that will not do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.stage import PATIENCE


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
