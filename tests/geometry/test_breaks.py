#!/usr/bin/env python3
"""Where pages part tables: what is kept together, what stands again, what a tall row does."""
from ruler import SLOW, Tap, frames, frames_and_said, han
from tables import document, faults, form, plain_rows, with_tables

tap = Tap()
COUNTS = {"a": "甲", "b": "乙"}
STEP = 5 if SLOW else 1


def data_of(rows):
    """A number or two for each leaf row."""
    return {name: data_of(row["rows"]) if isinstance(row, dict) and "rows" in row else [1, 2]
            for name, row in rows.items()}


def rows_by_page(got):
    """Labels of rows (第1项 …) by page, repeats apart."""
    return [[text.text for text in page.texts() if text.text.endswith("项") and not text.is_repeat]
            for page in got.pages]


def offsets(rows, house):
    """(lines of text before the table, its rows by page, the document) at each line of a page."""
    for before in range(0, 24, STEP):
        got = frames(document(before, data_of(rows)), house)
        yield before, [page for page in rows_by_page(got)], got


def sound(found, title, house, rows, wrong):
    count = sum(1 for _ in leaves(rows))
    for before, pages, got in offsets(rows, house):
        found += [f"{before} lines before: {fault}" for fault in [*faults(got), *wrong(pages)]]
        if sum(map(len, pages)) != count:
            found.append(f"{before} lines before: {pages}")
    tap.none(found, title)


def leaves(rows):
    for name, row in rows.items():
        if isinstance(row, dict) and "rows" in row:
            yield from leaves(row["rows"])
        else:
            yield name


def parted(pages, above, below):
    """Does a page end between these two rows?"""
    return any(page and page[-1] == above for page in pages) and any(page and page[0] == below for page in pages)


# ---- keeps ----

def test_rows_kept():
    rows = plain_rows(30)
    rows["r20"] = {"label": "第21项", "keep_next": True}
    rows["r29"] = {"label": "第30项", "keep_before": True}
    rows["r28"] = {"label": "第29项", "keep_before": True}

    def wrong(pages):
        for above, below in ((21, 22), (28, 29), (29, 30)):
            if parted(pages, f"第{above}项", f"第{below}项"):
                yield f"parted below row {above}: {pages}"
    house = form("kept", COUNTS, rows, [1, 1, 1])
    sound([], "rows that are kept with the next or the one before are", house, rows, wrong)


def grouped_rows(sizes, **more):
    """Groups of so many rows, all rows numbered through."""
    made, number = {}, 0
    for index, size in enumerate(sizes):
        rows = {f"r{n}": f"第{n + 1}项" for n in range(number, number + size)}
        made[f"g{index}"] = {"label": "组", "rows": rows, **more}
        number += size
    return made


def group_ends(sizes):
    """(first, behind the last) row of each group, from 0."""
    at = 0
    for size in sizes:
        yield at, at + size
        at += size


def test_group_not_alone():
    """Two rows of a group at least before and behind a page break."""
    sizes = (4, 9, 5, 4, 8, 6)

    def wrong(pages):
        for first, end in group_ends(sizes):
            if parted(pages, f"第{first + 1}项", f"第{first + 2}项") or parted(pages, f"第{end - 1}项", f"第{end}项"):
                yield f"one row alone of the rows {first + 1} to {end}: {pages}"
    rows = grouped_rows(sizes)
    sound([], "no row of a group stands alone before or behind a page break",
          form("group", COUNTS, rows, ["20mm", 1, 1, 1], stub=2), rows, wrong)


def test_groups_kept():
    sizes = (6, 9, 7, 8, 6, 3)

    def wrong(pages):
        for first, end in group_ends(sizes):
            for row in range(first + 1, end):
                if parted(pages, f"第{row}项", f"第{row + 1}项"):
                    yield f"the rows {first + 1} to {end} are parted: {pages}"
    rows = grouped_rows(sizes)
    sound([], "groups that fit on a page are not parted",
          form("groups", COUNTS, rows, ["20mm", 1, 1, 1], stub=2, keep_groups=True), rows, wrong)
    # a group of half a page and more below half a page: less white is left if it is parted
    rows = grouped_rows((10, 20))
    got = rows_by_page(frames(document(0, data_of(rows)), form("large", COUNTS, rows, ["20mm", 1, 1, 1], stub=2,
                                                               keep_groups=True)))
    tap.check(len(got[0]) > 20, "but less than half of a page is not left for that", got)
    rows = grouped_rows((2, 60, 2))
    got = frames(document(0, data_of(rows)), form("huge", COUNTS, rows, ["20mm", 1, 1, 1], stub=2, keep_groups=True))
    tap.check(len(got.pages) == 3 and not faults(got), "a group higher than a page is parted anywhere",
              (len(got.pages), faults(got)))


def test_kept_together():
    rows = plain_rows(12)
    house = form("together", COUNTS, rows, [1, 1, 1], keep_together=True)
    sound([], "a table that is kept together is not parted", house, rows,
          lambda pages: [pages] if sum(map(bool, pages)) > 1 else [])
    rows = plain_rows(40)
    got = rows_by_page(frames(document(9, data_of(rows)), form("long", COUNTS, rows, [1, 1, 1], keep_together=True)))
    tap.check(got[0] and sum(map(len, got)) == 40, "one that no page holds begins where it stands", got)


# ---- tall rows, labels and heads ----

TEXT = {"value": "text"}


def contents(got):
    """By text's number, its pieces by page; repeats apart."""
    texts = {}
    for number, page in enumerate(got.pages):
        for run in page.runs:
            if run.text_id and not run.is_repeat:
                pieces = texts.setdefault(run.text_id, {})
                pieces[number] = pieces.get(number, "") + run.text
    return texts


def said_once(got, *wanted):
    """Which of these texts do not stand once and whole, repeats apart."""
    said = ["".join(pieces.values()) for pieces in contents(got).values()]
    return [text[:20] for text in wanted if said.count(text) != 1]


def shares(got, text):
    """How many characters of a text stand on each page that has some, repeats apart."""
    return next(([len(piece) for piece in pieces.values()] for pieces in contents(got).values()
                 if "".join(pieces.values()) == text), [])


def prose_form(name, rows=6, **more):
    columns = {"a": {"label": "内容", **TEXT}, "b": {"label": "备注", **TEXT}}
    return form(name, columns, plain_rows(rows), ["20mm", 2, 1], **more)


def prose(lengths):
    """Two texts for each row, none like another."""
    return {f"r{n}": [han(length, 7 * n), han(length // 3 + 1, 7 * n + 3)] for n, length in enumerate(lengths)}


def texts_of(data):
    return [text for row in data.values() for text in row]


def test_row_higher_than_a_page():
    data = prose((30, 2000, 40, 10, 20, 30))
    found = []
    for before in range(0, 24, STEP):
        got, said = frames_and_said(document(before, data), prose_form("tall"))
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
        found += [f"{before} lines before: {text} is not whole" for text in said_once(got, *texts_of(data))]
        if said.count("row-parted") != 1 or "(table.r1[0])" not in said:
            found.append(f"{before} lines before: {said}")
        pieces = shares(got, data["r1"][0])
        if any(0 < count < 24 for count in pieces):
            found.append(f"{before} lines before: shares {pieces}")
        labels = [text.is_repeat for page in got.pages for text in page.texts() if text.text == "第2项"]
        if labels != [False] + [True] * (len(pieces) - 1):
            found.append(f"{before} lines before: its label stands as {labels} beside {len(pieces)} parts")
    tap.none(found, "a row higher than a page goes on over several, whole, its label again; a warning says so")


def test_rows_split():
    lengths = (100, 200, 150, 300, 40, 250)
    data, found, used = prose(lengths), [], 0
    for before in range(0, 24, STEP):
        got, said = frames_and_said(document(before, data), prose_form("split", splits_rows=True))
        whole = frames(document(before, data), prose_form("unsplit"))
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
        found += [f"{before} lines before: {text} is not whole" for text in said_once(got, *texts_of(data))]
        if "parted" in said:
            found.append(f"{before} lines before: {said}")
        for row in data.values():
            parts = shares(got, row[0])
            if len(parts) > 1 and min(parts) < 12:
                found.append(f"{before} lines before: shares {parts}")
            used += len(parts) > 1
        if any(len(shares(whole, row[0])) > 1 for row in data.values()):
            found.append(f"{before} lines before: a row is parted though the layout does not say so")
    tap.none(found, "rows are parted between lines where the layout says so, two lines at least on each page")
    tap.check(used > (1 if SLOW else 5), "and often are", used)


UPRIGHT = {"stand": {"like": "table_stub", "align": "center", "is_vertical": True, "line_gap": 0},
           "top": {"like": "table", "align": "start", "valign": "top"},
           "foot": {"like": "table", "align": "start", "valign": "bottom"}}


def shown_by_page(got, wanted):
    """By page, how often a text stands whole, repeats too; a piece of it is a fault."""
    by_page = [[text.text for text in page.texts() if set(text.text) <= set(wanted) and len(text.text) > 1]
               for page in got.pages]
    return [texts.count(wanted) if set(texts) <= {wanted} else -1 for texts in by_page]


def test_upright_labels():
    """A form: an opinion beside an upright label, then a history with a note at its foot, then a seal in a high
    row, then a history that is to stay whole."""
    labels = ["呈报单位的意见", "工作的简历", "审批机关任免意见", "奖惩情况"]
    texts = {"a": han(70, 3), "b": han(380, 11), "note": han(30, 200), "seal": han(9, 5), "c": han(300, 17)}

    def cells(label, *names, **more):
        values = [{"name": name, "span": 1 + 2 * (len(names) == 1), "style": "top" if name in "abc" else "foot"}
                  for name in names]
        return {**more, "cells": [{"label": label, "style": "stand"}, *values]}
    rows = [cells(labels[0], "a"), {"cells": [{"label": labels[1], "style": "stand"}, {"name": "b", "style": "top"},
                                              {"name": "note", "span": 2, "style": "foot"}]},
            cells(labels[2], "seal", height="50mm"), cells(labels[3], "c", is_whole=True)]
    house = with_tables("upright", {"table": {"widths": ["12mm", 2, 1, 1], "splits_rows": True, "parts": {
        "main": {"value": "text", "grid": rows}}}}, styles=UPRIGHT)
    found, used = [], 0
    for before in range(0, 24, STEP):
        got = frames(document(before, texts), house)
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
        found += [f"{before} lines before: {text} is not whole" for text in said_once(got, *labels, *texts.values())]
        parts = {name: len(shares(got, text)) for name, text in texts.items()}
        for label, name in zip(labels, ("a", "b", "seal", "c")):
            if sum(shown_by_page(got, label)) != parts[name]:
                found.append(f"{before} lines before: {label} stands {shown_by_page(got, label)}")
        if any(parts[name] > 1 for name in ("a", "seal", "c")):
            found.append(f"{before} lines before: {parts}")
        used += parts["b"] > 1
        if parts["b"] > 1:
            ends = [max(number for number, page in enumerate(got.pages) for one in page.texts()
                        if one.text and one.text in texts[name]) for name in ("b", "note")]
            if ends[0] != ends[1]:
                found.append(f"{before} lines before: the note ends on another page, {ends}")
    tap.none(found, "upright labels stand whole beside each part of their rows; high rows and whole ones move")
    tap.check(used > (0 if SLOW else 3), "and prose beside them is parted", used)


def test_panels():
    """A table in panels, with a row higher than a page and a label over all rows."""
    columns = {f"c{n}": {"label": f"第{n}列", **TEXT} for n in range(8)}
    label, count = han(60, 30), 6
    rows = {"g": {"label": label, "rows": plain_rows(count)}}
    cells = {f"r{n}": [han(40 + 7 * n * (1 + (c + n) % 5), 5 * c + n) for c in range(8)] for n in range(count)}
    cells["r3"][2] = han(900, 9)
    got, said = frames_and_said(document(4, {"g": cells}), form(
        "panels", columns, rows, ["14mm", "20mm", *["40mm"] * 8], stub=2, splits_columns=True))
    tap.none([*faults(got), *said_once(got, label, *texts_of(cells))], "tall rows and labels of panels are whole")
    tap.check(said.count("row-parted") == 1 and "label-parted" not in said, "one row is told to go on", said)
    beside = [sum(run.text_id and run.text.startswith("第") and run.text.endswith("列") for run in page.runs)
              for page in got.pages]
    shown = [[text.text for text in page.texts()].count(label) for page in got.pages]
    tap.check([bool(count) for count in beside] == [bool(count) for count in shown], "the label stands on each page",
              (beside, shown))


# ---- above the frame ----

ABOVE = {"caption": "表{number} 收支情况", "left": "编制单位：某某局", "unit": "单位：万元", "continued": "续表"}


def test_above():
    rows, found = plain_rows(40), []
    house = form("above", COUNTS, rows, [1, 1, 1], **ABOVE)
    for before in range(0, 24, STEP):
        got = frames(document(before, data_of(rows)), house)
        found += [f"{before} lines before: {fault}" for fault in faults(got)]
        pages = [page for page, rows in zip(got.pages, rows_by_page(got)) if rows]
        for page in got.pages:
            said = {run.text: run for run in page.runs}
            is_first, goes_on = page in pages[:1], page in pages[1:]
            wanted = {"表1 收支情况": is_first, "续表": goes_on, ABOVE["left"]: is_first or goes_on,
                      ABOVE["unit"]: is_first or goes_on}
            found += [f"{before} lines before: page {page.label}: “{text}”" for text, stands in wanted.items()
                      if (text in said) != stands]
            found += [f"{before} lines before: page {page.label}: “{text}” is no artifact" for text in wanted
                      if goes_on and text in said and said[text].node]
    tap.none(found, "caption and unit stand with the table's first rows, 续表 and unit on each further page")


def labelled(name, label, count, **more):
    rows = {"g": {"label": label, "rows": {f"r{n}": f"第{n + 1}项" for n in range(count)}}}
    return form(name, {"n": "数"}, rows, ["14mm", "30mm", 1], stub=2, **more), {
        "g": {f"r{n}": n for n in range(count)}}


def test_label_of_parted_rows():
    """In 12 mm stand two characters a line, of 15 pt; a row takes 21.3 pt: a label of 60 asks for 22 rows, of which
    28 fill a page. So 40 rows cannot be parted so that it fits beside both parts, unless a row grows."""
    for length, count in ((60, 40), (50, 24), (24, 12)):
        label = han(length, 30)
        house, data = labelled(f"label{length}", label, count)
        found = []
        for before in range(0, 24, STEP):
            got, said = frames_and_said(document(before, data), house)
            found += [f"{before} lines before: {fault}" for fault in faults(got)]
            found += [f"{before} lines before: not once" for _ in said_once(got, label)]
            shown = [text.text for page in got.pages for text in page.texts() if text.text[:5] == label[:5]]
            pages = sum(map(bool, rows_by_page(got)))
            if shown != [label] * pages or "parted" in said:
                found.append(f"{before} lines before: {shown} on {pages} pages, {said}")
        tap.none(found, f"a label of {length} characters stands whole beside {count} rows, on each page")


def test_label_higher_than_a_page():
    label = han(200, 30)
    for count in (2, 12, 60):
        house, data = labelled(f"high{count}", label, count)
        found = []
        for before in range(0, 24, STEP):
            got, said = frames_and_said(document(before, data), house)
            found += [f"{before} lines before: {fault}" for fault in faults(got)]
            found += [f"{before} lines before: not whole" for _ in said_once(got, label)]
            if said.count("label-parted") != 1 or sum(map(len, rows_by_page(got))) != count:
                found.append(f"{before} lines before: {said} {rows_by_page(got)}")
        tap.none(found, f"a label higher than a page goes on beside {count} rows, whole, and a warning says so")


def test_tall_heads():
    """A head of so many lines of 15 pt, of which a page holds 42."""
    for lines, is_repeated in ((25, True), (38, False), (60, False)):
        corner = han(9 * lines)
        house = form(f"head{lines}", COUNTS, plain_rows(30), ["44mm", 1, 1], corner=corner)
        data, found = data_of(plain_rows(30)), []
        for before in range(0, 24, STEP):
            got, said = frames_and_said(document(before, data), house)
            found += [f"{before} lines before: {fault}" for fault in faults(got)]
            found += [f"{before} lines before: not whole" for _ in said_once(got, corner)]
            heads = [run.is_repeat for page in got.pages for run in page.runs if run.text == "甲"]
            if (len(heads) > 1) != is_repeated or ("head-tall" in said) == is_repeated:
                found.append(f"{before} lines before: {heads} {said}")
            if sum(map(len, rows_by_page(got))) != 30:
                found.append(f"{before} lines before: rows {rows_by_page(got)}")
        tap.none(found, f"a head of {lines} lines {'stands again' if is_repeated else 'does not, which is told'}")


def main():
    for test in [value for name, value in globals().items() if name.startswith("test_")]:
        test()
    tap.finish()


if __name__ == "__main__":
    main()
