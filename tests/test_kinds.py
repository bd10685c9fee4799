"""A new kind of body is one module and one line: no view, format or style sheet knows of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from hashiya.kind import Shape
from hashiya.kinds import KINDS, REGISTERS

ROOT = Path(__file__).parents[1]

FILES = {
    "seeds/road.txt": "Two crows sat on the gate.\nNobody saw two crows.\n",
    "annotations/dossier.yaml": """\
format: 1
languages: [en, ar, fa]
title: {en: Road, ar: طريق, fa: راه}
""",
    "annotations/sources/road/source.yaml": """\
seed: road.txt
language: en
published: {date: 2024-03-01}
supplied-title: {en: A road, ar: طريق, fa: راه}
""",
    "annotations/sources/road/notes.yaml": """\
annotations:

- id: on-the-gate
  quote: Two crows sat
  omens:
  - omen: two-crows
    seen: yes
    on: 2024-02-28

- id: nobody-saw
  quote: saw two crows
  omens:
  - omen: two-crows
    seen: no
    on: 2024-02-29
""",
    "annotations/omens.yaml": """\
omens:

- id: two-crows
  name: {en: Two crows, ar: غرابان, fa: دو کلاغ}
  on: 2024-02-28
  type: bird
""",
}


@pytest.fixture(scope="module", params=get_args(Shape))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Any]:
    """A shape, and the site of a dossier with a made-up kind whose register has that shape."""
    project = tmp_path_factory.mktemp("omens")
    for name, text in FILES.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "tests.new_kind", request.param, project],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    return request.param, json.loads(made.stdout)


def test_a_new_kind_is_read_without_a_problem(told: tuple[str, Any]) -> None:
    _, site = told
    assert set(site["problems"]) <= {"no-lock"}


def test_its_register_has_its_pages_in_every_language(told: tuple[str, Any]) -> None:
    shape, site = told
    for language, name in (("en", "Two crows"), ("ar", "غرابان"), ("fa", "دو کلاغ")):
        assert name in site["pages"][f"{language}/omens/"]
        assert (f"{language}/omens/two-crows/" in site["pages"]) == (shape != "list")
        own = site["pages"][f"{language}/omens/{'two-crows/' if shape != 'list' else ''}"]
        assert name in own
        for place in ("on-the-gate", "nobody-saw"):
            assert f"sources/road/#{place}" in own


def test_its_words_are_marked_and_told(told: tuple[str, Any]) -> None:
    shape, site = told
    page = site["pages"]["en/sources/road/"]
    assert page.count('data-kind="omen"') >= 2
    href = "../../omens/#two-crows" if shape == "list" else "../../omens/two-crows/"
    assert f'href="{href}"' in page
    assert "not seen" in page


def test_it_has_a_line_and_a_colour_of_its_own(told: tuple[str, Any]) -> None:
    _, site = told
    rule = '[data-kind="omen"]{--hy-kind:var(--hy-renew);--hy-line:double;}'
    assert rule in site["strokes"].splitlines()
    key = site["pages"]["en/sources/"] + site["pages"]["en/sources/road/"]
    assert re.search(r'data-kind="?omen"?>Omen<', key) or "data-kind=omen>Omen<" in key


def test_data_has_its_bodies_and_its_entries(told: tuple[str, Any]) -> None:
    _, site = told
    whole = site["json"]
    assert [entry["id"] for entry in whole["omens"]] == ["two-crows"]
    bodies = [body for item in whole["annotations"] for body in item["bodies"]]
    assert [body["kind"] for body in bodies] == ["omen", "omen"]
    assert bodies[0]["says"][0] == {
        "is": "naming",
        "register": "omens",
        "id": "two-crows",
        "key": None,
    }


# A quoted name of a kind, or of a register, outside `kinds/` would be logic that knows one.
NAMES = "|".join({*KINDS, *REGISTERS, *(kind.key for kind in KINDS.values())} - {"note", "term"})
NAMED = re.compile(rf"""\[["']({NAMES})["']\]|[!=]= ?["']({NAMES})["']|get\(["']({NAMES})["']""")


def test_no_logic_outside_kinds_names_a_kind() -> None:
    package = ROOT / "build_tools" / "hashiya"
    files = [
        path
        for pattern in ("**/*.py", "theme/**/*.html")
        for path in package.glob(pattern)
        if not {"kinds", "starter"} & set(path.relative_to(package).parts)
    ]
    assert len(files) > 150
    named = [
        f"{path.relative_to(package)}: {match[0]}"
        for path in files
        for match in NAMED.finditer(path.read_text("utf-8"))
    ]
    assert named == []
