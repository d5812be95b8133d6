#!/usr/bin/env python3
"""What a screen reader says before a number: the tags of tables as poppler reads them, against the layout."""
from ink import build
from ruler import ROOT, Tap, letter, paragraph
from tables import form, plain_rows, with_tables
from tree import grid, paths, read, table_faults

tap = Tap()


def tables(data, house, name):
    document = {"title": "标题", **data}
    return list(read(build(document, house, name)).all("Table"))


def leaves(axis, below, path=()):
    """(name path, label path) of the leaves of an axis as a layout writes it."""
    for name, node in axis.items():
        node = {"label": node} if isinstance(node, str) else node
        labels = (*path, node["label"]) if node["label"] else path
        if below in node:
            for names, inner in leaves(node[below], below, labels):
                yield (name, *names), inner
        else:
            yield (name,), labels


ROWS = {"one": {"label": "第一组", "rows": {f"a{n}": f"甲{n}" for n in range(25)}},
        "two": {"label": "第二组", "rows": {"x": {"label": "上半", "rows": {f"b{n}": f"乙{n}" for n in range(13)}},
                                         "y": {"label": "下半", "rows": {f"c{n}": f"丙{n}" for n in range(13)}}}},
        "three": "合计"}
COLUMNS = {"p": {"label": "数量", "columns": {"m": "本年", "n": {"label": "上年", "columns": {"k": "上", "l": "下"}}}},
           "q": "比例"}


def numbered(rows, columns, first=100000):
    """Data with a number of its own in each cell, and {number: [labels]}."""
    data, wanted = {}, {}
    for names, labels in rows:
        at = data
        for name in names[:-1]:
            at = at.setdefault(name, {})
        at[names[-1]] = [first + len(wanted) + c for c in range(len(columns))]
        for number, (_, heads) in zip(at[names[-1]], columns):
            wanted[str(number)] = [*heads, *labels]
    return data, wanted


def test_paths():
    for name, more in (("tags", {}), ("tags-turned", {"is_turned": True}), ("tags-blank", {"corner": ""})):
        house = form(name, COLUMNS, ROWS, ["16mm", "16mm", "20mm", 1, 1, 1, 1], stub=3, **more)
        data, wanted = numbered(list(leaves(ROWS, "rows")), list(leaves(COLUMNS, "columns")))
        found = tables(letter([paragraph(9)], table=data), house, name)
        tap.check(len(found) == 1, f"{name}: over several pages it is one table", len(found))
        tap.none(list(table_faults(found[0])), f"{name}: a head, a body, one cell on each place, no empty TH")
        said = paths(found[0])
        corner = said.pop("", None)
        tap.check(said == wanted, f"{name}: each number names the heads of its column and its row, the outer first",
                  [(key, said.get(key), value) for key, value in wanted.items() if said.get(key) != value][:9])
        tap.check((corner is not None) == ("corner" in more), f"{name}: a corner that says nothing is an empty TD")
        tap.check([kid.tag for kid in found[0].kids] == ["THead", "TBody"] and len(grid(found[0])[0]) == 55,
                  f"{name}: repeated heads are not in the tree", len(grid(found[0])[0]))


def test_parts():
    parts, data, wanted = {}, {}, {}
    for p in range(3):
        head = {"_all": {"label": f"第{p}部分", "columns": {"_stub": {"label": "内容", "is_stub": True}, "m": "数", "n": "量"}}}
        rows = {f"p{p}r{n}": f"{'甲乙丙'[p]}{n}" for n in range(9)}
        parts[f"part{p}"] = {"head": head, "rows": rows}
        columns = [(("m",), (f"第{p}部分", "数")), (("n",), (f"第{p}部分", "量"))]
        some, labels = numbered(list(leaves(rows, "rows")), columns, 1000 * (p + 1))
        data |= some
        wanted |= labels
    house = with_tables("tags-parts", {"table": {"widths": [1, 1, 1], "parts": parts}})
    found = tables(letter([paragraph(9)], table=data), house, "tags-parts")[0]
    tap.none(list(table_faults(found)), "parts: bodies alone, one cell on each place")
    tap.check([kid.tag for kid in found.kids] == ["TBody"] * 3, "parts: each is a body with its own heads")
    tap.check(paths(found) == wanted, "parts: each number names the heads of its own part", paths(found))


def test_lists():
    """Rows of the data: the merged label, the name (in the third column) and the column's head for each value."""
    head = {"office": {"label": "科室", "value": "text", "is_merged": True}, "number": {"label": "工号", "value": "text"},
            "name": {"label": "姓名", "value": "text", "is_row_head": True}, "pay": {"label": "工资", "columns": {
                "base": {"label": "基本", "value": "text"}, "extra": {"label": "津贴", "value": "text"}}}}
    parts = {"main": {"head": head, "rows": {"items": {"label": "", "is_list": True}}}}
    house = with_tables("tags-list", {"table": {"widths": [2, 1, 2, 1, 1], "stub": 0, "parts": parts}})
    items, wanted = [], {}
    for n in range(90):
        office = f"第{n // 40}科"
        items.append([office, f"W{n:03}", f"人{n:03}", f"{n}元", f"{n}贴" if n % 7 else None])
        wanted |= {f"W{n:03}": ["工号", office, f"人{n:03}"], f"{n}元": ["工资", "基本", office, f"人{n:03}"]}
        if n % 7:
            wanted[f"{n}贴"] = ["工资", "津贴", office, f"人{n:03}"]
    found = tables(letter([], table={"items": items}), house, "tags-list")[0]
    tap.none(list(table_faults(found)), "lists: one head, one body, one cell on each place")
    said = paths(found)
    said.pop("", None)
    tap.check(said == wanted, "lists: each value names its merged label, its row's name and its column's heads",
              [(key, said.get(key), value) for key, value in wanted.items() if said.get(key) != value][:9])
    heads = {cell.text: cell.attributes.get("RowSpan") for cell in found.all("TH")}
    tap.check((heads["第0科"], heads["第1科"], heads["第2科"]) == ("40", "40", "10"), "lists: labels over pages are one", heads)


def test_forms():
    grid_rows = [["姓名", {"name": "name"}, "性别", {"name": "sex"}, {"label": "照片", "rows": 2}],
                 ["出生", {"name": "born"}, "工龄", {"name": "years"}],
                 [{"label": "家庭", "rows": 3}, {"label": "父母", "span": 2}, {"label": "住址", "span": 2, "rows": 1}],
                 [{"name": "father"}, {"name": "mother"}, {"name": "home", "span": 2}],
                 [{"name": "father2"}, {"name": "mother2"}, {"name": "home2", "span": 2}],
                 ["简历", {"name": "resume", "span": 4}]]
    names = ("name", "sex", "born", "years", "father", "mother", "home", "father2", "mother2", "home2", "resume")
    house = with_tables("tags-form", {"table": {"widths": [1] * 5, "stub": 0, "parts": {"form": {
        "value": "text", "grid": grid_rows}}}})
    found = tables(letter([], table={name: f"v{name}" for name in names}), house, "tags-form")[0]
    tap.none(list(table_faults(found)), "forms: one cell on each place, no empty TH")
    wanted = {"name": ["姓名"], "sex": ["性别"], "born": ["出生"], "years": ["工龄"], "resume": ["简历"],
              "father": ["父母", "家庭"], "mother": ["父母", "家庭"], "home": ["住址", "家庭"],
              "father2": ["父母", "家庭"], "mother2": ["父母", "家庭"], "home2": ["住址", "家庭"]}
    said = {text[1:]: heads for text, heads in paths(found).items() if text.startswith("v")}
    tap.check(said == wanted, "forms: each value names the label beside it, or those of its column and its row",
              [(key, said.get(key), value) for key, value in wanted.items() if said.get(key) != value])


def test_example():
    text = (ROOT / "layouts/xxgk-2021/example.yaml").read_text("utf-8")
    found = list(read(build(text, ROOT / "layouts/xxgk-2021", "tags-example")).all("Table"))
    tap.none([fault for table in found for fault in table_faults(table)], "the yearly report's tables are sound")
    cells = [cell for table in found for cell in table.all("TD") if not cell.headers()]
    tap.check(len(found) == 3 and not cells, "each of their numbers has heads", [cell.text for cell in cells])


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
tap.finish()
