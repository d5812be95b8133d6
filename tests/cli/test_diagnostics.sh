# Diagnostics: language, JSON lines, and nothing in data or names that steers a terminal.
. tests/cli/tap.sh
printf 'layout: [\n' >"$SCRATCH/broken.yaml"
broken="$SCRATCH/broken.yaml"

answers 1 "Chinese is the default" env -u LC_ALL -u LANG "$BANXIN" check "$broken"
says "错误："
says "1 个错误，0 个警告"
answers 1 "also in the C locale" env LC_ALL=C "$BANXIN" check "$broken"
says "错误："
answers 1 "English by LANG" env -u LC_ALL LANG=en_GB.UTF-8 "$BANXIN" check "$broken"
says "error: "
says "1 error, 0 warnings"
answers 1 "LC_MESSAGES before LANG" env -u LC_ALL LC_MESSAGES=en_US LANG=zh_CN "$BANXIN" check "$broken"
says "error: "
answers 1 "LC_ALL before both" env LC_ALL=zh_CN.UTF-8 LC_MESSAGES=en_US LANG=en_US "$BANXIN" check "$broken"
says "错误："
answers 1 "--lang before all" env LC_ALL=zh_CN.UTF-8 "$BANXIN" check "$broken" --lang en
says "error: "
answers 2 "--lang counts for what stands before it" "$BANXIN" build --nonsense-option --lang en
says "there is no option"

cat >"$SCRATCH/lines.py" <<'PY'
import json, sys
wanted = {"severity", "code", "kind", "file", "line", "column", "path", "message"}
found = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert found and all(set(one) == wanted for one in found), found
assert all(one["message"] and one["code"] for one in found), found
PY
json() { holds "every line is a JSON object" python3 "$SCRATCH/lines.py" "$SCRATCH/err"; }
answers 1 "--diagnostics json" "$BANXIN" check "$broken" --diagnostics json
json
answers 2 "usage as JSON" "$BANXIN" build --diagnostics json --nonsense-option
json
answers 3 "names that are not UTF-8" "$BANXIN" check --diagnostics json "$SCRATCH/$(printf '\377"\\\033x')"
json

escape=$(printf '\033')
answers 3 "an escape in a name" "$BANXIN" check "$SCRATCH/${escape}[31m.yaml"
holds "does not reach the terminal" sh -c '! grep -q "$1" "$2"' sh "$escape" "$SCRATCH/err"
sed "1i \"evil\\\\x1b[31m\": 1" $EXAMPLE >"$SCRATCH/evil.yaml"
answers 1 "an escape in the data" "$BANXIN" check "$SCRATCH/evil.yaml"
holds "does not reach the terminal" sh -c '! grep -q "$1" "$2"' sh "$escape" "$SCRATCH/err"
printf 'layout: "a\\tb"\n' >"$SCRATCH/break.yaml"
answers 1 "a tab in the data" "$BANXIN" check "$SCRATCH/break.yaml"
says "“a b”"
finish
