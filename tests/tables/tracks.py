"""Columns whose widths are by content: where the rules show them, and whether they are as the layout asks; and
decimals, whose points stand below each other."""
import re

from reference import AREA_LEFT, AREA_WIDTH

NEAR = 0.05    # mm: strokes begin on dots of 600 to the inch, two of them bound a column
POINT = 0.012  # mm: roundings
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def learn_tracks(checked, piece, rules):
    """The edges of tracks from the upright rules of a table all of whose columns are ruled."""
    found = {round((rule.x0 + rule.x1) / 2, 3) for rule in rules if not rule.is_horizontal
             and piece.y[0] - 1 < rule.y0 and rule.y1 < piece.y[-1] + 1}
    edges, widths = sorted(found), checked.reference.says["widths"]
    if len(edges) != len(widths) + 1:
        checked.fault(f"{len(edges)} upright rules, not {len(widths) + 1}")
        return
    checked.reference.x, checked.near = edges, NEAR
    check_widths(checked, edges, widths)


def check_widths(checked, edges, widths):
    """Fixed ones as they are given, equal ones alike, shares in proportion; a table without shares in the middle,
    and no line broken in it while there is room."""
    reference, wide = checked.reference, [b - a for a, b in zip(edges, edges[1:])]
    left, right = edges[0] - reference.frame / 2, edges[-1] + reference.frame / 2
    area, room = AREA_LEFT + AREA_WIDTH, AREA_WIDTH - reference.frame
    units = [is_wide / share for share, is_wide in zip(widths, wide) if isinstance(share, (int, float))]
    alike = [is_wide for kind, is_wide in zip(widths, wide) if kind == "equal"]
    fixed = [(kind, is_wide) for kind, is_wide in zip(widths, wide)
             if isinstance(kind, str) and kind not in ("content", "equal")]
    if max(units, default=0) - min(units, default=0) > NEAR or max(alike, default=0) - min(alike, default=0) > NEAR:
        checked.fault(f"shares of {units} mm, equal columns of {alike} mm")
    for kind, is_wide in fixed:
        if abs(is_wide - reference.fixed_width(kind, room)) > NEAR:
            checked.fault(f"a column of {kind} is {is_wide:.2f} mm wide")
    if left < AREA_LEFT - NEAR or right > area + NEAR or abs(left - AREA_LEFT - area + right) > 2 * NEAR:
        checked.fault(f"reaches from {left:.2f} to {right:.2f} mm")
    if units and right < area - NEAR:
        checked.fault(f"leaves {area - right:.2f} mm, which should be shared")
    if not units and area - right > 1:
        check_lines(checked, widths)


def check_lines(checked, widths):
    for cell, one in checked.whole.items():
        kinds = set(widths[cell.column:cell.last])
        if kinds <= {"content", "equal"} and len(one.lines) > 1 and not checked.grid.style(cell.style).get("is_vertical"):
            checked.fault(f"{cell} is broken, though the table has room")


def check_points(checked):
    """In each column of a part, numbers set by their decimal points have them below each other, on all pages."""
    points = {}
    for cell, one in checked.whole.items():
        if checked.grid.style(cell.style).get("align") != "decimal" or not NUMBER.fullmatch(one.text):
            continue
        at = one.text.find(".")
        glyphs = [x for run in one.runs for _, x in run.glyphs]
        point = one.right if at < 0 else glyphs[at]
        part = checked.grid.rows[cell.row].part
        points.setdefault((part, cell.column, cell.last, one.size), []).append((point, cell))
    for some in points.values():
        first = some[0][0]
        for point, cell in some:
            if abs(point - first) > POINT:
                checked.fault(f"the point of {cell} stands at {point:.2f} mm, others at {first:.2f} mm")
                break
