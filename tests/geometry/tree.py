"""The structure tree of a PDF as poppler reads it: what a screen reader has to go by."""
import re
import subprocess

LINE = re.compile(r'^( *)(?:"(.*)"|/(\w+) (.*)|(\w+)(?: <(.*?)>)?(?: ".*?")?(?: \((?:block|inline)\))?:?)$')


class Element:
    def __init__(self, tag, name):
        self.tag, self.name = tag, name
        self.kids, self.own, self.attributes = [], "", {}

    @property
    def text(self):
        return self.own + "".join(kid.text for kid in self.kids)

    def span(self, axis):
        return int(self.attributes.get(axis + "Span", 1))

    def headers(self):
        return re.findall(r"\((.*?)\)", self.attributes.get("Headers", ""))

    def all(self, *tags):
        """Elements below with one of these tags, in order."""
        for kid in self.kids:
            if kid.tag in tags:
                yield kid
            yield from kid.all(*tags)


def read(pdf):
    text = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], capture_output=True, check=True).stdout.decode()
    root = Element("", "")
    open_ones = [(-1, root)]
    for line in text.splitlines():
        found = LINE.match(line)
        if not found:
            open_ones[-1][1].own += line.strip().strip('"')  # a text over several lines
            continue
        indent, said, key, value, tag, name = found.groups()
        depth = len(indent)
        if said is not None:
            open_ones[-1][1].own += said
        elif key:
            open_ones[-1][1].attributes[key] = value.lstrip("/")
        else:
            while open_ones[-1][0] >= depth:
                open_ones.pop()
            element = Element(tag, name)
            open_ones[-1][1].kids.append(element)
            open_ones.append((depth, element))
    return root


def grid(table):
    """Rows of cells as they lie, spans filled; and what is wrong with them."""
    rows, faults = [], []
    for index, row in enumerate(table.all("TR")):
        while len(rows) <= index:
            rows.append({})
        column = 0
        for cell in row.kids:
            while column in rows[index]:
                column += 1
            for r in range(index, index + cell.span("Row")):
                while len(rows) <= r:
                    rows.append({})
                for c in range(column, column + cell.span("Col")):
                    if c in rows[r]:
                        faults.append(f"“{cell.text}” lies over “{rows[r][c].text}”")
                    rows[r][c] = cell
    widths = {len(row) for row in rows}
    if len(widths) > 1 or any(set(row) != set(range(len(row))) for row in rows):
        faults.append(f"rows of {widths} columns")
    if len(rows) != sum(1 for _ in table.all("TR")):
        faults.append(f"cells reach over {len(rows)} rows")
    return [[row[c] for c in sorted(row)] for row in rows], faults


def table_faults(table):
    """What ISO 14289-1 7.2 and 7.5 ask of any table."""
    names = {cell.name: cell for cell in table.all("TH")}
    tags = [kid.tag for kid in table.kids]
    wanted = ["Caption"] * tags.count("Caption") + ["THead"] * tags.count("THead")
    if tags != wanted + ["TBody"] * (len(tags) - len(wanted)) or tags.count("THead") > 1 or "TBody" not in tags:
        yield f"parts {tags}"
    yield from grid(table)[1]
    for cell in table.all("TH", "TD"):
        if cell.tag == "TH" and not (cell.text and cell.attributes.get("Scope") and cell.name):
            yield f"TH “{cell.text}” has {cell.attributes}"
        if cell.tag == "TD" and "Scope" in cell.attributes:
            yield f"TD “{cell.text}” has a scope"
        for name in cell.headers():
            if name not in names:
                yield f"“{cell.text}” names {name}, which is no TH"


def paths(table):
    """{text of a TD: texts of its heads}"""
    names = {cell.name: cell.text for cell in table.all("TH")}
    return {cell.text: [names[name] for name in cell.headers()] for cell in table.all("TD")}
