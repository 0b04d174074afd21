"""Are the settings and the poses good as they stand?"""

from unsit import library, places, prepare
from unsit.doctor.findings import Finding, shown

LIST = "`unsit settings check` lists every problem; until then what was good before holds."


def check() -> Finding:
    """Read them as the daemon's reader does."""
    _, wrong = prepare.read_settings()
    shelf = library.load()
    problems = [str(problem) for problem in (*wrong, *shelf.problems)]
    if problems:
        more = f", and {len(problems) - 1} more" if problems[1:] else ""
        return Finding(False, f"{problems[0].rstrip('.')}{more}", LIST)
    file = places.settings_file()
    state = "is good" if file.exists() else "is not there, so the defaults hold"
    return Finding(True, f"{shown(file)} {state}; {len(shelf.poses)} poses")
