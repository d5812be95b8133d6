#!/usr/bin/env python3
"""Name and date by GB/T 9704-2012 7.3.5, with a ruler, and at every place of a page."""
from ruler import CELL, FOOT, LEFT, PITCH, RIGHT, SLOW, Tap, frames, han, layout, letter, paragraph, run

tap = Tap()
DATE = "2024年1月10日"  # seven digits of half a character and three characters: 6.5
DATE_WIDTH = 6.5 * CELL


def signed(text, name, sealed=False, date="2024-01-10"):
    """(lines of text on the last page, lines of the name, the date's line, pages)"""
    got = frames(letter(text, agency=name, date=date, is_sealed=sealed)).pages
    lines = got[-1].lines()
    names = []
    while "".join(line.text for line in names) != name:
        names.insert(0, lines[-2 - len(names)])
    return lines[:-1 - len(names)], names, lines[-1], got


def test_short_name():
    text, (name,), date, _ = signed([paragraph(3)], "甲乙局")
    tap.near(RIGHT - date.right, 2 * CELL, "a date longer than the name: two characters empty at its right", 0.001)
    tap.near(date.left - name.left, 2 * CELL, "its first character two right of the name's", 0.001)
    tap.near(name.y - text[-1].y, 2 * PITCH, "the name one empty line below the text (7.3.5.2)", 0.001)
    tap.near(date.y - name.y, PITCH, "the date on the next line", 0.001)


def test_long_name():
    for name, width in (("黑龙江省绥滨县司法局", 10), ("绥滨县第1司法局", 7.5), (han(20), 20), (han(25), 25)):
        _, names, date, _ = signed([paragraph(3)], name)
        tap.check(len(names) == 1, f"a name of {width} characters stands on one line", [one.text for one in names])
        tap.near(RIGHT - names[0].right, 2 * CELL, "two characters empty at its right", 0.001)
        tap.near(names[0].right - names[0].left, width * CELL, "it is as wide as it is long", 0.001)
        tap.near(date.left - names[0].left, 2 * CELL, "the date begins two characters right of it", 0.001)


def test_name_as_long_as_the_date():
    _, (name,), date, _ = signed([paragraph(3)], "甲乙丙第1分局")
    tap.near(RIGHT - name.right, 2 * CELL, "a name as long as the date: two characters empty at its right", 0.001)
    tap.near(date.left - name.left, 2 * CELL, "the date begins two characters right of it", 0.001)


def test_name_of_several_lines():
    name = han(40)
    text, names, date, _ = signed([paragraph(3)], name)
    tap.check(len(names) == 2, "a name of 40 characters stands on two lines", [one.text for one in names])
    widths = [round((one.right - one.left) / CELL, 2) for one in names]
    tap.check(abs(widths[0] - widths[1]) <= 2 and max(widths) <= 26, "of about equal length", widths)
    tap.near(RIGHT - max(one.right for one in names), 2 * CELL, "two characters empty at the right", 0.001)
    tap.near(names[0].left + names[0].right, names[1].left + names[1].right, "centred on each other", 0.001)
    tap.near(names[1].y - names[0].y, PITCH, "one under the other", 0.001)
    tap.near(date.left - min(one.left for one in names), 2 * CELL, "the date two characters right of both", 0.001)
    tap.near(names[0].y - text[-1].y, 2 * PITCH, "one empty line below the text", 0.001)


def test_blank_name():
    document = letter([paragraph(2)], title=["测试"], agency="　", date="2024-01-10")
    run(["build"], document, extra=["-o", "-"])
    lines = frames(document).pages[0].lines()
    tap.check(lines[-1].text == DATE and len(lines) == 4, "a name of blanks alone leaves the date",
              [line.text for line in lines])


def test_seal():
    for name in ("甲乙局", "甲乙丙第1分局", "黑龙江省绥滨县司法局"):
        text, (one,), date, _ = signed([paragraph(3)], name, True)
        tap.near(RIGHT - date.right, 4 * CELL, f"sealed, {name}: four characters empty right of the date (7.3.5.1)",
                 0.001)
        tap.near(one.left + one.right, date.left + date.right, "the name centred on it", 0.001)
        tap.near(one.y - text[-1].y, 3 * PITCH, "two lines empty above, for the seal's upper half", 0.001)
        tap.near(date.y - one.y, PITCH, "the date on the next line", 0.001)
    # centred on the date, 6.5 / 2 + 4 characters are free at its right: 14.5 fit, a longer name takes more lines
    for length, lines in ((14, 1), (15, 2), (20, 2), (28, 2), (30, 3), (50, 4)):
        _, names, date, _ = signed([paragraph(3)], han(length), True)
        tap.near(RIGHT - date.right, 4 * CELL, f"a name of {length} characters leaves the date where it is", 0.001)
        tap.check(len(names) == lines, f"it takes {lines} line(s)", [one.text for one in names])
        off = [one.left + one.right - date.left - date.right for one in names]
        tap.check(max(map(abs, off)) < 0.002, "each of them centred on the date", off)
        tap.check(max(one.right for one in names) < RIGHT + 0.001, "none leaves the type area")


def test_full_page():
    """7.3.5.5: name and date are never alone; two lines of text go with them."""
    for lines, stay, sealed in ((19, 19, False), (20, 18, False), (21, 19, False), (22, 20, False),
                                (18, 18, True), (19, 17, True), (21, 19, True), (22, 20, True)):
        text, names, date, pages = signed([paragraph(lines)], "甲乙局", sealed)
        seal = "sealed" if sealed else "unsealed"
        counts = len(pages[0].lines()) if len(pages) > 1 else len(text)
        tap.check(counts == stay and (len(pages) == 1) == (stay == lines) and (len(pages) == 1 or len(text) == 2),
                  f"{lines} lines and a name {seal}: {stay} stay on the first page", (counts, len(text), len(pages)))
        if len(pages) > 1:
            tap.near(text[0].y, pages[0].lines()[0].y, "the others begin the next", 0.001)


def faults_of(text, count, name, sealed):
    """What is wrong with a signed document, whose text takes so many lines."""
    lines, names, date, pages = signed(text, name, sealed)
    said = "".join(line.text for page in pages for line in page.lines())
    if said != "".join(text) + name + DATE:
        yield "text is lost or doubled"
    if len(pages) > 1 and len(lines) < 2 and count > 1:
        yield f"only {len(lines)} lines of text beside it"
    ys = [line.y for line in [*lines, *names, date]]
    if any(b - a < PITCH - 0.001 for a, b in zip(ys, ys[1:])):
        yield "lines over each other"
    if date.y > FOOT or any((y - ys[0]) / PITCH % 1 > 0.001 and (y - ys[0]) / PITCH % 1 < 0.999 for y in ys):
        yield "a line off the grid or below it"
    if len(pages) > -(-(count + 6 + len(names)) // 22) + 1:
        yield "pages are wasted"


def test_every_place():
    for name, most in (("甲乙局", 26 if SLOW else 48), ("黑龙江省绥滨县司法局", 26), (han(55), 26)):
        for sealed in (False, True):
            faults = [f"{n} lines: {fault}" for n in range(1, most)
                      for fault in faults_of([paragraph(n)], n, name, sealed)]
            faults += [f"{n} lines and 无。: {fault}" for n in range(17, 24)
                       for fault in faults_of([paragraph(n), "六、其他", "无。"], n + 2, name, sealed)]
            faults += [f"{n} short paragraphs: {fault}" for n in range(17, 25)
                       for fault in faults_of([paragraph(1, 9, k) for k in range(n)], n, name, sealed)]
            tap.none(faults, f"{len(name)} characters, {'sealed' if sealed else 'unsealed'}: sound at every place")


def test_below_a_table():
    """Where a table is the last thing said, two of its rows go along."""
    rows = {f"r{n}": f"第{n}行" for n in range(60)}
    form = layout("signed-table", extends="set-letter",
                  tables={"one": {"widths": [1, 1], "parts": {"main": {
                      "head": {"_stub": {"label": "项目", "is_stub": True}, "n": "数"}, "rows": rows}}}},
                  fields={"table": {"type": "table", "table": "one", "label": "表", "after": "text"}},
                  blocks={"table": {"kind": "table", "field": "table", "after": "text"}})
    faults = []
    for before in range(0, 24):
        document = letter([paragraph(before)] if before else [], agency="甲乙局", date="2024-01-10",
                          table={name: n for n, name in enumerate(rows)})
        last = frames(document, form).pages[-1]
        content = [line for line in last.lines() if line.size == 12 and not line.runs[0].is_repeat]
        if len(content) < 2:
            faults.append(f"{before} lines before the table: {len(content)} rows beside the signature")
    tap.none(faults, "a signature below a table has two of its rows on its page")


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
