# Font folders that hold what is no font, or lead round in circles: the build ends, with the fonts that are there.
. tests/cli/tap.sh
mkdir "$SCRATCH/pipe" "$SCRATCH/circle" "$SCRATCH/circle/deeper"
mkfifo "$SCRATCH/pipe/a.otf"
ln -s . "$SCRATCH/circle/one"
ln -s .. "$SCRATCH/circle/deeper/two"
ln -s . "$SCRATCH/circle/deeper/three"

answers 0 "a pipe among the fonts is passed over" timeout 60 "$BANXIN" build $EXAMPLE --font-dir "$SCRATCH/pipe" -o "$SCRATCH/a.pdf"
is_pdf "$SCRATCH/a.pdf"
says "a.otf"
answers 0 "folders that lead round in circles are walked once" timeout 60 "$BANXIN" build $EXAMPLE --font-dir "$SCRATCH/circle" -o "$SCRATCH/b.pdf"
is_pdf "$SCRATCH/b.pdf"
holds "both are the same PDF" cmp "$SCRATCH/a.pdf" "$SCRATCH/b.pdf"
finish
