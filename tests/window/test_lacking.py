"""What cannot be heard is said once, and never missed where nobody wanted it."""

from dataclasses import replace

import pytest

from tests.window.stand import LUNGE, Stand
from tests.window.test_process import window
from unsit.window.card import NOTE
from unsit.window.lacking import Lacking

__all__ = ["window"]

BOTH = replace(LUNGE, voice="on", sound=True)


def said(lacking: Lacking) -> list[str]:
    words: list[str] = []
    lacking.say = words.append
    return words


def test_without_a_voice_the_chimes_lead() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.voice()
    lacking.voice()
    assert words == ["No voice here; the chimes lead you."]


def test_without_either_the_ring_is_to_be_watched() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.voice()
    lacking.chimes()
    assert words[-1] == "No sound here: watch the ring."


def test_without_chimes_the_voice_leads_or_a_screen_reader() -> None:
    for reads, sentence in (
        (False, "No chimes here; the voice leads you."),
        (True, "No chimes here."),
    ):
        lacking = Lacking(BOTH)
        words = said(lacking)
        lacking.read(reads)
        lacking.chimes()
        assert words == [sentence]


@pytest.mark.parametrize(
    ("voice", "sound", "sentence"),
    [
        ("on", False, "No voice here: watch the ring."),
        ("off", True, "No sound here: watch the ring."),
        ("off", False, None),
    ],
)
def test_what_is_off_by_the_settings_is_not_missed(
    voice: str, sound: bool, sentence: str | None
) -> None:
    lacking = Lacking(replace(LUNGE, voice=voice, sound=sound))
    words = said(lacking)
    lacking.voice()
    lacking.chimes()
    assert words == ([sentence] if sentence else [])


def test_the_card_says_it_in_the_place_of_the_hint_for_a_while(stand: Stand) -> None:
    stand.card.note("No sound here: watch the ring.")
    assert stand.hint == "No sound here: watch the ring."
    stand.go(NOTE)
    assert stand.hint == "Mind the knee."
