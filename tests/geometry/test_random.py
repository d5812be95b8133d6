#!/usr/bin/env python3
"""Random documents: whatever is said, all of it stands on the pages once, in order, and nothing touches what it
should not. Usage by hand: test_random.py FIRST COUNT; a document that fails is left in SCRATCH."""
import json
import random
import sys

from ruler import SCRATCH, SLOW, Refused, Tap, frames, han, layout
from tables import faults

MARKS = "，。、；：！？"
WORDS = ("PDF/A-2a", "GB/T 9704—2012", "example", "12345678", "3.14%", "2023", "100", "$2.50", "—— ", "……", "·")


class Maker:
    """One random document: its layout, its data, and its text as it should be read."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.fields, self.blocks, self.tables = {}, {}, {}
        self.data, self.said = {}, []

    def words(self, count):
        """Prose of about so many characters; marks stand behind words, brackets come in pairs."""
        out = []
        while sum(map(len, out)) < count:
            kind = self.dice.random()
            word = han(self.dice.randint(1, 9), self.dice.randint(0, 59))
            if kind < 0.15:
                word = self.dice.choice(("（", "“", "《", "〔")) + word
                word += {"（": "）", "“": "”", "《": "》", "〔": "〕"}[word[0]]
            elif kind < 0.3:
                word = self.dice.choice(WORDS)
            out.append(word + (self.dice.choice(MARKS) if self.dice.random() < 0.4 else ""))
        return "".join(out).strip() + "。"

    def paragraph(self):
        length = self.dice.choice((4, 20, 26, 27, 60, 120, 300))
        kind, text = self.dice.random(), self.words(length)
        numeral = self.dice.choice("一二三四五六")
        if kind < 0.1:
            return f"{numeral}、{han(self.dice.randint(4, 40))}"
        if kind < 0.25:
            return f"（{numeral}）{han(self.dice.randint(3, 30))}。{text}"
        return text

    def put(self, key, field, block, data, said):
        self.fields[key] = {"label": key, **field}
        self.blocks[key] = block
        self.data[key] = data
        self.said += said

    def prose(self, key):
        style, kind = self.dice.choice((("body", "prose"), ("body", "prose"), ("note", "note")))
        text = [self.paragraph() for _ in range(self.dice.randint(1, 6 if kind == "prose" else 2))]
        self.put(key, {"type": "prose"}, {"kind": kind, "field": key, "style": style}, "\n".join(text), text)

    def axis(self, kids_key, width, depth, label):
        """A random tree of heads or rows: {name: {label, kids}}, and its leaves' number."""
        made, leaves = {}, 0
        while leaves < width:
            name = f"n{len(made)}"
            if depth > 1 and self.dice.random() < 0.35:
                kids, count = self.axis(kids_key, min(width - leaves, self.dice.randint(1, 12)), depth - 1, label)
                made[name] = {"label": label(), kids_key: kids}
            else:
                made[name], count = {"label": label()}, 1
            leaves += count
        return made, leaves

    def value(self):
        if self.dice.random() < 0.1:
            return None
        return self.dice.choice((0, 0, 0, self.dice.randint(1, 99), self.dice.randint(1, 99999)))

    def rows_data(self, rows, columns):
        return {name: self.rows_data(row["rows"], columns) if "rows" in row else
                [self.value() for _ in range(columns)] if columns > 1 else self.value()
                for name, row in rows.items()}

    def table(self, key):
        depth = self.dice.randint(1, 3)
        columns, count = self.axis("columns", self.dice.randint(1, 8), self.dice.randint(1, 3),
                                   lambda: han(self.dice.randint(1, 5), self.dice.randint(0, 40)))
        rows, _ = self.axis("rows", self.dice.choice((1, 3, 10, 30, 60)), depth,
                            lambda: han(self.dice.choice((1, 2, 4, 9, 20)), self.dice.randint(0, 40)))
        depth = tree_depth(rows, "rows")
        stub = [self.dice.choice((9, 14, 18, 26)) for _ in range(depth)]
        corner = han(self.dice.choice((2, 30)))
        head = {"_corner": {"label": corner, "is_stub": True}, **columns}
        self.tables[key] = {"widths": [f"{width}mm" for width in stub] + [1] * count, "stub": depth,
                            "blank": "allow", "parts": {"main": {"head": head, "rows": rows}},
                            "row_height": self.dice.choice(("5mm", "7.5mm", "12.3mm")),
                            "ruling": {"frame": self.dice.choice(("0.5pt", "0.75pt", "1.5pt"))}}
        data = self.rows_data(rows, count)
        said = said_by_head(head) + said_by_rows(rows, data)
        self.put(key, {"type": "table", "table": key}, {"kind": "table", "field": key}, data, said)

    def document(self):
        title = [han(self.dice.randint(4, 30)) for _ in range(self.dice.randint(1, 2))]
        self.put("title", {"type": "lines"}, {"kind": "title", "field": "title", "style": "title"}, title, title)
        for n in range(self.dice.randint(1, 6)):
            (self.table if self.dice.random() < 0.45 else self.prose)(f"f{n}")
        agency = han(self.dice.choice((3, 6, 12, 30)))
        self.put("agency", {"type": "text"}, {"kind": "signature", "name": "agency", "date": "date",
                                              "sealed": "sealed"}, agency, [agency, "2024年1月10日"])
        self.fields |= {"date": {"type": "date", "label": "d"}, "sealed": {"type": "bool", "label": "s"}}
        self.data |= {"date": "2024-01-10", "sealed": self.dice.random() < 0.5}
        if self.dice.random() < 0.2:
            annex = {"title": han(9), "text": self.words(200)}
            self.put("annexes", {"type": "annexes"}, {"kind": "annexes", "field": "annexes", "style": "body"},
                     [annex], ["附件", annex["title"], annex["text"]])


def tree_depth(nodes, kids_key):
    return 1 + max(tree_depth(node[kids_key], kids_key) if kids_key in node else 0 for node in nodes.values())


def said_by_head(head):
    """Labels of a head, row by row."""
    level, said = list(head.values()), []
    while level:
        said += [node["label"] for node in level]
        level = [kid for node in level for kid in node.get("columns", {}).values()]
    return said


def said_by_rows(rows, data):
    """Labels and values, row by row: a group's label is said in its first row."""
    said = []
    for name, row in rows.items():
        said.append(row["label"])
        values = data[name]
        if "rows" in row:
            said += said_by_rows(row["rows"], values)
        else:
            said += [str(value) for value in (values if isinstance(values, list) else [values]) if value is not None]
    return said


def squeezed(texts):
    return "".join("".join(texts).split())


def disorder(page):
    """Prose that is not read from top to bottom."""
    ys = [run.y for run in page.runs if run.size == 16 and not run.artifact]
    return any(b < a - 0.001 for a, b in zip(ys, ys[1:]))


def faults_of(seed):
    maker = Maker(seed)
    maker.document()
    house = layout(f"random{seed}", extends="gbt-9704", fields=maker.fields, blocks=maker.blocks, tables=maker.tables)
    maker.data["layout"] = house.name
    (SCRATCH / f"random{seed}.json").write_text(json.dumps(maker.data, ensure_ascii=False), "utf-8")
    try:
        got = frames(maker.data, house)
    except Refused as refused:
        # the labels of a form may be too long for its columns: then it says where
        known = ("cell-overflow", "too-tall")
        return [] if refused.status == 1 and any(one in refused.said for one in known) else [str(refused)]
    pieces = {}  # a text that pages part goes on where it began
    for page in got.pages:
        for run in page.runs:
            if run.text_id and not run.is_repeat:
                pieces[run.text_id] = pieces.get(run.text_id, "") + run.text
    said = squeezed(pieces.values())
    wanted = squeezed(maker.said)
    found = faults(got)
    if said != wanted:
        at = next((i for i, (a, b) in enumerate(zip(said, wanted)) if a != b), min(len(said), len(wanted)))
        found.append(f"at character {at} stands “{said[at:at + 20]}”, not “{wanted[at:at + 20]}”")
    found += [f"page {page.label} is empty" for page in got.pages if len(page.runs) == len(page.folio)]
    found += [f"page {page.label} is not read downwards" for page in got.pages if disorder(page)]
    return found


def main():
    first, count = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (1, 20 if SLOW else 120)
    tap, every = Tap(), 20
    for start in range(first, first + count, every):
        seeds = range(start, min(start + every, first + count))
        tap.none([f"seed {seed}: {fault}" for seed in seeds for fault in faults_of(seed)],
                 f"random documents {seeds[0]} to {seeds[-1]} are whole and sound")
    tap.finish()


if __name__ == "__main__":
    main()
