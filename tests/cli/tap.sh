# Sourced by the tests of the command: small words that print TAP lines. $SCRATCH/out and $SCRATCH/err hold
# what the last command said.
set -u
EXAMPLE=layouts/xxgk-2021/example.yaml
failures=0
: >"$SCRATCH/out" 2>"$SCRATCH/err"

ok() { echo "ok - $1"; }
not_ok() {
  echo "not ok - $1"
  failures=$((failures + 1))
  sed 's/^/  out: /' "$SCRATCH/out" | head -n 5
  sed 's/^/  err: /' "$SCRATCH/err" | head -n 20
}
# holds WHAT COMMAND...: the command succeeds
holds() {
  what=$1
  shift
  if "$@"; then ok "$what"; else not_ok "$what"; fi
}
# answers STATUS WHAT COMMAND...: the exit status is this one
answers() {
  want=$1 what=$2
  shift 2
  "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null
  got=$?
  if [ "$got" -eq "$want" ]; then ok "$what"; else not_ok "$what (status $got, not $want)"; fi
}
says() { holds "it says: $1" grep -qF -- "$1" "$SCRATCH/err"; }
prints() { holds "it prints: $1" grep -qF -- "$1" "$SCRATCH/out"; }
silent() { holds "nothing on stdout" test ! -s "$SCRATCH/out"; }
is_pdf() { holds "$1 is a PDF" sh -c 'test "$(head -c 5 "$1")" = "%PDF-"' sh "$1"; }
no_file() { holds "there is no $1" test ! -e "$1"; }
finish() { [ "$failures" -eq 0 ]; }
