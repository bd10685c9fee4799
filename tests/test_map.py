"""The map of sources: a picture with its data as a table, whatever the size."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hashiya import build
from hashiya.build import Site
from hashiya.model import RELATIONS
from hashiya.render.picture import _DASHES, HEAD, ROW, YEAR, sign_of
from hashiya.render.ties import DERIVED, SHOWN, ties
from hashiya.views import map as map_view
from hashiya.views.map import EACH
from tests.edition_dossier import chain, dead, document, html, laid, opened, uris

ROOT = Path(__file__).parent.parent
LIMIT = 500_000
ARROW = "→"


@pytest.fixture(scope="module")
def real() -> Site:
    edition = build.edition(ROOT).edition
    assert edition is not None
    return build.site(edition)


def drawing(site: Site, language: str) -> ElementTree.Element:
    found = re.search(r'<svg class="hy-map-picture".*</svg>', html(site, language, "map/"), re.S)
    assert found
    return ElementTree.fromstring(found[0])  # noqa: S314 - we have written it


def arcs(site: Site, language: str) -> list[ElementTree.Element]:
    return [one for one in drawing(site, language).iter("path") if one.find("title") is not None]


def test_every_link_is_counted_once(real: Site) -> None:
    known = ties(real.edition)
    drawn = sum(1 for _ in real.edition.links())
    assert known.between + known.within == drawn
    touched = sum(known.links.values())
    assert touched == 2 * known.between + known.within


def test_a_relation_seen_from_its_far_end_is_the_same_tie(tmp_path: Path) -> None:
    one = ties(chain(tmp_path / "a", 3, "updates").edition)
    other = ties(chain(tmp_path / "b", 3, "updated-by").edition)
    assert [(tie.origin, tie.relation, tie.to) for pair in one.pairs for tie in pair.ties] == [
        ("day-0001", "updates", "day-0000"),
        ("day-0002", "updates", "day-0001"),
    ]
    assert [(tie.origin, tie.relation, tie.to) for pair in other.pairs for tie in pair.ties] == [
        ("day-0000", "updates", "day-0001"),
        ("day-0001", "updates", "day-0002"),
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_table_says_what_the_picture_shows(real: Site, language: str) -> None:
    known = [tie for pair in ties(real.edition).pairs for tie in pair.ties]
    assert len(arcs(real, language)) == len(known)
    rows = document(real, language, "map/").all("tr")[1:]
    assert len(rows) == len(ties(real.edition).pairs)
    for pair, row in zip(ties(real.edition).pairs, rows, strict=True):
        for tie in pair.ties:
            assert str(tie.links) in row.text or tie.links < 3  # In Arabic, one and two are words.


@pytest.mark.parametrize("language", ["ar", "en"])
def test_its_links_lead_somewhere(real: Site, language: str) -> None:
    assert not dead(real, language, "map/")


def test_it_is_mirrored_from_right_to_left(real: Site) -> None:
    left = [float(one.attrib["cx"].rstrip("%")) for one in drawing(real, "en").iter("circle")]
    right = [float(one.attrib["cx"].rstrip("%")) for one in drawing(real, "ar").iter("circle")]
    assert [round(100 - x, 1) for x in left] == [round(x, 1) for x in right]


def test_it_is_a_picture_with_a_name_and_no_style_of_its_own(real: Site) -> None:
    picture = drawing(real, "en")
    assert picture.attrib["role"] == "img"
    for name in picture.attrib["aria-labelledby"].split():
        assert any(one.attrib.get("id") == name and one.text for one in picture.iter())
    markup = html(real, "en", "map/")
    assert "style=" not in markup
    assert "<script" not in markup


def test_colour_is_never_alone(real: Site) -> None:
    signs = [one.text for one in document(real, "en", "map/").all("span", "hy-map-sign")]
    assert len(set(signs)) == len(signs) == 8
    lines = {(one.tone, one.line) for one in RELATIONS.values()}
    assert len(lines) == len({one.kin for one in RELATIONS.values()})
    drawn = {
        (one.attrib["data-relation"], one.attrib.get("stroke-dasharray", ""))
        for one in arcs(real, "en")
    }
    assert len(drawn) == len(signs)
    assert len({dashes for _relation, dashes in drawn}) == len({line for _tone, line in lines})


def test_rows_are_as_high_as_the_style_sheet_has_them(real: Site) -> None:
    style = (ROOT / "build_tools/hashiya/theme/css/map.css").read_text(encoding="utf-8")
    assert (
        f".hy-map-rows {{\n  grid-area: 1 / 1 / 2 / -1;\n  padding-block-start: {HEAD:g}rem"
        in style
    )
    assert f"  block-size: {YEAR:g}rem;" in style
    assert f"  block-size: {ROW:g}rem;" in style
    years = len(document(real, "en", "map/").all("p", "hy-map-year"))
    height = HEAD + years * YEAR + len(real.edition.sources) * ROW
    assert drawing(real, "en").attrib["height"] == f"{height:g}em"


def test_of_a_large_dossier_the_closest_sources_are_shown_and_it_says_so(tmp_path: Path) -> None:
    site = chain(tmp_path, EACH + 30)
    assert uris(site, "en", "map/") == ["map/"]
    page = document(site, "en", "map/")
    # The year stands once above them.
    assert page.all("ol", "hy-map-rows")[0].text.count("2000") == SHOWN + 1
    assert len(arcs(site, "en")) == SHOWN - 1
    assert len(page.all("tr")) - 1 == SHOWN - 1
    said = " ".join(paragraph.text for paragraph in page.all("p"))
    assert f"Shown are the {SHOWN} sources that are most closely linked." in said
    assert len(html(site, "en", "map/").encode()) < LIMIT


def test_a_long_table_goes_on_over_further_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_view, "EACH", 20)
    site = chain(tmp_path, 30)
    assert uris(site, "en", "map/") == ["map/", "map/page_2/"]
    rows = [len(document(site, "en", uri).all("tr")) - 1 for uri in uris(site, "en", "map/")]
    assert rows == [20, 9]
    assert "<svg" not in html(site, "en", "map/page_2/")


# --- what derives ----------------------------------------------------------------------------


@pytest.fixture
def derived(tmp_path: Path) -> Site:
    """Four sources after the first: two that are made from it, a link, and a copy of a copy."""
    chain(tmp_path, 5)
    project = tmp_path / "dossier"
    for child, parent, relation in (
        ("day-0001", "day-0000", "translation"),
        ("day-0003", "day-0000", "reprint"),
        ("day-0004", "day-0003", "excerpt"),
    ):
        file = project / "annotations" / "sources" / child / "source.yaml"
        told = f"derives-from:\n  source: {parent}\n  relation: {relation}\n"
        file.write_text(file.read_text(encoding="utf-8") + told, encoding="utf-8")
    return opened(project)


def test_what_derives_is_drawn_with_a_line_of_its_own(derived: Site) -> None:
    drawn = [one for one in arcs(derived, "en") if one.attrib["data-relation"] == DERIVED]
    assert sorted(one.findtext("title") or "" for one in drawn) == [
        "Excerpt from",
        "Reprint of",
        "Translation of",
    ]
    (dashes,) = {one.attrib["stroke-dasharray"] for one in drawn}
    others = {one.attrib.get("stroke-dasharray") for one in arcs(derived, "en")} - {dashes}
    assert dashes not in {*_DASHES.values(), *others}
    heads = [one for one in drawing(derived, "en").iter("path") if one not in arcs(derived, "en")]
    arrows = [one for one in heads if one.attrib.get("data-relation") == DERIVED]
    assert len([one for one in arrows if one.attrib.get("class") == "hy-map-arrow"]) == 3


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_key_says_what_deriving_is_by_a_sign_and_words(derived: Site, language: str) -> None:
    words = derived.translate(language)("Derives from")
    (key,) = document(derived, language, "map/").all("ul", "hy-map-key")
    assert f"{sign_of(DERIVED, ARROW)} {words}" in " ".join(key.text.split())
    others = {sign_of(name, ARROW) for name in ("", *RELATIONS)}
    assert sign_of(DERIVED, ARROW) not in others


def test_the_table_has_what_derives_in_words_beside_the_links(derived: Site) -> None:
    rows = [row.text.replace("1 link", "") for row in document(derived, "en", "map/").all("tr")[1:]]
    told = [" ".join(re.findall(r"[⇊↻] [A-Z]\w+ \w+", row)) for row in rows]
    assert told == [
        "⇊ Translated in ↻ Updated by",
        "⇊ Reprinted in",
        "↻ Updated by",
        "↻ Updated by",
        "⇊ Excerpted in ↻ Updated by",
    ]
    assert "3 sources derive from another." in html(derived, "en", "map/")
    known = ties(derived.edition)
    assert (known.between, known.within, known.derived) == (4, 0, 3)
    assert not dead(derived, "en", "map/")


def test_a_dossier_without_links_has_a_map_of_what_derives(tmp_path: Path) -> None:
    chain(tmp_path, 2)
    own = tmp_path / "dossier" / "annotations" / "sources" / "day-0001"
    (own / "notes.yaml").write_text("annotations:\n- id: the-day\n  passage: p1\n", "utf-8")
    told = "derives-from:\n  source: day-0000\n  relation: revision\n"
    with (own / "source.yaml").open("a", encoding="utf-8") as file:
        file.write(told)
    other = opened(tmp_path / "dossier")
    (arc,) = [one for one in arcs(other, "en") if one.attrib["data-relation"] == DERIVED]
    assert arc.findtext("title") == "Revision of"


def test_without_links_between_sources_there_is_no_map_and_no_way_to_it(tmp_path: Path) -> None:
    site = laid(tmp_path, {})
    assert uris(site, "en", "map/") == []
    assert "../map/" not in document(site, "en", "sources/").addresses
