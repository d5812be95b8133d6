#!/usr/bin/env python3
"""Strips of rendered pages against approved pictures.

Each is compared with tests/pages/approved/NAME.png: "same"; "close", what another version of the renderer may
do to the edges of characters; or "wrong", a failure, of which BUILD/pages/NAME.png then shows the approved
strip, the strip as it is now, and their difference, one below the other.

After looking at them: python3 tests/pages/test_pages.py --approve [PATTERN] makes what is now the approved.
"""
import argparse
import os
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "geometry"))
import png  # noqa: E402
from ink import build, picture  # noqa: E402
from ruler import ROOT, SCRATCH, Tap, han, letter, paragraph  # noqa: E402

APPROVED = HERE / "approved"
SHOWN = Path(os.environ.get("BUILD", ROOT / "build")) / "pages"
LARGEST = 20 * 1024  # bytes of an approved picture
CLOSE = 40           # of 255: how far a spot may differ, each pixel taken with its eight neighbours

LETTER = letter([paragraph(2), "一、" + han(6), "（一）" + han(8) + "。" + paragraph(2), paragraph(30)],
                title=["绥滨县司法局", "2023年政府信息公开工作年度报告"], agency="绥滨县司法局", date="2024-01-10")
SEALED = {**LETTER, "seal": "seal.png"}
TABLE = {"layout": "set-table", "rows": {group: {f"r{n}": [10 ** n + first, 0] for n in range(1, 7)}
                                         for group, first in (("a", 2), ("b", 5))}}
FORM = (ROOT / "layouts/form-personnel/example.yaml").read_text("utf-8")
BUDGET = (ROOT / "layouts/budget-2024/example.yaml").read_text("utf-8")

# name: document, page, area (left, top, right, bottom in mm), dots per inch
STRIPS = {
    "title": (LETTER, 1, (26, 35, 186, 105), 75),
    "signature": (LETTER, 2, (100, 205, 186, 250), 75),
    "seal": (SEALED, 2, (100, 195, 186, 262), 75),
    "folio-odd": (LETTER, 1, (120, 250, 186, 275), 75),
    "folio-even": (LETTER, 2, (26, 262, 92, 275), 75),
    "table-joints": (TABLE, 1, (26, 55, 100, 115), 120),
    "table-foot": (TABLE, 1, (26, 215, 186, 264), 60),
    "table-continued": (TABLE, 2, (26, 35, 186, 125), 60),
    "form-photo": (FORM, 1, (26, 55, 186, 125), 60),
    "form-upright": (FORM, 2, (26, 115, 110, 240), 60),
    "form-diagonal": (FORM, 3, (26, 35, 130, 75), 75),
    "budget-sides": (BUDGET, 1, (26, 75, 186, 130), 60),
    "budget-turned": (BUDGET, 3, (26, 35, 100, 265), 50),
}


def render(strip, pdfs):
    document, page, area, dpi = strip
    if id(document) not in pdfs:
        shutil.copy(ROOT / "tests/conformance/seal.png", SCRATCH)
        pdfs[id(document)] = build(document, name=f"strip{len(pdfs)}", beside=SCRATCH)
    return png.greys(picture(pdfs[id(document)], page, area, dpi).rows)


def blurred(rows):
    """Each pixel as the mean of itself and its neighbours, so that a shifted edge weighs little."""
    padded = [rows[0], *rows, rows[-1]]
    sums = [[a + b + c for a, b, c in zip(*padded[y:y + 3])] for y in range(len(rows))]
    return [[(row[max(x - 1, 0)] + row[x] + row[min(x + 1, len(row) - 1)]) // 9 for x in range(len(row))]
            for row in sums]


def level(old, new):
    if old == new:
        return "same"
    if (len(old), len(old[0])) != (len(new), len(new[0])):
        return "wrong"
    worst = max(abs(a - b) for one, other in zip(blurred(old), blurred(new)) for a, b in zip(one, other))
    return "close" if worst <= CLOSE else "wrong"


def show(name, old, new):
    """Approved, now, and where they differ, one below the other."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    width = max(len(old[0]), len(new[0]))
    wide = [[row + b"\xff" * (width - len(row)) for row in rows] for rows in (old, new)]
    apart = [bytes(255 - abs(a - b) for a, b in zip(one, other)) for one, other in zip(*wide)]
    path = SHOWN / f"{name}.png"
    line = [b"\x80" * width]
    png.write(path, wide[0] + line + wide[1] + line + apart)
    return path


def compare(name, new, tap):
    path = APPROVED / f"{name}.png"
    if not path.exists():
        tap.check(False, f"{name} has an approved picture", path)
        return
    old = png.read(path)
    found = level(old, new)
    tap.check(found != "wrong", f"{name} looks as approved ({found})",
              found == "wrong" and f"see {show(name, old, new)}")
    tap.check(path.stat().st_size < LARGEST, f"{name} is a small picture", path.stat().st_size)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--approve", nargs="?", const="", metavar="PATTERN")
    options = parser.parse_args()
    tap, pdfs = Tap(), {}
    for name, strip in STRIPS.items():
        if options.approve is not None and not re.search(options.approve, name):
            continue
        new = render(strip, pdfs)
        if options.approve is None:
            compare(name, new, tap)
        else:
            APPROVED.mkdir(exist_ok=True)
            png.write(APPROVED / f"{name}.png", new)
            print(f"tests/pages/approved/{name}.png is rewritten; look at it")
    tap.finish()


if __name__ == "__main__":
    main()
