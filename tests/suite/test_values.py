#!/usr/bin/env python3
"""A checked report as data again: what `dump values` prints of every example and every case of tests/suite is
JSON, is set to the same frames, and says itself again."""
import json
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "conformance")]
from documents import command, examples, options_for, others  # noqa: E402
from ruler import SCRATCH, Tap  # noqa: E402

tap = Tap()


def faults_of(numbered):
    number, document = numbered
    options = options_for(document)
    status, frames, _ = command(["dump", "frames", document, *options])
    if status:
        return None  # a document with errors is no report
    status, values, said = command(["dump", "values", document, *options])
    if status:
        return [f"{document.name}: {said}"]
    for picture in document.parent.glob("*.[jp][np]g"):
        shutil.copy(picture, SCRATCH)
    again = SCRATCH / f"values-{number}.json"
    again.write_bytes(values)
    json.loads(values)
    wanted = {"frames": frames, "values": values}
    for stage, first in wanted.items():
        status, second, said = command(["dump", stage, again, *options])
        if (status, second) != (0, first):
            return [f"{document.name} {stage}: status {status}, {said}"]
    return []


def main():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [faults for faults in pool.map(faults_of, enumerate([*examples(), *others()])) if faults is not None]
    tap.check(len(found) > 80, "most documents are reports", len(found))
    tap.none([fault for faults in found for fault in faults], f"{len(found)} checked reports are the same data again")
    tap.finish()


if __name__ == "__main__":
    main()
