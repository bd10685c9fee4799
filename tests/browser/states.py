"""The states that a page can be in: the views of a text, an open note, card, menu.

The audit looks at each of them, and `make shots` takes pictures of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as Late

Reach = Callable[[Page], bool]
"""Brings a page into a state; False where the page, at this width, has no such state."""

SETTLED = 150
"""Milliseconds after which what a script does on a click is done."""
AWAITED = 3000
"""Milliseconds after which nothing comes any more."""


def _chosen(name: str, value: str) -> Reach:
    """A radio button of the view is chosen."""

    def reach(page: Page) -> bool:
        return _set(page.locator(f"form.hy-views input[name='{name}'][value='{value}']"), True)

    return reach


def _ticked(name: str, on: bool) -> Reach:
    """A box of the view is ticked, or is not."""

    def reach(page: Page) -> bool:
        return _set(page.locator(f"form.hy-views input[name='{name}']"), on)

    return reach


def _set(control: Locator, on: bool) -> bool:
    if not (control.count() and control.first.is_visible()):
        return False
    control.first.set_checked(on, force=True)
    return control.first.is_checked() == on


def _pressed(opener: str, opened: str) -> Reach:
    """The first visible opener was pressed, and what it opens is there."""

    def reach(page: Page) -> bool:
        return _press(page, opener) and _is_there(page, opened)

    return reach


def _press(page: Page, selector: str) -> bool:
    found = page.locator(f":is({selector}):visible")
    if not found.count():
        return False
    # The middle of its last box: a marker's first box are words that only screen readers hear.
    found.first.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    boxes = found.first.evaluate("e => [...e.getClientRects()].map(r => r.toJSON())")
    box = boxes[-1]
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(SETTLED)
    return True


def _is_there(page: Page, selector: str) -> bool:
    """Whether something comes into view before long: what a card shows may be fetched."""
    try:
        page.locator(f":is({selector}):visible").first.wait_for(timeout=AWAITED)
    except Late:
        return False
    return True


def _unfolded(page: Page) -> bool:
    """Everything that folds is unfolded."""
    # The key is no fold: it opens over the text, and hides a part of it.
    folded = "document.querySelectorAll('main details:not([open], .hy-key)')"
    count: int = page.evaluate(f"{folded}.length")
    page.evaluate(f"{folded}.forEach(details => {{ details.open = true; }})")
    return count > 0


CARD = ".hy-card:popover-open"
OPENS_CARD = "main .hy-preview"
OPENS_NEXT = f"{CARD} :is(.hy-next a, .hy-preview)"
SECOND = f"{CARD} .hy-back"


def _card(page: Page) -> bool:
    """A passage of another source is shown over the page; its link may be folded away."""
    if not page.locator(f"{OPENS_CARD}:visible").count():
        _unfolded(page)
    return _pressed(OPENS_CARD, CARD)(page)


def _card_in_card(page: Page) -> bool:
    return _card(page) and _pressed(OPENS_NEXT, SECOND)(page)


STATES: Mapping[str, Reach] = {
    "original": _chosen("view", "original"),
    "translation": _chosen("view", "translation"),
    "interleave": _ticked("interleave", on=True),
    "annotations off": _ticked("annotations", on=False),
    "notes in full": _ticked("whole", on=True),
    "unfolded": _unfolded,
    "note": _pressed("main a.hy-ref", "main aside.hy-note, [popover]:popover-open"),
    "card": _card,
    "card in a card": _card_in_card,
    "menu": _pressed("button.hy-menu", "#hy-nav:popover-open"),
    "appearance": _pressed("button.hy-scheme-button", "#hy-scheme:popover-open"),
}


def states_of(page: Page, url: str) -> Iterator[str]:
    """Bring a page into each of its states in turn, and name it."""
    opened = False
    for name, reach in STATES.items():
        if not opened:
            page.goto(url)
            # The view of the state before is remembered for the visit.
            page.evaluate("sessionStorage.clear()")
            page.reload()
            page.wait_for_function("document.fonts.status === 'loaded'")
        opened = not reach(page)
        if not opened:
            yield name
        elif page.locator("[popover]:popover-open").count():
            opened = False  # it came half of the way


def examples(site: Path, pages: Sequence[str]) -> list[str]:
    """The longest page of each kind in each language: `ar/sources/x/` for all of `ar/sources/`."""
    longest: dict[tuple[str, ...], tuple[int, str]] = {}
    for page in pages:
        *folders, last = Path(page).parts or ("",)
        kind = (*folders[:2], str(len(folders)), "" if len(folders) > 1 else last)
        file = site / page
        size = (file / "index.html" if file.is_dir() else file).stat().st_size
        longest[kind] = max(longest.get(kind, (0, "")), (size, page))
    return sorted(page for _, page in longest.values())
