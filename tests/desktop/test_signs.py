"""What goes on besides input: what the port promises, and how sources are put together."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.contracts.signs import Around, Ear, Room, SignsContract
from tests.fakes import Clocks, FakeSigns
from unsit.core.events import Event
from unsit.core.signs import CALL, FULLSCREEN, MEDIA, SIGNS
from unsit.desktop.signs import PATIENCE, GatheredSigns, Opener
from unsit.loop import Loop


class Source:
    """A source of a sign, which says what the test has it say; None = nothing at first."""

    def __init__(self, says: bool | None = False) -> None:
        self.says = says
        self.opened = self.closed = 0
        self._tell: Callable[[bool], object] = print

    def open(self, tell: Callable[[bool], object]) -> "Source":
        self.opened += 1
        self._tell = tell
        if self.says is not None:
            tell(self.says)
        return self

    def tells(self, holds: bool) -> None:
        self.says = holds
        self._tell(holds)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def ear() -> Ear:
    return Ear()


# --- what the port promises -----------------------------------------------------------------------


class FakeAround:
    def __init__(self, loop: Loop, ear: Ear) -> None:
        self.signs = FakeSigns(loop, ear)
        self.begins, self.ends = self.signs.begins, self.signs.ends


class GatheredAround:
    def __init__(self, loop: Loop, ear: Ear) -> None:
        self._sources = {kind: Source() for kind in SIGNS}
        openers: dict[str, list[Opener]] = {
            kind: [source.open] for kind, source in self._sources.items()
        }
        self.signs = GatheredSigns(loop, ear, openers)

    def begins(self, kind: str) -> None:
        self._sources[kind].tells(True)

    def ends(self, kind: str) -> None:
        self._sources[kind].tells(False)


@pytest.fixture(params=[FakeAround, GatheredAround], ids=["fake", "gathered"])
def room(request: pytest.FixtureRequest, loop: Loop, ear: Ear) -> Iterator[Room]:
    around: Around = request.param(loop, ear)
    yield Room(around, ear, loop)
    around.signs.close()


class TestSigns(SignsContract):
    """The port."""


# --- how sources are put together -----------------------------------------------------------------


class Desk:
    """Signs whose time moves only when a test says so."""

    def __init__(self, ear: Ear) -> None:
        self.clocks = Clocks()
        self.openers: dict[str, list[Opener]] = {}
        self.signs = GatheredSigns(self.clocks, ear, self.openers)

    def source(self, kind: str, says: bool | None = False) -> Source:
        source = Source(says)
        self.openers.setdefault(kind, []).append(source.open)
        return source

    def missing(self, kind: str, problem: Exception) -> None:
        def opener(tell: Callable[[bool], object]) -> Source:
            raise problem

        self.openers.setdefault(kind, []).append(opener)

    def follows(self, *kinds: str) -> None:
        self.signs.follow(frozenset(kinds))
        self.clocks.settles()


@pytest.fixture
def desk(ear: Ear) -> Iterator[Desk]:
    desk = Desk(ear)
    yield desk
    desk.signs.close()
    desk.clocks.close()


def test_a_sign_holds_while_any_of_its_sources_says_so(desk: Desk, ear: Ear) -> None:
    one, other = desk.source(CALL), desk.source(CALL)
    desk.follows(CALL)
    for source, holds in [(one, True), (other, True), (one, False), (other, False)]:
        source.tells(holds)
        desk.clocks.settles()
    assert [holds for holds, _ in ear.told] == [set(), {CALL}, set()]


def test_a_change_that_is_taken_back_at_once_is_none(desk: Desk, ear: Ear) -> None:
    source = desk.source(CALL)
    desk.follows(CALL)
    source.tells(True)
    source.tells(False)
    desk.clocks.settles()
    assert ear.told == [(set(), {CALL})]


def test_the_first_answer_waits_for_every_source(desk: Desk, ear: Ear) -> None:
    desk.source(MEDIA, True)
    slow = desk.source(CALL, None)
    desk.follows(MEDIA, CALL)
    desk.clocks.passes(PATIENCE / 2)
    assert ear.told == []
    slow.tells(True)
    desk.clocks.settles()
    assert ear.told == [({MEDIA, CALL}, {MEDIA, CALL})]


def test_who_is_silent_counts_as_a_no_until_they_speak(desk: Desk, ear: Ear) -> None:
    desk.source(MEDIA, True)
    silent = desk.source(CALL, None)
    desk.follows(MEDIA, CALL)
    desk.clocks.passes(PATIENCE)
    assert ear.told == [({MEDIA}, {MEDIA, CALL})]
    desk.clocks.passes(60)
    silent.tells(True)
    desk.clocks.settles()
    assert ear.told[1:] == [({MEDIA, CALL}, {MEDIA, CALL})]


def test_a_sign_without_a_source_does_not_hold(desk: Desk, ear: Ear) -> None:
    desk.follows(FULLSCREEN)
    assert ear.told == [(set(), {FULLSCREEN})]


def test_a_source_is_open_only_while_its_sign_is_followed(desk: Desk) -> None:
    media, call = desk.source(MEDIA), desk.source(CALL)
    desk.follows(MEDIA)
    assert (media.opened, call.opened) == (1, 0)
    desk.follows(MEDIA, CALL)
    assert (media.opened, media.closed, call.opened) == (1, 0, 1)
    desk.follows(CALL)
    assert (media.closed, call.closed) == (1, 0)
    desk.follows()
    assert call.closed == 1
    desk.follows(MEDIA)
    assert media.opened == 2


def test_sources_are_opened_anew_where_what_they_stand_on_has_changed(desk: Desk, ear: Ear) -> None:
    media = desk.source(MEDIA, True)
    desk.follows(MEDIA)
    media.says = False
    desk.signs.renew()
    desk.clocks.settles()
    assert (media.opened, media.closed) == (2, 1)
    assert ear.told == [({MEDIA}, {MEDIA}), (set(), {MEDIA})]


def test_a_source_that_was_let_go_is_not_heard(desk: Desk, ear: Ear) -> None:
    source = desk.source(MEDIA)
    desk.follows(MEDIA)
    desk.follows(MEDIA, CALL)
    late = source.tells
    desk.follows(CALL)
    ear.told.clear()
    late(True)
    desk.clocks.settles()
    assert ear.told == []


def test_a_source_that_is_not_there_leaves_its_reason(
    desk: Desk, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    desk.missing(CALL, OSError("there is no sound server"))
    desk.source(CALL, True)
    desk.source(MEDIA)
    for _ in range(2):
        desk.follows(CALL, MEDIA)
        desk.follows()
    desk.follows(CALL, MEDIA)
    assert ear.told[-1] == ({CALL}, {CALL, MEDIA})
    assert desk.signs.reasons == {CALL: ["there is no sound server"], MEDIA: []}
    (line,) = [record for record in caplog.records if "no sound server" in record.getMessage()]
    assert line.levelno == logging.INFO


def test_a_reason_is_in_words_even_when_the_system_gives_it(desk: Desk) -> None:
    desk.missing(CALL, FileNotFoundError(2, "No such file or directory", "/run/pulse"))
    desk.follows(CALL)
    assert desk.signs.reasons == {CALL: ["No such file or directory"]}


def test_a_source_that_fails_in_a_surprising_way_is_a_no_and_a_warning(
    desk: Desk, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    desk.missing(CALL, RuntimeError("somebody tripped"))
    desk.source(MEDIA, True)
    for _ in range(3):
        desk.follows(CALL, MEDIA)
        desk.follows()
    assert ear.told == [({MEDIA}, {CALL, MEDIA})] * 3
    assert desk.signs.reasons[CALL] == ["RuntimeError('somebody tripped')"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_source_that_cannot_be_closed_holds_up_nothing(
    desk: Desk, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    class Stuck(Source):
        def close(self) -> None:
            raise RuntimeError("stuck")

    stuck, other = Stuck(), desk.source(MEDIA)
    desk.openers[MEDIA].insert(0, stuck.open)
    desk.follows(MEDIA)
    desk.follows(CALL)
    assert other.closed == 1
    assert ear.told[-1] == (set(), {CALL})
    assert len(caplog.records) == 1


def test_what_is_told_may_change_what_is_followed(desk: Desk) -> None:
    told: list[Event] = []

    def tell(event: Event) -> None:
        told.append(event)
        signs.follow(frozenset())

    signs = GatheredSigns(desk.clocks, tell, {MEDIA: [partial(Source.open, Source(True))]})
    signs.follow(frozenset({MEDIA}))
    desk.clocks.passes(PATIENCE)
    assert len(told) == 1
