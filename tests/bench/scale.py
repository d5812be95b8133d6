#!/usr/bin/env python3
"""Does the cost stay flat? Processor time a page of reports of 5 to 5 000 pages of text, time a report of batches
of 10 and more in one process, and the peak of memory with both: a bar each."""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "layouts/xxgk-2021/example.yaml"
PARAGRAPHS = (0, 200, 2_000, 21_000)
BAR = 40


def with_paragraphs(folder, count):
    """The report with its own first section's paragraphs over again, so many more."""
    text = REPORT.read_text("utf-8")
    start = text.index("overview: |\n") + len("overview: |\n")
    section = text[start:text.index("\n\n", start)]
    lines = [line for line in section.split("\n") if line.strip()]
    longer = folder / f"paragraphs{count}.yaml"
    more = "".join(lines[i % len(lines)] + "\n" for i in range(count))
    longer.write_text(text[:start] + more + text[start:], "utf-8")
    return longer


def run_once(once, command):
    """Processor milliseconds and the peak of memory in MiB."""
    done = subprocess.run([once, "1", *command], capture_output=True, text=True, check=True)
    _, cpu, peak = map(float, done.stdout.split())
    return cpu, peak / 1024


def pages_of(banxin, report, pdf):
    done = subprocess.run([banxin, "build", report, "-o", pdf, "--timing", "--diagnostics", "json"],
                          stderr=subprocess.PIPE, check=True)
    return next(told["pages"] for told in map(json.loads, done.stderr.decode().splitlines()) if "pages" in told)


def plot(title, unit, rows):
    """rows: how many, milliseconds each, peak in MiB."""
    print(title)
    most = max(each for _, each, _ in rows)
    for count, each, peak in rows:
        print(f"{count:8} {unit:8}{each:9.3f} ms each {peak:8.1f} MiB  {'#' * max(1, round(BAR * each / most))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=1000, help="of the largest batch")
    options = parser.parse_args()
    build = options.build.resolve()
    banxin, once, rows = build / "banxin", build / "bench/once", []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in PARAGRAPHS:
            report, pdf = with_paragraphs(folder, count), folder / "long.pdf"
            pages = pages_of(banxin, report, pdf)
            cpu, peak = min(run_once(once, [banxin, "build", report, "-o", pdf]) for _ in range(3))
            rows.append((pages, cpu / pages, peak))
    plot("one report, longer and longer, whole process (the first pages bear the fonts and the start):", "pages", rows)
    rows = []
    count = 10
    while count <= options.documents:
        done = subprocess.run([build / "bench/warm", REPORT, str(count), "1", ROOT / "fonts/fonts.yaml",
                               ROOT / ".cache/fonts", ROOT / "layouts"], capture_output=True, text=True, check=True)
        each, _, peak, _ = map(float, done.stdout.split())
        rows.append((count, each, peak / 1024))
        count *= 10
    plot("a report again and again in one process, on one thread:", "reports", rows)


if __name__ == "__main__":
    main()
