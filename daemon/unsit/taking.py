"""A line of the journal as what is written into the history's tables.

Rules of this room: what has no column is kept in `more`; nothing is guessed, and a record that is
wrong anywhere is wrong as a whole.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any


def statements(
    record: dict[str, Any], tables: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Return how a record is written into `tables`, which are by kind a name and its columns.

    Raises what a wrong record makes it raise, ValueError mostly.
    """
    kind, key = record.pop("kind"), record.pop("id")
    table, columns = tables[kind]
    at = datetime.fromisoformat(record.pop("at"))
    if at.tzinfo is None:
        raise ValueError("a local time without its offset")
    holds = record.pop("holds", [])
    if kind == "session" and holds:
        record.pop("held_s", None)  # it is counted from the holds
    elif holds:
        record["holds"] = holds
    facts = [_plain(record.pop(column, None)) for column in columns]
    more = json.dumps(record, ensure_ascii=False) if record else None
    into = f"INSERT OR IGNORE INTO {table} (id, at, moment, more, {', '.join(columns)})"
    marks = ", ".join("?" * (4 + len(columns)))
    given = (_plain(key), at.isoformat(), at.timestamp(), _plain(more), *facts)
    yield f"{into} VALUES ({marks})", given
    for place, hold in enumerate(holds if kind == "session" else ()):
        held = (_plain(hold["side"]), _plain(hold["step"]), float(hold["seconds"]))
        yield (
            "INSERT OR IGNORE INTO holds VALUES (?, ?, ?, ?, ?, ?)",
            (key, place, *held, bool(hold["complete"])),
        )


def _plain(value: Any) -> Any:
    """Return the value if SQLite can store it. Raises ValueError."""
    if isinstance(value, str):
        value.encode()  # half of a surrogate pair cannot be stored
    elif not (value is None or isinstance(value, float)) and not (
        isinstance(value, int) and abs(value) < 2**63
    ):
        raise ValueError(f"{value!r} is no text or number")
    return value
