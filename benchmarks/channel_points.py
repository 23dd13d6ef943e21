"""Finds what the signs of a letter and a decision are worth, on texts whose kind is known.

    python benchmarks/channel_points.py FOLDER... --labels LABELS [--gold corpora/gold] [--write]

FOLDER and LABELS are those of `channels`. Each step of a sign in ``rules/channels.json`` is a
feature of a text, and how much more a text with it is likely to be told to one reader, or, of those
that are, to decide, is its weight (a logistic regression, drawn towards nothing). Points that stand
for a channel may not become points against it, nor the other way. What other signs, and how many of
each, is up to whoever writes that file.

Each text is looked at twice: as it is, and without greetings and blanks, as the texts at hand are
mostly templates, and a letter may be checked without its head and foot.

Prints for each folder what would be told by weights found without it, and with ``--write`` puts
those found on all into the file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from channels import Labels, expected, labels, named
from clarity import parsing
from clarity.language import channels, reading
from clarity.parsing.located_yaml import Fields, load
from clarity.session import Request, Session

_FILE = Path(__file__).parents[1] / "rules/channels.json"
_TO_ONE = ("letter", "decision")
#: Points for each unit of weight.
_SCALE = 5
#: How much more than even odds it takes: a page told as a letter is worse than a letter left open,
#: and a decision that is told as another letter is not asked what it must tell.
_CAUTION = {"letter": 0.6, "decision": -0.4}
#: How hard weights are drawn towards nothing: the sum of them, and of their squares.
_LASSO = {"letter": 0.0005, "decision": 0.002}
_RIDGE = 0.001
#: What a text counts for for which two kinds are right.
_DOUBTFUL = 0.3
#: The texts at hand seldom have a head, and more of them than of others are templates with blanks;
#: a letter has a greeting at both ends, whatever stands between; pages tell how to appeal as well.
_BOUNDS = {
    "letter": {
        "close": (2.4, 9.0),
        "salutation": (1.4, 9.0),
        "reference": (0.8, 9.0),
        "postal-address": (0.8, 9.0),
        "appeal": (0.0, 0.3),
        "the-decision": (0.0, 0.3),
        "blanks": (0.0, 0.4),
    }
}

#: Signs of what stands before and after the body of a letter.
_HEAD_AND_FOOT = ("salutation", "close", "reference", "postal-address")
_BLANK = re.compile(r"\[[^\]\n]{2,60}\]|\ufffc")

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what its signs count and the channels that are right for it.

    ``told`` is the channel, other than those to one reader, that its signs tell; ``is_body`` is set
    where head, foot and blanks have been taken away.
    """

    source: str
    right: tuple[str, ...]
    values: Mapping[str, float]
    told: str | None
    is_body: bool

    def is_one_of(self, kinds: Sequence[str]) -> float:
        """Return 1 where the likeliest channel is one of some."""
        return float(self.right[0] in kinds)

    def weight_for(self, kinds: Sequence[str]) -> float:
        """Return less where another kind is right too, and the answer hangs on which."""
        same = {kind in kinds for kind in self.right}
        return 1 if len(same) == 1 else _DOUBTFUL


@dataclass(frozen=True, slots=True)
class Model:
    """What the steps of a channel's signs weigh, and how much is enough."""

    channel: str
    steps: Sequence[tuple[str, float]]
    weights: Numbers
    enough: float

    def tells(self, example: Example) -> bool:
        """Tell whether a text has enough points."""
        return float(_features([example], self.steps)[0] @ self.weights) >= self.enough


def main() -> None:
    """Fit without each folder in turn and on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    examples = [*_examples(arguments.folders, labels(arguments.labels))]
    if arguments.gold:
        examples += _own(arguments.gold)
    data = json.loads(_FILE.read_text("utf-8"))
    for source in dict.fromkeys(example.source for example in examples):
        rest = [example for example in examples if example.source != source]
        held_out = [example for example in examples if example.source == source]
        print(f"{source:12} {_outcome(held_out, _models(rest, data))}")
    models = _models(examples, data)
    print(f"{'all, fitted':12} {_outcome(examples, models)}")
    if arguments.write:
        for model in models:
            _put(model, data)
        _FILE.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _examples(folders: Sequence[Path], known: Labels) -> Iterator[Example]:
    session = Session(Request(quick=True))
    for text, name in named(folders):
        if right := expected(text, name, known):
            source, path = name.split("/")[0], f"text{text.suffix}"
            yield from _versions(session, text.content, path, text.language, source, right)


def _own(folder: Path) -> Iterator[Example]:
    session = Session(Request(quick=True))
    for path in sorted(folder.rglob("*.md")):
        marks = path.with_suffix(".yaml")
        channel = Fields(load(marks.read_text("utf-8"), marks.name), str(marks)).text("channel", "")
        right = channel if channel in _TO_ONE else "web"
        content, language = path.read_text("utf-8"), path.parent.name
        yield from _versions(session, content, path.name, language, folder.name, (right,))


def _versions(
    session: Session,
    content: str,
    path: str,
    language: str,
    source: str,
    right: tuple[str, ...],
) -> Iterator[Example]:
    """Yield a text as it is, and as a finished letter without its head and foot."""
    document = parsing.parse(content, path, parsing.format_of(path) or "text")
    prose = reading.read(document, None, session.lexicon)
    if isinstance(prose, reading.Unread) or prose.language != language:
        return
    every = channels.all_signs(language)
    signs = {sign.name: sign for own in every if own.channel in _TO_ONE for sign in own.signs}
    others = [own for own in every if own.channel not in _TO_ONE]
    whole = channels._text(prose, None)
    body = _body(whole, [signs[name].pattern for name in _HEAD_AND_FOOT if name in signs])
    for text, is_body in ((whole, False), (body, True)):
        values = {name: sign.value(text) for name, sign in signs.items()}
        told = next((own.channel for own in others if own.tell(whole)), None)
        yield Example(source, right, values, told, is_body)


def _body(text: channels._Text, head_and_foot: Sequence[str]) -> channels._Text:
    pattern = re.compile("|".join(head_and_foot))
    blocks = [_BLANK.sub("Solvang", each) for each in text.blocks if not pattern.match(each)]
    headings = [_BLANK.sub("Solvang", each) for each in text.headings]
    return replace(text, blocks=blocks, headings=headings, whole="\n".join(blocks))


def _models(examples: Sequence[Example], data: Any) -> tuple[Model, Model]:
    to_one = [example for example in examples if example.is_one_of(_TO_ONE)]
    return (
        _fitted("letter", examples, _TO_ONE, data),
        _fitted("decision", to_one, ("decision",), data),
    )


def _fitted(channel: str, examples: Sequence[Example], kinds: Sequence[str], data: Any) -> Model:
    (own,) = (signs for signs in data["channels"] if signs["channel"] == channel)
    steps = [(sign["name"], float(least)) for sign in own["signs"] for least in sign["worth"]]
    against = {sign["name"] for sign in own["signs"] if min(sign["worth"].values()) < 0}
    usual = {name: (-9.0, 0.0) if name in against else (0.0, 9.0) for name, _ in steps}
    bounds = np.array([(usual | _BOUNDS.get(channel, {}))[name] for name, _ in steps])
    weights, constant = _regression(
        _features(examples, steps),
        np.array([example.is_one_of(kinds) for example in examples]),
        np.array([example.weight_for(kinds) for example in examples]),
        bounds,
        _LASSO[channel],
    )
    points: Numbers = np.round(weights * _SCALE)
    return Model(channel, steps, points, round((_CAUTION[channel] - constant) * _SCALE))


def _features(examples: Sequence[Example], steps: Sequence[tuple[str, float]]) -> Numbers:
    rows = [[float(each.values[name] >= least) for name, least in steps] for each in examples]
    return np.array(rows)


def _regression(
    features: Numbers, answers: Numbers, weight: Numbers, bounds: Numbers, lasso: float
) -> tuple[Numbers, float]:
    """Return weights and a constant, found by accelerated proximal gradient descent (FISTA)."""
    total = weight.sum()
    steepest = 0.25 * np.linalg.norm(features * np.sqrt(weight)[:, None], 2) ** 2 / total
    rate = 1 / (steepest + _RIDGE + 0.25)
    best = ahead = np.zeros(features.shape[1])
    constant = ahead_constant = 0.0
    momentum = 1.0
    for _ in range(2000):
        expected_answers = 1 / (1 + np.exp(-(features @ ahead + ahead_constant)))
        missed = weight * (expected_answers - answers) / total
        moved = ahead - rate * (features.T @ missed + _RIDGE * ahead)
        moved = np.sign(moved) * np.maximum(np.abs(moved) - lasso * rate, 0)
        moved = np.clip(moved, bounds[:, 0], bounds[:, 1])
        moved_constant = ahead_constant - rate * float(missed.sum())
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / grown * (moved - best)
        ahead_constant = moved_constant + (momentum - 1) / grown * (moved_constant - constant)
        best, constant, momentum = moved, moved_constant, grown
    return best, constant


def _outcome(examples: Sequence[Example], models: tuple[Model, Model]) -> str:
    told = []
    for is_body, name in ((False, "whole"), (True, "body only")):
        counts = Counter(_judged(each, models) for each in examples if each.is_body == is_body)
        counted = (f"{counts[kind]} {kind}" for kind in ("right", "left open", "wrong"))
        told.append(f"{name}: {', '.join(counted)}")
    return "; ".join(told)


def _judged(example: Example, models: tuple[Model, Model]) -> str:
    letter, decision = models
    if example.told == "law" or not letter.tells(example):
        told = example.told or "web"
    else:
        told = "decision" if decision.tells(example) else "letter"
    if told in example.right:
        return "right"
    return "left open" if told == "web" else "wrong"


def _put(model: Model, data: Any) -> None:
    """Put the points of a model into the data of the file, where those of steps add up."""
    (own,) = (signs for signs in data["channels"] if signs["channel"] == model.channel)
    own["enough"] = int(model.enough)
    points = dict(zip(model.steps, map(int, model.weights), strict=True))
    for sign in own["signs"]:
        added = 0
        for least in sign["worth"]:
            added += points[sign["name"], float(least)]
            sign["worth"][least] = added
    borrowed = {
        sign["name"] for each in data["channels"] for sign in each["signs"] if "of" not in sign
    }
    _prune(own, borrowed if model.channel == "letter" else set())


def _prune(own: Any, borrowed: set[str]) -> None:
    """Leave out the steps that are worth no more than the one before, and signs without any.

    Those that another channel borrows stay, though they are worth nothing here.
    """
    for sign in own["signs"]:
        worth = sign["worth"].items()
        before = (0, *sign["worth"].values())
        kept = {
            least: points
            for (least, points), old in zip(worth, before, strict=False)
            if points != old
        }
        sign["worth"] = kept or ({"1": 0} if sign["name"] in borrowed else {})
    own["signs"] = [sign for sign in own["signs"] if sign["worth"]]


if __name__ == "__main__":
    main()
