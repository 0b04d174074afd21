"""The session window and the panel as a screen reader meets them, on a real accessibility bus."""

import itertools
import json
from collections.abc import Callable, Iterator

import pytest

from tests.desktop.reading import (
    ACTIVE,
    FOCUSABLE,
    FOCUSED,
    HEARS,
    SHOWING,
    Accessibility,
    Client,
    Thing,
)
from tests.desktop.screen import Hands
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from tests.desktop.whole import Unsit, playing
from tests.panel.board import line
from tests.panel.test_process import Program as PanelProgram
from tests.window.stand import LUNGE
from tests.window.test_process import Window
from unsit.core.session import Plan
from unsit.core.value import replace

CALM = replace(LUNGE, sound=False)
"""A session that stays long at each step."""

QUICK = replace(
    CALM,
    segments=tuple(
        replace(one, seconds=4 if i == 0 else 1.2) for i, one in enumerate(CALM.segments)
    ),
)
"""One that goes on quickly, once a slow machine has the window on the screen."""

BUTTONS = ("Ouch", "Later", "Back", "Pause", "Next", "Done", "Floor mode")

Opener = Callable[..., Window]


@pytest.fixture(scope="module")
def accessibility(session_bus: SessionBus) -> Iterator[Accessibility]:
    with Accessibility(session_bus) as accessibility:
        accessibility.say("IsEnabled", True)
        yield accessibility


@pytest.fixture
def client(accessibility: Accessibility) -> Iterator[Client]:
    client = Client(accessibility)
    yield client
    client.close()


@pytest.fixture
def old_client(accessibility: Accessibility) -> Iterator[Client]:
    client = Client(accessibility, HEARS)
    yield client
    client.close()


@pytest.fixture
def window(environment: dict[str, str], openbox: object) -> Iterator[Opener]:
    """Give a test windows on the screen, of any plan."""
    opened: list[Window] = []

    def start(plan: Plan = CALM, **more: str) -> Window:
        line = json.dumps(plan.to_json()).encode() + b"\n"
        opened.append(Window(line, {**environment, "QT_QPA_PLATFORM": "xcb", **more}))
        of(opened[-1], "shown")
        return opened[-1]

    yield start
    for one in opened:
        with one.process:
            one.process.kill()


def named(things: Iterator[Thing], name: str) -> Thing:
    """Return the one thing of a name."""
    (thing,) = (one for one in things if one.name == name or one.name.startswith(f"{name}: hold"))
    return thing


def of(window: Window, kind: str) -> dict[str, object]:
    """Return the next event of the window that is of a kind."""
    while (event := window.next())["event"] != kind:
        pass
    return event


# --- what is there ----------------------------------------------------------------------------------


def test_every_part_of_the_card_has_a_name_and_a_sensible_role(
    client: Client, window: Opener
) -> None:
    window()
    card = client.window("Low Lunge")
    assert (card.role, card.name) == ("dialog", "Low Lunge – Right side — Unsit")
    assert card.description == "F1 shows the keys"
    hidden = [one for one in card.below() if not one.has(SHOWING)]
    assert [one.role for one in hidden] == ["filler"], "the room of floor mode"
    parts = [one for one in card.below() if one.has(SHOWING)]
    nameless = [one for one in parts if not one.name]
    assert [one.role for one in nameless] == ["filler"], "but the ground on which they stand"
    assert {one.role for one in parts} == {"filler", "label", "progress bar", "push button"}
    assert [one.name for one in parts if one.role == "push button"] == [*BUTTONS]


def test_only_the_buttons_take_the_focus_and_each_has_a_name_of_its_own(
    client: Client, window: Opener
) -> None:
    window()
    focusable = [one for one in client.window("Low Lunge").below() if one.has(FOCUSABLE)]
    assert [(one.role, one.name) for one in focusable] == [
        ("push button", name) for name in BUTTONS
    ]
    for one in focusable:
        assert one.name not in one.description, "it would be read twice"


def test_the_card_is_read_in_the_order_in_which_it_is_seen(client: Client, window: Opener) -> None:
    window()
    parts = [one for one in client.window("Low Lunge").below() if one.role != "filler"]
    for one, following in itertools.pairwise(parts):
        assert comes_after(one.box, following.box), f"{one} is read before {following}"


def comes_after(one: tuple[int, ...], following: tuple[int, ...]) -> bool:
    """Say whether eyes that read from left to right, line by line, come from one to the next."""
    left, top, wide, high = one
    x, y, _, tall = following
    inside = left <= x < left + wide and top <= y < top + high
    same_line = y < top + high and top < y + tall
    return inside or (x > left if same_line else y > top)


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_on_a_finer_screen_no_part_lies_outside_the_card(
    client: Client, window: Opener, scale: str
) -> None:
    window(QT_SCALE_FACTOR=scale)
    card = client.window("Low Lunge")
    left, top, wide, high = card.box
    for part in card.below():
        if part.has(SHOWING):
            x, y, width, height = part.box
            assert left <= x < x + width <= left + wide, part
            assert top <= y < y + height <= top + high, part


def test_what_a_screen_reader_reads_of_a_dot_between_words_is_a_pause(
    client: Client, window: Opener
) -> None:
    window()
    assert named(client.window("Low Lunge").below(), "Get ready, wall").role == "label"


# --- what goes on -----------------------------------------------------------------------------------


def test_the_ring_runs_down_by_one_each_second(client: Client, window: Opener) -> None:
    window()
    ring = named(client.window("Low Lunge").below(), "Time left")
    first = ring.value
    assert (first[0], first[2]) == (0, 20)
    told = len(values(client, ring))
    until("three seconds", lambda: len(values(client, ring)) >= told + 3)
    count, now = len(values(client, ring)) - told, ring.value
    assert first[1] - now[1] == pytest.approx(count, abs=1), "it is not told with each frame"
    assert now[2] == 20


def values(client: Client, ring: Thing) -> list[object]:
    """Return each time that the value of the ring was told to have changed."""
    events = client.heard("ValueChanged") + client.heard("PropertyChange")
    return [
        event
        for event in events
        if event.source == ring and event.detail in ("", "accessible-value")
    ]


def test_a_whole_session_is_told_step_by_step(client: Client, window: Opener) -> None:
    quick = window(QUICK)
    of(quick, "ended")
    assert client.announced() == [
        "Low Lunge – Right side. Kneel.",
        "Slide the right foot.",
        "Sink. Hold for one second.",
        "Rise.",
        "Now the left side.",
        "Slide the left foot.",
        "Sink. Hold for one second.",
        "Rise.",
        "Well done.",
    ]


def test_pause_and_going_on_are_told_and_can_be_done(client: Client, window: Opener) -> None:
    running = window()
    card = client.window("Low Lunge")
    named(card.below(), "Pause").act()
    client.hears("Paused")
    named(card.below(), "Go on").act()
    client.hears("Going on")
    named(card.below(), "Next").act()
    client.hears("Slide the right foot.")
    named(card.below(), "Back").act()
    until("the first step again", lambda: "Kneel." in [one.name for one in card.below()])
    named(card.below(), "Done").act()
    assert of(running, "ended")["outcome"] == "stopped"


def test_ouch_is_done_and_the_way_out_is_told(client: Client, window: Opener) -> None:
    running = window()
    card = client.window("Low Lunge")
    named(card.below(), "Next").act()
    named(card.below(), "Ouch").act()
    client.hears("Stopped. ")
    assert of(running, "ouch") == {"event": "ouch"}
    assert client.announced()[-1].endswith("Mind the knee.")
    until("the way out", lambda: not named(card.below(), "Ouch").has(SHOWING))


def test_later_that_must_be_held_down_is_filled_by_a_press_of_a_screen_reader(
    client: Client, window: Opener
) -> None:
    running = window(replace(CALM, snooze_hold=1.0))
    later = named(client.window("Low Lunge").below(), "Later")
    assert later.name == "Later: hold for 1 second"
    assert "Pressed by a screen reader it fills by itself" in later.description
    later.act()
    client.hears("Filling for 1 second; any key takes it back")
    assert of(running, "ended")["answer"] == "snooze"


def test_a_screen_reader_that_does_not_know_announcements_hears_the_steps_as_notifications(
    old_client: Client, window: Opener
) -> None:
    client = old_client
    window(QUICK)
    until("notices", lambda: "Now the left side." in client.noticed())
    assert client.noticed() == [
        "Low Lunge – Right side. Kneel.",
        "Slide the right foot.",
        "Sink. Hold for one second.",
        "Rise.",
        "Now the left side.",
    ]
    assert client.announced() == [], "nobody hears a step twice"
    card = client.window("Low Lunge")
    assert "notification" not in [one.role for one in card.below()]


def test_where_nothing_can_be_heard_the_card_says_so(
    accessibility: Accessibility, window: Opener
) -> None:
    onlooker = Client(accessibility, ("object:property-change",))
    soon = tuple(replace(one, seconds=4) for one in LUNGE.segments[:1])
    plan = replace(LUNGE, segments=soon + LUNGE.segments[1:], voice="on")
    window(plan, PATH="", SPEECHD_ADDRESS="unix_socket:/no/such/server")
    card = onlooker.window("Low Lunge")
    seen: set[str] = set()

    def shown() -> list[str]:
        seen.update(now := names(card))
        return now

    until("both missed", lambda: "No sound here: watch the ring." in shown())
    until("the hint again", lambda: "No sound here: watch the ring." not in shown())
    assert {"Mind the knee.", "Easier: Use a chair."} <= seen, "both were there to be read before"
    assert "No voice here; the chimes lead you." not in seen, "there are none"
    onlooker.close()


def names(card: Thing) -> list[str]:
    return [one.name for one in card.below()]


# --- the focus --------------------------------------------------------------------------------------


def test_a_window_that_nobody_asked_for_takes_no_focus(
    client: Client, window: Opener, hands: Hands
) -> None:
    before = hands.do("getwindowfocus", "-f")
    window()
    card = client.window("Low Lunge")
    assert not card.has(ACTIVE)
    assert not any(one.has(FOCUSED) for one in (card, *card.below()))
    assert hands.do("getwindowfocus", "-f") == before


def test_tab_goes_through_all_buttons_as_they_are_read_and_round(
    client: Client, window: Opener, hands: Hands
) -> None:
    running = window()
    card = client.window("Low Lunge")
    wake(card, hands)
    met = [tab(client, hands) for _ in range(len(BUTTONS) + 2)]
    assert met == [*BUTTONS, card.name, BUTTONS[0]], "the card itself is where keys mean steps"
    hands.key("shift+Tab")
    until("the card", lambda: focused(client) == card.name)
    hands.key("Escape")
    assert of(running, "ended")["outcome"] == "stopped"


def wake(card: Thing, hands: Hands) -> None:
    """Give the window the keyboard, and wait until it heeds keys."""
    (window,) = until("window", lambda: hands.windows("Low Lunge"))
    hands.do("windowfocus", "--sync", str(window))
    until("focus", lambda: card.has(ACTIVE))

    def heeds() -> bool:
        hands.key("F1")  # shows the keys, once it is no stray key any more
        return any("Esc close" in one.name for one in card.below())

    until("heeded keys", heeds)


def tab(client: Client, hands: Hands) -> str:
    """Press Tab and return the name of what has the focus then."""
    before = len(focuses(client))
    hands.key("Tab")
    until("focus", lambda: len(focuses(client)) > before)
    return focused(client)


def focuses(client: Client) -> list[Thing]:
    events = client.heard("StateChanged")
    return [one.source for one in events if one.detail == "focused" and one.first]


def focused(client: Client) -> str:
    return focuses(client)[-1].name


# --- the whole, and the panel -----------------------------------------------------------------------


def test_the_window_that_the_daemon_opens_is_read_and_worked_the_same_way(
    client: Client, unsit: Unsit
) -> None:
    unsit.change('remind_after = "3 s"', 'remind_after = "1 h"')  # no window opens by itself
    unsit.change('lead_in = "0.5 s"', 'lead_in = "20 s"')
    unsit.start()
    unsit.does("stretch", "short")
    card = client.window("Short Stretch")
    client.hears("Stand up.")
    named(card.below(), "Next").act()
    client.hears("Bend your right knee.")
    assert unsit.status()["session"]["kind"] == "move"
    named(card.below(), "Done").act()
    unsit.until("end", lambda status: not playing(status))


@pytest.fixture
def panel(environment: dict[str, str], openbox: object) -> Iterator[PanelProgram]:
    program = PanelProgram(line(), {**environment, "QT_QPA_PLATFORM": "xcb", "UNSIT_FOCUS": "1"})
    assert program.next() == {"event": "shown"}
    yield program
    with program.process:
        program.process.kill()


def test_the_panel_is_worked_by_keys_alone(
    client: Client, panel: PanelProgram, hands: Hands
) -> None:
    shown = client.window("Unsit")
    until("focus", lambda: named(shown.below(), "Stretch now").has(FOCUSED))
    assert [tab(client, hands) for _ in range(4)] == ["Stretch…", "I am standing", "Pause", "Quit"]
    hands.key("Home", "Down", "Return")
    until("open section", lambda: named(shown.below(), "Pigeon").has(SHOWING))
    hands.key("Down", "Down", "Return")
    assert panel.next() == {"event": "request", "request": {"verb": "stretch", "pose": "pigeon"}}
    hands.key("Escape")
    assert panel.next() == {"event": "closed"}
    assert panel.ends() == 0


def test_the_rows_of_the_panel_have_names_and_roles_and_can_be_chosen(
    client: Client, panel: PanelProgram
) -> None:
    shown = client.window("Unsit")
    rows = {one.name: one for one in shown.below() if one.has(FOCUSABLE) and one.has(SHOWING)}
    assert {name: one.role for name, one in rows.items()} == {
        "Stretch now": "push button",
        "Stretch…": "push button",
        "I am standing": "check box",
        "Pause": "push button",
        "Quit": "push button",
    }
    assert named(shown.below(), "Sitting for 23 min").role == "label"
    rows["Stretch…"].act()
    until("open section", lambda: rows["Stretch…"].description == "open")
    rows["Stretch now"].act()
    assert panel.next() == {"event": "request", "request": {"verb": "stretch"}}
