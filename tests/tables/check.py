"""Frames against the reference: texts, places, rules, pages of every table of a document."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "geometry"))
from ruler import FOOT, MM, TOP  # noqa: E402

from reference import STRETCH, length  # noqa: E402

NEAR = 0.012   # mm: roundings
STAND = 0.09   # em: faces differ in where ideographs stand in their box, which the library levels
AGAIN = 0.5    # mm: what prose above a table leaves uncertain


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


class Checked:
    """One table of a document: its reference, and what the frames show of it."""

    def __init__(self, name, reference, node, frames):
        self.name, self.reference, self.grid = name, reference, reference.grid
        self.node, self.frames, self.faults = node, frames, []
        self.pieces = []
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
        order = list(self.whole)
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
        if abs(apart) > NEAR or abs(off) > NEAR:
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
        if one.left < left + least - slack[0] - NEAR or one.right > right - least + slack[1] + NEAR:
            self.fault(f"{where} reaches from {one.left:.2f} to {one.right:.2f} mm, its room from "
                       f"{left + pad:.2f} to {right - pad:.2f}")
        if len(one.lines) == 1 and one.text[0].isalnum() and one.text[-1].isalnum():
            self.check_align(where, one, left, right, pad)

    def check_align(self, where, one, left, right, pad):
        align = self.grid.style(one.cell.style).get("align", "justify")
        apart = {"center": (one.left + one.right - left - right) / 2, "end": one.right - right + pad,
                 "start": one.left - left - pad}.get(align, 0)
        if abs(apart) > NEAR and one.right - one.left < right - left - 2 * pad:
            self.fault(f"{where} stands {apart:.2f} mm off its alignment ({align})")

    # ---- sizes ----

    def check_sizes(self):
        """Cells of one role are of one size; smaller than the layout's only if something is too wide for it."""
        least = length(self.reference.says["min_size"])
        by_style = {}
        for cell, one in self.whole.items():
            by_style.setdefault((cell.role, cell.style), []).append((cell, one))
        for (role, name), some in by_style.items():
            asked = length(self.grid.style(name)["size"])
            sizes = {round(one.size, 4) for _, one in some}
            if len(sizes) > 1 or max(sizes) > asked + NEAR or min(sizes) < min(least, asked) - NEAR:
                self.fault(f"cells ({role}, {name}) have the sizes {sorted(sizes)} mm")

    # ---- pages ----

    def tears(self, row):
        """Would a page end between a head and its rows?"""
        rows = self.grid.rows
        return rows[row].head[0] != row if rows[row].is_head else rows[row - 1].is_head

    def label_harm(self, first, row, top):
        """4: a row must grow, for a label has no room beside the rows above or below; 5: nor has the page. The row
        `first` stands at `top`."""
        worst = 0
        for cell in self.labels_across(row):
            begin, asked = max(cell.row, first), self.asked_again(cell, first)
            over, under = sum(self.heights[begin:row]), sum(self.heights[row:cell.end])
            foot = top + sum(self.heights[first:begin]) + asked + self.reference.frame / 2
            if cell.row >= first and over < asked - NEAR and foot > FOOT + NEAR:
                return 5
            if min(over, under) < asked - NEAR:
                worst = 4
        return worst

    def leaves_one(self, first, row, start, end):
        """Would a page end above `row` leave one low row of [start, end) alone? The page holds rows from `first` on."""
        start, low = max(first, start), 3 * self.reference.row_height
        return (row - start == 1 and self.heights[start] < low) or (end - row == 1 and self.heights[row] < low)

    def lonely(self, first, row):
        """Of a part, or of a group of four rows at least."""
        rows, count = self.grid.rows, len(self.grid.rows)
        if rows[row].is_head:
            return False
        is_last = row + 1 == count or rows[row + 1].head != rows[row].head
        ranges = [(rows[row].head[-1] + 1, row + 1 if is_last else count)]
        labels = {(cell.row, cell.end) for cell in self.grid.owner[row] if cell}
        ranges += [one for one in labels | {rows[row].group} if one[0] < row and one[1] - one[0] >= 4]
        return any(self.leaves_one(first, row, *one) for one in ranges)

    def fits_page(self, first, end):
        rows = self.grid.rows
        head = () if rows[first].is_head else rows[first].head
        room = FOOT - TOP - self.reference.frame - self.reference.above_height(first > 0)
        return sum(self.heights[row] for row in [*head, *range(first, end)]) <= room

    def parts(self, row):
        """Would it part what stays together?"""
        rows = self.grid.rows
        is_whole = self.reference.says.get("keep_together") and self.fits_page(0, len(rows))
        return is_whole or rows[row].keep_before or rows[row - 1].keep_next

    def harm(self, first, row, top):
        """0 none, 1 parts a group, 2 leaves a row alone, 3 parts what stays together, 4 makes a row grow, 5 tears."""
        rows = self.grid.rows
        if row == len(rows):
            return 0
        if self.tears(row):
            return 5
        label = self.label_harm(first, row, top)
        if label:
            return label
        if self.parts(row):
            return 3
        if self.lonely(first, row):
            return 2
        group = rows[row].group
        return int(bool(self.reference.says.get("keep_groups") and group and row > group[0] and self.fits_page(*group)))

    def is_dear(self, foot):
        """A group is not worth more than half of a page left white."""
        return foot - TOP < (FOOT - TOP) / 2

    def check_break(self, piece, is_page_top):
        """The page ends at the last place of the least harm."""
        end, count = piece.end, len(self.grid.rows)
        top, half = piece.y[piece.repeated], self.reference.frame / 2
        harm = self.harm(piece.first, end, top)
        feet = dict(zip(range(piece.first, end + 1), (y + half for y in piece.y[piece.repeated:])))
        if end < count and harm and not is_page_top and not (harm == 1 and self.is_dear(piece.top)):
            self.fault(f"page {piece.page + 1} ends above row {end} with harm {harm}, though the table could "
                       "begin on the next page")
        for row in range(piece.first + 1, end if end < count else 0):
            less = self.harm(piece.first, row, top)
            if less < harm and not (harm == 1 and self.is_dear(feet[row])):
                self.fault(f"page {piece.page + 1} ends above row {end} with harm {harm}, above {row} with {less}")
                break
        foot = feet[end]
        for row in range(end + 1, count + 1):
            foot += self.heights[row - 1]
            if foot > FOOT - NEAR:
                break
            more = self.harm(piece.first, row, top)
            if more <= harm or (harm == 0 and more == 1 and self.is_dear(feet[end])):
                self.fault(f"page {piece.page + 1} ends above row {end}, though row {row - 1} has room")
                break

    def check_start(self, foot):
        """Was it right to begin on a new page, when the page before has room from `foot` on?"""
        y = foot + length(self.reference.says["space_before"]) + self.reference.frame + AGAIN
        y += self.reference.above_height(False)
        for row in range(1, len(self.grid.rows) + 1):
            y += self.heights[row - 1]
            if y > FOOT:
                return
            if self.harm(0, row, 0) == 0:
                self.fault(f"begins on page {self.pieces[0].page + 1}, though {row} rows have room before")
                return
