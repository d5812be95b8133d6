# Options, operands, help and version, in both languages.
. tests/cli/tap.sh

answers 0 "--version" "$BANXIN" --version
prints "banxin "
for command in build check new layouts fonts rollup diff dump; do
  answers 0 "$command --help" "$BANXIN" $command --help
  prints "用法：banxin $command"
  prints "--lang zh|en"
  answers 0 "$command --help in English" "$BANXIN" $command --help --lang en
  prints "Usage: banxin $command"
  answers 0 "help $command" "$BANXIN" help $command
  answers 0 "$command --version" "$BANXIN" $command --version
  prints "banxin "
  answers 2 "$command refuses unknown options" "$BANXIN" $command --no-such-thing-at-all
done
answers 0 "--help lists the commands" "$BANXIN" --help
for command in build check new layouts fonts rollup diff dump; do prints "  $command "; done
answers 0 "help does the same" "$BANXIN" help
answers 0 "-h too" "$BANXIN" build -h

answers 2 "a slip in a command" "$BANXIN" biuld x
says "build"
answers 2 "a slip in an option" "$BANXIN" build --ouput x
says "--output"
answers 2 "a slip in a stage" "$BANXIN" dump fraems x
says "您要的是 frames 吗"
answers 2 "a value that is none of the choices" "$BANXIN" layouts --lang fr
says "zh|en"
answers 2 "a value that is missing" "$BANXIN" build x -o
says "--output"
answers 2 "a value for a flag" "$BANXIN" build x --force=yes
answers 2 "all slips in one run" "$BANXIN" build --ouput x --plian
says "--output"
says "--plain"
answers 2 "an operand too many" "$BANXIN" layouts extra
answers 2 "dump without a file" "$BANXIN" dump data
answers 3 "-- ends the options" "$BANXIN" check -- --help

answers 0 "-oOUT in one word" "$BANXIN" build $EXAMPLE -o"$SCRATCH/a.pdf"
is_pdf "$SCRATCH/a.pdf"
answers 0 "--output=OUT, options before operands" "$BANXIN" build --output="$SCRATCH/b.pdf" $EXAMPLE
is_pdf "$SCRATCH/b.pdf"
for level in 1b 2b 2u 2a 3a none; do
  answers 0 "--pdfa $level" "$BANXIN" build $EXAMPLE --pdfa $level -o "$SCRATCH/$level.pdf"
  is_pdf "$SCRATCH/$level.pdf"
done
holds "2a is the level without --pdfa" cmp "$SCRATCH/2a.pdf" "$SCRATCH/b.pdf"
holds "1b is a PDF 1.4" grep -q "^%PDF-1.4" "$SCRATCH/1b.pdf"
answers 2 "a level that there is not" "$BANXIN" build $EXAMPLE --pdfa 4 -o "$SCRATCH/4.pdf"
says "2a|1b|2b|2u|3a|none"
no_file "$SCRATCH/4.pdf"
answers 0 "options before the command" "$BANXIN" --lang en layouts
answers 0 "a layout by its folder" "$BANXIN" check $EXAMPLE --layout layouts/xxgk-2021/
answers 0 "a layout by its name" "$BANXIN" check $EXAMPLE --layout xxgk-2021
answers 0 "BANXIN_LAYOUTS names the folders" env BANXIN_LAYOUTS="$SCRATCH:$PWD/layouts" "$BANXIN" layouts
prints "xxgk-2021"
answers 0 "and only those" env BANXIN_LAYOUTS="$SCRATCH" "$BANXIN" layouts
silent
answers 3 "BANXIN_FONTS names the list" env BANXIN_FONTS="$SCRATCH/none.yaml" "$BANXIN" fonts
finish
