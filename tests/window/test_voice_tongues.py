"""A phrase is said by a voice of its language, or not at all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.window.fake_dispatcher import FakeDispatcher
from tests.window.stand import Stand
from unsit.core.language import SPOKEN
from unsit.window.ground import QtGround
from unsit.window.voice import Ear, choose, tongues
from unsit.window.voice.ssip import Dispatcher
from unsit.window.voice.windows import CULTURES

until = Stand.until
Speaks = Callable[[str], None]


@pytest.fixture
def speaks() -> Iterator[Speaks]:
    def speak(name: str) -> None:
        SPOKEN.speak(name, None)

    yield speak
    SPOKEN.speak("en", None)


def answers(module: str, *voices: str) -> Callable[[str], bytes | None]:
    """Return a server's answers: by which module it speaks, and with which voices."""

    def answer(command: str) -> bytes | None:
        if command == "GET OUTPUT_MODULE":
            return f"251-{module}\r\n251 OK GET RETURNED\r\n".encode()
        if command == "LIST SYNTHESIS_VOICES":
            lines = "".join(f"249-{voice}\r\n" for voice in voices)
            return f"{lines}249 OK VOICE LIST SENT\r\n".encode()
        return None

    return answer


class Told:
    def __init__(self) -> None:
        self.what = ""

    def ear(self) -> Ear:
        return Ear(lambda: self._is("ready"), lambda: None, self._is)

    def _is(self, what: str) -> None:
        self.what = what


@pytest.mark.parametrize(
    ("language", "module", "voices", "outcome"),
    [
        ("en", "odd", (), "ready"),
        ("de", "espeak-ng", (), "ready"),
        ("zh_CN", "espeak-ng-mbrola", (), "ready"),
        ("ja", "espeak-ng", (), "espeak-ng cannot read ja"),
        ("ja", "openjtalk", ("Mei\tja-JP\tnone",), "ready"),
        ("zh_CN", "piper", ("Huayan\tcmn\tnone",), "ready"),
        ("de", "festival", ("kal\ten\tnone",), "it has no voice for de"),
        ("de", "festival", ("nonsense", "a\tb"), "it has no voice for de"),
        ("de", "festival", (), "it has no voice for de"),
    ],
)
def test_a_server_speaks_only_what_it_has_a_voice_for(
    tmp_path: Path,
    qt_app: QApplication,
    speaks: Speaks,
    language: str,
    module: str,
    voices: tuple[str, ...],
    outcome: str,
) -> None:
    speaks(language)
    told, server = Told(), FakeDispatcher(tmp_path, answers(module, *voices))
    engine = Dispatcher(QtGround(), {"SPEECHD_ADDRESS": f"unix_socket:{server.path}"})
    engine.open(told.ear())
    until("answer", lambda: told.what)
    assert told.what == outcome
    asked = f"SET SELF LANGUAGE {tongues.code()}" in server.commands
    assert asked == (language != "en")
    engine.close()
    server.close()


def test_programs_are_told_the_language_and_left_out_where_they_cannot_read_it(
    speaks: Speaks,
) -> None:
    def names() -> list[str]:
        return [engine.name for engine in choose.engines(QtGround(), "linux", {})]

    speaks("zh_CN")
    assert names() == ["Speech Dispatcher", "espeak-ng", "espeak"]
    assert tongues.code() == "zh"
    speaks("ja")
    assert names() == ["Speech Dispatcher"]
    assert set(CULTURES) == {"de", "fr", "es", "pt", "ja", "zh_CN", "ar"}
