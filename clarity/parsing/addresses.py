"""What addresses and paths in running text look like."""

from __future__ import annotations

#: Those that stand in texts without anything else to say that they are addresses.
TOP_DOMAINS = "no|se|com|org|net|nu|eu|dk|fi|is|io|info|gov|edu|uk|de|dev|app"

_NAME = r"[\w+%-][\w.+%-]{0,63}"
URL = (
    r"(?:\b(?:(?:https?|ftp)://|www\.)|(?<![\w:/])//(?=[\w-]+\.\w))[^\s<>\"«»“”]+"
    rf"|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,8}}(?:{TOP_DOMAINS})/[^\s<>\"«»“”]*"
)
MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_ENDINGS = (
    "md|mdx|txt|html?|php|pdf|docx?|xlsx?|pptx?|csv|tsv|json|ya?ml|toml|ini|xml|xsd|css|scss|js|jsx"
    "|ts|tsx|vue|py|rb|go|rs|java|kt|cs|sql|sh|svg|png|jpe?g|gif|zip|log"
)
#: Paths that say what they are: a drive («C:\brev»), a root or a home («/var/brev.txt», «./brev»),
#: a folder («brev/maler/») or a file in one («brev/mal.md»); and a package («@firma/brev»), a
#: user or a hashtag.
PATH = (
    r"(?<![\w@#/\\.~-])(?:"
    rf"[A-Za-z]:\\{_NAME}(?:\\{_NAME})*+"
    rf"|(?:~|\.{{1,2}})?/{_NAME}(?:/{_NAME})++/?"
    rf"|(?:~|\.{{1,2}})/{_NAME}/?"
    rf"|{_NAME}(?:/{_NAME})*+/(?![\w/])"
    rf"|(?:{_NAME}/){{1,16}}[\w-]{{1,64}}\.(?:{_ENDINGS})(?!\w)"
    rf"|[@#][^\W\d_][\w-]*+(?:/{_NAME})*+)"
)


def trim(address: str) -> str:
    """Leave out what follows an address rather than belongs to it, as in «(se www.nav.no).»."""
    trimmed = address.rstrip(".,;:!?'*_~]")
    if trimmed.endswith(")") and "(" not in trimmed:
        trimmed = trimmed.rstrip(".,;:!?'*_~])")
    return trimmed


def is_complete(address: str) -> bool:
    """Tell whether an address says so itself, by a scheme or «www.»."""
    return "//" in address or address.startswith("www.")
