#!/usr/bin/env python3
"""Uyghur and Tibetan inside Chinese prose: order (UAX #9), shaping (as hb-shape has it), lines, brackets. Needs the
Debian packages fonts-ukij-uyghur and fonts-tibetan-machine; skipped without."""
import json
import shutil
import subprocess
import sys
from pathlib import Path

from prose import CELL, LEFT, RIGHT, banxin, fonts_are_there, lines, near, report, texts

UYGHUR = Path("/usr/share/fonts/truetype/fonts-ukij-uyghur")
TIBETAN = Path("/usr/share/fonts/truetype/tibetan-machine")
FOLDERS = [folder for folder in (UYGHUR, TIBETAN) if folder.exists()]
WORD = "شىنجاڭ"
QUOTED = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى ئېلان قىلغان ئۇقتۇرۇش جەمئىي ماددا قانۇن"


def runs(text):
    dump = json.loads(banxin(["dump", "frames"], text, FOLDERS).stdout)
    items = [item for page in dump if "page" in page for item in page["items"]]
    return [item for item in items if item.get("node") and item["size"] == 16]


def shaped(font, text, *options):
    done = subprocess.run(["hb-shape", "--no-glyph-names", "--no-positions", "--no-clusters", *options, str(font), text],
                          capture_output=True, check=True)
    return [int(number) for number in done.stdout.decode().strip().strip("[]").split("|")]


def uyghur_is_shaped_as_harfbuzz_shapes_it():
    run = next(run for run in runs(f"新疆（{WORD}）") if run["text"] == WORD)
    from_left = [number for number, x, *_ in sorted(run["glyphs"], key=lambda glyph: glyph[1])]
    assert from_left == shaped(UYGHUR / "UKIJBasma.ttf", WORD, "--direction=rtl", "--script=arab"), from_left


def tibetan_is_shaped_as_harfbuzz_shapes_it():
    word = "བོད་རང་སྐྱོང་ལྗོངས"
    run = next(run for run in runs(f"西藏（{word}）") if run["text"] == word)
    numbers = [number for number, *_ in run["glyphs"]]
    assert numbers == shaped(TIBETAN / "TibetanMachineUni.ttf", word, "--direction=ltr", "--script=tibt"), numbers


def uyghur_runs_from_right_to_left_between_its_brackets():
    line = [glyph for glyph in lines(f"新疆（{WORD}）人民", FOLDERS)[0]]
    opening, closing, people = (next(g for g in line if g.text == c) for c in "（）人")
    letters = [glyph for glyph in line if "UKIJ" in glyph.face]
    places = [glyph.x for glyph in letters]
    assert places == sorted(places, reverse=True), places
    assert near(min(places), opening.x + CELL), "the word begins at the opening bracket's end"
    assert max(places) < closing.x and near(people.x, closing.x + CELL), line


def numbers_in_uyghur_run_from_left_to_right():
    line = lines(f"新疆“{WORD} 120 {WORD}”好", FOLDERS)[0]
    one, two, zero = (next(g for g in line if g.text == c) for c in "120")
    first, last = line.index(one), line.index(zero)
    assert one.x < two.x < zero.x
    before = [g.x for g in line[:first] if "UKIJ" in g.face]
    after = [g.x for g in line[last + 1:] if "UKIJ" in g.face]
    assert max(after) < one.x and zero.x < min(before), "what comes first stands at the right"


def a_quotation_over_two_lines_breaks_between_words():
    found = lines(f"新疆维吾尔自治区人民政府印发“{QUOTED} {QUOTED}”的通知", FOLDERS)
    said = texts(found)
    assert len(found) >= 2
    words = set(QUOTED.split())
    for line in said[:-1]:
        assert line.split()[-1].lstrip("“").rsplit("“")[-1] in words, line
    assert "".join("".join(said).split()).endswith("”的通知")
    for line in found:
        places = [g.x for g in line if "UKIJ" in g.face and g.text.strip()]
        assert places == sorted(places, reverse=True), "each line's part runs from right to left"


def lines_that_end_in_uyghur_are_flush():
    """The first letters of the line's part stand at its right end: an all-Uyghur line fills the measure."""
    found = runs(f"新疆维吾尔自治区人民政府印发“{QUOTED} {QUOTED} {QUOTED}”的通知")
    for y in sorted({run["y"] for run in found})[:-1]:
        line = [run for run in found if run["y"] == y]
        right = max(run["x"] + run["advance"] for run in line)
        assert near(right, RIGHT), right


def spaces_and_brackets_in_uyghur_are_of_its_face():
    for run in runs(f"新疆“{QUOTED} ({WORD})”好"):
        assert "Liberation" not in run["face"], run["text"]


def tibetan_breaks_behind_its_syllables():
    text = "བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་གིས་" * 4
    found = runs("西藏自治区人民政府" + text)
    ends = [[run for run in found if run["y"] == y][-1]["text"] for y in sorted({run["y"] for run in found})]
    assert len(ends) > 2 and all(end.endswith("་") for end in ends[:-1]), ends


def a_long_chinese_text_around_it_keeps_its_grid():
    line = lines(f"新疆维吾尔自治区（{WORD}）", FOLDERS)[0]
    for i, glyph in enumerate(line[:8]):
        assert near(glyph.x, LEFT + (2 + i) * CELL), glyph


def text_copied_is_the_text():
    pdf = subprocess.run(["pdftotext", "-", "-"], input=banxin(["build", "-o", "-"], f"新疆（{WORD}）人民", FOLDERS).stdout,
                         capture_output=True)
    assert WORD in pdf.stdout.decode(), pdf.stdout.decode()


needs_hb_shape = None if shutil.which("hb-shape") else "hb-shape is not installed"
uyghur_is_shaped_as_harfbuzz_shapes_it.skip = needs_hb_shape
tibetan_is_shaped_as_harfbuzz_shapes_it.skip = needs_hb_shape
text_copied_is_the_text.skip = None if shutil.which("pdftotext") else "pdftotext is not installed"

TESTS = [uyghur_is_shaped_as_harfbuzz_shapes_it, tibetan_is_shaped_as_harfbuzz_shapes_it,
         uyghur_runs_from_right_to_left_between_its_brackets, numbers_in_uyghur_run_from_left_to_right,
         a_quotation_over_two_lines_breaks_between_words, lines_that_end_in_uyghur_are_flush,
         spaces_and_brackets_in_uyghur_are_of_its_face, tibetan_breaks_behind_its_syllables,
         a_long_chinese_text_around_it_keeps_its_grid, text_copied_is_the_text]

if __name__ == "__main__":
    there = fonts_are_there("UKIJBasma.ttf", folder=UYGHUR) and fonts_are_there("TibetanMachineUni.ttf", folder=TIBETAN)
    missing = None if there else "fonts-ukij-uyghur and fonts-tibetan-machine are not installed"
    if not fonts_are_there("FandolFang-Regular.otf", "LiberationSerif-Regular.ttf"):
        missing = "the fonts are not in .cache/fonts (fonts/fetch.sh)"
    sys.exit(report(TESTS, missing))
