# banxin batch: what it takes, what it makes, what it refuses, and that one bad report harms no other.
. tests/cli/tap.sh

IN="$SCRATCH/in"
mkdir -p "$IN/b/deep" "$IN/.hidden"
for name in b/deep/z a c; do
  sed "s/^agency: .*/agency: 某县$(basename $name)局/" $EXAMPLE >"$IN/$name.yaml"
done
cp $EXAMPLE "$IN/.hidden/no.yaml"
echo "no report" >"$IN/notes.txt"
sed 's/^year: .*/year: 去年/' $EXAMPLE >"$SCRATCH/bad.yaml"

answers 2 "batch wants a folder" "$BANXIN" batch "$IN"
says output-missing
answers 0 "a folder, in and below it" "$BANXIN" batch "$IN" -o "$SCRATCH/one" -j 1 --results "$SCRATCH/one.jsonl"
for name in a b/deep/z c; do is_pdf "$SCRATCH/one/$name.pdf"; done
holds "and nothing else" sh -c 'test "$(find "$1" -type f ! -path "*/.banxin/*" | wc -l)" -eq 3' sh "$SCRATCH/one"
silent
says "3 份"
cat >"$SCRATCH/results.py" <<'PY'
import hashlib, json, sys
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [line["input"].split("/in/")[1] for line in lines] == ["a.yaml", "b/deep/z.yaml", "c.yaml"], lines
for line in lines:
    pdf = open(line["output"], "rb").read()
    assert line["bytes"] == len(pdf) and line["sha256"] == hashlib.sha256(pdf).hexdigest(), line
    assert line["status"] == 0 and line["pages"] > 1 and line["ms"] > 0, line
    assert all({"severity", "code", "message"} <= set(d) for d in line["diagnostics"]), line
PY
holds "a record each, in their order, and true" python3 "$SCRATCH/results.py" "$SCRATCH/one.jsonl"
"$BANXIN" build "$IN/a.yaml" -o "$SCRATCH/a.pdf" 2>/dev/null
holds "what build would make" cmp "$SCRATCH/a.pdf" "$SCRATCH/one/a.pdf"
answers 0 "on four threads" "$BANXIN" batch "$IN" -o "$SCRATCH/four" -j 4
holds "the same bytes" diff -r -x .banxin "$SCRATCH/one" "$SCRATCH/four"

find "$IN" -name '[ac].yaml' | sort >"$SCRATCH/list"
answers 0 "a list" "$BANXIN" batch "$SCRATCH/list" -o "$SCRATCH/listed"
is_pdf "$SCRATCH/listed/c.pdf"
"$BANXIN" batch - -o "$SCRATCH/piped" <"$SCRATCH/list" >"$SCRATCH/out" 2>"$SCRATCH/err"
holds "a list from a pipe" cmp "$SCRATCH/piped/c.pdf" "$SCRATCH/listed/c.pdf"
answers 3 "a list that is not there" "$BANXIN" batch "$SCRATCH/nowhere" -o "$SCRATCH/none"
no_file "$SCRATCH/none"

answers 1 "one bad report of three" "$BANXIN" batch "$IN/a.yaml" "$SCRATCH/bad.yaml" "$IN/c.yaml" \
  -o "$SCRATCH/mixed" --results - --lang en
prints '"result":"failed"'
prints '"code":"field-year"'
says "2 made, 0 kept, 1 failed"
is_pdf "$SCRATCH/mixed/a.pdf"
is_pdf "$SCRATCH/mixed/c.pdf"
no_file "$SCRATCH/mixed/bad.pdf"
answers 3 "a report that is not there is the gravest" "$BANXIN" batch "$SCRATCH/bad.yaml" "$SCRATCH/gone.yaml" -o "$SCRATCH/mixed"

answers 0 "names by the data" "$BANXIN" batch "$IN" -o "$SCRATCH/named" --name '{year}-{agency}.pdf'
is_pdf "$SCRATCH/named/2023-某县a局.pdf"
answers 2 "one name for all" "$BANXIN" batch "$IN" -o "$SCRATCH/same" --name '{year}.pdf'
says output-twice
no_file "$SCRATCH/same"
cp "$IN/a.yaml" "$SCRATCH/A.yaml"
answers 2 "names that differ by capitals only" "$BANXIN" batch "$IN/a.yaml" "$SCRATCH/A.yaml" -o "$SCRATCH/same"
says output-twice
sed 's|^agency: .*|agency: ../../某局|' $EXAMPLE >"$SCRATCH/out.yaml"
answers 0 "a name out of the folder" "$BANXIN" batch "$SCRATCH/out.yaml" -o "$SCRATCH/safe" --name '{agency}.pdf'
holds "stays in it" test -f "$SCRATCH/safe/_.._.._某局.pdf"
answers 1 "a name that the data does not give" "$BANXIN" batch "$IN/a.yaml" -o "$SCRATCH/safe" --name '{no_such}.pdf'
says name-field
for pattern in 'a/{year}.pdf' '{year}' '{year.pdf' '{}.pdf'; do
  answers 2 "the pattern $pattern" "$BANXIN" batch "$IN" -o "$SCRATCH/safe" --name "$pattern"
  says name-pattern
done
for threads in 0 -1 x 1000; do answers 2 "-j $threads" "$BANXIN" batch "$IN" -o "$SCRATCH/x" --threads="$threads"; done

# --resume
answers 0 "all is made already" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --lang en
says "0 made, 3 kept"
sed -i 's/^agency: .*/agency: 另一个局/' "$IN/a.yaml"
answers 0 "one report has changed" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --lang en
says "1 made, 2 kept"
printf 'x' >>"$SCRATCH/one/c.pdf"
answers 0 "one PDF has been spoilt" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --lang en
says "1 made, 2 kept"
rm "$SCRATCH/one/a.pdf"
answers 0 "one PDF is gone" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --lang en
says "1 made, 2 kept"
answers 0 "another level" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --pdfa 2b --lang en
says "3 made, 0 kept"
answers 0 "the data attached" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --attach-data --lang en
says "3 made, 0 kept"
"$BANXIN" build "$IN/a.yaml" -o "$SCRATCH/a.pdf" --attach-data 2>/dev/null
holds "as build attaches it" cmp "$SCRATCH/a.pdf" "$SCRATCH/one/a.pdf"
for words in one two one; do
  echo $words >"$SCRATCH/more.txt"
  answers 0 "a file attached that says $words" "$BANXIN" batch "$IN/a.yaml" -o "$SCRATCH/listed" --attach "$SCRATCH/more.txt" --resume --lang en
  says "1 made, 0 kept"
done
answers 2 "no file at this level" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --attach-data --pdfa 2b
mkdir "$SCRATCH/style" && printf 'name: 样式\nextends: xxgk-2021\n' >"$SCRATCH/style/layout.yaml"
answers 0 "another layout" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --layout "$SCRATCH/style" --lang en
says "3 made, 0 kept"
answers 0 "the same once more" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --layout "$SCRATCH/style" --lang en
says "0 made, 3 kept"
printf 'name: 样式\nextends: xxgk-2021\npage: {line_pitch: 29pt}\n' >"$SCRATCH/style/layout.yaml"
answers 0 "that layout has changed" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --layout "$SCRATCH/style" --lang en
says "3 made, 0 kept"
mkdir "$SCRATCH/roster" && cp layouts/roster/*.yaml layouts/roster/*.csv "$SCRATCH/roster/" 2>/dev/null
rm -f "$SCRATCH/roster/layout.yaml" "$SCRATCH/roster/new.yaml"
csv=$(ls "$SCRATCH"/roster/*.csv | head -n 1)
answers 0 "a report with a CSV file" "$BANXIN" batch "$SCRATCH/roster" -o "$SCRATCH/listed"
tail -n 1 "$csv" >>"$csv"
answers 0 "the CSV file has changed" "$BANXIN" batch "$SCRATCH/roster" -o "$SCRATCH/listed" --resume --lang en
says "1 made, 0 kept"
mkdir "$SCRATCH/sealed" && cp tests/conformance/seal.png "$SCRATCH/sealed/"
{ cat $EXAMPLE && echo "seal: seal.png"; } >"$SCRATCH/sealed/a.yaml"
answers 0 "a report with a picture" "$BANXIN" batch "$SCRATCH/sealed" -o "$SCRATCH/seals"
"$BANXIN" build "$SCRATCH/sealed/a.yaml" -o "$SCRATCH/a.pdf" 2>/dev/null
holds "as build places it" cmp "$SCRATCH/a.pdf" "$SCRATCH/seals/a.pdf"
answers 0 "the same picture" "$BANXIN" batch "$SCRATCH/sealed" -o "$SCRATCH/seals" --resume --lang en
says "0 made, 1 kept"
cp tests/pages/approved/seal.png "$SCRATCH/sealed/"
answers 0 "the picture has changed" "$BANXIN" batch "$SCRATCH/sealed" -o "$SCRATCH/seals" --resume --lang en
says "1 made, 0 kept"
mkdir "$SCRATCH/fonts" && cp .cache/fonts/* "$SCRATCH/fonts/"
answers 0 "fonts of a folder of one's own" "$BANXIN" batch "$SCRATCH/roster" -o "$SCRATCH/listed" --resume --font-dir "$SCRATCH/fonts"
answers 0 "the same fonts" "$BANXIN" batch "$SCRATCH/roster" -o "$SCRATCH/listed" --resume --font-dir "$SCRATCH/fonts" --lang en
says "0 made, 1 kept"
for font in "$SCRATCH"/fonts/*; do printf '\0' >>"$font"; done
answers 0 "fonts have changed" "$BANXIN" batch "$SCRATCH/roster" -o "$SCRATCH/listed" --resume --font-dir "$SCRATCH/fonts" --lang en
says "1 made, 0 kept"
printf 'torn line without its end' >>"$SCRATCH/one/.banxin/made.jsonl"
answers 0 "a torn record" "$BANXIN" batch "$IN" -o "$SCRATCH/one" --resume --layout "$SCRATCH/style" --lang en
says "0 made, 3 kept"

# what the machine can do to it
(
  exec 9>>"$SCRATCH/one/.banxin/made.jsonl"
  flock 9
  "$BANXIN" batch "$IN" -o "$SCRATCH/one" >"$SCRATCH/out" 2>"$SCRATCH/err" 9>&-
  echo $? >"$SCRATCH/status"
)
holds "a second batch in the folder is refused" grep -qx 2 "$SCRATCH/status"
says output-busy
(
  ulimit -f 64 # blocks of 512 bytes: no report fits
  "$BANXIN" batch "$IN" -o "$SCRATCH/full" >"$SCRATCH/out" 2>"$SCRATCH/err"
  echo $? >"$SCRATCH/status"
)
holds "a full disk is the machine's fault" grep -qx 3 "$SCRATCH/status"
holds "nothing half is left" sh -c 'test "$(find "$1" -type f ! -name made.jsonl | wc -l)" -eq 0' sh "$SCRATCH/full"
answers 0 "with room again, it goes on" "$BANXIN" batch "$IN" -o "$SCRATCH/full" --resume
is_pdf "$SCRATCH/full/b/deep/z.pdf"
"$BANXIN" batch "$IN" -o "$SCRATCH/closed" --results - 2>"$SCRATCH/err" | true
answers 3 "results into a full device" sh -c '"$1" batch "$2" -o "$3" --results - >/dev/full' sh "$BANXIN" "$IN" "$SCRATCH/closed"
answers 3 "a folder that cannot be made" "$BANXIN" batch "$IN" -o /proc/no/such
echo notes >"$SCRATCH/safe/a.pdf"
answers 2 "a file that is no PDF stays" "$BANXIN" batch "$IN/a.yaml" "$IN/c.yaml" -o "$SCRATCH/safe"
holds "as it was" grep -qx notes "$SCRATCH/safe/a.pdf"
is_pdf "$SCRATCH/safe/c.pdf"
mkdir -m 555 "$SCRATCH/locked"
as_nobody() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
chmod 755 "$SCRATCH"
if as_nobody test -x "$BANXIN" -a -r "$IN/c.yaml" -a ! -w "$SCRATCH/locked"; then
  answers 3 "a folder without permission" as_nobody "$BANXIN" batch "$IN" -o "$SCRATCH/locked"
  says output-failed
  holds "nothing is in it" test -z "$(ls -A "$SCRATCH/locked")"
  made=$(ls "$SCRATCH/four")
  chmod -R a+rwX "$SCRATCH/four" && chmod 555 "$SCRATCH/four"
  answers 3 "a folder that became read-only" as_nobody "$BANXIN" batch "$IN" -o "$SCRATCH/four"
  says output-failed
  holds "has what it had" test "$made" = "$(ls "$SCRATCH/four")"
else
  ok "folders without permission # SKIP nobody cannot run $BANXIN"
fi
finish
