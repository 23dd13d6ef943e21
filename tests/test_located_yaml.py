"""YAML keeps strings strings, knows its lines, and refuses what could hurt."""

from __future__ import annotations

import pytest

from clarity.parsing.located_yaml import ConfigError, Fields, load


def test_words_that_look_like_other_types_stay_words() -> None:
    assert load("a: no\nb: 12:30\nc: on\nd: 1.50\ne: ~\nf:\n", "x.yaml") == {
        "a": "no",
        "b": "12:30",
        "c": "on",
        "d": "1.50",
        "e": "",
        "f": "",
    }


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: [\n", 3, "not valid YAML"),
        ("a: 1\na: 2\n", 2, "«a» stands twice"),
        ("a: &x [1]\nb: *x\n", 2, "aliases"),
        ("a:\n  - b: c\n   d: e\n", 3, "wrong indentation. Is the line indented as far as"),
        ("a:\n  b: c\n d: e\n", 3, ". Is the line indented as far as"),
        ("? [1, 2]\n: b\n", 1, "a key must be"),
        ("a: !!python/object/apply:os.system ['echo']\n", 0, ""),
    ],
)
def test_what_is_wrong_is_located(text: str, line: int, part: str) -> None:
    if not part:
        assert load(text, "x.yaml") == {"a": ["echo"]}  # a tag makes nothing run
        return
    with pytest.raises(ConfigError) as caught:
        load(text, "x.yaml")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"x.yaml:{line}: ")
    assert part in caught.value.message


def test_fields_name_line_and_nearest_key() -> None:
    fields = Fields(load("severity: warning\nmessge: hei\n", "x.yaml"), "x.yaml")
    fields.text("severity")
    fields.text("message", "")
    with pytest.raises(ConfigError, match=r"x\.yaml:2: unknown key «messge».*«message»"):
        fields.finish()


def test_what_is_missing_is_told_where_it_is_misspelt() -> None:
    fields = Fields(load("a: b\n\nwy: Fordi.\n", "x.yaml"), "x.yaml", line=1)
    with pytest.raises(ConfigError, match=r"x\.yaml:3: «why» is missing. Is it meant by «wy»\?"):
        fields.text("why")


@pytest.mark.parametrize(
    ("ask", "part"),
    [
        (lambda fields: fields.choice("a", ("warning", "error")), "Did you mean «warning»"),
        (lambda fields: fields.number("a"), "must be a number"),
        (lambda fields: fields.flag("a"), "must be true or false"),
        (lambda fields: fields.fields("a"), "must be a mapping"),
        (lambda fields: fields.text("b"), "«b» is missing"),
    ],
)
def test_a_field_of_the_wrong_type_is_refused(ask: object, part: str) -> None:
    fields = Fields(load("\n\na: warnin\n", "x.yaml"), "x.yaml")
    assert callable(ask)
    with pytest.raises(ConfigError, match=part):
        ask(fields)
