"""Makes guidelines of plain data: what a YAML file says, with its base and the shared signals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from clarity.measures.grammar import GRAMMAR_MEASURES
from clarity.measures.readability import MEASURES
from clarity.messages import _
from clarity.model import CATEGORIES, CHANNELS, SEVERITIES, STRENGTHS
from clarity.parsing.hints import nearest, shown
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError, Fields
from clarity.scoring.guidelines.model import (
    KINDS,
    MARKS,
    Cap,
    Evidence,
    Guideline,
    Principle,
    Signal,
)

#: What evidence has that names rules.
_OF_RULES = ("findings", "other_than")


def parse(data: object, language: str, channel: str | None = "web", *, path: str = "") -> Guideline:
    """Make a guideline of what `read` returned, in one language and for one channel.

    Signals for other languages and channels are left out; ``None`` stands for all channels. In a
    language the guideline is not written for it has no principles. Raises `ConfigError` for
    anything unknown, missing or of the wrong type.
    """
    fields = Fields(data, path)
    written_for = _some_of(fields, "languages", tuple(languages()))
    if not written_for:
        raise fields.error("languages", _("must name a language"))
    if language not in written_for:
        name = _wording(fields, "name", written_for[0])
        return Guideline(fields.text("id"), name, "", language, written_for, (), (), None)
    title = _wording(fields, "name", language)
    source = _wording(fields, "source", language) if "source" in fields else ""
    described = fields.fields("signals")
    signals = {key: described.fields(key) for key in described.data}
    principles = fields.each("principles", lambda f: _principle(f, signals, language, channel))
    bands = fields.each("bands", lambda f: _band(f, language))
    cap = _cap(fields.fields("cap")) if "cap" in fields else None
    guideline = Guideline(
        fields.text("id"),
        title,
        source,
        language,
        written_for,
        principles,
        tuple(sorted(bands, reverse=True)),
        cap,
    )
    fields.finish()
    return guideline


def refuse_unknown_rules(data: object, known: Collection[str], path: str) -> None:
    """Raise `ConfigError` where a signal counts or shows what a rule finds that there is not.

    ``data`` is that of `parse`, and ``known`` are the names of the rules, in whatever language.
    """
    described = Fields(data, path).fields("signals")
    for signal in map(described.fields, described.data):
        given = (signal.fields(kind) for kind in KINDS[1:] if kind in signal)
        for fields, key in ((signal, "see"), *((g, k) for g in given for k in _OF_RULES)):
            for name in fields.texts(key, ()):
                is_start = name.endswith("*") and any(r.startswith(name[:-1]) for r in known)
                if name not in known and not is_start:
                    told = _("unknown rule «{name}».").format(name=shown(name))
                    raise fields.error(key, told + nearest(name, known))


def _some_of(
    fields: Fields, key: str, valid: Sequence[str], default: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return a list in which each name must be a valid one."""
    names = fields.texts(key, default)
    for name in names:
        if name not in valid:
            raise fields.error(
                key,
                _("«{name}» is none of {valid}.").format(name=name, valid=", ".join(valid))
                + nearest(name, valid),
            )
    return names


def _wording(fields: Fields, key: str, language: str) -> str:
    """Return a text that is written once for all languages, or once for each."""
    if isinstance(fields.raw(key), str):
        return fields.text(key)
    return fields.fields(key).text(language)


def _principle(
    fields: Fields, described: Mapping[str, Fields], language: str, channel: str | None
) -> Principle:
    signals = fields.each("signals", lambda f: _signal(f, described, language))
    principle = Principle(
        fields.text("id"),
        _wording(fields, "name", language),
        _weight(fields),
        fields.text("beyond"),
        tuple(s for s in signals if s and (channel is None or channel in s.channels)),
        sum(s.weight for s in signals if s and channel in s.not_in),
    )
    fields.finish()
    return principle


def _signal(use: Fields, described: Mapping[str, Fields], language: str) -> Signal | None:
    """Return a signal for all channels, or none where it is for other languages."""
    name = use.text("signal")
    if name not in described:
        raise use.error(
            "signal", _("no signal «{name}».").format(name=name) + nearest(name, described)
        )
    fields = described[name]
    bad, good = _anchors(use, language)
    not_in = _some_of(fields, "not_in", CHANNELS)
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
        channels=_some_of(use, "channels", CHANNELS, [c for c in CHANNELS if c not in not_in]),
        about=_about(fields, language),
        not_in=() if "channels" in use else not_in,
    )
    every = tuple(languages())
    meant_for = _some_of(use, "languages", every, every)
    fields.finish()
    use.finish()
    known = MEASURES if signal.needs == "text" else (*MEASURES, *GRAMMAR_MEASURES)
    if signal.evidence.measure not in ("", *known):
        measure = signal.evidence.measure
        raise fields.error(
            "measure",
            _("no measure «{measure}».").format(measure=measure) + nearest(measure, known),
        )
    return signal if language in meant_for else None


def _about(fields: Fields, language: str) -> str:
    """Return what is said of a signal beside its name; nothing has to be."""
    told = fields.raw("about") if "about" in fields else ""
    is_told = language in told if isinstance(told, Mapping) else bool(told)
    return _wording(fields, "about", language) if is_told else ""


def _weight(fields: Fields) -> float:
    weight = fields.number("weight")
    if weight <= 0:
        raise fields.error("weight", _("must be more than 0"))
    return weight


def _anchors(use: Fields, language: str) -> tuple[float, float]:
    anchors = use.fields("anchors")
    anchors.finish(("bad", "good", *languages()))
    if language in anchors:
        anchors = anchors.fields(language)
    bad, good = anchors.number("bad"), anchors.number("good")
    if bad == good:
        raise use.error("anchors", _("bad and good must differ"))
    return bad, good


def _evidence(fields: Fields) -> Evidence:
    kinds = [kind for kind in KINDS if kind in fields]
    if len(kinds) != 1:
        raise ConfigError(
            fields.path, fields.line, _("needs one of {kinds}").format(kinds=", ".join(KINDS))
        )
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
        within=given.count("within", 0),
        absent=given.flag("absent"),
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
