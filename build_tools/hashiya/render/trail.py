"""Breadcrumbs: the way from the home page to a page."""

from __future__ import annotations

from html import escape

from hashiya.render.writer import Writer
from hashiya.wording import _


def trail(writer: Writer, *steps: tuple[str, str]) -> str:
    """The way to a page as HTML: the home page, then each step's title, as HTML, and its path.

    Paths are below the language's folder. The page itself is no step: its title stands below.
    """
    label = escape(writer.interface.gettext(_("You are here")))
    home = (writer._(_("Home")), "")
    links = "".join(
        f'<li><a href="{writer.up or "./"}{uri}">{title}</a></li>' for title, uri in (home, *steps)
    )
    return f'<nav class="hy-trail" aria-label="{label}"><ol>{links}</ol></nav>'
