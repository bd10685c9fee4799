"""The whole edition as one JSON document, so that anybody can compute with a dossier.

`version` is that of this form (docs/tool/json.md). Offsets are code points of the seed's
text, half-open; every span says which words it covers, so that a reader can check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import assert_never

from hashiya.fold import fingerprint, folded
from hashiya.kind import Content, Moment, Naming, Pointer, Prose, Value, Word
from hashiya.kinds import KINDS, REGISTERS
from hashiya.model import (
    Agreement,
    Annotation,
    Dossier,
    Edition,
    End,
    Entry,
    Layer,
    Link,
    Passage,
    Quote,
    Retired,
    Source,
    Span,
    Statement,
)

VERSION = 1

Object = dict[str, object]


def write(edition: Edition) -> Iterator[bytes]:
    """The document in pieces, UTF-8; deterministic."""
    document = _document(edition)
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
    for piece in encoder.iterencode(document):
        yield piece.encode()
    yield b"\n"


def _document(edition: Edition) -> Object:
    settings = edition.dossier.settings
    return {
        "hashiya": "edition",
        "version": VERSION,
        "languages": [str(tag) for tag in settings.languages],
        "title": settings.title,
        "description": settings.description,
        **_texts(edition),
        **_registers(edition),
        **_beside(edition.dossier),
        **_history(edition),
    }


def _texts(edition: Edition) -> Object:
    """The sources, what is said about them, and how they are linked."""
    return {
        "sources": [_source(edition, source) for source in edition.sources],
        "annotations": [
            _annotation(edition, item)
            for source in edition.sources
            for item in edition.annotations.get(source.id, ())
        ],
        "links": [_link(edition, link) for link in edition.links()],
    }


def _registers(edition: Edition) -> Object:
    """The entries of each register, and its groups."""
    dossier = edition.dossier
    return {
        **{
            name: [_entry(edition, entry) for entry in entries.values()]
            for name, entries in dossier.registers.items()
        },
        **{
            REGISTERS[name].groups: [{"id": one.id, "name": one.label} for one in groups.values()]
            for name, groups in dossier.groups.items()
        },
    }


def _beside(dossier: Dossier) -> Object:
    """What was read, and who wrote."""
    return {
        "bibliography": [{"id": one.id, **one.fields} for one in dossier.bibliography.values()],
        "contributors": [
            {"id": one.id, "name": one.name, "role": one.role, "url": one.url}
            for one in dossier.contributors.values()
        ],
    }


def _history(edition: Edition) -> Object:
    """What was called otherwise, given up or corrected."""
    dossier = edition.dossier
    return {
        "former": [
            {"source": source, "id": old or None, "now": "#".join(now).rstrip("#")}
            for source, ids in edition.former.items()
            for old, now in ids.items()
        ],
        "retired": [{"source": one.source, **_given_up(one)} for one in dossier.retired],
        "retired-entries": [
            {"register": one.source, **_given_up(one)} for one in dossier.retired_entries
        ],
        "corrections": [
            {
                "on": one.on,
                "of": "#".join(filter(None, (one.source, one.of))) or None,
                "what": one.what,
                "reason": one.reason,
            }
            for one in dossier.corrections
        ],
    }


def _given_up(one: Retired) -> Object:
    return {"id": one.id, "on": one.on, "reason": one.reason, "now": one.now}


def _source(edition: Edition, source: Source) -> Object:
    return {
        "id": source.id,
        "seed": source.seed,
        "sha256": source.sha256,
        **_known(source),
        "passages": [_passage(source, passage) for passage in edition.passages(source)],
        "translations": [_layer(edition, source, layer) for layer in source.layers],
    }


def _known(source: Source) -> Object:
    """What is known of a source beside its text."""
    published, origin = source.published, source.derives_from
    return {
        "language": source.language or None,
        "display": source.display,
        "outlet": source.outlet,
        "author": list(source.author),
        "published": published
        and {"date": published.date, "basis": published.basis, "reason": published.reason},
        "supplied-title": source.supplied_title,
        "genre": source.genre,
        "provenance": source.provenance,
        "rights": source.rights,
        "url": source.url,
        "archived": source.archived,
        "derives-from": origin and {"source": origin.source, "relation": origin.relation},
    }


def _passage(source: Source, passage: Passage) -> Object:
    words = source.words(passage)
    return {
        "id": passage.id,
        "start": passage.start,
        "end": passage.end,
        "role": passage.role,
        "line": passage.line,
        "text": words,
        "hash": fingerprint(folded(words)),
    }


def _layer(edition: Edition, source: Source, layer: Layer) -> Object:
    shown = {passage.id for passage in edition.passages(source)}
    return {
        "name": layer.name,
        "language": layer.language,
        "by": list(layer.by),
        "reviewed-by": list(layer.reviewed_by),
        "status": layer.status,
        "default": layer.default,
        "rights": layer.rights,
        "passages": [
            {
                "passage": name,
                "text": translation.text,
                "stale": (source.id, layer.name, name) in edition.stale.translations,
            }
            for name, translation in layer.translations.items()
            if name in shown
        ],
    }


def _annotation(edition: Edition, item: Annotation) -> Object:
    key = (item.source, item.id)
    return {
        "source": item.source,
        "id": item.id,
        "by": list(item.by),
        "was": list(item.was),
        "stale": key in edition.stale.annotations,
        "target": "quote" if isinstance(item.target.selector, Quote) else "passage",
        "span": _span(edition, edition.anchored.spans[key]),
        "renderings": [
            {"layer": one.layer, "passage": one.passage, "start": one.start, "end": one.end}
            for one in edition.anchored.renderings.get(key, ())
        ],
        "bodies": [
            {"kind": body.kind, "says": [_content(one) for one in KINDS[body.kind].says(body)]}
            for body in item.bodies
        ],
    }


def _span(edition: Edition, span: Span) -> Object:
    source = edition.source(span.source)
    return {
        "start": span.start,
        "end": span.end,
        "exact": source.text[span.start : span.end],
        "passages": [passage.id for passage in source.passages[span.first : span.last + 1]],
    }


def _content(content: Content) -> Object:
    match content:
        case Prose(text):
            return {"is": "prose", "text": text}
        case Pointer(to, relation, reason):
            return {"is": "pointer", "to": to, "relation": relation, "reason": reason}
        case Naming(register, name, key=key):
            return {"is": "naming", "register": register, "id": name, "key": key or None}
        case Word(key=key, value=value):
            return {"is": "word", "key": key, "value": value}
        case Moment(key=key, date=date, reads=reads):
            return {"is": "date", "key": key, "date": date, "reads": reads}
        case Value(key=key, value=value, reads=reads):
            return {"is": "value", "key": key, "value": value, "reads": reads}
        case _:
            assert_never(content)


def _link(edition: Edition, link: Link) -> Object:
    return {
        "origin": _end(edition, link.origin),
        "to": _end(edition, link.to),
        "relation": link.relation or None,
        "reason": link.reason,
    }


def _end(edition: Edition, end: End) -> Object:
    source = edition.source(end.source)
    return {
        "source": end.source,
        "seed": source.seed,
        "id": end.fragment,
        "start": end.span.start,
        "end": end.span.end,
        "exact": source.text[end.span.start : end.span.end],
    }


def _entry(edition: Edition, entry: Entry) -> Object:
    label = REGISTERS[entry.register].label
    known = edition.agreements.get((entry.register, entry.id))
    computed = {"agreement": _agreement(known)} if known else {}
    earlier = {"was": list(entry.was)} if entry.was else {}
    return {"id": entry.id, label: entry.label, **earlier, **entry.fields, **computed}


def _agreement(known: Agreement) -> Object:
    return {
        **known.tally._asdict(),
        "sides": {side or "open": tally._asdict() for side, tally in known.sides.items()},
        "contested": known.contested,
        "opposed": known.opposed,
        "differing": known.differing,
        "between": known.between,
        "within": known.within,
        "statements": [_statement(one) for one in known.statements],
    }


def _statement(one: Statement) -> Object:
    value = one.value.date if isinstance(one.value, Moment) else one.value and one.value.value
    return {
        "source": one.end.source,
        "id": one.end.fragment,
        "stance": one.stance and one.stance.value,
        "side": one.side or "open",
        "said-by": one.speaker or None,
        "on": one.on or None,
        "dated": ("passage" if one.own_date else "source") if one.on else None,
        "value": value,
        "differs": one.differs,
        "voice": one.voice,
    }
