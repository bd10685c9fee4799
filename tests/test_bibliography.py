"""The bibliography: what it says of an outside source, where it is cited, and on which page."""

from __future__ import annotations

from pathlib import Path

import pytest

from hashiya.render.bibliography import EACH, pages
from tests.browser.pages import Document
from tests.edition_dossier import dead, document, html, laid, uris

REFERENCE = """\
- id: {id}
  type: webpage
  title: Something outside
  issued: {year}
"""
FULL = """\
references:

- id: almanac
  type: book
  title: An almanac
  language: en
  author:
  - family: Ray
    given: Ann
  - literal: The Harbour Board
  editor:
  - literal: J. Doe
  container-title: Works
  volume: 3
  issue: 2
  publisher-place: London
  publisher: Tide Press
  issued: 1950-05
  page: 10–12
  DOI: 10.1/abc
  URL: https://www.example.org/almanac
  archive: https://archive.example.net/almanac
  read-in: https://copy.example.com/almanac
  read-on: 2026-11-21
  note: Only the <beginning> was seen.

- id: unread
  type: book
  title: كتاب
  language: ar
"""
NOTE = """\
annotations:
- id: {id}
  passage: p1
  note:
    basis: outside-source
    text:
      ar: |-
        [@almanac]
      en: |-
        As it says [@almanac, p. 3].
"""

GIVEN_UP = """
retired:
- id: mistaken
  on: 2026-04-01
  reason:
    ar: '[@almanac]'
    en: '[@almanac]'
"""


def text(markup: str, tag: str, of_class: str) -> list[str]:
    return [element.text for element in Document(markup).all(tag, of_class)]


def test_it_says_everything_in_the_order_of_csl(tmp_path: Path) -> None:
    site = laid(tmp_path, {"bibliography.yaml": FULL})
    said = text(html(site, "en", "bibliography/"), "p", "hy-reference")[0]
    assert said == (
        "Ann Ray and The Harbour Board. An almanac. Edited by J. Doe. Works. 3 (2). London. "
        "Tide Press. May 1950. p. 10–12. DOI 10.1/abc."
    )


def test_it_names_every_copy_and_the_day_it_was_read(tmp_path: Path) -> None:
    site = laid(tmp_path, {"bibliography.yaml": FULL})
    page = document(site, "en", "bibliography/")
    outside = [link.attributes["href"] for link in page.all("a") if "rel" in link.attributes]
    assert outside == [
        "https://www.example.org/almanac",
        "https://archive.example.net/almanac",
        "https://copy.example.com/almanac",
    ]
    copies = page.all("dl", "hy-copies")[0].text
    for part in ("example.org", "Read in this copy", "November 21, 2026"):
        assert part in copies
    assert "www." not in copies


def test_words_stand_in_the_language_they_are_in(tmp_path: Path) -> None:
    site = laid(tmp_path, {"bibliography.yaml": FULL})
    page = document(site, "ar", "bibliography/")
    titles = {one.text: one.attributes.get("lang") for one in page.all("cite")}
    assert titles == {"An almanac": "en", "كتاب": "ar"}
    note = page.all("p", "hy-reference-note")[0]
    assert note.text == "Only the <beginning> was seen."
    assert (note.attributes["lang"], note.attributes["dir"]) == ("en", "ltr")


def test_a_note_is_in_the_language_of_the_page_where_it_is_known_in_both(tmp_path: Path) -> None:
    both = "  note:\n    ar: لم يُر إلا مطلعه.\n    en: Only the <beginning> was seen.\n"
    one = "  note: Only the <beginning> was seen.\n"
    site = laid(tmp_path, {"bibliography.yaml": FULL.replace(one, both)})
    said = [
        document(site, language, "bibliography/").all("p", "hy-reference-note")[0].text
        for language in ("ar", "en")
    ]
    assert said == ["لم يُر إلا مطلعه.", "Only the <beginning> was seen."]


def test_a_reference_that_nobody_cites_says_so(tmp_path: Path) -> None:
    note = NOTE.format(id="from-a-book")
    site = laid(tmp_path, {"bibliography.yaml": FULL, "sources/boat/notes.yaml": note})
    entries = document(site, "en", "bibliography/").all("li", "hy-entry")
    said = {entry.attributes["id"]: entry.text for entry in entries}
    assert "Cited in 1 place" in said["almanac"]
    assert "Cited nowhere" in said["unread"]


@pytest.mark.parametrize(
    ("file", "added", "said"),
    [
        (
            "sources/boat/source.yaml",
            "provenance:\n  ar: '[@almanac]'\n  en: '[@almanac]'\n",
            "(what is known of the source)",
        ),
        (
            "claims.yaml",
            "  summary:\n    ar: '[@almanac]'\n    en: '[@almanac]'\n",
            "The boat leaves on a given day.",
        ),
        ("claims.yaml", GIVEN_UP, "Corrections"),
        ("sources/boat/notes.yaml", GIVEN_UP, "Corrections"),
    ],
)
def test_citations_beside_the_annotations_count(
    tmp_path: Path, file: str, added: str, said: str
) -> None:
    there = Path(__file__).parent / "cases" / "base" / "annotations" / file
    base = there.read_text("utf-8") if there.exists() else ""
    site = laid(tmp_path, {file: base + added})
    page = document(site, "en", "bibliography/")
    assert said in page.all("details", "hy-places")[0].text
    assert not dead(site, "en", "bibliography/")


def test_a_reference_cited_often_has_a_page_of_its_places(tmp_path: Path) -> None:
    notes = "annotations:\n" + "".join(
        NOTE.format(id=f"note-{number}").removeprefix("annotations:\n") for number in range(9)
    )
    site = laid(tmp_path, {"sources/boat/notes.yaml": notes})
    entry = document(site, "en", "bibliography/").all("li", "hy-entry")[0]
    assert "Cited in 9 places" in entry.text
    assert "../bibliography/almanac/" in [
        link.attributes["href"] for link in document(site, "en", "bibliography/").all("a")
    ]
    places = document(site, "en", "bibliography/almanac/").all("ul", "hy-citing")
    assert html(site, "en", "bibliography/almanac/").count("boat/#note-") == 9
    assert len(places) == 1
    for language in ("ar", "en"):
        assert not dead(site, language, "bibliography/")
        assert not dead(site, language, "bibliography/almanac/")


def test_it_stands_in_order_of_time(tmp_path: Path) -> None:
    listed = "references:\n" + "".join(
        REFERENCE.format(id=f"y{year}", year=year) for year in (2020, 1999, 2005)
    )
    site = laid(tmp_path, {"bibliography.yaml": f"{listed}- id: none\n  type: book\n  title: A\n"})
    page = document(site, "en", "bibliography/")
    assert [one.attributes["id"] for one in page.all("li", "hy-entry")] == [
        "y1999",
        "y2005",
        "y2020",
        "none",
    ]
    assert [one.text for one in page.all("h2")] == ["1999", "2005", "2020", "Without a date"]


def test_a_citation_leads_to_the_right_page(tmp_path: Path) -> None:
    listed = "references:\n" + "".join(
        REFERENCE.format(id=f"number-{number}", year=1900 + number) for number in range(EACH + 5)
    )
    last = f"number-{EACH + 4}"
    note = NOTE.format(id="from-a-book").replace("almanac", last)
    site = laid(tmp_path, {"bibliography.yaml": listed, "sources/boat/notes.yaml": note})
    assert uris(site, "en", "bibliography/") == ["bibliography/", "bibliography/page_2/"]
    assert pages(site.edition)["number-0"] == "bibliography/"
    assert f'href="../../bibliography/page_2/#{last}"' in html(site, "en", "sources/boat/")
    assert last in document(site, "en", "bibliography/page_2/").ids
    assert not dead(site, "en", "sources/boat/")
