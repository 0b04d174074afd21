"""What Windows brings: System.Speech, in a PowerShell that lives as long as the window.

Starting one takes longer than a phrase, so it reads a line for each: a word for the loudness and
the phrase, or "stop". It writes "ready" once and "ended" after each phrase. Written by the
documentation of System.Speech.Synthesis.SpeechSynthesizer; tested with a program that talks as it
does, never with a real one.
"""

import base64
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from unsit.core.language import SPOKEN
from unsit.window.voice import Ear

PLACE = ("System32", "WindowsPowerShell", "v1.0", "powershell.exe")
"""Where it is in the folder of Windows, by its own name: a search would take one that lies beside us."""

OPTIONS = ("-NoProfile", "-NonInteractive", "-NoLogo", "-InputFormat", "None", "-EncodedCommand")
"""Without "None" it reads what we write itself, as input of the script, before the script can."""

LOUD, QUIET = 100, 35
"""Volumes, of 100."""

PATIENCE = 15_000
"""Milliseconds for its first word: the first start after that of Windows takes seconds."""

ENDING = 300
"""Milliseconds for it to end by itself, when all is over."""

CULTURES = {
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "pt": "pt-PT",
    "ja": "ja-JP",
    "zh_CN": "zh-CN",
    "ar": "ar-SA",
}
"""What Windows calls the languages; English is left to the voice that the person has chosen."""

SCRIPT = """\
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$culture = '{culture}'
if ($culture -ne '') {
    $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]$culture)
    if ($voice.Voice.Culture.TwoLetterISOLanguageName -ne $culture.Substring(0, 2)) { exit 1 }
}
$lines = New-Object IO.StreamReader ([Console]::OpenStandardInput()), (New-Object Text.UTF8Encoding)
$prompt = $null
[Console]::Out.WriteLine('ready')
$next = $lines.ReadLineAsync()
while ($true) {
    if ($next.Wait(20)) {
        $line = $next.Result
        if ($line -eq $null) { break }
        $voice.SpeakAsyncCancelAll()
        $prompt = $null
        $words = $line.Split(' ', 2)
        if ($words.Length -eq 2) {
            $voice.Volume = [int]$words[0]
            $prompt = $voice.SpeakAsync($words[1])
        }
        $next = $lines.ReadLineAsync()
    }
    if ($prompt -ne $null -and $prompt.IsCompleted) {
        $prompt = $null
        [Console]::Out.WriteLine('ended')
    }
}
"""
"""[Console]::In would keep the script waiting in ReadLineAsync (documentation of Console.In)."""


def command(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return what starts it, but for the script."""
    folder = environ.get("SystemRoot", "C:\\Windows")
    return (str(Path(folder, *PLACE)), *OPTIONS)


class SystemSpeech(QObject):
    """One PowerShell with a voice; `started` is what starts it, to which the script is added."""

    name = "System.Speech"

    def __init__(self, started: Sequence[str] | None = None) -> None:
        super().__init__()
        self._started = started or command()
        self._child = QProcess(self)
        self._child.setStandardErrorFile(QProcess.nullDevice())
        self._child.readyReadStandardOutput.connect(self._read)
        self._child.finished.connect(lambda *_: self._lose("it ended"))
        self._child.errorOccurred.connect(self._failed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._lose("it does not answer"))
        self._open = self._speaking = False

    def open(self, ear: Ear) -> None:
        """Start it; it is ready when it says so."""
        self._ear, self._open = ear, True
        script = SCRIPT.replace("{culture}", CULTURES.get(SPOKEN.name, ""))
        encoded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
        program, *options = self._started
        self._patience.start(PATIENCE)
        self._child.start(program, [*options, encoded])

    def say(self, phrase: str, quiet: bool) -> None:
        """Have a phrase said in place of what is being said."""
        self._speaking = True
        self._write(f"{QUIET if quiet else LOUD} {' '.join(phrase.split())}")

    def stop(self) -> None:
        """Have it be silent."""
        if self._speaking:
            self._speaking = False
            self._write("stop")

    def close(self) -> None:
        """Let it end: it does when its input does."""
        self._open = False
        self._patience.stop()
        self.stop()
        self._child.closeWriteChannel()
        if not self._child.waitForFinished(ENDING):
            self._child.kill()

    def _write(self, line: str) -> None:
        self._child.write(f"{line}\n".encode())

    def _read(self) -> None:
        for line in bytes(self._child.readAllStandardOutput().data()).split():
            if line == b"ready" and self._open:
                self._patience.stop()
                self._ear.ready()
            elif line == b"ended" and self._open and self._speaking:
                self._speaking = False
                self._ear.ended()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._lose("PowerShell cannot be started")

    def _lose(self, why: str) -> None:
        if self._open:
            self._open = False
            self._patience.stop()
            self._ear.lost(why)
