"""Starts the command line: ``clarity``, and ``python -m clarity``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

#: Seconds until Ctrl-C is told again where Python has forgotten it.
_AGAIN = 0.01
#: Objects made between two looks for cycles. We make many objects and hardly a cycle, and looking
#: as often as Python does by itself costs a tenth of the time.
_MADE_BETWEEN_LOOKS = 100_000


def main() -> None:
    """Run the command line, and leave quietly when Ctrl-C comes before it is loaded, or after."""
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    sys.unraisablehook = _tell_again
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


def _tell_again(unraisable: UnraisableHookArgs) -> None:
    """Tell of Ctrl-C once more that came where nothing can be raised, as when an object ends."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    from threading import Timer

    Timer(_AGAIN, os.kill, (os.getpid(), signal.SIGINT)).start()


if __name__ == "__main__":
    # Python would look for modules in the folder one stands in first, and that folder holds the
    # texts of whoever wrote them.
    strange = {"", str(Path.cwd())} - {str(Path(__file__).parent.parent)}
    sys.path[:] = [place for place in sys.path if place not in strange]
    main()
