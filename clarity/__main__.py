"""Starts the command line: ``clarity``, and ``python -m clarity``."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path

#: Objects made between two looks for cycles. We make many objects and hardly a cycle, and looking
#: as often as Python does by itself costs a tenth of the time.
_MADE_BETWEEN_LOOKS = 100_000


def main() -> None:
    """Run the command line, and leave quietly when Ctrl-C comes before it is loaded, or after."""
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    try:
        from clarity.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Python would look for cycles among all that was made once more before it lets it go, and
        # that takes a tenth of a short run.
        gc.freeze()


if __name__ == "__main__":
    # Python would look for modules in the folder one stands in first, and that folder holds the
    # texts of whoever wrote them.
    strange = {"", str(Path.cwd())} - {str(Path(__file__).parent.parent)}
    sys.path[:] = [place for place in sys.path if place not in strange]
    main()
