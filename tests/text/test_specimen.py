#!/usr/bin/env python3
"""The specimen of tests/specimen, set in Fandol's fonts: each rule is shown where it says so. Looked at by people;
here only what a ruler finds on any page."""
import json
import os
import subprocess
import sys

from prose import BANXIN, FONTS, LEFT, RIGHT, ROOT, SIZE, CELL, fonts_are_there, glyphs_of, near, report

NO_START = "，。、；：？！”’）》〉】〕·～–／％%℃‰"
NO_END = "“‘（《〈【〔￥"


def paragraphs():
    """Lists of lines, each a list of glyphs: what is set in the body's size, by text."""
    environment = {"PATH": os.environ["PATH"], "BANXIN_FONTS": str(ROOT / "fonts/fonts.yaml"),
                   "BANXIN_LAYOUTS": f"{ROOT}/layouts"}
    environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    folder = ROOT / "tests/specimen"
    done = subprocess.run([BANXIN, "dump", "frames", str(folder / "specimen.yaml"), "--layout", str(folder),
                           "--font-dir", str(FONTS), "--no-system-fonts"], capture_output=True, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    found = {}
    for page in (entry for entry in json.loads(done.stdout) if "page" in entry):
        for item in page["items"]:
            if item["kind"] == "run" and item.get("node") and item["size"] == SIZE:
                lines = found.setdefault(item["text_id"], {})
                lines.setdefault((page["page"], item["y"]), []).extend(glyphs_of(item))
    return [[lines[key] for key in sorted(lines)] for lines in found.values()]


PARAGRAPHS = []


def no_line_begins_or_ends_with_what_may_not():
    for lines in PARAGRAPHS:
        for before, after in zip(lines, lines[1:]):
            where = "".join(g.text for g in before[-4:]) + "|" + "".join(g.text for g in after[:4])
            assert after[0].text not in NO_START and before[-1].text not in NO_END, where
            assert not (before[-1].text.isdigit() and after[0].text.isdigit()), where


def first_lines_are_indented_and_others_flush():
    for lines in PARAGRAPHS:
        for n, line in enumerate(lines):
            edge = LEFT + (2 * CELL if n == 0 else 0)
            lead = line[0].x - edge
            assert near(lead, 0, 0.02) or (line[0].text in NO_END and near(lead, -CELL / 2, 0.02)), line[0]


def full_lines_end_at_the_edge():
    for lines in PARAGRAPHS:
        for line in lines[:-1]:
            last = line[-1]
            if "\u4e00" <= last.text <= "\u9fff":
                assert near(last.x + CELL, RIGHT, 0.02), last
            elif last.text in "，。、；：）”》？":
                assert near(last.x + CELL / 2, RIGHT, 0.02) or last.text == "？", last


def no_paragraph_ends_in_a_line_of_one_character():
    for lines in PARAGRAPHS:
        content = [glyph for glyph in lines[-1] if glyph.text not in NO_START]
        assert len(lines) == 1 or len(content) > 1, "".join(g.text for g in lines[-1])


TESTS = [no_line_begins_or_ends_with_what_may_not, first_lines_are_indented_and_others_flush,
         full_lines_end_at_the_edge, no_paragraph_ends_in_a_line_of_one_character]

if __name__ == "__main__":
    there = fonts_are_there("FandolFang-Regular.otf", "FandolKai-Regular.otf", "LiberationSerif-Regular.ttf")
    if there:
        PARAGRAPHS.extend(paragraphs())
    sys.exit(report(TESTS, None if there else "the fonts are not in .cache/fonts (fonts/fetch.sh)"))
