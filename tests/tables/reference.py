"""Where a table of the grid must stand, by the plainest reading of what a layout says: edges of tracks, heights of
rows, the rule on every side of every cell, where a page may end. Lengths in mm."""
import re

MM = 25.4 / 72
STRETCH = 64      # rows that are settled together
AREA_LEFT, AREA_WIDTH = 28.0, 156.0
DOT = 25.4 / 600  # of a printer
NEAREST = 0.35    # mm: the strokes of a double rule do not come nearer, or they look like one
NAMED_SIZES = {"三号": 16, "小三": 15, "四号": 14, "小四": 12, "五号": 10.5, "小五": 9, "六号": 7.5, "小六": 6.5}


def length(text):
    """A length of a layout, or a type size."""
    if text in NAMED_SIZES:
        return NAMED_SIZES[text] * MM
    number, unit = re.fullmatch(r"([\d.]+)(mm|cm|pt)", text).groups()
    return float(number) * {"mm": 1, "cm": 10, "pt": MM}[unit]


class Rule:
    """A rule as a layout writes it: 0.5pt, double 0.5pt, none; strokes is 0 for none, None where nothing is said."""

    def __init__(self, text=None):
        self.strokes, self.weight = None, 0.0
        if text == "none":
            self.strokes = 0
        elif text:
            self.strokes = 2 if text.startswith("double ") else 1
            self.weight = length(text.removeprefix("double "))

    step = property(lambda self: max(2 * self.weight, NEAREST) if self.strokes == 2 else 0.0)
    width = property(lambda self: self.weight + self.step)

    def drawn_weight(self):
        """Whole dots, where that changes the weight by a tenth at most."""
        dots = max(int(self.weight / DOT + 0.5 + 1e-6), 1) * DOT
        return dots if abs(dots - self.weight) <= self.weight / 10 else self.weight

    def __eq__(self, other):
        return (self.strokes or 0, self.weight) == (other.strokes or 0, other.weight)

    def __repr__(self):
        return f"{self.strokes or 0} × {self.weight / MM:.2f} pt"


def heavier(a, b):
    """Of two that meet on one edge: what is said beats what is not, a rule beats none, the heavier one wins."""
    def key(rule):
        return (rule.strokes is not None, rule.weight, rule.strokes or 0)
    return max(a, b, key=key)


class Ruling:
    """The `ruling` of a table over that of all tables."""

    def __init__(self, usual, own):
        self.said = {}
        for ruling in (usual, own or {}):
            if "frame" in ruling:
                self.said |= dict.fromkeys(("top", "bottom", "left", "right"), ruling["frame"])
            self.said |= {key: rule for key, rule in ruling.items() if key != "frame"}

    def rule(self, key, otherwise=None):
        return Rule(self.said.get(key, self.said.get(otherwise)))

    def frame(self):
        return max(self.rule(side).width for side in ("top", "bottom", "left", "right"))


class Reference:
    def __init__(self, grid, usual):
        """`usual`: what the layout says of all tables."""
        self.grid = grid
        self.says = {**usual, **grid.definition}
        self.ruling = Ruling(usual["ruling"], grid.definition.get("ruling"))
        self.frame = self.ruling.frame()
        self.padding_x, self.padding_y = length(self.says["padding_x"]), length(self.says["padding_y"])
        self.row_height = length(self.says["row_height"])
        self.x = self.track_edges()
        self.sided = [area for area in grid.areas if area[2]]

    # ---- tracks ----

    def track_edges(self):
        """Fixed widths are taken away, shares divide what is left; a narrower table stands in the middle. None if
        some are by content: then the page tells (tracks.py)."""
        widths = self.says["widths"]
        if "content" in widths or "equal" in widths:
            return None
        room = AREA_WIDTH - self.frame
        fixed = [None if isinstance(one, (int, float)) else self.fixed_width(one, room) for one in widths]
        left = room - sum(one or 0 for one in fixed)
        shares = sum(one for one, wide in zip(widths, fixed) if wide is None)
        x = AREA_LEFT + self.frame / 2 + (0 if shares else left / 2)
        edges = [x]
        for one, wide in zip(widths, fixed):
            x += wide if wide is not None else left * one / shares
            edges.append(x)
        return edges

    def fixed_width(self, width, room):
        if width.endswith("%"):
            return room * float(width[:-1]) / 100
        if width.endswith("字"):
            size = self.grid.style(self.says.get("style") or "table")["size"]
            return float(width[:-1]) * length(size) + 2 * self.padding_x
        return length(width)

    def inner_width(self, cell):
        return self.x[cell.last] - self.x[cell.column] - 2 * self.padding_x

    # ---- rows ----

    def own_height(self, cell, lines, size):
        """What a cell asks for: its lines, the gaps between them, the room above and below."""
        return lines * size + max(lines - 1, 0) * self.line_gap(cell, size) + 2 * self.padding_y

    def line_gap(self, cell, size):
        """Between the lines of a cell, in proportion to its type."""
        style = self.grid.style(cell.style)
        return length(style.get("line_gap", "0pt")) * size / length(style["size"])

    def row_heights(self, asked):
        """The least that hold all cells: rows by their own cells, then by those over several rows, the inner ones
        first; what is lacking is divided alike among the rows that are not settled yet, for rows are settled in
        stretches of 64. `asked`: own_height by cell."""
        rows, heights = self.grid.rows, []
        own = [max([self.row_height, row.height]) for row in rows]
        for cell in self.grid.cells:
            if cell.row_span == 1:
                own[cell.row] = max(own[cell.row], asked[cell])
        for first in range(0, len(rows), STRETCH):
            end = min(first + STRETCH, len(rows))
            heights += own[first:end]
            over = [cell for cell in self.grid.cells if cell.row_span > 1 and first < cell.end <= end]
            for cell in sorted(over, key=lambda cell: (cell.row < first, 0 if cell.row < first else cell.row_span, -cell.row, -cell.column)):
                lacking, grow = asked[cell] - sum(heights[cell.row:cell.end]), range(max(cell.row, first), cell.end)
                for row in grow if lacking > 0 else ():
                    heights[row] += lacking / len(grow)
        return heights

    def least_height(self, asked):
        """Of the table: the longest way down through cells, each as high as it asks."""
        at = [0.0]
        for number, row in enumerate(self.grid.rows):
            ends = [at[cell.row] + asked[cell] for cell in self.grid.cells if cell.end == number + 1]
            at.append(max([at[number] + max(self.row_height, row.height), *ends]))
        return at[-1]

    # ---- what stands above the table ----

    def above_lines(self, is_again):
        """(text, style, where) of the lines above the table, from the top: a caption, then left and unit; on
        further pages 续表 stands between these two."""
        key = "continued" if is_again else "caption"
        middle = [(self.says[key], f"table_{key}", "caption")] if self.says.get(key) else []
        pair = [(self.says[key], "table_unit", key) for key in ("left", "unit") if self.says.get(key)]
        return [line for line in ([middle + pair] if is_again else [middle, pair]) if line]

    def above_height(self, is_again):
        """Of these lines (each text one line) and what parts them from each other and from the frame."""
        height, gap = 0.0, 0.0
        for line in self.above_lines(is_again):
            styles = [self.grid.style(name) for _, name, _ in line]
            height += gap + max(length(style["size"]) for style in styles)
            gap = max(length(style.get("space_after", "0pt")) for style in styles)
        return height + max(gap, self.padding_y) if height else 0.0

    # ---- rules ----

    def side(self, cell, key):
        """What the areas that a cell stands in say of this side of it."""
        said = Rule()
        for rows, columns, sides in self.sided if cell else ():
            if not (cell.row in rows and cell.end - 1 in rows and cell.column in columns and cell.last - 1 in columns):
                continue
            is_there = {"top": cell.row == rows.start, "bottom": cell.end == rows.stop,
                        "left": cell.column == columns.start, "right": cell.last == columns.stop}[key]
            said = heavier(said, Rule(sides.get(key) if is_there else None))
        return said

    def above(self, bands, repeated, edge, track):
        """The rule at the upper edge of a band (a row as it stands on a page)."""
        owner = self.grid.owner
        over = owner[bands[edge - 1]][track] if edge else None
        under = owner[bands[edge]][track] if edge < len(bands) else None
        if over and over is under and edge != repeated:
            return Rule("none")
        if not edge or edge == len(bands):
            usual = self.ruling.rule("bottom" if edge else "top")
        else:
            usual = self.between_rows(bands[edge - 1], bands[edge])
        # a cell's own side is where it begins and ends, not where a page cuts the table
        is_cut = (not edge and bands[0] and not repeated) or (edge == len(bands) and bands[-1] + 1 < len(owner))
        ends = over and over.end == bands[edge - 1] + 1 and not is_cut
        begins = under and under.row == bands[edge] and not is_cut
        sides = heavier(self.side(over, "bottom") if ends else Rule(), self.side(under, "top") if begins else Rule())
        return usual if sides.strokes is None else sides

    def between_rows(self, over, under):
        a, b = self.grid.rows[over], self.grid.rows[under]
        if a.part != b.part:
            return self.ruling.rule("parts", "rows")
        if a.is_head and not b.is_head:
            return self.ruling.rule("head", "rows")
        if not a.is_head and a.group != b.group and max(end - first for first, end in (a.group, b.group)) > 1:
            return self.ruling.rule("groups", "rows")
        return self.ruling.rule("rows")

    def left_of(self, row, edge):
        """The rule at the left edge of a track in a row."""
        owner = self.grid.owner[row]
        before = owner[edge - 1] if edge else None
        behind = owner[edge] if edge < self.grid.tracks else None
        if before and before is behind:
            return Rule("none")
        if not edge or edge == self.grid.tracks:
            usual = self.ruling.rule("right" if edge else "left")
        else:
            usual = self.ruling.rule("stub", "columns") if edge == self.grid.stub else self.ruling.rule("columns")
        sides = heavier(self.side(before, "right"), self.side(behind, "left"))
        return usual if sides.strokes is None else sides
