"""Writes a film as an animated GIF: the one thing here that needs Pillow, for Qt only reads GIF."""

import io
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from PIL import Image

from unsit.core.language import _
from unsit.window.picture import Shot

COLOURS = 255
"""How many a GIF may have, less the one that means "as before"."""

SAMPLES = 8
"""How many frames decide on the colours."""


def write(shots: Iterable[Shot], file: Path) -> None:
    """Write the film to `file`; it goes round and round.

    All frames share one palette, or the ground would flicker. Raises OSError when the file cannot
    be written.
    """
    frames = [
        (Image.frombytes("RGB", (size, size), pixels), sum(shot.seconds for shot in same))
        for (pixels, size), same in groupby(shots, key=lambda shot: (shot.pixels, shot.size))
    ]
    palette = _palette([image for image, _ in frames])
    plain = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image, _ in frames]
    buffer = io.BytesIO()
    plain[0].save(
        buffer,
        format="GIF",
        save_all=True,
        append_images=plain[1:],
        duration=_milliseconds([seconds for _, seconds in frames]),
        loop=0,
        optimize=False,
    )
    try:
        file.write_bytes(buffer.getvalue())
    except OSError as problem:
        raise OSError(_("{file} cannot be written.").format(file=file)) from problem


def _palette(images: list[Image.Image]) -> Image.Image:
    """The colours of a few frames, side by side in one picture."""
    chosen = images[:: max(1, len(images) // SAMPLES)]
    width, height = chosen[0].size
    board = Image.new("RGB", (width * len(chosen), height))
    for place, image in enumerate(chosen):
        board.paste(image, (width * place, 0))
    return board.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2)


def _milliseconds(lengths: list[float]) -> list[int]:
    """Whole hundredths of a second, as GIF has them."""
    return [max(2, round(seconds * 100)) * 10 for seconds in lengths]
