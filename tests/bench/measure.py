"""What a process costs: CPU of it and its children, peak memory, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05
"""Seconds between two looks at the memory of a tree of processes."""
_PIECE = 500_000
"""Steps of the fixed piece of Python: about a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: seconds of CPU (user and system) and of the clock, bytes of memory.

    `peak` is the largest process of the run; `tree` all of its processes at one moment,
    shared pages counted once, or 0 where that was not watched. `pace` is what `pace()` said
    just before.
    """

    cpu: float
    system: float
    """What of `cpu` was spent in the kernel, for files and memory."""
    wall: float
    peak: int
    tree: int
    pace: float = 0.0


@dataclass(frozen=True, slots=True)
class Output:
    """How much was written."""

    bytes: int
    files: int


class Failed(Exception):
    """A tool did not do its work; its last words are the message."""


def run(command: Sequence[str], environment: Mapping[str, str], *, watch: bool = False) -> Cost:
    """Run a command as a process of its own and wait for it and its children."""
    before = pace()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env=dict(environment), start_new_session=True
        )
        watcher = _Watcher(process.pid) if watch else None
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        tree = watcher.stop() if watcher else 0
        if process.returncode:
            said.seek(0)
            raise Failed(f"{' '.join(command)}\n{said.read().decode(errors='replace')[-2000:]}")
    cpu = used.ru_utime + used.ru_stime
    return Cost(cpu, used.ru_stime, wall, used.ru_maxrss * 1024, tree, before)


def pace() -> float:
    """Seconds of CPU that a fixed piece of Python takes: how fast the machine is at the moment.

    Where others share it that may change by half within minutes, and not alike for all tools.
    """
    began = time.process_time()
    known: dict[str, int] = {}
    for number in range(_PIECE):
        known[str(number % 9973)] = number
    return time.process_time() - began


def set_aside(left: Path, spent: Path) -> None:
    """Take what a run left out of the way of the next one: moved into `spent`, and emptied there.

    It is not deleted, because that costs whoever writes next: ext4 without a journal looks at
    every file that was deleted within the last minutes whenever it makes one. A build of 3,300
    files after as many were deleted took up to 3.8 s in the kernel, and 1.0 s otherwise.
    """
    if not left.exists():
        return
    spent.mkdir(parents=True, exist_ok=True)
    kept = left.rename(Path(tempfile.mkdtemp(dir=spent)) / left.name)
    for file in [kept, *kept.rglob("*")]:
        if file.is_file() and not file.is_symlink():
            os.truncate(file, 0)


def output(folder: Path) -> Output:
    """The bytes and files of a folder."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return Output(sum(sizes), len(sizes))


class _Watcher:
    """Looks at the memory of a session's processes, again and again, until it is stopped.

    Linux only; elsewhere it sees nothing.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The most that was seen, in bytes."""
        self._over.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, self._now())

    def _now(self) -> int:
        folders = (path for path in Path("/proc").glob("[0-9]*"))
        return sum(_memory(folder) for folder in folders if _session(folder) == self._session)


def _session(folder: Path) -> int:
    """The session of a process, or 0 where it has just gone."""
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, IndexError):
        return 0


def _memory(folder: Path) -> int:
    """A process's proportional share of memory, in bytes."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
