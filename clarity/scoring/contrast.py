"""Two versions of a text in, and out which of them is plainer and what that rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import fsum

from msgspec import Struct

from clarity.model import Change, Contrast, Finding
from clarity.parsing import configuration, located_yaml
from clarity.parsing.located_yaml import Fields
from clarity.resources import rules_root
from clarity.scoring.loads import BURDENS, RELIEFS


class Version(Struct, frozen=True):
    """A version of a text: what the rules found in it, and its loads (`loads.count`)."""

    findings: tuple[Finding, ...]
    loads: Mapping[str, float]


class Weights(Struct, frozen=True):
    """What a finding and one of each load weigh against a text; a relief weighs less than nought.

    ``left_out`` are the categories of rules that look at a text as a whole or see what is a load
    already. An amount under ``least`` (either way) tells neither version from the other.
    """

    finding: float
    loads: Mapping[str, float]
    left_out: tuple[str, ...]
    least: float


@cache
def weights() -> Weights:
    """Return the weights that come with clarity. Raises `ConfigError`."""
    path = rules_root() / "comparison.yaml"
    fields = Fields(located_yaml.load(configuration.read_text(path), path.name), path.name)
    fields.text("source")
    findings, against = fields.fields("findings"), fields.fields("burdens")
    lighter = fields.fields("reliefs")
    burdens = {name: against.number(name) for name in BURDENS}
    reliefs = {name: -lighter.number(name) for name in RELIEFS}
    read = Weights(
        finding=findings.number("weight"),
        loads=burdens | reliefs,
        left_out=findings.texts("left_out"),
        least=fields.number("least"),
    )
    for part in (findings, against, lighter, fields):
        part.finish()
    return read


def contrast(before: Version, after: Version, weights: Weights) -> Contrast:
    """Weigh what has changed from one version of a text to the other.

    Each finding and each load weighs the same wherever it stands, so the order of the paragraphs
    does not matter, the other way round the amount is the same with the other sign, and a version
    set against itself has nought. The contributions add up to the amount.
    """
    changes = [*_by_rule(before, after, weights), *_by_load(before, after, weights)]
    changes.sort(key=lambda change: (-abs(change.contribution), change.name))
    amount = fsum(change.contribution for change in changes)
    if abs(amount) < weights.least:
        return Contrast("same", amount, tuple(changes))
    return Contrast("after" if amount > 0 else "before", amount, tuple(changes))


def _by_rule(before: Version, after: Version, weights: Weights) -> Iterable[Change]:
    first, second = (_counted(version, weights) for version in (before, after))
    for rule in sorted(first.keys() | second.keys()):
        old, new = first[rule], second[rule]
        if old != new:
            yield Change("rule", rule, old, new, weights.finding * (old - new))


def _counted(version: Version, weights: Weights) -> Counter[str]:
    return Counter(
        finding.rule
        for finding in version.findings
        if finding.advice.category not in weights.left_out
    )


def _by_load(before: Version, after: Version, weights: Weights) -> Iterable[Change]:
    for name, weight in weights.loads.items():
        old, new = before.loads[name], after.loads[name]
        if old != new:
            yield Change("load", name, old, new, weight * (old - new))
