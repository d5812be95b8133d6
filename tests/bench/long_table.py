#!/usr/bin/env python3
"""How long tables of 10 000, 50 000 and 100 000 rows of 8 cells take, from a CSV file, tagged, sums checked: time a
row, peak memory, size. With --peer PYTHON (a Python that has the package typst) the shortest is set by Typst too."""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/tables"))
import assets  # noqa: E402

COUNTS = (10_000, 50_000, 100_000)

PEER = """
import resource, sys, time, typst
began = time.perf_counter()
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
PEER_TABLE = """
#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: ("Liberation Serif", "FandolFang R"), size: 10.5pt, lang: "zh", region: "cn")
#let rows = csv("assets.csv")
#table(columns: (21mm, 12mm, 23mm, 1fr, 10mm, 24mm, 18mm, 19mm), inset: 1mm, stroke: 0.5pt,
  table.header(..rows.first()), ..rows.slice(1).flatten())
"""


def write_report(folder, count):
    report = folder / "example.yaml"
    report.write_text((ROOT / "layouts/roster/example.yaml").read_text("utf-8"), "utf-8")
    with open(folder / "assets.csv", "w", encoding="utf-8") as file:
        assets.write(count, file)
    return report


def run_once(banxin, report, pdf):
    done = subprocess.run([banxin, "build", report, "-o", pdf, "--timing", "--diagnostics", "json"],
                          stderr=subprocess.PIPE, check=True)
    told = {}
    for line in map(json.loads, done.stderr.decode().splitlines()):
        if "timing" in line:
            told |= line
    return told


def tell(name, count, milliseconds, kib, size):
    print(f"{name:8}{count:8} rows {milliseconds / 1000:8.2f} s {milliseconds / count:8.4f} ms a row {kib / 1024:8.1f} MiB peak "
          f"{size / 1e6:8.2f} MB {size / count:6.0f} bytes a row")


def set_by_peer(python, folder, count):
    source, pdf = folder / "table.typ", folder / "peer.pdf"
    source.write_text(PEER_TABLE, "utf-8")
    done = subprocess.run([python, "-c", PEER, source, pdf, ROOT / ".cache/fonts"], capture_output=True, check=True)
    seconds, kib = done.stdout.split()
    tell("Typst", count, float(seconds) * 1000, int(kib), pdf.stat().st_size)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer", metavar="PYTHON")
    options = parser.parse_args()
    banxin = options.build.resolve() / "banxin"
    print(f"layouts/roster with so many rows of 8 cells from a CSV file, processor time, the best of {options.runs} runs:")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in COUNTS:
            report = write_report(folder, count)
            runs = [run_once(banxin, report, folder / "table.pdf") for _ in range(options.runs)]
            best = min(runs, key=lambda told: told["cpu_ms"])
            tell("Banxin", count, best["cpu_ms"], max(told["peak_kib"] for told in runs), best["bytes"])
            if options.peer and count == COUNTS[0]:
                set_by_peer(options.peer, folder, count)


if __name__ == "__main__":
    main()
