"""Pictures of numbers, as SVG that takes its colours from the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clarity.measures.sentence_lengths import CLASS_WIDTH, class_shares
from clarity.model import Report
from clarity.reports.html.markup import element, escaped
from clarity.reports.html.words import HtmlWords

_WIDTH, _HEIGHT, _BASE = 360, 120, 100


def bar(score: float) -> str:
    """Return a bar for a score of 0 to 100."""
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="empty" width="100" height="8"/>'
        f'<rect class="full" width="{score:.0f}" height="8"/></svg>'
    )


def score_chart(scores: Sequence[float], words: HtmlWords) -> str:
    """Return how many pages have 0 to 9 points, 10 to 19 and so on."""
    counts = [0] * 10
    for score in scores:
        counts[min(int(score) // 10, 9)] += 1
    labels = [f"{ten}0–{ten}9" for ten in range(9)] + ["90–100"]
    labels[0] = "0–9"
    told = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    columns = _columns([float(count) for count in counts], [], [str(c or "") for c in counts])
    return _figure(columns, labels, words.scores, told, words.scores_caption)


def length_chart(report: Report, words: HtmlWords) -> str:
    """Return how long the sentences of a text are, beside those of real texts of its kind."""
    own = class_shares(report.sentence_lengths)
    if not own:
        return ""
    beside = next((one for one in report.comparisons if one.sentence_lengths), None)
    firsts = [1 + number * CLASS_WIDTH for number in range(len(own))]
    labels = [f"{first}–{first + CLASS_WIDTH - 1}" for first in firsts[:-1]] + [f"{firsts[-1]}+"]
    percent = [f"{100 * share:.0f}" if share else "" for share in own]
    told = "; ".join(f"{label}: {p or 0} %" for label, p in zip(labels, percent, strict=True))
    columns = _columns(own, beside.sentence_lengths if beside else (), percent)
    caption = words.lengths_caption
    if beside:
        caption += " " + words.lengths_beside.format(texts=beside.name)
    return _figure(columns, labels, words.lengths, told, caption)


def _columns(
    values: Sequence[float], beside: Sequence[float], numbers: Sequence[str]
) -> Iterator[str]:
    """Yield a column for each value, with its number, and a line where other texts have it."""
    most = max((*values, *beside), default=0) or 1
    step = _WIDTH / len(values)
    for place, (value, number) in enumerate(zip(values, numbers, strict=True)):
        left, high = place * step, (_BASE - 16) * value / most
        middle = left + step / 2
        yield (
            f'<rect class="full" x="{left + 2:.1f}" y="{_BASE - high:.1f}" '
            f'width="{step - 4:.1f}" height="{high:.1f}"/>'
            f'<text x="{middle:.1f}" y="{_BASE - high - 4:.1f}">{escaped(number)}</text>'
        )
    for place, value in enumerate(beside):
        height = _BASE - (_BASE - 16) * value / most
        left = place * step
        yield f'<path class="beside" d="M{left:.1f} {height:.1f}h{step:.1f}"/>'


def _figure(
    columns: Iterator[str], labels: Sequence[str], title: str, told: str, caption: str
) -> str:
    step = _WIDTH / len(labels)
    axis = "".join(
        f'<text x="{(place + 0.5) * step:.1f}" y="{_HEIGHT - 6}">{escaped(label)}</text>'
        for place, label in enumerate(labels)
    )
    picture = (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escaped(f"{title}. {told}")}">{"".join(columns)}{axis}</svg>'
    )
    return element("figure", picture + element("figcaption", escaped(caption)))
