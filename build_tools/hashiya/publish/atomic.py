"""Put a finished site in the place of the last one, all at once or not at all.

A site is filled in a workshop beside it, `.<name>.hashiya`, on the same file system.
When it is finished the two folders change places in one step (Linux: renameat2 with
RENAME_EXCHANGE); where the platform cannot, the old one is moved out and the new one
in, and a start after a crash between the two moves it back. Until then the last good
site is not touched: neither a failure nor a kill nor a full disk reaches it.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hashiya.problem import Place, Problem, problem, reason
from hashiya.wording import Words

MARK = ".hashiya-site"
"""The file that says that a folder is ours to replace; hidden, for MkDocs leaves those."""

_MARK_TEXT = (
    "Made by hashiya, which replaces this folder as a whole: keep nothing of yours in it.\n"
)
INPUTS = ("annotations", "seeds", "docs", "mkdocs.yml", ".git")
"""What a project is made from: nothing is ever written over it, or among it."""
_RENAME_EXCHANGE = 2  # linux/fs.h
_AT_FDCWD = -100  # linux/fcntl.h
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class Refused(Exception):
    """The output folder may not be written, or cannot be."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(f"{reason.code}: {reason.place.file}")
        self.problem = reason


def refuse_foreign(out: Path) -> None:
    """Raise `Refused` unless a folder is absent, empty or one of ours."""
    if out.is_symlink():
        raise _refused("output-is-link", out)
    if not os.path.lexists(out):
        return
    if not out.is_dir():
        raise _refused("output-not-ours", out)
    found = {entry.name for entry in out.iterdir()}
    if (found and MARK not in found) or ".git" in found:
        raise _refused("output-not-ours", out)


def refuse_inputs(out: Path, project: Path) -> None:
    """Raise `Refused` where an output is one of a project's inputs, lies in one or holds them.

    What is a link itself is refused for that, wherever it leads.
    """
    if out.is_symlink():
        return
    output, root = out.resolve(), project.resolve()
    taken = next((name for name in INPUTS if output.is_relative_to((root / name).resolve())), "")
    if root.is_relative_to(output):
        taken = root.name
    if taken:
        raise _refused("output-among-inputs", out, name=taken)


def claim(out: Path) -> None:
    """Make a folder ours, so that later builds may replace it."""
    refuse_foreign(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text(_MARK_TEXT, encoding="utf-8")


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of `out` when the block ends well.

    Raises `Refused` where `out` is not ours, another build is at work on it, or the disk
    cannot be written; then, and whenever the block raises, `out` stays as it was.
    """
    refuse_foreign(out)
    out = (out if out.name not in ("", "..") else out.resolve()).absolute()
    try:
        with _workshop(out) as workshop:
            new = workshop / "new"
            claim(new)
            yield new
            refuse_foreign(out)
            _swap(new, out, workshop / "old")
    except OSError as error:
        if not _concerns(error, out):
            raise
        raise _refused("output-unwritable", out, detail=reason(error)) from error


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """The folder beside `out` to work in, for one build at a time; gone afterwards."""
    workshop = _workshop_of(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = _locked(workshop, out)
    try:
        claim(workshop)
        _tidy(workshop, out)
        yield workshop
    finally:
        # What cannot be cleared now is cleared at the next start.
        with suppress(OSError, Refused):
            refuse_foreign(workshop)
            _tidy(workshop, out)
            (workshop / MARK).unlink(missing_ok=True)
            workshop.rmdir()
        os.close(lock)


def _workshop_of(out: Path) -> Path:
    return out.parent / f".{out.name}.hashiya"


def _locked(workshop: Path, out: Path) -> int:
    """The lock of a workshop; it ends with the process, however that ends."""
    while True:
        with suppress(FileExistsError):
            workshop.mkdir()
        lock = _open_folder(workshop)
        if lock is None:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            os.close(lock)
            raise _refused("output-busy", out) from busy
        if _is_still(workshop, lock):
            return lock
        os.close(lock)  # The build before us took the folder away; the next turn makes a new one.


def _open_folder(folder: Path) -> int | None:
    """A descriptor of a folder, no link followed; None where it has just gone."""
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            raise _refused("output-is-link", folder) from error
        raise


def _is_still(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(folder.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _tidy(workshop: Path, out: Path) -> None:
    """Bring back a site that a crash left moved out, and clear what no build needs any more."""
    old = workshop / "old"
    if old.is_dir() and not os.path.lexists(out):
        old.rename(out)
    for entry in workshop.iterdir():
        if entry.name != MARK:
            _remove(entry)


def _swap(new: Path, out: Path, aside: Path) -> None:
    if not os.path.lexists(out):
        new.rename(out)
    elif not exchange(new, out):
        out.rename(aside)
        new.rename(out)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the platform cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _remove(entry: Path) -> None:
    if stat.S_ISDIR(entry.lstat().st_mode):
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _concerns(error: OSError, out: Path) -> bool:
    """Whether an error is about the disk that we write to, not about something that was read."""
    if error.errno in _DISK:
        return True
    if not isinstance(error.filename, str):
        return False
    named = Path(error.filename).absolute()
    return named.is_relative_to(_workshop_of(out)) or out.is_relative_to(named)


def _refused(code: str, out: Path, *, name: str = "", detail: Words = "") -> Refused:
    return Refused(problem(code, Place(str(out)), name=name, detail=detail))
