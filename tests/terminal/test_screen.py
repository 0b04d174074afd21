"""The screen: what is written of a page, and what is not written again."""

import re

from tests.terminal.pit import Pit
from tests.window.stand import LUNGE
from unsit.terminal.screen import ENTER, LEAVE, Screen


class Written:
    """What came out at the terminal's side, piece by piece."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self.pieces: list[str] = []
        self.size = (60, 20)
        self.screen = Screen(self.pieces.append, lambda: self.size, encoding)
        self.screen.enter()

    def rows(self) -> set[int]:
        """Return the rows that the last piece has painted."""
        return {int(row) for row in re.findall(r"\x1b\[(\d+);1H", self.pieces[-1])}


def test_only_what_has_changed_is_written() -> None:
    pit, written = Pit(LUNGE), Written()
    pit.loop.passes(30)
    written.screen.show(pit.shown[-1])
    assert written.pieces[0] == ENTER
    assert len(written.rows()) >= 10
    pit.loop.passes(1)
    written.screen.show(pit.shown[-1])
    assert len(written.rows()) <= 2, "the bar of the time, and that of the breath"
    pieces = len(written.pieces)
    written.screen.show(pit.shown[-1])
    assert len(written.pieces) == pieces
    pit.close()


def test_another_size_is_painted_anew_and_nothing_of_the_old_stays() -> None:
    pit, written = Pit(LUNGE), Written()
    written.screen.show(pit.shown[-1])
    written.size = (40, 12)
    written.screen.show(pit.shown[-1])
    assert written.pieces[-2] == "\x1b[2J"
    assert max(written.rows()) <= 12
    pit.close()


def test_a_screen_that_was_left_is_painted_no_more_and_whole_when_it_is_taken_again() -> None:
    pit, written = Pit(LUNGE), Written()
    written.screen.show(pit.shown[-1])
    painted = written.rows()
    written.screen.leave()
    written.screen.leave()
    assert written.pieces.count(LEAVE) == 1
    pit.session.hear("next")
    written.screen.show(pit.shown[-1])
    written.screen.bell()
    assert written.pieces[-1] == LEAVE
    written.screen.enter()
    written.screen.show(pit.shown[-1])
    assert len(written.rows()) >= len(painted) - 1
    pit.close()


def test_a_terminal_without_unicode_gets_what_it_can_show() -> None:
    pit, written = Pit(LUNGE), Written("latin-1")
    pit.loop.passes(30)
    written.screen.show(pit.shown[-1])
    assert "#" in written.pieces[-1]
    assert written.pieces[-1].encode("latin-1")
    pit.close()
