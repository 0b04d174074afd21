"""The daemon on a Windows desktop: from its start by the person to its end, and a whole reminder between."""

from tests.desktop.stage import until
from tests.desktop.whole import due
from tests.windows.hosted import Desktop
from tests.windows.living import TRAY, Unsit


def test_started_it_is_in_the_tray_and_answers_and_quits_when_it_is_asked_to(
    windows: Desktop, unsit: Unsit
) -> None:
    before = windows.display.image(TRAY)
    unsit.start()
    until("icon in the tray", lambda: windows.display.image(TRAY) != before)
    assert "Sitting" in unsit.call("status").stdout
    assert unsit.call("quit").returncode == 0
    until("end of the daemon", unsit.ended)
    assert unsit.log() == ""


def test_a_second_one_leaves_the_first_alone(windows: Desktop, unsit: Unsit) -> None:
    unsit.start()
    second = windows.python("-m", "unsit")
    until("end of the second", lambda: second.poll() is not None)
    assert unsit.runs()


def test_who_sits_and_types_is_reminded(windows: Desktop, unsit: Unsit) -> None:
    unsit.start()
    before = windows.display.image()
    windows.hands.key("a")
    unsit.until("reminder", due)
    box = windows.display.settled("notification", before)
    assert box.height > 40, "more than the icon has changed"
    assert unsit.call("skip").returncode == 0
