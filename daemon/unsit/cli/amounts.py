"""Numbers on the command line that are refused in words for people."""

from typing import Any

import click

from unsit.core.language import _

LEAST, MOST = 1, 120
"""Minutes that a series may take."""


class Minutes(click.FloatRange):
    """The minutes there are for a series."""

    def __init__(self) -> None:
        super().__init__(LEAST, MOST)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. Raises click.BadParameter with what would have been one."""
        try:
            minutes = float(value)
        except ValueError:
            minutes = 0.0
        if not LEAST <= minutes <= MOST:
            words = _("{value} is no number of minutes from {least} to {most}.")
            self.fail(words.format(value=repr(value), least=LEAST, most=MOST), param, ctx)
        return minutes
