"""What the writer sees."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from clarity.measures.names import measure_names
from clarity.model import Failure, Finding, Gain, Report, Skipped, Span, Unit
from clarity.reports import Options, terminal
from clarity.reports.interface_words import Words, words_in
from clarity.reports.printable import width
from report_builder import card, comparison, finding, letter, render, report, run


def show(*results: Report | Failure, **options: Any) -> str:
    return "".join(render("terminal", results, Options(**options)))


def sentence_lines(text: str) -> list[str]:
    return [line.partition("│ ")[2] for line in text.splitlines() if "│ " in line]


def test_carets_stand_under_the_words_on_every_line() -> None:
    source = "Vi må foreta en ny gjennomgang av alle saker før fristen går ut i morgen tidlig."
    found = finding(source, "gjennomgang av alle saker", source)
    lines = sentence_lines(show(report(source, [found]), width=40))
    marked = [
        "".join(letter for letter, mark in zip(text, carets, strict=False) if mark == "^")
        for text, carets in pairwise(lines)
        if "^" in carets
    ]
    assert " ".join(marked) == "gjennomgang av alle saker"


@pytest.mark.parametrize("text", ["漢字 og kaffe", "cafe\u0301er og a\u030ar"])
def test_carets_follow_the_width_of_letters(text: str) -> None:
    source = f"{text} må foreta noe."
    text_line, carets = sentence_lines(show(report(source, [finding(source, "foreta", source)])))
    assert width(text_line[: text_line.index("foreta")]) == carets.index("^")


def test_whole_sentence_is_not_marked() -> None:
    source = "Dette er en svært lang setning om ingenting."
    found = finding(source, source.rstrip("."), source)
    assert "^" not in show(report(source, [found]))


def test_sentence_with_two_findings_is_shown_once() -> None:
    assert show(letter()).count("I henhold til vedtaket") == 1


def test_what_is_gravest_comes_first_and_then_the_order_of_the_text() -> None:
    written = show(letter())
    told = ["3 kommentarer, de viktigste først", "Må rettes (1)", "Klikk her", "Bør endres (2)"]
    places = [written.index(text) for text in (*told, "! «I henhold til»", "! «foretok")]
    assert places == sorted(places)


def test_score_and_what_to_mend_come_before_what_was_found() -> None:
    written = show(letter())
    assert written.index("Poeng: 71") < written.index("Rett dette først") < written.index("linje 5")


def test_reason_is_given_once_a_rule_in_each_file() -> None:
    assert show(letter()).count("Hvorfor: Stive ord") == 1
    assert show(letter(), letter()).count("Hvorfor: Stive ord") == 2


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("Språkrådet, «Kansellisten» (2009): utvalget er vårt", "Språkrådet"),
        ("Forvaltningslova §§ 24, 25 og 27: grunngiving", "Forvaltningslova §§ 24, 25 og 27"),
        ("Egen regel", "Egen regel"),
    ],
)
def test_who_says_so_is_named_beside_the_rule(source: str, who: str) -> None:
    found = finding("Vi foretar noe.", "foretar")
    found = replace(found, advice=replace(found.advice, source=source))
    written = show(report("Vi foretar noe.", [found]))
    assert f"({who} · nb/plain-words)" in " ".join(written.split())


def test_more_about_a_rule_is_a_command_away() -> None:
    assert "clarity explain nb/plain-words" in show(letter())
    assert "clarity explain" not in show(report())


def test_brief_is_a_line_a_finding() -> None:
    written = show(letter(), brief=True, width=100)
    assert (
        "  Linje 5, tegn 1: Lenken «Klikk her» sier ikke hvor den fører. (nb/link-text)\n"
        in written
    )
    assert (
        "  Linje 3, tegn 24: «I henhold til» kan sies enklere: «etter». (nb/plain-words)\n"
        in written
    )
    assert "Hvorfor" not in written
    assert "│" not in written


def test_place_is_known_by_its_words_where_the_message_has_none() -> None:
    source = "Søkeren har ikke fremlagt tilstrekkelig dokumentasjon på inntekt. Kl 9 er det stengt."
    long = finding(source, source[:65], message="Setningen er lang.")
    short = finding(source, "Kl 9", message="Skriv «kl. 9».")
    written = show(report(source, [long, short]), brief=True, width=100)
    assert "«Søkeren har ikke fremlagt tilstrekkelig dokumentasjon …». Setningen er" in written
    assert "tegn 67: «Kl 9». Skriv «kl. 9»." in written


def test_plain_is_read_aloud_without_drawings() -> None:
    written = show(*run(), plain=True, color=True, show_details=True)
    card_too = show(*run(), plain=True, show_findings=False)
    for drawing in ("\x1b", "^", "│", "█", "░", "×", "•", "·", "  "):
        assert drawing not in written + card_too
    assert "Linje 3: «I henhold til» kan sies enklere: «etter»." in written
    assert "Enkel og lett: 69\n" in card_too
    assert "brev/svar.md: 71 poeng, 1 må rettes, 2 bør endres, 0 forslag." in written


def test_suggestion_is_not_said_twice() -> None:
    written = show(letter())
    assert "Skriv heller: vurderte kommunen" in " ".join(written.split())
    assert "Skriv heller: Etter" not in written


@pytest.mark.parametrize("columns", [40, 120])
@pytest.mark.parametrize("color", [True, False])
def test_no_line_is_wider_than_the_window(columns: int, color: bool) -> None:
    word = "Å" * 300
    source = f"Vi {word} og 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 søker."
    long = report(source, [finding(source, word, source, suggestions=[word])], path="x/" * 90)
    written = show(letter(), long, *run(), width=columns, color=color, show_details=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    paths = {result.path for result in (letter(), long)}
    assert not [x for x in plain.splitlines() if width(x) > columns and x not in paths]


def test_no_colour_unless_asked_for() -> None:
    assert "\x1b" not in show(*run())
    assert "\x1b[1;4mI henhold til\x1b[0m" in show(*run(), color=True)


def test_plain_signs_for_a_stream_that_has_no_others() -> None:
    written = show(*run(), unicode=False) + show(*run(), unicode=False, show_findings=False)
    assert not set(written) & set("█░│─ו·…")
    assert "##############......" in written


def test_huge_sentence_is_cut_around_the_finding() -> None:
    source = "ord " * 5000 + "foreta " + "ord " * 5000
    found = finding(source, "foreta", source)
    shown = " ".join(sentence_lines(show(report(source, [found]))))
    assert "foreta" in shown
    assert shown.startswith("… ")
    assert len(shown) < 1200


def test_all_that_is_marked_in_a_long_sentence_is_shown() -> None:
    source = f"{'Ord ' * 40}foreta {'noe ' * 40}iverksette {'ord ' * 40}slutt."
    found = [finding(source, word, source) for word in ("foreta", "iverksette")]
    shown = show(report(source, found))
    lines = sentence_lines(shown)
    assert "foreta" in "".join(lines)
    assert "iverksette" in "".join(lines)
    assert "".join(lines).count("^") == len("foreta" + "iverksette")


def test_sentence_is_cut_between_words() -> None:
    source = f"{'begynnelse ' * 30}foreta {'fortsettelse ' * 30}slutt."
    shown = " ".join(sentence_lines(show(report(source, [finding(source, "foreta", source)]))))
    words = set(shown.replace("^", "").split())
    assert words == {"…", "begynnelse", "foreta", "fortsettelse"}


def test_score_is_explained() -> None:
    written = show(report("Ord.", scorecard=card()), show_findings=False)
    assert "Poeng: 71 av 100 · ganske klart" in written
    assert "Teksten er kort, så poengsummen er usikker." in written
    assert re.search(r"Enkel og lett +█+░+ +69", written)
    assert re.search(r"Åpen +ikke vurdert", written)
    assert "Bytt ut tunge ord (+6 poeng" in written
    assert "ikke om leseren forstår den" in written


def test_score_is_not_rounded_up_to_a_limit_it_misses() -> None:
    part = terminal.part(report("Ord.", scorecard=card(59.97)), Options())
    low = replace(part, row=replace(part.row, min_score=60))
    written = "".join(terminal.assemble([low], Options()))
    assert "Poeng: 59 av 100" in written
    assert "1 fil har mindre enn 60 poeng" in written


def test_missing_score_says_why() -> None:
    written = show(report("Ord.", scorecard=card(None, "Teksten har under 30 ord.")))
    assert "Ingen poengsum: Teksten har under 30 ord." in written
    assert "█" not in written


def test_details_show_signals_and_measures() -> None:
    written = show(letter(), show_findings=False, show_details=True)
    assert "Tunge ord per 100 ord: 1,23 (30,9 poeng tapt i prinsippet)" in written
    assert "LIX (høyere er tyngre å lese): 38,2" in written


def test_parts_can_be_left_out() -> None:
    assert "Poeng: 71" not in show(letter(), show_scores=False)
    assert "Klikk her" not in show(letter(), show_findings=False)


def test_skipped_rules_are_told_of_once_a_run_with_their_reason() -> None:
    a, b = Skipped("nb/a", "Uten grammatikk."), Skipped("nb/b", "Uten grammatikk.")
    down = Skipped("nb/languagetool", "LanguageTool at a.no does not answer")
    written = show(report(skipped=(a,)), report(skipped=(a, b)), report(skipped=(down,)))
    assert [line for line in written.splitlines() if "Ikke kontrollert" in line] == [
        "Ikke kontrollert: nb/a, nb/b. Uten grammatikk.",
        "Ikke kontrollert: nb/languagetool. LanguageTool på a.no svarer ikke.",
    ]


def test_text_in_another_language_is_not_said_to_be_without_faults() -> None:
    written = show(report("Hello.", language="en", notices=("Ikke norsk eller svensk.",)))
    assert "Ingen kommentarer" not in written
    assert "Ikke norsk eller svensk." in written


def test_text_of_nothing_but_an_empty_file() -> None:
    assert "Ingen kommentarer." in show(report(""))


def test_many_files_end_in_a_table_with_the_lowest_score_first() -> None:
    scores = {"c": 60.0, "a": None, "b": 40.0, "d": 60.0}
    files = [report(path=f"{name}.md", scorecard=card(score)) for name, score in scores.items()]
    for options in ({}, {"show_findings": False, "overview": True}):
        written = show(*files, **options)
        table = written[written.index("Fil ") :]
        assert re.findall(r"^(\w)\.md", table, re.MULTILINE) == ["b", "c", "d", "a"]


def test_among_others_a_file_without_findings_is_a_line() -> None:
    found, clean = letter(), report(path="ren.md", scorecard=card(80))
    assert "80 av 100" in show(clean)  # alone, it has all of its report
    noted = replace(clean, path="merket.md", notices=("no prose",))
    for order in ([clean, found, noted], [noted, found, clean], [found, clean, noted]):
        written = show(*order)
        assert re.search("^ren.md: Ingen kommentarer.$", written, re.MULTILINE)
        assert "merket.md: Ingen kommentarer.\n  no prose\n" in written
        assert "80 av 100" not in written
        assert "Klikk her" in written
        assert "\n\nFil " in written


def test_where_some_findings_are_looked_for_files_without_are_only_counted() -> None:
    clean = [report(path=f"{number}.md", scorecard=card(80)) for number in range(5)]
    noted = replace(clean[0], path="merket.md", notices=("no prose",))
    gone = Failure("borte.md", "x")
    written = show(*clean, letter(), gone, noted, selects=True)
    assert not re.search(r"^\d\.md", written, re.MULTILINE)
    assert "Ikke vist, fordi det ikke var noe å vise i dem: 5 filer." in written
    assert "Kontrollerte 7 filer" in written
    assert "no prose" not in written and "borte.md" in written
    assert "I 1 fil er det noe ved selve filen" in written
    assert "Ingen kommentarer." in show(clean[0], selects=True)


def test_scores_by_several_guidelines_have_a_mean_each() -> None:
    swedish = replace(card(40), guideline="myndighet")
    files = [report(scorecard=one) for one in (card(60), card(80), swedish)]
    written = show(*files, show_findings=False, overview=True)
    assert "helsenorge: Gjennomsnitt: 70 poeng." in written
    assert "myndighet: Gjennomsnitt: 40 poeng." in written
    assert "kan ikke sammenlignes" in written
    assert "kan ikke sammenlignes" not in show(*files[:2], show_findings=False, overview=True)


def test_a_wrong_setting_is_a_line_and_no_file_that_could_not_be_read() -> None:
    written = show(letter(), Failure(".clarity.yaml", "unknown key «x»", 2))
    assert "\n.clarity.yaml:2: unknown key «x»\n" in written
    assert "Kunne ikke leses" not in written


def test_a_path_is_cut_only_where_there_is_no_room() -> None:
    path = f"innhold/nb/{'lang-' * 24}side.md"
    files = [report(path=path, scorecard=card(60)), report(scorecard=card(None, "For kort."))]
    asked = {"show_findings": False, "overview": True}
    assert path not in show(*files, **asked, width=100)
    assert path in show(*files, **asked, width=180)
    assert path in show(*files, **asked, width=100, complete=True)
    assert "\nIngen poengsum: For kort.\n" in show(*files, **asked)


def test_scores_of_many_files_are_a_table_only() -> None:
    files = [replace(letter(), scorecard=card(score), path=f"{score}.md") for score in (50, 60, 70)]
    written = show(*files, Failure("borte.md", "x"), show_findings=False, overview=True, width=100)
    assert re.search(r"^50\.md +50 +22 +3 +ganske klart$", written, re.MULTILINE)
    assert "Gjennomsnitt: 60 poeng. Median: 60 poeng." in written
    assert "borte.md" in written
    assert "Enkel og lett" not in written
    assert (
        max(map(len, show(*files, show_findings=False, overview=True, width=40).split("\n"))) <= 40
    )


def test_median_of_an_even_number_of_files_lies_between_two() -> None:
    files = [report(scorecard=card(score)) for score in (10.0, 20.0, 40.0, 90.0, None)]
    written = show(*files, show_findings=False, overview=True)
    assert "Gjennomsnitt: 40 poeng. Median: 30 poeng." in written


def test_score_of_one_file_is_a_scorecard() -> None:
    gone = Failure("borte.md", "x")
    orders: list[list[Report | Failure]] = [[letter(), gone], [gone, letter()]]
    for results in orders:
        written = show(*results, show_findings=False, overview=True)
        assert "Enkel og lett  ██" in written


def test_summary_speaks_the_language_of_the_texts() -> None:
    swedish = report("Hej.", language="sv", path="a.md")
    assert "Kontrollerade 1 fil:" in show(swedish)
    assert "Kontrollerade 2 filer:" in show(swedish, swedish)
    assert "Kontrollerade 2 filer:" in show(swedish, report(path="b.md"))
    assert "Kontrollerte 2 filer:" in show(swedish, report(path="b.md"), language="nb")


def test_one_who_asks_for_a_language_gets_all_but_the_rules_in_it() -> None:
    written = show(letter(), speaks="en")
    assert "Should be changed (" in written and "Checked 1 file: " in written
    assert "Bør endres" not in written and "kan sies enklere" in written
    assert "Fila finst ikkje." in show(Failure("x", "No such file or directory"), language="nn")


#: Function words that would betray another language in a report.
FOREIGN = {
    "nb": r"\b(ikkje|frå|ein|och|inte|är|för|the|and|line|file)\b",
    "nn": r"\b(ikke|fra|en|kilde|hvorfor|och|inte|är|the|and|line|file)\b",
    "sv": r"\b(ikke|ikkje|og|er|linje|kilde|the|and|line|file)\b|[æø«»]",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_report_keeps_to_one_language(language: str) -> None:
    words = words_in(language)
    said = " ".join([*_texts(words), *measure_names(language).values()])
    said = re.sub(r"\{\w+\}", "", said)  # filled in
    assert re.findall(FOREIGN[language], said, re.IGNORECASE) == []


def _texts(words: Words) -> list[str]:
    values: list[Any] = [getattr(words, name) for name in words.__struct_fields__ if name != "code"]
    texts: list[str] = []
    for value in values:
        texts += [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
        texts += value.values() if hasattr(value, "values") else []
    return texts


def test_what_is_no_prose_is_not_shown_as_a_box() -> None:
    source = "Vi må foreta `x` nå."
    found = finding(source, "foreta `x` nå", source, found="foreta \ufffc nå")
    assert "«foreta … nå» kan sies enklere." in show(report(source, [found]))


def test_markup_of_the_source_is_not_shown() -> None:
    source = (
        'Se <a href="x">våre sider</a> &amp; <b>foreta</b> et [valg](https://eksempel.no/et/valg).'
    )
    written = show(report(source, [finding(source, "foreta", source)]))
    assert sentence_lines(written)[0] == "Se våre sider & foreta et [valg](…)."
    plain = report("Når a<b og b>c må du foreta noe.", format="text")
    (found,) = [finding(plain.source, "foreta", plain.source)]
    assert "a<b og b>c" in show(replace(plain, findings=(found,)))


def test_overlapping_findings_are_marked_as_one() -> None:
    source = "Vi skal foreta en vurdering av saken nå."
    found: list[Finding] = [
        finding(source, "foreta en vurdering", source),
        finding(source, "vurdering av", source),
    ]
    line, carets = sentence_lines(show(report(source, found)))
    assert line[carets.index("^") : len(carets)] == "foreta en vurdering av"
    assert Span(8, 27) == found[0].span


@pytest.mark.parametrize(
    ("language", "places", "said"),
    [
        ("nb", (80, 15), "LIX 38,2: tyngre enn 80 % av A."),
        ("nb", (0, 95), "LIX 38,2: lettere enn 95 % av A."),
        ("nb", (45, 50), "LIX 38,2: omtrent midt blant A."),
        ("nn", (30, 65), "LIX 38,2: lettare enn 65 % av A."),
        ("sv", (80, 15), "LIX 38,2: tyngre än 80 % av A."),
    ],
)
def test_text_is_compared_with_real_ones_in_its_own_language(
    language: str, places: tuple[int, int], said: str
) -> None:
    compared = replace(letter(), language=language, comparisons=(comparison(name="A", lix=places),))
    assert said in show(compared, show_findings=False)


def test_how_a_text_speaks_to_its_reader_is_never_called_heavy() -> None:
    measures = {"reader_share": 0.4, "lix": 30.0}
    among = comparison(name="A", reader_share=(80, 15), lix=(80, 15))
    compared = replace(letter(), measures=measures, comparisons=(among,))
    written = show(compared, show_findings=False, show_details=True)
    assert "leseren: 40 % (høyere enn i 80 % av A)" in written
    assert "lese): 30 (tyngre enn 80 % av A)" in written


def test_what_a_text_is_compared_with_is_told() -> None:
    genres = [comparison(name=name, lix=(80, 15)) for name in "ABC"]
    compared = replace(letter(), comparisons=tuple(genres))
    written = show(compared, show_findings=False, show_details=True)
    assert "tyngre enn 80 % av A og tyngre enn 80 % av B." in written
    assert "Sammenlignet med A (40 tekster): sider fra en kommune." in written
    assert "Sammenlignet med C" not in written


def test_text_without_comparison_is_not_compared() -> None:
    written = show(replace(letter(), comparisons=()), show_findings=False, show_details=True)
    assert "tyngre enn" not in written
    assert "Sammenlignet" not in written


@pytest.mark.parametrize(
    ("unit", "value", "told"),
    [
        ("answer", 1.0, "ja"),
        ("answer", 0.43, "delvis"),
        ("answer", 0.0, "nei"),
        ("share", 0.48, "48 %"),
    ],
)
def test_a_signal_is_told_as_it_is_read(unit: Unit, value: float, told: str) -> None:
    judged = card()
    first, *rest = judged.principles
    signal = replace(first.signals[0], unit=unit, value=value, points_lost=0.0)
    judged = replace(judged, principles=(replace(first, signals=(signal,)), *rest))
    page = show(replace(letter(), scorecard=judged), show_findings=False, show_details=True)
    assert f"Tunge ord per 100 ord: {told}\n" in page


def test_words_are_quoted_without_what_is_left_of_their_markup() -> None:
    source = "Det er [viktig at du](https://eksempel.no/en/lang/adresse) søker **nå**.\n"
    cut = source.index("Det"), source.index("at du") + 5
    gain = Gain("Gi en grunn", 2.0, (), (Span(*cut), Span(source.index("søker"), len(source) - 2)))
    written = show(report(source, scorecard=replace(card(), gains=(gain,))))
    assert "«Det er viktig at du»" in written and "«søker nå»" in written
