"""Changes of YAML that keep every other byte: a document, an edit, and what comes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from hashiya.edit import (
    Document,
    Edit,
    Item,
    NotAsAsked,
    NotEditable,
    RemoveKey,
    RenameKey,
    SetKey,
    SetText,
    apply,
)
from hashiya.edit.changes import Change
from tests.conftest import ROOT

FILES = sorted((ROOT / "annotations").rglob("*.yaml"))

NOTES = """\
# The editors' notes.
annotations:

- id: two-phases        # chosen in 2025
  # the words as they stand
  quote: >-
    جدول زمني لانسحاب قوات
    التحالف الدولي
  passage: p6   # the sixth line

- id: "by-2026"
  quote: 'it''s'
  rendering: {en: by 2026, fa: "تا ۲۰۲۶"}
  was: [old, older]
"""
FIRST = ("annotations", Item("id", "two-phases"))
SECOND = ("annotations", Item("id", "by-2026"))


def edited(text: str, *edits: Edit) -> str:
    return apply(Document.parse(text.encode()), edits).decode()


# --- texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "words", "new"),
    [
        ("a: b  # c", "x y", "a: x y  # c"),
        ("a: no", "003", "a: 003"),
        ("a: b", "b: c", "a: >-\n  b: c"),
        ("a: b", "c #d", "a: >-\n  c #d"),
        ("a: b", "c\n\nd", "a: |-\n  c\n\n  d"),
        ("a: b\n", "c\n", "a: |\n  c\n"),
        ("a: b", "c\n", 'a: "c\\n"'),
        ("a: b", " c", "a: |2-\n   c"),
        ("a: b # why", "c: d", 'a: "c: d" # why'),
        ("a: b\n    # deeper", "c: d", 'a: "c: d"\n    # deeper'),
        ("a: b", "", 'a: ""'),
        ("a: b", "c\u202ed", 'a: "c\\u202ed"'),
        ("a: b", "c\u2028\r\x00\U000e0001", 'a: "c\\u2028\\r\\u0000\U000e0001"'),
        ("a:", "b", "a: b"),
        ("a: # why", "b", "a: b # why"),
        ("a:\n-\n- b", "c", "a:\n- c\n- b"),
        ("a: 'b'", "it's", "a: 'it''s'"),
        ("a: 'b'", "c\nd", 'a: "c\\nd"'),
        ('a: "b"', 'say "\\"', 'a: "say \\"\\\\\\""'),
        ("a: |-\n    b\n\n    c", "d\n e", "a: |-\n    d\n     e"),
        ("a: |-  # prose\n  b", "d", "a: |-  # prose\n  d"),
        ("a: |\n  b\n", "c", "a: |-\n  c\n"),
        ("a: |3-\n     b\n   c", " d", "a: |3-\n    d"),
        ("a: >-\n  b", "c\nd", "a: >-\n  c\n\n  d"),
        ("a: >-\n  b\n\n\n# c\nd: e", "x", "a: >-\n  x\n\n\n# c\nd: e"),
        ("a: >-\n  b", "x " * 60 + "y", "a: >-\n  " + "x " * 60 + "y"),
        ("a: >-\n  b\n  c", "x" * 60 + " yy " + "z" * 30, f"a: >-\n  {'x' * 60} yy\n  {'z' * 30}"),
        ("a: |-\n  b\n   \nc: d", "x", "a: |-\n  x\nc: d"),
        ("a: |+\n  b\n\n\nc: d", "x", "a: |-\n  x\nc: d"),
        ("a: b\n  c", "d", "a: d"),
        ("a: b", "c\td", "a: >-\n  c\td"),
        ("a: {b: c, d: }", "e, f", 'a: {b: "e, f", d: }'),
        ("a: [b, c]", "e: f", 'a: ["e: f", c]'),
        ("a: {b: c }", "-", 'a: {b: "-" }'),
        ("a: {b: c}", "2025-08", "a: {b: 2025-08}"),
        ("- a\n- b", "c", "- c\n- b"),
    ],
)
def test_a_text_keeps_its_style_where_the_words_allow_it(old: str, words: str, new: str) -> None:
    """And becomes a folded block where not, a literal one, or double quotes, which hold all."""
    path, _ = next(Document.parse(old.encode()).scalars())
    assert edited(old, SetText(path, words)) == new
    assert yaml.load(new, yaml.BaseLoader) == _with(old, path, words)  # noqa: S506


def _with(old: str, path: Any, words: str) -> Any:
    values = holder = yaml.load(old, yaml.BaseLoader)  # noqa: S506
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = words
    return values


def test_line_ends_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    old = "\ufeffa: x\r\nb: >-\r\n  c\r\n  d\r\ne: f"
    new = edited(old, SetText(("a",), "y: z"), SetKey((), "g", "h: i"))
    assert new == "\ufeffa: >-\r\n  y: z\r\nb: >-\r\n  c\r\n  d\r\ne: f\r\ng: >-\r\n  h: i"


def test_items_are_selected_by_what_they_are_called() -> None:
    new = edited(
        NOTES,
        SetText((*FIRST, "quote"), "جدول"),
        SetText((*SECOND, "quote"), "that's"),
        SetText((*SECOND, "was", 1), "oldest"),
        SetText(("annotations", Item("passage", "p6"), "passage"), "p7"),
    )
    assert new == (
        NOTES.replace("جدول زمني لانسحاب قوات\n    التحالف الدولي", "جدول")
        .replace("it''s", "that''s")
        .replace("older", "oldest")
        .replace("p6 ", "p7 ")
    )


# --- keys -------------------------------------------------------------------------------------


def test_a_new_key_stands_on_a_line_after_another_or_last() -> None:
    new = edited(NOTES, SetKey(FIRST, "of", "0af3", after="id"), SetKey(SECOND, "of", "9c1d"))
    assert new == NOTES.replace("in 2025\n", "in 2025\n  of: 0af3\n") + "  of: 9c1d\n"
    new = edited(NOTES, SetKey(FIRST, "of", "0af3", after="quote"))
    assert new == NOTES.replace("الدولي\n", "الدولي\n  of: 0af3\n")


def test_a_new_key_stands_after_the_blank_lines_that_a_text_keeps() -> None:
    new = edited("a: |+\n  b\n\nc: d", SetKey((), "new", "x", after="a"))
    assert new == "a: |+\n  b\n\nnew: x\nc: d"


def test_a_key_that_is_there_gets_new_words_where_it_stands() -> None:
    new = edited(NOTES, SetKey(FIRST, "passage", "p7", after="id"))
    assert new == NOTES.replace("p6", "p7")


@pytest.mark.parametrize(
    ("old", "after", "new"),
    [
        ("a: {}", None, 'a: {new: "x, y"}'),
        ("a: { }", None, 'a: {new: "x, y" }'),
        ("a: {b: c}", None, 'a: {b: c, new: "x, y"}'),
        ("a: {b: c, d: e}", "b", 'a: {b: c, new: "x, y", d: e}'),
        ("a: {b: c,\n  d: e, # f\n  }", "d", 'a: {b: c,\n  d: e, new: "x, y", # f\n  }'),
    ],
)
def test_a_new_key_in_braces_stands_after_a_comma(old: str, after: str | None, new: str) -> None:
    assert edited(old, SetKey(("a",), "new", "x, y", after=after)) == new


def test_a_key_is_renamed_alone() -> None:
    new = edited(
        NOTES, RenameKey((*SECOND, "was"), "is: was"), RenameKey((*FIRST, "quote"), "note")
    )
    assert new == NOTES.replace("  was:", '  "is: was":').replace("quote: >", "note: >")


@pytest.mark.parametrize(
    ("old", "path", "new"),
    [
        ("# a\na: b # c\n\n# d\ne: f\n", ("a",), "# a\n\n# d\ne: f\n"),
        ("a: b\nc: |-\n  d\n\n  e\n\n# f\n", ("c",), "a: b\n\n# f\n"),
        ("a: b\nc:\n  # d\n  e: f\n  # g\nh: i", ("c",), "a: b\n  # g\nh: i"),
        ("a: b\nc: d", ("c",), "a: b\n"),
        ("- a: b # c\n  d: e\n", (0, "a"), "- d: e\n"),
        ("- a: b # c\n  # d\n  d: e\n", (0, "a"), "-\n  # d\n  d: e\n"),
        ("- a: b\n  d: e # f\n- g", (0, "d"), "- a: b\n- g"),
        ("a:\n  b: c # d\n", ("a", "b"), "a:\n  {} # d\n"),
        ("a: {b: c, d: e}", ("a", "b"), "a: {d: e}"),
        ("a: {b: c, d: e}", ("a", "d"), "a: {b: c}"),
        ("a: {b: c, d: e, }", ("a", "d"), "a: {b: c, }"),
        ("a: {b: c, d: e, f: g}", ("a", "d"), "a: {b: c, f: g}"),
        ("a: {b: c, d: e # f, g\n  }", ("a", "d"), "a: {b: c # f, g\n  }"),
        ("a: {b: c}", ("a", "b"), "a: {}"),
        ("a: {\n  b: c, # d\n  e: f # g\n  }", ("a", "b"), "a: {\n  e: f # g\n  }"),
        ("a: {\n  b: c, # d\n  e: f # g\n  }", ("a", "e"), "a: {\n  b: c, # d\n  }"),
    ],
)
def test_a_key_goes_with_its_lines_and_the_comment_at_their_end(
    old: str, path: Any, new: str
) -> None:
    assert edited(old, RemoveKey(path)) == new


# --- several edits, and what cannot be edited -------------------------------------------------


def test_paths_are_those_of_the_document_before_all_edits() -> None:
    new = edited(
        NOTES,
        RenameKey(("annotations",), "retired"),
        SetText((*FIRST, "id"), "three-phases"),
        RemoveKey((*FIRST, "passage")),
        SetKey(FIRST, "of", "1", after="id"),
    )
    assert new == (
        NOTES.replace("annotations:", "retired:")
        .replace(
            "two-phases        # chosen in 2025\n",
            "three-phases        # chosen in 2025\n  of: 1\n",
        )
        .replace("  passage: p6   # the sixth line\n", "")
    )


@pytest.mark.parametrize(
    "edits",
    [
        [SetText((*FIRST, "quote"), "a"), SetText((*FIRST, "quote"), "b")],
        [SetText((*FIRST, "quote"), "a"), RemoveKey((*FIRST, "quote"))],
        [SetKey(FIRST, "of", "a"), SetKey(FIRST, "by", "b")],
        [RemoveKey((*FIRST, "passage")), SetKey(FIRST, "of", "a", after="passage")],
    ],
)
def test_edits_that_meet_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(NotEditable, match="two edits meet"):
        edited(NOTES, *edits)


@pytest.mark.parametrize(
    "edit",
    [
        SetText(("annotations", Item("id", "missing"), "quote"), "a"),
        SetText((*FIRST, "missing"), "a"),
        SetText(FIRST, "a"),
        SetText((), "a"),
        SetText((*SECOND, "was", 2), "a"),
        SetText((*SECOND, "was", -1), "a"),
        SetText((*FIRST, "quote"), "\ud800"),
        SetKey(("annotations",), "of", "a"),
        SetKey(FIRST, "of", "a", after="missing"),
        SetKey(SECOND, "was", "a"),
        RemoveKey((*FIRST, "missing")),
        RemoveKey((*SECOND, "was", 0)),
        RenameKey(("annotations", 0), "a"),
        RenameKey((*FIRST, "quote"), "id"),
    ],
)
def test_what_is_not_there_or_no_text_is_refused(edit: Edit) -> None:
    with pytest.raises(NotEditable):
        edited(NOTES, edit)


def test_two_items_of_the_same_name_are_refused() -> None:
    with pytest.raises(NotEditable, match="2 items"):
        edited("- id: a\n- id: a\n", SetText((Item("id", "a"), "id"), "b"))


@pytest.mark.parametrize(
    "text",
    ["a: b: c", "a: 1\na: 2", "a: &x 1", "a: *x", "a: !x 1", "<<: 1", "a\n---\nb", "? [a]\n: b"],
)
def test_what_read_refuses_cannot_be_parsed(text: str) -> None:
    with pytest.raises(NotEditable):
        Document.parse(text.encode())
    with pytest.raises(NotEditable):
        Document.parse(b"\xff" + text.encode())


def test_an_empty_document_has_nothing_to_edit() -> None:
    document = Document.parse(b"# nothing\n")
    assert apply(document, []) == b"# nothing\n"
    with pytest.raises(NotEditable):
        apply(document, [SetKey((), "a", "b")])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(3, 4, "d"), "values"),
        (Change(3, 4, "c\nd: e"), "values"),
        (Change(3, 4, "[c"), "YAML"),
    ],
)
def test_what_was_not_asked_for_is_never_returned(
    change: Change, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check reads the new bytes: it does not trust the edit."""
    monkeypatch.setattr(SetText, "change", lambda *_: change)
    with pytest.raises(NotAsAsked, match=told):
        edited("a: b\n", SetText(("a",), "c"))


def test_bytes_that_were_not_to_change_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashiya.edit._replaced", lambda *_: "a: c\n")
    with pytest.raises(NotAsAsked, match="bytes"):
        edited("a: b # why\n", SetText(("a",), "c"))


def test_a_document_between_its_marks_is_edited_there() -> None:
    old = "%YAML 1.1\n--- # a\na: b\n...\n# c\n"
    assert edited(old, SetKey((), "d", "e")) == "%YAML 1.1\n--- # a\na: b\nd: e\n...\n# c\n"


# --- the dossier ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_of_the_dossier_can_be_set(file: Path) -> None:
    """To the same words, which changes nothing; to other words and back, which restores it."""
    data = file.read_bytes()
    document = Document.parse(data)
    same = [SetText(path, words) for path, words in document.scalars()]
    assert same
    assert apply(document, same) == data
    other = apply(document, [SetText(edit.path, f"{edit.words} ثم x") for edit in same])
    assert other.count("ثم x".encode()) == len(same)
    assert apply(Document.parse(other), same) == data
