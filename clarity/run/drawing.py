"""How the reports of a run are drawn, and what of each is shown."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clarity.digest import blake2b
from clarity.model import Report
from clarity.reports import FORMATS, Options, Part, Sieve


class Drawing(Struct, frozen=True):
    """A format by its name (see `FORMATS`), how the report is to look, and what of it is shown.

    That is what the sieves let through, one after another.
    """

    form: str
    options: Options
    sieves: tuple[Sieve, ...] = ()

    def part(self, report: Report) -> Part:
        """Return the part of a file."""
        for sieve in self.sieves:
            report = sieve.of(report)
        return FORMATS[self.form]().part(report, self.options)

    def for_files(self, paths: Sequence[str]) -> Drawing:
        """Return what draws some files, and holds no more than they need."""
        return replace(self, sieves=tuple(sieve.for_files(paths) for sieve in self.sieves))

    def key(self, report: bytes, path: str) -> bytes:
        """Return what a part depends on, as a digest: the report, its path, the drawing itself."""
        sieves = [sieve.key(path) for sieve in self.sieves]
        return digest(f"{self.form}\n{self.options!r}\n{sieves!r}\n{path}", report)


def digest(text: str, key: bytes = b"") -> bytes:
    """Return a digest of a text, which may have any letters, and of another that is its key."""
    return blake2b(text.encode(errors="surrogatepass"), key=key, digest_size=16).digest()
