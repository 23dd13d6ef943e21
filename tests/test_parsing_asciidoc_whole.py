"""Of well-formed AsciiDoc, all prose is in some block, once, without its signs, and no code is."""

from __future__ import annotations

import re
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from clarity.parsing import parse

#: ``P`` stands for a word of prose, ``C`` for one of code.
PIECES = st.sampled_from(
    [
        *("P", "P P,", "*P*", "**P**P", "_P P_", "__P__", "#P#", "[.ny]#P#", "*P _P_*", "_#P#_"),
        *("`C`", "`+C+`", "+C+", "+++C+++", "pass:[C]", '"`P`"', "'`P`'", "P~2~", "P^2^", "(P)"),
        *("link:C.html[P P]", "link:C[P,window=_blank]", 'xref:C["P, P",role=C]', "xref:C[]"),
        *("https://a.no/C[P^]", "https://a.no/C", "<<C>>", "<<C,P P>>", "((P))", "P(((C)))"),
        *("Pfootnote:[C https://a.no/C[C].]", "kbd:[C]", "_kbd:[C]_", "image:C.png[C]", "[[C]]P"),
        *("menu:C[C > C]", "stem:[C_1]", "icon:C[]", "{navn}", "P&nbsp;P"),
    ]
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(lambda pieces: " ".join(["P", *pieces]))
BETWEEN = st.sampled_from(
    ["", "", "", " +", "\n// C", "\nifdef::C[]", "\nendif::C[]", "\nifdef::C[P P]"]
)
PARAGRAPHS = st.builds("{}{}\n{}".format, LINES, BETWEEN, LINES)
CODE = st.sampled_from(
    [
        *("----\nC\n\n* C\n----", "....\n== C\n....", "++++\nC\n++++", "////\nC\n\nC::\n////"),
        *(
            "```ruby\n// C\n```",
            "[source,java]\n.P\n----\nC\n\nC\n----",
            "[source]\nC\nC",
            " C\n  C",
        ),
    ]
)
ATTACHED = st.one_of(
    PARAGRAPHS, CODE, LINES.map("====\n{}\n====".format), LINES.map("NOTE: ".__add__)
)
MARKERS = st.sampled_from(
    ["*", "**", "-", ".", "..", "1.", "2025.", "ii)", "a.", "<1>", "* [x]", "P::"]
)
ITEMS = st.builds("{} {}".format, MARKERS, PARAGRAPHS)
LISTS = st.lists(
    st.one_of(ITEMS, ITEMS, st.builds("{}\n+\n{}".format, ITEMS, ATTACHED)), min_size=1, max_size=4
).map("\n".join)
BLOCKS = st.one_of(
    PARAGRAPHS,
    LISTS,
    CODE,
    st.builds(
        "{}{}".format, st.sampled_from(["NOTE: ", "[quote, C]\n", ".P P\n", "[[C]]\n"]), PARAGRAPHS
    ),
    st.builds("|===\n|{} a|{}\n\n2+|P\n|===".format, LINES, PARAGRAPHS),
    st.sampled_from(
        ["image::C.png[P P, 300]", "include::C[]", ":a: C \\\n  C", "'''", "toc::[]", "// C"]
    ),
)
SIGNS = st.sampled_from(["====", "****", "____", "--"])
INSIDE = st.lists(BLOCKS, min_size=1, max_size=3).map("\n\n".join)
NESTED = st.builds(lambda sign, inside: f"{sign}\n{inside}\n{sign}", SIGNS, INSIDE)
TITLES = st.sampled_from(["== P P", "=== P ===", "## P", "P\n-------"])
PAGES = st.builds(
    lambda head, blocks, end: (head + "\n\n".join(blocks)).replace("\n", end),
    st.sampled_from(["", "= P\n\n", "= P P\nC <C@a.no>\nv1.0, 2025-05-14\n:toc:\n\n"]),
    st.lists(st.one_of(BLOCKS, NESTED, TITLES), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
)


@settings(deadline=None)
@given(PAGES)
def test_all_prose_is_read_and_no_code(page: str) -> None:
    number = count(1000)
    source = re.sub(
        "[PC]", lambda sign: f"{'ord' if sign[0] == 'P' else 'kode'}{next(number)}", page
    )
    texts = [block.text for block in parse(source, "a.adoc", "asciidoc").blocks]
    words = [word for text in texts for word in re.findall(r"ord\d{4}", text)]
    assert words == re.findall(r"ord\d{4}", source)
    assert not [text for text in texts if re.search(r"kode|[][*_`#|{}<>+\\~^]|==|::|//", text)]
