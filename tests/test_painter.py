import itertools
import json
import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.desktop.stage import PATIENCE
from unsit import painter
from unsit.core.status import FACES
from unsit.desktop import pixmaps
from unsit.painter.canvas import WHITE
from unsit.painter.faces import DRAWN

ROOT = Path(__file__).parents[1]
PANELS = ("#f0f0f0", "#2b2b2b")


def paint(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "unsit.painter", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "daemon")}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=PATIENCE
    )


def outline(name: str, size: int) -> Image.Image:
    """Return a face as somebody sees it who sees no colours: what is drawn on, white left out."""
    face = painter.face(name, size)
    white = face.convert("L").point(lambda value: 255 if value > 200 else 0)
    return ImageChops.subtract(face.getchannel("A"), white)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# --- what is drawn -------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("size", painter.SIZES)
def test_a_face_uses_its_square_and_its_edges_are_smooth(face: str, size: int) -> None:
    image = painter.face(face, size)
    assert image.size == (size, size)
    alpha = image.getchannel("A")
    left, top, right, bottom = alpha.getbbox() or (0, 0, 0, 0)
    assert min(right - left, bottom - top) >= size * 0.75
    shades = {shade for _, shade in alpha.getcolors() or []}
    assert {0, 255} <= shades
    assert len(shades) > 5


@pytest.mark.parametrize("size", painter.SIZES)
def test_no_two_faces_have_the_same_outline(size: int) -> None:
    for one, other in itertools.combinations(FACES, 2):
        difference = ImageChops.difference(outline(one, size), outline(other, size))
        assert ImageStat.Stat(difference).mean[0] > 12, f"{one} and {other}"


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("panel", PANELS)
def test_every_colour_stands_out_from_light_panels_and_dark_ones(face: str, panel: str) -> None:
    colour, _ = DRAWN[face]
    assert contrast(colour, panel) >= 3
    assert contrast(colour, WHITE) >= 3


def test_a_ring_fills_as_the_sitting_goes_on() -> None:
    filled = [
        ImageStat.Stat(painter.face(face, 64).getchannel("A")).sum[0]
        for face in ("away", "fresh", "half", "due")
    ]
    assert filled == sorted(filled)


def test_edges_mix_with_nothing_dark() -> None:
    for face in FACES:
        colour, _ = DRAWN[face]
        image = painter.face(face, 22)
        floor = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        darkest = [min(image.getchannel(part).tobytes()) for part in "RGB"]
        assert all(low >= least for low, least in zip(darkest, floor, strict=True))


# --- the file ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cache") / "unsit" / "icons"
    done = paint(path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return path


@pytest.mark.parametrize("face", FACES)
def test_what_was_painted_is_read_without_pillow(icons: Path, face: str) -> None:
    read = pixmaps.pixmaps(icons, face)
    assert [(width, height) for width, height, _ in read] == [
        (size, size) for size in painter.SIZES
    ]
    for size, _, data in read:
        alpha, red, green, blue = Image.frombytes("RGBA", (size, size), data).split()
        again = Image.merge("RGBA", (red, green, blue, alpha))
        assert again.tobytes() == painter.face(face, size).tobytes()


def test_a_complete_file_is_known_and_an_unknown_face_is_nothing(icons: Path) -> None:
    assert pixmaps.complete(icons)
    assert pixmaps.pixmaps(icons, "smug") == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"",
        lambda data: b"PNG" + data,
        lambda data: data.replace(b'"v": 1', b'"v": 2', 1),
        lambda data: data.replace(b'"blind"', b'"blond"', 1),
        lambda data: b"[]\n",
        lambda data: b'{"v": 1}\n',
        lambda data: b'{"v": 1, "faces": {"due": [["a", 16, 0]]}}\n',
    ],
    ids=["short", "long", "empty", "head", "version", "face", "list", "no faces", "no number"],
)
def test_a_damaged_file_is_painted_anew_and_never_trips_anybody(
    icons: Path, tmp_path: Path, spoil: object
) -> None:
    assert callable(spoil)
    damaged = tmp_path / "icons"
    damaged.write_bytes(spoil(icons.read_bytes()))
    assert not pixmaps.complete(damaged)
    for face in FACES:
        for width, height, data in pixmaps.pixmaps(damaged, face):
            assert len(data) == 4 * width * height


def test_where_there_is_no_file_there_is_no_picture(tmp_path: Path) -> None:
    assert not pixmaps.complete(tmp_path / "icons")
    assert pixmaps.pixmaps(tmp_path / "icons", "due") == []


def test_the_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "icons"
    path.write_bytes(b"old")
    path.chmod(0o600)
    before = path.stat().st_ino
    assert paint(path).returncode == 0
    assert path.stat().st_ino != before
    assert [each.name for each in tmp_path.iterdir()] == ["icons"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = paint(tmp_path / "file" / "icons")
    assert done.returncode == 1
    wanted = f"unsit: the icons cannot be written to {tmp_path}/file/icons: "
    assert done.stderr.startswith(wanted)
    assert done.stderr.count("\n") == 1


def test_the_head_of_the_file_is_one_short_line(icons: Path) -> None:
    head = icons.read_bytes().partition(b"\n")[0]
    assert len(head) < 4000
    assert json.loads(head)["faces"].keys() == set(FACES)


# --- the program's own icon ------------------------------------------------------------------------


def test_the_icon_in_the_tree_is_what_the_painter_draws(tmp_path: Path) -> None:
    assert paint("--app", tmp_path / "app.png").returncode == 0
    drawn, kept = Image.open(tmp_path / "app.png"), Image.open(ROOT / "icons" / "app.png")
    assert drawn.size == kept.size == (256, 256)
    assert drawn.convert("RGBA").tobytes() == kept.convert("RGBA").tobytes()


def test_a_palette_loses_nothing_and_halves_the_icon() -> None:
    plain = BytesIO()
    painter.app().save(plain, "PNG", optimize=True)
    small = painter.png(painter.app())
    assert len(small) < 0.65 * len(plain.getvalue())
    assert Image.open(BytesIO(small)).convert("RGBA").tobytes() == painter.app().tobytes()


def test_a_picture_of_too_many_colours_for_a_palette_is_refused() -> None:
    pixels = b"".join(number.to_bytes(4, "big") for number in range(20 * 20))
    with pytest.raises(ValueError, match="256"):
        painter.png(Image.frombytes("RGBA", (20, 20), pixels))
