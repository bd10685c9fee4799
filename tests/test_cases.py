"""Runs tests/cases/*.md: a sentence, the files that it is about, and what comes of them.

A case is a heading of level two with the fenced blocks below it:

- `file:PATH [options]` is a file laid over the dossier in tests/cases/base. The options
  are `encoding=`, `newline=crlf`, `end=none` (no line end after the last line),
  `size=` (bytes to which the file is filled up), `escapes`, after which `\\u00a0`
  in the block is that character: what cannot be seen had better be written, and `bytes`,
  after which `\\xd9` is that byte.
- `remove:PATH` is a file or folder of the base that is not there.
- `link:PATH` is a symbolic link to what the block says.
- `denied:PATH` is a file that the system refuses to open (tests may run as root, who is
  refused nothing), `busy:PATH` an output folder that another build is writing.
- `run` is the command to run in the dossier's folder; without one the dossier is checked.
- `problems` is the report that follows, `spans` where the annotations stand, `output`
  what a command writes to its standard output, `exit` its exit code.

`pytest --accept -n 0` writes what came out into the last four.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path

import pytest

from hashiya import build, cli
from hashiya.check import report
from hashiya.codes import CODES
from hashiya.model import Edition
from hashiya.problem import Problem
from hashiya.publish.atomic import replacing
from hashiya.wording import Words
from tests import catalogs
from tests.told import told

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
REFERENCE = Path(__file__).parents[1] / "docs" / "tool" / "problems.md"

_HEADING = re.compile(r"^## (?P<name>.+)$", re.M)
_BLOCK = re.compile(r"^```(?P<info>[^`\n]+)\n(?P<body>(?:.*\n)*?)```$", re.M)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")
_CODE = re.compile(r"^\S+ \w+\[([a-z0-9-]+)\]", re.M)

CHANGES = ("file", "remove", "link")
CIRCUMSTANCES = ("denied", "busy", "run")
GIVEN = (*CHANGES, *CIRCUMSTANCES)
EXPECTATIONS = ("problems", "spans", "output", "exit")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: what its first line says, and what is in it."""

    verb: str
    path: str
    options: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Case:
    """One behaviour: its sentence, its blocks, and the file where it stands."""

    file: Path
    name: str
    blocks: tuple[Block, ...]


def _block(match: re.Match[str]) -> Block:
    first, *rest = match["info"].split()
    verb, _, path = first.partition(":")
    options = dict(option.partition("=")[::2] for option in rest)
    return Block(verb, path, options, match["body"])


def _cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        headings = list(_HEADING.finditer(text))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            blocks = tuple(map(_block, _BLOCK.finditer(text, heading.end(), end)))
            yield Case(file, heading["name"], blocks)


ALL = tuple(_cases())


def _bytes(block: Block) -> bytes:
    text = block.body
    if "escapes" in block.options:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if block.options.get("end") == "none":
        text = text.removesuffix("\n")
    if block.options.get("newline") == "crlf":
        text = text.replace("\n", "\r\n")
    data = text.encode(block.options.get("encoding", "utf-8"))
    if "bytes" in block.options:
        data = _BYTE.sub(lambda match: bytes.fromhex(match[1].decode()), data)
    return data.ljust(int(block.options.get("size", "0")), b" ")


def _lay(block: Block, project: Path) -> None:
    """Change the dossier as one block says."""
    path = project / block.path
    if block.verb == "remove":
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.verb == "file":
        path.write_bytes(_bytes(block))
    else:
        path.symlink_to(block.body.strip())


def _spans(edition: Edition | None) -> str:
    """Where the annotations stand that the base does not have, in the order of the text."""
    if edition is None:
        return "nothing\n"
    texts = {source.id: source.text for source in edition.sources}
    spans = sorted(
        edition.anchored.spans.items(), key=lambda item: (item[0][0], item[1].start, item[0][1])
    )
    return "".join(
        f"{source}#{name} {span.start}..{span.end} {texts[source][span.start : span.end]!r}\n"
        for (source, name), span in spans
        if source != "port"
    )


@contextmanager
def _circumstances(case: Case, project: Path) -> Iterator[None]:
    """What holds while the case runs: files that cannot be opened, folders that are in use."""
    denied = {project / block.path for block in case.blocks if block.verb == "denied"}
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path in denied:
            raise PermissionError(EACCES, "Permission denied")
        return read_bytes(path)

    with pytest.MonkeyPatch.context() as patch, ExitStack() as held:
        patch.setattr(Path, "read_bytes", refusing)
        patch.chdir(project)
        for block in case.blocks:
            if block.verb == "busy":
                held.enter_context(replacing(project / block.path))
        yield


def _run(command: str, project: Path) -> dict[str, str]:
    """What a command says and writes, and its exit code."""
    program, *arguments = shlex.split(command)
    assert program == "hashiya"
    said, written = io.StringIO(), io.StringIO()
    with redirect_stderr(said), redirect_stdout(written):
        code = cli.main(arguments)
    return {
        "problems": said.getvalue().replace(f"{project}/", ""),
        "output": written.getvalue(),
        "exit": f"{code}\n",
    }


def _outcome(case: Case, project: Path) -> dict[str, str]:
    """What the case's dossier gives, by the kind of block that says it."""
    shutil.copytree(BASE, project)
    for block in case.blocks:
        if block.verb in CHANGES:
            _lay(block, project)
    command = next((block.body for block in case.blocks if block.verb == "run"), "")
    with _circumstances(case, project):
        if command:
            return _run(command, project)
        built = build.edition(project)
    return {"problems": told(built.problems, project), "spans": _spans(built.edition)}


def _renew(case: Case, outcome: dict[str, str]) -> None:
    """Write what came out into the case's own blocks."""
    text = case.file.read_text(encoding="utf-8")
    start = text.index(f"## {case.name}\n")
    following = _HEADING.search(text, start + 1)
    end = following.start() if following else len(text)

    def renewed(match: re.Match[str]) -> str:
        verb = _block(match).verb
        body = outcome[verb] if verb in outcome else match["body"]
        return f"```{match['info']}\n{body}```"

    section = _BLOCK.sub(renewed, text[start:end])
    case.file.write_text(text[:start] + section + text[end:], encoding="utf-8")


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file.stem}: {case.name}")
def test_case(case: Case, tmp_path: Path, accept: bool) -> None:
    outcome = _outcome(case, tmp_path / "dossier")
    if accept:
        _renew(case, outcome)
        return
    expected = {block.verb: block.body for block in case.blocks if block.verb in EXPECTATIONS}
    assert expected, "a case says what it expects"
    assert {verb: outcome[verb] for verb in expected} == expected


# --- the same in Arabic -----------------------------------------------------------------

_LATIN = re.compile(r"[A-Za-z]{2,}")
_CHARACTER = re.compile(r"U\+[0-9A-F]{4,6}(?: [A-Z][A-Z -]+)?")
"""A character by its number and the name that the Unicode standard gives it."""
_TYPED = frozenset(
    "hashiya heal accept quote passage after before occurrence across true begins".split()
)
"""What an editor types: commands, and keys of an annotation."""
_ENGLISH = ("site-not-built", "not-editable")
"""What MkDocs says of itself, and what commands say that know no other language."""


def _verbatim(words: Words) -> Iterator[str]:
    """The words of what is said that no catalog puts into another language."""
    if isinstance(words, str):
        yield _CHARACTER.sub("", words)
    else:
        for _key, value in words.values:
            yield from _verbatim(value)


def _told(case: Case, project: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[Problem]:
    """The problems that come of a case, however they are reported."""
    problems: list[Problem] = []

    def heard(shown: Sequence[report.Shown], _gettext: report.Gettext) -> str:
        problems.extend(found for found, _place, _line in shown)
        return ""

    for form in report.FORMATS:
        monkeypatch.setitem(report.FORMATS, form, heard)
    monkeypatch.setattr(report, "text", heard)
    _outcome(case, project)
    return problems


def _messages(found: Problem) -> Sequence[str]:
    """The messages that a catalog is asked for where a problem is put into words."""
    asked: list[str] = []

    def gettext(message: str) -> str:
        asked.append(message)
        return message

    report.worded(found, gettext)
    return [message for message in asked if _LATIN.search(re.sub(r"\{\w+\}", "", message))]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file.stem}: {case.name}")
def test_case_in_another_language(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every word of a report comes from the catalog, but for names and what stands in files."""
    given = [f"{block.path} {block.body}" for block in case.blocks if block.verb in GIVEN]
    given += [f"{path} {path.read_text(encoding='utf-8')}" for path in BASE.rglob("*.*")]
    own = {*_LATIN.findall(" ".join(given)), *_TYPED}
    for found in _told(case, tmp_path / "dossier", monkeypatch):
        untold = [one for one in _messages(found) if not catalogs.read("ar")[one].string]
        assert untold == [], found.code
        if found.code not in _ENGLISH:
            told = [found.values[key] for key in ("detail", "expected") if key in found.values]
            words = " ".join(one for row in (*told, *found.hint) for one in _verbatim(row))
            assert set(_LATIN.findall(words)) - own == set(), found.code


def test_every_block_is_understood() -> None:
    assert {block.verb for case in ALL for block in case.blocks} <= {
        *CHANGES,
        *CIRCUMSTANCES,
        *EXPECTATIONS,
    }


def test_every_case_has_a_name_of_its_own() -> None:
    names = [(case.file, case.name) for case in ALL]
    assert len(names) == len(set(names))


def test_every_code_has_a_case() -> None:
    shown = {
        code
        for case in ALL
        for block in case.blocks
        if block.verb in ("problems", "output")
        for code in _CODE.findall(block.body)
    }
    assert set(CODES) - shown == set()
    assert shown - set(CODES) == set()


def test_every_code_is_documented_once_in_the_order_of_the_table() -> None:
    headings = re.findall(r"^### `([a-z0-9-]+)`$", REFERENCE.read_text(encoding="utf-8"), re.M)
    assert headings == list(CODES)


def test_the_reference_quotes_sentence_and_severity_of_the_table() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for code in CODES.values():
        section = text.split(f"### `{code.name}`\n", 1)[1].split("\n### ", 1)[0]
        told = " ".join(section.split())
        sentence = re.sub(r"\{\w+\}", "…", code.sentence)
        assert f"*{code.severity.capitalize()}.* {sentence}" in told, code.name
