"""One sitting clock over two machines: two real daemons on two desktops, and a real broker between."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.brokers import PASSWORD, Broker
from tests.desktop.screen import Display, Hands
from tests.desktop.servers import SessionBus, private_environment
from tests.desktop.stage import until
from tests.desktop.whole import SETTINGS, Unsit
from tests.processes import children, words

SYNC = """
[sync]
mqtt = "{address}"
name = "{name}"
"""
CALM = SETTINGS.replace('"3 s"', '"10 min"').replace('idle_after = "1 min"', 'idle_after = "2 s"')


class Machine:
    """A machine with a desktop and a home of its own."""

    def __init__(self, name: str, folder: Path, stack: ExitStack) -> None:
        folder.mkdir()
        self.name = name
        display = stack.enter_context(Display(folder))
        bus = stack.enter_context(SessionBus(folder, display))
        self.hands = Hands(display)
        environment = {**os.environ, **private_environment(folder), **display.environment}
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        self.unsit = Unsit(folder, environment)
        stack.callback(self.unsit.stop)

    def starts(self, broker: Broker, more: str = "") -> None:
        """Sit down at it and start Unsit, which shares its clock."""
        self.unsit.settings(CALM + SYNC.format(address=broker.address, name=self.name) + more)
        self.hands.key("Shift_L")
        self.unsit.start()

    def hears_of(self, other: "Machine", here: bool) -> dict[str, Any]:
        """Wait until it knows whether somebody is at the other one."""
        wanted = {"name": other.name, "here": here}

        def heard(status: dict[str, Any]) -> bool:
            if here:
                other.hands.key("Shift_L")  # two seconds without are idle already
            return wanted in status["machines"]

        return self.unsit.until(f"word of {other.name}", heard)

    def shares(self) -> str:
        """Return how it stands with the broker, once it is connected."""

        def connected() -> str:
            sync = self.unsit.parts()["sync"]
            return "" if sync["lost"] or "shared" not in sync["word"] else str(sync["word"])

        try:
            return until("broker", connected)
        except AssertionError as late:
            raise AssertionError(
                f"{late}; {self.unsit.parts()['sync']}; {self.unsit.kept()} {self.unsit.said()}"
            ) from late


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def broker(home: Path) -> Iterator[Broker]:
    folder = home / "broker"
    folder.mkdir()
    broker = Broker(folder)
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def laptop(home: Path, stack: ExitStack) -> Machine:
    return Machine("laptop", home / "l", stack)


@pytest.fixture
def desktop(home: Path, stack: ExitStack) -> Machine:
    return Machine("desktop", home / "d", stack)


def test_whoever_is_at_one_machine_sits_at_both_and_a_move_settles_both(
    broker: Broker, laptop: Machine, desktop: Machine
) -> None:
    desktop.starts(broker)
    desktop.unsit.until("away", lambda status: status["state"] == "away")
    laptop.starts(broker)
    desktop.hears_of(laptop, True)

    def at_the_laptop(status: dict[str, Any]) -> bool:
        laptop.hands.key("Shift_L")
        return "now at laptop" in status["sentence"] and status["sitting_s"] >= 1

    desktop.unsit.until("sitting at the other machine", at_the_laptop)
    laptop.hears_of(desktop, False)
    laptop.unsit.does("moved")
    desktop.unsit.until("the settling", lambda status: status["sitting_s"] <= 1)
    decisions = json.loads(desktop.unsit.does("why", "--json"))
    assert any("laptop" in each["because"] for each in decisions)


def test_a_machine_that_crashes_is_gone_for_the_others(
    broker: Broker, laptop: Machine, desktop: Machine
) -> None:
    desktop.starts(broker)
    laptop.starts(broker)
    desktop.hears_of(laptop, True)
    laptop.unsit.crash()
    desktop.hears_of(laptop, False)


def test_a_lost_broker_changes_nothing_here_and_is_found_again(
    broker: Broker, laptop: Machine, desktop: Machine
) -> None:
    laptop.starts(broker)
    desktop.starts(broker)
    laptop.hears_of(desktop, True)
    broker.crash()
    until("the loss", lambda: laptop.unsit.parts()["sync"]["lost"])
    check = laptop.unsit.doctor().checks["sync"]
    assert "password" in check["remedy"]
    laptop.hands.key("Shift_L")
    laptop.unsit.until("sitting", lambda status: status["state"] == "sitting")
    broker.start()
    laptop.shares()
    desktop.shares()
    reader = broker.reads("unsit/+/online")
    until("both", lambda: [words for _, words in reader.lines].count("online") == 2)
    reader.stop()


def test_an_encrypted_broker_with_a_password_takes_only_whoever_knows_it(
    home: Path, stack: ExitStack, laptop: Machine
) -> None:
    folder = home / "safe"
    folder.mkdir()
    safe = Broker(folder, secure=True)
    safe.start()
    stack.callback(safe.stop)
    trust = f'ca_file = "{safe.ca_file}"\npassword_file = "{safe.password_file}"\n'
    safe.password_file.write_text("wrong\n")
    laptop.starts(safe, trust)
    until("the refusal", lambda: laptop.unsit.parts()["sync"]["lost"])
    assert "refuses" in laptop.unsit.parts()["sync"]["word"]
    safe.password_file.write_text(PASSWORD + "\n")
    laptop.unsit.change("[sync]", "[sync]\nhome_assistant = false")  # to be looked at again
    assert safe.address.rpartition("@")[2] in laptop.shares()
    assert PASSWORD not in laptop.unsit.kept()


def test_nothing_is_told_but_presence_and_the_clock_and_home_assistant_can_show_it(
    broker: Broker, laptop: Machine
) -> None:
    laptop.starts(broker)
    laptop.shares()
    reader = broker.reads("#")
    until("the last words", lambda: len(reader.lines) >= 5)
    said = dict(reader.lines)
    reader.stop()
    (state,) = (json.loads(words) for topic, words in said.items() if topic.endswith("/state"))
    assert set(state) == {"v", "name", "here", "runs", "sat_s", "since", "at", "left", "settled"}
    sensors = [json.loads(words) for topic, words in said.items() if topic.endswith("/config")]
    assert {sensor["name"] for sensor in sensors} == {
        "Somebody there",
        "Sitting since",
        "Last stretch",
    }
    assert all(sensor["state_topic"] in said for sensor in sensors)


@pytest.mark.parametrize(
    "words", ["", "{", "[1]", "null", '{"v": 1}', "x" * 5000, '{"v": 99, "name": "x"}', "\\xff"]
)
def test_what_no_machine_says_changes_nothing(broker: Broker, laptop: Machine, words: str) -> None:
    broker.publish("unsit/stranger/state", words)
    laptop.starts(broker)
    laptop.shares()
    broker.publish("unsit/late/state", words)
    laptop.hands.key("Shift_L")
    status = laptop.unsit.until("sitting", lambda status: status["state"] == "sitting")
    assert status["machines"] == []
    assert laptop.unsit.parts()["sync"]["lost"] is False


def test_without_a_broker_in_the_settings_nothing_of_it_is_there(laptop: Machine) -> None:
    laptop.unsit.settings(CALM)
    laptop.unsit.start()
    assert laptop.unsit.parts()["sync"] == {"word": "", "lost": False}
    assert not any("unsit.sync" in words(child) for child in children(laptop.unsit.pid))
