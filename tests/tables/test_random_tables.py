#!/usr/bin/env python3
"""Random tables against a slow, plain reference layout (reference.py). Each document holds many tables.

By hand: test_random_tables.py --count 10000, or --seed N for one document; of a table that fails, its definition
and its data are printed."""
import argparse
import concurrent.futures
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "geometry"))
from ruler import MM, SCRATCH, SLOW, TOP, Frames, Refused, Tap, layout, run  # noqa: E402

from check import Checked, learn, stands  # noqa: E402
from grid import Grid  # noqa: E402
from maker import STYLES, Document  # noqa: E402
from reference import Reference  # noqa: E402
from strokes import Strokes  # noqa: E402
from tracks import check_points, learn_tracks  # noqa: E402

EACH = 25           # tables of a document
SPACE_AFTER = 4.23  # mm below each table: USUAL

# Of gbt-9704, as that layout says in words.
USUAL = {"ruling": {"frame": "0.75pt", "rows": "0.5pt", "columns": "0.5pt"}, "padding_x": "1mm", "padding_y": "1mm",
         "row_height": "7.5mm", "space_before": "6pt", "space_after": "12pt", "min_size": "小六"}
TABLE = {"size": "小四", "align": "center", "line_gap": "3pt"}
ALL_STYLES = {"table": TABLE, "table_head": TABLE, "table_stub": {"like": "table", "align": "start"},
              "table_caption": {"size": "四号", "line_gap": "4pt", "space_after": "4pt"},
              "table_unit": {"size": "小四", "space_after": "3pt"}, "table_continued": {"size": "小四", "space_after": "3pt"},
              **{name + "_small": {"like": name, "size": "五号", "line_gap": "2pt"}
                 for name in ("table", "table_head", "table_stub")}, **STYLES}

# What a random table may rightly be refused for.
REFUSALS = ("cell-overflow",)


class Result:
    def __init__(self):
        self.checked = self.refused = self.pages = 0
        self.faults = []

    def add(self, other):
        self.checked += other.checked
        self.refused += other.refused
        self.pages += other.pages
        self.faults += other.faults


def learn_faces():
    """Where each face stands: by one table of single lines."""
    if stands:
        return
    house = layout(f"faces{os.getpid()}", extends="gbt-9704", fields={"t": {"type": "table", "label": "t", "table": "t"}},
                   blocks={"t": {"kind": "table", "field": "t"}}, tables={"t": {"widths": [1, 1], "parts": {"main": {
                       "head": {"s": {"label": "一", "is_stub": True}, "a": "一"}, "rows": {"r": "一", "q": "一"}}}}})
    page = Frames(run(["dump", "frames"], {"t": {"r": 1, "q": 1}}, house)).pages[0]
    first = TOP + 0.75 * MM / 2  # the frame is within the type area
    learn((one, first + (row + 0.5) * 7.5) for row in range(3)
          for one in page.runs if first + row * 7.5 < one.y < first + (row + 1) * 7.5)


def tables_at_fault(refused):
    """The tables that the diagnostics name; none if something else is wrong."""
    names = set()
    for line in map(json.loads, filter(None, refused.said.splitlines())):
        if line.get("severity") != "error":
            continue
        name = re.search(r"\bt\d+\b", line.get("path") or "")
        if line.get("id", line.get("code")) not in REFUSALS or not name:
            return set()
        names.add(name.group())
    return names


def set_document(seed, document, result):
    """Frames, and the names of the tables that stand in them."""
    without = set()
    while True:
        sections, data = document.sections(without)
        house = layout(f"tables{seed}", **sections)
        try:
            got = run(["dump", "frames"], {"layout": house.name, **data}, house, ["--diagnostics", "json"])
            return Frames(got), list(sections["tables"]), house, data
        except Refused as refused:
            wrong = tables_at_fault(refused)
            if not wrong:
                raise
            without |= wrong
            result.refused += len(wrong)


def check_tables(document, frames, names):
    """The tables of a document, checked one by one."""
    kids = {}
    for node in frames.nodes:
        kids.setdefault(node["parent"], []).append(node)
    tables = [node for node in frames.nodes if node["tag"] == "Table"]
    checked = []
    numbers = itertools.count(1)
    for name, node in zip(names, tables):
        definition = dict(document.tables[name])
        if "{number}" in definition.get("caption", ""):
            definition["caption"] = definition["caption"].replace("{number}", str(next(numbers)))
        reference = Reference(Grid(definition, document.data[name], ALL_STYLES), USUAL)
        checked.append(Checked(name, reference, node["node"], frames))
    runs = runs_of_tables(frames, checked, kids)
    for one in checked:
        if one.faults:
            continue
        one.meet_texts(runs[one.name])
        if one.is_parted:
            continue
        one.measure()
        one.check_sizes()
        check_points(one)
        for piece in one.pieces:
            check_piece(one, piece, frames.pages[piece.page])
    if len(tables) != len(names):
        checked[0].fault(f"{len(tables)} tables are tagged, there are {len(names)}")
    check_flow(checked, frames)
    return checked


def runs_of_tables(frames, checked, kids):
    """By table, what each page shows of it; repeats have no node, but the number of their text."""
    of_node = {}
    for one in checked:
        of_node |= {node: one.name for node in one.meet_cells(kids)}
    of_text = {run.text_id: of_node[run.node] for page in frames.pages for run in page.runs if run.node in of_node}
    runs = {one.name: [[] for _ in frames.pages] for one in checked}
    for number, page in enumerate(frames.pages):
        for some in page.runs:
            if some.text_id in of_text:
                runs[of_text[some.text_id]][number].append(some)
    return runs


def check_piece(one, piece, page):
    if one.place(piece):
        if one.reference.x is None:
            learn_tracks(one, piece, page.rules)
        if one.reference.x is None:
            return
        one.check_places(piece)
        one.check_above(piece, page)
        Strokes(one, piece, page.rules).check()
    else:
        one.fault(f"page {piece.page + 1}: nothing tells where the table stands")


def check_flow(checked, frames):
    """Pages end where they should: what stands on them is filled from above."""
    tops = {}
    for one in checked:
        for piece in one.pieces:
            if piece.y:
                tops.setdefault(piece.page, []).append((piece.top, one, piece))
    for page, pieces in tops.items():
        content = [run.top for run in frames.pages[page].runs if run not in frames.pages[page].folio]
        for top, one, piece in pieces:
            is_page_top = min(content) > top - 1
            if one.faults:
                continue
            one.check_break(piece, is_page_top)
            if is_page_top and piece is one.pieces[0] and page:
                one.check_start(lowest(frames.pages[page - 1], tops.get(page - 1, ())))


def lowest(page, pieces):
    """How far down a page is filled, and what is asked below a table."""
    feet = [run.foot for run in page.runs if run not in page.folio]
    feet += [rule.y1 + SPACE_AFTER for rule in page.rules]
    feet += [piece.y[-1] + one.reference.frame / 2 + SPACE_AFTER for _, one, piece in pieces]
    return max(feet)


def read_back(house, data, frames):
    """The PDF's own text is that of the frames, in their order."""
    pdf = SCRATCH / f"{house.name}.pdf"
    try:
        pdf.write_bytes(run(["build"], {"layout": house.name, **data}, house, ["-o", "-"]))
    except Refused as refused:
        return [f"no PDF: {refused.said[:2000]}"]
    said = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout
    pdf.unlink()
    got, wanted = ("".join(text.split()) for text in
                   (said.decode(), "".join(one.text for page in frames.pages for one in page.runs)))
    if got == wanted:
        return []
    at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
    return [f"the PDF says “{got[at:at + 20]}” where the frames have “{wanted[at:at + 20]}”"]


def check_document(seed, count, is_read_back):
    learn_faces()
    result, document = Result(), Document(seed, count)
    try:
        frames, names, house, data = set_document(seed, document, result)
    except Refused as refused:
        result.faults.append((f"seed {seed}: refused", refused.said[:2000]))
        return result
    checked = check_tables(document, frames, names)
    result.checked, result.pages = len(checked), len(frames.pages)
    for one in checked:
        for fault in one.faults[:4]:
            about = json.dumps({"table": document.tables[one.name], "data": document.data[one.name]},
                               ensure_ascii=False)
            result.faults.append((f"seed {seed}: {fault}", about))
    if is_read_back:
        result.faults += [(f"seed {seed}: {fault}", "") for fault in read_back(house, data, frames)]
    if not result.faults:
        for file in house.iterdir():
            file.unlink()
        house.rmdir()
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=50 if SLOW else 300, help="how many tables")
    parser.add_argument("--seed", type=int, help="only this document")
    parser.add_argument("--each", type=int, default=EACH, help="tables of a document")
    options = parser.parse_args()
    seeds = [options.seed] if options.seed is not None else range(-(-options.count // options.each))
    tap, total, width = Tap(), Result(), 200 if options.seed is None else 20000
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        jobs = [pool.submit(check_document, seed, options.each, seed % 4 == 0) for seed in seeds]
        for seed, job in zip(seeds, jobs):
            result = job.result()
            total.add(result)
            if result.faults:
                tap.none([f"{fault}\n  {about[:width]}" for fault, about in result.faults], f"document {seed}")
    tap.check(not total.faults, f"{total.checked} random tables on {total.pages} pages stand as the reference says, "
              f"{total.refused} were refused")
    share = total.refused / max(1, total.checked + total.refused)
    tap.check(share < 0.1, f"few random tables cannot be set ({100 * share:.1f} %)")
    tap.finish()


if __name__ == "__main__":
    main()
