#!/usr/bin/env python3
"""The text of the PDF, read back by pdftotext, is the data: complete, in order, nothing else."""
import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "geometry"))
from ruler import ROOT, SCRATCH, Frames, Tap, letter, run  # noqa: E402

EXAMPLE = (ROOT / "layouts/xxgk-2021/example.yaml").read_text("utf-8")
NOTO = Path("/usr/share/fonts/opentype/noto")  # of the package that the set-up installs; named, not searched for

tap = Tap()


def squeezed(text):
    return "".join(text.split())


def read_back(pdf):
    """What pdftotext finds, in the order in which it was written, without white space."""
    path = SCRATCH / "text.pdf"
    path.write_bytes(pdf)
    return squeezed(subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True,
                                   check=True).stdout.decode())


def texts_of_blocks(document):
    """Each text of a document as the stage before setting says it, once."""
    dump = run(["dump", "blocks"], document).decode()
    return [json.loads(text) for text in re.findall(r'^\S+ +\S.*? ("(?:[^"\\]|\\.)*")$', dump, re.M)]


def test_example():
    frames = Frames(run(["dump", "frames"], EXAMPLE))
    runs = [one for page in frames.pages for one in page.runs]
    found = read_back(run(["build"], EXAMPLE, extra=["-o", "-"]))
    wanted = squeezed("".join(one.text for one in runs))
    tap.check(found == wanted, "the PDF's text is that of the frames, repeated heads and page numbers included",
              difference(found, wanted))
    folios = {id(one) for page in frames.pages for one in page.folio}
    said = squeezed("".join(one.text for one in runs if not one.is_repeat and id(one) not in folios))
    wanted = squeezed("".join(texts_of_blocks(EXAMPLE)))
    tap.check(said == wanted, "and without those it is what the document says, in order", difference(said, wanted))


def test_data_in_order():
    report = json.loads(run(["dump", "report"], EXAMPLE))
    found, at = read_back(run(["build"], EXAMPLE, extra=["-o", "-"])), 0
    # a page number stands between two pages, within a paragraph too
    found = re.sub(r"—[1-5]—", "", found)
    lost = []
    for paragraph in [*report["title"], *report["overview"], *report["problems"], *report["other_matters"],
                      report["agency"], "2024年1月10日"]:
        place = found.find(squeezed(paragraph), at)
        if place < 0:
            lost.append(paragraph)
        at = max(at, place)
    tap.none(lost, "every paragraph of the data stands in the PDF, in its order")


def test_every_cell():
    """The example with another number in each of its cells."""
    count = 0

    def another(line):
        nonlocal count
        numbers = line[1].split(",")
        for i, number in enumerate(numbers):
            if number.strip() == "0":
                count += 1
                numbers[i] = f" {10000 + count}"
        return "[" + ",".join(numbers) + "]"
    document = re.sub(r"\[([0-9~, ]+)\]", another, EXAMPLE)
    found = read_back(run(["build", "--allow-unbalanced"], document, extra=["-o", "-"]))
    numbers = re.findall(r"1\d{4}", found)
    cells = 25 * 7 - 5 + 2 * 3 + 3 * 5  # five are blank, and four rows of the first table have no list
    tap.check(numbers == [str(10001 + n) for n in range(count)] and count == cells,
              "every cell of the tables once, row by row", (count, numbers))


def difference(got, wanted):
    at = next((i for i, (a, b) in enumerate(zip(got, wanted)) if a != b), min(len(got), len(wanted)))
    return f"at {at}: “{got[at:at + 40]}”, not “{wanted[at:at + 40]}”"


def test_characters():
    check_read_back(["全角与半角：“引号”《书名号》〔2024〕—破折号——省略号……，间隔号·，100%、5‰、20℃、①②③、Ⅲ、〇。",
                     "西文：naïve café, PDF/A-2a, GB/T 9704—2012。"], [], "marks, signs and Latin letters")
    if not NOTO.is_dir():
        print("ok - rare characters # SKIP there is no", NOTO)
        return
    check_read_back(["人名用字：喆、堃、镕、昇、淼、瑨、㛃，地名用字：䲟、㵐。"], ["--font-dir", str(NOTO)], "rare characters")
    check_read_back(["𠮷野、王𤧛、李㐂、𬭚，𫠊𫢸。"], ["--font-dir", str(NOTO)], "characters beyond the BMP")


def check_read_back(text, extra, what):
    document = letter(text, title=["测试"])
    found = read_back(run(["build"], document, extra=[*extra, "-o", "-"]))
    wanted = squeezed("".join(["测试", *text, "—1—"]))
    tap.check(found == wanted, f"{what} come back as they were", difference(found, wanted))


test_example()
test_data_in_order()
test_every_cell()
test_characters()
tap.finish()
