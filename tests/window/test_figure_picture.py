"""Pictures of a pose as files: the hold alone, every step side by side, and all of it as a film."""

from pathlib import Path

import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.window.figures import read
from unsit.cli import moving
from unsit.window.picture import RATE, Shot, film, hold_png, sheet_png

SIZE = 64


def test_a_sheet_has_every_step_in_order_and_the_hold_among_them(tmp_path: Path) -> None:
    doc, file, alone = read("pigeon"), tmp_path / "sheet.png", tmp_path / "hold.png"
    sheet_png(doc, file, SIZE, "light")
    hold_png(doc, alone, SIZE, "light")
    sheet, hold = QImage(str(file)), QImage(str(alone))
    assert (sheet.width(), sheet.height()) == (SIZE * len(doc["steps"]), SIZE)
    phases = [step["phase"] for step in doc["steps"]]
    frames = [sheet.copy(QRect(SIZE * i, 0, SIZE, SIZE)) for i in range(len(phases))]
    assert [frame == hold for frame in frames] == [phase == "hold" for phase in phases]


def test_another_person_is_another_picture(tmp_path: Path) -> None:
    files = [tmp_path / f"{i}.png" for i in range(2)]
    hold_png(read("garland"), files[0], SIZE, "light")
    hold_png(read("garland"), files[1], SIZE, "light", "headscarf")
    assert QImage(str(files[0])) != QImage(str(files[1]))


def seconds(shots: list[Shot]) -> float:
    """How long a film is."""
    return sum(shot.seconds for shot in shots)


def test_a_film_goes_through_every_step_and_round_again() -> None:
    doc = read("90-90-lunge")
    shots = list(film(doc, SIZE, "light"))
    assert {len(shot.pixels) for shot in shots} == {SIZE * SIZE * 3}
    assert 20 < seconds(shots) < 30
    at_rest = [shot.pixels for shot in shots if shot.seconds > 2 / RATE]
    keys = [step["key"] for step in doc["steps"] if step["phase"] != "hold"]
    assert len(at_rest) == len(keys)
    assert at_rest[0] == at_rest[-1]  # it ends as it began, so nothing jumps
    assert at_rest[keys.index("tall")] == at_rest[len(keys) - 1 - keys[::-1].index("tall")]


def test_a_film_moves_at_twelve_to_fifteen_pictures_a_second() -> None:
    shots = list(film(read("garland"), SIZE, "light"))
    moving_shots = [shot for shot in shots if shot.seconds < 2 / RATE]
    assert len(moving_shots) > len(shots) * 0.9
    assert {round(1 / shot.seconds) for shot in moving_shots} <= set(range(12, 16))


@pytest.mark.parametrize("pose", ["90-90-lunge", "happy-baby"])
def test_a_film_breathes_and_rocks_in_the_hold(pose: str) -> None:
    doc = read(pose)
    shots = list(film(doc, 120, "light"))
    held = [step["phase"] for step in doc["steps"]].index("hold")
    rests = [i for i, shot in enumerate(shots) if shot.seconds > 2 / RATE]
    hold = shots[rests[held - 1] + 1 : rests[held]]
    looks = len({shot.pixels for shot in hold})
    assert looks > (90 if pose == "happy-baby" else 30)


def test_a_film_becomes_a_gif_that_goes_round(tmp_path: Path) -> None:
    file, shots = tmp_path / "film.gif", list(film(read("butterfly"), SIZE, "light"))
    moving.write(shots, file)
    with Image.open(file) as gif:
        assert isinstance(gif, GifImageFile)
        lengths, colours = [], set()
        for i in range(gif.n_frames):
            gif.seek(i)
            lengths.append(gif.info["duration"])
            colours.add(gif.convert("RGB").getpixel((1, 1)))
        assert gif.size == (SIZE, SIZE)
        assert gif.info["loop"] == 0
    assert sum(lengths) / 1000 == pytest.approx(seconds(shots), rel=0.05)
    assert max(lengths) >= 500
    assert len(colours) == 1  # the ground does not flicker


def test_a_gif_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "film.gif"
    with pytest.raises(OSError, match="nowhere"):
        moving.write([Shot(bytes(12), 2, 0.1)], file)


def test_a_pose_without_a_figure_is_refused_by_its_name(tmp_path: Path) -> None:
    doc = read("pigeon")
    del doc["figure"]
    with pytest.raises(ValueError, match=r"^pigeon has no figure to draw\.$"):
        hold_png(doc, tmp_path / "p.png", SIZE, "light")


def test_a_keyframe_that_a_step_asks_for_in_vain_is_named(tmp_path: Path) -> None:
    doc = read("pigeon")
    doc["steps"][0]["key"] = "headstand"
    with pytest.raises(ValueError, match="has no headstand, which a step asks for"):
        sheet_png(doc, tmp_path / "p.png", SIZE, "light")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "p.png"
    with pytest.raises(OSError, match="nowhere"):
        hold_png(read("pigeon"), file, SIZE, "dark")
