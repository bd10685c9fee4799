"""What stands in the built pages, read without a browser: ids, addresses, languages, scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

# The elements that have no end tag.
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
ADDRESSES = frozenset({("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")})


@dataclass
class Element:
    """A start tag: its name, attributes, and the text inside it."""

    name: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())


class Document(HTMLParser):
    """One page: all its elements in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]

    @property
    def addresses(self) -> list[str]:
        """Every address that a browser would follow or load."""
        return [
            value
            for element in self.elements
            for name, value in element.attributes.items()
            if (element.name, name) in ADDRESSES
        ]

    def all(self, name: str, of_class: str = "") -> list[Element]:
        return [
            element
            for element in self.elements
            if element.name == name and (not of_class or of_class in element.classes)
        ]


@cache
def document(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8"))


def paths(site: Path) -> list[Path]:
    """Every page of the built site."""
    return sorted(site.rglob("*.html"))


def sources(site: Path, language: str) -> list[str]:
    """The paths of all source pages in one language, as a reader would type them."""
    return [
        path.parent.relative_to(site).as_posix() + "/"
        for path in sorted((site / language).rglob("index.html"))
        if document(path).all("article", "hy-source")
    ]
