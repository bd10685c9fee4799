"""The corpus as Markdown pages for stock MkDocs with Material: what its extensions offer.

Both languages stand in one project, which saves Material a second start; its search is
off, and no source has an entry in the navigation, which grows quadratically. Annotations
are footnotes, referred to from both columns; cards are quotations at the page's end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.corpus import LANGUAGES, RELATIONS, Annotation, Corpus, Passage, Source
from tests.bench.dossier import ABOUT, TITLES, put

_SETTINGS = """\
site_name: Benchmark dossier
site_url: https://example.org/
theme:
  name: material
  font: false
plugins: []
nav:
- ar: [ar/index.md, ar/about.md]
- en: [en/index.md, en/about.md]
not_in_nav: |
  sources/
markdown_extensions:
- attr_list
- footnotes
"""
_DIRECTIONS = {"ar": "rtl", "en": "ltr"}
_SHOWN = 90
"""Code points of a link's far end that stand beside it, as on Hashiya's pages."""


def command(folder: Path, out: Path) -> Sequence[str]:
    """A full build."""
    config = str(folder / "mkdocs.yml")
    python = (sys.executable, "-m", "mkdocs")
    return (*python, "build", "--quiet", "--clean", "--config-file", config, "--site-dir", str(out))


def write(corpus: Corpus, folder: Path) -> None:
    """The whole project."""
    put(folder / "mkdocs.yml", _SETTINGS)
    known = {source.id: source for source in corpus.sources}
    for code in LANGUAGES:
        docs = folder / "docs" / code
        put(docs / "index.md", "".join(_home(corpus, code)))
        put(docs / "about.md", f"# {ABOUT[code]}\n\n{corpus.about[code]}\n")
        for source in corpus.sources:
            page = _Page(corpus, known, source, code)
            put(docs / "sources" / f"{source.id}.md", "".join(page.markdown()))


def _home(corpus: Corpus, code: str) -> Iterator[str]:
    yield f"# {TITLES[code]}\n\n"
    for source in corpus.sources:
        outlet = corpus.outlets[source.outlet][code]
        title = source.title.text(code)
        yield f"1. [{title}](sources/{source.id}.md) {outlet}, {source.published.isoformat()}\n"


def _attributes(code: str, more: str = "") -> str:
    return f"{{: {more} lang={code} dir={_DIRECTIONS[code]} }}"


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(None, 1)[0] + "…"


class _Page:
    """One source in one language."""

    def __init__(self, corpus: Corpus, known: dict[str, Source], source: Source, code: str) -> None:
        self.corpus = corpus
        self.known = known
        self.source = source
        self.code = code
        self.cards = corpus.cards(source)
        self.codes = (code, next(each for each in LANGUAGES if each != code))

    def markdown(self) -> Iterator[str]:
        """The page from its title to its cards."""
        annotations = self.source.by_passage()
        yield f"# {self.source.title.text(self.code)}\n\n{self._publication(self.source)}\n\n"
        for passage in self.source.passages:
            own = annotations.get(passage.id, ())
            yield from self._row(passage, own)
            yield from self._cited(passage)
        for annotation in self.source.annotations:
            yield from self._footnote(annotation)
        for passage in self.cards:
            yield from self._card(passage)

    def _publication(self, source: Source) -> str:
        outlet = self.corpus.outlets[source.outlet][self.code]
        return f"{outlet}, {source.published.isoformat()}"

    def _row(
        self, passage: Passage, annotations: Sequence[tuple[int, Annotation]]
    ) -> Iterator[str]:
        """A number and the passage in both languages, the page's own first."""
        yield f"[{passage.id[1:]}](#{passage.id})\n{{: #{passage.id} .row }}\n\n"
        for code in self.codes:
            text = self._marked(passage, annotations, code)
            yield f"{text}\n{_attributes(code, '.text')}\n\n"

    def _marked(
        self, passage: Passage, annotations: Sequence[tuple[int, Annotation]], code: str
    ) -> str:
        tokens = list(passage.tokens[code])
        last = ""
        for _, annotation in annotations:
            place = annotation.place
            run = place.run(code)
            if run is None:
                last += f"[^{place.id}]"
                continue
            words = passage.words(code, run)
            follows = " ".join(tokens[run.start : run.end]).removeprefix(words)
            mark = f"[{words}](#fn:{place.id}){{ .mark }}[^{place.id}]"
            tokens[run.start : run.end] = [mark + follows] + [""] * (run.end - run.start - 1)
        return " ".join(token for token in tokens if token) + last

    def _cited(self, passage: Passage) -> Iterator[str]:
        for link in self.corpus.cited(passage):
            place = link.origin
            # A footnote is where the far end's annotation stands.
            end = self._end(place.passage, f"fn:{place.id}", place.words(self.code))
            yield f"- **{RELATIONS[link.relation]}** {link.reason[self.code]} {end}\n"
            yield "{: .backlink }\n"
        yield "\n"

    def _footnote(self, annotation: Annotation) -> Iterator[str]:
        note = annotation.note.get(self.code, "")
        yield f"[^{annotation.place.id}]: {note}\n\n"
        for link in annotation.links:
            fragment = f"fn:{link.inner.id}" if link.inner else link.to.id
            end = self._end(link.to, fragment, link.words(self.code))
            yield f"    - **{link.relation}** {link.reason[self.code]} {end}\n"
        yield "\n"

    def _end(self, passage: Passage, fragment: str, words: Sequence[tuple[str, str]]) -> str:
        """The far end of a link in a line: source, date and passage, and its words."""
        said = " ".join(f"“{_shortened(text)}”" for _, text in words)
        where = self._publication(self.known[passage.source])
        end = f"[{where} {passage.id[1:]}]({passage.source}.md#{fragment}) {said}"
        return f"{end} [↓](#card-{passage.source}-{passage.id})" if self.cards else end

    def _card(self, passage: Passage) -> Iterator[str]:
        """Another passage in both languages."""
        where = f"{self._publication(self.known[passage.source])} {passage.id[1:]}"
        name = f"card-{passage.source}-{passage.id}"
        yield f"> [{where}]({passage.source}.md#{passage.id})\n> {{: #{name} .card }}\n>\n"
        for code in self.codes:
            yield f"> {passage.text(code)}\n> {_attributes(code)}\n>\n"
        yield "\n"
