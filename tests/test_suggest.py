"""`hashiya suggest`: names that nobody annotated, and passages that nobody linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from hashiya import build, cli
from hashiya.anchor.quote import Index
from hashiya.clitics import Stems, cuts
from hashiya.commands.suggest_links import candidates
from hashiya.commands.suggest_mentions import Proposal, accept_mentions, proposals
from hashiya.fold import folded_words
from hashiya.kinds import REGISTERS
from hashiya.model import Edition, Entry, Passage, Text
from hashiya.problem import Place
from hashiya.publish.atomic import Refused
from hashiya.publish.file import write_own
from hashiya.suggest.dates import months
from hashiya.suggest.links import likenesses, linked
from hashiya.suggest.names import How, Names

SETTINGS = """\
format: 1
languages: [ar, en]
title: {ar: ملف, en: A dossier}
description: {ar: ملف, en: A dossier}
missing-language: warn
"""


def dossier(
    project: Path,
    seeds: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    entities: str = "",
    glossary: str = "",
    translations: Mapping[str, str] | None = None,
) -> Path:
    """A dossier with these sources; the others of its files say as little as they can."""
    own = project / "annotations"
    files = {own / "dossier.yaml": SETTINGS, project / "mkdocs.yml": "site_name: A dossier\n"}
    if entities:
        files[own / "entities.yaml"] = f"entities:\n{entities}"
    if glossary:
        files[own / "glossary.yaml"] = f"terms:\n{glossary}"
    for name, text in seeds.items():
        folder = own / "sources" / name
        files[project / "seeds" / f"{name}.txt"] = text
        files[folder / "source.yaml"] = f"seed: {name}.txt\nlanguage: ar\n"
        if notes and name in notes:
            files[folder / "notes.yaml"] = notes[name]
        if translations and name in translations:
            files[folder / "translation.en.yaml"] = (
                "layer: translation\nlanguage: en\nby: []\nstatus: complete\npassages:\n\n"
                f"- passage: p1\n  text: |-\n    {translations[name]}\n"
            )
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return project


def entity(name: str, arabic: str, *spellings: str, english: str = "X") -> str:
    """An entry of entities.yaml."""
    listed = "".join(f"    - '{one}'\n" for one in spellings)
    more = f"  spellings:\n    ar:\n{listed}" if listed else ""
    return f"\n- id: {name}\n  type: place\n  name:\n    ar: {arabic}\n    en: {english}\n{more}"


def edition(project: Path) -> Edition:
    built = build.edition(project)
    assert built.sound, [(found.code, found.values) for found in built.problems]
    assert built.edition
    return built.edition


def told(found: Sequence[Proposal]) -> list[str]:
    """What is suggested, as `number words entries`."""
    return [
        f"{one.number} {each.spot.source.text[each.spot.start : each.spot.end]} "
        f"{'/'.join(entry.id for entry in one.entries)}"
        for each in found
        for one in each.spot.suggestions
    ]


# --- what is written together with a word ---------------------------------------------------


NAMES = {
    "iraq": ["العراق"],
    "commission": ["اللجنة العسكرية"],
    "partnership": ["شراكة أمنية"],
    "withdrawal": ["انسحاب"],
    "lebanon": ["لبنان"],
    "syria": ["سوريا"],
    "army": ["الجيش"],
    "army-of-iraq": ["الجيش العراقي"],
    "coalition": ["قوات التحالف", "التحالف الدولي"],
    "resistance": ["“المقاومة”"],
    "ain": ["قاعدة “عين الأسد” الجوية"],
    "sea": ["بحر"],
}


def names(spelled: Mapping[str, Sequence[str]] = NAMES) -> Names:
    place = Place("")
    entries = [
        Entry(
            "entities",
            name,
            {"ar": Text(words[0], place)},
            {"spellings": {"ar": tuple(Text(word, place) for word in words[1:])}},
            place,
        )
        for name, words in spelled.items()
    ]
    return Names(REGISTERS["entities"], entries, "ar-IQ")


def found(text: str, spelled: Mapping[str, Sequence[str]] = NAMES) -> list[str]:
    """The names in a text: entry, words, and what is written before the name."""
    index = Index(text, [Passage("p1", 0, len(text), "body", 1)])
    return [
        f"{'/'.join(one.entries)}: {text[one.matches[0].start : one.matches[0].end]}"
        + (f" ({one.matches[0].before})" if one.matches[0].before else "")
        for one in names(spelled).find(index, 0)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في العراق.", ["iraq: العراق"]),
        ("والعراق", ["iraq: والعراق (و)"]),
        ("بالعراق", ["iraq: بالعراق (ب)"]),
        ("للعراق", ["iraq: للعراق (ل)"]),
        ("وللعراق", ["iraq: وللعراق (ول)"]),
        ("فبالعراق", ["iraq: فبالعراق (فب)"]),
        ("لِلْعِرَاقِ", ["iraq: لِلْعِرَاقِ (ل)"]),
        ("لسوريا وبسوريا", ["syria: لسوريا (ل)", "syria: وبسوريا (وب)"]),
        ("للبنان", ["lebanon: للبنان (ل)"]),
        ("للجنة العسكرية", ["commission: للجنة العسكرية (ل)"]),
        ("وباللجنة العسكرية", ["commission: وباللجنة العسكرية (وب)"]),
        ("الانسحاب", ["withdrawal: الانسحاب (ال)"]),
        ("وبالانسحاب", ["withdrawal: وبالانسحاب (وبال)"]),
        ("للانسحاب", ["withdrawal: للانسحاب (لل)"]),
        ("الشراكة الأمنية", ["partnership: الشراكة الأمنية (ال)"]),
        ("بشراكة أمنية", ["partnership: بشراكة أمنية (ب)"]),
        ("والشراکة الامنية", ["partnership: والشراکة الامنية (وال)"]),
    ],
)
def test_a_name_is_found_with_what_is_written_before_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "عراق",  # the name has an article
        "العراقي",  # another word
        "الشراكة أمس",  # only half of it
        "شراكة الأمنية",  # the first word has no article, so the second has none
        "انسحابها",  # a pronoun behind it is not looked for
        "أبحر",  # no clitic
        "نلبنان",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_wins() -> None:
    assert found("الجيش العراقي والجيش") == ["army-of-iraq: الجيش العراقي", "army: والجيش (و)"]


def test_two_names_of_one_entry_that_overlap_are_one() -> None:
    assert found("انسحاب قوات التحالف الدولي") == [
        "withdrawal: انسحاب",
        "coalition: قوات التحالف الدولي",
    ]


def test_a_name_in_quotation_marks_stands_in_such() -> None:
    assert found("قالت المقاومة") == []
    assert found("قالت «المقاومة» ذلك") == ["resistance: «المقاومة»"]


def test_marks_within_a_name_do_not_matter() -> None:
    assert found("في قاعدة عين الأسد الجوية") == ["ain: قاعدة عين الأسد الجوية"]


def test_a_word_of_two_letters_is_not_cut() -> None:
    assert found("وآب", {"august": ["آب"]}) == []
    assert found("آب", {"august": ["آب"]}) == ["august: آب"]


@pytest.mark.parametrize(
    ("text", "how"),
    [("عينَ الأسد", How.FOLDED), ("عين الأسد", How.EXACT), ("وعين الأسد", How.PROCLITIC)],
)
def test_how_sure_it_is(text: str, how: How) -> None:
    index = Index(text, [Passage("p1", 0, len(text), "body", 1)])
    (one,) = names({"ain": ["عين الأسد"]}).find(index, 0)
    assert one.matches[0].how is how


def test_words_of_other_scripts_are_not_cut() -> None:
    assert cuts("withdrawal") == ()


def test_a_letter_goes_only_where_the_rest_is_a_word_of_the_texts() -> None:
    stems = Stems(folded_words("وقال قال وكالة بالانسحاب للانسحاب والتحالف تحالف للجنة اللجنة"))
    assert [stems.of(word) for word in folded_words("وقال قال وكالة")] == ["قال", "قال", "وكاله"]
    for one, other in pairwise(folded_words("بالانسحاب للانسحاب الانسحاب")):
        assert stems.of(one) == stems.of(other)
    assert stems.of("والتحالف") == "تحالف"
    assert stems.of("للجنه") == stems.of("اللجنه")


# --- months -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أيلول 2025", ["2025-09"]),
        ("سبتمبر ٢٠٢٥", ["2025-09"]),
        ("سبتمبر/أيلول 2026", ["2026-09"]),
        ("يناير/كانون الثاني المقبل", ["--01"]),
        ("منذ منتصف تشرين الأول 2023", ["2023-10"]),
        ("في آب من العام", ["--08"]),
        ("وأيلول", ["--09"]),
        ("أيلول 50", ["--09"]),
        ("كانون", []),
    ],
)
def test_a_month_has_several_names(text: str, expected: list[str]) -> None:
    assert [month.named for month in months(folded_words(text), "ar")] == expected


def test_months_of_other_languages() -> None:
    assert [m.named for m in months(folded_words("in September 2024"), "en-GB")] == ["2024-09"]
    assert list(months(folded_words("September"), "ar")) == []


# --- mentions ------------------------------------------------------------------------------------


BAGHDAD = entity("baghdad", "بغداد", english="Baghdad")
SEED = "وصل الوفد إلى بغداد.\nثم غادر بغداد.\nوعاد إلى بغداد."


def test_an_overlapping_mention_is_enough(tmp_path: Path) -> None:
    notes = "annotations:\n\n- id: way\n  quote: غادر بغداد\n  mentions: [baghdad]\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    assert told(list(proposals(edition(project), [], []))) == ["1 بغداد baghdad", "3 بغداد baghdad"]


def test_a_note_on_the_words_is_no_mention(tmp_path: Path) -> None:
    notes = "annotations:\n\n- id: way\n  quote: غادر بغداد\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    assert len(list(proposals(edition(project), [], []))) == 3


def test_the_words_inside_a_longer_name_are_not_suggested(tmp_path: Path) -> None:
    """Not even where the longer one is annotated already."""
    notes = "annotations:\n\n- id: airport\n  quote: مطار بغداد\n  mentions: [airport]\n"
    seed = "وصل إلى مطار بغداد."
    entities = BAGHDAD + entity("airport", "مطار بغداد")
    project = dossier(tmp_path, {"s": seed}, {"s": notes}, entities)
    assert told(list(proposals(edition(project), [], []))) == []


def test_a_homonym_that_is_annotated_is_no_question(tmp_path: Path) -> None:
    seed = "قال الكاظمي ذلك، ثم قال الكاظمي هذا."
    entities = entity("one", "الكاظمي") + entity("two", "الكاظمي")
    notes = "annotations:\n\n- id: he\n  quote: قال الكاظمي ذلك\n  mentions: [two]\n"
    project = dossier(tmp_path, {"s": seed}, {"s": notes}, entities)
    assert told(list(proposals(edition(project), [], []))) == ["2 الكاظمي one/two"]


def test_furniture_has_no_mentions(tmp_path: Path) -> None:
    project = dossier(tmp_path, {"s": SEED}, None, BAGHDAD)
    with (project / "annotations/sources/s/source.yaml").open("a") as file:
        file.write("roles:\n  boilerplate: [p1, p2]\n")
    assert told(list(proposals(edition(project), [], []))) == ["1 بغداد baghdad"]


def test_numbers_do_not_depend_on_what_is_asked_for(tmp_path: Path) -> None:
    glossary = "\n- id: delegation\n  term:\n    ar: وفد\n    en: delegation\n"
    project = dossier(tmp_path, {"r": "بغداد", "s": SEED}, None, BAGHDAD, glossary)
    made = edition(project)
    assert told(list(proposals(made, [], ["entities"]))) == [
        "1 بغداد baghdad",
        "3 بغداد baghdad",
        "4 بغداد baghdad",
        "5 بغداد baghdad",
    ]
    assert told(list(proposals(made, ["s"], ["terms"]))) == ["2 الوفد delegation"]


def test_a_term_without_its_rendering_is_doubtful(tmp_path: Path) -> None:
    glossary = "\n- id: until\n  term:\n    ar: حتى\n    en: until\n"
    seeds = {"r": "تستمر حتى أيلول.", "s": "تستمر حتى مع ذلك."}
    english = {"r": "They go on until September.", "s": "They go on even so."}
    project = dossier(tmp_path, seeds, None, "", glossary, english)
    one, other = proposals(edition(project), [], [])
    assert one.spot.suggestions[0].unrendered == []
    assert other.spot.suggestions[0].unrendered == ["en"]
    assert cli.main(["suggest", "mentions", "--project", str(project), "--accept", "1-2"]) == 0
    assert not (project / "annotations/sources/s/notes.yaml").exists()
    assert cli.main(["suggest", "mentions", "--project", str(project), "--accept", "2"]) == 0
    assert (project / "annotations/sources/s/notes.yaml").exists()


def accept(project: Path, *wanted: str) -> list[str]:
    return accept_mentions(project, edition(project), wanted, [], [])


def test_what_is_accepted_stands_in_the_order_of_the_source(tmp_path: Path) -> None:
    notes = "annotations:\n\n- id: way\n  quote: غادر\n\n- id: back\n  quote: وعاد\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    assert accept(project, "1-3") == [
        "s#baghdad: mentions: baghdad (1)",
        "s#baghdad-2: mentions: baghdad (2)",
        "s#baghdad-3: mentions: baghdad (3)",
    ]
    made = edition(project)
    names = [item.id for item in made.annotations["s"]]
    assert names == ["baghdad", "way", "baghdad-2", "back", "baghdad-3"]
    assert [item.id for item in made.dossier.annotations] == names
    assert list(proposals(made, [], [])) == []


def test_the_id_in_the_list_is_the_one_that_is_written(tmp_path: Path) -> None:
    project = dossier(tmp_path, {"s": SEED}, None, BAGHDAD)
    listed = [one.item["id"] for one in proposals(edition(project), [], []) if one.item]
    assert listed == ["baghdad", "baghdad-2", "baghdad-3"]
    assert accept(project, "2") == ["s#baghdad-2: mentions: baghdad (2)"]
    listed = [one.item["id"] for one in proposals(edition(project), [], []) if one.item]
    assert listed == ["baghdad", "baghdad-3"]


def test_an_annotation_of_the_same_words_gets_the_mention(tmp_path: Path) -> None:
    notes = (
        "annotations:\n\n- id: first\n  quote: بغداد\n  passage: p1\n"
        "\n- id: second\n  quote: بغداد\n  after: غادر\n  mentions: [iraq]\n"
    )
    entities = BAGHDAD + entity("iraq", "العراق")
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, entities)
    accept(project, "1", "2")
    written = (project / "annotations/sources/s/notes.yaml").read_text("utf-8")
    assert written == notes.replace(
        "passage: p1\n", "passage: p1\n  mentions: [baghdad]\n"
    ).replace("[iraq]", "[iraq, baghdad]")


def test_a_name_in_two_registers_becomes_one_annotation(tmp_path: Path) -> None:
    glossary = "\n- id: capital\n  term:\n    ar: بغداد\n    en: Baghdad\n"
    project = dossier(tmp_path, {"s": "في بغداد"}, None, BAGHDAD, glossary)
    accept(project, "1-2")
    (item,) = edition(project).dossier.annotations
    assert [body.kind for body in item.bodies] == ["mention", "term"]


def test_one_of_two_registers_now_and_the_other_later(tmp_path: Path) -> None:
    glossary = "\n- id: capital\n  term:\n    ar: بغداد\n    en: Baghdad\n"
    project = dossier(tmp_path, {"s": "في بغداد"}, None, BAGHDAD, glossary)
    accept(project, "2")
    assert accept(project, "1") == ["s#baghdad: mentions: baghdad (1)"]
    (item,) = edition(project).dossier.annotations
    assert {body.kind for body in item.bodies} == {"mention", "term"}


def test_the_answer_to_a_question_is_written(tmp_path: Path) -> None:
    entities = entity("one", "الكاظمي") + entity("two", "الكاظمي")
    project = dossier(tmp_path, {"s": "قال الكاظمي"}, None, entities)
    assert accept(project, "1=two") == ["s#two: mentions: two (1)"]


def test_the_rendering_is_written_where_there_is_no_doubt(tmp_path: Path) -> None:
    seeds = {"r": "في بغداد", "s": "من بغداد", "t": "بغداد ثم بغداد"}
    english = {"r": "in Baghdad", "s": "from Baghdad to Baghdad", "t": "Baghdad, twice"}
    project = dossier(tmp_path, seeds, None, BAGHDAD, "", english)
    items = [one.item for one in proposals(edition(project), [], []) if one.item]
    assert [item.get("rendering") for item in items] == [{"en": "Baghdad"}, None, None, None]


@pytest.mark.parametrize("name", ["p6", "ref-x"])
def test_an_id_that_may_not_be_is_not_proposed(tmp_path: Path, name: str) -> None:
    project = dossier(tmp_path, {"s": "في بغداد"}, None, entity(name, "بغداد"))
    accept(project, "1")
    (item,) = edition(project).dossier.annotations
    assert item.id == f"name-{name}"


def test_an_id_that_was_given_up_is_not_proposed(tmp_path: Path) -> None:
    notes = "annotations:\n\n- id: x\n  quote: وصل\n  was: [baghdad]\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    assert accept(project, "1") == ["s#baghdad-2: mentions: baghdad (1)"]


def test_a_file_with_only_a_comment_keeps_it(tmp_path: Path) -> None:
    project = dossier(tmp_path, {"s": SEED}, {"s": "# mine\n"}, BAGHDAD)
    accept(project, "1")
    written = (project / "annotations/sources/s/notes.yaml").read_text("utf-8")
    assert written.startswith("# mine\nannotations:\n\n- id: baghdad\n")


def test_a_file_that_cannot_be_edited_is_told_and_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = "annotations: [{id: x, quote: وصل}]\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    assert cli.main(["suggest", "mentions", "--project", str(project), "--accept", "1"]) == 1
    assert "not-editable" in capsys.readouterr().err
    assert (project / "annotations/sources/s/notes.yaml").read_text("utf-8") == notes


def test_listing_writes_nothing(tmp_path: Path) -> None:
    notes = "annotations:\n\n- id: way\n  quote: غادر\n"
    project = dossier(tmp_path, {"s": SEED}, {"s": notes}, BAGHDAD)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for command in (["mentions"], ["mentions", "--format", "yaml"], ["links"]):
        assert cli.main(["suggest", *command, "--project", str(project)]) == 0
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


# --- links ---------------------------------------------------------------------------------------


FILLING = "\n".join(f"سطر{n} كلمة{n} أخرى{n}" for n in range(20))
ONE = "أعلنت الشركة أن السفينة ستبحر من طرطوس في أيلول 2025 ومعها 350 حاوية."
SAME = "سفينة تغادر ميناء طرطوس، وعلى متنها ٣٥٠ حاوية، في سبتمبر/أيلول 2025."
OTHER = "أمطرت السماء على المدينة طوال الليل."


def linked_dossier(tmp_path: Path, notes: str = "") -> Path:
    seeds = {"a": f"{ONE}\n{FILLING}", "b": f"{OTHER}\n{SAME}"}
    return dossier(tmp_path, seeds, {"a": notes} if notes else None)


def test_what_is_shared_is_found_across_calendars_digits_and_clitics(tmp_path: Path) -> None:
    (best,) = likenesses(edition(linked_dossier(tmp_path)), 1)
    assert {best.here.address, best.there.address} == {"a#p1", "b#p2"}
    signs = {tuple(each.sign) for each in best.shared}
    assert {("date", "2025-09"), ("number", "350"), ("word", "طرطوس"), ("word", "سفينه")} <= signs
    assert best.score == pytest.approx(sum(each.weight for each in best.shared))


def test_the_words_of_a_name_count_once(tmp_path: Path) -> None:
    glossary = "\n- id: capital\n  term:\n    ar: بغداد\n    en: Baghdad\n"
    seeds = {"a": f"من مطار بغداد\n{FILLING}", "b": f"{OTHER}\nإلى مطار بغداد"}
    entities = entity("airport", "مطار بغداد")
    (best,) = likenesses(edition(dossier(tmp_path, seeds, None, entities, glossary)), 1)
    assert [tuple(each.sign) for each in best.shared] == [("name", "entities: airport")]


NOTE = """\
annotations:

- id: sails
  quote: ستبحر من طرطوس
"""


@pytest.mark.parametrize("to", ["b#p2", "b#crossing"])
def test_what_is_linked_is_not_suggested(tmp_path: Path, to: str) -> None:
    """Whichever end the link is written on, and whichever words of the passages it joins."""
    reason = "    reason:\n      ar: سبب\n      en: reason\n"
    link = f"  see:\n  - to: {to}\n    relation: parallel\n{reason}"
    seeds = {"a": f"{ONE}\n{FILLING}", "b": f"{OTHER}\n{SAME}"}
    crossing = "annotations:\n\n- id: crossing\n  quote: تغادر\n"
    made = edition(dossier(tmp_path, seeds, {"a": NOTE + link, "b": crossing}))
    pair = frozenset({("a", 0), ("b", 1)})
    assert linked(made) == {pair}
    assert pair in {one.pair for one in likenesses(made, 50)}
    assert pair not in {one.likeness.pair for one in candidates(made, [], 50, 0)}


def test_a_quotation_weighs_beside_its_words(tmp_path: Path) -> None:
    words = "نحن على وشك نقل العلاقة إلى مستوى جديد"
    seeds = {"a": f"قال: «{words}».\n{FILLING}", "b": f"{OTHER}\nوأضاف أننا {words} غدًا."}
    (best,) = likenesses(edition(dossier(tmp_path, seeds)), 1)
    (quotation,) = [each for each in best.shared if each.sign.kind == "quotation"]
    assert sorted([*quotation.here, *quotation.there]) == [(1, 9), (2, 10)]


def test_places_of_one_claim_are_told_and_lowered(tmp_path: Path) -> None:
    claims = (
        "claims:\n\n- id: sails\n  question: {ar: متى؟, en: When?}\n"
        "  statement: {ar: تبحر, en: It sails}\n"
    )
    item = (
        "annotations:\n\n- id: x\n  passage: {}\n  claims:\n  - claim: sails\n    stance: asserts\n"
    )
    project = linked_dossier(tmp_path)
    (before,) = likenesses(edition(project), 1)
    (project / "annotations/claims.yaml").write_text(claims, "utf-8")
    for source, passage in (("a", "p1"), ("b", "p2")):
        path = project / f"annotations/sources/{source}/notes.yaml"
        path.write_text(item.format(passage), "utf-8")
    (after,) = likenesses(edition(project), 1)
    assert after.joined == ["claims: sails"]
    assert after.score == pytest.approx(before.score / 2)


def test_a_stub_stands_at_the_annotation_of_the_shared_words(tmp_path: Path) -> None:
    item = NOTE.replace("ستبحر من طرطوس", "طرطوس في أيلول 2025 ومعها 350 حاوية")
    (one, *_) = candidates(edition(linked_dossier(tmp_path, item)), [], 5, 0)
    assert {one.origin, one.to} == {"a#sails", "b#p2"}


def test_only_with_a_source_only_above_a_score_only_so_many(tmp_path: Path) -> None:
    seeds = {"a": ONE, "b": SAME, "c": SAME, "d": FILLING}
    made = edition(dossier(tmp_path, seeds))
    found = candidates(made, [], 50, 0)
    assert len(found) == 3
    assert len(candidates(made, ["a"], 50, 0)) == 2
    assert len(candidates(made, [], 1, 0)) == 1
    least = found[0].likeness.score
    assert all(one.likeness.score >= least for one in candidates(made, [], 50, least))


def test_captions_and_furniture_are_not_compared(tmp_path: Path) -> None:
    project = linked_dossier(tmp_path)
    with (project / "annotations/sources/a/source.yaml").open("a") as file:
        file.write("roles:\n  caption: [p1]\n")
    found = {one.pair for one in likenesses(edition(project), 50)}
    assert frozenset({("a", 0), ("b", 1)}) not in found


def test_a_limit_is_a_whole_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["suggest", "links", "--limit", "0"])
    assert "'0' is no whole number from 1 on" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["mentions", "links"])
@pytest.mark.parametrize("form", ["text", "yaml"])
def test_authors_cannot_write_to_the_terminal(
    tmp_path: Path, kind: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "طرطوس\x9b31m بغداد\u202e 350 حاوية \x1b[31m"
    project = dossier(tmp_path, {"a": evil, "b": evil, "c": FILLING}, None, BAGHDAD)
    cli.main(["suggest", kind, "--project", str(project), "--format", form])
    written = capsys.readouterr().out
    assert "بغداد" in written
    assert not {"\x1b", "\x9b", "\u202e"} & set(written)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A folder of annotations that leads elsewhere is not read, and not written either."""
    project = dossier(tmp_path / "project", {"s": SEED}, {}, BAGHDAD)
    folder, elsewhere = project / "annotations" / "sources" / "s", tmp_path / "elsewhere"
    elsewhere.mkdir()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.symlink_to(elsewhere)
    for command in (["accept"], ["suggest", "mentions", "--accept", "1"]):
        cli.main([*command, "--project", str(project)])
        assert list(elsewhere.iterdir()) == []
    with pytest.raises(Refused):
        write_own(project, "annotations/sources/s/notes.yaml", [b"x"])
    assert list(elsewhere.iterdir()) == []
