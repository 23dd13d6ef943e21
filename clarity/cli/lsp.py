"""The command ``lsp``."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import click

from clarity.cli import options
from clarity.messages import _, reason

_EXTRA = "pip install 'clarity-klarsprak[lsp]'"


@click.command()
@click.option("--tcp", type=click.IntRange(1, 65_535), metavar="PORT", help="Serve on this port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --tcp: the address.")
@click.option("--stdio", is_flag=True, help="Serve on standard input and output, as by default.")
@options.judging
@click.pass_context
def lsp(context: click.Context, /, tcp: int | None, host: str, stdio: bool, **given: Any) -> None:
    """Serve an editor: marks as you type, quick fixes, the score.

    Editors start it themselves. It speaks the Language Server Protocol.

    \b
    Examples:
      clarity lsp             on standard input and output
      clarity lsp --tcp 8370  on a port of this machine
      clarity lsp --quick     without grammar
    """
    if find_spec("pygls") is None:
        message = _("The language server is not installed. Install it: {command}")
        raise click.ClickException(message.format(command=_EXTRA))
    from clarity.lsp.server import serve  # and with it the protocol, which is large

    if stdio and tcp is not None:
        raise click.UsageError(_("Give either --stdio or --tcp, not both."))
    try:
        serve(options.request(**given), None if tcp is None else (host, tcp))
    except OSError as error:
        if tcp is None:
            raise
        message = _("{host} port {port} cannot be served on: {reason}")
        told = message.format(host=host, port=tcp, reason=reason(error))
        raise click.ClickException(told) from None
    context.exit(1)  # an editor that takes its leave has ended the process before
