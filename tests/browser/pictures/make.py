"""Pictures for link previews: the theme's own, and a dossier's, one in each of its languages.

`make pictures` calls it. The dossier's show its title, its texts in the order of time, and the
words of one annotation as the site marks them; they go to docs/<language>/images/preview.png,
where `picture` in dossier.yaml finds them.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, sync_playwright

from hashiya import build
from hashiya.date import parse_date
from hashiya.model import Edition, Source
from hashiya.publish.assets import assets
from hashiya.render.interface import direction
from tests.browser import chromium

HERE = Path(__file__).resolve().parent
THEME = HERE.parents[2] / "build_tools" / "hashiya" / "theme"
SIZE = {"width": 1200, "height": 630}
COLOUR = "#861a2b"
TOUCHING = 1.5
"""Dots that would be closer than so many parts of a hundred stand over each other."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in one language."""

    words: str
    language: str
    direction: str


def said(edition: Edition, address: str) -> dict[str, Said]:
    """The words of an annotation in the source and in its translations, by language."""
    name, _, fragment = address.partition("#")
    source = edition.source(name)
    span = edition.anchored.spans[name, fragment]
    words = {source.language: source.text[span.start : span.end]}
    layers = {layer.name: layer for layer in source.layers}
    for one in edition.anchored.renderings.get((name, fragment), ()):
        layer = layers[one.layer]
        text = layer.translations[one.passage].text
        words.setdefault(layer.language, text[one.start : one.end])
    return {tag: Said(text, tag, direction(tag)) for tag, text in words.items()}


def in_time(edition: Edition) -> tuple[list[tuple[int, float]], list[tuple[float, int]]]:
    """Years and texts along a line, in parts of a hundred; a text also has its height over it."""
    days = sorted(_day(source) for source in edition.sources if source.published)
    years = range(days[0].year, days[-1].year + 2)
    first = datetime.date(years[0], 1, 1)
    whole = (datetime.date(years[-1], 1, 1) - first).days

    def at(day: datetime.date) -> float:
        return round(100 * (day - first).days / whole, 2)

    dots: list[tuple[float, int]] = []
    for place in map(at, days):
        touching = bool(dots) and place - dots[-1][0] < TOUCHING
        dots.append((place, dots[-1][1] + 1 if touching else 0))
    return [(year, at(datetime.date(year, 1, 1))) for year in years], dots


def _day(source: Source) -> datetime.date:
    assert source.published
    date = parse_date(source.published.date)
    assert date
    return date.earliest


def pages(edition: Edition, address: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What each language's picture shows: its own words first."""
    words = said(edition, address)
    years, dots = in_time(edition)
    settings = edition.dossier.settings
    for language in settings.languages:
        others = [one for name, one in words.items() if name != language]
        yield (
            language,
            {
                "language": language,
                "direction": direction(language),
                "title": settings.title[language],
                "words": [words[language], *others] if language in words else others,
                "relation": _relation(edition, address),
                "colour": COLOUR,
                "years": years,
                "dots": dots,
            },
        )


def _relation(edition: Edition, address: str) -> str:
    name, _, fragment = address.partition("#")
    links = (
        *edition.outgoing[name].get(fragment, ()),
        *edition.incoming[name].get(fragment, ()),
    )
    relations = {link.relation for link in links}
    return "contradicts" if "contradicts" in relations else "supports"


def draw(browser: Browser, page: Path, picture: Path) -> None:
    """Take the picture that a page is."""
    view = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
    view.goto(page.as_uri())
    view.wait_for_function("document.fonts.status === 'loaded'")
    picture.parent.mkdir(parents=True, exist_ok=True)
    view.screenshot(path=picture)
    view.close()
    print(f"{picture}: {picture.stat().st_size // 1024} KB")


def draw_all(browser: Browser, project: Path, address: str, folder: Path) -> None:
    """Draw the theme's picture and the dossier's."""
    draw(browser, HERE / "theme.svg", THEME / "preview.png")
    theme = assets()
    for uri, content in theme.files:
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_bytes(content)
    edition = build.edition(project).edition
    assert edition
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True)
    for language, values in pages(edition, address):
        page = folder / f"{language}.html"
        html = templates.get_template("dossier.html").render(**values, styles=[theme.style])
        page.write_text(html, encoding="utf-8")
        draw(browser, page, project / "docs" / language / "images" / "preview.png")


def main() -> int:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="the annotation whose words are shown: source#id")
    parser.add_argument("--project", type=Path, default=Path())
    arguments = parser.parse_args()
    found = chromium.find()
    if found is None:
        print(chromium.ABSENT, file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(chromium.FLAGS))
        draw_all(browser, arguments.project.resolve(), arguments.address, Path(folder))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
