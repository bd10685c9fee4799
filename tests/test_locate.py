"""`hashiya locate --jsonl`: questions and answers."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from hashiya.commands.locate import replies

OLD = "قال أحمد نعم ثم مضى.\nوقال أحمد لا ثم عاد إلى البيت.\n“البنتاجون”: المحادثات مستمرة."
NEW = "قال أحمد نعم ثم مضى.\nوقال أحميد لا ثم عاد الى بيته.\n“البنتاجون”: المحادثات مستمرة."


def ask(selector: dict[str, Any], *, text: str = OLD, source: str = "s") -> dict[str, Any]:
    """The answer to one question."""
    lines = [
        {"op": "source", "id": source, "text": text},
        {"op": "source", "id": "old", "text": OLD},
        {"op": "anchor", "id": 7, "source": source, "selector": selector},
    ]
    (reply,) = replies(json.dumps(line).encode() + b"\n" for line in lines)
    answer: dict[str, Any] = json.loads(reply)
    assert answer.pop("id") == 7
    return answer


def found(selector: dict[str, Any], text: str = OLD) -> str:
    """The words of the answer, and how they were found."""
    answer = ask(selector, text=text)
    assert 0 < answer["score"] <= 1
    return f"{answer['status']}: {text[answer['start'] : answer['end']]}"


def refused(selector: dict[str, Any], text: str = OLD) -> str:
    answer = ask(selector, text=text)
    assert answer["start"] is None
    return str(answer["reason"])


def test_exactly() -> None:
    assert found({"quote": "عاد إلى البيت"}) == "exact: عاد إلى البيت"
    assert found({"quote": "“البنتاجون”: المحادثات"}) == "exact: “البنتاجون”: المحادثات"


def test_with_other_marks() -> None:
    assert found({"quote": "عادَ الي البيت"}) == "normalized: عاد إلى البيت"
    assert found({"quote": '"البنتاجون": المحادثات'}) == "normalized: “البنتاجون”: المحادثات"


def test_never_with_other_letters() -> None:
    assert refused({"quote": "عاد إلى البيوت"}) == "not_found"
    assert refused({"quote": "عاد إلى البيوت", "prefix": "ثم ", "suffix": ".", "position": 34}) == (
        "not_found"
    )


def test_whole_words() -> None:
    assert refused({"quote": "بيت"}) == "not_found"
    assert found({"quote": "بيت", "prefix": "إلى ال", "suffix": "."}) == "exact: بيت"


def test_without_words() -> None:
    assert found({"quote": "”:"}) == "exact: ”:"
    assert refused({"quote": "."}) == "ambiguous"
    assert refused({"quote": "؟"}) == "not_found"


AHMAD = OLD.index("أحمد"), OLD.rindex("أحمد")


@pytest.mark.parametrize(
    ("hints", "place"),
    [
        ({}, None),
        ({"prefix": ".\nوقال ", "suffix": " لا ثم"}, 1),
        ({"suffix": " نعم ثم"}, 0),
        ({"suffix": " نعمْ ثُمَّ"}, 0),
        ({"prefix": "\nوقال "}, 1),
        ({"suffix": " ربما"}, None),
        ({"prefix": "كتب ", "suffix": " نعم ثم"}, None),
        ({"prefix": "كتب\n", "suffix": " نعم ثم"}, 0),
        ({"occurrence": 2, "of": 2}, 1),
        ({"occurrence": 2, "of": 3}, None),
        ({"position": AHMAD[0]}, 0),
        ({"position": AHMAD[1]}, 1),
        ({"position": AHMAD[1] - 1}, None),
        ({"position": AHMAD[0], "suffix": " لا ثم"}, 1),
    ],
)
def test_hints_choose_between_places(hints: dict[str, Any], place: int | None) -> None:
    answer = ask({"quote": "أحمد", **hints})
    if place is None:
        assert answer == {"start": None, "reason": "ambiguous"}
    else:
        assert answer["start"] == AHMAD[place]


def test_the_twin_of_what_is_gone_is_not_taken() -> None:
    selector = {"quote": "أحمد", "prefix": "\nوقال ", "suffix": " لا ثم عاد"}
    assert refused({**selector, "of": 2, "occurrence": 2}, NEW) == "ambiguous"
    assert refused(selector, NEW) == "ambiguous"
    assert found({**selector, "old_source": "old"}, NEW) == "mapped: أحميد"


def test_the_old_text_tells() -> None:
    assert found({"quote": "عاد إلى البيت", "old_source": "old"}, NEW) == "mapped: عاد الى بيته"
    assert found({"quote": "نعم", "old_source": "old"}, NEW) == "mapped: نعم"
    assert refused({"quote": "ثم مضى", "old_source": "old"}, NEW[20:]) == "vanished"
    assert refused({"quote": "ثم مات", "old_source": "old"}, NEW) == "not_found"
    assert refused({"quote": "أحمد", "old_source": "old"}, NEW) == "ambiguous"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "1",
        '"x"',
        '{"op": "drop"}',
        '{"op": "source", "id": 1, "text": "x"}',
        '{"op": "source", "id": "x"}',
        '{"op": "anchor", "id": 7, "source": "nowhere", "selector": {"quote": "x"}}',
        '{"op": "anchor", "id": 7, "source": "s", "selector": {}}',
        '{"op": "anchor", "id": 7, "source": "s", "selector": "x"}',
        '{"op": "anchor", "id": 7, "source": "s", "selector": {"quote": 1}}',
        '{"op": "anchor", "id": 7, "source": "s", "selector": {"quote": "x", "position": "1"}}',
        '{"op": "anchor", "id": 7, "source": "s", "selector": {"quote": "x", "old_source": "no"}}',
        "[" * 100_000,
        "\ud800",
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_is_read(line: str) -> None:
    lines = [
        '{"op": "source", "id": "s", "text": "one two"}',
        line,
        '{"op": "anchor", "id": 8, "source": "s", "selector": {"quote": "two", "prefix": null}}',
    ]
    first, second = (
        json.loads(reply)
        for reply in replies(one.encode("utf-8", "surrogatepass") for one in lines)
    )
    assert (first["start"], first["reason"]) == (None, "bad_request")
    assert first["id"] in (None, 1, 7, "x")
    assert (second["id"], second["start"], second["end"]) == (8, 4, 7)


def test_a_text_is_replaced() -> None:
    lines = [
        {"op": "source", "id": "s", "text": "one two"},
        {"op": "anchor", "id": 1, "source": "s", "selector": {"quote": "two"}},
        {"op": "source", "id": "s", "text": "two one"},
        {"op": "anchor", "id": 2, "source": "s", "selector": {"quote": "two"}},
    ]
    answers = [json.loads(one) for one in replies(json.dumps(line).encode() for line in lines)]
    assert [answer["start"] for answer in answers] == [4, 0]


def test_code_points_are_counted() -> None:
    answer = ask({"quote": "two"}, text="\U0001f600 one\r\ntwo")
    assert (answer["start"], answer["end"]) == (7, 10)


def test_every_reply_is_written_at_once() -> None:
    """Another program can wait for an answer before it asks again."""
    with subprocess.Popen(
        [sys.executable, "-m", "hashiya.cli", "locate", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"op": "source", "id": "s", "text": "one two"}\n')
        for number in range(3):
            selector = {"quote": "two"}
            line = {"op": "anchor", "id": number, "source": "s", "selector": selector}
            process.stdin.write(json.dumps(line).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=20) == 0
