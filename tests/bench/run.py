#!/usr/bin/env python3
"""How long the demo's report takes, process start to end, and how large it is: the command is run many times
and tells by --timing where its time goes; then the same with 10 000 characters of narrative added, for the cost
of breaking and shaping them. Medians and the best run; nothing is compared or judged."""
import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "layouts/xxgk-2021/example.yaml"


NARRATIVE = 10_000


def run_once(banxin, report, pdf):
    began = time.perf_counter()
    done = subprocess.run([banxin, "build", report, "-o", pdf, "--timing", "--diagnostics", "json"],
                          stderr=subprocess.PIPE, check=True)
    outside = (time.perf_counter() - began) * 1000
    told = {"process_ms": outside}
    for line in map(json.loads, done.stderr.decode().splitlines()):
        if "timing" in line:
            told |= line
    return told


def with_narrative(folder):
    """The report with its own first section over again, up to so many characters more."""
    text = REPORT.read_text("utf-8")
    start = text.index("overview: |\n") + len("overview: |\n")
    section = text[start:text.index("\n\n", start)]
    lines = [line for line in section.split("\n") if line.strip()]
    more, count = [], 0
    while count < NARRATIVE:
        line = lines[len(more) % len(lines)]
        more.append(line)
        count += len(line.strip())
    longer = Path(folder) / "narrative.yaml"
    longer.write_text(text[:start] + "\n".join(more) + "\n" + text[start:], "utf-8")
    return longer, count


def measure(banxin, report, pdf, runs):
    run_once(banxin, report, pdf)  # the first reads the disk
    return [run_once(banxin, report, pdf) for _ in range(runs)]


def median(runs, name):
    return statistics.median(r[name] for r in runs)


def tell(title, runs):
    print(f"{title}, {len(runs)} runs: {runs[0]['pages']} pages, {runs[0]['bytes']} bytes, "
          f"peak {max(r['peak_kib'] for r in runs) / 1024:.1f} MiB")
    print(f"{'':12}  median     best   ms")
    for name in ("process_ms", "cpu_ms", "read_ms", "layout_ms", "fonts_ms", "set_ms", "pdf_ms"):
        print(f"{name.removesuffix('_ms'):12}{median(runs, name):8.2f} {min(r[name] for r in runs):8.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    banxin = options.build.resolve() / "banxin"
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        runs = measure(banxin, REPORT, pdf, options.runs)
        longer, count = with_narrative(folder)
        long_runs = measure(banxin, longer, pdf, options.runs)
    tell(str(REPORT.relative_to(ROOT)), runs)
    tell(f"the same and {count} characters of narrative", long_runs)
    more = median(long_runs, "set_ms") - median(runs, "set_ms")
    print(f"setting {count} characters (shaping, breaking, pages as they close): {more:.2f} ms, "
          f"{100 * more / median(long_runs, 'process_ms'):.0f} % of the whole")


if __name__ == "__main__":
    main()
