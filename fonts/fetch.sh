#!/bin/sh
# Gets the free fonts of fonts.yaml into a folder: Fandol (仿宋, 楷体, 黑体, 宋体) and Liberation Serif, with their
# licences. Copies what the machine has installed, else downloads Debian's packages and unpacks these files only.
# Does nothing, at once, when they are there. Works as root and as a user.
# Usage: fonts/fetch.sh [FOLDER]     (default: .cache/fonts)
set -u
export LC_ALL=C

target=${1:-.cache/fonts}

# Debian has Fandol only inside this package (49 MB, of which 35 MB are these files); its dependencies, a TeX
# system, are not needed. Both are GPL with an exception for documents that embed them (Liberation 1; from 2 on
# SIL Open Font License).
fandol_package=texlive-lang-chinese
fandol_folder=usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
fandol_licence=usr/share/doc/texlive-doc/fonts/fandol
fandol="FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolHei-Bold.otf
  FandolSong-Regular.otf FandolSong-Bold.otf"
liberation_package=fonts-liberation
liberation_folder=usr/share/fonts/truetype/liberation
liberation_licence=usr/share/doc/fonts-liberation
liberation=LiberationSerif-Regular.ttf

fail() {
  echo "字体没有取到：$1。可手工把 Fandol*.otf 和 LiberationSerif-Regular.ttf 放进 $target" >&2
  echo "the fonts could not be fetched: $2. Fandol*.otf and LiberationSerif-Regular.ttf can be put into $target by hand" >&2
  exit 3
}

# An OpenType file by its first four bytes: OTTO, or version 1.0 (TrueType).
is_font() {
  [ -s "$1" ] || return 1
  case $(head -c 4 "$1" 2>/dev/null | od -An -tx1 | tr -d ' \n') in
  4f54544f | 00010000) return 0 ;;
  *) return 1 ;;
  esac
}

has_all() { # FOLDER FILES...
  folder=$1
  shift
  for file in "$@"; do is_font "$folder/$file" || return 1; done
}

# Under another name first, so that a folder never holds half a font.
put() { # FROM NAME
  cp "$1" "$target/.$2.new" && chmod 644 "$target/.$2.new" && mv -f "$target/.$2.new" "$target/$2" ||
    fail "写不进 $target" "$target cannot be written"
}

# Fonts and, where they are at hand, the papers that go with them.
put_all() { # NAME FONT_FOLDER LICENCE_FOLDER FILES...
  name=$1 from=$2 papers=$3
  shift 3
  for file in "$@"; do put "$from/$file" "$file"; done
  for paper in COPYING COPYING.gz README copyright; do
    [ -f "$papers/$paper" ] && put "$papers/$paper" "$name-$paper"
  done
  return 0
}

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

download() { # PACKAGE, into $work
  (cd "$work" && apt-get -q -o APT::Sandbox::User=root download "$1") >"$work/log" 2>&1 </dev/null
}

update() {
  if [ "$(id -u)" -eq 0 ]; then
    apt-get -q update
  elif command -v sudo >/dev/null 2>&1; then
    sudo -n apt-get -q update
  else
    return 1
  fi >/dev/null 2>&1 </dev/null
}

unpack() { # PACKAGE, from $work into $work/root
  package=$1
  shift
  mkdir -p "$work/root"
  set -- "$work"/"$package"_*.deb
  [ -f "$1" ] || return 1
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$work/root" --wildcards "./$fandol_folder/Fandol*.otf" \
    "./$fandol_licence/*" "./$liberation_folder/LiberationSerif-Regular.ttf" "./$liberation_licence/copyright" \
    2>/dev/null
  rm -f "$1"
}

fetch() { # NAME PACKAGE FONT_FOLDER LICENCE_FOLDER FILES...
  name=$1 package=$2 fonts=$3 licence=$4
  shift 4
  has_all "$target" "$@" && return
  mkdir -p "$target" 2>/dev/null || fail "建不了文件夹 $target" "the folder $target cannot be made"
  if has_all "/$fonts" "$@"; then
    put_all "$name" "/$fonts" "/$licence" "$@"
    return
  fi
  command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    fail "这里没有 apt-get，也没有装 $package" "there is no apt-get here, and $package is not installed"
  echo "正在下载字体（软件包 $package） · downloading fonts (package $package)"
  [ -n "$work" ] || work=$(mktemp -d) || fail "建不了临时文件夹" "no temporary folder can be made"
  # Package lists may be missing or old: the second try comes after an update.
  download "$package" || { update && download "$package"; } ||
    fail "下载 $package 失败（$(tail -n 1 "$work/log")）" "$package cannot be downloaded ($(tail -n 1 "$work/log"))"
  unpack "$package"
  has_all "$work/root/$fonts" "$@" || fail "$package 里的字体不全" "$package does not hold all of them"
  put_all "$name" "$work/root/$fonts" "$work/root/$licence" "$@"
}

fetch Fandol $fandol_package $fandol_folder $fandol_licence $fandol
fetch Liberation $liberation_package $liberation_folder $liberation_licence $liberation
