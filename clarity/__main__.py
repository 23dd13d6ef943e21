"""Starts the command line: ``clarity``, and ``python -m clarity``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, and leave quietly when Ctrl-C comes before it is even loaded."""
    try:
        from clarity.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
