"""What the port Notifier promises, asked of everything that shows notices."""

from typing import Protocol

import pytest

from tests.desktop.quiet import comes_to_rest, for_a_while
from tests.desktop.stage import until
from unsit.desktop import Notice, Notifier
from unsit.loop import Loop

LABELS = (("start", "Start"), ("skip", "Skip"))
MOMENT = 0.05
"""Seconds in which something would have come that must not come."""


def notice(title: str, key: str = "due", expires: float | None = None) -> Notice:
    return Notice(key, title, "Pigeon Pose", LABELS, default="Start", expires=expires)


class Wall(Protocol):
    """Where notices hang, and a person before them."""

    told: list[bool]

    @property
    def notifier(self) -> Notifier: ...

    def titles(self) -> list[str]: ...

    def chooses(self, action: str, token: str) -> None: ...

    def dismisses(self) -> None: ...


class Room:
    """Our side of the wall: shows notices, and keeps the answers."""

    def __init__(self, wall: Wall, loop: Loop) -> None:
        self.wall, self.loop = wall, loop
        self.answers: list[tuple[str, str, str]] = []

    def shows(self, title: str, key: str = "due") -> None:
        def answered(action: str, token: str) -> None:
            self.answers.append((title, action, token))

        self.wall.notifier.show(notice(title, key), answered)
        until(title, lambda: title in self.wall.titles(), self.loop)
        comes_to_rest(self.loop, 2 * MOMENT)  # we know it, too

    def sees(self, *titles: str) -> None:
        until(f"{titles}", lambda: sorted(self.wall.titles()) == sorted(titles), self.loop)

    def sees_come_and_go(self, title: str, expires: float) -> bool:
        """Show what expires, until it has; say whether anybody was quick enough to see it."""
        seen, answers = [], list[str]()

        def has_expired() -> bool:
            seen.append(title in self.wall.titles())
            return bool(answers)

        shown = notice(title, expires=expires)
        self.wall.notifier.show(shown, lambda action, _: answers.append(action))
        until(f"end of {title}", has_expired, self.loop)
        assert answers == ["expired"]
        return any(seen)

    def is_answered(self, *answers: tuple[str, str, str]) -> None:
        """Wait for these answers, and see that no more follow."""
        until(f"{answers}", lambda: len(self.answers) >= len(answers), self.loop)
        for_a_while(self.loop, MOMENT)
        assert tuple(self.answers) == answers


class NoticesContract:
    """For whoever brings the fixture `wall`, and says what can be answered there."""

    ACTIONS: tuple[str, ...] = ("start", "skip", "default")
    TOKEN = "token"
    """The activation token that comes with a click; "" where there are none."""
    DISMISSED = "closed"
    """What is told when somebody closes a notice."""

    @pytest.fixture
    def room(self, wall: Wall, loop: Loop) -> Room:
        return Room(wall, loop)

    def test_it_is_told_once_that_somebody_shows_notices(self, room: Room) -> None:
        until("word of the server", lambda: room.wall.told, room.loop)
        for_a_while(room.loop, MOMENT)
        assert room.wall.told == [True]

    def test_a_notice_with_the_same_key_takes_the_place_of_the_one_before(self, room: Room) -> None:
        room.shows("You have sat for 45 min")
        room.shows("You have sat for 55 min")
        room.sees("You have sat for 55 min")

    def test_a_notice_with_another_key_leaves_the_one_before_standing(self, room: Room) -> None:
        room.shows("You have sat for 55 min")
        room.shows("Your settings need a look", key="problems")
        room.wall.notifier.withdraw("problems")
        room.sees("You have sat for 55 min")

    def test_a_notice_is_answered_once_and_is_gone_then(self, room: Room) -> None:
        for action in self.ACTIONS:
            room.shows("first")
            room.shows("second")
            room.wall.chooses(action, self.TOKEN)
            room.is_answered(("second", action, self.TOKEN))
            room.sees()
            room.answers.clear()

    def test_a_notice_that_is_dismissed_is_answered_so(self, room: Room) -> None:
        room.shows("first")
        room.wall.dismisses()
        room.is_answered(("first", self.DISMISSED, ""))

    def test_what_is_withdrawn_is_gone_and_not_answered(self, room: Room) -> None:
        room.shows("first")
        room.wall.notifier.withdraw("nothing known")
        room.wall.notifier.withdraw("due")
        room.sees()
        room.is_answered()

    def test_what_expires_is_gone_by_itself(self, room: Room) -> None:
        room.shows("stays", key="other")
        until("sight of it", lambda: room.sees_come_and_go("soon over", 2 * MOMENT))
        room.sees("stays")

    def test_closing_takes_everything_back_and_may_be_done_twice(self, room: Room) -> None:
        room.shows("first")
        room.shows("second", key="other")
        room.wall.notifier.close()
        room.sees()
        room.wall.notifier.close()
        room.is_answered()
