"""Rules of one's own that lie where no rule is read, which would go by without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from clarity.messages import _
from clarity.parsing.hints import nearest, shown
from clarity.parsing.languages import languages
from clarity.parsing.located_yaml import ConfigError
from clarity.rulebook.compiled import read_located

#: What a rule has, any of it, beside its check.
_OF_RULES = frozenset(("message", "examples", "why"))


def misplaced(root: Path) -> Iterator[ConfigError]:
    """Yield an error for each rule in a folder of rules that is never read."""
    folders = [root, *(place for place in sorted(root.glob("*")) if place.is_dir())]
    for folder in folders:
        for path in sorted(folder.glob("*.y*ml")):
            reason = why_unread(path, root)
            if reason and not path.name.startswith(".") and is_rule(path):
                yield ConfigError(str(path), 0, reason)


def why_unread(path: Path, root: Path | None = None) -> str:
    """Tell why no rule is read from a file, by its place in a folder of rules; "" if one is."""
    folder = path.absolute().parent
    if path.suffix != ".yaml":
        told = _("is not used: the file of a rule is called «….yaml». Call it {name}")
        return told.format(name=shown(f"{path.stem}.yaml"))
    if folder.name not in languages():
        told = _("is not used: a rule lies in a folder that is called as its language: {valid}.")
        return told.format(valid=", ".join(languages())) + nearest(folder.name, languages())
    if root and folder == root.absolute():
        told = _("is not used: name the folder above, not «{name}», under «rule_paths»")
        return told.format(name=folder.name)
    return ""


def is_rule(path: Path) -> bool:
    """Tell whether a rule stands in a file, right or wrong, wherever it lies."""
    try:
        data = read_located(path)
    except ConfigError:
        return False
    return isinstance(data, Mapping) and "check" in data and not _OF_RULES.isdisjoint(data)
