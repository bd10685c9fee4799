"""The faces that the theme ships, and the list of what they hold."""

from __future__ import annotations

from hashiya.check import coverage
from tests.conftest import ROOT
from tests.faces import COVERAGE
from tests.faces import coverage as from_the_faces


def test_the_list_is_what_the_faces_hold() -> None:
    assert COVERAGE.read_text(encoding="utf-8") == from_the_faces()


def test_every_character_of_the_seeds_is_in_a_face() -> None:
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert seeds
    lacking = {
        character
        for seed in seeds
        for character in coverage.uncovered().findall(seed.read_text(encoding="utf-8"))
    }
    assert not lacking
