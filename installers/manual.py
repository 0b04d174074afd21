"""Writes installers/linux/unsit.1, the manual page: ``.venv/bin/python installers/manual.py``.

The verbs and options are those of the command tree; what no tree can tell stands below. A test holds
the committed page to it. The form is man(7).
"""

import sys
from collections.abc import Iterator

from unsit import places
from unsit.cli.main import cli
from unsit.cli.tree import Option, Verb, verbs

PAGE = places.shipped("config").parent / "installers" / "linux" / "unsit.1"

HEAD = r""".\" Made by installers/manual.py from the verbs themselves.
.TH UNSIT 1 2026-11-25 "Unsit" "User Commands"
.SH NAME
unsit \- a sitting clock in the tray, and a coach for hip stretches
.SH SYNOPSIS
.B unsit
.br
.B unsit
.I VERB
.RI [ OPTION ]...
.RI [ ARGUMENT ]...
.SH DESCRIPTION
Without a verb,
.B unsit
is the daemon: it sits in the tray until you quit it, knows how long you have really been sitting, and
at the interval you set offers a hip stretch: a notification first, then a window that plays the
stretch step by step, both sides. A second one opens the panel, which holds the whole menu, and ends.
.PP
With a verb it tells the daemon something, or asks it, and ends. Every action is a verb, so a window
manager can bind it to a key, and a status bar can show how things stand.
.SH VERBS
"""
TAIL = r""".SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
What you asked is wrong or cannot be done; one line says why.
.TP
.B 2
The command line is wrong.
.TP
.B 4
No daemon runs.
.SH ENVIRONMENT
.TP
.B UNSIT_IDLE
.BR wayland ", " mutter " or " x11 :
the one way in which presence is to be seen, in the place of the best there is.
.TP
.BR XDG_CONFIG_HOME ", " XDG_DATA_HOME ", " XDG_STATE_HOME ", " XDG_CACHE_HOME ", " XDG_RUNTIME_DIR
The folders below, as the XDG Base Directory Specification has them.
.SH FILES
.TP
.I ~/.config/unsit/settings.toml
The settings; the file explains itself.
.TP
.I ~/.config/unsit/poses/*.toml
Stretches of your own.
.TP
.I ~/.local/share/unsit/history.db
What happened.
.TP
.I ~/.local/state/unsit/unsit.log
What went wrong, and what hooks said.
.SH EXAMPLES
.TP
Start the daemon in this terminal:
.B unsit
.TP
Stretch now, with this pose:
.B unsit stretch pigeon
.TP
Say nothing for an hour:
.B unsit pause 1h
.TP
Show how things stand in waybar:
.B unsit status \-\-follow \-\-format waybar
.TP
What would half an hour change?
.B unsit simulate \-\-set sitting.remind_after="30 min"
.SH SEE ALSO
.BR waybar-custom (5),
.BR playerctl (1),
.BR espeak-ng (1)
"""


def page() -> str:
    """Return the whole page."""
    lines = [line for verb in verbs(cli) if verb.path for line in _verb(verb)]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def _verb(verb: Verb) -> Iterator[str]:
    name = " ".join(("unsit", *verb.path))
    yield ".SS " + _plain(f"{name} {verb.usage}".strip())
    yield _plain(verb.whole)
    for option in verb.options:
        if "--help" not in option.names:
            yield from _option(option)


def _option(option: Option) -> Iterator[str]:
    yield ".TP"
    names = ", ".join(rf"\fB{_plain(name)}\fR" for name in option.names)
    yield names + (rf" \fI{_plain(option.shown)}\fR" if option.shown else "")
    yield _plain(option.about)


def _plain(text: str) -> str:
    """Return text as the page holds it: no character of it means anything else."""
    written = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{written}" if written.startswith((".", r"\(aq")) else written


def main() -> int:
    """Write the page anew; return the exit code."""
    places.write_whole(PAGE, page(), mode=0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main())
