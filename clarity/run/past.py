"""What an earlier version of a file had, and with it what of a report is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache as once
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing, rulebook
from clarity.checks import repeats
from clarity.digest import blake2b
from clarity.language.sentences import Splitter
from clarity.language.touched import Places, Stood, sentences, touched
from clarity.model import Finding, Report
from clarity.parsing.languages import languages
from clarity.reports.options import Earlier

#: A rule, and what it met.
_Thing = tuple[str, str]


class Past(Struct, frozen=True):
    """The earlier version of the file that is now at a path.

    ``sentences`` is how often it has each, by their keys. ``found`` is what was found in it that is
    in no sentence.
    """

    path: str
    sentences: Mapping[bytes, int]
    found: frozenset[_Thing]
    score: Earlier

    @classmethod
    def of(cls, report: Report, cache: Path | None) -> Past:
        """Return what a report says of an earlier version; ``cache`` has compiled rules."""
        stood = tuple(_sentences(report, cache))
        within = Places(sentence.span for sentence in stood)
        card = report.scorecard
        return cls(
            report.path,
            Counter(sentence.key for sentence in stood),
            frozenset(
                _thing(one)
                for one in repeats.unfold(report.findings)
                if not _is_within(within, one)
            ),
            Earlier(card.overall, card.guideline, report.channel)
            if card
            else Earlier(None, "", ""),
        )


class New(Struct, frozen=True):
    """Lets through what is in a sentence that the earlier version of a file has not.

    Of what is in no sentence (that is about the whole text, or a comment), it lets through what was
    not found in that version. All is new in a file without one. ``pasts`` are by path.
    """

    pasts: Mapping[str, Past]
    cache: Path | None

    def of(self, report: Report) -> Report:
        """Return a report with what is new, and how much is not."""
        past = self.pasts.get(report.path)
        if past is None:
            return report
        stood = tuple(_sentences(report, self.cache)) if report.findings else ()
        within = Places(sentence.span for sentence in stood)
        changed = Places(touched(stood, past.sentences))

        def is_new(finding: Finding) -> bool:
            if _is_within(within, finding):
                return changed.meet(finding.span)
            return _thing(finding) not in past.found

        shown = repeats.fold(filter(is_new, repeats.unfold(report.findings)))
        unshown = report.unshown + len(report.findings) - len(shown)
        return replace(report, findings=shown, unshown=unshown, quiet=0)

    def key(self, path: str) -> str:
        """Return a digest of what the earlier version of a file had."""
        past = self.pasts.get(path)
        if past is None:
            return ""
        told = (sorted(past.sentences.items()), sorted(past.found))
        return blake2b(repr(told).encode(errors="surrogatepass"), digest_size=16).hexdigest()

    def for_files(self, paths: Collection[str]) -> New:
        """Return what holds the earlier versions of some files only."""
        return replace(self, pasts={path: self.pasts[path] for path in paths if path in self.pasts})


def _sentences(report: Report, cache: Path | None) -> Iterator[Stood]:
    document = parsing.parse(report.source, report.path, report.format)
    return sentences(document, _splitter(report.language, cache))


@once
def _splitter(language: str | None, cache: Path | None) -> Splitter:
    known = language if language and language in languages() else next(iter(languages()))
    return Splitter.of(rulebook.load_lexicon(known, cache))


def _is_within(sentences: Places, finding: Finding) -> bool:
    return finding.scope == "text" and sentences.meet(finding.span)


def _thing(finding: Finding) -> _Thing:
    words = "" if finding.scope == "document" else finding.text
    return finding.rule, finding.entry or " ".join(words.split())
