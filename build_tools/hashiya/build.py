"""The way: read, check, anchor, link; then pages, made one by one when they are asked for."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hashiya.anchor import anchor
from hashiya.check import check
from hashiya.formats import atom
from hashiya.link import link
from hashiya.model import Dossier, Edition, Page, PageRef
from hashiya.problem import Problem, Severity, problem
from hashiya.read import read
from hashiya.read.excerpts import in_order
from hashiya.read.parses import Parses
from hashiya.render.changes import updated
from hashiya.render.ends import Ends
from hashiya.render.interface import Interface, direction, known_languages
from hashiya.render.marking import Marking
from hashiya.render.writer import Writer
from hashiya.views import VIEWS, View


@dataclass(frozen=True, slots=True)
class Built:
    """The edition that a project makes, and every problem, in the order of files and places.

    There is an edition also where there are errors, with what could be found; there is
    none where the dossier's languages are not known.
    """

    edition: Edition | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether there is no error among the problems."""
        return not any(found.severity is Severity.ERROR for found in self.problems)


def edition(project: Path, parses: Parses | None = None) -> Built:
    """Take a project from its files to an edition; `parses` are kept from build to build."""
    with no_collector():
        dossier = read(project, parses)
        anchored, unplaced = anchor(dossier)
        linked, unlinked = link(dossier, anchored)
        mute = tuple(_without_catalog(dossier))
        unspoken = {found.values["language"] for found in mute}
        problems = in_order(
            found
            for found in (*mute, *dossier.problems, *check(dossier), *unplaced, *unlinked)
            if found.code != "missing-language" or found.values["language"] not in unspoken
        )
    return Built(linked if dossier.settings.languages else None, problems)


@contextmanager
def no_collector() -> Iterator[None]:
    """Do without the collector of cycles: there are none, and it walks all objects over and over.

    Half of the time of reading a dossier of 27,000 links went into it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _without_catalog(dossier: Dossier) -> Iterator[Problem]:
    """A problem for every language of the dossier that the interface does not speak."""
    known = known_languages()
    for language in dossier.settings.languages:
        if language not in known and language.partition("-")[0] not in known:
            yield problem(
                "no-catalog",
                language.place,
                language=language,
                known=", ".join(known),
                width=len(language),
            )


class Site:
    """An edition as pages; the outline is known at once, a page is made when it is asked for."""

    def __init__(self, of: Edition) -> None:
        self.edition = of
        settings = of.dossier.settings
        tags = [str(tag) for tag in settings.languages]
        self._interfaces = {tag: Interface(tag, settings) for tag in tags}
        self._writers: dict[tuple[str, int], tuple[Writer, Ends]] = {}
        self._markings: dict[Hashable, Marking] = {}
        self._views: dict[tuple[str, str], View] = {}
        self.outline = tuple(self._outline())
        """Every page of the site, language by language."""

    def _outline(self) -> Iterator[PageRef]:
        for language in self._interfaces:
            for view in VIEWS:
                writer, _ = self._writer(language, 0)
                for ref in view.outline(writer):
                    self._views[language, ref.uri] = view
                    yield ref

    def _writer(self, language: str, depth: int) -> tuple[Writer, Ends]:
        """What writes the pages of a language that stand this many folders deep."""
        key = (language, depth)
        if key not in self._writers:
            writer = Writer(self.edition, self._interfaces[language], depth, self._markings)
            self._writers[key] = (writer, Ends(writer))
        return self._writers[key]

    def page(self, ref: PageRef) -> Page:
        """The page with its HTML, made now."""
        view = self._views[ref.language, ref.uri]
        writer, ends = self._writer(ref.language, ref.uri.count("/"))
        return view.page(writer, ends, ref)

    def translate(self, language: str) -> Callable[[str], str]:
        """The messages of a language, from English ones."""
        return self._interfaces[language].gettext

    def direction(self, language: str) -> str:
        """`rtl` or `ltr`."""
        return direction(language)

    @property
    def feeds(self) -> bool:
        """Whether there are feeds of corrections: they have to say when they were updated."""
        return updated(self.edition) is not None

    def files(self, site_url: str = "") -> Iterator[tuple[str, bytes]]:
        """Files of the site beside its pages: path below the site's root, and content.

        `site_url` is the site's own address, where that is known.
        """
        for language, interface in self._interfaces.items():
            feed = atom.feed(self.edition, interface, site_url)
            if feed is not None:
                yield f"{language}/{atom.FILE}", feed


def site(of: Edition) -> Site:
    """The pages of an edition."""
    return Site(of)
