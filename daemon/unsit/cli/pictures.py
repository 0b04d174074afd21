"""Where a picture is to be written: what can be said of that before anything is drawn."""

from pathlib import Path

from unsit.cli import asking
from unsit.core.language import N_, _

PLOT = (".png", ".svg")
STILL = (".png",)
FILM = (".gif",)
ENDINGS = {
    PLOT: N_("{file} should end in .png or .svg."),
    STILL: N_("{file} should end in .png."),
    FILM: N_("{file} should end in .gif."),
}
"""What a picture can be, and what is said of a file that is called otherwise."""


def ready(file: Path, endings: tuple[str, ...]) -> None:
    """End with a sentence unless the file ends in one of these, and its folder is there.

    A folder that is not is a slip of the finger more often than a wish.
    """
    if file.suffix.lower() not in endings:
        asking.fail(_(ENDINGS[endings]).format(file=file))
    if not file.absolute().parent.is_dir():
        asking.fail(_("{file} cannot be written: its folder is not there.").format(file=file))
