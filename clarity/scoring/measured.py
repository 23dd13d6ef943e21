"""The measures of a text as bad as they can get while suggestions are taken one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clarity.measures import readability
from clarity.measures.readability import LEAST_WORDS, WordLists
from clarity.model import Measures, Passage
from clarity.scoring.mending import Edit


def measure(
    given: Measures,
    changes: Sequence[Edit],
    surely: Sequence[Passage],
    maybe: Iterable[Passage],
    lexicon: WordLists,
) -> Measures:
    """Return the measures that signals rest on, at their worst; the rest are the given ones.

    ``given`` are the measures of the text as it stands, ``changes`` the suggestions in its prose,
    ``surely`` and ``maybe`` its passages, without image texts, with the words that are certain and
    possible (see `mending`).

    A suggestion counts as taken where that makes a measure worse, else as not taken. So each
    measure is the text's own or a little worse, and taking a suggestion makes none worse still:
    what is possible after that was possible before.
    """
    words, sentences = int(given["prose_words"] or 0), int(given["sentences"] or 0)
    long_words = round((given["long_word_share"] or 0) * words)
    very_long = round((given["very_long_word_share"] or 0) * words)
    to_reader = readability.reader_share(_sentences(surely), lexicon)
    most = sum(len(passage.forms) for passage in surely)
    fewest = words + sum(min(edit.words, 0) for edit in changes)
    very_long += sum(max(edit.very_long_words, 0) for edit in changes)
    return {
        **given,
        "lix": worst_lix(words, sentences, long_words, changes),
        "very_long_word_share": very_long / fewest if fewest else None,
        **readability.of_lengths(map(len, _sentences(surely))),
        "nominalisation_density": worst_nominalisations(given, changes, words, fewest, lexicon),
        "blocks_per_250": 250 * (given["blocks"] or 0) / most if most else None,
        "reader_share": to_reader,
        "reader_balance": readability.reader_balance(
            to_reader, readability.sender_share(_sentences(maybe), lexicon)
        ),
    }


def _sentences(passages: Iterable[Passage]) -> Iterator[Sequence[str]]:
    return (p.forms[s.first : s.last] for p in passages for s in readability.prose_of(p))


def worst_nominalisations(
    given: Measures, changes: Iterable[Edit], words: int, fewest: int, lexicon: WordLists
) -> float | None:
    """Return the highest share of nominalisations: every suggestion that ends like one is taken."""
    density = given.get("nominalisation_density")
    if density is None or not fewest:
        return density
    endings = tuple(lexicon.words("nominal_endings"))

    def count(forms: Iterable[str]) -> int:
        return sum(form.endswith(endings) for form in forms)

    more = sum(max(count(edit.new) - count(edit.old), 0) for edit in changes)
    return (density * words + 100 * more) / fewest


def worst_lix(words: int, sentences: int, long_words: int, changes: Iterable[Edit]) -> float | None:
    """Return the highest LIX on the way from none of the suggestions taken to all of them.

    Each suggestion adds so many words and so many long words. Between the sums of all that can be
    taken, the long words for a number of words are at most those of a broken line (take or leave
    suggestions by how many long words they add a word, steepest first), and along each of its
    pieces LIX is highest at an end. So the corners suffice. ``None`` as for `readability.lix`,
    judged by the text with all suggestions taken.
    """
    steps = [(edit.words, edit.long_words) for edit in changes]
    if not sentences or words + sum(more for more, _ in steps) < LEAST_WORDS:
        return None
    words += sum(more for more, _ in steps if more < 0)
    long_words += sum(long for more, long in steps if more < 0 or (more == 0 and long > 0))
    corners = sorted(
        ((abs(more), long if more > 0 else -long) for more, long in steps if more),
        key=lambda corner: -corner[1] / corner[0],
    )
    highest = words / sentences + 100 * long_words / words
    for more, long in corners:
        words, long_words = words + more, long_words + long
        highest = max(highest, words / sentences + 100 * long_words / words)
    return highest
