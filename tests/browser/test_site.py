"""What a reader meets in a real browser, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.pages import document, sources
from tests.browser.server import Served, serve
from tests.browser.states import examples

LANGUAGES = {"ar": "rtl", "en": "ltr"}
WIDTHS = (1440, 768, 390)

# Every run of Arabic letters must stand in an element whose language is written from right to
# left, and be laid out that way.
MISDIRECTED = """() => {
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/[\\u0621-\\u064A]{2}/.test(node.data)) continue;
    if (parent.closest("script, style, template, pre, code")) continue;
    const language = parent.closest("[lang]")?.lang ?? "";
    const direction = getComputedStyle(parent).direction;
    if (!/^(ar|fa)/.test(language) || direction !== "rtl")
      wrong.push(`${language} ${direction}: ${node.data.trim().slice(0, 40)}`);
  }
  return wrong;
}"""

# The reverse: a run of several Latin words may not claim to be Arabic.
UNDECLARED = """() => {
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/.test(node.data)) continue;
    if (parent.closest("script, style, template, pre, code")) continue;
    const language = parent.closest("[lang]")?.lang ?? "";
    if (/^(ar|fa)/.test(language)) wrong.push(`${language}: ${node.data.trim().slice(0, 40)}`);
  }
  return wrong;
}"""

# The relative luminance (WCAG 2.2) of the text of the first passage and of what it stands on.
LUMINANCE = """() => {
  const linear = (value) =>
    (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const text = document.querySelector(".hy-row [lang]");
  let painted = text;
  while (painted && getComputedStyle(painted).backgroundColor === "rgba(0, 0, 0, 0)")
    painted = painted.parentElement;
  return [getComputedStyle(text).color, getComputedStyle(painted).backgroundColor].map(luminance);
}"""


def annotated(site: Path, language: str = "en") -> str:
    """The path, below its language, of the source page with the most notes."""
    pages = sources(site, language)
    most = max(pages, key=lambda path: len(document(site / path / "index.html").all("aside")))
    return most.removeprefix(f"{language}/")


def shown(page: Page, selector: str) -> bool:
    """Whether an element that this names stands in the window, with an area."""
    return bool(
        page.evaluate(
            """(selector) => [...document.querySelectorAll(selector)].some((element) => {
              const box = element.getBoundingClientRect();
              return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
                && element.checkVisibility({visibilityProperty: true, opacityProperty: true});
            })""",
            selector,
        )
    )


def press(page: Page, link: Locator) -> None:
    """Click in the middle of a link, as a hand would.

    Playwright's own click aims at the first of an element's boxes, which in a marker is the
    one pixel of the words that only screen readers hear.
    """
    link.scroll_into_view_if_needed()
    box = link.evaluate("e => e.getBoundingClientRect().toJSON()")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def addresses(site: Path, language: str) -> list[str]:
    """The addresses of all pages in a language, below the site's root."""
    return [
        path.parent.relative_to(site).as_posix() + "/"
        for path in sorted((site / language).rglob("index.html"))
    ]


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_every_page_opens_without_complaint_and_fits_every_window(
    at_root: Served, site: Path, visit: Visit, language: str, direction: str
) -> None:
    """Loading a page takes its time: of the entries, which are alike, every ninth is opened."""
    page = visit(at_root, f"{language}/")
    html = page.locator("html")
    every = addresses(site, language)
    chosen = {*examples(site, every), *sources(site, language), *every[::9]}
    for address in sorted(chosen):
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(at_root.url(address))
        assert html.get_attribute("lang") == language
        assert html.get_attribute("dir") == direction
        assert page.locator("h1").count() == 1, address
        assert page.evaluate("getComputedStyle(document.body).direction") == direction
        assert page.evaluate(MISDIRECTED) == [], address
        assert page.evaluate(UNDECLARED) == [], address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (address, width, wide)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_each_kind_opens_under_every_base_path(
    served: Served, site: Path, visit: Visit, language: str
) -> None:
    page = visit(served, f"{language}/")
    for address in examples(site, addresses(site, language)):
        page.goto(served.url(address))
        assert page.locator("h1").count() == 1, address
    assert not served.missing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_marker_brings_its_note_into_view(
    at_root: Served, site: Path, visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{annotated(site)}", width)
    markers = page.locator("a.hy-ref:visible")
    assert markers.count() > 0
    for marker in (markers.first, markers.last):
        note = (marker.get_attribute("href") or "").partition("#")[2]
        words = page.locator(f"aside[id='{note}']").inner_text().split()[-4:]
        press(page, marker)
        page.wait_for_timeout(150)
        assert shown(page, f"aside[id='{note}'], .hy-card:popover-open"), note
        visible = page.locator("aside.hy-note:visible, .hy-card:popover-open").all_inner_texts()
        assert any(
            words == text.split()[-4:] or set(words) <= set(text.split()) for text in visible
        )
        page.keyboard.press("Escape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_stand_beside_their_text_where_there_is_room(
    at_root: Served, site: Path, visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/{annotated(site)}", 1440)
    notes = page.locator("aside.hy-note:visible")
    assert notes.count() > 0
    row = page.locator(".hy-row:has(aside.hy-note)").first
    text = row.locator(f"[lang='{language}']").first.bounding_box()
    note = row.locator("aside.hy-note").first.bounding_box()
    assert text
    assert note
    beside = note["x"] >= text["x"] + text["width"] or note["x"] + note["width"] <= text["x"]
    assert beside, (text, note)


@pytest.mark.parametrize(("here", "there"), [("ar", "en"), ("en", "ar")])
def test_the_language_switch_stays_at_the_passage(
    served: Served, site: Path, visit: Visit, here: str, there: str
) -> None:
    path = annotated(site)
    passages = [
        row.attributes["id"]
        for row in document(site / here / path / "index.html").all("section", "hy-row")
    ]
    passage = passages[len(passages) // 2]
    page = visit(served, f"{here}/{path}#{passage}")
    page.locator(f"header a[hreflang='{there}']").first.click()
    page.wait_for_url(re.compile(f"/{there}/"))
    assert page.url == served.url(f"{there}/{path}#{passage}")
    assert shown(page, f"[id='{passage}']")


def test_the_language_switch_keeps_an_open_note(at_root: Served, site: Path, visit: Visit) -> None:
    path = annotated(site)
    note = document(site / "en" / path / "index.html").all("aside", "hy-note")[-1].attributes["id"]
    page = visit(at_root, f"en/{path}#{note}")
    page.locator("header a[hreflang='ar']").first.click()
    page.wait_for_url(re.compile("/ar/"))
    assert page.url == at_root.url(f"ar/{path}#{note}")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_link_to_what_the_view_hides_shows_it(
    at_root: Served, site: Path, visit: Visit, width: int
) -> None:
    """The choice is kept for the visit; the link led to the top of the page, with nothing there."""
    path = annotated(site)
    page = visit(at_root, f"en/{path}", width)
    note = page.locator("aside[id]").nth(3).get_attribute("id")
    marker = page.locator("[data-side=original] [id^=ref-]").last.get_attribute("id")
    hide = "(name) => document.querySelector(name).click()"
    page.evaluate(hide, "[name=annotations]")
    page.evaluate(hide, "[name=view][value=translation]")
    page.goto("about:blank")
    page.goto(at_root.url(f"en/{path}#{note}"))
    expect(page.locator(f"#{note}")).to_be_in_viewport()
    expect(page.locator("[name=view][value=translation]")).to_be_checked()
    page.evaluate("(hash) => { location.hash = hash; }", marker)
    expect(page.locator(f"#{marker}")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(at_root.url(f"en/{path}"))
    expect(page.locator("[name=annotations]")).not_to_be_checked()
    page.goto("about:blank")
    page.goto(at_root.url(f"en/{path}#{note}"))
    expect(page.locator("[name=annotations]")).to_be_checked()
    page.evaluate(hide, "[name=interleave]")
    page.goto("about:blank")
    page.goto(at_root.url(f"en/{path}"))
    expect(page.locator("[name=annotations]")).not_to_be_checked()


def test_the_way_to_another_source_and_back(served: Served, site: Path, visit: Visit) -> None:
    """A cross-reference leads to the passage it names, and a backlink leads back."""
    path = f"en/{annotated(site)}"
    page = visit(served, path)
    reference = page.locator("[data-kind=reference] .hy-target a:not([href*='" + path + "'])").first
    target = reference.evaluate("a => a.href")
    assert path not in target
    page.goto(target)
    fragment = target.partition("#")[2]
    assert shown(page, f".hy-row:has([id='{fragment}']), [id='{fragment}']")
    back = page.locator(".hy-backlinks a").evaluate_all("links => links.map(a => a.href)")
    assert any(link.partition("#")[0] == served.url(path) for link in back)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_without_scripts(
    at_root: Served, site: Path, visit: Visit, language: str
) -> None:
    path = f"{language}/{annotated(site)}"
    page = visit(at_root, path, java_script_enabled=False)
    other = next(name for name in LANGUAGES if name != language)
    for row in page.locator(".hy-row").all()[:8]:
        assert row.inner_text().strip()
        identity = row.get_attribute("id")
        assert row.locator(f"a[hreflang='{other}'][href$='#{identity}']").count() >= 1
    marker = page.locator("a.hy-ref:visible").first
    note = (marker.get_attribute("href") or "").partition("#")[2]
    press(page, marker)
    page.wait_for_url(f"**#{note}")
    assert page.url.endswith(f"#{note}")
    assert page.locator(f"aside[id='{note}']").is_visible()
    assert page.locator("form.hy-views").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_choice_of_view_needs_no_script(
    at_root: Served, site: Path, visit: Visit, width: int
) -> None:
    page = visit(at_root, f"en/{annotated(site)}", width, java_script_enabled=False)
    row = page.locator(".hy-row").nth(2)
    both = [row.locator(f"[lang='{language}']:visible").count() > 0 for language in LANGUAGES]
    assert both == [True, True]
    options = page.locator("form.hy-views input[type=radio]")
    seen = set()
    for index in range(options.count()):
        options.nth(index).check(force=True)
        seen.add(
            tuple(
                row.locator(f"[data-side][lang='{lang}']:visible").count() > 0 for lang in LANGUAGES
            )
        )
    assert {(True, True), (True, False), (False, True)} <= seen


@pytest.mark.parametrize("scripts", [True, False])
def test_the_front_page_lets_the_reader_choose(served: Served, visit: Visit, scripts: bool) -> None:
    page = visit(served, "", java_script_enabled=scripts)
    assert page.url == served.url()
    for language in LANGUAGES:
        choice = page.locator(f"main a[hreflang='{language}']").first
        assert choice.is_visible()
        assert choice.evaluate("a => a.closest('[lang]').lang") == language
    page.locator("a[hreflang='ar']").first.click()
    page.wait_for_url(served.url("ar/"))


def test_an_unknown_address_is_answered_in_both_languages(site: Path, browser: Browser) -> None:
    # Not through `visit`: Chromium itself complains of the status in the console.
    with serve(site, "/") as served:
        page = browser.new_page()
        answer = page.goto(served.url("en/sources/no-such-source/"))
        assert answer
        assert answer.status == 404
        for language in LANGUAGES:
            assert page.locator(f"[lang='{language}']").count() > 0
        assert served.missing == ["/en/sources/no-such-source/"]
        page.locator("a[hreflang='en']").first.click()
        page.wait_for_url(served.url("en/"))
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_can_be_read_in_either_scheme(
    at_root: Served, site: Path, visit: Visit, language: str, scheme: str
) -> None:
    page = visit(at_root, f"{language}/{annotated(site)}", color_scheme=scheme)
    text, background = page.evaluate(LUMINANCE)
    assert (max(text, background) + 0.05) / (min(text, background) + 0.05) >= 7
    assert (background < 0.2) == (scheme == "dark")
