"""Starts the program: ``python -m eigenscope`` and the command ``eigenscope``."""

import sys


def main() -> int:
    """Run the command line and return the exit code."""
    from eigenscope.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
