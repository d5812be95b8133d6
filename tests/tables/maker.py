"""Random tables, many of them in one document, with prose of any length between them, so that they begin at every
place of a page. The same seed always gives the same document."""
import random

from grid import depth_of
from ruler import han, paragraph

# Styles that random tables choose from, besides those of gbt-9704.
STYLES = {
    "cell_left": {"like": "table", "align": "start"},
    "cell_right": {"like": "table", "align": "end"},
    "cell_small": {"like": "table_small"},
    "cell_wide": {"like": "table", "line_gap": "6pt"},
    "head_left": {"like": "table_head", "align": "start"},
    "stub_center": {"like": "table"},
    "head_top": {"like": "table_head", "valign": "top"},
    "stub_foot": {"like": "table_stub_small", "valign": "bottom"},
    "cell_top": {"like": "table", "valign": "top", "align": "start"},
    "cell_foot": {"like": "table_small", "valign": "bottom", "align": "end"},
    "cell_point": {"like": "table_small", "align": "decimal"},
    "stub_upright": {"like": "table_small", "is_vertical": True},
    "head_upright": {"like": "table_head_small", "is_vertical": True},
}
CELLS = ("cell_left", "cell_right", "cell_small", "cell_wide", "cell_top", "cell_foot", "cell_point")
ROWS = (1, 2, 3, 5, 10, 25, 60)
LIST_ROWS = (0, 1, 2, 7, 20, 70, 150)
MARKS = "，。；"
WEIGHTS = ("0.25pt", "0.5pt", "0.75pt", "1pt", "1.5pt")


class TableMaker:
    def __init__(self, dice):
        self.dice = dice
        self.count = 0

    def word(self, *lengths):
        return han(self.dice.choice(lengths), self.dice.randint(0, 40))

    def name(self):
        self.count += 1
        return f"n{self.count}"

    def chance(self, share):
        return self.dice.random() < share

    # ---- definition ----

    def axis(self, key, width, depth, label, leaf, group):
        """A random tree: {name: {label, kids}}, with so many leaves at least."""
        made, leaves = {}, 0
        while leaves < width:
            name = self.name()
            if depth > 1 and self.chance(0.35):
                kids, count = self.axis(key, min(width - leaves, self.dice.randint(1, 9)), depth - 1, label, leaf,
                                        group)
                name = "_" + name if self.chance(0.15) else name
                made[name] = {"label": label(), **group(), key: kids}
                if self.chance(0.1):
                    made[name]["rows" if key == "columns" else "span"] = 2
            else:
                made[name], count = {"label": label(), **leaf()}, 1
            leaves += count
        return made, leaves

    def more(self, styles):
        """What any node of an axis may say."""
        more = {}
        if self.chance(0.06):
            more["style"] = self.dice.choice(styles)
        if self.chance(0.06):
            more["cell_style"] = self.dice.choice(CELLS)
        if self.chance(0.06):
            more["sides"] = {side: self.rule() for side in ("top", "bottom", "left", "right") if self.chance(0.4)}
        return more

    def column(self):
        more = self.more(("head_left", "head_top", "table_head_small", "head_upright"))
        if self.chance(0.2):
            more["value"] = self.dice.choice(("integer", "decimal", "text"))
        return more

    def row_node(self):
        more = self.more(("stub_center", "stub_foot", "stub_upright"))
        for key in ("keep_next", "keep_before"):
            if self.chance(0.04):
                more[key] = True
        return more

    def row_leaf(self):
        return {**self.row_node(), **({"height": self.dice.choice(("9mm", "31.4mm"))} if self.chance(0.05) else {})}

    def widths(self, stub, tracks):
        fixed = [self.dice.choice(("10mm", "13.5mm", "16mm", "22mm", "3字", "4.5字", "8%", "12.5%")) for _ in range(stub)]
        kind = self.dice.random()
        if kind < 0.5:
            return fixed + [1] * tracks
        if kind < 0.7:
            return fixed + [self.dice.choice((1, 1.5, 2)) for _ in range(tracks)]
        room = 84 / tracks if kind < 0.85 else 50 / tracks
        unit = "mm" if kind < 0.85 else "%"
        return fixed + [f"{room * self.dice.choice((0.6, 0.8, 1)):.1f}{unit}" for _ in range(tracks)]

    def rule(self):
        return self.dice.choice(WEIGHTS + ("none", "double 0.5pt", "double 0.25pt"))

    def ruling(self):
        """Plain rules mostly; open sides, double rules, none at all now and then."""
        ruling = {"frame": self.dice.choice(WEIGHTS[1:]), "rows": self.dice.choice(WEIGHTS[:3]),
                  "columns": self.dice.choice(WEIGHTS[:3])}
        for key in (*ruling, "top", "bottom", "left", "right", "head", "stub", "groups", "parts"):
            if self.chance(0.15):
                ruling[key] = self.rule()
        return ruling

    def head(self, stub, columns):
        head, count = self.axis("columns", columns, self.dice.randint(1, 3), lambda: self.word(1, 2, 4, 7), self.column,
                                lambda: self.more(("head_left", "head_top")))
        if stub:
            head = {"_corner": {"label": self.word(2, 4, 16), "is_stub": True}, **head}
        return head, count

    def part(self, stub, columns):
        head, count = self.head(stub, columns)
        depth = self.dice.randint(1, stub) if stub else 1
        rows, _ = self.axis("rows", self.dice.choice(ROWS), depth, lambda: self.word(1, 2, 4, 9, 20), self.row_leaf,
                            self.row_node)
        while stub and depth_of(rows, "rows", "span") > stub:
            self.lower(rows)
        return {"head": head, "rows": rows}, count

    def lower(self, rows):
        """No label of a row takes two tracks."""
        for node in rows.values():
            node.pop("span", None)
            self.lower(node.get("rows", {}))

    def list_part(self, stub, columns):
        """Rows that the data gives, among fixed ones; some columns are merged, some hold the heads of their rows."""
        head, count = self.head(stub, columns)
        leading = {}
        for number in range(self.dice.randint(0, 2)):
            leading[f"m{number}"] = {"label": self.word(1, 3), "value": "text", "is_merged": True}
        if self.chance(0.6):
            leading["name"] = {"label": self.word(2), "value": "text"}
        for node in leading.values():
            if self.chance(0.5):
                node["is_row_head"] = True
        stubs = {name: node for name, node in head.items() if node.get("is_stub")}
        rows = {"before": {"label": self.word(2), **self.row_leaf()}, "list": {"label": self.word(2, 4), "is_list": True},
                "after": {"label": self.word(2), **self.row_leaf()}}
        rows = {name: node for name, node in rows.items() if name == "list" or self.chance(0.5)}
        if stub > 1 and self.chance(0.5):
            rows = {"group": {"label": self.word(3), **self.row_node(), "rows": rows}, "last": self.word(2)}
            rows["last"] = {"label": rows["last"]}
        return {"head": {**stubs, **leading, **head}, "rows": rows}, count + len(leading)

    def parts(self, stub):
        """Several parts, where there are row labels of one level."""
        part, count = (self.list_part if self.chance(0.3) else self.part)(stub, self.dice.randint(1, 8))
        parts = {"main": part}
        while stub == 1 and count > 1 and "list" not in part["rows"] and self.chance(0.3) and len(parts) < 4:
            other, others = self.part(1, count)
            if others == count:
                parts[f"part{len(parts)}"] = other
        return parts, count

    # ---- free grids ----

    def form(self):
        """Labels with values at their right, over rows and columns; each row begins with a label of its own."""
        tracks, count = self.dice.randint(2, 8), self.dice.choice((2, 4, 9, 20, 40))
        owner = {}
        definition = {"widths": self.widths(0, tracks), "ruling": self.ruling(),
                      "row_height": self.dice.choice(("5mm", "9mm", "14mm")), "style": self.dice.choice(CELLS),
                      "parts": {"form": {"value": "text", "grid": [self.form_row(row, tracks, count, owner)
                                                                   for row in range(count)]}}}
        values = [cell for row in definition["parts"]["form"]["grid"]
                  for cell in (row["cells"] if isinstance(row, dict) else row) if isinstance(cell, dict) and "name" in cell]
        if not values:  # a form without anything to fill in is none
            row = definition["parts"]["form"]["grid"][-1]
            cells = row["cells"] if isinstance(row, dict) else row
            spans = {key: cells[-1][key] for key in ("span", "rows") if isinstance(cells[-1], dict) and key in cells[-1]}
            values = cells[-1:] = [{"name": "only", **spans}]
        data = {cell["name"]: self.value("text") for cell in values}
        return definition, {name: text or "有" if name == "only" else text for name, text in data.items()}

    def form_row(self, row, tracks, count, owner):
        cells = []
        for track in range(tracks):
            if (row, track) in owner:
                continue
            free = next((end for end in range(track, tracks) if (row, end) in owner), tracks) - track
            width, height = min(free, self.dice.choice((1, 1, 1, 2, 3))), min(count - row, self.dice.choice((1, 1, 1, 1, 2, 4)))
            is_value = owner.get((row, track - 1)) == "label"
            if not track or self.chance(0.7):
                height = 1
            places = [(row + i, track + j) for i in range(height) for j in range(width)]
            owner |= dict.fromkeys(places, "value" if is_value else "label")
            cell = {"name": self.name()} if is_value else {"label": self.word(1, 2, 4)}
            cell |= {key: span for key, span in (("span", width), ("rows", height)) if span > 1}
            if self.chance(0.06):
                cell["sides"] = {side: self.rule() for side in ("top", "bottom", "left", "right") if self.chance(0.4)}
            if self.chance(0.1):
                cell["style"] = self.dice.choice(CELLS if is_value else ("head_left", "head_top", "head_upright"))
            cells.append(cell["label"] if list(cell) == ["label"] else cell)
        more = {key: True for key in ("keep_next", "keep_before") if self.chance(0.04)}
        more |= {"height": "25mm"} if self.chance(0.05) else {}
        return {"cells": cells, **more} if more else cells

    # ---- columns by content ----

    def by_content(self, definition):
        """All columns plainly ruled, for the rules show where they are."""
        kinds = self.dice.choice((("content",), ("equal",), ("content", "equal"), ("content", "equal", 1), ("content", "14mm")))
        definition["widths"] = [self.dice.choice(kinds) for _ in definition["widths"]]
        if not {"content", "equal"} & set(definition["widths"]):
            definition["widths"][-1] = "content"
        definition["ruling"] = {"frame": "0.75pt", "rows": self.dice.choice(WEIGHTS[:3]), "columns": self.dice.choice(WEIGHTS[:3])}
        for part in definition["parts"].values():
            plain(part["head"], "columns")
            plain(part["rows"], "rows")

    def table(self):
        if self.chance(0.15):
            return self.form()
        stub = self.dice.choice((0, 1, 1, 2, 3))
        parts, count = self.parts(stub)
        definition = {"widths": self.widths(stub, count), "stub": stub, "parts": parts, "ruling": self.ruling(),
                      "row_height": self.dice.choice(("5mm", "7.5mm", "12.3mm"))}
        for key, names in (("style", CELLS), ("head_style", ("head_left", "head_top")),
                           ("stub_style", ("stub_center", "stub_foot"))):
            if self.chance(0.3):
                definition[key] = self.dice.choice(names)
        if self.chance(0.3):
            definition |= {"padding_x": self.dice.choice(("0.6mm", "1.7mm")), "padding_y": self.dice.choice(("0.4mm", "2mm"))}
        if self.chance(0.2):
            definition["blank_text"] = self.dice.choice(("—", "0"))
        if stub < 2 and self.chance(0.2):
            self.by_content(definition)
        is_wide = 1 in definition["widths"]
        for key, text in (("caption", f"表{{number}} {self.word(4, 9)}"), ("left", f"编制单位：{self.word(3)}"),
                          ("unit", "单位：万元"), ("continued", "续表")):
            if self.chance(0.25) and (is_wide or key not in ("left", "unit")):
                definition[key] = text
        for key in ("keep_together", "keep_groups", "splits_rows"):
            if self.chance(0.15):
                definition[key] = True
        return definition, self.data(definition)

    # ---- data ----

    def value(self, kind):
        if self.chance(0.06):
            return None
        if kind == "text":
            return self.prose() if self.chance(0.2) else self.word(1, 3, 6)
        number = self.dice.choice((0, 0, 7, self.dice.randint(1, 99), self.dice.randint(100, 9999)))
        if kind == "decimal":
            number = float(f"{number}.{self.dice.randint(0, 9)}{self.dice.randint(1, 9)}")
        elif kind == "integer" and self.chance(0.3):
            number = -number if number else 0
        return {"value": number, "note": self.word(2, 5)} if self.chance(0.03) else number

    def prose(self):
        """A sentence or more, so that a row becomes tall."""
        return "".join(self.word(5, 9, 14) + self.dice.choice(MARKS) for _ in range(self.dice.randint(1, 6)))

    def leaves(self, columns):
        for name, node in columns.items():
            if "columns" in node:
                yield from self.leaves(node["columns"])
            elif not node.get("is_stub"):
                yield name, node

    def row(self, columns):
        leaves = list(self.leaves(columns))
        values = [self.value(node.get("value", "count")) for _, node in leaves]
        if values[0] is None and not has_stub(columns):
            values[0] = 1 if leaves[0][1].get("value") != "text" else "有"
        if isinstance(values[0], dict) and len(values) == 1 or self.chance(0.1):
            return self.by_name(columns, iter(values))
        return values if len(values) > 1 else values[0]

    def by_name(self, columns, values):
        """A row's values as a map, or a map of maps."""
        made = {}
        for name, node in columns.items():
            if "columns" in node:
                below = self.by_name(node["columns"], values)
                made |= below if name.startswith("_") else {name: below}
            elif not node.get("is_stub"):
                made[name] = next(values)
        return made

    def list_data(self, columns):
        """Rows of a list, none of them blank; neighbours are often equal."""
        rows = [self.row(columns) for _ in range(self.dice.choice(LIST_ROWS[0 if has_stub(columns) else 1:]))]
        text = list(self.leaves(columns))[-1][1].get("value") == "text"
        rows = [(row[:-1] + [row[-1] or "无" if text else row[-1] or 0]) if isinstance(row, list) else row
                for row in rows if row is not None]
        merged = [number for number, (_, node) in enumerate(self.leaves(columns)) if node.get("is_merged")]
        for above, row in zip(rows, rows[1:]):
            for number in merged if isinstance(above, list) and isinstance(row, list) else ():
                if self.chance(0.85):
                    row[number] = above[number]
                else:
                    break
        return rows

    def rows_data(self, rows, columns):
        made = {}
        for name, node in rows.items():
            if "rows" in node:
                below = self.rows_data(node["rows"], columns)
                made |= below if name.startswith("_") else {name: below}
            else:
                made[name] = self.list_data(columns) if node.get("is_list") else self.row(columns)
        return made

    def data(self, definition):
        return {key: value for part in definition["parts"].values()
                for key, value in self.rows_data(part["rows"], part["head"]).items()}


def plain(nodes, key):
    """Nothing is said of sides."""
    for node in nodes.values():
        node.pop("sides", None)
        plain(node.get(key, {}), key)


def has_stub(columns):
    return any(node.get("is_stub") for node in columns.values())


class Document:
    """Tables and what stands between them."""

    def __init__(self, seed, count):
        self.dice = random.Random(f"tables {seed}")
        self.tables, self.data = {}, {}
        self.order = ["title"]  # names of tables and of prose
        self.data["title"] = [han(7)]
        for number in range(count):
            self.add_prose(f"p{number}", None if number else self.dice.choice((1, 5, 20)))  # the title keeps with it
            name = f"t{number}"
            maker = TableMaker(random.Random(f"table {seed} {number}"))
            self.tables[name], self.data[name] = maker.table()
            self.order.append(name)
        self.add_prose("end", 3)

    def add_prose(self, name, lines=None):
        lines = self.dice.choice((0, 1, 2, 3, 5, 8, 13, 21)) if lines is None else lines
        if lines:
            self.data[name] = paragraph(lines, self.dice.randint(2, 28), self.dice.randint(0, 40))
            self.order.append(name)

    def sections(self, without=()):
        """The layout's sections, and the data, with some tables left out."""
        names = [name for name in self.order if name not in without]
        fields = {name: {"label": name, "type": "table", "table": name} if name in self.tables else
                  {"label": name, "type": "lines" if name == "title" else "prose"} for name in names}
        blocks = {name: {"kind": "table", "field": name} if name in self.tables else
                  {"kind": "title", "field": name, "style": "title"} if name == "title" else
                  {"kind": "prose", "field": name, "style": "body"} for name in names}
        tables = {name: self.tables[name] for name in names if name in self.tables}
        return ({"extends": "gbt-9704", "fields": fields, "blocks": blocks, "tables": tables, "styles": STYLES},
                {name: self.data[name] for name in names})
