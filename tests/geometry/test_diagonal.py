#!/usr/bin/env python3
"""斜线表头: heads parted by one diagonal or two, with a ruler."""
import json
from math import hypot

from ink import build, picture
from ruler import DOT, MM, SLOW, Tap, frames, refusal
from tables import cell_of, document, faults, form, plain_rows

tap = Tap()
COLUMNS = {"p": {"label": "数量", "columns": {"m": "本年", "n": "上年"}}, "q": "备注"}
DATA = document(0, {f"r{n}": [n, 2, 3] for n in range(3)}, title="表")
CLEAR = 0.3


def headed(name, labels, width="30mm", rows=3, columns=COLUMNS, **more):
    """A table whose corner is parted by diagonals."""
    folder = form(name, columns, plain_rows(rows), [width, 1, 1, 1], **more)
    definition = json.loads((folder / "layout.yaml").read_text("utf-8"))
    head = definition["tables"]["table"]["parts"]["main"]["head"]
    head["_corner"] = {"diagonal": labels, "is_stub": True}
    (folder / "layout.yaml").write_text(json.dumps(definition, ensure_ascii=False), "utf-8")
    return folder


def distance(point, rule):
    """Of a point from a rule's middle line, and on which side of it the point is."""
    dx, dy = rule.x1 - rule.x0, rule.y1 - rule.y0
    return ((point[0] - rule.x0) * dy - (point[1] - rule.y0) * dx) / hypot(dx, dy)


def corners(text):
    return [(x, y) for x in (text.left, text.right) for y in (text.top, text.foot)]


def label_faults(page, labels, is_repeat=False):
    """The labels stand in their areas, from the lower left to the upper right, clear of all rules."""
    texts = {text.text: text for text in page.texts() if text.is_repeat == is_repeat}
    diagonals = sorted(page.diagonals, key=lambda rule: -rule.y1)  # the steeper one first
    if len(diagonals) != len(labels) - 1:
        yield f"{len(diagonals)} diagonals for {labels}"
        return
    for at, label in enumerate(labels):
        text = texts[label]
        for number, rule in enumerate(diagonals):
            sides = [distance(corner, rule) for corner in corners(text)]
            room = min(sides) if at > number else -max(sides)
            if room - rule.weight / 2 < CLEAR:
                yield f"“{label}” is {room - rule.weight / 2:.2f} mm from a diagonal"
        left, top, right, foot = cell_of(page, text)
        half = max(rule.weight for rule in page.rules) / 2
        room = min(text.left - left, text.top - top, right - text.right, foot - text.foot) - half
        if room < CLEAR:
            yield f"“{label}” is {room:.2f} mm from a rule"


def end_faults(page):
    """Diagonals begin where the upper left corner's rules meet, and end in rules."""
    for rule in page.diagonals:
        for x, y in ((rule.x0, rule.y0), (rule.x1, rule.y1)):
            across = [r for r in page.rules if r.is_horizontal and abs(r.y0 - y) < DOT and r.x0 - DOT <= x <= r.x1 + DOT]
            down = [r for r in page.rules if not r.is_horizontal and abs(r.x0 - x) < DOT and r.y0 - DOT <= y <= r.y1 + DOT]
            if not across and not down or (x, y) == (rule.x0, rule.y0) and not (across and down):
                yield f"a diagonal's end {x:.2f} {y:.2f} is in no rule's middle"


USUAL = {"frame": "0.75pt", "rows": "0.5pt", "columns": "0.5pt"}
HEADS = {
    "two": (["项目", "年份"], "30mm", USUAL),
    "wide": (["项目", "年份"], "70mm", {**USUAL, "frame": "double 1pt"}),
    "long": (["项目名称", "统计年份"], "24mm", USUAL),
    "longer": (["政府信息公开申请", "行政机关办理结果"], "34mm", {**USUAL, "frame": "1.5pt"}),
    "narrow": (["项目", "年份"], "14mm", USUAL),
    "three": (["项目", "金额", "年份"], "40mm", USUAL),
    "three-narrow": (["部门", "人数", "年份"], "26mm", {**USUAL, "frame": "double 0.5pt"}),
    "three-long": (["行政机关", "件数（件）", "统计年份"], "45mm", USUAL),
}
OPEN = {"frame": "none", "top": "1.5pt", "bottom": "1.5pt", "head": "0.75pt", "rows": "none", "columns": "none"}


def test_labels():
    for name, (labels, width, ruling) in HEADS.items():
        page = frames(DATA, headed(f"head-{name}", labels, width, ruling=ruling)).pages[0]
        tap.none([*label_faults(page, labels), *end_faults(page)], f"{name}: labels in their areas, 0.3 mm from all rules")
        texts = [text.text for text in page.texts()]
        at = texts.index(labels[-1])
        tap.check(texts[at:at + len(labels)] == labels[::-1], f"{name}: read from the top", texts)
    page = frames(DATA, headed("head-open", ["项目", "年份"], ruling=OPEN)).pages[0]
    tap.check(len(page.diagonals) == 1, "one where no rules cross, too", len(page.diagonals))


def test_all_widths():
    """Whatever the width: either it is sound, or it is told."""
    found, refused = [], 0
    for labels in (["项目", "年份"], ["甲", "乙丙丁戊"], ["项目", "金额", "年份"], ["一二三四", "五", "六七"]):
        for width in range(5, 60, 11 if SLOW else 3):
            house = headed("head-any", labels, f"{width}mm")
            said = refusal(DATA, house)
            refused += bool(said)
            if said and "cell-overflow" not in said.said:
                found.append(f"{labels} in {width} mm: {said}")
            if not said:
                got = frames(DATA, house)
                found += [f"{labels} in {width} mm: {fault}" for page in got.pages
                          for fault in [*label_faults(page, labels), *end_faults(page)]]
                found += [f"{labels} in {width} mm: {fault}" for fault in faults(got)]
    tap.none(found, "columns of 5 to 60 mm")
    tap.check(0 < refused < 20, "only narrow ones are refused", refused)


def test_structure():
    labels = ["项目", "年份"]
    got = frames(document(0, {f"r{n}": [n, 2, 3] for n in range(80)}), headed("head-pages", labels, rows=80))
    nodes = {run.node for run in got.pages[0].runs if run.text in labels}
    kinds = {node["node"]: node["tag"] for node in got.nodes}
    tap.check(len(nodes) == 1 and kinds[nodes.pop()] == "TH", "both labels are one head cell")
    found = [fault for page in got.pages[1:] for fault in label_faults(page, labels, True)]
    tap.check(len(got.pages) > 2, "a table of several pages", len(got.pages))
    tap.none(found + faults(got), "where the head stands again, its labels and its diagonal do too")


def test_lists():
    """Over the first columns of a list, which label its rows."""
    labels = [["部门", "时间"], ["姓名", "项目"]]
    head = {"office": {"diagonal": labels[0], "value": "text", "is_merged": True},
            "name": {"diagonal": labels[1], "value": "text", "is_row_head": True}, "m": "本年", "n": "上年"}
    house = form("head-list", head, {"staff": {"label": "", "is_list": True}}, ["30mm", "30mm", 1, 1], stub=0)
    data = document(0, {"staff": [[f"第{n // 3}科", f"人员{n}", n, n] for n in range(80)]})
    got = frames(data, house)
    tap.check(len(got.pages) > 2, "a list of several pages", len(got.pages))
    for page in got.pages:
        tap.check(len(page.diagonals) == 2, "each with two heads parted", len(page.diagonals))
        texts = [text.text for text in page.texts()]
        tap.check(all(text in texts for pair in labels for text in pair), "and all their labels", texts)
    scopes = [node.get("scope") for node in got.nodes if node["tag"] == "TH"][:4]
    tap.check(scopes[0] == scopes[1] != scopes[2] == scopes[3], "heads of rows and of columns at once", scopes)
    tap.none(faults(got), "and nothing to object to")


def test_too_long():
    text = json.dumps(DATA, ensure_ascii=False)
    house = headed("head-full", ["行政机关办理政府信息公开申请", "年份"], "20mm")
    said = refusal(text, house)
    tap.check(said and said.status == 1 and "cell-overflow" in said.said and "行政机关" in said.said
              and "layout.yaml:" in said.said, "labels too long for their cell are refused, with their place", said)


def test_ink():
    """The diagonal is one line of ink from corner to corner."""
    house = headed("head-ink", ["项目", "年份"])
    page = frames(DATA, house).pages[0]
    shot, (rule,) = picture(build(DATA, house, "head-ink"), 1, (0, 0, 210, 130), 600, False), page.diagonals
    steps = 1500
    gaps = [step for step in range(steps + 1)
            if shot.rows[round((rule.y0 + (rule.y1 - rule.y0) * step / steps) / DOT - 0.5)]
            [round((rule.x0 + (rule.x1 - rule.x0) * step / steps) / DOT - 0.5)] >= 128]
    tap.none(gaps, "ink all along the diagonal")


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
