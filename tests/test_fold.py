"""Folding: what decides whether two wordings are the same, and the way back."""

from __future__ import annotations

import pytest

from hashiya.fold import fold, folded

ALIKE = [
    ("case", "CENTCOM Straße", "centcom STRASSE"),
    ("tashkeel", "مُحَادَثَاتٌ", "محادثات"),
    ("marks of the Quran", "ٱلرَّحۡمَٰنِ ۖ", "الرحمن"),
    ("marks in another order", "ب\u0651\u064e", "ب\u064e\u0651"),
    ("tatweel", "العـــراق", "العراق"),
    ("tatweel before a quotation mark", "لـ”البنتاجون”", 'ل"البنتاجون"'),
    ("alef", "أميركا إلى آخر ٱسم", "اميركا الى اخر اسم"),
    ("hamza on a carrier", "مسؤول هيئة", "مسوول هيية"),
    ("hamza alone", "شيء", "شئ"),
    ("Quranic hamza before alef", "القرءان", "القرآن"),
    ("alef maqsura", "على", "علي"),
    ("Farsi yeh", "الیوم", "اليوم"),
    ("keheh", "الشراکة", "الشراكة"),
    ("ta marbuta and ha", "الخطة", "الخطه"),
    ("Urdu and Kurdish ha", "ہھەۃ", "هههه"),
    ("waw forms", "کوردستان", "كۆردستان"),
    ("presentation forms", "ﻻ ﷲ ﺑﻐﺪاد", "لا الله بغداد"),
    ("digits", "٢٠٢٤ ۲۰۲۴ २०२४ ２０２４", "2024 2024 2024 2024"),
    ("zero-width and directional", "می\u200cخواهم \u200fعراق\u2069", "میخواهم عراق"),
    ("no-break and other spaces", "صحيفة\u00a0واشنطن\u2009بوست\n", "صحيفة واشنطن بوست"),
    ("quotation marks", "«العراق» “العراق” 'العراق'", '"العراق" "العراق" "العراق"'),
    ("a missing space", "وكالة”رويترز”", "وكالة ”رويترز”"),
    ("dashes", "المشتركة – عملية", "المشتركة - عملية"),
    ("hyphen or space", "cease-fire", "cease fire"),
    ("soft hyphen", "cease\u00adfire", "ceasefire"),
    ("separators in numbers", "2,500 2.500", "٢٬٥٠٠ ٢٫٥٠٠"),
    ("a fraction", "2½", "2 1/2"),
    ("accents, composed or not", "café", "cafe\u0301"),
    ("Turkish i", "İSTANBUL ISPARTA", "istanbul ısparta"),
    ("Hebrew points", "שָׁלוֹם", "שלום"),
    ("Hebrew gershayim", "צה״ל", 'צה"ל'),
    ("Cyrillic stress", "за\u0301мок", "замок"),
    ("Cyrillic io", "ещё", "еще"),
    ("Cyrillic i, composed or not", "мой", "мои\u0306"),
    ("Greek sigma", "ΛΌΓΟΣ", "λογος"),
    ("half-width kana", "ｶﾞｷﾞ", "ガギ"),
    ("spaces between ideographs", "伊 拉克", "伊拉克"),
    ("Korean, composed or not", "한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
]

DIFFERENT = [
    ("letters", "الكردية", "الكوردية"),
    ("ya and bari ye of Urdu", "لڑکی", "لڑکے"),
    ("kaf and gaf", "كل", "گل"),
    ("Cyrillic i and short i", "мои", "мой"),
    ("Ukrainian i and yi", "і", "ї"),
    ("vowel signs of Hindi", "कि", "की"),
    ("vowel signs of Thai", "กิน", "กัน"),
    ("dakuten", "か", "が"),
    ("a decimal point", "2.5", "25"),
    ("a missing separator", "2,500", "2500"),
    ("half and two", "2½", "21/2"),
    ("o and ø", "o", "ø"),
]

WORDS = [
    ("punctuation keeps apart", "“البنتاجون”: المحادثات", ["البنتاجون", "المحادثات"]),
    ("a number is one word", "من 2,500 إلى 3.5%.", ["من", "2.500", "الي", "3.5"]),
    ("a list of numbers is not", "1, 2,3 …4", ["1", "2.3", "4"]),
    ("dates and times are several", "2024-09-20 12:30", ["2024", "09", "20", "12", "30"]),
    ("ideographs are words", "中国NATO在2024年", ["中", "国", "nato", "在", "2024", "年"]),
    ("clusters of Thai are words", "ที่นี่5", ["ที่", "นี่", "5"]),
    ("nothing to read", " — … ”\n", []),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in ALIKE], ids=[c[0] for c in ALIKE])
def test_alike(one: str, other: str) -> None:
    """What does not decide folds away."""
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [case[1:] for case in DIFFERENT], ids=[c[0] for c in DIFFERENT]
)
def test_different(one: str, other: str) -> None:
    """Letters and digits decide."""
    assert folded(one) != folded(other)


@pytest.mark.parametrize(("text", "words"), [c[1:] for c in WORDS], ids=[c[0] for c in WORDS])
def test_words(text: str, words: list[str]) -> None:
    """Words are kept apart by one space."""
    assert folded(text) == " ".join(words)


BACK = [
    ("plain", "بات رايدر", "رايدر", "رايدر"),
    ("marks within and after", "قال مُحَمَّدٌ، نعم", "محمد", "مُحَمَّدٌ"),
    ("tatweel at the end, not the quotation mark", "قال لـ”البنتاجون”", "ل", "لـ"),
    ("hamza at the end", "في سماء.", "سما", "سماء"),
    ("hamza at the beginning", "يا ءادم", "ادم", "ءادم"),
    ("a ligature", "قال ﻻ.", "لا", "ﻻ"),
    ("a number", "نحو ٢٬٥٠٠ فرد", "2.500", "٢٬٥٠٠"),
    ("after many spaces", "  —  نعم ", "نعم", "نعم"),
    ("no directional characters", "قال \u200fنعم\u200f.", "نعم", "نعم"),
    ("zero-width joiner", "سنة 1445 ه\u200d.", "ه", "ه\u200d"),
    ("an ideograph", "在中国，", "国", "国"),
    ("a letter of two code points", "мои\u0306 дом", "мой", "мои\u0306"),
    ("a cluster", "คิดที่นี่", "ที่", "ที่"),
]


@pytest.mark.parametrize(
    ("text", "letters", "original"), [case[1:] for case in BACK], ids=[c[0] for c in BACK]
)
def test_back(text: str, letters: str, original: str) -> None:
    """The way back leads to whole letters, with their marks, without what stands around them."""
    words = fold(text)
    start = f" {words.text} ".index(f" {letters} ")
    first, end = words.span(start, start + len(letters))
    assert text[first:end] == original


def test_nothing() -> None:
    """A text without letters has a way back too."""
    assert fold(" — ").span(0, 0) == (3, 3)
    assert fold("").span(0, 0) == (0, 0)
    assert fold("— a").at(2) == 0
