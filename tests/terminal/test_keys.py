"""What is typed: every key by what a terminal sends for it, in pieces and in a heap."""

import pytest

from unsit.terminal.keys import Keys


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (b" ", ["pause"]),
        (b"\r", ["ready"]),
        (b"\x1b[C", ["next"]),
        (b"\x1bOC", ["next"]),
        (b"\x1b[D", ["back"]),
        (b"r", ["again"]),
        (b"V", ["voice"]),
        (b"o", ["ouch"]),
        (b"n", ["later"]),
        (b"q", ["stop"]),
        (b"\x03", ["stop"]),
        (b" \x1b[Cr", ["pause", "next", "again"]),
        (b"\x1b\x1b[C", ["stop", "next"]),
    ],
)
def test_a_key_is_known_by_what_is_sent_for_it(typed: bytes, names: list[str]) -> None:
    keys = Keys()
    assert keys.take(typed) == names
    assert not keys.unsure


@pytest.mark.parametrize(
    "typed",
    [b"x", b"\x1b[A", b"\x1b[1;5C", b"\x1bOP", b"\x1b[15~", b"\x1bq", b"\xc3\xb6", b"\x1b[200~"],
    ids=["a letter", "up", "Ctrl+Right", "F1", "F5", "Alt+Q", "two bytes", "paste"],
)
def test_a_key_that_means_nothing_is_passed_over_with_all_of_its_bytes(typed: bytes) -> None:
    assert Keys().take(typed) == []


def test_a_lone_escape_is_unsure_until_nothing_has_followed_it() -> None:
    keys = Keys()
    assert keys.take(b"\x1b") == []
    assert keys.unsure
    assert keys.settle() == ["stop"]
    assert not keys.unsure


def test_an_arrow_that_comes_in_pieces_is_no_escape() -> None:
    keys = Keys()
    assert keys.take(b"\x1b") == []
    assert keys.take(b"[") == []
    assert keys.take(b"C") == ["next"]
    assert not keys.unsure


def test_half_an_arrow_is_nothing_in_the_end() -> None:
    keys = Keys()
    assert keys.take(b"\x1b[") == []
    assert keys.settle() == []
