"""The desktop entry of an installed Unsit, in every language that it speaks.

Its name, `unsit.desktop`, is the app-id of every window (`setDesktopFileName`): a compositor finds icon
and name by it. `StartupNotify` is off because the daemon opens no window: the pointer would wait for one.

Source: Desktop Entry Specification 1.5.
"""

from collections.abc import Iterator

from installers.linux.phrases import ACTIONS, KEYWORDS, KIND, NAME, SUMMARY, in_others

FILE = "unsit.desktop"
FIXED = """\
Exec=unsit
TryExec=unsit
Icon=unsit
Terminal=false
StartupNotify=false
StartupWMClass=unsit
Categories=Utility;
"""


def entry() -> str:
    """Return the whole file."""
    lines = ["[Desktop Entry]", "Type=Application", f"Name={NAME}"]
    for key, phrase in (("GenericName", KIND), ("Comment", SUMMARY), ("Keywords", KEYWORDS)):
        lines += _said(key, phrase)
    lines += [*FIXED.splitlines(), f"Actions={';'.join(ACTIONS)};"]
    for action, (label, command) in ACTIONS.items():
        lines += ["", f"[Desktop Action {action}]", *_said("Name", label), f"Exec={command}"]
    return "\n".join(lines) + "\n"


def _said(key: str, phrase: str) -> Iterator[str]:
    yield f"{key}={phrase}"
    for language, said in in_others(phrase).items():
        yield f"{key}[{language}]={said}"
