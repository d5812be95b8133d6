#!/usr/bin/env python3
"""Tables on their side (GB/T 9704 8), with a ruler on the frames and on the PDF that another program reads."""
import re
import subprocess

from ink import build, picture
from ruler import DOT, FOOT, LEFT, MM, RIGHT, SLOW, TOP, Tap, frames, letter, paragraph
from tables import FRAME, faults, form, plain_rows

tap = Tap()
COUNTS = {f"c{n}": f"第{n}列" for n in range(9)}
EDGE = FRAME / 2


def turned(name, rows=12, **more):
    return form(name, COUNTS, plain_rows(rows), ["30mm"] + [1] * 9, is_turned=True, **more)


def values(rows):
    return {f"r{n}": [10000 + 100 * n + c for c in range(9)] for n in range(rows)}


def document(before, rows, behind=False):
    more = {"agency": "甲乙局", "date": "2024-01-10"} if behind else {}
    return letter([paragraph(before)] if before else [], table=values(rows), **more)


def box(page):
    """The outer edges of all rules, on the upright page."""
    rules = [item for item in page.items if item["kind"] == "rule"]
    return (min(min(r["x0"], r["x1"]) for r in rules) * MM, min(min(r["y0"], r["y1"]) for r in rules) * MM,
            max(max(r["x0"], r["x1"]) for r in rules) * MM, max(max(r["y0"], r["y1"]) for r in rules) * MM)


def test_places():
    page = frames(document(0, 3), turned("turned-small", 3)).pages[0]
    tap.check((round(page.width), round(page.height)) == (210, 297) and page.is_turned, "the page stays upright")
    left, top, right, foot = box(page)
    tap.near(top, TOP, "the table is as wide as the type area is high: from its top", DOT)
    tap.near(foot, FOOT, "to its foot", DOT)
    tap.near(left, LEFT + EDGE, "its head is at the left, the binding edge of an odd page", DOT)
    tap.check(right < RIGHT, "and its rows go to the right", right)
    run = next(item for item in page.items if item.get("text") == "10000")
    head = next(item for item in page.items if item.get("text") == "第0列")
    tap.check(run["turned"] and head["turned"] and head["x"] < run["x"], "texts read upwards, the head above the row")
    corner = next(item for item in page.items if item.get("text") == "项目")
    tap.check(corner["y"] > head["y"], "the first column is at the foot of the page")
    tap.none(faults(frames(document(0, 3), turned("turned-small", 3))), "rules and texts are sound")


def folio(page):
    runs = page.folio
    return min(run.left for run in runs), max(run.right for run in runs), runs[0].y


def test_page_numbers():
    got = frames(document(30, 60, True), turned("turned-long", 60))
    tap.check([page.is_turned for page in got.pages] == [False, False, *[True] * (len(got.pages) - 3), False]
              and len(got.pages) > 5, "the table has pages of its own", [page.is_turned for page in got.pages])
    plain = frames(letter([paragraph(100)])).pages
    for page, like in zip(got.pages, [plain[0], plain[1]] * 9):
        if len(page.label) == 1:
            tap.check(max(abs(a - b) for a, b in zip(folio(page), folio(like))) < 0.001,
                      f"page {page.label}: the number stands where it stands on any page", (folio(page), folio(like)))
    tap.near(box(got.pages[2])[0], box(got.pages[3])[0], "the head is at the left of odd and of even pages", 0.001)


def test_breaks():
    found = []
    for rows in (1, 2, 17, 18, 19, 20, 21, 40) if SLOW else range(1, 42):
        got = frames(document(1, rows), turned("turned-rows", rows))
        found += [f"{rows} rows: {fault}" for fault in faults(got)]
        said = [text.text for page in got.pages for text in page.texts() if not text.is_repeat]
        if [text for text in said if text.isdigit()] != [str(n) for row in values(rows).values() for n in row]:
            found.append(f"{rows} rows: not each number once, in order")
        heads = [sum(text.text == "项目" for text in page.texts()) for page in got.pages]
        if heads != [0] + [1] * (len(got.pages) - 1):
            found.append(f"{rows} rows: heads {heads}")
    tap.none(found, "1 to 41 rows: heads on every page, each number once, nothing outside the turned type area")
    rows = 10
    for height, pages in (((156 - FRAME) / 11, 1), ((156 - FRAME) / 11 + 0.01, 2)):
        house = turned("turned-filled", rows, row_height=f"{height:.5f}mm", padding_y="0.2mm")
        tap.check(len(frames(document(0, rows), house).pages) == pages,
                  f"a head and {rows} rows of {height:.3f} mm take {pages} page(s) of 156 mm")


def words(pdf, page):
    """(text, left, top, right, foot) in mm, as poppler finds them."""
    found = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"],
                           capture_output=True, check=True).stdout.decode()
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    return [(text, *(float(side) * MM for side in sides)) for *sides, text in word.findall(found)]


def test_pdf():
    data, house = {"title": "横排表", **document(3, 40)}, turned("turned-pdf", 40)
    pdf, got = build(data, house), frames(data, house)
    found = []
    for number, page in enumerate(got.pages[1:], 2):
        boxes = {text: sides for text, *sides in words(pdf, number)}
        for item in page.items:
            if not item.get("turned") or not re.fullmatch(r"\d{5}", item["text"]):
                continue
            left, top, right, foot = boxes.get(item["text"], [0] * 4)
            x, y, size = item["x"] * MM, item["y"] * MM, item["size"] * MM
            if not (left - 0.1 < x - size / 3 < right + 0.1 and abs(foot - y) < 0.05
                    and abs(top - (y - item["advance"] * MM)) < 0.05):
                found.append(f"page {number}: “{item['text']}” at {(left, top, right, foot)}, not {(x, y)}")
    tap.none(found, "poppler finds each number where the frame has it, running upwards")
    ink = picture(pdf, 2, (0, 0, 210, 265), 100).box()
    for side, (got_mm, wanted) in enumerate(zip(ink, (LEFT, TOP, None, FOOT))):
        if wanted:
            tap.near(got_mm, wanted, f"ink of the table, side {side}", 0.4)
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    numbers = [number for number in re.findall(r"\b\d{5}\b", text)]
    tap.check(numbers == [str(n) for row in values(40).values() for n in row], "its text comes row by row", text[:600])


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
