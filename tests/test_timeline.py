"""Timelines: entries in order of time, what their dates were said to be, and on which day."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from hashiya import build
from hashiya.build import Site
from hashiya.date import Bearing, bearing, parse_date
from hashiya.formats.json import write
from hashiya.model import Edition, Locale, Settings, Text
from hashiya.problem import Place
from hashiya.render.interface import Interface
from hashiya.views.timeline import INDEX, POINTS, SAYINGS, STATEMENTS

# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        # Stretches of days: equal, one in the other, apart.
        ("2024-09", "2024-09", "same"),
        ("2024-09", "2024-09-27", "closer"),
        ("2024", "2024-09", "closer"),
        ("2024-09", "2024", "wider"),
        ("2026-12", "2026-09", "apart"),
        ("2024-09", "2024-09-20/2024-09-22", "closer"),
        ("2024-09-20/2024-09-22", "2024-09", "wider"),
        # They meet, and neither holds the other.
        ("2026", "2026-11/2027-02", "near"),
        ("2026-11/2027-02", "2026", "near"),
        # Doubts: dropped, added, and as far as one unit.
        ("2026-09~", "2026-09", "closer"),
        ("2026-09", "2026-09?", "wider"),
        ("2026-09~", "2026-09%", "same"),
        ("2026-09~", "2026-09-12", "closer"),
        ("2026-09~", "2026-10", "near"),
        ("2026-09", "2026-10~", "near"),
        ("2026-09~", "2026-12", "apart"),
        ("2026-09-12?", "2026-09-13", "near"),
        ("2026-09-12?", "2026-09-14", "apart"),
        # Two ranges: each end for itself; an open one says nothing.
        ("2024/2025", "2024-09/2025-09", "closer"),
        ("2024-09/2025-09", "2024/2025", "wider"),
        ("2024/2025-09", "2024-09/2025", "near"),
        ("2024-09/2025-09", "2024-09/2026-09", "apart"),
        ("../2026", "../2026-09", "closer"),
        ("../2026-12", "../2026-09", "apart"),
        ("../2026-09", "../2026-12", "apart"),
        ("2021-07-22/..", "2021-07-22/2021-07-23", "closer"),
        ("2021-07-22/2021-07-23", "2021-07-22/..", "wider"),
        ("2021-07-22/..", "2021-07-22/..", "same"),
        ("2024-09~/2025", "2024-10/2025", "near"),
    ],
)
def test_what_a_date_is_to_the_one_before_it(before: str, now: str, told: Bearing) -> None:
    one, other = parse_date(before), parse_date(now)
    assert one is not None
    assert other is not None
    assert bearing(one, other) == told
    turned = {"closer": "wider", "wider": "closer"}
    assert bearing(other, one) == turned.get(told, told)


def interface(language: str, locale: str) -> Interface:
    place = Place("dossier.yaml")
    known = {language: Locale(Text(locale, place))}
    tags = (Text(language, place),)
    return Interface(language, Settings(tags, known, "", {}, {}, "", "main", "error", {}))


@pytest.mark.parametrize(
    ("written", "english", "arabic"),
    [
        ("2025-08-30", "30 August 2025", "30 آب 2025"),
        ("2025-09", "September 2025", "أيلول 2025"),
        ("2025", "2025", "2025"),
        ("2025-09~", "about September 2025", "نحو أيلول 2025"),
        ("2025?", "2025 (uncertain)", "2025 (غير مؤكد)"),
        ("2025%", "about 2025 (uncertain)", "نحو 2025 (غير مؤكد)"),
        ("2024-09-20/2024-09-22", "20 to 22 September 2024", "من 20 إلى 22 أيلول 2024"),
        (
            "2024-09-28/2024-10-01",
            "28 September to 1 October 2024",
            "من 28 أيلول إلى 1 تشرين الأول 2024",
        ),
        ("2024-01/2024-06", "January to June 2024", "من كانون الثاني إلى حزيران 2024"),
        (
            "2024-09/2025-09",
            "September 2024 to September 2025",
            "من أيلول 2024 إلى أيلول 2025",
        ),
        ("2024/2025", "2024 to 2025", "من 2024 إلى 2025"),
        ("2024/2025-06", "2024 to June 2025", "من 2024 إلى حزيران 2025"),
        ("2024-09~/2025", "about September 2024 to 2025", "من نحو أيلول 2024 إلى 2025"),
        ("2024-09-20/2024-09-20", "20 September 2024", "20 أيلول 2024"),
        ("../2025-09", "until September 2025", "حتى أيلول 2025"),
        ("/2025", "until 2025", "حتى 2025"),
    ],
)
def test_every_form_of_a_date_is_said_in_both_languages(
    written: str, english: str, arabic: str
) -> None:
    assert interface("en", "en-GB").date(written) == english
    assert interface("ar", "ar-IQ").date(written) == arabic


_AFTER_ANOTHER = """
import datetime, babel.dates
babel.dates.format_date(datetime.date(2024, 1, 1), "LLLL", locale="ar_EG")
from tests.test_timeline import interface
print(interface("ar", "ar-IQ").date("2024-01/2024-06"))
"""


def test_months_do_not_depend_on_which_locale_was_asked_first(root: Path) -> None:
    """Babel keeps what it looked up for one locale where others of the language find it."""
    command = [sys.executable, "-c", _AFTER_ANOTHER]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{root / 'build_tools'}{os.pathsep}{root}",
        "PYTHONUTF8": "1",
    }
    ran = subprocess.run(
        command,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.strip() == "من كانون الثاني إلى حزيران 2024"


def test_a_month_that_stands_alone_has_its_own_form() -> None:
    assert interface("ru", "ru").date("2024-01/2024-06").startswith("январь")


def test_a_range_with_an_open_end_is_said() -> None:
    assert interface("en", "en-GB").date("2025-09/..") == "from September 2025"
    assert interface("ar", "ar-IQ").date("2025-09/..").endswith("من أيلول 2025")


@pytest.mark.parametrize(
    ("locale", "month"), [("ar-IQ", "أيلول"), ("ar-LB", "أيلول"), ("ar-EG", "سبتمبر")]
)
def test_months_have_the_names_of_the_locale(locale: str, month: str) -> None:
    assert interface("ar", locale).date("2025-09") == f"{month} 2025"
    assert interface("ar", locale).date("2025-09-06/2025-09-09") == f"من 6 إلى 9 {month} 2025"


def test_two_months_of_a_range_are_two_in_every_language() -> None:
    """Babel's own ranges say the first month twice in Persian."""
    assert interface("fa", "fa").date("2024-01/2024-06") == "ژانویه تا ژوئن 2024"
    assert interface("en", "en-US").date("2024-09-20/2024-09-22") == (
        "September 20 to September 22, 2024"
    )


def test_a_range_is_isolated_and_has_a_time_at_each_end() -> None:
    assert interface("ar", "ar-IQ").time("2024-09-20/2024-09-22") == (
        '<bdi dir="rtl">من <time datetime="2024-09-20">20</time> إلى '
        '<time datetime="2024-09-22">22 أيلول 2024</time></bdi>'
    )
    assert interface("en", "en-GB").time("../2026") == (
        '<bdi dir="ltr">until <time datetime="2026">2026</time></bdi>'
    )


# --- a dossier --------------------------------------------------------------------------------

DOSSIER = """\
format: 1
languages: [en, ar]
locales:
  en:
    locale: en-GB
  ar:
    locale: ar-IQ
title:
  en: Dossier
  ar: ملف
description:
  en: A dossier
  ar: ملف
repository: https://example.org/o/r
"""

EVENTS = """\
events:

- id: rest-leaves
  what:
    en: The rest leaves
    ar: مغادرة الباقين
  date: 2026-12
  status: planned

- id: founding
  what:
    en: The founding
    ar: التأسيس
  date: 2014
  status: happened

- id: stays-until
  what:
    en: Some stay
    ar: يبقى بعضهم
  date: ../2026-09
  status: planned

- id: briefing
  what:
    en: The briefing
    ar: الإحاطة
  date: 2024-09-27
  status: happened
  basis: outside-source
  reason:
    en: The text says “Friday” <only>.
    ar: يقول النص «الجمعة».

- id: embassy
  what:
    en: Leaving the city
    ar: مغادرة المدينة
  date: 2024-09
  status: denied

- id: announcement
  what:
    en: The announcement
    ar: الإعلان
  date: 2024-09~
  status: announced
"""

SEEDS = {
    "first": ("2024-09-10", ["leave by the end of 2026", "founded in 2014", "founded once"]),
    "second": (
        "2025-08-30",
        ["leave by September 2026", "leave late", "stay until then", "on Friday", "in 2024"],
    ),
}

NOTES = {
    "first": """\
annotations:
- id: end-of-2026
  quote: the end of 2026
  events:
  - event: rest-leaves
    date: 2026
    status: planned
    said-on: 2024-09-06
- id: founded
  quote: in 2014
  events:
  - event: founding
    date: 2014
    status: happened
- id: once
  quote: once
  events:
  - event: founding
    status: happened
""",
    "second": """\
annotations:
- id: september-2026
  quote: September 2026
  mentions: [city]
  events:
  - event: rest-leaves
    date: 2026-09
    status: planned
- id: late
  quote: late
  events:
  - event: rest-leaves
    date: 2026-12
    status: planned
    basis: inference
    reason:
      en: “Late” is taken for December.
      ar: يُفهم من الكلمة كانون الأول.
- id: stay
  quote: stay
  events:
  - event: stays-until
    date: ../2026-09
- id: friday
  quote: Friday
  events:
  - event: briefing
    date: 2024-09-27
    status: happened
    said-on: 2024-09-06
    basis: outside-source
- id: in-2024
  quote: in 2024
  events:
  - event: embassy
    date: 2024
    status: denied
""",
}


def project(
    folder: Path,
    events: str = EVENTS,
    notes: Mapping[str, str] = NOTES,
    seeds: Mapping[str, tuple[str, list[str]]] = SEEDS,
) -> Path:
    annotations = folder / "annotations"
    annotations.mkdir(parents=True)
    (folder / "seeds").mkdir()
    (annotations / "dossier.yaml").write_text(DOSSIER)
    (annotations / "events.yaml").write_text(events)
    (annotations / "entities.yaml").write_text(
        "entities:\n- id: city\n  type: place\n  name:\n    en: The city\n    ar: المدينة\n"
    )
    for name, (date, lines) in seeds.items():
        (folder / "seeds" / f"{name}.txt").write_text("\n".join(lines))
        own = annotations / "sources" / name
        own.mkdir(parents=True)
        (own / "source.yaml").write_text(
            f"seed: {name}.txt\nlanguage: en\npublished:\n  date: {date}\n"
            f"supplied-title:\n  en: {name}\n  ar: نص\n"
        )
        (own / "notes.yaml").write_text(notes[name])
    return folder


def edition(folder: Path) -> Edition:
    built = build.edition(folder)
    codes = {found.code for found in built.problems}
    assert codes <= {"no-lock", "html-in-prose"}  # A reason has a tag, to see it escaped.
    assert built.edition is not None
    return built.edition


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return build.site(edition(project(tmp_path / "dossier")))


def html(of: Site, uri: str, language: str = "en") -> str:
    ref = next(ref for ref in of.outline if (ref.language, ref.uri) == (language, uri))
    return of.page(ref).html


def plain(markup: str) -> str:
    """The words that a reader of a piece of HTML has."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


_POINT = re.compile(r'<li class="hy-point"(?: id="([^"]*)")? data-status="([^"]*)"')


def points(markup: str) -> dict[str, str]:
    """The entries of a line: what stands in each, by its id."""
    parts = _POINT.split(markup)[1:]
    return dict(zip(parts[::3], parts[2::3], strict=True))


# --- the line ---------------------------------------------------------------------------------


def test_entries_stand_in_the_order_of_time_under_their_years(site: Site) -> None:
    page = html(site, "events/")
    years = re.split(r'<section class="hy-line-year" id="y(\d+)"', page)[1:]
    found = {year: list(points(body)) for year, body in zip(years[::2], years[1::2], strict=True)}
    assert found == {
        "2014": ["founding"],
        "2024": ["embassy", "announcement", "briefing"],
        "2026": ["stays-until", "rest-leaves"],
    }
    assert page.count("<ol>") >= 3


def test_the_line_is_the_same_in_the_other_language(site: Site) -> None:
    assert list(points(html(site, "events/", "ar"))) == list(points(html(site, "events/")))
    assert '<time datetime="2024-09-27">27 أيلول 2024</time>' in html(site, "events/", "ar")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("founding", "happened"),
        ("rest-leaves", "planned"),
        ("announcement", "announced"),
        ("embassy", "denied"),
    ],
)
@pytest.mark.parametrize("uri", ["events/", "events/{}/"])
def test_a_status_is_told_by_a_dot_and_a_word(site: Site, name: str, status: str, uri: str) -> None:
    page = html(site, uri.format(name))
    badge = f'<span class="hy-point-status" data-status="{status}">{status}</span>'
    if uri == "events/":
        assert (name, status) in [(found[1], found[2]) for found in _POINT.finditer(page)]
        assert badge in points(page)[name]
    else:
        assert badge in page.partition("</header>")[0]


def test_a_planned_date_is_nowhere_shown_as_one_that_happened(site: Site) -> None:
    pages = [site.page(ref).html for ref in site.outline if ref.uri.startswith("events/")]
    for page in pages:
        for found in re.finditer(r'<li[^>]*data-status="planned"[^>]*>(.*?)</li>', page, re.S):
            assert "planned" in plain(found[1]) or "مخطط له" in plain(found[1])
            assert 'data-status="happened"' not in found[1]


def test_each_status_can_be_hidden_without_a_script(site: Site) -> None:
    page = html(site, "events/")
    boxes = re.findall(r'<input type="checkbox" name="status" value="(\w+)" checked>', page)
    assert sorted(boxes) == ["announced", "denied", "happened", "planned"]
    assert 'data-has="denied announced happened "' in page


def test_the_style_sheet_hides_what_is_unchecked(root: Path) -> None:
    css = (root / "build_tools/hashiya/theme/css/timeline.css").read_text()
    for status in ("happened", "planned", "announced", "denied"):
        assert f':has([value="{status}"]:not(:checked))' in css
        assert f'.hy-line-year[data-has~="{status}"]' in css


def test_an_entry_shows_what_dates_it_and_when_that_was_said(site: Site) -> None:
    rest = points(html(site, "events/"))["rest-leaves"]
    assert '<a href="../sources/first/#end-of-2026">' in rest
    assert "the end of 2026" in plain(rest)
    assert "Date here 2026" in plain(rest)
    assert "Said on 6 September 2024" in plain(rest)
    assert "another date was said 1 time" in plain(rest)


# --- how a date is known ----------------------------------------------------------------------


def test_an_inferred_date_is_marked_and_leads_to_the_reason(site: Site) -> None:
    line = points(html(site, "events/"))
    assert (
        '<a class="hy-point-basis" href="../events/briefing/">date from another source</a>'
        in line["briefing"]
    )
    href = "../events/rest-leaves/#second_late"
    assert f'<a class="hy-point-basis" href="{href}">date inferred</a>' in line["rest-leaves"]
    assert "date inferred" not in line["founding"]
    page = html(site, "events/rest-leaves/")
    assert "“Late” is taken for December." in points(page)["second_late"]


def test_a_passage_without_a_reason_of_its_own_leads_to_that_of_the_entry(site: Site) -> None:
    briefing = points(html(site, "events/"))["briefing"]
    mark = '<a class="hy-point-basis" href="../events/briefing/">date from another source</a>'
    assert briefing.count(mark) == 2


def test_the_page_of_an_entry_gives_the_reason_escaped(site: Site) -> None:
    page = html(site, "events/briefing/")
    assert "The text says “Friday” &lt;only&gt;." in page
    assert "date from another source" in plain(page.partition("</header>")[0])


def test_the_reason_of_a_passage_stands_on_the_source_page_too(site: Site) -> None:
    page = html(site, "sources/second/")
    assert "“Late” is taken for December." in page
    assert "date inferred" in plain(page)


def test_the_json_has_basis_and_reason(site: Site) -> None:
    document = json.loads(b"".join(write(site.edition)))
    late = next(one for one in document["annotations"] if one["id"] == "late")
    says = late["bodies"][0]["says"]
    assert {"is": "word", "key": "basis", "value": "inference"} in says
    assert any(one["is"] == "prose" and "Late" in one["text"]["en"] for one in says)


# --- what was said, day by day ----------------------------------------------------------------


def test_statements_stand_by_the_day_of_saying_and_changes_are_told(site: Site) -> None:
    page = html(site, "events/rest-leaves/")
    said = points(page)
    assert list(said) == ["first_end-of-2026", "second_september-2026", "second_late"]
    first, second, third = (plain(one) for one in said.values())
    assert first.startswith("> Said on 6 September 2024 2026 planned")
    # September 2026 is a closer word for 2026; December 2026 is another.
    assert "earlier" not in second
    assert "said on the same day: September 2026" in third


def test_what_differs_from_an_earlier_day_says_from_what_to_what(tmp_path: Path) -> None:
    notes = {**NOTES, "first": NOTES["first"].replace("date: 2026\n", "date: 2026-12\n")}
    of = build.site(edition(project(tmp_path / "dossier", notes=notes)))
    said = points(html(of, "events/rest-leaves/"))
    changed = plain(said["second_september-2026"])
    assert "earlier: December 2026 → now: September 2026" in changed
    course = html(of, "events/rest-leaves/").partition('<ol class="hy-line-course">')[2]
    steps = re.findall(r'<li data-news="(\w+)">', course)
    assert steps == ["new", "changed", "changed"]


def test_a_date_reads_in_the_words_that_say_more_than_it(tmp_path: Path) -> None:
    reads = "reads:\n      en: the end of 2026\n      ar: نهاية 2026\n"
    notes = {
        **NOTES,
        "first": NOTES["first"].replace("date: 2026\n", f"date: 2026-12\n    {reads}"),
    }
    events = EVENTS.replace("date: 2026-12\n", f"date: 2026-12\n  {reads}")
    of = build.site(edition(project(tmp_path / "dossier", notes=notes, events=events)))
    page = html(of, "events/rest-leaves/")
    said = points(page)
    assert "the end of 2026 planned" in plain(said["first_end-of-2026"])
    changed = plain(said["second_september-2026"])
    assert "earlier: the end of 2026 → now: September 2026" in changed
    # Another text that says December says December.
    assert "December 2026 planned" in plain(said["second_late"])
    course = plain(page.partition('<ol class="hy-line-course">')[2].partition("</ol>")[0])
    assert course.split("the end of 2026")[1].startswith(" new")
    assert "Date the end of 2026 Status" in plain(page)
    ref = next(
        ref for ref in of.outline if (ref.language, ref.uri) == ("en", "events/rest-leaves/")
    )
    assert of.page(ref).description == "the end of 2026 · 3 passages"
    assert "the end of 2026 planned" in plain(html(of, "events/"))
    assert "Date here the end of 2026" in plain(html(of, "sources/first/"))


def test_what_was_said_earlier_stands_first_though_a_later_text_has_it(tmp_path: Path) -> None:
    notes = NOTES["second"].replace(
        "    date: 2026-12\n", "    date: 2026-12\n    said-on: 2024-01\n"
    )
    of = build.site(edition(project(tmp_path / "dossier", notes={**NOTES, "second": notes})))
    said = points(html(of, "events/rest-leaves/"))
    assert list(said) == ["second_late", "first_end-of-2026", "second_september-2026"]
    assert "earlier: December 2026 → now: September 2026" in plain(said["second_september-2026"])


def test_a_wider_word_does_not_make_a_later_date_look_closer(tmp_path: Path) -> None:
    notes = NOTES["second"].replace("date: 2026-12", "date: 2026") + (
        "- id: then\n  quote: then\n  events:\n  - event: rest-leaves\n    date: 2026-11\n"
    )
    of = build.site(edition(project(tmp_path / "dossier", notes={**NOTES, "second": notes})))
    said = points(html(of, "events/rest-leaves/"))
    assert "said on the same day" not in plain(said["second_late"])
    assert "said on the same day: September 2026" in plain(said["second_then"])


def test_a_date_that_meets_the_one_before_is_no_change(tmp_path: Path) -> None:
    notes = NOTES["second"].replace("date: 2026-12", "date: 2026-10~")
    of = build.site(edition(project(tmp_path / "dossier", notes={**NOTES, "second": notes})))
    page = html(of, "events/rest-leaves/")
    course = page.partition('class="hy-line-course"')[2].partition("</ol>")[0]
    assert re.findall(r'<li data-news="(\w+)">', course) == ["new", "closer", "near"]
    assert "perhaps the same as before" in plain(course)
    late = points(page)["second_late"]
    assert "said on the same day: September 2026" in plain(late)
    assert "another date was said" not in html(of, "events/")


def test_a_wider_word_is_told_as_less_precise(tmp_path: Path) -> None:
    notes = NOTES["second"].replace("date: 2026-12", "date: 2026")
    of = build.site(edition(project(tmp_path / "dossier", notes={**NOTES, "second": notes})))
    page = html(of, "events/rest-leaves/")
    course = page.partition('class="hy-line-course"')[2].partition("</ol>")[0]
    assert re.findall(r'<li data-news="(\w+)">', course) == ["new", "closer", "wider"]
    assert "less precise than before" in plain(course)


def test_a_passage_stands_in_its_context_with_what_else_it_speaks_to(site: Site) -> None:
    page = html(site, "events/rest-leaves/")
    assert "<mark>the end of 2026</mark>" in page
    beside = page.partition('class="hy-line-beside"')[2]
    assert 'entities/city/"' in beside or "entities/#city" in beside
    assert "https://example.org/o/r/edit/main/annotations/events.yaml#L3" in page


def test_neighbours_are_those_before_and_after_in_time(site: Site) -> None:
    near = html(site, "events/briefing/").partition('class="hy-neighbours"')[2]
    assert re.findall(r'<a href="../../events/([a-z-]+)/">', near) == [
        "announcement",
        "stays-until",
    ]
    first = html(site, "events/founding/").partition('class="hy-neighbours"')[2]
    assert "Before this" not in first
    assert "After this" in first


def test_what_was_known_stands_by_the_day_of_saying(site: Site) -> None:
    page = html(site, "events/as_known/")
    days = re.split(r'<section class="hy-line-day" id="d([^"]*)"', page)[1:]
    found = dict(zip(days[::2], days[1::2], strict=True))
    assert list(found) == ["2024-09-06", "2024-09-10", "2025-08-30"]
    assert re.findall(r"<h3><a href=\"../../events/([a-z-]+)/", found["2024-09-06"]) == [
        "briefing",
        "rest-leaves",
    ]
    news = re.findall(r'data-news="(\w+)">(?=\n<p)', found["2025-08-30"])
    assert news == ["new", "new", "closer", "changed"]
    assert "more precise than before" in plain(found["2025-08-30"])
    # “Founded once” gives no date.
    assert "#once" not in page


def test_an_id_stands_once_in_a_page(site: Site) -> None:
    for ref in site.outline:
        if ref.uri.startswith("events/"):
            ids = re.findall(r' id="([^"]+)"', site.page(ref).html)
            assert len(ids) == len(set(ids)), ref.uri


def test_an_annotation_that_dates_an_event_twice_has_one_id(tmp_path: Path) -> None:
    twice = NOTES["first"].replace(
        "  - event: founding\n    date: 2014\n",
        "  - event: founding\n    date: 2014\n  - event: founding\n    date: 2015\n",
    )
    of = build.site(edition(project(tmp_path / "dossier", notes={**NOTES, "first": twice})))
    assert html(of, "events/founding/").count('id="first_founded"') == 1


# --- at any size ------------------------------------------------------------------------------

LIMIT = 500_000


def large(folder: Path, years: range, each: int, on_first: int) -> Path:
    """A dossier with `each` events a year, and so many statements on the first of them."""
    names = [(f"e-{year}-{n}", year) for year in years for n in range(each)]
    events = "events:\n" + "".join(
        f"- id: {name}\n  what:\n    en: What happened {name}\n    ar: ما حدث {name}\n"
        f"  date: {year}\n  status: {'planned' if year % 2 else 'happened'}\n"
        for name, year in names
    )
    said = [(name, year) for name, year in names] + [names[0]] * on_first
    lines = [f"words of passage {n} here" for n in range(len(said))]
    notes = "annotations:\n" + "".join(
        f"- id: a-{n}\n  passage: p{n + 1}\n  quote: passage {n}\n  events:\n"
        f"  - event: {name}\n    date: {year}\n    said-on: {1990 + n % 30}-0{1 + n % 9}\n"
        for n, (name, year) in enumerate(said)
    )
    return project(folder, events, {"long": notes}, {"long": ("2025-01-01", lines)})


def test_long_timelines_are_paged_by_years(tmp_path: Path) -> None:
    of = build.site(edition(large(tmp_path / "dossier", range(1990, 1996), 40, 260)))
    uris = [ref.uri for ref in of.outline if ref.language == "en"]
    lines = ["events/", *(f"events/page_{n}/" for n in range(2, 7))]
    assert [uri for uri in uris if re.fullmatch(r"events/(page_\d+/)?", uri)] == lines
    assert [re.findall(r'id="y(\d+)"', html(of, uri)) for uri in lines] == [
        [str(year)] for year in range(1990, 1996)
    ]
    assert html(of, "events/page_3/").count("<h1>Timeline: 1992</h1>") == 1
    index = html(of, "events/page_2/").partition("hy-line-index")[2].partition("</nav>")[0]
    assert re.findall(r'href="../../([^"]+)"', index) == [
        f"{uri}#y{year}" for uri, year in zip(lines, range(1990, 1996), strict=True)
    ]
    entry = [uri for uri in uris if uri.startswith("events/e-1990-0/")]
    assert len(entry) == -(-261 // STATEMENTS)
    known = [uri for uri in uris if uri.startswith("events/as_known/")]
    assert len(known) == -(-500 // SAYINGS)
    pages = [ref for ref in of.outline if ref.uri.startswith("events/")]
    sizes = {ref.uri: len(of.page(ref).html.encode()) for ref in pages}
    assert max(sizes.values()) < LIMIT, max(sizes, key=lambda uri: sizes[uri])


def test_a_year_with_more_than_a_page_is_divided(tmp_path: Path) -> None:
    of = build.site(edition(large(tmp_path / "dossier", range(2000, 2001), POINTS + 5, 0)))
    pages = [html(of, "events/"), html(of, "events/page_2/")]
    assert [len(points(page)) for page in pages] == [POINTS, 5]
    assert all('id="y2000"' in page for page in pages)


def test_an_index_of_many_years_leads_to_decades(tmp_path: Path) -> None:
    of = build.site(edition(large(tmp_path / "dossier", range(1900, 1990), 1, 0)))
    index = html(of, "events/").partition("hy-line-index")[2].partition("</nav>")[0]
    steps = re.findall(r'<a href="../([^"]+)">(.*?)</a>', index)
    assert len(steps) == 9 < INDEX
    assert plain(steps[0][1]) == "1900 to 1909"
    assert steps[8][0] == "events/page_2/#y1980"


def test_a_dossier_without_events_has_no_timeline(tmp_path: Path) -> None:
    folder = project(tmp_path / "dossier", "events: []\n", {}, {})
    built = build.edition(folder).edition
    assert built is not None
    assert not [ref for ref in build.site(built).outline if ref.uri.startswith("events")]
