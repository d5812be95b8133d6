# banxin verify: a PDF that carries its data holds; whatever is changed in it afterwards is named. Changes are made
# as people with tools make them: through qpdf's readable form, by appending, by exchanging the data.
. tests/cli/tap.sh

report="$SCRATCH/报告.pdf"
verify() { answers "$1" "$2" "$BANXIN" verify --lang en "$3"; }
# fails CODE / keeps CODE: what one check came to
fails() { holds "$1 does not hold" grep -q "error: .*\[$1\]" "$SCRATCH/err"; }
keeps() { holds "$1 holds" grep -q "note: .*\[$1\]" "$SCRATCH/err"; }

for layout in xxgk-2021 form-personnel roster budget-2024; do
  answers 0 "$layout is built" "$BANXIN" build "layouts/$layout/example.yaml" --attach-data -f -o "$report"
  verify 0 "$layout holds" "$report"
done
BANXIN_LAYOUTS=layouts:tests/suite/layouts
export BANXIN_LAYOUTS
answers 0 "pictures are built" "$BANXIN" build tests/conformance/pictures.yaml --attach-data -f -o "$report"
verify 0 "pictures hold" "$report"
answers 0 "the report" "$BANXIN" build "$EXAMPLE" --attach-data -f -o "$report"
cp "$report" "$SCRATCH/good.pdf"
verify 0 "as it was made" "$report"
for check in verify-tail verify-bytes verify-hash verify-rules verify-text; do keeps $check; done
silent

answers 0 "as JSON" "$BANXIN" verify --diagnostics json "$report"
holds "every line is an object with a code" sh -c '! grep -v "^{.*\"code\":\"[a-z-]*\".*}$" "$1"' sh "$SCRATCH/err"

# An update is appended, as signing and comments do; or only a word.
cp "$SCRATCH/good.pdf" "$report"
echo x >>"$report"
verify 1 "a byte appended" "$report"
fails verify-tail
python3 - "$SCRATCH/good.pdf" "$report" <<'PYTHON'
import re
import sys
data = open(sys.argv[1], "rb").read()
before = int(re.findall(rb"startxref\n(\d+)", data)[-1])
at = len(data)
update = b"900000 0 obj\n<</Type/Annot>>\nendobj\n"
xref = at + len(update)
rest = re.search(rb"/Root \d+ 0 R", data[before:]).group()
update += b"900001 0 obj\n<</Type/XRef/W[1 4 1]/Index[900000 2]/Size 900002/Prev %d%s/Length 12>>\nstream\n" % (before, rest)
update += b"\x01" + at.to_bytes(4, "big") + b"\0" + b"\x01" + xref.to_bytes(4, "big") + b"\0"
update += b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % xref
open(sys.argv[2], "wb").write(data + update)
PYTHON
verify 1 "an update appended" "$report"
fails verify-tail
keeps verify-text

# A bit turned anywhere.
python3 - "$SCRATCH/good.pdf" "$report" <<'PYTHON'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[12] ^= 1  # of the comment behind the first line
open(sys.argv[2], "wb").write(data)
PYTHON
verify 1 "a bit turned" "$report"
fails verify-bytes
keeps verify-text

if ! command -v qpdf >/dev/null || ! command -v fix-qdf >/dev/null; then
  echo "ok - changes through qpdf # SKIP no qpdf"
else
  # edit WHAT PYTHON: the file in qpdf's readable form, with data changed by a line of Python
  edit() {
    qpdf --qdf --object-streams=disable "$SCRATCH/good.pdf" "$SCRATCH/open.pdf"
    holds "$1 can be changed" python3 - "$SCRATCH/open.pdf" "$SCRATCH/edited.pdf" "$2" <<'PYTHON'
import re
import sys
data = open(sys.argv[1], "rb").read()
namespace = {"data": data, "re": re}
exec(sys.argv[3], namespace)
if namespace["data"] == data:
    sys.exit("nothing was changed")
open(sys.argv[2], "wb").write(namespace["data"])
PYTHON
    fix-qdf "$SCRATCH/edited.pdf" >"$SCRATCH/fixed.pdf"
    qpdf --compress-streams=y --object-streams=disable "$SCRATCH/fixed.pdf" "$report"
    verify 1 "$1" "$report"
    fails verify-bytes
  }
  edit "a character of a page" 'data = re.sub(rb"(\[<[0-9A-Fa-f]{8})[0-9A-Fa-f]{4}", rb"\g<1>0022", data, count=1)'
  fails verify-text
  keeps verify-hash
  edit "what a code says" 'data = re.sub(rb"(beginbfchar\n<[0-9A-F]{4}><)[0-9A-F]{4}", rb"\g<1>4E8C", data, count=1)'
  fails verify-text
  edit "a piece that nobody reads" 'data = re.sub(rb"/\w+\s*<<\s*/MCID 1\s*>>\s*BDC", b"/Artifact BMC", data, count=1)'
  fails verify-text
  edit "text without a mark" 'data = re.sub(rb"stream\n(?=/H1)", b"stream\nBT /F0 12 Tf (AA) Tj ET\n", data, count=1)'
  fails verify-text
  edit "a number of the data" 'data = re.sub(rb"(\"new\":\s*\{.*?)\b(\d)\b", lambda m: m[1] + b"9", data, count=1, flags=re.S)'
  fails verify-hash
fi

# Without data, there is nothing to verify against; what is no PDF is told.
answers 0 "without data" "$BANXIN" build "$EXAMPLE" -f -o "$report"
verify 1 "without data" "$report"
fails verify-no-data
keeps verify-bytes
verify 1 "no PDF" "$EXAMPLE"
says "[read-no-pdf]"
verify 3 "no file" "$SCRATCH/none.pdf"
finish
