"""What the notifier tells a server and makes of its answers, each rule by itself."""

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.desktop import fake_crashing
from tests.desktop.fake_notifications import EXPIRED, NAME, PATH, NotificationServer
from tests.desktop.quiet import comes_to_rest, for_a_while
from tests.desktop.servers import SessionBus
from tests.desktop.stage import until
from unsit.core.value import replace
from unsit.desktop import Notice
from unsit.desktop.linux.notify import BusNotifier
from unsit.loop import Loop

assert sys.platform == "linux"

DUE = Notice(
    "due",
    "You have sat for 45 minutes",
    "Pigeon Pose",
    (("start", "Start"), ("snooze", "Snooze")),
    default="Start",
)


class Sender:
    """Our side, with what it was answered and told of the server."""

    def __init__(self, bus: SessionBus, loop: Loop, icon: str = "") -> None:
        self.loop, self.bus = loop, bus.peer(loop)
        self.answers: list[tuple[str, str]] = []
        self.servers: list[bool] = []
        self.notifier = BusNotifier(self.bus, loop, self.servers.append, icon)

    def show(self, notice: Notice = DUE) -> None:
        self.notifier.show(notice, lambda *answer: self.answers.append(answer))

    def shown(self, server: NotificationServer, notice: Notice = DUE) -> None:
        """Show it and wait until it is to be seen, and we know it."""
        self.show(notice)
        until(notice.title, lambda: notice.title in titles(server), self.loop)
        comes_to_rest(self.loop, 0.1)

    def is_told(self, *servers: bool) -> None:
        """Wait for this word of the server, and see that no more follows."""
        until(f"{servers}", lambda: len(self.servers) >= len(servers), self.loop)
        for_a_while(self.loop, 0.05)
        assert tuple(self.servers) == servers


def titles(server: NotificationServer) -> list[str]:
    return [popup.title for popup in server.popups.values()]


@pytest.fixture
def server(own_bus: SessionBus, loop: Loop) -> Iterator[NotificationServer]:
    server = NotificationServer(own_bus.address, loop)
    yield server
    server.bus.close()


@pytest.fixture
def sender(own_bus: SessionBus, loop: Loop) -> Iterator[Sender]:
    sender = Sender(own_bus, loop)
    yield sender
    sender.bus.close()


@pytest.fixture
def later_sender(own_bus: SessionBus, loop: Loop) -> Iterator[Callable[[], Sender]]:
    """Give what makes a sender once the bus is as the test wants it."""
    made: list[Sender] = []

    def make() -> Sender:
        made.append(Sender(own_bus, loop))
        return made[-1]

    yield make
    for each in made:
        each.bus.close()


# --- what the server is told ----------------------------------------------------------------------


def test_the_server_is_told_who_speaks_and_of_what(
    server: NotificationServer, own_bus: SessionBus, loop: Loop
) -> None:
    sender = Sender(own_bus, loop, icon="/usr/share/icons/unsit.svg")
    sender.shown(server, replace(DUE, urgency=0))
    popup = server.only()
    assert (popup.application, popup.icon) == ("Unsit", "/usr/share/icons/unsit.svg")
    assert popup.hints["urgency"] == ("y", 0)
    assert popup.hints["desktop-entry"] == ("s", "unsit")
    assert popup.hints["category"] == ("s", "x-unsit.reminder")
    assert "resident" not in popup.hints
    sender.bus.close()


def test_when_a_notice_ends_is_not_left_to_the_server(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server, replace(DUE, expires=60))
    assert server.only().timeout == 0


def test_a_click_on_the_notice_is_one_of_its_actions(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    assert server.only().actions == ["default", "Start", "start", "Start", "snooze", "Snooze"]


def test_a_notice_without_a_default_has_only_its_actions(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server, replace(DUE, default=None))
    assert server.only().actions == ["start", "Start", "snooze", "Snooze"]


def test_xfce_which_would_draw_a_button_for_it_gets_no_default(
    own_bus: SessionBus, loop: Loop, sender: Sender
) -> None:
    server = NotificationServer(own_bus.address, loop, "Xfce Notify Daemon")
    sender.shown(server)
    assert server.only().actions == ["start", "Start", "snooze", "Snooze"]
    server.bus.close()


def test_a_server_without_actions_gets_none(
    own_bus: SessionBus, loop: Loop, sender: Sender
) -> None:
    server = NotificationServer(own_bus.address, loop, capabilities=("body",))
    sender.shown(server)
    assert server.only().actions == []
    server.bus.close()


@pytest.mark.parametrize(
    ("capabilities", "body"),
    [(("body", "body-markup"), "Cat &amp; &lt;Cow&gt;"), (("body",), "Cat & <Cow>")],
)
def test_a_body_is_read_as_it_is_written(
    own_bus: SessionBus, loop: Loop, sender: Sender, capabilities: tuple[str, ...], body: str
) -> None:
    server = NotificationServer(own_bus.address, loop, capabilities=capabilities)
    sender.shown(server, replace(DUE, title="Cat & <Cow>", body="Cat & <Cow>"))
    assert server.only().body == body
    assert server.only().title == "Cat & <Cow>"
    server.bus.close()


def test_a_server_is_asked_nothing_before_there_is_something_to_show(
    server: NotificationServer, sender: Sender
) -> None:
    sender.is_told(True)
    assert server.log == []


def test_a_server_is_asked_for_its_abilities_once(
    server: NotificationServer, sender: Sender
) -> None:
    sender.show(replace(DUE, key="one", title="One"))
    sender.show(replace(DUE, key="two", title="Two"))
    until("both", lambda: len(server.popups) == 2, sender.loop)
    sender.shown(server, replace(DUE, key="three", title="Three"))
    assert server.log == ["capabilities", "notify One", "notify Two", "notify Three"]


def test_of_many_changes_at_once_the_last_is_shown(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    for minutes in range(46, 50):
        sender.show(replace(DUE, title=f"You have sat for {minutes} minutes"))
    until("the last", lambda: titles(server) == ["You have sat for 49 minutes"], sender.loop)
    assert len(server.log) == 4, "the changes between were passed over"


# --- what the server tells --------------------------------------------------------------------------


def test_the_activation_token_comes_with_the_action(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.click("default", token="token-1")
    until("answer", lambda: sender.answers, sender.loop)
    for_a_while(sender.loop, 0.1)
    assert sender.answers == [("default", "token-1")]


def test_the_token_of_one_notice_is_not_the_next_ones(
    server: NotificationServer, sender: Sender
) -> None:
    for token in ("token-1", ""):
        sender.shown(server)
        server.click("start", token)
        until("answer", lambda: sender.answers, sender.loop)
        assert sender.answers.pop() == ("start", token)


def test_a_token_is_not_kept_for_what_replaces_the_notice(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.bus.signal(PATH, NAME, "ActivationToken", "us", (server.number(), "token-1"))
    for_a_while(sender.loop, 0.05)
    sender.shown(server, replace(DUE, title="New"))
    server.click("start")
    until("answer", lambda: sender.answers == [("start", "")], sender.loop)


def test_the_time_of_a_notice_is_not_that_of_what_replaces_it(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server, replace(DUE, expires=0.2))
    sender.shown(server, replace(DUE, title="New"))
    for_a_while(sender.loop, 0.3)
    assert titles(server) == ["New"]
    assert sender.answers == []


def test_a_notice_that_the_server_let_expire_is_answered(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.dismiss(EXPIRED)
    until("answer", lambda: sender.answers, sender.loop)
    for_a_while(sender.loop, 0.05)
    assert sender.answers == [("expired", "")]
    assert len(server.log) == 2, "what is closed is not closed again"


def test_an_action_closes_the_notice_even_if_the_server_does_not(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.bus.signal(PATH, NAME, "ActionInvoked", "us", (server.number(), "start"))
    until("end", lambda: not server.popups, sender.loop)
    for_a_while(sender.loop, 0.1)
    assert sender.answers == [("start", "")]


def test_an_action_that_was_not_offered_is_no_answer(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server, replace(DUE, default=None))
    for action in ("default", "uninstall"):
        server.bus.signal(PATH, NAME, "ActionInvoked", "us", (server.number(), action))
    for_a_while(sender.loop, 0.1)
    assert sender.answers == []


def test_notices_of_others_are_none_of_our_business(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    for member, value in (("ActionInvoked", "start"), ("ActivationToken", "token-1")):
        server.bus.signal(PATH, NAME, member, "us", (99, value))
    server.bus.signal(PATH, NAME, "NotificationClosed", "uu", (99, 2))
    for_a_while(sender.loop, 0.1)
    assert sender.answers == []


def test_only_the_owner_of_the_name_is_believed(
    server: NotificationServer, sender: Sender, own_bus: SessionBus
) -> None:
    sender.shown(server)
    stranger = own_bus.peer(sender.loop)
    stranger.signal(PATH, NAME, "ActionInvoked", "us", (server.number(), "start"))
    stranger.signal(PATH, NAME, "NotificationClosed", "uu", (server.number(), 2))
    for_a_while(sender.loop, 0.1)
    assert sender.answers == []
    stranger.close()


def test_closing_what_is_just_being_replaced_is_no_answer_to_the_new(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.dismiss()
    sender.show(replace(DUE, title="New"))
    until("the new", lambda: titles(server) == ["New"], sender.loop)
    for_a_while(sender.loop, 0.1)
    assert sender.answers == []


def test_an_action_of_what_is_just_being_withdrawn_is_no_answer(
    server: NotificationServer, sender: Sender
) -> None:
    sender.shown(server)
    server.click("start")
    sender.show(replace(DUE, title="New"))
    sender.notifier.withdraw("due")
    for_a_while(sender.loop, 0.1)
    assert sender.answers == []
    assert server.popups == {}


def test_an_answer_may_show_the_next_notice(server: NotificationServer, sender: Sender) -> None:
    following = replace(DUE, title="Snoozed for 10 minutes")
    sender.notifier.show(DUE, lambda *_: sender.show(following))
    until("the first", lambda: server.popups, sender.loop)
    for_a_while(sender.loop, 0.05)
    server.click("snooze")
    until("the next", lambda: titles(server) == [following.title], sender.loop)
    server.click("start")
    until("its answer", lambda: sender.answers == [("start", "")], sender.loop)


def test_withdrawing_what_was_never_shown_is_fine(
    server: NotificationServer, sender: Sender
) -> None:
    sender.notifier.withdraw("never")
    sender.notifier.close()
    sender.show()
    for_a_while(sender.loop, 0.1)
    assert server.log == [], "nothing is shown after closing"


# --- servers that come, go, hang and refuse -----------------------------------------------------------


def test_no_server_is_told_once_and_the_notice_waits_for_one(
    own_bus: SessionBus, loop: Loop, sender: Sender
) -> None:
    sender.is_told(False)
    sender.show()
    sender.is_told(False)
    server = NotificationServer(own_bus.address, loop)
    sender.is_told(False, True)
    assert titles(server) == [DUE.title]
    server.bus.close()
    sender.is_told(False, True, False)


def test_a_notice_withdrawn_while_there_was_no_server_does_not_come(
    own_bus: SessionBus, loop: Loop, sender: Sender
) -> None:
    sender.is_told(False)
    sender.show()
    for_a_while(loop, 0.05)
    sender.notifier.withdraw("due")
    server = NotificationServer(own_bus.address, loop)
    sender.is_told(False, True)
    assert server.log == []
    server.bus.close()


def test_a_server_that_takes_over_gets_what_is_wanted(
    server: NotificationServer, own_bus: SessionBus, sender: Sender
) -> None:
    sender.shown(server)
    server.bus.close()
    other = NotificationServer(own_bus.address, sender.loop, "Xfce Notify Daemon")
    until("the notice", lambda: titles(other) == [DUE.title], sender.loop)
    assert other.only().actions[0] == "start", "its own traits count, not those of the last"
    other.bus.close()


@pytest.mark.parametrize("method", ["Notify", "GetCapabilities"])
def test_a_server_that_refuses_counts_as_none_until_it_does_not(
    server: NotificationServer, sender: Sender, method: str
) -> None:
    sender.is_told(True)
    server.refuses = {method}
    sender.show()
    sender.is_told(True, False)
    assert len(server.log) <= 2, "it is not pestered"
    server.refuses.clear()
    sender.show()
    sender.is_told(True, False, True)
    assert titles(server) == [DUE.title]


def test_a_server_that_hangs_counts_as_none_until_it_answers(
    own_bus: SessionBus, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.notify.PATIENCE", 0.5)
    standing_still = Loop()
    server = NotificationServer(own_bus.address, standing_still)
    sender.is_told(True)
    sender.show()
    sender.is_told(True, False)

    def comes_to() -> bool:
        sender.loop.once(0.01)
        return bool(server.popups)

    until("the notice", comes_to, standing_still)
    sender.is_told(True, False, True)
    server.bus.close()
    standing_still.close()


def test_a_server_that_answers_in_time_stays_one(
    server: NotificationServer, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.notify.PATIENCE", 1.0)
    sender.shown(server)
    for_a_while(sender.loop, 1.2)
    assert sender.servers == [True]


def test_a_server_that_cannot_be_started_counts_as_none(own_bus: SessionBus, loop: Loop) -> None:
    own_bus.activatable(NAME, "/bin/false")
    sender = Sender(own_bus, loop)
    sender.is_told(True)
    sender.show()
    sender.is_told(True, False)
    sender.bus.close()


@pytest.mark.parametrize(("when", "starts"), [("telling", 1), ("drawing", 2)])
def test_a_server_that_dies_of_a_notice_is_not_started_for_ever(
    own_bus: SessionBus,
    loop: Loop,
    later_sender: Callable[[], Sender],
    monkeypatch: pytest.MonkeyPatch,
    when: str,
    starts: int,
) -> None:
    monkeypatch.setattr("unsit.desktop.linux.notify.REVIVE_AFTER", 0.05)
    started = own_bus.folder / "starts"
    own_bus.activatable(NAME, fake_crashing.command(own_bus.address, started, when))
    sender = later_sender()
    sender.is_told(True)
    told: tuple[bool, ...] = ()
    for shown in (1, 2):
        sender.show()
        told += (True, False)
        sender.is_told(*told)
        for_a_while(loop, 0.5)
        sender.is_told(*told)
        assert started.read_text().count("start") == shown * starts


def test_what_a_server_died_of_is_sent_to_one_that_comes_by_itself(
    own_bus: SessionBus, loop: Loop, later_sender: Callable[[], Sender]
) -> None:
    started = own_bus.folder / "starts"
    own_bus.activatable(NAME, fake_crashing.command(own_bus.address, started, "telling"))
    sender = later_sender()
    sender.is_told(True)
    sender.show()
    sender.is_told(True, False)
    server = NotificationServer(own_bus.address, loop)
    sender.is_told(True, False, True)
    assert titles(server) == [DUE.title]
    server.bus.close()


def test_a_bus_that_is_gone_raises_nothing(
    server: NotificationServer, own_bus: SessionBus, sender: Sender
) -> None:
    sender.shown(server)
    own_bus.kill()
    for_a_while(sender.loop, 0.1)
    sender.show(replace(DUE, title="New"))
    sender.is_told(True, False)
    sender.notifier.withdraw("due")
    sender.notifier.close()
