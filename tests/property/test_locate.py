"""What holds of locating whatever the text, the quote and the hints."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from hashiya.anchor.locate import Found, Locator, Selector
from hashiya.fold import folded, has_ligature

WORDS = "قال إن القوّات العراق. «نعم» 2,500 500 - ﷺ Don't café 中国 国,".split()
texts = st.lists(st.sampled_from([*WORDS, "\n"]), min_size=1, max_size=30).map(" ".join)
hints = st.text(st.sampled_from("".join(WORDS) + " "), max_size=8)
numbers = st.none() | st.integers(-2, 60)


@given(texts, st.data(), hints, hints, numbers, numbers, numbers)
def test_a_span_says_what_was_quoted(
    text: str,
    data: st.DataObject,
    prefix: str,
    suffix: str,
    occurrence: int | None,
    of: int | None,
    position: int | None,
) -> None:
    """Whatever the hints, the words of the answer are those of the quote."""
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    locator = Locator()
    locator.add("s", text)
    place = locator.locate("s", Selector(quote, prefix, suffix, occurrence, of, position))
    if isinstance(place, Found):
        marked = text[place.start : place.end]
        assert folded(marked) == folded(quote)
        assert (place.status == "exact") == (marked == quote)
    else:
        assert place in ("not_found", "ambiguous")


@given(texts, st.data())
def test_what_is_around_a_quote_finds_it(text: str, data: st.DataObject) -> None:
    """With its true hints, a quote of whole words is found where it stands, or not at all."""
    words = text.split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join([*words[:first], ""])) if first else 0
    quote = " ".join(words[first : last + 1])
    assume(folded(quote) and not has_ligature(quote) and quote == quote.strip())
    end = start + len(quote)
    locator = Locator()
    locator.add("s", text)
    selector = Selector(
        quote, text[max(0, start - 20) : start], text[end : end + 20], position=start
    )
    place = locator.locate("s", selector)
    assert place == Found(start, end, "exact", 1.0) or place == "ambiguous"
    selector = Selector(quote, position=start, old_source="s")
    assert locator.locate("s", selector) in (Found(start, end, "exact", 1.0), "ambiguous")
