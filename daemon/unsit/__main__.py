"""The command `unsit`: without a verb it is the daemon, and carries no command line all day."""

import sys

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl+C, as shells have it."""


def main() -> int:
    """Run the daemon, or one verb of the command line; return the exit code."""
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


if __name__ == "__main__":
    sys.exit(main())
