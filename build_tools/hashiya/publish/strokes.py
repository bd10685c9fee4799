"""Lines and colours of annotations as kinds and relations declare them, as a style sheet.

The other style sheets know line styles and colours only, so that a new kind has its own
line without a change in them, and pages say of a mark only what it means.
"""

from __future__ import annotations

from hashiya.kinds import KINDS
from hashiya.model import RELATIONS


def strokes() -> bytes:
    """A rule for every kind, and after them, because they say more, one for every relation."""
    rules = [_rule("kind", kind.name, kind.line, kind.tone) for kind in KINDS.values()]
    rules += [
        _rule("relation", one.kin, one.line, one.tone, f'--hy-sign:"{one.sign}"')
        for one in RELATIONS.values()
        if one.kin == one.name
    ]
    return "\n".join(rules).encode()


def _rule(attribute: str, value: str, line: str, tone: str, more: str = "") -> str:
    return f'[data-{attribute}="{value}"]{{--hy-kind:var(--hy-{tone});--hy-line:{line};{more}}}'
