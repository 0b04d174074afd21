"""What a value of the wrong type was meant to be, as it should stand in the file."""

import re

from unsit.schema import kinds
from unsit.schema.report import shown
from unsit.schema.schemas import KINDS, Schema

_YES, _NO = {"yes", "on", "true", "1"}, {"no", "off", "false", "0"}


def meant(value: object, schema: Schema) -> str:
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
        KINDS[schema["x-kind"]][1](text)
    except kinds.MisreadError as problem:
        return "" if isinstance(value, bool) else problem.meant and shown(problem.meant)
    return shown(text)


def _short(text: str) -> str:
    return re.sub(r"^([0-9]{2}:[0-9]{2}):00$", r"\1", text)
