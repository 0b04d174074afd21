"""The catalogues: ``.venv/bin/python installers/languages.py extract|update|compile``.

extract  writes config/languages/unsit.pot anew: every phrase of the code, the verbs, the settings and
         the poses, in the order of the files. It names files and no lines, so that it changes only
         when phrases do.
update   brings each NAME.po up to it: what is new is empty, what is gone is commented out, and nothing
         is guessed.
compile  writes each NAME.mo from its NAME.po.

The same phrases make the same bytes: no dates, no names, no versions. A test holds the committed files
to it. With names of languages (`update de fr`) only these are done.
"""

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from installers.gathering import phrases  # found by the line above
from unsit.core.language import LANGUAGES

FOLDER = ROOT / "config" / "languages"
TEMPLATE = FOLDER / "unsit.pot"
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n != 1);",
    "ja": "nplurals=1; plural=0;",
    "zh_CN": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
}
"""As GNU gettext has them; Portuguese is that of Portugal."""
NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "ja": "Japanese",
    "zh_CN": "Chinese (simplified)",
    "ar": "Arabic",
}
WIDTH = 100


def main(arguments: list[str]) -> int:
    """Do what the first argument says; return the exit code."""
    verbs = {"extract": _extract, "update": _update, "compile": _compile}
    if not arguments or arguments[0] not in verbs:
        print(__doc__, file=sys.stderr)
        return 2
    verbs[arguments[0]](arguments[1:] or [name for name in LANGUAGES if name != "en"])
    return 0


def _extract(_: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_po(template()))


def _update(names: list[str]) -> None:
    for name in names:
        (FOLDER / f"{name}.po").write_bytes(as_po(updated(name, template())))


def _compile(names: list[str]) -> None:
    for name in names:
        (FOLDER / f"{name}.mo").write_bytes(as_mo(name, load(name)))


def template() -> Catalog:
    """Return every phrase there is, without translations."""
    catalogue = _empty("Every phrase of Unsit: made by installers/languages.py from the code.")
    for each in phrases():
        before = catalogue.get(_id(each.words), each.context)
        catalogue.add(
            each.words,
            locations=[(each.file, 0)],
            auto_comments=[*each.comments],
            context=each.context,
            flags=["python-brace-format"] if _has_fields(each.words) else [],
        )
        if before is not None:
            before.locations = [*dict.fromkeys(before.locations)]
    return catalogue


def load(name: str) -> Catalog:
    """Return the catalogue of a language as its file has it. Raises OSError when there is none."""
    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale=name, abort_invalid=True)


def updated(name: str, wanted: Catalog) -> Catalog:
    """Return the catalogue of a language with exactly the phrases that are wanted."""
    head = (
        f"Unsit in {NAMES[name]}.\n"
        "Unreviewed: written with care, and not yet read by somebody who grew up with the language."
    )
    catalogue = _empty(head, name)
    try:
        known = load(name)
    except FileNotFoundError:
        known = Catalog(locale=name)
    for each in wanted:
        if not each.id:
            continue
        old = known.get(_id(each.id), each.context)
        catalogue.add(
            each.id,
            old.string if old is not None and _fits(each, old) else None,
            locations=each.locations,
            flags=each.flags,
            auto_comments=each.auto_comments,
            user_comments=[] if old is None else old.user_comments,
            context=each.context,
        )
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=WIDTH, include_lineno=False)
    return buffer.getvalue()


def as_mo(name: str, catalogue: Catalog) -> bytes:
    """Return a catalogue as the standard library's gettext reads it.

    What is not translated is left out: it is said in English then, and never as nothing.
    """
    bare = _empty("", name)
    for each in catalogue:
        if each.id and is_whole(each):
            bare.add(each.id, each.string, context=each.context)
    buffer = io.BytesIO()
    write_mo(buffer, bare)
    return buffer.getvalue()


def _empty(head: str, name: str | None = None) -> Catalog:
    return _Undated(
        locale=name,
        project="Unsit",
        version="1",
        copyright_holder="The Unsit authors",
        fuzzy=False,
        header_comment="".join(f"# {line}\n" for line in head.split("\n")).rstrip("\n"),
    )


def _headers(catalogue: Catalog) -> list[tuple[str, str]]:
    """Return the head of a catalogue: only what is needed to read it, and no dates."""
    name = str(catalogue.locale_identifier or "")
    return [
        ("Project-Id-Version", "Unsit"),
        *([("Language", name), ("Plural-Forms", PLURALS[name])] if name else []),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]


class _Undated(Catalog):
    """A catalogue that is the same whenever it is made."""

    mime_headers = property(_headers)


def is_whole(message: Message) -> bool:
    """Say whether a phrase is translated, in every form that it has."""
    strings = [message.string] if isinstance(message.string, str) else message.string or ()
    return bool(strings) and all(strings) and not message.fuzzy


def _id(words: Any) -> str:
    return words if isinstance(words, str) else words[0]


def _fits(wanted: Message, old: Message) -> bool:
    """Say whether an old translation is one of this phrase: by number, or not."""
    return wanted.pluralizable == old.pluralizable


def _has_fields(words: str | tuple[str, str]) -> bool:
    return any("{" in each for each in ([words] if isinstance(words, str) else words))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
