#!/usr/bin/env python3
"""What stands in cells, with a ruler: decimal points, vertical labels, paragraphs, characters that come nearer; and
columns as wide as what stands in them."""
from ruler import DOT, LEFT, MM, RIGHT, Tap, frames, han, refusal
from tables import EDGE, SPAN, cell_of, document, faults, plain_rows, with_tables

tap = Tap()
PAD = 1  # mm: gbt-9704 padding_x
SIZE = 12 * MM  # 小四


def table(name, head, rows, widths, styles=None, stub=1, **more):
    """Columns {name: {label, ...}}; with a stub if there are labels."""
    corner = {"_corner": {"label": "项目", "is_stub": True}} if stub else {}
    made = {"widths": widths, "stub": stub, "parts": {"main": {"head": {**corner, **head}, "rows": rows}}, **more}
    return with_tables(name, {"table": made}, **({"styles": styles} if styles else {}))


def texts(page):
    return {one.text: one for one in page.texts()}


def columns(page):
    xs = sorted({round(rule.x0, 4) for rule in page.rules if not rule.is_horizontal})
    return [b - a for a, b in zip(xs, xs[1:])]


# ---- decimals ----

DECIMAL = {"dec": {"like": "table", "align": "decimal"}}
AMOUNT = {"a": {"label": "金额", "value": "decimal", "cell_style": "dec"}}


def point_of(run):
    """Where a number's point stands, or its end: digits are half an em wide, the point a quarter."""
    whole = run.text.split(".")[0].rstrip("（注）")
    return run.left + len(whole) * SIZE / 2


def test_decimals():
    rows = {"r0": 1234.5, "r1": 7, "r2": 0.125, "r3": 99999.25, "r4": {"a": {"value": 12.5, "note": "（注）"}}, "r5": None}
    house = table("decimals", AMOUNT, plain_rows(6), [1, "40mm"], DECIMAL, blank_text="—")
    got = frames(document(1, rows), house)
    page = got.pages[0]
    seen = {text: run for text, run in texts(page).items() if text[0].isdigit()}
    points = {text: point_of(run) for text, run in seen.items()}
    tap.check(len(points) == 5 and max(points.values()) - min(points.values()) < 0.01,
              "points stand below each other, in whole numbers behind the last digit", points)
    cell = cell_of(page, seen["7"])
    # 99999 before the point, .125 behind it
    tap.near(points["7"], (cell[0] + cell[2]) / 2 + (2.5 - 1.75) * SIZE / 2, "the longest parts together are in the middle",
             0.05)
    dash = texts(page)["—"]
    tap.near(dash.left + dash.right, cell[0] + cell[2], "what is no number stands in the middle", 0.05)
    tap.none(faults(got), "all stand in their cells")


def test_decimals_by_part():
    parts = {f"p{n}": {"head": {"_all": {"label": f"第{n}部分", "columns": {
        "_s": {"label": "项目", "is_stub": True}, "a": {"label": "金额", "value": "decimal", "cell_style": "dec"}}}},
        "rows": {f"p{n}r{m}": f"第{m}项" for m in range(3)}} for n in range(2)}
    house = with_tables("by-part", {"table": {"widths": [1, "40mm"], "stub": 1, "parts": parts}}, styles=DECIMAL)
    data = {"p0r0": 1.5, "p0r1": 22.25, "p0r2": 3, "p1r0": 1000000, "p1r1": 2.5, "p1r2": 12345.625}
    page = frames(document(1, data), house).pages[0]
    points = [{round(point_of(run), 2) for text, run in texts(page).items() if text in names}
              for names in (("1.5", "22.25", "3"), ("1000000", "2.5", "12345.625"))]
    tap.check(all(max(one) - min(one) < 0.011 for one in points) and abs(min(points[0]) - min(points[1])) > 1,
              "each part has its own line of points", points)


def test_decimals_smaller():
    """Where numbers are set smaller, points stay below each other."""
    house = table("narrow", AMOUNT, plain_rows(3), [1, "16mm"], DECIMAL)
    page = frames(document(1, {"r0": 1234567.25, "r1": 2.5, "r2": 30}), house).pages[0]
    seen = [run for text, run in texts(page).items() if text[0].isdigit()]
    tap.check({run.size for run in seen} == {7.5}, "11 places in 15 mm: 六号", [run.size for run in seen])
    points = [run.left + len(run.text.split(".")[0]) * run.size * MM / 2 for run in seen]
    tap.check(max(points) - min(points) < 0.01, "and points below each other", points)


# ---- vertical labels ----

VERTICAL = {"stand": {"like": "table_stub", "align": "center", "is_vertical": True, "line_gap": 0}}


def upright(name, label, count, **more):
    rows = {"g": {"label": label, "style": "stand", "rows": plain_rows(count)}}
    return table(name, {"n": {"label": "数"}}, rows, ["8mm", "30mm", 1], VERTICAL, stub=2, **more)


def test_vertical():
    label = "（一）收入——本级12个“三公”…"
    got = frames(document(1, {"g": {f"r{n}": n for n in range(12)}}), upright("upright", label, 12))
    page = got.pages[0]
    cell = cell_of(page, texts(page)["数"])
    label_id = next(one.text_id for one in page.runs if one.text.startswith("收"))
    runs = [one for one in page.runs if one.text_id == label_id]
    said = [one.text for one in runs]
    tap.check("".join(said) == label and "12" in said and all(len(text) == 1 for text in said if text != "12"),
              "a character a line, short numbers together, in the text's order", said)
    steps = [b.y - a.y for a, b in zip(runs, runs[1:])]
    tap.check(all(abs(step - SIZE) < 0.001 for step in steps), "solid", steps)
    middle = LEFT + EDGE + 8 / 2
    han_runs = [one for one in runs if one.text not in ("12",)]
    tap.check(all(abs((one.left + one.right) / 2 - middle) < 0.02 for one in han_runs), "in the middle of the column",
              [(one.text, one.left, one.right) for one in han_runs])
    plain = frames(document(1, {"g": {f"r{n}": n for n in range(12)}}),
                   table("lying", {"n": {"label": "数"}}, {"g": {"label": label, "rows": plain_rows(12)}},
                         [1, "30mm", "20mm"], stub=2)).pages[0]
    glyphs = {one.text: one.glyphs[0][0] for one in runs}
    lying = {}
    for one in plain.runs:
        lying.update({char: glyph[0] for char, glyph in zip(one.text, one.glyphs)})
    turned = [char for char in "（）—“”…" if glyphs.get(char) != lying.get(char)]
    tap.check(turned == list("（）—“”…") and glyphs["收"] == lying["收"], "marks have their vertical forms", turned)
    node = next(node for node in got.nodes if node.get("actual_text"))
    tap.check(node["actual_text"] == label and node["tag"] == "TH", "and are read as a text", node)
    tap.check(cell is not None and not faults(got), "all stand in their cells", faults(got))


def test_vertical_grows():
    """Rows of 7.5 mm below a label of 20 characters of 12 pt: 84.7 mm and padding for two rows."""
    label = han(20)
    page = frames(document(1, {"g": {"r0": 1, "r1": 2}}), upright("grows", label, 2)).pages[0]
    run = next(one for one in page.runs if one.text == label[5])
    cell = cell_of(page, run)
    tap.near(cell[3] - cell[1], 20 * SIZE + 2, "rows grow as high as a vertical label needs", 0.1)
    got = frames(document(1, {"g": {"r0": 1, "r1": 2}}), upright("tower", han(60, 3), 2))
    last = max(one.text_id for page in got.pages for one in page.runs if one.text == han(1, 3))
    said = [one.text for page in got.pages for one in page.runs if one.text_id == last and not one.is_repeat]
    tap.check("".join(said) == han(60, 3) and len(got.pages) > 1, "one higher than a page goes on on the next", said)
    tap.none(faults(got), "in its cells")


# ---- paragraphs ----

def test_paragraphs():
    styles = {"para": {"like": "table", "align": "justify", "indent_first": 2, "is_balanced": False}}
    text = {"a": {"label": "说明", "value": "text", "cell_style": "para"}}
    house = table("paragraphs", text, plain_rows(2), [1, f"{20 * SIZE + 2 * PAD:.4f}mm"], styles)
    data = {"r0": f"{han(40, 30)}\n{han(25, 5)}\n{han(3, 9)}", "r1": han(18)}
    got = frames(document(1, data), house)
    page = got.pages[0]
    left = RIGHT - EDGE - PAD - 20 * SIZE
    text_id = next(one.text_id for one in page.runs if one.text.startswith(han(10, 30)))
    lines = [(one.text, round((one.left - left) / SIZE, 2)) for one in page.runs if one.text_id == text_id]
    wanted = [(han(18, 30), 2), (han(20, 48), 0), (han(2, 68), 0), (han(18, 5), 2), (han(7, 23), 0), (han(3, 9), 2)]
    tap.check(len(lines) == 6 and all(a[0] == b[0] and abs(a[1] - b[1]) < 0.02 for a, b in zip(lines, wanted)),
              "each paragraph of a cell is indented by two characters", lines)
    tap.none(faults(got), "and stands in its cell")


# ---- type ----

def test_pitch():
    """Characters come nearer, by fiftieths of an em, before they are smaller."""
    for count, pitch, size in ((11, 1, 12), (11.5, 0.94, 12), (12, 0.9, 12), (13, 0.96, 10.5)):
        digits = round(count * 2)
        width = 11 * SIZE + PAD  # half the padding at both sides of a number
        house = table("pitch", {"a": {"label": "数", "value": "text"}}, plain_rows(2), [1, f"{width:.4f}mm"],
                      min_pitch=0.9)
        long = "2" * digits
        got = frames(document(1, {"r0": long, "r1": "7"}), house)
        run = texts(got.pages[0])[long]
        most = 11 * SIZE / (digits / 2)
        steps = [step / 50 for step in range(50, 44, -1)]
        asked = next((s, p) for s in (12, 10.5) for p in steps if s * p * MM <= most + 0.002)
        tap.check(run.size == asked[0] == size and abs((run.right - run.left) / digits * 2 - asked[0] * asked[1] * MM) < 0.01
                  and abs(asked[1] - pitch) < 0.001,
                  f"{digits} digits in the room of 22: {size} pt, {pitch} of their width",
                  (run.size, (run.right - run.left) / digits * 2, asked))
        middle = RIGHT - EDGE - width / 2
        tap.near((run.left + run.right) / 2, middle + (run.size * MM - run.size * MM * asked[1]) * -0.5,
                 "its places in the middle, less what they stand out", 0.01)
    said = refusal(document(1, {"r0": "2" * 200, "r1": "7"}), house)
    tap.check(said and "cell-overflow" in said.said, "and what fits at no size is refused", said)


# ---- columns by content ----

def test_content():
    head = {"a": {"label": "甲", "value": "text"}, "b": {"label": "乙", "value": "text"}}
    data = {"r0": [han(4), han(7)], "r1": [han(6), han(2)]}
    got = columns(frames(document(1, data), table("content", head, plain_rows(2), ["content", "content", 1])).pages[0])
    wanted = [3 * SIZE - SIZE / 2 + 2 * PAD, 6 * SIZE + 2 * PAD]  # 第1项: the digit is half an em, and gaps
    tap.check(len(got) == 3 and abs(got[1] - wanted[1]) < 0.05 and abs(sum(got) - SPAN) < 2 * DOT,
              "a column by content is as wide as its longest text, the rest is for the shares", got)
    got = columns(frames(document(1, data), table("alike", head, plain_rows(2), [1, "equal", "equal"])).pages[0])
    tap.check(abs(got[1] - got[2]) < 0.05 and abs(got[1] - 7 * SIZE - 2 * PAD) < 0.05,
              "equal columns are as wide as the widest of them", got)
    got = columns(frames(document(1, data), table("all", head, plain_rows(2), ["content"] * 3)).pages[0])
    tap.check(abs(sum(got) - SPAN) < 2 * DOT and got[2] > got[1] > got[0], "columns by content fill the page", got)


def test_lowest():
    """30 + 10 characters in a row and 20 in the other: where they cannot all stand in one line, few lines are made."""
    head = {"a": {"label": "甲", "value": "text"}, "b": {"label": "乙", "value": "text"}}
    house = table("lowest", head, plain_rows(1), ["20mm", "content", "content"])
    got = frames(document(1, {"r0": [han(60), han(20, 7)]}), house)
    page = got.pages[0]
    room = SPAN - 20 - 4 * PAD
    lines = [{round(one.y, 3) for one in page.runs if one.text_id == text_id}
             for text_id in {one.text_id for one in page.runs if len(one.text) > 4 and one.node}]
    best = min(max(-(-60 // a), -(-20 // b)) for a in range(1, int(room / SIZE)) for b in [int(room / SIZE + 1e-6) - a]
               if b > 0)
    most = max(len(one) for one in lines if len(one) < 20)
    tap.check(most == best, f"80 characters in {room / SIZE:.1f}: {best} lines", (most, lines))
    tap.none(faults(got), "in their cells")


def test_content_too_wide():
    head = {f"c{n}": {"label": f"第{n}列"} for n in range(10)}
    house = table("crowd", head, plain_rows(2), ["content"] * 11)
    got = frames(document(1, {"r0": [123456789] * 10, "r1": [1] * 10}), house)
    tap.none(faults(got), "columns by content that are too wide together: numbers are set smaller")
    sizes = {one.size for one in got.pages[0].texts() if one.text.isdigit()}
    tap.check(len(sizes) == 1 and max(sizes) < 12, "all of them alike", sizes)
    said = refusal(document(1, {"r0": [12345678901234567] * 10, "r1": [1] * 10}), house)
    tap.check(said and said.status == 1 and "cell-overflow" in said.said, "and refused where even that is too much", said)


def main():
    for test in [value for name, value in globals().items() if name.startswith("test_")]:
        test()
    tap.finish()


if __name__ == "__main__":
    main()
