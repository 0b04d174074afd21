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

import ast
import inspect
import io
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from unsit.cli.wording import CLICK_COUNTS, flowed
from unsit.core.language import LANGUAGES
from unsit.core.session import OTHER, filled

ROOT = Path(__file__).resolve().parents[1]
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


class Phrase(NamedTuple):
    """One phrase: where it stands, what it means, and the English words, one or by number."""

    words: str | tuple[str, str]
    file: str
    comments: tuple[str, ...] = ()
    context: str | None = None


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


# --- catalogues ---------------------------------------------------------------------------------


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


# --- phrases ------------------------------------------------------------------------------------


def phrases() -> Iterator[Phrase]:
    """Yield every phrase, in the order of the files."""
    for path in sorted((ROOT / "daemon" / "unsit").rglob("*.py")):
        source, file = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        yield from of_code(source, file)
        if file.startswith("daemon/unsit/cli/"):
            yield from of_verbs(source, file)
    menus = "installers/linux/phrases.py"
    yield from of_code((ROOT / menus).read_text(encoding="utf-8"), menus)
    for words in CLICK_COUNTS:
        yield Phrase(words, "daemon/unsit/cli/wording.py", ("One of click's own sentences.",))
    for name in ("settings", "pose"):
        file = f"config/{name}.schema.json"
        yield from of_schema(json.loads((ROOT / file).read_text(encoding="utf-8")), file)
    for path in sorted((ROOT / "config" / "poses").glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from of_pose(document, path.relative_to(ROOT).as_posix())


MARKS = {"_", "N_", "ngettext", "pgettext"}
TELLS = "# Translators:"


def of_code(source: str, file: str) -> Iterator[Phrase]:
    """Yield what is marked in a module. Raises ValueError for a mark around anything but a text."""
    lines = source.splitlines()
    for statement, call in _marked(ast.parse(source)):
        name, texts = call.func.id, [_text(argument, file) for argument in call.args[:2]]  # type: ignore[attr-defined]
        if texts[0] is None:
            continue
        comments = _comments(lines, call.lineno) or _of_all(lines, statement)
        if name == "pgettext":
            if texts[1] is not None:
                yield Phrase(texts[1], file, comments, texts[0])
        elif name == "ngettext" and texts[1] is not None:
            yield Phrase((texts[0], texts[1]), file, comments)
        else:
            yield Phrase(texts[0], file, comments)


def _marked(tree: ast.AST) -> Iterator[tuple[ast.stmt, ast.Call]]:
    """Yield each call of a mark, in the order of the text, with the statement it stands in."""
    found: list[tuple[ast.stmt, ast.Call]] = []

    def look(node: ast.AST, statement: ast.stmt) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call) and getattr(child.func, "id", "") in MARKS:
                found.append((statement, child))
            look(child, child if isinstance(child, ast.stmt) else statement)

    look(tree, ast.Pass(lineno=0))
    return iter(sorted(found, key=lambda each: (each[1].lineno, each[1].col_offset)))


def _text(node: ast.expr, file: str) -> str | None:
    """Return a text that is written out, None for a name. Raises ValueError for one that is made."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise ValueError(f"{file}, line {node.lineno}: a phrase stands whole, with named fields")
    return None


def _comments(lines: list[str], line: int) -> tuple[str, ...]:
    """Return what is told to translators right above a line (from 1)."""
    above: list[str] = []
    place = line - 2
    while place >= 0 and lines[place].lstrip().startswith("#"):
        above.insert(0, lines[place].strip())
        if above[0].startswith(TELLS):
            said = [above[0].removeprefix(TELLS), *(each.removeprefix("#") for each in above[1:])]
            return (" ".join(each.strip() for each in said),)
        place -= 1
    return ()


def _of_all(lines: list[str], statement: ast.stmt) -> tuple[str, ...]:
    """Return what is told of a whole statement: above it, or on top of the table that it makes."""
    above = _comments(lines, statement.lineno)
    if above or not isinstance(statement, ast.Assign | ast.AnnAssign):
        return above
    first = statement.lineno
    while first < (statement.end_lineno or 0) and lines[first].lstrip().startswith("#"):
        first += 1
    return _comments(lines, first + 1) if first > statement.lineno else ()


def of_verbs(source: str, file: str) -> Iterator[Phrase]:
    """Yield the help of the verbs of a module, and of their options."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            yield from _of_options([node.value], file)
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        verb = node.name.rstrip("_").replace("_", " ")
        if doc := ast.get_docstring(node):
            yield Phrase(flowed(inspect.cleandoc(doc)), file, (f"The help of the verb {verb}.",))
        yield from _of_options(node.decorator_list, file)


def _of_options(calls: Iterable[ast.expr], file: str) -> Iterator[Phrase]:
    for call in calls:
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"option", "argument"}:
            first = call.args[0]
            option = ast.unparse(first)
            for keyword in call.keywords:
                value = keyword.value
                if keyword.arg in {"help", "metavar"} and isinstance(value, ast.Constant):
                    yield Phrase(str(value.value), file, (f"The {keyword.arg} of {option}.",))


def of_schema(schema: dict[str, Any], file: str, path: str = "") -> Iterator[Phrase]:
    """Yield what a schema says of its settings, and what it allows."""
    if "x-allowed" in schema:
        yield Phrase(schema["x-allowed"], file, (f"What is allowed for {path}, in a message.",))
    if path and file.startswith("config/settings") and schema.get("title"):
        yield Phrase(schema["title"], file, (f"What the setting {path} is called in its window.",))
    if path and file.startswith("config/settings") and schema.get("description"):
        yield Phrase(schema["description"], file, (f"What the setting {path} does.",))
    for key, inner in schema.items():
        if key in {"properties", "$defs"}:
            for name, one in inner.items():
                yield from of_schema(one, file, f"{path}.{name}" if path else name)
        elif key in {"items", "additionalProperties", "propertyNames"} and isinstance(inner, dict):
            # What is said of an item stands in no list.
            yield from of_schema({**inner, "description": ""}, file, path)


TOLD = ("name", "note", "caution", "easier", "deeper")
LISTED = ("works", "needs")


def of_pose(pose: dict[str, Any], file: str) -> Iterator[Phrase]:
    """Yield the words of a pose, each step with its sides filled in."""
    name = pose["name"]
    for fact in TOLD:
        if pose.get(fact):
            told = "The name of a stretch." if fact == "name" else f"{name}: {fact}."
            yield Phrase(pose[fact], file, (told,))
    for fact in LISTED:
        for word in pose.get(fact, ()):
            meant = "a group of muscles" if fact == "works" else "something it needs"
            yield Phrase(word, file, (f"{meant.capitalize()}, within a sentence.",))
    if pose.get("position"):
        yield Phrase(pose["position"], file, (f"{name}: where it starts.",), "starting position")
    for number, step in enumerate(pose["steps"], 1):
        for key in ("say", "short"):
            if key in step:
                about = f"{name}, step {number} ({step['phase']})"
                yield from _of_step(step[key], about, pose["sides"], file)


def _of_step(text: str, about: str, sides: str, file: str) -> Iterator[Phrase]:
    for side in OTHER if sides == "each" else ("both",):
        yield Phrase(filled(text, side), file, (f"{about}.",))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
