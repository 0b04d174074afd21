"""Checking a document against its JSON Schema: everything wrong with it, in one go, in plain words.

Rules of this room: it never raises on what a person wrote; each problem names its line and key, what
was found and what is allowed, and offers the repair where it can guess one; a value that is wrong is
replaced by its default, so that the right ones can be used. It knows as much of JSON Schema 2020-12
as the two schemas in `config/` use, and one word of its own: `x-kind`, a text with a meaning, such
as "45 min" (see `kinds`), with `x-least` and `x-most` as its bounds. For editors, which know nothing of
it, its form stands there as a `pattern`, too: a test holds the two together.
"""

import json
from pathlib import Path
from typing import Any

from unsit.schema.report import Problem, Report, serious, shown
from unsit.schema.schemas import allowed, resolved
from unsit.schema.values import check

__all__ = ["Problem", "Report", "allowed", "check", "load", "resolved", "serious", "shown"]


def load(path: Path) -> dict[str, Any]:
    """Return a schema of ours. Raises OSError or ValueError when the installation is broken."""
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
