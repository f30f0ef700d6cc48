"""`python -m spotintro` and the `spotintro` script."""

from __future__ import annotations

import sys


def main() -> int:
    from spotintro.cli.entry import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
