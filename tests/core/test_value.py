"""Values behave as frozen dataclasses do, where the daemon relies on it."""

import pytest

from unsit.core.value import FrozenError, Value, asdict, field, names_of, replace


class Point(Value):
    x: float
    y: float = 0.0
    names: list[str] = field(default_factory=list)


class Place(Point):
    note: str = ""


def test_fields_are_given_by_place_by_name_and_by_default() -> None:
    assert (Point(1).x, Point(1).y, Point(1, y=2).y, Point(x=3).x) == (1, 0.0, 2, 3)


def test_a_made_default_is_another_each_time() -> None:
    assert Point(1).names is not Point(1).names


def test_a_child_has_its_parents_fields_first() -> None:
    assert Place(1, 2, [], "here") == Place(1, 2, note="here")


def test_values_are_equal_when_kind_and_fields_are() -> None:
    assert Point(1) == Point(1, 0.0)
    assert Point(1) != Point(2)
    assert Point(1) != Place(1)


def test_a_value_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(FrozenError, match=r"Point\.x"):
        point.x = 2  # type: ignore[misc]  # that is what is tried
    with pytest.raises(FrozenError):
        del point.y
    assert point == Point(1)


def test_replacing_makes_another_value() -> None:
    point = Point(1, 2)
    assert replace(point, y=5) == Point(1, 5)
    assert point == Point(1, 2)


@pytest.mark.parametrize("given", [{}, {"x": 1, "z": 2}])
def test_a_field_too_few_or_too_many_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(**given)  # type: ignore[arg-type]  # that is what is tried


def test_a_field_given_twice_is_refused() -> None:
    with pytest.raises(TypeError, match="x"):
        Point(1, x=2)  # type: ignore[misc]  # that is what is tried


def test_what_it_says_of_itself_can_be_read() -> None:
    assert repr(Place(1, note="n")) == "Place(x=1, y=0.0, names=[], note='n')"
    assert hash(Place(1, names=())) == hash(Place(1, names=()))  # type: ignore[arg-type]  # hashable


def test_fields_are_given_back_by_name_in_their_order_and_those_of_values_within() -> None:
    class Way(Value):
        steps: tuple[Point, ...]
        end: Point

    assert names_of(Place) == ("x", "y", "names", "note")
    assert list(asdict(Place(note="here", x=1.0))) == ["x", "y", "names", "note"]
    point = {"x": 1, "y": 0.0, "names": []}
    assert asdict(Way(end=Point(1), steps=(Point(1),))) == {"steps": (point,), "end": point}
