#!/usr/bin/env python3
"""How large the yearly report is, by what cannot be less: the charstrings of the glyphs that it uses, taken from the
installed fonts by fonttools and deflated. Nothing is embedded twice. The parts are told on lines that begin with #."""
import hashlib
import io
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's package, whichever python3 comes first
from fontTools.cffLib import CFFFontSet  # noqa: E402
from fontTools.ttLib import TTFont  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = ROOT / ".cache/fonts"
SCRATCH = Path(os.environ["SCRATCH"])
# The smallest peer's file of the same report: XeLaTeX 267 kB, without tags; tagged ones begin at 340 kB.
PEER = 267_000
failed = False


def check(truth, what, said=""):
    global failed
    print(("ok - " if truth else "not ok - ") + what)
    if not truth:
        print(f"  {said}")
        failed = True


def streams_of(data):
    """The head and bytes of each stream, as they lie in the file; a head is one line in what Banxin writes."""
    for head in re.finditer(rb"obj\n<<([^\n]*?)/Length (\d+)[^\n]*>>\nstream\n", data):
        yield head[1], data[head.end():head.end() + int(head[2])]


def floor_of(program):
    """The deflated charstrings of a program's glyphs as the font itself has them."""
    embedded = CFFFontSet()
    embedded.decompile(io.BytesIO(program), None)
    name = embedded.fontNames[0].split("+")[-1]
    font = TTFont(FONTS / f"{name}.otf")
    own = font["CFF "].cff[0].CharStrings
    return name, len(zlib.compress(b"".join(own[glyph].bytecode for glyph in embedded[0].charset), 9))


def main():
    if not (FONTS / "FandolFang-Regular.otf").exists():
        print("ok - size # SKIP the demo's fonts are not there")
        return
    pdf = SCRATCH / "size.pdf"
    subprocess.run([os.environ["BANXIN"], "build", ROOT / "layouts/xxgk-2021/example.yaml", "-o", pdf], check=True,
                   capture_output=True)
    data, floor, fonts, seen = pdf.read_bytes(), 0, 0, set()
    twice = []
    for head, raw in streams_of(data):
        key = hashlib.sha256(raw).hexdigest()
        twice += [head] if key in seen else []
        seen.add(key)
        if b"CIDFontType0C" in head:
            name, least = floor_of(zlib.decompress(raw))
            print(f"# {name}: {len(raw)} bytes, its charstrings deflated {least}")
            floor, fonts = floor + least, fonts + len(raw)
    print(f"# file {len(data)}, fonts {fonts}, floor {floor}: {len(data) / floor:.3f}")
    check(fonts > 100_000, "the fonts were found", fonts)
    check(not twice, "nothing is embedded twice", twice)
    check(len(data) < PEER, "smaller than the smallest peer's", len(data))
    check(len(data) < 1.10 * floor, "within a tenth of the floor", (len(data), floor))
    check(fonts < 1.01 * floor, "the font programs are hardly more than their charstrings", (fonts, floor))


main()
sys.exit(failed)
