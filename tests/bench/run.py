#!/usr/bin/env python3
"""How long the demo's report takes, process start to end, and how large it is: the command is run many times
and tells by --timing where its time goes. Medians and the best run; nothing is compared or judged."""
import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "layouts/xxgk-2021/example.yaml"


def run_once(banxin, pdf):
    began = time.perf_counter()
    done = subprocess.run([banxin, "build", REPORT, "-o", pdf, "--timing", "--diagnostics", "json"],
                          stderr=subprocess.PIPE, check=True)
    outside = (time.perf_counter() - began) * 1000
    told = {"process_ms": outside}
    for line in map(json.loads, done.stderr.decode().splitlines()):
        if "timing" in line:
            told |= line
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    banxin = options.build.resolve() / "banxin"
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        run_once(banxin, pdf)  # the first reads the disk
        runs = [run_once(banxin, pdf) for _ in range(options.runs)]
    print(f"{REPORT.relative_to(ROOT)}, {options.runs} runs: {runs[0]['pages']} pages, {runs[0]['bytes']} bytes, "
          f"peak {max(r['peak_kib'] for r in runs) / 1024:.1f} MiB")
    print(f"{'':12}  median     best   ms")
    for name in ("process_ms", "cpu_ms", "read_ms", "layout_ms", "fonts_ms", "set_ms", "pdf_ms"):
        values = [r[name] for r in runs]
        print(f"{name.removesuffix('_ms'):12}{statistics.median(values):8.2f} {min(values):8.2f}")


if __name__ == "__main__":
    main()
