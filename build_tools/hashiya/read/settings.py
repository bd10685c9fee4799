"""`dossier.yaml`: what holds for the whole dossier."""

from __future__ import annotations

from collections.abc import Sequence

from hashiya.model import Beginning, Locale, Settings, Text
from hashiya.problem import Severity
from hashiya.read.files import Files
from hashiya.read.pictures import pictures
from hashiya.schema import (
    NOTHING,
    Field,
    MapNode,
    Node,
    Reading,
    Values,
    address,
    by_language,
    language,
    localized,
    many,
    one_of,
    record,
    text,
    url,
)

FORMAT = "1"
"""The version of the annotation format that this package reads."""
DIGITS = ("latn", "arab", "arabext")

_locale = record({"locale": Field(text), "digits": Field(one_of(*DIGITS))})
_defaults = record({"language": Field(language)})
_beginning = record({"at": Field(address, required=True), "why": Field(localized, required=True)})
_read = record(
    {
        "format": Field(text, required=True),
        "languages": Field(many(language), required=True),
        "locales": Field(by_language(_locale, every=False)),
        "defaults": Field(_defaults),
        "title": Field(localized, required=True),
        "description": Field(localized),
        "repository": Field(url),
        "branch": Field(text),
        "missing-language": Field(one_of("warn", "error")),
        "rights": Field(localized),
        "picture": Field(by_language(text, every=False)),
        "begin": Field(many(_beginning)),
    }
)

NO_SETTINGS = Settings((), {}, "", NOTHING, NOTHING, "", "main", "error", NOTHING)
"""What stands in where dossier.yaml cannot be read, so that the rest is read all the same."""


def languages(node: Node | None) -> tuple[Text, ...]:
    """The dossier's languages, before anything else of it is read."""
    if not isinstance(node, MapNode) or "languages" not in node.items:
        return ()
    listed = many(language)(node.items["languages"], Reading((), Severity.ERROR))
    return tuple(dict.fromkeys(listed or ()))


def missing_language(node: Node | None) -> Severity:
    """How much a missing language weighs."""
    if isinstance(node, MapNode) and node.items.get("missing-language") == "warn":
        return Severity.WARNING
    return Severity.ERROR


def settings(node: Node, reading: Reading, files: Files) -> Settings:
    """The settings that dossier.yaml holds."""
    values = _read(node, reading)
    if values is None:
        return NO_SETTINGS
    if not reading.languages and not reading.problems:
        reading.add("empty-value", values.node.items["languages"].place)
    if values["format"] != FORMAT:
        place = values["format"].place
        reading.add("unknown-format", place, found=str(values["format"]), known=FORMAT)
    _told_twice(values["languages"], reading)
    defaults = values["defaults"]
    return Settings(
        languages=reading.languages,
        locales=_locales(values["locales"] or {}),
        default_language=str(defaults["language"] or "") if defaults else "",
        title=values["title"],
        description=values["description"] or NOTHING,
        repository=str(values["repository"] or "").rstrip("/"),
        branch=str(values["branch"] or "main"),
        missing_language="warn" if values["missing-language"] == "warn" else "error",
        rights=values["rights"] or NOTHING,
        begin=tuple(Beginning(item["at"], item["why"]) for item in values["begin"] or ()),
        pictures=pictures(values["picture"] or {}, files, reading.problems),
    )


def _told_twice(listed: Sequence[Text], reading: Reading) -> None:
    """Tell of a language that is listed again."""
    first: dict[Text, Text] = {}
    for tag in listed:
        if first.setdefault(tag, tag) is not tag:
            line = str(first[tag].place.line)
            reading.add("language-twice", tag.place, language=tag, line=line, width=len(tag))


def _locales(written: dict[str, Values]) -> dict[str, Locale]:
    return {
        tag: Locale(values["locale"] or Text(tag, values.place), str(values["digits"] or DIGITS[0]))
        for tag, values in written.items()
    }
