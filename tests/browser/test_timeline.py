"""The timeline in a real browser: its line in both directions, its filter, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.server import Served

LANGUAGES = {"ar": "rtl", "en": "ltr"}
PAGES = ("events/", "events/as_known/", "events/remaining-forces-leave/")

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Of each entry: where its dot is, and where its words begin and end.
DOTS = """() => [...document.querySelectorAll('.hy-line .hy-point')].map((point) => {
  const dot = getComputedStyle(point, '::before');
  const box = point.getBoundingClientRect();
  const start = parseFloat(dot.insetInlineStart);
  const width = parseFloat(dot.inlineSize);
  const rtl = getComputedStyle(point).direction === 'rtl';
  const left = rtl ? box.right - start - width : box.left + start;
  return {left, right: left + width, from: box.left, to: box.right,
          shown: dot.display !== 'none' && parseFloat(dot.borderInlineStartWidth) > 0};
})"""

BORDERS = """(point) => {
  const style = getComputedStyle(point, '::before');
  return [style.borderTopStyle, parseFloat(style.borderTopWidth),
          parseFloat(style.inlineSize), style.content];
}"""


@pytest.mark.parametrize("width", [1440, 768, 390, 320])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_stands_where_lines_begin_and_nothing_is_too_wide(
    at_root: Served, visit: Visit, language: str, path: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{path}", width=width, java_script_enabled=True)
    assert page.evaluate(TOO_WIDE) <= 0
    dots = page.evaluate(DOTS)
    assert dots
    for dot in dots:
        assert dot["shown"]
        assert 0 <= dot["left"] < dot["right"] <= width
        if LANGUAGES[language] == "rtl":
            assert dot["left"] >= dot["to"]
        else:
            assert dot["right"] <= dot["from"]
    columns = {round(dot["left"]) for dot in dots}
    assert len(columns) == 1, "the dots stand on one line"


def test_what_happened_is_solid_and_what_was_planned_is_hollow(
    at_root: Served, visit: Visit
) -> None:
    page = visit(at_root, "en/events/")
    style, border, size, _ = _first(page, "happened").evaluate(BORDERS)
    assert (style, border * 2) == ("solid", size)
    style, border, size, _ = _first(page, "planned").evaluate(BORDERS)
    assert style == "solid"
    assert border * 2 < size
    style, border, size, _ = _first(page, "announced").evaluate(BORDERS)
    assert style == "double"


def _first(page: Page, status: str) -> Locator:
    return page.locator(f'.hy-point[data-status="{status}"]').first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_hides_a_status_and_the_years_it_leaves_empty_without_scripts(
    at_root: Served, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/events/", width=390, java_script_enabled=False)
    planned = page.locator('.hy-point[data-status="planned"]')
    happened = page.locator('.hy-point[data-status="happened"]')
    expect(page.locator("#y2008")).to_be_visible()
    page.locator('input[value="happened"]').uncheck()
    assert not any(one.is_visible() for one in happened.all())
    assert all(one.is_visible() for one in planned.all())
    expect(page.locator("#y2008")).to_be_hidden()
    expect(page.locator("#y2024")).to_be_visible()
    page.locator('input[value="happened"]').check()
    page.locator('input[value="planned"]').uncheck()
    assert not any(one.is_visible() for one in planned.all())
    assert all(one.is_visible() for one in happened.all())


def test_each_control_is_large_enough_for_a_finger(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "ar/events/", width=390)
    for one in page.locator(".hy-line-filter label, .hy-line-index a").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_the_mark_of_an_inferred_date_leads_to_the_reason(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "en/events/")
    entry = page.locator("#remaining-forces-leave")
    link = entry.locator('.hy-point-basis[href*="#"]').first
    expect(link).to_have_text("date inferred")
    link.click()
    expect(page).to_have_url(re.compile(r"/en/events/remaining-forces-leave/#baghdad-2025_"))
    expect(page.locator(":target .hy-prose")).to_contain_text("is concluded from it")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_the_line_has_its_dots_and_no_controls(
    at_root: Served, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/events/", width=768)
    page.emulate_media(media="print")
    expect(page.locator(".hy-line-filter")).to_be_hidden()
    expect(page.locator(".hy-line-index")).to_be_hidden()
    assert all(dot["shown"] for dot in page.evaluate(DOTS))
    expect(page.locator("#remaining-forces-leave h3")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_machine_date_is_valid(at_root: Served, visit: Visit, path: str, scheme: str) -> None:
    page = visit(at_root, f"ar/{path}", color_scheme=scheme)
    dates = page.locator(".hy-main time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates
    assert all(_valid(date) for date in dates)


_valid: Callable[[str], object] = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?").fullmatch
