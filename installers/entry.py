"""What a program of Unsit begins with, built by PyInstaller for Windows or macOS.

The daemon starts its windows as ``[sys.executable, "-m", "unsit.window"]``. A built program is no Python
and has no -m of its own, so it is answered here, for our own modules. On Windows there are two of it,
unsit.exe and unsitw.exe, which has no console: a window of the daemon's is the same unsitw.exe once
more, and no console flashes up.
"""

import os
import runpy
import sys

OURS = ("searchpath", "unsit")
"""Whose modules may be named: those of Unsit, and the one that the setup program calls."""


def main() -> int:
    """Be the module that was named by -m, or the command `unsit`; return the exit code."""
    hear_nothing_rather_than_fail()
    if sys.argv[1:2] != ["-m"]:
        from unsit.__main__ import main as unsit

        return unsit()
    module = sys.argv[2] if len(sys.argv) > 2 else ""
    if module.partition(".")[0] not in OURS:
        print(f"unsit: -m is for the modules of Unsit, not for {module!r}", file=sys.stderr)
        return 2
    sys.argv = [sys.argv[0], *sys.argv[3:]]
    # It ends by SystemExit, as it does in Python.
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


def hear_nothing_rather_than_fail() -> None:
    """Give a program without a console somewhere to print to: there it has None for all three."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  # for as long as we run
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


if __name__ == "__main__":
    sys.exit(main())
