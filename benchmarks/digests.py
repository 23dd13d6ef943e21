"""Whether two versions of clarity say the same of the same texts.

    python benchmarks/digests.py write CHECKOUT FOLDER... > before.tsv
    python benchmarks/digests.py compare before.tsv after.tsv

``write`` runs the clarity of a checkout over every text it reads in the folders, by its command
line, so that it works for any version. It prints a digest of each part of each text's report
(findings, measures, score and the rest), and of each format over some files at a time. ``compare``
prints the lines that differ, and how many of each kind do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

#: The formats whose text is digested as it stands; JSON is taken apart.
FORMATS = ("terminal", "markdown", "github", "sarif", "vale-json")
#: So many files stand in one report of these.
_TOGETHER = 20


def texts(folders: Sequence[str]) -> list[str]:
    """Return the files below some folders whose names clarity knows, in order."""
    from clarity.parsing import FORMATS as KNOWN  # of whichever clarity runs this script

    found = (path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.suffix.lower() in KNOWN)


def report(checkout: Path, form: str, paths: Sequence[str], cache: str) -> str:
    """Return what a version writes about some files, with the place of the cache left out."""
    command = [sys.executable, "-m", "clarity", "check", *paths, "--format", form]
    command += ["--fail-on", "never", "--no-cache", "--cache-dir", cache]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_environment(checkout)
    )
    if done.returncode not in (0, 2):
        raise SystemExit(done.stderr)
    return done.stdout


def _environment(checkout: Path) -> Mapping[str, str]:
    """Return what makes Python find the clarity of a checkout, and no other that is nearer."""
    place = {"PYTHONPATH": str(checkout.resolve()), "PYTHONSAFEPATH": "1", "COLUMNS": "100"}
    return {**os.environ, **place}


def refuse_another(checkout: Path) -> None:
    """Leave with an error where it is not the clarity of the checkout that is found."""
    asked = [sys.executable, "-c", "import clarity; print(clarity.__file__)"]
    place = _environment(checkout)
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=place)
    if Path(done.stdout.strip()).parent.parent != checkout.resolve():
        raise SystemExit(f"{checkout} is no checkout of clarity: found {done.stdout.strip()}")


def digests(checkout: Path, paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, path and digest of all that a version says of some files."""
    with tempfile.TemporaryDirectory() as cache:
        for start in range(0, len(paths), _TOGETHER):
            some = paths[start : start + _TOGETHER]
            judged = json.loads(report(checkout, "json", some, cache))
            for file in judged["files"]:
                yield from ((kind, file["path"], of) for kind, of in _of_parts(file))
            yield "errors", some[0], _digest(judged["errors"])
            for form in FORMATS:
                yield form, some[0], _digest(report(checkout, form, some, cache))


def _of_parts(file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the digest of each part of a file's report; what is left is ``rest``."""
    rest = dict(file)
    for kind in ("findings", "measures", "score"):
        yield kind, _digest(rest.pop(kind))
    yield "rest", _digest(rest)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _read(path: str) -> dict[tuple[str, str], str]:
    rows = (line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines())
    return {(kind, name): digest for kind, name, digest in rows}


def compare(before: str, after: str) -> int:
    """Print what differs between two files of digests, and return how many lines do."""
    old, new = _read(before), _read(after)
    different = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    for kind, path in different:
        print(f"{kind}\t{path}\t{old.get((kind, path))}\t{new.get((kind, path))}")
    counts, total = Counter(kind for kind, _ in different), Counter(kind for kind, _ in old)
    for kind, count in sorted(total.items()):
        print(f"{kind}: {counts[kind]} of {count} differ")
    return len(different)


def main() -> None:
    """Write digests, or compare two files of them; exit with 1 where any differ."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True, dest="command")
    write = commands.add_parser("write")
    write.add_argument("checkout", type=Path)
    write.add_argument("folders", nargs="+")
    compared = commands.add_parser("compare")
    compared.add_argument("before")
    compared.add_argument("after")
    options = parser.parse_args()
    if options.command == "compare":
        sys.exit(min(compare(options.before, options.after), 1))
    refuse_another(options.checkout)
    for row in digests(options.checkout, texts(options.folders)):
        print("\t".join(row), flush=True)


if __name__ == "__main__":
    main()
