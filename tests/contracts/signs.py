"""What the port Signs promises, asked of everything that tells what goes on besides input."""

from typing import Protocol

from tests.desktop.quiet import for_a_while
from tests.desktop.stage import until
from unsit.core.events import Event, Signalled
from unsit.core.signs import CALL, FULLSCREEN, MEDIA
from unsit.desktop import Signs
from unsit.loop import Loop

MOMENT = 0.05
"""Seconds in which something would have come that must not come."""

Told = tuple[set[str], set[str]]


class Ear:
    """What was told: what holds of what was asked for."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def __call__(self, event: Event) -> None:
        assert isinstance(event, Signalled)
        self.told.append((set(event.holds), set(event.asked)))


class Around(Protocol):
    """What goes on around a desk."""

    @property
    def signs(self) -> Signs: ...

    def begins(self, kind: str) -> None: ...

    def ends(self, kind: str) -> None: ...


class Room:
    def __init__(self, around: Around, ear: Ear, loop: Loop) -> None:
        self.around, self.ear, self._loop = around, ear, loop
        self.begins, self.ends = around.begins, around.ends

    def follows(self, *kinds: str) -> None:
        self.around.signs.follow(frozenset(kinds))

    def is_told(self, *told: Told) -> None:
        """Wait for these and no others."""
        until(f"{told}", lambda: len(self.ear.told) >= len(told), self._loop)
        for_a_while(self._loop, MOMENT)
        assert tuple(self.ear.told) == told
        self.ear.told.clear()


class SignsContract:
    """For whoever brings the fixture `room`, and names three signs that can be told there."""

    ONE, OTHER, THIRD = MEDIA, CALL, FULLSCREEN

    def test_the_first_answer_comes_from_the_loop(self, room: Room, ear: Ear) -> None:
        room.follows(self.ONE)
        assert ear.told == []
        room.is_told((set(), {self.ONE}))

    def test_what_holds_already_is_told_first(self, room: Room) -> None:
        room.begins(self.ONE)
        room.follows(self.ONE, self.OTHER)
        room.is_told(({self.ONE}, {self.ONE, self.OTHER}))

    def test_each_change_is_told_once(self, room: Room) -> None:
        room.follows(self.ONE, self.OTHER)
        room.is_told((set(), {self.ONE, self.OTHER}))
        room.begins(self.OTHER)
        room.begins(self.OTHER)
        room.is_told(({self.OTHER}, {self.ONE, self.OTHER}))
        room.begins(self.ONE)
        room.is_told(({self.OTHER, self.ONE}, {self.ONE, self.OTHER}))
        room.ends(self.OTHER)
        room.is_told(({self.ONE}, {self.ONE, self.OTHER}))

    def test_nothing_is_told_of_what_is_not_followed(self, room: Room) -> None:
        room.begins(self.THIRD)
        room.is_told()
        room.follows(self.ONE)
        room.is_told((set(), {self.ONE}))
        room.begins(self.OTHER)
        room.is_told()

    def test_following_the_same_again_tells_nothing_new(self, room: Room) -> None:
        room.begins(self.ONE)
        room.follows(self.ONE)
        room.is_told(({self.ONE}, {self.ONE}))
        room.follows(self.ONE)
        room.is_told()

    def test_following_others_tells_of_these(self, room: Room) -> None:
        room.begins(self.ONE)
        room.follows(self.ONE)
        room.is_told(({self.ONE}, {self.ONE}))
        room.follows(self.OTHER)
        room.is_told((set(), {self.OTHER}))
        room.follows(self.OTHER, self.ONE)
        room.is_told(({self.ONE}, {self.OTHER, self.ONE}))

    def test_following_nothing_ends_the_telling(self, room: Room) -> None:
        room.follows(self.ONE)
        room.is_told((set(), {self.ONE}))
        room.follows()
        room.begins(self.ONE)
        room.is_told()

    def test_minds_changed_at_once_are_answered_once(self, room: Room) -> None:
        room.follows(self.ONE)
        room.follows()
        room.follows(self.OTHER)
        room.is_told((set(), {self.OTHER}))

    def test_after_closing_nothing_is_told(self, room: Room) -> None:
        room.follows(self.ONE)
        room.around.signs.close()
        room.around.signs.close()
        room.begins(self.ONE)
        room.follows(self.ONE, self.OTHER)
        room.is_told()
