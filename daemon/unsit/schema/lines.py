"""Where each key of a TOML text stands, so that a message can name the line.

The standard parser keeps no positions. This reader looks only for keys and brackets and leaves what
they mean to the parser, which has accepted the text before.
"""

import re

Path = tuple[str | int, ...]
"""A place in a document: keys, and positions in lists counted from 0."""

_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}" + r'|"(?:\\.|[^"\\])*"|' + r"'[^']*'", re.DOTALL
)
_PLAIN = re.compile(r"[^,\]}#\n]+")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table, key and list item of a text the parser accepts."""
    reader = _Reader(text)
    reader.document()
    return reader.found


def line_of(found: dict[Path, int], path: Path) -> int | None:
    """Return the line of the path, or of the nearest place around it; None when there is none."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.place = text, 0
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # how many [[tables]] there are so far

    def document(self) -> None:
        table: Path = ()
        while self._skip(_SKIP) < len(self.text):
            if self.text.startswith("[[", self.place):
                table = self._header(2)
            elif self.text[self.place] == "[":
                table = self._header(1)
            else:
                self._pair(table)

    def _header(self, brackets: int) -> Path:
        start = self.place
        self.place += brackets
        path = self._within(self._keys())
        self.place += brackets
        if brackets == 2:
            self.counts[path] = self.counts.get(path, -1) + 1
            self._note(path, start)
            path = (*path, self.counts[path])
        self._note(path, start)
        return path

    def _within(self, keys: Path) -> Path:
        """Return the path with the latest item of each [[table]] on the way filled in."""
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if number < len(keys) - 1 and path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _pair(self, table: Path) -> None:
        start = self.place
        path = (*table, *self._keys())
        for depth in range(len(table) + 1, len(path) + 1):
            self._note(path[:depth], start)
        self.place += 1  # the equals sign
        self._skip(_BLANK)
        self._value(path)

    def _keys(self) -> Path:
        keys: list[str | int] = []
        while True:
            self._skip(_BLANK)
            keys.append(self._key())
            self._skip(_BLANK)
            if self.text[self.place : self.place + 1] != ".":
                return tuple(keys)
            self.place += 1

    def _key(self) -> str:
        if quoted := _STRING.match(self.text, self.place):
            self.place = quoted.end()
            inside = quoted[0][1:-1]
            return inside if quoted[0][0] == "'" else _ESCAPE.sub(_unescape, inside)
        bare = _BARE.match(self.text, self.place)
        if bare is None:
            raise ValueError("this is no TOML that the parser would accept")
        self.place = bare.end()
        return bare[0]

    def _value(self, path: Path) -> None:
        opening = self.text[self.place]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        else:
            token = _STRING.match(self.text, self.place) or _PLAIN.match(self.text, self.place)
            self.place = token.end() if token else self.place + 1

    def _list(self, path: Path) -> None:
        self.place += 1
        item = 0
        while self._skip(_SKIP) < len(self.text) and self.text[self.place] != "]":
            if self.text[self.place] == ",":
                self.place += 1
                continue
            self._note((*path, item), self.place)
            self._value((*path, item))
            item += 1
        self.place += 1

    def _inline(self, path: Path) -> None:
        self.place += 1
        while self._skip(_SKIP) < len(self.text) and self.text[self.place] != "}":
            if self.text[self.place] == ",":
                self.place += 1
            else:
                self._pair(path)
        self.place += 1

    def _skip(self, what: re.Pattern[str]) -> int:
        match = what.match(self.text, self.place)
        self.place = match.end() if match else self.place
        return self.place

    def _note(self, path: Path, place: int) -> None:
        self.found.setdefault(path, self.text.count("\n", 0, place) + 1)


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" else _SHORT.get(code, code)
