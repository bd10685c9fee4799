"""What reading a source is like: cards, notes, lit words, steps, copies, what is remembered."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.pages import sources
from tests.browser.reader import nodes
from tests.browser.server import Served
from tests.browser.test_site import LANGUAGES, annotated, press, shown

CARD = ".hy-over:popover-open"
WIDTHS = (1440, 768, 390, 320)
IN = 600
"""Milliseconds after which a card that is waited for stands there, with some to spare."""
OUT = 600


@pytest.fixture
def source(site: Path) -> str:
    """The source page with the most notes, below its language."""
    return annotated(site)


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(s) => document.activeElement.matches(s)", selector))


def within(page: Page, selector: str) -> None:
    """What this names stands wholly in the window."""
    box = page.locator(selector).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"] + 0.5
    assert box["y"] + box["height"] <= size["height"] + 0.5


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.hy-fold').forEach(fold => { fold.open = true; })")


def backlink(page: Page, index: int = 1) -> Locator:
    unfold(page)
    link = page.locator(".hy-backlinks li > a:visible").nth(index)
    link.evaluate("a => a.scrollIntoView({block: 'center', behavior: 'instant'})")
    return link


def covers(page: Page, link: Locator) -> bool:
    """Whether the open card hides the link that opened it."""
    return bool(
        link.evaluate(
            """(link) => {
              const box = [...link.getClientRects()].at(-1);
              const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return !link.contains(hit);
            }"""
        )
    )


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_another_source_says_how_far_off_it_is(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    for items in (".hy-link:has(.hy-target a)", ".hy-backlinks li"):
        told = page.locator(items).evaluate_all(
            """(items) => items.map((item) => [
              new URL(item.querySelector(".hy-target a, :scope > a").href).pathname
                === location.pathname,
              item.querySelectorAll(".hy-ago").length])"""
        )
        assert told
        assert {(same, number) for same, number in told} <= {(True, 0), (False, 1)}
    assert page.locator(".hy-ago").count() > 5


@pytest.mark.parametrize("width", [1440, 390])
def test_the_reason_of_a_backlink_unfolds_in_place_without_scripts(
    at_root: Served, visit: Visit, source: str, width: int
) -> None:
    page = visit(at_root, f"en/{source}", width, java_script_enabled=False)
    if width == 390:
        page.locator(".hy-fold:has(.hy-why) > summary").first.click()
    why = page.locator(".hy-why:has(.hy-prose):visible").first
    expect(why.locator(".hy-prose")).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator(".hy-prose")).to_be_visible()
    expect(why.locator("q").first).to_be_visible()


# --- cards --------------------------------------------------------------------------------------


# The pointer leaves the link, and comes to the card over what lies between them.
CROSS = """(link) => {
  const pointer = (type, relatedTarget) =>
    new PointerEvent(type, { bubbles: true, pointerType: "mouse", relatedTarget });
  link.dispatchEvent(pointer("pointerout", document.body));
  document.querySelector(".hy-over").dispatchEvent(pointer("pointerover", document.body));
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 768])
def test_a_card_by_hover_stays_while_the_pointer_is_on_it(
    at_root: Served, visit: Visit, source: str, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{source}", width)
    link = backlink(page)
    link.hover()
    expect(page.locator(CARD)).to_have_count(0)
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_be_visible()
    within(page, CARD)
    assert not covers(page, link)
    texts = page.locator(f"{CARD} > p[lang]").evaluate_all("ps => ps.map(p => [p.lang, p.dir])")
    assert texts == sorted(
        ([*one] for one in LANGUAGES.items()), key=lambda one: one[0] != language
    )
    link.evaluate(CROSS)
    page.wait_for_timeout(OUT)
    expect(page.locator(CARD)).to_be_visible()
    page.locator(CARD).hover()
    page.wait_for_timeout(OUT)
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(1, 1)
    page.wait_for_timeout(OUT)
    expect(page.locator(CARD)).to_have_count(0)


WORDS_IN_SIGHT = """(card) => {
  const foot = card.querySelector(".hy-card-foot").getBoundingClientRect().top;
  const words = card.querySelector(":scope > p[dir]:not([class])").getBoundingClientRect();
  return Math.min(foot, words.bottom) - words.top;
}"""


def test_a_card_shows_the_words_of_its_passage_first(
    at_root: Served, visit: Visit, source: str
) -> None:
    """Where room is scarce it is better wide and near than narrow and cut off."""
    page = visit(at_root, f"en/{source}")
    for index in range(6):
        backlink(page, index).hover()
        page.wait_for_timeout(IN)
        assert page.locator(CARD).evaluate(WORDS_IN_SIGHT) > 40, index
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_card_stands_by_its_button_however_far_the_focus_jumped(
    at_root: Served, visit: Visit, source: str, width: int
) -> None:
    page = visit(at_root, f"en/{source}", width)
    page.emulate_media(reduced_motion="no-preference")
    unfold(page)
    button = page.locator(".hy-link .hy-preview").nth(6)
    button.evaluate("b => b.focus()")
    page.keyboard.press("Enter")
    page.wait_for_timeout(IN)
    within(page, CARD)
    assert not covers(page, button)


def test_a_card_opened_from_out_of_sight_comes_with_its_button(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    button = page.locator(".hy-link .hy-preview:visible").first
    button.focus()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    expect(button).not_to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_be_visible()
    expect(button).to_be_in_viewport()
    within(page, CARD)
    assert not covers(page, button)


def test_in_a_low_window_a_card_is_a_sheet(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}", 768)
    page.set_viewport_size({"width": 768, "height": 450})
    unfold(page)
    page.locator(".hy-link .hy-preview:visible").nth(1).click()
    page.wait_for_timeout(IN)
    within(page, CARD)
    box = page.locator(CARD).bounding_box()
    assert box
    assert box["width"] == 768
    assert box["height"] > 250


def test_a_card_says_what_belongs_to_its_link(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    item = page.locator(".hy-backlinks li:has(.hy-why .hy-prose):has(.hy-ago):visible").first
    item.locator(".hy-preview").click()
    page.wait_for_timeout(IN)
    tie = page.locator(f"{CARD} .hy-tie")
    order = [*page.locator(f"{CARD} :is(.hy-chip, p[dir]:not([class]), .hy-tie .hy-prose)").all()]
    kinds = [(part.get_attribute("class") or "words").split()[0] for part in order]
    assert kinds[:4] == ["hy-chip", "words", "words", "hy-prose"]
    for part in (".hy-chip", ".hy-ago"):
        assert tie.locator(part).inner_text() == item.locator(part).inner_text()
    assert tie.locator(".hy-prose").inner_text() == item.locator(".hy-prose").text_content()
    head = page.locator(f"{CARD} .hy-card-head")
    assert page.locator(CARD).get_attribute("aria-label") == head.text_content()
    assert "/sources/" in (head.locator("a").get_attribute("href") or "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_button_opens_a_card_and_escape_comes_back(
    at_root: Served, visit: Visit, source: str, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{source}", width)
    unfold(page)
    button = page.locator(".hy-backlinks .hy-preview:visible").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(IN)
    within(page, CARD)
    assert focused(page, ".hy-over")
    assert not covers(page, button)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    assert button.evaluate("b => b === document.activeElement")
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_have_count(0)


def test_escape_in_a_card_that_a_pointer_opened_comes_back_to_its_link(
    at_root: Served, visit: Visit, source: str
) -> None:
    """The focus was elsewhere when it opened: the browser has nowhere to bring it back to."""
    page = visit(at_root, f"en/{source}")
    link = backlink(page)
    link.hover()
    expect(page.locator(CARD)).to_be_visible()
    page.locator(f"{CARD} a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)
    expect(link).to_be_focused()


def test_focus_on_a_link_shows_its_card_and_tab_leads_in(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    link = backlink(page)
    link.evaluate("a => a.previousElementSibling.closest('li').previousElementSibling")
    page.keyboard.press("Tab")
    link.focus()
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_be_visible()
    assert link.evaluate("a => a === document.activeElement")
    expect(page.locator("[role=status]")).not_to_be_empty()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.hy-over').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert link.evaluate("a => a === document.activeElement")
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_opens_a_further_one_and_the_way_back_is_one_key_or_button(
    at_root: Served, visit: Visit, source: str, width: int
) -> None:
    page = visit(at_root, f"ar/{source}", width)
    unfold(page)
    page.locator(".hy-backlinks .hy-preview:visible").nth(1).click()
    page.wait_for_timeout(IN)
    card = page.locator(CARD)
    first = card.get_attribute("aria-label")
    expect(card.locator(".hy-back")).to_be_hidden()
    for way in ("key", "button"):
        link = card.locator(".hy-next a").first
        link.scroll_into_view_if_needed()
        link.click()
        page.wait_for_timeout(IN)
        assert card.get_attribute("aria-label") != first
        within(page, CARD)
        assert card.locator(".hy-tie .hy-chip").count() == 1
        if way == "key":
            page.keyboard.press("Backspace")
        else:
            card.locator(".hy-back").click()
        assert card.get_attribute("aria-label") == first
        assert focused(page, ".hy-over .hy-next a")
    page.keyboard.press("Escape")
    assert focused(page, ".hy-preview")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_a_tap_on_a_link_opens_a_sheet(
    at_root: Served, visit: Visit, source: str, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{source}", width, has_touch=True)
    link = backlink(page)
    here = page.url
    link.tap()
    page.wait_for_timeout(IN)
    assert page.url == here
    within(page, CARD)
    box = page.locator(CARD).bounding_box()
    assert box
    assert box["width"] == width
    assert not covers(page, link)
    page.locator(f"{CARD} .hy-card-head a").tap()
    page.wait_for_url(re.compile("#."))


def test_a_click_with_a_mouse_follows_the_link(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    link = page.locator(f".hy-backlinks li > a:not([href*='{source}']):visible").first
    there = link.evaluate("a => a.href")
    link.click()
    page.wait_for_url(there)


@pytest.mark.parametrize("width", WIDTHS)
def test_cards_on_the_page_need_no_script(
    at_root: Served, visit: Visit, source: str, width: int
) -> None:
    page = visit(at_root, f"en/{source}", width, java_script_enabled=False)
    if width < 960:
        page.locator(".hy-fold:has(.hy-preview) > summary").first.click()
    page.locator(".hy-preview:visible").first.click()
    card = page.locator(".hy-card:popover-open")
    expect(card).to_be_visible()
    within(page, ".hy-card:popover-open")
    assert set(card.locator("> p[lang]").evaluate_all("ps => ps.map(p => p.lang)")) == set(
        LANGUAGES
    )
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_other_pages_show_cards_of_the_passages_they_link_to(served: Served, visit: Visit) -> None:
    page = visit(served, "ar/claims/")
    link = page.locator("main a[href*='sources/'][href*='#']:visible").first
    link.evaluate("a => a.scrollIntoView({block: 'center', behavior: 'instant'})")
    link.hover()
    page.wait_for_timeout(IN)
    within(page, CARD)
    onward = page.locator(f"{CARD} .hy-card-head a").evaluate("a => a.href")
    assert onward.startswith(served.url("ar/sources/"))
    page.goto(onward)
    assert shown(page, f"[id='{onward.partition('#')[2]}']")


NO_CARDS = pytest.mark.parametrize(
    "answer", [{"status": 204}, {"status": 404, "body": "{}"}, {"body": "<!doctype html>"}, None]
)
"""Nothing, a page that is not there, one that is no list of cards, a line that breaks."""


def without_cards(page: Page, answer: dict[str, Any] | None) -> None:
    """From here on, requests for cards are answered so."""
    page.route("**/cards.json", lambda route: route.fulfill(**answer) if answer else route.abort())


@NO_CARDS
def test_where_no_cards_can_be_fetched_the_page_shows_its_own(
    at_root: Served, unwatched: Visit, source: str, answer: dict[str, Any] | None
) -> None:
    page = unwatched(at_root, f"en/{source}")
    without_cards(page, answer)
    page.locator(".hy-backlinks .hy-preview:visible").first.click()
    page.wait_for_timeout(IN)
    words = page.locator(f"{CARD} > p[lang]").evaluate_all("ps => ps.map(p => p.lang)")
    assert words == ["en", "ar"]
    assert page.locator(f"{CARD} .hy-tie .hy-chip").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


@NO_CARDS
def test_where_no_cards_can_be_fetched_a_tap_follows_the_link(
    at_root: Served, unwatched: Visit, answer: dict[str, Any] | None
) -> None:
    page = unwatched(at_root, "ar/claims/", 390, has_touch=True)
    without_cards(page, answer)
    link = page.locator("main a[href*='sources/'][href*='#']:visible").first
    there = link.evaluate("a => a.href")
    link.tap()
    page.wait_for_url(there)


ELSEWHERE = (
    "https://elsewhere.example/sources/x/#p1",
    "//elsewhere.example/sources/x/#p1",
    "https://elsewhere.example/a/?next=sources/x/#p1",
    "/claims/?of=/sources/x/#p1",
    "/sources/x/",
)


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
def test_no_card_is_fetched_from_what_is_no_passage_of_the_site(
    at_root: Served, unwatched: Visit, source: str, address: str, way: str
) -> None:
    """What is fetched becomes part of the page; a note may link to anything.

    The policy of the page forbids other origins too, and is set aside to see the script alone.
    """
    page = unwatched(at_root, f"en/{source}", has_touch=way == "tap", bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.fulfill(body="<!doctype html>"))
    link = page.locator(".hy-rows .hy-note a[href]:visible").last
    link.evaluate("(a, to) => { a.setAttribute('href', to); }", address)
    link.evaluate("a => a.scrollIntoView({block: 'center', behavior: 'instant'})")
    if way == "tap":
        link.tap()
    elif way == "hover":
        link.hover()
    else:
        page.keyboard.press("Tab")
        link.focus()
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_have_count(0)
    assert not [url for url in asked if "cards.json" in url]


@pytest.mark.parametrize("size", [(390, 844), (390, 480), (1440, 900), (1440, 500)])
def test_what_has_the_focus_in_a_card_is_not_hidden_behind_its_foot(
    at_root: Served, visit: Visit, source: str, size: tuple[int, int]
) -> None:
    page = visit(at_root, f"en/{source}", size[0])
    page.set_viewport_size({"width": size[0], "height": size[1]})
    unfold(page)
    button = page.locator(".hy-link .hy-preview:visible").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CARD)).to_be_visible()
    met = 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(page.locator(f"{CARD} :is(a, button):visible").count()):
            page.keyboard.press(key)
            seen = page.evaluate(OUTLINED)
            if seen is None:
                break
            assert not seen, key
            met += 1
    assert met > 3


OUTLINED = """() => {
  const card = document.querySelector(".hy-over");
  const found = document.activeElement;
  if (!card.contains(found) || found === card) return null;
  const { outlineWidth, outlineOffset } = getComputedStyle(found);
  const round = parseFloat(outlineWidth) + parseFloat(outlineOffset);
  const foot = card.querySelector(".hy-card-foot");
  const room = card.getBoundingClientRect();
  const end = foot.contains(found) ? room.bottom : foot.getBoundingClientRect().top;
  return [...found.getClientRects()]
    .filter((box) => box.width > 1)
    .filter((box) => box.top - round < room.top || box.bottom + round > end + 1
      || box.left - round < room.left || box.right + round > room.right)
    .map((box) => `${found.textContent}: ${JSON.stringify(box)} ${end}`);
}"""


def names(page: Page, role: str) -> list[str]:
    """The names of all elements of a role, as a screen reader is told them."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    return [one.name for one in nodes(session) if one.role == role]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_that_opens_a_card_says_of_what(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    buttons = page.locator(".hy-preview:visible")
    word = buttons.first.inner_text()
    told = [name for name in names(page, "button") if name.startswith(word)]
    heads = buttons.evaluate_all(
        """(all) => all.map((one) =>
          document.getElementById(one.getAttribute("popovertarget")).firstChild.textContent)"""
    )
    assert [re.sub(r"\W", "", name) for name in told] == [
        re.sub(r"\W", "", f"{word}{head}") for head in heads
    ]
    assert len(set(told)) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_headed_by_its_title_in_whole_words(
    at_root: Served, site: Path, visit: Visit, language: str
) -> None:
    """A marker in a heading is a link after it, for who hears the page."""
    page = visit(at_root, f"{language}/")
    marked = 0
    for path in sources(site, language):
        page.goto(at_root.url(path))
        title = page.title().rsplit(" · ", 1)[0]
        assert names(page, "heading")[0] == title
        owned = page.locator("h1 .hy-ref").evaluate_all("all => all.map(one => one.id)")
        marked += len(owned)
        owners = page.locator("h1 + [aria-owns]")
        assert (owners.get_attribute("aria-owns") or "").split() == owned if owned else True
        assert len(names(page, "doc-noteref")) == page.locator(".hy-ref").count()
    assert marked


# --- notes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marker_opens_its_note_beside_the_text_and_escape_comes_back(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    marker = page.locator(".hy-rows .hy-ref:visible").first
    marker.evaluate("a => a.scrollIntoView({block: 'center', behavior: 'instant'})")
    name = (marker.get_attribute("href") or "")[1:]
    was = page.evaluate("scrollY")
    press(page, marker)
    assert focused(page, f".hy-note[id='{name}']")
    assert [one for one in names(page, "doc-footnote") if one] == [marker.text_content()]
    assert page.url.endswith(f"#{name}")
    assert abs(page.evaluate("scrollY") - was) < 450
    note = page.locator(f".hy-note[id='{name}']")
    assert note.evaluate("n => n.scrollHeight <= n.clientHeight + 1")
    page.keyboard.press("Escape")
    assert focused(page, f".hy-ref[href='#{name}']")
    assert not any(names(page, "doc-footnote"))


def test_a_note_stays_open_under_a_card_that_was_opened_from_it(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    note = page.locator(".hy-rows .hy-note:has(.hy-body):has(.hy-preview)").first
    whole = "n => n.scrollHeight <= n.clientHeight + 1"
    assert not note.evaluate(whole)
    button = note.locator(".hy-preview").last
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(IN)
    expect(page.locator(CARD)).to_be_visible()
    assert note.evaluate(whole)
    page.keyboard.press("Escape")
    assert button.evaluate("b => b === document.activeElement")
    assert note.evaluate(whole)
    page.locator(".hy-rows .hy-ref").first.focus()
    assert not note.evaluate(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_names_its_relations_above_its_words(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    """What stands below the words may be cut off; a note of links alone shows them anyway."""
    page = visit(at_root, f"{language}/{source}")
    told = page.locator(".hy-rows .hy-note:has(.hy-link)").evaluate_all(
        """(notes) => notes.map((note) => {
          const chips = (within) => [...note.querySelectorAll(`${within} .hy-chip`)];
          const named = chips(".hy-note-head");
          return [!!note.querySelector(".hy-body"), named.map((one) => one.textContent.trim()),
            [...new Set(chips(".hy-link").map((one) => one.textContent.trim()))],
            named.every((one) => one.getBoundingClientRect().bottom
              < note.getBoundingClientRect().bottom - 20)];
        })"""
    )
    assert {speaks for speaks, *_ in told} == {True, False}
    for speaks, named, linked, seen in told:
        assert named == (linked if speaks else [])
        assert seen


def test_a_click_on_the_end_of_a_note_that_is_cut_off_opens_it(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    whole = "n => n.scrollHeight <= n.clientHeight + 1"
    notes = page.locator(".hy-rows .hy-note").all()
    note = next(one for one in notes if not one.evaluate(whole))
    note.evaluate("n => n.scrollIntoView({block: 'center', behavior: 'instant'})")
    box = note.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    assert note.evaluate(whole)
    assert note.evaluate("n => n === document.activeElement")
    assert page.locator(".hy-copy:popover-open").count() == 0
    page.mouse.click(4, 500)
    assert not note.evaluate(whole)


def test_a_marker_opens_its_fold_on_a_tablet(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}", 768)
    marker = page.locator(".hy-rows .hy-ref:visible").nth(3)
    name = (marker.get_attribute("href") or "")[1:]
    press(page, marker)
    assert focused(page, f".hy-note[id='{name}']")
    assert page.locator(f".hy-fold[open] .hy-note[id='{name}']").is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_a_tap_on_a_marker_opens_a_sheet_and_does_not_jump(
    at_root: Served, visit: Visit, source: str, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{source}", width, has_touch=True)
    marker = page.locator(".hy-rows .hy-ref:visible").nth(2)
    marker.evaluate("a => a.scrollIntoView({block: 'start', behavior: 'instant'})")
    name = (marker.get_attribute("href") or "")[1:]
    press(page, marker)
    sheet = page.locator(CARD)
    expect(sheet).to_be_visible()
    within(page, CARD)
    assert not covers(page, marker)
    assert page.url.endswith(f"#{name}")
    note = page.locator(f"aside[id='{name}']").text_content() or ""
    assert " ".join(note.split()[-4:]) in " ".join((sheet.text_content() or "").split())
    sheet.locator(".hy-card-foot .hy-close").tap()
    expect(sheet).to_have_count(0)
    assert focused(page, f".hy-ref[href='#{name}']")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 320])
def test_a_sheet_leads_to_the_notes_before_and_after(
    at_root: Served, visit: Visit, source: str, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{source}", width, has_touch=True)
    markers = page.locator(".hy-text .hy-a .hy-ref, h1.hy-a .hy-ref")
    press(page, markers.nth(1))
    sheet = page.locator(CARD)
    steps = {by: sheet.locator(f"[data-by='{by}']") for by in (1, -1)}
    for by, at in ((1, 2), (-1, 1), (-1, 0)):
        steps[by].tap()
        marker = markers.nth(at)
        expect(sheet).to_have_attribute("aria-label", marker.text_content() or "")
        within(page, CARD)
        assert not covers(page, marker)
        name = (marker.get_attribute("href") or "#")[1:]
        assert page.url.endswith(f"#{name}")
        assert page.locator(f".hy-m.hy-here:not([data-a='{name}'])").count() == 0
    expect(steps[-1]).to_be_disabled()
    steps[1].focus()
    page.keyboard.press("Enter")
    expect(sheet).to_have_attribute("aria-label", markers.nth(1).text_content() or "")
    assert focused(page, ".hy-over [data-by='1']")
    expect(page.locator("[role=status]")).to_have_text(markers.nth(1).text_content() or "")
    page.keyboard.press("Escape")
    assert markers.nth(1).evaluate("a => a === document.activeElement")


def test_a_link_in_a_sheet_opens_a_card_over_it(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}", 390, has_touch=True)
    name = page.locator(".hy-note:has(.hy-link)").first.get_attribute("id")
    press(page, page.locator(f".hy-ref[href='#{name}']:visible").first)
    label = page.locator(CARD).get_attribute("aria-label")
    page.locator(f"{CARD} .hy-link .hy-target a").first.tap()
    page.wait_for_timeout(IN)
    assert page.locator(CARD).get_attribute("aria-label") != label
    page.locator(f"{CARD} .hy-back").tap()
    assert page.locator(CARD).get_attribute("aria-label") == label


def test_focus_that_goes_nowhere_closes_no_card(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}", 390, has_touch=True)
    page.locator(".hy-rows .hy-ref:visible").first.tap()
    expect(page.locator(CARD)).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(2 * OUT)
    expect(page.locator(CARD)).to_be_visible()


@pytest.mark.parametrize("width", [768, 390])
def test_without_scripts_a_marker_opens_the_fold(
    at_root: Served, visit: Visit, source: str, width: int
) -> None:
    page = visit(at_root, f"en/{source}", width, java_script_enabled=False)
    marker = page.locator(".hy-rows .hy-ref:visible").nth(2)
    name = (marker.get_attribute("href") or "")[1:]
    press(page, marker)
    expect(page.locator(f"aside[id='{name}']")).to_be_visible()
    assert page.url.endswith(f"#{name}")


# --- lit words ----------------------------------------------------------------------------------


def lit(page: Page) -> set[str]:
    """What is lit: ids of the annotations whose words, markers or notes are."""
    return set(
        page.locator(".hy-lit").evaluate_all(
            "all => all.map(e => e.dataset.a ?? (e.hash ? e.hash.slice(1) : e.id))"
        )
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_markers_and_note_light_up_together(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    marker = page.locator(".hy-rows .hy-a .hy-ref").nth(1)
    name = (marker.get_attribute("href") or "")[1:]
    press(page, marker)
    page.keyboard.press("Escape")
    assert lit(page) == {name}
    for part in (f".hy-a .hy-m[data-a='{name}']", f".hy-b .hy-m[data-a='{name}']"):
        assert page.locator(f"{part}:not(.hy-lit)").count() == 0
    assert page.locator(f".hy-note.hy-lit[id='{name}']").count() == 1
    assert page.locator(f".hy-ref.hy-lit[href='#{name}']").count() == 2


def test_words_stay_lit_no_longer_than_the_pointer_is_on_them(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    page.locator(".hy-rows .hy-a .hy-m").first.hover()
    assert lit(page)
    page.locator("header.hy-top").hover()
    assert not lit(page)


def test_what_has_the_focus_stays_lit_while_the_pointer_is_on_nothing(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    marker = page.locator(".hy-rows .hy-a .hy-ref").first
    marker.focus()
    name = (marker.get_attribute("href") or "")[1:]
    page.locator(".hy-row").first.dispatch_event("pointerover", {"pointerType": "mouse"})
    assert lit(page) == {name}


def test_words_of_several_annotations_light_up_all_of_them(
    at_root: Served, site: Path, visit: Visit
) -> None:
    nested = re.compile('<span class="hy-m"[^>]*>[^<]*<span class="hy-m"')
    overlapping = (
        path
        for path in sources(site, "en")
        if nested.search((site / path / "index.html").read_text(encoding="utf-8"))
    )
    page = visit(at_root, next(overlapping))
    inner = page.locator(".hy-m .hy-m").first
    names = inner.evaluate(
        """(mark) => {
          const found = [];
          for (let at = mark; at; at = at.parentElement.closest(".hy-m")) found.push(at.dataset.a);
          return found;
        }"""
    )
    assert len(names) > 1
    inner.dispatch_event("pointerover", {"bubbles": True, "pointerType": "mouse"})
    assert lit(page) == set(names)


def test_the_words_of_an_address_are_marked_on_arrival(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    name = page.locator(".hy-note").nth(4).get_attribute("id")
    page.goto(at_root.url(f"en/{source}#{name}"))
    for way in ("within the page", "from elsewhere"):
        marked = page.locator(".hy-m.hy-here").evaluate_all("all => all.map(e => e.dataset.a)")
        assert set(marked) == {name}, way
        page.reload()


# --- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "ahead", "behind"), [("en", "Right", "Left"), ("ar", "Left", "Right")]
)
def test_arrow_keys_go_from_marker_to_marker(
    at_root: Served, visit: Visit, source: str, language: str, ahead: str, behind: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    markers = page.locator(f"[data-side][lang={language}] .hy-ref")
    markers.first.focus()
    page.keyboard.press(f"Arrow{ahead}")
    assert markers.nth(1).evaluate("a => a === document.activeElement")
    page.keyboard.press(f"Arrow{behind}")
    assert markers.first.evaluate("a => a === document.activeElement")


def test_arrow_keys_go_from_passage_to_passage(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    numbers = page.locator(".hy-n > :first-child > a")
    numbers.nth(1).focus()
    page.keyboard.press("ArrowDown")
    assert numbers.nth(2).evaluate("a => a === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert numbers.nth(1).evaluate("a => a === document.activeElement")


@pytest.mark.parametrize("kind", ["note", "passage"])
def test_buttons_go_to_the_next_and_the_previous(
    at_root: Served, visit: Visit, source: str, kind: str
) -> None:
    page = visit(at_root, f"en/{source}")
    stop = {"note": ".hy-ref", "passage": ".hy-n a"}[kind]
    seen = []
    for by in (1, 1, -1):
        page.locator(f".hy-steps [data-step={kind}][data-by='{by}']").click()
        assert focused(page, stop)
        assert shown(page, ":focus")
        seen.append(page.evaluate("document.activeElement.hash"))
    assert seen[0] == seen[2] != seen[1]


def test_a_button_goes_on_from_the_note_that_holds_the_focus(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    names = page.locator(".hy-note").evaluate_all("all => all.map(note => note.id)")
    page.locator(f".hy-ref[href='#{names[0]}']").first.focus()
    page.locator(f"#{names[4]} .hy-num").focus()
    page.locator(".hy-steps [data-step=note][data-by='1']").click()
    assert focused(page, ".hy-ref")
    assert page.evaluate("document.activeElement.hash.slice(1)") == names[5]


def test_after_scrolling_a_button_goes_on_from_what_is_in_sight(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    button = page.locator(".hy-steps [data-step=passage][data-by='1']")
    button.click()
    first = page.evaluate("document.activeElement.hash")
    page.mouse.move(400, 600)
    page.mouse.wheel(0, 5000)
    page.wait_for_function("scrollY > 4000")
    at = page.evaluate("scrollY")
    button.click()
    assert page.evaluate("document.activeElement.hash") != first
    assert page.evaluate("scrollY") > at / 2


# --- copies -------------------------------------------------------------------------------------

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) =>
    item.types.includes(type) ? await (await item.getType(type)).text() : "";
  return [await text("text/plain"), await text("text/html")];
}"""


SINGLE = str.maketrans("“”", "‘’")


def copied(page: Page, number: Locator, what: str) -> tuple[str, str]:
    """What the menu of a number copies, plain and as HTML."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    # What an earlier copy said would be taken for the word on this one.
    page.locator("[role=status]").evaluate("status => status.replaceChildren()")
    number.click()
    page.locator(f".hy-copy:popover-open [data-copy={what}]").click()
    expect(page.locator("[role=status]")).not_to_be_empty()
    plain, html = page.evaluate(READ)
    return plain, html


def row_number(page: Page) -> Locator:
    return page.locator(".hy-rows .hy-row:has(.hy-ref) .hy-n > :first-child > a").first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_copied_clean_in_both_languages(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    number = row_number(page)
    said = number.evaluate(
        """(a) => [...a.closest(".hy-row").querySelectorAll("[data-side] > p")].map((p) => {
          const copy = p.cloneNode(true);
          for (const rest of copy.querySelectorAll(".hy-refs")) rest.remove();
          return copy.textContent;
        })"""
    )
    plain, html = copied(page, number, "text")
    isolates = {"rtl": "\u2067", "ltr": "\u2066"}
    order = [language, *(other for other in LANGUAGES if other != language)]
    expected = [
        f"{isolates[LANGUAGES[tag]]}{words}\u2069" for tag, words in zip(order, said, strict=True)
    ]
    assert plain == "\n\n".join(expected)
    assert re.findall(r'<p[^>]*lang="(\w+)"[^>]*dir="(\w+)"', html) == [
        (tag, LANGUAGES[tag]) for tag in order
    ]
    assert "hy-" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_names_the_place_and_its_address(
    at_root: Served, visit: Visit, source: str, language: str
) -> None:
    page = visit(at_root, f"{language}/{source}")
    number = row_number(page)
    plain, html = copied(page, number, "citation")
    address = at_root.url(f"{language}/{source}") + (number.get_attribute("href") or "")
    assert f"\u2066{address}\u2069" in plain
    title = page.locator("h1").evaluate(
        """(h1) => {
          const copy = h1.cloneNode(true);
          for (const rest of copy.querySelectorAll(".hy-refs")) rest.remove();
          return copy.textContent.trim();
        }"""
    )
    assert title.translate(SINGLE) in plain.translate(SINGLE)
    assert "““" not in plain
    assert "{" not in plain
    assert f'href="{address}"' in html
    assert f'lang="{language}"' in html
    assert copied(page, number, "link")[0] == address


PUT = """() => {
  Object.defineProperty(navigator, "clipboard", { value: undefined });
  window.put = {};
  document.execCommand = () => {
    const data = new DataTransfer();
    document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true }));
    for (const type of data.types) window.put[type] = data.getData(type);
    return true;
  };
}"""


def test_without_the_clipboard_api_a_copy_is_made_by_hand(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    page.evaluate(PUT)
    number = row_number(page)
    number.click()
    page.locator(".hy-copy:popover-open [data-copy=link]").click()
    expect(page.locator("[role=status]")).to_have_text("Copied")
    put = page.evaluate("put")
    assert put["text/plain"].endswith(number.get_attribute("href"))
    assert put["text/html"].startswith("<p><a ")
    assert number.evaluate("a => a === document.activeElement")
    page.evaluate("document.activeElement.blur(); document.execCommand = () => false")
    # As in Safari, where a click does not focus a link.
    number.evaluate("a => a.click()")
    page.locator(".hy-copy:popover-open [data-copy=link]").click()
    expect(page.locator("[role=status]")).not_to_have_text("Copied")
    expect(page.locator("[role=status]")).not_to_be_empty()
    expect(number).to_be_focused()


def test_a_number_puts_its_place_into_the_address(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}")
    number = row_number(page)
    number.click()
    expect(page.locator(".hy-copy:popover-open")).to_be_visible()
    expect(page).to_have_url(at_root.url(f"en/{source}") + (number.get_attribute("href") or ""))


def test_an_annotation_is_copied_by_its_number(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    number = page.locator(".hy-rows .hy-note .hy-num").first
    name = (number.get_attribute("href") or "")[1:]
    assert copied(page, number, "link")[0].endswith(f"#{name}")
    words = page.locator(f"[data-side=original] .hy-m[data-a='{name}']").all_inner_texts()
    plain, _ = copied(page, number, "text")
    assert "".join(words).strip() in plain


def test_a_selection_is_copied_without_markers(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = page.locator(".hy-rows [data-side]:has(.hy-ref) > p").first
    text.evaluate("p => getSelection().selectAllChildren(p)")
    page.keyboard.press("ControlOrMeta+c")
    plain, html = page.evaluate(READ)
    clean = text.evaluate(
        """(p) => {
          const copy = p.cloneNode(true);
          for (const rest of copy.querySelectorAll(".hy-refs")) rest.remove();
          return copy.textContent;
        }"""
    )
    assert " ".join(plain.split()) == " ".join(clean.split())
    assert "hy-ref" not in html
    row = page.locator(".hy-rows .hy-row:has(.hy-preview)").first
    row.evaluate("row => getSelection().selectAllChildren(row)")
    page.keyboard.press("ControlOrMeta+c")
    plain, _ = page.evaluate(READ)
    assert plain.startswith(row.locator("[data-side] > p").first.inner_text()[:12])
    assert not re.search("↩|Preview|Why", plain)


# --- what is remembered ---------------------------------------------------------------------------


def test_the_view_is_remembered_for_the_visit(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    page.locator("[name=view][value=original]").check(force=True)
    page.locator("[name=annotations]").uncheck(force=True)
    page.goto(at_root.url(f"ar/{source}"))
    expect(page.locator("[name=view][value=original]")).to_be_checked()
    expect(page.locator("[name=annotations]")).not_to_be_checked()
    other = visit(at_root, f"en/{source}")
    expect(other.locator("[name=view][value=both]")).to_be_checked()


def test_the_language_switch_keeps_an_open_sheet(
    at_root: Served, visit: Visit, source: str
) -> None:
    page = visit(at_root, f"en/{source}", 390, has_touch=True)
    marker = page.locator(".hy-rows .hy-ref:visible").first
    name = (marker.get_attribute("href") or "")[1:]
    marker.evaluate("a => a.scrollIntoView({block: 'start', behavior: 'instant'})")
    press(page, marker)
    expect(page.locator(CARD)).to_be_visible()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.locator("header a[data-same-page]").click()
    page.wait_for_url(re.compile(f"/ar/.*#{name}$"))
    expect(page.locator(CARD)).to_be_visible()


def test_the_language_switch_keeps_an_open_card(at_root: Served, visit: Visit, source: str) -> None:
    page = visit(at_root, f"en/{source}")
    link = page.locator(".hy-backlinks li:has(.hy-preview):visible").first
    target = link.locator("> a").get_attribute("href") or ""
    link.locator(".hy-preview").click()
    page.wait_for_timeout(IN)
    page.locator("footer a[hreflang=ar]").evaluate("a => a.click()")
    page.wait_for_url(re.compile("/ar/"))
    expect(page.locator(CARD)).to_be_visible()
    fragment = page.locator(f"{CARD} .hy-card-head a").evaluate("a => a.pathname")
    assert fragment.split("/")[-2] == target.split("/")[-2]


# --- weight -------------------------------------------------------------------------------------


def test_all_scripts_together_are_small(site: Path) -> None:
    scripts = sorted((site / "assets").glob("hashiya-*.js"))
    assert scripts
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in scripts) <= 15 * 1024
