"""Makes the inputs of `fuzz.py`: texts, project files and rules that no good writer would write.

Each is made of its own number alone, so that it can be made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import yaml

from clarity.resources import rules_root

#: What every rule has, and little is done with.
_ADVICE = frozenset(
    "category severity strength source url message why check examples leave_alone".split()
)
WORDS = (
    "søknaden vedtak på och ansökan får ikkje frå AV-3 pa\u030a fr\u00adist 1. 😀 e-post å t.ex. "
    "kl. 14.00 § 5-2 iverksettes i henhold til foreta en vurdering «du» ”ni” 3. mai 1 000 000 "
    "Skolens rektors vedtak 👩‍👧 עברית \u202eabc\u202c \u2067x\u2069 ﷺ ǆ ﬁn İ ß A\u0328 한 \ufeff "
    "\u200d \x00 \x1b[31m \x7f \x85 \u2028 \ufffc \U000e0041 ##vso[x]y ::error::z ##[group] "
    "section_start:1:a"
).split(" ")
_INLINE = (
    "**{}**", "*{}*", "_{}_", "`{}`", "``{}`", "[{}](https://eksempel.no/a 'b')", "![{}](a.png)",
    "[{}][x]", "<b>{}</b>", "<span lang=en>{}</span>", '<a href="x">{}', "{{{{ {} }}}}",
    "{{% {} %}}", "~~{}~~", "\\*{}&amp;&nbsp;", "${}$", "[^{}]", "<!-- {} -->", "==%s=={}",
    "{}\\", "<{}>", ":{}:", "<https://a.no/{}>", "{{#{} .a}}", "[{}]{{.a}}", "&{};", "<br/>{}",
    "<script>{}</script>", "{}\u0301",
)  # fmt: skip
_MDX = (
    "<Boks tittel={{`{}`}}>", "</Boks>", "{{/* {} */}}", "{{{}}}", "<A b={{() => {{ {} }}}} />",
    "export const a = {{ {} }}", "import {} from 'x'", "<>{}</>", "<A.B {{...{}}}>",
)  # fmt: skip
_STARTS = (
    "", "", "", "# ", "## ", "- ", "  - ", "1. ", "a) ", "> ", "> > ", "> - ", "    ", "\t",
    "| a | ", "|---|---|\n", "<div>", "<p>", "</div>", "<ul><li>", "<pre>", "<td>", "<h2>",
    "<nav>", "```\n", "~~~", "---\n", "===\n", ":::note ", "!!! note\n    ", "{{% notice %}}\n",
    "[^1]: ", "[x]: ", ": ", "* * *\n", "<!-- clarity: off -->\n",
    "<!-- clarity: ignore passive -->\n", "<!-- clarity: on ", "<table><tr><td>",
    "<details><summary>", "export const x = {\n", "$$\n", "{::comment}", "<style>", "<textarea>",
    "<![CDATA[",
)  # fmt: skip
_HTML = (
    "<p>{}</p>", "<div lang='{}'>", "<h1>{}", "<ul><li>{}", "<a href='{}' aria-label='{}'>",
    "</a>", "</p>", "<img alt='{}'>", "<!-- {} -->", "<!{}>", "<?{}?>", "&aring;{}", "&#x{};",
    "&#229{}", "<td>{}", "<svg>{}", "<script>{}</script>", "<style>{}", "<br>{}",
    "<title>{}</title>", "<meta name=description content='{}'>", "</{}>", "<{}", "<textarea>{}",
    "<template>{}</template>", "<p hidden>{}", "<p class=\"{}", "</div></div>",
)  # fmt: skip
_ENDS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r\r", "\n \n", "  \n", " ", "\u2028", "\f", "\v\n")
_KEYS = (
    "title", "description", "ingress", "lang", "language", "clarity", "summary", "rules",
    "channel", "audience", "guideline", "long-sentence", "nb/passive-duty", "max", "severity",
    "off", "min_score", "include", "exclude", "overrides", "files", "rule_paths", "glossary",
    "fail_on", "model", "extends",
)  # fmt: skip
_VALUES = (
    "off", "on", "no", "true", "nan", "inf", "-1", "1e400", "9" * 5000, "0x10", "12:30",
    "2020-01-01", "~", "", "nb", "sv", "web", "letter", "suggestion", "helsenorge", "none", "[",
    "]", "{", "}", "*a", "&a b", "!!python/x y", "!x", "|\n  a", ">-\n  b", "'", '"', "[a, b]",
    "{a: b}", "[[[[[[", "../../x", "a\\b", "**", "[z-a]x", "!*.md", "\x1b[31m", "::error::x",
    "##vso[a]", "\u202e", "å" * 300, "- a", "%", "@", "`", "1_000", "{9999999,9999999}",
)  # fmt: skip


def text(kind: str, random: Random) -> str:
    """Return a text of a kind: ``markdown``, ``mdx``, ``html``, ``text`` or ``front matter``."""
    if kind == "front matter":
        return _front_matter(random) + _document(random, _STARTS, _INLINE)
    inline = {"mdx": (*_INLINE, *_MDX, *_MDX), "html": _HTML, "text": ("{}",)}.get(kind, _INLINE)
    made = _document(random, ("",) if kind == "html" else _STARTS, inline)
    return _mutated(made, random) if random.random() < 0.4 else made


def _document(random: Random, starts: tuple[str, ...], inline: tuple[str, ...]) -> str:
    lines = []
    for _ in range(random.randint(0, 10)):
        pieces = [_piece(random, inline) for _ in range(random.randint(1, 8))]
        lines.append(random.choice(starts) + " ".join(pieces) + random.choice(_ENDS))
    return "".join(lines)


def _piece(random: Random, inline: tuple[str, ...]) -> str:
    made = _word(random)
    while random.random() < 0.35:
        made = random.choice(inline).replace("{{", "{").replace("}}", "}").replace("{}", made)
    return made


def _word(random: Random) -> str:
    if random.random() < 0.05:
        limit = random.choice((0x80, 0x250, 0x3000, 0xD7FF))
        return "".join(chr(random.randint(1, limit)) for _ in range(random.randint(1, 6)))
    return random.choice(WORDS)


def _mutated(text: str, random: Random) -> str:
    """Return a text with stretches deleted, doubled, moved, or with a sign put in."""
    for _ in range(random.randint(1, 6)):
        low, high = sorted(random.randint(0, len(text)) for _ in range(2))
        high = min(high, low + random.choice((1, 1, 5, 50)))
        piece = random.choice(
            (
                "",
                text[low:high] * 2,
                text[low:high][::-1],
                random.choice("<>&{}[]()*_`|:-=#\\\"'\n\r\t \u00ad"),
            )
        )
        text = text[:low] + piece + text[high:]
    return text


def _front_matter(random: Random) -> str:
    sign = random.choice(("---", "---", "---", "+++"))
    lines = [_setting(random, 0) for _ in range(random.randint(0, 6))]
    if random.random() < 0.5:
        lines.append(
            "clarity:\n" + "".join(_setting(random, 1) for _ in range(random.randint(0, 4)))
        )
    made = f"{sign}\n{''.join(lines)}{random.choice((sign, sign, '...', ''))}\n"
    return made.replace(": ", " = ") if sign == "+++" else made


def _setting(random: Random, depth: int) -> str:
    indent = random.choice(("  " * depth,) * 9 + ("\t",))
    if depth < 3 and random.random() < 0.3:
        return f"{indent}{random.choice(_KEYS)}:\n" + "".join(
            _setting(random, depth + 1) for _ in range(random.randint(0, 3))
        )
    value = random.choice(_VALUES) if random.random() < 0.6 else _word(random)
    return f"{indent}{random.choice(_KEYS)}: {value}\n"


def project_file(random: Random) -> str:
    """Return what may stand in a project file."""
    made = "".join(_setting(random, 0) for _ in range(random.randint(0, 8)))
    return _mutated(made, random) if random.random() < 0.2 else made


def rule_file(random: Random) -> tuple[str, str]:
    """Return the language and the text of a rule: a shipped one, with something done to it."""
    language = random.choice(("nb", "nn", "sv"))
    rule = json.loads(random.choice(_shipped(language)))
    own = {key: value for key, value in rule.items() if key not in _ADVICE}
    for _ in range(random.randint(1, 3)):
        _spoil(rule if random.random() < 0.2 else own, random)
    rule |= own
    made = yaml.safe_dump(rule, allow_unicode=True, sort_keys=False)
    return language, _mutated(made, random) if random.random() < 0.2 else made


@cache
def _shipped(language: str) -> tuple[str, ...]:
    files = sorted((rules_root() / language).glob("*.yaml"))
    loaded = (yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in files)
    return tuple(json.dumps(rule) for rule in loaded)


def _spoil(node: Any, random: Random) -> None:
    """Put something else in some place of a rule, as deep as chance has it."""
    while True:
        places = list(node) if isinstance(node, Mapping) else list(range(len(node)))
        if not places:
            return
        place = random.choice(places)
        if not isinstance(node[place], dict | list) or random.random() < 0.2:
            break
        node = node[place]
    harm: Callable[[], Any] = random.choice(
        (
            lambda: random.choice(_VALUES),
            lambda: [random.choice(_VALUES)],
            lambda: {random.choice(_VALUES): random.choice(_VALUES)},
            lambda: _word(random),
            lambda: str(node[place]) * 3,
            lambda: str(node[place])[: random.randint(0, 9)],
        )
    )
    node[place] = harm()
