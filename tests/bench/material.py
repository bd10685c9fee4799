"""The corpus as Markdown pages for stock MkDocs with Material: what its extensions offer.

Both languages stand in one project, which saves Material a second start; its search is
off, and no source has an entry in the navigation, which grows quadratically. Annotations
are footnotes, referred to from both columns. Cards are quotations: at the page's end, where
it carries them itself, and on a page beside it all that Hashiya and Hugo write into a file.

Material is spared the tools of a page, the facts above the text, the pages of entities, the
map and the other lists.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from hashiya.render.ends import ONWARD_SHOWN, WORDS_SHOWN
from hashiya.render.interface import attributes, direction
from tests.bench import words
from tests.bench.corpus import LANGUAGES, RELATIONS, Annotation, Corpus, Link, Passage, Source
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
            page = _Page(corpus, known, source, code, corpus.cards(source))
            beside = _Page(corpus, known, source, code, (), up="../")
            put(docs / "sources" / f"{source.id}.md", "".join(page.markdown()))
            put(docs / "sources" / source.id / "cards.md", "".join(beside.all_cards()))


def _home(corpus: Corpus, code: str) -> Iterator[str]:
    yield f"# {TITLES[code]}\n\n"
    for source in corpus.sources:
        title = source.title.text(code)
        yield f"1. [{title}](sources/{source.id}.md) {_publication(corpus, source, code)}\n"


def _publication(corpus: Corpus, source: Source, code: str) -> str:
    """Outlet and date; Markdown has no way to say a run's language but HTML."""
    time = words.interface(code).time(source.published.isoformat())
    return f"<bdi{attributes(code)}>{corpus.outlets[source.outlet][code]}</bdi>, {time}"


def _attributes(code: str, more: str = "") -> str:
    return f"{{: {more} lang={code} dir={direction(code)} }}"


def _shortened(words: str) -> str:
    return words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN].rsplit(None, 1)[0] + "…"


class _Page:
    """One source in one language; `up` leads to the folder of the sources' pages."""

    def __init__(
        self,
        corpus: Corpus,
        known: dict[str, Source],
        source: Source,
        code: str,
        cards: Sequence[Passage],
        up: str = "",
    ) -> None:
        self.corpus = corpus
        self.known = known
        self.source = source
        self.code = code
        self.cards = cards
        self.codes = (code, next(each for each in LANGUAGES if each != code))
        self.said = words.said(code)
        self.elsewhere = words.elsewhere(self.codes[1])
        self.up = up

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

    def all_cards(self) -> Iterator[str]:
        """The page of the cards of this source's passages, each with its first links."""
        annotations = self.source.by_passage()
        yield f"# {self.source.title.text(self.code)}\n\n"
        for passage in self.source.passages:
            own = annotations.get(passage.id, ())
            cited = self.corpus.cited(passage)
            if own or cited:
                yield from self._card(passage)
                yield from self._onward([link for _, one in own for link in one.links], cited)

    def _publication(self, source: Source) -> str:
        return _publication(self.corpus, source, self.code)

    def _row(
        self, passage: Passage, annotations: Sequence[tuple[int, Annotation]]
    ) -> Iterator[str]:
        """A number and the passage in both languages, the page's own first."""
        other, number = self.codes[1], passage.id[1:]
        label = self.elsewhere.replace("{n}", number)
        elsewhere = f"[{label}](../../{other}/sources/{self.source.id}.md#{passage.id})"
        yield f"[{number}](#{passage.id}) {elsewhere}\n{{: #{passage.id} .row }}\n\n"
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
            said = passage.words(code, run)
            follows = " ".join(tokens[run.start : run.end]).removeprefix(said)
            mark = f"[{said}](#fn:{place.id}){{ .mark }}[^{place.id}]"
            tokens[run.start : run.end] = [mark + follows] + [""] * (run.end - run.start - 1)
        return " ".join(token for token in tokens if token) + last

    def _cited(self, passage: Passage) -> Iterator[str]:
        links = self.corpus.cited(passage)
        if links:
            yield f"**{self.said['linked-from']}**\n\n"
        for link in links:
            # A footnote is where the far end's annotation stands.
            place = link.origin
            end = self._end(place.passage, f"fn:{place.id}")
            quoted = self._quoted(place.words(self.code)[:1])
            relation = self.said[RELATIONS[link.relation]]
            yield f"- **{relation}** {end} {link.reason[self.code]} {quoted}\n"
            yield "{: .backlink }\n"
        yield "\n"

    def _footnote(self, annotation: Annotation) -> Iterator[str]:
        kind = self.said["reference" if annotation.links else "note"]
        note = annotation.note.get(self.code, "")
        yield f"[^{annotation.place.id}]: *{kind}* {note}\n\n"
        for link in annotation.links:
            fragment = f"fn:{link.inner.id}" if link.inner else link.to.id
            end = self._end(link.to, fragment)
            quoted = self._quoted(link.words(self.code))
            yield f"    - **{self.said[link.relation]}** {link.reason[self.code]} {end} {quoted}\n"
        yield "\n"

    def _end(self, passage: Passage, fragment: str) -> str:
        """The far end of a link in a line: source, date and passage, how much later, its card."""
        there = self.known[passage.source]
        place = self.said["place"].replace("{n}", passage.id[1:])
        address = f"{self.up}{passage.source}.md#{fragment}"
        end = f"[{self._publication(there)} {place}]({address})"
        if there.id != self.source.id:
            days = (there.published - self.source.published).days
            end += f" *{words.ago(self.code, days)}*{{ .ago }}"
        return f"{end} [↓](#card-{passage.source}-{passage.id})" if self.cards else end

    def _card(self, passage: Passage) -> Iterator[str]:
        """A passage in both languages."""
        place = self.said["place"].replace("{n}", passage.id[1:])
        where = f"{self._publication(self.known[passage.source])} {place}"
        name = f"card-{passage.source}-{passage.id}"
        address = f"{self.up}{passage.source}.md#{passage.id}"
        yield f"> [{where}]({address})\n> {{: #{name} .card }}\n>\n"
        for code in self.codes:
            yield f"> {passage.text(code)}\n> {_attributes(code)}\n>\n"
        yield "\n"

    def _onward(self, outgoing: Sequence[Link], incoming: Sequence[Link]) -> Iterator[str]:
        """The first links of a card's passage, and how many more it has."""
        lines = [
            f"**{self.said[link.relation]}** "
            + self._end(link.to, f"fn:{link.inner.id}" if link.inner else link.to.id)
            for link in outgoing[:ONWARD_SHOWN]
        ]
        lines += [
            f"**{self.said[RELATIONS[link.relation]]}** "
            + self._end(link.origin.passage, f"fn:{link.origin.id}")
            for link in incoming[: ONWARD_SHOWN - len(lines)]
        ]
        yield f"{self.said['onward']}\n\n"
        yield from (f"- {line}\n" for line in lines)
        rest = len(outgoing) + len(incoming) - len(lines)
        if rest:
            label = words.counted(self.code, "more-links", rest)
            yield f"- [{label}]({self.up}{self.source.id}.md)\n"
        yield "\n"

    def _quoted(self, said: Sequence[tuple[str, str]]) -> str:
        quotes = (
            f"<q{'' if code == self.code else attributes(code)}>{_shortened(text)}</q>"
            for code, text in said
        )
        return " ".join(quotes)
