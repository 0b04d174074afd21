"""Where the message buses are.

Source: D-Bus Specification 0.43, "Server Addresses". Only sockets of this machine are spoken to.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from unsit.core.language import _


def session_address() -> str | None:
    """Return where the session's bus is; None when there is no sign of one.

    Where systemd runs the bus, programs started from outside the session have no variable for it.
    """
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if address:
        return address
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not runtime or not (place := Path(runtime, "bus")).is_socket():
        return None
    return f"unix:path={place}"


def system_address() -> str:
    """Return where the machine's bus is, if it has one."""
    given = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    return given or "unix:path=/run/dbus/system_bus_socket"


def places(address: str) -> Iterator[str]:
    """Return the sockets that an address names, to be tried in order; a NUL begins an abstract one.

    What we cannot speak to (tcp, autolaunch) is passed over. Raises OSError for nonsense.
    """
    for one in address.split(";"):
        transport, _, rest = one.partition(":")
        if transport != "unix":
            continue
        options = dict(option.partition("=")[::2] for option in rest.split(","))
        if "path" in options:
            yield _unescaped(options["path"])
        elif "abstract" in options:
            yield "\0" + _unescaped(options["abstract"])


def _unescaped(text: str) -> str:
    first, *rest = text.split("%")
    try:
        tail = b"".join(bytes.fromhex(part[:2]) + os.fsencode(part[2:]) for part in rest)
    except ValueError as problem:
        raise OSError(
            _("{address} is not spelled as an address is").format(address=repr(text))
        ) from problem
    return os.fsdecode(os.fsencode(first) + tail)
