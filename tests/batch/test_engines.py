#!/usr/bin/env python3
"""Workers driven by others' engines: GNU parallel, and Apache Spark's rdd.pipe, where one worker is killed on
the way and nothing is lost. Spark is used if it is in .cache/spark (python3 -m venv .cache/spark &&
.cache/spark/bin/pip install pyspark) and there is a Java; else, and without parallel, the test says so."""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPORTS = 1000
banxin, scratch = os.environ["BANXIN"], Path(os.environ["SCRATCH"]).resolve()
SPARK = Path(".cache/spark/bin/python")
ENVIRONMENT = os.environ | {"BANXIN_LAYOUTS": str(Path("tests/suite/layouts").resolve()) + ":" + str(Path("layouts").resolve())}
failures = 0

# Runs inside Spark's Python: a thread kills one worker as soon as a quarter of the PDFs is there.
DRIVER = '''
import os, signal, sys, threading, time
from pathlib import Path
from pyspark import SparkContext
banxin, requests, root, answers = sys.argv[1:]

def worker_ids():
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cmdline").read_bytes().split(b"\\0")[:4] == [
                    banxin.encode(), b"worker", b"--root", root.encode()]:
                yield int(entry.name)
        except OSError:
            pass

def kill_one():
    while len(list(Path(root).glob("*.pdf"))) < 250:
        time.sleep(0.01)
    for number in worker_ids():
        os.kill(number, signal.SIGKILL)
        print("killed", flush=True)
        return

threading.Thread(target=kill_one, daemon=True).start()
with SparkContext("local[2,4]", "banxin") as spark:
    spark.setLogLevel("OFF")
    made = spark.textFile(requests, 8).pipe(f"{banxin} worker --root {root}", env=dict(os.environ), checkCode=True).collect()
Path(answers).write_text("\\n".join(made))
'''


def holds(what, true, story=""):
    global failures
    failures += not true
    print(("ok - " if true else "not ok - ") + what + ("" if true else f"\n  {str(story)[-1500:]}"), flush=True)


def skip(what, why):
    print(f"ok - {what} # SKIP {why}", flush=True)


def write_requests():
    lines = [json.dumps({"id": i, "output": f"r{i}.pdf",
                         "data": {"layout": "no-title", "agency": f"某县第{i}局", "year": 2023, "words": "一段。"}})
             for i in range(REPORTS)]
    (scratch / "requests").write_text("\n".join(lines) + "\n")


def digests(answers):
    """By id; a request that was answered twice, or not well, is an error."""
    found = [json.loads(line) for line in answers.splitlines()]
    assert all(answer["status"] == 0 for answer in found), [a for a in found if a["status"]][:3]
    assert len({answer["id"] for answer in found}) == len(found), "answered twice"
    return {answer["id"]: answer["sha256"] for answer in found}


def root_of(name):
    (scratch / name).mkdir()
    return str(scratch / name)


def check(what, answers, root, whole):
    import hashlib
    found = digests(answers)
    holds(f"{what}: {REPORTS} answers, the same as of one worker", found == whole, len(found))
    files = {i: hashlib.sha256((Path(root) / f"r{i}.pdf").read_bytes()).hexdigest() for i in range(REPORTS)}
    holds(f"{what}: {REPORTS} PDFs, the same bytes", files == whole)


def try_parallel(whole):
    if not shutil.which("parallel"):
        skip("GNU parallel", "parallel is not installed")
        return
    root = root_of("parallel")
    with open(scratch / "requests", "rb") as requests:
        done = subprocess.run(["parallel", "--will-cite", "--pipe", "--line-buffer", "-j3", "-N", "50", banxin, "worker",
                               "--root", root], stdin=requests, capture_output=True, env=ENVIRONMENT)
    holds("GNU parallel, three workers at a time", done.returncode == 0, done.stderr)
    check("GNU parallel", done.stdout.decode(), root, whole)


def try_spark(whole):
    if os.environ.get("SANITIZED") or not SPARK.exists() or not shutil.which("java"):
        skip("Spark", "it needs Java and pyspark in .cache/spark, and a build without sanitizers")
        return
    root = root_of("spark")
    (scratch / "driver.py").write_text(DRIVER)
    done = subprocess.run([str(SPARK), str(scratch / "driver.py"), banxin, str(scratch / "requests"), root,
                           str(scratch / "answers")], capture_output=True, env=ENVIRONMENT)
    holds("Spark's rdd.pipe", done.returncode == 0, done.stderr.decode())
    holds("one of its workers was killed", b"killed" in done.stdout, done.stdout)
    if not done.returncode:
        check("Spark", (scratch / "answers").read_text(), root, whole)


def main():
    write_requests()
    with open(scratch / "requests", "rb") as requests:
        done = subprocess.run([banxin, "worker", "--root", root_of("one")], stdin=requests, capture_output=True,
                              env=ENVIRONMENT)
    whole = digests(done.stdout.decode())
    holds("one worker", done.returncode == 0 and len(whole) == REPORTS, done.stderr)
    try_parallel(whole)
    try_spark(whole)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
