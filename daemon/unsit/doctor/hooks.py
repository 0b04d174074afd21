"""Are the programs there that are to run when something happens?"""

import shutil

from unsit import prepare
from unsit.core.language import _
from unsit.core.value import asdict
from unsit.daemon.hooks import at_home
from unsit.doctor.findings import Finding


def check() -> Finding:
    """Look for the program of each hook of the settings."""
    hooks = asdict(prepare.in_force().hooks)
    there = {name: words[0] for name, words in hooks.items() if words}
    if not there:
        return Finding(True, _("none are set"))
    lost = [
        f"{name} ({program})"
        for name, program in there.items()
        if not shutil.which(at_home(program))
    ]
    if lost:
        remedy = _("Install the program, or write where it is: see [hooks] in the settings.")
        detail = _("no such program: {hooks}").format(hooks=", ".join(lost))
        return Finding(False, detail, remedy)
    return Finding(True, _("every program is there: {hooks}").format(hooks=", ".join(there)))
