"""One value against one schema: what it means, or what is wrong with it."""

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from unsit.core.language import N_, _
from unsit.schema import kinds
from unsit.schema.lines import Path
from unsit.schema.report import Report, listed, nearest, shown

Schema = dict[str, Any]

_KINDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "duration": (kinds.LENGTH, kinds.duration),
    "opening": (kinds.OPENING, kinds.opening),
    "budget": (kinds.BUDGET, kinds.budget),
    "clock-time": (kinds.CLOCK, kinds.clock_time),
    "time-range": (kinds.RANGE, kinds.time_range),
    "dates": (kinds.DATES, kinds.dates),
    "days": (kinds.SPAN, kinds.days),
}
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
_YES, _NO = {"yes", "on", "true", "1"}, {"no", "off", "false", "0"}


def check(value: Any, schema: Schema, report: Report, path: Path = ()) -> Any:
    """Return what the value means (seconds for "45 min"), with defaults for what is absent or wrong."""
    schema = _resolved(schema, report)
    kind = schema["type"]
    if not _is(value, kind):
        guess = _fine(_meant(value, schema), schema, report)
        report.add(path, _found(value), allowed(schema, report), guess)
        return default(schema, report)
    if kind == "object":
        return _object(value, schema, report, path)
    if kind == "array":
        return _array(value, schema, report, path)
    if "enum" in schema and value not in schema["enum"]:
        guess = nearest(value, schema["enum"]) if isinstance(value, str) else ""
        report.add(path, _found(value), allowed(schema, report), guess and shown(guess))
        return default(schema, report)
    return (
        _string(value, schema, report, path)
        if kind == "string"
        else _number(value, schema, report, path)
    )


def default(schema: Schema, report: Report) -> Any:
    """Return what holds when nothing is said, or None when the schema does not say."""
    schema = _resolved(schema, report)
    if schema["type"] == "object" and "properties" in schema:
        return {
            key: default(inner, report)
            for key, inner in schema["properties"].items()
            if not _optional(_resolved(inner, report))
        }
    value = schema.get("default")
    return (
        _KINDS[schema["x-kind"]][1](value)
        if isinstance(value, str) and "x-kind" in schema
        else value
    )


def allowed(schema: Schema, report: Report) -> str:
    """Say what is allowed, so that it can stand in a sentence."""
    schema = _resolved(schema, report)
    if "x-allowed" in schema:
        return _(str(schema["x-allowed"]))
    if "enum" in schema:
        return listed(schema["enum"])
    match schema["type"]:
        case "boolean":
            return _("true or false")
        case "integer" | "number":
            whole, other = (
                _("a whole number from {least} to {most}"),
                _("a number from {least} to {most}"),
            )
            words = whole if schema["type"] == "integer" else other
            return words.format(least=schema["minimum"], most=schema["maximum"])
        case "array":
            return _("a list, each item {allowed}").format(allowed=allowed(schema["items"], report))
        case "object":
            return _("a table")
    if schema.get("x-kind") == "duration" and "x-least" in schema:
        return _("{length}, from {least} to {most}").format(
            length=_(kinds.LENGTH), least=schema["x-least"], most=schema["x-most"]
        )
    return _(_KINDS[schema["x-kind"]][0]) if "x-kind" in schema else _("a text in quotes")


def allowed_words(schema: Schema, document: Mapping[str, Any]) -> str:
    """Say what is allowed by a part of a document, where there is no file to report on."""
    return allowed(schema, Report("", "", document))


def _object(value: Schema, schema: Schema, report: Report, path: Path) -> Any:
    properties: Schema = schema.get("properties", {})
    extra = schema.get("additionalProperties", True)
    result = {} if "properties" not in schema else default(schema, report)
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
            report.add((*path, key), _("is missing"), allowed(properties[key], report))
    if len(value) < schema.get("minProperties", 0) or len(value) > schema.get(
        "maxProperties", math.inf
    ):
        report.add(path, _keys_found(value), allowed(schema, report))
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
        report.add(path, _found(value), allowed(schema, report))
    if schema.get("uniqueItems"):
        for place, item in enumerate(value):
            if item in value[:place]:
                report.add((*path, place), _twice(item), _("each once"))
    return default(schema, report) if len(report.problems) > before else result


def _string(value: str, schema: Schema, report: Report, path: Path) -> Any:
    try:
        if "x-kind" in schema:
            return _bounded(_KINDS[schema["x-kind"]][1](value), schema)
    except kinds.MisreadError as problem:
        guess = problem.meant and shown(problem.meant)
        if kinds.is_bare(value):
            guess = guess or _meant(value, schema)
        report.add(path, _found(value), problem.allowed, _fine(guess, schema, report))
        return default(schema, report)
    length = len(value)
    if not schema.get("minLength", 0) <= length <= schema.get("maxLength", math.inf):
        most = schema.get("maxLength")
        limited = _("a text in quotes, at most {most} characters (these are {count})")
        limit = limited.format(most=most, count=length)
        report.add(path, _found(value), limit if most and length else _("a text in quotes"))
    elif not re.search(schema.get("pattern", ""), value):
        report.add(path, _found(value), allowed(schema, report))
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
    report.add(path, _found(value), allowed(schema, report))
    return default(schema, report)


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


def _meant(value: object, schema: Schema) -> str:
    """Guess what a value of the wrong type was to be, as it should stand in the file."""
    kind, meaning = schema["type"], schema.get("x-kind")
    text = str(value).lower()
    if meaning in {"duration", "budget"} and kinds.is_bare(text):
        return shown(kinds.guess_unit(text, schema.get("default", "")))
    if meaning == "opening" and kinds.is_bare(text):
        return shown(f"after {kinds.guess_unit(text, '1 s')}")
    if meaning == "budget" and text == "false":
        return shown("off")
    if kind == "boolean" and text in _YES | _NO:
        return str(text in _YES).lower()
    if kind == "array" and isinstance(value, str):
        return f"[{shown(value)}]"
    if kind == "string" and not isinstance(value, dict | list):
        return _in_quotes(value, schema)
    if kind in {"integer", "number"} and isinstance(value, str) and value.strip().isdecimal():
        return value.strip()
    return ""


def _in_quotes(value: object, schema: Schema) -> str:
    """Return the value as a text if that would be allowed, else what it may have been, or nothing."""
    words = {True: "on", False: "off"}  # what TOML's yes and no are called where there are words
    text = words[value] if isinstance(value, bool) else _short(str(value))
    if "enum" in schema:
        return shown(text) if text in schema["enum"] else ""
    if "x-kind" not in schema:
        return "" if isinstance(value, bool) else shown(text)
    try:
        _KINDS[schema["x-kind"]][1](text)
    except kinds.MisreadError as problem:
        return "" if isinstance(value, bool) else problem.meant and shown(problem.meant)
    return shown(text)


def _short(text: str) -> str:
    return re.sub(r"^([0-9]{2}:[0-9]{2}):00$", r"\1", text)


def _optional(schema: Schema) -> bool:
    """True when leaving the key out means that there is nothing, not a default."""
    return "default" not in schema and "properties" not in schema


def _resolved(schema: Schema, report: Report) -> Schema:
    return resolved(schema, report.schema)


def resolved(schema: Schema, document: Mapping[str, Any]) -> Schema:
    """Return the schema with its `$ref` (to a part of the same document) filled in."""
    if "$ref" not in schema:
        return schema
    target: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
