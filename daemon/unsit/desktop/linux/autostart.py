"""Started at login: an entry of the desktop, or a unit of systemd that somebody has enabled.

Rules of this room: what the person removed stays removed, what they wrote themselves is theirs; only an
entry that Unsit wrote and that no longer starts anything is mended.

Source: Desktop Application Autostart Specification 0.5.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from unsit import places
from unsit.core.language import _, in_a_row
from unsit.core.value import replace
from unsit.desktop import AtLogin, ByHand, StillStartedError
from unsit.desktop.linux import opening, quoting, starters

TEXT = """\
[Desktop Entry]
Type=Application
Name=Unsit
Comment=Knows how long you sit, and offers a hip stretch
Exec={command}
TryExec={program}
Icon=unsit
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
{ours}=true
"""
HIDDEN = "[Desktop Entry]\nType=Application\nName=Unsit\nHidden=true\n{ours}=true\n"
"""What takes the place of an entry for everybody on this machine: nothing is started."""


class LinuxAutostart:
    """The entry in the person's own folder, and what else starts Unsit."""

    def __init__(self, argv: Sequence[str]) -> None:
        """`argv` is what is to be started."""
        self._argv = argv

    @property
    def place(self) -> Path:
        """Where the entry is, or would be."""
        return starters.config() / "autostart" / starters.ENTRY

    def state(self) -> AtLogin:
        """Return whether, where and by which program it is started."""
        from unsit.desktop.linux import byhand  # not all day: it is asked for when somebody looks

        entry, others = list(self._entry()), [*byhand.found(), *starters.enabled_unit()]
        heeded = others if byhand.reads_none() else [*entry, *others]
        good = [one for one in heeded if one.on and not one.broken]
        if not good:
            return max([*others, *entry], key=lambda one: one.on, default=AtLogin(False, ""))
        first, *rest = good
        return replace(first, also=rest[0].file) if rest else first

    def on(self) -> None:
        """Have it started from the next login on. Raises OSError, with a sentence where we know."""
        state = self.state()
        if state.on and not state.broken:
            return
        for entry in self._entry():
            if entry.opening:
                raise OSError(entry.says())
            if entry.theirs:
                raise OSError(_not_ours(entry))
        self._write(self._text())

    def off(self) -> None:
        """Have it started no more. Raises OSError when it cannot be, with a sentence where we know.

        What can be ended is, also where something else is left that starts it: StillStartedError tells what.
        """
        from unsit.desktop.linux import byhand

        entries = list(self._entry())
        if any(entry.opening for entry in entries):
            raise OSError(entries[0].says())
        theirs = [entry for entry in entries if entry.theirs]
        left = [_sentence(_not_ours(entry)) for entry in theirs if entry.on or entry.elsewhere]
        removed = not theirs and self._remove()
        left += [_still(one) for one in (*byhand.found(), *starters.enabled_unit())]
        if left:
            gone = _("{file} is removed.").format(file=self.place) if removed else ""
            raise StillStartedError(in_a_row(gone, *left))

    def mend(self) -> bool:
        """Put our own entry right if its program has gone; say whether it was. Never makes one."""
        if not starters.is_file(self.place):
            return False
        said = starters.values(self.place)
        if starters.OURS not in said or not starters.judged(self.place, said).broken:
            return False
        self._write(self._text())
        return True

    def by_hand(self) -> ByHand | None:
        """Return the line that a desktop wants in its own configuration; None where another way will do."""
        from unsit.desktop.linux import byhand

        if any(byhand.found()) or any(map(starters.is_enabled, starters.units())):
            return None
        return byhand.wanted(" ".join(map(quoting.in_a_shell, self._argv)))

    def _entry(self) -> Iterator[AtLogin]:
        """Yield what the entry says that counts, if there is one, or what keeps us from reading it."""
        if shut := starters.closed():
            yield AtLogin(False, str(shut), opening=opening.command(shut))
            return
        for file in starters.entries():
            said = starters.values(file)
            theirs = file == self.place and starters.OURS not in said and bool(said.get("Exec"))
            yield replace(starters.judged(file, said), theirs=theirs)
            return

    def _write(self, text: str) -> None:
        try:
            places.write_whole(self.place, text, mode=0o644)
        except OSError as problem:
            raise OSError(_why_not(self.place, problem)) from problem

    def _remove(self) -> bool:
        """Remove our entry, and hide one for everybody; say whether ours was there."""
        there = starters.is_file(self.place)
        try:
            if there:
                self.place.unlink()
        except OSError as problem:
            raise OSError(_why_not(self.place, problem)) from problem
        if any(starters.entries()):  # for everybody on this machine
            self._write(HIDDEN.format(ours=starters.OURS))
        return there

    def _text(self) -> str:
        command = " ".join(map(quoting.in_exec, self._argv))
        program = self._argv[0].replace(chr(92), 2 * chr(92))
        return TEXT.format(command=command, program=program, ours=starters.OURS)


def _not_ours(entry: AtLogin) -> str:
    words = _("{finding}; it was not written by Unsit: change it yourself, or remove it")
    return words.format(finding=entry.says())


def _still(one: AtLogin) -> str:
    """Return what starts it that is not for us to end, and what ends it."""
    if one.line:
        words = _("{file} still starts Unsit, by a line that is for you to take out: `{line}`.")
        return words.format(file=one.file, line=one.line)
    words = _("{file} still starts Unsit: `{command}` ends that.")
    return words.format(file=one.file, command=starters.ending(Path(one.file)))


def _sentence(words: str) -> str:
    return _("{sentence}.").format(sentence=words)


def _why_not(place: Path, problem: OSError) -> str:
    """Return why an entry cannot be written or removed, and what mends that."""
    folder = next(folder for folder in place.parents if os.path.lexists(folder))
    if not folder.is_dir():
        return _("{path} should be a folder and is none: move it away").format(path=folder)
    if not isinstance(problem, PermissionError):
        return places.why(problem)
    words = _("you may not write into {folder}: `{command}` mends that")
    return words.format(folder=folder, command=opening.command(folder))
