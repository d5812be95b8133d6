"""Where pages may end: what a page break does to a table, and whether each page ends at the last place of the least
harm."""
from ruler import FOOT, TOP

from reference import length

NEAR = 0.012   # mm: roundings
AGAIN = 0.5    # mm: what prose above a table leaves uncertain


class Pages:
    """The part of Checked (check.py) that looks at page breaks."""

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
        is_last = row + 1 == count or rows[row + 1].part != rows[row].part
        ranges = [(rows[row].head.stop, row + 1 if is_last else count)]
        labels = {(cell.row, cell.end) for cell in self.grid.owner[row] if cell}
        ranges += [one for one in labels | {rows[row].group} if one[0] < row and one[1] - one[0] >= 4]
        return any(self.leaves_one(first, row, *one) for one in ranges)

    def fits_page(self, first, end):
        """On any page: below the caption, or below 续表."""
        rows = self.grid.rows
        head = () if rows[first].is_head else rows[first].head
        above = max(map(self.reference.above_height, (False, first > 0)))
        room = FOOT - TOP - self.reference.frame - above
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
