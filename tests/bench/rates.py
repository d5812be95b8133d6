#!/usr/bin/env python3
"""How fast and how large beside others, all measured in one run: one report cold (process start to end), many in
one process on one thread and on two, a floor (the same fonts and streams, nothing set: floor.c), where the bytes
of the file are, and the peers that are installed, on the PATH or in .cache/peers (a Python environment); who is
missing is said. Peers set the report's words as plain paragraphs, without its tables, tags and checks. Nothing
is judged."""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "layouts/xxgk-2021/example.yaml"
FONTS = ROOT / ".cache/fonts"
PEERS_BIN = ROOT / ".cache/peers/bin"


def cold(once, command, runs):
    """Medians over the runs of wall and processor milliseconds, the best wall, the peak of memory in MiB. The
    first run reads the disk and does not count."""
    done = subprocess.run([once, str(runs + 1), *map(str, command)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} fails")
    rows = [list(map(float, line.split())) for line in done.stdout.splitlines()][1:]
    return {"wall": statistics.median(r[0] for r in rows), "best": min(r[0] for r in rows),
            "cpu": statistics.median(r[1] for r in rows), "peak": max(r[2] for r in rows) / 1024}


# ---- what is in the file

def streams_of(pdf):
    """Each compressed stream: what it is, its bytes in the file, its bytes in full."""
    data = pdf.read_bytes()
    for head in re.finditer(rb"obj\n<<([^\n]*?)/Length (\d+)>>\nstream\n", data):
        raw = data[head.end():head.end() + int(head[2])]
        if b"FlateDecode" not in head[1]:
            continue
        full = zlib.decompress(raw)
        kind = ("fonts" if b"CIDFontType0C" in head[1] or b"/Length1" in head[1] else
                "ToUnicode" if b"begincmap" in full else
                "pages" if b" Tf" in full or b"BDC" in full else
                "tags and dictionaries" if b"ObjStm" in head[1] else "other")
        yield kind, len(raw), full


def glyphs_of(frames):
    used = {}
    for item in re.finditer(r'"face":"([^"]+)".*?"glyphs":(\[\[.*?\]\])', frames):
        used.setdefault(item[1], set()).update(glyph for glyph, _ in json.loads(item[2]))
    return used


def font_file(name):
    family = name.split("-")[0]
    found = sorted(FONTS.glob(name + ".*")) or sorted(FONTS.glob(family + "-Regular.*"))
    return found[0] if found else None


def floor_command(program, banxin, pdf, folder):
    frames = subprocess.run([banxin, "dump", "frames", REPORT], capture_output=True, text=True, check=True).stdout
    lines = [" ".join(map(str, [font_file(name), *sorted(glyphs)])) for name, glyphs in glyphs_of(frames).items()]
    (folder / "fonts").write_text("\n".join(lines) + "\n")
    files = []
    for number, (kind, _, full) in enumerate(streams_of(pdf)):
        if kind != "fonts":
            files.append(folder / f"stream{number}")
            files[-1].write_bytes(full)
    return [program, folder / "floor.out", folder / "fonts", *files]


# ---- peers

def words(banxin):
    lines = subprocess.run([banxin, "dump", "lines", REPORT], capture_output=True, text=True, check=True).stdout
    return [line.split("\t")[-1].split('"')[0].strip() for line in lines.splitlines() if line.strip()]


def program(name):
    return shutil.which(name) or shutil.which(name, path=PEERS_BIN)


def typst_python():
    """A Python that has the package typst, which is Typst's own compiler in the process."""
    for python in (PEERS_BIN / "python", sys.executable):
        if subprocess.run([python, "-c", "import typst"], capture_output=True, check=False).returncode == 0 \
                if Path(python).exists() else False:
            return python
    return None


def typst_source(folder, text):
    body = "\n\n".join("".join("\\" + c if c in "@#$/*_<>[]=-+`~" else c for c in line) for line in text)
    source = folder / "peer.typ"
    source.write_text('#set text(font: ("Liberation Serif", "FandolFang R"), size: 16pt, lang: "zh")\n\n' + body)
    return source


def peer_typst(folder, text):
    source = typst_source(folder, text)
    if program("typst"):
        return [program("typst"), "compile", "--font-path", FONTS, source, folder / "typst.pdf"]
    python = typst_python()
    code = "import sys,typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
    return [python, "-c", code, source, folder / "typst.pdf", FONTS] if python else None


TYPST_WARM = """
import sys, time, typst
from pathlib import Path
source, fonts, runs = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
head, *paragraphs = source.read_text().split("\\n\\n")
compiler = typst.Compiler(source, font_paths=[fonts])
times = []
for run in range(runs + 2):  # another office each time: what was set before would be had from its memory
    source.write_text("\\n\\n".join([head, *(f"{run} {paragraph}" for paragraph in paragraphs)]))
    began = time.perf_counter()
    compiler.compile(output=str(source.with_suffix(".pdf")))
    times.append((time.perf_counter() - began) * 1000)
print(sorted(times[2:])[runs // 2])
"""


def typst_warm(folder, text, runs):
    """Median milliseconds a report of one process, or None."""
    python = typst_python()
    if not python:
        return None
    done = subprocess.run([python, "-c", TYPST_WARM, typst_source(folder, text), FONTS, str(runs)],
                          capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


def page_of(folder, text):
    page = folder / "peer.html"
    page.write_text("<meta charset=utf-8><style>p{font:16pt FandolFang}</style>" +
                    "".join(f"<p>{line}</p>" for line in text))
    return page


def peer_weasyprint(folder, text):
    command = program("weasyprint")
    return [command, page_of(folder, text), folder / "weasyprint.pdf"] if command else None


def peer_xelatex(folder, text):
    command = program("xelatex")
    source = folder / "peer.tex"
    source.write_text("\\documentclass{ctexart}\\begin{document}\n" +
                      "\n\n".join(re.sub(r"([#$%&_{}])", r"\\\1", line) for line in text) + "\n\\end{document}\n")
    return [command, "-interaction=batchmode", f"-output-directory={folder}", source] if command else None


def peer_libreoffice(folder, text):
    command = program("soffice")
    return [command, "--headless", "--convert-to", "pdf", "--outdir", folder, page_of(folder, text)] if command else None


PEERS = {"Typst": peer_typst, "WeasyPrint": peer_weasyprint, "XeLaTeX": peer_xelatex, "LibreOffice": peer_libreoffice}


def tell_peers(once, banxin, own, rates, folder, runs):
    text = words(banxin)
    missing = []
    for name, command_of in PEERS.items():
        command = command_of(folder, text)
        if not command:
            missing.append(name)
            continue
        try:
            made = cold(once, command, runs)
        except RuntimeError as fault:
            missing.append(f"{name} ({fault})")
            continue
        print(f"{name + ', cold':28}{made['wall']:9.2f} ms {made['cpu']:9.2f} ms cpu {made['peak']:8.1f} MiB   "
              f"{made['wall'] / own['wall']:.1f} times as long, {made['peak'] / own['peak']:.1f} times the memory")
    typst = typst_warm(folder, text, runs)
    if typst:
        print(f"{'Typst, warm, one process':28}{typst:9.2f} ms a report   " +
              ", ".join(f"{typst / rate[0]:.1f} times as long as {threads} thread(s)"
                        for threads, rate in enumerate(rates, 1)))
    if missing:
        print("not installed, so not measured: " + ", ".join(missing))


# ---- the run

def warm(program, threads, count):
    """Milliseconds a report on so many threads, on as many processors; memory in MiB early and late."""
    command = [program, REPORT, str(count), str(threads), ROOT / "fonts/fonts.yaml", FONTS, ROOT / "layouts"]
    usable = sorted(os.sched_getaffinity(0))[:threads]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, usable))
    rate, early, late, _ = done.stdout.split()
    return float(rate), int(early) / 1024, int(late) / 1024


def tell_sizes(pdf):
    sums = {}
    for kind, packed, _ in streams_of(pdf):
        sums[kind] = sums.get(kind, 0) + packed
    whole = pdf.stat().st_size
    parts = ", ".join(f"{kind} {size}" for kind, size in sorted(sums.items(), key=lambda part: -part[1]))
    print(f"bytes: {whole} = {parts}, frame {whole - sum(sums.values())}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args()
    build = options.build.resolve()
    banxin = build / "banxin"
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdf = folder / "report.pdf"
        once = build / "bench/once"
        own = cold(once, [banxin, "build", REPORT, "-o", pdf], options.runs)
        floor = cold(once, floor_command(build / "bench/floor", banxin, pdf, folder), options.runs)
        for title, made in (("Banxin, cold", own), ("floor, cold, one thread", floor)):
            print(f"{title:28}{made['wall']:9.2f} ms {made['cpu']:9.2f} ms cpu {made['peak']:8.1f} MiB   "
                  f"best {made['best']:.2f} ms")
        print(f"{'Banxin to the floor':28}{own['wall'] / floor['wall']:9.2f}    {own['cpu'] / floor['cpu']:9.2f} cpu")
        rates = [min(warm(build / "bench/warm", threads, options.count) for _ in range(3)) for threads in (1, 2)]
        for threads, (rate, early, late) in enumerate(rates, 1):
            print(f"{f'Banxin, warm, {threads} thread(s)':28}{rate:9.2f} ms a report; peak {early:.1f} MiB after "
                  f"{options.count // 10} reports, {late:.1f} MiB after {options.count + options.count // 10}")
        print(f"{'two threads to one':28}{rates[0][0] / rates[1][0]:9.2f}")
        tell_sizes(pdf)
        tell_peers(once, banxin, own, rates, folder, max(options.runs // 8, 3))


if __name__ == "__main__":
    main()
