"""What is known of a source, as a list of terms and descriptions or in a line."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from hashiya.kind import BASES
from hashiya.kinds import KINDS, WHO
from hashiya.model import RELATIONS, Layer, Source
from hashiya.render.ends import LABELS
from hashiya.render.writer import DOT, Writer
from hashiya.wording import _

_STATUSES: Mapping[str, str] = {
    "draft": _("draft"),
    "complete": _("complete, not reviewed"),
    "reviewed": _("reviewed"),
}
DERIVATIONS: Mapping[str, str] = {
    "reprint": _("Reprint of"),
    "translation": _("Translation of"),
    "revision": _("Revision of"),
    "excerpt": _("Excerpt from"),
}
"""What a source is to the one that it derives from."""


def facts(writer: Writer, source: Source) -> str:
    """Everything that is known of a source."""
    outlet = writer.naming(WHO, source.outlet) if source.outlet else ""
    rows = (
        (_("Outlet"), outlet),
        (_("Author"), writer.joined([writer.naming(WHO, name) for name in source.author])),
        (_("Published"), _published(writer, source)),
        (_("Kind"), _kind(writer, source)),
        (_("Language"), "" if source.genre else writer.language_label(source.language)),
        (
            _("Translation"),
            "".join(f"<p>{_layer(writer, source, one)}</p>" for one in source.layers),
        ),
        (_("Derivation"), _derivation(writer, source)),
        (_("Original"), _addresses(writer, source)),
        (_("Rights"), writer.said(source.rights)),
        (_("Provenance"), _provenance(writer, source)),
    )
    shown = "".join(writer.fact(label, value) for label, value in rows if value)
    return f'<dl class="hy-facts">{shown}</dl>'


def _kind(writer: Writer, source: Source) -> str:
    """What kind of text it is, where that is known, and in which language."""
    if not source.genre:
        return ""
    language = writer.language_label(source.language)
    words = writer._(_("in {language}")).replace("{language}", language)
    return f'{writer.said(source.genre)} <span class="hy-in">{words}</span>'


def _published(writer: Writer, source: Source) -> str:
    known = source.published
    if known is None:
        return ""
    time = writer.interface.time(known.date)
    if known.basis == "text":
        return time
    return time + _folded(writer._(BASES[known.basis].of_date), writer.prose(known.reason))


def _folded(label: str, html: str) -> str:
    return f"<details><summary>{label}</summary>{html}</details>"


def _layer(writer: Writer, source: Source, layer: Layer) -> str:
    return f"{layer_label(writer, layer)} {_progress(writer, source, layer)}"


def layer_label(writer: Writer, layer: Layer) -> str:
    """What tells a translation from the others: its language and its makers."""
    name = writer.language_label(layer.language)
    by = writer.makers(layer.by)
    return f"{name} ({by})" if by else name


def _progress(writer: Writer, source: Source, layer: Layer) -> str:
    """The status of a translation, and how many passages it has."""
    done = sum(passage.id in layer.translations for passage in source.passages)
    number = writer.count("{n} passage translated", "{n} passages translated", done)
    badge = _badge(writer, _STATUSES[layer.status], layer.status)
    return f'{badge} <span class="hy-progress">{number}</span>'


def status(writer: Writer, name: str) -> str:
    """The status of a translation as a badge; `none` where there is no translation."""
    return _badge(writer, _STATUSES.get(name, _("not translated")), name)


def _badge(writer: Writer, label: str, status: str) -> str:
    return f'<span class="hy-badge" data-status="{status}">{writer._(label)}</span>'


def _derivation(writer: Writer, source: Source) -> str:
    known = source.derives_from
    if known is None:
        return ""
    origin = writer.edition.source(known.source)
    href = f"{writer.up}sources/{origin.id}/"
    label = writer._(DERIVATIONS[known.relation])
    return f'{label} <a href="{href}">{writer.title_html(origin)}</a>'


def _addresses(writer: Writer, source: Source) -> str:
    parts = ((source.url, _("Original page")), (source.archived, _("Archived copy")))
    return DOT.join(
        f'<a href="{escape(url)}" rel="external">{writer._(label)}</a>'
        for url, label in parts
        if url
    )


def _provenance(writer: Writer, source: Source) -> str:
    if not source.provenance:
        return ""
    label = writer._(_("What is known of the reports behind it"))
    return _folded(label, writer.prose(source.provenance))


def numbers(writer: Writer, source: Source) -> str:
    """How far a source is translated and annotated, in a line."""
    layer = writer.paired(source)
    progress = _progress(writer, source, layer) if layer else ""
    parts = [progress or _badge(writer, _("not translated"), "none")]
    number = len(writer.edition.annotations.get(source.id, ()))
    if number:
        parts.append(writer.count("{n} annotation", "{n} annotations", number))
    return DOT.join(parts)


def key(writer: Writer) -> list[str]:
    """What the lines under the words mean: a sample of each."""
    kinds = [
        _sample(writer, kind.title, "hy-m" if kind.numbered else "hy-name", f"kind={kind.name}")
        for kind in KINDS.values()
        if not kind.points
    ]
    relations = [
        _sample(writer, LABELS[name], "hy-m", f"relation={name}", relation.sign)
        for name, relation in RELATIONS.items()
        if relation.kin == name
    ]
    return kinds + relations


def _sample(writer: Writer, title: str, css: str, data: str, sign: str = "") -> str:
    """Words with the line that they name, after the sign of it if there is one."""
    before = f'<span class="hy-sign" data-{data} aria-hidden="true">{sign}</span> ' if sign else ""
    return f'{before}<span class="{css}" data-{data}>{writer._(title)}</span>'
