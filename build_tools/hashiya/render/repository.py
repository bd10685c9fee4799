"""Where the files of the project can be edited, and their history read, in the browser."""

from __future__ import annotations

from urllib.parse import quote


def edit_url(repository: str, branch: str, file: str) -> str:
    """Where a file can be edited in the browser (GitHub's form), or nothing."""
    return _in_repository("edit", repository, branch, file)


def history_url(repository: str, branch: str, file: str) -> str:
    """Where a file's history can be read (GitHub's form), or nothing."""
    return _in_repository("commits", repository, branch, file)


def blame_url(repository: str, branch: str, file: str, line: int) -> str:
    """Where the history of one line of a file can be read (GitHub's form), or nothing."""
    url = _in_repository("blame", repository, branch, file)
    return url and f"{url}#L{line}"


def _in_repository(view: str, repository: str, branch: str, file: str) -> str:
    if not (repository and file):
        return ""
    return f"{repository.rstrip('/')}/{view}/{quote(branch)}/{quote(file)}"
