"""The pages of a glossary, and what is found for its terms in translations."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from hashiya import build
from hashiya.build import Site
from hashiya.fold import Folded, fold
from hashiya.link.forms import Forms
from hashiya.model import Text
from hashiya.problem import Place
from hashiya.views import term as term_view
from tests.names_dossier import Told, item, page, site, term, uris, write

LIMIT = 500_000
"""Bytes that no page may have."""


# --- forms in a text -------------------------------------------------------------------------


def _forms(*written: str) -> Forms:
    return Forms(Text(words, Place("x")) for words in written)


def _found(forms: Forms, text: str, *, inflected: bool = False) -> list[str]:
    find = forms.find_inflected if inflected else forms.find
    return [text[hit.start : hit.end] for hit in find(fold(text))]


def test_a_form_is_found_in_whole_words_whatever_the_case_and_the_punctuation() -> None:
    forms = _forms("withdraw", "withdrawal")
    assert _found(forms, "The Withdrawal, (withdraw) and withdrawals") == ["Withdrawal", "withdraw"]


def test_of_forms_that_begin_alike_the_longer_one_is_found() -> None:
    assert _found(_forms("coalition", "coalition forces"), "coalition forces") == [
        "coalition forces"
    ]


def test_quotation_marks_that_the_form_has_belong_to_it() -> None:
    forms = _forms("“State” group", "group [ISIS]")
    assert _found(forms, "the “State” group, the group [ISIS].") == [
        "“State” group",
        "group [ISIS]",
    ]


def test_only_the_words_asked_for_are_searched() -> None:
    text = "talks on talks"
    assert [hit.start for hit in _forms("talks").find(fold(text), (6, 14))] == [9]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("انسحاب", "لانسحاب"),
        ("انسحاب", "والانسحاب"),
        ("الولايات المتحدة", "وبالولايات المتحدة"),
        ("الولايات المتحدة", "للولايات المتحدة"),
        ("اللجنة العسكرية العليا", "للجنة العسكرية العليا"),
        ("الفصائل العسكرية", "فصائل عسكرية"),
    ],
)
def test_what_arabic_writes_together_with_a_word_does_not_hide_it(form: str, text: str) -> None:
    assert _found(_forms(form), text, inflected=True) == [text]
    assert _found(_forms(form), text) == []


# --- a small dossier -------------------------------------------------------------------------

TERMS = [
    term("withdrawal", "انسحاب", "withdrawal", "withdraw", "withdrawing"),
    term("talks", "محادثات", "talks"),
    term("agreement", "الاتفاق", "agreement", "deal"),
    term("unused", "الحشد", "mobilisation"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    late = Told(
        [
            "بدأ انسحاب القوات",
            "قرر سحب القوات قبل الانسحاب",
            "والانسحاب قريب",
            "جرت محادثات ثم محادثات",
            "لا انسحاب",
            "انسحاب آخر",
        ],
        [
            "The withdrawal of the forces began",
            "He decided on withdrawing the forces before the pull-out",
            "The Withdrawal is near",
            "Talks took place, then a meeting",
            "",
            "A withdrawal, which is to withdraw",
        ],
        [
            item(
                "began",
                "بدأ انسحاب القوات",
                "terms: [withdrawal]",
                rendering="The withdrawal of the forces",
            ),
            item(
                "decided", "سحب القوات", "terms: [withdrawal]", rendering="withdrawing the forces"
            ),
            item("other", "قبل الانسحاب", "terms: [withdrawal]", rendering="before the pull-out"),
            item("near", "والانسحاب قريب", "terms: [withdrawal]"),
            item("untranslated", "لا انسحاب", "terms: [withdrawal]"),
            item("several", "انسحاب آخر", "terms: [withdrawal]"),
            item("talks", "محادثات ثم", "terms: [talks]", rendering="Talks took place"),
        ],
    )
    early = Told(
        ["تم الانسحاب"],
        ["The withdrawal was over"],
        [item("over", "الانسحاب", "terms: [withdrawal]", rendering="The withdrawal")],
        date="2021-07-23",
    )
    folder = tmp_path_factory.mktemp("small")
    return site(write(folder, {"late": late, "early": early}, terms=TERMS))


def test_the_index_stands_in_the_order_of_the_source_terms_in_every_language(small: Site) -> None:
    for language in ("ar", "en"):
        html = page(small, language, "glossary/")
        listed = re.findall(r'<div id="([\w-]+)">', html)
        assert listed == ["agreement", "withdrawal", "unused", "talks"]


def test_the_term_stands_first_then_its_renderings_and_how_often(small: Site) -> None:
    row = page(small, "en", "glossary/").split('<div id="withdrawal">')[1].split("</div>")[0]
    arabic, english = 'lang="ar" dir="rtl">انسحاب<', 'lang="en" dir="ltr">withdrawal<'
    assert -1 < row.index(arabic) < row.index(english) < row.index("7 passages")
    assert "not annotated" in page(small, "en", "glossary/").split('<div id="unused">')[1]


def _groups(html: str) -> dict[str, list[str]]:
    """The places of each rendering, by what its heading says."""
    found = re.findall(
        r'<section class="hy-standing" id="rendered_\d+">\s*<h2>(.*?)</h2>(.*?)</section>',
        html,
        re.S,
    )
    return {
        re.sub(r"<[^>]+>", "", heading): re.findall(r"sources/\w+/#([\w-]+)", places)
        for heading, places in found
    }


def test_places_are_grouped_by_rendering_in_the_order_of_time(small: Site) -> None:
    assert _groups(page(small, "en", "glossary/withdrawal/")) == {
        "withdrawal": ["over", "began", "near"],
        "withdrawing": ["decided"],
        "in other words": ["other"],
        "not translated": ["untranslated"],
        "several of these stand in the passage": ["several"],
    }


def test_what_the_glossary_does_not_know_comes_last_however_frequent(tmp_path: Path) -> None:
    lines = [f"انسحاب {number}" for number in range(3)]
    items = [item(f"a{number}", line, "terms: [withdrawal]") for number, line in enumerate(lines)]
    told = Told(lines, ["", "", "A withdrawal"], items)
    of = site(write(tmp_path, {"one": told}, terms=TERMS))
    assert list(_groups(page(of, "en", "glossary/withdrawal/"))) == ["withdrawal", "not translated"]


def test_the_head_counts_every_rendering_and_leads_to_its_places(small: Site) -> None:
    html = page(small, "en", "glossary/withdrawal/")
    head = html.split("How it is rendered</h2>")[1].split("</ul>")[0]
    links = re.findall(r'#(rendered_\d)">.*?<span class="hy-count">(\d)</span>', head)
    assert links == [(f"rendered_{n}", number) for n, number in enumerate("31111", 1)]


def test_the_term_alone_is_marked_with_its_rendering(small: Site) -> None:
    html = page(small, "en", "glossary/withdrawal/")
    assert "بدأ <mark>انسحاب</mark> القوات" in html
    assert "The <mark>withdrawal</mark> of the forces began" in html
    assert "The <mark>Withdrawal</mark> is near" in html
    assert "<mark>before the pull-out</mark>" in html
    assert "A withdrawal, which is to withdraw" in html


def test_what_else_is_allowed_is_told_by_language(small: Site) -> None:
    html = page(small, "en", "glossary/withdrawal/")
    allowed = html.split("Also allowed</h2>")[1].split("</section>")[0]
    assert re.findall(r'<bdi lang="(\w+)" dir="\w+">(\w+)<', allowed) == [
        ("en", "withdraw"),
        ("en", "withdrawing"),
    ]


def test_a_term_that_no_passage_has_says_so(small: Site) -> None:
    html = page(small, "en", "glossary/unused/")
    assert "No passage is annotated with this term yet." in html
    assert "How it is rendered" not in html


def test_only_the_rendering_that_the_glossary_does_not_allow_is_reported(small: Site) -> None:
    told = [
        (wording.end.fragment, wording.how)
        for own in small.edition.wordings.values()
        for wording in own
        if wording.how != "allowed"
    ]
    assert sorted(told) == [
        ("other", "otherwise"),
        ("several", "several"),
        ("untranslated", "untranslated"),
    ]


def test_a_source_without_a_translation_is_listed_in_every_language(tmp_path: Path) -> None:
    told = Told(["الانسحاب"], [], [item("one", "الانسحاب", "terms: [withdrawal]")])
    of = site(write(tmp_path, {"one": told}, terms=TERMS))
    for language in ("ar", "en"):
        assert "sources/one/#one" in page(of, language, "glossary/withdrawal/")
    assert _groups(page(of, "en", "glossary/withdrawal/")) == {"not translated": ["one"]}


def test_a_layer_that_readers_are_not_shown_is_not_judged(tmp_path: Path) -> None:
    second = (
        "layer: translation\nlanguage: en\nstatus: draft\ndefault: {}\npassages:\n\n"
        "- passage: p1\n  text: |-\n    The retreat\n"
    )
    for shown, problems in ((False, []), (True, ["rendered-otherwise"])):
        told = Told(
            ["الانسحاب"],
            ["The withdrawal"],
            [item("one", "الانسحاب", "terms: [withdrawal]")],
            further={"translation.en.second.yaml": second.format(str(shown).lower())},
            default=not shown,
        )
        folder = write(tmp_path / str(shown), {"one": told}, terms=TERMS)
        found = [problem.code for problem in build.edition(folder).problems]
        assert found == problems


# --- large -----------------------------------------------------------------------------------


def _dossier(folder: Path, sources: int, lines: int) -> Path:
    forms = ("withdrawal", "withdraw", "withdrawing")
    told = {
        f"s{number}": Told(
            [f"انسحاب {line} ثم انسحاب آخر" for line in range(lines)],
            [f"A {forms[line % 3]} in line {line}" for line in range(lines)],
            [item(f"a{line}", f"انسحاب {line}", "terms: [withdrawal]") for line in range(lines)],
        )
        for number in range(sources)
    }
    return write(folder, told, terms=TERMS)


def test_every_passage_is_folded_at_most_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counter[str]()

    def counting(text: str) -> Folded:
        counted[text] += 1
        return fold(text)

    monkeypatch.setattr(import_module("hashiya.link.wordings"), "fold", counting)
    told = Told(
        ["انسحاب واتفاق ومحادثات وانسحاب ثان"],
        ["withdrawal and agreement and talks"],
        [
            item("one", "انسحاب واتفاق", "terms: [withdrawal, agreement]"),
            item("two", "ومحادثات", "terms: [talks]"),
            item("three", "وانسحاب ثان", "terms: [withdrawal]"),
        ],
    )
    built = build.edition(write(tmp_path, {"one": told}, terms=TERMS))
    assert built.problems == ()
    assert counted == {"withdrawal and agreement and talks": 1}


def test_ten_thousand_places_of_one_term_stand_on_pages_of_their_own(tmp_path: Path) -> None:
    of = site(_dossier(tmp_path, 100, 100))
    paths = uris(of, "en", "glossary/withdrawal/")
    assert len(paths) == 10_000 / term_view.EACH
    found = Counter[tuple[str, str]]()
    headings = []
    for uri in paths:
        html = page(of, "en", uri)
        assert len(html.encode()) < LIMIT
        headings += re.findall(r'id="(rendered_\d)"', html)
        found.update(re.findall(r'place"><a href="[./]+sources/(\w+)/#(\w+)"', html))
    assert len(found) == 10_000
    assert set(found.values()) == {1}
    assert sorted(headings) == headings
    assert set(headings) == {"rendered_1", "rendered_2", "rendered_3"}


def test_a_long_glossary_has_letters_and_pages(tmp_path: Path) -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    terms = [term(f"t{n}", f"{letters[n % 28]}لفظ {n}", f"term {n}") for n in range(250)]
    of = site(write(tmp_path, {"one": Told(["نص"], ["text"])}, terms=terms))
    first, second = uris(of, "en", "glossary/")[:2]
    assert second == "glossary/page_2/"
    html = page(of, "en", first) + page(of, "en", second)
    jumps = page(of, "en", second).split('<nav class="hy-jumps"')[1].split("</nav>")[0]
    assert re.findall(r"<bdi[^>]*>(.)</bdi>", jumps) == list(letters)
    for href in re.findall(r'href="([^"]+)"', jumps):
        assert f'id="{href.partition("#")[2]}"' in html
