"""A browser that has the page of ``clarity serve`` open: Debian's Chromium, by Playwright."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page

from command import ROOT, environment

#: Where Debian has its browser. Playwright's own is fetched from elsewhere, and is not needed.
CHROMIUM = Path("/usr/bin/chromium")
_ADDRESS = re.compile(r"http://\S+#token=\S+")
#: What axe looks for: WCAG 2.2 on level AA, and what it holds to be good besides.
_LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Sees to it that breaches of the page's policy are known, whatever the console shows.
_WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextlib.contextmanager
def served(*options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve the page for as long as it is needed, and yield its address and the process."""
    command = [sys.executable, "-m", "clarity", "serve", "--no-browser", *options]
    # As a user has it: without what has not earned to be shown.
    told = environment({"CLARITY_STRICT": "0", "PYTHONUNBUFFERED": "1"})
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**told, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if found := _ADDRESS.search(line):
                yield found[0], process
                break
        else:
            raise AssertionError("".join(said))
        process.send_signal(signal.SIGINT)


class Visit:
    """Somebody who has the page open, and what she did there that the page's makers must know."""

    def __init__(self, browser: Browser, address: str, **wishes: Any) -> None:
        wishes.setdefault("locale", "nb-NO")
        wishes.setdefault("viewport", {"width": 1280, "height": 800})
        self.context = browser.new_context(**wishes)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.add_init_script(_WATCH)
        self.page.goto(address)
        self.page.wait_for_selector(".settings select:enabled", state="attached")

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def editor(self) -> Locator:
        """The text that is written."""
        return self.page.locator(".cm-content")

    @property
    def text(self) -> str:
        """The text as it is."""
        lines = self.page.locator(".cm-line")
        return "\n".join(line.replace("\u200b", "") for line in lines.all_text_contents())

    @property
    def said(self) -> str:
        """What a screen reader has been told last."""
        return self.page.locator("[role=status]").inner_text().strip()

    @property
    def breaches(self) -> list[str]:
        """What the policy of the page has kept from happening."""
        found: list[str] = self.page.evaluate("window.breaches")
        return found

    def protocol(self) -> CDPSession:
        """Return what drives the browser from below, as a keyboard does."""
        return self.context.new_cdp_session(self.page)

    def open(self, name: str, content: str | bytes) -> None:
        """Open a file."""
        data = content if isinstance(content, bytes) else content.encode()
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self.page.locator("input[type=file]").first.set_input_files(files=[file])

    def paste(self, plain: str, html: str = "") -> None:
        """Paste what a clipboard holds."""
        script = """(data) => {
          const held = new DataTransfer();
          for (const [type, text] of Object.entries(data)) if (text) held.setData(type, text);
          const event = new ClipboardEvent("paste", {
            clipboardData: held, bubbles: true, cancelable: true, composed: true });
          document.querySelector(".shadow").shadowRoot.querySelector(".cm-content")
            .dispatchEvent(event);
        }"""
        self.page.evaluate(script, {"text/plain": plain, "text/html": html})

    def write(self, text: str) -> None:
        """Write a text where the caret is."""
        self.editor.focus()
        self.page.keyboard.insert_text(text)

    def settle(self, findings: int | None = None) -> None:
        """Wait until there are so many findings, or any."""
        rows = self.page.locator(".finding")
        if findings is None:
            rows.first.wait_for()
        else:
            self.page.wait_for_function(
                "(wanted) => document.querySelectorAll('.finding').length === wanted", arg=findings
            )

    def marked(self) -> list[tuple[str, str]]:
        """Return the words that are marked, each with its severity; a long mark in one piece."""
        script = """(elements) => elements.map((one) => [one.textContent, one.className])"""
        found = self.page.locator(".cm-content .mark").evaluate_all(script)
        return [(text, classes.split()[1]) for text, classes in found]

    def close(self) -> None:
        """Leave the page."""
        self.context.close()


def breaches_of_access(page: Page, axe: str) -> list[str]:
    """Return what axe has against the page as it is."""
    page.evaluate(axe)
    told = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", _LEVELS)
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}"
        for one in told["violations"]
    ]
