"""Anchoring: where quotes are found, and what is said where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from hashiya.anchor import anchor
from hashiya.anchor.quote import Index
from hashiya.anchor.shelf import Shelf
from hashiya.model import (
    Annotation,
    Dossier,
    Layer,
    Passage,
    Quote,
    Rendered,
    Selector,
    Settings,
    Source,
    Target,
    Text,
    Translation,
    Whole,
)
from hashiya.problem import Place, Problem, Severity
from tests.told import hint_of

HERE = Place("annotations/sources/one/notes.yaml", 4, 10)

SEED = """“البنتاجون”: المحادثات مستمرة
وقال السكرتير الصحفي لـ”البنتاجون” بات رايدر، إن القوات الأمريكية باقية في العراق.
القوات الأمريكية في العراق (2,500 جندي) وفي سوريا 900، والقوات الأمريكية غير ذلك.
-
تابعنا على :"""
ROLES = {"p1": "headline", "p4": "boilerplate", "p5": "boilerplate"}


def text(words: str) -> Text:
    """Words of a person, all written in the same place."""
    return Text(words, HERE)


def quote(exact: str, **told: Any) -> Quote:
    """A quote; what tells its place is given in plain strings."""
    placed: dict[str, Any] = {
        key: text(it) if isinstance(it, str) else it for key, it in told.items()
    }
    return Quote(text(exact), **placed)


def source(name: str, seed: str, *layers: Layer, roles: Mapping[str, str] = {}) -> Source:
    """A source whose passages are its lines."""
    passages = []
    start = 0
    for number, line in enumerate(seed.split("\n"), start=1):
        if line.strip():
            role = roles.get(f"p{number}", "body")
            passages.append(Passage(f"p{number}", start, start + len(line), role, number))
        start += len(line) + 1
    return Source(name, f"{name}.txt", "", "ar", seed, tuple(passages), HERE, layers=layers)


def layer(name: str, *, default: bool = True, **translations: tuple[str, str | None]) -> Layer:
    """A translation into English, of some passages: what each says, and how it begins."""
    written = {
        passage: Translation(text(passage), text(says), text(begins) if begins else None)
        for passage, (says, begins) in translations.items()
    }
    return Layer(name, "en", (), "draft", default, {}, written, HERE)


def annotation(name: str, selector: Selector, **rendering: Quote) -> Annotation:
    """An annotation of the first source."""
    return Annotation("one", name, Target("one", selector), (), (), rendering, (), HERE)


def dossier(sources: tuple[Source, ...], *annotations: Annotation) -> Dossier:
    """A dossier of nothing but sources and annotations."""
    settings = Settings((text("ar"), text("en")), {}, "", {}, {}, "", "main", "warn", {})
    return Dossier(settings, sources, annotations, (), {}, {}, {}, ())


ONE = source("one", SEED, roles=ROLES)


def anchored(selector: Selector, *others: Source) -> str | Problem:
    """The words that a selector marks in the first source, or why it marks none."""
    result, problems = anchor(dossier((ONE, *others), annotation("it", selector)))
    if not result.spans:
        (problem,) = problems
        return problem
    span = result.spans["one", "it"]
    first, last = span.first, span.last
    assert ONE.passages[first].start <= span.start < span.end <= ONE.passages[last].end
    return SEED[span.start : span.end]


def lost(selector: Selector, *others: Source) -> Problem:
    """Why a selector marks nothing."""
    problem = anchored(selector, *others)
    assert isinstance(problem, Problem)
    return problem


FOUND: list[tuple[str, Selector, str]] = [
    ("plain words", quote("بات رايدر"), "بات رايدر"),
    ("other marks and letters", quote("إن القُوَّات الامريکیه باقيه"), "إن القوات الأمريكية باقية"),
    ("other quotation marks", quote('لـ "البنتاجون" بات'), "لـ”البنتاجون” بات"),
    ("the punctuation that is quoted", quote("«البنتاجون»: المحادثات"), "“البنتاجون”: المحادثات"),
    ("and none that is not", quote("البنتاجون”: المحادثات"), "البنتاجون”: المحادثات"),
    ("nor punctuation of the next word", quote("رايدر «»"), "رايدر"),
    ("brackets", quote("(2,500 جندي)"), "(2,500 جندي)"),
    ("a number otherwise written", quote("٢٬٥٠٠"), "2,500"),
    ("a range", quote("السكرتير الصحفي … رايدر"), "السكرتير الصحفي لـ”البنتاجون” بات رايدر"),
    ("the shortest range", quote("القوات … العراق", passage="p3"), "القوات الأمريكية في العراق"),
    ("after", quote("القوات الأمريكية", after="إن"), "القوات الأمريكية"),
    ("before", quote("القوات الأمريكية", before="باقية في"), "القوات الأمريكية"),
    ("passage", quote("القوات الأمريكية", passage="p3"), "القوات الأمريكية"),
    ("occurrence", quote("في العراق", occurrence=(2, 2)), "في العراق"),
    ("across", quote("في العراق. القوات", across=True), "في العراق.\nالقوات"),
    ("a whole passage", Whole(text("p4")), "-"),
]


@pytest.mark.parametrize(("it", "marked"), [c[1:] for c in FOUND], ids=[c[0] for c in FOUND])
def test_found(it: Selector, marked: str) -> None:
    """The words that are meant are marked, with the punctuation that was quoted."""
    assert anchored(it) == marked


def test_which_place() -> None:
    """Of several places, the one that is told is marked."""
    places = {
        "after": quote("القوات الأمريكية", after="إن"),
        "passage": quote("القوات الأمريكية", passage="p3"),
        "second": quote("في العراق", occurrence=(2, 2)),
    }
    found, problems = anchor(dossier((ONE,), *(annotation(n, q) for n, q in places.items())))
    assert not problems
    starts = {name: span.start for (_, name), span in found.spans.items()}
    assert starts == {
        "after": SEED.index("القوات الأمريكية"),
        "passage": SEED.index("\nالقوات الأمريكية") + 1,
        "second": SEED.rindex("في العراق"),
    }


LOST: list[tuple[str, Selector, str]] = [
    ("half a word", quote("بنتاجون"), "quote-not-found"),
    ("half a number", quote("500"), "quote-not-found"),
    ("one letter", quote("السكرتر الصحفي"), "quote-not-found"),
    ("several places", quote("في العراق"), "quote-ambiguous"),
    ("several ranges", quote("القوات … العراق"), "quote-ambiguous"),
    ("no words", quote("-"), "quote-wordless"),
    ("no words beside", quote("بات رايدر", after="“"), "quote-wordless"),
    ("an open range", quote("السكرتير …"), "quote-range"),
    ("a range with two ellipses", quote("السكرتير … بات … إن"), "quote-range"),
    ("a backward range", quote("رايدر … السكرتير الصحفي"), "quote-backwards"),
    ("an escaped ellipsis", quote("السكرتير \\… رايدر"), "quote-not-found"),
    ("across", quote("في العراق. القوات"), "quote-across"),
    ("a range across", quote("رايدر … سوريا"), "quote-across"),
    ("another passage", quote("بات رايدر", passage="p3"), "quote-not-in-passage"),
    ("no such passage", quote("بات رايدر", passage="p9"), "unknown-passage"),
    ("no such whole passage", Whole(text("p9")), "unknown-passage"),
    ("other neighbours", quote("القوات الأمريكية", after="وقال"), "quote-neighbours"),
    ("neighbours of a single place", quote("بات رايدر", before="قال"), "quote-neighbours"),
    ("counted otherwise", quote("في العراق", occurrence=(1, 3)), "quote-occurrence"),
    ("more than counted", quote("في العراق", occurrence=(3, 2)), "quote-occurrence"),
]


@pytest.mark.parametrize(("it", "code"), [c[1:] for c in LOST], ids=[c[0] for c in LOST])
def test_lost(it: Selector, code: str) -> None:
    """What is not exactly one place is a problem, at the place of what was written."""
    problem = lost(it)
    assert problem.code == code
    assert problem.severity is Severity.ERROR
    assert (problem.place.file, problem.place.line) == (HERE.file, HERE.line)


def test_letters_are_named() -> None:
    """A misspelt quote is answered with the words to copy and the letters that differ."""
    problem = lost(quote("وقال السكرتر الصحفي"))
    assert "line 2, p2:" in hint_of(problem)
    assert "“ي” U+064A ARABIC LETTER YEH" in hint_of(problem)
    assert "quote: >-\n  وقال السكرتير الصحفي" in hint_of(problem)
    assert problem.place.within == len("وقال ")


def test_word_order_is_shown() -> None:
    """Words that are missing or too many are shown whole."""
    problem = lost(quote("إن القوات كلها الأمريكية باقية"))
    assert "quote: >-\n  إن القوات الأمريكية باقية" in hint_of(problem)
    assert "“كلها”" in hint_of(problem)


def test_mended_range() -> None:
    """Of a range, the end that is wrong is mended."""
    for wrong in ("وقال السكرتر … رايدر", "رايدر … وقال السكرتير", "وقال السكرتير ... رايدر"):
        rows = hint_of(lost(quote(wrong))).split("\n")
        assert [row.strip() for row in rows[-2:]] == ["quote: >-", "وقال السكرتير … رايدر"]


def test_another_source() -> None:
    """A quote of another source is told by that source's name and line."""
    two = source("two", "سطر\nينسحب من عين الأسد ومطار بغداد")
    problem = lost(quote("عين الأسد ومطار بغداد"), two)
    assert problem.code == "quote-elsewhere"
    assert problem.values["where"] == "two"
    assert "two: line 2, p2:" in hint_of(problem)


def test_nothing_like_it() -> None:
    """Where nothing is like the quote, nothing is shown."""
    assert lost(quote("zzz qqq xxx")).hint == ()


@pytest.mark.parametrize(
    "it",
    [
        quote("القوات الأمريكية"),
        quote("في العراق"),
        quote("القوات … العراق"),
        quote("القوات الأمريكية", after="وقال"),
    ],
)
def test_every_line_to_paste_helps(it: Quote) -> None:
    """Each place of an ambiguous quote comes with a line that, pasted, means that place."""
    lines = [line for line in hint_of(lost(it)).split("\n") if line[0] == " "]
    assert len(lines) >= 2
    found = set()
    for line in lines:
        ((key, value),) = yaml.safe_load(line).items()
        told: Any = tuple(map(int, value.split("/"))) if key == "occurrence" else value
        result, problems = anchor(dossier((ONE,), annotation("it", quote(it.exact, **{key: told}))))
        assert not problems
        found.add(result.spans["one", "it"].start)
    assert len(found) == len(lines)


def test_across_says_both_ways() -> None:
    """A quote across passages is answered with `across` and with the parts."""
    hint = hint_of(lost(quote("في العراق. القوات")))
    assert hint.startswith("across: true\n")
    assert "line 2, p2:" in hint
    assert "line 3, p3:" in hint


def test_one_bad_quote_hides_no_other() -> None:
    """All that can be found is found, and every problem is told."""
    items = [annotation(f"n{n}", it) for n, (_, it, _) in enumerate([*FOUND, *LOST])]
    result, problems = anchor(dossier((ONE,), *items))
    assert len(result.spans) == len(FOUND)
    assert len(problems) == len(LOST)


def test_page_furniture() -> None:
    """A quote in page furniture is found, with a warning where the passage is not named."""
    result, (problem,) = anchor(dossier((ONE,), annotation("it", quote("تابعنا على"))))
    assert result.spans["one", "it"].passages == range(4, 5)
    assert (problem.code, problem.severity) == ("quote-in-boilerplate", Severity.WARNING)
    assert hint_of(problem) == "passage: p5"
    assert not anchor(dossier((ONE,), annotation("it", quote("تابعنا على", passage="p5"))))[1]


# --- renderings -------------------------------------------------------------------------

ENGLISH = layer(
    "translation.en",
    p2=("Pat Ryder, Press Secretary at the “Pentagon”, said that US forces remain.", None),
    p3=("US forces in Iraq (2,500) remain, and US forces in Syria too.", None),
)
TRANSLATED = source("one", SEED, ENGLISH, roles=ROLES)


def rendered(it: Quote, rendering: Quote, *layers: Layer) -> tuple[Rendered, ...] | Problem:
    """Where a rendering stands in the English translation."""
    one = source("one", SEED, *layers) if layers else TRANSLATED
    result, problems = anchor(dossier((one,), annotation("it", it, en=rendering)))
    assert ("one", "it") in result.spans
    if problems:
        assert not result.renderings
        return problems[0]
    return tuple(result.renderings["one", "it"])


def test_rendering() -> None:
    """A rendering is found in the translation of the passage, offsets counted from its start."""
    (place,) = rendered(quote("بات رايدر"), quote("pat ryder"))  # type: ignore[misc]
    assert place == Rendered("translation.en", "p2", 0, len("Pat Ryder"))
    (place,) = rendered(quote("سوريا"), quote("US forces", before="in Syria"))  # type: ignore[misc]
    start = ENGLISH.translations["p3"].text.index("US forces in Syria")
    assert place == Rendered("translation.en", "p3", start, start + len("US forces"))


def test_rendering_of_several_passages() -> None:
    """A rendering across passages stands in the translation of each."""
    places = rendered(quote("باقية في العراق القوات", across=True), quote("remain US forces"))
    remain = ENGLISH.translations["p2"].text.index("remain")
    assert places == (
        Rendered("translation.en", "p2", remain, remain + len("remain.")),
        Rendered("translation.en", "p3", 0, len("US forces")),
    )


@pytest.mark.parametrize(
    ("it", "rendering", "code"),
    [
        (quote("بات رايدر"), quote("Rider"), "rendering-not-found"),
        (quote("بات رايدر"), quote("Syria"), "rendering-not-found"),
        (quote("سوريا"), quote("US forces"), "rendering-ambiguous"),
        (quote("المحادثات مستمرة"), quote("talks"), "rendering-untranslated"),
    ],
)
def test_rendering_lost(it: Quote, rendering: Quote, code: str) -> None:
    """A rendering is exactly one place of the passage's translation, or a problem."""
    problem = rendered(it, rendering)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_rendering_in_the_default_layer() -> None:
    """Where a language has several translations, the default one is meant."""
    old = layer("translation.en.old", default=False, p2=("Mr Ryder spoke.", None))
    assert rendered(quote("بات رايدر"), quote("Pat Ryder"), old, ENGLISH) == (
        Rendered("translation.en", "p2", 0, 9),
    )
    problem = rendered(quote("بات رايدر"), quote("Mr Ryder"), old, ENGLISH)
    assert isinstance(problem, Problem)


# --- the opening words of translated passages -------------------------------------------


def opening_problems(passage: str, begins: str | None) -> tuple[Problem, ...]:
    """What is wrong with a translation that says how its passage begins."""
    written: dict[str, Any] = {passage: ("…", begins)}
    one = source("one", SEED, layer("translation.en", **written))
    return anchor(dossier((one,)))[1]


@pytest.mark.parametrize(
    ("passage", "begins"),
    [
        ("p1", "البنتاجون"),
        ("p1", '"البنتاجون": المُحادثات'),
        ("p2", "وقال السكرتير …"),
        ("p4", "-"),
        ("p5", "تابعنا على"),
        ("p3", None),
    ],
)
def test_begins(passage: str, begins: str | None) -> None:
    """The opening words are compared as quotes are, in whole words."""
    assert not opening_problems(passage, begins)


@pytest.mark.parametrize(
    ("passage", "begins", "hint"),
    [
        ("p1", "البنتا", "begins: 'البنتاجون”: المحادثات مستمرة'"),
        ("p2", "القوات الأمريكية", "passage: p3"),
        ("p5", "تابعنا على فيسبوك", "begins: تابعنا على"),
        ("p4", "=", "begins: '-'"),
    ],
)
def test_begins_otherwise(passage: str, begins: str, hint: str) -> None:
    """Where a passage begins otherwise, its true opening is shown, and which one begins so."""
    (problem,) = opening_problems(passage, begins)
    assert problem.code == "begins-otherwise"
    assert hint in hint_of(problem)


def test_translation_of_nothing() -> None:
    """A translation of a passage that is not there is a problem."""
    assert [problem.code for problem in opening_problems("p9", None)] == ["unknown-passage"]


def test_a_text_is_compared_with_its_own_words_only() -> None:
    """The text of each source is let go after its turn, and the next may lie in the same place."""
    shelf = Shelf(())
    for number in range(20):
        seed = f"first{number} second{number}"
        known = shelf.vocabulary(Index(seed, [Passage("p1", 0, len(seed), "body", 1)]))
        assert known.words == seed.split()
