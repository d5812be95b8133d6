#!/usr/bin/env python3
"""Rules of tables: which stands where, and how they come out of a printer of 600 dots to the inch."""
import json

from ink import build, picture
from ruler import DOT, LEFT, MM, RIGHT, SLOW, TOP, Rule, Tap, frames
from tables import document, faults, form, plain_rows, with_tables

tap = Tap()
DOT_PT = 0.12
COLUMNS = {"p": {"label": "数量", "columns": {"m": "本年", "n": "上年"}}, "q": "备注"}
ROWS = {"one": {"label": "一组", "rows": {"a": "甲", "b": "乙"}}, "two": {"label": "二组", "rows": {"c": "丙", "d": "丁"}},
        "all": "合计"}
VALUES = {"one": {"a": [1, 2, 3], "b": [4, 5, 6]}, "two": {"c": [1, 2, 3], "d": [4, 5, 6]}, "all": [7, 8, 9]}
DATA = document(0, VALUES, title="表")
# rules that nobody would choose, each of another weight, in dots
MANY = {"top": 15, "bottom": 14, "left": 13, "right": 12, "head": 11, "stub": 10, "rows": 2, "columns": 3, "groups": 5}
NONE = {"frame": "none", "rows": "none", "columns": "none"}


def weights(**dots):
    return {name: f"{count * DOT_PT:.2f}pt" for name, count in dots.items()}


def sample(name, ruling, rows=ROWS, columns=COLUMNS, **more):
    return form(name, columns, rows, ["14mm", "20mm", 1, 1, 1], stub=2, ruling=ruling, **more)


def amended(folder, change):
    """A layout with something else said in it."""
    definition = json.loads((folder / "layout.yaml").read_text("utf-8"))
    change(definition)
    (folder / "layout.yaml").write_text(json.dumps(definition, ensure_ascii=False), "utf-8")
    return folder


def dots(rule):
    return round(rule.weight / DOT)


def met(page, x=None, y=None):
    """The weights, in dots, of the rules that a line down the page at x (across it at y) meets."""
    if y is None:
        return [dots(r) for r in sorted(page.rules, key=lambda r: r.y0) if r.is_horizontal and r.x0 <= x <= r.x1]
    return [dots(r) for r in sorted(page.rules, key=lambda r: r.x0) if not r.is_horizontal and r.y0 <= y <= r.y1]


def height_of(page, text):
    return next((one.top + one.foot) / 2 for one in page.texts() if one.text == text)


def place_of(page, text):
    return next((one.left + one.right) / 2 for one in page.texts() if one.text == text)


# ---- which rule stands where ----

def test_kinds():
    page = frames(DATA, sample("kinds", weights(**MANY))).pages[0]
    for text, wanted in (("本年", [15, 2, 11, 2, 5, 2, 5, 14]), ("备注", [15, 11, 2, 5, 2, 5, 14]),
                         ("一组", [15, 11, 5, 5, 14]), ("甲", [15, 11, 2, 5, 2, 5, 14])):
        got = met(page, x=place_of(page, text))
        tap.check(got == wanted, f"rules above and below, in the column of “{text}”", (got, wanted))
    for text, wanted in (("数量", [13, 10, 3, 12]), ("本年", [13, 10, 3, 3, 12]), ("甲", [13, 3, 10, 3, 3, 12]),
                         ("合计", [13, 10, 3, 3, 12])):
        got = met(page, y=height_of(page, text))
        tap.check(got == wanted, f"rules left and right, in the row of “{text}”", (got, wanted))
    tap.none(faults(frames(DATA, sample("kinds", weights(**MANY)))), "sound")


def test_unsaid():
    """What is not said of heads, stubs, groups and parts is as between rows and columns."""
    ruling = weights(frame=6, rows=4, columns=3)
    page = frames(DATA, sample("unsaid", ruling)).pages[0]
    tap.check(met(page, x=place_of(page, "本年")) == [6, 4, 4, 4, 4, 4, 4, 6], "below the head, between groups",
              met(page, x=place_of(page, "本年")))
    tap.check(met(page, y=height_of(page, "甲")) == [6, 3, 3, 3, 3, 6], "right of the labels")
    parts = {f"part{n}": {"head": {"_c": {"label": f"头{n}", "is_stub": True}, f"v{n}": "数"},
                          "rows": {f"r{n}": f"行{n}"}} for n in range(2)}
    table = {"widths": [1, 1], "parts": parts}
    data = document(0, {f"r{n}": 1 for n in range(2)})
    page = frames(data, with_tables("parts-plain", {"table": {**table, "ruling": ruling}})).pages[0]
    tap.check(met(page, x=place_of(page, "头0")) == [6, 4, 4, 4, 6], "between parts", met(page, x=place_of(page, "头0")))
    page = frames(data, with_tables("parts-heavy", {"table": {**table, "ruling": {**ruling, **weights(parts=9)}}})).pages[0]
    tap.check(met(page, x=place_of(page, "头0")) == [6, 4, 9, 4, 6], "between parts as it is said")


def test_sides():
    """Cells' own sides: the heavier of two wins, a stroke wins over none, none over what the table has."""
    rows = {"a": {"label": "甲", "sides": weights(bottom=9)}, "b": {"label": "乙", "sides": weights(top=7)},
            "c": {"label": "丙", "sides": {"bottom": "none"}}, "d": {"label": "丁", "sides": {"bottom": "none"}},
            "e": {"label": "戊", "sides": weights(top=8, bottom=10)}}
    data = document(0, {key: [1, 2, 3] for key in rows})
    house = form("sides", COLUMNS, rows, ["30mm", 1, 1, 1], ruling=weights(frame=6, rows=4, columns=4))
    page = frames(data, house).pages[0]
    got = met(page, x=place_of(page, "甲"))
    tap.check(got == [6, 4, 9, 4, 8, 10], "of labels below each other", got)
    tap.none([fault for fault in faults(frames(data, house))], "joints of many weights are sound")


def test_pages():
    house = sample("long", weights(**MANY), plain_rows(80))
    values = document(3, {f"r{n}": [n, n, n] for n in range(80)})
    got = frames(values, house)
    found = [met(page, x=place_of(page, "本年")) for page in got.pages]
    tap.check(len(found) > 2 and all(one[:3] == [15, 2, 11] and one[-1] == 14 and set(one[3:-1]) == {2} for one in found),
              "each page begins with the top rule and a head, and ends with the bottom rule", found)
    tap.none(faults(got), "sound")


def test_three_rules():
    """三线表: heavy rules above and below, a light one under the head, nothing at the sides."""
    house = sample("three", {**NONE, **weights(top=12, bottom=12, head=6)})
    page = frames(DATA, house).pages[0]
    rules = sorted(page.rules, key=lambda rule: rule.y0)
    tap.check([dots(rule) for rule in rules] == [12, 6, 12], "three rules", [dots(rule) for rule in rules])
    tap.check(all(abs(r.x0 - LEFT) <= DOT and abs(r.x1 - RIGHT) <= DOT for r in rules),
              "from the type area's left edge to its right one", [(r.x0, r.x1) for r in rules])


def test_double():
    ruling = {"frame": "double 0.48pt", **weights(rows=4, columns=4)}
    page = frames(DATA, sample("double", ruling)).pages[0]
    got = met(page, x=place_of(page, "本年"))
    tap.check(got == [4, 4, 4, 4, 4, 4, 4, 4, 4, 4], "two strokes above and below", got)
    across = sorted({round(r.y0, 3) for r in page.rules if r.is_horizontal})
    tap.check(across[1] - across[0] > 0.3, "that are more than 0.3 mm apart", across[:2])
    # at a page's top the outer stroke is at the type area's edge
    top = min(r.y0 - r.weight / 2 for r in frames(document(0, VALUES), sample("double", ruling)).pages[0].rules
              if r.is_horizontal)
    tap.near(top, TOP, "within the type area", 2 * DOT)
    tap.none(faults(frames(DATA, sample("double", ruling))), "sound")


# ---- in print ----

RULINGS = {
    "usual": {"frame": "0.75pt", "rows": "0.5pt", "columns": "0.5pt"},
    "heavy": {"frame": "1.5pt", "rows": "0.75pt", "columns": "0.75pt", "head": "1.5pt", "groups": "1pt"},
    "light": {"frame": "0.3pt", "rows": "0.2pt", "columns": "0.1pt"},
    "double": {"frame": "double 0.5pt", "rows": "0.5pt", "columns": "0.4pt", "head": "double 0.75pt", "stub": "double 0.5pt"},
    "turned": {"frame": "1pt", "rows": "0.5pt", "columns": "0.5pt", "head": "double 0.5pt"},
    "open": {**NONE, "top": "1.5pt", "bottom": "double 1pt", "head": "0.75pt", "columns": "0.5pt"},
}


def printed(rule, shot):
    """The dots of a rule: (those across it and a little beyond its edges, those along its middle)."""
    box = [round(v / DOT) for v in (rule.x0, rule.y0, rule.x1, rule.y1)]
    x, y = round((rule.x0 + rule.x1) / 2 / DOT), round((rule.y0 + rule.y1) / 2 / DOT)
    beyond = round(rule.weight / DOT / 2) + 2
    if rule.is_horizontal:
        x = box[0] + max(12, (box[2] - box[0]) // 37)  # beside the rules that cross it
        return ([shot.rows[i][x] for i in range(y - beyond, y + beyond + 1)], list(shot.rows[int(rule.y0 / DOT)][box[0]:box[2]]))
    y = box[1] + max(12, (box[3] - box[1]) // 19)
    return (list(shot.rows[y][x - beyond:x + beyond + 1]), [shot.rows[i][int(rule.x0 / DOT)] for i in range(box[1], box[3])])


def as_printed(page):
    """The rules of a page as it lies in the printer, also those of turned tables."""
    for item in page.items:
        if item["kind"] == "rule":
            low = {key + "0": min(item[key + "0"], item[key + "1"]) for key in "xy"}
            yield Rule({**item, **low, **{key + "1": max(item[key + "0"], item[key + "1"]) for key in "xy"}})


def print_faults(name, page, shot):
    widths = {}
    for rule in as_printed(page):
        across, along = printed(rule, shot)
        black = sum(value < 128 for value in across)
        widths.setdefault(round(rule.weight / MM, 3), set()).add(black)
        if max(along) >= 128:
            yield f"{name}: a gap in a rule at {rule.x0:.2f} {rule.y0:.2f}"
        edge = ((rule.y0 if rule.is_horizontal else rule.x0) - rule.weight / 2) / DOT
        is_whole = abs(rule.weight / DOT - round(rule.weight / DOT)) < 0.01
        if is_whole and abs(edge - round(edge)) > 0.02:
            yield f"{name}: the edge of a rule is {edge:.2f} dots from the page's"
    for weight, counts in widths.items():
        if len(counts) > 1:
            yield f"{name}: rules of {weight} pt are {sorted(counts)} dots wide"
        if abs(max(counts) - weight / DOT_PT) > 0.51:
            yield f"{name}: a rule of {weight} pt is {max(counts)} dots wide"


def test_print():
    found = []
    for name, ruling in RULINGS.items():
        house = sample(f"print-{name}", ruling, is_turned=name == "turned")
        got, pdf = frames(DATA, house), build(DATA, house, f"print-{name}")
        area = (0, 0, 210, 265 if name == "turned" else 130)
        for is_smooth in (False,) if SLOW else (False, True):
            shot = picture(pdf, len(got.pages), area, 600, is_smooth)
            found += print_faults(name, got.pages[-1], shot)
    tap.none(found, "600 dots to the inch: rules of one weight are as many dots, black, without a gap in a joint")


# ---- where texts stand in higher cells ----

def test_valign():
    def change(definition):
        definition["styles"] = {f"at_{where}": {"like": "table_stub", "valign": where} for where in ("top", "middle", "bottom")}
        rows = definition["tables"]["table"]["parts"]["main"]["rows"]
        for key, where in zip("abc", ("top", "middle", "bottom")):
            rows[key] = {"label": rows[key], "style": f"at_{where}", "height": "30mm"}
    rows = {"a": "上", "b": "中", "c": "下"}
    house = amended(form("valign", COLUMNS, rows, ["30mm", 1, 1, 1], padding_y="2mm"), change)
    page = frames(document(0, {key: [1, 2, 3] for key in rows}), house).pages[0]
    ys = sorted(rule.y0 for rule in page.rules if rule.is_horizontal)[-4:]
    tops = {text.text: (text.top + text.foot) / 2 for text in page.texts()}
    half = 12 * MM / 2
    for text, wanted in (("上", ys[0] + 2 + half), ("中", (ys[1] + ys[2]) / 2), ("下", ys[3] - 2 - half)):
        # faces differ a little in where their ink stands in the em box
        tap.near(tops[text], wanted, f"“{text}” in a cell of 30 mm", 0.05 * 12 * MM)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
