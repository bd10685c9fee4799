"""The catalogs of the package as files: the messages in use, and catalogs renewed from them.

`pytest --accept -n 0 tests/test_locales.py` adds what is new, without a translation, and
takes out what is no longer used.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

import hashiya

PACKAGE = Path(hashiya.__file__).parent
LOCALES = PACKAGE / "locales"
LANGUAGES = tuple(sorted(path.name for path in LOCALES.iterdir() if path.is_dir()))
ORIGINAL = "en"
"""The language in which messages are written in the code."""

Id = str | tuple[str, ...]

_HEADER = """\
# The interface in the language of this folder; the English message is the key.
# To renew it from the code: make messages.
msgid ""
msgstr ""
"Project-Id-Version: Hashiya\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@cache
def used() -> Catalog:
    """The messages of code and templates, with the files that they stand in."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = Catalog(fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(PACKAGE, methods, options):
        template.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return template


def used_ids() -> frozenset[Id]:
    """The messages of code and templates."""
    ids = (message.id for message in used() if message.id)
    return frozenset(tuple(id_) if isinstance(id_, list) else id_ for id_ in ids)


def path(language: str) -> Path:
    """Where a language's catalog lies."""
    return LOCALES / language / "LC_MESSAGES" / "hashiya.po"


@cache
def read(language: str) -> Catalog:
    """A language's catalog."""
    with path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts(message: Message) -> tuple[str, ...]:
    """The forms of a message's translation."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def renewed(language: str) -> str:
    """A language's catalog with the messages in use and no others, as the text of its file."""
    known = {message.id: message for message in read(language)}
    catalog = Catalog(locale=language, fuzzy=False)
    for message in used():
        if message.id:
            old = known.get(message.id)
            string = old.string if old else None
            catalog.add(
                message.id,
                string or (message.id if language == ORIGINAL else None),
                message.locations,
                auto_comments=message.auto_comments,
            )
    written = io.BytesIO()
    # Without line numbers: they would change with every commit.
    write_po(written, catalog, width=88, omit_header=True, include_lineno=False)
    header = _HEADER.format(language=language, plurals=catalog.plural_forms)
    return header + written.getvalue().decode("utf-8").lstrip("\n")
