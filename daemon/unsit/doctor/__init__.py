"""Would a reminder reach the person at this desk? Looks at everything on its way, and says what is
wrong and how to put it right.

Rules of this room: it runs for one call and may load what it likes; nothing that is missing, hung or
broken may stop it, so each subject is looked at in a thread of its own and has a time limit; nothing
is changed, started or installed by looking. One file a subject, with one function, `check`.
"""

from unsit.doctor.examining import examine
from unsit.doctor.findings import Check, Finding
from unsit.doctor.verdict import ok_overall, sentence

__all__ = ["Check", "Finding", "examine", "ok_overall", "sentence"]
