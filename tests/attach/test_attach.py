#!/usr/bin/env python3
"""Files that PDFs carry: put in by build, taken out by extract and by another program, byte for byte; and what
extract answers to strangers' PDFs."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / folder) for folder in ("conformance", "geometry")]
from documents import command, options_for  # noqa: E402
from ruler import ROOT, SCRATCH, SLOW, Tap  # noqa: E402

tap = Tap()
EXAMPLE = ROOT / "layouts/xxgk-2021/example.yaml"
ROSTER = ROOT / "layouts/roster/example.yaml"


def build(document, *words):
    pdf = SCRATCH / f"{document.parent.name}.pdf"
    status, _, said = command(["build", document, "-o", pdf, *options_for(document), *words])
    return pdf, status, said


def extract(*words):
    return command(["extract", *words, "--lang", "en"])


def show(words):
    return subprocess.run(words, capture_output=True).stdout


def equal(got, wanted, title):
    tap.check(got == wanted, title, f"{got}, not {wanted}")


# ---- what was put in ----

def check_data():
    for document in EXAMPLE, ROSTER:
        name = document.parent.name
        pdf, status, said = build(document, "--attach-data")
        equal(status, 0, f"{name}: the data is attached")
        _, wanted, _ = command(["dump", "values", document, *options_for(document)])
        status, data, _ = extract(pdf, "-o", "-")
        tap.check(status == 0 and data == wanted, f"{name}: extract answers the checked data", said)
        again = SCRATCH / f"{name}-again.json"
        again.write_bytes(data)
        frames = [command(["dump", "frames", file, *options_for(document)])[1] for file in (document, again)]
        tap.check(frames[0] and frames[0] == frames[1], f"{name}: what is extracted is set to the same pages")
        xmp = show(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"])
        found = re.search(rb"<banxin:attachedDataSHA256>(\w+)<", xmp)
        equal(found and found.group(1).decode(), hashlib.sha256(data).hexdigest(),
                  f"{name}: its hash is told in XMP")


def check_tables():
    pdf, _, _ = build(EXAMPLE, "--attach-data")
    status, csv, _ = extract(pdf, "proactive.csv", "-o", "-")
    lines = csv.decode("utf-8-sig").split("\r\n")
    equal((status, lines[0], lines[1]),
              (0, ",第二十条第（一）项／本年制发件数,第二十条第（一）项／本年废止件数,第二十条第（一）项／现行有效件数", "规章,0,0,0"),
              "a table's CSV has its heads and row labels")
    pdf, _, _ = build(ROSTER, "--attach-data")
    _, csv, _ = extract(pdf, "assets.csv", "-o", "-")
    lines = csv.decode("utf-8-sig").split("\r\n")
    source = (ROSTER.parent / "assets.csv").read_text("utf-8-sig").splitlines()
    equal(len(lines), len(source) + 2, "a register's CSV has a line for each row, the head and the total")
    tap.check(all(line.split(",")[0] for line in lines[1:-1]), "what is merged stands in each row")
    plain = show(["qpdf", "--json", pdf])
    objects = json.loads(plain)["qpdf"][1]
    anchors = [value["value"] for value in objects.values()
               if isinstance(value.get("value"), dict) and value["value"].get("/S") == "/Table"]
    names = [objects[f"obj:{table['/AF'][0]}"]["value"]["/UF"] for table in anchors]
    equal(names, ["u:assets.csv"], "the table's structure element names its CSV")


def check_files():
    odd = SCRATCH / "附表, 一.bin"
    odd.write_bytes(bytes(range(256)) * 5000)
    empty = SCRATCH / "empty.txt"
    empty.write_bytes(b"")
    pdf, status, said = build(EXAMPLE, "--attach-data", "--attach", f"{odd},about=说明, 二,relation=Source,date=2024-01-09",
                              "--attach", f"{empty},type=text/x-nothing")
    equal(status, 0, "files are attached")
    _, listed, _ = extract(pdf, "--list")
    rows = dict(line.split("\t", 1) for line in listed.decode().splitlines())
    equal((rows["附表, 一.bin"], rows["empty.txt"]),
              ("application/octet-stream\tSource\t说明, 二", "text/x-nothing\tSupplement\t"),
              "they are listed with what was said of them")
    folder = SCRATCH / "all"
    folder.mkdir()
    extract(pdf, "--all", "-o", folder)
    tap.check((folder / odd.name).read_bytes() == odd.read_bytes() and (folder / "empty.txt").read_bytes() == b"",
              "extract takes them out as they were")
    status, _, said = extract(pdf, "--all", "-o", folder)
    tap.check(status == 2 and "--force" in said, "extract overwrites nothing", said)
    (folder / odd.name).write_bytes(b"old")
    status, _, said = extract(pdf, odd.name, "-o", folder, "--force")
    tap.check(status == 0 and (folder / odd.name).read_bytes() == odd.read_bytes(), "but with --force", said)
    if shutil.which("pdfdetach"):
        other = SCRATCH / "poppler"
        other.mkdir()
        show(["pdfdetach", "-saveall", "-o", str(other), str(pdf)])
        equal({file.name: file.read_bytes() for file in other.iterdir()},
                  {file.name: file.read_bytes() for file in folder.iterdir()}, "poppler takes out the same")
    first = pdf.read_bytes()
    os.utime(odd, (1, 1))
    build(EXAMPLE, "--attach-data", "--attach", f"{odd},about=说明, 二,relation=Source,date=2024-01-09",
          "--attach", f"{empty},type=text/x-nothing")
    tap.check(pdf.read_bytes() == first, "the files' own times are not in the PDF")


def check_refusals():
    for words, code in (
            (["--attach-data", "--pdfa", "2a"], "attach-level"), (["--attach", "/nonexistent"], "file-open"),
            (["--attach", f"{EXAMPLE},name=data.json", "--attach-data"], "attach-twice"),
            (["--attach", f"{EXAMPLE},name=a/b"], "attach-name"), (["--attach", f"{EXAMPLE},type=text"], "attach-type"),
            (["--attach", f"{EXAMPLE},relation=Friend"], "attach-relation"),
            (["--attach", f"{EXAMPLE},date=2024-02-30"], "attach-date"), (["--attach", "-"], "attach-file")):
        pdf = SCRATCH / "never.pdf"
        status, _, said = command(["build", EXAMPLE, "-o", pdf, *options_for(EXAMPLE), *words])
        tap.check(status > 0 and f"[{code}]" in said and not pdf.exists(), f"build says {code}", said)


# ---- strangers ----

def small(files, tree="<</Names[{}]>>", extra=b""):
    """A PDF that carries (name as PDF writes it, dictionary entries, packed bytes)."""
    objects = ["<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>",
               "<</Type/Pages/Kids[4 0 R]/Count 1>>", "", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    objects = [text.encode("latin-1") for text in objects]
    names = ""
    for number, (name, entries, packed) in enumerate(files):
        at = len(objects) + 1
        names += f"({number:03}){at} 0 R "
        objects.append(f"<</Type/Filespec/UF{name}/EF<</F {at + 1} 0 R>>>>".encode("latin-1"))
        objects.append(f"<</Type/EmbeddedFile{entries}/Length {len(packed)}>>\nstream\n".encode() + packed +
                       b"\nendstream")
    objects[2] = tree.format(names).encode("latin-1")
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    pdf = SCRATCH / "stranger.pdf"
    pdf.write_bytes(out + tail + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out)) + extra)
    return pdf


def check_names():
    inside = SCRATCH / "deep/inside"
    inside.mkdir(parents=True)
    names = ["(../../up)", "(/tmp/banxin-absolute)", "(.hidden)", "(a\\033[2Jb\\n)", "()", "(same)", "(same)", "(..)",
             "<FEFF202E0061>", "(c:\\\\d)", f"({'x' * 900})"]
    pdf = small([(name, "", b"x") for name in names])
    status, _, said = extract(pdf, "--all", "-o", inside)
    found = sorted(path.relative_to(SCRATCH / "deep").as_posix() for path in (SCRATCH / "deep").rglob("*")
                   if path.is_file())
    tap.check(status == 0 and len(found) == len(names) and all(name.startswith("inside/") for name in found),
              "whatever files are called, they come out in the folder, each of them", (said, found))
    tap.check(not any(re.search(r"[\x00-\x1f\x7f\u202e\\]|/\.", name) for name in found), "under harmless names", found)
    _, listed, _ = extract(pdf, "--list")
    tap.check(not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", listed), "the list is harmless to a terminal", listed)


def check_strangers():
    zeros = zlib.compress(bytes(300 << 20), 9)
    flate = "/Filter/FlateDecode"
    deep = "<</Kids[3 0 R 3 0 R]>>"
    for what, pdf, words in (
            ("a file that unpacks to 300 MiB", lambda: small([("(a)", flate, zeros)]), ["a"]),
            ("packed bytes that are damaged", lambda: small([("(a)", flate, zeros[:1000])]), ["a"]),
            ("packing that nobody uses", lambda: small([("(a)", "/Filter/LZWDecode", b"x")]), ["a"]),
            ("a tree in a circle", lambda: small([], deep), ["--all"]),
            ("a file without its stream", lambda: small([], "<</Names[(a)<</UF(a)/EF<</F 99 0 R>>>>]>>"), ["a"]),
            ("no files", lambda: small([]), []), ("no data among them", lambda: small([("(a)", "", b"x")]), []),
            ("bytes behind its end", lambda: small([("(a)", "", b"x")], extra=b"junk" * 3000), ["a"])):
        status, out, said = extract(pdf(), *words, "-o", SCRATCH / "none")
        tap.check(status == 1 and "[" in said and not out and not (SCRATCH / "none").exists(), f"refused: {what}",
                  (status, said))
    huge = SCRATCH / "text.pdf"
    huge.write_text("layout: xxgk-2021\n", "utf-8")
    status, _, said = extract(huge)
    tap.check(status == 1 and "read-no-pdf" in said, "refused: no PDF", said)


def check_bomb():
    """An object stream that unpacks to gigabytes when the catalog's names are looked for in it."""
    packer, megabyte = zlib.compressobj(1), b" " * (1 << 20)
    packed = b"".join([packer.compress(b"4 0 "), *(packer.compress(megabyte) for _ in range(2100)), packer.flush()])
    bodies = [b"<</Type/Catalog/Pages 2 0 R/Names 4 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
              b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", None,
              b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"]
    out, rows = b"%PDF-1.7\n", bytes(6)
    for number, body in enumerate(bodies, 1):
        rows += b"\x02" + (5).to_bytes(4, "big") + b"\0" if body is None else b"\x01" + len(out).to_bytes(4, "big") + b"\0"
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n" if body else b""
    rows += b"\x01" + len(out).to_bytes(4, "big") + b"\0"
    table = b"6 0 obj\n<</Type/XRef/W[1 4 1]/Size 7/Root 1 0 R/Length %d>>\nstream\n" % len(rows) + rows
    pdf = SCRATCH / "bomb.pdf"
    pdf.write_bytes(out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(out))
    status, _, said = extract(pdf, "--list")
    tap.check(status in (1, 3) and ("bad_alloc" in said or "out-of-memory" in said),
              "refused: an object stream of 2 GiB", (status, said))


def check_mutants():
    """One byte changed, or the end cut off: an answer each time, never a crash."""
    pdf, _, _ = build(ROSTER, "--attach-data", "--plain")
    whole, faults = pdf.read_bytes(), []
    for at in range(5, len(whole), len(whole) // 60):
        for changed in whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:], whole[:at]:
            mutant = SCRATCH / "mutant.pdf"
            mutant.write_bytes(changed)
            status, _, said = extract(mutant, "-o", "-")
            if status not in (0, 1):
                faults.append((at, status, said[-300:]))
    tap.none(faults, "damaged PDFs are answered")


def main():
    check_data()
    check_tables()
    check_files()
    check_refusals()
    check_names()
    check_strangers()
    if not SLOW:  # with sanitizers memory is not bounded
        check_bomb()
    check_mutants()
    tap.finish()


if __name__ == "__main__":
    main()
