"""Speech Dispatcher: the speech server that Linux desktops share, with the user's own voice.

The voice and its speed are left as the user has set them; so is the language, unless it is not
that of our phrases. A server without anything to speak with takes every phrase, says that all is
well, and is silent: so it is asked first what it has.
"""

import getpass
import os
import socket
from collections.abc import Mapping

from unsit.window.voice import Ear, tongues
from unsit.window.voice.ground import Ground
from unsit.window.voice.spawning import ADDRESS, Spawning, connected, place
from unsit.window.voice.wire import Said, Wire

ENGLISH = "en"

NOTHING = {"dummy"}
"""Output modules that are none: this one plays a sentence about the lack of others."""

RECEIVING, END = 230, 702

SOFTEST = -100


class Dispatcher:
    """The connection to one server. It may be started where it usually listens, and only there."""

    name = "Speech Dispatcher"

    def __init__(self, ground: Ground, environ: Mapping[str, str]) -> None:
        self._ground = ground
        self._path = place(environ)
        self._spawns = not environ.get(ADDRESS)
        self._wire: Wire | None = None
        self._lost: Wire | None = None
        self._spawning: Spawning | None = None
        self._volume = 0
        self._quiet = False
        self._newest = ""
        self._speaking = False

    def open(self, ear: Ear) -> None:
        """Connect, have the server started where it is not, and ask what it can speak with."""
        self._ear = ear
        if self._path is None:
            ear.lost("it has no socket that we know")
            return
        try:
            line = connected(self._path)
        except OSError as problem:
            ear.lost(str(problem))
            return
        if line is not None:
            self._greet(line, "")
        elif self._spawns:
            self._spawning = Spawning(self._ground, self._path, self._greet)
            self._spawning.start()
        else:
            ear.lost("nobody listens")

    def say(self, phrase: str, quiet: bool) -> None:
        """Say a phrase in place of what is being said."""
        if self._wire is None:
            return
        self.stop()
        if quiet != self._quiet:
            self._quiet = quiet
            volume = (SOFTEST + self._volume) // 2 if quiet else self._volume
            self._wire.ask(f"SET SELF VOLUME {volume}")
        self._speaking = True
        self._wire.ask("SPEAK", lambda said: self._hand_over(said, phrase))

    def stop(self) -> None:
        """Cancel what is being said, and what was still to be."""
        self._newest = ""
        if self._wire is not None and self._speaking:
            self._wire.ask("CANCEL SELF")
        self._speaking = False

    def close(self) -> None:
        """Hang up."""
        if self._spawning is not None:
            self._spawning.cancel()
        if self._wire is not None:
            self._wire.close("CANCEL SELF\r\nQUIT\r\n" if self._speaking else "QUIT\r\n")
            self._wire = None

    def _greet(self, line: socket.socket | None, why: str) -> None:
        if line is None:
            self._ear.lost(why)
            return
        self._wire = Wire(self._ground, line, self._heed, self._lose)
        self._wire.ask(f"SET SELF CLIENT_NAME {_user()}:unsit:session")
        self._wire.ask("GET VOLUME", self._keep_volume)
        self._wire.ask("GET LANGUAGE", self._keep_language)
        self._wire.ask("SET SELF PRIORITY MESSAGE")
        self._wire.ask("SET SELF NOTIFICATION END ON")
        self._wire.ask("LIST OUTPUT_MODULES", self._look_at_modules)

    def _keep_volume(self, said: Said) -> None:
        try:
            self._volume = max(SOFTEST, min(100, int(said.lines[0])))
        except (IndexError, ValueError):
            self._volume = 0

    def _keep_language(self, said: Said) -> None:
        language = said.lines[0].lower() if said.good and said.lines else ""
        if language.split("-")[0] != tongues.code() and self._wire is not None:
            self._wire.ask(f"SET SELF LANGUAGE {tongues.code()}", first=True)

    def _look_at_modules(self, said: Said) -> None:
        if not said.good or set(said.lines) <= NOTHING:
            self._lose("it has nothing to speak with; install speech-dispatcher-espeak-ng")
            return
        if tongues.code() == ENGLISH or self._wire is None:
            self._ear.ready()  # as ever: each of them speaks it
        else:
            self._wire.ask("GET OUTPUT_MODULE", self._look_at_module)

    def _look_at_module(self, said: Said) -> None:
        """Go on when what speaks is known to read our language; else ask for its voices.

        espeak-ng has more than thirteen thousand, with all their variants: it is not asked.
        """
        module = said.lines[0].lower() if said.good and said.lines else ""
        if tongues.reads(module):
            self._ear.ready()
        elif tongues.cannot_read(module):
            self._lose(f"{module} cannot read {tongues.code()}")
        elif self._wire is not None:
            self._wire.ask("LIST SYNTHESIS_VOICES", self._look_at_voices)

    def _look_at_voices(self, said: Said) -> None:
        if said.good and tongues.among(said.lines):
            self._ear.ready()
        else:
            self._lose(f"it has no voice for {tongues.code()}")

    def _hand_over(self, said: Said, phrase: str) -> None:
        """Give the text after the server has said that it waits for it; a lone dot would end it."""
        if said.code != RECEIVING or self._wire is None:
            self._lose("it takes nothing to say")
            return
        lines = (f".{line}" if line.startswith(".") else line for line in phrase.splitlines())
        self._wire.ask("\r\n".join((*lines, ".")), self._keep_number, first=True)

    def _keep_number(self, said: Said) -> None:
        if not said.good:
            self._lose("it takes nothing to say")
        elif said.lines:
            self._newest = said.lines[0]

    def _heed(self, event: Said) -> None:
        """Tell of the end of the newest phrase; its number comes before that of the client."""
        if event.code == END and event.lines and self._speaking and event.lines[0] == self._newest:
            self._speaking, self._newest = False, ""
            self._ear.ended()

    def _lose(self, why: str) -> None:
        if self._wire is not None:
            self._wire.close("QUIT\r\n")
            # It is the wire itself that tells of its loss: it must outlive that.
            self._lost, self._wire = self._wire, None
            self._ear.lost(why)


def _user() -> str:
    """Return the name for the server's list of clients; it may hold no colon."""
    try:
        name = os.environ.get("USER") or getpass.getuser()
    except (KeyError, OSError):
        name = ""
    return "".join(letter for letter in name if letter.isalnum()) or "somebody"
