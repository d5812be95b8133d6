# What new, layouts, fonts, dump and --timing print.
. tests/cli/tap.sh

answers 0 "layouts" "$BANXIN" layouts
prints "xxgk-2021"
answers 0 "layouts --tabs" "$BANXIN" layouts --tabs
holds "three columns" awk -F '\t' 'NF != 3 { exit 1 }' "$SCRATCH/out"

answers 0 "new" "$BANXIN" new xxgk-2021
holds "the skeleton is the layout's" cmp "$SCRATCH/out" layouts/xxgk-2021/new.yaml
answers 0 "new by a folder" "$BANXIN" new layouts/xxgk-2021
holds "the same skeleton" cmp "$SCRATCH/out" layouts/xxgk-2021/new.yaml

answers 0 "fonts" "$BANXIN" fonts
for role in xiaobiaosong song fangsong kai hei; do prints "$role"; done
answers 0 "fonts --json" "$BANXIN" fonts --json
cat >"$SCRATCH/faces.py" <<'PY'
import json, sys
wanted = {"role", "asked", "family", "file", "index", "mandated", "format", "embedding", "characters"}
faces = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert faces and all(wanted <= set(face) for face in faces), faces
PY
holds "a JSON object a line with its members" python3 "$SCRATCH/faces.py" "$SCRATCH/out"

for stage in data report blocks lines frames; do
  answers 0 "dump $stage" "$BANXIN" dump $stage $EXAMPLE
  holds "it is not empty" test -s "$SCRATCH/out"
  cp "$SCRATCH/out" "$SCRATCH/first"
  "$BANXIN" dump $stage - <$EXAMPLE >"$SCRATCH/out" 2>"$SCRATCH/err"
  holds "and the same from stdin" cmp "$SCRATCH/first" "$SCRATCH/out"
done
for stage in report frames; do
  "$BANXIN" dump $stage $EXAMPLE >"$SCRATCH/out" 2>"$SCRATCH/err"
  holds "dump $stage is JSON" sh -c 'python3 -m json.tool "$1" >/dev/null' sh "$SCRATCH/out"
done
printf 'layout: no-such-layout\nanything: [1, 2]\n' >"$SCRATCH/strange.yaml"
answers 0 "dump data needs no layout" "$BANXIN" dump data "$SCRATCH/strange.yaml"
prints "anything"

answers 0 "--timing" "$BANXIN" build $EXAMPLE -o "$SCRATCH/a.pdf" --timing
silent
says "排版"
says "内存峰值"
says "空白"
answers 0 "--timing as JSON" "$BANXIN" build $EXAMPLE -o "$SCRATCH/a.pdf" --timing --diagnostics json
cat >"$SCRATCH/timing.py" <<'PY'
import json, os, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
document, process = (line for line in lines if "timing" in line)
assert document["bytes"] == os.path.getsize(sys.argv[2]) and document["pages"] > 0, document
assert document["blank_mm"] >= document["blank_most_mm"] >= 0, document
assert (document["blank_most_mm"] > 0) == (document["blank_page"] > 0), document
assert process["wall_ms"] > 0 and process["peak_kib"] > 0, process
PY
holds "its numbers are the file's" python3 "$SCRATCH/timing.py" "$SCRATCH/err" "$SCRATCH/a.pdf"

answers 0 "--plain" "$BANXIN" build $EXAMPLE -o "$SCRATCH/plain.pdf" --plain
holds "is larger, for nothing is compressed" sh -c 'test "$(wc -c <"$1")" -gt "$(wc -c <"$2")"' sh "$SCRATCH/plain.pdf" "$SCRATCH/a.pdf"
answers 0 "and still a sound PDF" qpdf --check "$SCRATCH/plain.pdf"
finish
