# The same data, layouts and fonts give the same bytes, whoever builds where.
. tests/cli/tap.sh
"$BANXIN" build $EXAMPLE -o "$SCRATCH/first.pdf" 2>"$SCRATCH/err"
is_pdf "$SCRATCH/first.pdf"
mkdir "$SCRATCH/in" "$SCRATCH/home"
cp $EXAMPLE "$SCRATCH/in/另一个 名字.yml"

# same WHAT COMMAND...: it makes again.pdf, which is the first one
same() {
  what=$1
  shift
  rm -f "$SCRATCH/again.pdf"
  answers 0 "$what" "$@"
  holds "$what: the same bytes" cmp "$SCRATCH/first.pdf" "$SCRATCH/again.pdf"
}
again="$BANXIN build $EXAMPLE -o $SCRATCH/again.pdf"
# Locales that the machine has not stand for a name that says nothing; those that can be made are made.
export LOCPATH="$SCRATCH/locales"
mkdir "$LOCPATH"
localedef -i tr_TR -f UTF-8 "$LOCPATH/tr_TR.UTF-8" 2>/dev/null
localedef -i de_DE -f UTF-8 "$LOCPATH/de_DE.UTF-8" 2>/dev/null
for locale in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 zh_CN.GB18030; do
  same "LC_ALL=$locale" env LC_ALL=$locale $again
done
for zone in UTC Asia/Shanghai America/Los_Angeles; do same "TZ=$zone" env TZ=$zone $again; done
same "another home" env HOME="$SCRATCH/home" XDG_CACHE_HOME="$SCRATCH/home" $again
same "variables in another order" env ZZ=1 AA=2 TMPDIR=/nowhere $again
same "umask 077" sh -c 'umask 077; exec "$@"' sh $again
same "another folder and name" sh -c 'cd "$1/in" && exec "$2" build "另一个 名字.yml" -o ../again.pdf' sh \
  "$SCRATCH" "$(realpath "$BANXIN")"
same "from standard input" sh -c '"$1" build - -o "$2" <"$3"' sh "$BANXIN" "$SCRATCH/again.pdf" $EXAMPLE
same "with where things stand" $again --geometry "$SCRATCH/where.json"
same "on one processor" taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')" $again

# what --geometry must not overwrite
cp $EXAMPLE "$SCRATCH/one.yaml"
answers 2 "the input stays" "$BANXIN" build "$SCRATCH/one.yaml" --geometry "$SCRATCH/one.yaml" --force
holds "as it was" cmp $EXAMPLE "$SCRATCH/one.yaml"
answers 2 "the PDF's own place" "$BANXIN" build "$SCRATCH/one.yaml" --geometry "$SCRATCH/one.pdf"
says "[output-twice]"
echo text >"$SCRATCH/notes"
answers 2 "a file of another kind" "$BANXIN" build "$SCRATCH/one.yaml" --geometry "$SCRATCH/notes"
says "[output-exists]"
answers 0 "is overwritten by force" "$BANXIN" build "$SCRATCH/one.yaml" --geometry "$SCRATCH/notes" --force
answers 0 "its own kind without" "$BANXIN" build "$SCRATCH/one.yaml" --geometry "$SCRATCH/notes"
answers 2 "two reports" "$BANXIN" build "$SCRATCH/one.yaml" $EXAMPLE -o "$SCRATCH/in" --geometry "$SCRATCH/notes"
finish
