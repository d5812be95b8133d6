#!/usr/bin/env python3
"""Runs the tests of a build and ends with "N passed, N failed" alone on a line.

What is a test: tests/check_structure.py; every program of tests/unit; every tests/DIR/test_*.sh and
tests/DIR/test_*.py. They run in the project's top folder and print TAP lines ("ok - what", "not ok - what",
"ok - what # SKIP why"); a program without such lines is one test, judged by its exit status. They find in
the environment: BANXIN, the command; BUILD, the build folder; SCRATCH, an empty folder of their own;
SANITIZED=1 in a build with sanitizers; T, the pattern. Nothing of the caller's locale or time zone.
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 900  # for one program
VALGRIND = ["valgrind", "-q", "--leak-check=full", "--error-exitcode=99"]
TAP = re.compile(r"^(ok|not ok)\b(?:[ \t]+\d+)?(?:[ \t]*-)?[ \t]*(.*)$", re.M)
SKIP = "# SKIP"
# Of the caller's environment only this: no LANG, no TZ, no BANXIN_*.
KEEP = ("PATH", "HOME", "USER", "TMPDIR", "TERM", "CI")


class Program:
    """One test program: its name for people, its command, its source, and the build it tests."""

    def __init__(self, name, command, source, build):
        self.name, self.command, self.source, self.build = name, command, source, build

    def is_wanted(self, pattern):
        return bool(re.search(pattern, self.name) or re.search(pattern, self.source.read_text("utf-8")))

    def environment(self, scratch, pattern):
        kept = {name: os.environ[name] for name in KEEP if name in os.environ}
        flags = self.build / "flags"
        sanitized = flags.exists() and "-fsanitize" in flags.read_text()
        return kept | {
            "BANXIN": str(self.build / "banxin"), "BUILD": str(self.build), "SCRATCH": scratch, "T": pattern,
            "SANITIZED": "1" if sanitized else "", "CMOCKA_MESSAGE_OUTPUT": "TAP",
            "ASAN_OPTIONS": "detect_stack_use_after_return=1:allocator_may_return_null=1",
            "UBSAN_OPTIONS": "print_stacktrace=1", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8",
        }

    def run(self, pattern):
        """(passed, failed, skipped, output, seconds)"""
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="banxin-test-") as scratch:
            try:
                done = subprocess.run(self.command, cwd=ROOT, env=self.environment(scratch, pattern),
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, timeout=SECONDS)
                output, code = done.stdout.decode("utf-8", "replace"), done.returncode
            except subprocess.TimeoutExpired as late:
                output = (late.stdout or b"").decode("utf-8", "replace") + f"\nno end after {SECONDS} s\n"
                code = -1
        return (*self.count(output, code), output, time.monotonic() - began)

    @staticmethod
    def count(output, code):
        lines = TAP.findall(output)
        skipped = sum(SKIP in rest for _, rest in lines)  # cmocka calls what it skips "not ok"
        passed = sum(word == "ok" and SKIP not in rest for word, rest in lines)
        failed = sum(word == "not ok" and SKIP not in rest for word, rest in lines)
        if code and not failed:  # it died, or a sanitizer spoke after its last test
            failed = 1
        if not lines and not code:
            passed = 1
        return passed, failed, skipped


def programs_of(build, suffix, valgrind):
    found = []
    for source in sorted((ROOT / "tests/unit").glob("test_*.c")):
        command = [str(build / "unit" / source.stem)]
        found.append(Program(f"unit/{source.stem}{suffix}", VALGRIND + command if valgrind else command,
                             source, build))
    if valgrind:
        return found
    for source in sorted([*(ROOT / "tests").glob("*/test_*.sh"), *(ROOT / "tests").glob("*/test_*.py")]):
        shell = "sh" if source.suffix == ".sh" else "python3"
        found.append(Program(f"{source.parent.name}/{source.stem}{suffix}", [shell, str(source)], source, build))
    return found


def all_programs(options):
    build = options.build.resolve()
    found = programs_of(build, "", options.valgrind)
    if options.sanitized:
        found += programs_of(options.sanitized.resolve(), " (sanitized)", False)
    if not options.valgrind:
        check = ROOT / "tests/check_structure.py"
        found.insert(0, Program("structure", ["python3", str(check), "--build", str(build)], check, build))
    return [p for p in found if p.is_wanted(options.only)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--sanitized", type=Path, help="a second build, whose tests run as well")
    parser.add_argument("--only", default="", help="a pattern: programs whose name or source has it")
    parser.add_argument("--valgrind", action="store_true", help="unit tests only, under valgrind")
    options = parser.parse_args()
    programs = all_programs(options)
    totals, broken = [0, 0, 0], []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for program, result in zip(programs, pool.map(lambda p: p.run(options.only), programs)):
            *counts, output, seconds = result
            totals = [a + b for a, b in zip(totals, counts)]
            word = "FAIL" if counts[1] else "ok"
            print(f"{word:4}  {program.name:44} {counts[0]:5} {seconds:8.2f} s", flush=True)
            skips = [line for line in output.splitlines() if TAP.match(line) and SKIP in line]
            if skips:
                print("\n".join(f"        {line}" for line in skips))
            if counts[1]:
                broken.append(program.name)
                print("\n".join(f"      | {line}" for line in output.splitlines()[-200:]), flush=True)
    if broken:
        print("failed:", ", ".join(broken))
    if not sum(totals):
        print("no test matches", options.only)
    print(f"{totals[0]} passed, {totals[1]} failed" + (f", {totals[2]} skipped" if totals[2] else ""))
    return 1 if totals[1] or not sum(totals) else 0


if __name__ == "__main__":
    sys.exit(main())
