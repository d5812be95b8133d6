#!/usr/bin/env python3
"""Where pages part tables: what is kept together, what stands again, what a tall row does."""
from ruler import SLOW, Tap, frames
from tables import document, faults, form, plain_rows

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


def main():
    for test in [value for name, value in globals().items() if name.startswith("test_")]:
        test()
    tap.finish()


if __name__ == "__main__":
    main()
