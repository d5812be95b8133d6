#!/usr/bin/env python3
"""Lines in Fandol's fonts and Liberation Serif, measured in frames. What is expected comes from the clause named and
from the fonts' own drawings (in thousandths of an em, read with fonttools), never from a frame."""
import shutil
import subprocess
import sys

from prose import CELL, LEFT, RIGHT, SIZE, banxin, fonts_are_there, lines, near, report, texts

HALF = CELL / 2
PLAIN = "政府信息公开条例规定行政机关应当及时准确地公开政府信息并且建立健全制度加强管理提高服务水平" * 3


def stands(line, character, x, nth=0):
    found = [glyph for glyph in line if glyph.text == character][nth]
    assert near(found.x, x, 0.02), f"{found}, not at {x:.2f}"


def full_lines_stand_on_the_grid_of_28_characters():
    """GB/T 9704 5.2.3"""
    for n, line in enumerate(lines(PLAIN)[:-1]):
        indent = 2 if n == 0 else 0
        assert len(line) == 28 - indent, f"{len(line)} characters in line {n + 1}"
        for i, glyph in enumerate(line):
            assert near(glyph.x, LEFT + (indent + i) * CELL), glyph


def digits_are_half_a_character():
    """GB/T 15835: 二分字身. Liberation Serif's digits are half an em wide."""
    line = lines("全年公开信息1234条其中2023年120条")[0]
    stands(line, "条", LEFT + (2 + 6 + 2) * CELL)
    stands(line, "年", LEFT + (2 + 6 + 2 + 3 + 2) * CELL, nth=1)


def a_mark_at_a_line_s_end_takes_half_a_character():
    """GB/T 15834 5.1.10: 26 characters, a comma, and what follows; the line is loosened by half a character."""
    line = lines(PLAIN[:25] + "，" + PLAIN[:30])[0]
    assert line[-1].text == "，", texts([line])
    stands(line, "，", RIGHT - HALF)


def marks_of_two_faces_share_their_blanks():
    """CLREQ 标点符号的宽度调整, across a heading in Kai that runs on in Fangsong (GB/T 9704 7.3.3)."""
    line = lines("（一）主动公开。“谁公开谁审查”的原则")[0]
    stop = next(glyph for glyph in line if glyph.text == "。")
    quote = next(glyph for glyph in line if glyph.text == "“")
    assert "Kai" in stop.face and "Fang" in quote.face, (stop.face, quote.face)
    assert near(quote.x - stop.x, HALF, 0.02), "。“ together take one character and a half"
    stands(line, "谁", quote.x + CELL)


def a_bracket_closed_in_another_face_is_trimmed_too():
    line = lines("（一）《条例》。《办法》公布")[0]
    kai, fang = [glyph for glyph in line if glyph.text == "》"][:1], [g for g in line if g.text == "《"][1:]
    stop = next(glyph for glyph in line if glyph.text == "。")
    assert near(stop.x - kai[0].x, HALF, 0.02), "》。"
    assert near(fang[0].x - stop.x, HALF, 0.02), "。《"


def a_question_mark_stands_in_the_left_half():
    """FandolFang draws ？ from 320 to 680; mainland marks stand in the left half of the cell, whose middle is 250."""
    line = lines("是否公开？应当公开")[0]
    stands(line, "？", LEFT + 6 * CELL - 0.5 * SIZE + CELL / 4)
    stands(line, "应", LEFT + 7 * CELL)


def question_and_exclamation_share_a_cell():
    """GB/T 15834 5.1.2"""
    line = lines("是否公开？！应当公开")[0]
    stands(line, "应", LEFT + 7 * CELL)


def quotation_marks_are_chinese_around_latin_words():
    """CLREQ 中文与西文的混排: full-width, from the Chinese face."""
    line = lines("采用“API”接口")[0]
    for quote in (glyph for glyph in line if glyph.text in "“”"):
        assert "Fang" in quote.face, quote.face
    stands(line, "接", LEFT + 2 * CELL + 2 * CELL + CELL + line_width(line, "API") + CELL)


def line_width(line, word):
    at = [glyph.text for glyph in line].index(word[0])
    return line[at + len(word)].x - line[at].x


def quotation_marks_are_latin_in_latin_text():
    line = lines("He said “hi” to the boys’ team")[0]
    assert {glyph.face for glyph in line} == {"LiberationSerif"}


def a_wave_dash_stands_on_the_middle_of_the_line():
    """FandolKai draws ～ from 574 to 668, like an accent, its dash from 289 to 311: it is brought down by 321."""
    line = lines("（一）五～十人。好")[0]
    wave, other = (next(glyph for glyph in line if glyph.text == c) for c in "～五")
    assert near(wave.y - other.y, (621 - 300) / 1000 * SIZE, 0.02), (wave.y, other.y)


def a_character_that_no_font_has_is_told_with_its_place():
    done = banxin(["dump", "lines"], "县长\U0002B127同志", check=False)
    said = done.stderr.decode()
    assert done.returncode == 1 and "character-missing" in said and "U+2B127" in said, said
    assert ":1:" in said, said


def private_use_is_refused_with_advice():
    done = banxin(["dump", "lines"], "县长\uE000同志", check=False)
    said = done.stderr.decode()
    assert done.returncode == 1 and "character-private" in said and "U+E000" in said, said


def all_faults_of_a_text_are_told():
    said = banxin(["dump", "lines"], "\uE000甲\U0002B127乙\uE001", check=False).stderr.decode()
    assert said.count("character-private") == 2 and said.count("character-missing") == 1, said


def what_fangsong_lacks_comes_from_song():
    """Fandol's ￥ is a dollar sign; № ① ℃ are there; m² is Latin's."""
    line = lines("面积5m²，温度3℃，共①项，№5")[0]
    faces = {glyph.text: glyph.face for glyph in line}
    assert faces["²"] == "LiberationSerif" and "Fandol" in faces["①"] and "Fandol" in faces["℃"], faces


COPIED = ("（一）主动公开。“谁公开、谁审查”——《条例》（“新条例”）等；50%以上？！……约2～3件，m²、℃、№5、"
          "10 000人、１２３、列·宁、甲／乙、don’t、He said “hi” 了。")


def text_copied_from_the_pdf_is_the_text():
    pdf = subprocess.run(["pdftotext", "-", "-"], input=banxin(["build", "-o", "-"], COPIED).stdout, capture_output=True)
    said = "".join(pdf.stdout.decode().split())
    assert "".join(COPIED.split()) in said, said


text_copied_from_the_pdf_is_the_text.skip = None if shutil.which("pdftotext") else "pdftotext is not installed"

TESTS = [full_lines_stand_on_the_grid_of_28_characters, digits_are_half_a_character,
         a_mark_at_a_line_s_end_takes_half_a_character, marks_of_two_faces_share_their_blanks,
         a_bracket_closed_in_another_face_is_trimmed_too, a_question_mark_stands_in_the_left_half,
         question_and_exclamation_share_a_cell, quotation_marks_are_chinese_around_latin_words,
         quotation_marks_are_latin_in_latin_text, a_wave_dash_stands_on_the_middle_of_the_line,
         a_character_that_no_font_has_is_told_with_its_place, private_use_is_refused_with_advice,
         all_faults_of_a_text_are_told, what_fangsong_lacks_comes_from_song, text_copied_from_the_pdf_is_the_text]

if __name__ == "__main__":
    there = fonts_are_there("FandolFang-Regular.otf", "FandolKai-Regular.otf", "LiberationSerif-Regular.ttf")
    sys.exit(report(TESTS, None if there else "the fonts are not in .cache/fonts (fonts/fetch.sh)"))
