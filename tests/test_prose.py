"""Prose: authors' words are hostile until escaped; links and citations have their places."""

from __future__ import annotations

import re
from html import unescape
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashiya.prose import broken_citations, citations, is_plain, links, plainly_marked, tokens
from hashiya.render.isolate import isolating, simple
from hashiya.render.prose import Resolver, to_html

RESOLVER = Resolver(
    lambda address: f"../{address}" if "#" in address and ":" not in address else "",
    lambda key, locator: f"<cite>{key}|{locator}</cite>",
)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1)#a)",
        "[x](data:text/html,<script>#a)",
        "[x](vbscript:x#y)",
        '[x](https://a.example/"onmouseover="alert(1))',
        "![x](https://a.example/pixel.png)",
        "<https://a.example>",
        "[x]: javascript:alert(1)\n\n[x]",
        "&lt;script&gt;",
        "`</code><script>`",
        "[@<script>]",
    ],
)
def test_nothing_an_author_types_becomes_markup_of_their_own(hostile: str) -> None:
    html = to_html(hostile, RESOLVER)
    tags = re.findall(r"<(/?)(\w+)([^>]*)>", html)
    assert {name for _, name, _ in tags} <= {"p", "a", "cite", "em", "strong", "ul", "li", "ol"}
    for _, _, attributes in tags:
        assert not re.search(r"(?i)javascript|data:|vbscript|\son\w+=", attributes)


def test_links_of_the_web_and_of_the_dossier_are_told_apart() -> None:
    html = to_html("[a](x#y) and [b](https://e.example/?a=1&b=2)", RESOLVER)
    assert '<a href="../x#y">a</a>' in html
    assert '<a href="https://e.example/?a=1&amp;b=2" rel="external">b</a>' in html


def test_a_bracket_may_cite_several() -> None:
    html = to_html("As said [@one, p. 2; @two].", RESOLVER)
    assert "As said (<cite>one|p. 2</cite>; <cite>two|</cite>)." in html
    assert [found.key for found in citations("As said [@one, p. 2; @two].")] == ["one", "two"]


def test_citations_side_by_side_share_their_brackets() -> None:
    html = to_html("As said [@one] [@two, p. 2], and *so* [@three].", RESOLVER)
    assert "said (<cite>one|</cite>; <cite>two|p. 2</cite>), and" in html
    assert "</em> (<cite>three|</cite>).</p>" in html


@pytest.mark.parametrize("plain", ["[@]", "me@example.org", "[x @one]", "\\[@one]"])
def test_what_is_no_citation_stays_text(plain: str) -> None:
    assert "<cite>" not in to_html(plain, RESOLVER)
    assert not citations(plain)


def test_places_are_those_of_each_link_and_citation() -> None:
    text = "x#y [a](x#y) then [b](x#y), [@k] and [@k, 3]"
    assert [found.offset for found in links(text)] == [text.index("(x#y") + 1, 22]
    for found in citations(text):
        assert text[found.offset :].startswith("k")


def test_emphasis_lists_and_paragraphs_are_markdown() -> None:
    html = to_html("*a* **b**\n\n- c\n- d\n", RESOLVER)
    assert "<em>a</em> <strong>b</strong>" in html
    assert html.count("<li>") == 2


letters = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40)


@given(letters | st.text("ab *_`[]()<>&-+1.\n#\\", max_size=20))
def test_the_short_way_for_a_plain_paragraph_is_the_long_one(text: str) -> None:
    if text and is_plain(text):
        (paragraph, inline, _) = tokens(text)
        assert paragraph.type == "paragraph_open"
        assert "".join(child.content for child in inline.children or ()) == text
        assert to_html(text, RESOLVER) == f"<p>{text}</p>"


@pytest.mark.parametrize("language", ["ar", "en", "fa", "x-none"])
@given(
    letters
    | st.text("ab نصپ é ѐא ạ。*_`[]()<>&-+1.\n#\\", max_size=12)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
)
def test_the_short_way_for_a_reason_is_the_long_one(language: str, text: str) -> None:
    encoded = simple(language)(text) if text else None
    if encoded is not None:
        isolate = isolating(language, ["ar", "en", "he", "fr"])
        resolver = Resolver(RESOLVER.address, RESOLVER.citation, isolate)
        assert f"<p>{encoded.decode()}</p>" == to_html(text, resolver)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "سحب القوات قبل نهاية العام."),
        ("fa", "خروج نیروها تا پایان سال"),
        ("en", "Both give the “end of 2026” – the other source naïvely so."),
    ],
)
def test_most_reasons_take_the_short_way(language: str, text: str) -> None:
    assert simple(language)(text) == text.encode()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قال Rudaw غير ذلك"),
        ("ar", "قال Émile غير ذلك"),
        ("en", "“العراق” is the name"),
        ("en", "the *only* source"),
        ("en", "AT&T"),
        ("en", "two\nlines"),
        ("en", "a blank at its end "),
        ("en", "- an item"),
        ("en", "1. an item"),
    ],
)
def test_what_is_not_its_own_html_takes_the_long_way(language: str, text: str) -> None:
    assert simple(language)(text) is None


plain_words = st.text(st.sampled_from("ab @!#.-+1)('\"~:;،\x85\u00a0ً"), max_size=8)
stressed = st.builds(
    "{}*{}*{}".format,
    st.sampled_from(["", " ", "a", "(", "*", "\x1c", "\u3000"]) | plain_words,
    letters | plain_words | st.sampled_from(["a", "نص", "a b", "a*b", "_", "1"]),
    st.sampled_from(["", " ", "a", ".", "،", "*"]) | plain_words,
)
linked = st.builds(
    "{}[{}]({}){}".format,
    plain_words,
    letters | plain_words,
    st.sampled_from(["x#y", "https://e.example/_a_*?b='c\"", "", "a b", "x#y 't'", "#"]) | letters,
    plain_words,
)


@given(st.lists(linked | stressed, min_size=1, max_size=4).map("".join))
def test_the_short_way_for_links_and_stressed_words_is_the_long_one(text: str) -> None:
    if plainly_marked(text):
        short = to_html(text, RESOLVER)
        with patch("hashiya.render.prose.plainly_marked", return_value=()):
            assert to_html(text, RESOLVER) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("See [a](x#y), and [b](https://e.example/c_d_).", True),
        ("[a](x#y)", True),
        ("- [a](x#y)", False),
        ("*See* [a](x#y)", True),
        ("قال *إنّ الاتفاق*، ثمّ (*مضى*)", False),
        ("قال *إنّ الاتفاق*، ثمّ *مضى*", True),
        ("*See*[a](x#y)", False),
        ("a*b* c", False),
        ("*a *b", False),
        ("**a**", False),
        ("[a](x#y) [@key]", False),
        ("[*a*](x#y)", False),
        ("[a](x (y))", False),
        ("[a](x#y)\n[b](x#y)", False),
    ],
)
def test_plainly_marked_prose_is_not_parsed(text: str, *, short: bool) -> None:
    assert bool(plainly_marked(text)) is short


@given(st.text("ab[](#@;,x-) *<>&\"'", max_size=40))
def test_no_text_breaks_out(text: str) -> None:
    html = to_html(text, RESOLVER) if text else ""
    assert not re.search(r"<(?!/?(?:p|a|cite|em|strong|ul|ol|li|blockquote)\b)", html)


def test_isolating_words_leaves_escaped_characters_whole() -> None:
    isolate = isolating("ar", ["ar", "en"])
    html = to_html("قال <b> & AT&T.", Resolver(RESOLVER.address, RESOLVER.citation, isolate))
    assert unescape(re.sub(r"<[^>]+>", "", html)).strip() == "قال <b> & AT&T."
    assert html.count("<bdi") == 3


@pytest.mark.parametrize("repeated", ["@joint-statement-2024, 2; ", "@a.b:c/d ", "@a;@a;"])
def test_a_long_citation_without_an_end_is_refused_at_once(repeated: str) -> None:
    """It took minutes with seven keys: every way to cut the words into keys was tried."""
    begun = f"See [{repeated * 200}"
    assert list(broken_citations(begun)) == [4]
    assert citations(begun) == ()
