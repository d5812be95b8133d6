# What the file says of itself: the filing in XMP, from the fields that the layout names; dates from the data, else
# from SOURCE_DATE_EPOCH, else none.
. tests/cli/tap.sh

mkdir "$SCRATCH/letter"
cat >"$SCRATCH/letter/layout.yaml" <<'LAYOUT'
name: letter
extends: gbt-9704
title: 公文
version: 7
is_base: false
fields:
  office: {type: text, label: 机关, is_required: true}
  of: {type: year, label: 年度}
  no: {type: text, label: 发文字号}
  secrecy: {type: text, label: 密级}
  on: {type: date, label: 成文日期}
  title: {type: lines, label: 标题, is_required: true}
blocks:
  title: {kind: title, field: title, style: title}
filing: {agency: office, year: of, number: no, classification: secrecy, date: on}
LAYOUT
cat >"$SCRATCH/whole.yaml" <<'DATA'
office: 某县<某>局 & 某局
of: 2023
no: 某政发〔2023〕1号
secrecy: 内部
on: 2024年1月10日
title: 通知
DATA
printf 'office: 某局\ntitle: 通知\n' >"$SCRATCH/bare.yaml"

# build NAME [ENVIRONMENT]...: NAME.yaml as a PDF that can be read
build() {
  name=$1
  shift
  answers 0 "$name is built" env BANXIN_LAYOUTS="$SCRATCH:layouts" "$@" "$BANXIN" build "$SCRATCH/$name.yaml" \
    --layout letter --plain -o "$SCRATCH/$name.pdf"
}
tells() { holds "XMP says $1" grep -qaF -- "$1" "$SCRATCH/$name.pdf"; }
silent_on() { holds "nothing of $1" sh -c '! grep -qaF -- "$1" "$2"' sh "$1" "$SCRATCH/$name.pdf"; }

build whole
tells "<banxin:agency>某县&lt;某&gt;局 &amp; 某局</banxin:agency>"
tells "<banxin:reportYear>2023</banxin:reportYear>"
tells "<banxin:documentNumber>某政发〔2023〕1号</banxin:documentNumber>"
tells "<banxin:classification>内部</banxin:classification>"
tells "<banxin:date>2024-01-10</banxin:date>"
tells "<banxin:layout>letter</banxin:layout>"
tells "<banxin:layoutVersion>7</banxin:layoutVersion>"
tells "<banxin:dataSHA256>$(sha256sum "$SCRATCH/whole.yaml" | cut -d' ' -f1)</banxin:dataSHA256>"
tells "<xmp:CreateDate>2024-01-10T00:00:00+08:00</xmp:CreateDate>"
tells "/CreationDate (D:20240110000000+08'00')"
for property in agency reportYear documentNumber classification date layout layoutVersion dataSHA256; do
  tells "<pdfaProperty:name>$property</pdfaProperty:name>"
done
build whole SOURCE_DATE_EPOCH=1709251199
tells "<xmp:CreateDate>2024-01-10T00:00:00+08:00</xmp:CreateDate>"

build bare
tells "<banxin:agency>某局</banxin:agency>"
for absent in reportYear documentNumber classification banxin:date Date dataFilesSHA256; do silent_on "$absent"; done
build bare SOURCE_DATE_EPOCH=1709251199
tells "<xmp:CreateDate>2024-02-29T23:59:59Z</xmp:CreateDate>"
tells "<xmp:ModifyDate>2024-02-29T23:59:59Z</xmp:ModifyDate>"
tells "/CreationDate (D:20240229235959Z)"
build bare SOURCE_DATE_EPOCH=
silent_on Date
answers 2 "a SOURCE_DATE_EPOCH that is no number" env BANXIN_LAYOUTS="$SCRATCH:layouts" SOURCE_DATE_EPOCH=today \
  "$BANXIN" build "$SCRATCH/bare.yaml" --layout letter -o "$SCRATCH/wrong.pdf"
says "SOURCE_DATE_EPOCH"
says "today"
no_file "$SCRATCH/wrong.pdf"

# Of a table and a picture that the data names, in the order in which it is read.
hash_of() { sha256sum "$1" | cut -d' ' -f1; }
mkdir "$SCRATCH/files"
cp layouts/roster/assets.csv tests/conformance/seal.png "$SCRATCH/files"
{ sed 's/^layout: .*/layout: stamped/' layouts/roster/example.yaml && echo 'seal: seal.png'; } >"$SCRATCH/files/stamped.yaml"
mkdir "$SCRATCH/stamped"
cat >"$SCRATCH/stamped/layout.yaml" <<'EOF'
name: stamped
extends: roster
title: 盖章的名册
version: 1
is_base: false
fields:
  seal: {type: picture, label: 印章, alt: 印章, after: assets}
blocks:
  seal: {kind: picture, field: seal, style: note}
EOF
answers 0 "with files" env BANXIN_LAYOUTS="$SCRATCH:layouts" "$BANXIN" build "$SCRATCH/files/stamped.yaml" --plain -o "$SCRATCH/$name.pdf" -f
tells "<banxin:dataFilesSHA256>$(hash_of layouts/roster/assets.csv) $(hash_of tests/conformance/seal.png)</banxin:dataFilesSHA256>"
tells "<pdfaProperty:name>dataFilesSHA256</pdfaProperty:name>"

sed 's/^filing: .*/filing: {agency: nobody, year: on, secret: secrecy}/' "$SCRATCH/letter/layout.yaml" >"$SCRATCH/new"
mv "$SCRATCH/new" "$SCRATCH/letter/layout.yaml"
answers 1 "a filing that names what there is not" env BANXIN_LAYOUTS="$SCRATCH:layouts" "$BANXIN" check \
  "$SCRATCH/bare.yaml" --layout letter
says "layout.yaml:15:"
says "nobody"
says "secret"
holds "all three are told" test "$(grep -c 'layout.yaml:15:' "$SCRATCH/err")" -eq 3
finish
