#!/usr/bin/env python3
"""Pictures in the text, and the seal under name and date by GB/T 9704-2012 7.3.5.1, with a ruler."""
import shutil
import struct
import zlib

from ruler import EM, FOOT, LEFT, PITCH, RIGHT, ROOT, SCRATCH, SLOW, TOP, Tap, frames, letter, paragraph, refusal, run

tap = Tap()
SEAL = 42.0  # mm across, as gbt-9704 says


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def grey_png(name, width, height):
    """A grey picture in SCRATCH that says nothing of its resolution."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    (SCRATCH / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return name


def sealed(text, name="甲乙局", **more):
    return letter(text, agency=name, date="2024-01-10", seal="seal.png", **more)


def seal_faults(document, name_lines=1):
    """What of the seal is not as 7.3.5.1 says, wherever on the page it comes to stand."""
    pages = frames(document, beside=SCRATCH).pages
    page = next((one for one in pages if one.images), None)
    if page is None or page is not pages[-1]:
        yield "the seal is not with the date"
        return
    (seal,), lines = page.images, page.lines()
    date, name, text = lines[-1], lines[-1 - name_lines], lines[-2 - name_lines]
    if page.items[0]["kind"] != "image":
        yield "the seal hides what was drawn before it"
    if abs(seal.right - seal.left - SEAL) > 0.01 or abs(seal.foot - seal.top - SEAL) > 0.01:
        yield f"the seal is {seal.right - seal.left:.2f} mm by {seal.foot - seal.top:.2f} mm"
    if abs((seal.left + seal.right) - (date.left + date.right)) > 0.02:
        yield "the seal is not centred on the date"
    gap = seal.top - (text.y + 0.14 * EM)
    if not -0.05 <= gap <= PITCH:
        yield f"its top is {gap:.2f} mm below the text"
    middle = (seal.top + seal.foot) / 2
    if not middle - 0.05 < (name.y - 0.86 * EM + date.y + 0.14 * EM) / 2 < seal.foot or date.y + 0.14 * EM > seal.foot:
        yield "name and date are not in its lower half"
    if seal.foot > FOOT + 0.05 or seal.top < TOP - 0.05 or seal.right > RIGHT:
        yield f"it leaves the type area: {seal.top:.2f} to {seal.foot:.2f} mm"


def test_seal_anywhere():
    shutil.copy(ROOT / "tests/conformance/seal.png", SCRATCH)
    for lines in (3, 16, 18) if SLOW else range(2, 24):
        tap.none(list(seal_faults(sealed([paragraph(lines)]))), f"below {lines} lines the seal stands as 7.3.5.1 says")
    long = "黑龙江省绥滨县人民政府办公室政务信息公开科"
    tap.none(list(seal_faults(sealed([paragraph(5)], long), 2)), "and on a name of two lines")


def test_seal_says_what_it_is():
    nodes = frames(sealed([paragraph(3)]), beside=SCRATCH).nodes
    figures = [(node.get("alt"), node.get("landmark"), node.get("name")) for node in nodes if node["tag"] == "Figure"]
    tap.check(figures == [("甲乙局印章", "seal", "seal")],
              "a reader who does not see the seal is told whose it is, a service where", figures)


def photo(width, height, caption=None, text=3):
    picture = {"file": grey_png(f"p{width}x{height}.png", width, height), "alt": "一张照片"}
    document = letter([paragraph(text)], photo=picture | ({"caption": caption} if caption else {}))
    pages = frames(document, beside=SCRATCH).pages
    page = next(one for one in pages if one.images)
    return page.images[0], page


def test_pictures_in_the_text():
    image, page = photo(300, 150)
    tap.near(image.right - image.left, 50.8, "300 pixels are 50.8 mm, at 150 to the inch")
    tap.near(image.foot - image.top, 25.4, "and 150 are 25.4 mm")
    tap.near(image.left + image.right, LEFT + RIGHT, "a picture stands in the middle")
    tap.check(image.top > page.lines()[-1].y, "below the text before it")
    image, _ = photo(3000, 600)
    tap.near(image.right - image.left, 156, "a wide one is as wide as the type area")
    tap.near(image.foot - image.top, 31.2, "and as high as that makes it")
    image, page = photo(300, 3000, caption="图题")
    caption = page.lines()[-1]
    tap.check(image.top >= TOP - 0.01 and caption.y <= FOOT, "a high one fits the page with its caption",
              f"{image.top} {image.foot} {caption.y}")
    tap.near((image.foot - image.top) / (image.right - image.left), 10, "and keeps its form", 0.01)
    image, page = photo(300, 600, caption="图题", text=13)
    caption = page.lines()[-1]
    tap.check(caption.text == "图题" and caption.y - 0.86 * EM > image.foot - 0.05, "a caption stays below its picture")


def test_embedded_once():
    document = letter([paragraph(2)], photo={"file": "seal.png", "alt": "章"}, seal="seal.png", agency="甲", date="2024-01-10")
    for level, masks in (("2a", 1), ("1b", 0)):
        pdf = run(["build"], document, extra=["-o", "-", "--pdfa", level, "--plain"], beside=SCRATCH)
        images = pdf.count(b"/Subtype/Image"), pdf.count(b"/SMask ")
        tap.check(images == (1 + masks, masks), f"{level}: a picture shown twice is in the file once", images)
        tap.check(pdf.count(b" Do Q") == 2, f"{level}: and is drawn twice")
        tap.check((b"/S/Transparency" in pdf or b"/S /Transparency" in pdf) == bool(masks),
                  f"{level}: only what has transparency says so")


def test_faults():
    shutil.copy(ROOT / "tests/conformance/seal.png", SCRATCH / "whole.png")
    (SCRATCH / "cut.png").write_bytes((SCRATCH / "whole.png").read_bytes()[:900])
    (SCRATCH / "words.png").write_text("no picture", "utf-8")
    for photo_is, said in (("whole.png", "picture-alt"), ({"file": "whole.png", "alt": "a", "x": "y"}, "picture-key"),
                           ({"alt": "a"}, "picture-name"), ({"file": "../whole.png", "alt": "a"}, "picture-outside"),
                           ({"file": "none.png", "alt": "a"}, "picture-unread"),
                           ({"file": "cut.png", "alt": "a"}, "picture-damaged"),
                           ({"file": "words.png", "alt": "a"}, "picture-kind")):
        refused = refusal(letter([paragraph(2)], photo=photo_is), beside=SCRATCH)
        tap.check(refused and refused.status == 1 and f"[{said}]" in refused.said and "photo" in refused.said,
                  f"{photo_is} is {said}", refused)
    refused = refusal(letter([paragraph(2)], photo={"file": "whole.png", "alt": "a"}))
    tap.check(refused and "[picture-folder]" in refused.said, "data from no folder has no pictures", refused)


def main():
    test_seal_anywhere()
    test_seal_says_what_it_is()
    test_pictures_in_the_text()
    test_embedded_once()
    test_faults()
    tap.finish()


if __name__ == "__main__":
    main()
