"""What the frame around a page says: in which language, with which entry of the navigation lit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from babel import Locale

from hashiya.build import Site
from hashiya.model import Localized
from hashiya.publish import address
from hashiya.publish.assets import Assets
from hashiya.publish.navigation import Entry, entries
from hashiya.publish.shell import slot
from hashiya.wording import _


class Image(NamedTuple):
    """A picture for link previews: its address from the site's root, its size and its words."""

    url: str
    width: int
    height: int
    words: str


class Words(NamedTuple):
    """Some words of the dossier, and the language they are in."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Interface:
    """The site in one of its languages."""

    language: str
    direction: str
    name: str
    """The language's name in itself."""
    title: Words
    description: Words
    rights: Words
    translate: Callable[[str], str]
    picture: Image
    feed: bool
    """Whether there is a feed of corrections."""


@dataclass(frozen=True, slots=True)
class Spot:
    """All that one frame depends on; pages of the same spot share a frame."""

    language: str
    depth: int
    entry: str
    """The address of the lit entry of the navigation, or empty."""
    exact: bool
    """Whether the page is the entry's own, not only one of its section."""
    edit: bool
    """Whether the page can be edited."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of one site."""

    interfaces: Mapping[str, Interface]
    entries: Mapping[str, Sequence[Entry]]
    """The navigation, by language."""
    assets: Assets
    policy: str
    """The Content Security Policy; empty where there is none."""
    site_url: str
    repository: str

    def spot(self, language: str, url: str, section: str, edit: str) -> Spot:
        """The spot of a page."""
        lit = next(
            (entry for entry in self.entries[language] if _lights(entry, section, url)), None
        )
        entry = lit.url if lit else ""
        return Spot(language, address.depth(url), entry, entry == url, bool(edit))

    def variables(self, spot: Spot) -> dict[str, object]:
        """What the template is told: everything of the spot, and slots for the rest."""
        interface = self.interfaces[spot.language]
        return {
            **self.everywhere(address.up(spot.depth)),
            "_": interface.translate,
            "interface": interface,
            "language": interface.language,
            "direction": interface.direction,
            "others": [one for one in self.interfaces.values() if one is not interface],
            "entries": self.entries[spot.language],
            "spot": spot,
            "slot": slot,
        }

    def everywhere(self, up: str) -> dict[str, object]:
        """What every template is told."""
        return {
            "_": str,  # Marks a message for the catalogs; each interface translates it itself.
            "interfaces": tuple(self.interfaces.values()),
            "assets": self.assets,
            "policy": self.policy,
            "site_url": f"{self.site_url.rstrip('/')}/" if self.site_url else "",
            "repository": self.repository,
            "up": up,
        }


def frames(
    site: Site, assets: Assets, further: Sequence[Entry], *, policy: str, site_url: str
) -> Frames:
    """The frames of a site: the entries that its outline gives, then `further` ones."""
    settings = site.edition.dossier.settings
    interfaces = {
        str(language): _interface(site, language, assets) for language in settings.languages
    }
    return Frames(
        interfaces,
        {
            language: (
                *entries(site.outline, language, one.translate(_("Home"))),
                *(entry for entry in further if entry.url.startswith(f"{language}/")),
            )
            for language, one in interfaces.items()
        },
        assets,
        policy,
        site_url,
        settings.repository,
    )


def _lights(entry: Entry, section: str, url: str) -> bool:
    return entry.url == url or (bool(section) and entry.section == section)


def _interface(site: Site, language: str, assets: Assets) -> Interface:
    settings = site.edition.dossier.settings

    def words(said: Localized) -> Words:
        spoken = language if language in said else next(iter(said), language)
        return Words(said.get(spoken, ""), spoken, site.direction(spoken))

    return Interface(
        language,
        site.direction(language),
        _own_name(language),
        words(settings.title),
        words(settings.description),
        words(settings.rights),
        site.translate(language),
        _picture(site, language, assets),
        site.feeds,
    )


def _picture(site: Site, language: str, assets: Assets) -> Image:
    """The dossier's own picture in a language; the theme's, which has no words, without one."""
    settings = site.edition.dossier.settings
    own = settings.pictures.get(language)
    if own and language in settings.title:
        return Image(quote(own.path), own.width, own.height, settings.title[language])
    words = site.translate(language)(_("A page of text with notes beside it"))
    return Image(assets.picture, *assets.picture_size, words)


def _own_name(language: str) -> str:
    locale = Locale.parse(language, sep="-")
    return locale.get_language_name(locale) or language
