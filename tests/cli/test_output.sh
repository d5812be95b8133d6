# Where the PDF goes, and what is never overwritten.
. tests/cli/tap.sh
cp $EXAMPLE "$SCRATCH/report.yaml"
cp $EXAMPLE "$SCRATCH/other.yaml"

answers 0 "without -o" "$BANXIN" build "$SCRATCH/report.yaml"
is_pdf "$SCRATCH/report.pdf"
answers 0 "a former PDF is replaced" "$BANXIN" build "$SCRATCH/report.yaml"

mkdir "$SCRATCH/into"
answers 0 "several files into a folder" "$BANXIN" build "$SCRATCH/report.yaml" "$SCRATCH/other.yaml" -o "$SCRATCH/into"
is_pdf "$SCRATCH/into/report.pdf"
is_pdf "$SCRATCH/into/other.pdf"
holds "the same report gives the same bytes" cmp "$SCRATCH/into/report.pdf" "$SCRATCH/into/other.pdf"
holds "nothing else is left in the folder" sh -c 'test "$(ls -A "$1" | wc -l)" -eq 2' sh "$SCRATCH/into"

answers 2 "several files into one file" "$BANXIN" build "$SCRATCH/report.yaml" "$SCRATCH/other.yaml" -o "$SCRATCH/one.pdf"
no_file "$SCRATCH/one.pdf"
cp $EXAMPLE "$SCRATCH/report.yml"
answers 2 "two reports that would share a PDF" "$BANXIN" build "$SCRATCH/report.yaml" "$SCRATCH/report.yml"

answers 2 "the input is never the output" "$BANXIN" build "$SCRATCH/report.yaml" -o "$SCRATCH/report.yaml" --force
holds "and stays as it was" cmp "$SCRATCH/report.yaml" $EXAMPLE
ln "$SCRATCH/report.yaml" "$SCRATCH/link.yaml"
answers 2 "not even by another name" "$BANXIN" build "$SCRATCH/report.yaml" -o "$SCRATCH/link.yaml" --force

echo "notes" >"$SCRATCH/notes.txt"
answers 2 "a file that is no PDF is left alone" "$BANXIN" build "$SCRATCH/report.yaml" -o "$SCRATCH/notes.txt"
says "--force"
holds "it still says what it said" grep -qx notes "$SCRATCH/notes.txt"
answers 0 "--force overwrites it" "$BANXIN" build "$SCRATCH/report.yaml" -o "$SCRATCH/notes.txt" --force
is_pdf "$SCRATCH/notes.txt"

printf '%%PDF-1.4 old' >"$SCRATCH/kept.pdf"
printf 'layout: [\n' >"$SCRATCH/kept.yaml"
answers 1 "a report with errors" "$BANXIN" build "$SCRATCH/kept.yaml"
holds "leaves the old file as it was" grep -q "PDF-1.4 old" "$SCRATCH/kept.pdf"

printf '%%PDF-1.4 old' >"$SCRATCH/no-room.pdf"
(
  ulimit -f 1 # blocks of 512 bytes: no report fits
  "$BANXIN" build "$SCRATCH/report.yaml" -o "$SCRATCH/no-room.pdf" >"$SCRATCH/out" 2>"$SCRATCH/err"
  echo $? >"$SCRATCH/status"
)
holds "a file that cannot be written is the machine's fault" grep -qx 3 "$SCRATCH/status"
holds "the old one stays" grep -q "PDF-1.4 old" "$SCRATCH/no-room.pdf"
holds "and nothing is left beside it" sh -c 'test "$(ls -A "$1" | grep -c no-room)" -eq 1' sh "$SCRATCH"
# two reports for one PDF, however its folder is spelled
mkdir "$SCRATCH/twins" && cp $EXAMPLE "$SCRATCH/twins/a.yaml" && cp $EXAMPLE "$SCRATCH/twins/a.yml"
ln -s twins "$SCRATCH/link"
answers 2 "two reports, one PDF" "$BANXIN" build "$SCRATCH/twins/a.yaml" "$SCRATCH/twins/a.yml"
says output-twice
answers 2 "the same through another spelling" "$BANXIN" build "$SCRATCH/twins/a.yaml" "$SCRATCH/./twins/a.yml"
says output-twice
answers 2 "the same through a link" "$BANXIN" build "$SCRATCH/twins/a.yaml" "$SCRATCH/link/a.yml"
says output-twice
no_file "$SCRATCH/twins/a.pdf"
# PDF/UA wants a title in the file, whether or not one is printed
printf 'layout: no-title\nagency: 某县某局\nyear: 2023\nwords: 一段。\n' >"$SCRATCH/no-title.yaml"
answers 0 "a layout without a title" env BANXIN_LAYOUTS=tests/suite/layouts:layouts "$BANXIN" build "$SCRATCH/no-title.yaml"
holds "the file is called as the layout is" sh -c 'pdfinfo "$1" | grep -q "^Title: *无标题（测试用）$"' sh "$SCRATCH/no-title.pdf"
finish
