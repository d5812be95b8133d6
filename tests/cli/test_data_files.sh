# CSV files that a report names: from the report's own folder, wherever the command stands; never from stdin.
. tests/cli/tap.sh
export BANXIN_LAYOUTS="$PWD/tests/suite/layouts:$PWD/layouts"
banxin=$(realpath "$BANXIN")
mkdir -p "$SCRATCH/report/tables"
report() { printf 'layout: list-long\nagency: 某局\nworks: {items: %s, total: [合计, =sum]}\n' "$1"; }
report works.csv >"$SCRATCH/report/r.yaml"
report tables/works.tsv >"$SCRATCH/report/t.yaml"
report ../r.csv >"$SCRATCH/report/out.yaml"
printf '\357\273\277工程,投资\r\n道路,120\r\n水利,80\r\n' >"$SCRATCH/report/works.csv"
printf '投资\t工程\n120\t道路\n80\t水利\n' >"$SCRATCH/report/tables/works.tsv"

answers 0 "a file beside the report" "$banxin" dump report "$SCRATCH/report/r.yaml"
prints '["道路", "120"]'
prints '["合计", "200"]'
answers 0 "a file in a folder below" "$banxin" dump report "$SCRATCH/report/t.yaml"
prints '["水利", "80"]'
cp "$SCRATCH/out" "$SCRATCH/below"
here() { (cd "$SCRATCH/report" && "$banxin" dump report r.yaml); }
answers 0 "the report by its bare name" here
there() { "$banxin" dump report - <"$SCRATCH/report/r.yaml"; }
answers 1 "a report from stdin has no folder" there
says "标准输入"
answers 1 "a file outside of the folder" "$banxin" check "$SCRATCH/report/out.yaml"
says "out.yaml:3:16"
says "文件夹之内"
answers 0 "a document from it" "$banxin" build "$SCRATCH/report/r.yaml" -o "$SCRATCH/lists.pdf"
is_pdf "$SCRATCH/lists.pdf"

printf '工程,投资\n道路,12x\n水利\n' >"$SCRATCH/report/works.csv"
answers 1 "faults in the file" "$banxin" check "$SCRATCH/report/r.yaml"
says "report/works.csv:2:4: 错误：“12x”不是数"
says "(works.items[0].cost)"
says "report/works.csv:3:1: 错误：这一行只有 1 格"
finish
