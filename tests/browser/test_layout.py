"""The source page holds at every width, zoom, view and scheme, on screen and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hashiya.kinds import KINDS
from hashiya.model import RELATIONS
from hashiya.publish.assets import templates
from hashiya.render.marking import LANES
from tests.browser import chromium
from tests.browser.conftest import Visit
from tests.browser.server import Served

LANGUAGES = ("ar", "en")
WIDTHS = (1440, 1024, 768, 390, 320)
"""320 is also 1280 at 400 %, and 768 and 390 stand for 200 %."""
VIEWS = ("both", "original", "translation")

# WCAG 1.4.12: what a reader may set without losing anything.
TEXT_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Elements that cut off their own words. A note beside the text may show its beginning only.
CLIPPED = """() => [...document.querySelectorAll("main *, header *")].filter(element => {
  const style = getComputedStyle(element);
  const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
  return cuts && !element.closest(".hy-vh, .hy-note, [popover], svg") && element.offsetWidth > 1
    && (element.scrollWidth > element.clientWidth + 1
      || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 80))"""

# Elements that cut the lines of their words off.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")].filter(element =>
  /hidden|clip/.test(getComputedStyle(element).overflowX) && element.offsetWidth > 1
    && !element.closest(".hy-vh, .hy-note, thead, [popover], svg")
    && element.scrollWidth > element.clientWidth + 1
).map(element => element.outerHTML.slice(0, 80))"""

LARGE = (
    "",
    "claims/",
    "guide/",
    "bibliography/",
    "sources/combat-mission-2021/",
    "edition/",
    "map/",
)
"""Pages of all sorts, for text of twice the size."""

# Texts and notes of one passage that lie on one another.
OVERLAPPING = """() => [...document.querySelectorAll(".hy-row")].flatMap(row => {
  const parts = [...row.querySelectorAll(".hy-a, .hy-b, .hy-n, .hy-facts, .hy-note, .hy-backlinks")]
    .filter(part => !part.parentElement.closest(".hy-note, .hy-backlinks") && part.offsetHeight)
    .map(part => [part, part.getBoundingClientRect()]);
  return parts.flatMap(([one, a], index) => parts.slice(index + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
    .map(([other]) => `${row.id}: ${one.className} and ${other.className}`));
})"""

# How far the first lines of a passage's two texts stand apart.
BASELINES = """() => [...document.querySelectorAll(".hy-rows .hy-text")].map(text => {
  const lines = [".hy-a", ".hy-b"].map(side => {
    const probe = document.createElement("span");
    probe.textContent = "x";
    text.querySelector(`${side} > p`).prepend(probe);
    const box = probe.getBoundingClientRect();
    probe.remove();
    return box.bottom;
  });
  return Math.abs(lines[0] - lines[1]);
})"""

# The letters on each full line of the texts in a language.
MEASURES = """language => [...document.querySelectorAll(".hy-rows [data-side] > p")]
  .filter(p => p.parentElement.lang === language).filter(p => p.offsetHeight).flatMap(p => {
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const lines = new Map();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".hy-refs")) continue;
      for (let at = 0; at < node.length; at += 1) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        const line = box && Math.round(box.bottom / 12);
        if (box) lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    return [...lines.values()].slice(0, -1);
  })"""

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 600);
})"""


@pytest.fixture(scope="session")
def sources(site: Path) -> list[str]:
    """The source pages with notes, below their language's folder."""
    found = sorted((site / "en" / "sources").glob("*/index.html"))
    pages = [f"sources/{path.parent.name}/" for path in found if "hy-note" in path.read_text()]
    assert len(pages) > 1
    return pages


def choose(page: Page, view: str) -> None:
    """Show the original, the translation, or both."""
    page.locator(f"[name=view][value={view}]").check(force=True)


def states(page: Page) -> list[str]:
    """Bring the page into each of its states in turn; what is wrong with them."""
    complaints = []

    def look(state: str) -> None:
        wide = page.evaluate(TOO_WIDE)
        if wide > 0:
            complaints.append(f"{state}: {wide} too wide")
        complaints.extend(f"{state}: clipped {one}" for one in page.evaluate(CLIPPED))
        complaints.extend(f"{state}: overlap {one}" for one in page.evaluate(OVERLAPPING))

    for view in VIEWS:
        choose(page, view)
        look(view)
    choose(page, "both")
    for name in ("interleave", "annotations", "whole"):
        box = page.locator(f"[name={name}]")
        if box.is_visible():
            box.click()
            look(name)
            box.click()
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    page.evaluate("document.querySelector('.hy-key').open = false")
    look("all unfolded")
    return complaints


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_view_fits_its_window(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/", width)
    for path in (sources[0], sources[1], sources[-1]):
        page.goto(at_root.url(f"{language}/{path}"))
        assert states(page) == [], path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 320])
def test_the_readers_own_text_spacing_loses_nothing(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}", width, bypass_csp=True)
    page.add_style_tag(content=TEXT_SPACING)
    assert states(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 1024, 768])
def test_the_first_lines_of_both_texts_stand_on_one_line(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}", width)
    apart = page.evaluate(BASELINES)
    assert len(apart) > 5
    assert max(apart) < 2, apart


@pytest.mark.parametrize("width", [1440, 768])
def test_a_line_of_one_language_alone_has_60_to_75_letters(
    at_root: Served, sources: list[str], visit: Visit, width: int
) -> None:
    page = visit(at_root, f"en/{sources[0]}", width)
    choose(page, "translation")
    page.wait_for_function("document.fonts.status === 'loaded'")
    lines = sorted(page.evaluate(MEASURES, "en"))
    assert len(lines) > 10
    assert 60 <= lines[len(lines) // 2] <= 75, lines


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_bar_is_one_line_and_covers_no_target(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}", width)
    box = page.locator(".hy-views").bounding_box()
    assert box
    assert box["height"] <= 60
    rows = page.locator(".hy-rows > .hy-row").evaluate_all("rows => rows.map(row => row.id)")
    notes = page.locator("aside.hy-note").evaluate_all("notes => notes.map(note => note.id)")
    for target in (rows[1], rows[-2], notes[len(notes) // 2]):
        page.goto(at_root.url(f"{language}/{sources[0]}#{target}"))
        page.wait_for_timeout(150)
        top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", target)
        below = page.evaluate("document.querySelector('.hy-views').getBoundingClientRect().bottom")
        assert top >= below - 1, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_stands_in_the_head_and_nowhere_else(
    at_root: Served, visit: Visit, sources: list[str], language: str
) -> None:
    seen = 0
    page = visit(at_root, f"{language}/")
    for path in sources:
        page.goto(at_root.url(f"{language}/{path}"))
        head = page.locator(".hy-head > [data-role=headline]")
        if not head.count():
            continue
        seen += 1
        words = page.locator("h1").inner_text()
        assert page.locator("h1").get_attribute("lang") == language
        other = page.locator(".hy-head .hy-subtitle")
        assert other.get_attribute("data-side") != page.locator("h1").get_attribute("data-side")
        assert head.locator(f"a[href='#{head.get_attribute('id')}']").count() == 1
        assert words not in page.locator(".hy-rows").inner_text()
        for name in head.locator("aside.hy-note").evaluate_all("all => all.map(one => one.id)"):
            for side in ("original", "translation"):
                assert head.locator(f"[data-side={side}] a[href='#{name}']").count() == 1
    assert seen


PRINTED = """() => ({
  chrome: [".hy-views", ".hy-nav", ".hy-tools", ".hy-skip", ".hy-foot-languages"]
    .flatMap(name => [...document.querySelectorAll(name)])
    .filter(element => element.offsetHeight).map(element => element.className),
  notes: [...document.querySelectorAll("aside.hy-note")]
    .filter(note => !note.checkVisibility() || note.scrollHeight > note.clientHeight + 1)
    .map(note => note.id),
  sides: [...new Set([...document.querySelectorAll(".hy-rows [data-side]")]
    .filter(side => side.checkVisibility()).map(side => side.dataset.side))].sort(),
  paper: getComputedStyle(document.documentElement).backgroundColor,
})"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [672, 1440])
def test_on_paper_stand_the_text_and_its_notes_and_no_controls(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}", width, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate(PRINTED)
    assert seen["chrome"] == []
    assert seen["notes"] == []
    assert seen["sides"] == ["original", "translation"]
    assert seen["paper"] == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    choose(page, "original")
    page.emulate_media(media="print")
    assert page.evaluate(PRINTED)["sides"] == ["original"]


# The links of prose to passages of the same page: what paper says behind them, their number.
PLACES = """() => [...document.querySelectorAll(".hy-prose a[href*='/sources/']")]
  .filter(link => link.pathname === location.pathname)
  .map(link => [
    getComputedStyle(link, "::after").content,
    document.getElementById(link.hash.slice(1)).closest(".hy-row")
      .querySelector(".hy-n > :first-child a").lastChild.textContent,
  ])"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_of_prose_says_on_paper_where_it_leads(
    at_root: Served, sources: list[str], visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/")
    met = 0
    for path in sources:
        page.goto(at_root.url(f"{language}/{path}"))
        page.emulate_media(media="screen")
        assert {content for content, _ in page.evaluate(PLACES)} <= {"none"}
        page.emulate_media(media="print")
        for content, number in page.evaluate(PLACES):
            assert re.search(rf'^" \(.{{10,}}[^0-9]{number}\)"$', content), path
            met += 1
    assert met


def printed(page: Page) -> int:
    """How many sheets of A4 the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_a_printed_passage_may_be_broken_with_its_notes(
    at_root: Served, sources: list[str], visit: Visit
) -> None:
    """Where long notes may not be broken, much of the paper stays empty."""
    page = visit(at_root, f"en/{sources[0]}", bypass_csp=True)
    pages = printed(page)
    page.add_style_tag(content="@media print { .hy-note { break-inside: avoid !important } }")
    assert 1 < pages < 0.9 * printed(page)


def test_paper_shows_letters_in_their_own_size(
    at_root: Served, sources: list[str], visit: Visit
) -> None:
    """Chromium makes a page smaller that has anything, if only hidden words, beyond its edge."""
    page = visit(at_root, f"en/{sources[0]}", bypass_csp=True)
    pages = printed(page)
    page.add_style_tag(content="@media print { .hy-main { contain: paint; overflow: clip } }")
    assert printed(page) == pages


def test_paper_has_no_words_for_the_ear(at_root: Served, sources: list[str], visit: Visit) -> None:
    page = visit(at_root, f"en/{sources[0]}")
    hidden = page.locator(".hy-vh").first
    expect(hidden).to_have_css("position", "absolute")
    page.emulate_media(media="print")
    shown = "all => all.filter(words => words.getClientRects().length).length"
    assert page.locator(".hy-vh").evaluate_all(shown) == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_the_sign_of_arrival_stands_beside_the_passage(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}", width)
    name = page.locator(".hy-rows > .hy-row").nth(2).get_attribute("id")
    page.goto(at_root.url(f"{language}/{sources[0]}#{name}"))
    bar = page.locator(".hy-row:target").evaluate(
        """(row) => {
          const { insetInlineStart, inlineSize, content } = getComputedStyle(row, "::before");
          const end = parseFloat(insetInlineStart) + parseFloat(inlineSize);
          return [content, end, -parseFloat(insetInlineStart) < row.getBoundingClientRect().left];
        }"""
    )
    assert bar[0] == '""'
    assert bar[1] <= 0
    assert bar[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_keep_to_their_own_room(
    at_root: Served, sources: list[str], visit: Visit, language: str
) -> None:
    """Put together from "=" and a stroke, "≠" lies on the letter after it."""
    page = visit(at_root, f"{language}/{sources[0]}")
    beyond = page.evaluate(
        """(signs) => {
          const pen = document.createElement("canvas").getContext("2d");
          const style = getComputedStyle(document.querySelector(".hy-chip"));
          pen.font = `600 100px ${style.fontFamily}`;
          return signs.filter((sign) => {
            const { width, actualBoundingBoxRight } = pen.measureText(sign);
            return actualBoundingBoxRight > width + 5;
          });
        }""",
        sorted({one.sign for one in RELATIONS.values()}),
    )
    assert beyond == []


@pytest.mark.parametrize("width", [768, 320])
def test_a_link_in_the_foot_stays_on_one_line(at_root: Served, visit: Visit, width: int) -> None:
    page = visit(at_root, "en/", width)
    links = page.locator(".hy-foot a:not(.hy-foot-site > :first-child)")
    assert set(links.evaluate_all("all => all.map(a => a.getClientRects().length)")) == {1}
    # Of words of any length: some do not fit beside what stands before them.
    lines = """(all) => Math.max(...all.map((a) => {
      const words = document.createRange();
      words.selectNodeContents(a);
      return new Set([...words.getClientRects()].map((box) => Math.round(box.bottom / 9))).size;
    }))"""
    for more in (0, 8, 16):
        links.evaluate_all("(all, more) => all.forEach(a => a.append(' of'.repeat(more)))", more)
        assert links.evaluate_all(lines) == 1


def test_lines_tell_kinds_apart_without_colour() -> None:
    numbered = [kind.line for kind in KINDS.values() if kind.numbered]
    fine = [kind.line for kind in KINDS.values() if not kind.numbered]
    assert len(set(numbered)) == len(numbered)
    assert len(set(fine)) == len(fine)
    signs = {one.kin: one.sign for one in RELATIONS.values()}
    assert len(set(signs.values())) == len(signs)


def test_a_view_is_asked_of_its_controls_and_not_of_the_whole_page() -> None:
    """Asked of the page, :has() goes through all of its elements at every change."""
    css = "".join(file.read_text() for file in (templates().parent / "css").glob("*.css"))
    asked = set(re.findall(r"(?m)^\s*(\S+?):(?:not\(:)?has\(.*:checked", css))
    lists = {".hy-matrix", ".hy-timeline", ".no-js"}
    assert asked - lists == {".hy-views", ".hy-head"}


def test_every_tone_is_a_token() -> None:
    tokens = (templates().parent / "css/tokens.css").read_text()
    tones = {kind.tone for kind in KINDS.values()} | {one.tone for one in RELATIONS.values()}
    assert all(f"--hy-{tone}: light-dark(" in tokens for tone in tones)


def test_every_lane_that_is_drawn_has_its_own_offset() -> None:
    css = (templates().parent / "css/marks.css").read_text()
    offsets = re.findall(r'^\[data-lane="(\d)"\] \{\n  --hy-lane: (\d);', css, re.MULTILINE)
    assert offsets == [(str(lane), str(lane)) for lane in range(1, LANES)]


LINES = """() => Object.fromEntries(
  [...document.querySelectorAll(".hy-rows :is(.hy-m, .hy-name)")].map(mark => {
    const { textDecorationLine, textDecorationStyle } = getComputedStyle(mark);
    const name = mark.dataset.relation ?? mark.dataset.kind;
    return [name, [textDecorationLine, textDecorationStyle]];
  }))"""
SIGNS = """() => Object.fromEntries(
  [...document.querySelectorAll(".hy-ref[data-relation]")].map(
    mark => [mark.dataset.relation, getComputedStyle(mark, "::before").content]))"""


@pytest.mark.parametrize("forced", ["none", "active"])
def test_marks_keep_line_and_sign_with_forced_colours(
    at_root: Served, sources: list[str], visit: Visit, forced: str
) -> None:
    lines = {kind.name: kind.line for kind in KINDS.values()}
    lines |= {one.kin: one.line for one in RELATIONS.values()}
    signs = {one.kin: one.sign for one in RELATIONS.values()}
    page = visit(at_root, "en/", forced_colors=forced)
    met: set[str] = set()
    for path in sources:
        page.goto(at_root.url(f"en/{path}"))
        for name, (line, style) in page.evaluate(LINES).items():
            assert (line, style) == ("underline", lines[name]), name
            met.add(name)
        for name, content in page.evaluate(SIGNS).items():
            assert content.startswith(f'"{signs[name]}"'), name
    assert len(met) > 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_while_the_page_loads(
    at_root: Served, sources: list[str], visit: Visit, language: str, width: int
) -> None:
    # A face that on a busy machine comes just after the first frame moves the lines once in a
    # hundred loads; whatever else moves them does so in every load.
    pages = (visit(at_root, f"{language}/{sources[0]}", width) for _ in range(3))
    assert any(page.evaluate(SHIFTS) == 0 for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_joined_script_is_spaced_slanted_or_capitalised(
    at_root: Served, sources: list[str], visit: Visit, language: str
) -> None:
    page = visit(at_root, f"{language}/{sources[0]}")
    odd = page.evaluate("""() => [...document.querySelectorAll("body *")].filter(element => {
      const style = getComputedStyle(element);
      const own = [...element.childNodes].some(
        node => node.nodeType === 3 && /[\\u0620-\\u06ff]/.test(node.data));
      return own && (style.fontStyle !== "normal" || style.textTransform !== "none"
        || !["normal", "0px"].includes(style.letterSpacing));
    }).map(element => element.outerHTML.slice(0, 90))""")
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_text_on_a_phone_neither_widens_a_page_nor_fills_it_with_the_head(
    at_root: Served, browser: Browser, language: str
) -> None:
    """A reader who has set the browser's text to twice its size (WCAG 2.2, 1.4.4 and 1.4.10)."""
    flags = [*chromium.FLAGS, "--blink-settings=defaultFontSize=32"]
    found = browser.browser_type.launch(executable_path=chromium.find(), args=flags)
    page = found.new_page(viewport={"width": 390, "height": 844})
    wrong: dict[str, object] = {}
    for path in LARGE:
        page.goto(at_root.url(f"{language}/{path}"))
        head = page.evaluate("document.querySelector('.hy-top').offsetHeight")
        faults = page.evaluate(TOO_WIDE), head > 340, page.evaluate(CUT_OFF)
        if any(faults):
            wrong[path] = faults
    found.close()
    assert not wrong
