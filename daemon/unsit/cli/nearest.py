"""Words that were nearly right: say which one was meant."""

import difflib
from collections.abc import Iterable
from typing import Any

from unsit.core.language import _


def meant(word: str, words: Iterable[str]) -> str:
    """Return "Did you mean ...?" when a word is near one of `words`, else ""."""
    near: list[Any] = difflib.get_close_matches(word.lower(), list(words), n=1)
    return _("Did you mean {guess}?").format(guess=near[0]) if near else ""
