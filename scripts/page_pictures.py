"""Takes the pictures of the page of `clarity serve` that the documentation shows.

Usage: python scripts/page_pictures.py

Writes docs/pictures/page.png, and one for each other language that the page speaks. Needs what the
tests need, and Chromium.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from command import ROOT
from visiting import CHROMIUM, Visit, served

#: What the browser speaks, and how the picture's name then ends.
_LOCALES = {"nb-NO": "", "nn-NO": ".nn", "sv-SE": ".sv", "en-GB": ".en"}
_WINDOW = {"width": 1280, "height": 720}


def main() -> None:
    """Take the pictures: of the example, with something open that there is a suggestion for."""
    with served() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for locale, end in _LOCALES.items():
            visit = Visit(browser, address, locale=locale, viewport=_WINDOW)
            visit.page.locator(".ways button").click()
            visit.settle()
            visit.page.wait_for_timeout(1_500)
            visit.page.locator(".finding:has(.suggest) .head").nth(1).click()
            visit.page.mouse.move(0, 0)
            visit.page.wait_for_timeout(500)
            visit.page.screenshot(path=str(ROOT / "docs" / "pictures" / f"page{end}.png"))
            visit.close()
        browser.close()


if __name__ == "__main__":
    main()
