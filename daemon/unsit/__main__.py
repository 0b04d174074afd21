"""The command `unsit`: without a verb it is the daemon, and carries no command line all day."""

import sys


def main() -> int:
    """Run the daemon, or one verb of the command line; return the exit code."""
    if len(sys.argv) == 1:
        from unsit.daemon.main import run

        return run()
    from unsit.cli import call

    return call(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
