"""The pages about the edition in a real browser: the map's rows, tables, and what a phone has."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import Served

LANGUAGES = {"ar": "rtl", "en": "ltr"}
PAGES = ("edition/", "coverage/", "corrections/", "bibliography/", "sources/", "map/")

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# The middles of the rows of names, and the heights at which the drawing has points.
HEIGHTS = """() => {
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  return {
    rows: [...document.querySelectorAll(".hy-map-rows ol > li")].map(middle),
    points: [...document.querySelectorAll(".hy-map-picture circle")].map(middle),
  };
}"""

# Where the drawing begins and ends, and where each row's words do.
SIDES = """() => {
  const picture = document.querySelector(".hy-map-picture").getBoundingClientRect();
  const names = [...document.querySelectorAll(".hy-map-rows a")].map(
    (one) => one.getBoundingClientRect());
  const points = [...document.querySelectorAll(".hy-map-picture circle")].map(
    (one) => one.getBoundingClientRect());
  return {
    picture: [picture.left, picture.right],
    names: [Math.min(...names.map((one) => one.left)), Math.max(...names.map((one) => one.right))],
    points: [Math.min(...points.map((one) => one.left)),
             Math.max(...points.map((one) => one.right))],
  };
}"""

SMALL = """() => [...document.querySelectorAll("main a")].filter((link) => {
  const inline = getComputedStyle(link).display === "inline";
  const box = link.getBoundingClientRect();
  return !inline && (box.height < 24 || box.width < 24);
}).map((link) => link.outerHTML)"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_too_wide_and_no_target_too_small(
    at_root: Served, visit: Visit, language: str, path: str
) -> None:
    page = visit(at_root, f"{language}/{path}")
    for width in (1440, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(TOO_WIDE) <= 0, width
        assert page.evaluate(SMALL) == [], width


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_point_of_the_map_stands_at_the_height_of_its_source(
    at_root: Served, visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/map/", width=width)
    heights = page.evaluate(HEIGHTS)
    assert len(heights["rows"]) == 5
    for point in heights["points"]:
        assert min(abs(point - row) for row in heights["rows"]) < 1.5
    assert len({round(point) for point in heights["points"]}) == 5


def test_the_map_grows_with_the_readers_letters(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "en/map/", width=1440)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    heights = page.evaluate(HEIGHTS)
    for point in heights["points"]:
        assert min(abs(point - row) for row in heights["rows"]) < 1.5


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_the_drawing_stands_after_the_names_in_both_directions(
    at_root: Served, visit: Visit, language: str, direction: str, width: int
) -> None:
    sides = visit(at_root, f"{language}/map/", width=width).evaluate(SIDES)
    left, right = (
        (sides["names"], sides["picture"])
        if direction == "ltr"
        else (sides["picture"], sides["names"])
    )
    assert left[1] <= right[0] + 1
    # Points stand at the far side of their columns, inside the drawing.
    assert sides["picture"][0] - 1 <= sides["points"][0]
    assert sides["points"][1] <= sides["picture"][1] + 1


def test_the_map_needs_no_script(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "ar/map/", java_script_enabled=False)
    expect(page.get_by_role("img")).to_have_count(1)
    page.locator(".hy-map-rows a").first.click()
    page.wait_for_url("**/ar/sources/**")


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_of_tables_stay_in_sight(at_root: Served, visit: Visit, language: str) -> None:
    page = visit(at_root, f"{language}/map/", width=1440)
    page.locator(".hy-ties tbody tr").last.scroll_into_view_if_needed()
    expect(page.locator(".hy-ties thead th").first).to_be_in_viewport()


def test_on_a_phone_each_number_says_what_it_counts(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "en/coverage/", width=390)
    labels = page.evaluate(
        "[...document.querySelectorAll('.hy-coverage tbody tr:first-child td')].map("
        "(cell) => getComputedStyle(cell, '::before').content)"
    )
    assert len(labels) == 5
    assert all(label.strip('"').strip() not in ("", "none", "normal") for label in labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_feeds_are_found_and_served(at_root: Served, visit: Visit, language: str) -> None:
    page = visit(at_root, f"{language}/sources/")
    link = page.locator("head link[type='application/atom+xml']")
    expect(link).to_have_count(1)
    address = page.evaluate("document.querySelector(\"link[type='application/atom+xml']\").href")
    assert address.endswith(f"/{language}/corrections.xml")
    assert page.request.get(address).ok


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_leads_to_its_reference_and_back(
    at_root: Served, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/bibliography/")
    entry = page.locator(".hy-entry:has(details.hy-places)").first
    name = entry.get_attribute("id")
    entry.locator("summary").click()
    entry.locator("details a").first.click()
    page.wait_for_url("**/sources/**")
    expect(page.locator(f"a.hy-cite[href$='bibliography/#{name}']").first).to_be_attached()


def test_on_paper_a_head_is_no_longer_stuck(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "en/coverage/")
    page.emulate_media(media="print")
    head = page.locator(".hy-coverage thead th").first
    assert head.evaluate("(cell) => getComputedStyle(cell).position") == "static"
