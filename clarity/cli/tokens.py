"""The command ``tokens``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from msgspec.structs import asdict

from clarity.cli import folders, options, output
from clarity.cli.choices import LanguageChoice
from clarity.messages import _, spoken
from clarity.parsing.contents import read_stream
from clarity.parsing.decoding import DecodingError, decode
from clarity.reports.json_text import encode
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.run.tokens import Seen


@click.command()
@click.argument("text")
@click.option("--language", type=LanguageChoice(), help=_("The text's language."))
@click.option("--rule", help=_("Only what this rule finds, and which words its patterns fit."))
@options.text_or_json("A table to read, or data.")
@options.config_option
@options.trust_option
@options.cache_option
def tokens(
    text: str,
    language: str | None,
    rule: str | None,
    form: Literal["text", "json"],
    config: Path | None,
    trusts_all: bool,
    cache_dir: Path | None,
) -> None:
    """Show a text as patterns see it: words, grammar, and what rules find.

    TEXT is a sentence or more; - reads standard input. Each word and sign stands with its
    number, its base form (LEMMA), part of speech (POS), features (MORPH) and its part in
    the sentence (TAG). Below stand the rules that find something, also those of the
    strict set, and the numbers of the words they mark.

    \b
    Examples:
      clarity tokens "Vi foretar en vurdering av saken."
      clarity tokens "Denna åtgärd är ny." --language sv
      clarity tokens "Denne sak er ny." --rule nb/enkle-handlinger
      clarity tokens - --format json < setning.txt
    """
    from clarity.grammar.unavailable import UnavailableError
    from clarity.project import user
    from clarity.reports.remarks import in_words
    from clarity.run.tokens import UnseenError, see
    from clarity.session import Request, Session

    try:
        given = decode(read_stream(sys.stdin.buffer)).text if text == "-" else text
        own = user.read(folders.user_folder(), trusts_all=trusts_all)
        # Whoever looks at words is about to mend a rule, be it one that has not earned to be shown,
        # so its examples need not hold.
        request = Request(
            config=config,
            language=language,
            cache=cache_dir,
            strict=True,
            proves_rules=False,
            leaves_out=True,
            user=own,
        )
        with Session(request) as session:
            seen = see(session, given, rule)
            output.tell_left_out(session.left_out)
    except (DecodingError, UnavailableError, UnseenError, OSError) as error:
        raise click.ClickException(in_words(str(error), spoken())) from None
    output.write(_as_json(seen) if form == "json" else _as_text(seen), None)


def _as_text(seen: Seen) -> Iterator[str]:
    from clarity.checks.sequences import as_written

    rows = [
        (str(token.number), token.text, token.lemma, token.tag, token.features, token.role)
        for token in seen.tokens
    ]
    yield from _table([("", "TEXT", "LEMMA", "POS", "MORPH", "TAG"), *rows])
    if seen.fits:
        yield "\n"
        yield from _table(
            (f"{fit.pattern}.{fit.token}", as_written(fit.asked), _numbers(fit.fitting))
            for fit in seen.fits
        )
    yield "\n"
    yield from _table((one.rule, _numbers(one.tokens), f"«{one.text}»") for one in seen.matches)
    if not seen.matches:
        yield _("No rule finds anything.") + "\n"


def _table(rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns under each other."""
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip() + "\n"


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "–"


def _as_json(seen: Seen) -> Iterator[str]:
    data = {
        "language": seen.language,
        "tokens": [asdict(token) for token in seen.tokens],
        "matches": [asdict(match) for match in seen.matches],
        "fits": [asdict(fit) for fit in seen.fits],
    }
    yield encode(data, indent=2) + "\n"
