"""What is black on a page, by another program than the one that set it: poppler renders the PDF, and here the
pixels are looked at."""
import subprocess

from ruler import SCRATCH, run

INCH = 25.4


class Picture:
    """Grey pixels of a part of a page, 0 black to 255 white, and where it stands on the page."""

    def __init__(self, width, height, rows, left=0, top=0, dpi=72):
        self.width, self.height, self.rows = width, height, rows
        self.left, self.top, self.dpi = left, top, dpi

    def box(self):
        """(left, top, right, bottom) of all that is darker than half, in mm; None if nothing is."""
        dark = [[x for x, value in enumerate(row) if value < 128] if min(row, default=255) < 128 else []
                for row in self.rows]
        ys = [y for y, xs in enumerate(dark) if xs]
        if not ys:
            return None
        left, right = min(min(xs) for xs in dark if xs), max(max(xs) for xs in dark if xs)
        mm = INCH / self.dpi
        return ((self.left + left) * mm, (self.top + ys[0]) * mm,
                (self.left + right + 1) * mm, (self.top + ys[-1] + 1) * mm)


def picture(pdf, page, area=None, dpi=300, is_smooth=True):
    """A page of a PDF (from 1), or an area of it: (left, top, right, bottom) in mm. is_smooth: with greys at the
    edges, as on a screen; a printer has none."""
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page)]
    command += [] if is_smooth else ["-aa", "no", "-aaVector", "no"]
    left = top = 0
    if area:
        left, top, right, bottom = (round(side / INCH * dpi) for side in area)
        command += ["-x", str(left), "-y", str(top), "-W", str(right - left), "-H", str(bottom - top)]
    pgm = subprocess.run([*command, str(pdf)], capture_output=True, check=True).stdout
    kind, size, most, pixels = pgm.split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255"), pgm[:20]
    width, height = map(int, size.split())
    return Picture(width, height, [pixels[y * width:(y + 1) * width] for y in range(height)], left, top, dpi)


def build(data, layout=None, name="ink", beside=None):
    """The PDF of a document, in SCRATCH."""
    path = SCRATCH / f"{name}.pdf"
    path.write_bytes(run(["build"], data, layout, ["-o", "-"], beside=beside))
    return path
