"""What a rule's file says, as a page of Markdown in the rule's own language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import isfinite

from msgspec import Struct

from clarity.language import interface
from clarity.model import Adjustment, Example, Record, Rule, Safety, Severity, Strength

#: Options that are regular expressions: they tell a reader nothing.
_EXPRESSIONS = frozenset(("patterns", "asked_if"))
#: More words than this that may stand in one place of an entry are any word.
_MANY_WORDS = 3
#: A number with decimals that stands in YAML without quotes, as it is written.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")


class _Words(Struct, frozen=True):
    """What a page says that is not in the rule, in one language."""

    strengths: Mapping[Strength, str]
    severities: Mapping[Severity, str]
    severity: str
    category: str
    strength: str
    source: str
    record: str
    judged: str
    unjudged: str
    shown: str
    always: str
    in_part: str
    in_strict: str
    fixed: str
    fixed_all: str
    fixed_some: str
    fixed_patterns: str
    right: str
    off: str
    examples: str
    bad: str
    good: str
    leave_alone: str
    options: str
    patterns: str
    instead: str
    entry: str
    use: str
    find: str
    when: str
    configure: str
    more: str


@cache
def _words(language: str) -> _Words:
    return interface.words(language, "rule_page", _Words)


def page(rule: Rule, language: str = "", most: int | None = None) -> str:
    """Return the page of a rule: why, how binding, examples, words and settings.

    What is not the rule's own is said in ``language``, or else in that of the rule. With ``most``
    it is for a writer to look at: so many of the rule's words, written as they are read, and of its
    options the numbers.
    """
    return "\n".join(_lines(rule, _words(language or rule.language), most)) + "\n"


def _lines(rule: Rule, said: _Words, most: int | None) -> Iterator[str]:
    advice = rule.advice
    yield from (f"# {rule.id}", "", advice.why, "")
    yield f"- {said.severity}: {said.severities[rule.severity]} (`{rule.severity}`)"
    yield f"- {said.category}: `{advice.category}`"
    yield f"- {said.strength}: {said.strengths[advice.strength]} (`{advice.strength}`)"
    source = f"[{advice.source}]({advice.url})" if advice.url else advice.source
    yield f"- {said.source}: {source}"
    if rule.record is not None:  # an organisation's own rules have none
        yield f"- {said.record}: {_judged(rule.record, said)}"
        yield f"- {said.shown}: {_shown(rule.record, said)}"
    if rule.safety:
        yield f"- {said.fixed}: {_fixed(rule, rule.safety, said)}"
    if rule.off:
        yield from ("", said.off)
    if rule.examples:  # a glossary's and LanguageTool's have none
        yield from ("", f"## {said.examples}")
    for example in rule.examples:
        yield from ("", f"{said.bad}:", "", *_quote(_marked(example)))
        yield from ("", f"{said.good}:", "", *_quote(example.good))
    if rule.leave_alone:
        yield from ("", f"## {said.leave_alone}")
    for text in rule.leave_alone:
        yield from ("", *_quote(text))
    yield from _options(rule, said) if most is None else _shortly(rule, said, most)
    if rule.when:
        changes = {name: _change(change) for name, change in rule.when.items()}
        yield from ("", f"## {said.when}", "", "```yaml", *_yaml({"when": changes}), "```")
    yield from ("", f"## {said.configure}", "", "```yaml", "# .clarity.yaml", "rules:")
    severity = "suggestion" if rule.severity != "suggestion" else "warning"
    yield from (f"  {rule.name}: {{severity: {severity}}}", f"  {rule.id}: off", "```")


def _judged(record: Record, said: _Words) -> str:
    judged, right = record.tally.judged, record.tally.right
    pools = ", ".join(f"{judging.pool}, {judging.date}" for judging in record.judgings)
    return said.judged.format(right=right, judged=judged, pools=pools) if judged else said.unjudged


def _shown(record: Record, said: _Words) -> str:
    if record.shows_all:
        return said.always
    entries = ", ".join(f"«{_cell(name)}»" for name in record.entries if record.shows(name))
    return said.in_part.format(entries=entries) if entries else said.in_strict


def _fixed(rule: Rule, safety: Safety, said: _Words) -> str:
    """Return what of a rule's list is put in unasked, and how much of it that is."""
    instead, patterns = rule.options.get("instead"), rule.options.get("patterns", ())
    entries = list(instead) if isinstance(instead, Mapping) else []
    safe = [entry for entry in entries if safety.covers(entry)]
    if entries and len(safe) < len(entries):
        shown = ", ".join(f"«{_cell(entry)}»" for entry in safe)
        return said.fixed_some.format(number=len(safe), total=len(entries), entries=shown)
    if safety.only and isinstance(patterns, list | tuple):
        return said.fixed_patterns.format(number=len(safety.only), total=len(patterns))
    return said.fixed_all


def _marked(example: Example) -> str:
    """Set what the rule marks in bold, where it stands on one line."""
    marked = re.sub(r"([*_`\[\]<>])", r"\\\1", example.marks)
    is_address = f"]({example.marks})" in example.bad  # in bold it would be none
    plain = marked == example.marks != example.bad and "\n" not in example.bad and not is_address
    return example.bad.replace(example.marks, f"**{marked}**", 1) if plain else example.bad


def _quote(text: str) -> Iterator[str]:
    """Quote a line; show a longer text as the Markdown it is."""
    lines = text.strip().splitlines()
    if len(lines) == 1 and not lines[0].startswith(("#", "-", "|", "<", "```")):
        yield f"> {lines[0]}"
    else:
        yield from ("```markdown", *lines, "```")


def _options(rule: Rule, said: _Words) -> Iterator[str]:
    options = {name: value for name, value in rule.options.items() if name not in _EXPRESSIONS}
    instead, find = options.pop("instead", None), options.pop("find", None)
    if isinstance(instead, Mapping) and instead:
        yield from ("", f"## {said.instead}", "")
        tallies = rule.record.entries if rule.record else {}
        yield from (f"| {said.entry} | {said.use} | {said.right} |", "|---|---|---|")
        for entry, use in instead.items():
            known = f"{tallies[entry].right}/{tallies[entry].judged}" if entry in tallies else ""
            yield f"| {_cell(entry)} | {_cell(_alternatives(use))} | {known} |"
    if isinstance(find, list | tuple) and find:
        yield from ("", f"## {said.find}", "", ", ".join(f"«{_cell(_entry(e))}»" for e in find))
    if rule.given:
        bounds = {"min": rule.given.low, "max": rule.given.high}
        finite = {name: f"{bound:g}" for name, bound in bounds.items() if isfinite(bound)}
        options["given"] = {"measure": rule.given.measure, **finite}
    if options:
        yield from ("", f"## {said.options}", "", "```yaml", *_yaml(options), "```")
    if not _EXPRESSIONS.isdisjoint(rule.options):
        yield from ("", said.patterns)


def _shortly(rule: Rule, said: _Words, most: int) -> Iterator[str]:
    """Yield the first of a rule's words as a writer reads them, and the numbers among its options.

    Entries that differ only in a capital letter, or in words that may stand between, are one.
    """
    instead, find = rule.options.get("instead"), rule.options.get("find")
    if isinstance(instead, Mapping) and instead:
        read: dict[str, str] = {}
        for entry, use in instead.items():
            told = _readable(entry)
            same = told.replace("… ", "").casefold()
            read.setdefault(same, f"- «{told}»: {said.use} {_alternatives(use)}")
        listed = list(read.values())
        yield from ("", f"## {said.instead}", "", *_first(listed, most, said))
    if isinstance(find, list | tuple) and find:
        listed = [f"- «{entry}»" for entry in dict.fromkeys(_readable(_entry(e)) for e in find)]
        yield from ("", f"## {said.find}", "", *_first(listed, most, said))
    plain = _plain(rule.options)
    assert isinstance(plain, Mapping)
    numbers = {name: value for name, value in plain.items() if isinstance(value, int | float)}
    if numbers:
        yield from ("", f"## {said.options}", "", "```yaml", *_yaml(numbers), "```")


def _first(listed: Sequence[str], most: int, said: _Words) -> Iterator[str]:
    yield from listed[:most]
    if len(listed) > most:
        yield f"- {said.more.format(count=len(listed) - most)}"


def _readable(entry: str) -> str:
    """Return an entry as one would say it: one of some words that may stand there, or any."""
    words = [word.split("|") for word in entry.replace("...", "…").split()]
    told = " ".join("…" if len(word) > _MANY_WORDS else word[0] for word in words)
    return told.replace("… …", "…")


def _change(change: Adjustment) -> object:
    severity = {"severity": change.severity} if change.severity else {}
    anywhere = {"anywhere": "true"} if change.anywhere else {}
    return "off" if change.off else {**severity, **anywhere, **change.options} or "on"


def _alternatives(use: object) -> str:
    """Join what may stand instead, and in parentheses what is only named."""
    if isinstance(use, Mapping):
        named = (f"({text})" for text in _texts(use.get("name", ())))
        return ", ".join((*_texts(use.get("use", ())), *named))
    return ", ".join(_texts(use))


def _texts(value: object) -> list[str]:
    return list(map(str, value)) if isinstance(value, list | tuple) else [str(value)]


def _entry(entry: object) -> str:
    return str(next(iter(entry.values()), "")) if isinstance(entry, Mapping) else str(entry)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("...", "…")


def _yaml(options: Mapping[str, object]) -> list[str]:
    import yaml  # only a page that is read by someone needs it

    plain = _plain(options)
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=88)
    # The quotes are for other readers of YAML, to whom off is a truth value.
    return re.sub(r"'(off|on|true)'", r"\1", text).rstrip().splitlines()


def _plain(value: object) -> object:
    """Turn located YAML into what `yaml.safe_dump` knows, with numbers as numbers."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    text = str(value)
    if text.isdecimal():
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
