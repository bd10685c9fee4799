"""Pages of names and terms in a browser: the way to them and back, in every width, in print."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.server import Served

PAGES = (
    "entities/",
    "entities/ain-al-asad/",
    "entities/us-officials-2024/",
    "glossary/",
    "glossary/withdrawal/",
)


def _overflow(page: Page) -> int:
    found: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_wider_than_the_window(
    at_root: Served, visit: Visit, language: str, width: int
) -> None:
    for path in PAGES:
        page = visit(at_root, f"{language}/{path}", width=width)
        assert _overflow(page) <= 0, path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_targets_are_large_enough(at_root: Served, visit: Visit, language: str) -> None:
    """Links in a line of text are as high as the line; all others have 24 pixels both ways."""
    for path in PAGES:
        page = visit(at_root, f"{language}/{path}", width=390)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
              ".hy-jumps a, .hy-card-of li > a, .hy-neighbours a, .hy-name-title a, .hy-terms dt a,"
              + ".hy-context-place a, .hy-source-head a"
            )].map((link) => [link.textContent, link.getBoundingClientRect()])
              .filter(([, box]) => box.width < 24 || box.height < 24)
              .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""
        )
        assert small == [], path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_a_passage_to_a_name_and_back_in_one_step_without_scripts(
    at_root: Served, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/entities/pat-ryder/", width=1440, java_script_enabled=False)
    page.locator(".hy-context-place a").last.click()
    page.wait_for_url("**/sources/pentagon-talks-2024/#pat-ryder*")
    assert page.locator('a[href$="entities/pat-ryder/"]').count() > 0
    page.go_back()
    page.locator(".hy-trail a").last.click()
    page.wait_for_url(f"**/{language}/entities/")
    assert page.locator("#pat-ryder").is_visible()


def test_an_old_link_to_an_entry_of_the_index_still_leads_to_it(
    at_root: Served, visit: Visit
) -> None:
    page = visit(at_root, "en/glossary/#withdrawal")
    assert page.locator("#withdrawal").evaluate("row => row.matches(':target')")
    page = visit(at_root, "ar/entities/#ain-al-asad")
    assert page.locator("#ain-al-asad").evaluate("row => row.matches(':target')")


def test_a_letter_leads_to_its_terms(at_root: Served, visit: Visit) -> None:
    page = visit(at_root, "ar/glossary/")
    page.locator(".hy-letters a", has_text="م").click()
    top = page.locator("[id='letter_م']").bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 900


@pytest.mark.parametrize("language", ["ar", "en"])
def test_original_and_translation_stand_side_by_side_the_pages_language_first(
    at_root: Served, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/entities/ain-al-asad/")
    sides = page.locator(".hy-context").first.locator("> p:not(.hy-context-place)")
    assert [side.get_attribute("lang") for side in sides.all()] == (
        ["ar", "en"] if language == "ar" else ["en", "ar"]
    )
    first, second = (side.bounding_box() for side in sides.all())
    assert first is not None
    assert second is not None
    assert abs(first["y"] - second["y"]) < 16
    assert (first["x"] > second["x"]) == (language == "ar")


def test_the_name_is_marked_in_the_original_and_in_translation(
    at_root: Served, visit: Visit
) -> None:
    page = visit(at_root, "en/entities/ain-al-asad/")
    assert page.locator(".hy-context").first.locator("mark").all_text_contents() == [
        "Ain al-Asad",
        "عين الأسد",
    ]


def test_print_keeps_every_place_and_drops_what_only_leads_elsewhere(
    at_root: Served, visit: Visit
) -> None:
    page = visit(at_root, "en/glossary/withdrawal/")
    page.emulate_media(media="print")
    assert page.locator(".hy-context").first.is_visible()
    assert not page.locator(".hy-neighbours").is_visible()
    page = visit(at_root, "en/glossary/")
    page.emulate_media(media="print")
    assert not page.locator(".hy-jumps").is_visible()
