"""Our place on a message bus: against dbus-daemon, and against a bus that misbehaves."""

import os
import signal as signals
import socket
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.odd_bus import OddBus
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit.desktop.linux import connection, wire
from unsit.desktop.linux.address import places
from unsit.desktop.linux.bus import (
    DAEMON,
    Bus,
    BusError,
    Signal,
    Undo,
    session_address,
    system_address,
)
from unsit.desktop.linux.listening import Subscription
from unsit.desktop.linux.message import Kind, Message, pack
from unsit.desktop.linux.served import Interface, Method, Property, Served, single_types
from unsit.loop import Loop

assert sys.platform == "linux"

ERROR = "org.freedesktop.DBus.Error."
PROPERTIES = "org.freedesktop.DBus.Properties"


def refuse() -> None:
    raise BusError("test.Desk.Closed", "the desk is closed")


def trip() -> None:
    raise RuntimeError("somebody tripped")


DESK = Interface(
    "test.Desk",
    methods={
        "Add": Method("ii", "i", lambda one, other: (one + other,)),
        "Echo": Method("sa{sv}ay", "sa{sv}ay", lambda *values: values),
        "Refuse": Method("", "", refuse),
        "Trip": Method("", "", trip),
    },
    properties={"Height": Property("u", lambda: 72), "Legs": Property("as", lambda: ["a", "b"])},
    signals={"Moved": "us"},
)


class Answers:
    """What calls were answered with."""

    def __init__(self) -> None:
        self.all: list[tuple[BusError | None, tuple[Any, ...]]] = []

    def __call__(self, problem: BusError | None, values: tuple[Any, ...]) -> None:
        self.all.append((problem, values))

    def only(self, loop: Loop) -> tuple[BusError | None, tuple[Any, ...]]:
        until("answer", lambda: self.all, loop)
        (answer,) = self.all
        return answer


@pytest.fixture
def desk(session_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = session_bus.peer(loop)
    bus.export("/room/desk", Served((DESK,)))
    yield bus
    bus.close()


@pytest.fixture
def caller(session_bus: SessionBus, loop: Loop) -> Iterator[Bus]:
    bus = session_bus.peer(loop)
    yield bus
    bus.close()


Ask = Callable[..., tuple[BusError | None, tuple[Any, ...]]]


@pytest.fixture
def ask(desk: Bus, caller: Bus, loop: Loop) -> Ask:
    """Call the desk, turning the loop in which both sides live."""

    def ask(
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        path: str = "/room/desk",
        interface: str = "test.Desk",
    ) -> tuple[BusError | None, tuple[Any, ...]]:
        answers = Answers()
        caller.call(desk.name, path, interface, member, signature, body, answers)
        return answers.only(loop)

    return ask


# --- calls ---------------------------------------------------------------------------------------


def test_a_call_is_answered_with_its_values(ask: Ask) -> None:
    assert ask("Add", "ii", (40, 2)) == (None, (42,))


def test_values_of_every_shape_come_back_as_they_went(ask: Ask) -> None:
    body = ("ü", {"one": ("i", 1), "two": ("as", ["a"])}, bytes(range(256)) * 4000)
    assert ask("Echo", "sa{sv}ay", body) == (None, body)


def test_what_a_bus_would_hang_up_on_is_left_out(ask: Ask) -> None:
    body = ("a\0b\ud800c", {"k\0": ("s", "\0")}, b"")
    assert ask("Echo", "sa{sv}ay", body) == (None, ("ab?c", {"k": ("s", "")}, b""))


def test_a_refusal_carries_its_name_and_its_words(ask: Ask) -> None:
    problem, values = ask("Refuse")
    assert problem is not None
    assert (problem.name, str(problem), values) == ("test.Desk.Closed", "the desk is closed", ())


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ({"member": "Sing"}, "UnknownMethod"),
        ({"member": "Add", "signature": "s", "body": ("x",)}, "InvalidArgs"),
        ({"member": "Add", "path": "/nowhere"}, "UnknownObject"),
        ({"member": "Add", "interface": "test.Chair"}, "UnknownMethod"),
        ({"member": "Get", "body": ("test.Desk", "Colour")}, "UnknownProperty"),
        ({"member": "Get", "body": ("test.Chair", "Height")}, "UnknownInterface"),
        ({"member": "Set", "body": ("test.Desk", "Height", ("u", 3))}, "PropertyReadOnly"),
    ],
    ids=lambda value: value if isinstance(value, str) else value["member"],
)
def test_what_is_not_there_is_refused_by_the_name_that_dbus_has_for_it(
    ask: Ask, call: dict[str, Any], error: str
) -> None:
    if call["member"] in ("Get", "Set"):
        call = {
            **call,
            "interface": PROPERTIES,
            "signature": "ss" + "v" * (call["member"] == "Set"),
        }
    problem, _ = ask(**call)
    assert problem is not None
    assert problem.name == ERROR + error


def test_a_method_that_fails_still_answers(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    problem, _ = ask("Trip")
    assert problem is not None
    assert problem.name == ERROR + "Failed"
    assert "somebody tripped" in caplog.text
    assert ask("Add", "ii", (1, 1)) == (None, (2,))


def test_properties_are_read_one_by_one_and_together(ask: Ask) -> None:
    one = ask("Get", "ss", ("test.Desk", "Height"), interface=PROPERTIES)
    all_ = ask("GetAll", "s", ("test.Desk",), interface=PROPERTIES)
    assert one == (None, (("u", 72),))
    assert all_ == (None, ({"Height": ("u", 72), "Legs": ("as", ["a", "b"])},))


def test_everything_is_found_from_the_root_down(ask: Ask) -> None:
    def look(path: str) -> ET.Element:
        problem, values = ask(
            "Introspect", path=path, interface="org.freedesktop.DBus.Introspectable"
        )
        assert problem is None
        return ET.fromstring(values[0])

    assert [node.get("name") for node in look("/")] == ["room"]
    assert [node.get("name") for node in look("/room")] == ["desk"]
    (interface,) = look("/room/desk")
    assert interface.get("name") == "test.Desk"
    add = interface.find("method[@name='Add']")
    assert add is not None
    kinds = [(argument.get("type"), argument.get("direction")) for argument in add]
    assert kinds == [("i", "in"), ("i", "in"), ("i", "out")]
    assert {each.get("name") for each in interface.iter("property")} == {"Height", "Legs"}
    assert [each.get("type") for each in interface.iter("arg")][-2:] == ["u", "s"]


def test_a_signature_falls_apart_into_its_single_types() -> None:
    assert single_types("ua(ia{sv}av)aas(ii)v") == ["u", "a(ia{sv}av)", "aas", "(ii)", "v"]
    assert single_types("") == []


# --- waiting for an answer --------------------------------------------------------------------------


def test_a_tool_may_wait_for_its_answer(caller: Bus) -> None:
    assert caller.ask(*DAEMON, "NameHasOwner", "s", (caller.name,)) == (True,)
    with pytest.raises(BusError, match="no\\.such\\.name") as refusal:
        caller.ask(*DAEMON, "GetNameOwner", "s", ("no.such.name",))
    assert refusal.value.name == ERROR + "NameHasNoOwner"


def test_somebody_who_never_answers_costs_the_time_allowed_and_no_more(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    with pytest.raises(TimeoutError, match=f"{desk.name} did not answer Add in 0.05 s"):
        caller.ask(desk.name, "/room/desk", "test.Desk", "Add", "ii", (1, 2), timeout=0.05)
    answers = Answers()
    caller.call(desk.name, "/room/desk", "test.Desk", "Add", "ii", (20, 2), answers)
    assert answers.only(loop) == (None, (22,))


def test_what_comes_while_a_tool_waits_is_heard_afterwards(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    heard: list[Signal] = []
    caller.subscribe(heard.append, "test.Desk", "Moved")
    caller.ask(*DAEMON, "GetId")
    desk.signal("/room/desk", "test.Desk", "Moved", "us", (1, "up"))
    desk.ask(*DAEMON, "GetId")
    caller.ask(*DAEMON, "GetId")
    assert not heard
    until("signal", lambda: heard, loop)


# --- signals and names ------------------------------------------------------------------------------


def test_a_signal_reaches_those_who_want_this_one(desk: Bus, caller: Bus, loop: Loop) -> None:
    heard: dict[str, list[Any]] = {"member": [], "other": [], "path": [], "arg0": [], "last": []}
    hear = caller.subscribe
    hear(lambda got: heard["member"].append(got.body), "test.Desk", "Moved")
    hear(lambda got: heard["other"].append(got.body), "test.Desk", "Fell")
    hear(lambda got: heard["path"].append(got.body), "test.Desk", path="/attic")
    hear(lambda got: heard["arg0"].append(got.body), "test.Desk", "Moved", arg0="b")
    hear(heard["last"].append, "test.Desk", "Last", sender=desk.name)
    caller.ask(*DAEMON, "GetId")
    desk.signal("/room", "test.Desk", "Moved", "s", ("a",))
    desk.signal("/attic", "test.Desk", "Moved", "s", ("b",))
    desk.signal("/room", "test.Desk", "Last")
    until("last signal", lambda: heard["last"], loop)
    assert heard["last"] == [Signal(desk.name, "/room", "test.Desk", "Last", ())]
    del heard["last"]
    assert heard == {"member": [("a",), ("b",)], "other": [], "path": [("b",)], "arg0": [("b",)]}


def test_a_namespace_is_a_name_and_those_that_continue_it(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    heard: list[str] = []
    last: list[Signal] = []
    caller.subscribe(
        lambda got: heard.append(got.body[0]), "test.Desk", "Moved", arg0namespace="test.Leg"
    )
    caller.subscribe(lambda _: None, "test.Desk", "Moved")  # so that the bus sends all of them
    caller.subscribe(last.append, "test.Desk", "Last")
    caller.ask(*DAEMON, "GetId")
    for name in ("test.Leg", "test.Leg.left", "test.Legs", "test", "x.test.Leg"):
        desk.signal("/room", "test.Desk", "Moved", "s", (name,))
    desk.signal("/room", "test.Desk", "Moved", "u", (7,))
    desk.signal("/room", "test.Desk", "Moved")
    desk.signal("/room", "test.Desk", "Last")
    until("last signal", lambda: last, loop)
    assert heard == ["test.Leg", "test.Leg.left"]


def test_the_bus_itself_sends_only_what_is_in_the_namespace(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    heard: list[str] = []
    wanted = "test.Desk", "Moved"
    caller.subscribe(lambda got: heard.append(got.body[0]), *wanted, arg0namespace="test.Leg")
    caller.ask(*DAEMON, "GetId")
    for name in ("test.Legs", "test.Leg.left"):
        desk.signal("/room", "test.Desk", "Moved", "s", (name,))
    until("signal", lambda: heard, loop)
    assert heard == ["test.Leg.left"]


def test_of_a_name_only_its_owner_is_heard(
    session_bus: SessionBus, desk: Bus, caller: Bus, loop: Loop
) -> None:
    heard: list[Signal] = []
    everything: list[Signal] = []
    desk.ask(*DAEMON, "RequestName", "su", ("test.Owner", 0))
    caller.subscribe(heard.append, "test.Desk", sender="test.Owner")
    caller.subscribe(everything.append, "test.Desk")
    caller.ask(*DAEMON, "GetId")
    impostor = session_bus.peer(loop)
    impostor.signal("/", "test.Desk", "Moved", "s", ("impostor",))
    impostor.ask(*DAEMON, "GetId")
    desk.signal("/", "test.Desk", "Moved", "s", ("owner",))
    until("both signals", lambda: len(everything) == 2, loop)
    impostor.close()
    assert [signal.body for signal in heard] == [("owner",)]


def test_the_owner_of_a_name_is_told_now_and_at_each_change(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    first: list[str] = []
    second: list[str] = []
    caller.watch_name("test.Coming", first.append)
    until("first telling", lambda: first == [""], loop)
    desk.ask(*DAEMON, "RequestName", "su", ("test.Coming", 0))
    until("owner", lambda: first == ["", desk.name], loop)
    caller.watch_name("test.Coming", second.append)
    until("telling of the second", lambda: second == [desk.name], loop)
    desk.ask(*DAEMON, "ReleaseName", "s", ("test.Coming",))
    until("end", lambda: first[-1] == second[-1] == "", loop)
    assert (len(first), len(second)) == (3, 2)


def test_what_was_subscribed_to_can_be_taken_back(desk: Bus, caller: Bus, loop: Loop) -> None:
    heard: list[str] = []
    undo = caller.subscribe(lambda _: heard.append("one"), "test.Desk", "Moved")
    caller.subscribe(lambda _: heard.append("two"), "test.Desk", "Moved")
    undo()
    undo()
    caller.ask(*DAEMON, "GetId")
    desk.signal("/", "test.Desk", "Moved")
    until("signal", lambda: heard, loop)
    assert heard == ["two"]


def test_the_bus_sends_no_more_of_what_nobody_wants(desk: Bus, caller: Bus, loop: Loop) -> None:
    arrived: list[Signal] = []
    undo = caller.subscribe(print, "test.Desk", "Moved", sender="test.Owner")
    caller.watch_name("test.Owner", print)()
    undo()
    caller.ask(*DAEMON, "GetId")
    # Heard here without a rule for it: whatever the bus still sends would be seen.
    caller._subscriptions[-1] = Subscription(arrived.append, "test.Desk")
    caller._subscriptions[-2] = Subscription(arrived.append, DAEMON[2], "NameOwnerChanged")
    desk.ask(*DAEMON, "RequestName", "su", ("test.Owner", 0))
    desk.signal("/", "test.Desk", "Moved")
    desk.ask(*DAEMON, "GetId")
    caller.ask(*DAEMON, "GetId")
    loop.once(0)
    loop.once(0)
    assert arrived == []


def test_what_is_taken_back_is_not_told_even_if_it_has_come_in(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    heard: list[str] = []
    undos: list[Undo] = []
    undos.append(caller.subscribe(lambda _: undos[1](), "test.Desk", "Moved"))
    undos.append(caller.subscribe(lambda _: heard.append("second"), "test.Desk", "Moved"))
    caller.subscribe(lambda _: heard.append("third"), "test.Desk", "Moved")
    caller.ask(*DAEMON, "GetId")
    desk.signal("/", "test.Desk", "Moved")
    until("third", lambda: heard, loop)
    assert heard == ["third"]


def test_a_name_can_be_let_go_of_by_one_and_still_be_watched_by_others(
    desk: Bus, caller: Bus, loop: Loop
) -> None:
    first: list[str] = []
    second: list[str] = []
    signals: list[Signal] = []
    undo = caller.watch_name("test.Watched", first.append)
    undo_second = caller.watch_name("test.Watched", second.append)
    caller.subscribe(signals.append, "test.Desk", sender="test.Watched")
    until("first telling", lambda: first == second == [""], loop)
    undo()
    undo()
    desk.ask(*DAEMON, "RequestName", "su", ("test.Watched", 0))
    until("owner", lambda: second == ["", desk.name], loop)
    undo_second()
    desk.signal("/", "test.Desk", "Moved")
    until("signal of the owner", lambda: signals, loop)
    assert first == [""]


def test_a_name_is_told_anew_to_one_who_comes_back(desk: Bus, caller: Bus, loop: Loop) -> None:
    told: list[str] = []
    caller.watch_name("test.Again", told.append)()
    undo = caller.watch_name("test.Again", told.append)
    until("first telling", lambda: told == [""], loop)
    undo()
    desk.ask(*DAEMON, "RequestName", "su", ("test.Again", 0))
    caller.watch_name("test.Again", told.append)
    until("owner", lambda: told == ["", desk.name], loop)


def test_a_listener_that_fails_holds_up_nobody(
    desk: Bus, caller: Bus, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Signal] = []

    def fail(_: Signal) -> None:
        raise RuntimeError("not now")

    caller.subscribe(fail, "test.Desk", "Moved")
    caller.subscribe(heard.append, "test.Desk", "Moved")
    caller.ask(*DAEMON, "GetId")
    for number in range(3):
        desk.signal("/", "test.Desk", "Moved", "u", (number,))
    until("all three", lambda: len(heard) == 3, loop)
    assert [signal.body[0] for signal in heard] == [0, 1, 2]
    assert "not now" in caplog.text


# --- a bus that goes, hangs or raves ------------------------------------------------------------------


def test_a_bus_that_goes_is_told_once_and_every_call_is_answered(
    own_bus: SessionBus, loop: Loop
) -> None:
    lost: list[str] = []
    bus = Bus(own_bus.address, loop, lambda: lost.append("lost"))
    waiting, later = Answers(), Answers()
    os.kill(own_bus.pid, signals.SIGSTOP)
    bus.call(*DAEMON, "GetId", reply=waiting)
    own_bus.kill()
    problem, _ = waiting.only(loop)
    until("telling", lambda: lost, loop)
    bus.call(*DAEMON, "GetId", reply=later)
    assert [answer and answer.name for answer in (problem, later.only(loop)[0])] == [
        ERROR + "Disconnected"
    ] * 2
    bus.signal("/", "test.Desk", "Moved")
    bus.subscribe(print, "test.Desk", sender="test.Name")()
    bus.watch_name("test.Name", print)()
    with pytest.raises(ConnectionError):
        bus.ask(*DAEMON, "GetId")
    bus.close()
    bus.close()
    loop.once(0)
    assert (lost, bus.lost) == (["lost"], True)


def test_one_who_leaves_is_told_nothing(session_bus: SessionBus, loop: Loop) -> None:
    told: list[str] = []
    bus = Bus(session_bus.address, loop, lambda: told.append("lost"))
    bus.call(*DAEMON, "GetId", reply=lambda *_: told.append("answer"))
    bus.close()
    loop.once(0.05)
    assert (told, bus.lost) == ([], True)


def test_a_bus_that_hangs_does_not_hang_us_and_gets_everything_later(
    own_bus: SessionBus, loop: Loop
) -> None:
    bus, other = own_bus.peer(loop), own_bus.peer(loop)
    heard: list[int] = []
    other.subscribe(lambda signal: heard.append(signal.body[0]), "test.Desk")
    other.ask(*DAEMON, "GetId")
    os.kill(own_bus.pid, signals.SIGSTOP)
    for number in range(40):
        bus.signal("/", "test.Desk", "Moved", "uay", (number, bytes(50_000)))
    os.kill(own_bus.pid, signals.SIGCONT)
    until("all of it", lambda: len(heard) == 40, loop)
    assert heard == list(range(40))
    bus.close()
    other.close()


def test_a_bus_that_takes_nothing_any_more_is_given_up(
    own_bus: SessionBus, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PATIENCE", 0.1)
    lost: list[str] = []
    bus = Bus(own_bus.address, loop, lambda: lost.append("lost"))
    os.kill(own_bus.pid, signals.SIGSTOP)
    bus.signal("/", "test.Desk", "Moved", "ay", (bytes(5_000_000),))
    until("end", lambda: lost, loop)
    os.kill(own_bus.pid, signals.SIGCONT)


def greetings(*words: str) -> list[bytes]:
    return [
        pack(
            Message(
                Kind.SIGNAL,
                9,
                path="/",
                interface="t.I",
                member="Said",
                signature="s",
                body=(word,),
            )
        )
        for word in words
    ]


def test_messages_that_cannot_be_read_are_passed_over(home: Path, loop: Loop) -> None:
    plain, broken, odd, last = greetings("plain", "broken", "odd field", "last")
    not_utf8 = broken.replace(b"broken", b"br\xff\xffen")
    unknown_field = odd.replace(b"\x03\x01s\x00", b"\x2a\x01s\x00")
    assert not_utf8 != broken
    assert unknown_field != odd
    heard: list[str] = []
    with OddBus(home, plain, not_utf8, unknown_field, last) as server:
        bus = Bus(server.address, loop)
        bus.subscribe(lambda signal: heard.append(signal.body[0]), "t.I")
        until("last message", lambda: heard[-1:] == ["last"], loop)
        bus.close()
    assert heard == ["plain", "last"]


def test_a_message_may_come_in_pieces_and_two_in_one(home: Path, loop: Loop) -> None:
    stream = b"".join(greetings("one", "two", "three"))
    pieces = [stream[at : at + 37] for at in range(0, len(stream), 37)]
    heard: list[str] = []
    with OddBus(home, *pieces) as server:
        bus = Bus(server.address, loop)
        bus.subscribe(lambda signal: heard.append(signal.body[0]), "t.I")
        until("all three", lambda: heard == ["one", "two", "three"], loop)
        bus.close()


@pytest.mark.parametrize(
    "nonsense", [b"HTTP/1.1 400 Bad Request", b"l\x04\x00\x01" + b"\xff" * 12], ids=["text", "huge"]
)
def test_a_bus_that_raves_is_left(home: Path, loop: Loop, nonsense: bytes) -> None:
    lost: list[str] = []
    with OddBus(home, nonsense) as server:
        bus = Bus(server.address, loop, lambda: lost.append("lost"))
        bus.signal("/", "test.Desk", "Moved")
        until("end", lambda: lost, loop)


# --- getting in -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("unix:path=/nowhere/bus", "No such file or directory"),
        ("tcp:host=localhost,port=1", "its address names no place"),
        ("unix:path=/a%zz", "is not spelled as an address is"),
        ("", "its address names no place"),
    ],
)
def test_where_there_is_no_bus_one_sentence_says_why(loop: Loop, address: str, reason: str) -> None:
    with pytest.raises(OSError, match=r"the message bus at .* cannot be reached: ") as refusal:
        Bus(address, loop)
    assert reason in str(refusal.value)


def test_a_bus_that_refuses_us_is_named(home: Path, loop: Loop) -> None:
    with (
        OddBus(home, greeting=b"REJECTED EXTERNAL\r\n") as server,
        pytest.raises(OSError, match="it refused us: REJECTED EXTERNAL"),
    ):
        Bus(server.address, loop)


def test_a_bus_that_is_silent_at_the_door_is_not_waited_for(
    home: Path, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECT_TIMEOUT", 0.05)
    with (
        OddBus(home, greeting=b"") as server,
        pytest.raises(OSError, match="cannot be reached: timed out"),
    ):
        Bus(server.address, loop)


def test_an_address_may_name_several_places() -> None:
    address = "tcp:host=h,port=1;unix:path=/a%20b,guid=12;unix:abstract=/x;unix:path=/caf%c3%a9"
    assert list(places(address)) == ["/a b", "\0/x", "/café"]


def test_the_session_is_where_its_variable_says_or_in_the_runtime_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session_address() is None
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(home / "run" / "bus"))
        assert session_address() == f"unix:path={home}/run/bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/said")
    assert session_address() == "unix:path=/said"


def test_the_machine_has_its_bus_where_the_specification_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DBUS_SYSTEM_BUS_ADDRESS")
    assert system_address() == "unix:path=/run/dbus/system_bus_socket"
