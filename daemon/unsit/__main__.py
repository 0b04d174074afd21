"""The command `unsit`: without a verb it is the daemon, and carries no command line all day."""

import codecs
import io
import sys

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl+C, as shells have it."""


def main() -> int:
    """Run the daemon, or one verb of the command line; return the exit code."""
    choose_letters()
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


def choose_letters() -> None:
    """Have Windows hear UTF-8 through a pipe, too; elsewhere a letter that the output lacks is a "?"."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # a program without a console has None
            continue
        if sys.platform == "win32":
            stream.reconfigure(encoding="utf-8")
        elif stream is sys.stdout and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="replace")  # stderr never fails


if __name__ == "__main__":
    sys.exit(main())
