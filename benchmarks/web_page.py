"""How soon a key shows in the page of `clarity serve`: python benchmarks/web_page.py.

Debian's Chromium, driven by Playwright, opens a text of 2,000 words. At places by chance a letter
is typed, with a pause after each, and then words are typed on without one. What is timed is from
the key until the marks are those of the text as it then is, and drawn, and until the findings
beside it and the score are: all that is between, in browser, connection and server.
Needs what the tests need, and Chromium.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from playwright.sync_api import Page, sync_playwright

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from clarity.resources import corpora_root
from peers import make_tree, terms
from visiting import CHROMIUM, Visit, served

_WORDS = 2_000
_KEYS = 100
#: Milliseconds after a key, of a writer who thinks and of one who types.
_PAUSE = 500
_TYPED = 120

#: Times each key, until what the server marks is drawn, and until findings and score are.
_WATCH = """
window.marked = [];
window.told = [];
window.begun = {};
const drawn = (name) => {
  const from = begun[name];
  if (!from) return;
  begun[name] = 0;
  requestAnimationFrame(() => window[name].push(performance.now() - from));
};
document.addEventListener("keydown", ({ timeStamp }) => {
  begun = { marked: timeStamp, told: timeStamp };
}, true);
const send = WebSocket.prototype.send;
let version = 0;
WebSocket.prototype.send = function (data) {
  if (data.includes("didChange")) version = JSON.parse(data).params.textDocument.version;
  if (!this.isHeard) {
    this.isHeard = true;  // and after the page itself
    this.addEventListener("message", ({ data }) => {
      if (!data.includes("publishDiagnostics")) return;
      if (JSON.parse(data).params.version === version) drawn("marked");
    });
  }
  return send.call(this, data);
};
const findings = document.querySelector(".findings");
new MutationObserver(() => {
  if (findings.getAttribute("aria-busy") === "false") drawn("told");
}).observe(findings, { attributes: true, attributeFilter: ["aria-busy"] });
"""

#: The milliseconds to the marks, and to findings and score.
Taken = tuple[Sequence[float], Sequence[float]]


def keys(visit: Visit, text: str) -> tuple[Taken, Taken]:
    """Return what keys took: with a pause after each, and typed on."""
    page, chance = visit.page, Random(1)
    visit.open("side.md", text)
    visit.settle()
    page.wait_for_timeout(3_000)
    page.evaluate(_WATCH)
    visit.editor.focus()
    for _ in range(_KEYS):
        page.keyboard.press("Control+Home")
        for _ in range(chance.randrange(1, text.count("\n"))):
            page.keyboard.press("ArrowDown")
        for _ in range(chance.randrange(4)):
            page.keyboard.press("Control+ArrowRight")
        page.evaluate("begun = {}")
        page.keyboard.press(chance.choice("aeinrst"))
        page.wait_for_timeout(_PAUSE)
    paused = _taken(page)
    for letter in "Vi sender deg svar i henhold til loven, og det foretas en vurdering. " * 2:
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(_TYPED)
    page.wait_for_timeout(_PAUSE)
    return paused, _taken(page)


def _taken(page: Page) -> Taken:
    marked, told = page.evaluate("[marked.splice(0), told.splice(0)]")
    return marked, told


def _figures(taken: Sequence[float]) -> str:
    cut = statistics.quantiles(taken, n=20)
    return f"p50 {statistics.median(taken):.0f} ms, p95 {cut[18]:.0f} ms ({len(taken)} timed)"


def _joined(paths: Sequence[Path]) -> str:
    whole = "\n\n".join(path.read_text("utf-8") for path in paths)
    return " ".join(whole.split(" ")[:_WORDS])


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        make_tree(Path(folder), 8, terms(150))
        generated = _joined(sorted(Path(folder).rglob("*.md")))
    real = _joined(sorted((corpora_root() / "gold" / "nb").glob("*.md")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for name, text in (("generated pages", generated), ("texts like real ones", real)):
            with served() as (address, _):
                visit = Visit(browser, address)
                paused, typed = keys(visit, text)
                found = visit.page.locator(".finding").count()
                visit.close()
            print(f"{name}, {_WORDS:,} words, {found} findings")
            for what, (marked, told) in (("a key and a pause", paused), ("typed on", typed)):
                print(f"  {what}: marks {_figures(marked)}")
                print(f"    findings and score {_figures(told)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
