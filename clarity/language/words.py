"""Where the words of a text are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clarity.model import OPAQUE
from clarity.parsing.addresses import TOP_DOMAINS

#: Endings that stand after a colon in the same word: sv «EU:s», «sms:et», nb «TV:en».
_COLON_ENDINGS = "s|n|e|a|t|en|et|er|ar|or|erna|arna|orna|ns|ens|ets|are"


@cache
def _word() -> re.Pattern[str]:
    # Most words are such letters alone, before a space; to see that first takes a third less time.
    # A number may be grouped by spaces («1 000»). After that or a run of letters and digits come
    # joined parts: «e-post», «14.00», «2019/20:5», «f.eks», «EU:s», «ola.dunk@post.no». A full stop
    # joins letters only before a small letter, so that «slutt.Vi» (a space forgotten) is two words.
    # A hyphen at the end stays («barne- og ungdomsvern»): half a compound is not the word «barne».
    return re.compile(
        r"([A-Za-zÀ-ÖØ-öø-ÿ]++(?= |[.,]\s)"
        r"|(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}(?!\w)|[^\W_]+)"
        r"(?:[-\u2010\u2011'’@_][^\W_]+"
        r"|(?<=\d)[.,:/]\d+"
        r"|\.(?=[^\W\d_A-ZÆØÅÄÖ])[^\W_]+"
        r"|(?<=\b[A-ZÆØÅÄÖ])\.(?=[A-ZÆØÅÄÖ]\b)[^\W_]+"
        rf"|:(?:{_COLON_ENDINGS})(?!\w))*"
        r"(?:-(?=\s))?)"
    )


@cache
def _ending() -> re.Pattern[str]:
    """Match what bends a word or what is not read: «barn(a)», «{navn}s», «[konto]en»."""
    return re.compile(rf"(?:[{OPAQUE}\]][-:'’]?|(?<=\w)\()([^\W\d_A-ZÆØÅÄÖ]{{1,4}})(?!\w)")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf".*@.*|(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:{TOP_DOMAINS})")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every word of a text, in order.

    A word has at least one letter or digit. A final full stop is never in it: that an
    abbreviation ends in one takes a lexicon to know. Bare web and e-mail addresses are among them.
    """
    return map(re.Match.span, _word().finditer(text))


def cut(text: str, most: int) -> list[str]:
    """Cut a text at its words, as `find` finds them.

    What stands before a word and the word come by turns, for so many words at most, and in the end
    what is left of the text, which may be cut again.
    """
    return _word().split(text, most)


def endings(text: str, starts: Sequence[int]) -> list[int]:
    """Return the numbers of the words that are no more than endings of what stands before them.

    ``starts`` are where the words of the text begin.
    """
    if OPAQUE not in text and "]" not in text and "(" not in text:
        return []
    found = {match.start(1) for match in _ending().finditer(text)}
    return [place for place, start in enumerate(starts) if start in found]


def is_address(form: str) -> bool:
    """Tell whether a word in lower case is a web or e-mail address, and so not a word of prose."""
    return _address().fullmatch(form) is not None


class Met(dict[str, str]):
    """Words as they are written, with their forms: one that comes again takes no memory."""

    def __missing__(self, word: str) -> str:
        form = word.lower()
        form = self[word] = self.setdefault(form, form)
        return form
