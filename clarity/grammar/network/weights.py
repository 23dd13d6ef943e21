"""The weights of a grammar model, read from the files that spaCy saves it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from clarity.grammar.network import msgpack
from clarity.grammar.network.files import ENCODER, MORPHOLOGY, ROLES

#: What is wrong with files that hold something else.
_NO_NETWORK = "holds no network of clarity's"


class Table(Struct, frozen=True):
    """A hash table of one feature: ``rows`` of shape (size, width), in half precision.

    Only the rows of the words that come are widened, which are few of them.
    """

    rows: Any
    seed: int


class Maxout(Struct, frozen=True):
    """A layer: the largest of some ``pieces``, brought to one mean and spread for each word.

    ``weights`` are of shape (inputs, pieces * width), one piece after the other, and ``bias`` of
    (pieces * width). What comes out is multiplied by ``gain`` and ``shift`` is added, of (width).
    """

    weights: Any
    bias: Any
    gain: Any
    shift: Any


class Step(Struct, frozen=True):
    """A layer with what it looks at besides a word: the two words ``reach`` words off.

    Where that is 0, all of the sentence before and after it.
    """

    reach: int
    layer: Maxout


class Weights(Struct, frozen=True):
    """A network: tables and ``mix`` tell of a word alone, ``steps`` of it among the others.

    ``morphology`` and ``roles`` are the weights of the labels, of shape (width, labels), each with
    what is added to them.
    """

    tables: Sequence[Table]
    mix: Maxout
    steps: Sequence[Step]
    morphology: tuple[Any, Any]
    roles: tuple[Any, Any]


class _Node(Struct, frozen=True):
    """A part of a network: ``parameters`` are its arrays, by the name thinc has for them."""

    name: str
    attributes: Mapping[str, Any]
    parameters: Mapping[str, Any]


def read(folder: Path) -> Weights:
    """Read the weights of a model. Raises `OSError` and `ValueError`."""
    try:
        return _weights(folder)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{_NO_NETWORK}: {error!r}") from None


def _weights(folder: Path) -> Weights:
    # thinc lists the parts of a network from the outside in, and side by side in their order.
    nodes = _nodes(folder / ENCODER)
    tables = [node for node in nodes if node.name == "hashembed"]
    layers = [node.parameters for node in nodes if node.name == "maxout"]
    norms = [node.parameters for node in nodes if node.name == "layernorm"]
    looks = [node for node in nodes if node.name in ("neighbours", "surroundings")]
    if not tables or len(layers) != len(looks) + 1:
        raise ValueError(_NO_NETWORK)
    if not looks or looks[0].name != "neighbours":  # the encoder begins with those
        raise ValueError(_NO_NETWORK)
    mix, *rest = map(_maxout, layers, norms)
    return Weights(
        [Table(node.parameters["E"], node.attributes["seed"]) for node in tables],
        mix,
        [
            Step(node.attributes.get("reach", 0), layer)
            for node, layer in zip(looks, rest, strict=True)
        ],
        _labels(folder / MORPHOLOGY),
        _labels(folder / ROLES),
    )


def _maxout(layer: Mapping[str, Any], norm: Mapping[str, Any]) -> Maxout:
    weights = layer["W"].transpose(2, 1, 0)
    return Maxout(
        _wide(weights.reshape(len(weights), -1)),
        _wide(layer["b"].T.reshape(-1)),
        _wide(norm["G"]),
        _wide(norm["b"]),
    )


def _labels(path: Path) -> tuple[Any, Any]:
    (last,) = (node.parameters for node in _nodes(path) if node.name == "softmax")
    return _wide(last["W"].T), _wide(last["b"])


def _wide(stored: Any) -> Any:
    """Return weights as the floats that numpy is quick with, row after row."""
    return np.ascontiguousarray(stored, dtype=np.float32)


def _nodes(path: Path) -> list[_Node]:
    with path.open("rb") as stream:
        told = msgpack.read(stream)
    return [
        _Node(
            node["name"],
            {name: msgpack.read(BytesIO(packed)) for name, packed in attributes.items()},
            {name: _array(stored) for name, stored in parameters.items()},
        )
        for node, attributes, parameters in zip(
            told["nodes"], told["attrs"], told["params"], strict=True
        )
    ]


def _array(stored: Mapping[bytes, Any]) -> Any:
    return np.frombuffer(stored[b"data"], stored[b"type"]).reshape(stored[b"shape"])
