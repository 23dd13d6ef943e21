"""Imports spaCy without its command line, which takes a quarter of the time and is of no use here.

``spacy/__init__.py`` imports ``spacy.cli.info`` for its function `spacy.info`, and with it a web
client, a template engine and some 350 modules more.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy if nobody has yet. Its command line can be imported afterwards as always."""
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType(_COMMANDS), ModuleType(_INFO)
    info.__dict__["info"] = _info
    sys.modules.update({_COMMANDS: commands, _INFO: info})
    try:
        import spacy
    finally:
        for name in (_COMMANDS, _INFO):
            sys.modules.pop(name, None)
    spacy.__dict__.pop("cli", None)


def _info(*arguments: Any, **options: Any) -> Any:
    """Do what `spacy.info` does, with what it needs imported first."""
    from spacy.cli.info import info

    return info(*arguments, **options)
