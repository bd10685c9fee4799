"""Healing: quotes go with their words when a seed changes, and never to look-alikes."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hashiya import build, cli
from hashiya.anchor.heal import Healing, Lost, heal
from hashiya.anchor.quote import Hit, Index, find
from hashiya.cli.telling import CLEAN, PROBLEMS, WRONG_USE
from hashiya.model import Annotation, Layer, Quote, Selector, Target, Text, Translation, Whole
from hashiya.problem import Place
from hashiya.read.lock import unused
from hashiya.read.seeds import passages

HERE = Place("notes.yaml", 3, 1)

OLD = """عنوان الخبر من بغداد
قال المتحدث إن القوات باقية في العراق. وأضاف أن المحادثات مستمرة بين الجانبين.
القوات باقية في العراق حتى نهاية العام، بحسب مصدر أمني رفيع.
-
وقال مسؤول آخر إن الانسحاب يبدأ في أيلول المقبل من قاعدة عين الأسد.
تابعنا على الشبكات"""
LINES = OLD.split("\n")


def words(exact: str) -> Text:
    return Text(exact, HERE)


def quote(exact: str, **told: Any) -> Quote:
    """A quote; what tells its place is given in plain strings."""
    placed: dict[str, Any] = {
        key: words(it) if isinstance(it, str) else it for key, it in told.items()
    }
    return Quote(words(exact), **placed)


def item(selector: Selector, of: str = "") -> Annotation:
    place = Place("notes.yaml")
    return Annotation(
        "s", "it", Target("s", selector), (), (), {}, (), place, words(of) if of else None
    )


def healing(
    new: str, *items: Annotation, old: str = OLD, layers: tuple[Layer, ...] = ()
) -> Healing:
    before = passages(old, "lines")
    ids = unused(passage.id for passage in before)
    return heal(Index(old, before), Index(new, passages(new, "lines")), items, layers, ids)


def healed(selector: Selector, new: str, old: str = OLD) -> Mapping[str, str | None]:
    """What is to be written for an annotation."""
    outcome = healing(new, item(selector), old=old)
    assert not outcome.lost
    (one,) = outcome.healed
    return one.values


def lost(selector: Selector, new: str, old: str = OLD) -> Lost:
    outcome = healing(new, item(selector), old=old)
    assert not outcome.healed
    (one,) = outcome.lost
    return one


def changed(number: int, *pairs: tuple[str, str]) -> str:
    """The old text with words of one line replaced."""
    lines = list(LINES)
    for old, new in pairs:
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new)
    return "\n".join(lines)


def without(values: Mapping[str, str | None]) -> dict[str, str | None]:
    """The values but for the mark that the passage changed."""
    return {key: value for key, value in values.items() if key != "of"}


def test_nothing_changed() -> None:
    for selector in (quote("المتحدث"), quote("القوات باقية", passage="p3"), Whole(words("p4"))):
        assert healed(selector, OLD) == {}


def test_a_quote_elsewhere_in_an_edited_passage_stays() -> None:
    new = changed(1, ("المتحدث", "الناطق"))
    assert healed(quote("المحادثات مستمرة"), new).keys() == {"of"}


def test_a_word_replaced_within_the_quote() -> None:
    new = changed(1, ("باقية", "منتشرة"))
    values = healed(quote("إن القوات باقية في العراق"), new)
    assert without(values) == {"quote": "إن القوات منتشرة في العراق"}


def test_a_typing_mistake_mended() -> None:
    new = changed(4, ("الانسحاب", "الإنسحابات"))
    assert without(healed(quote("الانسحاب"), new)) == {"quote": "الإنسحابات"}


def test_other_marks_change_nothing() -> None:
    new = changed(1, ("القوات", "القُوّات"), ("إن", "ان"))
    assert healed(quote("إن القوات باقية"), new) == {}


def test_the_punctuation_of_the_quote_is_copied() -> None:
    new = changed(2, ("العام،", "السنة،"))
    values = healed(quote("حتى نهاية العام، بحسب مصدر"), new)
    assert values["quote"] == "حتى نهاية السنة، بحسب مصدر"


def test_a_passage_that_moved() -> None:
    new = "\n".join([LINES[4], *LINES[:4], LINES[5]])
    outcome = healing(new, item(quote("الانسحاب يبدأ")), item(Whole(words("p5"))))
    assert [one.values for one in outcome.healed] == [{}, {}]
    assert [passage.id for passage in outcome.passages] == ["p5", "p1", "p2", "p3", "p4", "p6"]


def test_new_passages_get_unused_ids() -> None:
    outcome = healing("\n".join([LINES[0], "سطر جديد لم يكن هنا", *LINES[1:3], *LINES[4:]]))
    assert [passage.id for passage in outcome.passages] == ["p1", "p7", "p2", "p3", "p5", "p6"]
    assert outcome.gone == ["p4"]


def test_a_passage_split_keeps_its_id_on_the_larger_part() -> None:
    new = OLD.replace("العراق. وأضاف", "العراق.\nوأضاف")
    outcome = healing(new, item(quote("أن المحادثات مستمرة", passage="p2")))
    ids = [passage.id for passage in outcome.passages]
    assert sorted(ids[1:3]) == ["p2", "p7"]
    (one,) = outcome.healed
    assert one.values.get("passage", "p2") == ids[2]


def test_passages_joined() -> None:
    new = OLD.replace("الجانبين.\nالقوات", "الجانبين. القوات")
    values = healed(quote("القوات باقية في العراق", passage="p3"), new)
    assert values["passage"] == "p2"
    assert "after" in values or "before" in values


def test_a_quote_that_is_cut_by_a_new_line_runs_across() -> None:
    new = OLD.replace("في العراق. وأضاف أن", "في العراق.\nوأضاف أن")
    assert healed(quote("في العراق. وأضاف أن المحادثات"), new)["across"] == "true"


def test_a_repeated_phrase_goes_with_its_own_words() -> None:
    """Of two places one is edited: the quote of that one does not go to the other."""
    new = changed(1, ("باقية", "ستبقى"))
    values = healed(quote("القوات باقية في العراق", after="إن"), new)
    assert without(values) == {"quote": "القوات ستبقى في العراق"}
    assert healed(quote("القوات باقية في العراق", before="حتى"), new) == {}


def test_a_quote_that_became_ambiguous_is_told_apart() -> None:
    new = f"{OLD}\nوقال ثالث إن الانسحاب يبدأ غدا"
    values = healed(quote("الانسحاب يبدأ"), new)
    assert values == {"before": "في"}


def test_neighbours_that_changed_are_written_anew() -> None:
    new = changed(1, ("المتحدث إن", "الناطق بأن"))
    values = healed(quote("القوات باقية", after="إن"), new)
    assert without(values) == {"after": "بأن"}


def test_counts_that_changed_are_counted_again() -> None:
    old = "نعم لا نعم\nلا نعم لا\nنعم هو"
    new = f"نعم مرة\n{old}"
    values = healed(quote("نعم", occurrence=(3, 4)), new, old)
    assert values in ({"occurrence": "4/5"}, {"passage": "p2", "occurrence": None})


def test_a_range_is_carried_by_its_ends() -> None:
    new = changed(4, ("يبدأ في أيلول", "سوف ينطلق في شهر أيلول"), ("عين", "عيون"))
    values = healed(quote("إن الانسحاب … عين الأسد"), new)
    assert without(values) == {"quote": "إن الانسحاب … عيون الأسد"}


@pytest.mark.parametrize(
    ("selector", "new"),
    [
        pytest.param(quote("مصدر أمني رفيع"), OLD.replace(LINES[2] + "\n", ""), id="deleted"),
        pytest.param(
            quote("القوات باقية في العراق", before="حتى"),
            OLD.replace(LINES[2] + "\n", ""),
            id="its twin is left",
        ),
        pytest.param(
            quote("القوات باقية في العراق", after="إن"),
            changed(1, ("القوات باقية في العراق", "كل شيء تغير")),
            id="its twin is left, the passage too",
        ),
        pytest.param(
            quote("القوات باقية في العراق", passage="p3"),
            OLD.replace(LINES[2] + "\n", ""),
            id="told by a passage that is gone",
        ),
        pytest.param(Whole(words("p3")), OLD.replace(LINES[2] + "\n", ""), id="a whole passage"),
        pytest.param(quote("لم يقله أحد"), OLD, id="never there"),
    ],
)
def test_what_vanished_is_lost_and_found_nowhere_else(selector: Selector, new: str) -> None:
    """It is listed; and with what is written, the build will not find a look-alike."""
    outcome = lost(selector, new)
    if isinstance(selector, Quote):
        told: dict[str, Any] = {
            key: value and words(value) for key, value in outcome.values.items()
        }
        assert "occurrence" not in told
        text = Index(new, healing(new).passages)
        assert not isinstance(find(text, replace(selector, **told)), Hit)


def test_a_look_alike_that_came_is_refused() -> None:
    """The build would take it for what was quoted: so the quote says where it stood."""
    new = OLD.replace(LINES[4], "كتب صحفي أن الانسحاب يبدأ غدا")
    outcome = lost(quote("الانسحاب يبدأ"), "\n".join(["سطر", *new.split("\n")]))
    assert outcome.values == {"passage": "p5"}


def test_a_twin_in_the_same_passage_is_refused_by_its_count() -> None:
    old = "نعم قال أحمد ثم ذهب. بعد ذلك قال أحمد شيئا آخر."
    new = "نعم صمت طويلا ثم ذهب. بعد ذلك قال أحمد شيئا آخر."
    outcome = lost(quote("قال أحمد", occurrence=(1, 2)), new, old)
    assert outcome.was == "قال أحمد"
    single = lost(quote("قال أحمد", after="نعم"), new, old)
    assert single.values == {}


# --- staleness --------------------------------------------------------------------------


def layer(*translations: Translation) -> Layer:
    by_id = {str(one.passage): one for one in translations}
    return Layer("en", "en", (), "draft", True, {}, by_id, HERE)


def test_exactly_what_changed_is_marked() -> None:
    new = changed(1, ("باقية", "منتشرة")).replace("القوات باقية", "القُوات باقيةٌ")
    one, other = (Translation(words(name), words("…")) for name in ("p2", "p3"))
    outcome = healing(
        new, item(quote("مصدر أمني")), item(quote("المتحدث")), layers=(layer(one, other),)
    )
    assert [one.values.keys() for one in outcome.healed] == [set(), {"of"}]
    assert [marked.translation.passage for marked in outcome.marked] == ["p2"]


def test_the_oldest_mark_stays() -> None:
    new = changed(1, ("باقية", "منتشرة"))
    outcome = healing(new, item(quote("المتحدث"), of="0123456789abcdef"))
    assert [one.values for one in outcome.healed] == [{}]


def test_opening_words_are_written_anew() -> None:
    new = changed(1, ("قال المتحدث", "أعلن الناطق"))
    one = Translation(words("p2"), words("…"), words("قال المتحدث إن"))
    (marked,) = healing(new, layers=(layer(one),)).marked
    assert marked.values["begins"] == "أعلن الناطق إن"


def test_a_translation_of_a_passage_that_is_gone_is_listed() -> None:
    one = Translation(words("p3"), words("…"))
    (gone,) = healing(OLD.replace(LINES[2] + "\n", ""), layers=(layer(one),)).lost
    assert gone.passage == "p3"


# --- the command ------------------------------------------------------------------------

BASE = Path(__file__).parent / "cases" / "base"
NOTES = """# a comment
annotations:

- id: arrival   # another
  quote: >-
    وصل القارب
    إلى الميناء
  note:
    text:
      ar: "كما هو"
      en: 'as it is'
"""


def git(project: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", *arguments],
        cwd=project,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An accepted dossier in git."""
    for file in BASE.rglob("*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(BASE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    (tmp_path / "annotations/sources/boat/notes.yaml").write_text(NOTES, encoding="utf-8")
    assert cli.main(["accept", "--project", str(tmp_path)]) == CLEAN
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "accepted")
    return tmp_path


def everything(project: Path) -> dict[str, bytes]:
    files = (file for folder in ("annotations", "seeds") for file in (project / folder).rglob("*"))
    return {str(file): file.read_bytes() for file in files if file.is_file()}


def edit_seed(project: Path, *pairs: tuple[str, str]) -> None:
    seed = project / "seeds/boat.txt"
    text = seed.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    seed.write_text(text, encoding="utf-8")


def run(project: Path, *arguments: str) -> int:
    return cli.main([*arguments, "--project", str(project)])


def test_healing_an_unchanged_seed_changes_nothing(project: Path) -> None:
    before = everything(project)
    assert run(project, "heal") == CLEAN
    assert run(project, "heal", "boat") == CLEAN
    assert everything(project) == before


def test_healing_writes_the_words_and_keeps_every_other_byte(project: Path) -> None:
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    assert not build.edition(project).sound
    assert run(project, "heal") == CLEAN
    notes = (project / "annotations/sources/boat/notes.yaml").read_text("utf-8")
    assert "وصل القارب إلى المرفأ" in notes.replace("\n    ", " ")
    for kept in ("# a comment\n", "- id: arrival   # another\n", '"كما هو"', "'as it is'"):
        assert kept in notes
    built = build.edition(project)
    assert built.sound
    assert {one.code for one in built.problems} >= {"stale-annotation"}
    assert built.edition
    assert built.edition.stale.annotations == {("boat", "arrival")}
    assert all(passage == "p2" for _, _, passage in built.edition.stale.translations)


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    before = everything(project)
    assert run(project, "heal", "--dry-run") == CLEAN
    assert everything(project) == before
    assert "[-الميناء-] {+المرفأ+}" in capsys.readouterr().out


def test_the_old_text_is_found_in_the_history(project: Path) -> None:
    """Also after the changed seed was committed, and under a new name."""
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    git(project, "mv", "seeds/boat.txt", "seeds/ship.txt")
    source = project / "annotations/sources/boat/source.yaml"
    source.write_text(source.read_text("utf-8").replace("boat.txt", "ship.txt"), encoding="utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "changed")
    assert run(project, "heal", "boat") == CLEAN
    assert build.edition(project).sound


def test_the_old_text_is_found_on_another_branch(project: Path) -> None:
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    git(project, "checkout", "-q", "--orphan", "other")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "changed")
    assert run(project, "heal", "boat") == CLEAN


def test_the_old_text_from_a_file(project: Path, tmp_path: Path) -> None:
    old = project / "old.txt"
    old.write_bytes((project / "seeds/boat.txt").read_bytes())
    (project / ".git").rename(project / "no-git")
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    assert run(project, "heal", "boat") == WRONG_USE
    assert run(project, "heal", "boat", "--old", str(old)) == CLEAN
    assert build.edition(project).sound


def test_what_is_lost_is_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_seed(project, ("وصل القارب إلى الميناء صباح الأحد.\n", ""))
    assert run(project, "heal") == PROBLEMS
    out = capsys.readouterr().out
    assert "boat#arrival: LOST" in out
    assert "[-وصل القارب إلى الميناء-]" in out
    assert not build.edition(project).sound


def test_check_shows_then_and_now(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_seed(project, ("صباح الأحد", "مساء الأحد"))
    run(project, "heal")
    capsys.readouterr()
    assert run(project, "check") == CLEAN
    assert "[-صباح-] {+مساء+}" in capsys.readouterr().out


def test_accepting_clears_one_several_or_all(project: Path) -> None:
    edit_seed(project, ("صباح الأحد", "مساء الأحد"))
    run(project, "heal")

    def stale() -> tuple[int, int]:
        edition = build.edition(project).edition
        assert edition
        return len(edition.stale.annotations), len(edition.stale.translations)

    assert stale() == (1, 1)
    assert run(project, "accept", "boat#p2") == CLEAN
    assert stale() == (1, 0)
    assert run(project, "accept", "boat#arrival") == CLEAN
    assert stale() == (0, 0)
    assert (project / "annotations/sources/boat/notes.yaml").read_text("utf-8") == NOTES
    assert run(project, "check") == CLEAN


def test_readers_see_that_a_passage_changed(project: Path) -> None:
    edit_seed(project, ("صباح الأحد", "مساء الأحد"))
    run(project, "heal")
    edition = build.edition(project).edition
    assert edition
    site = build.site(edition)
    pages = [site.page(ref).html for ref in site.outline if ref.uri == "sources/boat/"]
    assert len(pages) >= 2
    assert all(html.count('data-status="stale"') == 2 for html in pages)


def test_what_was_marked_and_what_is() -> None:
    outcome = healing(changed(1, ("باقية", "منتشرة")), item(quote("القوات باقية في", after="إن")))
    (one,) = outcome.healed
    assert (one.was, one.now) == ("القوات باقية في", "القوات منتشرة في")


SLIP = ("passage: p2", "pasage: p2")


@pytest.mark.parametrize("command", [("heal",), ("heal", "boat"), ("accept",), ("accept", "boat")])
def test_nothing_is_changed_where_an_item_cannot_be_read(
    project: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The new lock would hide for ever that the item was of an earlier wording."""
    translation = project / "annotations/sources/boat/translation.en.yaml"
    text = translation.read_text("utf-8")
    translation.write_text(text.replace(*SLIP), encoding="utf-8")
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    before = everything(project)
    assert run(project, *command) == PROBLEMS
    said = capsys.readouterr().err
    assert "unknown-key" in said
    assert "nothing was changed" in said
    assert everything(project) == before
    translation.write_text(text, encoding="utf-8")
    assert run(project, "heal") == CLEAN
    assert "of: " in translation.read_text("utf-8")


def test_an_item_can_be_accepted_beside_one_that_cannot_be_read(project: Path) -> None:
    edit_seed(project, ("إلى الميناء", "إلى المرفأ"))
    assert run(project, "heal") == CLEAN
    notes = project / "annotations/sources/boat/notes.yaml"
    healed = notes.read_text("utf-8")
    assert "of: " in healed
    notes.write_text(f"{healed}\n- id\n", encoding="utf-8")
    assert run(project, "accept", "boat#arrival") == CLEAN
    assert "of: " not in notes.read_text("utf-8")
    assert notes.read_text("utf-8").endswith("\n- id\n")


def test_a_lock_that_cannot_be_read_is_written_anew(project: Path) -> None:
    file = project / "annotations/sources/boat/seed.lock"
    good = file.read_bytes()
    file.write_bytes(b"nonsense\n")
    assert run(project, "accept", "boat") == CLEAN
    assert file.read_bytes() == good


def test_the_history_is_read_by_one_process_whatever_is_in_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was one for each wording of any seed, and that for each source that had changed."""
    for number in range(6):
        edit_seed(project, ("\n", f" {number}\n"))
        git(project, "commit", "-qam", f"edition {number}")
    assert run(project, "accept") == CLEAN
    (project / "seeds/boat.txt").rename(project / "seeds/ship.txt")
    described = project / "annotations/sources/boat/source.yaml"
    described.write_text(described.read_text("utf-8").replace("boat.txt", "ship.txt"), "utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "renamed")
    seed = project / "seeds/ship.txt"
    seed.write_text(seed.read_text("utf-8").replace("إلى الميناء", "إلى المرفأ"), encoding="utf-8")
    assert run(project, "heal") == CLEAN
    began: list[object] = []
    begin = subprocess.Popen.__init__

    def counting(self: subprocess.Popen[bytes], *given: Any, **named: Any) -> None:
        began.append(given)
        begin(self, *given, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", counting)
    assert run(project, "check") == CLEAN
    assert "[-الميناء-] {+المرفأ+}" in capsys.readouterr().out
    assert 2 <= len(began) <= 3
