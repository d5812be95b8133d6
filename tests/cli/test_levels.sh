# Long tables at the level of old archives: lists inside a PDF/A-1 have 8191 entries at most. A table's body goes on
# in a further one before that; where a merged cell forbids it, the level is refused, with the reason.
. tests/cli/tap.sh
export BANXIN_LAYOUTS="$SCRATCH:layouts"

mkdir "$SCRATCH/long"
cat >"$SCRATCH/long/layout.yaml" <<'LAYOUT'
name: long
extends: gbt-9704
title: 长表
version: 1
is_base: false
fields:
  title: {type: lines, label: 标题, is_required: true}
  staff: {type: table, table: staff, label: 名册}
tables:
  staff:
    widths: [1, 1]
    stub: 0
    parts:
      main:
        head: {office: {label: 科室, value: text, is_merged: true, is_row_head: true}, number: 编号}
        rows: {items: {label: "", is_list: true, max_rows: 20000}}
blocks:
  title: {kind: title, field: title, style: title}
  staff: {kind: table, field: staff}
LAYOUT

# roster ROWS EACH: so many rows, so many of which are of one office
roster() {
  awk -v rows="$1" -v each="$2" 'BEGIN {
    print "layout: long\ntitle: 名册\nstaff:\n  items:"
    for (i = 0; i < rows; i++) printf "    - [甲%d, %d]\n", i / each, i % 10
  }' >"$SCRATCH/long.yaml"
}

roster 8300 50
answers 0 "8300 rows at 1b" "$BANXIN" build "$SCRATCH/long.yaml" --pdfa 1b --plain -o "$SCRATCH/long.pdf"
holds "the body goes on in two more" test "$(grep -ac '^<</S/TBody' "$SCRATCH/long.pdf")" -eq 3
holds "there is one head" test "$(grep -ac '^<</S/THead' "$SCRATCH/long.pdf")" -eq 1
command -v qpdf >/dev/null && holds "the file is sound" sh -c 'qpdf --check "$1" >"$2" 2>&1' sh "$SCRATCH/long.pdf" "$SCRATCH/out"

roster 8300 9000
answers 1 "8300 rows of one office at 1b" "$BANXIN" build "$SCRATCH/long.yaml" --pdfa 1b -o "$SCRATCH/one.pdf"
says "[pdf-level-limit]"
says "PDF/A-1b"
no_file "$SCRATCH/one.pdf"
answers 0 "at 2a there is no such limit" "$BANXIN" build "$SCRATCH/long.yaml" -o "$SCRATCH/one.pdf"
finish
