"""What a schema says by itself: what a value may be, and what holds when nothing is said."""

from collections.abc import Callable, Mapping
from typing import Any

from unsit.core.language import _
from unsit.schema import kinds
from unsit.schema.report import listed

Schema = dict[str, Any]

KINDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "duration": (kinds.LENGTH, kinds.duration),
    "opening": (kinds.OPENING, kinds.opening),
    "budget": (kinds.BUDGET, kinds.budget),
    "clock-time": (kinds.CLOCK, kinds.clock_time),
    "time-range": (kinds.RANGE, kinds.time_range),
    "dates": (kinds.DATES, kinds.dates),
    "days": (kinds.SPAN, kinds.days),
}
"""What a text with a meaning may be, and what reads it, by its `x-kind`."""


def default(schema: Schema, document: Mapping[str, Any]) -> Any:
    """Return what holds when nothing is said, or None when the schema does not say.

    `document` is the whole that a part of a schema refers to.
    """
    schema = resolved(schema, document)
    if schema["type"] == "object" and "properties" in schema:
        return {
            key: default(inner, document)
            for key, inner in schema["properties"].items()
            if not _optional(resolved(inner, document))
        }
    value = schema.get("default")
    return (
        KINDS[schema["x-kind"]][1](value)
        if isinstance(value, str) and "x-kind" in schema
        else value
    )


def allowed(schema: Schema, document: Mapping[str, Any]) -> str:
    """Say what is allowed, so that it can stand in a sentence."""
    schema = resolved(schema, document)
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
            return _("a list, each item {allowed}").format(
                allowed=allowed(schema["items"], document)
            )
        case "object":
            return _("a table")
    if schema.get("x-kind") == "duration" and "x-least" in schema:
        return _("{length}, from {least} to {most}").format(
            length=_(kinds.LENGTH), least=schema["x-least"], most=schema["x-most"]
        )
    return _(KINDS[schema["x-kind"]][0]) if "x-kind" in schema else _("a text in quotes")


def resolved(schema: Schema, document: Mapping[str, Any]) -> Schema:
    """Return the schema with its `$ref` (to a part of the same document) filled in."""
    if "$ref" not in schema:
        return schema
    target: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def _optional(schema: Schema) -> bool:
    """True when leaving the key out means that there is nothing, not a default."""
    return "default" not in schema and "properties" not in schema
