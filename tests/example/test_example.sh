# The public header from the outside: install into a folder, compile the example against it by pkg-config, and
# let both it and the installed command make the PDF that the build tree makes.
. tests/cli/tap.sh
if [ -n "$SANITIZED" ]; then
  echo "ok - install and example # SKIP a build with sanitizers is not for installing"
  exit 0
fi
root=$SCRATCH/root
there=$root/usr/local
# With the compiler that built the tree: with another, make would build it anew under the other tests.
built_with=$(sed 's/ -std=.*//' "$BUILD/flags")
answers 0 "make install" make -s install CC="$built_with" BUILD="$BUILD" DESTDIR="$root" PREFIX=/usr/local
for file in bin/banxin lib/libbanxin.a lib/libbanxin.so include/banxin/banxin.h lib/pkgconfig/banxin.pc \
  share/banxin/layouts/xxgk-2021/layout.yaml share/banxin/fonts/fonts.yaml; do
  holds "$file is installed" test -e "$there/$file"
done
soname=$(readelf -d "$there/lib/libbanxin.so" | sed -n 's/.*soname: \[\(.*\)\]/\1/p')
holds "the soname leads to the library" test -f "$there/lib/$soname"

"$BANXIN" build $EXAMPLE -o "$SCRATCH/tree.pdf" 2>"$SCRATCH/err"
(cd / && "$there/bin/banxin" build "$OLDPWD/$EXAMPLE" -o "$SCRATCH/installed.pdf" 2>"$SCRATCH/err")
holds "the installed command finds layouts and fonts beside itself" cmp "$SCRATCH/tree.pdf" "$SCRATCH/installed.pdf"

# pkg-config, told where DESTDIR has put the prefix.
package() { PKG_CONFIG_PATH="$there/lib/pkgconfig" pkg-config --define-variable=prefix="$there" "$@" banxin; }
data=$(package --variable=datadir)
warnings="-std=c17 -Wall -Wextra -Werror"
example() { # PROGRAM REPORT OUT
  "$1" "$data/layouts" "$data/fonts/fonts.yaml" "$data/fonts" "$2" "$3"
}
compile() { # PROGRAM FLAGS...
  program=$1
  shift
  cc $warnings tests/example/example.c -o "$program" "$@"
}
answers 0 "the example compiles against the shared library" \
  compile "$SCRATCH/shared" $(package --cflags --libs) -Wl,-rpath,"$there/lib"
answers 0 "and makes its PDF" example "$SCRATCH/shared" $EXAMPLE "$SCRATCH/shared.pdf"
holds "the command's bytes" cmp "$SCRATCH/tree.pdf" "$SCRATCH/shared.pdf"
answers 0 "it compiles against the static library" \
  compile "$SCRATCH/static" $(package --static --cflags --libs | sed 's/-lbanxin/-l:libbanxin.a/')
answers 0 "and makes its PDF" example "$SCRATCH/static" $EXAMPLE "$SCRATCH/static.pdf"
holds "the command's bytes" cmp "$SCRATCH/tree.pdf" "$SCRATCH/static.pdf"
answers 1 "a broken report is the data's fault there too" example "$SCRATCH/shared" Makefile "$SCRATCH/none.pdf"
no_file "$SCRATCH/none.pdf"

answers 0 "make uninstall" make -s uninstall BUILD="$BUILD" DESTDIR="$root" PREFIX=/usr/local
holds "leaves nothing" sh -c 'test -z "$(find "$1" ! -type d)"' sh "$root"
finish
