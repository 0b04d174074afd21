"""Pieces of HTML, each escaped where it is made."""

from collections.abc import Iterable, Sequence
from html import escape


def element(name: str, words: str, **attributes: str) -> str:
    """Return an element around words, which are escaped."""
    given = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>{escape(words)}</{name}>"


def section(title: str, *parts: str) -> str:
    """Return a section: its title and what stands below it, which is HTML already."""
    body = "\n".join(part for part in parts if part)
    return f"<section>\n{element('h2', title)}\n{body}\n</section>"


def paragraph(words: str) -> str:
    """Return a paragraph."""
    return element("p", words)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Return a table; the first `words` columns hold words, the others figures."""
    heads = "".join(
        element("th", cell, scope="col", **({} if place < words else {"class": "figure"}))
        for place, cell in enumerate(head)
    )
    lines = [_row(row, words) for row in rows]
    return (
        f"<table>\n{element('caption', caption)}\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{chr(10).join(lines)}\n</tbody>\n</table>"
    )


def _row(row: Sequence[str], words: int) -> str:
    first, *rest = row
    cells = [element("th", first, scope="row")]
    for place, cell in enumerate(rest, 1):
        cells.append(element("td", cell, **({} if place < words else {"class": "figure"})))
    return f"<tr>{''.join(cells)}</tr>"


def facts(known: Iterable[tuple[str, str]]) -> str:
    """Return what is to be seen at once: a figure, and what it is."""
    pieces = [f"<div>{element('dt', what)}{element('dd', figure)}</div>" for what, figure in known]
    return f'<dl class="facts">{"".join(pieces)}</dl>'


def picture(svg: str, words: str) -> str:
    """Return a drawing with its sentence below it, which a screen reader reads in its place."""
    return f'<figure>\n<div role="img" aria-label="{escape(words)}">{svg}</div>\n{element("figcaption", words)}\n</figure>'


def bullets(lines: Iterable[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(element('li', line) for line in lines)}</ul>"
