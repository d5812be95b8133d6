#!/usr/bin/env python3
"""The real forms: each example builds without a warning, its numbers are right, and all of it is in the PDF."""
import io
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "geometry"),
                str(Path(__file__).resolve().parent.parent / "tables")]
import assets  # noqa: E402
from ruler import BANXIN, ROOT, SCRATCH, SLOW, Frames, Tap  # noqa: E402
from tables import crossing, loose_ends  # noqa: E402

FORMS = ("budget-2024", "roster", "form-personnel")
ROWS = 1000 if SLOW else 10000

tap = Tap()


def banxin(*arguments):
    """Exit status, output, and what was told beside the fonts that stand for others."""
    environment = dict(os.environ, BANXIN_LAYOUTS=str(ROOT / "layouts"), BANXIN_FONTS=str(ROOT / "fonts/fonts.yaml"))
    fonts = ["--font-dir", str(ROOT / ".cache/fonts"), "--no-system-fonts"]
    done = subprocess.run([BANXIN, *map(str, arguments), "--lang", "en", *(fonts if arguments[0] in ("build", "dump") else ())],
                          capture_output=True, env=environment)
    told = [line for line in done.stderr.decode().splitlines() if ": error:" in line or ": warning:" in line]
    return done.returncode, done.stdout, told


def read_back(report):
    """The PDF's text in its own order, without white space; the words with it."""
    pdf = SCRATCH / "form.pdf"
    status, _, told = banxin("build", report, "-o", pdf)
    tap.check(status == 0 and not told, f"{report.parent.name}: builds without a warning", "\n".join(told))
    text = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return "".join(text.split()), text.split()


def has_all(text, wanted, title):
    lost = [one for one in wanted if "".join(one.split()) not in text]
    tap.none(lost, title)


def page_faults(report):
    for number, page in enumerate(Frames(banxin("dump", "frames", report)[1]).pages, 1):
        straight = [one for one in page.rules if one.x0 == one.x1 or one.y0 == one.y1]
        for fault in loose_ends(straight):
            yield f"page {number}: {fault}"
        for i, a in enumerate(straight):
            for b in straight[:i]:
                if a.is_horizontal == b.is_horizontal and crossing(a, b):
                    yield f"page {number}: two rules over each other at ({a.x0:.2f}, {a.y0:.2f})"


def test_each():
    for form in FORMS:
        status, _, told = banxin("check", ROOT / "layouts" / form / "new.yaml")
        strange = [line for line in told if "[field-placeholder]" not in line]
        tap.check(status == 0 and not strange, f"{form}: what `banxin new` gives can be built", "\n".join(told))
        tap.none([*page_faults(ROOT / "layouts" / form / "example.yaml")], f"{form}: rules meet, none stands twice")


def test_budget():
    """Sums by another way than the layout's rules: the 项 of the second table, added up."""
    report = ROOT / "layouts/budget-2024/example.yaml"
    text, words = read_back(report)
    rows = [(code, name, rest.split(", ")) for code, name, rest in
            re.findall(r'- \["(\d+)", ([^,]+), (.*)\]', report.read_text("utf-8"))]
    amounts = {code: Decimal(rest[0]) for code, _, rest in rows}
    wrong = [code for code, amount in amounts.items() if len(code) < 7 and amount != sum(
        one for below, one in amounts.items() if len(below) == 7 and below.startswith(code))]
    tap.none(wrong, "budget-2024: 类 and 款 are the sums of their 项")
    total = sum(amount for code, amount in amounts.items() if len(code) == 7)
    tap.check(words.count(str(total)) == 4, "budget-2024: the total stands in both columns of the first table and in "
              "the second", words.count(str(total)))
    has_all(text, [code + name + "".join(one for one in rest if one != "~") for code, name, rest in rows],
            "budget-2024: every row is read from its code to its last amount")
    count = text.count("续表"), text.count("编制单位：青溪县农业农村局"), text.count("单位：万元")
    tap.check(count == (2, 5, 5), "budget-2024: the second table goes on twice, with what stands above it", count)


def test_roster():
    """As many rows as there are, each once, in order; the sums; a head and an office on every page."""
    folder = SCRATCH / "roster"
    folder.mkdir()
    example = (ROOT / "layouts/roster/example.yaml").read_text("utf-8")
    (folder / "example.yaml").write_text(example, "utf-8")
    rows, file = list(assets.rows(ROWS)), io.StringIO()
    assets.write(ROWS, file)
    (folder / "assets.csv").write_text(file.getvalue(), "utf-8")
    text, words = read_back(folder / "example.yaml")
    codes = [word for word in words if re.fullmatch(r"TY\d{8}", word)]
    tap.check(codes == [row[2] for row in rows], f"roster: {ROWS} rows, each once, in their order", len(codes))
    at, lost = 0, []
    for row in rows:
        found = text.find("".join("".join(map(str, row[1:])).split()), at)
        lost += [row] if found < 0 else []
        at = max(at, found)
    tap.none(lost, "roster: every row is read from its number to its place")
    pieces, worth = sum(row[4] for row in rows), sum(Decimal(row[5]) for row in rows)
    tap.check(f"合计{pieces}{worth}" in text, "roster: pieces and worth are added up")
    pages, heads = text.count("金额单位：元"), text.count("使用部门序号资产编号资产名称数量原值取得日期存放地点")
    tap.check(pages == heads == text.count("续表") + 1 > ROWS / 50, "roster: head and 续表 stand on every page", (pages, heads))
    small = io.StringIO()
    assets.write(62, small)
    tap.check(small.getvalue() == (ROOT / "layouts/roster/assets.csv").read_text("utf-8"), "roster: the example is its beginning")


def test_personnel():
    report = ROOT / "layouts/form-personnel/example.yaml"
    text, _ = read_back(report)
    example = report.read_text("utf-8")
    resume = re.search(r"resume: \|-\n((?:    .*\n)+)", example).group(1).splitlines()
    members = [line.replace('"', "") for line in re.findall(r"    - \[(.*)\]", example)]
    has_all(text, ["姓名林清禾性别女", *resume, *(line.replace(", ", "") for line in members)],
            "form-personnel: labels and values, every paragraph, every relative, in the order of reading")
    has_all(text, ["简历", "奖惩情况", "任免理由", "审批机关意见", "行政机关任免意见"],
            "form-personnel: labels that stand upright are words for those who search")
    has_all(text, ["合计1286474266", "理论教育40241680"], "form-personnel: sums of the table below the diagonal")


test_each()
test_budget()
test_roster()
test_personnel()
tap.finish()
