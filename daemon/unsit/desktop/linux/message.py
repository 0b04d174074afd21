"""Messages of the bus as values, packed and unpacked by jeepney: nothing else here speaks to it.

Source: D-Bus Specification 0.43, "Message Format".
"""

from enum import Enum
from typing import Any, NamedTuple

from jeepney.low_level import (  # type: ignore[import-untyped]  # jeepney ships no types
    Endianness,
    Header,
    HeaderFields,
    MessageFlag,
    MessageType,
)
from jeepney.low_level import (
    Message as Packed,
)

from unsit.desktop.linux.served import BusError, Values


class Kind(Enum):
    """What a message is; the numbers are the protocol's."""

    CALL = 1
    RETURN = 2
    ERROR = 3
    SIGNAL = 4


class Message(NamedTuple):
    """One message. What a kind has no use for is "" or 0."""

    kind: Kind
    serial: int = 0
    answers: int = 0
    """The serial of the call that this is the reply to."""
    sender: str = ""
    destination: str = ""
    path: str = ""
    interface: str = ""
    member: str = ""
    error: str = ""
    signature: str = ""
    body: Values = ()
    no_reply: bool = False

    def problem(self) -> BusError:
        """Return an error message as what may be raised."""
        text = self.body[0] if self.body and isinstance(self.body[0], str) else ""
        return BusError(self.error, text)


FIELDS = (
    ("path", HeaderFields.path),
    ("interface", HeaderFields.interface),
    ("member", HeaderFields.member),
    ("error", HeaderFields.error_name),
    ("answers", HeaderFields.reply_serial),
    ("destination", HeaderFields.destination),
    ("sender", HeaderFields.sender),
    ("signature", HeaderFields.signature),
)


def pack(message: Message) -> bytes:
    """Return the bytes of a message.

    A string may hold anything: what the protocol forbids (NUL, lone surrogates) is left out, since
    a bus hangs up on who sends it. Raises ValueError or TypeError for values unlike the signature.
    """
    fields = {key: value for name, key in FIELDS if (value := getattr(message, name))}
    kind = MessageType(message.kind.value)
    flags = MessageFlag.no_reply_expected if message.no_reply else 0
    header = Header(Endianness.little, kind, flags, 1, -1, message.serial, fields)
    data: bytes = Packed(header, _sendable(message.body)).serialise()
    return data


def unpack(data: bytes) -> Message:
    """Return the message that these bytes are.

    Raises ValueError when it cannot be read: header fields of a later protocol, a text that is no
    UTF-8, file descriptors that we did not agree to.
    """
    try:
        packed = Packed.from_buffer(data)
    except (KeyError, AssertionError, TypeError, IndexError) as problem:
        raise ValueError(repr(problem)) from problem
    header = packed.header
    known = {name: header.fields[key] for name, key in FIELDS if key in header.fields}
    return Message(
        kind=Kind(header.message_type.value),
        serial=header.serial,
        body=packed.body,
        no_reply=bool(header.flags & MessageFlag.no_reply_expected),
        **known,
    )


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="replace").decode()
    if isinstance(value, tuple):
        return tuple(map(_sendable, value))
    if isinstance(value, list):
        return list(map(_sendable, value))
    if isinstance(value, dict):
        return {_sendable(key): _sendable(each) for key, each in value.items()}
    return value
