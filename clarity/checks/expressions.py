"""Regular expressions from YAML, run by RE2 in time linear in the text, so that none can hang."""

from __future__ import annotations

from typing import Any

from clarity.messages import _
from clarity.parsing.hints import shown
from clarity.parsing.located_yaml import Fields

#: Of a pattern: characters, groups, and what RE2 makes of it. A search takes time in proportion to
#: the last two; the largest of our own takes 3,600.
_LONGEST = 5_000
_MOST_GROUPS = 20
_LARGEST = 20_000


def compile_pattern(text: str, fields: Fields, key: str, *, ignore_case: bool) -> Any:
    """Compile a pattern in RE2's syntax; ``^`` and ``$`` mean a line's. It has no types.

    Raises `ConfigError` at the key of the fields where RE2 cannot run it, or not fast.
    """
    if len(text) > _LONGEST:
        raise fields.error(key, _("longer than {longest:,} characters").format(longest=_LONGEST))
    import re2  # only rules with patterns need it

    options = re2.Options()
    options.log_errors = False
    # Of «besøk|besøkjande» the whole word, in whatever order they are written: a match that ends
    # inside a word is thrown away.
    options.longest_match = True
    flags = "(?mi)" if ignore_case else "(?m)"
    try:
        expression = re2.compile(flags + text, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        readable = reason.decode() if isinstance(reason, bytes) else str(reason)
        written = readable.replace(flags, "", 1)
        raise fields.error(
            key, _("not an RE2 pattern: {readable}").format(readable=shown(written))
        ) from None
    if expression.groups > _MOST_GROUPS or expression.programsize > _LARGEST:
        raise fields.error(key, _("too large: fewer repetitions and groups, please"))
    return expression
