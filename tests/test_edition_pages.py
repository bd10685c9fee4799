"""The pages about the edition: credits, coverage, corrections, sources; and ids that never die."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hashiya import formats
from hashiya.build import Site
from hashiya.render.credits import credited
from hashiya.render.tally import tallies
from hashiya.views import credits as credits_view
from hashiya.views import sources as sources_view
from tests.edition_dossier import BASE, CORRECTION, chain, dead, document, html, laid, uris

ROOT = Path(__file__).parent.parent
LAYER = (BASE / "annotations/sources/boat/translation.en.yaml").read_text(encoding="utf-8")
PEOPLE = """\
contributors:

- id: editors
  name:
    ar: هيئة التحرير
    en: The editors

- id: rima
  name:
    ar: ريما
    en: Rima
  url: https://example.org/rima
"""
ENTITIES = """\
entities:

- id: harbour-board
  was: [port-authority]
  type: organisation
  name:
    ar: إدارة الميناء
    en: The port authority

retired:
- id: port-office
  on: 2026-05-01
  reason:
    ar: هو إدارة الميناء.
    en: It is the port authority.
  now: harbour-board
"""
RETIRED = """\
retired:
- id: wrong-reading
  on: 2026-04-01
  reason:
    ar: قراءة خاطئة.
    en: A wrong reading.
  now: at-dawn
"""


def corrected(*pairs: tuple[str, str]) -> dict[str, str]:
    listed = "".join(CORRECTION.format(on=on, of=of) for on, of in pairs)
    return {"corrections.yaml": f"corrections:\n{listed}"}


def entries(site: Site, language: str, uri: str) -> list[str]:
    return [one.text for one in document(site, language, uri).all("li", "hy-entry")]


# --- corrections -------------------------------------------------------------------------------


def test_corrections_stand_newest_first_year_by_year(tmp_path: Path) -> None:
    site = laid(
        tmp_path, corrected(("2024-05-01", "boat"), ("2026-05", "port#p1"), ("2025-01-02", "boat"))
    )
    page = document(site, "en", "corrections/")
    assert [one.text for one in page.all("h2")] == ["2026", "2025", "2024"]
    assert [time.attributes["datetime"] for time in page.all("time")][:1] == ["2026-05"]


@pytest.mark.parametrize(
    ("of", "leads"),
    [
        ("port#at-dawn", "../sources/port/#at-dawn"),
        ("port#p1", "../sources/port/#p1"),
        ("port", "../sources/port/"),
        ("port#wrong-reading", "../sources/port/#wrong-reading"),
        ("port#sunrise", "../sources/port/#at-dawn"),
        ("claims#boat-leaves", "../claims/boat-leaves/"),
        ("entities#port-authority", "../entities/harbour-board/"),
        ("entities#port-office", "../entities/port-office/"),
    ],
)
def test_a_correction_leads_to_its_place_or_to_what_became_of_it(
    tmp_path: Path, of: str, leads: str
) -> None:
    notes = (BASE / "annotations/sources/port/notes.yaml").read_text(encoding="utf-8")
    files = {
        **corrected(("2026-05-01", of)),
        "entities.yaml": ENTITIES,
        "sources/port/more.yaml": RETIRED,
        "sources/port/notes.yaml": f"{notes}  was: [sunrise]\n",
    }
    site = laid(tmp_path, files)
    for language in ("ar", "en"):
        addresses = document(site, language, "corrections/").addresses
        assert leads in addresses
        assert not dead(site, language, "corrections/")


def test_what_was_given_up_is_listed_too(tmp_path: Path) -> None:
    site = laid(tmp_path, {"sources/port/more.yaml": RETIRED, "entities.yaml": ENTITIES})
    first, second = entries(site, "en", "corrections/")
    assert "Given up." in first
    assert "It is the port authority." in first
    assert "A wrong reading." in second
    addresses = document(site, "en", "corrections/").addresses
    assert {"../sources/port/#wrong-reading", "../sources/port/#at-dawn"} <= set(addresses)


def test_authors_words_are_escaped(tmp_path: Path) -> None:
    site = laid(tmp_path, corrected(("2026-05-01", "port")))
    assert "was &lt;wrong&gt;" in html(site, "en", "corrections/")


def test_a_correction_may_be_about_everything(tmp_path: Path) -> None:
    whole = CORRECTION.format(on="2026-05-01", of="x").replace("  of: x\n", "")
    site = laid(tmp_path, {"corrections.yaml": f"corrections:\n{whole}"})
    assert "The whole dossier" in entries(site, "en", "corrections/")[0]


def test_corrections_may_stand_in_a_sources_own_files(tmp_path: Path) -> None:
    own = CORRECTION.format(on="2026-05-01", of="at-dawn")
    site = laid(tmp_path, {"sources/port/more.yaml": f"corrections:\n{own}"})
    assert "../sources/port/#at-dawn" in document(site, "en", "corrections/").addresses


def test_many_corrections_stand_on_several_pages(tmp_path: Path) -> None:
    days = [(f"20{10 + n // 12}-{1 + n % 12:02}-01", "boat") for n in range(70)]
    site = laid(tmp_path, corrected(*days))
    pages = uris(site, "en", "corrections/")
    assert pages == ["corrections/", "corrections/page_2/"]
    assert sum(len(entries(site, "en", uri)) for uri in pages) == 70


def test_where_nothing_was_corrected_the_page_says_so(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    assert "Nothing has been corrected so far." in html(site, "en", "corrections/")


def test_corrections_are_exported(tmp_path: Path) -> None:
    site = laid(tmp_path, {**corrected(("2026-05-01", "port#at-dawn")), "entities.yaml": ENTITIES})
    document = json.loads(b"".join(formats.FORMATS["json"](site.edition)))
    assert document["corrections"][0]["of"] == "port#at-dawn"
    assert document["corrections"][0]["on"] == "2026-05-01"
    assert document["entities"][0]["was"] == ["port-authority"]
    assert document["retired-entries"][0]["register"] == "entities"


# --- entries that moved ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_earlier_id_of_an_entry_keeps_its_page(tmp_path: Path, language: str) -> None:
    site = laid(tmp_path, {"entities.yaml": ENTITIES})
    moved = document(site, language, "entities/port-authority/")
    assert "../../entities/harbour-board/" in moved.addresses
    given_up = document(site, language, "entities/port-office/")
    assert "../../entities/harbour-board/" in given_up.addresses
    assert not dead(site, language, "entities/port-authority/")
    assert not dead(site, language, "entities/port-office/")


# --- credits -----------------------------------------------------------------------------------


def people(tmp_path: Path, layer: Mapping[str, str]) -> Site:
    changed = LAYER
    for old, new in layer.items():
        assert old in changed
        changed = changed.replace(old, new)
    own = "- id: one\n  passage: p1\n- id: two\n  passage: p2\n  by: [editors]\n"
    notes = f"by: [rima]\nannotations:\n{own}"
    files = {
        "contributors.yaml": PEOPLE,
        "sources/boat/translation.en.yaml": changed,
        "sources/boat/notes.yaml": notes,
    }
    return laid(tmp_path, files)


def test_work_is_counted_for_everybody_who_is_named(tmp_path: Path) -> None:
    site = people(tmp_path, {"by: [editors]": "by: [editors]\nreviewed-by: [rima]"})
    works = credited(site.edition).works
    assert works["editors"].translated == {"boat": 3, "port": 1}
    assert works["rima"].reviewed == {"boat": 3}
    assert works["rima"].annotated == {"boat": 1}
    assert works["editors"].annotated == {"boat": 1}
    assert credited(site.edition).unnamed.annotated == {"port": 1}
    cards = [one.text for one in document(site, "en", "edition/").all("ul", "hy-people")]
    for words in ("3 passages", "4 passages", "in 2 sources", "1 annotation"):
        assert words in cards[0]


def test_a_review_that_nobody_signed_is_not_hidden(tmp_path: Path) -> None:
    site = people(tmp_path, {"status: complete": "status: reviewed"})
    assert credited(site.edition).unnamed.reviewed == {"boat": 3}
    assert "Without a name" in html(site, "en", "edition/")


def test_each_source_says_who_worked_on_it(tmp_path: Path) -> None:
    site = people(tmp_path, {"by: [editors]": "by: [editors]\nreviewed-by: [rima]"})
    rows = {row.text for row in document(site, "en", "edition/").all("tr")}
    boat = next(row for row in rows if "The boat's arrival" in row)
    for words in ("translated by The editors", "reviewed by Rima", "Rima · 1 annotation"):
        assert words in boat


def test_every_typeface_that_the_theme_brings_is_named() -> None:
    fonts = ROOT / "build_tools/hashiya/theme/fonts"
    licences = {path.name for path in fonts.glob("OFL-*.txt")}
    assert {licence for _name, licence in credits_view.FACES} == licences
    readme = (fonts / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name, _licence in credits_view.FACES)


# --- coverage ----------------------------------------------------------------------------------


def test_coverage_counts_what_asks_for_a_translation(tmp_path: Path) -> None:
    source = "seed: boat.txt\nlanguage: ar\nroles:\n  headline: [p1]\n  boilerplate: [p3]\n"
    layer = LAYER[: LAYER.index("- passage: p3")]
    files = {"sources/boat/source.yaml": source, "sources/boat/translation.en.yaml": layer}
    site = laid(tmp_path, files)
    own = tallies(site.edition)["boat"].progress["en"]
    assert (own.wanted, own.translated, own.reviewed, own.stale) == (2, 2, 0, 0)


def test_coverage_tells_what_is_stale(tmp_path: Path) -> None:
    layer = LAYER.replace("- passage: p3\n", "- passage: p3\n  of: 0123456789abcdef\n")
    reviewed = layer.replace("status: complete", "status: reviewed")
    site = laid(tmp_path, {"sources/boat/translation.en.yaml": reviewed})
    own = tallies(site.edition)["boat"].progress["en"]
    assert (own.translated, own.reviewed, own.stale) == (3, 2, 1)
    assert "1 to be looked at again" in html(site, "en", "coverage/")


def test_coverage_says_everything_in_words(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    page = document(site, "en", "coverage/")
    boat = next(row.text for row in page.all("tr") if "The boat's arrival" in row.text)
    assert "3 of 3" in boat
    assert "0 of 3" in boat
    assert [one.attributes.get("scope") for one in page.all("th")][:2] == ["col", "col"]
    assert all("aria-hidden" in one.attributes for one in page.all("svg"))


def test_totals_are_sums(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    known = tallies(site.edition).values()
    sums = document(site, "en", "coverage/").all("dl", "hy-sums")[0].text
    assert f"Passages{sum(one.passages for one in known)}" in sums
    assert "4 of 4" in sums


# --- the index of sources ----------------------------------------------------------------------


def test_sources_stand_year_by_year_with_a_way_to_each(tmp_path: Path) -> None:
    number = 2 * sources_view.EACH + 70
    site = chain(tmp_path, number)
    pages = uris(site, "en", "sources/page_")
    assert pages == ["sources/page_2/", "sources/page_3/"]
    page = document(site, "en", "sources/")
    assert [one.text for one in page.all("h2")] == ["2000"]
    jumps = [one for one in page.addresses if "#year-" in one]
    assert jumps == [
        "../sources/#year-2000",
        "../sources/page_3/#year-2001",
        "../sources/page_3/#year-none",
    ]
    assert not dead(site, "en", "sources/")
    assert {"../map/", "../coverage/"} <= set(page.addresses)


def test_the_index_pages_of_an_edition_link_to_each_other(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    for uri in ("edition/", "coverage/", "corrections/", "sources/", "bibliography/"):
        for language in ("ar", "en"):
            assert not [one for one in dead(site, language, uri) if "corrections" not in one]
            assert "../" in document(site, language, uri).addresses  # Home, in the breadcrumbs.


def test_a_source_leads_to_those_before_and_after_it(tmp_path: Path) -> None:
    site = chain(tmp_path, 3)
    page = document(site, "en", "sources/day-0001/")
    ways = {
        one.attributes["rel"]: one.attributes["href"]
        for one in page.all("a")
        if "rel" in one.attributes
    }
    assert ways == {"prev": "../../sources/day-0000/", "next": "../../sources/day-0002/"}
    first = document(site, "en", "sources/day-0000/")
    assert [one.attributes["rel"] for one in first.all("a") if "rel" in one.attributes] == ["next"]
