"""The MkDocs plugin: whole builds of a made-up edition, looked at as files."""

from __future__ import annotations

import filecmp
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree

import pytest
import yaml
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from hashiya.build import Site
from hashiya.model import Edition, Locale, Page, PageRef, Settings, Text
from hashiya.problem import Place, Problem, problem
from hashiya.publish import assets
from hashiya.publish import mkdocs as plugin
from hashiya.publish import site as publish_site
from hashiya.publish.atomic import MARK
from hashiya.publish.folder import export_pages
from hashiya.publish.opening import Opened
from hashiya.publish.press import Press
from hashiya.publish.shell import Shell

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

NOWHERE = Place("dossier.yaml")
RTL = {"ar", "fa", "he"}
SECTIONS = {"": "home", "sources/": "sources", "claims/": "claims", "glossary/": "glossary"}
FOOT = ("edition", "corrections", "corrections.xml")
"""What every frame links to; an edition has it, the fake one here has not."""


def text(words: str) -> Text:
    return Text(words, NOWHERE)


@dataclass
class FakeSite:
    """An edition with as many sources as a test wants, whose pages say what was asked of them."""

    languages: tuple[str, ...] = ("ar", "en")
    sources: int = 3
    title: str = "Dossier <1>"
    extra: tuple[tuple[str, bytes], ...] = (("data/dossier.json", b"{}"),)
    asked: list[tuple[str, str]] = field(default_factory=list)
    body: str = '<article class="hy-source"><h1 id="p1">Body</h1></article>'
    feeds: bool = True

    def __post_init__(self) -> None:
        settings = Settings(
            languages=tuple(map(text, self.languages)),
            locales={one: Locale(text(one)) for one in self.languages},
            title={one: text(f"{self.title} {one}") for one in self.languages},
            description={one: text(f"About & more {one}") for one in self.languages},
            repository="https://example.org/o/r",
            branch="main",
            missing_language="error",
            default_language=self.languages[0],
            rights={one: text(f"Rights {one}") for one in self.languages},
        )
        dossier = SimpleNamespace(settings=settings)
        self.edition = cast("Edition", SimpleNamespace(dossier=dossier))
        self.outline = tuple(self._refs())

    def _refs(self) -> Iterator[PageRef]:
        for one in self.languages:
            for uri, section in SECTIONS.items():
                title = f"{section.title()} {one}" if uri else f"{self.title} {one}"
                yield PageRef(uri, one, section, title)
            for number in range(self.sources):
                name = f"source-{number}"
                file = f"annotations/sources/{name}/source.yaml"
                yield PageRef(f"sources/{name}/", one, "sources", f"{name} & {one}", file)

    def page(self, ref: PageRef) -> Page:
        self.asked.append((ref.language, ref.uri))
        return Page(
            ref.uri,
            ref.language,
            ref.title,
            f"of “{ref.title}”",
            (self.body.encode(),),
            ref.section,
            ref.edit,
            {"beside.json": ref.uri.encode()} if ref.uri.startswith("sources/source") else {},
        )

    def translate(self, language: str) -> Callable[[str], str]:
        return lambda message: f"{message} ({language})"

    def direction(self, language: str) -> str:
        return "rtl" if language in RTL else "ltr"

    def files(self, site_url: str = "") -> Iterable[tuple[str, bytes]]:  # noqa: ARG002
        return self.extra


def as_site(fake: FakeSite) -> Site:
    return cast("Site", fake)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for one in ("ar", "en"):
        (root / "docs" / one).mkdir(parents=True)
        (root / "docs" / one / "about.md").write_text(f"# About {one}\n\nWords.\n")
    (root / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://example.org/repo/\nplugins: [hashiya]\n"
    )
    return root


Build = Callable[..., Path]


@pytest.fixture
def build(project: Path) -> Build:
    def run(site: FakeSite | None = None, name: str = "site") -> Path:
        out = project.parent / name
        plugin.run(project, out, as_site(site or FakeSite()))
        return out

    return run


class Elements(HTMLParser):
    """All the elements of a page, and no opinion about them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attrs for name, attrs in self.found if name == tag and wanted.items() <= attrs.items()
        ]


def elements(page: Path) -> Elements:
    return Elements(page.read_text(encoding="utf-8"))


def test_each_page_stands_in_each_language_at_the_same_path(build: Build) -> None:
    out = build()
    for one in ("ar", "en"):
        pages = {path.parent.relative_to(out / one) for path in (out / one).rglob("index.html")}
        assert {str(path) for path in pages} == {
            ".", "sources", "claims", "glossary", "about",
            "sources/source-0", "sources/source-1", "sources/source-2",
        }  # fmt: skip


def test_what_belongs_beside_a_page_stands_in_its_folder(build: Build, tmp_path: Path) -> None:
    export_pages(as_site(FakeSite()), tmp_path / "pages")
    for out in (build(), tmp_path / "pages"):
        found = {str(file.relative_to(out)): file.read_text() for file in out.rglob("beside.json")}
        assert found == {
            f"{one}/sources/source-{number}/beside.json": f"sources/source-{number}/"
            for one in ("ar", "en")
            for number in range(3)
        }


def test_html_title_and_description_are_in_the_page_s_language(build: Build) -> None:
    page = elements(build() / "ar/sources/source-1/index.html")
    (html,) = page.all("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    (description,) = page.all("meta", name="description")
    assert description["content"] == "of “source-1 & ar”"
    raw = (build(name="again") / "ar/sources/source-1/index.html").read_text(encoding="utf-8")
    assert "<title>source-1 &amp; ar · Dossier &lt;1&gt; ar</title>" in raw
    assert "Skip to content (ar)" in raw
    assert "(en)" not in raw


def test_the_words_of_the_dossier_are_escaped_wherever_the_frame_says_them(build: Build) -> None:
    for path in build().rglob("*.html"):
        assert "<1>" not in path.read_text(encoding="utf-8")


def test_a_page_without_a_description_has_that_of_the_dossier(build: Build) -> None:
    (found,) = elements(build() / "en/about/index.html").all("meta", name="description")
    assert found["content"] == "About & more en"


def test_the_other_language_is_one_link_to_the_same_page(build: Build) -> None:
    out = build()
    page = out / "ar/sources/source-1/index.html"
    links = elements(page).all("a", hreflang="en")
    assert links
    for link in links:
        assert link["lang"] == "en"
        assert link["dir"] == "ltr"
        target = (page.parent / str(link["href"]) / "index.html").resolve()
        assert target == (out / "en/sources/source-1/index.html").resolve()
    assert ">English</a>" in page.read_text(encoding="utf-8")


def test_a_page_without_a_sister_leads_to_the_other_home_page(project: Path, build: Build) -> None:
    (project / "docs/ar/only.md").write_text("# وحيدة\n")
    out = build()
    page = out / "ar/only/index.html"
    (link, *_) = elements(page).all("a", hreflang="en")
    assert (page.parent / str(link["href"])).resolve() == (out / "en").resolve()


def local_links(out: Path, page: Path) -> Iterator[Path]:
    for _, attrs in elements(page).found:
        for address in (attrs.get("href"), attrs.get("src")):
            if address and not re.match(r"https?:|#", address):
                yield (page.parent / address.partition("#")[0]).resolve()


def test_every_link_is_relative_and_leads_to_a_file(build: Build) -> None:
    out = build()
    pages = [page for page in out.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 15
    for page in pages:
        for target in local_links(out, page):
            assert target.is_relative_to(out.resolve())
            if target.parent.name in FakeSite.languages and target.name in FOOT:
                continue
            assert (target / "index.html" if target.is_dir() else target).is_file()


def test_not_found_speaks_every_language_and_its_links_begin_with_the_base_path(
    build: Build,
) -> None:
    page = elements(build() / "404.html")
    assert [one["href"] for one in page.all("a")] == ["/repo/ar/", "/repo/en/"]
    assert [(one["lang"], one["dir"]) for one in page.all("li")] == [("ar", "rtl"), ("en", "ltr")]
    (style,) = page.all("link", rel="stylesheet")
    assert str(style["href"]).startswith("/repo/assets/")


def test_the_choice_of_language_is_links_in_each_language(build: Build) -> None:
    out = build()
    page = elements(out / "index.html")
    assert [one["href"] for one in page.all("a")] == ["./ar/", "./en/"]
    assert [(one["lang"], one["dir"]) for one in page.all("li")] == [("ar", "rtl"), ("en", "ltr")]
    assert not page.all("meta", **{"http-equiv": "refresh"})
    theme = Path(plugin.__file__).parents[1] / "theme/js"
    scripts = "".join((theme / f"{name}.js").read_text() for name in ("scheme", "chooser"))
    assert "location" not in scripts


def test_a_page_names_the_feed_where_there_is_one(build: Build) -> None:
    assert 'href="../en/corrections.xml"' in (build() / "en/index.html").read_text()
    assert "corrections.xml" not in (build(FakeSite(feeds=False)) / "en/index.html").read_text()


def test_the_policy_lets_nothing_in_that_the_pages_hold_inside(build: Build) -> None:
    out = build()
    for path in out.rglob("*.html"):
        page = elements(path)
        (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        assert "default-src 'none'" in str(policy["content"])
        assert "unsafe" not in str(policy["content"])
        assert all("src" in attrs for attrs in page.all("script"))
        assert not page.all("style")
        for _, attrs in page.found:
            assert not [name for name in attrs if name == "style" or name.startswith("on")]


def test_the_live_preview_has_no_policy_because_its_reload_script_is_inline() -> None:
    one = plugin.HashiyaPlugin()
    one.on_startup(command="serve", dirty=False)
    assert one.policy() == ""
    one.on_startup(command="build", dirty=False)
    assert one.policy() == plugin.CONTENT_SECURITY_POLICY


def test_the_navigation_has_as_many_entries_for_forty_sources_as_for_three(build: Build) -> None:
    def entries(sources: int) -> list[dict[str, str | None]]:
        out = build(FakeSite(sources=sources), name=f"site-{sources}")
        html = (out / "en/sources/source-0/index.html").read_text(encoding="utf-8")
        nav = re.search(r'<nav class="hy-pop hy-nav".*?</nav>', html, re.DOTALL)
        assert nav
        return Elements(nav[0]).all("a")

    few, many = entries(3), entries(40)
    assert few == many
    assert [one.get("aria-current") for one in few] == [None, "true", None, None, None]


def test_a_front_page_is_the_current_entry_itself(build: Build) -> None:
    out = build()
    (current,) = elements(out / "en/sources/index.html").all("a", **{"aria-current": "page"})
    assert current["href"] == "../../en/sources/"


def test_two_builds_are_the_same_byte_for_byte(build: Build) -> None:
    one, other = build(name="one"), build(name="other")
    found = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert found == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    _, different, unreadable = filecmp.cmpfiles(one, other, map(str, found), shallow=False)
    assert not different
    assert not unreadable


def test_each_page_is_rendered_once_and_the_frame_once_a_kind_of_page(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[Press] = []
    monkeypatch.setattr(Press, "printed", counting(Press.printed, rendered))
    site = FakeSite(sources=40)
    build(site)
    assert len(site.asked) == len(set(site.asked)) == len(site.outline)
    (press,) = {id(one): one for one in rendered}.values()
    # Per language: four front pages, the hand-written page, and one for all forty sources.
    assert len(press.shells) == 12


def counting(method: Callable[..., bytes], seen: list[Press]) -> Callable[..., bytes]:
    def counted(self: Press, *args: object) -> bytes:
        seen.append(self)
        return method(self, *args)

    return counted


def test_others_that_look_at_finished_pages_get_their_whole_text(
    build: Build, project: Path
) -> None:
    (project / "hook.py").write_text(
        "def on_post_page(output, **_):\n"
        "    return output.replace('</html>', '<!-- ü --></html>')\n",
        encoding="utf-8",
    )
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("hooks: [hook.py]\n")
    out = build()
    for page in ("ar/about", "ar/sources/source-0"):
        whole = (out / page / "index.html").read_text(encoding="utf-8")
        assert whole.startswith("<!doctype html>")
        assert "<!-- ü --></html>" in whole


def test_the_sitemap_names_each_page_in_each_language(build: Build) -> None:
    root = ElementTree.parse(build() / "sitemap.xml").getroot()  # noqa: S314
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    pages = root.findall("s:url", space)
    assert len(pages) == 2 * 8
    for page in pages:
        alternates = [link.get("hreflang") for link in page if link.tag.endswith("link")]
        assert alternates == ["ar", "en"]
    assert root.findtext("s:url/s:loc", namespaces=space) == "https://example.org/repo/ar/"


def test_nothing_of_materials_own_files_is_published(build: Build) -> None:
    out = build()
    names = {path.relative_to(out).as_posix() for path in out.rglob("*")}
    assert {one.split("-")[0] for one in names if one.startswith("assets/h")} == {"assets/hashiya"}
    assert not [one for one in names if "lunr" in one or "bundle" in one or "stylesheets" in one]


def test_a_third_language_needs_nothing_but_its_name(project: Path, build: Build) -> None:
    out = build(FakeSite(languages=("fa", "ar", "de")))
    page = elements(out / "fa/sources/source-0/index.html")
    assert [one["hreflang"] for one in page.all("a", dir="rtl") if "hreflang" in one] == ["ar"] * 2
    (html,) = elements(out / "de/index.html").all("html")
    assert (html["lang"], html["dir"]) == ("de", "ltr")


def test_a_language_that_material_does_not_know_is_published_all_the_same(build: Build) -> None:
    (html,) = elements(build(FakeSite(languages=("am",))) / "am/index.html").all("html")
    assert html["lang"] == "am"


def plain_build(project: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build_with_mkdocs(config)


def opens(monkeypatch: pytest.MonkeyPatch, site: FakeSite | None, *problems: Problem) -> None:
    opened = Opened(as_site(site) if site else None, problems)
    monkeypatch.setattr(plugin, "open_project", lambda *_: opened)


def test_a_plain_mkdocs_build_with_an_error_leaves_the_last_site_standing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opens(monkeypatch, FakeSite())
    plain_build(project)
    good = (project / "site/ar/index.html").read_bytes()
    wrong = problem("quote-not-found", Place("annotations/sources/x/notes.yaml", 4, 3))
    opens(monkeypatch, None, wrong)
    with pytest.raises(Abort):
        plain_build(project)
    assert (project / "site/ar/index.html").read_bytes() == good
    assert "annotations/sources/x/notes.yaml:4:3: error[quote-not-found]" in capsys.readouterr().err


def test_a_plain_mkdocs_build_does_not_clean_a_folder_that_is_not_ours(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(monkeypatch, FakeSite())
    (project / "site").mkdir()
    (project / "site/thesis.odt").write_text("years of work")
    with pytest.raises(Abort):
        plain_build(project)
    assert [path.name for path in (project / "site").iterdir()] == ["thesis.odt"]


def test_hashiya_build_swaps_a_finished_site_in_and_tells_problems(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = project / "public"
    monkeypatch.setattr(publish_site, "open_project", lambda *_: Opened(as_site(FakeSite()), ()))
    assert publish_site.build_site(project, out) == ()
    good = (out / "ar/index.html").read_bytes()
    assert (out / MARK).is_file()

    class Failing(FakeSite):
        def page(self, ref: PageRef) -> Page:
            if ref.uri == "glossary/":
                raise PluginError("a page failed")
            return super().page(ref)

    failing = Failing(title="new")
    monkeypatch.setattr(publish_site, "open_project", lambda *_: Opened(as_site(failing), ()))
    (found,) = publish_site.build_site(project, out)
    assert found.code == "site-not-built"
    assert (out / "ar/index.html").read_bytes() == good
    assert not list(project.glob(".public*"))


def test_what_mkdocs_does_not_take_is_told_at_its_setting(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish_site, "open_project", lambda *_: Opened(as_site(FakeSite()), ()))
    settings = project / "mkdocs.yml"
    settings.write_text(f"{settings.read_text('utf-8')}docs_dir : texts\nodd: 1\n", "utf-8")
    line = settings.read_text("utf-8").split("\n").index("docs_dir : texts") + 1
    (found,) = publish_site.build_site(project, project / "public")
    assert (found.code, found.place.line) == ("site-not-built", line)
    assert "isn't an existing directory" in str(found.values["detail"])
    warned = capsys.readouterr().err
    assert "Unrecognised configuration name: odd" in warned
    assert "directory" not in warned
    assert not (project / "public").exists()


def test_an_error_that_stops_nothing_is_told_all_the_same(
    project: Path, build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other plugins log errors and go on."""

    def complaining(*_: object, **__: object) -> None:
        logging.getLogger("mkdocs.plugins.other").error("a link leads nowhere")

    monkeypatch.setattr(plugin.HashiyaPlugin, "on_nav", complaining)
    build()
    assert capsys.readouterr().err.count("a link leads nowhere") == 1


def test_a_link_in_docs_is_refused(project: Path, build: Build, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (project / "docs/ar/leak.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(plugin.Interrupted, match="link or a special file"):
        build()


def test_files_in_docs_that_are_no_pages_are_published(project: Path, build: Build) -> None:
    """A domain's CNAME, say, which is gone after the next build where it is put into the site."""
    (project / "docs" / "CNAME").write_text("texts.example.org\n", encoding="utf-8")
    (project / "docs" / ".nojekyll").touch()
    (project / "docs" / ".draft").touch()
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + 'exclude_docs: "!.nojekyll"\n', encoding="utf-8"
    )
    for _again in range(2):
        out = build(FakeSite())
        assert (out / "CNAME").read_text(encoding="utf-8") == "texts.example.org\n"
        assert (out / ".nojekyll").is_file()
        assert not (out / ".draft").exists()


def test_a_strange_name_in_docs_begins_no_line_of_a_log(project: Path, build: Build) -> None:
    (project / "docs" / "a\n::error::b\x1b[2J\x9b1m").symlink_to("/etc")
    with pytest.raises(plugin.Interrupted) as caught:
        build(FakeSite())
    assert str(caught.value).startswith("docs/a ::error::b [2J 1m:1:1: a link")


@pytest.mark.parametrize("name", ["a\udcff.md", "b\n.md", "c\x9b.png"])
def test_a_name_in_docs_that_nothing_can_show_is_told(
    project: Path, build: Build, name: str
) -> None:
    (project / "docs" / "en" / name).write_text("# x\n")
    with pytest.raises(plugin.Interrupted, match="nothing can show"):
        build(FakeSite())


def test_a_page_of_docs_in_another_encoding_is_told_with_its_place(
    project: Path, build: Build
) -> None:
    (project / "docs" / "ar" / "method.md").write_bytes("# x\n\nab كلمة".encode("cp1256"))
    with pytest.raises(plugin.Interrupted, match=r"docs/ar/method.md:3:4: the page is not UTF-8"):
        build(FakeSite())


def test_a_plain_mkdocs_build_does_not_write_among_the_annotations(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "open_project", lambda *_: Opened(cast("Site", FakeSite()), ()))
    config = load_config(
        str(project / "mkdocs.yml"), site_dir=str(project / "annotations" / "site")
    )
    with pytest.raises(Abort):
        build_with_mkdocs(config)
    assert not (project / "annotations").exists()


def test_the_live_preview_watches_what_pages_are_made_of(project: Path) -> None:
    (project / "seeds").mkdir(exist_ok=True)
    watched: list[str] = []
    server = cast("LiveReloadServer", SimpleNamespace(watch=watched.append))
    config = load_config(str(project / "mkdocs.yml"))
    plugin.HashiyaPlugin().on_serve(server, config=config)
    assert {Path(one).name for one in watched} >= {"seeds", "theme", "locales"}


def test_a_page_of_docs_in_the_place_of_a_generated_one_is_told(
    project: Path, build: Build
) -> None:
    (project / "docs/ar/index.md").write_text("# Mine\n")
    with pytest.raises(plugin.Interrupted, match=r"docs/ar/index\.md"):
        build()


def test_the_choice_of_language_is_not_overwritten_by_a_page_of_docs(
    project: Path, build: Build
) -> None:
    (project / "docs/index.md").write_text("# Mine\n")
    with pytest.raises(plugin.Interrupted, match=r"docs/index\.md"):
        build()


@pytest.mark.parametrize("name", ["glossary.md", "sources/source-0.md", "claims/README.md"])
def test_a_page_of_docs_that_would_become_a_generated_one_is_told(
    project: Path, build: Build, name: str
) -> None:
    """Another file name, the same page: its words were lost without one."""
    page = project / "docs/en" / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("# Mine\n\nWords.\n")
    with pytest.raises(plugin.Interrupted, match=rf"docs/en/{re.escape(name)}:1:1: it stands"):
        build()


def test_a_character_that_is_none_in_a_page_of_docs_is_told(project: Path, build: Build) -> None:
    (project / "docs/en/about.md").write_text("# A\n\nbc\0d\n")
    with pytest.raises(plugin.Interrupted, match=r"docs/en/about\.md:3:3: .*U\+0000"):
        build()


def test_docs_may_be_no_link_to_elsewhere(project: Path, build: Build, tmp_path: Path) -> None:
    (project / "docs").rename(tmp_path / "elsewhere")
    (project / "docs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(plugin.Interrupted, match="docs:1:1: a link"):
        build()


@pytest.mark.parametrize("uri", ["../escaped.txt", "/escaped.txt", "a/../../escaped.txt"])
def test_no_file_is_written_outside_the_site(build: Build, project: Path, uri: str) -> None:
    with pytest.raises(plugin.Interrupted, match="out of the site"):
        build(FakeSite(extra=((uri, b"x"),)))
    assert not list(project.parent.rglob("escaped.txt"))


def article(project: Path, build: Build, markdown: str) -> str:
    (project / "docs/en/page.md").write_text(markdown)
    html = (build() / "en/page/index.html").read_text(encoding="utf-8")
    found = re.search(r'<article class="hy-page hy-prose">(.*?)</article>', html, re.DOTALL)
    assert found
    return found[1]


def test_raw_html_in_a_hand_written_page_stays_text(project: Path, build: Build) -> None:
    made = article(project, build, "# Page\n\n<script>alert(1)</script>\n\na <b>b</b>\n")
    assert not Elements(made).all("script")
    assert not Elements(made).all("b")
    assert "&lt;b&gt;b" in made


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVA&#115;cript:alert(1)", "data:text/html,x", "vbscript:x"],
)
def test_a_link_keeps_only_harmless_schemes(project: Path, build: Build, address: str) -> None:
    made = Elements(article(project, build, f"# Page\n\n[words]({address})\n"))
    assert not [attrs for attrs in made.all("a") if "href" in attrs]


def test_ordinary_links_stay(project: Path, build: Build) -> None:
    words = (
        "# P\n\n[a](about.md) [b](https://example.org/) <me@example.org> [c](sources/index.md)\n"
    )
    found = [attrs["href"] for attrs in Elements(article(project, build, words)).all("a")]
    assert found[:2] == ["../about/", "https://example.org/"]
    assert str(found[2]).startswith("mailto:")
    assert found[3] == "../sources/"


@pytest.mark.parametrize(
    "address", ["https://example.org/x.png", "//example.org/x.png", "\\\\\\\\x/y.png"]
)
def test_an_image_from_elsewhere_gives_way_to_its_words(
    project: Path, build: Build, address: str
) -> None:
    made = article(project, build, f"# Page\n\n![the words]({address})\n")
    assert not Elements(made).all("img")
    assert "the words" in made


def test_aligned_tables_have_classes_and_no_inline_style(project: Path, build: Build) -> None:
    (project / "mkdocs.yml").write_text(
        "site_name: x\nplugins: [hashiya]\nmarkdown_extensions: [tables]\n"
    )
    made = article(project, build, "# P\n\n|a|b|\n|---|--:|\n|1|2|\n")
    assert [attrs.get("class") for attrs in Elements(made).all("td")] == [None, "hy-right"]
    assert "style=" not in made


def test_pages_for_another_engine_carry_front_matter_and_unbroken_html(tmp_path: Path) -> None:
    site = FakeSite(title='Quote " and: colon', body="<p>one</p>\n\n  \n<p>two</p>")
    assert export_pages(as_site(site), tmp_path / "pages") == len(site.outline)
    _, matter, body = (tmp_path / "pages/ar/index.md").read_text(encoding="utf-8").split("---\n")
    assert yaml.safe_load(matter) == {
        "title": 'Quote " and: colon ar',
        "description": 'of “Quote " and: colon ar”',
        "language": "ar",
        "dir": "rtl",
        "style": f"../{assets.assets().style}",
        "script": f"../{assets.assets().script}",
    }
    assert body == '\n<div lang="ar" dir="rtl">\n<p>one</p>\n<p>two</p>\n</div>\n'


def test_the_exported_pages_build_with_stock_mkdocs(tmp_path: Path) -> None:
    site = FakeSite(body='<article class="hy-source">\n\n<p>*not* [Markdown]</p>\n</article>')
    export_pages(as_site(site), tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: mkdocs}\nplugins: []\n")
    build_with_mkdocs(load_config(str(tmp_path / "mkdocs.yml")))
    html = (tmp_path / "site/ar/sources/source-0/index.html").read_text(encoding="utf-8")
    assert "<p>*not* [Markdown]</p>" in html
    assert "<title>source-0 & ar - x</title>" in html


def test_the_exported_pages_have_the_handwritten_ones(tmp_path: Path) -> None:
    (tmp_path / "docs/ar/pictures").mkdir(parents=True)
    (tmp_path / "docs/tool").mkdir()
    (tmp_path / "docs/ar/about.md").write_text("# من نحن\n", encoding="utf-8")
    (tmp_path / "docs/ar/pictures/map.png").write_bytes(b"PNG")
    (tmp_path / "docs/tool/inner.md").write_text("# Not of the dossier\n")
    (tmp_path / "secret").write_text("elsewhere")
    (tmp_path / "docs/ar/secret.md").symlink_to(tmp_path / "secret")
    export_pages(as_site(FakeSite()), tmp_path / "pages", tmp_path / "docs")
    assert (tmp_path / "pages/ar/about.md").read_text(encoding="utf-8") == "# من نحن\n"
    assert (tmp_path / "pages/ar/pictures/map.png").read_bytes() == b"PNG"
    assert not (tmp_path / "pages/tool").exists()
    assert not (tmp_path / "pages/ar/secret.md").exists()


def test_a_link_for_a_language_s_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.txt").write_text("secret")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/ar").symlink_to(tmp_path / "elsewhere")
    export_pages(as_site(FakeSite()), tmp_path / "pages", tmp_path / "docs")
    assert not (tmp_path / "pages/ar/secret.txt").exists()


def test_a_frame_is_rendered_once_for_all_pages_of_a_spot(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []
    whole = Shell.cut

    def counted(html: str) -> Shell:
        cut.append(html)
        return whole(html)

    monkeypatch.setattr(Shell, "cut", counted)
    build(FakeSite(sources=3), name="few")
    few = len(cut)
    build(FakeSite(sources=60), name="many")
    assert 0 < few == len(cut) - few


def tokens() -> dict[str, tuple[str, str]]:
    style = (Path(plugin.__file__).parents[1] / "theme/css/tokens.css").read_text()
    found = re.findall(r"--hy-([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


INKS = "ink", "ink-soft", "accent", "note", "claim", "event", "agree", "oppose", "renew", "aside"
SURFACES = "paper", "surface", "raised", "tint"


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("surface", SURFACES)
def test_text_keeps_seven_to_one_on_every_surface_in_both_schemes(ink: str, surface: str) -> None:
    colours = tokens()
    for scheme in (0, 1):
        assert contrast(colours[ink][scheme], colours[surface][scheme]) >= 7


def test_a_lit_note_keeps_its_contrast() -> None:
    colours = tokens()
    for kind in ("note", "claim", "event", "agree", "oppose", "renew", "aside"):
        for scheme in (0, 1):
            behind = mixed(colours[kind][scheme], colours["paper"][scheme], 0.07)
            for ink in (kind, "ink", "ink-soft", "accent"):
                assert contrast(colours[ink][scheme], behind) >= 7


def mixed(one: str, other: str, share: float) -> str:
    """As color-mix(in srgb, one share, other)."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_no_style_names_a_side_of_the_screen() -> None:
    """Logical properties only: every page is also laid out from right to left."""
    theme = Path(plugin.__file__).parents[1] / "theme/css"
    physical = re.compile(
        r"(?<![\w-])(left|right|top|bottom|width|height|(min|max)-(width|height)"
        r"|(margin|padding|border)-(left|right|top|bottom)|row-reverse)\s*:"
    )
    for style in theme.glob("*.css"):
        rules = re.sub(r"@media[^{]*|/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
        assert not physical.search(rules), style.name


def test_every_style_and_script_of_the_theme_is_joined() -> None:
    theme = Path(plugin.__file__).parents[1] / "theme"
    assert {path.stem for path in (theme / "css").iterdir()} == set(assets.STYLES)
    assert {path.stem for path in (theme / "js").iterdir()} == {*assets.EARLY, *assets.SCRIPTS}


def test_styles_and_scripts_are_sent_without_comments_and_with_all_else() -> None:
    files = dict(assets.assets().files)
    sent = "".join(
        "".join(files[name].decode().split()) for name in files if name.endswith((".css", ".js"))
    )
    assert "/*" not in sent
    for kind, comment in (("css", r"(?s)/\*.*?\*/"), ("js", r"(?m)^\s*//.*$")):
        for file in sorted((Path(assets.__file__).parents[1] / "theme" / kind).iterdir()):
            meant = re.sub(comment, "", file.read_text(encoding="utf-8"))
            assert "".join(meant.split()) in sent, file.name
