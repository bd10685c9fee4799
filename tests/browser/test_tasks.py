"""Six things that readers come for, done by keyboard alone and by the accessibility tree alone.

What was pressed and heard stands in docs/tool/reader-tasks.md; `pytest --accept -n 0` writes
it there anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from hashiya import build
from hashiya.kind import Naming
from hashiya.kinds import KINDS
from hashiya.model import Annotation, Edition, Layer, Link, Passage, Source
from hashiya.render.interface import Interface
from tests.browser.reader import NOWHERE, Keys, Reader, Tree
from tests.browser.server import Served
from tests.conftest import ROOT

RECORD = ROOT / "docs" / "tool" / "reader-tasks.md"
LANGUAGES = ("ar", "en")
WAYS: tuple[type[Reader], ...] = (Keys, Tree)
_BLOCK = re.compile(r"(?ms)^```text (?P<name>[\w ]+)\n(?P<body>.*?)^```$")
_FIRST = 24
"""Letters that are enough to know a passage by."""


@dataclass(frozen=True, slots=True)
class Place:
    """The passage that the tasks begin at, as a reader of one language knows it."""

    edition: Edition
    interface: Interface
    contradiction: Link

    @property
    def source(self) -> Source:
        return self.edition.source(self.contradiction.origin.source)

    @property
    def passage(self) -> Passage:
        return self.source.passages[self.contradiction.origin.span.first]

    @property
    def path(self) -> str:
        return f"sources/{self.source.id}/#{self.passage.id}"

    @property
    def other(self) -> str:
        return next(one for one in LANGUAGES if one != self.interface.language)

    def word(self, message: str, **values: str) -> str:
        """A word of the interface, as a pattern."""
        return re.escape(self.interface.gettext(message).format(**values))

    def numbered(self, passage: Passage) -> str:
        """What the link to a passage on its own page is called."""
        return rf"^{self.word('Passage')} *{passage.id[1:]}$"

    def called(self, source: Source, passage: Passage) -> str:
        """How the link to a passage of another source ends: its date and its number."""
        assert source.published
        date = re.escape(self.interface.date(source.published.date))
        return rf"{date}.*{self.word('passage {n}', n=passage.id[1:])}$"


@pytest.fixture(scope="module")
def edition() -> Edition:
    edition = build.edition(ROOT).edition
    assert edition
    return edition


@pytest.fixture(params=LANGUAGES)
def place(request: pytest.FixtureRequest, edition: Edition) -> Place:
    """The first passage of a text's body with a note that contradicts another source."""
    links = (
        link
        for source in edition.sources
        for item in edition.annotations[source.id]
        for link in edition.outgoing[source.id].get(item.id, ())
    )
    chosen = next(
        link
        for link in links
        if link.relation == "contradicts"
        and link.to.source != link.origin.source
        and edition.source(link.origin.source).passages[link.origin.span.first].role == "body"
    )
    return Place(edition, Interface(request.param, edition.dossier.settings), chosen)


@pytest.fixture(params=WAYS, ids=lambda way: way.way)
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield request.param(context.new_page())
    context.close()


Written = Callable[[str, Reader, Place], None]


@pytest.fixture
def written(accept: bool) -> Written:
    """Write down what a reader did and heard; without `--accept` only that there is a place."""

    def write(task: str, reader: Reader, place: Place) -> None:
        name = f"{task} {place.interface.language} {reader.way}"
        text = RECORD.read_text(encoding="utf-8")
        blocks = {match["name"]: match for match in _BLOCK.finditer(text)}
        assert name in blocks, f"{RECORD.name} has no record of {name}"
        rows = "".join(f"{step.did:<24} {step.heard}\n" for step in reader.steps)
        if accept:
            start, end = blocks[name].span("body")
            RECORD.write_text(text[:start] + rows + text[end:], encoding="utf-8")
        else:
            assert blocks[name]["body"].strip(), f"{name} was never recorded: pytest --accept -n 0"

    return write


def begin(reader: Reader, place: Place, served: Served) -> None:
    """Come to the passage."""
    reader.open(served.url(f"{place.interface.language}/{place.path}"))
    reader.look("link", place.numbered(place.passage))


def layer(source: Source) -> Layer:
    return next(one for one in source.layers if one.default or len(source.layers) == 1)


def texts(source: Source, passage: Passage) -> list[str]:
    """The beginning of a passage in the original and in its translation."""
    both = (source.words(passage), layer(source).translations[passage.id].text)
    return [_letters(text)[:_FIRST] for text in both]


def heard(reader: Reader) -> str:
    """All letters of the page, as one text: a name that is a link may begin inside a word."""
    return _letters(reader.words(reader.all()[0]))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def marker_of(reader: Reader, place: Place) -> str:
    """The number of the next note that contradicts something, which eyes see by its double line."""
    word = reader.next("StaticText", rf"{place.word('Contradicts')}$")
    notes = (one for one in reader.find("doc-footnote") if one.at < word.at < one.end)
    note = next(notes)
    number = next(one.name for one in reader.all()[note.at : note.end] if one.role == "link")
    return f"^{re.escape(number)}$"


def test_find_what_contradicts_a_passage(
    reader: Reader, place: Place, at_root: Served, written: Written
) -> None:
    begin(reader, place, at_root)
    number = marker_of(reader, place)
    reader.reach("doc-noteref", number)
    reader.act("doc-footnote")
    reader.look("StaticText", rf"{place.word('Contradicts')}$")
    reader.reach("button", place.word("Preview"))
    reader.act("dialog")
    to = place.contradiction.to
    source = place.edition.source(to.source)
    (card,) = reader.find("dialog")
    shown = _letters(reader.words(card))
    for text in texts(source, source.passages[to.span.first]):
        assert text in shown
    reader.leave("button", place.word("Close"), "button")
    assert not list(reader.find("dialog"))
    focused = reader.focused()
    assert focused
    assert re.search(place.word("Preview"), focused.name)
    written("contradiction", reader, place)


def test_read_a_note_and_come_back(
    reader: Reader, place: Place, at_root: Served, written: Written
) -> None:
    begin(reader, place, at_root)
    marker = reader.reach("doc-noteref")
    reader.act("doc-footnote")
    note = next(one for one in reader.all() if one.backend == reader.here)
    assert note.role == "doc-footnote"
    assert marker.name in reader.words(note)
    assert len(reader.words(note)) > 2 * len(marker.name)
    own = place.interface.language_name(place.interface.language)
    reader.leave("doc-backlink", own, "doc-noteref")
    focused = reader.focused()
    assert focused
    assert (focused.role, focused.name) == (marker.role, marker.name)
    written("note", reader, place)


def test_compare_both_languages(
    reader: Reader, place: Place, at_root: Served, written: Written
) -> None:
    reader.open(at_root.url(f"{place.interface.language}/sources/{place.source.id}/"))
    shown = []
    if isinstance(reader, Keys):
        reader.reach("link", place.word("Skip to content"))
        reader.act("main")
    reader.reach("radio")
    for _ in range(3):
        page = heard(reader)
        shown.append(tuple(text in page for text in texts(place.source, place.passage)))
        if isinstance(reader, Keys):
            reader.press("ArrowDown")
        elif len(shown) < 3:
            reader.reach("radio")
            reader.act()
    assert sorted(shown) == [(False, True), (True, False), (True, True)]
    if isinstance(reader, Tree):
        reader.here = NOWHERE
        reader.reach("radio")
        reader.act()
    page = heard(reader)
    original, translation = (page.find(text) for text in texts(place.source, place.passage))
    own_first = place.interface.language == place.source.language
    assert min(original, translation) > -1
    assert (original < translation) == own_first
    written("comparison", reader, place)


def test_switch_language_in_place(
    reader: Reader, place: Place, at_root: Served, written: Written
) -> None:
    begin(reader, place, at_root)
    there = Interface(place.other, place.edition.dossier.settings)
    name = there.gettext("Passage {n} in {language}").format(
        n=place.passage.id[1:], language=there.language_name(place.other)
    )
    reader.reach("link", re.escape(name))
    reader.act(at_root.url(f"{place.other}/{place.path}"))
    beyond = Place(place.edition, there, place.contradiction)
    # What comes next is in the same passage: nobody has to look for it again.
    reader.here = NOWHERE
    reader.look("link", beyond.numbered(place.passage))
    reader.reach("doc-noteref")
    assert place.passage.id in reader.page.evaluate("document.querySelector(':target').id")
    written("language", reader, place)


def test_cite_a_passage(reader: Reader, place: Place, at_root: Served, written: Written) -> None:
    begin(reader, place, at_root)
    reader.here = NOWHERE
    reader.reach("link", place.numbered(place.passage))
    reader.act("button")
    focused = reader.focused()
    assert focused
    if not re.search(place.word("A citation"), focused.name):
        reader.reach("button", place.word("A citation"))
    reader.act("link")
    reader.hear("status", place.word("Copied"))
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert at_root.url(f"{place.interface.language}/{place.path}") in copied
    assert place.passage.id[1:] in copied
    written("citation", reader, place)


def test_reach_the_other_sources_of_a_claim(
    reader: Reader, place: Place, at_root: Served, written: Written
) -> None:
    name, others = claim(place)
    statement = place.edition.dossier.registers["claims"][name].label[place.interface.language]
    begin(reader, place, at_root)
    reader.reach("link", f"^{re.escape(statement)}")
    reader.act(at_root.url(f"{place.interface.language}/claims/{name}/"))
    reader.look("heading", place.word("Who says what"))
    for source, passage in others:
        reader.next("link", place.called(source, passage))
    source, passage = others[0]
    reader.reach("link", place.called(source, passage))
    reader.act(at_root.url(f"{place.interface.language}/sources/{source.id}/*"))
    reader.look("link", place.numbered(passage))
    written("claim", reader, place)


def claim(place: Place) -> tuple[str, list[tuple[Source, Passage]]]:
    """A claim that the passage bears on, and where other sources do."""
    edition = place.edition
    index = place.source.passages.index(place.passage)
    for item in edition.annotations[place.source.id]:
        span = edition.anchored.spans[place.source.id, item.id]
        if span.first <= index <= span.last:
            for name in _claims(item):
                if found := list(_bearing(edition, name, place.source)):
                    return name, found
    raise AssertionError("the passage has no claim that another source bears on")


def _claims(item: Annotation) -> list[str]:
    said = (one for body in item.bodies for one in KINDS[body.kind].says(body))
    return [str(one.id) for one in said if isinstance(one, Naming) and one.register == "claims"]


def _bearing(edition: Edition, name: str, own: Source) -> Iterator[tuple[Source, Passage]]:
    for source in edition.sources:
        for item in edition.annotations[source.id]:
            if source is not own and name in _claims(item):
                span = edition.anchored.spans[source.id, item.id]
                yield source, source.passages[span.first]


def test_every_task_is_recorded() -> None:
    names = [match["name"] for match in _BLOCK.finditer(RECORD.read_text(encoding="utf-8"))]
    tasks = ("contradiction", "note", "comparison", "language", "citation", "claim")
    assert names == [
        f"{task} {language} {way.way}" for task in tasks for language in LANGUAGES for way in WAYS
    ]
