"""The command `unsit`: without a verb it is the daemon, and carries no command line all day."""

import io
import sys

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl+C, as shells have it."""


def main() -> int:
    """Run the daemon, or one verb of the command line; return the exit code."""
    speak_utf_8()
    try:
        if len(sys.argv) == 1:
            from unsit.daemon.main import run

            return run()
        from unsit import catalogue

        catalogue.speak(catalogue.asked())
        from unsit.cli import call

        return call(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as surprise:  # noqa: BLE001  # the outermost fence
        from unsit.cli.main import unexpected

        return unexpected(surprise)


def speak_utf_8() -> None:
    """Have Windows hear UTF-8 through a pipe, too, not the letters of its code page alone."""
    for stream in (sys.stdout, sys.stderr) if sys.platform == "win32" else ():
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has None
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
