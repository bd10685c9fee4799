"""What holds of anchoring whatever the source and the quote."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from hashiya.anchor import anchor
from hashiya.anchor.quote import Hit, Index, Miss, Reason, find, mark, shortest_between
from hashiya.fold import folded, folded_words
from hashiya.model import (
    Annotation,
    Dossier,
    Passage,
    Quote,
    Settings,
    Source,
    Target,
    Text,
)
from hashiya.problem import Place

HERE = Place("notes.yaml")
WORDS = [
    "قال",
    "القوّات",
    "لـ”البنتاجون”",
    "العراق.",
    "(2,500",
    "500",
    "—",
    "ﷺ",
    "الله",
    "عليه",
    "中国",
    "国,",
    "Don't",
    "café",
    "2½",
    "½",
    "ماء",
    "…",
    "\u200f«نعم»",
]
lines = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=5)
seeds = lines.map(lambda rows: "\n".join(" ".join(row) for row in rows))


def passages(seed: str) -> tuple[Passage, ...]:
    """The lines of a seed; none is blank here."""
    found = []
    start = 0
    for number, line in enumerate(seed.split("\n"), start=1):
        found.append(Passage(f"p{number}", start, start + len(line), "body", number))
        start += len(line) + 1
    return tuple(found)


def by_hand(seed: str, words: list[str]) -> int:
    """How often words stand in a seed, counted word by word."""
    row = folded_words(seed)
    return sum(row[at : at + len(words)] == words for at in range(len(row)))


@given(seeds, st.data())
def test_what_is_found_says_what_was_quoted(seed: str, data: st.DataObject) -> None:
    """A span, folded, is the folded quote: whole words, and no other place has them."""
    start = data.draw(st.integers(0, len(seed) - 1))
    exact = seed[start : data.draw(st.integers(start + 1, len(seed)))]
    assume("…" not in exact and folded(exact))
    text = Index(seed, passages(seed))
    quote = Quote(Text(exact, HERE), across=True)
    found = find(text, quote)
    if isinstance(found, Hit):
        first, end = mark(text, found, quote)
        assert folded(seed[first:end]) == folded(exact)
        around = f" {folded(seed[:first])} {folded(exact)} {folded(seed[end:])} "
        assert around.split() == folded_words(seed)
        if "ﷺ" not in seed and "½" not in seed:
            assert by_hand(seed, folded_words(exact)) == 1
    elif found.reason is Reason.AMBIGUOUS:
        assert by_hand(seed, folded_words(exact)) >= len(found.hits) > 1
    else:
        assert found.reason is Reason.ABSENT


@given(seeds, st.data())
def test_whole_words_of_a_passage_have_their_place(seed: str, data: st.DataObject) -> None:
    """Words copied from a passage are found there, told by passage and count where need be."""
    text = Index(seed, passages(seed))
    at = data.draw(st.integers(0, len(text.passages) - 1))
    row = seed.split("\n")[at].split(" ")
    first = data.draw(st.integers(0, len(row) - 1))
    exact = " ".join(row[first : data.draw(st.integers(first + 1, len(row)))])
    assume("…" not in exact and folded(exact))
    quote = Quote(Text(exact, HERE), passage=Text(f"p{at + 1}", HERE))
    found = find(text, quote)
    if isinstance(found, Miss):
        assert found.reason is Reason.AMBIGUOUS
        counts = [
            find(text, Quote(quote.exact, passage=quote.passage, occurrence=(n, len(found.hits))))
            for n in range(1, len(found.hits) + 1)
        ]
        assert counts == list(found.hits)
    else:
        assert text.passage(found.first) == text.passage(found.end - 1) == at


@given(seeds)
def test_passages_share_no_word(seed: str) -> None:
    """The words of a text are those of its passages, one after the other."""
    text = Index(seed, passages(seed))
    for at, passage in enumerate(text.passages):
        first, end = text.within(at)
        assert text.words(Hit(first, end)) == folded_words(seed[passage.start : passage.end])
    assert text.firsts[0] == 1


positions = st.lists(st.integers(0, 30), max_size=8, unique=True).map(sorted)


@given(positions, positions, st.integers(1, 3), st.integers(1, 3))
def test_the_shortest_ranges(
    firsts: list[int], lasts: list[int], first_size: int, last_size: int
) -> None:
    """The ranges found are exactly those that hold no other."""
    starts = [Hit(at, at + first_size) for at in firsts]
    ends = [Hit(at, at + last_size) for at in lasts]
    pairs = product(starts, ends)
    every = {Hit(one.first, other.end) for one, other in pairs if one.end <= other.first}
    shortest = {
        hit
        for hit in every
        if not any(
            other != hit and hit.first <= other.first and other.end <= hit.end for other in every
        )
    }
    found = shortest_between(starts, ends)
    assert set(found) == shortest
    assert list(found) == sorted(found)


@given(seeds, st.lists(st.text(st.sampled_from("".join(WORDS) + " …\\"), min_size=1, max_size=30)))
def test_every_quote_is_answered(seed: str, quotes: list[str]) -> None:
    """Whatever is quoted, it has a place or a problem, never both, never neither."""
    source = Source("one", "one.txt", "", "ar", seed, passages(seed), HERE)
    items = tuple(
        Annotation("one", f"a{n}", Target("one", Quote(Text(exact, HERE))), (), (), {}, (), HERE)
        for n, exact in enumerate(quotes)
    )
    settings = Settings((Text("ar", HERE),), {}, "", {}, {}, "", "main", "warn", {})
    result, problems = anchor(Dossier(settings, (source,), items, (), {}, {}, {}, ()))
    assert len(result.spans) + len(problems) == len(quotes)
    for span in result.spans.values():
        first, last = span.first, span.last
        assert source.passages[first].start <= span.start < span.end <= source.passages[last].end
