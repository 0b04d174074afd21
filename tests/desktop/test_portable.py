"""plyer as the last resort, with a `notify-send` of our own on the PATH."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.desktop.stage import until
from unsit.desktop import Notice
from unsit.desktop.portable import PlyerNotifier, PortableDesktop

assert sys.platform == "linux"

DUE = Notice("due", "You have sat for 45 minutes", "Pigeon Pose", (("start", "Start"),))

NOTIFY_SEND = """\
#!{python}
import json, os, sys
with open({said!r} + ".part", "w") as file:
    json.dump(sys.argv[1:], file)
os.replace({said!r} + ".part", {said!r})
"""


@pytest.fixture
def said(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a notify-send on the PATH that writes its arguments to a file."""
    said, tool = home / "said", home / "notify-send"
    tool.write_text(NOTIFY_SEND.format(python=sys.executable, said=str(said)))
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(home))
    # plyer chooses once per process, and an earlier test may have made it choose.
    for name in [name for name in sys.modules if name.partition(".")[0] == "plyer"]:
        monkeypatch.delitem(sys.modules, name)
    return said


def words(said: Path) -> list[str]:
    until("notify-send", said.exists)
    until("end of the thread", lambda: threading.active_count() == 1)
    found: list[str] = json.loads(said.read_text())
    said.unlink()
    return found


def never(action: str, token: str) -> None:
    pytest.fail(f"answered {action}")


def test_title_and_body_are_shown(said: Path) -> None:
    notifier = PlyerNotifier()
    notifier.show(DUE, never)
    assert words(said)[:2] == [DUE.title, DUE.body]
    notifier.withdraw("due")
    notifier.close()


def test_a_text_is_never_taken_for_an_option(said: Path) -> None:
    PlyerNotifier().show(Notice("due", "--version", "-t 5"), never)
    assert words(said)[:2] == [" --version", " -t 5"]


def test_what_goes_wrong_is_said_once(said: Path, caplog: pytest.LogCaptureFixture) -> None:
    (said.parent / "notify-send").unlink()
    notifier = PlyerNotifier()
    for _ in range(2):
        notifier.show(DUE, never)
        until("end of the thread", lambda: threading.active_count() == 1)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "No usable implementation found" in caplog.text


def test_plyer_is_not_loaded_before_it_is_needed() -> None:
    program = (
        "import sys; from unsit.desktop.portable import PlyerNotifier; PlyerNotifier();"
        "print([name for name in sys.modules if name.startswith('plyer')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_media_keys_are_not_heard_where_nothing_is_known_of_the_system() -> None:
    with pytest.raises(OSError, match="media keys"):
        PortableDesktop().remote(print, print)
