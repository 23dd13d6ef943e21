"""What the judges of one process have read, which need not be read for each of them."""

from __future__ import annotations

import gc

from clarity.project.once import Once

#: So many objects are made before it is looked at whether any of them are garbage.
_MADE = 10_000


class Shared:
    """What has been read, until something has changed that it rests on."""

    def __init__(self, once: Once) -> None:
        self.once = once
        self._is_settled = False

    def settle(self) -> None:
        """Have what has been read so far not looked through again for garbage: it stays.

        And look for it seldom: a judging makes much, and next to nothing of it goes in circles.
        """
        if not self._is_settled:
            self._is_settled = True
            gc.freeze()
            gc.set_threshold(_MADE)

    def renew(self, old: Once) -> Once:
        """Begin anew, if nobody has yet since there was ``old``, and return what there is now."""
        if self.once is old:
            self.once = old.renewed()
            self._is_settled = False
            gc.unfreeze()
        return self.once
