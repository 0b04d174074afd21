"""One change in a TOML text, with everything around it left as it is."""

from typing import Any

import tomlkit
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.items import AbstractTable, Array, Comment, InlineTable, Item, Table, Whitespace

Path = tuple[str, ...]
Holder = tomlkit.TOMLDocument | AbstractTable | OutOfOrderTableProxy
ABSENT = object()
"""What is returned where there is no value."""


class Document:
    """A TOML text that can be changed. Raises ValueError when it is none."""

    def __init__(self, text: str) -> None:
        # The library begins new lines with a line feed only.
        self._crlf = text.count("\r\n") == text.count("\n") > 0
        self._document = tomlkit.parse(text.replace("\r\n", "\n") if self._crlf else text)

    def __str__(self) -> str:
        text = self._document.as_string()
        return text.replace("\n", "\r\n") if self._crlf else text

    def get(self, path: Path) -> Any:
        """Return what stands there as plain values, `ABSENT` where nothing does."""
        value: Any = self._document
        for key in path:
            if not _is_table(value) or key not in value:
                return ABSENT
            value = value[key]
        return value.unwrap() if hasattr(value, "unwrap") else value

    def set(self, path: Path, value: Any) -> None:
        """Let a value stand there: in its old place, or at the end of its section."""
        holder = self._holder(path[:-1])
        key = path[-1]
        old = holder.get(key)
        if isinstance(value, dict) and old is not None and _is_table(old):
            self._set_each(old, value)
        elif isinstance(value, list) and isinstance(old, Array):
            _set_items(old, value)
            if old.unwrap() != value:
                holder[key] = _item(value)
        elif isinstance(value, dict) and len(path) == 1:
            self._set_each(self._holder(path), value)
        else:
            self._put(holder, key, value)

    def remove(self, path: Path) -> None:
        """Take away what stands there, if anything does."""
        holder: Any = self._document
        for key in path[:-1]:
            if not _is_table(holder) or key not in holder:
                return
            holder = holder[key]
        if _is_table(holder) and path[-1] in holder:
            holder.remove(path[-1]) if hasattr(holder, "remove") else holder.pop(path[-1])

    def _holder(self, path: Path) -> Holder:
        """Return the table of this path, made at the end of the file where there is none."""
        holder: Any = self._document
        for key in path:
            if key not in holder:
                if holder is self._document:
                    self._leave_a_line()
                holder[key] = tomlkit.table()
            holder = holder[key]
            if not _is_table(holder):
                raise ValueError(f"{key} is no section there")
        found: Holder = holder
        return found

    def _leave_a_line(self) -> None:
        """Have an empty line at the end, where anything stands above it."""
        text = self._document.as_string()
        ends = len(text) - len(text.rstrip("\n")) if text.strip() else 2
        for _missing in range(2 - ends):
            self._document.add(tomlkit.nl())

    def _put(self, holder: Any, key: str, value: Any) -> None:
        """Let a value stand in a table; a new one above the comment that speaks of the next section."""
        end: list[Any] = []
        if key not in holder and isinstance(holder, Table) and self._is_followed(holder):
            end = _heading(holder.value.body)
        holder[key] = _item(value)
        if end:
            holder.value.body.extend(end)

    def _is_followed(self, table: Table) -> bool:
        """Say whether anything stands below a section."""
        return not self._document.as_string().endswith(table.as_string())

    def _set_each(self, table: Any, value: dict[str, Any]) -> None:
        """Make a table equal to a value, key by key."""
        for key in [key for key in table if key not in value]:
            table.remove(key)
        for key, inner in value.items():
            if key not in table or table[key].unwrap() != inner:
                self._put(table, key, inner)


def _is_table(value: object) -> bool:
    return isinstance(value, tomlkit.TOMLDocument | AbstractTable | OutOfOrderTableProxy)


def _heading(body: list[Any]) -> list[Any]:
    """Take the comment directly above the next header out of a section's end, and the gap above it."""
    start = len(body)
    while start and isinstance(body[start - 1][1], Comment):
        start -= 1
    if start < len(body):
        while start and isinstance(body[start - 1][1], Whitespace):
            start -= 1
    end = body[start:]
    del body[start:]
    return end


def _set_items(array: Array, wanted: list[Any]) -> None:
    """Make a list equal to another by taking out and putting in, so that its comments stay."""
    for place in reversed(range(len(array))):
        if array[place] not in wanted:
            del array[place]
    for value in wanted:
        if value not in array:
            array.append(value)


def _item(value: Any) -> Item:
    if not isinstance(value, dict):
        item: Item = tomlkit.item(value)
        return item
    table: InlineTable = tomlkit.inline_table()
    table.update(value)
    return table
