"""What a TOML parser's complaint means, said to somebody who does not know TOML."""

import re
import sys

from unsit.core.language import N_, _
from unsit.schema.report import Problem, shown

_PLACE = re.compile(r"\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)")
_PAIR = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=\s*([^\s\"'\[{#][^\"'#]*?)\s*(?:#.*)?")
MANY = sys.int_info.default_max_str_digits
"""Digits beyond which Python reads no number."""
DEEP = 100
"""Brackets in brackets, far beyond what anybody writes and before the parser gives up."""
_WORDS = (
    ("Expected '=' after a key", N_("a name stands here without = and a value")),
    ("Expected newline", N_("something stands behind the value; a text needs quotes around it")),
    ("Invalid value", N_("the value is not understood; a text needs quotes around it")),
    ("Invalid statement", N_("this is neither a [section] nor a name = value")),
    ("Unterminated string", N_("a quote is opened and not closed")),
    ("Illegal character", N_("a quote is opened and not closed on the same line")),
    ("Unclosed array", N_("a list is opened with [ and not closed with ]")),
    ("Unclosed inline table", N_("the brace that opens a table is not closed")),
    ("Cannot declare", N_("this section stands in the file twice; put its lines together")),
    ("Cannot overwrite", N_("this name has a value already; remove one of the two")),
    (
        "Cannot mutate",
        N_("this section stands in { } above; write all of it there or under a [section]"),
    ),
    ("Duplicate inline table key", N_("this name has a value already; remove one of the two")),
    ("Expected ']'", N_("the section's closing ] is missing")),
    ("Expected ']]'", N_("the section's closing ]] is missing")),
    ("Unescaped", N_("a backslash inside \"...\" must be doubled, or use '...'")),
    ("Exceeds the limit", N_("a number has far too many digits")),
    ("maximum recursion depth", N_("lists or tables lie too deep in one another")),
    (
        "Invalid initial character",
        N_("a name is missing or begins with a sign that names cannot have"),
    ),
)


def in_words(file: str, text: str, complaint: str) -> Problem:
    """Return the problem that the parser's message names.

    Python's own complaints, of a number or a nesting without end, lack the "(at line 2, column 5)".
    """
    place = _PLACE.search(complaint)
    said = next((_(words) for start, words in _WORDS if complaint.startswith(start)), "")
    if said and not place:
        return Problem(file, said, line=_without_measure(text))
    numbers = [int(number) for number in place.groups() if number] if place else []
    line, column = numbers or (text.rstrip().count("\n") + 1, None)
    if not said:
        plain = _PLACE.sub("", complaint).strip()
        said = _("this is not TOML ({problem})").format(problem=f"{plain[:1].lower()}{plain[1:]}")
    return Problem(file, said, "", line, column, "", _repair(text, line))


def _without_measure(text: str) -> int:
    """Return the line of a number or a nesting without end, of which the parser names no place."""
    depth = 0
    for number, row in enumerate(text.split("\n"), 1):
        deepest = depth + row.count("[") + row.count("{")
        depth = deepest - row.count("]") - row.count("}")
        if deepest > DEEP or re.search(f"[0-9_]{{{MANY}}}", row):
            return number
    return text.rstrip().count("\n") + 1


def decoded(file: str, content: bytes) -> tuple[str, Problem | None]:
    """Return the file's text without a byte order mark, or nothing and why it cannot be read."""
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return "", Problem(file, _("not UTF-8 text; save the file as UTF-8"), line=line)


def _repair(text: str, line: int) -> str:
    """Guess at the commonest slip: a text without its quotes."""
    rows = text.splitlines()
    pair = _PAIR.fullmatch(rows[line - 1]) if line <= len(rows) else None
    if pair is None or not re.search(r"[a-z:]", pair[2], re.IGNORECASE):
        return ""
    if pair[2].lower() in {"yes", "no", "on", "off", "true", "false"}:
        return f"{pair[1]} = {str(pair[2].lower() in {'yes', 'on', 'true'}).lower()}"
    return f"{pair[1]} = {shown(pair[2])}"
