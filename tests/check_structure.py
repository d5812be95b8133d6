#!/usr/bin/env python3
"""The walls of the house, checked from the sources and the built library. One TAP line a rule.

Walls: a room includes only the rooms named for it below. A file above 700 lines says why among its first ten
lines, with the words "lines because". Calls that are banned everywhere or outside a door are in BANNED and
DOORS.
"""
import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# base <- data <- report <- set -> frame <- pdf; text and font serve set; font serves pdf; image serves report, which
# reads pictures, and those that place and write them.
ROOMS = {
    "base": [], "data": ["base"], "font": ["base", "data"], "text": ["base", "font"],
    "image": ["base"], "frame": ["base", "font", "image"], "report": ["base", "data", "text", "image"],
    "set": ["base", "data", "report", "text", "font", "frame", "image"], "pdf": ["base", "font", "frame", "image"],
    "read": ["base", "data", "font", "frame", "image", "report", "pdf"],
    "api": ["base", "data", "font", "text", "frame", "image", "report", "set", "pdf", "read"], "cli": [],
}
TOP = {"src", "include", "fonts", "layouts", "tests", "Makefile", "README.md"}
LONGEST = 700

BANNED = ("strcpy strcat sprintf vsprintf strncpy strncat strtok gets ctime asctime localtime gmtime setlocale "
          "system popen alloca mktemp tmpnam").split()
# What only some files may call: {files: calls}. The library neither prints nor ends the process, and asks
# neither clock nor environment; time is measured in api for bx_stats, by clock_gettime alone.
DOORS = [
    (("src/base/mem.c", "src/cli/memory.c"),
     "malloc calloc realloc reallocarray strdup strndup asprintf vasprintf aligned_alloc".split()),
    # api: what realpath made; read: what libqpdf handed out
    (("src/base/mem.c", "src/cli/memory.c", "src/api/output.c", "src/read/stream.c"), ["free"]),
    (("src/cli/",), "printf puts putchar fputs perror exit _exit abort assert getenv secure_getenv time "
                    "gettimeofday clock getpid signal fork".split()),
    (("src/cli/", "src/api/"), ["clock_gettime"]),
]
# Libraries that one room keeps to itself.
OWN_LIBRARIES = [(r"hpdf", "src/pdf/"), (r"fontconfig/", "src/font/fontconfig.c"), (r"yaml\.h", "src/data/"),
                 (r"ft2build|freetype", "src/font/"), (r"qpdf/", "src/read/"),
                 (r"png\.h|jpeglib|jerror", "src/image/")]


def sources(*suffixes):
    return [p for folder in ("src", "include") for p in sorted((ROOT / folder).rglob("*")) if p.suffix in suffixes]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def code_of(path):
    """The text without comments, strings and characters; lines keep their numbers."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank,
                  path.read_text("utf-8"), flags=re.S)


def includes_of(path):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found.group(1), found.group(2)


def check_walls():
    for path in sources(".c", ".h", ".def"):
        room = path.relative_to(ROOT / "src").parts[0] if path.is_relative_to(ROOT / "src") else None
        if room is None:
            continue
        if room not in ROOMS:
            yield f"{name_of(path)}: there is no room {room}"
            continue
        for number, quote, target in includes_of(path):
            if quote == "<" or target == "banxin/banxin.h":
                continue
            other = target.split("/")[0]
            if other != room and other not in ROOMS[room]:
                yield f"{name_of(path)}:{number}: {room} must not include {target}"
            if not (ROOT / "src" / target).exists():
                yield f"{name_of(path)}:{number}: {target} is not written from src/"


def check_libraries():
    for path in sources(".c", ".h"):
        for number, quote, target in includes_of(path):
            for pattern, owner in OWN_LIBRARIES:
                if quote == "<" and re.match(pattern, target) and not name_of(path).startswith(owner):
                    yield f"{name_of(path)}:{number}: <{target}> is for {owner} alone"


def check_guards():
    for path in sources(".h"):
        parts = path.relative_to(ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT / "include").parts
        words = re.sub(r"\W", "_", "_".join(parts)).upper()
        guard = words if parts[0] == "banxin" else "BX_" + words
        if not re.search(rf"^#ifndef {guard}\n#define {guard}$", path.read_text("utf-8"), re.M):
            yield f"{name_of(path)}: the guard is not {guard}"


def calls_of(code, names):
    pattern = rf"(?<![\w.>])({'|'.join(map(re.escape, names))})\s*\("
    for number, line in enumerate(code.splitlines(), 1):
        for found in re.finditer(pattern, line):
            yield number, found.group(1)


def check_calls():
    for path in sources(".c", ".h"):
        name, code = name_of(path), code_of(path)
        for number, call in calls_of(code, BANNED):
            yield f"{name}:{number}: {call} is banned"
        for doors, calls in DOORS:
            if not name.startswith(doors):
                for number, call in calls_of(code, calls):
                    yield f"{name}:{number}: {call} is only for {' and '.join(doors)}"
        if not name.startswith("src/cli/") and re.search(r"\b(stdout|stderr)\b", code):
            yield f"{name}: the library has no stdout and no stderr"


def check_heads():
    for path in sources(".c", ".h", ".def"):
        lines = path.read_text("utf-8").splitlines()
        # A file that is one list of messages or members needs no more than its name.
        if path.suffix != ".def" and not (lines and lines[0].startswith("/*")):
            yield f"{name_of(path)}: its first line does not say what it is for"
        if len(lines) > LONGEST and "lines because" not in "\n".join(lines[:10]):
            yield f"{name_of(path)}: {len(lines)} lines, and its head does not say why"


def check_top():
    for path in sorted(ROOT.iterdir()):
        if path.name not in TOP | {"build"} and not path.name.startswith("."):
            yield f"{path.name} has no place at the top"


def check_format():
    if not shutil.which("clang-format"):
        return
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", *map(str, sources(".c", ".h")),
                           *map(str, sorted((ROOT / "tests").rglob("*.c")))], capture_output=True, text=True)
    if done.returncode:
        yield from sorted(set(re.findall(r"^(\S+?):\d+:\d+: error", done.stderr, re.M)))


def check_symbols(build):
    """What the shared library exports is what the public header declares, neither more nor less."""
    library = build / "libbanxin.so"
    if not library.exists():
        yield f"{library} has not been built"
        return
    listed = subprocess.run(["nm", "-D", "--defined-only", str(library)], capture_output=True, text=True).stdout
    exported = {line.split()[-1].split("@")[0] for line in listed.splitlines()}
    header = (ROOT / "include/banxin/banxin.h").read_text("utf-8")
    declared = set(re.findall(r"BX_API\b[^;(]*?\b(bx_\w+)\s*\(", header))
    yield from (f"{name} is exported but not declared" for name in sorted(exported - declared))
    yield from (f"{name} is declared but not exported" for name in sorted(declared - exported))


def elf_of(path, *what):
    return subprocess.run(["readelf", "-W", *what, str(path)], capture_output=True, text=True).stdout


def check_hardening(build):
    """What the Makefile asks of compiler and linker is in what they made. Sanitizers go without."""
    flags = (build / "flags").read_text("utf-8") if (build / "flags").exists() else ""
    if "-fsanitize" in flags:
        return
    for path in (build / "banxin", build / "libbanxin.so"):
        head, dynamic, parts = elf_of(path, "-h"), elf_of(path, "-d"), elf_of(path, "-l")
        if not re.search(r"Type:\s+DYN", head):
            yield f"{path.name} is not position-independent"
        if "GNU_RELRO" not in parts or not re.search(r"FLAGS.*\bNOW\b", dynamic):
            yield f"{path.name}: its tables of functions stay writable (-z relro -z now)"
        if not re.search(r"GNU_STACK.* RW ", parts):
            yield f"{path.name}: its stack can be executed"
        if not re.search(r"\bUND __stack_chk_fail\b", elf_of(path, "--dyn-syms")):
            yield f"{path.name}: no function checks its stack (-fstack-protector-strong)"
        if re.search(r" -O[123s]\b", flags) and not re.search(r"\bUND __\w+_chk\b", elf_of(path, "--dyn-syms")):
            yield f"{path.name}: no call of the C library is checked (_FORTIFY_SOURCE)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=Path, required=True)
    build = parser.parse_args().build
    rules = [
        ("includes go downwards only", check_walls()), ("libraries stay in their rooms", check_libraries()),
        ("headers are guarded by their names", check_guards()), ("no banned call", check_calls()),
        ("files say what they are for and keep their size", check_heads()),
        ("the top level is as agreed", check_top()), ("sources are formatted", check_format()),
        ("the library exports its public header", check_symbols(build)),
        ("command and library are hardened", check_hardening(build)),
    ]
    wrong = False
    for title, findings in rules:
        findings = list(findings)
        print(("not ok - " if findings else "ok - ") + title)
        print("".join(f"  {finding}\n" for finding in findings), end="")
        wrong = wrong or bool(findings)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
