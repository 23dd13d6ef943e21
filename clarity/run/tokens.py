"""What clarity sees in a text, word by word: for whoever writes a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clarity import parsing
from clarity.checks import sequences
from clarity.checks.engine import compile_rules
from clarity.grammar.patterns import Sequences
from clarity.grammar.tokens import sentence_pieces
from clarity.language import reading
from clarity.language.lexicon import Lexicon
from clarity.measures import grammar as grammar_measures
from clarity.measures import readability
from clarity.messages import _, spoken
from clarity.model import Passage, Prose, Rule, Span
from clarity.parsing.hints import nearest
from clarity.project.settings import AUTO
from clarity.reports.remarks import in_words
from clarity.session import Session

#: What a text is called; it is read as the examples of rules are.
_PATH = "text.md"


class Token(Struct, frozen=True):
    """A word or a sign of a text, number ``number`` from 1, and what the grammar model tells."""

    number: int
    text: str
    lemma: str
    tag: str
    features: str
    role: str


class Match(Struct, frozen=True):
    """What a rule finds: the words, and the numbers of their tokens."""

    rule: str
    text: str
    tokens: tuple[int, ...]


class Fit(Struct, frozen=True):
    """Token ``token`` of a pattern as its rule writes it, and the tokens of the text it fits.

    Patterns and tokens are counted from 1.
    """

    pattern: int
    token: int
    asked: Mapping[str, object]
    fitting: tuple[int, ...]


class Seen(Struct, frozen=True):
    """A text as it is seen; ``fits`` are those of the rule that was asked for, if it has any."""

    language: str
    tokens: tuple[Token, ...]
    matches: tuple[Match, ...]
    fits: tuple[Fit, ...]


class UnseenError(Exception):
    """A text, or a rule, that there is nothing to see of, and why."""


#: A token with its place in the source.
_Placed = tuple[Token, Span]


def see(session: Session, text: str, rule: str | None = None) -> Seen:
    """Return what is seen in a text, and what the rules find, or only the one that is named.

    Raises `UnseenError`, `ConfigError`, and `UnavailableError` where there is no grammar.
    """
    settings = session.settings(_PATH).strictly()
    stated = None if settings.language == AUTO else settings.language
    prose = reading.read(parsing.parse(text, _PATH, "markdown"), stated, session.lexicon)
    if isinstance(prose, reading.Unread):
        told = in_words(prose.reason, spoken())
        ask = " " + _("Say which language it is: --language") if text.strip() else ""
        raise UnseenError(told + ask)
    prose = prose.in_language(prose.language)
    reader = session.reader_of(prose.language, settings)
    prose = replace(prose, passages=tuple(reader.tag(prose.passages)))
    settings = settings.in_language(prose.language).read_as(None)
    rules, lexicon = session.rules(prose.language, settings)
    named = [one for one in rules if rule in (one.id, one.name)]
    if rule and not named:
        for error in session.left_out:
            if Path(error.path).stem == rule.rpartition("/")[2]:
                raise error
        near = nearest(rule, (name for one in rules for name in (one.id, one.name)))
        raise UnseenError(_("no rule is called «{name}».").format(name=rule) + near)
    checker = compile_rules(named, lexicon) if rule else session.checker(prose.language, settings)
    counts = map(grammar_measures.count, prose.passages)
    measures = {**readability.measure(prose, lexicon), **grammar_measures.measure(counts)}
    placed = list(_tokens(prose))
    found = (
        Match(one.rule, one.text, tuple(t.number for t, span in placed if span.overlaps(one.span)))
        for one in checker.check(prose, measures)
    )
    fits = (fit for one in named if one.check == "sequences" for fit in _fits(one, prose, lexicon))
    return Seen(prose.language, tuple(token for token, _ in placed), tuple(found), tuple(fits))


def _tokens(prose: Prose) -> Iterator[_Placed]:
    number = 0
    for passage in prose.passages:
        for sentence in passage.sentences:
            end = sentence.start
            for piece in sentence_pieces(passage, sentence):
                for place, text in enumerate(piece.words):
                    number += 1
                    start = passage.block.text.index(text, end)
                    end = start + len(text)
                    word = piece.numbers.get(place)
                    token = Token(number, text, *_grammar(passage, word, text))
                    yield token, passage.block.span(start, end)


def _grammar(passage: Passage, word: int | None, text: str) -> tuple[str, str, str, str]:
    """Return lemma, part of speech, features and role; of a sign what patterns see in it."""
    if word is None or passage.grammar is None:
        return text, "PUNCT", "", ""
    own = passage.grammar
    return own.lemmas[word], own.tags[word], own.features[word], own.roles[word]


def _fits(rule: Rule, prose: Prose, lexicon: Lexicon) -> Iterator[Fit]:
    """Yield for each token of a rule's patterns which words fit it."""
    for number, pattern in enumerate(sequences.patterns_of(rule, lexicon)):
        alone = Sequences([[replace(token, least=1, most=1)] for token in pattern.tokens])
        begun = list(chain.from_iterable(map(alone.begun, prose.passages)))
        for n, asked in enumerate(pattern.asked):
            yield Fit(
                number + 1, n + 1, asked, tuple(w for w, own in enumerate(begun, 1) if n in own)
            )
