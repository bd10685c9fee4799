"""The catalogs: every message that the package uses is translated in every language."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from hashiya.codes import CODES
from hashiya.render.interface import catalog
from tests import catalogs
from tests.catalogs import LANGUAGES, PACKAGE, Id, texts, used_ids


def _messages(language: str) -> list[Message]:
    return [message for message in catalogs.read(language) if message.id]


def _placeholders(text: str) -> set[str]:
    """What is filled in: `{name}` by str.format, `%(name)s` by Jinja."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\((\w+)\)s", text))


def test_there_are_the_languages_of_the_dossiers() -> None:
    assert LANGUAGES == ("ar", "en", "fa")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalog_holds_what_is_used_and_nothing_else(language: str, accept: bool) -> None:
    if accept:
        catalogs.path(language).write_text(catalogs.renewed(language), encoding="utf-8")
        catalogs.read.cache_clear()
    assert len(used_ids()) > len(CODES)
    assert {message.id for message in _messages(language)} == used_ids()
    assert not catalogs.read(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str) -> None:
    assert [message.id for message in _messages(language) if not all(texts(message))] == []
    assert [message.id for message in _messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_there(language: str) -> None:
    forms = catalogs.read(language).num_plurals
    for message in _messages(language):
        if message.pluralizable:
            assert len(texts(message)) == forms, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    for message in _messages(language):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        meant = _placeholders(ids[-1])
        for text in texts(message):
            # One and two may be words: a form may leave the number out, and nothing else.
            left_out = meant - _placeholders(text)
            assert _placeholders(text) <= meant, message.id
            assert not left_out or (message.pluralizable and left_out == {"n"}), message.id


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_translations_are_in_their_own_script(language: str) -> None:
    arabic = re.compile("[\u060c-\u06cc]")
    names = re.compile(r"\{\w+\}")
    for message in _messages(language):
        for text in texts(message):
            if not names.sub("", text).strip("«»“” .:,،"):
                continue
            assert arabic.search(text), message.id


def _marked(tree: ast.AST) -> Iterator[Id]:
    """The messages that a module marks, wherever they stand."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        words = tuple(
            arg.value
            for arg in node.args
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        )
        if name in ("_", "gettext") and len(words) == 1:
            yield words[0]
        if name in ("count", "ngettext") and len(words) == 2:
            yield words


def test_the_extractor_sees_every_message() -> None:
    """Babel's does not look into f-strings; a message in one would never be translated."""
    unseen = {
        (path.relative_to(PACKAGE).as_posix(), message)
        for path in PACKAGE.rglob("*.py")
        for message in _marked(ast.parse(path.read_text(encoding="utf-8")))
        if message not in used_ids()
    }
    assert unseen == set()


@pytest.mark.parametrize(
    ("n", "counted"),
    [
        (1, "مصدر واحد"),
        (2, "مصدران"),
        (3, "3 مصادر"),
        (10, "10 مصادر"),
        (11, "11 مصدرًا"),
        (99, "99 مصدرًا"),
        (100, "100 مصدر"),
        (102, "102 مصدر"),
        (103, "103 مصادر"),
        (111, "111 مصدرًا"),
    ],
)
def test_arabic_counts_as_its_grammar_does(n: int, counted: str) -> None:
    said = catalog("ar").ngettext("{n} source", "{n} sources", n).format(n=n)
    assert said == counted


def test_arabic_forms_for_eleven_and_for_a_hundred_are_not_each_other_s() -> None:
    """After 11 to 99 a noun stands in the accusative: it ends in -an or in ta marbuta."""
    accusative = re.compile(r"\{n\} (?:[^ ]*?(?:ًا|أً|ةً?|ىً?|اءً)(?=[\s،:.)]|$))")
    for message in _messages("ar"):
        forms = tuple(texts(message))
        # Of a construct the case is not written, and the forms are alike.
        if not isinstance(message.id, tuple) or forms[4] == forms[5]:
            continue
        if forms[5].startswith("{n} "):
            assert accusative.match(forms[5]), forms[5]
