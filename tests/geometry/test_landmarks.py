#!/usr/bin/env python3
"""Where `build --geometry` says that things stand, against what poppler sees in the PDF and GB/T 9704 7.3.5."""
import json
import re
import subprocess

from ruler import CELL, EM, FOOT, LEFT, MM, RIGHT, ROOT, SCRATCH, TOP, Tap, layout, letter, paragraph, run

tap = Tap()
DATE = "2024年1月10日"
PDF, BOXES = SCRATCH / "landmarks.pdf", SCRATCH / "landmarks.json"


def built(document, house=None):
    """The boxes by kind."""
    BOXES.unlink(missing_ok=True)
    extra = ["--layout", str(house)] if house else []
    PDF.write_bytes(run(["build"], document, extra=["-o", "-", "--geometry", str(BOXES), *extra]))
    said = json.loads(BOXES.read_text("utf-8"))
    tap.check(said["unit"] == "mm" and "top left" in said["origin"], "unit and origin are told", said)
    kinds = {}
    for box in said["boxes"]:
        kinds.setdefault(box["kind"], []).append(box)
    return kinds


def seen(word):
    """(page, left, top, right, foot) in mm of a word, by poppler."""
    text = subprocess.run(["pdftotext", "-bbox", str(PDF), "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(text.split("<page ")[1:], 1):
        for x0, y0, x1, y1, found in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page):
            if found == word:
                return number, float(x0) * MM, float(y0) * MM, float(x1) * MM, float(y1) * MM
    return None


def agrees(box, word):
    """Across to a tenth: the date's last characters may hang by their spacing. Down by as much as fonts differ
    in where they say their boxes are: the middles are within a millimetre."""
    number, left, top, right, foot = seen(word)
    tap.check(box["page"] == number, f"{word} is on the page told", (box, number))
    tap.near(box["x"], left, f"{word} begins where poppler sees it")
    tap.near(box["x"] + box["width"], right, f"{word} ends there", 0.1)
    tap.near(box["y"] + box["height"] / 2, (top + foot) / 2, f"{word} is as high as poppler sees it", 1)
    tap.near(box["height"], EM, "as high as a character")


def test_sealed():
    kinds = built(letter([paragraph(30)], agency="甲乙局", date="2024-01-10", is_sealed=True))
    (name,), (date,), (seal,) = kinds["signature"], kinds["date"], kinds["seal"]
    agrees(name, "甲乙局")
    agrees(date, DATE)
    tap.check((name["field"], date["field"]) == ("agency", "date"), "by their paths in the data", (name, date))
    tap.check((date["page"], date["label"]) == (2, "2"), "page and printed number", date)
    tap.near(date["page_width"], 210, "the page is A4")
    tap.near(date["page_height"], 297, "the page is A4, upright")
    tap.near(RIGHT - date["x"] - date["width"], 4 * CELL, "the date four characters from the right", 0.1)
    middle = seal["x"] + seal["width"] / 2
    tap.near(middle, date["x"] + date["width"] / 2, "the seal is centred on the date (7.3.5.1)")
    tap.near(middle, name["x"] + name["width"] / 2, "and on the name")
    tap.check(seal["page"] == date["page"], "on its page", seal)
    tap.check(name["y"] > seal["y"] and date["y"] + date["height"] < seal["y"] + seal["height"],
              "name and date lie under it", (name, date, seal))
    tap.check((name["y"] + date["y"] + date["height"]) / 2 > seal["y"] + seal["height"] / 2,
              "somewhat below its middle", (name, date, seal))


def test_seal_sizes():
    """The place of a seal is as wide as the layout says seals are; 42 mm unless it does."""
    for name, rules, size in (("plain", {}, 42), ("small", {"seal_width": "38mm"}, 38)):
        house = layout(name, extends="set-letter", signature=rules)
        (seal,) = built(letter([paragraph(3)], agency="甲乙局", date="2024-01-10", is_sealed=True), house)["seal"]
        tap.near(seal["width"], size, f"{name}: the seal's place is {size} mm wide")
        tap.near(seal["height"], size, f"{name}: and high")


def test_unsigned():
    kinds = built(letter([paragraph(3)]))
    tap.check(kinds == {}, "no signature, no boxes", kinds)


def test_tables():
    kinds = built((ROOT / "layouts/xxgk-2021/example.yaml").read_bytes())
    tables = kinds["table"]
    fields = list(dict.fromkeys(box["field"] for box in tables))
    tap.check(fields == ["proactive", "applications", "disputes"], "each table by its path, in order", fields)
    tap.check(len({(box["field"], box["page"]) for box in tables}) == len(tables), "one box a page", tables)
    for box in tables:
        tap.near(box["x"], LEFT, "a table begins at the type area's edge", 0.2)
        tap.near(box["x"] + box["width"], RIGHT, "and ends at it", 0.2)
        tap.check(TOP - 0.2 < box["y"] and box["y"] + box["height"] < FOOT + 0.2, "within the type area", box)
    number, left, top, right, foot = seen("行政许可")
    tap.check(any(box["field"] == "proactive" and box["page"] == number and box["x"] < left and
                  box["y"] < top and box["x"] + box["width"] > right and box["y"] + box["height"] > foot
                  for box in tables), "poppler sees 行政许可 inside the first table's box", (number, tables))


test_sealed()
test_seal_sizes()
test_unsigned()
test_tables()
tap.finish()
