#!/usr/bin/env python3
"""How many reports a batch makes in a second, on one thread and on two, and that its memory does not grow: each
report is the demo's with other words in it. Memory is sampled over the run and drawn by tenths of it.
--count 10000 takes two minutes and 2.5 GB of disk."""
import argparse
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "layouts/xxgk-2021/example.yaml"
FIRST_CHARACTER, CHARACTERS = 0x4E00, 3000
TENTHS, WIDTH = 10, 40


def write_reports(folder, count):
    text = REPORT.read_text("utf-8")
    for i in range(count):
        name = "".join(chr(FIRST_CHARACTER + (i * 37 + k * 53) % CHARACTERS) for k in range(8))
        (folder / f"r{i:06}.yaml").write_text(re.sub(r"(?m)^agency: .*$", f"agency: {name}局", text), "utf-8")


def resident_kib(process):
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
    except OSError:
        return None
    return int(found.group(1)) if found else None


def run_once(banxin, reports, into, threads):
    """Seconds, and samples of resident memory."""
    samples, began = [], time.monotonic()
    process = subprocess.Popen([banxin, "batch", reports, "-o", into, "-j", str(threads)], stderr=subprocess.DEVNULL)
    while process.poll() is None:
        samples.append(resident_kib(process))
        time.sleep(0.02)
    return time.monotonic() - began, [s for s in samples if s]


def draw(samples):
    """Resident memory over the run, its peak in each tenth."""
    edges = [len(samples) * i // TENTHS for i in range(TENTHS + 1)]
    peaks = [max(samples[a:b]) for a, b in zip(edges, edges[1:]) if b > a]
    for i, peak in enumerate(peaks, 1):
        print(f"{100 * i // len(peaks):>9} % {peak / 1024:6.1f} MiB {'#' * round(WIDTH * peak / max(peaks))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    banxin = options.build.resolve() / "banxin"
    with tempfile.TemporaryDirectory(prefix="banxin-bench-") as scratch:
        reports = Path(scratch) / "in"
        reports.mkdir()
        write_reports(reports, options.count)
        print(f"batch of {options.count} reports, medians of {options.runs} runs")
        rates = {}
        for threads in (1, 2):
            runs = [run_once(banxin, reports, Path(scratch) / f"out{threads}", threads) for _ in range(options.runs)]
            seconds = statistics.median(run[0] for run in runs)
            rates[threads] = options.count / seconds
            print(f"{rates[threads]:10.1f} a second on {threads} ({1000 / rates[threads]:.2f} ms each); memory:")
            draw(runs[-1][1])
        print(f"{rates[2] / rates[1]:10.2f} times one thread's rate on two")


if __name__ == "__main__":
    main()
