"""What a status bar wants to be told: ready formats by its name, and templates of one's own.

The forms are those of the bars' manuals: waybar-custom(5) with return-type json, i3blocks(1) with
format=json, the i3bar protocol (https://i3wm.org/docs/i3bar-protocol.html), polybar's
custom/script, xfce4-genmon-plugin's README.
"""

import html
import json
import string
from collections.abc import Callable, Mapping
from typing import Any

from unsit.cli.nearest import meant
from unsit.core.language import _, in_a_row
from unsit.core.showing import FIELDS

Fields = Mapping[str, str]
Told = Mapping[str, Any]
"""A line of the daemon's: `shown` holds the fields, `status` what `--json` prints."""
Render = Callable[[Fields], str]

URGENT = ("due", "overdue")
"""The faces that a bar may mark."""
HEADER = '{"version": 1}\n[\n[],'
"""How the stream of an i3bar begins; each line after it is one more element."""


class FormatError(Exception):
    """A --format that cannot be used; the text is a sentence."""


def renderer(wanted: str) -> Render:
    """Return what makes a line of the fields: a ready format, or a template with {fields}.

    Raises FormatError with a sentence that names what was meant.
    """
    if wanted in READY:
        return READY[wanted]
    if "{" not in wanted and "}" not in wanted:
        none = _("There is no ready format {wanted}.").format(wanted=repr(wanted))
        there = _("There are {all}; a format of your own names fields: {example}.").format(
            all=", ".join(READY), example="'{glyph} {short}'"
        )
        raise FormatError(in_a_row(none, meant(wanted, READY), there))
    _check(wanted)
    return wanted.format_map


def header(wanted: str) -> str:
    """Return what stands before the first line of a stream, "" for nothing."""
    return HEADER if wanted == "i3bar" else ""


def _check(template: str) -> None:
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        raise FormatError(
            _(
                "The format {template} has a brace without its other half; a brace itself is "
                "written twice."
            ).format(template=repr(template))
        ) from None
    for _literal, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in FIELDS:
            none = _("The format has no field {name}.").format(name=repr(name))
            there = _("There are {all}.").format(all=", ".join(FIELDS))
            raise FormatError(in_a_row(none, meant(name, FIELDS), there))
        if conversion or "{" in (spec or ""):
            alone = _("A field stands alone in its braces: {field}.")
            raise FormatError(alone.format(field=f"{{{name}}}"))
    try:
        template.format_map(dict.fromkeys(FIELDS, ""))
    except ValueError as wrong:
        raise FormatError(
            _("The format {template} cannot be used: {reason}.").format(
                template=repr(template), reason=wrong
            )
        ) from None


def _text(shown: Fields) -> str:
    return f"{shown['glyph']} {shown['short']}"


def _waybar(shown: Fields) -> str:
    return _json(
        {
            "text": html.escape(_text(shown), quote=False),  # both are read as Pango's markup
            "alt": shown["class"],
            "tooltip": html.escape(shown["sentence"], quote=False),
            "class": shown["class"],
            "percentage": int(shown["percentage"]),
        }
    )


def _block(shown: Fields) -> dict[str, Any]:
    return {
        "full_text": _text(shown),
        "short_text": shown["glyph"],
        "urgent": shown["class"] in URGENT,
    }


def _i3blocks(shown: Fields) -> str:
    return _json(_block(shown))


def _i3bar(shown: Fields) -> str:
    return f"[{_json({'name': 'unsit', **_block(shown)})}],"


def _polybar(shown: Fields) -> str:
    return _text(shown).replace("%{", "% {")  # that would begin a tag


def _genmon(shown: Fields) -> str:
    text, tip = html.escape(_text(shown)), html.escape(shown["sentence"])
    click = "unsit stretch"
    return f"<txt>{text}</txt><tool>{tip}</tool><txtclick>{click}</txtclick>"


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)


READY: dict[str, Render] = {
    "waybar": _waybar,
    "i3blocks": _i3blocks,
    "i3bar": _i3bar,
    "polybar": _polybar,
    "genmon": _genmon,
}
