"""The pictures of a body at rest: painted once, let go together, and never too much of them."""

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from unsit.window.album import KEEP, Album, pages

SIZE = QSizeF(30, 20)


def test_a_page_is_painted_once_and_let_go_with_its_album(qt_app: QApplication) -> None:
    album, painted = Album(), []

    def look(of: str, page: int, ratio: float = 1.0) -> None:
        def paint(_: QPainter) -> None:
            painted.append((of, page))

        picture = album.picture(of, page, SIZE, ratio, paint)
        assert picture.deviceIndependentSize() == SIZE

    for _ in range(3):
        look("kneeling", 0)
        look("kneeling", 1)
    assert painted == [("kneeling", 0), ("kneeling", 1)]
    look("standing", 0)
    look("kneeling", 0)
    look("kneeling", 0, 2.0)
    assert painted[2:] == [("standing", 0), ("kneeling", 0), ("kneeling", 0)]


@pytest.mark.parametrize(
    ("wide", "high", "ratio"), [(30, 20, 1.0), (342, 281, 1.0), (342, 281, 2.0), (3000, 1600, 1.0)]
)
def test_large_pictures_are_fewer(wide: float, high: float, ratio: float) -> None:
    found = pages(QSizeF(wide, high), ratio, 17)
    assert 1 <= found <= 17
    assert found == 1 or found * wide * high * ratio * ratio * 4 <= KEEP
    assert (found == 17) == (17 * wide * high * ratio * ratio * 4 <= KEEP)
