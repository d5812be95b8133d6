#!/bin/sh
# Installs what is missing on a Debian machine, as root or through sudo. Quick when nothing is missing.
# Usage: sh tests/setup.sh demo|check|lint|conformance|fuzz     (the last three hold the first two lists)
set -u

# To build and to make the demo: compiler, libraries, fonts; xz and zstd unpack the packages that hold fonts.
demo="gcc libc6-dev make pkg-config ca-certificates xz-utils zstd
  libhpdf-dev libfreetype-dev libfontconfig-dev libharfbuzz-dev libyaml-dev libjsmn-dev zlib1g-dev libdeflate-dev
  libfribidi-dev libunibreak-dev liblcms2-dev nettle-dev libqpdf-dev libpng-dev libjpeg-dev binutils
  fonts-liberation fonts-noto-cjk"
# To test: the second compiler, the test library, readers of PDFs that are not ours, the format of the source.
check="clang clang-format libcmocka-dev python3 python3-fonttools qpdf poppler-utils
  valgrind"
# To read the sources for faults.
lint="clang-tidy cppcheck"
# To judge PDFs: veraPDF runs on Java and comes through Maven; two more readers.
conformance="default-jre-headless maven mupdf-tools ghostscript"

case "${1:-}" in
demo) wanted=$demo ;;
check) wanted="$demo $check" ;;
lint) wanted="$demo $check $lint" ;;
conformance) wanted="$demo $check $conformance" ;;
fuzz)
  # The runtime of clang's sanitizers and fuzzer is a package of clang's own version.
  version=$(clang -dumpversion 2>/dev/null | cut -d. -f1)
  wanted="$demo $check libclang-rt-${version:-14}-dev"
  ;;
*)
  echo "用法 · usage: sh tests/setup.sh demo|check|lint|conformance|fuzz" >&2
  exit 2
  ;;
esac

fail() {
  echo "缺少这些软件包，$1，请先安装：$missing" >&2
  echo "these packages are missing and $2; install them first: $missing" >&2
  exit 3
}

# What of the list is not installed, on one line.
missing_now() {
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null)
  for package in $wanted; do
    case "
$installed
" in
    *"
installed $package
"*) ;;
    *) printf '%s ' "$package" ;;
    esac
  done
}

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "这不是 Debian，未检查软件包；需要：" $wanted >&2
  echo "this is not Debian, so packages were not checked; needed:" $wanted >&2
  exit 0
fi
missing=$(missing_now)
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null 2>&1 || fail "又没有 apt-get" "there is no apt-get"
if [ "$(id -u)" -eq 0 ]; then
  as_root="env"
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  as_root="sudo env"
else
  fail "而当前用户不是 root，也不能用 sudo" "this user is neither root nor may use sudo"
fi

apt() {
  $as_root DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

echo "正在安装 · installing: $missing"
log=$(mktemp) || exit 3
trap 'rm -f "$log"' EXIT
# Package lists may be missing or old: the second try comes after an update.
if ! apt install --no-install-recommends $missing >"$log" 2>&1; then
  { apt update && apt install --no-install-recommends $missing; } >"$log" 2>&1
fi
missing=$(missing_now)
[ -z "$missing" ] && exit 0
tail -n 20 "$log" >&2
fail "apt-get 没有装上" "apt-get could not install them"
