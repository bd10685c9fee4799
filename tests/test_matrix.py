"""The matrix of claims and the page of a claim, without a browser."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from hashiya import build
from hashiya.model import Edition, Page
from hashiya.render.choices import FEW
from hashiya.render.sheets import COLUMNS, IN_CELL, ROWS, Choice, matrices
from tests.browser.pages import Document, Element
from tests.matrix_dossier import Said, grid, write

ROOT = Path(__file__).parent.parent
LARGEST = 500_000


def edition(project: Path) -> Edition:
    built = build.edition(project)
    assert built.edition
    assert built.sound, built.problems
    return built.edition


def pages(of: Edition, section: str = "claims") -> Iterator[Page]:
    site = build.site(of)
    for ref in site.outline:
        if ref.section == section:
            yield site.page(ref)


def by_uri(of: Edition, language: str) -> dict[str, Page]:
    return {page.uri: page for page in pages(of) if page.language == language}


def rows(document: Document) -> dict[str, Element]:
    return {e.attributes["id"]: e for e in document.all("tr") if "id" in e.attributes}


@pytest.fixture(scope="module")
def own() -> Edition:
    return edition(ROOT)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return edition(grid(tmp_path_factory.mktemp("large"), 300, 200))


@pytest.fixture(scope="module")
def made(large: Edition) -> list[Page]:
    return list(pages(large))


# --- the matrix ------------------------------------------------------------------------------


def test_every_claim_and_every_statement_stands_in_the_matrix(own: Edition) -> None:
    for language in ("ar", "en"):
        document = Document(by_uri(own, language)["claims/"].html)
        known = own.dossier.registers["claims"]
        assert set(rows(document)) == set(known)
        said = sum(len(one.statements) for one in own.agreements.values())
        assert len(document.all("div", "hy-cell")) == said
        assert len(document.all("td")) == len(known) * 5
        empty = document.all("td", "hy-none")
        assert empty
        assert len({cell.text for cell in empty}) == 1


def test_a_row_has_a_head_and_a_cell_for_each_source(own: Edition) -> None:
    html = by_uri(own, "en")["claims/"].html
    body = html[html.index("<tbody") :]
    for row in re.findall(r"<tr role=\"row\" id=.*?</tr>", body, re.S):
        assert row.count('<th scope="row">') == 1
        assert row.count("<td ") == 5
    assert html.count('<th scope="col"') == 6


def test_cells_have_the_words_in_both_languages_with_their_direction(own: Edition) -> None:
    html = by_uri(own, "en")["claims/"].html
    row = html[html.index('id="last-forces-leave"') :]
    row = row[: row.index("</tr>")]
    assert '<p lang="en" dir="ltr"><q>the rest leaving by the end of 2026</q></p>' in row
    assert '<p lang="ar" dir="rtl"><q>مغادرة الباقين بحلول نهاية 2026</q></p>' in row
    english, arabic = row.index('lang="en" dir="ltr"><q>'), row.index('lang="ar" dir="rtl"><q>')
    assert english < arabic
    other = by_uri(own, "ar")["claims/"].html
    other = other[other.index('id="last-forces-leave"') :]
    assert other.index('lang="ar" dir="rtl"><q>') < other.index('lang="en" dir="ltr"><q>')


def test_values_that_differ_are_brought_out_and_others_are_not(own: Edition) -> None:
    html = by_uri(own, "en")["claims/"].html

    def differing(claim: str) -> list[str]:
        row = html[html.index(f'id="{claim}"') :]
        found = re.findall(r'data-differs="">.*?</span> (.*?)<span', row[: row.index("</tr>")])
        return [re.sub("<[^>]*>", "", one) for one in found]

    # The one is `2026-12`, which `reads` puts into the words of the text.
    assert sorted(set(differing("last-forces-leave"))) == ["September 2026", "the end of 2026"]
    assert differing("us-troops-in-iraq") == []
    assert differing("first-phase-hundreds") == []


def test_a_month_is_written_as_the_dossier_s_locale_writes_it(own: Edition) -> None:
    assert "أيلول 2026</time>" in by_uri(own, "ar")["claims/"].html


def test_a_passage_that_repeats_a_report_says_which(own: Edition) -> None:
    html = by_uri(own, "en")["claims/"].html
    row = html[html.index('id="first-phase-hundreds"') :]
    (link,) = re.findall(r'hy-same".*?<a href="([^"]+)"', row[: row.index("</tr>")])
    assert link == "../sources/pentagon-talks-2024/#hundreds-first"


def test_the_columns_stand_in_order_of_time(own: Edition) -> None:
    document = Document(by_uri(own, "en")["claims/"].html)
    heads = [e for e in document.all("th") if e.attributes.get("data-column")]
    dates = [re.findall(r"\d{4}", head.text)[-1] for head in heads]
    assert dates == ["2021", "2024", "2024", "2024", "2025"]


def test_topics_stand_in_the_editors_order_under_their_names(own: Edition) -> None:
    document = Document(by_uri(own, "en")["claims/"].html)
    names = [group.label["en"] for group in own.dossier.groups["claims"].values()]
    assert [e.text for e in document.all("tr", "hy-group")] == names
    ids = document.ids
    for link in (e for e in document.all("a") if e.attributes["href"].startswith("#group_")):
        assert link.attributes["href"].removeprefix("#") in ids


def test_a_topic_that_nobody_names_is_shown_by_its_id(tmp_path: Path) -> None:
    sources = {"s": [Said("one"), Said("two")]}
    of = edition(write(tmp_path, sources, {"one": "late-news", "two": ""}))
    document = Document(by_uri(of, "en")["claims/"].html)
    assert [e.text for e in document.all("tr", "hy-group")] == ["late news", "Without a topic"]


def test_topics_may_have_a_file_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, {"s": [Said("one")]}, {"one": "here"}, ["here"])
    file = tmp_path / "annotations" / "claims.yaml"
    topics, claims = file.read_text(encoding="utf-8").split("claims:\n")
    (tmp_path / "annotations" / "claims").mkdir()
    (tmp_path / "annotations" / "claims" / "topics.yaml").write_text(topics, encoding="utf-8")
    file.write_text(f"claims:\n{claims}", encoding="utf-8")
    of = edition(tmp_path)
    assert list(of.dossier.groups["claims"]) == ["here"]


def test_a_claim_of_which_nothing_speaks_stands_there_all_the_same(tmp_path: Path) -> None:
    of = edition(write(tmp_path, {"s": [Said("one")]}, {"one": "", "two": ""}))
    found = by_uri(of, "en")
    assert "No passage speaks of it yet." in found["claims/"].html
    assert "No passage speaks of it yet." in found["claims/two/"].html


def test_filters_are_there_only_where_something_can_be_chosen(tmp_path: Path) -> None:
    plain = by_uri(edition(write(tmp_path / "a", {"s": [Said("one")]}, {"one": ""})), "en")
    assert "hy-filter" not in plain["claims/"].html
    assert "hy-nothing" not in plain["claims/"].html
    said = [Said("one"), Said("one", "denies")]
    every = by_uri(edition(write(tmp_path / "b", {"s": said}, {"one": ""})), "en")
    assert "hy-filter" not in every["claims/"].html
    some = by_uri(edition(write(tmp_path / "c", {"s": said}, {"one": "", "two": ""})), "en")
    assert 'name="contested"' in some["claims/"].html


def test_words_for_nothing_left_stand_below_the_head_of_the_table(own: Edition) -> None:
    html = by_uri(own, "en")["claims/"].html
    assert html.index("</table>") < html.index('class="hy-nothings"') < html.index("</article>")


def test_every_page_of_claims_has_a_way_up(tmp_path: Path) -> None:
    of = edition(write(tmp_path, {"s": [Said("one")] * 70}, {"one": "here"}, ["here"]))
    ways = {
        uri: re.findall(r'<a href="([^"]+)"', page.html.partition("</nav>")[0])
        for uri, page in by_uri(of, "en").items()
    }
    assert ways["claims/"] == ["../"]
    assert ways["claims/one/"] == ["../../", "../../claims/", "../../claims/#group_here"]
    assert ways["claims/one/page_2/"][-1] == "../../../claims/one/"


def test_earlier_ids_of_claims_still_stand_on_the_first_page(tmp_path: Path) -> None:
    folder = write(tmp_path, {"s": [Said("one")]}, {"one": ""})
    claims = folder / "annotations" / "claims.yaml"
    claims.write_text(claims.read_text("utf-8").replace("- id: one\n", "- id: one\n  was: [uno]\n"))
    assert '<li id="uno">' in by_uri(edition(folder), "en")["claims/"].html


def test_a_full_cell_says_how_much_more_there_is(tmp_path: Path) -> None:
    of = edition(write(tmp_path, {"s": [Said("one")] * 9}, {"one": ""}))
    found = by_uri(of, "en")
    document = Document(found["claims/"].html)
    assert len(document.all("div", "hy-cell")) == IN_CELL
    assert [e.text for e in document.all("p", "hy-more-said")] == [f"{9 - IN_CELL} more"]
    assert len(re.findall(r'<li id="statement_', found["claims/one/"].html)) == 9


# --- lists of a part -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A matrix of several sheets, of which one topic and one source take several, too."""
    topics = {f"claim-{n:02}": "long" if n < 50 else "short" for n in range(60)} | {"lone": ""}
    spoken = {
        "often": [Said(name, "denies" if n < 30 else "asserts") for n, name in enumerate(topics)],
        "late": [Said(name) for name in [*topics][20:60]],
        "once": [Said("claim-07")],
    }
    folder = tmp_path_factory.mktemp("some")
    return edition(write(folder, spoken, topics, ["long", "short"]))


def listed(of: Edition, language: str, front: str) -> list[str]:
    """The entries of all pages of a list, in their order."""
    found = by_uri(of, language)
    further = sorted(
        (uri for uri in found if re.fullmatch(rf"{front}page_\d+/", uri)),
        key=lambda uri: int(uri.rsplit("_")[-1].strip("/")),
    )
    return [name for uri in (front, *further) for name in rows(Document(found[uri].html))]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_list_of_a_part_has_all_that_matches_and_nothing_else(
    some: Edition, language: str
) -> None:
    names = [*(f"claim-{n:02}" for n in range(60)), "lone"]
    contested = sorted([*names[20:30], "claim-07"])
    expected = {
        "": names,
        "contested_only/": contested,
        "topic_long/": names[:50],
        "topic_long/contested_only/": contested,
        "topic_short/": names[50:60],
        "no_topic/": ["lone"],
        "source_often/": names,
        "source_often/contested_only/": contested,
        "source_late/": names[20:60],
        "source_late/contested_only/": names[20:30],
        "source_once/": ["claim-07"],
    }
    for path, wanted in expected.items():
        assert sorted(listed(some, language, f"claims/{path}")) == sorted(wanted), path
    fronts = {choice.path for choice in matrices(some)["claims"].listings}
    assert fronts == set(expected)


def test_the_order_and_the_cells_of_a_part_are_those_of_the_whole(some: Edition) -> None:
    whole = listed(some, "en", "claims/")
    assert listed(some, "en", "claims/topic_long/") == [n for n in whole if n in whole[:50]]
    page = by_uri(some, "en")["claims/source_once/"].html
    assert page.count('class="hy-cell"') == 1
    assert "1 further source" in page
    assert [e.text for e in Document(page).all("tr", "hy-group")] == ["Topic long 50 entries"]


def test_no_part_has_the_address_of_an_entry(large: Edition, some: Edition) -> None:
    for of in (large, some):
        entries = of.dossier.registers["claims"]
        for uri in by_uri(of, "en"):
            part = uri.split("/")[1]
            assert "_" in part or part in entries or not part


def ways(page: Page) -> dict[str, tuple[str, str]]:
    """What the links above a matrix are called, with where they lead and whether that is here."""
    (above, *_rest) = page.html.split("<table")
    found = re.findall(r'<li><a href="([^"]+)"(?: aria-current="(\w+)")?>(.*?)</a>', above)
    told = ((re.sub("<[^>]+>", "", name), href, current) for href, current, name in found)
    return {name: (href.replace("../", ""), current) for name, href, current in told}


def test_every_page_tells_which_part_it_is_and_leads_to_the_others(some: Edition) -> None:
    found = by_uri(some, "en")
    assert ways(found["claims/"]) == {
        "Home": ("", ""),
        "All topics": ("claims/", "page"),
        "Topic long": ("claims/topic_long/", ""),
        "Topic short": ("claims/topic_short/", ""),
        "Without a topic": ("claims/no_topic/", ""),
        "By source": ("claims/by_source/", ""),
        "All": ("claims/", "page"),
        "Contested only": ("claims/contested_only/", ""),
    }
    here = ways(found["claims/topic_long/page_2/"])
    assert here["All topics"] == ("claims/", "")
    assert here["Topic long"] == ("claims/topic_long/", "true")
    assert here["Contested only"] == ("claims/topic_long/contested_only/", "")
    contested = ways(found["claims/topic_long/contested_only/"])
    assert contested["Topic long"] == ("claims/topic_long/", "true")
    assert contested["Contested only"] == ("claims/topic_long/contested_only/", "page")
    assert contested["All"] == ("claims/topic_long/", "")
    source = ways(found["claims/source_late/contested_only/"])
    assert source["By source"] == ("claims/by_source/", "true")


def test_the_title_and_the_way_here_name_the_part(some: Edition) -> None:
    found = by_uri(some, "en")
    page = found["claims/source_late/contested_only/"]
    assert page.title == "Claims: [Source late], January 2, 2024, Contested only"
    trail = re.findall(r'<a href="([^"]+)"', page.html.partition("</nav>")[0])
    up = "../../../"
    assert trail == [
        up,
        f"{up}claims/",
        f"{up}claims/by_source/",
        f"{up}claims/source_late/",
    ]
    entry = re.findall(r'<a href="([^"]+)"', found["claims/claim-01/"].html.partition("</nav>")[0])
    assert entry[-1] == "../../claims/topic_long/"


def test_controls_stand_only_where_they_answer_for_all_that_matches(some: Edition) -> None:
    sheets = {choice.path: one.sheets for choice, one in matrices(some)["claims"].listings.items()}
    pages_of = by_uri(some, "en")
    for path, cut in sheets.items():
        form = "<form" in pages_of[f"claims/{path}"].html
        assert not form or len(cut) == 1, path
    assert '<select name="source">' in pages_of["claims/topic_short/"].html
    assert '<select name="group">' not in pages_of["claims/topic_short/"].html


def test_many_topics_have_an_index_as_sources_have(large: Edition) -> None:
    found = by_uri(large, "en")
    topics = large.dossier.groups["claims"]
    assert len(topics) > FEW
    assert "By topic" in ways(found["claims/"])
    assert "Topic topic-00" not in ways(found["claims/"])
    assert ways(found["claims/topic_topic-00/"])["By topic"] == ("claims/by_topic/", "true")
    for index, prefix, known in (
        ("by_topic", "topic_", set(topics)),
        ("by_source", "source_", {one.id for one in large.sources}),
    ):
        pages_of = [page for uri, page in found.items() if uri.startswith(f"claims/{index}/")]
        links = re.findall(rf"claims/{prefix}([a-z0-9-]+)/", "".join(p.html for p in pages_of))
        assert set(links) == known
        assert len(links) == len(known)
    assert len([uri for uri in found if uri.startswith("claims/by_source/")]) == 2


def test_links_between_the_lists_lead_somewhere(some: Edition, large: Edition) -> None:
    for of in (some, large):
        there = {page.uri for page in pages(of)} | {f"sources/{one.id}/" for one in of.sources}
        for uri, page in by_uri(of, "ar").items():
            for link in Document(page.html).all("a"):
                href = link.attributes["href"].partition("#")[0]
                if href.startswith(f"{'../' * uri.count('/')}claims/"):
                    assert href.replace("../", "") in there, (uri, href)


def test_a_matrix_of_one_sheet_has_no_further_lists(own: Edition) -> None:
    assert list(matrices(own)["claims"].listings) == [Choice()]
    assert not any("_" in uri for uri in by_uri(own, "en"))


# --- the page of a claim -----------------------------------------------------------------------


def test_a_claim_s_page_has_all_passages_in_the_order_of_what_was_said(own: Edition) -> None:
    for key, known in own.agreements.items():
        html = by_uri(own, "en")[f"claims/{key[1]}/"].html
        said = re.findall(r'hy-context-place"><a href="../../sources/([^"]+)/#([^"]+)"', html)
        assert said == [(one.end.source, one.end.fragment) for one in known.statements]


def test_it_tells_how_many_are_independent_and_how_far_values_are_apart(own: Edition) -> None:
    html = by_uri(own, "en")["claims/last-forces-leave/"].html
    assert "Supported by 4 passages, 3 independent voices" in html
    steps = re.findall(r'<span class="hy-step">([^<]+)</span>', html)
    assert steps == ["earlier than before, by 3 months", "later than before, by 3 months"]
    assert re.search(r'href="[^"]*#statement_1">one voice with no. 1</a>', html)


def test_it_shows_the_links_between_its_passages_with_their_reasons(own: Edition) -> None:
    html = by_uri(own, "en")["claims/last-forces-leave/"].html
    section = html[html.index("relations_heading") :]
    keys = {
        (e.end.source, e.end.fragment)
        for e in own.agreements["claims", "last-forces-leave"].statements
    }
    wanted = [
        link
        for source, fragment in keys
        for link in own.outgoing[source].get(fragment, ())
        if link.relation and (link.to.source, link.to.fragment) in keys
    ]
    assert len(wanted) >= 5
    assert section.count('class="hy-pair"') == len(wanted)
    for link in wanted:
        assert link.reason["en"].split(",")[0].split("“")[0][:30] in section


def test_links_to_passages_on_other_matters_are_left_out(tmp_path: Path) -> None:
    lines = [Said("one", see={"t#said-1": "supports", "t#said-2": "contradicts"})]
    of = edition(
        write(tmp_path, {"s": lines, "t": [Said("one"), Said("two")]}, {"one": "", "two": ""})
    )
    html = by_uri(of, "en")["claims/one/"].html
    assert html.count('class="hy-pair"') == 1
    assert 'data-relation="supports"' in html
    assert 'data-relation="contradicts"' not in html


def test_many_passages_take_several_pages(tmp_path: Path) -> None:
    lines = [Said("one", by="x") for _ in range(130)]
    of = edition(write(tmp_path, {"s": lines}, {"one": ""}))
    found = by_uri(of, "en")
    numbered = [
        re.findall(r'<li id="(statement_\d+)"', page.html)
        for uri, page in found.items()
        if uri.startswith("claims/one/")
    ]
    assert [len(some) for some in numbered] == [60, 60, 10]
    assert len({one for some in numbered for one in some}) == 130
    assert 'href="../../../claims/one/#statement_1"' in found["claims/one/page_3/"].html


def test_the_line_of_the_claim_can_be_edited(tmp_path: Path) -> None:
    of = edition(write(tmp_path, {"s": [Said("one")]}, {"one": ""}))
    line = of.dossier.registers["claims"]["one"].place.line
    assert f"/edit/main/annotations/claims.yaml#L{line}" in by_uri(of, "en")["claims/one/"].html


def test_a_source_s_page_tells_that_a_claim_is_contested(own: Edition) -> None:
    html = {page.uri: page for page in pages(own, "sources") if page.language == "en"}
    shown = html["sources/baghdad-2025/"].html
    link = '<a href="../../claims/last-forces-leave/">'
    after = shown[shown.index(link) :]
    assert 'data-status="contested"' in after[: after.index("</p>")]
    assert '<span aria-hidden="true">≠</span> denies' in shown
    quiet = shown[shown.index('<a href="../../claims/us-troops-in-iraq/">') :]
    assert "contested" not in quiet[: quiet.index("</p>")]


# --- many of them ---------------------------------------------------------------------------------


def test_no_page_is_too_large(made: list[Page]) -> None:
    assert len(made) > 600
    sizes = {page.uri: sum(map(len, page.pieces)) for page in made}
    assert max(sizes.values()) < LARGEST


def test_no_sheet_has_more_rows_or_columns_than_the_style_sheet_tells_apart(large: Edition) -> None:
    matrix = matrices(large)["claims"]
    assert len(matrix.whole.sheets) > 10
    for sheet in (sheet for listing in matrix.listings.values() for sheet in listing.sheets):
        assert sum(len(entries) for _group, entries in sheet.groups) <= ROWS
        assert len(sheet.sources) <= COLUMNS
    for sheet in matrix.whole.sheets:
        assert sum(len(entries) for _group, entries in sheet.groups) > 1
    css = (ROOT / "build_tools/hashiya/theme/css/matrix.css").read_text(encoding="utf-8")
    for kind, most in (("t", ROWS), ("s", COLUMNS)):
        told = {int(n) for n in re.findall(rf'\[value="{kind}(\d+)"\]:checked', css)}
        assert told == set(range(most + 1))


def test_every_claim_stands_on_one_sheet_and_all_are_reached(made: list[Page]) -> None:
    english = {page.uri: Document(page.html) for page in made if page.language == "en"}
    sheets = {uri: one for uri, one in english.items() if re.fullmatch(r"claims/(page_\d+/)?", uri)}
    held = Counter(name for one in sheets.values() for name in rows(one))
    assert len(held) == 300
    assert set(held.values()) == {1}


def test_claims_that_share_no_source_take_more_sheets_and_lose_none(tmp_path: Path) -> None:
    sources = {f"s{n:02}": [Said(f"claim-{n // 6:02}")] for n in range(72)}
    of = edition(write(tmp_path, sources, {f"claim-{n:02}": "" for n in range(12)}))
    found = by_uri(of, "en").items()
    sheets = [page for uri, page in found if re.fullmatch(r"claims/(page_\d+/)?", uri)]
    assert len(sheets) == 3
    assert sum(page.html.count('class="hy-cell"') for page in sheets) == 72
    assert not any("further source" in page.html for page in sheets)


def test_a_claim_of_many_sources_says_how_many_have_no_column(tmp_path: Path) -> None:
    sources = {f"s{n:02}": [Said("one")] for n in range(30)}
    of = edition(write(tmp_path, sources, {"one": ""}))
    html = by_uri(of, "en")["claims/"].html
    assert html.count('<th scope="col"') == COLUMNS + 1
    assert f"{30 - COLUMNS} further sources" in html


def test_both_languages_have_the_same_sheets(made: list[Page]) -> None:
    by_language = {
        language: {
            page.uri: sorted(rows(Document(page.html)))
            for page in made
            if page.language == language
        }
        for language in ("ar", "en")
    }
    assert by_language["ar"] == by_language["en"]


def test_twice_as_many_claims_take_twice_as_many_steps(tmp_path: Path) -> None:
    steps = []
    for size in (80, 160):
        project = grid(tmp_path / str(size), size, size // 2)
        steps.append(_calls(edition(project)))
    assert steps[1] < 2.3 * steps[0]


def _calls(of: Edition) -> int:
    """How many functions are called while all pages of the section are made."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        for _page in pages(of):
            pass
    finally:
        sys.setprofile(None)
    return count
