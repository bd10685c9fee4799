"""Overlapping marks: every one drawn over its whole length, none hidden, the text unchanged."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from hashiya.render.runs import Flag, Mark, draw, hidden, lanes

WORDS = "abcdefghij"


def mark(name: str, start: int, end: int, innermost: bool = False) -> Mark:
    return Mark(start, end, f"<i {name}>", "</i>", innermost)


def covered(html: str) -> dict[str, str]:
    """The characters inside each mark, by the mark's name."""
    found: dict[str, str] = {}
    inside: list[str] = []
    for opening, closing, text in re.findall(r"<i (\w+)>|(</i>)|([^<]+)", html):
        if opening:
            inside.append(opening)
        elif closing:
            inside.pop()
        for name in inside if text else ():
            found[name] = found.get(name, "") + unescape(text)
    return found


def test_crossing_marks_are_both_drawn_whole() -> None:
    html = draw(WORDS, [mark("x", 1, 6), mark("y", 4, 9)], [])
    assert html == "a<i x>bcd</i><i x><i y>ef</i></i><i y>ghi</i>j"


def test_the_longer_of_two_marks_that_begin_together_is_outside() -> None:
    html = draw("abc", [mark("short", 0, 1), mark("long", 0, 3)], [])
    assert html == "<i long><i short>a</i></i><i long>bc</i>"


def test_of_several_innermost_marks_one_is_drawn() -> None:
    html = draw("ab", [mark("x", 0, 2, innermost=True), mark("y", 0, 2, innermost=True)], [])
    assert html == "<i x>ab</i>"


def test_of_nested_innermost_marks_both_are_drawn_where_they_stand_alone() -> None:
    long, short = mark("x", 0, 4, innermost=True), mark("y", 1, 2, innermost=True)
    assert draw("abcd", [long, short], []) == "<i x>a</i><i y>b</i><i x>cd</i>"
    assert hidden([long, short]) == []


def test_a_mark_of_which_nothing_is_drawn_is_known() -> None:
    whole, first, second = (mark(n, *at, innermost=True) for n, at in MARKS.items())
    assert "<i x>" not in draw("abcd", [whole, first, second], [])
    assert hidden([whole, mark("z", 0, 4), first, second]) == [whole]


MARKS = {"x": (0, 4), "y": (0, 2), "v": (2, 4)}


def test_flags_stand_after_their_offset_in_the_order_given() -> None:
    flags = [Flag(2, "(1)"), Flag(2, "(2)"), Flag(4, "(3)"), Flag(0, "(0)")]
    assert draw("abcd", [], flags) == "(0)ab(1)(2)cd(3)"
    assert draw("abcd", [mark("x", 1, 3)], flags) == "(0)a<i x>b</i>(1)(2)<i x>c</i>d(3)"


def test_words_are_escaped() -> None:
    assert draw("<b>&", [mark("x", 0, 1)], []) == "<i x>&lt;</i>b&gt;&amp;"


spans = st.tuples(st.integers(0, 9), st.integers(1, 10)).map(sorted).filter(lambda s: s[0] < s[1])


@given(st.lists(spans, max_size=8))
def test_every_mark_covers_exactly_its_words(drawn: list[list[int]]) -> None:
    marks = [mark(f"m{n}", start, end) for n, (start, end) in enumerate(drawn)]
    html = draw(WORDS, marks, [])
    assert re.sub(r"<[^>]*>", "", html) == WORDS
    expected = {f"m{n}": WORDS[start:end] for n, (start, end) in enumerate(drawn)}
    assert covered(html) == expected


@given(st.lists(spans, max_size=12))
def test_no_two_overlapping_spans_share_a_lane(drawn: list[list[int]]) -> None:
    spans_drawn = [(start, end) for start, end in drawn]
    chosen = lanes(spans_drawn)
    for one, (start, end) in enumerate(spans_drawn):
        for other in range(one):
            begin, stop = spans_drawn[other]
            if start < stop and begin < end:
                assert chosen[one] != chosen[other]
