#!/usr/bin/env python3
"""Long documents: memory that does not grow with the pages, and time that grows no faster than the rows."""
import json
import os
import subprocess

from ruler import BANXIN, LAYOUTS, ROOT, SCRATCH, SLOW, Tap, letter, paragraph
from tables import with_tables

tap = Tap()
ROWS = (500, 1500) if SLOW else (2000, 10000)
# a sanitizer keeps what was freed, so that memory says nothing then
PARAGRAPHS = (100, 300) if SLOW else (300, 1500)


def cost(data, folder, layout=None, extra=()):
    """Peak of the whole process in KiB, processor time in ms, pages."""
    path = folder / "data.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    environment = dict(os.environ, BANXIN_LAYOUTS=f"{LAYOUTS}:{ROOT / 'layouts'}",
                       BANXIN_FONTS=str(ROOT / "fonts/fonts.yaml"))
    options = ["--font-dir", str(ROOT / ".cache/fonts"), "--no-system-fonts", "--timing", "--diagnostics", "json"]
    done = subprocess.run([BANXIN, "build", path, "-o", folder / "out.pdf", *options, *extra,
                           *(["--layout", str(layout)] if layout else [])], capture_output=True, env=environment)
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    told = {}
    for line in map(json.loads, done.stderr.decode().splitlines()):
        told |= line if "timing" in line else {}
    return told


def lists(name, widths, **more):
    head = {f"c{n}": {"label": f"第{n}列", "value": "text" if n < 2 else "integer"} for n in range(8)}
    head["c0"]["is_merged"] = True
    return with_tables(name, {"table": {"widths": widths, "stub": 0, **more, "parts": {"main": {
        "head": head, "rows": {"items": {"label": "", "is_list": True}}}}}})


def table_of(count, folder):
    lines = ["c0,c1,c2,c3,c4,c5,c6,c7"]
    lines += [f"第{row // 150}组,名称{row % 977}," + ",".join(str((row * 7919 + n * 104729) % 100000) for n in range(6))
              for row in range(count)]
    (folder / "rows.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return letter([], table={"items": "rows.csv"}, title=["长表"])


def test_tables():
    for name, widths in (("long-shares", [1] * 8), ("long-content", ["content"] * 8)):
        folder = lists(name, widths)
        few, many = (cost(table_of(count, folder), folder, folder) for count in ROWS)
        per_row = (many["peak_kib"] - few["peak_kib"]) / (ROWS[1] - ROWS[0])
        tap.check(SLOW or per_row < 0.6, f"{name}: a row of eight cells takes less than 0.6 KiB, its data and all",
                  per_row)
        tap.check(many["pages"] > 2.5 * few["pages"], "on pages as many as it takes", (few["pages"], many["pages"]))
        growth = many["cpu_ms"] / few["cpu_ms"] / (ROWS[1] / ROWS[0])
        tap.check(growth < 2, "time per row is flat", growth)


def peak_of_verify(count, folder):
    """Peak in KiB of verifying a table of so many rows."""
    cost(table_of(count, folder), folder, folder, ["--attach-data"])
    environment = dict(os.environ, BANXIN_LAYOUTS=f"{folder.parent}:{LAYOUTS}:{ROOT / 'layouts'}")
    run = subprocess.Popen([BANXIN, "verify", folder / "out.pdf"], stderr=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    tap.check(run.returncode == 0, f"{count} rows hold", run.returncode)
    return used.ru_maxrss


def test_verify():
    folder = lists("long-verified", [1] * 8)
    few, many = (peak_of_verify(count, folder) for count in (200, 2000 if not SLOW else 500))
    per_row = (many - few) / 1800
    tap.check(SLOW or per_row < 10, "a row of eight cells takes less than 10 KiB to verify", per_row)


def test_prose():
    folder = SCRATCH / "long-prose"
    folder.mkdir(exist_ok=True)
    few, many = (cost(letter([paragraph(12, start=n) for n in range(count)], title=["长文"]), folder)
                 for count in PARAGRAPHS)
    per_page = (many["peak_kib"] - few["peak_kib"]) / (many["pages"] - few["pages"])
    tap.check(SLOW or per_page < 12, "a page of prose takes less than 12 KiB, its data and all", per_page)


def main():
    test_tables()
    test_verify()
    test_prose()
    tap.finish()


if __name__ == "__main__":
    main()
