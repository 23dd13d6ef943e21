"""What the HTML report says of one file: its score, its text with marks, and the comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from clarity.model import Finding, Report, Scorecard
from clarity.parsing.languages import languages
from clarity.reports.html.charts import bar, length_chart
from clarity.reports.html.marked import marked_text
from clarity.reports.html.markup import element, escaped, link
from clarity.reports.html.words import HtmlWords, html_words
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.part import Part, part_of
from clarity.reports.phrasing import count, placed, points_won, read_as, shown
from clarity.reports.positions import Lines, lines_of
from clarity.reports.remarks import in_words

_MOST_GAINS = 5


def part(report: Report, options: Options) -> Part:
    """Return a file's section.

    Apart: what the names of its places in the page begin with, the rules that found something,
    each with a severity, the number of new places and an example, and what to mend first.
    """
    words = words_for(report.language, options)
    prefix = place_name(report.path)
    text = "".join(_section(report, words, html_words(words.code), prefix, options))
    gains = report.scorecard.gains if report.scorecard else ()
    return part_of(report, text, (prefix, _rules(report), gains[0].label if gains else ""))


def place_name(path: str) -> str:
    """Return what begins the names of the places of a file in the page."""
    return "f" + blake2b(path.encode(errors="surrogatepass"), digest_size=6).hexdigest()


def _rules(report: Report) -> list[list[str | int]]:
    found: dict[str, list[str | int]] = {}
    for finding in report.findings:
        told = found.setdefault(finding.rule, [finding.rule, finding.severity, 0, finding.message])
        told[2] = int(told[2]) + (0 if finding.is_known else 1 + len(finding.repeats))
    return list(found.values())


def _section(
    report: Report, words: Words, own: HtmlWords, prefix: str, options: Options
) -> Iterator[str]:
    lines = lines_of(report.source)
    card = report.scorecard if options.show_scores else None
    is_checked = report.language in languages()
    if card and card.overall is not None:
        score = f"{shown(card.overall)} {words.of_hundred} · {card.band}"
    else:
        score = words.no_score if is_checked else words.not_checked
    facts = [score]
    if is_checked:
        language = words.languages.get(report.language or "", "")
        facts += [language, count(report.words, words.word)]
    severities = " ".join(sorted({finding.severity for finding in report.findings}))
    rules = " ".join(sorted({finding.rule for finding in report.findings}))
    yield (
        f'<details class="file" id="{prefix}" data-path="{escaped(report.path)}" '
        f'data-severities="{severities}" data-rules="{escaped(rules)}">'
    )
    title = element("h2", escaped(report.path))
    yield element("summary", title + element("p", escaped(" · ".join(filter(None, facts)))))
    if report.told:
        yield element("p", escaped(read_as(report.told, words)), class_="note")
    for notice in report.notices:
        yield element("p", escaped(in_words(notice, words.code)), class_="note")
    if card:
        yield from _card(report, card, lines, words)
    yield length_chart(report, own)
    if options.show_findings and is_checked:
        language = report.language or ""
        yield element("h3", escaped(own.text))
        yield element("div", marked_text(report, prefix), class_="text", lang=language)
        yield from _comments(report.findings, lines, words, own, prefix)
    yield "</details>\n"


def _card(report: Report, card: Scorecard, lines: Lines, words: Words) -> Iterator[str]:
    if card.overall is None:
        yield element("p", escaped(card.reason), class_="note")
        return
    if card.confidence:
        certainty = f"{card.guideline_name}. {words.confidence[card.confidence]}"
        yield element("p", escaped(certainty), class_="note")
    rows = []
    for principle in card.principles:
        name = element("th", escaped(principle.name), scope="row")
        if principle.score is None:
            rows.append(name + element("td", escaped(words.not_assessed), colspan="2"))
        else:
            number = element("td", shown(principle.score), class_="number")
            rows.append(name + element("td", bar(principle.score)) + number)
    table = element("table", "".join(element("tr", row) for row in rows), class_="principles")
    gains = [
        element("li", escaped(f"{gain.label} ({points_won(gain, report, lines, words)})"))
        for gain in card.gains[:_MOST_GAINS]
    ]
    first = element("h3", escaped(words.mend_first)) + element("ol", "".join(gains))
    yield element("div", table + element("div", first if gains else ""), class_="card")
    yield element("p", escaped(card.caveat), class_="note")


def _comments(
    findings: Sequence[Finding], lines: Lines, words: Words, own: HtmlWords, prefix: str
) -> Iterator[str]:
    yield element("h3", escaped(own.comments))
    if not findings:
        yield element("p", escaped(words.no_comments))
        return
    told: set[str] = set()
    items = []
    for number, finding in enumerate(findings, 1):
        items.append(_comment(finding, number, lines, words, own, prefix, finding.rule in told))
        told.add(finding.rule)
    yield element("ol", "".join(items), class_="comments")


def _comment(
    finding: Finding,
    number: int,
    lines: Lines,
    words: Words,
    own: HtmlWords,
    prefix: str,
    is_told: bool,
) -> str:
    """Return a comment; why, and who says so, once for each rule."""
    advice = finding.advice
    severity = element("b", escaped(words.severities[finding.severity]), class_=finding.severity)
    if finding.scope == "document":
        where = escaped(words.whole)
    else:
        line = f"{words.line} {lines.line(finding.span.start)}"
        where = element("a", escaped(line), href=f"#{prefix}m{number}", title=own.back)
    said = escaped(placed(finding.message, finding, lines, words))
    found = element("p", f"{severity} · {where} · {said}")
    if not is_told:
        source = link(advice.source, advice.url) if advice.source else ""
        said = f"{escaped(words.source)}: {source} · " if source else ""
        why = f"{escaped(advice.why)} <small>{said}{escaped(f'{words.rule}: {advice.id}')}</small>"
        found += element("p", why, class_="why")
    return element(
        "li", found, id=f"{prefix}c{number}", data_severity=finding.severity, data_rule=advice.id
    )
