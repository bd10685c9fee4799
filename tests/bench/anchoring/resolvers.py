"""The programs that are asked: `hashiya locate --jsonl`, and other tools' matchers behind Node."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.bench.anchoring.draft import Span
from tests.bench.anchoring.judge import Answer, answer
from tests.bench.anchoring.quotes import hints
from tests.bench.anchoring.sheet import BUILD, Case, Sheet

PEERS = ("dom-anchor-text-quote", "apache-annotator")
HERE = Path(__file__).resolve().parent


class Failed(Exception):
    """A resolver ended, or answered something that its protocol does not know."""


@dataclass(frozen=True, slots=True)
class Resolver:
    """A program that reads questions and writes answers, one JSON object a line."""

    name: str
    command: Sequence[str]
    folder: Path
    heals: bool
    """Whether it takes the old text; without it, it gets what its users would have kept."""


def hashiya(root: Path) -> Resolver:
    """The resolver of this project, as its users run it."""
    command = (sys.executable, "-m", "hashiya.cli", "locate", "--jsonl")
    return Resolver("hashiya", command, root / "build_tools", heals=True)


def peers(folder: Path) -> tuple[Resolver, ...]:
    """The matchers of other tools, installed from the lock file into a folder."""
    if shutil.which("npm") is None:
        raise Failed("the peers need Node and npm")
    for file in ("package.json", "package-lock.json", "peer.mjs"):
        shutil.copy(HERE / "peers" / file, folder)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    subprocess.run(("npm", "ci", *quiet), cwd=folder, check=True)
    return tuple(Resolver(name, ("node", "peer.mjs", name), folder, heals=False) for name in PEERS)


def ask(resolver: Resolver, sheet: Sheet) -> Iterator[tuple[Case, Answer]]:
    """The answer to each case of a sheet, in a process of its own."""
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            resolver.command,
            cwd=resolver.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdin
        assert process.stdout
        try:
            yield from _dialogue(resolver, sheet, process.stdin, process.stdout)
        except (BrokenPipeError, EOFError):
            process.kill()
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            raise Failed(f"{resolver.name} ended: {said[-2000:]}") from None


def _dialogue(
    resolver: Resolver, sheet: Sheet, questions: IO[str], answers: IO[str]
) -> Iterator[tuple[Case, Answer]]:
    for identity, text in sheet.texts.items():
        _say(questions, {"op": "source", "id": identity, "text": text})
    for number, case in enumerate(sheet.cases):
        selector = case.selector if resolver.heals else as_kept(case, sheet)
        question = {"op": "anchor", "id": number, "source": case.source, "selector": selector}
        _say(questions, question)
        line = answers.readline()
        if not line:
            raise EOFError
        yield case, _understood(resolver, line, number)
    questions.close()


def _say(questions: IO[str], message: Mapping[str, object]) -> None:
    questions.write(json.dumps(message, ensure_ascii=False) + "\n")
    questions.flush()


def _understood(resolver: Resolver, line: str, number: int) -> Answer:
    reply = json.loads(line)
    try:
        if reply["id"] != number:
            raise Failed(f"{resolver.name} answers {reply['id']} when asked {number}")
        return answer(reply)
    except (KeyError, AssertionError):
        raise Failed(f"{resolver.name} answers {line.strip()}") from None


def as_kept(case: Case, sheet: Sheet) -> Mapping[str, str | int]:
    """What a tool without healing keeps of a quote: itself, what is around it, and its position.

    A quote that stands alone in a build case goes as it is: nobody knew a place for it.
    """
    selector = case.selector
    bare = {"quote", "position", "prefix", "suffix"}
    if case.mode == BUILD and "occurrence" not in selector:
        return {name: value for name, value in selector.items() if name in bare}
    text = sheet.texts[str(selector.get("old_source", case.source))]
    at = _place(selector, text)
    if at is None:
        return {"quote": selector["quote"]}
    return {"quote": selector["quote"], **hints(text, at), "position": at[0]}


def _place(selector: Mapping[str, str | int], text: str) -> Span | None:
    """Where the quote stood when it was taken; None where the count that it names is wrong."""
    quote = str(selector["quote"])
    if "prefix" in selector:
        prefix = str(selector["prefix"])
        start = text.index(prefix + quote + str(selector["suffix"])) + len(prefix)
        return start, start + len(quote)
    starts = []
    at = text.find(quote)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    if len(starts) != selector.get("of", 1):
        return None
    start = starts[int(selector.get("occurrence", 1)) - 1]
    return start, start + len(quote)
