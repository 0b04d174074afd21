"""Are the settings and the poses good as they stand?"""

from unsit import library, places, prepare
from unsit.core.language import N_, _, ngettext
from unsit.desktop.linux import opening
from unsit.doctor.findings import Finding, shown

LIST = N_("`unsit settings check` lists every problem; until then what was good before holds.")


def check() -> Finding:
    """Read them as the daemon's reader does."""
    __, wrong = prepare.read_settings()
    shelf = library.load()
    problems = [str(problem) for problem in (*wrong, *shelf.problems)]
    wanted = (places.settings_file(), places.own_poses_dir())
    if shut := next(filter(None, map(opening.closed, wanted)), None):
        detail = _("{file} may not be read").format(file=shown(shut))
        command = opening.command(shut)
        return Finding(False, detail, _("`{command}` mends that.").format(command=command))
    if problems:
        return Finding(False, _told(problems), _(LIST))
    file, count = places.settings_file(), len(shelf.poses)
    if file.exists():
        words = ngettext("{file} is good; {count} pose", "{file} is good; {count} poses", count)
    else:
        words = ngettext(
            "{file} is not there, so the defaults hold; {count} pose",
            "{file} is not there, so the defaults hold; {count} poses",
            count,
        )
    return Finding(True, words.format(file=shown(file), count=count))


def _told(problems: list[str]) -> str:
    first, more = problems[0].rstrip(".。"), len(problems) - 1
    if not more:
        return first
    words = ngettext("{problem}, and {count} more", "{problem}, and {count} more", more)
    return words.format(problem=first, count=more)
