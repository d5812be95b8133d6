"""Rules on the page against those that the reference asks for, one side of one cell after the other."""
NEAR = 0.025   # mm: strokes begin on dots of 600 to the inch
INSIDE = 0.35  # mm: so far from a corner a side is looked at


class Strokes:
    """The strokes of one piece of a table."""

    def __init__(self, checked, piece, rules):
        self.reference, self.piece, self.checked = checked.reference, piece, checked
        low, high = piece.y[0] - 2, piece.y[-1] + 2
        self.rules = [rule for rule in rules if low <= min(rule.y0, rule.y1) and max(rule.y0, rule.y1) <= high]
        self.flat = [rule for rule in self.rules if rule.is_horizontal]
        self.upright = [rule for rule in self.rules if not rule.is_horizontal]
        self.used = set()

    def fault(self, text):
        self.checked.fault(f"page {self.piece.page + 1}: {text}")

    def check(self):
        piece, reference = self.piece, self.reference
        tracks = reference.grid.tracks
        self.across = {}  # (edge, track): rule
        for edge in range(len(piece.bands) + 1):
            for track in range(tracks):
                self.across[edge, track] = rule = reference.above(piece.bands, piece.repeated, edge, track)
                self.check_side(rule, self.flat, piece.y[edge], reference.x[track], reference.x[track + 1],
                                f"above band {edge}, track {track}")
        self.down = {}    # (band, edge): rule
        for band, row in enumerate(piece.bands):
            for edge in range(tracks + 1):
                self.down[band, edge] = rule = reference.left_of(row, edge)
                self.check_side(rule, self.upright, reference.x[edge], piece.y[band], piece.y[band + 1],
                                f"left of track {edge}, band {band}")
        for rule in self.rules:
            if rule not in self.used:
                self.fault(f"a rule from ({rule.x0:.2f}, {rule.y0:.2f}) to ({rule.x1:.2f}, {rule.y1:.2f}) bounds nothing")
        self.check_ends()
        self.check_corners()

    def check_side(self, rule, strokes, at, start, end, where):
        """Exactly the strokes that are asked for lie along a side, over its whole length."""
        wanted = {0: [], 1: [at], 2: [at - rule.step / 2, at + rule.step / 2]}[rule.strokes or 0]
        here = []
        for one in strokes:
            pos, a, b = (one.y0, one.x0, one.x1) if one.is_horizontal else (one.x0, one.y0, one.y1)
            if abs(pos - at) < 1.2 and a < end - INSIDE and b > start + INSIDE:
                here.append((pos, a, b, one))
        self.used.update(one[3] for one in here)
        got = sorted(pos for pos, *_ in here)
        near = NEAR + self.checked.near if strokes is self.upright else NEAR
        if len(got) != len(wanted) or any(abs(p - q) > near + (0.01 if len(got) > 1 else 0) for p, q in zip(got, wanted)) or any(
                abs(one.weight - rule.drawn_weight()) > 0.001 for *_, one in here):
            self.fault(f"{where}: {[f'{one.weight / 0.352778:.2f} pt at {pos - at:+.2f} mm' for pos, _, _, one in here]}"
                       f", not {rule}")
        elif any(a > start + INSIDE or b < end - INSIDE for _, a, b, _ in here):
            self.fault(f"{where}: the rule ends within the side")

    # ---- joints ----

    def crossing(self, strokes, x, y):
        """Strokes through, or to, a corner of the grid, as rectangles."""
        found = []
        for one in strokes:
            half = one.weight / 2
            pos, a, b, p, q = (one.y0, one.x0, one.x1, y, x) if one.is_horizontal else (one.x0, one.y0, one.y1, x, y)
            if abs(pos - p) < 1.2 and a - 1.2 < q < b + 1.2:
                found.append((pos - half, pos + half))
        return found

    def check_ends(self):
        """An end lies in what it meets; where it meets nothing, at the grid's line."""
        xs, ys, half = self.reference.x, self.piece.y, self.reference.frame / 2
        for one in self.rules:
            for x, y in ((one.x0, one.y0), (one.x1, one.y1)):
                across, lines, others = (x, xs, self.upright) if one.is_horizontal else (y, ys, self.flat)
                near = min(lines, key=lambda line: abs(line - across))
                met = self.crossing(others, near, y) if one.is_horizontal else self.crossing(others, x, near)
                low = min((a for a, _ in met), default=near - half)
                high = max((b for _, b in met), default=near + half)
                if not low - NEAR <= across <= high + NEAR:
                    self.fault(f"the end ({x:.2f}, {y:.2f}) of a rule does not meet the line at {near:.2f}")

    def check_corners(self):
        """Where two rules make a corner, it is filled to its outer point."""
        xs, ys = self.reference.x, self.piece.y
        for i, y in enumerate(ys):
            for j, x in enumerate(xs):
                sides = [self.across.get((i, j - 1)), self.across.get((i, j)),
                         self.down.get((i - 1, j)), self.down.get((i, j))]
                left, right, up, under = (bool(side and side.strokes) for side in sides)
                if left == right or up == under:
                    continue
                flat, upright = sides[1] if right else sides[0], sides[3] if under else sides[2]
                dx, dy = (max(rule.width / 2 - 2 * NEAR, 0) for rule in (upright, flat))
                self.check_filled(x - dx if right else x + dx, y - dy if under else y + dy)

    def check_filled(self, x, y):
        for one in self.rules:
            half = one.weight / 2
            x0, x1, y0, y1 = (one.x0, one.x1, one.y0 - half, one.y0 + half) if one.is_horizontal else \
                (one.x0 - half, one.x0 + half, one.y0, one.y1)
            if x0 - 0.005 <= x <= x1 + 0.005 and y0 - 0.005 <= y <= y1 + 0.005:
                return
        self.fault(f"the corner at ({x:.2f}, {y:.2f}) is open")
