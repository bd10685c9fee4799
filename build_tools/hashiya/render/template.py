"""The templates of pages (Jinja, autoescaped)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_FOLDER = Path(__file__).parent.parent / "theme" / "templates" / "views"

SLOT = "\0slot\0"
"""What a template is given for something that is put in afterwards; no text of a dossier holds a
NUL."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
    environment.filters["made"] = Markup
    return environment


def template(name: str) -> Template:
    """A template by its file name; values are escaped unless `render` made them (`|made`)."""
    return _environment().get_template(name)
