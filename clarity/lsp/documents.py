"""The texts that are open: when each is judged, and what is shown of it in the meantime.

A text has one task, which its next edit replaces. What a thread has begun cannot be stopped, so
what comes of it counts only if the text is still the same. The first edit after a pause is judged
at once, those that follow when the writer pauses; and new marks at her caret come once it rests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from math import inf
from time import monotonic
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from clarity.lsp.caret import Shown, moved, settled, shown
from clarity.lsp.judging import Job, Judge, Judged
from clarity.lsp.texts import Edit, Text
from clarity.model import Finding, Report


class Pace(Struct, frozen=True):
    """Seconds without an edit after which a text is judged, and after which the caret rests."""

    pause: float
    rest: float


#: The pace of an editor.
PACE = Pace(pause=0.25, rest=1.0)
#: A text that takes longer than this to judge is not judged before a pause.
_SLOW = 0.2
#: More code points than that are a large text.
_LARGE = 200_000


class Open(Struct, eq=False):
    """A text that is open. ``displayed`` are the findings of ``judged`` that are to be shown.

    ``of`` is the text that was judged, and ``cost`` the seconds it took. ``version`` is the
    editor's.
    """

    uri: str
    path: str
    name: str
    is_file: bool
    text: Text
    version: int
    caret: int = 0
    edited: float = -inf
    cost: float = 0
    judged: Judged | None = None
    of: Text | None = None
    displayed: tuple[Finding, ...] = ()
    seen: tuple[Shown, ...] = ()
    task: asyncio.Task[None] | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_current(self) -> bool:
        """Tell whether the text has been judged as it is now."""
        return self.judged is not None and self.of is self.text


Done = TypeVar("Done")

#: Is called when what is shown of a text has changed, with whether marks waited for the caret.
Publish = Callable[[Open, bool], object]


class Documents:
    """All that is open, by its address."""

    def __init__(
        self, judge: Judge, publish: Publish, thread: Executor | None = None, pace: Pace = PACE
    ) -> None:
        """Begin with nothing. The ``thread`` that judges does one thing at a time."""
        self.judge = judge
        self._publish = publish
        self._open: dict[str, Open] = {}
        self._thread = thread or ThreadPoolExecutor(1, "judge")
        self._pace = pace

    def __iter__(self) -> Iterator[Open]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> Open | None:
        """Return a text that is open."""
        return self._open.get(uri)

    def at(self, path: str) -> Open | None:
        """Return the text of a file that is open: editors write one address in several ways."""
        return next((d for d in self._open.values() if d.is_file and d.path == path), None)

    def open(self, document: Open) -> None:
        """Take a text, also one that is open already, and judge it."""
        if before := self._open.get(document.uri):
            self._end(before)
        self._open[document.uri] = document
        self._judge_after(document, 0)

    def edit(self, uri: str, version: int, edits: Iterable[Edit | str]) -> None:
        """Make edits one after another; a ``str`` is the whole text. Unknown texts are passed by.

        So are versions that come late: an edit is of the text as it was.
        """
        document = self._open.get(uri)
        if document is None or version < document.version:
            return
        for edit in edits:
            text = document.text
            made = text.replaced(edit) if isinstance(edit, str) else text.edited(edit)
            document.text, taken, document.caret = made
            document.seen = moved(document.seen, taken, document.caret)
        now, before = monotonic(), document.edited
        document.version, document.edited = version, now
        pause = self._pace.pause
        was_idle = document.ready.is_set() and now - before > pause
        is_quick = was_idle and document.cost < _SLOW
        self._judge_after(document, 0 if is_quick else max(pause, document.cost / 2))

    def close(self, uri: str) -> Open | None:
        """Let go of a text, and return it."""
        document = self._open.pop(uri, None)
        if document:
            self._end(document)
            self._thread.submit(self.judge.forget, document.path)
        return document

    def judge_all(self) -> None:
        """Judge all that is open anew: something around it has changed."""
        for document in list(self._open.values()):
            document.of = None
            self._judge_after(document, 0)

    async def current(self, uri: str) -> Open | None:
        """Wait until a text has been judged as it is then; nothing where it is not open."""
        while (document := self._open.get(uri)) and not document.is_current:
            await document.ready.wait()
        return document

    async def scored(self, uri: str) -> Open | None:
        """Wait as `current` does, and then until the text has its score."""
        while document := await self.current(uri):
            judged = document.judged
            if judged is None or judged.score is None:
                return document
            report = await self.in_turn(judged.score)
            if document.judged is judged:  # and has not been judged anew in the meantime
                document.judged = replace(judged, outcome=report, score=None)
        return None

    async def in_turn(self, do: Callable[[], Done]) -> Done:
        """Have something done by the thread that judges, when it has time."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, do)

    def shut(self) -> None:
        """End all tasks, and what they have started."""
        for document in list(self._open.values()):
            self._end(document)
        self._open.clear()
        self.judge.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _end(self, document: Open) -> None:
        if document.task:
            document.task.cancel()
        document.ready.set()  # so that nobody waits for it

    def _judge_after(self, document: Open, seconds: float) -> None:
        if document.task:
            document.task.cancel()
        document.ready.clear()
        document.task = asyncio.create_task(self._judge(document, seconds))

    async def _judge(self, document: Open, seconds: float) -> None:
        await asyncio.sleep(seconds)
        text = document.text
        job = Job(document.path, document.name, text, document.is_file)
        judged = await self.in_turn(partial(self.judge.judge, job))
        if document.text is not text:
            return
        # The first time is no guide, but in a large text: what it has read and learnt is kept.
        is_guide = document.judged or len(text.source) > _LARGE
        document.cost = judged.seconds if is_guide else 0
        findings = judged.outcome.findings if isinstance(judged.outcome, Report) else ()
        document.judged, document.of = judged, text
        resting = document.edited + self._pace.rest - monotonic()
        if resting > 0:
            document.displayed = settled(findings, document.caret, document.seen)
        else:
            document.displayed = findings
        self._show(document, has_waited=False)
        if len(document.displayed) < len(findings):
            await asyncio.sleep(resting)
            document.displayed = findings
            self._show(document, has_waited=True)

    def _show(self, document: Open, *, has_waited: bool) -> None:
        document.seen = shown(document.displayed)
        document.ready.set()
        self._publish(document, has_waited)
