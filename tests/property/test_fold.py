"""What holds of folding whatever the text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from hashiya.fold import fold, folded, folded_lines, has_ligature

SCRIPTS = (
    "ابتةهيىیکكءأإآؤئوـَُِّْٰۖﻻﷺ٢۳.,٫“”«»–—…\u200c\u200d\u200f\u00a0 \n"
    "aZéßİı½①'-2500"
    "йёії\u0306\u0308\u0301и"
    "中国がか\u3099ｶﾞ㍿㋀，。"
    "คิดที่ำनि\u093cशक्षि한ᄒ"
    "שָׁ״־"
)
texts = st.text(st.sampled_from(SCRIPTS), max_size=40) | st.text(max_size=40)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folded text is its own folded form."""
    assert folded(folded(text)) == folded(text)


@given(texts)
def test_words_are_kept_apart_by_one_space(text: str) -> None:
    """There is no space at the ends, none is doubled, and no other white space is left."""
    assert folded(text).split() == [word for word in folded(text).split(" ") if word]
    assert "  " not in folded(text)
    assert folded(text) == folded(text).strip()


@given(texts)
def test_only_letters_and_digits_are_left(text: str) -> None:
    """But for the point within a number, no punctuation survives, and digits are ASCII."""
    for before, character in pairwise(f" {folded(text)}"):
        category = unicodedata.category(character)
        assert (
            category[0] in "LMNC"
            or character == " "
            or (character, before.isdigit()) == (".", True)
        )
        assert category != "Nd" or character in "0123456789"


@given(texts)
def test_the_way_back_is_total_and_monotone(text: str) -> None:
    """Every stretch has an original within the text; later ones begin and end no earlier."""
    words = fold(text)
    spans = [words.span(at, at + 1) for at in range(len(words.text))]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    for one, next_one in pairwise(spans):
        assert one[0] <= next_one[0]
        assert one[1] <= next_one[1]


@given(texts, st.data())
def test_whole_words_lead_back_to_themselves(text: str, data: st.DataObject) -> None:
    """The original of some words holds them, and begins no mark of another letter."""
    words = fold(text)
    row = words.text.split()
    # A mark without a letter of its script is a word, and yet belongs to what stands before it.
    assume(not any(unicodedata.category(word[0]).startswith("M") for word in row))
    if row:
        first = data.draw(st.integers(0, len(row) - 1))
        last = data.draw(st.integers(first, len(row) - 1))
        begin = len(" ".join([*row[:first], ""]))
        wanted = " ".join(row[first : last + 1])
        start, end = words.span(begin, begin + len(wanted))
        if has_ligature(text):
            assert f" {wanted} " in f" {folded(text[start:end])} "
        else:
            assert folded(text[start:end]) == wanted
        assert end == len(text) or not unicodedata.category(text[end]).startswith("M")


@given(texts)
def test_the_way_forth_counts_what_came_before(text: str) -> None:
    """The way forth is monotone, and leads to the letter that the way back came from."""
    words = fold(text)
    forth = [words.at(offset) for offset in range(len(text) + 1)]
    assert forth == sorted(forth)
    assert forth[0] == 0
    assert all(0 <= at <= len(words.text) for at in forth)


@given(texts)
def test_lines_fold_as_the_whole_does(text: str) -> None:
    """A text folded line by line has the words of the text folded whole."""
    lines = folded_lines(text)
    assert lines == [folded(line) for line in text.split("\n")]
    assert " ".join(filter(None, lines)) == folded(text)
