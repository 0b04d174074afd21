"""What the built Unsit.app begins with.

The daemon starts its windows as ``[sys.executable, "-m", "unsit.window"]``. A built program is no Python
and has no -m of its own, so it is answered here, for our own modules.
"""

import runpy
import sys


def main() -> int:
    """Be the module that was named by -m, or the command `unsit`; return the exit code."""
    if sys.argv[1:2] != ["-m"]:
        from unsit.__main__ import main as unsit

        return unsit()
    module = sys.argv[2] if len(sys.argv) > 2 else ""
    if module.partition(".")[0] != "unsit":
        print(f"unsit: -m is for the modules of Unsit, not for {module!r}", file=sys.stderr)
        return 2
    sys.argv = [sys.argv[0], *sys.argv[3:]]
    # It ends by SystemExit, as it does in Python.
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
