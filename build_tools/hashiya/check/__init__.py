"""Check: rules over the dossier as written; each gives all its problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hashiya.check.corrections import corrections_known
from hashiya.check.coverage import faces_cover
from hashiya.check.ids import entry_ids, former_ids, unique_ids
from hashiya.check.kinds import kinds_own
from hashiya.check.names import contributors_known, entries_known, groups_known, languages_known
from hashiya.check.prose import prose_sound
from hashiya.check.sources import derivations_end, derivations_known
from hashiya.model import Dossier
from hashiya.problem import Problem

Rule = Callable[[Dossier], Iterable[Problem]]

RULES: Sequence[Rule] = (
    languages_known,
    unique_ids,
    former_ids,
    entry_ids,
    contributors_known,
    entries_known,
    groups_known,
    corrections_known,
    derivations_known,
    derivations_end,
    prose_sound,
    faces_cover,
    kinds_own,
)


def check(dossier: Dossier) -> tuple[Problem, ...]:
    """Everything that is wrong with a dossier as it is written."""
    return tuple(found for rule in RULES for found in rule(dossier))
