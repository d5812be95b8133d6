#!/usr/bin/env python3
"""Tables wider than the page: their columns on pages behind each other, the row labels again on each."""
import re
import subprocess

from ink import build
from ruler import LEFT, RIGHT, SLOW, Tap, frames, han, letter, paragraph, refusal
from tables import FRAME, cell_of, faults, form, plain_rows, with_tables
from tree import paths, read, table_faults

tap = Tap()


def columns(groups, each):
    return {f"g{g}": {"label": f"第{g}组栏目", "columns": {f"c{g}{n}": f"{g}组{n}列" for n in range(each)}}
            for g in range(groups)}


def wide(name, groups, each, rows, width="22mm", **more):
    return form(name, columns(groups, each), plain_rows(rows), ["30mm"] + [width] * (groups * each),
                splits_columns=True, **more)


def values(rows, count):
    return {f"r{n}": [100000 + 100 * n + c for c in range(count)] for n in range(rows)}


def number(row, column):
    return str(100000 + 100 * row + column)


def document(before, rows, count, behind=False):
    more = {"agency": "甲乙局", "date": "2024-01-10"} if behind else {}
    return letter([paragraph(before)] if before else [], title="宽表", table=values(rows, count), **more)


def page_rows(page):
    """{row label: its text} and {number: its text} of a page."""
    labels = {text.text: text for text in page.texts() if text.text.endswith("项")}
    return labels, {text.text: text for text in page.texts() if re.fullmatch(r"\d{6}", text.text)}


def panel_faults(got, groups, each, rows):
    """Each number once, right of its row's label and below the labels of its column and its group."""
    seen = []
    for at, page in enumerate(got.pages, 1):
        labels, numbers = page_rows(page)
        heads = {text.text: text for text in page.texts() if text.text.endswith(("列", "组栏目"))}
        for said, text in numbers.items():
            row, column = divmod(int(said) - 100000, 100)
            label = labels.get(f"第{row + 1}项")
            cell = cell_of(page, text)
            if not label or cell_of(page, label)[1::2] != cell[1::2]:
                yield f"page {at}: {said} is not beside the label of its row"
            for name in (f"{column // each}组{column % each}列", f"第{column // each}组栏目"):
                head = heads.get(name)
                around = cell_of(page, head) if head else (0, 0, 0, 0)
                if not (around[0] <= cell[0] and cell[2] <= around[2] and around[3] <= cell[1] + 0.001):
                    yield f"page {at}: {said} is not below “{name}”"
        seen += [said for said, text in numbers.items() if not text.is_repeat]
    if sorted(seen) != sorted(number(r, c) for r in range(rows) for c in range(groups * each)):
        yield f"{len(seen)} numbers"
    for name in [f"第{n + 1}项" for n in range(rows)] + [f"第{g}组栏目" for g in range(groups)]:
        texts = [text.is_repeat for page in got.pages for text in page.texts() if text.text == name]
        if texts[:1] != [False] or texts.count(False) != 1:
            yield f"“{name}” is content {texts.count(False)} times"


def test_every_number():
    found = []
    for groups, each, rows, width in ((2, 4, 5, "22mm"), (3, 3, 40, "31mm"), (6, 4, 60, "22mm"), (1, 9, 30, "40mm"),
                                      (5, 2, 3, 1)):
        for turned in (False, True):
            house = wide("panels", groups, each, rows, width, is_turned=turned)
            got = frames(document(3, rows, groups * each, True), house)
            title = f"{groups} × {each} columns of {width}, {rows} rows{', turned' if turned else ''}: "
            found += [title + fault for fault in [*faults(got), *panel_faults(got, groups, each, rows)]]
    tap.none(found, "each number stands once, beside its row's label and below its column's, whatever is parted")


def test_order():
    """20 rows of 11 mm and a head of two fill a page; of 8 columns of 30 mm four stand beside the labels."""
    house = wide("panels-order", 2, 4, 30, "30mm", row_height="11mm")
    got = frames(document(0, 30, 8), house)
    runs = []
    for page in got.pages[1:]:
        _, numbers = page_rows(page)
        rows = sorted({(int(said) - 100000) // 100 for said in numbers})
        across = sorted({(int(said) - 100000) % 100 for said in numbers})
        runs.append((rows[0], rows[-1], across[0], across[-1]))
    tap.check(runs == [(0, 17, 0, 3), (0, 17, 4, 7), (18, 29, 0, 3), (18, 29, 4, 7)],
              "the panels of the same rows follow each other, then the next rows", runs)
    tap.check([page.label for page in got.pages] == ["1", "2", "3", "4", "5"], "pages are counted through")
    tall = [[round(cell_of(page, text)[1], 3) for text in page_rows(page)[0].values()] for page in got.pages[1:]]
    tap.check(tall[0] == tall[1] and tall[2] == tall[3], "a row stands at the same height in each", tall)


def test_groups_stay_whole():
    """Of 3 groups of 3 columns of 20 mm, six fit: but two groups and one go, not what six leave."""
    for groups, each, wanted in ((3, 3, [6, 3]), (2, 5, [5, 5]), (4, 2, [4, 4]), (1, 8, [4, 4])):
        got = frames(document(0, 3, groups * each), wide("panels-groups", groups, each, 3, "20mm"))
        counts = [len({(int(said) - 100000) % 100 for said in page_rows(page)[1]}) for page in got.pages[1:]]
        tap.check(counts == wanted, f"{groups} groups of {each} columns are parted into {wanted}", counts)


def test_widths():
    house = form("panels-share", columns(1, 5), plain_rows(3), ["30mm", "60mm", "60mm", "60mm", 1, 1],
                 splits_columns=True)
    edges = [(min(rule.x0 for rule in page.rules), max(rule.x1 for rule in page.rules))
             for page in frames(document(0, 3, 5), house).pages[1:]]
    tap.check(len(edges) == 2 and abs(edges[0][1] - edges[0][0] - 150 - FRAME) < 0.1 and
              abs(edges[1][0] - LEFT) < 0.05 and abs(edges[1][1] - RIGHT) < 0.05,
              "columns that share what is left take it on their page; others keep their widths", edges)
    house = form("panels-equal", columns(1, 9), plain_rows(3), ["content", *["equal"] * 6, "60mm", "equal", "equal"],
                 splits_columns=True)
    got = frames(letter([], table={f"r{n}": [10 ** 11 + c for c in range(9)] for n in range(3)}), house)
    found = {round(b - a, 2) for page in got.pages for xs in [sorted({rule.x0 for rule in page.rules if not
             rule.is_horizontal})] for a, b in list(zip(xs, xs[1:]))[1:] if abs(b - a - 60) > 0.3}
    tap.check(len(got.pages) > 1 and max(found) - min(found) < 0.1, "equal columns are equal on all pages", found)
    tap.none(faults(got), "and sound")
    got = frames(document(0, 3, 3), wide("panels-none", 1, 3, 3))
    tap.check(len(got.pages) == 1, "a table that fits is not parted, and stands below the text")
    said = refusal(document(0, 3, 3), wide("panels-wide", 1, 3, 3, "130mm"))
    tap.check(said and said.status == 1 and "layout.yaml:" in said.said, "a column wider than the page is refused", said)


def test_alone():
    for before in (0, 1, 9) if SLOW else range(0, 22, 3):
        got = frames(document(before, 10, 8, True), wide("panels-alone", 2, 4, 10))
        kinds = ["".join(sorted({"t" if text.text_id and not page_rows(page)[1] else "n" for text in page.runs
                                 if text.text_id})) for page in got.pages]
        if kinds not in (["t", "n", "n", "t"], ["t", "t", "n", "n", "t"]):
            tap.check(False, f"{before} lines before: text and panels share no page", kinds)
    tap.check(True, "text before and behind has pages of its own")


def test_above():
    house = wide("panels-above", 2, 4, 40, "30mm", row_height="11mm", caption="表{number} 收支总表", left="编制单位：某局",
                 unit="单位：万元", continued="续表")
    got = frames(document(0, 40, 8), house)
    tap.none(faults(got), "what stands above the table is in its place on each page")
    for at, page in enumerate(got.pages[1:]):
        content = "".join(run.text for run in page.runs if run.node)
        repeats = "".join(run.text for run in page.runs if not run.node)
        there, elsewhere = (repeats, content) if at else (content, repeats)
        wanted = ("续表" if at else "表1 收支总表", "编制单位：某局", "单位：万元")
        tap.check(all(text in there and text not in elsewhere for text in wanted),
                  f"page {at + 2}: {'、'.join(wanted)}{', as repeats' if at else ''}", (content[:50], repeats[:50]))


def test_lists():
    """Rows of the data with merged labels and tall cells; the row labels are the columns that head the rows."""
    head = {"office": {"label": "科室", "is_merged": True}, "name": {"label": "姓名", "is_row_head": True},
            **{f"c{n}": f"栏目{n}" for n in range(5)}}
    for splits in (False, True):
        parts = {"main": {"value": "text", "head": head, "rows": {"items": {"label": "", "is_list": True}}}}
        house = with_tables("panels-list", {"table": {
            "widths": ["20mm", "25mm", "50mm", "70mm", "40mm", "40mm", "30mm"], "stub": 0, "parts": parts,
            "splits_columns": True, "splits_rows": splits}})
        items = [[f"第{n // 8}科", f"人{n:02}", *(han(1 + (n * 37 + c * 11) % (90 + 120 * (n % 9 == 3)), n + c)
                                             for c in range(5))] for n in range(30)]
        got = frames(letter([paragraph(2)], table={"items": items}), house)
        found = faults(got)
        said = {}
        for page in got.pages:
            names = [text.text for text in page.texts() if text.text.startswith("人")]
            for run in page.runs:
                if run.text_id and run.node:
                    said[run.text_id] = said.get(run.text_id, "") + run.text
            if any(text.text.startswith("栏目") for text in page.texts()) and not names:
                found.append(f"page {page.label}: no names")
        lost = [text for row in items for text in row[1:] if text not in said.values()]
        tap.none([*found, *lost], f"lists with tall cells{', parted between lines' if splits else ''}: names on each "
                                  "page, each text whole and once")


def test_pdf():
    house = wide("panels-pdf", 3, 4, 40, "30mm")
    pdf = build(document(2, 40, 12), house, "panels")
    table = next(read(pdf).all("Table"))
    tap.none(list(table_faults(table)), "the parted table is one table in the tree")
    wanted = {number(r, c): [f"第{c // 4}组栏目", f"{c // 4}组{c % 4}列", f"第{r + 1}项"]
              for r in range(40) for c in range(12)}
    tap.check(paths(table) == wanted, "each number names the heads of its column and its row")
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    found = []
    for at, page in enumerate(pages.split("\f")[1:-1], 2):
        for line in page.splitlines():
            numbers = re.findall(r"\d{6}", line)
            label = re.search(r"第(\d+)项", line)
            if numbers and (not label or {(int(n) - 100000) // 100 + 1 for n in numbers} != {int(label[1])}):
                found.append(f"page {at}: {line}")
    tap.none(found, "in the text of each page a line is a row with its label")


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
