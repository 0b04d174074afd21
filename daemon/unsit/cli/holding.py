"""What holds, beside what the settings file says: a file with mistakes does not hold."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from unsit import places, prepare
from unsit.core.language import _
from unsit.schema import Problem, serious
from unsit.settings import Settings


@dataclass(frozen=True)
class Held:
    """The settings that hold, those that the file asks for, and what is wrong with it."""

    settings: Settings
    asked: Settings
    problems: Sequence[Problem]

    @property
    def mistakes(self) -> Sequence[Problem]:
        """What keeps the file from holding; nothing when it holds."""
        return serious(self.problems)


def held() -> Held:
    """Return what holds now."""
    asked, problems = prepare.read_settings()
    settings = prepare.in_force() if serious(problems) else asked
    return Held(settings, asked, problems)


def mention(found: Held) -> None:
    """Say in one line on stderr that the file has mistakes, and what holds instead; or nothing."""
    if not found.mistakes:
        return
    before = _(
        "{file} has mistakes; what was good before holds until they are mended: `unsit settings check`."
    )
    right = _(
        "{file} has mistakes; only what is right in it holds until they are mended: "
        "`unsit settings check`."
    )
    words = right if found.settings == found.asked else before
    print(f"unsit: {words.format(file=places.settings_file().name)}", file=sys.stderr)
