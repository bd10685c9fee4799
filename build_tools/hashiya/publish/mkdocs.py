"""The plugin that lets MkDocs publish an edition, and the one place that knows MkDocs.

MkDocs walks through the pages, copies files, serves and watches. What it would do for
each page is kept from happening: a generated page has nothing to read and nothing to
convert, its template is empty, and its HTML is made at the very end, joined into a
frame that was rendered once for all pages of its kind, and let go again.
"""

from __future__ import annotations

import logging
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

import jinja2
from markdown.extensions.toc import slugify_unicode
from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme
from mkdocs.utils import write_file
from yaml import MarkedYAMLError

from hashiya.build import Site
from hashiya.check.report import harmless, worded
from hashiya.model import Page, PageRef
from hashiya.problem import Place, Severity
from hashiya.publish import address
from hashiya.publish.assets import Assets, assets, templates
from hashiya.publish.atomic import Refused, claim, refuse_foreign, refuse_inputs
from hashiya.publish.frames import Spot, frames
from hashiya.publish.handwritten import Guarded
from hashiya.publish.navigation import Entry
from hashiya.publish.opening import open_project, report
from hashiya.publish.press import Leaf, Press, url_of
from hashiya.publish.sitemap import sitemap
from hashiya.read.encoding import place_of
from hashiya.read.parses import Parses
from hashiya.read.slips import plainly
from hashiya.render.interface import CATALOGS, catalog
from hashiya.render.isolate import foreign
from hashiya.wording import Words

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.hashiya")

THEME = "material"

SETTINGS = "mkdocs.yml"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: the site's own files, and no script or style inside the page."""

STATIC = ("index.html", "404.html")
"""The pages that stand in every language at once: the choice of language, and "not found"."""

WATCHED = ("seeds", "annotations")
"""The folders, besides docs/, whose changes `mkdocs serve` answers with a new build.

The theme's and the catalogs' are watched as well."""

_EMPTY_TEMPLATE = "ready.html"

_SETTING = re.compile(r"Config value '(\w+)")
"""How what MkDocs logs of a setting begins."""


class Reason(NamedTuple):
    """Why MkDocs gave up: in words, where, and the setting of mkdocs.yml that is named, if any."""

    words: Words
    place: Place = Place(SETTINGS)
    setting: str = ""


def _told(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


class Interrupted(Exception):
    """MkDocs gave up."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(f"{_told(one.place)}: {one.words}" for one in reasons))
        self.reasons = reasons


class Unfit(PluginError):
    """Something in docs/ cannot be published, in words that a log may show.

    Names of files may hold anything.
    """

    def __init__(self, words: str, place: Place) -> None:
        super().__init__(harmless(f"{_told(place)}: {words}"))
        self.reason = Reason(harmless(words), place)


class ReadyPage(MkDocsPage):
    """A page that needs no reading and no converting."""

    def __init__(self, ref: PageRef, file: File, config: MkDocsConfig) -> None:
        super().__init__(ref.title, file, config)
        self.ref = ref

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """There is no source to read."""
        self.markdown = ""
        self.meta = {"template": _EMPTY_TEMPLATE}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """There is no Markdown to convert."""
        self.content = ""


class Printed(str):
    """A page that is encoded already: MkDocs writes what `encode` gives, if `strip` leaves any.

    To make a text of a page of a megabyte and encode that again costs more than to join it.
    """

    __slots__ = ("_bytes",)
    _bytes: bytes

    def __new__(cls, page: bytes) -> Printed:
        """A page in UTF-8; as a text it is only a word that stands for it."""
        printed = super().__new__(cls, "printed")
        printed._bytes = page
        return printed

    def strip(self, chars: str | None = None, /) -> Printed:  # noqa: ARG002
        """It has nothing around it."""
        return self

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:  # noqa: ARG002
        """The page."""
        return self._bytes


class _Frame(Theme):
    """Material as a store of templates: our frames ask for none of its styles, scripts and icons.

    MkDocs would copy what the environment lists; to list 14,000 files takes 0.15 s, too.
    """

    @classmethod
    def instead_of(cls, theme: Theme) -> _Frame:
        """The theme with the settings of mkdocs.yml, where those are for Material."""
        given = dict(theme) if theme.name == THEME else {}
        own = {key: given[key] for key in given if key not in ("name", "locale")}
        return cls(THEME, custom_dir=theme.custom_dir, **own)

    def get_env(self) -> jinja2.Environment:
        """MkDocs' environment; what it lists are the project's own files for the theme."""
        env = super().get_env()
        env.loader = _Templates(self.dirs, self.custom_dir)
        return env


class _Templates(jinja2.FileSystemLoader):
    """Loads templates from all folders, and lists those of one."""

    def __init__(self, folders: Sequence[str], listed: str | None) -> None:
        super().__init__(folders)
        self._listed = [listed] if listed else []

    def list_templates(self) -> list[str]:
        """The files in the folder that is listed."""
        return jinja2.FileSystemLoader(self._listed).list_templates()


@dataclass(slots=True)
class _Job:
    """One build: what it publishes, and the press once all titles are known."""

    site: Site
    assets: Assets
    policy: str
    nav: Navigation = field(default_factory=lambda: Navigation([], []))
    press: Press | None = None


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin has no options in mkdocs.yml: what there is to say stands in dossier.yaml."""


class HashiyaPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Publishes the dossier that lies beside mkdocs.yml."""

    given: Site | None = None
    """A site that the caller has opened already; without one, a build opens the project."""

    def __init__(self) -> None:
        self._serving = False
        self._parses = Parses()
        self._guard = Guarded()
        self._job: _Job | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember whether this is the live preview, whose reload script stands inside the page."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the dossier, before MkDocs cleans the folder of the last good site."""
        site, self.given = self.given or self._opened(_project(config)), None
        _refuse_strange(Path(config.docs_dir))
        try:
            refuse_foreign(Path(config.site_dir))
            refuse_inputs(Path(config.site_dir), _project(config))
        except Refused as refused:
            raise PluginError(worded(refused.problem, str).sentence) from refused
        self._job = _Job(site, assets(), self.policy())
        return _configured(config, site, self._guard)

    def _opened(self, project: Path) -> Site:
        """The project's site; in the live preview the last good one, while there are errors."""
        catalog.cache_clear()  # in the live preview they may have been changed
        opened = open_project(project, self._parses)
        sys.stderr.write(report(opened.problems, project))
        if any(problem.severity is Severity.WARNING for problem in opened.problems):
            log.warning("The dossier has warnings.")
        if opened.site:
            return opened.site
        if self._serving and self._job:
            log.error("The dossier has errors; the preview shows it as it was before them.")
            return self._job.site
        raise PluginError("The dossier has errors; the last site stays as it was.")

    def policy(self) -> str:
        """The Content Security Policy of the pages; none in the live preview."""
        return "" if self._serving else CONTENT_SECURITY_POLICY

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Mark the output folder as ours before anything is in it."""
        claim(Path(config.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the edition, and the theme's own files in place of Material's."""
        job = self._current
        there = {file.dest_uri: file for file in files}
        if taken := next((there[uri] for uri in STATIC if uri in there), None):
            raise _in_our_place(taken)
        documents = files.documentation_pages()
        for file in documents:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        handwritten = [file.url for file in documents]
        for uri, content in _extra_files(job, handwritten, config):
            _add(files, _generated(config, uri, content), there)
        # A page is made right after the same page in another language: they share their texts.
        for ref in sorted(job.site.outline, key=lambda ref: ref.uri):
            file = _generated(config, address.source_uri(ref.language, ref.uri), "")
            _add(files, file, there)
            ReadyPage(ref, file, config)
        return files

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep what MkDocs calls the navigation, which templates may ask for; ours is another."""
        self._current.nav = nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Set up the press: every title is known now."""
        env.autoescape = _own_templates().__contains__
        env.trim_blocks = env.lstrip_blocks = True
        self._current.press = _press(self._current, env, config, files)

    def on_template_context(self, context: Any, **_: Any) -> Any:
        """Tell the pages that stand in every language what all frames are told."""
        root = context["base_url"].rstrip("/")
        return {**context, **self._press.frames.everywhere(f"{root}/")}

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: Any) -> str:
        """Have hand-written pages framed like all others."""
        page.meta["template"] = _EMPTY_TEMPLATE
        return html

    @event_priority(100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Make the page, write what belongs beside it, and keep nothing of both."""
        if isinstance(page, ReadyPage):
            made = self._current.site.page(page.ref)
            _write_beside(made, f"{config.site_dir}/{url_of(page.ref)}")
            whole = self._press.printed(_leaf_of(page.ref, made), made.pieces)
        else:
            body = _article(page).encode()
            whole = self._press.printed(self._leaf(page, config), (body,))
        alone = len(config.plugins.events["post_page"]) == 1
        return Printed(whole) if alone else whole.decode()

    def on_page_markdown(
        self,
        markdown: str,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        files: Files,  # noqa: ARG002
    ) -> str:
        """Tell the guard in which language the page is that is converted next."""
        languages = self._current.site.edition.dossier.settings.languages
        own = page.url.partition("/")[0]
        self._guard.foreign = foreign(own, languages) if own in languages else None
        return markdown

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Build again when a seed, an annotation or the theme changes."""
        own = (_project(config) / name for name in WATCHED)
        for folder in (*own, templates().parent, CATALOGS):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def _leaf(self, page: MkDocsPage, config: MkDocsConfig) -> Leaf:
        language = _language(page.url, self._press.frames.interfaces)
        file = f"{Path(config.docs_dir).name}/{page.file.src_uri}"
        description = str(page.meta.get("description", ""))
        return Leaf(language, page.url, "", str(page.title), description, file)

    @property
    def _current(self) -> _Job:
        if self._job is None:
            raise PluginError("The plugin hashiya was used before MkDocs configured it.")
        return self._job

    @property
    def _press(self) -> Press:
        if self._current.press is None:
            raise PluginError("The plugin hashiya was asked for a page before all were read.")
        return self._current.press


def run(project: Path, out: Path, site: Site) -> None:
    """Build the project's site into `out` with MkDocs, in this process and without a word.

    Raises `Interrupted` where MkDocs or a page stopped it.
    """
    # Material's notice about its own future belongs into our changelog, not into every build.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    errors, logger = _Errors(), logging.getLogger("mkdocs")
    logger.addHandler(errors)
    try:
        config = load_config(str(project / SETTINGS), site_dir=str(out.absolute()))
        plugin = config.plugins.get("hashiya")
        if not isinstance(plugin, HashiyaPlugin):
            raise Interrupted(Reason("the plugin “hashiya” is not among the plugins."))
        plugin.given = site
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        errors.pass_on()
    except MkDocsException as stopped:
        raise Interrupted(*_reasons(stopped, errors.told)) from stopped
    finally:
        logger.removeHandler(errors)


class _Errors(logging.Handler):
    """Keeps the errors that MkDocs tells; its warnings go where they went without it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._kept: list[logging.LogRecord] = []

    @property
    def told(self) -> Sequence[Reason]:
        """The errors, as reasons why MkDocs stopped."""
        said = [record.getMessage() for record in self._kept]
        named = [_SETTING.match(words) for words in said]
        return [
            Reason(words, setting=setting[1] if setting else "")
            for words, setting in zip(said, named, strict=True)
        ]

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an error, or pass a warning on."""
        if record.levelno >= logging.ERROR:
            self._kept.append(record)
        elif logging.lastResort:
            logging.lastResort.handle(record)

    def pass_on(self) -> None:
        """Tell the errors that stopped nothing."""
        for record in self._kept:
            if logging.lastResort:
                logging.lastResort.handle(record)


def _reasons(stopped: MkDocsException, told: Sequence[Reason]) -> Sequence[Reason]:
    """Why MkDocs stopped: what it raised says of its own errors only that there were some."""
    context = stopped.__context__
    for cause in (stopped, context):
        if isinstance(cause, Unfit):
            return [cause.reason]
    if isinstance(context, MarkedYAMLError) and context.problem_mark:
        mark = context.problem_mark
        place = Place(SETTINGS, mark.line + 1, mark.column + 1)
        return [Reason(plainly(context.problem), place)]
    if isinstance(context, BuildError):
        return [Reason(str(context))]
    return told if isinstance(stopped, Abort) and told else [Reason(str(stopped))]


def _configured(config: MkDocsConfig, site: Site, guard: Guarded) -> MkDocsConfig:
    """Settle what MkDocs must not decide: the theme, the navigation, raw HTML."""
    config.theme = _Frame.instead_of(config.theme)
    config.theme["font"] = False
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(templates()))
    config.theme.static_templates = set(STATIC)
    config.nav = []
    config.use_directory_urls = True
    # Without this the headings of an Arabic page would be called _1, _2, _3.
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
    # MkDocs types them as names, and hands them to Python-Markdown, which takes objects too.
    cast("list[object]", config.markdown_extensions).append(guard)
    settings = site.edition.dossier.settings
    config.site_name = next(iter(settings.title.values()), config.site_name)
    return config


def _press(job: _Job, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> Press:
    documents = files.documentation_pages()
    pages = [file.page for file in documents if file.page]
    further = [
        Entry("", str(page.title), page.url) for page in pages if not isinstance(page, ReadyPage)
    ]
    site_url = config.site_url or ""
    all_frames = frames(job.site, job.assets, further, policy=job.policy, site_url=site_url)
    template = env.get_template("main.html")

    def render(spot: Spot) -> str:
        root = address.up(spot.depth).rstrip("/")
        context = get_context(job.nav, documents, config, base_url=root)
        words = {"words_of_material": _material_words(env, config, spot.language)}
        return template.render({**context, **all_frames.variables(spot), **words})

    branch = job.site.edition.dossier.settings.branch
    return Press(all_frames, render, frozenset(page.url for page in pages), branch)


def _material_words(
    env: jinja2.Environment, config: MkDocsConfig, language: str
) -> jinja2.Template:
    """Material's catalog of a language; the one in its own first language where it has none."""
    names = (language, language.partition("-")[0], config.theme["language"])
    return env.select_template([f"partials/languages/{name}.html" for name in names])


def _refuse_strange(docs: Path) -> None:
    """Refuse what is no plain file or folder: it could publish the rest of the machine.

    A name that cannot be written cannot be published either, and a page in another encoding
    would stop MkDocs without a word of where.
    """
    if docs.is_symlink():
        raise Unfit("a link; only a folder of the project is read.", _in(docs.name))
    for folder, folders, names in os.walk(docs):
        for path in (Path(folder, name) for name in (*folders, *names)):
            mode, where = path.lstat().st_mode, path.relative_to(docs.parent)
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise Unfit("a link or a special file; only plain files are read.", _in(where))
            if harmless(path.name) != path.name:
                raise Unfit("the name has a character that nothing can show.", _in(where))
            if path.suffix == ".md" and stat.S_ISREG(mode):
                _refuse_unreadable(path, where)


def _refuse_unreadable(page: Path, where: Path) -> None:
    try:
        text = page.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit("the page is not UTF-8.", place_of(error, where.as_posix())) from error
    before, nothing, _after = text.partition("\0")
    if nothing:
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Place(where.as_posix(), line, column)
        raise Unfit("the page holds a character that is none, U+0000.", place)


def _in(where: Path | str) -> Place:
    """A file or a folder as a whole."""
    return Place(harmless(str(where)))


def _extra_files(
    job: _Job, handwritten: Iterable[str], config: MkDocsConfig
) -> Iterable[tuple[str, str | bytes]]:
    yield from job.assets.files
    yield from job.site.files(config.site_url or "")
    if config.site_url:
        urls = (*(url_of(ref) for ref in job.site.outline), *handwritten)
        languages = job.site.edition.dossier.settings.languages
        yield "sitemap.xml", sitemap(config.site_url, languages, urls)


def _generated(config: MkDocsConfig, uri: str, content: str | bytes) -> File:
    if uri.startswith("/") or ".." in PurePosixPath(uri).parts:
        raise PluginError(harmless(f"{uri} leads out of the site: nothing may be written there."))
    return File.generated(config, uri, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _add(files: Files, file: File, there: Mapping[str, File]) -> None:
    """Add a file of ours, where none of docs/ becomes the same file of the site.

    `glossary.md` becomes `glossary/index.html` as ours does.
    """
    if taken := there.get(file.dest_uri):
        raise _in_our_place(taken)
    files.append(file)


def _in_our_place(file: File) -> Unfit:
    return Unfit("it stands where the site has a page of its own.", _in(f"docs/{file.src_uri}"))


def _own_templates() -> frozenset[str]:
    """The names of our templates, which escape; Material's were not written for it."""
    root = templates()
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*.html"))


def _leaf_of(ref: PageRef, page: Page) -> Leaf:
    return Leaf(ref.language, url_of(ref), ref.section, page.title, page.description, ref.edit)


def _write_beside(page: Page, folder: str) -> None:
    """Write the files that belong to a page: together they outweigh the dossier's texts."""
    for name, content in page.beside.items():
        write_file(content, f"{folder}{name}")


def _article(page: MkDocsPage) -> str:
    content = page.content or ""
    heading = "" if "<h1" in content else f"<h1>{escape(str(page.title))}</h1>\n"
    return f'<article class="hy-page hy-prose">\n{heading}{content}\n</article>'


def _language(url: str, languages: Iterable[str]) -> str:
    """The language of a hand-written page: that of its folder, else the site's first."""
    folder, *others = (url.partition("/")[0], *languages)
    return folder if folder in others else others[0]


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
