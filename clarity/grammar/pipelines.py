"""Finds and loads the spaCy pipeline that reads a language."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from clarity.grammar import spacy_reading
from clarity.grammar.choice import is_installed, place
from clarity.grammar.interrupts import held_back
from clarity.grammar.roles import OF_TAG
from clarity.grammar.spacy_import import import_spacy
from clarity.grammar.unavailable import UnavailableError
from clarity.model import Grammar, Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

#: What tells nothing a rule asks for: words and sentences are there already.
_SPARED = ("ner", "senter", "tokenizer")
_TELL_PARTS_OF_SPEECH = ("morphologizer", "attribute_ruler")


class Pipeline(Struct, frozen=True):
    """A loaded pipeline, by the name it was asked for.

    With ``has_parser`` the roles of words come from its parse, else its tags are the roles.
    """

    nlp: Language
    name: str
    version: str
    has_parser: bool

    @property
    def folder(self) -> Path:
        """The folder it was loaded from."""
        return Path(self.nlp.path)

    def read(self, passages: Sequence[Passage]) -> list[Grammar]:
        """Return the grammar of passages in one language."""
        return spacy_reading.read(passages, self.nlp, self.has_parser)


def load(name: str) -> Pipeline:
    """Load a pipeline that is installed or lies in a folder, one of our own among them.

    Raises `UnavailableError`.
    """
    with held_back():
        nlp = _load(name)
    _refuse_other_spacy(name, nlp.meta)
    has_parser = "parser" in nlp.pipe_names
    if not has_parser and not _tags_are_roles(nlp):
        raise UnavailableError(f"the model «{name}» has no parser, which clarity's rules need")
    if not any(component in nlp.pipe_names for component in _TELL_PARTS_OF_SPEECH):
        raise UnavailableError(f"the model «{name}» has no morphologizer, for parts of speech")
    return Pipeline(nlp, name, str(nlp.meta.get("version", "")), has_parser)


def _load(name: str) -> Language:
    import_spacy()
    from spacy.util import load_model_from_package, load_model_from_path
    from thinc.api import use_ops

    from clarity.grammar import encoder  # noqa: F401  # where spaCy finds the network of our own by its name

    folder = place(name)
    if folder is None and not is_installed(name):
        raise UnavailableError(
            f"the model «{name}» is not installed, and no folder is called so. "
            f"Install it: python -m spacy download {name}"
        )
    try:
        # numpy's own matrix product takes half the time of BLIS, which spaCy would use.
        with use_ops("numpy", use_blis=False), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # other versions are refused below
            # Not with `spacy.load`, which takes a folder that happens to be called as a package.
            nlp = (
                load_model_from_path(folder, exclude=_SPARED)
                if folder
                else load_model_from_package(name, exclude=_SPARED)
            )
            _widen(node for _, part in nlp.pipeline for node in _nodes(part))
    except Exception as error:  # a broken folder can fail in any way, far inside spaCy
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnavailableError(f"the model «{name}» cannot be loaded: {reason}") from None
    return nlp


def _nodes(component: Any) -> Iterable[Model[Any, Any]]:
    """Return the parts of the network of a component, if it has one."""
    return component.model.walk() if hasattr(component, "model") else ()


def _widen(nodes: Iterable[Model[Any, Any]]) -> None:
    """Turn weights that are stored in half precision into the floats that numpy is quick with."""
    for node in nodes:
        for name in node.param_names:
            weights: Any = node.get_param(name) if node.has_param(name) else None
            if weights is not None and weights.dtype != "float32":
                node.set_param(name, weights.astype("float32"))


def _refuse_other_spacy(name: str, meta: Mapping[str, object]) -> None:
    import spacy

    wanted = str(meta.get("spacy_version", ""))
    if wanted and not spacy.util.is_compatible_version(spacy.about.__version__, wanted):
        raise UnavailableError(
            f"the model «{name}» is made for spaCy {wanted}, and {spacy.about.__version__} is "
            f"installed. Install the model anew (python -m spacy download {name}), or the spaCy it "
            f"is made for (pip install 'spacy{wanted}')"
        )


def _tags_are_roles(nlp: Language) -> bool:
    return "tagger" in nlp.pipe_names and {*nlp.pipe_labels["tagger"]} <= OF_TAG.keys()
