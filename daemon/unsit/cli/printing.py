"""What is printed gets out before a verb ends, or is told not to: Python would try it too late, at its own end.

A reader who has gone wanted no more, and is no fault; a disk that is full is one, and told in a sentence.
"""

import errno
import os
import sys

from unsit.core.language import _

OUT = 1


def is_at_fault() -> bool:
    """Say whether it is the output that cannot be written: then it takes no empty line either."""
    try:
        print(flush=True)
    except OSError:
        return True
    return False


def ended(code: int) -> int:
    """Write out what a verb has printed; return its exit code, or 1 where that is lost."""
    try:
        if sys.stdout is not None:  # it is, where a shell has closed it
            sys.stdout.flush()
    except OSError as problem:
        return lost(problem, code)
    return code


def lost(problem: OSError, code: int = 0) -> int:
    """Say why nothing more gets out, where that is a fault; return the exit code."""
    _hush()
    if _is_gone(problem):
        return code
    words = _("{file} cannot be written: {problem}.")
    why = problem.strerror or problem
    print("unsit: " + words.format(file="stdout", problem=why), file=sys.stderr)
    return code or 1


def _hush() -> None:
    """Keep Python from complaining at its end of what it could not write."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, OUT)
    os.close(null)


def _is_gone(problem: OSError) -> bool:
    """Say whether nobody reads any more; Windows has EINVAL for it, as Python's `subprocess` knows."""
    if isinstance(problem, BrokenPipeError):
        return True
    return sys.platform == "win32" and problem.errno == errno.EINVAL
