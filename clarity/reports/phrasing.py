"""Numbers and lists as they are written in Norwegian and Swedish."""

from __future__ import annotations

from clarity.reports.interface_words import Noun


def count(number: int, noun: Noun) -> str:
    """Return a number with its noun, grouped as in the Nordic countries: ``1 204 ord``."""
    return f"{group(number)} {noun[number != 1]}"


def group(number: int) -> str:
    """Return a whole number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u00a0") if number >= 10_000 else str(number)


def decimal(number: float, places: int = 1) -> str:
    """Return a number with a decimal comma, without a fraction of nothing but zeros."""
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if places else text


def enumerate_words(items: list[str], and_word: str) -> str:
    """Join items as one says them: ``3, 7 og 12``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {and_word} {items[-1]}"
