"""The page of ``clarity serve`` as a writer meets it: she writes, looks, accepts, takes away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
pytest.importorskip("starlette")

from playwright.sync_api import Browser, expect, sync_playwright

from visiting import CHROMIUM, Visit, breaches_of_access, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not here"),
]

LETTER = """# Svar på søknaden

😀 I henhold til reglene må du sende oss papirene før fristen.

Vi sender brevet i henhold til avtalen. Siden vil vi iverksette tiltaket som du ba om i går.
"""

Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as (told, _):
        yield told


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visiting]:
    visits: list[Visit] = []

    def begin(**wishes: Any) -> Visit:
        visits.append(Visit(browser, address, **wishes))
        return visits[-1]

    yield begin
    origin = address.partition("#")[0]
    for one in visits:
        # Whatever she does: no error, no breach of the policy, nothing from elsewhere.
        assert one.breaches == []
        assert one.errors == []
        assert [url for url in one.requests if not url.startswith((origin, "blob:"))] == []
        one.close()


def test_marks_stand_at_the_words_and_beside_them_what_is_found(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    marked = one.marked()
    assert marked == [
        ("I henhold til", "warning"),
        ("i henhold til", "warning"),
        ("iverksette", "warning"),
    ]
    assert one.page.locator(".mark:not([aria-invalid=grammar])").count() == 0
    row = one.page.locator(".finding", has_text="I henhold til").first
    expect(row).to_contain_text("Bør endres")
    expect(row.get_by_role("button", name="Skriv «Etter»")).to_be_visible()


def test_marks_follow_the_words_while_somebody_writes(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    before = one.marked()
    one.editor.focus()
    one.page.keyboard.press("Control+Home")
    one.page.keyboard.type("## ")
    assert one.marked() == before


def test_what_was_found_goes_when_it_is_mended(visit: Visiting) -> None:
    one = visit()
    one.write("Vi svarer deg i morgen i henhold til avtalen vi har med deg.")
    one.settle(1)
    one.page.keyboard.press("Control+A")
    one.page.keyboard.insert_text("Vi svarer deg i morgen etter avtalen vi har med deg.")
    one.settle(0)
    assert one.marked() == []


def test_dead_keys_and_composed_letters_come_out_right(visit: Visiting) -> None:
    one = visit()
    one.write("Vi svarer i henhold til avtalen vår. ")
    one.settle(1)
    below = one.protocol()
    for dead, letter in (("´", "é"), ("¨", "ü"), ("^", "ê")):
        below.send(
            "Input.imeSetComposition", {"text": dead, "selectionStart": 1, "selectionEnd": 1}
        )
        one.page.wait_for_timeout(400)  # marks come in while the letter is half done
        below.send("Input.insertText", {"text": letter})
    assert one.text == "Vi svarer i henhold til avtalen vår. éüê"
    one.page.keyboard.press("Control+Home")
    for _ in range(len("Vi svarer i hen")):
        one.page.keyboard.press("ArrowRight")
    below.send("Input.imeSetComposition", {"text": "´", "selectionStart": 1, "selectionEnd": 1})
    one.page.wait_for_timeout(400)
    below.send("Input.insertText", {"text": "é"})
    assert one.text == "Vi svarer i henéhold til avtalen vår. éüê"


def test_a_step_is_undone_and_done_again(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    before = one.text
    one.page.get_by_role("button", name="Skriv «Etter»").click()
    after = one.text
    assert "😀 Etter reglene" in after
    one.page.get_by_role("button", name="Angre", exact=True).click()
    assert one.text == before
    one.page.get_by_role("button", name="Gjør om", exact=True).click()
    assert one.text == after


def test_plain_text_is_pasted_as_it_is(visit: Visiting) -> None:
    one = visit()
    one.editor.focus()
    one.paste("Hei!\n<b>Dette</b> er en *tekst*.", "<p>Hei!<br>Dette er en tekst.</p>")
    assert one.text == "Hei!\n<b>Dette</b> er en *tekst*."


#: As Word has it on the clipboard, cut down.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal
{margin:0cm}</style></head><body lang=NO-BOK><!--StartFragment-->
<h1>Svar på s&oslash;knaden<o:p></o:p></h1>
<p class=MsoNormal>Du f&aring;r <b>st&oslash;tte</b> fra 1.&nbsp;april.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span>&nbsp;&nbsp; </span></span><![endif]>Send oss skjemaet.</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Skriv under.</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>&middot;<span>&nbsp;&nbsp; </span></span><![endif]>Vent på svar.</p>
<p class=MsoNormal>Les mer <a href="https://eksempel.no/stotte">om st&oslash;tten</a>.
<a href="javascript:alert(1)">Ikke her.</a><script>alert(1)</script>
<img src="https://eksempel.no/spor.png" onerror="alert(1)"></p>
<table><tr><th>Dag</th><th>Tid</th></tr><tr><td>Mandag</td><td>9</td></tr></table>
<!--EndFragment--></body></html>"""


def test_what_comes_from_word_keeps_its_structure_and_nothing_else(visit: Visiting) -> None:
    one = visit()
    one.editor.focus()
    one.paste("Svar på søknaden Du får støtte", WORD)
    assert one.text.split("\n") == [
        "# Svar på søknaden",
        "",
        "Du får **støtte** fra 1. april.",
        "",
        "- Send oss skjemaet.",
        "  - Skriv under.",
        "- Vent på svar.",
        "",
        "Les mer [om støtten](https://eksempel.no/stotte). Ikke her.",
        "",
        "| Dag | Tid |",
        "| --- | --- |",
        "| Mandag | 9   |",
    ]


def test_keys_alone_find_explain_and_accept(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    keys = one.page.keyboard
    keys.press("F8")
    assert one.said.startswith("Kommentar 1 av 3. Bør endres.")
    assert "Forslag: Etter." in one.said
    assert one.page.evaluate("document.activeElement.className") == "shadow"
    keys.press("F9")
    expect(one.page.locator(".explained:visible .example").first).to_be_visible()
    assert "explained" in one.page.evaluate("document.activeElement.className")
    keys.press("Escape")
    assert one.page.evaluate("document.activeElement.className") == "shadow"
    keys.press("Alt+Enter")
    assert "😀 Etter reglene" in one.text
    assert one.said.startswith("«I henhold til» er blitt til «Etter».")
    keys.press("Alt+ArrowDown")
    keys.press("F6")
    focused = one.page.locator(":focus")
    expect(focused).to_have_attribute("aria-expanded", "true")
    keys.press("Tab")
    keys.press("Enter")
    assert "i henhold til" not in one.text
    # The focus is in the list still, at what comes next.
    assert "head" in one.page.evaluate("document.activeElement.className")


def test_every_finding_is_reached_by_f8_and_then_the_first_again(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    marks = len(one.marked())
    told = []
    for _ in range(marks + 1):
        one.page.keyboard.press("F8")
        told.append(one.said)
    assert [text.split(".")[0] for text in told] == [
        *(f"Kommentar {n} av {marks}" for n in range(1, marks + 1)),
        f"Kommentar 1 av {marks}",
    ]


def test_a_button_leads_on_and_keeps_the_focus(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    following = one.page.locator(".findings").get_by_role("button", name="Neste kommentar")
    following.click()
    assert one.said.startswith("Kommentar 1 av 3.")
    following.press("Enter")
    assert one.said.startswith("Kommentar 2 av 3.")
    expect(following).to_be_focused()


def test_a_word_is_put_right_in_all_places_at_once(visit: Visiting) -> None:
    one = visit()
    text = "Vi svarer i henhold til loven. Du svarer i henhold til loven.\n"
    one.open("brev.txt", text)
    one.settle(1)
    one.page.locator(".finding .head").click()
    one.page.get_by_role("button", name="Alle 2 stedene").click()
    assert one.text == text.replace("i henhold til", "etter")


def test_the_whole_text_can_be_read_with_its_marks(visit: Visiting) -> None:
    one = visit()
    paragraphs = [f"Dette er avsnitt {n}, og du får svar av oss i morgen." for n in range(300)]
    paragraphs[-1] = "Vi svarer i henhold til loven på slutten."
    one.open("lang.md", "## Lang tekst\n\n" + "\n\n".join(paragraphs))
    one.settle()
    assert "på slutten" not in one.text  # the editor has but a part of it in the page
    one.page.get_by_label("Les", exact=True).check()
    article = one.page.locator("article")
    expect(article.locator("p")).to_have_count(300)
    assert article.locator("mark").last.inner_text() == "i henhold til"
    assert "##" not in article.inner_text()
    article.locator("sup button").last.click()
    expect(one.page.locator(".finding.open .head")).to_be_focused()


def test_sentences_are_a_picture_that_words_tell_too(visit: Visiting) -> None:
    one = visit()
    long = "Du må sende oss skjemaet " + "og alle papirene som hører til saken " * 4 + "nå."
    one.open("brev.txt", f"Du får svar i morgen. {long}\n")
    one.page.get_by_label("Setninger", exact=True).check()
    chart = one.page.get_by_role("img")
    expect(chart).to_have_accessible_name(one.page.locator(".sentences > p").inner_text())
    assert [bar.get_attribute("class") for bar in chart.locator("rect").all()] == ["short", "long"]
    one.page.locator(".longest button").click()
    expect(one.page.get_by_label("Skriv", exact=True)).to_be_checked()
    chosen = one.page.evaluate("document.querySelector('.shadow').shadowRoot.getSelection() + ''")
    assert chosen.strip() == long
    one.page.get_by_label("Setninger", exact=True).check()
    chart.locator("rect.short").click()
    expect(one.page.get_by_label("Skriv", exact=True)).to_be_checked()


def test_the_score_moves_and_the_text_can_be_had_back(visit: Visiting) -> None:
    one = visit()
    one.page.get_by_role("button", name="Prøv et eksempel").click()
    one.settle()
    score = one.page.locator(".number strong")
    before, first = int(score.inner_text()), one.text
    one.editor.focus()
    one.page.keyboard.press("Control+End")
    one.page.keyboard.insert_text("Du kan ringe oss når du vil. Vi hjelper deg gjerne. " * 5)
    expect(score).not_to_have_text(str(before))
    change = int(score.inner_text()) - before
    expect(one.page.locator(".compared")).to_contain_text(
        f"Den var {before} da du begynte: +{change}"
    )
    one.page.get_by_role("button", name="Sett teksten tilbake").click()
    assert one.text == first
    expect(score).to_have_text(str(before))


def test_the_writer_chooses_how_the_text_is_judged(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    score = one.page.locator(".number strong")
    expect(score).to_be_visible()
    before = score.inner_text()
    one.editor.focus()
    one.page.keyboard.press("Control+End")
    one.page.keyboard.insert_text("Takk for at du venter. Du kan ringe oss når du vil. " * 3)
    compared = one.page.locator(".compared")
    expect(compared).to_contain_text(f"Den var {before} da du begynte")
    one.page.get_by_role("combobox", name="Retningslinje").select_option("klarsprak")
    expect(compared).not_to_contain_text(f"Den var {before} da du begynte")
    expect(compared).to_contain_text("da du begynte")  # by the guideline that is chosen
    one.page.get_by_role("combobox", name="Retningslinje").select_option("none")
    expect(score).to_have_count(0)
    one.page.get_by_role("combobox", name="Språk", exact=True).select_option("sv")
    expect(one.page.locator(".about")).to_contain_text("svensk")


def test_the_program_speaks_the_language_of_the_page(visit: Visiting) -> None:
    one = visit(locale="sv-SE")
    one.open(
        "letter.md", "# A letter\n\nThis is a letter in English, and we will answer you soon.\n"
    )
    remark = one.page.locator(".remark")
    expect(remark).to_have_text(
        "Inte kontrollerad: Texten är på engelska, inte på bokmål, nynorska eller svenska."
    )


def test_the_page_speaks_four_languages(visit: Visiting) -> None:
    one = visit(locale="nn-NO")
    title = one.page.locator(".empty h3")
    expect(title).to_have_text("Lim inn ein tekst, eller byrj å skrive")
    language = one.page.locator(".language select")
    for code, words in (
        ("sv", "Klistra in en text, eller börja skriva"),
        ("en", "Paste a text, or begin to write"),
        ("nb", "Lim inn en tekst, eller begynn å skrive"),
    ):
        language.select_option(code)
        expect(title).to_have_text(words)
        expect(one.page.locator("html")).to_have_attribute("lang", code)
        assert f"lang={code}" in one.page.url
        assert one.page.get_by_role("alert").count() == 0  # of a connection made anew
        expect(one.page.locator(".settings select").first).to_be_enabled()


def docx(*paragraphs: tuple[str, str]) -> bytes:
    """Return a file of Word with paragraphs, each with its style."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    packaged = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packaged}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packaged}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{main}"><w:style w:type="paragraph" '
        'w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>',
    }
    with zipfile.ZipFile(made := io.BytesIO(), "w") as packed:
        for name, text in files.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        (
            "brev.docx",
            docx(("Heading1", "Svar"), ("Normal", "Du får støtte.")),
            "Svar\nDu får støtte.",
        ),
        ("side.html", "<h1>Svar</h1><p>Du får <em>støtte</em>.</p>", "# Svar\n\nDu får *støtte*."),
        (
            "lenker.html",
            '<p><a href="/om">Om oss</a>, <a href="java&#10;script:alert(1)">ikke her</a></p>',
            "[Om oss](/om), ikke her",
        ),
        ("gammel.txt", "Du får støtte.".encode("cp1252"), "Du får støtte."),
        ("side.md", "# Svar\r\n\r\nDu får støtte.\r\n", "# Svar\n\nDu får støtte.\n"),
    ],
)
def test_files_are_opened(name: str, content: str | bytes, text: str, visit: Visiting) -> None:
    one = visit()
    one.open(name, content)
    expect(one.page.locator(".about")).to_contain_text(name.partition(".")[0])
    shown = one.text.replace("\n\n", "\n").removeprefix("# ") if name.endswith("docx") else one.text
    assert shown == text


@pytest.mark.parametrize("place", [".shadow", ".panel"])
def test_a_file_is_dropped_on_the_page(place: str, visit: Visiting) -> None:
    one = visit()
    one.page.evaluate(
        """(place) => {
          const target = document.querySelector(place);
          const held = new DataTransfer();
          held.items.add(new File(["# Svar\\n\\nDu får svar i dag."], "brev.md"));
          (target.shadowRoot?.querySelector(".cm-content") ?? target).dispatchEvent(new DragEvent(
            "drop", { dataTransfer: held, bubbles: true, cancelable: true, composed: true }));
        }""",
        place,
    )
    expect(one.page.locator(".about")).to_contain_text("brev.md")
    assert one.text == "# Svar\n\nDu får svar i dag."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("brev.pdf", b"%PDF-1.7", "brev.pdf er en PDF"),
        ("brev.doc", b"\xd0\xcf", "Lagre den som .docx"),
        ("brev.docx", b"no archive", "Kanskje filen er skadet"),
        ("bilde.png", b"\x89PNG", "bilde.png kan ikke åpnes her"),
        ("stor.txt", b"ord " * 3_000_000, "stor.txt er for stor"),
    ],
)
def test_files_that_cannot_be_opened_are_told_of(
    name: str, content: bytes, words: str, visit: Visiting
) -> None:
    one = visit()
    one.write("Denne teksten blir stående.")
    one.open(name, content)
    expect(one.page.locator(".notice")).to_contain_text(words)
    assert one.text == "Denne teksten blir stående."


def test_the_text_and_its_report_are_taken_away(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    for item, name, words in (
        ("Lagre som Markdown", "brev.md", "# Svar på søknaden"),
        ("Lagre som nettside (.html)", "brev.html", "<h1>Svar på søknaden</h1>"),
        ("Lagre rapporten som nettside", "brev-rapport.html", "I henhold til"),
        ("Lagre rapporten som tekst", "brev-rapport.md", "I henhold til"),
    ):
        one.page.get_by_role("button", name="Lagre", exact=True).click()
        with one.page.expect_download() as told:
            one.page.get_by_role("button", name=item).click()
        assert told.value.suggested_filename == name
        assert words in Path(told.value.path()).read_text("utf-8")
    one.page.get_by_role("button", name="Lagre", exact=True).click()
    one.page.get_by_role("button", name="Kopier teksten").click()
    expect(one.page.locator(".notice")).to_contain_text("kopiert")
    held = one.page.evaluate("""async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType("text/html")).text();
    }""")
    assert "<h1>Svar på søknaden</h1>" in held


def test_a_text_is_not_lost_with_the_connection(browser: Browser) -> None:
    with served() as (address, process):
        one = Visit(browser, address)
        one.write("Vi svarer i henhold til loven.")
        one.settle(1)
        process.terminate()
        expect(one.page.get_by_role("alert")).to_contain_text("Forbindelsen til clarity er brutt")
        one.write(" Takk.")
        assert one.text == "Vi svarer i henhold til loven. Takk."
        one.close()


def test_the_page_begins_with_the_file_that_it_was_told(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "brev.html").write_text("<h1>Svar</h1><p>Du får svar i dag.</p>", "utf-8")
    with served(str(tmp_path / "brev.html")) as (address, _):
        one = Visit(browser, address)
        expect(one.page.locator(".about")).to_contain_text("brev.md")
        assert one.text == "# Svar\n\nDu får svar i dag."
        one.close()


def test_too_much_is_not_pasted(visit: Visiting) -> None:
    one = visit()
    one.write("Denne teksten blir stående.")
    one.editor.focus()
    one.paste("ord " * 1_100_000)
    expect(one.page.locator(".notice")).to_contain_text("Teksten er for stor")
    assert one.text == "Denne teksten blir stående."


def test_an_old_address_is_told_of(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(f"{address}x")
    expect(page.get_by_role("alert")).to_contain_text("Den här adressen gäller inte längre")
    context.close()


#: How a window can be: wide, as a phone is, and as one is that is magnified four times.
WINDOWS = {"wide": (1280, 800), "phone": (390, 844), "magnified": (320, 256)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", sorted(WINDOWS))
def test_nobody_is_shut_out(window: str, scheme: str, visit: Visiting) -> None:
    axe = pytest.importorskip("axe_playwright_python")
    source = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    width, height = WINDOWS[window]
    one = visit(viewport={"width": width, "height": height}, color_scheme=scheme)
    page, found = one.page, {}
    found["empty"] = breaches_of_access(page, source)
    page.get_by_role("button", name="Prøv et eksempel").click()
    one.settle()
    found["text"] = breaches_of_access(page, source)
    page.keyboard.press("F8")
    page.keyboard.press("F8")
    page.keyboard.press("F9")
    page.locator(".explained:visible .example").first.wait_for()
    found["explained"] = breaches_of_access(page, source)
    for view in ("Les", "Setninger"):
        page.get_by_label(view, exact=True).check()
        found[view] = breaches_of_access(page, source)
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.get_by_role("button", name="Lagre", exact=True).click()
    found["menu"] = breaches_of_access(page, source)
    assert {state: told for state, told in found.items() if told} == {}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_finding_is_put_away_and_had_back(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle(2)
    one.page.locator(".finding .head").first.click()
    one.page.get_by_role("button", name="Skjul denne").click()
    one.settle(1)
    assert [words for words, _ in one.marked()] == ["iverksette"]
    expect(one.page.locator(".finding .head")).to_be_focused()
    one.editor.focus()
    one.page.keyboard.press("Control+End")
    one.page.keyboard.insert_text("Vi svarer i henhold til planen.")
    expect(one.page.locator(".findings")).to_have_attribute("aria-busy", "false")
    one.page.wait_for_timeout(1_500)  # longer than marks wait for the caret to rest
    assert [words for words, _ in one.marked()] == ["iverksette"]
    one.page.get_by_role("button", name="Vis det du har skjult").click()
    expect(one.page.locator(".mark")).to_have_count(4)


def test_the_name_of_a_text_comes_back_with_it(visit: Visiting) -> None:
    one = visit()
    about, score = one.page.locator(".about"), one.page.locator(".number strong")
    one.open("brev.txt", "Vi svarer i henhold til loven. Du kan ringe oss når du vil. " * 6)
    one.settle(1)
    expect(score).to_be_visible()
    before = score.inner_text()
    one.open("nynorsk.txt", "Me svarar deg i morgon, og du kan ringje oss når du vil. " * 6)
    expect(about).to_contain_text("nynorsk.txt")
    one.page.get_by_role("button", name="Angre", exact=True).click()
    expect(about).to_contain_text("brev.txt")
    one.settle(1)
    one.editor.focus()
    one.page.keyboard.press("Control+End")
    one.page.keyboard.insert_text("Takk for at du venter.")
    expect(one.page.locator(".compared")).to_contain_text(f"Den var {before} da du begynte")
    one.page.get_by_role("button", name="Ny tekst").click()
    expect(about).to_have_text("")
    one.page.keyboard.press("Control+Z")
    expect(about).to_contain_text("brev.txt")


def test_a_text_that_is_deleted_and_had_back_is_still_compared(visit: Visiting) -> None:
    one = visit()
    text = "Vi svarer deg i morgen, og du kan ringe oss når du vil. "
    one.write(text)  # comes at once, as what is pasted does
    one.write("Takk.")
    for key in ("Control+A", "Delete", "Control+Z"):
        one.page.keyboard.press(key)
    assert one.text == f"{text}Takk."
    one.page.get_by_role("button", name="Sett teksten tilbake").click()
    assert one.text == text


def test_lines_that_the_writer_ended_end_wherever_the_text_goes(visit: Visiting) -> None:
    one = visit()
    one.write("- Send skjemaet.\n\nMed hilsen\nKari Hansen  \nsaksbehandler")
    one.page.get_by_role("button", name="Lagre", exact=True).click()
    with one.page.expect_download() as told:
        one.page.get_by_role("button", name="Lagre som nettside (.html)").click()
    saved = Path(told.value.path()).read_text("utf-8")
    assert "<p>Med hilsen<br>Kari Hansen<br>saksbehandler</p>" in saved
    one.page.get_by_label("Les", exact=True).check()
    html = one.page.locator("article > p").inner_html()
    assert html == "Med hilsen<br>Kari Hansen<br>saksbehandler"


def test_a_suggestion_that_is_clicked_keeps_the_focus_and_is_undone_by_keys(
    visit: Visiting,
) -> None:
    one = visit()
    before = "Vi foretar kontroll i henhold til loven, og vi svarer deg i morgen."
    one.write(before)
    one.settle(2)
    one.page.locator(".finding .suggest").first.click()
    expect(one.page.locator(".findings")).to_have_attribute("aria-busy", "false")
    one.page.wait_for_timeout(1_500)  # longer than it takes for the new report to come
    expect(one.page.locator(".finding .head")).to_be_focused()
    one.page.keyboard.press("Control+Z")
    assert one.text == before
    one.page.keyboard.press("Control+Y")
    assert one.text != before


def test_dates_and_tables_come_without_signs(visit: Visiting) -> None:
    one = visit()
    one.editor.focus()
    rows = "<tr><td><p>15. juni</p></td><td><b>1. mars</b></td></tr>"
    one.paste(
        "x",
        f"<table><tr><td>Fra</td><td>Til</td></tr>{rows}</table>"
        "<p>Fristen er <b>1. mars</b>.</p><p><span>1. mai</span> er fri.<br>2. mai er ikke.</p>",
    )
    assert [line.rstrip() for line in one.text.split("\n")] == [
        "| Fra | Til |",
        "| --- | --- |",
        "| 15. juni | **1. mars** |",
        "",
        "Fristen er **1. mars**.",
        "",
        "1\\. mai er fri.",
        "2\\. mai er ikke.",
    ]


def test_plain_text_is_saved_without_signs(visit: Visiting) -> None:
    one = visit()
    one.open(
        "brev.md",
        "# Svar\n\nDu får **støtte** fra [oss](https://eksempel.no).\n\n- Skjema\n  - Papir\n"
        "- Kvittering\n\n1\\. mai er fri.\n\n3. Tre\n4. Fire\n\n"
        "| Dag | Tid |\n| --- | --- |\n| Mandag | 9 |\n",
    )
    one.page.get_by_role("button", name="Lagre", exact=True).click()
    with one.page.expect_download() as told:
        one.page.get_by_role("button", name="Lagre som ren tekst (.txt)").click()
    assert Path(told.value.path()).read_text("utf-8") == (
        "Svar\n\nDu får støtte fra oss (https://eksempel.no).\n\n- Skjema\n  - Papir\n"
        "- Kvittering\n\n1. mai er fri.\n\n3. Tre\n4. Fire\n\nDag\tTid\nMandag\t9\n"
    )


def test_what_costs_points_without_a_finding_can_be_shown(visit: Visiting) -> None:
    one = visit()
    one.open(
        "brev.txt",
        "Vi svarer deg i morgen vedrørende saken. Den er ovennevnte. Vi ber om tilbakemelding "
        "snarest, herunder bistand. Dersom du har behov for hjelp, kan du ringe oss. "
        "Vi hjelper deg gjerne når du vil ha det.",
    )
    one.settle()
    before = one.page.locator(".finding").count()
    one.page.get_by_role("button", name="Vis råd om dem også").click()
    expect(one.page.get_by_role("checkbox", name="Vis flere råd")).to_be_checked()
    one.page.wait_for_function(
        "(before) => document.querySelectorAll('.finding').length > before", arg=before
    )
    expect(one.page.locator(".unshown")).to_have_count(0)


def test_a_list_goes_on_until_an_item_is_empty(visit: Visiting) -> None:
    one = visit()
    one.editor.focus()
    keys = one.page.keyboard
    for line in ("- Skjema", "Papir", "", "9. mai", "Fri"):
        keys.type(line)
        keys.press("Enter")
    assert one.text.split("\n") == ["- Skjema", "- Papir", "9. mai", "10. Fri", "11. "]


def test_nothing_jumps_and_no_button_goes_while_she_writes(visit: Visiting) -> None:
    one = visit()
    one.page.get_by_role("button", name="Prøv et eksempel").click()
    one.settle()
    expect(one.page.locator(".number strong")).to_be_visible()
    title = one.page.locator("#findings-title")
    before = title.bounding_box()
    shows = one.page.locator(".gains > ol button").count()
    assert shows
    one.page.keyboard.type("a")
    assert one.page.locator(".gains > ol button").count() == shows
    assert title.bounding_box() == before


def test_what_is_mended_is_marked_no_more_even_without_a_connection(browser: Browser) -> None:
    with served() as (address, process):
        one = Visit(browser, address)
        one.write("Vi svarer i henhold til loven.")
        one.settle(1)
        process.terminate()
        one.page.get_by_role("alert").get_by_role("button", name="Lukk").click()
        expect(one.page.get_by_role("alert")).to_have_count(0)
        one.page.get_by_role("button", name="Skriv «etter»").click()
        assert one.text == "Vi svarer etter loven."
        assert one.marked() == []
        one.close()


def test_a_mark_that_is_read_leads_to_its_finding(visit: Visiting) -> None:
    one = visit()
    one.open("brev.md", LETTER)
    one.settle()
    one.page.get_by_label("Les", exact=True).check()
    one.page.locator("article mark").first.click()
    expect(one.page.locator(".finding.open .head")).to_be_focused()


def test_a_page_of_the_web_is_its_text_and_control_s_saves_it(visit: Visiting) -> None:
    one = visit()
    main = "<main><h1>Svar</h1><p>Du får svar.</p></main>"
    one.open("side.html", f"<header><a href='/'>Hjem</a></header>{main}<footer>Om oss</footer>")
    expect(one.page.locator(".about")).to_contain_text("side.md")
    assert one.text == "# Svar\n\nDu får svar."
    assert one.page.title().startswith("side.md – ")
    one.page.keyboard.press("Control+S")
    expect(one.page.get_by_role("button", name="Kopier teksten")).to_be_visible()


def test_what_is_chosen_is_chosen_still_when_the_page_is_loaded_anew(visit: Visiting) -> None:
    one = visit()
    guideline = one.page.get_by_role("combobox", name="Retningslinje")
    guideline.select_option("klarsprak")
    one.page.get_by_role("checkbox", name="Vis flere råd").check()
    one.page.wait_for_function("() => location.search.includes('strict')")
    one.page.reload()
    one.page.wait_for_selector(".settings select:enabled")
    expect(guideline).to_have_value("klarsprak")
    expect(one.page.get_by_role("checkbox", name="Vis flere råd")).to_be_checked()


def test_front_matter_is_no_part_of_what_is_read(visit: Visiting) -> None:
    one = visit()
    one.open("side.md", "---\ntitle: Svar\n---\n\nDu får svar i dag.\n")
    sizes = one.page.locator(".cm-line").evaluate_all(
        "(lines) => lines.flatMap((one) => [one, ...one.querySelectorAll('span')])"
        ".map((one) => getComputedStyle(one).fontSize)"
    )
    assert len(set(sizes)) == 1
    one.page.get_by_label("Les", exact=True).check()
    expect(one.page.locator("article")).to_have_text("Du får svar i dag.")
