"""What a command line starts: is Unsit in it, be it through a shell, behind a `sleep`, with variables before it?

Rules of this room: a line is only read, as a shell would read it, never run; what cannot be seen in it is said
to be nothing, not guessed.

Sources: POSIX, Shell Command Language (tokens, lists, redirection, simple commands); for the options of what
stands before a program: bash(1), env(1), nice(1), ionice(1), setsid(1), systemd-cat(1), systemd-run(1), uwsm(1). For units: systemctl(1).
"""

import os
import shlex
from collections.abc import Iterator
from itertools import pairwise

SHELLS = ("sh", "bash", "dash", "zsh", "ksh", "fish")
BEFORE = frozenset(("nohup", "command", "then", "else", "do", "{", "!"))
"""What may stand before a program, or before a whole command, and changes nothing about what is started."""

UNITS = frozenset(("unsit", "unsit.service"))
"""How systemctl may call what starts Unsit."""

WRAPPERS = {
    "exec": "a",
    "env": "uC",
    "nice": "n",
    "ionice": "cn",
    "setsid": "",
    "systemd-cat": "tp",
    "systemd-run": "puE",
    "uwsm-app": "staudpS",
}
"""What may stand there with options of its own: the letters of those that have a word after them."""


def ours(line: str) -> list[str]:
    """Return the words by which a command line starts Unsit; [] where it does not, or not to be seen."""
    return next(filter(None, map(_ours, parted(line))), [])


def parted(line: str) -> Iterator[list[str]]:
    """Yield the words of each command in a line, without what stands before it and where it writes to."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    writes = False
    try:
        tokens = [*lexer, ";"]
    except ValueError:  # a quote is left open
        return
    for token in tokens:
        if not set(token) <= set("();<>|&"):
            if not writes:
                words.append(token)
        elif "<" in token or ">" in token:
            if not writes and words and words[-1].isdigit():
                words.pop()  # which of its outputs
            writes = True
        else:
            yield _from_the_program(words)
            words, writes = [], False


def _from_the_program(words: list[str]) -> list[str]:
    """Return a command without what stands before its program."""
    rest, valued = iter(range(len(words))), None
    for at in rest:
        word = words[at]
        name = os.path.basename(word)  # noqa: PTH119  a word, and no path yet
        if name == "uwsm" and words[at + 1 : at + 2] == ["app"]:
            valued = WRAPPERS["uwsm-app"]
            next(rest)
        elif name in WRAPPERS:
            valued = WRAPPERS[name]
        elif valued is not None and word.startswith("-"):
            if len(word) == 2 and word[1] in valued:
                next(rest, None)
        elif name in BEFORE or "=" in word:
            valued = None
        else:
            return words[at:]
    return []


def _ours(words: list[str]) -> list[str]:
    """Return what of one command names Unsit, if it starts the daemon."""
    if not words:
        return []
    name = os.path.basename(words[0])  # noqa: PTH119  a word, and no path yet
    if name in SHELLS:
        return _in_a_script(words[1:])
    if name == "systemctl":
        return words if _starts_unit(words[1:]) else []
    length = 1 if name == "unsit" or _is_image(name) else 3
    if length == 3 and words[1:3] != ["-m", "unsit"]:
        return []
    rest = words[length:]
    return words[:length] if not rest or rest[0] == "run" or rest[0].startswith("-") else []


def _is_image(name: str) -> bool:
    return name.lower().startswith("unsit") and name.endswith(".AppImage")


def _starts_unit(words: list[str]) -> bool:
    """Say whether systemctl is asked to start the person's unit of Unsit."""
    verb, *units = [word for word in words if not word.startswith("-")] or [""]
    return "--user" in words and verb in ("start", "restart") and not UNITS.isdisjoint(units)


def _in_a_script(words: list[str]) -> list[str]:
    """Return what names Unsit in the words that a shell is given to run."""
    for flags, script in pairwise(words):
        if flags.startswith("-") and flags.endswith("c"):
            return ours(script)
    return []
