"""Three pictures of the history, drawn by matplotlib: a day, weeks, the dose of each muscle.

Rules of this room: only here may matplotlib be imported, and never pyplot, which keeps figures and
opens windows by itself; a picture is drawn into a figure that somebody else shows or saves; colours
are those of the session window, and nothing is said by colour alone; each picture has its sentence
(`unsit.record.telling`) for whoever cannot see it.
"""

import logging


def _is_wanted(record: logging.LogRecord) -> bool:
    """Keep from the terminal that matplotlib looks for fonts at its first start, which takes long."""
    return "font cache" not in record.getMessage()


logging.getLogger("matplotlib.font_manager").addFilter(_is_wanted)
