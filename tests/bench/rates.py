#!/usr/bin/env python3
"""How fast and how large beside others, all measured in one run: one report cold (process start to end), many in
one process on one thread and on two, a floor (the same fonts and streams, nothing set: floor.c), where the bytes
of the file are, and the peers that are installed; who is missing is said. Peers set the report's words as plain
paragraphs, without its tables, tags and checks. Nothing is judged."""
import argparse
import importlib.util
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


def run_once(command):
    """Wall and processor milliseconds and the peak of memory in MiB of one process."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[0]}: exit {child.returncode}")
    return ((time.perf_counter() - began) * 1000, (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024)


def cold(command, runs):
    run_once(command)  # the first reads the disk
    all_runs = [run_once(list(map(str, command))) for _ in range(runs)]
    return {"wall": statistics.median(r[0] for r in all_runs), "best": min(r[0] for r in all_runs),
            "cpu": statistics.median(r[1] for r in all_runs), "peak": max(r[2] for r in all_runs)}


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


def peer_typst(folder, text):
    body = "\n\n".join("".join("\\" + c if c in "@#$/*_<>[]=-+`~" else c for c in line) for line in text)
    source = folder / "peer.typ"
    source.write_text('#set text(font: ("Liberation Serif", "FandolFang R"), size: 16pt, lang: "zh")\n' + body)
    if shutil.which("typst"):
        return ["typst", "compile", "--font-path", FONTS, source, folder / "typst.pdf"]
    if importlib.util.find_spec("typst"):
        code = "import sys,typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])"
        return [sys.executable, "-c", code, source, folder / "typst.pdf", FONTS]
    return None


def page_of(folder, text):
    page = folder / "peer.html"
    page.write_text("<meta charset=utf-8><style>p{font:16pt FandolFang}</style>" +
                    "".join(f"<p>{line}</p>" for line in text))
    return page


def peer_weasyprint(folder, text):
    program = shutil.which("weasyprint")
    return [program, page_of(folder, text), folder / "weasyprint.pdf"] if program else None


def peer_xelatex(folder, text):
    program = shutil.which("xelatex")
    source = folder / "peer.tex"
    source.write_text("\\documentclass{ctexart}\\begin{document}\n" +
                      "\n\n".join(re.sub(r"([#$%&_{}])", r"\\\1", line) for line in text) + "\n\\end{document}\n")
    return [program, "-interaction=batchmode", f"-output-directory={folder}", source] if program else None


def peer_libreoffice(folder, text):
    program = shutil.which("soffice")
    return [program, "--headless", "--convert-to", "pdf", "--outdir", folder, page_of(folder, text)] if program else None


PEERS = {"Typst": peer_typst, "WeasyPrint": peer_weasyprint, "XeLaTeX": peer_xelatex, "LibreOffice": peer_libreoffice}


def tell_peers(banxin, own, folder, runs):
    text = words(banxin)
    missing = []
    for name, command_of in PEERS.items():
        command = command_of(folder, text)
        if not command:
            missing.append(name)
            continue
        try:
            made = cold(command, runs)
        except RuntimeError as fault:
            missing.append(f"{name} ({fault})")
            continue
        print(f"{name + ', cold':28}{made['wall']:9.2f} ms {made['cpu']:9.2f} ms cpu {made['peak']:8.1f} MiB   "
              f"{made['wall'] / own['wall']:.1f} times as long, {made['peak'] / own['peak']:.1f} times the memory")
    if missing:
        print("not installed, so not measured: " + ", ".join(missing))


# ---- the run

def warm(program, threads, count):
    command = [program, REPORT, str(count), str(threads), ROOT / "fonts/fonts.yaml", FONTS, ROOT / "layouts"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
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
        own = cold([banxin, "build", REPORT, "-o", pdf], options.runs)
        floor = cold(floor_command(build / "bench/floor", banxin, pdf, folder), options.runs)
        for title, made in (("Banxin, cold", own), ("floor, cold, one thread", floor)):
            print(f"{title:28}{made['wall']:9.2f} ms {made['cpu']:9.2f} ms cpu {made['peak']:8.1f} MiB   "
                  f"best {made['best']:.2f} ms")
        print(f"{'Banxin to the floor':28}{own['wall'] / floor['wall']:9.2f}    {own['cpu'] / floor['cpu']:9.2f} cpu")
        rates = [warm(build / "bench/warm", threads, options.count) for threads in (1, 2)]
        for threads, (rate, early, late) in enumerate(rates, 1):
            print(f"{f'Banxin, warm, {threads} thread(s)':28}{rate:9.2f} ms a report; peak {early:.1f} MiB after "
                  f"{options.count // 10} reports, {late:.1f} MiB after {options.count + options.count // 10}")
        print(f"{'two threads to one':28}{rates[0][0] / rates[1][0]:9.2f}")
        tell_sizes(pdf)
        tell_peers(banxin, own, folder, max(options.runs // 8, 3))


if __name__ == "__main__":
    main()
