"""Join a page's own words with the frame around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from hashiya.model import PageRef
from hashiya.publish.frames import Frames, Spot
from hashiya.publish.shell import Shell
from hashiya.render.repository import edit_url, history_url


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as the frame sees it: everything about it but its body."""

    language: str
    url: str
    """Its path below the site's root."""
    section: str
    title: str
    description: str
    edit: str
    """The file, relative to the project, that an editor would change; may be empty."""


@dataclass(frozen=True, slots=True)
class Press:
    """Prints pages: renders a frame for every spot that it meets, once."""

    frames: Frames
    render: Callable[[Spot], str]
    """Renders a frame, with its slots in it."""
    urls: frozenset[str]
    """Every page of the site that a language link could lead to."""
    branch: str
    shells: dict[Spot, Shell] = field(default_factory=dict)

    def printed(self, leaf: Leaf, body: Sequence[bytes]) -> bytes:
        """The whole page, around the pieces of its body."""
        spot = self.frames.spot(leaf.language, leaf.url, leaf.section, leaf.edit)
        shell = self.shells.get(spot)
        if shell is None:
            shell = self.shells[spot] = Shell.cut(self.render(spot))
        values = {name: (text.encode(),) for name, text in self._values(leaf).items()}
        return shell.fill({**values, "content": body})

    def _values(self, leaf: Leaf) -> Mapping[str, str]:
        interface = self.frames.interfaces[leaf.language]
        site = interface.title.text
        own = leaf.title if leaf.title != site else ""
        repository = self.frames.repository
        return {
            "window-title": escape(f"{own} · {site}" if own else site),
            "title": escape(leaf.title),
            "description": escape(leaf.description or interface.description.text),
            "url": leaf.url,
            "edit": escape(edit_url(repository, self.branch, leaf.edit)),
            "history": escape(history_url(repository, self.branch, leaf.edit)),
            **self._others(leaf),
        }

    def _others(self, leaf: Leaf) -> dict[str, str]:
        """Where each other language has the same page; its home page where it has none."""
        uri = leaf.url.removeprefix(f"{leaf.language}/")
        same = {other: f"{other}/{uri}" for other in self.frames.interfaces}
        return {
            f"in-{other}": url if url in self.urls else f"{other}/" for other, url in same.items()
        }


def url_of(ref: PageRef) -> str:
    """A generated page's path below the site's root."""
    return f"{ref.language}/{ref.uri}"
