"""Tells whether every package that clarity installs may be used with an MIT program.

    python scripts/check_licences.py

Looks at what `pip install clarity-klarsprak` brings, without extras, as it is installed here. Exit
code 1 where a licence is not among those that are known to be free of conditions on what is built
with the package, or is not told.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_OURS = "clarity-klarsprak"
#: What a package may say of its licence, however it says it.
_FREE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSFL?|MPL|Mozilla Public|Unlicense|0BSD)\b", re.I)
_BINDING = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)\b", re.I)
#: What has to be read by a person, and what she read.
_READ = {
    "pyphen": "GPL, LGPL or MPL, as whoever uses it likes",
    "pyromark": "MIT, in its file LICENSE",
}


def main() -> int:
    """Print a line for each package, and return the exit code."""
    is_all_free = True
    for package in sorted(_needed(), key=lambda package: package.name.lower()):
        said = _READ.get(package.name.lower()) or _said(package)
        is_free = package.name.lower() in _READ or (
            bool(_FREE.search(said)) and not _BINDING.search(said)
        )
        is_all_free = is_all_free and is_free
        print(f"{'  ' if is_free else '!!'} {package.name} {package.version}: {said or 'not told'}")
    return 0 if is_all_free else 1


def _said(package: Distribution) -> str:
    fields = package.metadata.get_all
    kinds = [kind for kind in fields("Classifier") or () if kind.startswith("License ::")]
    named = (*(fields("License-Expression") or ()), *(fields("License") or ()))
    short = (*(text.split("\n")[0][:80] for text in named), *(k.split(" :: ")[-1] for k in kinds))
    return "; ".join(short)


def _needed() -> Iterator[Distribution]:
    """Yield what clarity needs, and what that needs, as far as it is installed."""
    pending, seen = [_OURS], {_OURS}
    while pending:
        package = distribution(pending.pop())
        if package.name != _OURS:
            yield package
        for need in package.requires or ():
            name = re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", need, maxsplit=1)[0]).lower()
            if "extra ==" not in need and name not in seen:
                seen.add(name)
                try:
                    distribution(name)
                except PackageNotFoundError:
                    continue  # for another system or Python
                pending.append(name)


if __name__ == "__main__":
    sys.exit(main())
