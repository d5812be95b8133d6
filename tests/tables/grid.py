"""The grid of a table, slowly and plainly: its definition and its data give rows, tracks, and the cell in each
place. Nothing here knows how the library does it; what a layout may say is in layouts/README.md."""


class Fault(Exception):
    """The table is not what the test meant it to be."""


class Cell:
    def __init__(self, row, column, row_span, column_span, text, role, style, **more):
        self.row, self.column, self.row_span, self.column_span = row, column, row_span, column_span
        self.text, self.role, self.style = text, role, style
        self.labels = more.get("labels") or []  # parted by diagonals, instead of a text

    end = property(lambda self: self.row + self.row_span)
    last = property(lambda self: self.column + self.column_span)

    def __repr__(self):
        return f"“{self.text[:12]}” (row {self.row}, column {self.column})"


class Row:
    def __init__(self, is_head, part, head, **more):
        self.is_head, self.part, self.head = is_head, part, head  # head: the rows that stand again above it
        self.group = more.get("group")       # the outermost group of rows it stands in: (first, end)
        self.height = more.get("height", 0)  # mm; 0: the table's
        self.keep_next = self.keep_before = False


class Grid:
    """Rows, and cells by row, then column."""

    def __init__(self, definition, data, styles):
        self.definition, self.styles = definition, styles
        self.tracks = len(definition["widths"])
        self.stub = definition.get("stub", 1)
        self.rows, self.cells = [], []
        self.areas = []  # (rows, columns, the rules at their sides): what rows, columns, groups say of themselves
        for name, part in definition["parts"].items():
            (Form if "grid" in part else Part)(self, name, part, data).build()
        self.cells.sort(key=lambda cell: (cell.row, cell.column))
        self.owner = [[None] * self.tracks for _ in self.rows]
        for cell in self.cells:
            for row in range(cell.row, cell.end):
                for track in range(cell.column, cell.last):
                    if self.owner[row][track]:
                        raise Fault(f"{cell} over {self.owner[row][track]}")
                    self.owner[row][track] = cell

    def style(self, name):
        """A style with all that it is like."""
        own = self.styles[name]
        return {**(self.style(own["like"]) if "like" in own else {}), **own}

    def spoken(self):
        """Cells with something to say, in the order in which it is read."""
        return [cell for cell in self.cells if cell.text or cell.labels]


def node_of(node):
    """A node of an axis in full: a label alone is a node."""
    return node if isinstance(node, dict) else {"label": node}


def leaves_of(nodes, key, cell_style=None):
    """(path of names, node) of all that has nothing below it; the style of values is that of what is above them, if
    they have none."""
    for name, node in nodes.items():
        node = {"cell_style": cell_style, **node_of(node)}
        if key in node:
            for path, leaf in leaves_of(node[key], key, node["cell_style"]):
                yield (name, *path), leaf
        else:
            yield (name,), node


def depth_of(nodes, key, span):
    """Levels of labels, where one may take several."""
    return max(node.get(span, 1) + (depth_of(node[key], key, span) if key in node else 0)
               for node in map(node_of, nodes.values()))


def text_of(value):
    """What a value of the data prints."""
    if isinstance(value, dict):
        return text_of(value.get("value")) + (value.get("note") or "")
    return "" if value is None else str(value)


def has_list(node):
    return node.get("is_list") or any(has_list(node_of(kid)) for kid in node.get("rows", {}).values())


def is_hidden(name):
    return name.startswith("_")


class Part:
    """One head over its rows."""

    def __init__(self, grid, name, part, data):
        self.grid, self.name, self.part, self.data = grid, name, part, data
        self.first = len(grid.rows)
        self.columns = [(path, leaf) for path, leaf in leaves_of(part["head"], "columns")]
        self.values = [(path, leaf) for path, leaf in self.columns if not leaf.get("is_stub")]
        self.head_depth = depth_of(part["head"], "columns", "rows")

    def add(self, *where, **more):
        self.grid.cells.append(Cell(*where, **more))

    def style_of(self, node, key, usual):
        return node.get("style") or self.grid.definition.get(key) or usual

    # ---- the head ----

    def width(self, node):
        if "columns" in node:
            return sum(self.width(node_of(kid)) for kid in node["columns"].values())
        return self.grid.stub if node.get("is_stub") else node.get("span", 1)

    def build_head(self, nodes, row, column):
        for node in map(node_of, nodes.values()):
            width = self.width(node)
            span = node.get("rows", 1) if "columns" in node else self.first + self.head_depth - row
            role = "corner" if node.get("is_stub") else "column"
            self.add(row, column, span, width, text="" if node.get("diagonal") else node["label"], role=role,
                     style=self.style_of(node, "head_style", "table_head"), labels=node.get("diagonal"))
            self.grid.areas.append((range(row, self.end), range(column, column + width), node.get("sides", {})))
            if "columns" in node:
                self.build_head(node["columns"], row + span, column)
            column += width

    # ---- rows ----

    def values_of(self, data):
        """A leaf row's values in the order of the columns."""
        if isinstance(data, list):
            return data
        shown = [name for name in self.values[0][0] if not is_hidden(name)]
        if len(self.values) == 1 and not (isinstance(data, dict) and shown and shown[0] in data):
            return [data]
        found = []
        for path, _ in self.values:
            value, rest = data, [name for name in path if not is_hidden(name)]
            while rest and isinstance(value, dict):
                value = value[rest.pop(0)]
                if isinstance(value, list):  # of the leaves of this group, in order
                    group = path[:len(path) - len(rest)]
                    among = [one for one, _ in self.values if one[:len(group)] == group]
                    value, rest = value[among.index(path)], []
            found.append(value)
        return found

    def add_values(self, row, values, row_style=None):
        column_of, column = {}, 0
        for path, leaf in self.columns:
            column_of[path] = column
            column += self.width(leaf)
        usual = self.grid.definition.get("style") or "table"
        for (path, leaf), value in zip(self.values, values):
            text = text_of(value)
            self.add(row, column_of[path], 1, leaf.get("span", 1), text=text or self.grid.definition.get("blank_text", ""),
                     role="row" if (leaf.get("is_row_head") or leaf.get("is_merged")) and text else "data",
                     style=row_style or leaf.get("cell_style") or usual)

    def merge_list(self, first, end):
        """In merged columns equal neighbours are one cell, within those of the merged columns left of it, and there a
        blank is as the row above; what the leftmost one makes one cell is a group of rows."""
        cells = {(cell.row, cell.column): cell for cell in self.grid.cells if first <= cell.row < end}
        bounds, column, gone = {first, end}, self.grid.stub, set()
        for number, (_, leaf) in enumerate(self.values):
            if not leaf.get("is_merged"):
                break
            for row in range(first + 1, end):
                if row not in bounds and cells[row, column].text == self.grid.definition.get("blank_text", ""):
                    cells[row, column].text = cells[row - 1, column].text
            bounds |= {row for row in range(first + 1, end) if cells[row, column].text != cells[row - 1, column].text}
            for top, foot in zip(sorted(bounds), sorted(bounds)[1:]):
                cells[top, column].row_span = foot - top
                gone |= {cells[row, column] for row in range(top + 1, foot)}
                if number == 0:
                    for row in self.grid.rows[top:foot]:
                        row.group = (top, foot)
            column += leaf.get("span", 1)
        self.grid.cells = [cell for cell in self.grid.cells if cell not in gone]

    def add_row(self, leaf, **more):
        height = leaf.get("height")
        self.grid.rows.append(Row(False, self.name, range(self.first, self.first + self.head_depth),
                                  height=float(height[:-2]) if height else 0, **more))

    def build_leaf(self, leaf, name, data):
        first = len(self.grid.rows)
        given = data if is_hidden(name) else data[name]
        is_list = leaf.get("is_list")
        lines = (given or [[None] * len(self.values)]) if is_list else [given]
        for line in lines:
            row = len(self.grid.rows)
            self.add_row(leaf, group=(row, row + 1))
            self.add_values(row, self.values_of(line), leaf.get("cell_style"))
        if is_list:
            self.merge_list(first, len(self.grid.rows))

    def build_rows(self, nodes, data, track=0, cell_style=None):
        for name, node in nodes.items():
            node, first = {"cell_style": cell_style, **node_of(node)}, len(self.grid.rows)
            span = node.get("span", 1) if "rows" in node else self.grid.stub - track
            if "rows" in node:
                self.build_rows(node["rows"], data if is_hidden(name) else data[name], track + span, node["cell_style"])
            else:
                self.build_leaf(node, name, data)
            end = len(self.grid.rows)
            if nodes is self.part["rows"] and not has_list(node):
                for row in self.grid.rows[first:end]:
                    row.group = (first, end)
            self.grid.rows[first].keep_before |= node.get("keep_before", False)
            self.grid.rows[end - 1].keep_next |= node.get("keep_next", False)
            self.grid.areas.append((range(first, end), range(track, self.grid.tracks), node.get("sides", {})))
            if self.grid.stub:
                self.add(first, track, end - first, span, text=node["label"], role="row",
                         style=self.style_of(node, "stub_style", "table_stub"))

    def build(self):
        for _ in range(self.head_depth):
            self.grid.rows.append(Row(True, self.name, range(self.first, self.first + self.head_depth)))
        self.build_rows(self.part["rows"], self.data)
        self.end = len(self.grid.rows)
        self.build_head(self.part["head"], self.first, 0)


class Form:
    """A free grid: cells flow into the next free place of their row."""

    def __init__(self, grid, name, part, data):
        self.grid, self.name, self.part, self.data = grid, name, part, data
        self.first, self.taken = len(grid.rows), set()

    def add(self, row, cell):
        cell = cell if isinstance(cell, dict) else {"label": cell}
        column = next(track for track in range(self.grid.tracks) if (row, track) not in self.taken)
        height, width, says = cell.get("rows", 1), cell.get("span", 1), self.grid.definition
        places = {(row + i, column + j) for i in range(height) for j in range(width)}
        if places & self.taken:
            raise Fault(f"{cell} finds no room in row {row}")
        self.taken |= places
        is_value = "name" in cell
        text = text_of(self.data[cell["name"]]) or says.get("blank_text", "") if is_value else cell["label"]
        usual = says.get("style") or "table" if is_value else says.get("head_style") or "table_head"
        self.grid.cells.append(Cell(row, column, height, width, text, "data" if is_value else "label",
                                    cell.get("style") or usual))
        self.grid.areas.append((range(row, row + height), range(column, column + width), cell.get("sides", {})))

    def build(self):
        for number, row in enumerate(self.part["grid"], self.first):
            row = row if isinstance(row, dict) else {"cells": row}
            height = row.get("height")
            made = Row(False, self.name, range(self.first, self.first), group=(number, number + 1), height=float(height[:-2]) if height else 0)
            made.keep_next, made.keep_before = row.get("keep_next", False), row.get("keep_before", False)
            self.grid.rows.append(made)
            for cell in row["cells"]:
                self.add(number, cell)
