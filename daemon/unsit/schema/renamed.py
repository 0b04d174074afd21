"""Keys that have had another name: they keep working, and say what they are called now."""

from collections.abc import Iterator, Mapping
from typing import Any

from unsit.core.language import _
from unsit.schema.lines import Path
from unsit.schema.report import Report, dotted, shown

Document = dict[str, Any]


def moved(document: Document, report: Report) -> Document:
    """Return the document with its old keys under their new names (`x-renamed-from`), and tell so.

    Where both stand, the new one counts. What is given is not changed.
    """
    result = document
    for new, old in _renames(report.schema):
        value, is_there = _get(result, old)
        if not is_there:
            continue
        result = _without(result, old)
        name = dotted(new)
        if _get(result, new)[1]:
            found = _("is called {name} now, which is set, too").format(name=name)
            report.add(old, found, _("this line removed"), mild=True)
        else:
            result = _with(result, new, value)
            report.moved[new] = old
            found = _("is called {name} now").format(name=name)
            report.add(old, found, meant=_fix(old, new, value), mild=True)
    return result


def _fix(old: Path, new: Path, value: object) -> str:
    """Write the line as it should stand, and the section above it where that is another."""
    line = f"{new[-1]} = {'...' if isinstance(value, dict | list) else shown(value)}"
    if old[:-1] == new[:-1]:
        return line
    return _("{line} under [{section}]").format(line=line, section=dotted(new[:-1]))


def _renames(schema: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Path]]:
    for key, inner in schema.get("properties", {}).items():
        for old in inner.get("x-renamed-from", ()):
            yield (*path, key), tuple(old.split("."))
        yield from _renames(inner, (*path, key))


def _get(document: Document, path: Path) -> tuple[Any, bool]:
    value: Any = document
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return None, False
        value = value[key]
    return value, True


def _without(document: Document, path: Path) -> Document:
    key, *rest = path
    copy: dict[Any, Any] = {**document}
    if not rest:
        del copy[key]
        return copy
    copy[key] = _without(copy[key], tuple(rest))
    if not copy[key]:
        del copy[key]  # a section of which nothing is left was known by its old name alone
    return copy


def _with(document: Document, path: Path, value: object) -> Document:
    key, *rest = path
    copy: dict[Any, Any] = {**document}
    inner = copy.get(key, {})
    if rest and not isinstance(inner, dict):
        return document  # that is complained of anyway
    copy[key] = _with(inner, tuple(rest), value) if rest else value
    return copy
