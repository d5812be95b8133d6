"""Frames against the reference: texts, places, rules, pages of every table of a document."""
import sys
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "geometry"))
from ruler import FOOT, MM, TOP  # noqa: E402

from pages import Pages  # noqa: E402
from reference import STRETCH, length  # noqa: E402

NEAR = 0.012   # mm: roundings
STAND = 0.09   # em: faces differ in where ideographs stand in their box, which the library levels


class Shown:
    """A cell's text as it stands on one page."""

    def __init__(self, cell, runs, is_repeat):
        self.cell, self.runs, self.is_repeat = cell, runs, is_repeat
        self.size = runs[0].size * MM
        self.text = "".join(run.text for run in runs)
        self.lines = sorted({round(run.y, 3) for run in runs})
        self.left, self.right = min(run.left for run in runs), max(run.right for run in runs)
        self.top, self.foot = min(run.top for run in runs), max(run.foot for run in runs)
        self.top -= stands.get(runs[0].face, 0) * self.size


# By face, how far below the place of an em box's usual top (0.86 em above the baseline) the library puts it, in em:
# told by one plain cell (learn), then the same for all.
stands = {}


def learn(cells):
    """`cells`: runs that stand alone in the middle of a cell, and that middle."""
    for run, middle in cells:
        size = run.size * MM
        stand = ((run.top + run.foot) / 2 - middle) / size
        if abs(stand) > STAND:
            raise ValueError(f"“{run.text}” ({run.face}) stands {stand:.2f} em off the middle of its cell")
        stands[run.face] = stand


class Piece:
    """The rows [first, end) of a table on one page."""

    def __init__(self, page, first, end):
        self.page, self.first, self.end = page, first, end
        self.bands, self.repeated, self.y = [], 0, []
        self.shown = []


def is_head(cell):
    """A head that says nothing is none."""
    return cell.role != "data" and bool(cell.text or cell.labels)


def squeeze(text):
    return "".join(text.split())


class Checked(Pages):
    """One table of a document: its reference, and what the frames show of it."""

    def __init__(self, name, reference, node, frames):
        self.name, self.reference, self.grid = name, reference, reference.grid
        self.node, self.frames, self.faults = node, frames, []
        self.pieces = []
        self.near = NEAR  # how exactly the edges of tracks are known
        self.is_parted = False  # a page break goes through a text: only what is said is checked

    def fault(self, text):
        self.faults.append(f"{self.name}: {text}")

    # ---- structure: TR by row, TH and TD by cell ----

    def meet_cells(self, kids):
        """The cell of each node; faults where structure and grid differ."""
        groups = [node for node in kids.get(self.node, ()) if node["tag"] in ("THead", "TBody")]
        self.caption = next((node["node"] for node in kids.get(self.node, ()) if node["tag"] == "Caption"), None)
        rows = [node for group in groups for node in kids.get(group["node"], ()) if node["tag"] == "TR"]
        if len(rows) != len(self.grid.rows):
            self.fault(f"{len(rows)} rows are tagged, there are {len(self.grid.rows)}")
            return {}
        self.check_groups(groups, kids)
        by_row = {}
        for cell in self.grid.cells:
            by_row.setdefault(cell.row, []).append(cell)
        self.cell_of, self.node_of = {}, {}
        for number, row in enumerate(rows):
            nodes, cells = kids.get(row["node"], []), by_row.get(number, [])
            if len(nodes) != len(cells):
                self.fault(f"row {number} has {len(nodes)} tagged cells, not {len(cells)}")
                return {}
            for node, cell in zip(nodes, cells):
                self.cell_of[node["node"]], self.node_of[cell] = cell, node
        for cell, node in self.node_of.items():
            self.check_node(cell, node)
        return self.cell_of

    def check_groups(self, groups, kids):
        wanted = []
        for row in self.grid.rows:
            is_one = len(self.grid.definition["parts"]) == 1
            key = (row.part, row.is_head and is_one)
            if not wanted or wanted[-1][0] != key:
                wanted.append([key, 0])
            wanted[-1][1] += 1
        got = [[node["tag"] == "THead", len(kids.get(node["node"], ()))] for node in groups]
        if got != [[key[1], count] for key, count in wanted]:
            self.fault(f"heads and bodies of {got} rows, not {wanted}")

    def check_node(self, cell, node):
        is_form = "grid" in self.grid.definition["parts"][self.grid.rows[cell.row].part]
        if is_form:  # which labels say what a value is: tests/geometry/test_tags.py
            if (node.get("row_span", 1), node.get("col_span", 1)) != (cell.row_span, cell.column_span):
                self.fault(f"{cell} is tagged over {node.get('row_span', 1)} rows, {node.get('col_span', 1)} columns")
            return
        scope = None
        if is_head(cell):
            scope = "both" if cell.labels else "row" if cell.role == "row" else "column"
        got = node["tag"], node.get("scope"), node.get("row_span", 1), node.get("col_span", 1)
        if got != ("TH" if is_head(cell) else "TD", scope, cell.row_span, cell.column_span):
            self.fault(f"{cell} is tagged {got}")
        wanted = [self.node_of[one]["node"] for one in self.heads_of(cell)]
        if node.get("headers", []) != wanted:
            self.fault(f"{cell} has the headers {node.get('headers')}, not {wanted}")

    def heads_of(self, cell):
        """The heads above a value, from the top, then those of its row, from the left; of a row's head, those above."""
        owner, row = self.grid.owner, self.grid.rows[cell.row]
        if row.is_head or (cell.role != "data" and not is_head(cell)):
            return []
        heads = [owner[head][cell.column] for head in row.head]
        heads = [one for one in heads if one and one.role == "column"]
        heads += [one for one in owner[cell.row] if one and one.role == "row" and cell.role == "data"]
        return [one for one in dict.fromkeys(heads) if is_head(one)]

    # ---- texts ----

    def meet_texts(self, pages):
        """What stands where: pieces in order, each with what it shows."""
        cell_of_text = {}
        for runs in pages:
            for run in runs:
                if run.node in self.cell_of:
                    cell_of_text[run.text_id] = self.cell_of[run.node]
        self.whole = {}
        for number, runs in enumerate(pages):
            found = {}
            for run in runs:
                cell = cell_of_text.get(run.text_id)
                if cell:
                    found.setdefault((cell, run.is_repeat), []).append(run)
            shown = [Shown(cell, some, is_repeat) for (cell, is_repeat), some in found.items()]
            said = [one for one in shown if not one.is_repeat]
            if shown:
                self.add_piece(number, shown, said)
        self.check_said()

    def add_piece(self, page, shown, said):
        first = self.pieces[-1].end if self.pieces else 0
        end = max((one.cell.row + 1 for one in said), default=first)
        piece = Piece(page, first, end)
        piece.shown = shown
        head = self.grid.rows[min(first, len(self.grid.rows) - 1)]
        if self.pieces and not head.is_head:
            piece.bands, piece.repeated = list(head.head), len(head.head)
        piece.bands = piece.bands + list(range(first, end))
        self.pieces.append(piece)
        for one in said:
            if one.cell in self.whole:
                self.is_parted = True
                self.whole[one.cell].text += one.text
            else:
                self.whole[one.cell] = one

    def check_said(self):
        """Every text once, whole, in the order of reading."""
        wanted = self.grid.spoken()
        place = {cell: at for at, cell in enumerate(wanted)}  # what stands at a parted row's foot comes a page later
        order = [cell for _, row in groupby(self.whole, lambda cell: cell.row)
                 for cell in sorted(row, key=lambda cell: place.get(cell, -1))]
        if order != wanted:
            at = next((i for i, (a, b) in enumerate(zip(order, wanted)) if a is not b), min(len(order), len(wanted)))
            self.fault(f"read in another order, or not all: text {at} of {len(wanted)} is "
                       f"{order[at:at + 2]}, not {wanted[at:at + 2]}")
        for cell, one in self.whole.items():
            if squeeze(one.text) != squeeze(cell.text):
                self.fault(f"{cell} says “{one.text[:40]}”")
        for piece in self.pieces if not self.is_parted else ():
            self.check_repeats(piece)

    def check_repeats(self, piece):
        """The head, and labels that the page break divides, stand again; nothing else does."""
        owner = self.grid.owner
        wanted = {cell for row in piece.bands[:piece.repeated] for cell in owner[row] if cell and cell.text}
        if piece.first < len(self.grid.rows):
            wanted |= {cell for cell in owner[piece.first] if cell and cell.text and cell.row < piece.first}
        got = {one.cell for one in piece.shown if one.is_repeat}
        for cell in wanted - got:
            if cell.row >= piece.first or not self.is_too_high(self.height_of(cell)):
                self.fault(f"page {piece.page + 1}: {cell} does not stand again")
        for cell in got - wanted:
            self.fault(f"page {piece.page + 1}: {cell} stands again")
        for one in piece.shown:
            if one.is_repeat and squeeze(one.text) != squeeze(one.cell.text):
                self.fault(f"page {piece.page + 1}: {one.cell} stands again as “{one.text[:40]}”")

    def is_too_high(self, height):
        """A label of more than three quarters of a page need not stand again."""
        room = FOOT - TOP - self.reference.frame - max(map(self.reference.above_height, (False, True)))
        return height > 0.75 * room

    # ---- places ----

    def height_of(self, cell):
        """What a cell asks for, from how many lines its text has."""
        one = self.whole.get(cell)
        return self.reference.own_height(cell, len(one.lines), one.size) if one else 2 * self.reference.padding_y

    def asked_again(self, cell, first):
        """What it asks for on a page that begins with row `first`."""
        return 0 if cell.row < first and self.is_too_high(self.asked[cell]) else self.asked[cell]

    def measure(self):
        """Heights of rows by the reference, from how many lines the texts have."""
        asked, reference = {cell: self.height_of(cell) for cell in self.grid.cells}, self.reference
        self.asked = asked
        self.heights = reference.row_heights(asked)
        more = sum(self.heights) - reference.least_height(asked)
        if more > NEAR and self.is_nested():
            self.fault(f"is {more:.2f} mm higher than its cells ask")

        if reference.says.get("splits_rows"):
            self.heights = [max(height, self.height_by_lines(row)) for row, height in enumerate(self.heights)]

    def height_by_lines(self, row):
        """A row that pages may part is as high as its lines, each as high as the highest one beside it."""
        alone = [cell for cell in self.grid.owner[row] if cell in self.whole and cell.row_span == 1]
        upright = [cell for cell in alone if self.grid.style(cell.style).get("is_vertical")]
        cells = [cell for cell in alone if cell not in upright]
        shown = {cell: self.whole[cell] for cell in cells}
        counts = [len(one.lines) for one in shown.values()]
        least = max(self.reference.row_height, self.grid.rows[row].height, *map(self.asked.get, upright))
        if self.grid.rows[row].is_head or max(counts, default=0) < 4 or max(map(self.asked.get, cells)) <= least + NEAR:
            return 0
        height = 2 * self.reference.padding_y
        for band in range(max(counts)):
            beside = {cell: one for cell, one in shown.items() if 0 <= self.line_in(cell, band, counts) < len(one.lines)}
            height += max(one.size for one in beside.values())
            height += max([0, *(self.reference.line_gap(cell, one.size) for cell, one in beside.items()
                                if self.line_in(cell, band, counts))])
        return height

    def line_in(self, cell, band, counts):
        """Texts at the foot of their row end with it."""
        is_at_foot = self.grid.style(cell.style).get("valign") == "bottom"
        return band - (max(counts) - len(self.whole[cell].lines) if is_at_foot else 0)

    def is_nested(self):
        """Of cells over several rows, does each lie within the rows of the other or apart from them, and none over the
        end of a stretch? Else the least height of all together is not what it is for each."""
        spans = {(cell.row, cell.end) for cell in self.grid.cells if cell.row_span > 1}
        return all(a // STRETCH == (b - 1) // STRETCH for a, b in spans) and not any(
            a < c < b < d for a, b in spans for c, d in spans)

    def place(self, piece):
        """Edges of bands on the page: where the first text says."""
        above = self.reference.above_height(piece is not self.pieces[0])
        for grown in (self.grown_last(piece), 0):
            edges = [0.0]  # from the first band's top
            for row in piece.bands:
                edges.append(edges[-1] + self.heights[row])
            edges[piece.repeated + 1:] = [edge + self.grown_first(piece) for edge in edges[piece.repeated + 1:]]
            edges[-1] += grown
            piece.y = edges
            start = self.guess(piece)
            if start is None:
                return False
            piece.y = [edge + start for edge in edges]
            piece.top = piece.y[0] - self.reference.frame / 2 - above
            if piece.y[-1] + self.reference.frame / 2 <= FOOT + NEAR:
                break
        return True

    def labels_across(self, row):
        """Cells over several rows that a page break above a row parts."""
        return {one for one in self.grid.owner[row] if one and one.row < row} if row < len(self.grid.rows) else set()

    def grown_first(self, piece):
        """What a page's first row grows, so that a label that stands again has room."""
        return max([0, *(self.asked_again(cell, piece.first) - sum(self.heights[piece.first:cell.end])
                         for cell in self.labels_across(piece.first))])

    def grown_last(self, piece):
        """The same of its last row, for labels that go on."""
        grown = self.grown_first(piece)
        return max([0, *(self.asked_again(cell, piece.first) - sum(self.heights[max(cell.row, piece.first):piece.end])
                         - (grown if cell.row < piece.first else 0) for cell in self.labels_across(piece.end))])

    def guess(self, piece):
        for one in piece.shown:
            top, foot = self.bands_of(piece, one)
            if top is None:
                continue
            gap = self.valign(one.cell, piece.y[foot] - piece.y[top], one)
            return one.top - gap - piece.y[top]
        return None

    def bands_of(self, piece, one):
        """The bands that a shown text's cell covers here: among the repeated head, or among the rows."""
        among = range(piece.repeated) if one.is_repeat and self.grid.rows[one.cell.row].is_head else \
            range(piece.repeated, len(piece.bands))
        mine = [band for band in among if one.cell.row <= piece.bands[band] < one.cell.end]
        return (mine[0], mine[-1] + 1) if mine else (None, None)

    def valign(self, cell, room, one):
        """How far below its cell's upper edge a text's box begins."""
        height = self.asked[cell] - 2 * self.reference.padding_y
        where = self.grid.style(cell.style).get("valign", "middle")
        pad = self.reference.padding_y
        return {"middle": (room - height) / 2, "top": pad, "bottom": room - height - pad}[where]

    def check_places(self, piece):
        foot, goes_on = piece.y[-1] + self.reference.frame / 2, piece is not self.pieces[0]
        if piece.top < TOP - NEAR or foot > FOOT + NEAR or (goes_on and piece.top > TOP + NEAR):
            self.fault(f"page {piece.page + 1}: stands from {piece.top:.2f} to {foot:.2f} mm")
        for one in piece.shown:
            top, foot = self.bands_of(piece, one)
            if top is None:
                self.fault(f"page {piece.page + 1}: {one.cell} stands outside its rows")
            else:
                self.check_place(piece, one, piece.y[top], piece.y[foot])

    def check_above(self, piece, page):
        """The caption with what stands below it, once as content; then 续表 and the same below it again."""
        is_again = piece is not self.pieces[0]
        texts = [(run, "".join(run.text.split())) for run in page.runs
                 if piece.top - 0.3 < run.y < piece.y[0] - self.reference.frame / 2]
        y = piece.top
        for line in self.reference.above_lines(is_again):
            sizes = [length(self.grid.style(name)["size"]) for _, name, _ in line]
            for text, name, where in line:
                run = next((run for run, said in texts if said == "".join(text.split())), None)
                at = f"page {piece.page + 1}: “{text}” above the table"
                if not run:
                    self.fault(f"{at} is missing")
                    continue
                texts = [one for one in texts if one[0] is not run]
                self.check_line(at, run, where, y + max(sizes))
                if run.is_repeat != (is_again and where != "caption") or (run.node != self.caption) != is_again:
                    self.fault(f"{at} is {'a repeat' if run.is_repeat else 'content'}, node {run.node}")
            y += max(sizes) + max(length(self.grid.style(name).get("space_after", "0pt")) for _, name, _ in line)
        for run, _ in texts:
            self.fault(f"page {piece.page + 1}: “{run.text}” stands above the table")

    def check_line(self, at, run, where, foot):
        """A line above the table: its box ends at `foot`; in the middle, or at the table's edges."""
        size, x, half = run.size * MM, self.reference.x, self.reference.frame / 2
        apart = {"caption": (run.left + run.right) / 2 - 106,
                 "left": run.left - x[0] + half, "unit": run.right - x[-1] - half}[where]
        off = run.foot - stands.get(run.face, 0) * size - foot
        if abs(apart) > self.near or abs(off) > NEAR:
            self.fault(f"{at} stands {apart:.2f} mm aside, {off:.2f} mm off its height")

    def check_place(self, piece, one, top, foot):
        cell, x, size = one.cell, self.reference.x, one.size
        where = f"page {piece.page + 1}: {cell}"
        wanted = top + self.valign(cell, foot - top, one)
        if abs(one.top - wanted) > NEAR:
            self.fault(f"{where} stands {one.top - wanted:.2f} mm off its height")
        left, right = x[cell.column], x[cell.last]
        pad = self.reference.padding_x
        least = pad / 2 if cell.role == "data" else pad
        # marks at a line's ends have an empty half, which may lie outside
        slack = (0 if one.text[0].isalnum() else 0.51 * size), (0 if one.text[-1].isalnum() else 0.51 * size)
        if len(one.lines) > 1:
            slack = (0.51 * size, 0.51 * size)
        if one.left < left + least - slack[0] - self.near or one.right > right - least + slack[1] + self.near:
            self.fault(f"{where} reaches from {one.left:.2f} to {one.right:.2f} mm, its room from "
                       f"{left + pad:.2f} to {right - pad:.2f}")
        pitch = size + self.reference.line_gap(cell, size)
        if any(abs(y - one.lines[0] - line * pitch) > NEAR for line, y in enumerate(one.lines)):
            self.fault(f"{where} has lines at {one.lines} mm, which should be {pitch:.2f} mm apart")
        if any(run.size != one.runs[0].size for run in one.runs):
            self.fault(f"{where} is of several sizes")
        for y in one.lines:
            runs = sorted((run for run in one.runs if round(run.y, 3) == y), key=lambda run: run.left)
            if runs[0].text[0].isalnum() and runs[-1].text[-1].isalnum():
                self.check_align(where, cell, runs[0].left, runs[-1].right, (left, right, pad))

    def check_align(self, where, cell, start, end, room):
        """A line without marks at its ends."""
        style, (left, right, pad) = self.grid.style(cell.style), room
        align = "center" if style.get("is_vertical") else style.get("align", "justify")
        off = [{"center": (start + end - left - right) / 2, "end": end - right + near,
                "start": start - left - near}.get(align, 0) for near in ((pad, pad / 2) if cell.role == "data" else (pad,))]
        apart = min(off, key=abs)  # a value that finds no room comes nearer to the rules
        if abs(apart) > self.near and end - start < right - left - 2 * pad:
            self.fault(f"{where} stands {apart:.2f} mm off its alignment ({align})")

    # ---- sizes ----

    def check_sizes(self):
        """Cells of one role are of one size; smaller than the layout's only if something is too wide for it."""
        least = length(self.reference.says["min_size"])
        by_style = {}
        for cell, one in self.whole.items():
            if cell.role != "label":  # of forms: they are heads of rows or of columns, each of its own size
                by_style.setdefault((cell.role, cell.style), []).append((cell, one))
        for (role, name), some in by_style.items():
            asked = length(self.grid.style(name)["size"])
            sizes = {round(one.size, 4) for _, one in some}
            if len(sizes) > 1 or max(sizes) > asked + NEAR or min(sizes) < min(least, asked) - NEAR:
                self.fault(f"cells ({role}, {name}) have the sizes {sorted(sizes)} mm")
