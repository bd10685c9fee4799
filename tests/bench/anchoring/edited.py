"""Cases in which the source has been edited since the quote was taken from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.bench.anchoring import oracle, orthography
from tests.bench.anchoring.dice import Dice
from tests.bench.anchoring.draft import Draft, Span, lines_of
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

AROUND = 5
"""Unique quotes that an edit elsewhere leaves alone, for each such edit."""
AROUND_REPEATED = 2
INSIDE = 4
"""Quotes that are edited themselves, for each such edit."""
WIDTH = 72
"""Columns of a text that is wrapped."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A text before and after an edit."""

    kind: str
    old: str
    """Ids of texts."""
    new: str
    before: str
    after: str


def write(sheet: Sheet) -> None:
    """All cases of this kind."""
    for name, elsewhere in _ELSEWHERE.items():
        _leave_alone(sheet, name, elsewhere)
    for name, inside in _INSIDE.items():
        _edit_quotes(sheet, name, inside)
    _correct_typos(sheet)
    _remove_chrome(sheet)
    for name, gone in _GONE.items():
        _remove_quotes(sheet, name, gone)


# --- Writing the cases down ----------------------------------------------------------------------


def old_selector(text: str, quote: Quote, number: int) -> dict[str, str | int]:
    """A quote as it stood in the old text, told from its like by counting or by what is around."""
    selector: dict[str, str | int] = {"quote": quote.text}
    around = hints(text, quote.at)
    if quote.unique:
        return {**selector, **around} if number % 2 else selector
    if number % 2 and tells_apart(text, quote, around):
        return {**selector, **around}
    return {**selector, "occurrence": quote.which, "of": quote.of}


def _heal(
    sheet: Sheet,
    edited: Edited,
    quote: Quote,
    number: int,
    truth: tuple[Span, ...],
    *,
    asked: str | None = None,
    tempting: Span | None = None,
) -> None:
    sheet.add(
        kind=edited.kind,
        mode=HEAL,
        source=edited.new,
        selector={**old_selector(edited.before, quote, number), "old_source": edited.old},
        asked=asked or (FIND if truth else REFUSE),
        truth=truth,
        unique=quote.unique,
        tempting=tempting,
    )


def _build(
    sheet: Sheet,
    edited: Edited,
    quote: Quote,
    truth: tuple[Span, ...],
    *,
    asked: str,
    hinted: bool,
    tempting: Span | None = None,
) -> None:
    """The same without the old text; the hints are those of the old one."""
    selector: dict[str, str | int] = {"quote": quote.text}
    if hinted:
        selector |= hints(edited.before, quote.at) | {"position": quote.at[0]}
    sheet.add(
        kind=edited.kind,
        mode=BUILD,
        source=edited.new,
        selector=selector,
        asked=asked,
        truth=truth if asked != REFUSE else (),
        unique=quote.unique,
        tempting=tempting,
    )


def _edited(sheet: Sheet, kind: str, old: Draft | None, new: Draft) -> Edited:
    name = sheet.source.name if old is None else sheet.text(f"{kind}/old", old.text)
    before = sheet.source.text if old is None else old.text
    return Edited(kind, name, sheet.text(f"{kind}/new", new.text), before, new.text)


# --- Edits elsewhere: the quote stands as it was -------------------------------------------------

Elsewhere = Callable[[Draft, Sheet, Dice, Sequence[Quote]], Draft]
"""An edit that leaves the words of these quotes alone."""


def _leave_alone(sheet: Sheet, name: str, edit: Elsewhere) -> None:
    dice = sheet.dice("elsewhere", name)
    source = sheet.source
    quotes = [
        *unique_quotes(source, dice, AROUND),
        *repeated_quotes(source, dice, AROUND_REPEATED),
    ]
    new = edit(Draft.of(source.text), sheet, dice, quotes)
    if new.text == source.text and name != "nothing":
        return
    edited = _edited(sheet, name, None, new)
    for number, quote in enumerate(quotes):
        at = new.where(quote.at)
        if at is None or oracle.key(new.text[slice(*at)]) != oracle.key(quote.text):
            continue
        if name in _SHUFFLING and not quote.unique and copied(source.text, quote):
            continue
        _heal(sheet, edited, quote, number, (at,))
        _found_again(sheet, edited, quote, at, hinted=bool(number % 2))


_SHUFFLING = frozenset(
    {
        "paragraphs moved",
        "paragraphs in another order",
        "paragraphs deleted",
        "paragraph doubled",
        "several edits at once",
    }
)
"""Edits after which nothing tells apart two paragraphs that are alike to the letter."""


def copied(text: str, quote: Quote) -> bool:
    """Whether the quote's whole paragraph stands a second time."""
    line = oracle.key(text[slice(*line_at(text, quote.at))])
    return sum(oracle.key(text[slice(*other)]) == line for other in lines_of(text)) > 1


def _found_again(sheet: Sheet, edited: Edited, quote: Quote, at: Span, *, hinted: bool) -> None:
    """Without the old text: asked for where its words decide, never where there are two."""
    alone = oracle.count(quote.text, edited.after, whole=False) == 1
    if alone:
        kept = not hinted or not edited.kind.startswith("neighbours")
        # Over a line end only where the editor says so (`across: true`), which a line cannot tell.
        kept = kept and "\n" not in edited.after[slice(*at)]
        _build(
            sheet, edited, quote, (at,), asked=FIND if kept else MAY, hinted=hinted and quote.unique
        )
        return
    if oracle.count(quote.text, edited.after, whole=True) < 2:
        return
    around = hints(edited.before, quote.at)
    sure = tells_apart(edited.after, replace(quote, at=at), around)
    _build(sheet, edited, quote, (at,), asked=FIND if sure else MAY, hinted=True)
    if quote.unique:
        _build(sheet, edited, quote, (), asked=REFUSE, hinted=False)


def _free_lines(draft: Draft, quotes: Sequence[Quote]) -> list[Span]:
    """Lines that hold none of the quotes, as the draft now stands."""
    held = [draft.where(quote.at) for quote in quotes]
    return [
        line
        for line in draft.lines()
        if not any(span and span[0] < line[1] and line[0] < span[1] for span in held)
    ]


def _strangers(sheet: Sheet, dice: Dice, count: int, quotes: Sequence[Quote]) -> list[str]:
    """Paragraphs of the same kind that hold none of the quotes' words in their order."""
    strange = [
        paragraph
        for paragraph in sheet.source.spare
        if not any(oracle.count(quote.text, paragraph, whole=False) for quote in quotes)
    ]
    return dice.some(strange, count)


def _insert_lines(draft: Draft, lines: Sequence[str], dice: Dice) -> Draft:
    for line in lines:
        start, _ = dice.pick(draft.lines())
        draft = draft.splice(start, start, f"{line}\n")
    return draft


def _nothing(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    return draft


def _inserted(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    return _insert_lines(draft, _strangers(sheet, dice, 1 + dice.below(3), quotes), dice)


def _deleted(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    free = _free_lines(draft, quotes)
    doomed = dice.some(free, max(1, len(free) // 6))
    for start, end in sorted(doomed, reverse=True):
        draft = draft.splice(start, min(end + 1, len(draft.text)), "")
    return draft


def _moved(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """The paragraphs of some of the quotes, and another one, each to another place."""
    for quote in (*dice.some(quotes, 2), None):
        lines = draft.lines()
        held = draft.where(quote.at) if quote else None
        line = line_at(draft.text, held) if held else dice.pick(lines)
        others = [other for other in lines if other != line]
        if others:
            draft = _move_line(draft, line, dice.pick(others)[0])
    return draft


def _move_line(draft: Draft, line: Span, to: int) -> Draft:
    if line[1] == len(draft.text):
        draft = draft.splice(line[1], line[1], "\n")
    return draft.move(line[0], line[1] + 1, to)


def _reordered(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """A good part of the paragraphs in another order."""
    for _ in range(max(3, len(draft.lines()) // 5)):
        line, other = dice.some(draft.lines(), 2)
        draft = _move_line(draft, line, other[0])
    return draft


def _gaps(draft: Draft, quotes: Sequence[Quote], language: str) -> list[Span]:
    """What stands between two words, outside of the quotes."""
    held = [draft.where(quote.at) for quote in quotes]
    pairs = (
        pair for line in draft.lines() for pair in pairwise(tokens(draft.text, line, language))
    )
    gaps = [(one[1], other[0]) for one, other in pairs]
    return [gap for gap in gaps if not any(span and _within(gap, span) for span in held)]


def _within(gap: Span, span: Span) -> bool:
    return span[0] <= gap[0] and gap[1] <= span[1]


def _split(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    gaps = _gaps(draft, quotes, sheet.source.language)
    chosen = sorted(dice.some(gaps, max(3, len(draft.lines()) // 6)), reverse=True)
    for start, end in chosen:
        gap = draft.text[start:end]
        draft = (
            draft.splice(end, end, "\n")
            if not gap.endswith(" ")
            else draft.splice(end - 1, end, "\n")
        )
    return draft


def _merged(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    pairs = list(pairwise(draft.lines()))
    joint = "" if sheet.source.language == "zh" else " "
    for one, other in sorted(dice.some(pairs, max(2, len(pairs) // 4)), reverse=True):
        draft = draft.splice(one[1], other[0], joint)
    return draft


def _words_elsewhere(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """One word of eight replaced, none of them in a quote."""
    language = sheet.source.language
    held = [draft.where(quote.at) for quote in quotes]
    words = [
        word
        for line in draft.lines()
        for word in tokens(draft.text, line, language)
        if not any(span and span[0] < word[1] and word[0] < span[1] for span in held)
    ]
    whole = " ".join(quote.text for quote in quotes)
    for start, end in sorted(dice.some(words, len(words) // 8), reverse=True):
        draft = draft.splice(start, end, foreign_word(sheet, whole, dice))
    return draft


def _neighbours(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """The three words before each quote and the three after it, as far as its paragraph goes."""
    language = sheet.source.language
    for quote in quotes:
        for side in (1, 0):
            span = draft.where(quote.at)
            assert span is not None
            words = tokens(draft.text, line_at(draft.text, span), language)
            near = (
                [word for word in words if word[0] >= span[1]][:3]
                if side
                else [word for word in words if word[1] <= span[0]][-3:]
            )
            for start, end in reversed(near):
                draft = draft.splice(start, end, foreign_word(sheet, quote.text, dice))
    return draft


def _rewritten(*names: str) -> Elsewhere:
    """The whole text in another way of writing, letter by letter or word by word."""

    def edit(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
        for name in names:
            draft = _each_word(draft, _WAYS[name], dice)
        return draft

    return edit


def _each_word(draft: Draft, way: orthography.Write, dice: Dice) -> Draft:
    """Rewrite run by run of what is not space, keeping of each run where it came from."""
    for match in reversed(list(re.finditer(r"\S+", draft.text))):
        start, end = match.span()
        new = way(match[0], dice)
        if new != match[0]:
            draft = _rewrite_run(draft, start, end, new)
    return draft


def _rewrite_run(draft: Draft, start: int, end: int, new: str) -> Draft:
    """The run's new letters laid over its old ones, letter on letter, marks with their letters."""
    old = [at for at in range(start, end) if _is_letter(draft.text[at])]
    origins = []
    letter = -1
    for character in new:
        letter += _is_letter(character)
        at = old[min(max(letter, 0), len(old) - 1)] if old else start
        origins.append(draft.origin[at])
    return Draft(
        draft.text[:start] + new + draft.text[end:],
        draft.origin[:start] + tuple(origins) + draft.origin[end:],
    )


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character != "\N{ARABIC TATWEEL}"


def _edge_marks_left_out(text: str, dice: Dice) -> str:
    return text.rstrip("،,;؛:，；") if dice.chance(0.5) else text


_WAYS: Mapping[str, orthography.Write] = {
    "vowel marks added": orthography.pointed,
    "vowel marks left out": orthography.unpointed,
    "hamza": orthography.hamza_dropped,
    "ya": orthography.ya_swapped,
    "kaf": orthography.kaf_swapped,
    "heh": orthography.heh_swapped,
    "tatweel": orthography.tatweel,
    "digits": orthography.digits,
    "wide digits": orthography.wide_digits,
    "quotation marks": orthography.quote_marks,
    "commas": _edge_marks_left_out,
    "form D": orthography.decomposed,
    "form C": orthography.composed,
    "capitals": orthography.upper,
}


def _marks_for(language: str) -> tuple[str, ...]:
    return ("vowel marks added",) if language in {*orthography.ARABIC_SCRIPT, "he"} else ()


def _vowels_added(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    ways = _marks_for(sheet.source.language)
    return _rewritten(*ways)(draft, sheet, dice, quotes)


def _spelt(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """The text with its letters in another orthography, or in another case."""
    ways = {
        "ar": ("hamza", "ya", "heh", "tatweel"),
        "fa": ("ya", "kaf"),
        "ur": ("ya", "kaf", "heh"),
        "en": ("capitals",),
        "ru": ("capitals",),
        "he": ("vowel marks left out",),
    }.get(sheet.source.language, ("form D",))
    return _rewritten(*ways)(draft, sheet, dice, quotes)


def _spaced(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    return draft.retyped(
        lambda letter: "\N{NO-BREAK SPACE}" if letter == " " and dice.chance(0.3) else letter
    )


def _wrapped(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """Hard-wrapped lines, paragraphs parted by a blank one."""
    column, written = 0, []
    for letter in draft.text:
        column = 0 if letter == "\n" else column + 1
        if letter == "\n":
            written.append("\n\n")
        elif letter == " " and column > WIDTH - 12:
            written.append("\n")
            column = 0
        else:
            written.append(letter)
    pieces = iter(written)
    return draft.retyped(lambda _: next(pieces))


_CHROME: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "ar": (
        ("الرئيسية | أخبار | رأي | رياضة", "آخر تحديث: منذ ساعتين", "شارك على فيسبوك"),
        ("اقرأ أيضا", "جميع الحقوق محفوظة", "اشترك في النشرة البريدية"),
    ),
    "en": (
        ("Home | News | Opinion | Sports", "Last updated 2 hours ago", "Share on Facebook"),
        ("Read also", "All rights reserved", "Subscribe to our newsletter"),
    ),
    "fa": (
        ("صفحه نخست | اخبار | ورزش", "آخرین به‌روزرسانی: دو ساعت پیش", "اشتراک‌گذاری"),
        ("بیشتر بخوانید", "تمامی حقوق محفوظ است", "عضویت در خبرنامه"),
    ),
    "he": (
        ("דף הבית | חדשות | דעות", "עודכן לפני שעתיים", "שתפו בפייסבוק"),
        ("קראו גם", "כל הזכויות שמורות", "הרשמה לניוזלטר"),
    ),
    "ru": (
        ("Главная | Новости | Мнения", "Обновлено два часа назад", "Поделиться"),
        ("Читайте также", "Все права защищены", "Подписаться на рассылку"),
    ),
    "tr": (
        ("Ana sayfa | Haberler | Spor", "Son güncelleme: 2 saat önce", "Paylaş"),
        ("Bunları da okuyun", "Tüm hakları saklıdır", "Bültene abone olun"),
    ),
    "ur": (
        ("صفحہ اول | خبریں | کھیل", "آخری تازہ کاری: دو گھنٹے پہلے", "شیئر کریں"),
        ("یہ بھی پڑھیں", "جملہ حقوق محفوظ ہیں", "نیوز لیٹر حاصل کریں"),
    ),
    "zh": (
        ("首页 | 新闻 | 评论 | 体育", "两小时前更新", "分享到微博"),
        ("相关阅读", "版权所有", "订阅我们的通讯"),
    ),
}


def _chromed(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """What a site puts around an article, the beginnings of some paragraphs among it as teasers."""
    above, below = _CHROME[sheet.source.language]
    lines = dice.some(draft.lines(), 2)
    teasers = [_teaser(draft.text[slice(*line)], sheet.source.language) for line in lines]
    title = draft.text[slice(*draft.lines()[0])]
    top = "\n".join((*above, f"{title} | {above[0].split(' ')[0]}"))
    bottom = "\n".join((below[0], *teasers, *below[1:]))
    return draft.splice(len(draft.text), len(draft.text), f"\n{bottom}\n").splice(0, 0, f"{top}\n")


def _teaser(line: str, language: str) -> str:
    words = tokens(line, (0, len(line)), language)[: 24 if language == "zh" else 12]
    return line[: words[-1][1]] + " ..." if words else line


def _like_added(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """The words of each quote again, in a stranger's paragraph."""
    gap = "" if sheet.source.language == "zh" else " "
    for quote, line in zip(quotes, _strangers(sheet, dice, len(quotes), quotes), strict=False):
        words = tokens(line, (0, len(line)), sheet.source.language)
        if len(words) > 4:
            at = words[len(words) // 2][0]
            draft = _insert_lines(draft, [line[:at] + quote.text + gap + line[at:]], dice)
    return draft


def _doubled(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    """The paragraphs of some quotes again, at least three paragraphs away."""
    for quote in quotes[:2]:
        span = draft.where(quote.at)
        assert span is not None
        lines = draft.lines()
        here = lines.index(line_at(draft.text, span))
        far = [line for number, line in enumerate(lines) if abs(number - here) > 3]
        if far:
            to = dice.pick(far)[0]
            draft = draft.splice(to, to, draft.text[slice(*lines[here])] + "\n")
    return draft


def _much(draft: Draft, sheet: Sheet, dice: Dice, quotes: Sequence[Quote]) -> Draft:
    for edit in (_inserted, _deleted, _words_elsewhere, _vowels_added, _spaced, _moved):
        draft = edit(draft, sheet, dice, quotes)
    return draft


_ELSEWHERE: Mapping[str, Elsewhere] = {
    "nothing": _nothing,
    "paragraphs inserted": _inserted,
    "paragraphs deleted": _deleted,
    "paragraphs moved": _moved,
    "paragraphs in another order": _reordered,
    "paragraphs split": _split,
    "paragraphs merged": _merged,
    "words elsewhere replaced": _words_elsewhere,
    "neighbours replaced": _neighbours,
    "vowel marks added": _vowels_added,
    "spelling or case changed": _spelt,
    "digits of another system": lambda draft, sheet, dice, quotes: _rewritten(
        "wide digits" if sheet.source.language in {"zh", "en", "ru", "tr"} else "digits"
    )(draft, sheet, dice, quotes),
    "quotation marks changed": _rewritten("quotation marks"),
    "commas left out": _rewritten("commas"),
    "normalization form D": _rewritten("form D"),
    "no-break spaces": _spaced,
    "lines wrapped": _wrapped,
    "chrome added": _chromed,
    "look-alike added": _like_added,
    "paragraph doubled": _doubled,
    "several edits at once": _much,
}


# --- Edits of the quote itself -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """Words put in another's place.

    Where they stand at an edge of the quote, the place with them and the place without them are
    both right.
    """

    at: Span
    new: str
    edge: str = ""
    """`start` or `end`, or nothing."""


Inside = Callable[[str, Span, Sheet, Dice], Change | None]
"""What to change in a quote that stands at a span of the text."""


def _edit_quotes(sheet: Sheet, name: str, edit: Inside) -> None:
    dice = sheet.dice("inside", name)
    draft = Draft.of(sheet.source.text)
    done: list[tuple[Quote, Change]] = []
    holding = r"\d" if name.startswith("number") else ""
    for quote in _apart(sheet, dice, at_least=5, holding=holding):
        span = draft.where(quote.at)
        if len(done) == INSIDE:
            break
        change = edit(draft.text, span, sheet, dice) if span else None
        if change is None:
            continue
        draft = draft.splice(*change.at, change.new)
        done.append((quote, change))
    if not done:
        return
    edited = _edited(sheet, name, None, draft)
    for number, (quote, change) in enumerate(done):
        _edited_quote(sheet, edited, draft, quote, number, change)


def _edited_quote(
    sheet: Sheet, edited: Edited, draft: Draft, quote: Quote, number: int, change: Change
) -> None:
    at = draft.where(quote.at)
    split = edited.kind.startswith("split")
    if at is None or (oracle.count(quote.text, draft.text, whole=False) and not split):
        return
    spans = (at, _widened(draft, at, change)) if change.edge else (at,)
    _heal(sheet, edited, quote, number, spans, asked=MAY if split else None)
    _build(sheet, edited, quote, spans, asked=MAY, hinted=bool(number % 2))


def _widened(draft: Draft, at: Span, change: Change) -> Span:
    """The place with the words that were put at its edge."""
    start, end = at
    if change.edge == "start":
        return draft.text.rindex(change.new, 0, start), end
    return start, draft.text.index(change.new, end) + len(change.new)


def _apart(sheet: Sheet, dice: Dice, *, at_least: int, holding: str = "") -> list[Quote]:
    """Unique quotes in lines of their own, more than are needed."""
    taken: dict[Span, Quote] = {}
    for quote in unique_quotes(sheet.source, dice, INSIDE * 3, at_least=at_least, holding=holding):
        taken.setdefault(line_at(sheet.source.text, quote.at), quote)
    return list(taken.values())


def _inner_words(text: str, span: Span, sheet: Sheet) -> tuple[Span, ...]:
    return tokens(text, span, sheet.source.language)[1:-1]


def _word_replaced(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    inner = _inner_words(text, span, sheet)
    return Change(dice.pick(inner), foreign_word(sheet, text[slice(*span)], dice))


def _two_words_replaced(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    inner = _inner_words(text, span, sheet)
    if len(inner) < 4:
        return None
    first = dice.below(len(inner) - 1)
    gap = "" if sheet.source.language == "zh" else " "
    words = [foreign_word(sheet, text[slice(*span)], dice) for _ in range(2)]
    return Change((inner[first][0], inner[first + 1][1]), gap.join(words))


def _edge_replaced(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    words = tokens(text, span, sheet.source.language)
    word = dice.pick((words[0], words[-1]))
    return Change(word, foreign_word(sheet, text, dice), _edge(word, span))


def _edge(at: Span, span: Span) -> str:
    """Which edge of the span a part of it touches; a full stop after the last word keeps it off."""
    if at[0] == span[0]:
        return "start"
    return "end" if at[1] == span[1] else ""


def _word_inserted(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    at = dice.pick(_inner_words(text, span, sheet))[0]
    gap = "" if sheet.source.language == "zh" else " "
    return Change((at, at), foreign_word(sheet, text[slice(*span)], dice) + gap)


def _word_deleted(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    words = tokens(text, span, sheet.source.language)
    number = 1 + dice.below(len(words) - 2)
    return Change((words[number][0], words[number + 1][0]), "")


def _number_changed(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    numbers = [match.span() for match in re.finditer(r"\d+", text[slice(*span)])]
    if not numbers:
        return None
    start, end = dice.pick(numbers)
    old = text[span[0] + start : span[0] + end]
    new = orthography.digit_changed(old, sheet.source.language, dice)
    at = span[0] + start, span[0] + end
    return Change(at, new, _edge(at, span)) if new else None


def _split_inside(text: str, span: Span, sheet: Sheet, dice: Dice) -> Change | None:
    words = tokens(text, span, sheet.source.language)
    number = 1 + dice.below(len(words) - 2)
    return Change((words[number][1], words[number + 1][0]), ".\n")


_INSIDE: Mapping[str, Inside] = {
    "word of the quote replaced": _word_replaced,
    "two words of the quote replaced": _two_words_replaced,
    "edge word of the quote replaced": _edge_replaced,
    "word put into the quote": _word_inserted,
    "word of the quote deleted": _word_deleted,
    "number in the quote changed": _number_changed,
    "split inside of the quote": _split_inside,
}


def _correct_typos(sheet: Sheet) -> None:
    """The old text has a typo in the quote; the new one is the source."""
    name = "typo in the quote corrected"
    dice = sheet.dice("inside", name)
    old = Draft.of(sheet.source.text)
    kept: list[Quote] = []
    for quote in _apart(sheet, dice, at_least=4)[:INSIDE]:
        span = old.where(quote.at)
        typed = orthography.letter_replaced(quote.text, sheet.source.language, dice)
        if span and typed and not oracle.count(typed, sheet.source.text, whole=False):
            # Letter by letter, so that the draft goes on knowing the places.
            changed = next(at for at in range(len(typed)) if typed[at] != quote.text[at])
            at = span[0] + changed
            old = Draft(old.text[:at] + typed[changed] + old.text[at + 1 :], old.origin)
            kept.append(replace(quote, text=typed))
    if kept:
        edited = _edited(sheet, name, old, Draft.of(sheet.source.text))
        for number, quote in enumerate(kept):
            _heal(sheet, edited, quote, number, (quote.at,))
            _build(sheet, edited, quote, (quote.at,), asked=MAY, hinted=bool(number % 2))


def _remove_chrome(sheet: Sheet) -> None:
    """The old text has a site's chrome around it; the new one is the source."""
    name = "chrome removed"
    dice = sheet.dice("elsewhere", name)
    quotes = unique_quotes(sheet.source, dice, AROUND)
    old = _chromed(Draft.of(sheet.source.text), sheet, dice, quotes)
    edited = _edited(sheet, name, old, Draft.of(sheet.source.text))
    for number, quote in enumerate(quotes):
        there = old.where(quote.at)
        if there and oracle.count(quote.text, old.text, whole=False) == 1:
            was = replace(quote, at=there)
            _heal(sheet, edited, was, number, (quote.at,))
            _build(sheet, edited, was, (quote.at,), asked=FIND, hinted=bool(number % 2))


# --- Quotes that are gone ------------------------------------------------------------------------

Gone = Callable[[str, Span, Sheet, Dice], tuple[Span, str] | None]
"""What takes a quote away: a span that holds it, and what stands there then."""


def _remove_quotes(sheet: Sheet, name: str, edit: Gone) -> None:
    dice = sheet.dice("gone", name)
    draft = Draft.of(sheet.source.text)
    gone: list[Quote] = []
    for quote in _apart(sheet, dice, at_least=3):
        span = draft.where(quote.at)
        if len(gone) == INSIDE:
            break
        cut = edit(draft.text, span, sheet, dice) if span else None
        if cut is not None:
            draft = draft.splice(*cut[0], cut[1])
            gone.append(quote)
    if not gone:
        return
    edited = _edited(sheet, name, None, draft)
    for number, quote in enumerate(gone):
        if draft.where(quote.at) or oracle.count(quote.text, draft.text, whole=False):
            continue
        _heal(sheet, edited, quote, number, ())
        _build(sheet, edited, quote, (), asked=REFUSE, hinted=bool(number % 2))


def line_cut(text: str, span: Span, sheet: Sheet, dice: Dice) -> tuple[Span, str] | None:
    """The whole paragraph deleted."""
    start, end = line_at(text, span)
    return (start, min(end + 1, len(text))), ""


def words_cut(text: str, span: Span, sheet: Sheet, dice: Dice) -> tuple[Span, str] | None:
    """The quote's words deleted and no others."""
    start, end = span
    return (start, end + 1 if text[end : end + 1] == " " else end), ""


def _sentence_cut(text: str, span: Span, sheet: Sheet, dice: Dice) -> tuple[Span, str] | None:
    """The sentence deleted, in a paragraph that has others."""
    line = line_at(text, span)
    stops = [match.end() for match in re.finditer(r"[.!?؟。！？]+[\"”»]?(?=\s|$)|。", text)]
    start = max([line[0], *(stop for stop in stops if stop <= span[0])])
    end = min([line[1], *(stop for stop in stops if stop >= span[1])])
    return ((start, end), "") if (start, end) != line else None


def line_reworded(text: str, span: Span, sheet: Sheet, dice: Dice) -> tuple[Span, str] | None:
    """Every word of the paragraph another."""
    line = line_at(text, span)
    gap = "" if sheet.source.language == "zh" else " "
    count = len(tokens(text, line, sheet.source.language))
    whole = text[slice(*line)]
    return line, gap.join(foreign_word(sheet, whole, dice) for _ in range(count))


def _line_exchanged(text: str, span: Span, sheet: Sheet, dice: Dice) -> tuple[Span, str] | None:
    """A stranger's paragraph in its place."""
    quote = Quote(text[slice(*span)], span)
    strangers = [
        line for line in _strangers(sheet, dice, 3, [quote]) if line not in text and len(line) > 20
    ]
    return (line_at(text, span), strangers[0]) if strangers else None


_GONE: Mapping[str, Gone] = {
    "paragraph of the quote deleted": line_cut,
    "sentence of the quote deleted": _sentence_cut,
    "words of the quote deleted": words_cut,
    "paragraph of the quote reworded": line_reworded,
    "another paragraph in its place": _line_exchanged,
}
