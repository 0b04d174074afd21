"""Writes docs/settings.md: ``.venv/bin/python installers/settings_page.py``.

The page with every setting, from the schema; a test holds the committed page to it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from unsit import handbook, places
from unsit.handbook import Section, Setting, as_toml
from unsit.schema import allowed

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """\
# Settings

<!-- Written by installers/settings_page.py from config/settings.schema.json: change that. -->

`unsit settings open`, or *Settings* in the tray, shows all of these in a window; `unsit settings path` says where the
file is, and `unsit settings edit` opens it. In the shell: `unsit settings get KEY`, `set KEY VALUE`, `unset KEY`.

Lengths of time are written as you would say them: `"45 min"`, `"1 h 30 min"`, `"20 s"`.
"""


def main() -> int:
    """Write the page anew; return the exit code."""
    places.write_whole(PAGE, page(), mode=0o644)
    return 0


def page() -> str:
    """Return the page."""
    return HEAD + "".join(line for section in handbook.sections() for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    yield f"\n## [{section.name}]\n\n{section.about}\n\n"
    yield "| key | default | allowed | what it does |\n|---|---|---|---|\n"
    for setting in section.settings:
        yield f"| `{setting.path[-1]}` | {_code(setting)} | {_allowed(setting)} | {_about(setting)} |\n"


def _code(setting: Setting) -> str:
    return "always" if setting.key == "hours" else f"`{as_toml(setting.default)}`"


def _allowed(setting: Setting) -> str:
    if setting.key == "hours":
        return 'days, each with a list of ranges such as `"09:00-12:30"`'
    if setting.kind == handbook.WEEK:
        return f"days, each with {_words(setting)}"
    if setting.choices:
        return _words(setting)
    if setting.kind == "duration":
        return f"from {setting.described['x-least']} to {setting.described['x-most']}"
    return allowed(setting.described, handbook.document()).replace("|", "\\|")


def _words(setting: Setting) -> str:
    return ", ".join(f'`"{word}"`' for word in setting.choices)


def _about(setting: Setting) -> str:
    about = setting.about.replace("|", "\\|")
    if "x-example" in setting.described:
        about += f" For example `{as_toml(setting.described['x-example'])}`."
    if setting.since != handbook.document()["x-since"]:
        about += f" Since {setting.since}."
    if setting.renamed_from:
        about += f" It was called {', '.join(setting.renamed_from)}."
    return about


if __name__ == "__main__":
    sys.exit(main())
