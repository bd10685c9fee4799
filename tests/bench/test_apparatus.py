"""The generator of the bench of the apparatus: alike every time, well-formed, all that it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hashiya import build
from hashiya.build import Built
from hashiya.kinds import REGISTERS
from tests.bench import apparatus, measure
from tests.bench.apparatus import PAGE, Many

FEW = Many(12)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("apparatus")
    apparatus.write(FEW, folder)
    return build.edition(folder)


def test_the_same_size_gives_the_same_files_byte_for_byte(tmp_path: Path) -> None:
    for name in ("first", "second"):
        apparatus.write(FEW, tmp_path / name)
    first, second = (
        {one.relative_to(folder): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        for folder in (tmp_path / "first", tmp_path / "second")
    )
    assert first == second


def test_the_dossier_is_well_formed(few: Built) -> None:
    assert [one.code for one in few.problems if one.code != "rendered-otherwise"] == []


def test_it_holds_what_its_size_promises(few: Built) -> None:
    assert few.edition
    said = {name: [0, 0] for name in REGISTERS}
    for (register, _entry), sayings in few.edition.sayings.items():
        for one in sayings:
            said[register][bool(one.key)] += 1
    registers = few.edition.dossier.registers
    assert len(registers["claims"]) == FEW.claims
    assert len(registers["events"]) == FEW.events
    assert said["claims"][0] == 4 * FEW.claims
    assert said["events"][0] == 2 * FEW.events
    assert said["entities"] == [10 * FEW.sources, 4 * FEW.claims]
    assert 4 * FEW.sources < said["terms"][0] <= 5 * FEW.sources


def test_one_entity_has_a_tenth_of_all_mentions(few: Built) -> None:
    assert few.edition
    named = [one for one in few.edition.sayings["entities", "entity-0"] if not one.key]
    assert len(named) == FEW.sources


def seen(sources: int, cpu: float, size: int, largest: int = 1000) -> apparatus.Built:
    cost = measure.Cost(cpu, 0, cpu, 1, 0)
    return apparatus.Built(Many(sources), cost, 1, size, (largest, "a"))


def test_what_grows_with_the_dossier_passes() -> None:
    assert apparatus.tell(seen(10, 1, 100), seen(40, 4, 400)) == 0


def test_what_grows_faster_or_is_too_heavy_fails() -> None:
    few, many = seen(10, 1, 100), seen(40, 4, 400)
    assert apparatus.tell(few, replace(many, cost=replace(many.cost, cpu=8))) == 1
    assert apparatus.tell(few, replace(many, bytes=800)) == 1
    assert apparatus.tell(few, replace(many, largest=(PAGE + 1, "a"))) == 1
