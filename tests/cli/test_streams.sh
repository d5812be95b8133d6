# stdin and stdout: pipes in and out, a full disk, a reader that has gone, closed streams.
. tests/cli/tap.sh

"$BANXIN" build - <$EXAMPLE >"$SCRATCH/piped.pdf" 2>"$SCRATCH/err"
holds "from stdin to stdout" test $? -eq 0
is_pdf "$SCRATCH/piped.pdf"
cat $EXAMPLE | "$BANXIN" build - 2>"$SCRATCH/err" | cat >"$SCRATCH/twice.pdf"
holds "through pipes, the same bytes" cmp "$SCRATCH/piped.pdf" "$SCRATCH/twice.pdf"
"$BANXIN" build $EXAMPLE -o - >"$SCRATCH/dash.pdf" 2>"$SCRATCH/err"
holds "a file to -o -, the same bytes" cmp "$SCRATCH/piped.pdf" "$SCRATCH/dash.pdf"
"$BANXIN" build - -o "$SCRATCH/file.pdf" <$EXAMPLE 2>"$SCRATCH/err"
holds "stdin to a file, the same bytes" cmp "$SCRATCH/piped.pdf" "$SCRATCH/file.pdf"
"$BANXIN" check - </dev/null >"$SCRATCH/out" 2>"$SCRATCH/err"
holds "empty stdin is the data's fault" test $? -eq 1
holds "findings name it <stdin>" grep -q '^<stdin>' "$SCRATCH/err"

full() {
  "$BANXIN" "$@" >/dev/full 2>"$SCRATCH/err" </dev/null
  test $? -eq 3 && grep -q "磁盘已满" "$SCRATCH/err"
}
: >"$SCRATCH/out"
holds "a full disk under build" full build $EXAMPLE -o -
holds "a full disk under dump" full dump frames $EXAMPLE
holds "a full disk under new" full new xxgk-2021
holds "a full disk under layouts" full layouts
holds "a full disk under fonts" full fonts
holds "a full disk under --help" full build --help
holds "a full disk under --version" full --version
answers 3 "a full disk behind a name" "$BANXIN" build $EXAMPLE -o /dev/full
holds "the device is still there" test -c /dev/full
answers 0 "/dev/null takes everything" "$BANXIN" build $EXAMPLE -o /dev/null
holds "and is still there" test -c /dev/null

gone() {
  { "$BANXIN" dump frames $EXAMPLE 2>"$SCRATCH/err"; echo $? >"$SCRATCH/status"; } | true
  # `true` may end before or after the first byte was written; both are a pipe nobody reads for long.
  grep -qx 3 "$SCRATCH/status" && grep -q "接收方已经关闭" "$SCRATCH/err"
}
holds "a reader that has gone is told, not a silent death" gone

closed() {
  "$BANXIN" layouts >&- 2>"$SCRATCH/err"
  test $? -eq 3
}
holds "a closed stdout is an error" closed
kept() {
  "$BANXIN" build $EXAMPLE -o "$SCRATCH/closed.pdf" >&- 2>&- <&-
  test $? -eq 0 && cmp "$SCRATCH/piped.pdf" "$SCRATCH/closed.pdf"
}
holds "closed streams do not end up in the PDF" kept
answers 2 "stdin can be read once only" "$BANXIN" check - -
answers 2 "stdout holds one PDF" "$BANXIN" build $EXAMPLE - -o -

if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
  script -qec "'$BANXIN' build '$EXAMPLE' -o -; echo status=\$?" /dev/null </dev/null >"$SCRATCH/out" 2>&1
  prints "status=2"
  prints "不能显示在终端上"
else
  echo "ok - no PDF on a terminal # SKIP script(1) opens no terminal here"
fi
finish
