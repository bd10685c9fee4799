"""Cases about a phrase that stands several times, when something happens to one of the places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.bench.anchoring import oracle
from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.draft import Draft, Span
from tests.bench.anchoring.edited import copied, line_cut, old_selector, words_cut
from tests.bench.anchoring.quotes import (
    Quote,
    hints,
    line_at,
    repeated_quotes,
    tokens,
    unique_quotes,
)
from tests.bench.anchoring.retyped import foreign_word, tells_apart
from tests.bench.anchoring.sheet import BUILD, FIND, HEAL, MAY, REFUSE, Sheet

EACH = 4


def write(sheet: Sheet) -> None:
    """All cases of this kind."""
    for name, happen in _HAPPENINGS.items():
        dice = sheet.dice("twins", name)
        made = 0
        for quote in repeated_quotes(sheet.source, dice, EACH * 3, at_least=3):
            made += made < EACH and happen(sheet, f"{name}/{made}", quote, dice)
    _copies(sheet)


def _twins(sheet: Sheet, quote: Quote) -> list[Span]:
    """The other places of the same words."""
    text, found, at = sheet.source.text, [], -1
    while (at := text.find(quote.text, at + 1)) >= 0:
        if at != quote.at[0]:
            found.append((at, at + len(quote.text)))
    return found


def _down(
    sheet: Sheet,
    name: str,
    quote: Quote,
    new: Draft,
    truth: tuple[Span, ...],
    *,
    asked: str,
    tempting: Span | None = None,
) -> None:
    """With the old text, counting and by hints; and without it, by hints."""
    identity = sheet.text(f"{name}/new", new.text)
    kind = name.partition("/")[0]
    old = sheet.source
    around = hints(old.text, quote.at)
    for number in (0, 1):
        selector = {**old_selector(old.text, quote, number), "old_source": old.name}
        if number == 0 or "prefix" in selector:
            sheet.add(
                kind=kind,
                mode=HEAL,
                source=identity,
                selector=selector,
                asked=FIND if truth else REFUSE,
                truth=truth,
                unique=False,
                tempting=tempting,
            )
    if tells_apart(old.text, quote, around):
        sheet.add(
            kind=kind,
            mode=BUILD,
            source=identity,
            selector={"quote": quote.text, **around},
            asked=asked,
            truth=truth,
            unique=False,
            tempting=tempting,
        )


def _same_line(text: str, one: Span, other: Span) -> bool:
    return line_at(text, one) == line_at(text, other)


def _deleted(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    text = sheet.source.text
    if any(_same_line(text, quote.at, twin) for twin in _twins(sheet, quote)):
        return False
    cut = line_cut(text, quote.at, sheet, dice)
    assert cut is not None
    _down(sheet, name, quote, Draft.of(text).splice(*cut[0], cut[1]), (), asked=REFUSE)
    return True


def _cut(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    text = sheet.source.text
    cut = words_cut(text, quote.at, sheet, dice)
    assert cut is not None
    new = Draft.of(text).splice(*cut[0], cut[1])
    if oracle.count(quote.text, new.text, whole=False) != quote.of - 1:
        return False
    _down(sheet, name, quote, new, (), asked=REFUSE)
    return True


def _reworded(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    """Every word of the phrase another, at the quoted place alone."""
    gap = "" if sheet.source.language == "zh" else " "
    size = len(tokens(quote.text, (0, len(quote.text)), sheet.source.language))
    words = gap.join(foreign_word(sheet, quote.text, dice) for _ in range(size))
    new = Draft.of(sheet.source.text).splice(*quote.at, words)
    start = quote.at[0]
    _down(sheet, name, quote, new, (), asked=REFUSE, tempting=(start, start + len(words)))
    return True


def _edited(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    """One word in the middle of the phrase another, at the quoted place alone."""
    text = sheet.source.text
    words = tokens(text, quote.at, sheet.source.language)
    new = Draft.of(text).splice(*dice.pick(words[1:-1]), foreign_word(sheet, quote.text, dice))
    at = new.where(quote.at)
    assert at is not None
    _down(sheet, name, quote, new, (at,), asked=MAY)
    return True


def _other_deleted(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    text = sheet.source.text
    twin = dice.pick(_twins(sheet, quote))
    if _same_line(text, quote.at, twin):
        return False
    cut = line_cut(text, twin, sheet, dice)
    assert cut is not None
    new = Draft.of(text).splice(*cut[0], cut[1])
    at = new.where(quote.at)
    assert at is not None
    _down(sheet, name, quote, new, (at,), asked=FIND)
    return True


def _exchanged(sheet: Sheet, name: str, quote: Quote, dice: Dice) -> bool:
    """The two paragraphs in each other's place."""
    text = sheet.source.text
    lines = sorted((line_at(text, quote.at), line_at(text, dice.pick(_twins(sheet, quote)))))
    (a, b), (c, d) = lines
    if a == c or copied(text, quote):
        return False
    draft = Draft.of(text)
    new = draft.move(c, d, a).move(a + (d - c), b + (d - c), d)
    assert new.text == text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    at = new.where(quote.at)
    assert at is not None
    _down(sheet, name, quote, new, (at,), asked=FIND)
    return True


_HAPPENINGS: Mapping[str, Callable[[Sheet, str, Quote, Dice], bool]] = {
    "twin: its paragraph deleted": _deleted,
    "twin: its words deleted": _cut,
    "twin: its words all replaced": _reworded,
    "twin: one word of it replaced": _edited,
    "twin: the other one deleted": _other_deleted,
    "twin: the paragraphs exchanged": _exchanged,
}


def _copies(sheet: Sheet) -> None:
    """A paragraph stands twice, word for word; one of the two is deleted."""
    dice = sheet.dice("copies")
    source = sheet.source
    lines = Draft.of(source.text).lines()
    for made, quote in enumerate(unique_quotes(source, dice, EACH)):
        here = lines.index(line_at(source.text, quote.at))
        far = [line for number, line in enumerate(lines) if number - here > 4]
        if not far:
            continue
        to = dice.pick(far)[0]
        line = source.text[slice(*lines[here])] + "\n"
        old = source.text[:to] + line + source.text[to:]
        copy = to + quote.at[0] - lines[here][0]
        places = (quote.at, (copy, copy + len(quote.text)))
        for gone in (0, 1):
            _one_copy_deleted(sheet, f"{made}/{gone}", old, quote, places, gone)


def _one_copy_deleted(
    sheet: Sheet, name: str, old: str, quote: Quote, places: tuple[Span, Span], gone: int
) -> None:
    start, end = line_at(old, places[gone])
    new = Draft.of(old).splice(start, end + 1, "")
    before = sheet.text(f"copies/{name}/old", old)
    after = sheet.text(f"copies/{name}/new", new.text)
    for which, place in enumerate(places):
        truth = new.where(place)
        sheet.add(
            kind="twin: one of two like paragraphs deleted",
            mode=HEAL,
            source=after,
            selector={
                "quote": quote.text,
                "occurrence": which + 1,
                "of": 2,
                "old_source": before,
            },
            asked=FIND if truth else REFUSE,
            truth=(truth,) if truth else (),
            unique=False,
        )
