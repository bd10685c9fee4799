"""EDTF: what is a date, what it may mean at the earliest and at the latest, how it is said."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from hashiya.date import parse_date
from hashiya.model import Locale, Settings, Text
from hashiya.problem import Place
from hashiya.render.interface import Interface


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2025-08-30", "2025-08-30", "2025-08-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-09~", "2024-09-01", "2024-09-30"),
        ("2024-09-20/2024-09-22", "2024-09-20", "2024-09-22"),
        ("2024-09/2025-09", "2024-09-01", "2025-09-30"),
        ("../2025-09", "0001-01-01", "2025-09-30"),
        ("2024-09/..", "2024-09-01", "9999-12-31"),
    ],
)
def test_a_date_has_its_first_and_last_day(written: str, earliest: str, latest: str) -> None:
    known = parse_date(written)
    assert known is not None
    assert known.earliest == datetime.date.fromisoformat(earliest)
    assert known.latest == datetime.date.fromisoformat(latest)


@pytest.mark.parametrize(
    "written",
    "2025-02-30 2025-13 30.8.2025 2025-8-1 / ../.. 0000 2025-09/2024-09 August 2025-00 "
    "2025-08-00 20250830 2025-08-32 2025-08-30/x 2025~~".split(" "),
)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert parse_date(written) is None


def interface(language: str, locale: str, digits: str = "latn") -> Interface:
    place = Place("dossier.yaml")
    known = {language: Locale(Text(locale, place), digits)}
    return Interface(
        language, Settings((Text(language, place),), known, "", {}, {}, "", "main", "error", {})
    )


@pytest.mark.parametrize(
    ("locale", "written", "said"),
    [
        ("ar-IQ", "2025-08-30", "30 آب 2025"),
        ("ar-IQ", "2024-09", "أيلول 2024"),
        ("ar-EG", "2025-08-30", "30 أغسطس 2025"),
        ("en-GB", "2025-08-30", "30 August 2025"),
        ("en-US", "2025-08", "August 2025"),
        ("en-GB", "2021", "2021"),
        ("en-GB", "2024-09~", "about September 2024"),
        ("en-GB", "2024-09-20?", "20 September 2024 (uncertain)"),
        ("en-GB", "../2025-09", "until September 2025"),
    ],
)
def test_a_date_is_said_as_the_locale_says_it(locale: str, written: str, said: str) -> None:
    assert interface(locale[:2], locale).date(written) == said


def test_digits_follow_the_setting() -> None:
    assert interface("ar", "ar-IQ", "arab").date("2025-08-30") == "٣٠ آب ٢٠٢٥"
    assert interface("ar", "ar-IQ", "arab").number(120) == "١٢٠"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0.0004", "0.0004"),
        ("2.0625", "2.0625"),
        ("12345.678901", "12,345.678901"),
        ("2500", "2500"),
        (f"{'123' * 20}.5", f"{','.join(['123'] * 20)}.5"),
    ],
)
def test_a_number_is_shown_with_every_digit_of_it(written: str, said: str) -> None:
    assert interface("en", "en-GB").decimal(Decimal(written)) == said


def test_a_single_date_is_a_time_element_and_a_range_has_two() -> None:
    english = interface("en", "en-GB")
    assert english.time("2025-08") == '<time datetime="2025-08">August 2025</time>'
    assert english.time("2024-09/2025-09").count("<time datetime=") == 2


@pytest.mark.parametrize(("n", "said"), [(1, "فقرة واحدة"), (2, "فقرتان"), (3, "3 فقرات")])
def test_arabic_has_its_plural_forms(n: int, said: str) -> None:
    assert interface("ar", "ar-IQ").count("{n} passage", "{n} passages", n) == said
