"""Speech Dispatcher's protocol: what is said to a server, and servers that behave oddly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.window.fake_dispatcher import HANG_UP, FakeDispatcher, Odd
from tests.window.stand import Stand
from unsit.window.ground import QtGround
from unsit.window.voice import Ear, wire
from unsit.window.voice.ssip import Dispatcher

until = Stand.until


class Conversation:
    """A client of ours with a fake server, and what it told."""

    def __init__(self, server: FakeDispatcher) -> None:
        self.server = server
        self.heard: list[str] = []
        ear = Ear(
            lambda: self.heard.append("ready"),
            lambda: self.heard.append("ended"),
            self.heard.append,
        )
        self.client = Dispatcher(QtGround(), server.environment)
        self.client.open(ear)

    def hears(self, word: str) -> None:
        """Wait until it has told this, and nothing after it."""
        until(word, lambda: self.heard[-1:] == [word])


Talk = Callable[..., Conversation]


@pytest.fixture
def talk(qt_app: QApplication, home: Path) -> Iterator[Talk]:
    """Give a test conversations with a server that is odd in some way."""
    made: list[Conversation] = []

    def begin(odd: Odd = lambda command: None) -> Conversation:
        made.append(Conversation(FakeDispatcher(home, odd)))
        return made[-1]

    yield begin
    for one in made:
        one.client.close()
        one.server.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers be waited for only briefly."""
    monkeypatch.setattr(wire, "PATIENCE", 100)


def answers(start: str, answer: bytes) -> Odd:
    """Return a server's way of answering commands that start so."""
    return lambda command: answer if command.startswith(start) else None


# --- a server as it should be -----------------------------------------------------------------------


def test_a_server_is_greeted_and_asked_what_it_speaks_with_and_nothing_of_the_users_is_changed(
    talk: Talk,
) -> None:
    one = talk()
    one.hears("ready")
    assert one.server.commands[0].startswith("SET SELF CLIENT_NAME ")
    assert one.server.commands[0].endswith(":unsit:session")
    assert one.server.commands[1:] == [
        "GET VOLUME",
        "GET LANGUAGE",
        "SET SELF PRIORITY MESSAGE",
        "SET SELF NOTIFICATION END ON",
        "LIST OUTPUT_MODULES",
    ]


def test_a_phrase_is_said_and_its_end_told(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    one.client.say("Sink.", False)
    until("phrase", lambda: one.server.phrases == ["Sink."])
    one.server.ends()
    one.hears("ended")
    assert one.server.commands[6:] == ["SPEAK"]


def test_a_new_phrase_cancels_the_old_one_whose_end_is_not_told(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    one.client.say("Sink.", False)
    one.client.say("Rise.", False)
    until("phrase", lambda: one.server.phrases == ["Sink.", "Rise."])
    assert one.server.commands[6:] == ["SPEAK", "CANCEL SELF", "SPEAK"]
    one.server.ends(1)
    one.server.tells(b"703-1\r\n703-1\r\n703 CANCELED\r\n")
    one.server.ends(2)
    one.hears("ended")
    assert one.heard == ["ready", "ended"]


def test_silence_is_asked_for_only_while_something_is_said(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    one.client.stop()
    one.client.say("Sink.", False)
    one.client.stop()
    one.client.stop()
    until("silence", lambda: one.server.commands[-1] == "CANCEL SELF")
    assert one.server.commands[6:] == ["SPEAK", "CANCEL SELF"]


def test_quiet_is_half_way_down_from_the_users_own_volume_and_on_is_that_volume(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    for quiet in (True, True, False):
        one.client.say("Sink.", quiet)
    until("phrases", lambda: len(one.server.phrases) == 3)
    volumes = [line for line in one.server.commands if "VOLUME" in line]
    assert volumes == ["GET VOLUME", "SET SELF VOLUME -10", "SET SELF VOLUME 80"]


@pytest.mark.parametrize(
    ("language", "sets"), [(b"de", True), (b"cs-CZ", True), (b"en", False), (b"EN-GB", False)]
)
def test_only_a_user_of_another_language_has_it_changed_to_that_of_the_phrases(
    talk: Talk, language: bytes, sets: bool
) -> None:
    one = talk(answers("GET LANGUAGE", b"251-" + language + b"\r\n251 OK GET RETURNED\r\n"))
    one.hears("ready")
    assert ("SET SELF LANGUAGE en" in one.server.commands) == sets


def test_a_server_that_does_not_know_all_that_is_asked_speaks_all_the_same(talk: Talk) -> None:
    one = talk(
        lambda command: b"500 ERR INVALID COMMAND\r\n" if command[:3] in ("GET", "SET") else None
    )
    one.hears("ready")
    one.client.say("Sink.", True)
    until("phrase", lambda: one.server.phrases)


def test_a_line_that_is_a_dot_ends_no_phrase_and_commands_in_one_are_words(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    one.client.say(".\nQUIT\r\n..", False)
    until("phrase", lambda: one.server.phrases == ["..\nQUIT\n..."])


def test_answers_may_come_in_pieces_and_events_between_them(talk: Talk) -> None:
    one = talk(answers("SPEAK", b"701-9\r\n701-1\r\n701 BEGIN\r\n230 OK RECEIVING DATA\r\n"))
    one.hears("ready")
    one.client.say("Sink.", False)
    one.server._odd = answers("SPEAK", b"")
    one.server.tells(b"702-")
    one.server.tells(b"8\r\n702-1\r\n702 E")
    one.server.tells(b"ND\r\n")
    assert one.heard == ["ready"]


# --- servers as they should not be ------------------------------------------------------------------


@pytest.mark.parametrize(
    "modules",
    [
        b"250 OK MODULE LIST SENT\r\n",
        b"250-dummy\r\n250 OK MODULE LIST SENT\r\n",
        b"304 ERR NO OUTPUT MODULE\r\n",
    ],
    ids=["none", "dummy", "error"],
)
def test_a_server_that_has_nothing_to_speak_with_is_lost(talk: Talk, modules: bytes) -> None:
    one = talk(answers("LIST", modules))
    one.hears("it has nothing to speak with; install speech-dispatcher-espeak-ng")


@pytest.mark.parametrize("command", ["SET SELF CLIENT_NAME", "LIST", "SPEAK", "text"])
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "it does not answer"),
        (b"what?\r\n", "it talks nonsense"),
        (b"\x00\xff" * 40_000, "it talks nonsense"),
        (b"250-\r\n" * 5_000, "it talks nonsense"),
    ],
    ids=["hangs", "words", "bytes", "endless"],
)
def test_a_server_that_behaves_oddly_is_lost_once(
    impatient: None, talk: Talk, command: str, answer: bytes, why: str
) -> None:
    one = talk(answers(command, answer))
    if command in ("SPEAK", "text"):
        one.hears("ready")
        one.client.say("Sink.", False)
    one.hears(why)
    assert one.heard in ([why], ["ready", why])
    one.client.say("Rise.", False)
    one.client.stop()


@pytest.mark.parametrize("command", ["SET SELF CLIENT_NAME", "LIST", "SPEAK"])
def test_a_server_that_hangs_up_is_lost(talk: Talk, command: str) -> None:
    one = talk(answers(command, HANG_UP))
    if command == "SPEAK":
        one.hears("ready")
        one.client.say("Sink.", False)
    one.hears("it hung up")


@pytest.mark.parametrize("command", ["SPEAK", "text"])
def test_a_server_that_takes_no_phrase_is_lost(talk: Talk, command: str) -> None:
    one = talk(answers(command, b"401 ERR INTERNAL\r\n"))
    one.hears("ready")
    one.client.say("Sink.", False)
    one.hears("it takes nothing to say")


def test_a_server_that_answers_twice_is_lost(talk: Talk) -> None:
    one = talk(answers("text", b"225-1\r\n225 OK MESSAGE QUEUED\r\n" * 2))
    one.hears("ready")
    one.client.say("Sink.", False)
    one.hears("it talks nonsense")


def test_a_server_that_speaks_unasked_is_lost(talk: Talk) -> None:
    one = talk()
    one.hears("ready")
    one.server.tells(b"200 OK\r\n")
    one.hears("it talks nonsense")


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({}, "it has no socket that we know"),
        ({"SPEECHD_ADDRESS": "inet_socket:127.0.0.1:6560"}, "it has no socket that we know"),
        ({"SPEECHD_ADDRESS": "unix_socket:/no/such/socket"}, "nobody listens"),
        ({"SPEECHD_ADDRESS": f"unix_socket:/{'x' * 200}"}, "AF_UNIX path too long"),
    ],
    ids=["nowhere", "network", "nobody", "too long"],
)
def test_a_server_that_cannot_be_reached_is_lost_at_once(
    qt_app: QApplication, environ: dict[str, str], why: str
) -> None:
    told: list[str] = []
    Dispatcher(QtGround(), environ).open(
        Ear(lambda: told.append("ready"), lambda: None, told.append)
    )
    assert told == [why]
