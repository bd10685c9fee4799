"""Where pages lie, and how one reaches another: always relative, so that any base path works."""

from __future__ import annotations

from urllib.parse import quote


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


def edit_url(repository: str, branch: str, file: str) -> str:
    """Where a file can be edited in the browser (GitHub's form), or nothing."""
    return _in_repository("edit", repository, branch, file)


def history_url(repository: str, branch: str, file: str) -> str:
    """Where a file's history can be read (GitHub's form), or nothing."""
    return _in_repository("commits", repository, branch, file)


def _in_repository(view: str, repository: str, branch: str, file: str) -> str:
    if not (repository and file):
        return ""
    return f"{repository.rstrip('/')}/{view}/{quote(branch)}/{quote(file)}"
