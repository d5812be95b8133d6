#!/usr/bin/env python3
"""Lines and pages by GB/T 9704-2012: the grid, titles, headings, page numbers, annexes, with a ruler."""
from ink import build, picture
from ruler import CELL, EM, FOOT, LEFT, MM, PITCH, RIGHT, TOP, Tap, frames, han, layout, letter, paragraph

tap = Tap()
FIRST = 37 + EM / 2  # middle of the first line's em box


# Characters that fill their cells from top to bottom in any face.
TALL = "部先导章善府掌算待求" * 2


def middle(pdf, line):
    """Height of the middle of a line's ink."""
    box = picture(pdf, 1, (LEFT - 1, line.y - line.size * MM, RIGHT + 1, line.y + line.size * MM / 3), 600).box()
    return (box[1] + box[3]) / 2


def grid_line(line, baseline):
    """Which line of the grid, from 0; `baseline` is that of line 0."""
    return (line.y - baseline) / PITCH


def test_grid():
    page = frames(letter([paragraph(45)]))
    tap.near(page.pages[0].width, 210, "the page is as wide as A4 (5.1)")
    tap.near(page.pages[0].height, 297, "and as high")
    counts = [len(one.lines()) for one in page.pages]
    tap.check(counts == [22, 21, 2], "22 lines a page (5.2.3), no last line alone", counts)
    lines = page.pages[0].lines()
    pitch = [(line.y - lines[0].y) / n for n, line in enumerate(lines) if n]
    tap.near(max(pitch), 10.4455, "line n stands at n × 10.446 mm: the pitch that fills the type area", 0.0003)
    tap.near(min(pitch), 10.4455, "not one is nearer", 0.0003)
    tap.near(page.pages[1].lines()[0].y, lines[0].y, "the next page begins at the same height", 0.0005)


def test_ink():
    pdf = build(letter([TALL * 70], title=["测试"]))
    left, top, right, foot = picture(pdf, 2, (0, 0, 210, 264)).box()
    tap.check(TOP - 0.1 < top < TOP + 0.6, "the first line's ink touches the type area's top", top)
    tap.check(FOOT - 0.6 < foot < FOOT + 0.1, "the last line's its foot", foot)
    tap.check(LEFT < left < LEFT + 1 and RIGHT - 1 < right < RIGHT, "and no ink leaves it at the sides")
    document = letter([TALL], title=[TALL[:10]])
    pdf, (title, line) = build(document), frames(document).pages[0].lines()
    tap.near(middle(pdf, line), FIRST + 2 * PITCH, "ideographs stand in the middle of their em box", 0.1)
    tap.near(middle(pdf, title), 37 + 11 * MM, "so do the title's", 0.12)


def test_cells():
    lines = frames(letter([paragraph(3)])).pages[0].lines()
    tap.near(lines[0].left, 28 + 2 * 156 / 28, "a paragraph's first line begins two characters in (7.3.3)", 0.001)
    tap.near(lines[1].left, 28, "the next one flush left", 0.001)
    for name, line, indent in (("first", lines[0], 2), ("second", lines[1], 0)):
        cells = [x for run in line.runs for _, x in run.glyphs]
        off = [x - (LEFT + (indent + n) * CELL) for n, x in enumerate(cells)]
        tap.check(len(cells) + indent == 28 and max(map(abs, off)) < 0.001,
                  f"each character of the {name} line in its cell of 28", off)
        tap.near(line.right, 184, f"the {name} line ends at the right edge", 0.001)


def test_pitch_of_a_layout():
    for pitch, fits in (("29pt", 22), ("28pt", 22), ("28pt", 23), ("9.9mm", 22)):
        points = float(pitch[:-2]) / (MM if pitch.endswith("mm") else 1)
        house = layout("pitch", extends="set-letter", page={"line_pitch": pitch, "lines": fits})
        lines = frames(letter([paragraph(30)]), house).pages[0].lines()
        tap.check(len(lines) == fits, f"line_pitch {pitch}, lines {fits}: as many a page", len(lines))
        tap.near(lines[-1].y - lines[0].y, (len(lines) - 1) * points * MM, "the last stands at n × pitch", 0.0006)


def test_title():
    two = frames(letter([paragraph(2)], title=["绥滨县司法局", "2023年政府信息公开工作年度报告"])).pages[0].lines()
    for line, name in zip(two, ("first", "second")):
        tap.near((line.left + line.right) / 2, 106, f"the title's {name} line is centred", 0.001)
    # 3.2: a line is as high as its characters and 7/8 of a 三号 character; the gap is here that of the grid
    tap.near(two[1].y - two[0].y, 22 * MM + PITCH - EM, "two lines of 二号 are 22 pt and a gap apart", 0.003)
    text = frames(letter([paragraph(2)])).pages[0].lines()[0].y
    tap.near(grid_line(two[2], text), 3, "below two lines of title, the text stands on line 4, one line empty", 0.001)
    one = frames(letter([paragraph(2)], title=["绥滨县司法局"])).pages[0].lines()
    tap.near(grid_line(one[1], text), 2, "below one, on line 3", 0.001)


def test_heading_at_the_foot():
    """A heading and two lines of what follows it stay on one page."""
    for before, on_first in ((19, 22), (20, 20), (21, 21), (22, 22)):
        pages = frames(letter([paragraph(before), "一、" + han(6), paragraph(4)])).pages
        counts = [len(page.lines()) for page in pages]
        tap.check(counts[0] == on_first, f"{before} lines before a heading: {on_first} on the first page", counts)
    # a chain of headings goes to the next page as one
    pages = frames(letter([paragraph(19), "一、" + han(6), "（一）" + han(8), paragraph(3)])).pages
    tap.check([len(page.lines()) for page in pages] == [19, 5], "two headings and a paragraph of three lines")


def test_headings_without_end():
    """Nothing but headings: no place is better than another, so pages are filled."""
    pages = frames(letter(["一、" + han(6, n) for n in range(50)])).pages
    tap.check([len(page.lines()) for page in pages] == [22, 22, 6], "50 headings in a row fill three pages")


def test_no_line_alone():
    faults = []
    for before in range(17, 23):
        for lines in range(1, 6):
            pages = frames(letter([paragraph(before), paragraph(lines), paragraph(4)])).pages
            counts = [len(page.lines()) for page in pages]
            at_foot = counts[0] - before  # lines of the second paragraph on the first page
            if 0 < at_foot < lines and (at_foot < 2 or lines - at_foot < 2):
                faults.append(f"{before} + {lines}: {counts}")
            if at_foot < 0 and (-at_foot < 2 or before + at_foot < 2):
                faults.append(f"{before} + {lines}: {counts}")
            if sum(counts) != before + lines + 4:
                faults.append(f"{before} + {lines}: lines are lost or too many: {counts}")
            if lines < 4 and before <= 22 and 0 < at_foot < lines:
                faults.append(f"{before} + {lines}: three lines cannot be divided: {counts}")
    tap.none(faults, "no first line alone at a foot, no last line alone at a top")


def test_page_numbers():
    document = letter([paragraph(50)], title=[han(6)])
    pages, pdf = frames(document).pages, build(document)
    for page, number in zip(pages, (1, 2, 3)):
        (folio,) = page.folio
        tap.check(folio.text == f"— {number} —" and folio.size == 14 and folio.face == "FandolSong-Regular",
                  f"page {number}: 四号 digits of Song between two 一字线 (7.5)", (folio.text, folio.size, folio.face))
        dash = picture(pdf, number, (folio.left, 262, folio.left + 14 * MM, 280), 1200).box()
        tap.near((dash[1] + dash[3]) / 2, 262 + 7, "the 一字线 stands 7 mm below the type area", 0.03)
        empty = RIGHT - folio.right if number % 2 else folio.left - LEFT
        side = "right" if number % 2 else "left"
        tap.near(empty, 14 * MM, f"at the {side}, one character empty", 0.003)


def test_annexes():
    title = ["绥滨县司法局"]
    annexes = [{"title": han(8), "text": paragraph(2)}, {"title": han(9), "text": paragraph(2)}]
    both = frames(letter([paragraph(2)], title=title, annexes=annexes)).pages
    tap.check(len(both) == 3, "each annex begins a page (7.3.7)", len(both))
    first_title, text = both[0].lines()[0], frames(letter([paragraph(2)])).pages[0].lines()[0]
    for page, number in ((both[1], 1), (both[2], 2)):
        mark, head, first, *_ = page.lines()
        tap.check(mark.text == f"附件{number}", f"it is called 附件{number}", mark.text)
        tap.near(grid_line(mark, text.y), 0, "its mark stands on the first line", 0.02)
        tap.near(mark.left, 28, "flush left", 0.001)
        tap.near(head.y - first_title.y, 2 * PITCH, "its title on the third line", 0.001)
        tap.near((head.left + head.right) / 2, 106, "in the middle", 0.001)
        tap.near(grid_line(first, text.y), 4, "and the text one empty line below", 0.001)
    alone = frames(letter([paragraph(2)], annexes=annexes[:1])).pages[1].lines()
    tap.check(alone[0].text == "附件", "one annex alone has no number", alone[0].text)


def test_large_text_on_the_grid():
    """A style without a gap of its own stands on the grid, whatever its size."""
    house = layout("large", extends="set-letter", styles={"big": {"like": "body", "size": "二号"}},
                   blocks={"text": {"style": "big"}})
    document = letter([TALL * 40], title=[han(6)])
    pages, pdf = frames(document, house).pages, build(document, house)
    box = picture(pdf, 2, (0, 0, 210, 266)).box()
    tap.check(box[1] > TOP - 0.1, "large characters stay below the type area's top", box)
    tap.check(box[3] < FOOT + 0.1, "and above its foot", box)
    lines = pages[1].lines()
    tap.near(lines[1].y - lines[0].y, PITCH, "二号 still fits one line of the grid", 0.001)
    house = layout("huge", extends="set-letter", styles={"huge": {"like": "body", "size": "初号"}},
                   blocks={"text": {"style": "huge"}})
    lines = frames(letter([paragraph(10)]), house).pages[0].lines()
    tap.near(lines[1].y - lines[0].y, 2 * PITCH, "初号 takes two", 0.001)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
