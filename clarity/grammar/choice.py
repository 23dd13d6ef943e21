"""Which pipeline reads which language: clarity's own, or another that the project names."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from clarity.resources import models_root

#: The pipelines that come with clarity, by the language they read.
OWN: Mapping[str, str] = {"nb": "norwegian", "nn": "norwegian", "sv": "swedish"}
#: spaCy's official ones, the best first. There is none for nynorsk.
OFFICIAL: Mapping[str, tuple[str, ...]] = {
    "nb": ("nb_core_news_lg", "nb_core_news_md", "nb_core_news_sm"),
    "nn": (),
    "sv": ("sv_core_news_lg", "sv_core_news_md", "sv_core_news_sm"),
}
#: What a project file says for "the best official one that is installed, if any".
INSTALLED = "installed"


def model_for(language: str, models: Mapping[str, str]) -> str:
    """Return the model that reads a language; ``models`` are those the project names."""
    named = models.get(language, OWN[language])
    if named != INSTALLED:
        return named
    return next((name for name in OFFICIAL[language] if is_installed(name)), OWN[language])


def languages_of(model: str) -> tuple[str, ...]:
    """Return the languages a model reads, by the letters its name begins with; none if unsure."""
    prefix = Path(model).name.partition("_")[0]
    return {"no": ("nb", "nn"), "nb": ("nb",), "nn": ("nn",), "sv": ("sv",)}.get(prefix, ())


def is_installed(model: str) -> bool:
    """Tell whether a model is installed as a package: any other is not even looked into."""
    spec = find_spec(model) if model.isidentifier() else None
    if spec is None or spec.origin is None:
        return False
    return Path(spec.origin).with_name("meta.json").is_file()


def place(model: str) -> Path | None:
    """Return the folder of a model that lies in one."""
    folder = models_root() / model if model in OWN.values() else Path(model)
    # A bare name is never a folder that happens to be here.
    return folder if folder.is_absolute() and folder.is_dir() else None


def state(model: str) -> str:
    """Describe a model, and the spaCy it runs on, so that another version shows; loads neither."""
    return f"{_model_state(model)} {_spacy_state()}"


def _model_state(model: str) -> str:
    folder = place(model)
    if folder is None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return f"{model} {version(model)}"
        except PackageNotFoundError:
            return f"{model} missing"
    try:
        status = (folder / "meta.json").stat()
    except OSError:
        return f"{model} broken"
    return f"{model} {status.st_mtime_ns} {status.st_size}"


def _spacy_state() -> str:
    # Not with `importlib.metadata`: its import takes a quarter of a run in which all is kept.
    spec = find_spec("spacy")
    if spec is None or spec.origin is None:
        return "without spaCy"
    try:
        return Path(spec.origin).with_name("about.py").read_text(encoding="utf-8")
    except OSError:
        return spec.origin
