"""Asks a LanguageTool server, politely and not for ever.

language-tool-python has a client too (``LanguageTool.check``). It sends plain text only, waits five
minutes, tries again at once and only when the connection broke, takes the answer of a failing
server for JSON, follows redirects and goes through proxies with the text in hand. So the requests
are made here, with the library it uses itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from clarity.languagetool import answer
from clarity.languagetool.answer import Match, NoAnswerError, UnreachableError
from clarity.languagetool.batches import Batch
from clarity.languagetool.deadline import within
from clarity.languagetool.options import Options, address_of, is_loopback

if TYPE_CHECKING:
    import requests

Read = TypeVar("Read")

#: Rules that are not asked for unless a project does. LanguageTool takes an item of a list, and
#: what follows «t.ex.», for a sentence: of 87 findings in real Swedish texts, 2 were right.
_POOR = ("UPPERCASE_SENTENCE_START",)

#: Times to ask again where a server is busy or the connection broke, and the seconds of the first
#: pause; each is twice the one before.
_RETRIES = 2
_PAUSE = 0.3
_BUSY = (429, 500, 502, 503, 504)
#: Seconds to wait for a connection, where the whole may take longer.
_CONNECT = 5.0
#: More than any text's findings; and what is read at a time. Bytes.
_LARGEST = 16 * 1024 * 1024
_PIECE = 64 * 1024
#: Lists and objects in an answer: each takes far more memory than the two signs it is written with.
_MOST_PARTS = 500_000


class Client:
    """The conversation with the server at one address."""

    def __init__(self, address: str, timeout: float) -> None:
        self._address = address
        self._timeout = timeout
        self._session = _open(address)

    def languages(self) -> frozenset[str]:
        """Return the codes of the languages the server knows. Raises `NoAnswerError`."""
        return self._ask("GET", "languages", {}, answer.languages)

    def version(self) -> str:
        """Return the version and the build of the server. Raises `NoAnswerError`."""
        return self._ask("POST", "check", {"language": "auto", "text": ""}, answer.version)

    def check(self, batch: Batch, code: str, options: Options) -> list[Match]:
        """Return what the server finds in some blocks. ``code`` is its own for the language.

        Raises `NoAnswerError`.
        """
        poor = [rule for rule in _POOR if rule not in options.enabled_rules]
        asked = {
            "language": code,
            "data": json.dumps({"annotation": batch.annotation}, ensure_ascii=False),
            "enabledRules": ",".join(options.enabled_rules),
            "disabledRules": ",".join((*options.disabled_rules, *poor)),
            "enabledCategories": ",".join(options.enabled_categories),
            "disabledCategories": ",".join(options.disabled_categories),
        }
        given = {key: value for key, value in asked.items() if value}
        return self._ask("POST", "check", given, partial(answer.matches, text=batch.text))

    def _ask(
        self, method: str, what: str, data: Mapping[str, str], read: Callable[[Any], Read]
    ) -> Read:
        import requests
        from urllib3.exceptions import HTTPError

        due = monotonic() + self._timeout
        try:
            status, body = within(self._timeout, partial(self._exchange, method, what, data, due))
        except TimeoutError:
            raise UnreachableError(self._said(self._late())) from None
        except (requests.RequestException, HTTPError, OSError) as error:
            reason = self._late() if _is_timeout(error) else "does not answer"
            raise UnreachableError(self._said(reason)) from None
        if status != 200:
            raise NoAnswerError(self._said(f"answers with error {status}"))
        if body.count(b"[") + body.count(b"{") > _MOST_PARTS:
            raise NoAnswerError(self._said("answers without end"))
        try:
            return read(json.loads(body))
        except (ValueError, RecursionError):
            raise NoAnswerError(self._said("answers with something else than JSON")) from None
        except (KeyError, TypeError, IndexError, AttributeError):
            raise NoAnswerError(self._said("answers with JSON of another kind")) from None

    def _exchange(
        self, method: str, what: str, data: Mapping[str, str], due: float
    ) -> tuple[int, bytes]:
        with self._session.request(
            method,
            f"{self._address}/v2/{what}",
            data=data,
            timeout=(min(_CONNECT, self._timeout), self._timeout),
            allow_redirects=False,  # the text goes where the user says, or nowhere
            stream=True,
        ) as response:
            body = b""
            # Whatever has come, however little: a piece of a certain size could take too long.
            while piece := response.raw.read1(_PIECE, decode_content=True):
                body += piece
                if monotonic() > due:
                    raise TimeoutError
                if len(body) > _LARGEST:
                    raise NoAnswerError(self._said("answers without end"))
            return response.status_code, body

    def _late(self) -> str:
        return f"does not answer within {self._timeout:g} seconds"

    def _said(self, what: str) -> str:
        return f"LanguageTool at {address_of(self._address).place} {what}"


def _is_timeout(error: Exception) -> bool:
    import requests
    from urllib3.exceptions import ReadTimeoutError

    # Of an answer that was late the last time too, requests makes a ConnectionError.
    cause = error.args[0] if error.args else None
    return isinstance(error, requests.Timeout | ReadTimeoutError) or isinstance(
        getattr(cause, "reason", cause), ReadTimeoutError
    )


def _open(address: str) -> requests.Session:
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    retry = Retry(
        total=_RETRIES,
        read=1,  # a server that is slow once is slow again
        status_forcelist=_BUSY,
        allowed_methods=None,
        backoff_factor=_PAUSE,
        respect_retry_after_header=False,
        raise_on_status=False,
    )
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=retry))
    session.mount("https://", HTTPAdapter(max_retries=retry))
    # What stays on this machine goes through no proxy that the environment may name.
    session.trust_env = not is_loopback(address_of(address).host)
    return session
