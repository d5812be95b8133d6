#!/usr/bin/env python3
"""A batch that is killed at random moments and gone on with by --resume ends with the same files, byte for
byte, as one that nobody disturbed (pictures, attached data and files in it, too); one that is told to stop leaves whole PDFs and nothing else. The moments are
random, the seed is told and can be given again (SEED)."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

REPORTS, KILLS = 24, 12
banxin, scratch = os.environ["BANXIN"], Path(os.environ["SCRATCH"])
seed = int(os.environ.get("SEED", random.randrange(1 << 32)))
random.seed(seed)
failures = 0


def holds(what, true, story=""):
    global failures
    failures += not true
    print(("ok - " if true else "not ok - ") + what + ("" if true else f"\n  seed {seed} {story}"), flush=True)


def batch(into, *more):
    return [banxin, "batch", str(scratch / "in"), "-o", str(scratch / into), "-j", "2", "--lang", "en",
            "--attach-data", "--attach", f"{scratch / 'in/seal.png'},about=印章", *more]


def pdfs(into):
    return {p.name: p.read_bytes() for p in (scratch / into).glob("*") if p.is_file()}


def rest(into):
    return sorted(p.name for p in (scratch / into / ".banxin").iterdir())


def wait_for(process, into, count):
    """Until there are more PDFs than that, or the batch has ended."""
    while process.poll() is None and len(list((scratch / into).glob("*.pdf"))) <= count:
        time.sleep(0.001)


def write_reports():
    text = Path("layouts/xxgk-2021/example.yaml").read_text("utf-8")
    agency = next(line for line in text.splitlines() if line.startswith("agency:"))
    (scratch / "in").mkdir()
    for i in range(REPORTS):
        (scratch / f"in/r{i:02}.yaml").write_text(text.replace(agency, f"agency: 某县第{i}局\nseal: seal.png"), "utf-8")
    shutil.copy("tests/conformance/seal.png", scratch / "in")


def main():
    write_reports()
    done = subprocess.run(batch("whole"), capture_output=True, text=True)
    whole = pdfs("whole")
    holds("an undisturbed batch", done.returncode == 0 and len(whole) == REPORTS, done.stderr)

    sound, grown = True, 0
    for _ in range(KILLS):
        process = subprocess.Popen(batch("killed", "--resume"), stderr=subprocess.DEVNULL)
        wait_for(process, "killed", grown + random.randint(0, 2))
        time.sleep(random.uniform(0, 0.03))
        process.kill()
        process.wait()
        now = pdfs("killed")
        sound = sound and all(whole.get(name) == data for name, data in now.items()) and len(now) >= grown
        grown = len(now)
    holds(f"after each of {KILLS} kills what is there is whole, and none is lost", sound and grown > 0,
          f"{grown} of {REPORTS}")
    done = subprocess.run(batch("killed", "--resume"), capture_output=True, text=True)
    holds("--resume ends it", done.returncode == 0, done.stderr)
    holds("byte for byte as undisturbed", pdfs("killed") == whole)
    holds("and no working file is left", rest("killed") == ["made.jsonl"], str(rest("killed")))

    for number in (signal.SIGINT, signal.SIGTERM):
        into = f"stopped-{number}"
        # whoever started this test may have had the signal ignored
        process = subprocess.Popen(batch(into), stderr=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))
        wait_for(process, into, 0)
        process.send_signal(number)
        said = process.communicate()[1]
        now = pdfs(into)
        holds(f"{signal.Signals(number).name} stops it as a signal does",
              process.returncode == -number and 0 < len(now) < REPORTS, f"{process.returncode} {said}")
        holds("with whole PDFs and nothing beside them",
              all(whole[name] == data for name, data in now.items()) and rest(into) == ["made.jsonl"])
        done = subprocess.run(batch(into, "--resume"), capture_output=True, text=True)
        holds("none of which is made again", f"{len(now)} kept" in done.stderr and pdfs(into) == whole, done.stderr)

    process = subprocess.Popen(batch("gone"), stderr=subprocess.PIPE, text=True)
    wait_for(process, "gone", 0)
    (scratch / "gone").rename(scratch / "elsewhere")
    said = process.communicate()[1]
    holds("a folder that vanishes is the machine's fault, told for each report", process.returncode == 3
          and said.count("[output-failed]") >= REPORTS - len(pdfs("elsewhere")) - 2, f"{process.returncode} {said}")
    holds("what was made is whole, and the folder stays away", 0 < len(pdfs("elsewhere")) < REPORTS
          and all(whole[name] == data for name, data in pdfs("elsewhere").items()) and not (scratch / "gone").exists())
    done = subprocess.run(batch("gone", "--resume"), capture_output=True, text=True)
    holds("it is made anew", done.returncode == 0 and pdfs("gone") == whole, done.stderr)

    process = subprocess.Popen(batch("piped", "--results", "-"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = json.loads(process.stdout.readline())
    process.stdout.close()
    said = process.stderr.read()
    holds("where nobody reads the results, the PDFs are made all the same", process.wait() == 3
          and first["result"] == "made" and pdfs("piped") == whole, f"{process.returncode} {said}")
    holds("and it is said", "stdout-write" in said, said)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
