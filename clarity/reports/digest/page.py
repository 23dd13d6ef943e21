"""The summary of many files: what was found in all, what needs most, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clarity.model import SEVERITIES
from clarity.reports.digest.neediest import table
from clarity.reports.digest.scores import spread
from clarity.reports.digest.sums import Page, Sums, found_in, gravest
from clarity.reports.digest.words import DigestWords, digest_words
from clarity.reports.interface_words import Words, words_for
from clarity.reports.options import Options
from clarity.reports.phrasing import count, enumerate_words, group, shown
from clarity.reports.printable import one_line
from clarity.reports.remarks import in_words
from clarity.reports.selection import is_among
from clarity.reports.summary import Summary
from clarity.reports.terminal_style import Style
from clarity.reports.terminal_table import shortened
from clarity.reports.totals import averages, caveat_in, fallen, outcome, remarked, totals

_MOST_PAGES = 10
_MOST_RULES = 8
_MOST_GAINS = 3
_MOST_FAILURES = 10
#: A rule or a file with a smaller share of all that was found does not stand out.
_LARGE_SHARE = 0.2
#: Of less than this, such a share is fewer than ten: sooner read than settings are changed.
_LEAST_FOUND = 50
#: Less than this shows as nothing.
_LEAST_WON = 0.5


def page(
    summary: Summary,
    sums: Sums,
    caveats: Mapping[str | None, str],
    style: Style,
    options: Options,
) -> Iterator[str]:
    """Yield the lines of the summary, in parts with an empty line between.

    ``caveats`` are what scores do not tell, by the language of the texts.
    """
    words = words_for(summary.language(options.language), options)
    own = digest_words(words.code)
    parts = (
        (*style.fill(totals(summary, words), 0), *_averages(summary, words, style)),
        tuple(spread(summary, words, own, style)) if options.show_scores else (),
        tuple(_pages(sums, words, own, style, options)),
        tuple(_rules(sums, words, own, style)) if options.show_findings else (),
        tuple(_begin(sums, words, own, style, options)),
        tuple(_unread(summary, words, style)),
        tuple(_end(summary, words, own, caveats, style, options)),
    )
    for number, part in enumerate(filter(None, parts)):
        if number and not style.plain:
            yield ""
        yield from part


def _averages(summary: Summary, words: Words, style: Style) -> Iterator[str]:
    for told in averages(summary, words):
        yield from style.fill(one_line(told), 0)


def _pages(
    sums: Sums, words: Words, own: DigestWords, style: Style, options: Options
) -> Iterator[str]:
    """Yield the files that need most: their scores, what was found, and what to mend first."""
    pages = _listed(sums, options)[:_MOST_PAGES]
    if style.plain:
        for one in pages:
            told = own.page.format(path=one_line(one.row.path), told=", ".join(_told(one, words)))
            first = own.first.format(label=one_line(one.first)) if one.first else ""
            yield from style.fill(" ".join(filter(None, (told, first))), 0)
        return
    if not pages:
        return
    files = count(len(sums.pages), words.file)
    yield style.strong(own.pages.format(shown=len(pages), files=files))
    # A path may take more of a wide screen than running text does.
    yield from table(pages, words, style, max(style.width, options.width))


def _listed(sums: Sums, options: Options) -> Sequence[Page]:
    """Return the files by what needs most; where only a part is shown, those with some of it."""
    if not _is_partial(sums, options):
        return sums.neediest
    pages = (one for one in sums.pages if found_in(one.row) or one.row.is_low or one.row.is_worse)
    return sorted(pages, key=lambda one: gravest(one.row))


def _is_partial(sums: Sums, options: Options) -> bool:
    """Tell whether only what is new or what somebody looks for is shown."""
    return options.selects or any(page.row.known for page in sums.pages)


def _told(page: Page, words: Words) -> Iterator[str]:
    if page.row.overall is not None:
        yield f"{shown(page.row.overall)} {words.points[1]}"
    yield count(found_in(page.row), words.comment)


def _rules(sums: Sums, words: Words, own: DigestWords, style: Style) -> Iterator[str]:
    """Yield the rules that have found most, each with something that it has found."""
    rules = sums.rules
    if not rules:
        return
    few = rules[:_MOST_RULES]
    if not style.plain:
        of_all = count(len(rules), own.rule)
        yield style.strong(own.recurring.format(shown=len(few), rules=of_all))
    for one in few:
        told = own.found.format(
            comments=count(one.findings, words.comment), files=count(one.files, words.file)
        )
        sign = style.signs[one.severity]
        rule, place = one_line(one.rule), one_line(one.place)
        if not style.plain:
            place = shortened(place, style.width - 8)
        example = f"{place}: {one_line(one.example)}"
        if style.plain:
            severity = words.severities[one.severity]
            yield from style.fill(f"{rule}: {told} ({severity}). {example}", 0)
            continue
        first, *rest = style.item(sign, f"{rule}: {told}", indent=2)
        first = first.replace(sign, style.severity(one.severity, sign), 1)
        yield from (first.replace(rule, style.strong(rule), 1), *rest)
        yield from map(style.dim, style.fill(example, 6))


def _begin(
    sums: Sums, words: Words, own: DigestWords, style: Style, options: Options
) -> Iterator[str]:
    """Yield what to mend or to turn off first, and what there is to win by it."""
    told = [*_wins(sums, words, own)]
    if options.show_findings:
        is_partial = _is_partial(sums, options)
        if not is_partial and sums.findings >= _LEAST_FOUND:
            told += [*_loudest(sums, words, own, options), *_heaviest(sums, words, own)]
        told += [own.propose] if options.unsettled else []
        is_accepted = is_partial or options.shows_known
        told += [own.accept] if sums.is_long and not is_accepted else []
    if not told:
        return
    if not style.plain:
        yield style.strong(own.begin)
    for number, text in enumerate(told, 1):
        yield from style.fill(text, 0) if style.plain else style.item(f"{number}.", text, indent=2)


def _wins(sums: Sums, words: Words, own: DigestWords) -> Iterator[str]:
    files = count(len(sums.pages), words.file)
    for won in sums.gains[:_MOST_GAINS]:
        if won.mean >= _LEAST_WON:
            points = f"+{count(round(won.mean), words.points)}"
            label = one_line(won.label)
            yield own.win.format(label=label, points=points, number=group(won.files), files=files)


def _loudest(sums: Sums, words: Words, own: DigestWords, options: Options) -> Iterator[str]:
    """Yield what the rule that stands out makes of the whole, and how to see less of it.

    Who has turned a rule down already has chosen to see it.
    """
    found = next((one for one in sums.rules if not is_among(one.rule, options.turned_down)), None)
    if found is None or found.findings < _LARGE_SHARE * sums.findings or len(sums.rules) < 2:
        return
    rule = one_line(found.rule)
    share = own.share.format(
        rule=rule,
        number=group(found.findings),
        comments=count(sums.findings, words.comment),
        part=group(found.files),
        files=count(len(sums.pages), words.file),
    )
    alone = own.alone.format(files=count(found.alone, words.file)) if found.alone else ""
    milder = [] if found.severity == SEVERITIES[0] else [f"{{severity: {SEVERITIES[0]}}}"]
    settings = [words.quoted.format(text=f"{rule}: {setting}") for setting in (*milder, "off")]
    adjust = own.adjust.format(settings=enumerate_words(settings, words.or_word))
    yield " ".join(filter(None, (share, alone, own.look.format(rule=rule), adjust)))


def _heaviest(sums: Sums, words: Words, own: DigestWords) -> Iterator[str]:
    """Yield the file that much of it was found in: it may be nothing that anybody is to read."""
    if len(sums.pages) <= _MOST_PAGES or not sums.findings:
        return
    row = max((page.row for page in sums.pages), key=found_in)
    if found_in(row) >= _LARGE_SHARE * sums.findings:
        path, comments = one_line(row.path), count(sums.findings, words.comment)
        yield own.heaviest.format(path=path, number=group(found_in(row)), comments=comments)


def _unread(summary: Summary, words: Words, style: Style) -> Iterator[str]:
    """Yield what could not be checked, and the rules that could not run."""
    for failure in summary.failures[:_MOST_FAILURES]:
        cause = one_line(in_words(failure.message, words.code))
        told = "" if failure.line else f"{words.unreadable}: "
        yield from style.fill(f"{one_line(failure.place)}: {told}{cause}", 0)
    if more := len(summary.failures[_MOST_FAILURES:]):
        yield words.not_shown.format(files=count(more, words.file))
    for line in remarked(summary, words):
        yield from style.fill(line, 0)
    for reason, rules in summary.skipped.items():
        said = one_line(in_words(reason, words.code)).rstrip(".")
        yield from style.fill(f"{words.skipped}: {', '.join(rules)}. {said}.", 0)


def _end(
    summary: Summary,
    words: Words,
    own: DigestWords,
    caveats: Mapping[str | None, str],
    style: Style,
    options: Options,
) -> Iterator[str]:
    for line in outcome(summary, words):
        yield from style.fill(line, 0)
    for line in fallen(summary, words):
        yield from style.fill(one_line(line), 2)
    if options.sums_up:
        yield from style.fill(own.all, 0)
    if caveat := caveat_in(words, caveats):
        yield from map(style.dim, style.fill(one_line(caveat), 0))
