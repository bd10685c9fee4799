"""Reports: what a terminal, a log and GitHub make of words that anybody may have written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hashiya.check import report
from hashiya.cli.telling import PROBLEMS
from hashiya.problem import Place, Problem, problem
from hashiya.wording import Words, said

BASE = Path(__file__).parent / "cases" / "base"
PACKAGES = str(Path(report.__file__).parents[2])
ODD = "a\n::error::b\r\x1b[2J\x9b1m\x85\u2028\u202e%,:\udcff"
HARMLESS = "a ::error::b  [2J 1m   %,: "


def reported(form: str, found: Problem, line: str = "") -> str:
    return report.FORMATS[form]([(found, found.place, line)], str)


@pytest.mark.parametrize("form", report.FORMATS)
def test_a_name_of_a_file_cannot_begin_a_line_or_move_a_cursor(form: str) -> None:
    told = reported(form, problem("stray-file", Place(f"docs/{ODD}"), name=ODD), ODD)
    assert told == told.encode("utf-8", "replace").decode()
    assert not any(row.lstrip().startswith("::error::") for row in told.splitlines())
    shown = told if form != "json" else json.loads(told)["problems"][0]["message"]
    assert not set("\r\x1b\x9b\x85\u2028\u202e") & set(shown)
    assert len(told.splitlines()) == {"text": 4, "github": 1}.get(form, len(told.splitlines()))


def test_github_is_told_what_its_commands_cannot_hold() -> None:
    told = reported("github", problem("stray-file", Place(f"docs/{ODD}"), name=ODD))
    name = "a %3A%3Aerror%3A%3Ab  [2J 1m   %25%2C%3A "
    assert told.startswith(f"::warning file=docs/{name},line=1,col=1,title=hashiya%3A stray-file::")
    assert f"“{HARMLESS.replace('%', '%25')}” has no place here" in told
    assert told.count("%0A") == 1


@pytest.mark.parametrize("row", ["::error::x", "  ::error::x", "##[error]x", "a ##[group]x"])
def test_words_to_paste_are_no_command_to_a_log(row: str) -> None:
    """GitHub takes `::` at the beginning of any line for a command, and `##[` anywhere."""
    hint: list[Words] = ["quote: >-", row, said("{row}", row=row)]
    told = reported("text", problem("quote-not-found", Place("x.yaml"), hint=hint), "##[group]")
    for line in told.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_an_author_s_word_is_not_taken_for_a_message() -> None:
    """`a list` is a message, too: what a value of the wrong type is called."""
    found = problem("bad-value", Place("x.yaml"), found="a list", allowed="text", near="")
    told = report.worded(found, lambda message: message if "{" in message else "قائمة")
    assert "“a list”" in told.sentence


def run(*arguments: str, stdout: object = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run the command as a program of its own."""
    command = [sys.executable, "-m", "hashiya.cli", *arguments]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
    )


def test_a_seed_whose_name_nothing_can_show_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "dossier"
    assert run("init", str(project)).returncode == 0
    names = (b"a\xff.txt", b"b\n::error::.txt", "c\x9b.txt".encode())
    for name in names:
        Path(os.fsdecode(os.fsencode(project / "seeds") + b"/" + name)).write_text("نص\n")
    told = run("check", "--project", str(project))
    assert told.returncode == 1
    assert told.stderr.startswith(f"{len(names)} errors")
    assert told.stdout.count("error[bad-file-name]") == len(names)
    assert "nothing can show" in told.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("command", [("check",), ("export", "json", "-")])
def test_an_output_that_is_full_is_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = tmp_path / "dossier"
    assert run("init", str(project)).returncode == 0
    with Path("/dev/full").open("w") as full:
        told = run(*command, "--project", str(project), stdout=full)
    assert told.returncode == 2
    assert told.stderr.splitlines()[-1].startswith("hashiya: ")
    assert "Traceback" not in told.stderr


def test_a_language_without_a_catalog_is_refused(tmp_path: Path) -> None:
    told = run("check", "--project", str(tmp_path), "--language", "tlh")
    assert told.returncode == 2
    assert "no catalog" in told.stderr


def test_a_report_can_be_written_where_only_ascii_can(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "dossier")
    (tmp_path / "dossier/annotations/sources/boat/notes.yaml").write_text(
        "annotations:\n- id: a\n  quote: كلمات\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "hashiya.cli", "check", "--project", str(tmp_path / "dossier")],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": PACKAGES},
        capture_output=True,
        check=False,
    )
    assert done.returncode == PROBLEMS
    assert b"quote-not-found" in done.stdout
    assert rb"\u0643" in done.stdout
    assert b"Traceback" not in done.stderr
