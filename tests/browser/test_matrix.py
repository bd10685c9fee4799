"""The matrix in a browser without scripts: filters, sticky heads, cards on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.build import build
from tests.browser.conftest import Visit
from tests.browser.server import Served, serve
from tests.matrix_dossier import grid

LANGUAGES = ("ar", "en")
VISIBLE_ROWS = ".hy-scroll tbody > tr:not(.hy-group):visible"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site of a dossier of many claims and sources."""
    folder = tmp_path_factory.mktemp("crowd")
    out = folder / "site"
    build(grid(folder / "dossier", 60, 40), out)
    with serve(out, "/") as served:
        yield served


@pytest.fixture
def matrix(visit: Visit, at_root: Served) -> Page:
    return visit(at_root, "en/claims/", java_script_enabled=False)


def names(page: Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator(VISIBLE_ROWS).all()]


def choose(page: Page, name: str, label: str) -> None:
    page.select_option(f'select[name="{name}"]', label=label)


def test_a_topic_leaves_its_rows_and_its_heading(matrix: Page) -> None:
    choose(matrix, "group", "Numbers of troops")
    assert names(matrix) == ["us-troops-in-iraq", "us-troops-in-syria"]
    assert matrix.locator(".hy-group:visible").all_inner_texts() == ["Numbers of troops"]
    choose(matrix, "group", "All topics")
    assert len(names(matrix)) > 10


def test_a_source_leaves_the_rows_in_which_it_speaks_and_its_column(matrix: Page) -> None:
    label = matrix.locator('select[name="source"] option').nth(1).inner_text()
    choose(matrix, "source", label)
    assert matrix.locator(".hy-scroll thead th:visible").count() == 2
    rows = matrix.locator(VISIBLE_ROWS)
    assert 0 < rows.count() < 10
    for row in rows.all():
        assert row.locator("td:visible").count() == 1
        assert row.locator("td:visible .hy-cell").count() >= 1


def test_contested_only_leaves_what_is_contested(matrix: Page) -> None:
    contested = matrix.locator(".hy-scroll tr:has(.hy-contest)").count()
    matrix.check('input[name="contested"]')
    assert 0 < contested == len(names(matrix))
    assert matrix.locator(".hy-group:visible", has_text="Numbers of troops").count() == 0


# Makes every choice there is, and tells of each what is left: rows, headings, words that say so.
EVERY_CHOICE = """() => {
  const named = (name) => document.querySelector(`[name=${name}]`);
  const every = (select) => select ? [...Array(select.length).keys()] : [0];
  const [topics, sources] = [named("group"), named("source")];
  const contested = named("contested");
  const visible = (selector) =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length;
  const found = [];
  for (contested.checked of [false, true])
    for (const topic of every(topics))
      for (const source of every(sources)) {
        if (topics) topics.selectedIndex = topic;
        if (sources) sources.selectedIndex = source;
        found.push([visible(".hy-scroll tbody > tr:not(.hy-group)"), visible(".hy-group"),
                    visible(".hy-nothing")]);
      }
  return found;
}"""


@pytest.mark.parametrize("path", ["", "topic_topic-00/", "source_source-009/"])
def test_choices_work_together_and_say_when_nothing_is_left(
    visit: Visit, at_root: Served, crowd: Served, path: str
) -> None:
    served = crowd if path else at_root
    page = visit(served, f"en/claims/{path}", java_script_enabled=False)
    found = page.evaluate(EVERY_CHOICE)
    counts = [page.locator(f'select[name="{name}"] option').count() for name in ("group", "source")]
    assert len(found) == 2 * max(counts[0], 1) * max(counts[1], 1) > 4
    headed = counts[0] > 0
    assert {(rows == 0, headings == 0, said) for rows, headings, said in found} <= {
        (True, True, 1),
        (False, not headed, 0),
    }


def test_in_a_matrix_of_several_sheets_every_choice_is_a_page(visit: Visit, crowd: Served) -> None:
    page = visit(crowd, "en/claims/", java_script_enabled=False)
    assert page.locator(".hy-filter").count() == 0
    ways = page.locator(".hy-topics").first
    ways.get_by_role("link", name="Topic topic-01").click()
    page.wait_for_url("**/en/claims/topic_topic-01/")
    assert len(names(page)) == 12
    assert page.locator('.hy-topics [aria-current="page"]').inner_text() == "Topic topic-01"
    whole = len(names(page))
    choose(page, "source", page.locator('select[name="source"] option').last.inner_text())
    assert 0 < len(names(page)) < whole


def test_contested_only_is_a_page_with_all_that_is_contested(visit: Visit, crowd: Served) -> None:
    page = visit(crowd, "ar/claims/", java_script_enabled=False)
    told = page.locator(".hy-topics").last.locator("li").last.inner_text()
    page.locator(".hy-topics").last.locator("a").last.click()
    found = names(page)
    for link in [one.get_attribute("href") or "" for one in page.locator(".hy-pager a").all()[1:]]:
        page.goto(f"{page.url.partition('/ar/')[0]}/ar/{link.replace('../', '')}")
        found += names(page)
    assert len(found) == len(set(found)) == int(told.split()[-1])
    assert page.locator(VISIBLE_ROWS).count() == page.locator("tr:has(.hy-contest)").count()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 390, 700])
def test_a_phone_never_scrolls_sideways(
    visit: Visit, at_root: Served, crowd: Served, language: str, width: int
) -> None:
    for served, path in (
        (at_root, "claims/"),
        (at_root, "claims/last-forces-leave/"),
        (crowd, "claims/"),
        (crowd, "claims/claim-000/"),
    ):
        page = visit(served, f"{language}/{path}", width=width, java_script_enabled=False)
        wide = page.evaluate(
            """() => [document.documentElement, ...document.querySelectorAll(".hy-scroll")]
               .map(one => one.scrollWidth - one.clientWidth)"""
        )
        assert wide[0] <= 0, path
        assert all(one <= 0 for one in wide[1:]), path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [768, 1440])
def test_on_a_wide_screen_only_the_region_scrolls_sideways(
    visit: Visit, crowd: Served, language: str, width: int
) -> None:
    page = visit(crowd, f"{language}/claims/", width=width, java_script_enabled=False)
    region, whole = page.evaluate(
        """() => [document.querySelector(".hy-scroll"), document.documentElement]
           .map(one => one.scrollWidth - one.clientWidth)"""
    )
    assert region > 100
    assert whole <= 0


def test_cards_on_a_phone_keep_the_roles_of_a_table(visit: Visit, at_root: Served) -> None:
    page = visit(at_root, "en/claims/", width=390)
    assert page.get_by_role("table").count() == 1
    row = page.get_by_role("row").filter(has_text="The remaining forces leave Iraq").first
    assert row.get_by_role("rowheader").count() == 1
    assert row.get_by_role("cell").count() == 2
    assert row.locator(".hy-of").first.is_visible()
    assert page.locator("td.hy-none:visible").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_stay_in_sight(visit: Visit, crowd: Served, language: str) -> None:
    page = visit(crowd, f"{language}/claims/", java_script_enabled=False)
    region = page.get_by_role("region")
    assert region.get_attribute("tabindex") == "0"
    assert region.get_attribute("aria-labelledby")
    region.scroll_into_view_if_needed()
    sign = -1 if language == "ar" else 1
    region.evaluate(f"one => one.scrollTo({sign * 600}, 900)")
    moved = region.evaluate("one => [Math.abs(one.scrollLeft), one.scrollTop]")
    assert min(moved) > 100
    box = region.bounding_box()
    corner = page.locator(".hy-scroll thead th").first.bounding_box()
    assert box
    assert corner
    assert abs(corner["y"] - box["y"]) < 4
    edge = (box["x"] + box["width"]) - (corner["x"] + corner["width"])
    assert abs(edge if language == "ar" else corner["x"] - box["x"]) < 20


def test_the_region_moves_by_keys(visit: Visit, crowd: Served) -> None:
    page = visit(crowd, "en/claims/", java_script_enabled=False)
    region = page.get_by_role("region")
    region.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(50):  # it glides there
        page.wait_for_timeout(100)
        if region.evaluate("one => one.scrollLeft") > 0:
            return
    pytest.fail("the region did not move")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["claims/", "claims/last-forces-leave/"])
def test_targets_are_large_enough(visit: Visit, at_root: Served, language: str, path: str) -> None:
    page = visit(at_root, f"{language}/{path}")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a, main select, main input")]
           .filter(one => !one.closest(".hy-prose, p, li > .hy-said") || one.matches(".hy-at"))
           .filter(one => one.checkVisibility())
           .map(one => [one.className + one.textContent.trim().slice(0, 30),
                        one.getBoundingClientRect().height,
                        one.closest("label")?.getBoundingClientRect().height ?? 0])
           .filter(([, own, label]) => Math.max(own, label) < 24)"""
    )
    assert small == []


def test_the_way_between_the_pages(visit: Visit, at_root: Served) -> None:
    page = visit(at_root, "en/claims/", java_script_enabled=False)
    page.get_by_role("link", name="The remaining forces leave Iraq by a set date.").first.click()
    page.wait_for_url("**/en/claims/last-forces-leave/")
    page.locator(".hy-trail a").last.click()
    page.wait_for_url("**/en/claims/#group_withdrawal")


A4 = 718
"""The pixels between the margins of a sheet of A4."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_loses_no_column(visit: Visit, at_root: Served, crowd: Served, language: str) -> None:
    for served in (at_root, crowd):
        page = visit(served, f"{language}/claims/", width=A4, java_script_enabled=False)
        page.emulate_media(media="print")
        wide = page.evaluate(
            """() => [document.documentElement, document.querySelector(".hy-scroll")]
               .map(one => one.scrollWidth - one.clientWidth)"""
        )
        assert max(wide) <= 0
        # Without its column a cell says which source it is of.
        assert page.locator(".hy-cell .hy-of").first.bounding_box()["width"] > 30  # type: ignore[index]


def test_paper_has_no_filters_and_no_scroll_region(visit: Visit, at_root: Served) -> None:
    page = visit(at_root, "en/claims/", java_script_enabled=False)
    page.emulate_media(media="print")
    assert not page.locator(".hy-filter").is_visible()
    assert page.locator(".hy-scroll").evaluate("one => getComputedStyle(one).overflow") == "visible"
