# Exit statuses: 0 done, 1 the data is at fault, 2 usage, 3 the machine is.
. tests/cli/tap.sh
printf 'layout: [\n' >"$SCRATCH/broken.yaml"
printf 'layout: no-such-layout\n' >"$SCRATCH/nowhere.yaml"

answers 0 "a sound report can be checked" "$BANXIN" check $EXAMPLE
silent
answers 0 "a sound report can be built" "$BANXIN" build $EXAMPLE -o "$SCRATCH/a.pdf"
is_pdf "$SCRATCH/a.pdf"

answers 1 "broken YAML is the data's fault" "$BANXIN" check "$SCRATCH/broken.yaml"
holds "its finding has file, line and column" grep -qE 'broken\.yaml:[0-9]+:[0-9]+: 错误：' "$SCRATCH/err"
answers 1 "building it answers the same" "$BANXIN" build "$SCRATCH/broken.yaml"
no_file "$SCRATCH/broken.pdf"
"$BANXIN" check "$SCRATCH/nowhere.yaml" >"$SCRATCH/out" 2>"$SCRATCH/err"
holds "a layout that does not exist is an error" test $? -ne 0
says no-such-layout
says "--layout"

answers 2 "no command" "$BANXIN"
answers 2 "an unknown command" "$BANXIN" frobnicate
answers 2 "no file" "$BANXIN" build
answers 2 "an unknown layout for new" "$BANXIN" new no-such-layout
answers 2 "a layout folder that is not there" "$BANXIN" build $EXAMPLE --layout "$SCRATCH/none" -o "$SCRATCH/b.pdf"
answers 2 "a definition instead of its folder" "$BANXIN" check $EXAMPLE --layout layouts/xxgk-2021/layout.yaml
says "只写它所在的文件夹"
answers 1 "a definition instead of a report" "$BANXIN" check layouts/xxgk-2021/layout.yaml
says "banxin check 数据.yaml --layout"
mkdir "$SCRATCH/own"
printf 'name: own\nextends: gbt-9704\ntitle: 自己的\nversion: 1\nis_base: false\nfields: {year: {type: year, label: 年度}}\nblocks: {year: {kind: heading, field: year, style: title}}\n' >"$SCRATCH/own/layout.yaml"
answers 2 "a skeleton that an own layout lacks" "$BANXIN" new "$SCRATCH/own"
says "year（年度）"
says "--layout"
answers 2 "a font folder that is not there" "$BANXIN" build $EXAMPLE --font-dir "$SCRATCH/none" -o "$SCRATCH/b.pdf"
no_file "$SCRATCH/b.pdf"

answers 3 "a missing file" "$BANXIN" check "$SCRATCH/none.yaml"
says "没有这个文件"
answers 3 "a folder in place of a file" "$BANXIN" check "$SCRATCH"
says "这是文件夹"
answers 3 "an output folder that is not there" "$BANXIN" build $EXAMPLE -o "$SCRATCH/none/a.pdf"

answers 3 "of several files the gravest counts" "$BANXIN" check "$SCRATCH/broken.yaml" "$SCRATCH/none.yaml" $EXAMPLE
says "broken.yaml"
says "none.yaml"
finish
