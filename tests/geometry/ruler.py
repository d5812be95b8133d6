"""What the tests of setting measure with: documents set by the command, and their frames in millimetres.

Only the project's fonts are used. What a test expects is computed from the standard, never taken from a frame.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYOUTS = ROOT / "tests/suite/layouts"
SLOW = bool(os.environ.get("SANITIZED"))  # sanitizers run: do with fewer
SCRATCH = Path(os.environ.get("SCRATCH") or tempfile.mkdtemp(prefix="banxin-"))
BANXIN = os.environ.get("BANXIN", str(ROOT / "build/banxin"))

MM = 25.4 / 72  # of a point
DOT = 25.4 / 600  # of a printer: rules begin and end on dots, up to half a one beside their place
# GB/T 9704 5.1, 5.2: the page, and 22 lines of 28 characters of 三号 that fill the type area.
LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
EM = 16 * MM
PITCH = (225 - EM) / 21
CELL = 156 / 28
FIRST_LINE = 26  # characters: 28 less the indent


class Refused(Exception):
    """The command did not set the document: its exit status and what it said."""

    def __init__(self, status, said):
        super().__init__(f"status {status}\n{said}")
        self.status, self.said = status, said


def run(command, data, layout=None, extra=(), said=None, beside=None):
    """Standard output of `banxin COMMAND... -` for a document (a dictionary, or its text); `said`: diagnostics;
    `beside`: a folder in which the document is a file, instead of standard input."""
    text = data if isinstance(data, (str, bytes)) else json.dumps(data, ensure_ascii=False)
    options = ["--font-dir", str(ROOT / ".cache/fonts"), "--no-system-fonts", "--lang", "en", *extra]
    if layout:
        options += ["--layout", str(layout)]
    environment = dict(os.environ, BANXIN_LAYOUTS=f"{LAYOUTS}:{ROOT / 'layouts'}",
                       BANXIN_FONTS=str(ROOT / "fonts/fonts.yaml"))
    if beside:
        (beside / "document.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    done = subprocess.run([BANXIN, *command, beside / "document.yaml" if beside else "-", *options], capture_output=True, env=environment,
                          input=text.encode() if isinstance(text, str) else text)
    if said is not None:
        said.append(done.stderr.decode("utf-8", "replace"))
    if done.returncode:
        raise Refused(done.returncode, done.stderr.decode("utf-8", "replace"))
    return done.stdout


class Run:
    """Glyphs on one baseline: left, right and baseline in mm from the page's top left corner."""

    def __init__(self, item):
        self.text, self.face, self.node = item["text"], item["face"], item.get("node", 0)
        self.text_id, self.at = item.get("text_id", 0), item.get("text_at", 0)
        self.is_repeat = item.get("repeat", False)
        self.artifact = item.get("artifact")
        self.size = item["size"]
        self.left, self.y = item.get("x", 0) * MM, item.get("y", 0) * MM
        self.right = self.left + item["advance"] * MM
        # where ideographs reach at most
        self.top, self.foot = self.y - 0.86 * self.size * MM, self.y + 0.14 * self.size * MM
        self.glyphs = [(glyph[0], self.left + glyph[1] * MM) for glyph in item["glyphs"]]


class Rule:
    """A straight stroke: the middle of it from end to end, and how wide it is."""

    def __init__(self, item):
        self.x0, self.y0, self.x1, self.y1 = (item.get(key, 0) * MM for key in ("x0", "y0", "x1", "y1"))
        self.weight = item["weight"] * MM
        self.is_horizontal = abs(self.y0 - self.y1) < 1e-6
        self.is_diagonal = not self.is_horizontal and abs(self.x0 - self.x1) > 1e-6


class Image:
    """A picture's box."""

    def __init__(self, item):
        self.node, self.pixels = item.get("node", 0), item["pixels"]
        self.left, self.top = item.get("x", 0) * MM, item.get("y", 0) * MM
        self.right, self.foot = self.left + item["width"] * MM, self.top + item["height"] * MM


class Line:
    """The runs of one baseline."""

    def __init__(self, runs):
        self.runs = sorted(runs, key=lambda one: one.left)
        self.text = "".join(one.text for one in self.runs)
        self.left, self.right = self.runs[0].left, max(one.right for one in runs)
        self.y, self.size = runs[0].y, runs[0].size


class Text:
    """All that a page shows of one text of the document: its runs, and the box of their em boxes."""

    def __init__(self, runs):
        self.text = "".join(one.text for one in runs)
        self.is_repeat, self.size, self.y = runs[0].is_repeat, runs[0].size, runs[0].y
        self.left, self.right = min(one.left for one in runs), max(one.right for one in runs)
        self.top = min(one.top for one in runs)
        self.foot = max(one.foot for one in runs)


def lying(item):
    """An item of a turned page as one sees it with the head turned left: its lines from left to right again, in a
    type area of 225 mm × 156 mm with the same left upper corner. Page numbers are not turned."""
    if item["kind"] == "run" and not item.get("turned"):
        return item
    laid = dict(item)
    for x, y in (("x", "y"),) if item["kind"] == "run" else (("x0", "y0"), ("x1", "y1")):
        laid[x] = LEFT / MM + FOOT / MM - item.get(y, 0)
        laid[y] = TOP / MM + item.get(x, 0) - LEFT / MM
    return laid


class Page:
    """A page; what is turned is laid as one reads it."""

    def __init__(self, page):
        self.label = page.get("label", "")
        self.width, self.height = page["width"] * MM, page["height"] * MM
        self.is_turned = any(item.get("turned") for item in page["items"])
        self.right, self.foot = (LEFT + FOOT - TOP, TOP + RIGHT - LEFT) if self.is_turned else (RIGHT, FOOT)
        self.items = page["items"]  # as they are
        items = [lying(item) for item in self.items] if self.is_turned else self.items
        self.runs = [Run(item) for item in items if item["kind"] == "run"]
        self.images = [Image(item) for item in items if item["kind"] == "image"]
        rules = [Rule(item) for item in items if item["kind"] == "rule"]
        self.rules = [rule for rule in rules if not rule.is_diagonal]
        self.diagonals = [rule for rule in rules if rule.is_diagonal]
        self.folio = [one for one in self.runs if one.artifact == "pagination" and one.y > FOOT]

    def lines(self):
        """Lines of content, by baseline, page number apart."""
        lines, folio = {}, set(map(id, self.folio))
        for one in self.runs:
            if id(one) not in folio:
                lines.setdefault(round(one.y, 3), []).append(one)
        return [Line(lines[y]) for y in sorted(lines)]


    def texts(self):
        """Texts of the document that stand here, a repeat apart from the text itself; page number apart."""
        found = {}
        for one in self.runs:
            if one.text_id:
                found.setdefault((one.text_id, one.is_repeat), []).append(one)
        return [Text(runs) for runs in found.values()]


class Frames:
    def __init__(self, text):
        events = json.loads(text)
        self.nodes = [event for event in events if "node" in event]
        self.pages = [Page(event) for event in events if "page" in event]

    def lines(self):
        """(page's index, line) of the whole document."""
        return [(index, line) for index, page in enumerate(self.pages) for line in page.lines()]


def frames(data, layout=None, beside=None):
    return Frames(run(["dump", "frames"], data, layout, beside=beside))


def frames_and_said(data, layout=None):
    """What the command says besides."""
    said = []
    return Frames(run(["dump", "frames"], data, layout, said=said)), "".join(said)


def refusal(data, layout=None, beside=None):
    """What the command says when it does not set a document; None if it does."""
    try:
        run(["dump", "frames"], data, layout, beside=beside)
    except Refused as refused:
        return refused
    return None


HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光"


def han(count, start=0):
    """Ideographs without marks, so that lines are as full as the grid."""
    return "".join(HAN[(start + i) % len(HAN)] for i in range(count))


def paragraph(lines, last=28, start=0):
    """A paragraph of so many lines, the last one of so many characters."""
    if lines == 1:
        return han(min(last, FIRST_LINE), start)
    return han(FIRST_LINE + 28 * (lines - 2) + last, start)


def letter(text, **more):
    """A document of the layout set-letter: paragraphs, perhaps a title, a signature, annexes."""
    return {"layout": "set-letter", "text": "\n".join(text), **more}


def layout(name, **sections):
    """A layout made for one test: a folder of its own in SCRATCH (JSON is YAML)."""
    folder = SCRATCH / name
    folder.mkdir(exist_ok=True)
    definition = {"name": name, "title": name, "version": 1, "is_base": False, **sections}
    (folder / "layout.yaml").write_text(json.dumps(definition, ensure_ascii=False), "utf-8")
    return folder


class Tap:
    """Prints one line a test; `finish` answers for all."""

    def __init__(self):
        self.failed = 0

    def check(self, is_good, title, detail=""):
        print(("ok - " if is_good else "not ok - ") + title)
        if not is_good:
            self.failed += 1
            print("\n".join(f"  {line}" for line in str(detail).splitlines()[:20]))

    def near(self, got, wanted, title, tolerance=0.01):
        """Millimetres, to a hundredth."""
        self.check(abs(got - wanted) <= tolerance, title, f"{got:.3f} mm, not {wanted:.3f} mm")

    def none(self, faults, title):
        """A list of faults that should be empty."""
        self.check(not faults, title, "\n".join(map(str, faults)))

    def finish(self):
        sys.exit(1 if self.failed else 0)
