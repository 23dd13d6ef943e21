"""What is told of the findings that the writer points at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from clarity.lsp.words import Words
from clarity.model import Finding, Rule, Tally
from clarity.reports.interface_words import Words as ReportWords
from clarity.reports.markdown import inline
from clarity.reports.printable import one_line

#: The most examples of a rule that are shown.
_MOST_EXAMPLES = 2


def markdown(
    findings: Sequence[Finding], rules: Mapping[str, Rule], words: Words, said: ReportWords
) -> str:
    """Return what is found, why, an example, the source and the record, as Markdown."""
    told = ("\n\n".join(_told(f, rules.get(f.rule), words, said)) for f in findings)
    return "\n\n---\n\n".join(told)


def plain(text: str) -> str:
    """Return Markdown of `markdown` for an editor that shows it as it stands."""
    text = re.sub(r"\[(.*?)\]\((.*?)\)", r"\1 \2", text).replace("**", "").replace("> ", "  ")
    return re.sub(r"\\(?=[^\w\s])", "", text)


def _told(finding: Finding, rule: Rule | None, words: Words, said: ReportWords) -> Iterator[str]:
    advice = finding.advice
    yield f"**{said.severities[finding.severity]}**: {inline(finding.message)}"
    if advice.why:
        yield f"{said.why}: {inline(advice.why.strip())}"
    for example in rule.examples[:_MOST_EXAMPLES] if rule else ():
        yield f"> {words.before}: {inline(example.bad)}\n>\n> {words.after}: {inline(example.good)}"
    if advice.source:
        source = inline(advice.source.rstrip("."))
        yield f"{said.source}: {f'[{source}]({_address(advice.url)})' if advice.url else source}"
    named = f"{said.rule}: {inline(finding.rule)}"
    tally = rule.record.tally if rule and rule.record else Tally()
    record = words.record.format(right=tally.right, judged=tally.judged)
    yield f"{named} · {record}" if tally.judged else named


def _address(url: str) -> str:
    return one_line(url).replace(" ", "%20").replace("(", "%28").replace(")", "%29")
