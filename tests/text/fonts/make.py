#!/usr/bin/env python3
"""Makes the two fonts of this folder, in which every mark stands exactly where the textbook puts it, so that
places can be worked out by hand: a Chinese character fills its em, a mark its half of it, a Latin letter or
digit is half an em wide and filled, a space a quarter.

Usage: /usr/bin/python3 make.py      (Debian: python3-fonttools). The same versions give the same bytes.
"""
import os
from pathlib import Path

os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

HERE = Path(__file__).resolve().parent

# name: (advance, ink left, right, bottom, top)
HAN = {
    "full": (1000, 0, 1000, -120, 880),
    "opening": (1000, 500, 1000, -120, 880),
    "closing": (1000, 0, 500, -120, 880),
    "centred": (1000, 250, 750, 0, 700),   # as some faces set ？ and ！
    "dash": (1000, 50, 950, 360, 400),     # a dash that does not reach its cell's sides
    "dots": (1000, 100, 900, 0, 100),      # low, as Latin faces set them
    "wave": (1000, 100, 900, 700, 800),    # high, like an accent
    "middle": (1000, 400, 600, 330, 430),
    "slash": (400, 0, 400, -120, 880),
    "short": (500, 0, 500, 360, 400),
    "double": (2000, 0, 2000, 360, 400),
    "blank": (1000, 0, 0, 0, 0),
}
LATIN = {
    "half": (500, 0, 500, 0, 700),
    "blank": (250, 0, 0, 0, 0),
    "mark": (0, -400, -100, 750, 900),
    "quote": (300, 0, 300, 500, 700),
}


def ranges(text):
    """ "21-2F 3000" as numbers."""
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def codes(text):
    return [ord(c) for c in text]


HAN_CODES = {
    "full": [*ranges("A7 B0 2030-2033 203B 2100-2116 2160-217F 2190-2193 2200-22EE 2460-249B 25A0-2606 3003-3007 3021-3029"
                     " 3041-30FA 30FC-30FE 3400-9FFF AC00-D7A3 FF02-FF07 FF0A-FF0B FF0D FF10-FF19 FF1C-FF1E FF20-FF3A"
                     " FF3E-FF5A FF5C FFE0-FFE5 20000-323AF")],
    "opening": codes("“‘（《〈「『【〖〔［｛"),
    "closing": codes("”’）》〉」』】〗〕］｝，、；：。．"),
    "centred": codes("？！"),
    "dash": codes("—"),
    "dots": codes("…⋯"),
    "wave": codes("～"),
    "middle": codes("·"),
    "slash": codes("/"),
    "short": codes("–-"),
    "double": codes("⸺"),
    "blank": [0x3000],
}
LATIN_CODES = {
    "half": [c for c in ranges("21-7E A1-AC AE-B6 B8-2FF 370-52F 590-6FF F00-FFF 1800-18AF 2010 2012-2014 2022 2026 2070-209F 20A0-20BF")
             if c not in ranges("5B0-5BD 64B-655 F71-F84 F90-FBC 180B-180F 18A9")],
    "blank": [0x20, 0xA0],
    "mark": [*ranges("300-36F 64B-655 F71-F84 F90-FBC")],
    "quote": codes("“”‘’"),
}


def draw(left, right, bottom, top):
    pen = TTGlyphPen(None)
    if right > left:
        pen.moveTo((left, bottom))
        for corner in ((left, top), (right, top), (right, bottom)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def many_to_one(mapping):
    """Many codes share a glyph: format 13, which is made for that."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language, table.format = 0, 6, 0, 13
    table.reserved = table.length = table.nGroups = 0
    table.cmap = mapping
    return table


def make(name, family, shapes, characters):
    fb = FontBuilder(1000, isTTF=True)
    fb.setupGlyphOrder([".notdef", *shapes])
    fb.setupCharacterMap({})
    fb.setupGlyf({".notdef": draw(0, 500, 0, 700)} | {n: draw(*box) for n, (_, *box) in shapes.items()})
    fb.setupHorizontalMetrics({".notdef": (500, 0)} | {n: (advance, left if right > left else 0)
                                                       for n, (advance, left, right, *_) in shapes.items()})
    fb.setupHorizontalHeader(ascent=880, descent=-120)
    fb.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", ""),
                       "fullName": family, "licenseDescription": "CC0 1.0"})
    fb.setupOS2(usWeightClass=400, sTypoAscender=880, sTypoDescender=-120, sCapHeight=700, fsType=0, version=4)
    fb.setupPost(keepGlyphNames=False)
    fb.font["cmap"].tables = [many_to_one({c: n for n, list_ in characters.items() for c in list_})]
    fb.font["head"].created = fb.font["head"].modified = 3000000000
    fb.font.recalcTimestamp = False
    fb.font.save(HERE / name)


if __name__ == "__main__":
    make("square.ttf", "Banxin Square", HAN, HAN_CODES)
    make("half.ttf", "Banxin Half", LATIN, LATIN_CODES)
