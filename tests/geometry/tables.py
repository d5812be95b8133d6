"""Forms made for tests, and what a person with a ruler would object to on a page with tables."""
from ruler import DOT, LEFT, MM, TOP, layout, letter, paragraph

FRAME = 0.75 * MM  # gbt-9704: ruling.frame
EDGE = FRAME / 2
SPAN = 156 - FRAME  # from the middle of the left rule of the frame to that of the right one


def form(name, columns, rows, widths, stub=1, corner="项目", **more):
    """A layout with one table between text and signature. Columns and rows are {name: label or {label, ...}}."""
    head = {"_corner": {"label": corner, "is_stub": True}, **columns} if stub else columns
    table = {"widths": widths, "stub": stub, "parts": {"main": {"head": head, "rows": rows}}, **more}
    return with_tables(name, {"table": table})


def with_tables(name, tables, **sections):
    """A layout with these tables, one behind the other, between text and signature."""
    before, fields, blocks = "text", {}, {}
    for key in tables:
        fields[key] = {"type": "table", "table": key, "label": key, "after": before}
        blocks[key] = {"kind": "table", "field": key, "after": before}
        before = key
    return layout(name, extends="set-letter", tables=tables, fields=fields, blocks=blocks, **sections)


def plain_rows(count):
    return {f"r{n}": f"第{n + 1}项" for n in range(count)}


def crossing(a, b):
    """Do two strokes overlap, as rectangles?"""
    def rectangle(r):
        half = r.weight / 2
        return ((r.x0, r.x1, r.y0 - half, r.y0 + half) if r.is_horizontal else
                (r.x0 - half, r.x0 + half, r.y0, r.y1))
    ax0, ax1, ay0, ay1 = rectangle(a)
    bx0, bx1, by0, by1 = rectangle(b)
    return ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1


def loose_ends(rules):
    """Ends of rules that do not lie in a rule of the other direction."""
    for rule in rules:
        for x, y in ((rule.x0, rule.y0), (rule.x1, rule.y1)):
            for other in rules:
                if other.is_horizontal == rule.is_horizontal:
                    continue
                along, across = (y, x - other.x0) if not other.is_horizontal else (x, y - other.y0)
                start, end = (other.y0, other.y1) if not other.is_horizontal else (other.x0, other.x1)
                if abs(across) <= other.weight / 2 + 0.002 and start - 0.15 <= along <= end + 0.15:
                    break
            else:
                yield f"the end ({x:.2f}, {y:.2f}) of a rule is loose"


def doubled(rules):
    for i, a in enumerate(rules):
        for b in rules[:i]:
            if a.is_horizontal == b.is_horizontal and crossing(a, b):
                yield f"two rules over each other at ({a.x0:.2f}, {a.y0:.2f})"


def cut_texts(page):
    """Texts that touch a rule, or each other."""
    boxes = [(run, (run.left, run.top, run.right, run.foot)) for run in page.runs if run not in page.folio]
    for run, (left, top, right, foot) in boxes:
        for rule in page.rules:
            half = rule.weight / 2
            if (rule.x0 - half < right and rule.x1 + half > left and rule.y0 - half < foot
                    and rule.y1 + half > top):
                yield f"“{run.text}” touches a rule"
    boxes.sort(key=lambda one: one[1][1])
    for i, (run, (left, top, right, foot)) in enumerate(boxes):
        for other, (x0, y0, x1, y1) in boxes[i + 1:]:
            if y0 >= foot - 0.1:
                break
            # marks beside each other on a line share the empty halves of their cells, where it is tight both
            shared = 1.01 * run.size * MM if abs(run.y - other.y) < 0.001 else 0.01
            if x0 < right - shared and x1 > left + shared:
                yield f"“{run.text}” and “{other.text}” are over each other"


def outside(page):
    for rule in page.rules:
        half, off = rule.weight / 2, DOT
        along, across = (half, 0) if rule.x0 == rule.x1 else (0, half)
        if (rule.x0 - along < LEFT - off or rule.x1 + along > page.right + off or rule.y0 - across < TOP - off
                or rule.y1 + across > page.foot + off):
            yield f"a rule ({rule.x0:.2f}, {rule.y0:.2f}, {rule.x1:.2f}, {rule.y1:.2f}) leaves the type area"
    for run in page.runs:
        if run in page.folio:
            continue
        # marks at a line's ends may have their empty halves outside; faces differ in where the em box stands
        mark, stand = 0.51 * run.size * MM, 0.09 * run.size * MM
        left = LEFT - (0.01 if run.text[0].isalnum() else mark)
        right = page.right + (0.01 if run.text[-1].isalnum() else mark)
        if run.left < left or run.right > right or run.top < TOP - stand or run.foot > page.foot + stand:
            yield f"“{run.text}” leaves the type area"


def page_faults(page):
    for find in (loose_ends, doubled):
        yield from find(page.rules)
    yield from cut_texts(page)
    yield from outside(page)


def faults(got):
    """Of all pages of a document."""
    return [f"page {number}: {fault}" for number, page in enumerate(got.pages, 1) for fault in page_faults(page)]


def cell_of(page, text):
    """The rules around a text: left, top, right, foot."""
    x, y = (text.left + text.right) / 2, (text.top + text.foot) / 2
    across = [rule.y0 for rule in page.rules if rule.is_horizontal and rule.x0 - 0.01 <= x <= rule.x1 + 0.01]
    down = [rule.x0 for rule in page.rules if not rule.is_horizontal and rule.y0 - 0.01 <= y <= rule.y1 + 0.01]
    return (max((at for at in down if at <= x), default=None), max((at for at in across if at <= y), default=None),
            min((at for at in down if at >= x), default=None), min((at for at in across if at >= y), default=None))


def document(before, values, **more):
    """So many lines of text, then the table."""
    return letter([paragraph(before)] if before else [], table=values, **more)
