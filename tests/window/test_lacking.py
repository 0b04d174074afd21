"""What cannot be heard is said once, and never missed where nobody wanted it."""

import pytest
from PySide6.QtCore import Qt

from tests.window.stand import LUNGE, Stand
from tests.window.test_process import window
from unsit.core.value import replace
from unsit.window.lacking import Lacking
from unsit.window.remarks import NOTE, REMARK

__all__ = ["window"]

BOTH = replace(LUNGE, voice="on", sound=True)


def said(lacking: Lacking) -> list[str]:
    words: list[str] = []
    lacking.say = words.append
    return words


def test_without_a_voice_the_chimes_lead() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.voice(False)
    assert words == [], "there may be no chimes either"
    lacking.chimes(True)
    lacking.chimes(True)
    assert words == ["No voice here; the chimes lead you."]


@pytest.mark.parametrize("first", ["voice", "chimes"])
def test_without_either_the_ring_is_to_be_watched_and_nothing_else_is_said(first: str) -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    missing = [lacking.voice, lacking.chimes]
    for lose in missing if first == "voice" else reversed(missing):
        lose(False)
    assert words == ["No sound here: watch the ring."]


def test_what_gets_lost_later_is_said_too() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    for chimes in (True, False):
        lacking.chimes(chimes)
        lacking.voice(False)
    assert words == ["No voice here; the chimes lead you.", "No sound here: watch the ring."]


def test_without_chimes_the_voice_leads() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.chimes(False)
    lacking.voice(True)
    assert words == ["No chimes here; the voice leads you."]


def test_a_screen_reader_is_as_good_as_a_voice_until_it_goes() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.read(True)
    lacking.chimes(False)
    assert words == ["No chimes here."]
    lacking.read(False)
    lacking.voice(False)
    assert words[1:] == ["No sound here: watch the ring."]


def test_nothing_is_said_where_nothing_is_missing() -> None:
    lacking = Lacking(BOTH)
    words = said(lacking)
    lacking.voice(True)
    lacking.chimes(True)
    assert words == []


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
    lacking.voice(False)
    lacking.chimes(False)
    assert words == ([sentence] if sentence else [])


# --- on the card ------------------------------------------------------------------------------------

RING = "No sound here: watch the ring."


def test_the_card_says_it_for_a_while_once_the_caution_has_been_read(stand: Stand) -> None:
    stand.card.note(RING)
    assert stand.hint == "Mind the knee."
    stand.go(19)
    assert stand.hint == "Easier: Use a chair."
    stand.go(1)
    assert stand.hint == RING
    stand.go(NOTE)
    assert stand.hint == "Easier: Use a chair."


def test_who_goes_back_to_getting_ready_sees_the_caution(stand: Stand) -> None:
    stand.go(20)
    stand.card.note(RING)
    stand.card.back()
    assert stand.hint == "Mind the knee."


def test_f1_shows_the_keys_though_something_is_being_said(stand: Stand) -> None:
    stand.focus().go(20)
    stand.card.note(RING)
    stand.press(Qt.Key.Key_F1)
    assert stand.hint.startswith("Space pause")
    stand.press(Qt.Key.Key_V)
    assert stand.hint == "Voice off."
    stand.press(Qt.Key.Key_F1)
    assert stand.hint == RING
    stand.press(Qt.Key.Key_V)
    stand.press(Qt.Key.Key_F1)
    assert stand.hint.startswith("Space pause")


def test_the_way_out_keeps_its_caution(stand: Stand) -> None:
    stand.go(20)
    stand.card.note(RING)
    stand.card.ouch()
    assert stand.hint == "Mind the knee."


def test_what_a_key_has_changed_goes_again_while_paused(stand: Stand) -> None:
    stand.focus().press(Qt.Key.Key_Space)
    stand.press(Qt.Key.Key_V)
    assert stand.hint == "Voice off."
    assert stand.looks_in == REMARK * 1000
    stand.go(REMARK)
    assert stand.hint == "Mind the knee."
    assert stand.looks_in is None
