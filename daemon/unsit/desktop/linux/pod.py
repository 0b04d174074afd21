"""PODs, the values of PipeWire: the few kinds that Unsit says, and whatever comes.

Each is a length and a kind (32 bits both, in the machine's own byte order) and its content, filled
up to a multiple of eight bytes. Source: PipeWire's documentation, "SPA POD", and spa/pod/pod.h.
"""

import struct
from typing import Any

NONE, BOOL, ID, INT, LONG, STRING, STRUCT = 1, 2, 3, 4, 5, 8, 14
HEAD = struct.Struct("=II")
NUMBERS = {BOOL: "=i", ID: "=I", INT: "=i", LONG: "=q"}
DEEPEST = 8
"""Structs within structs that are followed; what is said to us has three."""

Values = tuple[Any, ...]


def integer(value: int) -> bytes:
    """Return a number of 32 bits with its sign."""
    return _pod(INT, struct.pack("=i", value))


def string(text: str) -> bytes:
    """Return a text."""
    return _pod(STRING, text.encode() + b"\0")


def structure(*pods: bytes) -> bytes:
    """Return these, taken together."""
    return _pod(STRUCT, b"".join(pods))


def properties(values: dict[str, str]) -> bytes:
    """Return names and what they stand for, as PipeWire has them: their number comes first."""
    pods = (string(text) for pair in values.items() for text in pair)
    return structure(integer(len(values)), *pods)


def read_structure(data: bytes) -> Values:
    """Return the values of the struct that `data` begins with; what follows it is left alone.

    Structs in it are tuples, and what is of a kind that we have no use for is its bytes. Raises
    ConnectionAbortedError when it is none, or cut off.
    """
    kind, content, _ = _cut(data, 0)
    if kind != STRUCT:
        raise _nonsense()
    return _values(content, DEEPEST)


def read_properties(values: Values) -> dict[str, Any]:
    """Return names and what they stand for; see `properties`."""
    return dict(zip(values[1::2], values[2::2], strict=False))


def _pod(kind: int, content: bytes) -> bytes:
    return HEAD.pack(len(content), kind) + content + bytes(-len(content) % 8)


def _values(data: bytes, depth: int) -> Values:
    values, at = [], 0
    while at < len(data):
        kind, content, at = _cut(data, at)
        values.append(_value(kind, content, depth))
    return tuple(values)


def _cut(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Return the kind and the content of the POD that stands there, and where the next one does."""
    try:
        length, kind = HEAD.unpack_from(data, at)
    except struct.error as problem:
        raise _nonsense() from problem
    start = at + HEAD.size
    if start + length > len(data):
        raise _nonsense()
    return kind, data[start : start + length], start + length + -length % 8


def _value(kind: int, content: bytes, depth: int) -> Any:
    if kind in NUMBERS:
        if len(content) < struct.calcsize(NUMBERS[kind]):
            raise _nonsense()
        return struct.unpack_from(NUMBERS[kind], content)[0]
    if kind == STRING:
        return content.partition(b"\0")[0].decode(errors="replace")
    if kind == STRUCT:
        if not depth:
            raise _nonsense()
        return _values(content, depth - 1)
    return None if kind == NONE else content


def _nonsense() -> OSError:
    return ConnectionAbortedError("the PipeWire server sent something that cannot be read")
