"""Where pages lie, and how one reaches another: always relative, so that any base path works."""

from __future__ import annotations


def source_uri(language: str, uri: str) -> str:
    """The path that MkDocs knows a generated page by."""
    return f"{language}/{uri}index.md"


def up(depth: int) -> str:
    """The way from a page that many folders deep to the site's root."""
    return "../" * depth or "./"


def depth(url: str) -> int:
    """How many folders below the root a page lies: `ar/sources/x/` is three deep."""
    return url.count("/")


def absolute(site_url: str, url: str) -> str:
    """The full address of a page, or nothing where the site's own address is not known."""
    return f"{site_url.rstrip('/')}/{url}" if site_url else ""
