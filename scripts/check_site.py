"""Looks through the built site: nothing is loaded from elsewhere, and every link leads somewhere.

Usage: python scripts/check_site.py FOLDER
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: What a browser fetches by itself: the attribute of each element that names it.
_LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
#: Of these links nothing is fetched.
_ONLY_NAMED = {"canonical", "alternate", "next", "prev"}
_STYLE_LOADS = re.compile(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)")


class _Page(HTMLParser):
    """The addresses on a page: those that are loaded, those that are links, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in _LOADED and _LOADED[tag] in given and given.get("rel") not in _ONLY_NAMED:
            self.loaded.append(given[_LOADED[tag]])
        self.loaded += _STYLE_LOADS.findall(given.get("style", ""))


@cache
def _read(path: Path) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


def faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with a site, with the page it is on."""
    for path in sorted(site.rglob("*.css")):
        for address in _STYLE_LOADS.findall(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(site)}: loads {address}"
    for path in sorted(site.rglob("*.html")):
        name, page = path.relative_to(site), _read(path)
        for address in page.loaded:
            if _is_elsewhere(address):
                yield f"{name}: loads {address}"
            elif not _target(address, path, site).is_file():
                yield f"{name}: loads {address}, which is not there"
        for address in page.links:
            if not _is_elsewhere(address) and not _leads_somewhere(address, path, site):
                yield f"{name}: links to {address}, which is not there"


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _leads_somewhere(address: str, page: Path, site: Path) -> bool:
    target, anchor = _target(address, page, site), unquote(urlsplit(address).fragment)
    if not target.is_file():
        return False
    return not anchor or target.suffix != ".html" or anchor in _read(target).anchors


def _target(address: str, page: Path, site: Path) -> Path:
    """Return the file that an address on a page is of."""
    if urlsplit(address).scheme == "data":
        return page
    path = unquote(urlsplit(address).path)
    if not path:
        return page
    place = site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()
    return place / "index.html" if place.is_dir() else place


def main() -> int:
    """Tell what is wrong with the site in a folder."""
    site = Path(sys.argv[1]).resolve()
    found = list(faults(site))
    for fault in found:
        print(fault, file=sys.stderr)
    if not list(site.rglob("*.html")):
        print(f"no site in {site}", file=sys.stderr)
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
