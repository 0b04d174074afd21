"""A session as plain lines: each step when its time comes, and no control character."""

from tests.terminal.pit import Pit
from tests.window.stand import LUNGE
from unsit.core.value import replace
from unsit.terminal.lines import Lines


class Read(Pit):
    """A session whose moments are told as lines, too."""

    def __init__(self, encoding: str = "utf-8", name: str = "Low Lunge") -> None:
        self.text = ""
        self._lines = Lines(self._write, encoding)
        super().__init__(replace(LUNGE, pose={**LUNGE.pose, "name": name}))

    def show(self, moment: object) -> None:
        super().show(moment)  # type: ignore[arg-type]  # what we were given ourselves
        self._lines.show(self.shown[-1])

    def _write(self, text: str) -> None:
        self.text += text


def test_each_step_is_a_line_when_its_time_comes() -> None:
    read = Read()
    assert read.text.splitlines() == [
        "Low Lunge",
        "Mind the knee.",
        "Easier: Use a chair.",
        "Recommended by A trainer",
        "Stop if it hurts.",
        "Get ready · wall · Right side · 20 s · Kneel.",
    ]
    read.text = ""
    read.loop.passes(62)
    assert read.text.splitlines() == [
        "Move · Right side · 5 s · Slide the right foot.",
        "Hold · Right side · 30 s · Sink.",
        "Come out · Right side · 6 s · Rise.",
        "Change sides · Left side · 8 s · Now the left side.",
    ]
    read.close()


def test_a_pause_and_what_a_key_has_changed_are_lines_too() -> None:
    read = Read()
    read.text = ""
    read.session.hear("pause")
    read.session.hear("pause")
    read.session.hear("voice")
    read.loop.passes(1)
    read.session.hear("again")
    assert read.text.splitlines() == [
        "Paused.",
        "Going on.",
        "Voice on.",
        "Get ready · wall · Right side · 20 s · Kneel.",
    ]
    read.close()


def test_the_way_out_is_told_as_such() -> None:
    read = Read()
    read.loop.passes(30)
    read.text = ""
    read.session.hear("ouch")
    assert read.text == "Ouch: come out slowly · Right side · 6 s · Rise.\n"
    read.close()


def test_ascii_gets_ascii_and_nobody_gets_control_characters() -> None:
    read = Read("ascii", name="Ha\x1b[2Jndstand\a")
    assert read.text.isascii()
    assert "Get ready - wall - Right side - 20 s - Kneel." in read.text
    assert "\x1b" not in read.text
    assert "\a" not in read.text
    read.close()
