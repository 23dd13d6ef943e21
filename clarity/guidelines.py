"""Guidelines: principles made of signals with weights and anchors, read from YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clarity.located_yaml import ConfigError, Fields, nearest
from clarity.metrics import MEASURES
from clarity.model import CATEGORIES, LANGUAGES, SEVERITIES, STRENGTHS, Need, Severity
from clarity.resources import rules_root

Kind = Literal["measure", "density", "presence", "variety", "share", "company"]
KINDS: tuple[Kind, ...] = ("measure", "density", "presence", "variety", "share", "company")

#: What can be counted in a block beside findings and cues (see `clarity.scoring.marks`).
MARKS = ("question", "section_sign", "emoji", "contact_point")

#: The channels a signal can be meant for.
CHANNELS = ("web", "letter", "decision", "social", "sms", "internal")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a signal looks at in a text, and what number it makes of it.

    - ``measure``: the measure of that name.
    - ``density``: findings, cues and marks per 100 words.
    - ``presence``: 1 where there is any of them (in the first ``within`` words, if given), else 0.
    - ``variety``: how many different findings there are, however often each comes.
    - ``share``: cues as a share of the cues and those ``against`` (0 to 1); undefined without any.
    - ``company``: share (0 to 1) of the sentences with one of the cues in which, or in the next of
      which, one of those in ``against`` stands; undefined without any.

    Findings are those of the rules named in ``findings`` (``inconsistent-*``: all that begin so)
    and of all rules of the ``categories`` but ``other_than``. ``cues`` and ``against`` are names of
    word lists, ``marks`` some of `MARKS`.
    """

    kind: Kind
    measure: str = ""
    findings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    within: int = 0

    def means(self, rule: str, category: str) -> bool:
        """Tell whether it counts the findings of a rule, given by name and category."""
        if category in self.categories and rule not in self.other_than:
            return True
        return any(
            rule.startswith(name[:-1]) if name.endswith("*") else rule == name
            for name in self.findings
        )


@dataclass(frozen=True, slots=True)
class Signal:
    """Evidence with the value that gives 0 points (``bad``) and the one that gives 100 (``good``).

    ``fix`` tells the writer what to do about it; ``see`` are rules that show the places. ``source``
    says where the anchors come from.
    """

    id: str
    name: str
    fix: str
    weight: float
    bad: float
    good: float
    source: str
    evidence: Evidence
    needs: Need = "text"
    see: tuple[str, ...] = ()

    def score(self, value: float) -> float:
        """Return the points, 0 to 100, of a value: a linear ramp between the anchors."""
        return 100 * min(max((value - self.bad) / (self.good - self.bad), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle of the guideline; ``beyond`` says what of it no text can show."""

    id: str
    name: str
    weight: float
    beyond: str
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """The most a text can get that breaks a binding rule.

    With ``density`` such findings per 100 words (or more) the overall score is at most
    ``overall``; with fewer the limit rises evenly towards 100.
    """

    overall: float
    density: float
    severity: Severity
    strengths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline in one language, for one channel. ``bands`` are (from, name), highest first."""

    id: str
    name: str
    language: str
    principles: tuple[Principle, ...]
    bands: tuple[tuple[float, str], ...]
    cap: Cap | None


def read(path: Path) -> Mapping[str, object]:
    """Read a guideline as plain data, checked. Raises `ConfigError` that names file and line."""
    from clarity.located_yaml import load as load_yaml

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), 0, f"cannot be read: {error}") from None
    data = load_yaml(text, str(path))
    fields = Fields(data, str(path))
    for language in _some_of(fields, "languages", LANGUAGES):
        parse(fields.data, language, path=str(path))
    return fields.data


def load(name: str, language: str, channel: str = "web") -> Guideline:
    """Return a shipped guideline by name, or one of the organisation's own by path."""
    return parse(read(locate(name)), language, channel, path=name)


def locate(name: str) -> Path:
    """Return the file of a guideline given by name or path. Raises `ConfigError` if none is."""
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    folder = rules_root() / "guidelines"
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = sorted(file.stem for file in folder.glob("*.yaml"))
        raise ConfigError(name, 0, f"no such guideline.{nearest(name, known)}")
    return path


def parse(data: object, language: str, channel: str = "web", *, path: str = "") -> Guideline:
    """Make a guideline of what `read` returned, in one language and for one channel.

    Signals for other channels are left out. Raises `ConfigError` for anything unknown, missing or
    of the wrong type, and for a language the guideline is not written in.
    """
    fields = Fields(data, path)
    if language not in _some_of(fields, "languages", LANGUAGES):
        raise ConfigError(path, 0, f"the guideline is not for «{language}»")
    title = _wording(fields, "name", language)
    described = fields.fields("signals")
    signals = {key: described.fields(key) for key in described.data}
    principles = fields.each("principles", lambda f: _principle(f, signals, language, channel))
    bands = sorted(fields.each("bands", lambda f: _band(f, language)), reverse=True)
    cap = _cap(fields.fields("cap")) if "cap" in fields else None
    guideline = Guideline(
        fields.text("id"),
        title,
        language,
        principles,
        tuple(sorted(bands, reverse=True)),
        cap,
    )
    fields.finish()
    return guideline


def _some_of(
    fields: Fields, key: str, valid: Sequence[str], default: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return a list in which each name must be a valid one."""
    names = fields.texts(key, default)
    for name in names:
        if name not in valid:
            raise fields.error(
                key, f"«{name}» is none of {', '.join(valid)}.{nearest(name, valid)}"
            )
    return names


def _wording(fields: Fields, key: str, language: str) -> str:
    """Return a text that is written once for all languages, or once for each."""
    if isinstance(fields.raw(key), str):
        return fields.text(key)
    return fields.fields(key).text(language)


def _principle(
    fields: Fields, described: Mapping[str, Fields], language: str, channel: str
) -> Principle:
    signals = fields.each("signals", lambda f: _signal(f, described, language, channel))
    principle = Principle(
        fields.text("id"),
        _wording(fields, "name", language),
        _weight(fields),
        fields.text("beyond"),
        tuple(signal for signal in signals if signal is not None),
    )
    fields.finish()
    return principle


def _signal(
    use: Fields, described: Mapping[str, Fields], language: str, channel: str
) -> Signal | None:
    name = use.text("signal")
    if name not in described:
        raise use.error("signal", f"no signal «{name}».{nearest(name, described)}")
    fields = described[name]
    bad, good = _anchors(use, language)
    signal = Signal(
        id=name,
        name=_wording(fields, "name", language),
        fix=_wording(fields, "fix", language),
        weight=_weight(use),
        bad=bad,
        good=good,
        source=use.text("source"),
        evidence=_evidence(fields),
        needs=fields.choice("needs", ("text", "grammar"), "text"),
        see=fields.texts("see", ()),
    )
    channels = _some_of(use, "channels", CHANNELS, CHANNELS)
    fields.finish()
    use.finish()
    if signal.needs == "text" and signal.evidence.measure not in ("", *MEASURES):
        measure = signal.evidence.measure
        raise fields.error("measure", f"no measure «{measure}».{nearest(measure, MEASURES)}")
    return signal if channel in channels else None


def _weight(fields: Fields) -> float:
    weight = fields.number("weight")
    if weight <= 0:
        raise fields.error("weight", "must be more than 0")
    return weight


def _anchors(use: Fields, language: str) -> tuple[float, float]:
    anchors = use.fields("anchors")
    if language in anchors:
        anchors = anchors.fields(language)
    bad, good = anchors.number("bad"), anchors.number("good")
    if bad == good:
        raise use.error("anchors", "bad and good must differ")
    return bad, good


def _evidence(fields: Fields) -> Evidence:
    kinds = [kind for kind in KINDS if kind in fields]
    if len(kinds) != 1:
        raise ConfigError(fields.path, fields.line, f"needs one of {', '.join(KINDS)}")
    (kind,) = kinds
    if kind == "measure":
        return Evidence(kind, measure=fields.text("measure"))
    given = fields.fields(kind)
    evidence = Evidence(
        kind,
        findings=given.texts("findings", ()),
        categories=_some_of(given, "categories", CATEGORIES),
        other_than=given.texts("other_than", ()),
        cues=given.texts("cues", ()),
        marks=_some_of(given, "marks", MARKS),
        against=given.texts("against", ()),
        within=int(given.number("within", 0)),
    )
    given.finish()
    return evidence


def _band(fields: Fields, language: str) -> tuple[float, str]:
    band = fields.number("from"), _wording(fields, "name", language)
    fields.finish()
    return band


def _cap(fields: Fields) -> Cap:
    cap = Cap(
        fields.number("overall"),
        fields.number("density"),
        fields.choice("severity", SEVERITIES),
        _some_of(fields, "strengths", STRENGTHS),
    )
    fields.finish()
    return cap
