"""Makes the chimes: ``python3 installers/chimes.py`` writes icons/chimes/*.wav anew.

A chime is a few struck notes, each a sum of fading sines, like a small bar of wood or metal.
Nothing is random and nothing is read: the same script makes the same bytes, and a test holds the
committed files to it. Standard library only. WAV, since Windows plays nothing else, and as small as
nobody can hear: see RATE and FINENESS.
"""

import array
import math
import sys
import wave
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

RATE = 16000
"""Samples a second: carries all there is in these notes (nothing above 5 kHz), and leaves a player that
only draws lines between samples little to add that anybody hears."""

LOUDEST = 2**15 - 1
"""What a sample of 16 bits can say."""

FINENESS = 1400
"""Into about so many steps up to the loudest moment a chime is divided: rounding to them stays 60 dB below
it, and an archive packs the samples to two thirds, since their last bits say nothing."""

FOLDER = Path(__file__).resolve().parents[1] / "icons" / "chimes"

BELL = ((1.0, 1.0), (2.0, 0.28), (3.01, 0.12), (4.2, 0.05))
"""Partials (times the note, loudness): a soft metal bar, slightly out of tune as real ones are."""

WOOD = ((1.0, 1.0), (3.9, 0.2))
"""A wooden bar, tuned two octaves up in its second partial."""


@dataclass(frozen=True)
class Note:
    """A struck note: MIDI number, seconds until it is struck, seconds to fade to a third."""

    number: int
    at: float
    fade: float
    loud: float = 1.0
    partials: tuple[tuple[float, float], ...] = BELL


@dataclass(frozen=True)
class Chime:
    """Notes, seconds in all, and how loud the loudest moment is (0 to 1)."""

    notes: tuple[Note, ...]
    length: float
    peak: float


C5, D5, E5, G5, A5, C6 = 72, 74, 76, 79, 81, 84

CHIMES = {
    "start": Chime((Note(C5, 0.0, 0.28), Note(G5, 0.16, 0.30)), 1.3, 0.6),
    "step": Chime((Note(G5, 0.0, 0.16),), 0.7, 0.4),
    "tick": Chime((Note(A5, 0.0, 0.035, partials=WOOD),), 0.18, 0.3),
    "switch": Chime((Note(G5, 0.0, 0.2), Note(D5, 0.18, 0.2), Note(G5, 0.36, 0.28)), 1.4, 0.6),
    "done": Chime(
        (Note(C5, 0.0, 0.3), Note(E5, 0.14, 0.3), Note(G5, 0.28, 0.32), Note(C6, 0.42, 0.36, 0.9)),
        1.9,
        0.6,
    ),
}


def main() -> int:
    """Write every chime; return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, chime in CHIMES.items():
        (FOLDER / f"{name}.wav").write_bytes(wav(chime))
    return 0


def wav(chime: Chime) -> bytes:
    """Return a chime as the bytes of a WAV file."""
    step = 2 ** round(math.log2(chime.peak * LOUDEST / FINENESS))
    samples = array.array("h", (round(sample * LOUDEST / step) * step for sample in mixed(chime)))
    if sys.byteorder == "big":
        samples.byteswap()
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def mixed(chime: Chime) -> list[float]:
    """Return the samples, -1 to 1: all notes together, fading to nothing at the end."""
    count = round(chime.length * RATE)
    sum_of_all = [0.0] * count
    for note in chime.notes:
        first = round(note.at * RATE)
        for place, value in enumerate(struck(note, count - first), start=first):
            sum_of_all[place] += value
    loudest = max(abs(value) for value in sum_of_all)
    last = round(0.05 * RATE)
    return [
        value / loudest * chime.peak * min(1.0, (count - 1 - place) / last)
        for place, value in enumerate(sum_of_all)
    ]


def struck(note: Note, count: int) -> list[float]:
    """Return so many samples of one note; its high partials fade sooner."""
    pitch = 440.0 * 2.0 ** ((note.number - 69) / 12)
    samples = [0.0] * count
    for times, loud in note.partials:
        turn = 2.0 * math.pi * pitch * times / RATE
        fade = note.fade / times**0.7
        for place in range(count):
            time = place / RATE
            rise = min(1.0, time / 0.005)
            samples[place] += (
                note.loud * loud * rise * math.exp(-time / fade) * math.sin(turn * place)
            )
    return samples


if __name__ == "__main__":
    sys.exit(main())
