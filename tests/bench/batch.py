#!/usr/bin/env python3
"""How many reports a batch makes in a second, on one thread and on two, and that its memory does not grow: each
report is the demo's with other words in it. Memory is sampled over the run and drawn by quarters of it."""
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


def quarters(samples):
    size = max(1, len(samples) // 4)
    return [max(samples[i:i + size]) for i in range(0, 4 * size, size) if samples[i:i + size]]


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
            memory = " ".join(f"{kib / 1024:.1f}" for kib in quarters(runs[-1][1]))
            print(f"{rates[threads]:10.1f} a second on {threads} ({1000 / rates[threads]:.2f} ms each); "
                  f"peak MiB by quarters: {memory}")
        print(f"{rates[2] / rates[1]:10.2f} times one thread's rate on two")


if __name__ == "__main__":
    main()
