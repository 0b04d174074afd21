"""Run as ``python -m unsit.doctor.trial``: bring Qt to the display, and say how that went.

stdout: one sentence. Exit codes: 0 a window could be opened, 69 it could not; Qt may abort instead.
"""

import os
import sys

from unsit import catalogue, qt
from unsit.core.language import _
from unsit.window import preflight

UNAVAILABLE = 69


def main() -> int:
    """Try it and return the exit code."""
    catalogue.speak(catalogue.asked())
    try:
        platform = preflight.check(os.environ, sys.platform)
    except preflight.NoWindowError as error:
        print(error)
        return UNAVAILABLE
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    words = _("Qt {version} of {package} can open it (platform {platform})")
    facts = {"version": qVersion(), "package": qt.chosen(), "platform": application.platformName()}
    print(words.format(**facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
