"""The table of codes: every mistake that Hashiya knows, its sentence and its advice.

Sentence and advice are messages of the catalogs, filled by `str.format`. Where a
problem has a value `near`, the report asks whether that was meant. A code is documented
in docs/tool/problems.md and has a case in tests/cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hashiya.wording import _


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake: what is wrong, and what to do about it."""

    name: str
    sentence: str
    advice: str
    severity: Literal["error", "warning", "note"] = "error"


_ALL = (
    # --- files -----------------------------------------------------------------
    Code(
        "no-dossier",
        _("This folder holds no annotations/dossier.yaml."),
        _("Run “hashiya init” in an empty folder, or name the dossier with “--project”."),
    ),
    Code(
        "no-seeds",
        _("There is no folder “seeds” with a text in it."),
        _("Put the source texts, as UTF-8 files that end in .txt, into the folder “seeds”."),
    ),
    Code(
        "outside-project",
        _("“{name}” is a link or a special file; only plain files and folders are read."),
        _("Put a copy of the file itself here."),
    ),
    Code(
        "bad-file-name",
        _("“{name}” is not a name that a file here may have."),
        _("Use lower-case ASCII letters, digits and hyphens, and the ending .yaml."),
    ),
    Code(
        "stray-file",
        _("“{name}” has no place here, so it is not read."),
        _("docs/tool/format.md says which files and folders there are."),
        "warning",
    ),
    Code(
        "file-unreadable",
        _("The file cannot be read: {detail}"),
        _("See to it that the file may be read."),
    ),
    Code(
        "file-too-large",
        _("The file is larger than 64 MiB."),
        _("Divide it: any .yaml file in a source's folder is read."),
    ),
    Code(
        "empty-file",
        _("The file is empty."),
        _("Write the items that belong here, or delete the file."),
        "warning",
    ),
    Code(
        "not-utf8",
        _("The file is not UTF-8; it looks like {guess}."),
        _("Save the file as UTF-8."),
    ),
    Code(
        "broken-byte",
        _("The file is UTF-8, but the byte {byte} here belongs to no character."),
        _("Delete what is shown as “�”, and type the character that was meant."),
    ),
    # --- output ----------------------------------------------------------------
    Code(
        "output-not-ours",
        _("The output folder holds something that hashiya did not put there."),
        _("Name an empty folder, or one that hashiya made; nothing was changed."),
    ),
    Code(
        "output-is-link",
        _("The output folder is a symbolic link, or no folder."),
        _("Name the folder itself."),
    ),
    Code(
        "output-among-inputs",
        _("The output would stand where the site is made from: “{name}”."),
        _("Name a folder or a file elsewhere; nothing was changed."),
    ),
    Code(
        "output-busy",
        _("Another build is writing this output folder now."),
        _("Wait until it is done, or name another folder with “--out”."),
    ),
    Code(
        "output-unwritable",
        _("The output folder cannot be written: {detail}"),
        _("The last site stays as it was. Make room, or name another folder with “--out”."),
    ),
    Code(
        "output-not-a-file",
        _("What is to be written is a file, and here stands a folder, a link or a special file."),
        _("Name a file, such as edition.json; nothing was changed."),
    ),
    Code(
        "file-unwritable",
        _("The file cannot be written: {detail}"),
        _("What stood there is still there. Make room, or name another place."),
    ),
    Code(
        "site-not-built",
        _("MkDocs could not build the site: {detail}"),
        _("The last site stays as it was. See mkdocs.yml and the pages in docs/."),
    ),
    Code(
        "folder-not-empty",
        _("The folder is not empty."),
        _("Name a new folder."),
    ),
    # --- seeds -----------------------------------------------------------------
    Code(
        "seed-encoding",
        _("The seed is not UTF-8; it looks like {guess}."),
        _("Store it as UTF-8, for example with: iconv -f {guess} -t UTF-8"),
    ),
    Code(
        "seed-broken-byte",
        _("The seed is UTF-8, but the byte {byte} here belongs to no character."),
        _("Take the text from its source again: something damaged it on the way."),
    ),
    Code(
        "seed-control-character",
        _("The seed holds the control character {character}, which no page can show."),
        _("It is shown as U+FFFD; a clean copy of the text would be better."),
        "warning",
    ),
    Code(
        "empty-seed",
        _("The seed holds no text."),
        _("Put the text into the file, or remove the file."),
        "warning",
    ),
    Code(
        "unknown-seed",
        _("There is no seed “{seed}” in the folder “seeds”."),
        _("Write the name of a file in “seeds”, with its ending."),
    ),
    Code(
        "seed-twice",
        _("The seed “{seed}” already belongs to the source “{source}”."),
        _("One seed makes one source: remove one of the two."),
    ),
    Code(
        "no-source-file",
        _("The folder “{folder}” has no source.yaml."),
        _("Add a source.yaml that names the seed and its language."),
    ),
    Code(
        "seed-not-described",
        _("Nobody has described the seed “{seed}” yet; it is shown without a translation."),
        _("Make a folder for it in annotations/sources with a source.yaml."),
        "note",
    ),
    # --- YAML ------------------------------------------------------------------
    Code(
        "yaml-syntax",
        _("This is not YAML: {detail}."),
        _("Compare the item with the one before it: indentation, colons, hyphens."),
    ),
    Code(
        "yaml-colon",
        _("A colon and a blank inside a text without quotation marks end the text."),
        _("Put the text on a line of its own: write “>-” after the key, and the text below it."),
    ),
    Code(
        "yaml-fixed-space",
        _("A {character} stands here, where YAML wants an ordinary space."),
        _("Delete it, and type a space."),
    ),
    Code(
        "yaml-quote-mark",
        _("A text that begins with a quotation mark ends at the next one."),
        _("Put the text on a line of its own: write “>-” after the key, and the text below it."),
    ),
    Code(
        "yaml-tab",
        _("A tab stands here; YAML is indented with blanks."),
        _("Replace the tab by blanks."),
    ),
    Code(
        "yaml-unclosed-quote",
        _("The quotation mark that opens here is not closed."),
        _("Close it, or put the text on a line of its own below “>-”."),
    ),
    Code(
        "yaml-unclosed-bracket",
        _("The bracket that opens here is not closed."),
        _("Close it; or write the list with a hyphen and a blank before each item."),
    ),
    Code(
        "yaml-no-blank",
        _("A blank is missing after “{mark}”."),
        _("Type a blank after the hyphen of an item, and after the colon of a key (“:”)."),
    ),
    Code(
        "yaml-no-hyphen",
        _("An item of a list begins with “-”, not with “{mark}”."),
        _("Type a hyphen; word processors make dashes of them."),
    ),
    Code(
        "yaml-first-character",
        _("A text cannot begin with “{mark}” here."),
        _("Put the text on a line of its own: write “>-” after the key, and the text below it."),
    ),
    Code(
        "yaml-block-words",
        _("Nothing may follow “{mark}” on the same line."),
        _("Begin the text on the next line, indented further than the key."),
    ),
    Code(
        "yaml-block-indent",
        _("The text below “>-” or “|-” must be indented further than its key."),
        _("Put two more blanks before each of its lines."),
    ),
    Code(
        "yaml-no-colon",
        _("The colon is missing after the key “{key}”."),
        _("Write “{key}:”."),
    ),
    Code(
        "yaml-indent",
        _("This line begins in a column where nothing that it could belong to begins."),
        _("Begin it under its neighbours: a line may begin here in column {columns}."),
    ),
    Code(
        "yaml-conflict",
        _("A conflict that Git left in the file is not settled."),
        _("Keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    ),
    Code(
        "yaml-anchor",
        _("“&” makes an anchor here; a dossier has none."),
        _("Write the value out; a text that begins with “&” goes on a line below “>-”."),
    ),
    Code(
        "yaml-alias",
        _("“*” makes an alias here; a dossier has none."),
        _("Write the value out; a text that begins with “*” goes on a line below “>-”."),
    ),
    Code(
        "yaml-tag",
        _("“!” makes a tag here; a dossier has none."),
        _("Remove the tag; a text that begins with “!” goes on a line below “>-”."),
    ),
    Code(
        "yaml-merge",
        _("“<<” would merge another mapping; a dossier has no such keys."),
        _("Write the keys out."),
    ),
    Code(
        "yaml-too-deep",
        _("The file is nested more than {limit} levels deep."),
        _("Look for a line that is indented too far."),
    ),
    Code(
        "several-documents",
        _("A second document begins here; a file holds one."),
        _("Remove the line “---” or “...”."),
    ),
    Code(
        "bidi-control",
        _("The invisible character {character} stands here."),
        _("Delete it: direction comes from the language, and such characters can hide text."),
    ),
    Code(
        "stray-character",
        _("The invisible character {character} has no place in a file."),
        _("Delete it; where a new line was meant, begin one."),
    ),
    Code(
        "bad-key",
        _("The key of a mapping has to be a plain word."),
        _("Write a word, a colon and a blank."),
    ),
    Code(
        "duplicate-key",
        _("The key “{key}” was already written in line {line}."),
        _("Keep one of the two."),
    ),
    # --- values ----------------------------------------------------------------
    Code(
        "unknown-key",
        _("“{key}” is not a key that may stand here."),
        _("These may: {known}. A key of your own begins with “x-”."),
    ),
    Code(
        "missing-key",
        _("The key “{key}” is missing."),
        _("Add it; docs/tool/format.md says what it means."),
    ),
    Code(
        "wrong-type",
        _("What stands here has to be {expected}, not {found}."),
        _("docs/tool/format.md shows the form."),
    ),
    Code(
        "empty-value",
        _("The value is empty."),
        _("Write the value, or remove the key."),
    ),
    Code(
        "bad-value",
        _("“{found}” is not one of the words that may stand here."),
        _("These may: {allowed}."),
    ),
    Code(
        "bad-id",
        _("“{id}” cannot be an id."),
        _("Use lower-case ASCII letters and digits, joined by single hyphens, 64 at most."),
    ),
    Code(
        "reserved-id",
        _("The id “{id}” is reserved."),
        _("Choose another: not p and a number, not ref-…, card-… or hy-…, no register's name."),
    ),
    Code(
        "duplicate-id",
        _("The id “{id}” is already used in {where}."),
        _("Ids are unique: choose another."),
    ),
    Code(
        "bad-date",
        _("“{date}” is no date."),
        _(
            "Write 2025-08-30, 2025-08 or 2025; a range is 2025-08-30/2025-09-02, "
            "“about” is 2025-08~."
        ),
    ),
    Code(
        "bad-range",
        _("“{range}” ends before it begins."),
        _("Write the earlier day, or the smaller number, first."),
    ),
    Code(
        "bad-url",
        _("“{url}” is no web address."),
        _("Write it in full, with https:// before it."),
    ),
    Code(
        "bad-language",
        _("“{language}” is no language tag."),
        _("Write a BCP 47 tag, in lower case."),
    ),
    Code(
        "bad-occurrence",
        _("“{found}” does not say which of how many places is meant."),
        _("Write 2/3 for the second of three."),
    ),
    Code(
        "bad-address",
        _("“{address}” is not the address of a passage or an annotation."),
        _("Write source#id, for example baghdad-2025#p6."),
    ),
    Code(
        "address-incomplete",
        _("“{address}” is half of an address."),
        _("Write source#id; with a blank before it, YAML takes “#” for the start of a comment."),
    ),
    Code(
        "bad-passage-range",
        _("“{found}” is neither a passage nor a range of passages."),
        _("Write p6, or p24..p27 for all from p24 to p27."),
    ),
    Code(
        "missing-language",
        _("The text is missing in “{language}”."),
        _("Add it; every text stands in all languages of the dossier."),
    ),
    Code(
        "unknown-format",
        _(
            "This dossier is written in format {found}; "
            "this version of Hashiya reads format {known}."
        ),
        _("Install the version of Hashiya that the dossier was written for."),
    ),
    Code(
        "language-twice",
        _("The language “{language}” is listed already, on line {line}."),
        _("Keep one of the two."),
    ),
    Code(
        "no-catalog",
        _("The interface has no catalog for the language “{language}”; there are: {known}."),
        _(
            "Add locales/{language}/LC_MESSAGES/hashiya.po, "
            "or take the language out of “languages”."
        ),
    ),
    Code(
        "unknown-locale",
        _("“{locale}” is no locale that CLDR knows."),
        _("Write a language and a country, such as ar-IQ."),
    ),
    Code(
        "no-picture",
        _("There is no file “{path}” in the folder “docs”."),
        _("Write where the picture lies below “docs”, such as images/dossier.png."),
    ),
    Code(
        "not-a-picture",
        _("“{path}” is neither a PNG nor a JPEG."),
        _("Save the picture as PNG or JPEG, 1200 by 630 pixels."),
    ),
    # --- references within the dossier -------------------------------------------
    Code(
        "no-target",
        _("The item says neither “quote” nor “passage”."),
        _("Add “quote” with words of the source, or “passage” with the id of a whole passage."),
    ),
    Code(
        "needs-quote",
        _("“{key}” tells one place of a quote from another, and there is no quote."),
        _("Add “quote”, or remove “{key}”."),
    ),
    Code(
        "unknown-passage",
        _("The source “{source}” has no passage “{passage}”."),
        _("The id of a passage is p and the number of its line in the seed."),
    ),
    Code(
        "unknown-source",
        _("There is no source “{source}”."),
        _("The id of a source is the name of its folder in annotations/sources."),
    ),
    Code(
        "unknown-target",
        _("The source “{source}” has nothing with the id “{fragment}”."),
        _("Write the id of an annotation there, or of a passage, such as p6."),
    ),
    Code(
        "renamed-target",
        _("“{old}” is now called “{now}”."),
        _("Links to the old id go on working; write the new one."),
        "warning",
    ),
    Code(
        "retired-target",
        _("“{address}” was retired."),
        _("Link to something else, or remove the link."),
    ),
    Code(
        "unknown-entry",
        _("There is no “{id}” in {register}."),
        _("Add it to annotations/{register}.yaml, or write the id of an entry there."),
    ),
    Code(
        "unknown-group",
        _("There is no “{id}” among the {groups}."),
        _("Add it under “{groups}:” in annotations/{file}.yaml, or write one of their ids."),
    ),
    Code(
        "unknown-contributor",
        _("There is no contributor “{id}”."),
        _("Add it to annotations/contributors.yaml."),
    ),
    Code(
        "unknown-citation",
        _("There is no “{key}” in the bibliography."),
        _("Add it to annotations/bibliography.yaml, or write the id of an entry there."),
    ),
    Code(
        "linked-twice",
        _("“{origin}” and “{to}” are already linked, in {where}."),
        _("A link is written once, on either end: remove one of the two."),
    ),
    Code(
        "linked-to-itself",
        _("“{origin}” is linked to itself."),
        _("Link to another passage."),
    ),
    Code(
        "bad-prose-link",
        _("“{href}” is neither an address in the dossier nor a web address."),
        _("Write source#id, or an address with https:// before it."),
    ),
    Code(
        "bad-citation",
        _("A citation begins here, and cannot be understood."),
        _("Write [@key], [@key, page] or [@key; @other-key], with both brackets."),
    ),
    Code(
        "html-in-prose",
        _("“{tag}” is shown to readers as it stands: HTML is not read here."),
        _("Write Markdown: *emphasis*, **strong**, a blank line between paragraphs."),
        "warning",
    ),
    # --- sources and translations -------------------------------------------------
    Code(
        "role-twice",
        _("“{passage}” already has the role “{role}”."),
        _("A passage has one role: keep one of the two."),
    ),
    Code(
        "translated-twice",
        _("The passage “{passage}” is already translated in line {line}."),
        _("Keep one of the two; a second translation is a layer of its own."),
    ),
    Code(
        "layer-language",
        _("The file's name says “{name}”, the layer's language is “{language}”."),
        _("Make the two agree."),
    ),
    Code(
        "layer-default",
        _("{count} translations into “{language}” are marked as the default one."),
        _("Write “default: true” in exactly one of them."),
    ),
    Code(
        "needs-reason",
        _("What does not stand in the text needs a reason."),
        _("Add “reason” and say how it is known."),
    ),
    Code(
        "headline-and-title",
        _("The source has a headline, so its title is not supplied."),
        _("Remove “supplied-title”, or take the passage out of the role “headline”."),
    ),
    Code(
        "derives-from-itself",
        _("The source derives from itself, through: {path}."),
        _("Remove one of these “derives-from”."),
    ),
    Code(
        "no-glyph",
        _("No font of the site has these characters of “{source}”: {characters}"),
        _("Readers see them in a font of their device. Where one is a slip, correct it."),
        "note",
    ),
    # --- bodies ---------------------------------------------------------------------
    Code(
        "needs-citation",
        _("The note rests on an outside source and cites none."),
        _("Add a citation, [@key], of an entry of the bibliography."),
    ),
    Code(
        "rendered-otherwise",
        _("The glossary allows no such rendering of “{term}”: “{words}”."),
        _("It allows: {allowed}. Correct the rendering, or add what is right to “also”."),
        "warning",
    ),
    Code(
        "bad-wikidata",
        _("“{id}” is not a Wikidata identifier."),
        _("Write Q and its number, for example Q796, or leave the key out."),
    ),
    Code(
        "passage-as-id",
        _("“{id}” has the form of a passage's id."),
        _("Choose a word that says what the annotation is about."),
    ),
    # --- anchoring -------------------------------------------------------------
    Code(
        "quote-not-found",
        _("The quote does not stand in this source."),
        _("Copy the words from the seed again."),
    ),
    Code(
        "quote-elsewhere",
        _("The quote does not stand in this source, but in {where}."),
        _("Move the annotation to that source, or copy the words from the seed again."),
    ),
    Code(
        "quote-ambiguous",
        _("The quote stands {count} times in this source."),
        _("Say which one is meant with “after:”, “before:” or “passage:”."),
    ),
    Code(
        "quote-wordless",
        _("There is neither a letter nor a digit in “{quote}”."),
        _("Quote words; a passage without words is meant by “passage:” alone."),
    ),
    Code(
        "quote-range",
        _("A range has one ellipsis, with words before it and after it."),
        _("Write “first words … last words”; an ellipsis of the text itself is written “\\…”."),
    ),
    Code(
        "quote-backwards",
        _("The range is the wrong way round: its last words stand before its first words."),
        _("Write the words that come first in the source before the ellipsis."),
    ),
    Code(
        "quote-across",
        _("The quote runs across the end of a passage."),
        _("Add “across: true”, or write an annotation for each passage."),
    ),
    Code(
        "quote-not-in-passage",
        _("The quote does not stand in passage “{passage}”, but elsewhere in this source."),
        _("Correct “passage:”."),
    ),
    Code(
        "quote-neighbours",
        _("The quote stands in this text, but not next to “{words}”."),
        _("Write the words that stand right next to it, whole words only."),
    ),
    Code(
        "quote-occurrence",
        _("The quote stands {count} times; “{occurrence}” counts otherwise."),
        _("Count again, or tell the place with “after:”, “before:” or “passage:”."),
    ),
    Code(
        "quote-in-boilerplate",
        _("The quote stands only in “{passage}”, which is page furniture."),
        _("If that is meant, name the passage."),
        "warning",
    ),
    Code(
        "rendering-not-found",
        _("The rendering does not stand in the translation of this passage."),
        _("Copy the words from the translation again."),
    ),
    Code(
        "rendering-ambiguous",
        _("The rendering stands {count} times in the translation of this passage."),
        _("Write it as a mapping with “quote” and “after”, “before” or “occurrence”."),
    ),
    Code(
        "rendering-untranslated",
        _("There is no translation into “{language}” for a rendering to stand in: {passage}"),
        _("Translate the passage, or remove the rendering."),
    ),
    Code(
        "begins-otherwise",
        _("The passage “{passage}” begins otherwise: “{words}”."),
        _("Correct “begins”, or the passage that is translated."),
    ),
    # --- changed seeds -----------------------------------------------------------
    Code(
        "bad-lock",
        _("This is no lock of a seed."),
        _("Take the file back from the history, or write it anew with “hashiya accept”."),
    ),
    Code(
        "seed-changed",
        _("The seed “{seed}” is not the text that was accepted."),
        _("Run “hashiya heal {source}”, and look at what it lists."),
    ),
    Code(
        "source-not-accepted",
        _("Nobody has accepted these texts, so no change of them would be noticed: {sources}"),
        _("Run “hashiya accept”."),
        "note",
    ),
    Code(
        "stale-translation",
        _("The passage “{passage}” has changed since it was translated."),
        _("Correct the translation; then run “hashiya accept {source}#{passage}”."),
        "warning",
    ),
    Code(
        "stale-annotation",
        _("The passage “{passage}” has changed since this was written about it."),
        _("Correct what it says; then run “hashiya accept {source}#{item}”."),
        "warning",
    ),
    Code(
        "not-editable",
        _("A tool cannot change this file: {detail}"),
        _("Change it by hand, or write the item as docs/tool/format.md does."),
    ),
)

CODES: Mapping[str, Code] = {code.name: code for code in _ALL}
