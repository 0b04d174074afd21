"""What Windows brings: System.Speech, in a PowerShell that lives as long as the window.

Starting one takes longer than a phrase, so it reads a line for each: a word for the loudness and
the phrase, or "stop". It writes "ready" once and "ended" after each phrase. Written by the
documentation of System.Speech.Synthesis.SpeechSynthesizer, and not tried.
"""

import base64

from PySide6.QtCore import QObject, QProcess

from unsit.core.language import SPOKEN
from unsit.window.voice import Ear

NAME = "powershell"

LOUD, QUIET = 100, 35
"""Volumes, of 100."""

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
[Console]::InputEncoding = New-Object System.Text.UTF8Encoding $false
$prompt = $null
[Console]::Out.WriteLine('ready')
$next = [Console]::In.ReadLineAsync()
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
        $next = [Console]::In.ReadLineAsync()
    }
    if ($prompt -ne $null -and $prompt.IsCompleted) {
        $prompt = $null
        [Console]::Out.WriteLine('ended')
    }
}
"""


class SystemSpeech(QObject):
    """One PowerShell with a voice."""

    name = "System.Speech"

    def __init__(self) -> None:
        super().__init__()
        self._child = QProcess(self)
        self._child.setStandardErrorFile(QProcess.nullDevice())
        self._child.readyReadStandardOutput.connect(self._read)
        self._child.finished.connect(lambda *_: self._lose("it ended"))
        self._child.errorOccurred.connect(self._failed)
        self._open = self._speaking = False

    def open(self, ear: Ear) -> None:
        """Start it; it is ready when it says so."""
        self._ear, self._open = ear, True
        script = SCRIPT.replace("{culture}", CULTURES.get(SPOKEN.name, ""))
        encoded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
        self._child.start(
            NAME, ["-NoProfile", "-NonInteractive", "-NoLogo", "-EncodedCommand", encoded]
        )

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
        self.stop()
        self._child.closeWriteChannel()
        if not self._child.waitForFinished(ENDING):
            self._child.kill()

    def _write(self, line: str) -> None:
        self._child.write(f"{line}\n".encode())

    def _read(self) -> None:
        for line in bytes(self._child.readAllStandardOutput().data()).split():
            if line == b"ready" and self._open:
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
            self._ear.lost(why)
