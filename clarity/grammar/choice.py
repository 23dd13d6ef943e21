"""Which pipeline reads which language: clarity's own, or another that the project names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from clarity.grammar.network import files
from clarity.parsing.languages import in_family, languages
from clarity.resources import models_root

#: What a project file says for "the best official one that is installed, if any".
INSTALLED = "installed"


def own() -> frozenset[str]:
    """Return the models that come with clarity."""
    return frozenset(language.model for language in languages().values() if language.model)


def model_for(language: str, models: Mapping[str, str]) -> str:
    """Return the model that reads a language, empty if none does.

    ``models`` are those the project names.
    """
    known = languages()[language]
    named = models.get(language, known.model)
    if named != INSTALLED:
        return named
    return next((name for name in known.official_models if is_installed(name)), known.model)


def languages_of(model: str) -> tuple[str, ...]:
    """Return the languages a model reads, by the letters its name begins with; none if unsure."""
    prefix = Path(model).name.partition("_")[0]
    return in_family(prefix)


def is_installed(model: str) -> bool:
    """Tell whether a model is installed as a package: any other is not even looked into."""
    spec = find_spec(model) if model.isidentifier() else None
    if spec is None or spec.origin is None:
        return False
    return Path(spec.origin).with_name("meta.json").is_file()


def place(model: str) -> Path | None:
    """Return the folder of a model that lies in one."""
    folder = models_root() / model if model in own() else Path(model)
    # A bare name is never a folder that happens to be here.
    return folder if folder.is_absolute() and folder.is_dir() else None


def state(model: str) -> str:
    """Describe a model, and the spaCy it runs on, so that another version shows; loads neither.

    Those that come with clarity run without spaCy.
    """
    if model in own():
        tables = (f"lemmas/{code}.json" for code, one in languages().items() if one.model == model)
        own_files = (f"{model}/{file}" for file in files.ALL)
        return _files_state(model, models_root(), (*own_files, *tables))
    return f"{_model_state(model)} {_spacy_state()}"


def _model_state(model: str) -> str:
    folder = place(model)
    if folder is None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{model} {version(model)}"
        except PackageNotFoundError:
            return f"{model} missing"
    return _files_state(model, folder, (files.META,))


def _files_state(model: str, folder: Path, names: Iterable[str]) -> str:
    try:
        states = [(folder / name).stat() for name in names]
    except OSError:
        return f"{model} broken"
    return " ".join((model, *(f"{state.st_mtime_ns} {state.st_size}" for state in states)))


def _spacy_state() -> str:
    # Not with `importlib.metadata`: its import takes a quarter of a run in which all is kept.
    spec = find_spec("spacy")
    if spec is None or spec.origin is None:
        return "without spaCy"
    try:
        return Path(spec.origin).with_name("about.py").read_text(encoding="utf-8")
    except OSError:
        return spec.origin
