"""Cases in which the source is as it was and the quote was typed: well, in another way, wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.bench.anchoring import oracle, orthography
from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.quotes import (
    Quote,
    hidden_quotes,
    hints,
    repeated_quotes,
    tokens,
    unique_quotes,
)
from tests.bench.anchoring.sheet import BUILD, FIND, REFUSE, Sheet

EACH = 4
"""Quotes for each way of writing, and for each way of mistyping."""
EXACT = 14
REPEATED = 8


def write(sheet: Sheet) -> None:
    """All cases of this kind."""
    _exact(sheet)
    _written_otherwise(sheet)
    _mistyped(sheet)
    _parts_of_words(sheet)
    _repeated(sheet)


def _hinted(sheet: Sheet, quote: Quote, typed: str) -> dict[str, str | int]:
    return {"quote": typed, **hints(sheet.source.text, quote.at)}


def _unique(sheet: Sheet, kind: str, quote: Quote, typed: str, number: int, *, found: bool) -> None:
    """A quote that stands once, with hints every second time."""
    selector = _hinted(sheet, quote, typed) if number % 2 else {"quote": typed}
    sheet.add(
        kind=kind,
        mode=BUILD,
        source=sheet.source.name,
        selector=selector,
        asked=FIND if found else REFUSE,
        truth=(quote.at,) if found else (),
        unique=True,
        tempting=None if found else quote.at,
    )


def _exact(sheet: Sheet) -> None:
    for number, quote in enumerate(unique_quotes(sheet.source, sheet.dice("exact"), EXACT)):
        _unique(sheet, "exact", quote, quote.text, number, found=True)


def _written_otherwise(sheet: Sheet) -> None:
    language = sheet.source.language
    for way in orthography.ways(language):
        dice = sheet.dice("retyped", way)
        changed = 0
        holding = orthography.HOLDING.get(way, "")
        for quote in unique_quotes(sheet.source, dice, EACH * 6, holding=holding):
            typed = orthography.same_words(quote.text, language, way, dice)
            if typed is not None and changed < EACH:
                _unique(sheet, f"retyped: {way}", quote, typed, changed, found=True)
                changed += 1
    _mixed(sheet)


def _mixed(sheet: Sheet) -> None:
    language = sheet.source.language
    dice = sheet.dice("retyped", "several ways")
    for number, quote in enumerate(unique_quotes(sheet.source, dice, EACH)):
        typed = quote.text
        for way in dice.some(tuple(orthography.ways(language)), 4):
            typed = orthography.same_words(typed, language, way, dice) or typed
        _unique(sheet, "retyped: several ways at once", quote, typed, number, found=True)


# --- Typed wrongly -------------------------------------------------------------------------------

Mistake = Callable[[str, Sheet, Dice], str | None]


def _letters(write: Callable[[str, str, Dice], str | None]) -> Mistake:
    return lambda text, sheet, dice: write(text, sheet.source.language, dice)


def _word_left_out(text: str, sheet: Sheet, dice: Dice) -> str | None:
    words = tokens(text, (0, len(text)), sheet.source.language)
    start, _ = words[1 + dice.below(len(words) - 2)]
    after = next(word for word in words if word[0] > start)
    return text[:start] + text[after[0] :]


def _word_added(text: str, sheet: Sheet, dice: Dice) -> str | None:
    words = tokens(text, (0, len(text)), sheet.source.language)
    at = words[1 + dice.below(len(words) - 1)][0]
    gap = "" if sheet.source.language == "zh" else " "
    return text[:at] + foreign_word(sheet, text, dice) + gap + text[at:]


def foreign_word(sheet: Sheet, text: str, dice: Dice) -> str:
    """A word of the same language that does not stand in the text; one word, however it is read."""
    here = oracle.key(text)
    shortest = 1 if sheet.source.language == "zh" else 3
    while True:
        paragraph = dice.pick(sheet.source.spare)
        words = tokens(paragraph, (0, len(paragraph)), sheet.source.language)
        if words:
            word = paragraph[slice(*dice.pick(words))]
            folded = oracle.key(word)
            if len(folded) >= shortest and " " not in folded and folded not in here:
                return word


def _words_exchanged(text: str, sheet: Sheet, dice: Dice) -> str | None:
    words = tokens(text, (0, len(text)), sheet.source.language)
    first = dice.below(len(words) - 1)
    (a, b), (c, d) = words[first], words[first + 1]
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


_MISTAKES: Mapping[str, Mistake] = {
    "letter replaced": _letters(orthography.letter_replaced),
    "letter dropped": _letters(orthography.letter_dropped),
    "letters exchanged": _letters(orthography.letters_exchanged),
    "digit changed": _letters(orthography.digit_changed),
    "word left out": _word_left_out,
    "word added": _word_added,
    "words exchanged": _words_exchanged,
}


def _mistyped(sheet: Sheet) -> None:
    for name, mistake in _MISTAKES.items():
        dice = sheet.dice("mistyped", name)
        made = 0
        holding = r"\d" if name == "digit changed" else ""
        for quote in unique_quotes(sheet.source, dice, EACH * 5, at_least=4, holding=holding):
            typed = mistake(quote.text, sheet, dice)
            if typed is None or made == EACH or _stands(typed, sheet):
                continue
            _unique(sheet, f"mistyped: {name}", quote, typed, made, found=False)
            made += 1
    _never_there(sheet)


def _stands(typed: str, sheet: Sheet) -> bool:
    return oracle.count(typed, sheet.source.text, whole=True) > 0


def _never_there(sheet: Sheet) -> None:
    """Words of another text."""
    dice = sheet.dice("never there")
    for paragraph in dice.some(sheet.source.spare, EACH):
        words = tokens(paragraph, (0, len(paragraph)), sheet.source.language)[:9]
        if len(words) > 3:
            typed = paragraph[words[0][0] : words[-1][1]]
            if not _stands(typed, sheet):
                sheet.add(
                    kind="never there",
                    mode=BUILD,
                    source=sheet.source.name,
                    selector={"quote": typed},
                    asked=REFUSE,
                    unique=True,
                )


def _parts_of_words(sheet: Sheet) -> None:
    """Quotes end where words do, except in Chinese."""
    if sheet.source.language == "zh":
        return
    dice = sheet.dice("parts of words")
    for number, quote in enumerate(hidden_quotes(sheet.source, dice, EACH)):
        _unique(sheet, "also inside of longer words", quote, quote.text, number, found=True)
    for number, quote in enumerate(unique_quotes(sheet.source, dice, EACH)):
        typed = quote.text[2:] if number % 4 < 2 else quote.text[:-2]
        if quote.text[:3].isalpha() and quote.text[-3:].isalpha() and not _stands(typed, sheet):
            _unique(sheet, "mistyped: part of a word", quote, typed, number, found=False)


# --- Several places ------------------------------------------------------------------------------


def _repeated(sheet: Sheet) -> None:
    dice = sheet.dice("repeated")
    for quote in repeated_quotes(sheet.source, dice, REPEATED):
        _several(sheet, "repeated: no hint", {"quote": quote.text}, quote, asked=REFUSE)
        _counted(sheet, quote)
        _around(sheet, quote, dice)
        _positioned(sheet, quote)


def _several(
    sheet: Sheet, kind: str, selector: Mapping[str, str | int], quote: Quote, *, asked: str
) -> None:
    sheet.add(
        kind=kind,
        mode=BUILD,
        source=sheet.source.name,
        selector=selector,
        asked=asked,
        truth=() if asked == REFUSE else (quote.at,),
        unique=False,
    )


def _counted(sheet: Sheet, quote: Quote) -> None:
    right: dict[str, str | int] = {"quote": quote.text, "occurrence": quote.which, "of": quote.of}
    _several(sheet, "repeated: occurrence", right, quote, asked=FIND)
    stale = {**right, "of": quote.of + 1}
    _several(sheet, "repeated: occurrence of a wrong count", stale, quote, asked=REFUSE)


def tells_apart(text: str, quote: Quote, around: Mapping[str, str]) -> bool:
    """Whether the quote with its hints stands once, however it is written."""
    return oracle.count(around["prefix"] + quote.text + around["suffix"], text, whole=False) == 1


def _around(sheet: Sheet, quote: Quote, dice: Dice) -> None:
    text, language = sheet.source.text, sheet.source.language
    around = hints(text, quote.at)
    if not tells_apart(text, quote, around):
        return
    _several(sheet, "repeated: hints", {"quote": quote.text, **around}, quote, asked=FIND)
    way = dice.pick(tuple(orthography.ways(language)))
    typed = {
        part: orthography.same_words(words, language, way, dice) or words
        for part, words in {"quote": quote.text, **around}.items()
    }
    if typed["quote"] != quote.text or typed["prefix"] != around["prefix"]:
        _several(sheet, "repeated: hints, all retyped", typed, quote, asked=FIND)


def _positioned(sheet: Sheet, quote: Quote) -> None:
    at: dict[str, str | int] = {"quote": quote.text, "position": quote.at[0]}
    _several(sheet, "repeated: position", at, quote, asked=FIND)
