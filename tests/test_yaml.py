"""The loader: text as it was typed, places that are true, mistakes that cost only themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashiya.model import Text
from hashiya.read.excerpts import Excerpts
from hashiya.read.yaml import parse
from hashiya.schema import ListNode, MapNode, Node


def plain(node: Node | None) -> object:
    """The node as Python's own lists, mappings and strings."""
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node.items.items()}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return None if node is None else str(node)


def codes(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [found.code for found in parse(data, "a.yaml").problems]


@pytest.mark.parametrize(
    "typed", ["no", "003", "12:30", "2025-02-30", "1e3", "~", "null", "0x1f", "1_000", "=", "Yes"]
)
def test_every_scalar_stays_what_was_typed(typed: str) -> None:
    assert plain(parse(f"key: {typed}\n".encode(), "a.yaml").node) == {"key": typed}


def test_places_count_lines_and_code_points_from_one() -> None:
    node = parse("a:\n- حرف: قيمة\n  b: ok\n".encode(), "a.yaml").node
    assert isinstance(node, MapNode)
    item = node.items["a"]
    assert isinstance(item, ListNode)
    first = item.items[0]
    assert isinstance(first, MapNode)
    value = first.items["حرف"]
    assert isinstance(value, Text)
    assert (value.place.line, value.place.column) == (2, 8)
    assert first.place_of("b")[:3] == ("a.yaml", 3, 3)


def test_a_byte_order_mark_and_crlf_are_no_mistake() -> None:
    parsed = parse(b"\xef\xbb\xbfa: one\r\nb: two\r\n", "a.yaml")
    assert plain(parsed.node) == {"a": "one", "b": "two"}
    assert not parsed.problems


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\n", "yaml-anchor"),
        ("a: *x\n", "yaml-alias"),
        ("a: !!str 1\n", "yaml-tag"),
        ("<<: 1\n", "yaml-merge"),
        ("a: 1\n---\nb: 2\n", "several-documents"),
        ("? [1]\n: 2\n", "bad-key"),
        ("a: 1\na: 2\n", "duplicate-key"),
        ("a:\n\t- b\n", "yaml-tab"),
        ("a: \u202eevil\n", "bidi-control"),
        ("a: \u2067evil\n", "bidi-control"),
        ('quote: "word" more\n', "yaml-quote-mark"),
        ("note: one: two\n", "yaml-colon"),
        ("a: 1\nkey:\u00a0value\nb: 2\n", "yaml-fixed-space"),
        ("a: [1, 2\n", "yaml-unclosed-bracket"),
        ('a: "b \\d"\n', "yaml-syntax"),
        ("a: \x07\n", "stray-character"),
        ("- " * 40 + "a\n", "yaml-too-deep"),
    ],
)
def test_what_a_dossier_may_not_use_is_refused_by_name(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_file_that_is_not_utf8_says_where() -> None:
    (found,) = parse(b"a: 1\nb: \xe9\n", "a.yaml").problems
    assert (found.code, found.place.line, found.place.column) == ("not-utf8", 2, 4)


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert plain(parse(b"a: 1\na: 2\n", "a.yaml").node) == {"a": "1"}


BROKEN = """\
retired:
- id: gone
annotations:

- id: first
  note: fine

- id: second
  note: "wrong" here

- id: third
  note: fine again
tail: end
"""


def test_a_syntax_error_costs_only_its_own_item() -> None:
    parsed = parse(BROKEN.encode(), "a.yaml")
    assert [found.code for found in parsed.problems] == ["yaml-quote-mark"]
    assert parsed.problems[0].place[:3] == ("a.yaml", 9, 9)
    assert plain(parsed.node) == {
        "retired": [{"id": "gone"}],
        "annotations": [
            {"id": "first", "note": "fine"},
            {"id": "third", "note": "fine again"},
        ],
        "tail": "end",
    }


def test_items_read_alone_keep_their_true_lines() -> None:
    node = parse(BROKEN.encode(), "a.yaml").node
    assert isinstance(node, MapNode)
    items = node.items["annotations"]
    assert isinstance(items, ListNode)
    third = items.items[1]
    assert isinstance(third, MapNode)
    value = third.items["note"]
    assert isinstance(value, Text)
    assert value.place.line == 12


def test_two_broken_items_are_both_told() -> None:
    text = 'annotations:\n- id: "a" b\n- id: ok\n- id: "c" d\n'
    parsed = parse(text.encode(), "a.yaml")
    assert [found.place.line for found in parsed.problems] == [2, 4]
    assert plain(parsed.node) == {"annotations": [{"id": "ok"}]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: |-\n  one\n  two three\n", "three"),
        ("a: |-\n  one\n\n  two three\n", "three"),
        ("a: >-\n  one two\n  three\n", "three"),
        ("a: >-\n  one\n\n  two three\n", "three"),
        ("a: >-\n  one\n\n\n  two\n  three\n", "three"),
        ("a: one three\n", "three"),
        ("a: 'one three'\n", "three"),
        ("a:\n    b: |\n        one\n        three\n", "three"),
    ],
)
def test_a_place_inside_a_scalar_is_the_true_one(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    node = parse(text.encode(), "a.yaml").node
    while isinstance(node, MapNode):
        node = next(iter(node.items.values()))
    assert isinstance(node, Text)
    place = node.place._replace(within=node.index(words))
    excerpts = Excerpts(tmp_path)
    true = excerpts.true_place(place)
    assert excerpts.line(true)[true.column - 1 :].startswith(words)


GOOD = """annotations:

- id: a
  quote: >-
    words here
  note:
    text:
      en: |-
        Some.
"""


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD)), st.sampled_from([*" -:|>[]{}\"'@%*&!?#\t\n.<=،：", "a", "ب"])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_is_typed_into_a_file_is_read_or_told(slips: list[tuple[int, str]]) -> None:
    text = GOOD
    for at, typed in slips:
        text = text[:at] + typed + text[at:]
    parsed = parse(text.encode(), "a.yaml")
    assert parsed.node is not None or parsed.problems or not text.strip("\n #.")
    lines = text.split("\n")
    for found in parsed.problems:
        assert 1 <= found.place.line <= len(lines)
        assert found.place.column <= len(lines[found.place.line - 1]) + 1
