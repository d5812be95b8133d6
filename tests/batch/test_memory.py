#!/usr/bin/env python3
"""build, batch and worker without memory: some allocation of the process fails, whoever asks for it, Banxin or one
of its libraries (but fontconfig: no_memory.c). Then there is the whole PDF or none, and nothing beside it; a PDF that
is made is the one that is always made; else the exit status is 3 and the message says why. Random allocations, the
seed is told and can be given again (SEED); FAULTS=n tries n of each, FAULTS=all every one (half an hour)."""
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

banxin, scratch = os.environ["BANXIN"], Path(os.environ["SCRATCH"])
seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
faults = os.environ.get("FAULTS", "80")
random.seed(seed)
failures = 0
FIRST, LAST = 60, 40
TOLD, INPUT, OUT = scratch / "told", scratch / "in/a.yaml", scratch / "out"
ATTACHED = ["--attach-data", "--attach", f"{scratch / 'in/seal.png'},about=印章"]
REQUEST = json.dumps({"id": 1, "path": "in/a.yaml", "output": "out/a.pdf", "attach_data": True}).encode() + b"\n"
COMMANDS = {
    "build": ["build", str(INPUT), "-o", str(OUT / "a.pdf"), *ATTACHED],
    "batch": ["batch", str(scratch / "in"), "-o", str(OUT), "-j", "1", *ATTACHED],
    "worker": ["worker", "--root", str(scratch)],
}


def holds(what, true, story=""):
    global failures
    failures += not true
    print(("ok - " if true else "not ok - ") + what + ("" if true else f"\n  seed {seed} {story}"), flush=True)


def run(command, nth=None):
    """(exit status, what it said, the PDF or None, other files that are left)"""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    environment = os.environ | {"LD_PRELOAD": str(scratch / "no_memory.so"), "NO_MEMORY_TOLD": str(TOLD)}
    if nth is not None:
        environment["NO_MEMORY"] = str(nth)
    done = subprocess.run([banxin, *COMMANDS[command], "--lang", "en"], env=environment, capture_output=True,
                          input=REQUEST if command == "worker" else b"", timeout=300)
    pdf = (OUT / "a.pdf").read_bytes() if (OUT / "a.pdf").exists() else None
    left = [p for p in OUT.rglob("*") if p.is_file() and p.name not in ("a.pdf", "made.jsonl")]
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"), pdf, left


def is_clean(status, said, pdf, left, whole):
    if pdf not in (None, whole) or left:
        return False
    if "\"status\":" in said:  # the worker lives on
        return ("\"status\":0" in said) == (pdf is not None) if status == 0 else status == 3
    if status == 0:
        return pdf == whole
    return status == 3 and ("error" in said or "错误" in said)


def try_all(command):
    status, said, whole, _ = run(command)
    holds(f"{command} with memory", status == 0 and whole, said)
    numbers = [int(line) for line in TOLD.read_text().split()]
    ends = {*numbers[:FIRST], *numbers[-LAST:]}  # while reports are looked for, and while files are written
    wanted = numbers if faults == "all" else sorted({*random.sample(numbers, min(int(faults), len(numbers))), *ends})
    bad = []
    for nth in wanted:
        status, said, pdf, left = run(command, nth)
        if not is_clean(status, said, pdf, left, whole):
            bad.append(f"{nth} ({', '.join(dict.fromkeys(TOLD.read_text().split()))}): status {status}, "
                       f"{'no PDF' if pdf is None else 'the PDF' if pdf == whole else 'another PDF'}, left {left}, "
                       f"{said[-300:]}")
    holds(f"{command}: {len(wanted)} of {len(numbers)} allocations fail, one at a time: a clean answer, nothing half",
          not bad, "\n  ".join(bad[:10]))


def main():
    if os.environ.get("SANITIZED"):
        print("ok - without memory # SKIP sanitizers have an allocator of their own")
        return 0
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "tests/batch/no_memory.c", "-o", str(scratch / "no_memory.so")],
                   check=True)
    INPUT.parent.mkdir()
    text = Path("layouts/xxgk-2021/example.yaml").read_text("utf-8")
    INPUT.write_text(text + "seal: seal.png\n", "utf-8")
    shutil.copy("tests/conformance/seal.png", INPUT.parent)
    for command in COMMANDS:
        try_all(command)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
