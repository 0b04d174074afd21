"""Frozen values for the resident path.

They are written and checked as frozen dataclasses are (PEP 681), but no code is compiled for each
class: half a millisecond a class was a quarter of the daemon's start. `dataclasses` serves where a
module needs more than this.
"""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, dataclass_transform


class FrozenError(AttributeError):
    """A value cannot be changed; `replace` makes another one."""


class _Made:
    """A default that is made anew for each value."""

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def field(*, default_factory: Callable[[], Any]) -> Any:
    """Return a default that is made anew for each value."""
    return _Made(default_factory)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value:
    """A value: its fields are its annotations, its parent's first. Equal when all fields are."""

    _names: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = tuple(name for name in cls.__annotations__ if not name.startswith("_"))
        cls._names = (*cls._names, *own)
        given = {name: cls.__dict__[name] for name in own if name in cls.__dict__}
        cls._defaults = {**cls._defaults, **given}

    def __init__(self, *values: Any, **named: Any) -> None:
        names, filled = self._names, self.__dict__
        filled.update(zip(names, values, strict=False))
        if named or len(values) != len(names):
            self._fill(filled, values, named)

    def _fill(self, filled: dict[str, Any], values: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Add what was given by name and by default. Raises TypeError as a function call does."""
        names, defaults = self._names, self._defaults
        if named or len(values) > len(names):
            wrong = [name for name in named if name in filled or name not in names]
            if wrong or len(values) > len(names):
                raise TypeError(f"{type(self).__name__} cannot take {wrong or values}")
            filled.update(named)
        for name in names[len(values) :]:
            if name not in filled:
                if name not in defaults:
                    raise TypeError(f"{type(self).__name__} needs {name}")
                default = defaults[name]
                filled[name] = default.factory() if isinstance(default, _Made) else default

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenError(f"{type(self).__name__}.{name} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise FrozenError(f"{type(self).__name__}.{name} cannot be removed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[name] for name in self._names)))

    def __repr__(self) -> str:
        facts = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._names)
        return f"{type(self).__name__}({facts})"


def names_of(kind: type[Value]) -> tuple[str, ...]:
    """Return the names of a value's fields."""
    return kind._names


def asdict(value: Value) -> dict[str, Any]:
    """Return the fields by name, and so those of all values in them."""
    return {name: _plain(value.__dict__[name]) for name in value._names}


def _plain(thing: Any) -> Any:
    if isinstance(thing, Value):
        return asdict(thing)
    return tuple(map(_plain, thing)) if isinstance(thing, tuple) else thing


Some = TypeVar("Some", bound=Value)


def replace(value: Some, **changes: Any) -> Some:
    """Return the value with some fields changed, or itself where they are so already.

    Raises TypeError for a field it does not have.
    """
    fields = value.__dict__
    if not changes.keys() <= fields.keys():
        raise TypeError(f"{type(value).__name__} has no {[*(changes.keys() - fields.keys())]}")
    for name, change in changes.items():  # a generator would take as long as all the rest
        if fields[name] is not change:
            break
    else:
        return value
    made = object.__new__(type(value))  # its fields are filled: __init__ would fill them anew
    made.__dict__.update(fields)
    made.__dict__.update(changes)
    return made
