#!/usr/bin/env python3
"""The same three paragraphs set by Banxin and by what can be installed beside it, and measured alike: the figures
of PEERS.md. No test of the project: it needs pymupdf, and the peers from PyPI (typst, weasyprint).

Usage: peers.py BANXIN FOLDER      PDFs go into the folder; a peer that is not installed is left out.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

import pymupdf

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = ROOT / ".cache/fonts"
SIZE, LEFT, RIGHT = 16.0, 28 / 25.4 * 72, 184 / 25.4 * 72
CELL = (RIGHT - LEFT) / 28
PARAGRAPHS = [
    "局党组高度重视，按照信息公开责任制的要求，落实领导责任，把信息公开工作列入重要议事日程，指定专人负责。同时，"
    "完善工作机制，落实相关配套措施，在合理界定信息公开范围的基础上，按照“谁公开、谁审查”“先审查、后公开”和“一事一审”"
    "的原则，进一步规范对外发布信息审核管理，明确对外发布信息审批流程，有效防止保密审查与信息公开工作脱节。",
    "会议指出：“《中华人民共和国政府信息公开条例》（以下简称‘《条例》’）是政务公开的基本法规……要以公开为常态、不公开"
    "为例外！”是否公开？怎么公开？！都要于法有据——凡涉及公民、法人和其他组织切身利益的（包括规章、规范性文件），都要公开。"
    "《办法》、《细则》（试行）等另行印发；“放管服”改革、“互联网＋政务服务”等按原规定执行。",
    "2023年全年主动公开信息1,234条，占比50.25%，同比增长12.5%；办理时限由20个工作日压缩至5—10个工作日，投资$1,000万元，"
    "气温降至−15℃。详见http://www.suibin.gov.cn/zwgk/2023/index.html，联系电话0468-7863210，文号为国办公开办函〔2021〕30号，"
    "采用“Open Data”标准和Microsoft Windows 11系统。",
]
NO_START = "，。、；：？！”’）》〉」』】〕·～–—/％%℃"
NO_END = "“‘（《〈「『【〔$−"
MARKS, OPENING = "，。、；：？！”’）》〉】〕", "“‘（《〈【〔"


# ---- the peers

def set_banxin(banxin, pdf):
    data = {"layout": "specimen", "title": "对照", "text": "\n".join(PARAGRAPHS)}
    environment = dict(os.environ, BANXIN_FONTS=str(ROOT / "fonts/fonts.yaml"),
                       BANXIN_LAYOUTS=f"{pdf.parent / 'layouts'}:{ROOT / 'layouts'}")
    (pdf.parent / "layouts/specimen").mkdir(parents=True, exist_ok=True)
    (pdf.parent / "layouts/specimen/layout.yaml").write_text((ROOT / "tests/specimen/layout.yaml").read_text())
    subprocess.run([banxin, "build", "-", "-o", str(pdf), "--font-dir", str(FONTS), "--no-system-fonts"], check=True,
                   input=json.dumps(data).encode(), env=environment, stderr=subprocess.DEVNULL)


def set_typst(pdf):
    import typst
    body = "\n\n".join("".join("\\" + c if c in "@#$/*_" else c for c in text) for text in PARAGRAPHS)
    source = pdf.with_suffix(".typ")
    source.write_text(f'''#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: ("Liberation Serif", "FandolFang R"), size: 16pt, lang: "zh", region: "cn", tracking: {CELL - SIZE}pt, cjk-latin-spacing: none)
#show regex("[“”‘’—…·]"): set text(font: "FandolFang R")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.61pt, spacing: 13.61pt)
#set smartquote(enabled: false)
{body}
''')
    typst.compile(str(source), output=str(pdf), font_paths=[str(FONTS)])


def set_weasyprint(pdf):
    import weasyprint
    faces = "".join(f"@font-face {{font-family: '{name}'; src: url(file://{FONTS / file})}}" for name, file in
                    (("Fang", "FandolFang-Regular.otf"), ("Serif", "LiberationSerif-Regular.ttf")))
    latin = "@font-face {font-family: 'Latin'; src: url(file://%s); unicode-range: U+20-7E, U+2212}" % (
        FONTS / "LiberationSerif-Regular.ttf")
    style = faces + latin + f'''
@page {{size: A4; margin: 37mm 26mm 35mm 28mm}}
body {{font: 16pt/29.61pt Latin, Fang; letter-spacing: {CELL - SIZE}pt; margin: 0}}
p {{margin: 0; text-indent: 2em; text-align: justify; line-break: strict; text-spacing-trim: trim-both}}'''
    html = f'<html lang="zh-CN"><style>{style}</style>' + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    weasyprint.HTML(string=html).write_pdf(str(pdf))


# ---- measuring

def lines_of(pdf):
    """Lines of 16 pt, each a list of (character, x, advance)."""
    found = {}
    for number, page in enumerate(pymupdf.open(pdf)):
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    if abs(span["size"] - SIZE) < 0.3:
                        for c in span["chars"]:
                            found.setdefault((number, round(c["origin"][1])), []).append(
                                (c["c"], c["origin"][0], c["bbox"][2] - c["bbox"][0]))
    rows = []
    for key in sorted(found):
        row = sorted(found[key], key=lambda c: c[1])
        while row and row[-1][0].isspace():
            row.pop()
        if row:
            rows.append(row)
    return rows


def is_han(character):
    return "\u4e00" <= character <= "\u9fff"


def paragraphs_of(rows):
    """Lines by paragraph: an indented line begins one."""
    found = []
    for row in rows:
        if row[0][1] > LEFT + CELL or not found:
            found.append([])
        found[-1].append(row)
    return found


def measure(pdf):
    paragraphs = paragraphs_of(lines_of(pdf))
    figures = dict(lines=0, full=0, kinsoku=[], runts=0, off=[], half=0, whole=0, grid=0, pairs=0, pairs_set=0, pair_total=0.0)
    for lines in paragraphs:
        figures["lines"] += len(lines)
        content = [c for c in lines[-1] if c[0] not in NO_START]
        figures["runts"] += len(lines) > 1 and len(content) < 2
        for a, b in zip(lines, lines[1:]):
            judge_break(figures, a, b)
        for line in lines[:-1]:
            judge_line(figures, line)
        for line in lines:
            judge_pairs(figures, line)
    return figures


def judge_break(figures, a, b):
    end, start = a[-1][0], b[0][0]
    where = f"{''.join(c[0] for c in a[-3:])}|{''.join(c[0] for c in b[:3])}"
    number = end.isascii() and end.isalnum() and start.isascii() and start.isalnum()
    if start in NO_START and not (start == "—" == b[1][0]) or end in NO_END or number or end == start and end in "—…":
        figures["kinsoku"].append(where)


def judge_line(figures, line):
    figures["full"] += 1
    character, x, advance = line[-1]
    if character in MARKS:
        is_half = abs(x + SIZE / 2 - RIGHT) < 1.0
        figures["half" if is_half else "whole"] += 1
        off = min(abs(x + width - RIGHT) for width in (CELL / 2, SIZE / 2, CELL, SIZE))
    else:
        off = min(abs(x + width - RIGHT) for width in (advance * CELL / SIZE, advance))
    figures["off"].append(off)
    steps = [b[1] - a[1] for a, b in zip(line, line[1:]) if is_han(a[0]) and is_han(b[0])]
    figures["grid"] += all(abs(step - CELL) < 0.06 for step in steps)


def judge_pairs(figures, line):
    for (a, x, _), (b, y, _) in zip(line, line[1:]):
        is_pair = a in MARKS and b in MARKS + OPENING and (a in "”’）》〉】〕" or b in "”’）》〉】〕" + OPENING)
        if is_pair or (a in OPENING and b in OPENING):
            figures["pairs"] += 1
            figures["pairs_set"] += y - x < 0.8 * SIZE


def main():
    banxin, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in (("banxin", lambda pdf: set_banxin(banxin, pdf)), ("typst", set_typst), ("weasyprint", set_weasyprint)):
        pdf = folder / f"{name}.pdf"
        try:
            make(pdf)
        except ImportError as missing:
            print(f"{name}: not installed ({missing})")
            continue
        f = measure(pdf)
        print(f"{name}: {f['lines']} lines, {f['full']} of them full; kinsoku faults {len(f['kinsoku'])} {f['kinsoku']}; "
              f"farthest from flush {max(f['off']):.2f} pt; lines on the grid {f['grid']}; marks at line ends half/whole "
              f"{f['half']}/{f['whole']}; pairs of marks squeezed {f['pairs_set']} of {f['pairs']}; last lines of one character {f['runts']}")


if __name__ == "__main__":
    main()
