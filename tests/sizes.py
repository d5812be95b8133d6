#!/usr/bin/env python3
"""Lines of files and functions, room by room: median and 95th percentile, the longest, the share of comment
lines and of prototypes with a comment above them. Looked at, not a gate."""
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def part(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0


def functions_of(text):
    """(name, lines) of each function: the format puts both braces at the line's start."""
    lines, head = text.splitlines(), 0
    for number, line in enumerate(lines):
        if line == "{":
            above = next((l for l in reversed(lines[:number]) if re.match(r"\w.*\(", l)), "")
            head, name = number, re.search(r"(\w+)\(", above).group(1) if above else "?"
        elif line == "}" and head:
            yield name, number - head + 2
            head = 0


def comment_lines(text):
    return sum(found.group().count("\n") + 1 for found in re.finditer(r"/\*.*?\*/", text, re.S))


def prototypes_of(text):
    """For each prototype of a header whether a comment stands above it or above its group."""
    documented = False
    for block in re.split(r"\n\s*\n", text):
        documented = "*/" in block
        for _ in re.finditer(r"^\w[^;{}]*\([^;{}]*\)[^;{}]*;", re.sub(r"/\*.*?\*/", "", block, flags=re.S), re.M):
            yield documented


def row(title, paths):
    texts = [p.read_text("utf-8") for p in paths]
    files = [t.count("\n") for t in texts]
    functions = [f for t in texts for f in functions_of(t)]
    lengths = [n for _, n in functions]
    prototypes = [d for p, t in zip(paths, texts) if p.suffix == ".h" for d in prototypes_of(t)]
    longest = max(functions, key=lambda f: f[1], default=("", 0))
    print(f"{title:10}{len(files):6}{sum(files):7}{part(files, .5):7} /{part(files, .95):5}"
          f"{len(lengths):7}{part(lengths, .5):6} /{part(lengths, .95):4}  {longest[1]:4} {longest[0]:28}"
          f"{100 * sum(map(comment_lines, texts)) // max(1, sum(files)):5} %"
          f"{100 * sum(prototypes) // max(1, len(prototypes)):6} %")


def main():
    print("room       files  lines   file 50/95%  funcs  func 50/95%  longest                          "
          "comment  documented")
    rooms = sorted({p.parent for p in (ROOT / "src").glob("*/*.[ch]")})
    for room in rooms:
        row(room.name, sorted(room.glob("*.[ch]")))
    row("all", sorted((ROOT / "src").rglob("*.[ch]")))
    row("unit tests", sorted((ROOT / "tests/unit").glob("*.[ch]")))


if __name__ == "__main__":
    main()
