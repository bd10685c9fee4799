"""The pages of names: their index, what each says of a name, and any number of mentions."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest

from hashiya.build import Site
from hashiya.render import mentions as mentions_module
from hashiya.render.alphabet import initial, sort_key
from hashiya.views import name as name_view
from tests.names_dossier import Told, entity, item, page, site, uris, write

LIMIT = 500_000
"""Bytes that no page may have."""


# --- the alphabet --------------------------------------------------------------------------


def test_arabic_passes_over_the_article_hamza_and_marks() -> None:
    names = ["وزارة", "الحشد", "أربيل", "إيران", "بغداد", "آب", "الجيش", "«تنظيم»", "العِراق"]
    assert sorted(names, key=sort_key) == [
        "آب",
        "أربيل",
        "إيران",
        "بغداد",
        "«تنظيم»",
        "الجيش",
        "الحشد",
        "العِراق",
        "وزارة",
    ]


def test_an_alef_with_hamza_is_no_article() -> None:
    assert initial("ألمانيا") == initial("إيران") == "ا"
    assert initial("المانيا الاتحادية") == "م"
    assert initial("الله") == "ا"


def test_persian_letters_stand_where_persian_has_them() -> None:
    names = ["گرگان", "لندن", "کرمان", "چابهار", "حلب", "پاریس", "تهران", "بابل", "ژنو", "زنجان"]
    assert sorted(names, key=sort_key) == [
        "بابل",
        "پاریس",
        "تهران",
        "چابهار",
        "حلب",
        "زنجان",
        "ژنو",
        "کرمان",
        "گرگان",
        "لندن",
    ]


def test_latin_passes_over_case_accents_and_the() -> None:
    names = ["zebra", "The Pentagon", "Évian", "eagle", "“Euphrates”", "Theodor", "Ain"]
    assert sorted(names, key=sort_key) == [
        "Ain",
        "eagle",
        "“Euphrates”",
        "Évian",
        "The Pentagon",
        "Theodor",
        "zebra",
    ]
    assert [initial(name) for name in ("The Pentagon", "Évian", "7 Days")] == ["P", "E", "0–9"]


# --- a small dossier -----------------------------------------------------------------------

CLAIMS = """\
claims:

- id: boat-left
  statement:
    ar: غادر القارب.
    en: The boat left.
  question:
    ar: متى؟
    en: When?
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    first = Told(
        [
            "وصل الوزير علي الى بغداد",
            "وقال علي ان قاعدة “الأسد” مفتوحة ثم عاد إلى بغداد",
            "وزار العراق",
        ],
        ["Minister Ali arrived in Baghdad", "Ali said that the “Asad” base was open", ""],
        [
            item("ali", "علي", "passage: p1", "mentions: [ali]", rendering="Minister Ali"),
            item("baghdad", "بغداد", "passage: p1", "mentions: [baghdad]"),
            item("ali-again", "وقال علي", "mentions: [ali]"),
            item("asad", "“الأسد”", "mentions: [asad]"),
            item(
                "open",
                "قاعدة “الأسد” مفتوحة",
                "claims:",
                "- claim: boat-left",
                "  stance: asserts",
                "  said-by: ali",
            ),
            item("iraq", "وزار", "mentions: [iraq]"),
        ],
    )
    earlier = Told(
        ["رفض عليّ الخطة"],
        ["Ali refused the plan"],
        [item("refused", "رفض عليّ", "mentions: [ali]"), item("plan", "الخطة", "mentions: [ali]")],
        date="2021-07-23",
    )
    entities = [
        entity("iraq", "العراق", "Iraq"),
        entity(
            "ali", "علي", "Ali", "spellings:", "  ar:", "  - علي", "  - علي بابا", type="person"
        ),
        entity(
            "asad",
            "قاعدة الأسد",
            "The Asad base",
            "spellings:",
            "  ar:",
            "  - الأسد",
            "  - “الأسد”",
            "wikidata: Q42",
        ),
        entity("baghdad", "بغداد", "Baghdad"),
        entity("nobody", "لا أحد", "Nobody", type="person"),
        entity("treaty", "معاهدة", "Treaty", type="agreement"),
    ]
    folder = tmp_path_factory.mktemp("small")
    return site(
        write(folder, {"first": first, "earlier": earlier}, entities, registers={"claims": CLAIMS})
    )


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _section(html: str, heading: str) -> str:
    """What stands under a heading of level two."""
    found = re.search(rf"<h2[^>]*>{re.escape(heading)}</h2>(.*?)(?=<h2|\Z)", html, re.S)
    assert found, heading
    return found[1]


def test_the_index_groups_by_type_in_one_order_and_sorts_by_the_pages_language(small: Site) -> None:
    english, arabic = (page(small, language, "entities/") for language in ("en", "ar"))
    assert re.findall(r'id="type_(\w+)"', english) == ["person", "place", "agreement"]
    listed = [re.findall(r'<li id="([\w-]+)">', html) for html in (english, arabic)]
    assert listed[0] == ["ali", "nobody", "asad", "baghdad", "iraq", "treaty"]
    assert listed[1] == ["ali", "nobody", "baghdad", "iraq", "asad", "treaty"]


def test_a_row_has_both_names_and_how_often_it_stands_where(small: Site) -> None:
    row = page(small, "en", "entities/").split('<li id="ali">')[1].split("</li>")[0]
    assert '<a href="../entities/ali/"><bdi lang="en" dir="ltr">Ali</bdi></a>' in row
    assert '<span lang="ar" dir="rtl">علي</span>' in row
    assert _words(row).endswith("4 mentions, quoted in 1 place, 2 sources")


def test_a_short_type_has_no_letters(small: Site) -> None:
    assert "letter_" not in page(small, "en", "entities/")


def test_every_spelling_is_there_with_how_often_it_is_found(small: Site) -> None:
    html = page(small, "en", "entities/ali/")
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>.*?</td><td>(\d+)</td></tr>", html)
    assert [(_words(words), number) for words, number in rows] == [
        ("علي", "3"),
        ("علي بابا", "0"),
        ("in other words", "1"),
    ]
    assert '<bdi lang="ar" dir="rtl">علي بابا</bdi>' in html


def test_of_spellings_that_fold_alike_the_one_that_stands_there_counts(small: Site) -> None:
    rows = re.findall(
        r"<tr><th scope=\"row\">(.*?)</th><td>.*?</td><td>(\d+)</td></tr>",
        page(small, "en", "entities/asad/"),
    )
    assert [(_words(words), number) for words, number in rows] == [("الأسد", "0"), ("“الأسد”", "1")]


def test_a_name_that_only_other_words_stand_for_has_no_spellings(small: Site) -> None:
    assert "How the sources write it" in page(small, "en", "entities/ali/")
    html = page(small, "en", "entities/iraq/")
    assert "Where it is named" in html
    assert "How the sources write it" not in html


def test_what_it_says_stands_apart_from_where_it_is_named(small: Site) -> None:
    html = page(small, "en", "entities/ali/")
    says, named = _section(html, "What it says"), _section(html, "Where it is named")
    assert re.findall(r"sources/(\w+)/#([\w-]+)", says) == [("first", "open")]
    assert "The boat left." in says
    assert "asserts" in says
    assert "Said by" not in says
    assert re.findall(r"sources/(\w+)/#([\w-]+)", named) == [
        ("earlier", "refused"),
        ("earlier", "plan"),
        ("first", "ali"),
        ("first", "ali-again"),
    ]


def test_mentions_are_grouped_by_source_in_the_order_of_time(small: Site) -> None:
    named = _section(page(small, "en", "entities/ali/"), "Where it is named")
    assert re.findall(r'<h3><a href="../../sources/(\w+)/">', named) == ["earlier", "first"]


def test_the_name_alone_is_marked_in_both_languages(small: Site) -> None:
    html = page(small, "en", "entities/ali/")
    assert "وصل الوزير <mark>علي</mark>" in html
    assert "Minister <mark>Ali</mark> arrived" in html
    assert "<mark>عليّ</mark>" in html
    assert "<mark>الخطة</mark>" in html


def test_without_a_rendering_a_name_is_marked_where_it_stands_once(tmp_path: Path) -> None:
    told = Told(
        ["زار بغداد", "من بغداد إلى بغداد"],
        ["He visited Baghdad", "From Baghdad to Baghdad"],
        [item("one", "زار بغداد", "mentions: [b]"), item("two", "من بغداد", "mentions: [b]")],
    )
    of = site(write(tmp_path, {"one": told}, [entity("b", "بغداد", "Baghdad")]))
    html = page(of, "en", "entities/b/")
    assert "He visited <mark>Baghdad</mark>" in html
    assert "From Baghdad to Baghdad" in html
    assert "من <mark>بغداد</mark> إلى" in html


def test_names_claims_and_events_of_the_same_passages_are_counted(small: Site) -> None:
    html = page(small, "en", "entities/ali/")
    beside = _section(html, "In the same passages: People, bodies, places")
    links = re.findall(
        r'<a href="../../entities/([\w-]+)/">.*?<span class="hy-count">(\d+)</span>', beside
    )
    assert links == [("asad", "1"), ("baghdad", "1")]
    claims = _section(html, "In the same passages: Claims")
    assert "boat-left" in claims
    assert '<span class="hy-count">1</span>' in claims


def test_a_passage_that_names_a_crowd_tells_nothing(
    small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_view, "CROWD", 1)
    fresh = Site(small.edition)
    assert "In the same passages" not in page(fresh, "en", "entities/ali/")


def test_an_item_of_wikidata_is_only_a_link_and_only_where_it_is_given(small: Site) -> None:
    with_item, without = (page(small, "en", f"entities/{name}/") for name in ("asad", "ali"))
    assert '<a href="https://www.wikidata.org/wiki/Q42" rel="external">' in with_item
    assert "wikidata" not in without.lower()
    assert not re.search(r"<(img|script|link|iframe)|\ssrc=", with_item)


def test_a_name_that_no_passage_has_says_so(small: Site) -> None:
    html = page(small, "en", "entities/nobody/")
    assert "No passage is annotated with this name yet." in html
    assert "not annotated" in html
    assert "<h2" not in html


def test_neighbours_are_those_of_the_index(small: Site) -> None:
    html = page(small, "en", "entities/nobody/")
    nav = html.split('<nav class="hy-neighbours"')[1]
    assert re.findall(r'data-rel="(\w+)">.*?entities/([\w-]+)/', nav) == [
        ("prev", "ali"),
        ("next", "asad"),
    ]


def test_a_name_in_the_text_leads_to_its_page(small: Site) -> None:
    html = page(small, "en", "sources/first/")
    assert 'href="../../entities/ali/"' in html


# --- large ---------------------------------------------------------------------------------


def test_every_name_in_a_passage_is_one_step_away(tmp_path: Path) -> None:
    told = Told(
        ["زار علي بغداد والعراق", "وعاد"],
        [],
        [
            item("visit", "زار علي بغداد", "mentions: [ali, baghdad]"),
            item("same", "زار علي بغداد", "mentions: [iraq]"),
            "- id: whole\n  passage: p2\n  mentions: [iraq]\n",
            item("ali", "وعاد", "mentions: [ali]"),
        ],
    )
    entities = [entity(name, name, name) for name in ("ali", "baghdad", "iraq")]
    html = page(site(write(tmp_path, {"first": told}, entities)), "en", "sources/first/")
    first, second = (row.partition("</section>")[0] for row in html.split(' id="p')[1:3])
    for row, beside in ((first, ["baghdad", "iraq"]), (second, ["iraq"])):
        text, _mark, notes = row.partition("Also named here")
        assert re.findall(r'href="../../entities/([a-z]+)/"', notes) == beside
        assert set(re.findall(r'href="../../entities/([a-z]+)/"', text)) == {"ali"}


def test_earlier_ids_of_names_still_stand_on_the_index(tmp_path: Path) -> None:
    retired = "retired:\n\n- id: gone\n  on: 2026-05-01\n  reason:\n    ar: سبب\n    en: Why\n"
    entities = [entity("ali", "علي", "Ali", "was: [aly]"), retired]
    html = page(site(write(tmp_path, {"first": Told(["علي"], [])}, entities)), "en", "entities/")
    assert {"aly", "gone"} <= set(re.findall(r'<li id="([a-z]+)"', html))


def _ids(of: Site, language: str, uri: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', page(of, language, uri)))


def _leads(of: Site, language: str, uri: str, href: str) -> bool:
    """Whether an address on a page names an id on the page that it leads to."""
    path, _mark, fragment = (
        urljoin(f"https://x/{uri}", href).removeprefix("https://x/").partition("#")
    )
    return fragment in _ids(of, language, path)


def test_an_index_of_many_names_has_pages_letters_and_says_what_each_page_holds(
    tmp_path: Path,
) -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    people = [
        entity(
            f"n{number}",
            f"{letters[number % 28]} رجل {number}",
            f"{chr(65 + number % 26)} man {number}",
            type="person",
        )
        for number in range(450)
    ]
    told = Told(["نص"], ["text"])
    of = site(write(tmp_path, {"one": told}, [*people, entity("last", "مكان", "Place")]))
    assert uris(of, "en", "entities/")[:3] == ["entities/", "entities/page_2/", "entities/page_3/"]
    pages = [page(of, "en", uri) for uri in uris(of, "en", "entities/")[:3]]
    listed = [re.findall(r'<li id="([\w-]+)">', html) for html in pages]
    assert list(map(len, listed)) == [200, 200, 51]
    assert len({name for names in listed for name in names}) == 451
    assert "From A man 0 to" in _words(pages[0])
    for uri in ("entities/", "entities/page_2/"):
        jumps = page(of, "en", uri).split('<nav class="hy-jumps"')[1].split("</nav>")[0]
        hrefs = re.findall(r'href="([^"]+)"', jumps)
        assert len(hrefs) == 2 + 26
        assert all(_leads(of, "en", uri, href) for href in hrefs)


MANY = 10_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One name with 10,000 mentions, in passages that are cut on both sides."""
    long = "كلام طويل عن أمور كثيرة " * 8
    sources = {}
    for number in range(100):
        lines = [f"{long} قالت بغداد {line} {long}" for line in range(100)]
        english = [
            f"{'a long sentence on many things ' * 28} Baghdad {line}" for line in range(100)
        ]
        annotations = [
            item(f"a{line}", f"قالت بغداد {line}", f"mentions: [baghdad, n{line}]")
            for line in range(100)
        ]
        sources[f"s{number}"] = Told(lines, english, annotations)
    others = [entity(f"n{line}", f"اسم {line}", f"Name {line}") for line in range(100)]
    folder = tmp_path_factory.mktemp("many")
    return site(write(folder, sources, [entity("baghdad", "بغداد", "Baghdad"), *others]))


def test_pages_of_ten_thousand_mentions_hold_each_once_and_none_is_too_heavy(many: Site) -> None:
    found: Counter[tuple[str, str]] = Counter()
    paths = uris(many, "ar", "entities/baghdad/")
    assert len(paths) == MANY / name_view.EACH
    for uri in paths:
        html = page(many, "ar", uri)
        assert len(html.encode()) < LIMIT
        found.update(re.findall(r'place"><a href="[./]+sources/(\w+)/#(\w+)"', html))
    assert len(found) == MANY
    assert set(found.values()) == {1}


def test_mentions_are_gathered_once_for_all_pages_of_a_name(
    many: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered = Counter[str]()
    original = mentions_module.mentions

    def counting(*arguments):  # type: ignore[no-untyped-def]
        gathered[arguments[2].id] += 1
        return original(*arguments)

    monkeypatch.setattr(name_view, "mentions", counting)
    fresh = Site(many.edition)
    for uri in uris(fresh, "en", "entities/baghdad/"):
        page(fresh, "en", uri)
    assert gathered == {"baghdad": 2}, "once for the first page, once for those one folder deeper"


def test_what_stands_beside_a_name_is_limited(many: Site) -> None:
    html = page(many, "en", "entities/baghdad/")
    beside = _section(html, "In the same passages: People, bodies, places")
    assert len(re.findall(r"<li>", beside)) == name_view.TOGETHER
    assert "80 more" in beside
    assert "hy-card-of" not in page(many, "en", "entities/baghdad/page_2/")
