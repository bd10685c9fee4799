"""The last good site survives whatever happens to the next one."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from hashiya.publish import atomic
from hashiya.publish.atomic import MARK, Refused, claim, exchange, refuse_foreign, replacing
from hashiya.publish.file import write_file
from hashiya.publish.starter import start

PACKAGES = str(Path(atomic.__file__).parents[2])


def fill(out: Path, words: str, pages: int = 3) -> None:
    with replacing(out) as new:
        for number in range(pages):
            (new / f"{number}.html").write_text(words)


def build(out: Path, fill_it: Callable[[Path], None]) -> None:
    with replacing(out) as new:
        fill_it(new)


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def refusal(out: Path) -> str:
    with pytest.raises(Refused) as caught, replacing(out):
        pytest.fail("it was not refused")
    return caught.value.problem.code


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_finished_site_takes_the_place_of_the_last_one_whole(out: Path) -> None:
    fill(out, "one", pages=5)
    fill(out, "two", pages=2)
    assert set(snapshot(out)) == {MARK, "0.html", "1.html"}
    assert (out / "0.html").read_text() == "two"
    assert beside(out) == []


def test_others_may_read_the_site_as_far_as_the_umask_lets_them(out: Path) -> None:
    before = os.umask(0o022)
    try:
        fill(out, "one")
    finally:
        os.umask(before)
    assert out.stat().st_mode & 0o777 == 0o755


def test_an_exception_leaves_the_last_site_byte_for_byte(out: Path) -> None:
    fill(out, "good")
    good = snapshot(out)

    def fail(new: Path) -> None:
        (new / "0.html").write_text("bad")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build(out, fail)
    assert snapshot(out) == good
    assert beside(out) == []


def test_a_folder_that_is_not_ours_is_refused_and_not_cleaned(out: Path) -> None:
    out.mkdir()
    (out / "thesis.odt").write_text("years of work")
    assert refusal(out) == "output-not-ours"
    assert snapshot(out) == {"thesis.odt": b"years of work"}
    assert beside(out) == []


def test_a_folder_that_became_somebody_s_repository_is_refused(out: Path) -> None:
    fill(out, "good")
    (out / ".git").mkdir()
    assert refusal(out) == "output-not-ours"


def test_an_empty_folder_is_taken(out: Path) -> None:
    out.mkdir()
    fill(out, "one")
    assert (out / "0.html").read_text() == "one"


def test_a_symbolic_link_is_refused_and_what_it_leads_to_is_left(out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    fill(elsewhere, "good")
    good = snapshot(elsewhere)
    out.symlink_to(elsewhere, target_is_directory=True)
    assert refusal(out) == "output-is-link"
    assert snapshot(elsewhere) == good


def test_a_link_in_the_place_of_the_workshop_is_refused(out: Path) -> None:
    elsewhere = out.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    (out.parent / ".site.hashiya").symlink_to(elsewhere, target_is_directory=True)
    assert refusal(out) == "output-is-link"
    assert snapshot(elsewhere) == {"kept": b"kept"}


def test_somebody_s_folder_in_the_place_of_the_workshop_is_refused(out: Path) -> None:
    workshop = out.parent / ".site.hashiya"
    workshop.mkdir()
    (workshop / "kept").write_text("kept")
    assert refusal(out) == "output-not-ours"
    assert snapshot(workshop) == {"kept": b"kept"}


def test_a_file_in_the_place_of_the_folder_is_refused(out: Path) -> None:
    out.write_text("a file")
    assert refusal(out) == "output-not-ours"
    assert out.read_text() == "a file"


def test_a_folder_that_became_foreign_during_the_build_is_left(out: Path) -> None:
    def meanwhile(_: Path) -> None:
        out.mkdir()
        (out / "thesis.odt").write_text("years of work")

    with pytest.raises(Refused):
        build(out, meanwhile)
    assert snapshot(out) == {"thesis.odt": b"years of work"}


def test_a_second_build_of_the_same_folder_is_refused_while_the_first_works(out: Path) -> None:
    inside, leave = threading.Event(), threading.Event()

    def first() -> None:
        with replacing(out) as new:
            (new / "0.html").write_text("first")
            inside.set()
            leave.wait(10)

    worker = threading.Thread(target=first)
    worker.start()
    assert inside.wait(10)
    assert refusal(out) == "output-busy"
    fill(out.parent / "other", "other folders are free")
    leave.set()
    worker.join()
    assert (out / "0.html").read_text() == "first"


def run_python(code: str, out: Path, *, wait: bool = True) -> subprocess.Popen[str]:
    head = "import sys; from pathlib import Path; from hashiya.publish.atomic import *\n"
    process = subprocess.Popen(
        [sys.executable, "-c", head + code, str(out)],
        env={**os.environ, "PYTHONPATH": PACKAGES},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if wait:
        process.wait(30)
    return process


def test_a_killed_build_leaves_the_last_site_and_the_next_one_clears_up(out: Path) -> None:
    fill(out, "good")
    good = snapshot(out)
    process = run_python(
        "with replacing(Path(sys.argv[1])) as new:\n"
        "    (new / '0.html').write_text('half')\n"
        "    print('inside', flush=True)\n"
        "    sys.stdin.read()\n"
        "    __import__('time').sleep(60)\n",
        out,
        wait=False,
    )
    assert process.stdout
    assert process.stdout.readline() == "inside\n"
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert snapshot(out) == good
    assert beside(out) == [".site.hashiya"]
    fill(out, "next")
    assert (out / "0.html").read_text() == "next"
    assert beside(out) == []


def test_a_full_disk_leaves_the_last_site_and_is_told(out: Path) -> None:
    fill(out, "good")
    good = snapshot(out)
    process = run_python(
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    with replacing(Path(sys.argv[1])) as new:\n"
        "        (new / 'big.html').write_text('x' * 100_000)\n"
        "except Refused as refused:\n"
        "    print(refused.problem.code)\n",
        out,
    )
    assert process.stdout
    assert process.stdout.read() == "output-unwritable\n"
    assert snapshot(out) == good
    assert beside(out) == []


def test_a_place_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file" / "site") == "output-unwritable"


def test_a_read_only_disk_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(out, "good")
    good = snapshot(out)

    def mkdir(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))

    monkeypatch.setattr(Path, "mkdir", mkdir)
    assert refusal(out) == "output-unwritable"
    assert snapshot(out) == good


def test_an_error_of_reading_is_not_called_one_of_writing(out: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(out):
        (out.parent / "seeds" / "missing.txt").read_text()


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "exchange", lambda *_: False)


def test_two_renames_do_where_folders_cannot_change_places(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_exchange(monkeypatch)
    fill(out, "one", pages=5)
    fill(out, "two", pages=2)
    assert set(snapshot(out)) == {MARK, "0.html", "1.html"}
    assert beside(out) == []


def test_the_last_site_comes_back_when_the_second_rename_fails(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(out, "good")
    good = snapshot(out)
    without_exchange(monkeypatch)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(errno.EIO, "the disk gave up", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(Refused):
        fill(out, "next")
    assert snapshot(out) == good


def test_a_crash_between_the_two_renames_is_made_good_at_the_next_start(out: Path) -> None:
    fill(out, "good")
    good = snapshot(out)
    workshop = out.parent / ".site.hashiya"
    claim(workshop)
    out.rename(workshop / "old")

    def fail(_: Path) -> None:
        assert snapshot(out) == good
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build(out, fail)
    assert snapshot(out) == good


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_readers_never_find_the_site_missing(out: Path) -> None:
    fill(out, "0")
    missing: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                (out / "0.html").read_bytes()
            except FileNotFoundError:
                missing.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        fill(out, str(number))
        time.sleep(0.001)
    stop.set()
    reader.join()
    assert not missing


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_two_folders_change_places(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "words").write_text("one")
    assert exchange(one, other)
    assert (other / "words").read_text() == "one"


def test_an_absent_folder_is_nobody_s(tmp_path: Path) -> None:
    refuse_foreign(tmp_path / "absent")


def test_a_file_that_is_written_anew_keeps_who_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"old")
    (tmp_path / "own").chmod(0o600)
    write_file(tmp_path / "own", [b"new"])
    assert (tmp_path / "own").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o600


def test_a_new_file_is_for_whom_the_system_lets_read_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_file(tmp_path / "new", [b"x"])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("there", [True, False])
def test_a_dossier_that_cannot_be_begun_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()
    write = Path.write_bytes
    written: list[Path] = []

    def filling(path: Path, data: bytes) -> int:
        if len(written) > 3:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", filling)
    with pytest.raises(Refused) as refused:
        start(folder)
    assert refused.value.problem.code == "file-unwritable"
    assert written
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])
