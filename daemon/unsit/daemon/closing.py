"""Closing to others, at each start, what they may have been let into: the folders and what is in them."""

from collections.abc import Iterator
from pathlib import Path

from unsit import places


def close_to_others() -> None:
    """Let nobody else into our folders, read what tells of the day, or write the settings.

    The settings name programs that are run; they may lie elsewhere, behind a link, and who reads them
    there is for the person to say.
    """
    kept = (places.data_dir(), places.state_dir())
    places.close_to_others(*kept, places.config_dir(), places.cache_dir())
    places.close_to_others(*(file for folder in kept for file in _files(folder)))
    places.close_to_others(places.settings_file(), rights=places.WRITING)


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (each for each in folder.iterdir() if each.is_file() and not each.is_symlink())
    except OSError:
        return  # not there yet, or closed to us, too
