"""Columns of plain text, in the cells of a terminal: a letter may take two of them, or none."""

from collections.abc import Iterable

from rich.cells import cell_len


def widest(words: Iterable[str]) -> int:
    """Return how many cells the longest of these takes; 0 without any."""
    return max(map(cell_len, words), default=0)


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, so that it takes at least so many cells."""
    return text + " " * (width - cell_len(text))
