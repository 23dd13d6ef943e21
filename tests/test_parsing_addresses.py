"""An address or a path in running text is no prose, whatever words it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarity.model import OPAQUE
from clarity.parsing import parse

NAMES = st.from_regex(r"[a-zæøå][a-zæøå0-9-]{0,8}[a-zæøå0-9]", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
ADDRESSES = st.one_of(
    st.builds("{}.no/{}".format, NAMES, PATHS),
    st.builds("www.{}.se/{}".format, NAMES, PATHS),
    st.builds("https://{}.com/{}".format, NAMES, PATHS),
    st.builds("{}.kommune.no/".format, NAMES),
    st.builds("{}@{}.no".format, NAMES, NAMES),
    st.builds("/{}/{}.txt".format, NAMES, PATHS),
    st.builds("./{}".format, PATHS),
    st.builds("{}/{}.md".format, PATHS, NAMES),
    st.builds("{}/".format, PATHS),
    st.builds("C:\\{}\\{}.docx".format, NAMES, NAMES),
    st.builds("@{}/{}".format, NAMES, NAMES),
    st.builds("@{}".format, NAMES),
    st.builds("#{}".format, NAMES),
)


def text_of(source: str, format: str) -> str:
    (block,) = parse(source, "side", format).blocks
    return block.text


@given(ADDRESSES, st.sampled_from([".", ",", ")", "?", ""]), st.sampled_from(["text", "html"]))
def test_an_address_is_one_opaque_sign(address: str, after: str, format: str) -> None:
    before = "Se (" if after == ")" else "Se "
    assert text_of(f"{before}{address}{after} i dag.", format) == f"{before}{OPAQUE}{after} i dag."


@pytest.mark.parametrize(
    "text",
    [
        "Han/hun og og/eller, ja/nei/kanskje.",
        "Det er 30 km/t, 24/7 og 2019/20:5.",
        "En A/S, c/o Per, jan./feb. og kr/stk.",
        "Inn-/utbetaling og inn/ut.",
        "Skriv i C# og velg nr. #3.",
        "Slutt på setning.og/eller en ny.",
        "Hver dag kl. 9.00/10.00.",
    ],
)
def test_a_slash_between_words_is_no_address(text: str) -> None:
    assert text_of(text, "text") == text


def test_only_an_address_that_shows_its_scheme_is_a_link() -> None:
    (block,) = parse("Se www.eksempel.no/a og eksempel.no/b.", "side", "text").blocks
    assert [mark.target for mark in block.marks] == ["www.eksempel.no/a"]
