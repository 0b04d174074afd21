"""The catalogues: they hold what the code says, and each translation keeps what its phrase has."""

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from babel.messages.catalog import Catalog, Message

from installers import languages
from installers.gathering import Phrase, of_code, of_pose
from installers.languages import FOLDER, NAMES, PLURALS, TEMPLATE
from unsit import catalogue
from unsit.core.language import LANGUAGES

OTHERS = [name for name in LANGUAGES if name != "en"]
FIELD = re.compile(r"\{[^{}]*\}|%\([a-z]+\)s")
ENDS = {
    ".": ".\N{IDEOGRAPHIC FULL STOP}",
    "?": "?\N{ARABIC QUESTION MARK}",
    "!": "!",
    ":": ":",
    "…": "….",
}
"""How a phrase ends in English, and what of that may be written for it, wide or narrow."""
MAKE = "run `.venv/bin/python installers/languages.py {}`"


@pytest.fixture(scope="module")
def template() -> Catalog:
    return languages.template()


@pytest.fixture(scope="module", params=OTHERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def known(name: str) -> Catalog:
    return languages.load(name)


def translated(known: Catalog) -> Iterator[tuple[str, str, Message]]:
    """Yield each English text that is translated, the translation, and where both stand."""
    for each in known:
        if not each.id or not languages.is_whole(each):
            continue
        if isinstance(each.id, str):
            yield each.id, str(each.string), each
        else:
            for text in each.string or ():
                yield each.id[1], text, each


def holds(file: Path, content: bytes) -> bool:
    """Say whether a file holds this; to show where it does not takes minutes with files so large."""
    return file.read_bytes() == content


# --- the files are what they are made from -----------------------------------------------------------


def test_the_template_is_what_the_code_says(template: Catalog) -> None:
    assert holds(TEMPLATE, languages.as_po(template)), MAKE.format("extract")


def test_each_language_has_every_phrase_and_no_other(name: str, template: Catalog) -> None:
    made = languages.as_po(languages.updated(name, template))
    assert holds(FOLDER / f"{name}.po", made), MAKE.format("update")


def test_each_catalogue_is_what_its_text_says(name: str, known: Catalog) -> None:
    made = languages.as_mo(name, known)
    assert holds(FOLDER / f"{name}.mo", made), MAKE.format("compile")


def test_each_language_has_a_name_and_a_catalogue_that_can_be_read() -> None:
    assert set(NAMES) == set(PLURALS) == set(OTHERS)
    assert all(catalogue.load(name) is not None for name in OTHERS)


# --- a translation keeps what its phrase has ---------------------------------------------------------


def test_no_field_is_lost_and_none_is_made_up(known: Catalog) -> None:
    for english, text, message in translated(known):
        wanted, found = set(FIELD.findall(english)), set(FIELD.findall(text))
        if not isinstance(message.id, str):  # "one minute" needs no number
            wanted, found = wanted | found, found | (wanted - {"{count}", "{times}"}) | found
            assert found <= wanted, (message.id, text)
            assert wanted - found <= {"{count}", "{times}"}, (message.id, text)
        else:
            assert wanted == found, (message.id, text)


def test_spaces_at_the_ends_are_those_of_the_phrase(known: Catalog) -> None:
    for english, text, message in translated(known):
        if message.context in ("between words", "between clauses"):
            continue
        assert text.strip(" \n") != "", message.id
        before = text[: len(text) - len(text.lstrip())]
        assert before == english[: len(english) - len(english.lstrip())], (message.id, text)
        after = text[len(text.rstrip()) :]
        assert after == english[len(english.rstrip()) :], (message.id, text)


def test_a_sentence_ends_as_a_sentence(known: Catalog) -> None:
    for english, text, message in translated(known):
        end, last = english.rstrip()[-1], normalize("NFKC", text.rstrip())[-1]
        if end in ENDS:
            assert last in ENDS[end], (message.id, text)
        elif end.isalnum():
            assert last not in ENDS["."], (message.id, text)


def test_every_form_of_a_number_is_there(name: str, known: Catalog) -> None:
    found = re.search(r"nplurals=(\d)", PLURALS[name])
    assert found is not None
    for each in known:
        if each.pluralizable:
            forms = tuple(each.string or ())
            assert len(forms) == int(found[1]), each.id
            assert all(forms) or not any(forms), each.id


def test_what_is_written_as_it_stands_is_left_as_it_stands(known: Catalog) -> None:
    """Commands in `backquotes` and values of the settings in "quotes" with a sign of their own."""
    for english, text, message in translated(known):
        for command in re.findall(r"`[^`]+`", english):
            assert command in text, (message.id, text)


def test_nothing_is_guessed(known: Catalog) -> None:
    assert not [each.id for each in known if each.fuzzy and each.id]


# --- what is found ----------------------------------------------------------------------------------


def test_what_is_marked_is_found_with_what_is_told_to_translators() -> None:
    source = (
        "# Translators: a greeting,\n# of the morning.\n"
        'x = _("Good day")\n'
        'y = ngettext("{n} day", "{n} days", n)\n'
        'z = pgettext("a week", "Day") + f"{_(\'Night\')}" + _(name)\n'
    )
    assert list(of_code(source, "a.py")) == [
        Phrase("Good day", "a.py", ("a greeting, of the morning.",)),
        Phrase(("{n} day", "{n} days"), "a.py"),
        Phrase("Day", "a.py", (), "a week"),
        Phrase("Night", "a.py"),
    ]


@pytest.mark.parametrize("made", ['_(f"Good {day}")', '_("Good " + day)', 'N_("%s" % day)'])
def test_a_phrase_that_is_made_and_not_written_is_refused(made: str) -> None:
    with pytest.raises(ValueError, match="line 1: a phrase stands whole"):
        list(of_code(made, "a.py"))


def test_a_step_is_found_once_for_each_side_it_names() -> None:
    steps = [
        {"phase": "ready", "say": "{side} foot ahead."},
        {"phase": "hold", "say": "Stay.", "short": "Stay"},
    ]
    pose = {"name": "Lean", "sides": "each", "steps": steps}
    found = [phrase.words for phrase in of_pose(pose, "lean.toml")]
    assert list(dict.fromkeys(found)) == [
        "Lean",
        "Right foot ahead.",
        "Left foot ahead.",
        "Stay.",
        "Stay",
    ]
