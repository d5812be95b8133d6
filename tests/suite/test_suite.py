#!/usr/bin/env python3
"""Small documents and what becomes of them.

tests/suite/ROOM/NAME.yaml holds several cases, each begun by a line "# case: what is shown" and a whole
report up to the next such line. Beside it stand the expectations, one file a stage, with the same lines:
NAME.diag (exit status and findings of `banxin check`), NAME.data, NAME.report, NAME.blocks, NAME.lines,
NAME.frames (what `banxin dump` prints). Layouts come from tests/suite/layouts before the shipped ones.

--approve rewrites the expectations that exist, or makes those of the stage named; --only picks the cases whose
file or name has the pattern.
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
from pathlib import Path

SUITE = Path(__file__).resolve().parent
ROOT = SUITE.parent.parent
STAGES = ("diag", "data", "report", "blocks", "lines", "frames")
HEAD = re.compile(r"^# case: (.+)\n", re.M)


def sections(path):
    """{name: text} of a file of cases; what stands before the first is a remark."""
    if not path.exists():
        return {}
    parts = HEAD.split(path.read_text("utf-8"))
    names, texts = parts[1::2], parts[2::2]
    if len(set(names)) != len(names):
        sys.exit(f"{path}: two cases of one name")
    return dict(zip(names, texts))


def environment():
    layouts = f"{SUITE / 'layouts'}:{ROOT / 'layouts'}"
    return {"PATH": os.environ["PATH"], "BANXIN_LAYOUTS": layouts} | {
        name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}


def outcome(banxin, stage, text):
    command = ["check", "-"] if stage == "diag" else ["dump", stage, "-"]
    done = subprocess.run([banxin, *command, "--lang", "zh"], input=text.encode(), capture_output=True,
                          cwd=ROOT, env=environment())
    said = done.stderr.decode("utf-8", "replace").replace(f"{ROOT}/", "")
    if stage == "diag":
        return f"status {done.returncode}\n{said}"
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else f"status {done.returncode}\n{said}"


def compare(title, want, got):
    if want == got:
        print(f"ok - {title}")
        return True
    print(f"not ok - {title}")
    lines = difflib.unified_diff((want or "").splitlines(), got.splitlines(), "expected", "now", lineterm="", n=1)
    print("\n".join(f"  {line}" for line in list(lines)[:40]))
    return False


def run_file(banxin, path, pattern):
    cases, good = sections(path), True
    for stage in STAGES:
        expected = path.with_suffix("." + stage)
        if not expected.exists():
            continue
        wanted = sections(expected)
        for name, text in cases.items():
            title = f"{path.parent.name}/{path.stem} {stage}: {name}"
            if re.search(pattern, title):
                good &= compare(title, wanted.get(name), outcome(banxin, stage, text))
        for name in wanted.keys() - cases.keys():
            print(f"not ok - {expected}: there is no case {name}")
            good = False
    return good


def approve_file(banxin, path, pattern, new_stage):
    cases = sections(path)
    for stage in STAGES:
        expected = path.with_suffix("." + stage)
        if not expected.exists() and stage != new_stage:
            continue
        old = sections(expected)
        new = {name: outcome(banxin, stage, text)
               if re.search(pattern, f"{path.parent.name}/{path.stem} {stage}: {name}") else old.get(name, "")
               for name, text in cases.items()}
        text = "".join(f"# case: {name}\n{result}" for name, result in new.items())
        if not expected.exists() or expected.read_text("utf-8") != text:
            expected.write_text(text, "utf-8")
            print(f"{expected.relative_to(ROOT)} is rewritten; review its diff")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, default=Path(os.environ.get("BUILD", "build")))
    parser.add_argument("--only", default=os.environ.get("T", ""))
    parser.add_argument("--approve", nargs="?", const="", metavar="STAGE")
    options = parser.parse_args()
    banxin = str(options.build.resolve() / "banxin")
    files = sorted(SUITE.glob("*/*.yaml"))
    files = [f for f in files if f.parent.name != "layouts"]
    if options.approve is not None:
        for path in files:
            approve_file(banxin, path, options.only, options.approve)
        return 0
    if not files:
        print("ok - suite # SKIP there are no cases yet")
        return 0
    return 0 if all([run_file(banxin, path, options.only) for path in files]) else 1


if __name__ == "__main__":
    sys.exit(main())
