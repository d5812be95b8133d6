"""What the tests of lines with real fonts share: a text set by the command, and where its characters stand.

Fonts come from BANXIN_TEST_FONTS or .cache/fonts and from the folders a test names; never from the system's
list. Lengths in points.
"""
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = Path(os.environ.get("BANXIN_TEST_FONTS") or ROOT / ".cache/fonts")
BANXIN = os.environ.get("BANXIN") or str(ROOT / "build/banxin")

SIZE = 16.0                       # GB/T 9704 5.2.2: 三号
LEFT, RIGHT = 28 / 25.4 * 72, 184 / 25.4 * 72
CELL = (RIGHT - LEFT) / 28        # 5.2.3: 28 characters fill the type area


def banxin(command, text, folders=(), layout="text-prose", title="试排", check=True):
    data = {"layout": layout, "title": title, "text": text}
    options = [word for folder in (FONTS, *folders) for word in ("--font-dir", str(folder))]
    environment = {"PATH": os.environ["PATH"], "BANXIN_FONTS": str(ROOT / "fonts/fonts.yaml"),
                   "BANXIN_LAYOUTS": f"{ROOT}/tests/suite/layouts:{ROOT}/layouts"}
    environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    done = subprocess.run([BANXIN, *command, "-", *options, "--no-system-fonts", "--lang", "en"],
                          input=json.dumps(data, ensure_ascii=False).encode(), capture_output=True, env=environment)
    if check and done.returncode:
        raise AssertionError(done.stderr.decode("utf-8", "replace"))
    return done


class Glyph:
    """A character, its face, its glyph's number and origin."""

    def __init__(self, text, face, number, x, y):
        self.text, self.face, self.number, self.x, self.y = text, face, number, x, y

    def __repr__(self):
        return f"{self.text}@{self.x:.2f}"


def glyphs_of(run):
    """In the text's order. Where characters share glyphs, the first glyph has the run's whole text."""
    characters = list(run["text"])
    if len(characters) != len(run["glyphs"]):
        characters = [run["text"]] + [""] * (len(run["glyphs"]) - 1)
    for character, (number, x, *rise) in zip(characters, run["glyphs"]):
        yield Glyph(character, run["face"], number, run["x"] + x, run["y"] + sum(rise))


def lines(text, folders=(), layout="text-prose"):
    """The text's lines, each a list of glyphs in the text's order; the title's left out."""
    dump = json.loads(banxin(["dump", "frames"], text, folders, layout).stdout)
    found = {}
    for page in (entry for entry in dump if "page" in entry):
        for item in page["items"]:
            if item["kind"] == "run" and item.get("node") and item["size"] == SIZE:
                found.setdefault((page["page"], item["y"]), []).extend(glyphs_of(item))
    return [found[key] for key in sorted(found)]


def texts(set_lines):
    return ["".join(glyph.text for glyph in line) for line in set_lines]


def near(a, b, tolerance=0.01):
    return abs(a - b) <= tolerance


def fonts_are_there(*names, folder=FONTS):
    return all((folder / name).exists() for name in names)


def report(tests, skip=None):
    """Run the functions as TAP tests; their names say what they show."""
    failed = False
    for test in tests:
        name = test.__name__.replace("_", " ")
        why = skip or getattr(test, "skip", None)
        if why:
            print(f"ok - {name} # SKIP {why}")
            continue
        try:
            test()
            print(f"ok - {name}")
        except AssertionError as wrong:
            failed = True
            print(f"not ok - {name}")
            print("\n".join(f"  {line}" for line in str(wrong).splitlines()) or "  see the assertion")
    return 1 if failed else 0
