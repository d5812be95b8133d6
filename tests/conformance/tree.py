"""Does the structure tree say what the data says? The tree as poppler reads it, against the blocks of the document:
a level-A pass of a validator does not prove that tags exist, nor that they are the right ones."""
import json
import re
import subprocess

from documents import command, options_for

TEXT = r'"(?:[^"\\]|\\.)*"'
PARAGRAPH = re.compile(rf"^\S+ +(…|[a-z-]+) #\d+ \S+(?: (H[1-6]|(?:L>)?LI \d+,\d+))? ({TEXT})$")
TABLE = re.compile(r"^\S+ table \d+ rows \d+ columns$")
PICTURE = re.compile(rf"^\S+ (?:picture|seal) \d+x\d+ {TEXT}$")
CELL = re.compile(r"^\S+ cell (\d+),(\d+) span (\d+),(\d+) (\S+) (#.*)$")
ABOVE = ("caption", "left", "unit")  # a table: one Caption; what is `continued` is an artifact


def squeezed(text):
    return "".join(text.split())


def texts_in(line):
    """The text; the labels of a head that diagonals part are read from the top, which is the last of them."""
    return [json.loads(text) for text in reversed(re.findall(TEXT, line))]


# ---- what the document says ----

class Table:
    """cells: {(row, column): (row span, column span, role, text)}; inside: {(row, column): its texts as they are}."""

    def __init__(self):
        self.caption, self.cells, self.inside = [], {}, {}

    def is_form(self, row):
        """No column's head stands in the row or above it."""
        return not any(role in ("corner", "column-head") and place[0] <= row
                       for place, (*_, role, _) in self.cells.items())

    def may_have_form(self):
        """There is no corner above its row labels, or some row has column heads beside data, as only forms do."""
        rows = {}
        for (row, _), (*_, role, _) in self.cells.items():
            rows.setdefault(row, set()).add(role)
        return "corner" not in rows[0] or any({"column-head", "data"} <= roles for roles in rows.values())

    def scopes(self, row, role):
        """What a head may say it heads; the labels of a form may head either."""
        if self.is_form(row):
            return "Row", "Column", "Both"
        return ("Row",) if role == "row-head" else ("Column", "Both")


def blocks_of(document):
    """[(tag, text)], [("L", [(tag, text)])] and [("Table", Table)] in reading order."""
    status, out, said = command(["dump", "blocks", document, *options_for(document)])
    assert status == 0, said
    blocks = []
    for line in out.decode().splitlines():
        if TABLE.match(line):
            blocks.append(("Table", Table()))
        elif PICTURE.match(line):
            blocks.append(("Figure", ""))  # what poppler shows of its text; its alternative text is not among that
        elif cell := CELL.match(line):
            row, column, rows, columns = map(int, cell.groups()[:4])
            texts = texts_in(cell[6])
            blocks[-1][1].cells[row, column] = rows, columns, cell[5], squeezed("".join(texts))
            blocks[-1][1].inside[row, column] = texts
        elif part := PARAGRAPH.match(line):
            text = json.loads(part[3])
            if part[2] and "LI" in part[2]:
                add_item(blocks, part[2], text)
            else:
                add_part(blocks, part[1], part[2] or "P", text)
        else:
            raise AssertionError(f"dump blocks says what this test does not know: {line}")
    return blocks


def add_part(blocks, kind, tag, text):
    """Parts of one paragraph in different styles are one element, but for its headings."""
    if kind == "caption" and blocks[-1][0] == "Figure":
        blocks[-1] = "Sect", text  # a group of both
    elif kind in ABOVE:
        blocks[-1][1].caption.append(text)
    elif kind == "…" and blocks[-1][0] == tag:
        blocks[-1] = tag, blocks[-1][1] + text
    elif kind != "continued":
        blocks.append((tag, text))


def add_item(blocks, place, text):
    label, body = map(int, place.split()[1].split(","))
    if place.startswith("L>"):
        blocks.append(("L", []))
    said = text.encode()
    parts = ("Caption", said[:label]), ("Lbl", said[label:body]), ("LBody", said[body:])
    blocks[-1][1].extend((tag, part.decode()) for tag, part in parts if part)


# ---- what of a text is something of its own ----

CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\n]+")
ADDRESS = re.compile(r"https?://[A-Za-z0-9][^\s\u2000-\uffff]*[A-Za-z0-9/]|[A-Za-z0-9.]+@[A-Za-z0-9]+(?:\.[a-z]+)+")


def is_foreign(words):
    """Two Latin words, or a long one, that are no abbreviations; anything in Cyrillic letters."""
    if re.search("[\u0400-\u04ff]{2}", words):
        return True
    latin = [word for word in re.findall("[A-Za-z]{3,}", words) if re.search("[a-z]", word)]
    return len(latin) > 1 or any(len(word) > 3 for word in latin)


def inline_of(text):
    """[(tag, words)] of the links and the foreign words in a text, blanks left out."""
    found, at = [], 0
    addresses = [*ADDRESS.finditer(text), None]
    for address in addresses:
        for words in CHINESE.split(text[at:address.start() if address else len(text)]):
            words = re.sub(r"^[^A-Za-z\u0400-\u04ff]+|[^A-Za-z\u0400-\u04ff]+$", "", words)
            if is_foreign(words):
                found.append(("Span", squeezed(words)))
        if address:
            found.append(("Link", address[0]))
            at = address.end()
    return found


# ---- what the tree says ----

class Element:
    def __init__(self, tag, name=None):
        self.tag, self.id, self.kids, self.attributes, self.objects = tag, name, [], {}, []

    @property
    def text(self):
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def find(self, *tags):
        """Elements of these tags, not those within each other."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from [kid] if kid.tag in tags else kid.find(*tags)


def tree_of(pdf):
    """The structure tree: `pdfinfo -struct-text` indents by two a level, and an attribute by one more."""
    told = subprocess.run(["pdfinfo", "-enc", "UTF-8", "-struct-text", str(pdf)], capture_output=True, check=True)
    root = Element("Root")
    stack = [root]
    for line in told.stdout.decode().splitlines():
        said = line.strip(" ")
        depth = (len(line) - len(line.lstrip(" "))) // 2
        if said.startswith("/"):
            name, _, value = said[1:].partition(" ")
            stack[-1].attributes[name] = value.lstrip("/")
            continue
        del stack[depth + 1:]
        if said.startswith('"'):
            stack[-1].kids.append(squeezed(said[1:-1]))
        elif found := re.match(r"Object (\d+) ", said):
            stack[-1].objects.append(int(found[1]))
        elif said:
            found = re.match(r"([A-Za-z0-9]+)(?: <(\w+)>)?", said)
            stack[-1].kids.append(Element(found[1], found[2]))
            stack.append(stack[-1].kids[-1])
    return root, told.stderr.decode()


class Cell:
    """A cell in its place, as HTML would find it."""

    def __init__(self, element, row, column):
        self.element, self.row, self.column, self.text = element, row, column, element.text
        self.rows, self.columns = (int(element.attributes.get(name, 1)) for name in ("RowSpan", "ColSpan"))
        self.scope = element.attributes.get("Scope")
        self.headers = set(re.findall(r"\((\w+)\)", element.attributes.get("Headers", "")))

    def shares_rows(self, other):
        return self.row < other.row + other.rows and other.row < self.row + self.rows

    def shares_columns(self, other):
        return self.column < other.column + other.columns and other.column < self.column + self.columns


def grid_of(table):
    taken, cells = set(), []
    for row, tr in enumerate(table.find("TR")):
        column = 0
        for element in tr.kids:
            while (row, column) in taken:
                column += 1
            cell = Cell(element, row, column)
            taken |= {(row + i, column + j) for i in range(cell.rows) for j in range(cell.columns)}
            cells.append(cell)
    return cells


# ---- comparing ----

def header_faults(wanted, cells):
    """Each cell names heads of its column or row: a value of a form any, others all left of it in its first row."""
    heads = {cell.element.id: cell for cell in cells if cell.element.tag == "TH"}
    for cell in cells:
        if cell.headers - heads.keys():
            yield f"cell {cell.row},{cell.column} names heads that are not there"
            continue
        for head in (heads[name] for name in cell.headers):
            is_above = head.scope != "Row" and head.row < cell.row and head.shares_columns(cell)
            if not is_above and not (head.scope != "Column" and head.shares_rows(cell)):
                yield f"cell {cell.row},{cell.column} names the head at {head.row},{head.column}"
        beside = {name for name, head in heads.items() if head.scope == "Row" and head.column < cell.column
                  and head.row <= cell.row < head.row + head.rows}
        # in a form a label beside or above it: which rows are a form's cannot be seen here
        is_named = cell.headers or not beside if wanted.may_have_form() else beside <= cell.headers
        if cell.element.tag == "TD" and not wanted.is_form(cell.row) and not is_named:
            yield f"cell {cell.row},{cell.column} does not name the label of its row"


def cell_faults(wanted, cells):
    """Places, spans, kinds and texts. A head that says nothing is none."""
    if {(cell.row, cell.column) for cell in cells} != wanted.cells.keys():
        yield "the cells stand in other places than the data's"
        return
    for cell in cells:
        rows, columns, role, text = wanted.cells[cell.row, cell.column]
        is_head = role != "data" and text != ""
        said = cell.rows, cell.columns, cell.element.tag, cell.text
        if said != (rows, columns, "TH" if is_head else "TD", text):
            yield f"cell {cell.row},{cell.column} is {said}, not {wanted.cells[cell.row, cell.column]}"
        if cell.element.attributes.get("ActualText") is None:  # upright
            yield from inline_faults(f"cell {cell.row},{cell.column}", wanted.inside[cell.row, cell.column], cell.element)
        if cell.scope not in (wanted.scopes(cell.row, role) if is_head else (None,)):
            yield f"cell {cell.row},{cell.column}, a {role}, heads {cell.scope}"


def table_faults(wanted, table):
    cells = grid_of(table)
    yield from cell_faults(wanted, cells)
    groups = [kid.tag for kid in table.kids]
    if groups[:1] == ["Caption"]:
        groups = groups[1:]
    if "TBody" not in groups or groups[1:] != ["TBody"] * (len(groups) - 1) or groups[0] not in ("THead", "TBody"):
        yield f"the table consists of {groups}"
    for caption in table.find("Caption"):
        yield from inline_faults("the caption", wanted.caption, caption)
    said, told = "".join(element.text for element in table.find("Caption")), squeezed("".join(wanted.caption))
    if said != told:
        yield f"the caption says “{said}”, not “{told}”"
    yield from header_faults(wanted, cells)


def inline_faults(tag, texts, element):
    """The links and foreign words in texts are elements."""
    kids = [kid for kid in element.kids if isinstance(kid, Element)]
    wanted, found = [own for text in texts for own in inline_of(text)], [(kid.tag, kid.text) for kid in kids]
    if found != wanted:
        yield f"{tag} {texts} has {found}, not {wanted}"
    if not all(bool(kid.objects) == (kid.tag == "Link") for kid in kids):
        yield f"{tag} {texts} has a link without an annotation, or one that is no link's"


def text_faults(tag, text, element):
    """What it says, and what of it is an element."""
    if element.text != squeezed(text):
        yield f"{tag} says “{element.text}”, not “{squeezed(text)}”"
    yield from inline_faults(tag, [text], element)


def group_faults(caption, element):
    """A picture and what stands below it."""
    if [kid.tag for kid in element.kids] != ["Figure", "Caption"]:
        yield f"the group of a picture has {[kid.tag for kid in element.kids]}"
        return
    yield from text_faults("Caption", caption, element.kids[1])


def list_faults(wanted, element):
    """A caption, if any, and items of a label and a body."""
    parts = [part for kid in element.kids for part in (kid.kids if kid.tag == "LI" else [kid])]
    if [part.tag for part in parts] != [tag for tag, _ in wanted]:
        yield f"the list has {[part.tag for part in parts]}, not {[tag for tag, _ in wanted]}"
        return
    for part, (tag, text) in zip(parts, wanted):
        yield from text_faults(tag, text, part)


def faults_of(document, pdf):
    """What of a document its PDF's tree says otherwise, or poppler finds fault with."""
    wanted = blocks_of(document)
    root, complaints = tree_of(pdf)
    if complaints:
        yield f"pdfinfo says: {complaints}"
    if [kid.tag for kid in root.kids] != ["Document"]:
        yield f"the tree's roots are {[kid.tag for kid in root.kids]}"
        return
    found = root.kids[0].kids
    if [kid.tag for kid in found] != [tag for tag, _ in wanted]:
        yield f"the tree has {' '.join(kid.tag for kid in found)}, not {' '.join(tag for tag, _ in wanted)}"
        return
    for element, (tag, what) in zip(found, wanted):
        if tag == "Table":
            yield from table_faults(what, element)
        elif tag == "L":
            yield from list_faults(what, element)
        elif tag == "Sect":
            yield from group_faults(what, element)
        else:
            yield from text_faults(tag, what, element)
