"""The type of the pictures: matplotlib's own, and for what it has no letters a font of the system's."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

OWN = "DejaVu Sans"
"""It comes with matplotlib and has Latin, Greek, Cyrillic and Arabic letters."""
OTHERS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "IPAexGothic",
    "Hiragino Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Yu Gothic",
)


@contextmanager
def letters(**rules: Any) -> Iterator[None]:
    """Draw with letters for every language that this system has any for.

    Where it has none, boxes stand for them, as everywhere else on such a system; that matplotlib
    warns of each is of no use to anybody.
    """
    known = set(font_manager.get_font_names())
    families = [OWN, *(name for name in OTHERS if name in known)]
    wanted: Any = {"font.family": families, **rules}
    with mpl.rc_context(wanted), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph .* missing from", UserWarning)
        yield
