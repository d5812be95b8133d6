# rollup: a city's figures from its offices'; diff: this year's report beside last year's.
. tests/cli/tap.sh

# office NAME YEAR FEES NEW CARRIED_IN DONE CARRIED_OUT: a report with such rows
office() {
  sed -e "s/^agency: .*/agency: $1/" -e "s/^year: .*/year: $2/" -e "s/^date: .*//" \
    -e "s/^  fees: .*/  fees: $3/" -e "s/^  new: .*/  new: $4/" -e "s/^  carried_in: .*/  carried_in: $5/" \
    -e "s/^  granted: .*/  granted: $6/" -e "s/^  total: .*/  total: $6/" \
    -e "s/^  carried_out: .*/  carried_out: $7/" $EXAMPLE
}
zeros='[0, 0, 0, 0, 0, 0, 0]'
mkdir "$SCRATCH/offices"
office 甲局 2023 0.1 '[3, ~, ~, ~, ~, ~, 3]' "$zeros" '[1, 0, 0, 0, 0, 0, 1]' '[2, 0, 0, 0, 0, 0, 2]' >"$SCRATCH/offices/a.yaml"
office 乙局 2023 0.2 '[4, 1, ~, ~, ~, ~, 5]' '[1, 0, 0, 0, 0, 0, 1]' '[2, 1, 0, 0, 0, 0, 3]' '[3, 0, 0, 0, 0, 0, 3]' >"$SCRATCH/offices/b.yaml"
printf '# 应报单位\n甲局\n\n乙局\n' >"$SCRATCH/list"
city=$SCRATCH/city.yaml

answers 0 "two offices" "$BANXIN" rollup "$SCRATCH/offices" -o "$city" --agency 某市 --expect "$SCRATCH/list" --record "$SCRATCH/record.json"
contains() { holds "$1 has: $2" grep -qF -- "$2" "$1"; }
contains "$city" "fees: 0.3"
contains "$city" "new: {natural_person: 7, business: 1, research: ~, public_welfare: ~, legal_service: ~, other: ~, total: 8}"
contains "$city" "carried_out: {natural_person: 5, business: 0, research: 0, public_welfare: 0, legal_service: 0, other: 0, total: 5}"
contains "$city" "agency: 某市"
contains "$city" "# 还要写：overview（一、总体情况）、problems（五、存在的主要问题及改进情况）"
contains "$SCRATCH/record.json" "\"sha256\": \"$(sha256sum "$SCRATCH/offices/a.yaml" | cut -d' ' -f1)\""
contains "$SCRATCH/record.json" '"missing": []'
answers 1 "check asks for what the head says" "$BANXIN" check "$city"
says "field-empty] (overview)"
says "[review] (problems)"
says "1 个错误"
sed -e 's/^overview: |/overview: 全年收到政府信息公开申请8件。/' -e 's/^problems: |/problems: 人手不足。/' "$city" >"$SCRATCH/written.yaml"
answers 0 "written, it can be built" "$BANXIN" build "$SCRATCH/written.yaml" -o "$SCRATCH/city.pdf"
is_pdf "$SCRATCH/city.pdf"

answers 2 "what is there is not overwritten" "$BANXIN" rollup "$SCRATCH/offices" -o "$city"
says "--force"
contains "$city" "agency: 某市"
cp "$city" "$SCRATCH/before"
answers 0 "with --force it is" "$BANXIN" rollup "$SCRATCH/offices" -o "$city" --agency 某市 --force
holds "and comes out the same" cmp "$city" "$SCRATCH/before"
answers 2 "an office's report is no output" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/offices/a.yaml" --force
says "[output-input]"
answers 0 "the sum beside the offices is not counted again" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/offices/z.yaml"
answers 0 "not even the second time" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/offices/z.yaml" --force
contains "$SCRATCH/offices/z.yaml" "汇总自 2 份报告"
contains "$SCRATCH/offices/z.yaml" "# 待写：机关名称"
answers 2 "but a sum under another name would count them twice" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml"
says "[rollup-sum]"
answers 2 "the record is another file than the sum" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/new.yaml" --record "$SCRATCH/./new.yaml"
says "[output-twice]"
mkdir "$SCRATCH/counties"
cp "$city" "$SCRATCH/counties/a.yaml"
sed 's/^agency: .*/agency: 另一市/' "$city" >"$SCRATCH/counties/b.yaml"
sed -i 's/^overview: |/overview: 全年无事。/' "$SCRATCH"/counties/*.yaml
answers 0 "sums add up to a province's" "$BANXIN" rollup "$SCRATCH/counties" -o "$SCRATCH/province.yaml"
contains "$SCRATCH/province.yaml" "fees: 0.6"
rm "$SCRATCH/offices/z.yaml"

# what lies about in a folder
mkfifo "$SCRATCH/offices/pipe.yaml"
answers 0 "a pipe is no report" timeout 20 "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/pipe-none.yaml"
rm "$SCRATCH/offices/pipe.yaml"
mkdir "$SCRATCH/offices/街道"
office 庚局 2023 0.4 "$zeros" "$zeros" "$zeros" "$zeros" >"$SCRATCH/offices/街道/庚局.YAML"
answers 0 "offices in folders below, whatever the case of their endings" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/three.yaml"
contains "$SCRATCH/three.yaml" "汇总自 3 份报告"
contains "$SCRATCH/three.yaml" "fees: 0.7"
printf '%s\n%s\n' "$SCRATCH/offices/a.yaml" "$SCRATCH/offices/街道" >"$SCRATCH/which"
answers 0 "those that a list names" "$BANXIN" rollup "$SCRATCH/which" -o "$SCRATCH/listed.yaml"
contains "$SCRATCH/listed.yaml" "汇总自 2 份报告"
rm -r "$SCRATCH/offices/街道"
ln -s nowhere.yaml "$SCRATCH/offices/lost.yaml"
answers 3 "a link to nothing is an office that is missing" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml"
says "lost.yaml: 错误：打不开"
rm "$SCRATCH/offices/lost.yaml"
ln -s a.yaml "$SCRATCH/offices/again.yaml"
answers 1 "a link to a report counts it twice" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml"
says "again.yaml:5:9: 错误：“甲局”有两份报告"
rm "$SCRATCH/offices/again.yaml"
echo "会议记录" >"$SCRATCH/offices/c.yaml"
answers 1 "a file that is no report" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml"
says "c.yaml:1:1: 错误："
rm "$SCRATCH/offices/c.yaml"
mkdir "$SCRATCH/empty"
answers 2 "an empty folder" "$BANXIN" rollup "$SCRATCH/empty" -o "$SCRATCH/none.yaml"
says "[rollup-folder]"
printf '甲局\n' | iconv -t gbk >"$SCRATCH/list"
answers 1 "a list in GBK" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml" --expect "$SCRATCH/list"
says "list:1:1: 错误：文件不是 UTF-8 编码"
no_file "$SCRATCH/none.yaml"

# everything that is wrong, in one run
printf '\357\273\277甲局\r\n丙局\r\n丙局\r\n' >"$SCRATCH/list"
office 甲局 2022 0 "$zeros" "$zeros" "$zeros" "$zeros" >"$SCRATCH/offices/c.yaml"
cp layouts/budget-2024/example.yaml "$SCRATCH/offices/d.yaml"
answers 1 "wrong ones" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/none.yaml" --expect "$SCRATCH/list"
says "c.yaml:5:9: 错误：“甲局”有两份报告"
says "[rollup-year] (year)"
says "[rollup-layout] (layout)"
says "list:2:1: 错误：“丙局”没有报告"
says "“乙局”不在应报单位的名单里"
holds "each missing one once" test "$(grep -c 'rollup-missing' "$SCRATCH/err")" -eq 1
no_file "$SCRATCH/none.yaml"
rm "$SCRATCH/offices/c.yaml" "$SCRATCH/offices/d.yaml"
answers 0 "missing ones allowed" "$BANXIN" rollup "$SCRATCH/offices" -o "$SCRATCH/part.yaml" --expect "$SCRATCH/list" --allow-missing --record "$SCRATCH/part.json"
contains "$SCRATCH/part.json" '"missing": ["丙局"]'

# a total that one office left blank: the city's does not agree, whatever the office's own check says
office 丁局 2023 0 "$zeros" "$zeros" "$zeros" "$zeros" |
  sed 's/^  reconsideration: .*/  reconsideration: [1, 0, 0, 0, ~]/' >"$SCRATCH/blank.yaml"
answers 0 "a blank total is no error of one office" "$BANXIN" check "$SCRATCH/blank.yaml"
answers 1 "a blank total" "$BANXIN" rollup "$SCRATCH/offices" "$SCRATCH/blank.yaml" -o "$SCRATCH/none.yaml"
says "balance-skipped] (disputes.reconsideration[4])"
says "balance-broken] (disputes.reconsideration.total)"
no_file "$SCRATCH/none.yaml"
# sums beyond 18 digits
for name in 戊局 己局; do
  office $name 2023 999999999999999999 "$zeros" "$zeros" "$zeros" "$zeros" >"$SCRATCH/$name.yaml"
done
answers 1 "huge numbers" "$BANXIN" rollup "$SCRATCH/戊局.yaml" "$SCRATCH/己局.yaml" -o "$SCRATCH/none.yaml"
says "[rollup-large] (proactive.fees)"

# lists: one office's rows behind the other's, files inlined
mkdir "$SCRATCH/roster"
cp layouts/roster/example.yaml layouts/roster/assets.csv "$SCRATCH/roster"
sed 's/^agency: .*/agency: 另一局/' layouts/roster/example.yaml >"$SCRATCH/roster/other.yaml"
answers 0 "rosters" "$BANXIN" rollup "$SCRATCH/roster" -o "$SCRATCH/roster.yaml" --agency 某县
rows=$(($(grep -c . layouts/roster/assets.csv) - 1))
holds "twice the rows" test "$(grep -c '^ *- ' "$SCRATCH/roster.yaml")" -eq $((2 * rows))
answers 0 "and their total agrees" "$BANXIN" check "$SCRATCH/roster.yaml"
sed 's/^agency: .*/agency: 另一局/' layouts/budget-2024/example.yaml >"$SCRATCH/budget.yaml"
answers 0 "budgets" "$BANXIN" rollup layouts/budget-2024/example.yaml "$SCRATCH/budget.yaml" -o "$SCRATCH/budgets.yaml" --agency 某县
answers 0 "whose sums can be built" "$BANXIN" build "$SCRATCH/budgets.yaml" -o "$SCRATCH/budgets.pdf"

# diff
office 甲局 2024 0.25 '[4, 1, ~, ~, ~, ~, 5]' '[2, 0, 0, 0, 0, 0, 2]' '[2, 1, 0, 0, 0, 0, 3]' '[4, 0, 0, 0, 0, 0, 4]' >"$SCRATCH/next.yaml"
answers 0 "this year follows from last" "$BANXIN" diff "$SCRATCH/offices/a.yaml" "$SCRATCH/next.yaml"
prints "+0.15"
prints "+150.0%"
prints "三、收到和处理政府信息公开申请情况·四、结转下年度继续办理·申请人情况·自然人"
answers 1 "it does not" "$BANXIN" diff "$SCRATCH/offices/b.yaml" "$SCRATCH/next.yaml" --format csv
says "next.yaml:33:16: 错误：与上年不衔接"
says "上年是 3（$SCRATCH/offices/b.yaml:"
says "[diff-agency] (agency)"
prints "applications.carried_in.natural_person,三、收到和处理政府信息公开申请情况·二、上年结转政府信息公开申请数量·申请人情况·自然人,1,2,1,100.0"
holds "only what changed" sh -c '! grep -q applications.new "$1"' sh "$SCRATCH/out"
answers 1 "years the wrong way round" "$BANXIN" diff "$SCRATCH/next.yaml" "$SCRATCH/offices/a.yaml"
says "[diff-years] (year)"
silent
answers 2 "one report only" "$BANXIN" diff $EXAMPLE
answers 0 "as JSON" "$BANXIN" diff "$SCRATCH/offices/a.yaml" "$SCRATCH/next.yaml" --format json
holds "which a program reads exactly" python3 -c '
import json, sys
from decimal import Decimal
rows = {r["path"]: r for r in json.load(open(sys.argv[1]), parse_float=Decimal)["changes"]}
fees = rows["proactive.fees"]
assert (fees["last"], fees["this"], fees["change"], fees["percent"]) == tuple(map(Decimal, ("0.1", "0.25", "0.15", "150.0")))
assert rows["applications.new.business"]["last"] is None and rows["applications.new.business"]["percent"] is None
assert "applications.new.research" not in rows' "$SCRATCH/out"
finish
