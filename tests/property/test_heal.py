"""What holds of healing whatever the source and its changes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from hashiya.anchor.alignment import align
from hashiya.anchor.heal import heal
from hashiya.anchor.quote import Hit, Index, Miss, find
from hashiya.fold import folded
from hashiya.model import Annotation, Quote, Target, Text
from hashiya.problem import Place
from hashiya.read.lock import unused
from hashiya.read.seeds import passages

HERE = Place("notes.yaml")
WORDS = "قال إن القوّات العراق. باقية «نعم» بغداد، 2,500 في - one two. three".split()
lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
seeds = st.lists(lines, min_size=1, max_size=7).map("\n".join)
edits = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["cut", "add", "swap", "line"]), lines),
    max_size=4,
)


def index(text: str) -> Index:
    return Index(text, passages(text, "lines"))


def edited(text: str, changes: list[tuple[int, str, str]]) -> str:
    """A text with words or lines cut, added or swapped."""
    words = text.replace("\n", " \n ").split(" ")
    for at, kind, new in changes:
        at %= len(words)
        if kind == "cut":
            del words[at : at + 2]
        elif kind == "swap":
            words[at] = new.split()[0]
        else:
            words[at:at] = ["\n", *new.split(), "\n"] if kind == "line" else new.split()[:2]
        words = words or ["x"]
    return "\n".join(line.strip() for line in " ".join(words).split("\n"))


def quotes(text: str, data: st.DataObject) -> list[Annotation]:
    """Some annotations whose quotes have their place in a text."""
    found = []
    for number in range(4):
        line = data.draw(st.sampled_from(text.split("\n"))).split()
        first = data.draw(st.integers(0, len(line) - 1))
        exact = " ".join(line[first : data.draw(st.integers(first + 1, len(line)))])
        quote = Quote(Text(exact, HERE))
        outcome = find(index(text), quote)
        if isinstance(outcome, Miss) and outcome.hits:
            counted = data.draw(st.integers(1, len(outcome.hits))), len(outcome.hits)
            quote = Quote(quote.exact, occurrence=counted)
        if isinstance(find(index(text), quote), Hit):
            target = Target("s", quote)
            found.append(Annotation("s", f"a{number}", target, (), (), {}, (), HERE))
    return found


@given(seeds, st.data())
def test_healing_an_unchanged_text_changes_nothing(text: str, data: st.DataObject) -> None:
    assume(folded(text))
    before = passages(text, "lines")
    names = unused(passage.id for passage in before)
    healing = heal(index(text), index(text), quotes(text, data), (), names)
    assert [one.values for one in healing.healed] == [{}] * len(healing.healed)
    assert not healing.lost
    assert not healing.gone
    assert healing.passages == before


@given(seeds, edits)
def test_a_new_word_belongs_to_one_old_word_at_most(
    text: str, changes: list[tuple[int, str, str]]
) -> None:
    old, new = index(text), index(edited(text, changes))
    blocks = align(old, new).blocks
    for hits in ([block.old for block in blocks], [block.new for block in blocks]):
        ordered = sorted(hits)
        assert all(one.end <= two.first for one, two in pairwise(ordered))
    for block in blocks:
        assert block.old.first < block.old.end
        assert block.new.first < block.new.end
        if block.same:
            assert old.folded[slice(*block.old)] == new.folded[slice(*block.new)]


@given(seeds, edits, st.data())
def test_what_is_written_means_what_was_carried(
    text: str, changes: list[tuple[int, str, str]], data: st.DataObject
) -> None:
    """A healed quote has its place; a lost one has none, or is marked as stale."""
    after = edited(text, changes)
    before = passages(text, "lines")
    items = quotes(text, data)
    names = unused(passage.id for passage in before)
    healing = heal(index(text), index(after), items, (), names)
    assert len(healing.healed) + len(healing.lost) == len(items)
    ids = [passage.id for passage in healing.passages]
    assert len(ids) == len(set(ids))
    new = Index(after, healing.passages)
    for one in healing.healed:
        place = find(new, rewritten(one.annotation, dict(one.values)))
        assert isinstance(place, Hit)
        assert folded(one.now) == new.folded[slice(*place)]
    for gone in healing.lost:
        assert isinstance(gone.item, Annotation)
        place = find(new, rewritten(gone.item, dict(gone.values)))
        assert isinstance(place, Miss) or "of" in gone.values


def rewritten(item: Annotation, values: dict[str, str | None]) -> Quote:
    """The quote with the values that are to be written."""
    old = item.target.selector
    assert isinstance(old, Quote)

    def text(key: str) -> Text | None:
        value = values[key] if key in values else getattr(old, key)
        return None if value is None else Text(value, HERE)

    counted = values.get("occurrence")
    occurrence = None if "occurrence" in values else old.occurrence
    if counted:
        nth, _, of = counted.partition("/")
        occurrence = int(nth), int(of)
    across = values["across"] == "true" if "across" in values else old.across
    return Quote(
        Text(values.get("quote") or old.exact, HERE),
        text("after"),
        text("before"),
        occurrence,
        text("passage"),
        across,
    )
