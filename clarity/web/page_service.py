"""What the page can ask for: what an editor can of a text, and what it shows beside the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from clarity.lsp.addresses import place_of
from clarity.lsp.diagnostics import Sheet
from clarity.lsp.documents import Open, Pace
from clarity.lsp.judging import Judge
from clarity.lsp.service import Service
from clarity.messages import _
from clarity.model import Report, Rule, Span, Tally
from clarity.parsing.hints import shown
from clarity.project.config import FILE_NAME
from clarity.reports.json_report import checked_data
from clarity.reports.remarks import in_words
from clarity.rulebook import pages
from clarity.web import wishes
from clarity.web.limits import MOST_CHARACTERS, MOST_TEXTS, FullError
from clarity.web.picture import picture
from clarity.web.served import Served
from clarity.web.wishes import Json, WishError

if TYPE_CHECKING:
    from clarity.web.conversation import PageServer

#: The page is near, and marks are to be there as soon as a key is up.
_PACE = Pace(pause=0.03, rest=1.0)
#: The most of a rule's words and examples that are shown.
_MOST_WORDS = 20
_MOST_EXAMPLES = 4
#: What the address of a text that is no file begins with.
_SCHEME = "untitled"


class Encoded(str):
    """An answer that is JSON already: to write a large one would keep all others waiting."""

    __slots__ = ()


class PageService(Service):
    """One page's dealings with clarity. It opens no file, and changes none."""

    def __init__(self, server: PageServer, served: Served) -> None:
        self._judge = Judge(served.request, served.shared)
        super().__init__(server, self._judge, served.lane.turn(), _PACE)
        self._served = served
        self._page = server

    def open(self, item: lsp.TextDocumentItem) -> None:
        """Take a text that has been opened, if it is no file and there is room for it."""
        if urlsplit(item.uri).scheme != _SCHEME:
            return
        place = place_of(item.uri, item.language_id, ())
        if place is None or place.name.startswith(FILE_NAME):
            return
        if self.documents.get(item.uri) is None and len(list(self.documents)) >= MOST_TEXTS:
            self._page.leave(1013, _("There are too many texts open."))
        elif self._has_room(len(item.text)):
            super().open(item)

    def edit(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Make edits in a text, as long as there is room for it."""
        if self._has_room(sum(len(change.text) for change in params.content_changes)):
            super().edit(params)

    def shut(self) -> None:
        """Let go of everything."""
        super().shut()
        self._served.open.leave(self)

    def _has_room(self, more: int) -> bool:
        """Tell whether so many characters may come. The page is left if not."""
        much = more + sum(len(document.text.source) for document in self.documents)
        if much > MOST_CHARACTERS:
            self._page.leave(1009, _("The text is too large."))
            return False
        try:
            self._served.open.take(self, much)
        except FullError:
            self._page.leave(1013, _("Too much is going on here now. Try again later."))
            return False
        return True

    async def settle(self, params: object) -> Json:
        """Have the texts judged as is wished from now on.

        Who wishes what holds here anyway leaves it to the texts, which may say otherwise.
        """
        here = await self.documents.in_turn(self._served.settings)
        wished = {
            name: value
            for name, value in _object(params).items()
            if value != getattr(here, name, None)
        }
        try:
            request = wishes.request_with(wished, self._served.request)
        except WishError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        await self.documents.in_turn(lambda: self._judge.ask(request))
        self.documents.judge_all()
        return {}

    async def choices(self) -> Json:
        """Return what there is to choose from, and the text that the page is to begin with."""
        served, language = self._served, self.client.language

        def told() -> Json:
            return wishes.choices(language, served.settings(), served.request)

        file = served.file
        begun = {"name": file.name, "text": file.text} if file else None
        return {**await self.documents.in_turn(told), "file": begun}

    async def report(self, params: object) -> Json | Encoded:
        """Return the report on a text, once it has been judged as it is, and its picture."""
        document = await self.documents.scored(_uri(params))
        if document is None or document.judged is None:
            raise JsonRpcInvalidParams(_("There is no such text open."))
        version, judged = document.version, document.judged
        if isinstance(judged.outcome, Report):
            report, sheet = judged.outcome, Sheet(document.uri, document.text, version)
            return await self.documents.in_turn(
                lambda: Encoded(json.dumps(self._report_data(report, sheet, document)))
            )
        reason = judged.outcome or judged.trouble
        message = reason.message if reason else ""
        return {"version": version, "failure": in_words(message, self._code())}

    def _report_data(self, report: Report, sheet: Sheet, document: Open) -> Json:
        settings = self._judge.settings(document.path)
        seen = picture(report, self._judge.prose(report))
        return {
            "version": sheet.version,
            "report": checked_data(report, settings.fail_on, settings.min_score),
            "sentences": [
                {"range": _range(sheet, span), "words": words} for span, words in seen.sentences
            ],
            "heavy": [{"range": _range(sheet, span), "kind": kind} for span, kind in seen.heavy],
            "notices": [in_words(one, self._code()) for one in report.notices],
            "skipped": [
                in_words(reason, self._code())
                for reason in dict.fromkeys(skip.reason for skip in report.skipped)
            ],
        }

    def explanation(self, params: object) -> Json:
        """Return what there is to say of a rule that has been used."""
        named = _object(params).get("rule")
        rule = self.rule(named) if isinstance(named, str) else None
        if rule is None:
            told = _("There is nothing called «{name}».").format(name=shown(str(named)))
            raise JsonRpcInvalidParams(told)
        return _explained(rule)

    def _code(self) -> str:
        return self._words(None).code


def _explained(rule: Rule) -> Json:
    advice, tally = rule.advice, rule.record.tally if rule.record else Tally()
    return {
        "rule": rule.id,
        "markdown": pages.page(rule, "", _MOST_WORDS),
        "why": advice.why.strip(),
        "source": advice.source,
        "url": advice.url or None,
        "strength": advice.strength,
        "record": {"right": tally.right, "judged": tally.judged} if tally.judged else None,
        "examples": [
            {"bad": example.bad, "good": example.good} for example in rule.examples[:_MOST_EXAMPLES]
        ],
    }


def _range(sheet: Sheet, span: Span) -> Json:
    start, end = sheet.text.places(span)
    return {
        "start": {"line": start.line, "character": start.unit},
        "end": {"line": end.line, "character": end.unit},
    }


def _object(params: object) -> Mapping[str, Any]:
    """Return the parameters of a request of our own. Raises `JsonRpcInvalidParams`."""
    if isinstance(params, Mapping):
        return params
    raise JsonRpcInvalidParams(_("There must be an object of parameters."))


def _uri(params: object) -> str:
    named = _object(params).get("textDocument")
    uri = named.get("uri") if isinstance(named, Mapping) else None
    if isinstance(uri, str):
        return uri
    raise JsonRpcInvalidParams(_("There is no such text open."))
