"""A menu that the panel draws for us: com.canonical.dbusmenu, version 3, all of it.

Source: libdbusmenu's dbus-menu.xml; what hosts make of it was tried on xfce4-panel, waybar, Plasma,
GNOME's AppIndicator extension, MATE, LXQt and Cinnamon. GTK hosts use only the Group calls, Qt
hosts only the single ones, and without the former Cinnamon's menus stay empty
(linuxmint/xapp#153). No property is our own: LXQt logs those.

A line keeps its number as long as it means the same, even while other lines come and go: a click
that was under way when the menu changed still means what the person saw.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from unsit.core.language import SPOKEN, right_to_left
from unsit.core.value import Value
from unsit.desktop.linux.served import BusError, Interface, Method, Property, Served, Values

NAME = "com.canonical.dbusmenu"
PATH = "/MenuBar"

Properties = dict[str, tuple[str, Any]]

DEFAULTS: Properties = {
    "type": ("s", "standard"),
    "label": ("s", ""),
    "enabled": ("b", True),
    "visible": ("b", True),
    "icon-name": ("s", ""),
    "icon-data": ("ay", b""),
    "shortcut": ("aas", []),
    "toggle-type": ("s", ""),
    "toggle-state": ("i", -1),
    "children-display": ("s", ""),
    "disposition": ("s", "normal"),
}
"""What a line has that says nothing else."""

STRUCTURE = ("type", "toggle-type", "children-display")
"""Hosts build the widget by these and do not change it later, so a change is one of the layout."""


class Line(Value):
    """One line of a menu. `key` tells it from its neighbours: what it does, not what it says."""

    key: Hashable
    label: str = ""
    enabled: bool = True
    checked: bool | None = None
    """None = there is nothing to check."""
    radio: bool = False
    separator: bool = False
    children: "tuple[Line, ...] | None" = None
    act: Callable[[], object] | None = None

    def properties(self) -> Properties:
        """Return what differs from the defaults."""
        if self.separator:
            return {"type": ("s", "separator")}
        # One underscore would make the next letter an access key.
        found: Properties = {"label": ("s", self.label.replace("_", "__"))}
        if not self.enabled:
            found["enabled"] = ("b", False)
        if self.checked is not None:
            found["toggle-type"] = ("s", "radio" if self.radio else "checkmark")
            found["toggle-state"] = ("i", int(self.checked))
        if self.children is not None:
            found["children-display"] = ("s", "submenu")
        return found


class Tree:
    """One state of the whole menu, by number; 0 is the root."""

    def __init__(self, lines: Sequence[Line], numbers: dict[Hashable, int]) -> None:
        self.lines: dict[int, Line] = {0: Line("", children=tuple(lines))}
        self.properties: dict[int, Properties] = {0: {"children-display": ("s", "submenu")}}
        self.children: dict[int, list[int]] = {}
        self._number(0, numbers)

    def structure(self) -> object:
        """Return all that hosts learn only from a new layout."""
        kinds = {
            number: [found.get(name) for name in STRUCTURE]
            for number, found in self.properties.items()
        }
        return self.children, kinds

    def layout(self, number: int, depth: int, names: Sequence[str]) -> Values:
        """Return a line and `depth` generations below it (-1 = all), as GetLayout gives them."""
        below = self.children[number] if depth else []
        return (
            number,
            self.chosen(number, names),
            [("(ia{sv}av)", self.layout(child, depth - 1, names)) for child in below],
        )

    def chosen(self, number: int, names: Sequence[str]) -> Properties:
        """Return these properties of a line; no names = all."""
        return {
            name: value
            for name, value in self.properties[number].items()
            if not names or name in names
        }

    def _number(self, parent: int, numbers: dict[Hashable, int]) -> None:
        self.children[parent] = []
        met: Counter[Hashable] = Counter()
        for line in self.lines[parent].children or ():
            met[line.key] += 1
            known_as = (parent, line.key, met[line.key])
            number = numbers.setdefault(known_as, len(numbers) + 1)
            self.children[parent].append(number)
            self.lines[number] = line
            self.properties[number] = line.properties()
            self._number(number, numbers)


class DBusMenu:
    """The menu as others see it. `lines` is asked anew whenever somebody is about to look.

    `signal(member, signature, values)` sends. `opened` is called when somebody opens the menu: hosts
    ask before they show it, tell when it is shown, or both. A line's `act` is called while the host waits for
    the reply, so it only notes what is to be done.
    """

    def __init__(
        self,
        lines: Callable[[], Sequence[Line]],
        signal: Callable[[str, str, Values], object],
        opened: Callable[[], object],
    ) -> None:
        self._lines, self._signal, self._opened = lines, signal, opened
        self._numbers: dict[Hashable, int] = {}
        self._revision = 1
        self._tree = Tree(lines(), self._numbers)

    def refresh(self) -> bool:
        """Look whether the menu has changed, and tell; returns whether the layout has."""
        before, self._tree = self._tree, Tree(self._lines(), self._numbers)
        if before.structure() != self._tree.structure():
            self._revision += 1
            self._signal("LayoutUpdated", "ui", (self._revision, 0))
            return True
        updated, removed = _differences(before, self._tree)
        if updated or removed:
            self._signal("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", (updated, removed))
        return False

    def served(self) -> Served:
        """Return the object to be exported at `PATH`."""
        methods = {
            "GetLayout": Method("iias", "u(ia{sv}av)", self._get_layout),
            "GetGroupProperties": Method("aias", "a(ia{sv})", self._get_group_properties),
            "GetProperty": Method("is", "v", self._get_property),
            "Event": Method("isvu", "", self._event),
            "EventGroup": Method("a(isvu)", "ai", self._event_group),
            "AboutToShow": Method("i", "b", self._about_to_show),
            "AboutToShowGroup": Method("ai", "aiai", self._about_to_show_group),
        }
        properties = {
            "Version": Property("u", lambda: 3),
            "TextDirection": Property("s", lambda: "rtl" if right_to_left(SPOKEN.name) else "ltr"),
            "Status": Property("s", lambda: "normal"),
            "IconThemePath": Property("as", list),
        }
        signals = {
            "ItemsPropertiesUpdated": "a(ia{sv})a(ias)",
            "LayoutUpdated": "ui",
            "ItemActivationRequested": "iu",
        }
        return Served((Interface(NAME, methods, properties, signals),))

    def _get_layout(self, parent: int, depth: int, names: list[str]) -> Values:
        self._must_have(parent)
        return self._revision, self._tree.layout(parent, depth, names)

    def _get_group_properties(self, numbers: list[int], names: list[str]) -> Values:
        known = self._tree.lines
        wanted = [number for number in numbers or known if number in known]
        return ([(number, self._tree.chosen(number, names)) for number in wanted],)

    def _get_property(self, number: int, name: str) -> Values:
        self._must_have(number)
        found = self._tree.properties[number].get(name) or DEFAULTS.get(name)
        if found is None:
            raise BusError("org.freedesktop.DBus.Error.InvalidArgs", f"no line has a {name}")
        return (found,)

    def _event(self, number: int, kind: str, _data: object, _time: int) -> None:
        line = self._tree.lines.get(number)
        if kind == "opened":
            self._opened()
        # A line may have gone while the person aimed at it: nothing happens then.
        if kind == "clicked" and line is not None and line.enabled and line.act is not None:
            line.act()

    def _event_group(self, events: list[tuple[int, str, object, int]]) -> Values:
        for event in events:
            self._event(*event)
        return ([number for number, *_ in events if number not in self._tree.lines],)

    def _about_to_show(self, _number: int) -> Values:
        self._opened()
        return (self.refresh(),)

    def _about_to_show_group(self, numbers: list[int]) -> Values:
        self._opened()
        changed = self.refresh()
        known = self._tree.lines
        return (
            [number for number in numbers if changed and number in known],
            [number for number in numbers if number not in known],
        )

    def _must_have(self, number: int) -> None:
        if number not in self._tree.lines:
            raise BusError("org.freedesktop.DBus.Error.InvalidArgs", f"there is no line {number}")


def _differences(before: Tree, after: Tree) -> tuple[list[Values], list[Values]]:
    updated: list[Values] = []
    removed: list[Values] = []
    for number, now in after.properties.items():
        was = before.properties[number]
        new = {name: value for name, value in now.items() if was.get(name) != value}
        gone = [name for name in was if name not in now]
        if new:
            updated.append((number, new))
        if gone:
            removed.append((number, gone))
    return updated, removed
