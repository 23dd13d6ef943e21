"""Which of two versions of a text is plainer, and what that rests on."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise

import pytest
from msgspec.structs import astuple

from clarity.model import Contrast, Failure
from clarity.parsing.languages import languages
from clarity.project.settings import Settings
from clarity.resources import corpora_root
from clarity.session import Request, Session
from judged_pairs import read
from pairs import by_compare, by_length, credit, judge

EDITS = {
    "nb": {
        "passive": ("Søknaden din blir behandlet av oss.", "Vi behandler søknaden din."),
        "formal words": ("Du må fremlegge legeerklæring.", "Du må vise legeerklæring."),
        "a long sentence": (
            "Du får svar innen tre uker, og hvis du ikke er fornøyd med svaret, kan du klage til "
            "oss, og da ser vi på saken en gang til.",
            "Du får svar innen tre uker. Er du ikke fornøyd med svaret, kan du klage til oss. Da "
            "ser vi på saken en gang til.",
        ),
        "heavy words": ("Ta kontakt i forbindelse med oppmøte.", "Ta kontakt når du kommer."),
        "spelling": ("Du må sende skjemaet tilbkae.", "Du må sende skjemaet tilbake."),
    },
    "nn": {
        "passive": ("Søknaden din blir behandla av oss.", "Vi behandlar søknaden din."),
        "bokmål": ("Du kan ikke søke nå.", "Du kan ikkje søkje no."),
        "a filler": ("Du kan i utgangspunktet søkje heile året.", "Du kan søkje heile året."),
        "heavy words": ("Ta kontakt i samband med oppmøte.", "Ta kontakt når du kjem."),
    },
    "sv": {
        "passive": ("Din ansökan behandlas av oss.", "Vi behandlar din ansökan."),
        "formal words": ("Du erhåller beslutet per post.", "Du får beslutet per post."),
        "a filler": ("Du kan i princip ansöka när som helst.", "Du kan ansöka när som helst."),
        "the third person": ("Den sökande ska skicka in ett intyg.", "Du ska skicka in ett intyg."),
    },
}

#: Longer, but lighter: a verb for a noun, a term explained, a row set out as a list.
LONGER = {
    "nb": {
        "verbs": (
            "Klageadgang foreligger innen treukersfristen etter vedtaksmottak.",
            "Du kan klage på vedtaket. Du må sende klagen innen tre uker etter at du fikk brevet.",
        ),
        "a list": (
            "Du må legge ved lønnsslipp, leiekontrakt og kvittering.",
            "Dette må du legge ved:\n\n- lønnsslipp\n- leiekontrakt\n- kvittering",
        ),
    },
    "nn": {
        "verbs": (
            "Klagerett føreligg innan trevekersfristen etter vedtaksmottak.",
            "Du kan klage på vedtaket. Send klagen innan tre veker etter at du fekk brevet.",
        ),
        "a list": (
            "Du må leggje ved lønsslipp, leigekontrakt og kvittering.",
            "Dette må du leggje ved:\n\n- lønsslipp\n- leigekontrakt\n- kvittering",
        ),
    },
    "sv": {
        "verbs": (
            "Överklagandemöjlighet föreligger inom treveckorsfristen efter delgivning.",
            "Du kan överklaga beslutet. Skriv till oss inom tre veckor från att du fick det.",
        ),
        "a list": (
            "Du ska skicka in lönebesked, hyreskontrakt och kvitto.",
            "Det här ska du skicka in:\n\n- lönebesked\n- hyreskontrakt\n- kvitto",
        ),
    },
}


@cache
def session() -> Session:
    return Session(Request())


def compare(before: str, after: str, language: str = "nb") -> Contrast:
    settings = Settings(language=language)
    found = session().compare(before.encode(), after.encode(), "side.md", settings)
    assert isinstance(found, Contrast)
    return found


@pytest.mark.parametrize(
    ("language", "edit"), [(name, edit) for name in languages() for edit in EDITS[name]]
)
def test_the_plainer_of_two_sentences_is_found(language: str, edit: str) -> None:
    before, after = EDITS[language][edit]
    found, back = compare(before, after, language), compare(after, before, language)
    assert found.plainer == "after"
    assert back.plainer == "before"
    assert back.amount == -found.amount


@pytest.mark.parametrize(
    ("language", "edit"), [(name, edit) for name in languages() for edit in LONGER[name]]
)
def test_the_longer_of_two_can_be_the_plainer_one(language: str, edit: str) -> None:
    before, after = LONGER[language][edit]
    assert len(after) > len(before)
    assert compare(before, after, language).plainer == "after"


def test_a_subheading_and_a_sentence_split_make_a_text_plainer() -> None:
    whole = "Du får svar innen tre uker, og vi ringer deg hvis vi mangler noe."
    split = "Du får svar innen tre uker. Vi ringer deg hvis vi mangler noe."
    assert compare(whole, split).plainer == "after"
    assert compare(f"{split}\n\n{whole}", f"{split}\n\n## Når?\n\n{whole}").plainer == "after"


def test_an_unfamiliar_word_is_learnt_once() -> None:
    found = compare(
        "Hent et brev. Les et brev.", "Hent beslutningsgrunnlag. Les beslutningsgrunnlag."
    )
    assert {change.name: change.after for change in found.changes}["unfamiliar_words"] == 1


def test_a_passive_is_not_told_twice() -> None:
    found = compare("Vi sender brevet.", "Brevet skal sendes.")
    assert {change.name for change in found.changes if change.after > change.before} >= {"passives"}
    assert not [change.name for change in found.changes if change.kind == "rule"]


@pytest.mark.parametrize("language", languages())
def test_real_versions_are_weighed_alike_either_way_and_add_up(language: str) -> None:
    texts = sorted((corpora_root() / "pairs" / language).glob("*.md"))[:6]
    for first, second in pairwise(path.read_text("utf-8") for path in texts):
        found = compare(first, second, language)
        back = compare(second, first, language)
        assert back.amount == -found.amount
        assert {c.name: -c.contribution for c in back.changes} == {
            c.name: c.contribution for c in found.changes
        }
        assert sum(c.contribution for c in found.changes) == pytest.approx(found.amount)
        assert compare(first, first, language) == Contrast("same", 0, ())


@pytest.mark.parametrize("language", languages())
def test_the_order_of_paragraphs_does_not_matter(language: str) -> None:
    draw = random.Random(1)
    for path in sorted((corpora_root() / "pairs" / language).glob("*.before.md"))[:8]:
        # Where a heading stands says what it heads, so these texts have none. What opens a text is
        # held to be its opening, so that stays.
        first, *text = [p for p in path.read_text("utf-8").split("\n\n") if p[0].isalpha()]
        mixed = draw.sample(text, len(text))
        before, after = ("\n\n".join((first, *order)) for order in (text, mixed))
        assert compare(before, after, language).amount == 0, path.stem


def test_what_has_changed_is_told_with_how_much_there_is_of_it() -> None:
    found = compare("Søknaden din blir behandlet av oss i henhold til loven.", "Vi følger loven.")
    changes = {change.name: change for change in found.changes}
    assert astuple(changes["nb/compound-prepositions"])[:4] == (
        "rule",
        "nb/compound-prepositions",
        1,
        0,
    )
    assert astuple(changes["passives"])[:4] == ("load", "passives", 1, 0)
    assert astuple(changes["letters"])[2:4] == (45, 13)
    weights = [abs(change.contribution) for change in found.changes]
    assert weights == sorted(weights, reverse=True)


def test_names_and_numbers_are_not_unfamiliar() -> None:
    found = compare("Du kan ringe oss.", "Du kan ringe Kjartansdottir 55 51 20 33, kl. 10.30.")
    assert {change.name for change in found.changes} == {"letters"}  # of «kl.»


def test_both_are_read_in_the_language_of_the_longer_one() -> None:
    whole = "Eg veit ikkje kva dei har sagt, men du kan spørje kvar einaste ein av dei om det no."
    found = session().compare(whole.encode(), b"Du kan ikke.", "side.md")
    assert isinstance(found, Contrast)
    assert any(change.name.startswith("nn/") for change in found.changes)


def test_what_cannot_be_read_is_a_failure() -> None:
    assert isinstance(session().compare(b"", b"", "side.md"), Failure)
    assert isinstance(session().compare(b"\xff\xfe\x00", b"\x00\xd8", "side.md"), Failure)


def test_a_version_of_nothing_loads_nobody() -> None:
    found = compare("Du må fremlegge dokumentasjon på dette.", "")
    assert found.plainer == "after"
    assert all(change.after == 0 for change in found.changes)


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
def test_every_plain_rewrite_is_the_plainer_one(language: str) -> None:
    for before in sorted((corpora_root() / "pairs" / language).glob("*.before.md")):
        after = before.with_name(before.name.replace(".before.", ".after."))
        found = compare(before.read_text("utf-8"), after.read_text("utf-8"), language)
        assert found.plainer == "after", before.stem


@pytest.mark.slow
def test_which_is_plainer_is_told_where_length_misleads() -> None:
    judged = list(judge(read(corpora_root() / "edits"), session()))
    told, shorter = (
        sum(credit(one.pair.verdict, gauge(one)) for one in judged) / len(judged)
        for gauge in (by_compare, by_length)
    )
    assert len(judged) >= 60
    assert told >= 0.9
    assert shorter <= 0.5
