"""The page of a run: how it went, the pages that need most first, what comes again, each file."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from clarity.model import SEVERITIES, Failure, Severity
from clarity.reports.changes import change, remarks
from clarity.reports.digest.sums import need
from clarity.reports.html.charts import score_chart
from clarity.reports.html.markup import element, escaped, row
from clarity.reports.html.words import HtmlWords, html_words
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Earlier, Options
from clarity.reports.part import Part, Row
from clarity.reports.phrasing import group, shown
from clarity.reports.remarks import in_words
from clarity.reports.summary import Counted, Summary
from clarity.reports.totals import fallen, outcome, scores, totals
from clarity.resources import code_root


class _Recurring(Struct, frozen=True):
    """A rule that found something: at how many places, on how many pages, and an example."""

    rule: str
    severity: Severity
    places: int
    example: str
    pages: int = 1


class _Page(Struct, frozen=True):
    """A file of the run: its row, what its places begin with, its rules, what to mend first."""

    row: Row
    prefix: str
    rules: Sequence[_Recurring]
    first: str
    text: str


def assemble(parts: Iterable[Part | Failure], options: Options) -> Iterator[str]:
    """Yield the page, once all parts have come: it begins with what sums them up."""
    counted = Counted(parts)
    pages = [_page(part) for part in counted if isinstance(part, Part)]
    summary = counted.summary
    if options.selects or summary.known:
        pages.sort(key=_new)  # what is known can wait, however low it scores
    else:
        pages.sort(key=lambda page: need(page.row))
    words = words_for(summary.language(options.language), options)
    own = html_words(words.code)
    yield from _head(words)
    yield from _overview(pages, summary, words, own, options)
    yield from _table(pages, words, own, options)
    yield from _recurring(pages, words, own)
    yield from _filters(pages, words, own)
    for page in pages:
        yield page.text
    yield f"</main><script>{_asset('report.js')}</script></body></html>\n"


def _page(part: Part) -> _Page:
    prefix, rules, first = part.apart
    return _Page(part.row, prefix, [_Recurring(*rule) for rule in rules], first, part.text)


def _new(page: _Page) -> tuple[Sequence[int], float]:
    """Sort by what is new, the gravest first; then by score, those without one last."""
    score, found, _ = need(page.row)
    return found, score


@cache
def _asset(name: str) -> str:
    return (code_root() / "reports" / "html" / name).read_text(encoding="utf-8").strip()


def _head(words: Words) -> Iterator[str]:
    """Yield the head. Its policy lets nothing run or load but what is written here."""
    style, script = (
        base64.b64encode(sha256(_asset(name).encode()).digest()).decode()
        for name in ("report.css", "report.js")
    )
    policy = (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield f'<!doctype html>\n<html lang="{words.code}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escaped(words.title)}</title><style>{_asset('report.css')}</style></head>\n"
    yield f"<body><main><h1>{escaped(words.title)}</h1>\n"


def _overview(
    pages: Sequence[_Page], summary: Summary, words: Words, own: HtmlWords, options: Options
) -> Iterator[str]:
    yield element("p", escaped(totals(summary, words)))
    for line in outcome(summary, words):
        yield element("p", element("strong", escaped(line)))
    if fell := fallen(summary, words):
        yield element("ul", "".join(element("li", escaped(line)) for line in fell))
    by_guideline = scores(summary)
    for guideline, some in by_guideline.items():
        if len(some) > 1:
            mean = own.mean.format(score=shown(sum(some) / len(some)))
            told = f"{guideline}: {mean}" if len(by_guideline) > 1 else mean
            yield element("p", escaped(told)) + score_chart(some, own)
    if len(by_guideline) > 1:
        yield element("p", escaped(words.guidelines_differ), class_="note")
    failed = [
        (bool(one.line), escaped(f"{one.place}: {in_words(one.message, words.code)}"))
        for one in summary.failures
    ]
    for is_wrong, title in ((False, words.unreadable), (True, words.wrong_settings)):
        if items := [element("li", told) for located, told in failed if located == is_wrong]:
            yield element("h2", escaped(title)) + element("ul", "".join(items))


def _table(pages: Sequence[_Page], words: Words, own: HtmlWords, options: Options) -> Iterator[str]:
    if len(pages) < 2 and options.earlier is None:
        return
    severities: Sequence[Severity] = tuple(reversed(SEVERITIES))
    heads = [words.path, words.score]
    if options.earlier is not None:
        heads.append(words.change)
    heads += [*(words.severities[severity] for severity in severities), own.first]
    yield element("h2", escaped(own.pages))
    yield '<div class="wide"><table class="pages">' + element(
        "thead", row(map(escaped, heads), "th")
    )
    yield "<tbody>"
    for page in pages:
        path = element("a", escaped(page.row.path), href=f"#{page.prefix}")
        score = "–" if page.row.overall is None else shown(page.row.overall)
        cells = [path, score]
        if options.earlier is not None:
            cells.append(_change(page.row, options.earlier, words))
        cells += [group(page.row.findings[severity]) for severity in severities]
        yield row([*cells, escaped(page.first)])
    yield "</tbody></table></div>\n"
    if options.earlier is not None:
        for told in remarks([page.row for page in pages], options.earlier, words):
            yield element("p", escaped(told), class_="note")


def _change(now: Row, earlier: Mapping[str, Earlier], words: Words) -> str:
    changed = change(now, earlier, words)
    if changed.kind in ("better", "worse", "same"):
        return element("span", changed.told, class_=changed.kind)
    return escaped(changed.told)


def _recurring(pages: Sequence[_Page], words: Words, own: HtmlWords) -> Iterator[str]:
    """Yield the rules that found most, each with how often and an example."""
    found: dict[str, _Recurring] = {}
    for page in pages:
        for one in filter(_is_new, page.rules):
            known = found.setdefault(one.rule, replace(one, places=0, pages=0))
            found[one.rule] = replace(
                known, places=known.places + one.places, pages=known.pages + 1
            )
    if not found or len(pages) < 2:
        return
    yield element("h2", escaped(own.rules))
    heads = [words.rule, "", own.places, words.file[1].capitalize(), own.example]
    yield '<div class="wide"><table class="rules">' + element(
        "thead", row(map(escaped, heads), "th")
    )
    for one in sorted(found.values(), key=lambda one: (-one.places, one.rule)):
        severity = element("b", escaped(words.severities[one.severity]), class_=one.severity)
        yield row(
            [escaped(one.rule), severity, group(one.places), group(one.pages), escaped(one.example)]
        )
    yield "</table></div>\n"


def _is_new(one: _Recurring) -> bool:
    return one.places > 0


def _filters(pages: Sequence[_Page], words: Words, own: HtmlWords) -> Iterator[str]:
    """Yield what the reader can choose by, hidden until the script is there to heed it."""
    if len(pages) < 2:
        return
    rules = sorted({one.rule for page in pages for one in page.rules})
    severities = [
        _option(severity, words.severities[severity]) for severity in reversed(SEVERITIES)
    ]
    yield '<form id="filters" hidden>'
    yield element("label", escaped(own.find) + '<input type="search" id="find">')
    yield _select("severity", own.every_severity, severities)
    yield _select("rule", own.every_rule, [_option(rule, rule) for rule in rules])
    yield element("button", escaped(own.open_all), type="button", id="open")
    yield element("button", escaped(own.close_all), type="button", id="close")
    yield element("p", escaped(own.none_left), id="none", role="status", hidden="")
    yield "</form>\n"


def _option(value: str, told: str) -> str:
    return element("option", escaped(told), value=value)


def _select(name: str, every: str, choices: Sequence[str]) -> str:
    return element("select", "".join([_option("", every), *choices]), id=name, aria_label=every)
