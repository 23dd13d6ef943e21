"""The command ``serve``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clarity.cli import options, output
from clarity.messages import _, reason
from clarity.reports.printable import one_line

if TYPE_CHECKING:
    from clarity.web.served import File

_EXTRA = "pip install 'clarity-klarsprak[web]'"
#: What the extra installs, as far as it is missed here.
_PACKAGES = ("starlette", "uvicorn", "websockets", "pygls")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    help=_("The port to serve on. Default: any that is free."),
)
@click.option("--no-browser", is_flag=True, help=_("Open no browser, only print the address."))
@options.judging
def serve(file: Path | None, host: str, port: int, no_browser: bool, **given: Any) -> None:
    """Show a page in your browser that marks what to mend while you write.

    FILE is a text to begin with. The page and what it does stay on this
    machine; nothing you write is kept, so copy or download it in the end.
    Ctrl-C ends it.

    \b
    Examples:
      clarity serve                             an empty page
      clarity serve brev/vedtak.md              with a text to begin with
      clarity serve --no-browser --port 8370    only print the address
    """
    if any(find_spec(name) is None for name in _PACKAGES):
        message = _("The web page is not installed. Install it: {command}")
        raise click.ClickException(message.format(command=_EXTRA))
    from clarity.run.texts import elsewhere
    from clarity.web import serving  # and with it all that serves, which is large
    from clarity.web.guard import is_loopback
    from clarity.web.served import Served, new_token

    token = new_token()
    served = Served(options.request(**given), token, _file(file))
    languagetool = served.settings().languagetool
    if languagetool and languagetool.host:
        output.tell(f"clarity: {elsewhere(languagetool.host)}")
    try:
        listening = serving.listen(host, port)
    except OSError as error:
        message = _("{host} port {port} cannot be served on: {reason}")
        told = message.format(host=host, port=port, reason=reason(error))
        raise click.ClickException(told) from None
    place = f"[{host}]" if ":" in host else host
    address = f"http://{place}:{listening.getsockname()[1]}/#token={token}"

    def ready() -> None:
        if not is_loopback(host):
            output.tell(
                _("Others in your network can reach this page, and nothing on the way is secret.")
            )
        told = _("clarity is at {address} (end it with Ctrl-C)").format(address=address)
        output.tell_as_it_is(told)  # an address may have :: in it, and is to be copied
        if not no_browser:
            _open(address)

    serving.serve(served, host, listening, ready)


def _file(path: Path | None) -> File | None:
    """Read the text that the page is to begin with."""
    if path is None:
        return None
    from clarity.messages import spoken
    from clarity.parsing.contents import read_file
    from clarity.parsing.decoding import DecodingError, decode
    from clarity.reports.remarks import in_words
    from clarity.web.served import File

    try:
        return File(path.name, decode(read_file(path)).text)
    except OSError as error:
        why = reason(error)
    except DecodingError as error:
        why = in_words(str(error), spoken())
    raise click.ClickException(one_line(f"{path}: {why}"))


def _open(address: str) -> None:
    """Open a browser beside this program, which does not wait for it."""
    import webbrowser
    from threading import Thread

    Thread(target=webbrowser.open, args=(address,), daemon=True).start()
