"""Edits that make lists longer, and the bytes that they leave alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hashiya.edit import (
    AddItems,
    AddWord,
    Block,
    Document,
    Edit,
    Item,
    New,
    NotEditable,
    SetList,
    apply,
)

DOSSIER = """\
# notes
annotations:   # below

- id: one
  quote: قال
  mentions: [a, b]   # two
  # of one

# of two
- id: two
  quote: >-
    مضى
  terms:
  - x
"""


def edited(text: str, *edits: Edit) -> str:
    """A document after edits."""
    return apply(Document.parse(text.encode()), list(edits)).decode()


def added(old: str, new: str) -> str:
    """What was put into a text, all in one place."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    stretch = len(new) - len(old)
    assert new[:start] + new[start + stretch :] == old
    return new[start : start + stretch]


ONE = ("annotations", Item("id", "one"))
TWO = ("annotations", Item("id", "two"))


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (AddWord((*ONE, "mentions"), "c"), ", c"),
        (AddWord((*ONE, "mentions"), "c, d"), ', "c, d"'),
        (AddWord((*TWO, "terms"), "y"), "\n  - y"),
        (SetList(TWO, "mentions", ["a", "b: c"]), '\n  mentions: [a, "b: c"]'),
        (SetList(ONE, "terms", ["x"]), "\n  terms: [x]"),
    ],
)
def test_a_text_more(edit: Edit, text: str) -> None:
    found = added(DOSSIER, edited(DOSSIER, edit))
    assert sorted(found) == sorted(text)
    assert text.strip() in edited(DOSSIER, edit)


NEW: New = {"id": "new", "quote": Block("ثم عاد: إلى"), "rendering": {"en": "a: b"}, "terms": ["x"]}
WRITTEN = """\
- id: new
  quote: >-
    ثم عاد: إلى
  rendering:
    en: >-
      a: b
  terms: [x]
"""


@pytest.mark.parametrize(
    ("number", "before"),
    [(0, "annotations:   # below\n\n"), (1, "  # of one\n\n"), (2, "  - x\n\n")],
)
def test_an_item_more(number: int, before: str) -> None:
    """It stands behind the item before and that item's own comments."""
    new = edited(DOSSIER, AddItems(("annotations",), number, [NEW]))
    at = new.index("- id: new")
    assert new[:at].endswith(before)
    assert new[at:].startswith(WRITTEN)


def test_several_items_from_the_last_to_the_first() -> None:
    edits: list[Edit] = [
        AddItems(("annotations",), 2, [{"id": "d"}, {"id": "e"}]),
        AddItems(("annotations",), 0, [{"id": "c"}]),
        AddWord((*TWO, "terms"), "z"),
    ]
    new = edited(DOSSIER, edits[2])
    new = edited(new, *edits[:2])
    ids = [item["id"] for item in _values(new)]
    assert ids == ["c", "one", "two", "d", "e"]


def _values(text: str) -> Sequence[dict[str, str]]:
    root = Document.parse(text.encode())
    return [
        {"id": words} for path, words in root.scalars() if path[0] == "annotations" and "id" in path
    ]


def test_a_dense_list_stays_dense() -> None:
    text = "annotations:\n- id: a\n- id: b\n"
    assert edited(text, AddItems(("annotations",), 1, [{"id": "c"}])) == (
        "annotations:\n- id: a\n- id: c\n- id: b\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_end_as_they_do(end: str) -> None:
    text = DOSSIER.replace("\n", end)
    new = edited(text, AddItems(("annotations",), 1, [NEW]))
    assert new.replace("\r\n", "").count("\n") == (0 if end == "\r\n" else new.count("\n"))


def test_without_a_last_line_end() -> None:
    new = edited("annotations:\n\n- id: a", AddItems(("annotations",), 1, [{"id": "b"}]))
    assert new == "annotations:\n\n- id: a\n\n- id: b"


@pytest.mark.parametrize(
    "text",
    [
        "annotations: []\n",
        "annotations: [{id: a}]\n",
        "annotations:\n\n- id: a\n  quote: |+\n    x\n\n",
        "retired:\n- id: a\n",
        "annotations: x\n",
    ],
)
def test_what_cannot_be_done_is_said(text: str) -> None:
    with pytest.raises(NotEditable):
        edited(text, AddItems(("annotations",), 1, [{"id": "b"}]))


def test_an_empty_list_in_brackets_gets_its_first_text() -> None:
    assert edited("a: []\n", AddWord(("a",), "x")) == "a: [x]\n"
