"""The daemon on a Windows desktop: from its start to its end, and a whole reminder between the two."""

from PIL import Image, ImageChops

from tests.desktop.screen import SIZE, Box
from tests.desktop.stage import until
from tests.desktop.whole import SETTINGS, due, playing
from tests.windows.hosted import Desktop
from tests.windows.living import LOOK, TRAY, Unsit


def started(windows: Desktop, unsit: Unsit) -> None:
    """Start it, and wait for its icon."""
    before = windows.display.image(TRAY)
    unsit.start()
    until("icon in the tray", lambda: windows.display.image(TRAY) != before)


def shown(windows: Desktop) -> int:
    """Return how high that is, in pixels, which is shown on the right of the desktop, above the bar."""
    seen = windows.display.image(Box(SIZE[0] * 2 // 3, 0, SIZE[0], TRAY.top))
    empty = Image.new("RGB", seen.size, seen.getpixel((0, 0)))
    _, top, _, bottom = ImageChops.difference(seen, empty).getbbox() or (0, 0, 0, 0)
    return bottom - top


def test_started_it_is_in_the_tray_and_answers_and_quits_when_it_is_asked_to(
    windows: Desktop, unsit: Unsit
) -> None:
    unsit.begin("")
    started(windows, unsit)
    assert "Sitting" in unsit.call("status").stdout
    assert not unsit.ended()
    assert unsit.call("quit").returncode == 0
    until("end of the daemon", unsit.ended, every=LOOK)
    assert unsit.log() == ""


def test_a_second_one_leaves_the_first_alone(unsit: Unsit) -> None:
    unsit.begin("")
    unsit.start()
    second = unsit.call()  # without a verb it is a daemon
    assert second.returncode == 0
    assert "Unsit runs already." in second.stdout
    assert unsit.runs()


def test_who_sits_and_types_is_reminded_and_a_click_plays_the_stretch_to_its_end(
    windows: Desktop, unsit: Unsit
) -> None:
    unsit.begin(SETTINGS.replace('"3 s"', '"1 hour"'))
    started(windows, unsit)  # without its icon there would be no balloon either
    windows.hands.key("a")
    unsit.settings(SETTINGS)
    unsit.until("reminder", due)
    until("balloon", lambda: 40 < shown(windows) < 200)
    # Wine hears no click on a balloon; one on the icon means the same.
    windows.hands.click(TRAY.right - 10, TRAY.top + 10)
    unsit.until("session", playing)
    until("window", lambda: shown(windows) > 400)
    unsit.until("end of the session", lambda status: not playing(status))
    until("record of it", lambda: "Short Stretch" in unsit.call("history").stdout)
    assert unsit.log() == ""
