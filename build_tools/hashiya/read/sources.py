"""A source's folder: source.yaml, translations, and annotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern
from typing import Any

from hashiya.kind import BASES, Body
from hashiya.kinds import KINDS, REGISTERS, prose_in
from hashiya.model import (
    Annotation,
    Correction,
    Dating,
    Derivation,
    Layer,
    Lock,
    Passage,
    Quote,
    Retired,
    Source,
    Target,
    Text,
    Translation,
    Whole,
)
from hashiya.number import ascii_digits
from hashiya.problem import Place, Problem, problem
from hashiya.read import lock, seeds
from hashiya.schema import (
    NOTHING,
    Field,
    MapNode,
    Node,
    Reader,
    Reading,
    Values,
    by_language,
    date,
    flag,
    ident,
    is_ident,
    language,
    localized,
    many,
    mistyped,
    near,
    near_ident,
    near_passage,
    occurrence,
    one_of,
    record,
    some_languages,
    text,
    web,
)

ROLES = ("headline", "subhead", "credit", "caption", "boilerplate", "verse", "row")

_PASSAGE_RANGE = re.compile(r"(p\d+)(?:\.\.(p\d+))?", re.ASCII)
_RESERVED = ("ref-", "card-", "hy-")
"""How the ids begin that pages give to markers, cards and their own parts."""
_PASSAGE_ID = re.compile(r"p\d+", re.ASCII)

_dating = record(
    {
        "date": Field(date, required=True),
        "basis": Field(one_of(*BASES)),
        "reason": Field(localized),
    }
)
_derivation = record(
    {
        "source": Field(ident, required=True),
        "relation": Field(one_of("reprint", "translation", "revision", "excerpt"), required=True),
    }
)
_source = record(
    {
        "seed": Field(text, required=True),
        "language": Field(language, required=True),
        "outlet": Field(ident),
        "author": Field(many(ident)),
        "published": Field(_dating),
        "genre": Field(localized),
        "provenance": Field(localized),
        "supplied-title": Field(localized),
        "roles": Field(record({role: Field(many(text)) for role in ROLES})),
        "passages": Field(one_of("lines", "blank-lines")),
        "url": Field(web),
        "archived": Field(web),
        "derives-from": Field(_derivation),
        "rights": Field(localized),
        "display": Field(one_of("full", "excerpts")),
        "was": Field(many(ident)),
    }
)
_translation = record(
    {
        "passage": Field(text, required=True),
        "begins": Field(text),
        "text": Field(text, required=True),
        "of": Field(text),
    }
)
_layer = record(
    {
        "layer": Field(one_of("translation"), required=True),
        "language": Field(language, required=True),
        "by": Field(many(ident)),
        "reviewed-by": Field(many(ident)),
        "status": Field(one_of("draft", "complete", "reviewed")),
        "default": Field(flag),
        "rights": Field(some_languages),
        "passages": Field(many(_translation), required=True),
    }
)
_long_rendering = record(
    {
        "quote": Field(text, required=True),
        "after": Field(text),
        "before": Field(text),
        "occurrence": Field(occurrence),
    }
)


def _rendering(node: Node, reading: Reading) -> Quote | None:
    """A quote in a translation: words, or a mapping with what tells their place."""
    if isinstance(node, Text):
        exact = text(node, reading)
        return Quote(exact) if exact else None
    values = _long_rendering(node, reading)
    if values is None:
        return None
    return Quote(values["quote"], values["after"], values["before"], values["occurrence"])


def _former_id(node: Node, reading: Reading) -> Text | None:
    """An earlier id, `old` or `other-source#old`."""
    word = text(node, reading)
    if word is None:
        return None
    *sources, name = word.split("#", 1)
    if not all(is_ident(part) for part in (*sources, name)):
        reading.add("bad-id", word.place, id=word, width=len(word))
        return None
    return _free(word, name, reading)


def is_reserved(name: str) -> bool:
    """Whether an id is a passage's or one of those that pages use themselves."""
    return bool(_PASSAGE_ID.fullmatch(name)) or name.startswith(_RESERVED)


def _free(word: Text, name: str, reading: Reading) -> Text | None:
    """An id that is not a passage's and not one of those that pages use themselves."""
    if not is_reserved(name):
        return word
    code = "passage-as-id" if _PASSAGE_ID.fullmatch(name) else "reserved-id"
    reading.add(code, word.place, id=name, width=len(word))
    return None


def _own_id(node: Node, reading: Reading) -> Text | None:
    """The id of an annotation."""
    word = ident(node, reading)
    return _free(word, word, reading) if word else None


_annotation = record(
    {
        "id": Field(_own_id, required=True),
        "quote": Field(text),
        "after": Field(text),
        "before": Field(text),
        "occurrence": Field(occurrence),
        "passage": Field(text),
        "across": Field(flag),
        "rendering": Field(by_language(_rendering, every=False)),
        "by": Field(many(ident)),
        "was": Field(many(_former_id)),
        "of": Field(text),
        **{kind.key: Field(kind.read) for kind in KINDS.values()},
    }
)
_retired = record(
    {
        "id": Field(_own_id, required=True),
        "on": Field(date, required=True),
        "reason": Field(localized, required=True),
        "now": Field(_former_id),
    }
)


def _each(node: Node, reading: Reading) -> tuple[Node, ...] | None:
    """A list whose items are read one by one."""
    return _items(node, reading)


def _as_it_is(node: Node, reading: Reading) -> Node | None:
    return node


_items: Reader[tuple[Node, ...]] = many(_as_it_is)


_correction = record(
    {
        "on": Field(date, required=True),
        "of": Field(ident),
        "what": Field(localized, required=True),
        "reason": Field(localized, required=True),
    }
)
_notes = record(
    {
        "by": Field(many(ident)),
        "annotations": Field(_each),
        "retired": Field(many(_retired)),
        "corrections": Field(many(_correction)),
    }
)


def source(
    source_id: str,
    node: Node,
    reading: Reading,
    known: Mapping[str, seeds.Seed | None],
    owners: dict[str, str],
    accepted: Lock | None = None,
) -> Source | None:
    """The source that a source.yaml describes, without its translations.

    None where it, or its seed, cannot be read, or the seed belongs to another source already;
    `owners` are the sources so far, by their seeds.
    """
    values = _source(node, reading)
    if values is None:
        return None
    _check_name(source_id, values.place.file, reading)
    name = values["seed"]
    if name not in known:
        near_name = near(name, known)
        reading.add("unknown-seed", name.place, seed=name, near=near_name, width=len(name))
    seed = known.get(name)
    owner = owners.setdefault(name, source_id) if seed else source_id
    if owner != source_id:
        reading.add("seed-twice", name.place, seed=name, source=owner, width=len(name))
        return None
    return _described(source_id, values, seed, accepted, reading) if seed else None


def _check_name(source_id: str, file: str, reading: Reading) -> None:
    if source_id in REGISTERS:
        reading.add("reserved-id", Place(file), id=source_id)
    elif not is_ident(source_id):
        reading.add("bad-id", Place(file), id=source_id, near=near_ident(source_id))


def _described(
    source_id: str, values: Values, seed: seeds.Seed, accepted: Lock | None, reading: Reading
) -> Source:
    """The source, from what was read of its file and of its seed."""
    passages = _passages(source_id, values, seed, accepted, reading)
    derivation = values["derives-from"]
    return Source(
        id=source_id,
        seed=seed.name,
        sha256=seed.sha256,
        language=str(values["language"]),
        text=seed.text,
        passages=passages,
        place=values.place,
        wrapping=str(values["passages"] or "lines"),
        outlet=values["outlet"],
        author=values["author"] or (),
        published=_published(values["published"], reading),
        genre=values["genre"] or NOTHING,
        provenance=values["provenance"] or NOTHING,
        supplied_title=_supplied(values, passages, reading),
        url=values["url"],
        archived=values["archived"],
        derives_from=derivation and Derivation(derivation["source"], str(derivation["relation"])),
        rights=values["rights"] or NOTHING,
        display=str(values["display"] or "full"),
        was=values["was"] or (),
        lock=accepted,
    )


def _passages(
    source_id: str, values: Values, seed: seeds.Seed, accepted: Lock | None, reading: Reading
) -> tuple[Passage, ...]:
    """The passages of a source, with the ids of its lock and the roles that it gives them."""
    passages = seeds.passages(seed.text, str(values["passages"] or "lines"))
    if accepted:
        passages = lock.named(passages, seed, accepted)
    roles = _roles(values["roles"], passages, source_id, reading)
    if not roles:
        return passages
    return tuple(replace(p, role=roles.get(p.id, p.role)) for p in passages)


def undescribed(seed: seeds.Seed, source_id: str, tag: str) -> Source:
    """The source that a seed makes which nobody has described yet."""
    passages = seeds.passages(seed.text, "lines")
    place = Place(f"seeds/{seed.name}")
    return Source(
        source_id, seed.name, seed.sha256, tag, seed.text, passages, place, described=False
    )


def _published(values: Values | None, reading: Reading) -> Dating | None:
    if values is None:
        return None
    basis = str(values["basis"] or "text")
    if basis != "text" and not values["reason"]:
        reading.add("needs-reason", values["basis"].place, width=len(basis))
    return Dating(values["date"], basis, values["reason"] or NOTHING)


def _supplied(values: Values, passages: tuple[Passage, ...], reading: Reading) -> Any:
    """The editors' title; a source that is published with its headline needs none."""
    title = values["supplied-title"]
    has_headline = any(passage.role == "headline" for passage in passages)
    if title and has_headline and values["display"] != "excerpts":
        reading.add("headline-and-title", next(iter(title.values())).place)
    return title or NOTHING


def _roles(
    written: Values | None, passages: tuple[Passage, ...], source_id: str, reading: Reading
) -> dict[str, str]:
    """The role of each passage that has one, by id."""
    order = {passage.id: index for index, passage in enumerate(passages)}
    roles: dict[str, str] = {}
    for role, ranges in (written.values if written else {}).items():
        for entry in ranges:
            for name in _range(entry, passages, order, source_id, reading):
                if roles.setdefault(name, role) != role:
                    reading.add("role-twice", entry.place, passage=name, role=roles[name])
    return roles


def _range(
    entry: Text,
    passages: tuple[Passage, ...],
    order: Mapping[str, int],
    source_id: str,
    reading: Reading,
) -> Iterator[str]:
    match = _PASSAGE_RANGE.fullmatch(entry)
    if match is None:
        plain = ascii_digits(entry)
        meant = (one for one in (plain, f"p{plain}") if _PASSAGE_RANGE.fullmatch(one))
        reading.add(
            "bad-passage-range",
            entry.place,
            found=entry,
            near=next(meant, ""),
            hint=mistyped(entry),
            width=len(entry),
        )
        return
    first, last = match[1], match[2] or match[1]
    for name in dict.fromkeys((first, last)):
        if name not in order:
            reading.add(
                "unknown-passage",
                entry.place,
                source=source_id,
                passage=name,
                near=near_passage(name, order),
                width=len(entry),
            )
            return
    if order[first] > order[last]:
        reading.add("bad-passage-range", entry.place, found=entry, width=len(entry))
    for passage in passages[order[first] : order[last] + 1]:
        yield passage.id


def layer(node: Node, file: str, reading: Reading) -> Layer | None:
    """The layer of translation that a file holds."""
    values = _layer(node, reading)
    if values is None:
        return None
    name = file.rpartition("/")[2].removeprefix("translation.").removesuffix(".yaml")
    tag = values["language"]
    if name != tag and not name.startswith(f"{tag}."):
        reading.add("layer-language", tag.place, name=name, language=tag, width=len(tag))
    translations: dict[str, Translation] = {}
    for item in values["passages"]:
        passage = item["passage"]
        if passage in translations:
            line = str(translations[passage].passage.place.line)
            reading.add("translated-twice", passage.place, passage=passage, line=line)
            continue
        translations[intern(str(passage))] = Translation(
            passage, item["text"], item["begins"], item["of"]
        )
    return Layer(
        name=name,
        language=str(tag),
        by=values["by"] or (),
        status=str(values["status"] or "draft"),
        default=bool(values["default"]),
        rights=values["rights"] or NOTHING,
        translations=translations,
        place=values.place,
        reviewed_by=values["reviewed-by"] or (),
    )


@dataclass(frozen=True, slots=True)
class Notes:
    """The annotations, retired ids and corrections of one file."""

    annotations: tuple[Annotation, ...] = ()
    retired: tuple[Retired, ...] = ()
    corrections: tuple[Correction, ...] = ()


def notes(node: Node, source_id: str, reading: Reading) -> Notes:
    """The annotations that a file holds; a wrong one does not hide the others."""
    values = _notes(node, reading)
    if values is None:
        return Notes()
    makers = values["by"] or ()
    items = (annotation(item, source_id, reading, makers) for item in values["annotations"] or ())
    retired = (
        Retired(source_id, item["id"], item["on"], item["reason"], item["now"])
        for item in values["retired"] or ()
    )
    corrections = (
        Correction(
            item["on"],
            item["what"],
            item["reason"],
            source_id,
            item["of"] or "",
            item["of"] or item["on"],
        )
        for item in values["corrections"] or ()
    )
    return Notes(tuple(item for item in items if item), tuple(retired), tuple(corrections))


def annotation(
    node: Node, source_id: str, reading: Reading, makers: tuple[Text, ...] = ()
) -> Annotation | None:
    """One annotation; `makers` wrote those of its file that name nobody."""
    values = _annotation(node, reading)
    if values is None:
        return None
    written = values.values
    name: Text = written["id"]
    selector = _selector(values, node, reading)
    if selector is None:
        return None
    bodies = tuple(
        body for kind in KINDS.values() if kind.key in written for body in written[kind.key]
    )
    return Annotation(
        source=source_id,
        id=intern(str(name)),
        target=Target(source_id, selector),
        bodies=bodies,
        by=written.get("by", makers),
        rendering=written.get("rendering", NOTHING),
        was=written.get("was", ()),
        place=name.place,
        of=written.get("of"),
        marked=_marked(bodies),
    )


def _marked(bodies: Iterable[Body]) -> bool:
    """Whether a bracket stands in prose, which links, citations and tags begin with."""
    for prose in prose_in(bodies):
        for words in prose.values():
            if "[" in words or "<" in words:
                return True
    return False


def _selector(values: Values, node: Node, reading: Reading) -> Quote | Whole | None:
    written = values.values
    quote = written.get("quote")
    if quote is not None:
        return Quote(
            quote,
            written.get("after"),
            written.get("before"),
            written.get("occurrence"),
            written.get("passage"),
            written.get("across", False),
        )
    assert isinstance(node, MapNode)
    if "quote" in node.items:
        return None
    for key in ("after", "before", "occurrence"):
        if key in node.items:
            reading.add("needs-quote", node.place_of(key), key=key, width=len(key))
            return None
    if "passage" in written:
        return Whole(written["passage"])
    if "passage" not in node.items:
        reading.add("no-target", written["id"].place, width=len(written["id"]))
    return None


def missing_default(layers: tuple[Layer, ...]) -> Iterator[Problem]:
    """Where a language has several layers, exactly one is the default."""
    by_tag: dict[str, list[Layer]] = {}
    for item in layers:
        by_tag.setdefault(item.language, []).append(item)
    for tag, several in by_tag.items():
        chosen = sum(item.default for item in several)
        if len(several) > 1 and chosen != 1:
            yield problem("layer-default", several[-1].place, count=str(chosen), language=tag)
