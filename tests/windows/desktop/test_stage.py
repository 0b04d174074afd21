"""The stage itself: what a Windows program shows is seen, and mouse and keys reach it."""

from tests.desktop.stage import until
from tests.windows.hosted import Desktop

ASKS = "import ctypes; ctypes.windll.user32.MessageBoxW(None, 'Stand up?', 'Unsit', 0)"


def test_what_a_program_shows_is_seen_and_a_key_ends_it(windows: Desktop) -> None:
    before = windows.display.image()
    program = windows.python("-c", ASKS)
    until("message", lambda: (box := windows.display.changed(before)) and box.height > 50)
    windows.hands.key("Return")
    until("end of the program", lambda: program.poll() is not None)
