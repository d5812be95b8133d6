# What a PDF was made with, beside it and in its XMP; and the PDF of a record made again, or what differs.
. tests/cli/tap.sh
record=$SCRATCH/record.json
build() { "$BANXIN" build "$@"; }
answers 0 "a record is written" build $EXAMPLE -o "$SCRATCH/a.pdf" --record "$record"

# Held against other people's words.
cat >"$SCRATCH/check.py" <<'EOF'
import ctypes, hashlib, json, pathlib, re, subprocess, sys
sys.path.append("/usr/lib/python3/dist-packages")  # Debian's package, whichever python3 comes first
from fontTools.ttLib import TTFont
record, pdf, report, fonts = sys.argv[1:]
said, bytes_ = json.loads(pathlib.Path(record).read_text("utf-8")), pathlib.Path(pdf).read_bytes()
sha = lambda data: hashlib.sha256(data).hexdigest()
failed = 0
def check(truth, what):
    global failed
    print(("ok - " if truth else "not ok - ") + what)
    failed |= not truth
check(said["pdf"] == {"sha256": sha(bytes_), "bytes": len(bytes_)}, "the PDF's hash and size")
check(said["data"] == {"sha256": sha(pathlib.Path(report).read_bytes()), "files": []}, "the data's hash")
check((said["layout"]["name"], said["layout"]["version"]) == ("xxgk-2021", 1), "the layout")
harfbuzz = ctypes.CDLL("libharfbuzz.so.0").hb_version_string
harfbuzz.restype = ctypes.c_char_p
check(said["libraries"]["harfbuzz"] == harfbuzz().decode(), "HarfBuzz as it says itself")
listed = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
embedded = sorted(re.findall(r"[A-Z]{6}\+(\S+)", listed))
check(embedded and embedded == sorted(f["name"] for f in said["fonts"]), "the fonts that poppler sees")
for font in said["fonts"]:
    file = next(f for f in pathlib.Path(fonts).iterdir() if f.stem.replace("-Regular", "") in
                (font["name"], font["name"].replace("-Regular", "")))
    check(font["sha256"] == sha(file.read_bytes()), f"the hash of {file.name}")
    revision = TTFont(file)["head"].fontRevision
    check(abs(revision - float(font["version"])) < 0.001, "its version as fonttools reads it")
meta = subprocess.run(["pdfinfo", "-meta", pdf], capture_output=True, text=True, check=True).stdout
short = re.search(r"<banxin:madeWith>(.*?)</banxin:madeWith>", meta)[1]
words = [f"layout xxgk-2021 1 ({said['layout']['sha256']})", "Banxin " + said["banxin"]]
words += [f"{name} {version}" for name, version in said["libraries"].items()]
words += [f"{font['name']} {font['version']} (" for font in said["fonts"]]
check(all(word in short for word in words), "XMP says the same in short")
sys.exit(failed)
EOF
python3 "$SCRATCH/check.py" "$record" "$SCRATCH/a.pdf" $EXAMPLE .cache/fonts || failures=1

answers 0 "the PDF of the record is made again" build $EXAMPLE -o "$SCRATCH/b.pdf" --like "$record"
holds "the same one" cmp "$SCRATCH/a.pdf" "$SCRATCH/b.pdf"
answers 0 "with a record of its own" build $EXAMPLE -o "$SCRATCH/b.pdf" --like "$record" --record "$SCRATCH/2.json"
holds "which is the same" cmp "$record" "$SCRATCH/2.json"

# Another library that made the same bytes: told, and no harm.
sed 's/"harfbuzz": "[^"]*"/"harfbuzz": "0.9"/' "$record" >"$SCRATCH/old.json"
answers 0 "another library, the same bytes" build $EXAMPLE -o "$SCRATCH/b.pdf" --like "$SCRATCH/old.json"
says "“0.9”"
says "(libraries.harfbuzz)"

# Anything that gives other bytes: nothing is written.
rm "$SCRATCH/b.pdf"
answers 3 "another level" build $EXAMPLE -o "$SCRATCH/b.pdf" --pdfa 2b --like "$record"
says "[record-other]"
says "(options.pdfa)"
no_file "$SCRATCH/b.pdf"
sed "s/。/；/" $EXAMPLE >"$SCRATCH/other.yaml"
answers 1 "other data" build "$SCRATCH/other.yaml" -o "$SCRATCH/b.pdf" --like "$record" --record "$SCRATCH/3.json"
says "[record-other-data]"
says "(data.sha256)"
no_file "$SCRATCH/b.pdf"
no_file "$SCRATCH/3.json"
sed -n '/"fonts"/q; p' "$record" >"$SCRATCH/fewer.json"
echo '  "fonts": []}' >>"$SCRATCH/fewer.json"
answers 0 "a font more" build $EXAMPLE -o "$SCRATCH/b.pdf" --like "$SCRATCH/fewer.json"
says "(fonts[0])"

# What is no record.
answers 1 "a report for a record" build $EXAMPLE -o "$SCRATCH/c.pdf" --like $EXAMPLE
echo '{"banxin": "0.1.0"}' >"$SCRATCH/none.json"
answers 1 "no record" build $EXAMPLE -o "$SCRATCH/c.pdf" --like "$SCRATCH/none.json"
says "[record-none]"
answers 3 "no file" build $EXAMPLE -o "$SCRATCH/c.pdf" --like "$SCRATCH/nowhere.json"
answers 2 "two reports" build $EXAMPLE layouts/roster/example.yaml -o "$SCRATCH" --like "$record"
answers 2 "standard input" build $EXAMPLE -o "$SCRATCH/c.pdf" --like -
answers 2 "standard output" build $EXAMPLE -o "$SCRATCH/c.pdf" --record -
says "[output-stdout]"
answers 2 "two files in one place" build $EXAMPLE -o "$SCRATCH/c.pdf" --record "$SCRATCH/d" --geometry "$SCRATCH/./d"
says "[output-twice]"
cp $EXAMPLE "$SCRATCH/mine.yaml"
answers 2 "a report is not overwritten" build $EXAMPLE -o "$SCRATCH/c.pdf" --record "$SCRATCH/mine.yaml"
says "[output-exists]"
no_file "$SCRATCH/c.pdf"

# Pictures and attached files belong to it.
answers 0 "with a picture and a file" build tests/conformance/pictures.yaml --layout tests/suite/layouts/set-letter \
  --attach "$SCRATCH/mine.yaml,about=数据" -o "$SCRATCH/p.pdf" --record "$SCRATCH/p.json"
holds "both are in it" python3 -c '
import json, sys
said = json.load(open(sys.argv[1], encoding="utf-8"))
assert said["data"]["files"] and said["options"]["attached"][0]["about"] == "数据"' "$SCRATCH/p.json"
finish
