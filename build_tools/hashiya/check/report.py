"""Problems in words: as text with the line and a caret, as JSON, as GitHub's annotations."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hashiya.codes import CODES
from hashiya.problem import UNSHOWABLE, Place, Problem, Severity
from hashiya.wording import _, in_words

Gettext = Callable[[str], str]
Shown = tuple[Problem, Place, str]
"""A problem, its true place, and the line it stands on."""

_UNSHOWABLE = re.compile(rf"(?!\t){UNSHOWABLE.pattern}")
"""A tab is shown: the caret stands below it."""
# GitHub's runner takes the first for a command wherever a log has it, the second at the beginning
# of a line (actions/runner, ActionCommand.cs).
_OLD_COMMAND = re.compile(r"##(?=\[)")
_COMMAND = re.compile(r"^(\s*:)(?=:)")
_COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


@dataclass(frozen=True, slots=True)
class Worded:
    """What a problem says in one language: what is wrong, and what to do."""

    sentence: str
    advice: str


def worded(found: Problem, gettext: Gettext) -> Worded:
    """The problem's sentence and advice; words of authors are made harmless for a terminal."""
    code = CODES[found.code]
    values = {key: in_words(value, gettext, harmless) for key, value in found.values.items()}
    sentence = gettext(code.sentence).format_map(values)
    if values.get("near"):
        sentence += " " + gettext(_("Did you mean “{near}”?")).format_map(values)
    hint = [_COMMAND.sub(r"\1 ", in_words(row, gettext, harmless)) for row in found.hint]
    return Worded(sentence, "\n".join(hint) or gettext(code.advice).format_map(values))


def harmless(words: str) -> str:
    """An author's words, or the name of a file, as one row that a terminal or a log only shows."""
    return _OLD_COMMAND.sub("# #", _UNSHOWABLE.sub(" ", words))


def text(shown: Sequence[Shown], gettext: Gettext) -> str:
    """One block a problem: `path:line:column: error[code] sentence`, the line, what to do."""
    return "".join(_block(*one, gettext) for one in shown)


def _block(found: Problem, place: Place, line: str, gettext: Gettext) -> str:
    words = worded(found, gettext)
    severity = found.severity.value
    head = f"{harmless(place.file)}:{place.line}:{place.column}: {severity}[{found.code}]"
    rows = [f"{head} {words.sentence}"]
    if line.strip():
        number = str(place.line)
        margin = " " * len(number)
        rows.append(f"  {number} | {harmless(line)}")
        rows.append(f"  {margin} | {_caret(line, place.column, found.width)}")
    rows += [f"  = {row}" if not at else f"    {row}" for at, row in _numbered(words.advice)]
    return "\n".join(rows) + "\n"


def _numbered(advice: str) -> list[tuple[int, str]]:
    return list(enumerate(advice.split("\n"))) if advice else []


def _caret(line: str, column: int, width: int) -> str:
    before, marked = line[: column - 1], line[column - 1 : column - 1 + width]
    return " " * _cells(before) + "^" * max(1, _cells(marked))


def _cells(words: str) -> int:
    """The columns that words take in a terminal."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (_wide(character)) for character in words
    )


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def summary(problems: Sequence[Problem], ngettext: Callable[[str, str, int], str]) -> str:
    """How many errors, warnings and notes there are, in one line."""
    counts = {
        severity: sum(found.severity is severity for found in problems) for severity in Severity
    }
    parts = [
        ngettext("{n} error", "{n} errors", counts[Severity.ERROR]),
        ngettext("{n} warning", "{n} warnings", counts[Severity.WARNING]),
        ngettext("{n} note", "{n} notes", counts[Severity.NOTE]),
    ]
    return " · ".join(
        part.format(n=count) for part, count in zip(parts, counts.values(), strict=True)
    )


def as_json(shown: Sequence[Shown], gettext: Gettext) -> str:
    """A JSON document: `format`, and `problems` as a list of objects."""
    return (
        json.dumps(
            {"format": 1, "problems": [_object(*one, gettext) for one in shown]},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _object(found: Problem, place: Place, line: str, gettext: Gettext) -> dict[str, object]:
    words = worded(found, gettext)
    return {
        "code": found.code,
        "severity": found.severity.value,
        "file": harmless(place.file),
        "line": place.line,
        "column": place.column,
        "width": found.width,
        "message": words.sentence,
        "advice": words.advice,
        "near": in_words(found.values.get("near", ""), gettext, harmless),
        "excerpt": harmless(line),
    }


def github(shown: Sequence[Shown], gettext: Gettext) -> str:
    """Workflow commands of GitHub Actions, which show each problem at its line."""
    return "".join(_command(*one, gettext) for one in shown)


def _command(found: Problem, place: Place, line: str, gettext: Gettext) -> str:
    words = worded(found, gettext)
    properties = {
        "file": harmless(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"hashiya: {found.code}",
    }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{words.sentence}\n{words.advice}" if words.advice else words.sentence
    return f"::{_COMMANDS[found.severity]} {listed}::{_data(message)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Shown], Gettext], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}
