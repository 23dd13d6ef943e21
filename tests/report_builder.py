"""Reports made by hand, for the tests of how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from clarity.model import (
    Advice,
    Comparison,
    Failure,
    Finding,
    Gain,
    PrincipleScore,
    Report,
    Scorecard,
    Severity,
    SignalScore,
    Skipped,
    Span,
)
from clarity.reports import FORMATS, Options

LETTER = """# Svar på søknaden din

Vi viser til søknaden. I henhold til vedtaket **foretok** kommunen en vurdering.

Klikk her for å søke.
"""

WORDY = Advice(
    id="nb/plain-words",
    category="wording",
    strength="authority",
    source="Språkrådet, klarspråk",
    url="https://www.sprakradet.no",
    why="Stive ord gjør teksten tyngre å lese.",
)
LINK = Advice(
    id="nb/link-text",
    category="links",
    strength="law",
    source="WCAG 2.4.4",
    url="",
    why="Lenken skal si hvor den fører.",
)


def finding(
    source: str,
    text: str,
    context: str = "",
    *,
    advice: Advice = WORDY,
    severity: Severity = "warning",
    message: str = "«{found}» kan sies enklere.",
    suggestions: Sequence[str] = (),
    found: str = "",
) -> Finding:
    """Make a finding of the first place where a text stands; ``found`` is it without markup."""
    start = source.index(text)
    around = context or text
    low = source.index(around)
    return Finding(
        advice=advice,
        severity=severity,
        span=Span(start, start + len(text)),
        context=Span(low, low + len(around)),
        text=found or text,
        message=message.format(found=found or text),
        suggestions=tuple(suggestions),
        fingerprint=f"print-{start}",
    )


def report(
    source: str = "Hei.\n",
    findings: Sequence[Finding] = (),
    path: str = "brev.md",
    language: str | None = "nb",
    scorecard: Scorecard | None = None,
    **others: object,
) -> Report:
    """Make a report of a file; ``others`` are further fields of `Report`."""
    made = Report(
        path=path,
        source=source,
        format="markdown",
        language=language,
        words=len(source.split()),
        findings=tuple(findings),
        skipped=(),
        measures={},
        scorecard=scorecard,
    )
    return replace(made, **others)


def card(overall: float | None = 71.46, reason: str = "") -> Scorecard:
    """Make a scorecard of two principles, one of them not assessed."""
    heavy = SignalScore(
        id="heavy-words",
        name="Tunge ord per 100 ord",
        value=1.23456,
        bad=4.0,
        good=0.0,
        score=69.1,
        weight=1.0,
        points_lost=30.9,
        spans=(Span(47, 60),),
        source="own choice",
    )
    links = replace(
        heavy, id="links", name="Lenker", value=None, score=None, points_lost=0.0, spans=()
    )
    return Scorecard(
        guideline="helsenorge",
        guideline_name="Helsenorges stil og tone",
        overall=overall,
        band="ganske klart" if overall is not None else "",
        confidence="low" if overall is not None else None,
        reason=reason,
        caveat="Poengene viser hva som står i teksten, ikke om leseren forstår den.",
        principles=(
            PrincipleScore("simple", "Enkel og lett", 69.1, 1.0, (heavy,)),
            PrincipleScore("open", "Åpen", None, 0.25, (links,)),
        ),
        gains=(
            Gain("Bytt ut tunge ord", 6.4, ("nb/plain-words",), (Span(47, 60), Span(72, 79))),
            Gain("Si hvor lenken fører", 0.3, ("nb/link-text",), ()),
        ),
    )


def comparison(
    genre: str = "plain", name: str = "norske sider", **places: tuple[int, int]
) -> Comparison:
    """Make a comparison; ``places`` are the shares below and above, by measure."""
    return Comparison(genre, name, "sider fra en kommune", 40, places)


def letter() -> Report:
    """Make the report of a short letter with something of everything."""
    sentence = "I henhold til vedtaket **foretok** kommunen en vurdering."
    return report(
        LETTER,
        [
            finding(
                LETTER,
                "I henhold til",
                sentence,
                message="«{found}» kan sies enklere: «etter».",
                suggestions=["Etter"],
            ),
            finding(
                LETTER,
                "foretok** kommunen en vurdering",
                sentence,
                found="foretok kommunen en vurdering",
                suggestions=["vurderte kommunen"],
            ),
            finding(
                LETTER,
                "Klikk her",
                "Klikk her for å søke.",
                advice=LINK,
                severity="error",
                message="Lenken «{found}» sier ikke hvor den fører.",
            ),
        ],
        path="brev/svar.md",
        scorecard=card(),
        skipped=(Skipped("nb/passive", "Grammatikk er ikke med."),),
        measures={"lix": 38.25, "ovix": None, "words_per_sentence": 8.0},
        notices=("Filen er ikke UTF-8; lest som Windows-1252.",),
        comparisons=(comparison(lix=(80, 15)),),
        channel="letter",
        told="letter",
    )


def run() -> list[Report | Failure]:
    """Make a run over three files, one of which cannot be read."""
    plain = report("Du får svar innen fredag.\n", path="kort.md", scorecard=card(None, "For kort."))
    return [letter(), Failure("borte.md", "No such file or directory"), plain]


def render(name: str, results: Iterable[Report | Failure], options: Options) -> Iterator[str]:
    """Yield a report in a format, in the pieces it comes in."""
    form = FORMATS[name]()
    parts = (r if isinstance(r, Failure) else form.part(r, options) for r in results)
    return form.assemble(parts, options)
