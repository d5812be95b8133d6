#!/usr/bin/env python3
"""Tables with a ruler: columns, rules, heads and labels that stand again, texts in their cells, page breaks."""
from ruler import DOT, FOOT, LEFT, MM, RIGHT, SLOW, TOP, Tap, frames, han, letter, paragraph, refusal
from tables import (EDGE, FRAME, SPAN, cell_of, document, faults, form, plain_rows, with_tables)

tap = Tap()
COUNTS = {"a": "甲", "b": "乙", "c": "丙"}


def verticals(page):
    return sorted({round(rule.x0, 4) for rule in page.rules if not rule.is_horizontal})


def horizontals(page):
    return sorted({round(rule.y0, 4) for rule in page.rules if rule.is_horizontal})


def texts(page, repeats=None):
    return [text for text in page.texts() if repeats is None or text.is_repeat == repeats]


def values(count, columns):
    return {f"r{n}": [1000 * n + c for c in range(columns)] if columns > 1 else n for n in range(count)}


# ---- columns ----

def test_columns():
    got = frames(document(0, values(2, 3)), form("shares", COUNTS, plain_rows(2), ["30mm", 1, 2, 1])).pages[0]
    share = (SPAN - 30) / 4
    wanted = [LEFT + EDGE, LEFT + EDGE + 30, LEFT + EDGE + 30 + share, LEFT + EDGE + 30 + 3 * share, RIGHT - EDGE]
    xs = verticals(got)
    tap.check(len(xs) == 5 and max(abs(a - b) for a, b in zip(xs, wanted)) < DOT / 2 + 0.0005,
              "30 mm fixed, shares of 1, 2 and 1 fill the type area", (xs, wanted))
    many = {f"c{n}": str(n) for n in range(15)}
    xs = verticals(frames(document(0, values(1, 15)), form("equal", many, plain_rows(1), [1] * 16)).pages[0])
    tap.check(len(xs) == 17 and max(abs(b - a - SPAN / 16) for a, b in zip(xs, xs[1:])) < DOT,
              "16 equal columns are equal", xs)
    xs = verticals(frames(document(0, values(1, 2)), form("thirds", {"a": "甲", "b": "乙"}, plain_rows(1),
                                                         [0.5, 1.25, 1.25])).pages[0])
    tap.check(abs(xs[1] - xs[0] - SPAN / 6) < DOT and abs(xs[2] - xs[1] - xs[3] + xs[2]) < 2 * DOT,
              "shares may be fractions", xs)
    xs = verticals(frames(document(0, values(1, 2)), form("narrow", {"a": "甲", "b": "乙"}, plain_rows(1),
                                                         ["40mm", "25mm", "25mm"])).pages[0])
    tap.check(abs(xs[0] + xs[-1] - LEFT - RIGHT) < DOT and abs(xs[-1] - xs[0] - 90) < DOT,
              "a table narrower than the type area stands in its middle", xs)
    said = refusal(document(0, values(1, 2)), form("wide", {"a": "甲", "b": "乙"}, plain_rows(1), ["80mm"] * 3))
    tap.check(said and said.status == 1 and "layout.yaml:" in said.said, "fixed widths wider than the page are refused",
              said)


# ---- rules ----

def test_rules():
    page = frames(document(0, values(2, 3)), form("rules", COUNTS, plain_rows(2), [1] * 4)).pages[0]
    outer = [rule for rule in page.rules if abs(rule.weight - 6 * DOT) < 1e-4]
    inner = [rule for rule in page.rules if abs(rule.weight - 4 * DOT) < 1e-4]
    tap.check(len(outer) == 4 and len(outer) + len(inner) == len(page.rules), "a frame of 0.75 pt, rules of 0.5 pt, in whole dots")
    box = (min(r.x0 - (0 if r.is_horizontal else EDGE) for r in outer), max(r.x1 + (0 if r.is_horizontal else EDGE)
                                                                            for r in outer))
    tap.near(box[0], LEFT, "the frame's outer edge is the type area's", DOT)
    tap.near(box[1], RIGHT, "at both sides", DOT)
    tap.near(min(r.y0 for r in outer if r.is_horizontal) - EDGE, TOP, "and at the top of a page", DOT)
    top = [rule for rule in outer if rule.is_horizontal]
    tap.check(all(abs(rule.x0 - LEFT) < DOT and abs(rule.x1 - RIGHT) < DOT for rule in top),
              "the frame's corners are closed")
    tap.check(len(page.rules) == 4 + 2 + 3, "each rule is one stroke, however many cells it bounds", len(page.rules))
    tap.none(faults(frames(document(0, values(2, 3)), form("rules", COUNTS, plain_rows(2), [1] * 4))), "sound")


# ---- heads and labels ----

GROUPS = {"one": {"label": "第一组", "rows": {f"a{n}": f"甲{n}" for n in range(14)}},
          "two": {"label": "第二组", "rows": {
              "x": {"label": "上半", "rows": {f"b{n}": f"乙{n}" for n in range(13)}},
              "y": {"label": "下半", "rows": {f"c{n}": f"丙{n}" for n in range(13)}}}},
          "three": "合计"}
GROUPED = {"one": {f"a{n}": [n, 100 + n] for n in range(14)},
           "two": {"x": {f"b{n}": [n, 200 + n] for n in range(13)}, "y": {f"c{n}": [n, 300 + n] for n in range(13)}},
           "three": [7, 8]}
HEAD = {"p": {"label": "数量", "columns": {"m": "本年", "n": "上年"}}}


def grouped(name, **more):
    return form(name, HEAD, GROUPS, ["16mm", "16mm", "20mm", 1, 1], stub=3, **more)


def label_over(page, label):
    """(top, foot) of the cells with a label on a page."""
    return [(cell[1], cell[3]) for cell in (cell_of(page, run) for run in texts(page) if run.text == label)]


def grouped_faults(got):
    """Heads and labels of the grouped form on every page."""
    seen = []
    for number, page in enumerate(got.pages):
        rows = [run for run in texts(page) if run.text[0] in "甲乙丙" and run.text[1:].isdigit()]
        if not rows:
            continue
        seen += [run.text for run in rows]
        heads = [run.text for run in texts(page) if run.text in ("项目", "数量", "本年", "上年")]
        if sorted(heads) != sorted(("项目", "数量", "本年", "上年")):
            yield f"page {number + 1}: head {heads}"
        if any(run.is_repeat != (seen != [one.text for one in rows]) for run in texts(page) if run.text == "数量"):
            yield f"page {number + 1}: the first head is content, the others repeats"
        for label, marks in (("第一组", "甲"), ("第二组", "乙丙"), ("上半", "乙"), ("下半", "丙")):
            ys = [run.y for run in rows if run.text[0] in marks]
            over = label_over(page, label)
            if ys and not (len(over) == 1 and over[0][0] < min(ys) and max(ys) < over[0][1]):
                yield f"page {number + 1}: “{label}” stands over {over}, its rows at {ys}"
            if not ys and over:
                yield f"page {number + 1}: “{label}” without a row"
    wanted = [f"{mark}{n}" for mark, count in (("甲", 14), ("乙", 13), ("丙", 13)) for n in range(count)]
    if seen != wanted:
        yield f"rows in this order: {seen}"
    for label in ("第一组", "第二组", "上半", "下半", "合计", "项目", "数量"):
        said = [run.is_repeat for page in got.pages for run in texts(page) if run.text == label]
        if said.count(False) != 1 or said[0]:
            yield f"“{label}” is said {said.count(False)} times"


def test_every_offset():
    house = grouped("grouped")
    found = []
    for before in range(0, 24, 3 if SLOW else 1):
        got = frames(document(before, GROUPED, agency="甲乙局", date="2024-01-10"), house)
        found += [f"{before} lines before: {fault}" for fault in [*faults(got), *grouped_faults(got)]]
    tap.none(found, "a table of groups, begun at each line of a page: heads, labels, rules and texts are sound")


def test_parts():
    """Parts with heads of their own: each row stands below its own part's head."""
    parts = {f"part{p}": {"head": {"_all": {"label": f"第{p}部分", "columns": {
        "_stub": {"label": "内容", "is_stub": True}, "n": "数量"}}},
        "rows": {f"p{p}r{n}": f"{'甲乙丙丁'[p]}{n}" for n in range(9)}} for p in range(4)}
    house = with_tables("parts", {"table": {"widths": [1, 1], "parts": parts}})
    data = {f"p{p}r{n}": n for p in range(4) for n in range(9)}
    found = []
    for before in range(0, 23, 4 if SLOW else 1):
        got = frames(document(before, data), house)
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
        for page in got.pages:
            heads = {}
            for run in texts(page):
                if run.text.startswith("第") and run.text.endswith("部分"):
                    heads[int(run.text[1])] = run.y
                elif run.text[0] in "甲乙丙丁" and run.text[1:].isdigit():
                    part = "甲乙丙丁".index(run.text[0])
                    if part not in heads or heads[part] > run.y:
                        found.append(f"{before} lines before: {run.text} without its head on the page")
    tap.none(found, "parts with heads of their own: each row stands below its part's head on every page")


# ---- pages ----

def test_no_row_alone():
    """Below a head stand two rows of its part at least, on a next page as well, if the part has two."""
    found = []
    for count in (1, 2, 3, 7, 29, 40):
        house = form("lonely", COUNTS, plain_rows(count), [1] * 4)
        for before in range(0, 23, 4 if SLOW else 1):
            got = frames(document(before, values(count, 3)), house)
            rows = [sum(text.text.endswith("项") for text in texts(page)) for page in got.pages]
            if count > 1 and 1 in rows or sum(rows) != count:
                found.append(f"{before} lines before {count} rows: {rows}")
    tap.none(found, "no row stands alone before or behind a page break")
    # rows of three times the layout's height and more may
    house = form("high", {"a": {"label": "内容", "value": "text"}}, plain_rows(3), [1, 1])
    got = frames(document(4, {f"r{n}": han(300) for n in range(3)}), house)
    rows = [sum(text.text.endswith("项") for text in texts(page)) for page in got.pages]
    tap.check(rows == [1, 2], "a row of half a page stands well alone", rows)


def test_filled_exactly():
    """Rows that fill the page to its foot, and one unit more."""
    for rows, height, pages in ((9, (225 - FRAME) / 10, 1), (9, (225 - FRAME) / 10 + 0.01, 2),
                                (29, (225 - FRAME) / 30, 1), (29, (225 - FRAME) / 30 + 0.01, 2)):
        house = form("filled", COUNTS, plain_rows(rows), [1] * 4, row_height=f"{height:.5f}mm", padding_y="0.2mm")
        got = frames(letter([], table=values(rows, 3)), house)
        tap.check(len(got.pages) == pages and not faults(got),
                  f"{rows} rows and a head of {height:.3f} mm take {pages} page(s)", (len(got.pages), faults(got)))
        if pages == 1:
            tap.near(horizontals(got.pages[0])[-1] + EDGE, FOOT, "the frame ends at the type area's foot", DOT / 2 + 0.002)


def test_behind_each_other():
    two = {"first": {"widths": [1, 1], "parts": {"main": {"head": {"_c": {"label": "甲", "is_stub": True}, "n": "数"},
                                                          "rows": plain_rows(3)}}}}
    two["second"] = two["first"]
    house = with_tables("two", two)
    found = []
    for before in range(0, 23, 4 if SLOW else 1):
        data = letter([paragraph(before)] if before else [], first=values(3, 1), second=values(3, 1))
        got = frames(data, house)
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
    tap.none(found, "two tables behind each other are sound at each line of a page")
    ys = horizontals(frames(letter([], first=values(3, 1), second=values(3, 1)), house).pages[0])
    tap.near(ys[5] - ys[4] - FRAME, 12 * MM, "12 pt apart, frame to frame", DOT + 0.001)
    tap.near(ys[0] - EDGE, TOP, "the first one begins the page at the type area's top", DOT / 2 + 0.001)


def test_text_around():
    house = form("around", COUNTS, plain_rows(2), [1] * 4, space_before="8pt", space_after="10pt")
    data = document(3, values(2, 3), agency="甲乙局", date="2024-01-10")
    page = frames(data, house).pages[0]
    plain = frames(letter([paragraph(20)])).pages[0].lines()
    ys, text = horizontals(page), [line for line in page.lines() if line.size == 16]
    foot_of_line_3 = TOP + 2 * (plain[1].y - plain[0].y) + 16 * MM
    tap.near(ys[0] - EDGE - foot_of_line_3, 8 * MM, "the frame begins space_before below the text's em boxes", DOT / 2 + 0.001)
    index = (text[3].y - plain[0].y) / (plain[1].y - plain[0].y)
    tap.near(index, round(index), "what follows is on the grid again", 0.0005)
    top = TOP + round(index) * (plain[1].y - plain[0].y)
    tap.check(top >= ys[-1] + EDGE + 10 * MM + plain[1].y - plain[0].y - 0.01, "one empty line before the name", top)


# ---- texts ----

def test_values_in_their_cells():
    """Each number at the crossing of its row and its column."""
    columns = {f"c{n}": f"第{n}列" for n in range(7)}
    house = form("crossing", columns, plain_rows(40), ["34mm"] + [1] * 7)
    data = {f"r{n}": [10000000 + 100 * n + c for c in range(7)] for n in range(40)}
    got, found, seen = frames(document(5, data), house), [], 0
    share = (SPAN - 34) / 7
    for page in got.pages:
        row_of = {run.text: cell_of(page, run)[1:4:2] for run in texts(page, False) if run.text.endswith("项")}
        for run in texts(page, False):
            if not run.text.isdigit() or len(run.text) < 8:
                continue
            number = int(run.text) - 10000000
            row, column = divmod(number, 100)
            cell, seen = cell_of(page, run), seen + 1
            left = LEFT + EDGE + 34 + column * share
            if abs(cell[0] - left) > DOT / 2 + 0.001 or abs(cell[2] - left - share) > DOT / 2 + 0.001:
                found.append(f"{run.text}: column {cell[0]:.2f} to {cell[2]:.2f}, not {left:.2f}")
            if cell[1:4:2] != row_of[f"第{row + 1}项"]:
                found.append(f"{run.text}: row {cell[1:4:2]}, its label {row_of[f'第{row + 1}项']}")
            if abs(run.left + run.right - cell[0] - cell[2]) > DOT + 0.002:
                found.append(f"{run.text} is off the middle of its cell")
    tap.none([*found, *faults(got)], "each number stands at the crossing of its labels, in the middle of its cell")
    tap.check(seen == 280, "each once", seen)


def test_long_labels():
    rows = {f"r{n}": han(n * 3 + 1, n) for n in range(24)}
    got = frames(document(2, values(24, 3)), form("labels", COUNTS, rows, ["40mm", 1, 1, 1], corner=han(50)))
    tap.none(faults(got), "labels of 1 to 70 characters wrap within their cells")
    said = "".join(run.text for page in got.pages for run in texts(page, False) if run.left < LEFT + 40)
    wanted = paragraph(2) + han(50) + "".join(rows.values())
    tap.check("".join(line.text for _, line in frames(letter([paragraph(2)])).lines()) in said and
              all(label in said for label in (han(50), *rows.values())), "and are whole", (said, wanted))


def sizes(got):
    return {text.text: text.size for page in got.pages for text in texts(page)}


def test_shrinking():
    """小四 (12 pt) gives way to 五号, 小五, 六号, 小六 where a number is too long; the role, not the cell alone."""
    def widest(digits):
        """The size at which so many digits (half an em each) fit 20 mm less half a millimetre at both sides: the least
        padding of a number."""
        return next(size for size in (12, 10.5, 9, 7.5, 6.5) if digits * size / 2 * MM <= 19 + 0.001)
    house = form("shrink", COUNTS, plain_rows(3), [1, "20mm", "20mm", "20mm"], row_height="9mm")
    for digits in (8, 9, 10, 11, 13, 15):
        long = int("1234567890123456"[:digits])
        got = frames(document(1, {"r0": [1, 2, 3], "r1": [long, 5, 6], "r2": [7, 8, 9]}), house)
        size = sizes(got)
        tap.check({size[str(n)] for n in (1, 2, 3, long, 5, 6, 7, 8, 9)} == {widest(digits)},
                  f"{digits} digits in 20 mm: all numbers are set in {widest(digits)} pt", size)
        tap.check(size["第1项"] == 12 and size["甲"] == 12, "labels and heads keep their size", size)
        tap.none(faults(got), "and stand in their cells")


def test_too_long():
    house = form("overflow", COUNTS, plain_rows(3), [1, "20mm", "20mm", "20mm"])
    text = ('layout: overflow\ntable:\n  r0: [1, 2, 3]\n  r1: [4, 123456789012345678, 6]\n'
            '  r2: [7, 8, 987654321098765432]\n')
    said = refusal(text, house)
    tap.check(said and said.status == 1 and "cell-overflow" in said.said, "a number of 18 digits is refused", said)
    tap.check(said and "<stdin>:4:11: error" in said.said and "(table.r1[1])" in said.said
              and "<stdin>:5:14: error" in said.said, "each with its place", said)


TEXT = {"value": "text"}


def prose_form(name, **more):
    columns = {"a": {"label": "内容", **TEXT}}
    return form(name, columns, {f"r{n}": f"第{n}项" for n in range(6)}, ["20mm", 1], **more)


def test_tall_rows():
    data = {f"r{n}": han(300 + 50 * n, n) for n in range(6)}
    got = frames(document(4, data), prose_form("tall"))
    tap.none(faults(got), "rows of ten lines and more go to the next page whole")


def test_tall_labels():
    """Labels of groups that go over page breaks. In 12 mm stand two characters a line, of 15 pt; a row takes 21.3 pt,
    a page holds 28 of them. A label of 60 characters so needs 22 rows on each page."""
    def house(name, label, rows):
        return form(name, {"n": "数"}, {"g": {"label": label, "rows": {f"r{n}": f"第{n}项" for n in range(rows)}}},
                    ["14mm", "30mm", 1], stub=2)
    def data(rows):
        return {"g": {f"r{n}": n for n in range(rows)}}
    found = []
    for before in range(0, 22, 5 if SLOW else 1):
        for length, rows in ((20, 3), (20, 30), (40, 40), (60, 50), (30, 80)):
            got = frames(document(before, data(rows)), house("tall-label", han(length), rows))
            found += [f"{before} lines, label of {length}: {fault}" for fault in faults(got)]
    tap.none(found, "long labels of groups stand whole on each page")


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
