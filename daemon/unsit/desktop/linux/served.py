"""Objects that other programs may look at and call over the bus: their description and answers.

Nothing here knows a socket: a call comes in as a value, the answer goes out as one. Values are in
jeepney's form: a struct is a tuple, an array a list, a byte array bytes, a dict a dict, and a
variant the pair (signature, value).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from unsit.core.value import Value, field

Values = tuple[Any, ...]

STANDARD = "org.freedesktop.DBus."
DOCTYPE = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" '
    '"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">\n'
)


class BusError(Exception):
    """An error as the bus carries it: `name` is for programs, the text for people."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text or name)
        self.name = name


class Method(NamedTuple):
    """What a caller may ask: the signatures of both ways, and what answers.

    `run` returns the values of `gives` (None for no values), quickly, and raises BusError to
    refuse. What takes longer it posts to the loop: callers wait for the reply.
    """

    takes: str
    gives: str
    run: Callable[..., Values | None]


class Property(NamedTuple):
    """What a caller may read: its signature, and what reads it anew each time."""

    signature: str
    read: Callable[[], Any]


class Interface(Value):
    """A named set of members. Signals map a name to its signature."""

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)


class Served(Value):
    """One object: the interfaces that it has."""

    interfaces: tuple[Interface, ...]


class Call(NamedTuple):
    """A method call. `interface` may be "": the first member of that name is meant."""

    path: str
    interface: str
    member: str
    signature: str
    body: Values


class Shelf:
    """The objects of one connection, by path."""

    def __init__(self) -> None:
        self._objects: dict[str, Served] = {}

    def put(self, path: str, served: Served) -> None:
        """Offer an object, in place of the one at this path before."""
        self._objects[path] = served

    def answer(self, call: Call) -> tuple[str, Values]:
        """Return signature and values of the reply; raises BusError."""
        for interface in (*self._standard(call.path), *self._interfaces(call.path)):
            method = interface.methods.get(call.member)
            if method is None or call.interface not in ("", interface.name):
                continue
            if call.signature != method.takes:
                wanted = f"{call.member} takes ({method.takes}), not ({call.signature})"
                raise BusError(STANDARD + "Error.InvalidArgs", wanted)
            return method.gives, method.run(*call.body) or ()
        if call.path not in self._objects and not any(self._children(call.path)):
            raise BusError(STANDARD + "Error.UnknownObject", f"nothing is at {call.path}")
        missing = f"{call.path} has no {call.interface}.{call.member}"
        raise BusError(STANDARD + "Error.UnknownMethod", missing)

    def _interfaces(self, path: str) -> tuple[Interface, ...]:
        served = self._objects.get(path)
        return () if served is None else served.interfaces

    def _children(self, path: str) -> Iterator[str]:
        inside = path.rstrip("/") + "/"
        for other in self._objects:
            if other.startswith(inside):
                yield other[len(inside) :].split("/")[0]

    def _standard(self, path: str) -> tuple[Interface, ...]:
        peer = {"Ping": Method("", "", lambda: None)}
        # Every path answers, "/" above all: some hosts search the whole tree for the item.
        introspect = {"Introspect": Method("", "s", lambda: (self._describe(path),))}
        standard = [
            Interface(STANDARD + "Peer", peer),
            Interface(STANDARD + "Introspectable", introspect),
        ]
        if path in self._objects:
            standard.append(Interface(STANDARD + "Properties", self._reading(path)))
        return tuple(standard)

    def _reading(self, path: str) -> dict[str, Method]:
        def get(interface: str, name: str) -> Values:
            found = self._properties(path, interface).get(name)
            if found is None:
                raise BusError(STANDARD + "Error.UnknownProperty", f"{interface} has no {name}")
            return ((found.signature, found.read()),)

        def get_all(interface: str) -> Values:
            known = self._properties(path, interface)
            return ({name: (each.signature, each.read()) for name, each in known.items()},)

        def refuse(interface: str, name: str, _: object) -> None:
            raise BusError(STANDARD + "Error.PropertyReadOnly", f"{interface}.{name}")

        return {
            "Get": Method("ss", "v", get),
            "GetAll": Method("s", "a{sv}", get_all),
            "Set": Method("ssv", "", refuse),
        }

    def _properties(self, path: str, interface: str) -> Mapping[str, Property]:
        for each in self._interfaces(path):
            if each.name == interface:
                return each.properties
        raise BusError(STANDARD + "Error.UnknownInterface", f"{path} has no {interface}")

    def _describe(self, path: str) -> str:
        inner = "".join(_interface_xml(each) for each in self._interfaces(path))
        children = sorted(set(self._children(path)))
        inner += "".join(f'<node name="{child}"/>' for child in children)
        return f"{DOCTYPE}<node>{inner}</node>"


def single_types(signature: str) -> list[str]:
    """Split a signature into its single complete types: ``"ua(is)v"`` is u, a(is), v."""
    types: list[str] = []
    depth, start = 0, 0
    for index, letter in enumerate(signature):
        depth += (letter in "({") - (letter in ")}")
        if depth == 0 and letter != "a":
            types.append(signature[start : index + 1])
            start = index + 1
    return types


def _interface_xml(interface: Interface) -> str:
    inner = ""
    for name, method in interface.methods.items():
        arguments = _arguments_xml(method.takes, "in") + _arguments_xml(method.gives, "out")
        inner += f'<method name="{name}">{arguments}</method>'
    for name, each in interface.properties.items():
        inner += f'<property name="{name}" type="{each.signature}" access="read"/>'
    for name, signature in interface.signals.items():
        inner += f'<signal name="{name}">{_arguments_xml(signature)}</signal>'
    return f'<interface name="{interface.name}">{inner}</interface>'


def _arguments_xml(signature: str, direction: str = "") -> str:
    way = f' direction="{direction}"' if direction else ""
    return "".join(f'<arg type="{each}"{way}/>' for each in single_types(signature))
