"""`python -m spotintro` and the `spotintro` script."""

from __future__ import annotations

import sys


def main() -> int:
    try:
        from spotintro.cli.entry import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command line is there to tell of it
        return 130


if __name__ == "__main__":
    sys.exit(main())
