"""Comments that silence what nobody says: each is a finding of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from clarity.checks import repeats
from clarity.checks.fingerprints import digest
from clarity.language import interface
from clarity.model import Advice, Document, Finding, Report, Silence, Span

#: What such a finding is called, with the language of its text before it.
NAME = "unused-silence"


def find(document: Document, bare: Report, judged: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each comment that silences a rule in vain, or all rules.

    ``bare`` is the report of the text as if there were no comments, with all that rules find.
    ``judged`` are the names of rules of which it tells; of the others nothing can be said.
    """
    places = repeats.places(bare.findings)
    seen: Counter[str] = Counter()
    comments: dict[Span, list[Silence]] = {}
    for silence in document.silences:
        comments.setdefault(silence.comment, []).append(silence)
    for comment, silences in sorted(comments.items()):
        heard = names(found.rule for found in places if _covers(silences, found))
        if any(silence.rules is None for silence in silences):
            # What could not run may be what it is there for.
            idle, is_idle = [], not heard and not bare.skipped
        else:
            named = frozenset().union(*(silence.rules or () for silence in silences))
            idle = sorted(named.intersection(judged) - heard)
            is_idle = bool(idle)
        if is_idle:
            text = document.source[comment.start : comment.end]
            seen[text] += 1
            yield _finding(bare.language or "", comment, text, idle, seen[text])


def page(language: str) -> str:
    """Return what such a finding is, as a page of Markdown in a language."""
    words = interface.texts(language, "silences", ("all", "rules", "why"))
    return f"# `{NAME}`\n\n{words['why']} (`clarity check --unused-silences`)\n"


def _covers(silences: Iterable[Silence], found: Finding) -> bool:
    return any(one.span.start <= found.span.start < one.span.end for one in silences)


def names(rules: Iterable[str]) -> frozenset[str]:
    """Return what comments call rules, which have their language in their ids."""
    return frozenset(rule.partition("/")[2] for rule in rules)


def _finding(language: str, comment: Span, text: str, idle: Sequence[str], number: int) -> Finding:
    words = interface.texts(language, "silences", ("all", "rules", "why"))
    message = words["rules"].format(rules=", ".join(idle)) if idle else words["all"]
    key = "\n".join((NAME, text, *idle, str(number)))
    return Finding(
        advice=_advice(language, words["why"]),
        severity="warning",
        span=comment,
        context=comment,
        text=text,
        message=message,
        suggestions=(),
        fingerprint=digest(key),
    )


@cache
def _advice(language: str, why: str) -> Advice:
    return Advice(f"{language}/{NAME}", "format", "heuristic", "", "", why)
