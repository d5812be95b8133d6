#!/usr/bin/env python3
"""Each limit: data beyond it is an error that names it, its value and --limit, and no file; with the limit raised
the same data is a PDF. And: batch and worker have them too; what is no limit is refused; the usual ones let
large true reports through."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

banxin, scratch = os.environ["BANXIN"], Path(os.environ["SCRATCH"])
LETTER = "layout: set-letter\ntitle: [标题]\ntext: |\n  正文。\nagency: 甲局\ndate: 2024-01-10\n"
failures = 0


def holds(what, true, story=""):
    global failures
    failures += not true
    print(("ok - " if true else "not ok - ") + what + ("" if true else f"\n  {str(story)[:1500]}"), flush=True)


def run(*arguments, **more):
    environment = os.environ | {"BANXIN_LAYOUTS": "tests/suite/layouts:layouts"}
    return subprocess.run([banxin, *map(str, arguments), "--lang", "en"], capture_output=True, text=True,
                          env=environment, **more)


def bounds(name, low, text, high=None, code="limit", status=1, attach=()):
    """A report that is beyond the limit at `low` and not at `high` (None: as it is usually)."""
    report, pdf = scratch / f"{name}.yaml", scratch / f"{name}.pdf"
    report.write_text(text, "utf-8")
    done = run("build", report, "--limit", f"{name}={low}", *attach)
    said = [line for line in done.stderr.splitlines() if f"[{code}]" in line]
    holds(f"beyond {name}={low}", done.returncode == status and len(said) == 1 and f"--limit {name}=N" in said[0]
          and str(low) in said[0] and not pdf.exists() and not list(scratch.glob(".*")), done.stderr)
    done = run("build", report, *(["--limit", f"{name}={high}"] if high else []), *attach)
    holds(f"within {name}={high or 'the usual'}", done.returncode == 0 and pdf.exists(), done.stderr)


def main():
    shutil.copy("tests/conformance/seal.png", scratch)
    (scratch / "rows.csv").write_text("工程,投资\n" + "".join(f"单位{i},{i}\n" for i in range(2000)), "utf-8")
    from_rows = "layout: list-long\nagency: 某局\nworks: {items: rows.csv, total: [合计, =sum]}\n"
    long = LETTER.replace("正文。", "正文。" * 30000)
    paragraphs = LETTER.replace("  正文。\n", "  正文。\n" * 400)
    bounds("data-bytes", 60, LETTER, code="data-too-large")
    bounds("values", 4, LETTER, code="data-too-many-values")
    bounds("aliases", 1, LETTER.replace("[标题]", "[&a 标题, &b 标题, *a]"), code="data-alias-budget")
    bounds("depth", 1, LETTER, code="data-too-deep")
    bounds("file-bytes", 1000, from_rows, code="sheet-large")
    bounds("rows", 1999, from_rows)
    bounds("cells", 3999, from_rows)
    bounds("characters", 80000, long)
    bounds("pages", 2, paragraphs)
    bounds("glyphs", 1000, paragraphs)
    bounds("pixels", 100, LETTER + "seal: seal.png\n", code="picture-large")
    bounds("picture-bytes", 100, LETTER + "seal: seal.png\n", code="picture-large")
    two = ["--attach", scratch / "seal.png", "--attach", "tests/run.py"]
    bounds("attachments", 1, LETTER, code="attach-many", status=2, attach=two)
    bounds("attachment-bytes", 7000, LETTER, code="attach-large", status=2, attach=two)
    bounds("pdf-bytes", 3000, LETTER)
    bounds("memory-bytes", 100000, long, status=3)
    bounds("milliseconds", 1, LETTER.replace("  正文。\n", "  正文说明情况。\n" * 60000), status=3)

    report = scratch / "pages.yaml"
    shutil.rmtree(scratch / "in", ignore_errors=True)
    (scratch / "in").mkdir()
    shutil.copy(report, scratch / "in")
    done = run("batch", scratch / "in", "-o", scratch / "out", "--limit", "pages=2")
    holds("batch has limits", done.returncode == 1 and "[limit]" in done.stderr and not (scratch / "out/pages.pdf").exists(),
          done.stderr)
    request = json.dumps({"data": paragraphs}) + "\n"
    answers = [json.loads(line) for line in run("worker", "--limit", "pages=2", input=request + request).stdout.splitlines()]
    holds("and worker", [a["status"] for a in answers] == [1, 1]
          and all("--limit pages=N" in json.dumps(a) for a in answers), answers)
    holds("a larger unit", run("build", report, "--limit", "pages=1K").returncode == 0)
    for wrong, code in (("pages=0", "limit-value"), ("pages=", "limit-value"), ("pages", "limit-value"),
                        ("pages=-1", "limit-value"), ("pages=2x", "limit-value"), ("pages=99999999999", "limit-value"),
                        ("depth=1001", "limit-value"), ("page=2", "limit-unknown")):
        done = run("build", report, "--limit", wrong)
        holds(f"--limit '{wrong}' is refused", done.returncode == 2 and f"[{code}]" in done.stderr, done.stderr)
    listed = run("build", "--help").stdout
    holds("--help lists them", all(f"\n  {name} " in listed for name in ("pages", "milliseconds", "data-bytes")), listed)

    many = "".join(f"单位{i},{i}\n" for i in range(10000))
    (scratch / "rows.csv").write_text("工程,投资\n" + many, "utf-8")
    (scratch / "large.yaml").write_text(from_rows, "utf-8")
    done = run("build", scratch / "large.yaml")
    holds("10 000 rows are within the usual limits", done.returncode == 0, done.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
