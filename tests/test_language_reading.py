"""Documents to prose: which language each block is read in, and what is exempt."""

from __future__ import annotations

from functools import cache

import pytest

from clarity.language.lexicon import Lexicon
from clarity.language.reading import Unread, read
from clarity.model import OPAQUE, Block, BlockKind, Document, Origin, Prose
from clarity.parsing import parse
from clarity.rulebook import load_lexicon
from test_language_identify import DANISH, ENGLISH, NB, NN, OTHERS, SV


@cache
def lexicon(language: str) -> Lexicon:
    return load_lexicon(language)


def paragraph(
    text: str, kind: BlockKind = "paragraph", language: str | None = None, quoted: bool = False
) -> Block:
    origin = Origin((0,), (0,), (len(text),), len(text))
    return Block(kind, 0, text, origin, language, quoted=quoted)


def document(*blocks: Block | str, language: str | None = None) -> Document:
    """Put blocks after each other, a blank line between them."""
    placed, source = [], ""
    for block in blocks:
        made = paragraph(block) if isinstance(block, str) else block
        start, end = len(source), len(source) + len(made.text)
        origin = Origin((0,), (start,), (end,), len(made.text))
        placed.append(Block(made.kind, 0, made.text, origin, made.language, quoted=made.quoted))
        source += made.text + "\n\n"
    return Document("side.md", source, "markdown", language, tuple(placed))


def prose(*blocks: Block | str, said: str | None = None) -> Prose:
    found = read(document(*blocks), said, lexicon)
    assert isinstance(found, Prose)
    return found


def exempt(*blocks: Block | str, said: str = "nb") -> list[str]:
    found = prose(*blocks, said=said)
    return [found.document.source[span.start : span.end].strip() for span in found.exempt]


def test_the_text_tells_its_main_language() -> None:
    assert [prose(text).language for text in (NB, NN, SV)] == ["nb", "nn", "sv"]


def test_what_is_said_decides_for_a_short_text() -> None:
    assert prose("Ring oss", said="nn").language == "nn"
    assert prose("Ring oss", said="sv-SE").language == "sv"


def test_a_label_we_read_is_believed_with_a_notice() -> None:
    found = prose(NN, NN, said="nb")
    assert found.language == "nb"
    assert {passage.language for passage in found.passages} == {"nb"}
    assert found.notices == ("said to be in nb, but reads as nn",)
    assert prose(NN, NN, said="nn").notices == ()


def test_a_long_text_is_believed_over_a_label_we_do_not_read() -> None:
    assert prose(SV, SV, said="en").language == "sv"


def test_norwegian_without_more_is_told_by_the_text() -> None:
    assert prose(NN, said="no").language == "nn"
    assert prose("Kart", "Ring oss nå", said="no").language == "nb"


def test_a_paragraph_in_another_of_our_languages_is_read_in_it() -> None:
    found = prose(NB, NN, NB, SV)
    assert [passage.language for passage in found.passages] == ["nb", "nn", "nb", "sv"]
    assert list(found.passages[3].forms[:4]) == ["du", "kan", "söka", "stöd"]


def test_a_short_block_is_in_the_main_language() -> None:
    found = prose(NB, NB, "Kva skal du gjere no?")
    assert [passage.language for passage in found.passages] == ["nb", "nb", "nb"]


def test_markup_that_says_the_language_is_believed() -> None:
    found = prose(NB, paragraph("Kva no?", language="nn"), paragraph("Read more", language="en"))
    assert [passage.language for passage in found.passages] == ["nb", "nn"]


@pytest.mark.parametrize("text", [DANISH[0], ENGLISH[0], *OTHERS])
def test_a_paragraph_in_a_language_we_do_not_read_is_left_out(text: str) -> None:
    found = prose(NB, text, NB)
    assert [passage.block.text for passage in found.passages] == [NB, NB]


@pytest.mark.parametrize(
    ("language", "texts"), [("da", DANISH), ("en", ENGLISH), ("other", OTHERS[:1] * 3)]
)
def test_a_document_in_a_language_we_do_not_read(language: str, texts: list[str]) -> None:
    for said in (None, "nb"):
        found = read(document(*texts), said, lexicon)
        assert isinstance(found, Unread)
        assert found.language == language
        assert found.reason


@pytest.mark.parametrize("blocks", [(), ("",), ("￼", "…")])
def test_a_document_without_words(blocks: tuple[str, ...]) -> None:
    for said in (None, "nb"):
        assert isinstance(read(document(*blocks), said, lexicon), Unread)


def test_the_language_of_a_long_document_is_not_told_by_one_kind_of_its_blocks() -> None:
    # Every other block is an English label.
    found = prose(*["What is it", NB] * 200)
    assert found.language == "nb"


def test_every_kind_of_block_is_a_passage() -> None:
    kinds: list[BlockKind] = ["heading", "metadata", "alt", "table_cell", "quote", "list_item"]
    found = prose(NB, *[paragraph("Bilde av kommunehuset", kind) for kind in kinds])
    assert [passage.block.kind for passage in found.passages] == ["paragraph", *kinds]


@pytest.mark.parametrize(
    ("said", "text", "ranges"),
    [
        ("nb", "Hun sa «vi kommer» og gikk.", ["«vi kommer»"]),
        ("nb", 'Ordet "herved" er stivt, og "nedenfor" er ikke det.', ['"herved"', '"nedenfor"']),
        ("nb", 'En skjerm på 24" og en på 27" er nok.', []),
        ("nb", "Hun sa « og gikk.", []),
        ("sv", "Ordet ”härmed” är stelt och ”här” går bra.", ["”härmed”", "”här”"]),
        ("sv", "Där står “att du skall betala“ och inget mer.", ["“att du skall betala“"]),
        ("sv", "Där står: “Allt skall bort.“ Och “mer”.", ["“Allt skall bort.“", "“mer”"]),
        (
            "nb",
            "Etter lov om behandlingsmåten i forvaltningssaker har du rett til innsyn.",
            ["lov om behandlingsmåten i forvaltningssaker"],
        ),
        (
            "nb",
            "Se lov 17. juli 1998 nr. 61 om grunnskolen, som gjelder her.",
            ["lov 17. juli 1998 nr. 61 om grunnskolen"],
        ),
        ("nb", "Du får lov til å gå.", []),
        ("nb", "Forskrift om barnehager skal følges.", ["Forskrift om barnehager"]),
        ("nn", "Lova om målbruk i staten gjeld alle.", ["Lova om målbruk i staten"]),
        (
            "nn",
            "Etter lov om folketrygd (folketrygdlova) får du støtte (sjå lista).",
            ["lov om folketrygd (folketrygdlova)"],
        ),
        ("sv", "Enligt lag (2009:600) om språk ska vi skriva klart.", ["lag (2009:600) om språk"]),
        (
            "nb",
            "Unngå: Vi foretok en vurdering. Skriv: Vi vurderte saken.",
            ["Vi foretok en vurdering."],
        ),
        ("nn", "Ikkje skriv: Me gjorde ei vurdering.", ["Me gjorde ei vurdering."]),
        ("sv", "Skriv inte: Vi gjorde en bedömning.", ["Vi gjorde en bedömning."]),
        ("nb", "Husk: Du må unngå kø.", []),
    ],
)
def test_exempt(said: str, text: str, ranges: list[str]) -> None:
    assert exempt(text, said=said) == ranges


def test_a_title_with_its_number_after_it_is_read_to_there() -> None:
    swedish = load_lexicon("sv")
    text = "Se lagen om den behörighet som studier medför ({}) i dag."
    for number, title in (
        ("1385/2015", "lagen om den behörighet som studier medför"),
        ("nya", "lagen om den behörighet"),
    ):
        found = read(parse(text.format(number), "a.txt", "text"), "sv", lambda _: swedish)
        assert isinstance(found, Prose)
        exempt = [found.document.source[span.start : span.end] for span in found.exempt]
        assert exempt == [title]


def test_a_quoted_block_is_exempt_as_a_whole() -> None:
    assert exempt(NB, paragraph("Vi foretok det.", "quote", quoted=True)) == ["Vi foretok det."]


def test_a_list_of_bad_examples_is_exempt_until_it_ends() -> None:
    items = [paragraph("herved", "list_item"), paragraph("nedenfor", "list_item")]
    assert exempt("Unngå:", *items, "Skriv her.") == ["herved", "nedenfor"]


def test_overlapping_exemptions_are_one_span() -> None:
    assert exempt("Unngå: «herved» og «i henhold til»") == ["«herved» og «i henhold til»"]


def read_markdown(text: str) -> Prose:
    found = read(parse(text, "side.md", "markdown"), "nb", lexicon)
    assert isinstance(found, Prose)
    return found


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Bruk SkjemaKnapp og getSkjema i dag.", ["SkjemaKnapp", "getSkjema"]),
        ("Hun leste *Den lange veien* i går.", ["Den lange veien"]),
        ("Les [Hva vi kan hjelpe deg med](a.md) først.", ["Hva vi kan hjelpe deg med"]),
        ("Trykk på [Les mer](a.md).", []),
        ("[Hva vi kan hjelpe deg med](a.md)", []),
        ("*Den lange veien* er viktig.", []),
        ("Dette er *helt nødvendig* nå.", []),
        (
            "Alt er klart. The form is one of the best you can find. Så søk.",
            ["The form is one of the best you can find."],
        ),
        ("Vi trenger en sitter of course.", []),
    ],
)
def test_names_titles_and_english_are_mentioned(text: str, ranges: list[str]) -> None:
    found = read_markdown(text)
    assert [found.document.source[span.start : span.end] for span in found.exempt] == ranges


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("Det er [antall dager/måneder] siden.", ["[antall dager/måneder]"]),
        ("Hei, {{navn på mottaker}} og <beløp i kroner>!", ["<beløp i kroner>"]),
        ("Vi skriver [Dette er en setning.] her.", []),
        ("Summen er 5 < 6 og 7 > 3.", []),
        ("Les [hva som skjer](a.md).", []),
        ("Trykk generer PDF, og vent.", ["generer PDF"]),
        ("Trykk knappen flere ganger.", []),
        ("Klikk på Send inn søknad for å søke.", ["Send inn søknad"]),
        ("Klikk på *neste side* og vent.", ["neste side"]),
        ("Trykk på [Gå videre](a.md).", []),
    ],
)
def test_placeholders_and_names_of_buttons_are_not_said(text: str, ranges: list[str]) -> None:
    found = read_markdown(text)
    assert [found.document.source[span.start : span.end] for span in found.exempt] == ranges


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("**Frist** Du må søke nå.", ["Frist", "Du må søke nå."]),
        ("**Du** må søke nå.", ["Du må søke nå."]),
        ("Du **må** Nav svare.", ["Du må Nav svare."]),
        ("**Frist:** Du må søke nå.", ["Frist: Du må søke nå."]),
        ("Kari Dahl<br>Storgata 1<br/>Oslo", ["Kari Dahl", "Storgata 1", "Oslo"]),
        ("Kari Dahl  \nStorgata 1", ["Kari Dahl", "Storgata 1"]),
        ("Kari Dahl\nStorgata 1", ["Kari Dahl Storgata 1"]),
        ("Du kan ringe,<br>Nav svarer<br>hver dag.", ["Du kan ringe, Nav svarer hver dag."]),
        (
            "Vi svarer.[^1] Du venter.<sup>2</sup> Han går.\n\n[^1]: Se.",
            ["Vi svarer.", "Du venter.", "Han går.", "Se."],
        ),
    ],
)
def test_markup_tells_where_sentences_begin(text: str, sentences: list[str]) -> None:
    found = [
        passage.block.text[sentence.start : sentence.end].replace(OPAQUE, "").strip()
        for passage in read_markdown(text).passages
        for sentence in passage.sentences
    ]
    assert found == sentences


@pytest.mark.parametrize(
    ("said", "heading", "prose_below", "sources"),
    [
        (
            "nb",
            "Kilder",
            "Vi bygger på samtaler med dem som arbeider på skolene.",
            ["Hansen, K. (2019). Foretak og vedtak. Fjellvik forlag.", "Vedtekter for Fjellvik"],
        ),
        (
            "nn",
            "Referansar:",
            "Vi byggjer på samtalar med dei som arbeider på skulane.",
            ["Hansen, K. (2019). Føretak og vedtak. Fjellvik forlag.", "Vedtekter for Fjellvik"],
        ),
        (
            "sv",
            "5. Källor",
            "Vi bygger på samtal med dem som arbetar i skolorna.",
            ["Hansson, K. (2019). Beslut och förslag. Fjällviks förlag.", "Stadgar för Fjällvik"],
        ),
    ],
)
def test_a_list_of_sources_is_mentioned_and_prose_about_it_is_not(
    said: str, heading: str, prose_below: str, sources: list[str]
) -> None:
    item = paragraph(sources[1], "list_item")
    below: list[Block | str] = [paragraph(heading, "heading"), prose_below, sources[0], item]
    assert exempt(*below, paragraph("X", "heading"), "1914", said=said) == sources


def test_a_source_is_known_by_its_link() -> None:
    found = parse(
        "# Side\n\n## Kilder\n\nSe [Plan for Fjellvik](https://x.no).\n", "a.md", "markdown"
    )
    read_prose = read(found, "nb", lexicon)
    assert isinstance(read_prose, Prose)
    assert len(read_prose.exempt) == 1


def test_a_heading_below_that_of_the_sources_ends_no_list() -> None:
    source = "# Side\n\n## Litteratur\n\n### Bøker\n\n- Foretak\n\n## Ellers\n\n- Foretak\n"
    found = read(parse(source, "a.md", "markdown"), "nb", lexicon)
    assert isinstance(found, Prose)
    assert [span.start for span in found.exempt] == [source.index("Foretak")]


@pytest.mark.parametrize(
    ("said", "announced", "wording"),
    [
        ("nb", "Vegtrafikkloven § 3 lyder:", "Enhver skal ferdes hensynsfullt og være varsom."),
        ("nn", "Føresegna har denne ordlyden:", "Kvar og ein skal ferdast omsynsfullt."),
        ("sv", "Bestämmelsen har följande lydelse:", "En vägtrafikant skall iaktta omsorg."),
    ],
)
def test_the_words_of_a_law_are_mentioned(said: str, announced: str, wording: str) -> None:
    item = paragraph("a) ved ferdsel", "list_item")
    assert exempt(announced, wording, "Slik er det.", said=said) == [wording]
    assert exempt(announced, wording, said=said) == [wording]
    assert exempt(announced, item, item, said=said) == [item.text, item.text]
    assert exempt(announced, paragraph("Ny overskrift", "heading"), wording, said=said) == []


@pytest.mark.parametrize("quoted", range(1, 6))
def test_block_quotes_that_are_most_of_a_text_are_what_it_says(quoted: int) -> None:
    said = "Vi foretok en vurdering."
    quotes = [paragraph(said, "quote", quoted=True) for _ in range(quoted)]
    others = [said] * (6 - quoted)
    assert len(exempt(*others, *quotes)) == (0 if quoted > 3 else quoted)


@pytest.mark.parametrize(
    ("said", "heading", "phrase"),
    [
        ("nb", "Frasebank", "Vi foretok en vurdering."),
        ("nn", "Frasebank", "Vi føretok ei vurdering."),
        ("sv", "Frasbank", "Vi gjorde en bedömning."),
    ],
)
def test_a_bank_of_phrases_is_mentioned(said: str, heading: str, phrase: str) -> None:
    items = [paragraph(phrase, "list_item")] * 2
    assert exempt(paragraph(heading, "heading"), *items, said=said) == [phrase, phrase]
