"""Every phrase that Unsit says, where it stands: the code, the verbs, the settings, the poses.

Rules of this file: nothing is imported to be looked at; what is marked is read where it is written.
"""

import ast
import inspect
import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from unsit.cli.wording import CLICK_COUNTS, flowed
from unsit.core.session import OTHER, filled

ROOT = Path(__file__).resolve().parents[1]


class Phrase(NamedTuple):
    """One phrase: where it stands, what it means, and the English words, one or by number."""

    words: str | tuple[str, str]
    file: str
    comments: tuple[str, ...] = ()
    context: str | None = None


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
