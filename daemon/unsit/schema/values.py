"""One value against one schema: what it means, or what is wrong with it."""

import json
import math
import re
from typing import Any

from unsit.core.language import N_, _
from unsit.schema import kinds
from unsit.schema.guesses import meant
from unsit.schema.lines import Path
from unsit.schema.report import Report, nearest, shown
from unsit.schema.schemas import KINDS, Schema, allowed, default, resolved

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
NO_SUCH = {
    "section": N_("no such section"),
    "setting": N_("no such setting"),
    "entry": N_("no such entry"),
}
NEWER = {
    "section": N_("no such section (of a newer version of Unsit?)"),
    "setting": N_("no such setting (of a newer version of Unsit?)"),
}


def check(value: Any, schema: Schema, report: Report, path: Path = ()) -> Any:
    """Return what the value means (seconds for "45 min"), with defaults for what is absent or wrong."""
    schema = resolved(schema, report.schema)
    kind = schema["type"]
    if not _is(value, kind):
        guess = _fine(meant(value, schema), schema, report)
        report.add(path, _found(value), allowed(schema, report.schema), guess)
        return default(schema, report.schema)
    if kind == "object":
        return _object(value, schema, report, path)
    if kind == "array":
        return _array(value, schema, report, path)
    if "enum" in schema and value not in schema["enum"]:
        guess = nearest(value, schema["enum"]) if isinstance(value, str) else ""
        report.add(path, _found(value), allowed(schema, report.schema), guess and shown(guess))
        return default(schema, report.schema)
    return (
        _string(value, schema, report, path)
        if kind == "string"
        else _number(value, schema, report, path)
    )


def _object(value: Schema, schema: Schema, report: Report, path: Path) -> Any:
    properties: Schema = schema.get("properties", {})
    extra = schema.get("additionalProperties", True)
    result = {} if "properties" not in schema else default(schema, report.schema)
    for key, inner in value.items():
        if key in properties:
            result[key] = check(inner, properties[key], report, (*path, key))
        elif extra is False:
            _unknown(key, inner, properties, report, path)
        elif _fits_name(key, schema, report, path):
            result[key] = inner
            if extra is True:
                _plain(inner, report, (*path, key))
            else:
                result[key] = check(inner, extra, report, (*path, key))
    for key in schema.get("required", ()):
        if key not in value:
            report.add((*path, key), _("is missing"), allowed(properties[key], report.schema))
    if len(value) < schema.get("minProperties", 0) or len(value) > schema.get(
        "maxProperties", math.inf
    ):
        report.add(path, _keys_found(value), allowed(schema, report.schema))
    return result


def _found(value: object) -> str:
    return _("found {value}").format(value=shown(value))


def _keys_found(table: Schema) -> str:
    if not table:
        return _("found nothing")
    *most, last = table
    names = _("{most} and {last}").format(most=", ".join(most), last=last) if most else last
    return _("found {value}").format(value=names)


def _twice(item: object) -> str:
    return _("{value} stands there twice").format(value=shown(item))


def _plain(value: object, report: Report, path: Path) -> None:
    """Refuse what TOML can write and JSON cannot: dates, times, infinity and no number."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            _plain(inner, report, (*path, key))
    elif isinstance(value, float) and not math.isfinite(value):
        report.add(path, _found(value), _("a number with an end"))
    elif not isinstance(value, str | bool | int | float):
        choice = _("a text in quotes, a number, true or false, a list or a table")
        report.add(path, _found(value), choice, shown(str(value)))


def _unknown(key: str, inner: object, properties: Schema, report: Report, path: Path) -> None:
    noun = report.schema.get("x-noun", "section" if isinstance(inner, dict) else "setting")
    unknown = _(NO_SUCH[noun])
    near = nearest(key, properties)
    elsewhere = "" if near == key else report.elsewhere(key)
    choice = "" if near or elsewhere else ", ".join(properties)
    # What is like nothing we know may be meant for another version: that need not stop the rest.
    newer = not (near or elsewhere) and noun in NEWER and "x-since" in report.schema
    found = _(NEWER[noun]) if newer else unknown
    report.add((*path, key), found, choice, elsewhere or near, mild=newer)


def _fits_name(key: str, schema: Schema, report: Report, path: Path) -> bool:
    names = schema.get("propertyNames", {})
    if re.search(names.get("pattern", ""), key):
        return True
    report.add((*path, key), _("no such name here"), _(names["x-allowed"]))
    return False


def _array(value: list[Any], schema: Schema, report: Report, path: Path) -> Any:
    before = len(report.problems)
    result = [
        check(item, schema["items"], report, (*path, place)) for place, item in enumerate(value)
    ]
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", math.inf):
        report.add(path, _found(value), allowed(schema, report.schema))
    if schema.get("uniqueItems"):
        for place, item in enumerate(value):
            if item in value[:place]:
                report.add((*path, place), _twice(item), _("each once"))
    return default(schema, report.schema) if len(report.problems) > before else result


def _string(value: str, schema: Schema, report: Report, path: Path) -> Any:
    try:
        if "x-kind" in schema:
            return _bounded(KINDS[schema["x-kind"]][1](value), schema)
    except kinds.MisreadError as problem:
        guess = problem.meant and shown(problem.meant)
        if kinds.is_bare(value):
            guess = guess or meant(value, schema)
        report.add(path, _found(value), problem.allowed, _fine(guess, schema, report))
        return default(schema, report.schema)
    length = len(value)
    if not schema.get("minLength", 0) <= length <= schema.get("maxLength", math.inf):
        most = schema.get("maxLength")
        limited = _("a text in quotes, at most {most} characters (these are {count})")
        limit = limited.format(most=most, count=length)
        report.add(path, _found(value), limit if most and length else _("a text in quotes"))
    elif not re.search(schema.get("pattern", ""), value):
        report.add(path, _found(value), allowed(schema, report.schema))
    return value


def _bounded(value: object, schema: Schema) -> object:
    if isinstance(value, float) and "x-least" in schema:
        least, most = kinds.duration(schema["x-least"]), kinds.duration(schema["x-most"])
        if not least <= value <= most:
            words = _("from {least} to {most}")
            raise kinds.MisreadError(words.format(least=schema["x-least"], most=schema["x-most"]))
    return value


def _number(value: Any, schema: Schema, report: Report, path: Path) -> Any:
    if schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return value
    report.add(path, _found(value), allowed(schema, report.schema))
    return default(schema, report.schema)


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind]) and not (
        isinstance(value, float) and not math.isfinite(value)
    )


class _Trial(Report):
    """What is wrong with a guess of ours: nobody is told, and nothing is guessed at."""


def _fine(guess: str, schema: Schema, report: Report) -> str:
    """Return a guess if the file could hold it, else nothing: what is offered must not be refused."""
    if not guess or isinstance(report, _Trial):
        return ""
    trial = _Trial("", "", report.schema)
    try:
        check(json.loads(guess), schema, trial)  # a guess is as short in JSON as in TOML
    except ValueError:
        return ""
    return "" if trial.problems else guess
