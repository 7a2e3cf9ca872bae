#!/bin/sh
# TEST ONLY: gives an installed program what wine 10 lacks and every Windows 10 has. Never shipped.
# usage: add.sh FOLDER   (the installed program's folder "_internal")
#   icuuc.dll   Windows' ICU                                   a stub; Qt makes do without
#   mscms.dll   colour profiles                                a stub; WINEDLLOVERRIDES=mscms=n picks it
#   ucrtbase    complex numbers (creal, cexp ...), for NumPy   a library under another name, made of
#               mingw's functions; NumPy's copies are changed to ask for that name
set -eu
target=$1
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
compiler=x86_64-w64-mingw32-gcc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in icuuc mscms; do
  $compiler -s -shared -static-libgcc -o "$target/$name.dll" "$here/$name.c"
done
find "$target/numpy" "$target/numpy.libs" -name '*.pyd' -o -name '*.dll' | while read -r file; do
  x86_64-w64-mingw32-objdump -p "$file" | awk '
    /DLL Name/ { inside = /api-ms-win-crt-math-l1-1-0/ }
    inside && /^\t[0-9a-f]+/ { print $NF }'
done | sort -u >"$work/names"
{
  echo 'LIBRARY zzi-ms-win-crt-math-l1-1-0.dll'
  echo EXPORTS
  while read -r name; do
    case $name in
      cabs* | carg* | ccos* | cexp* | cimag* | clog* | cpow* | creal* | csin* | csqrt* | ctan*) echo "  $name" ;;
      *) echo "  $name=ucrtbase.$name" ;;
    esac
  done <"$work/names"
} >"$work/math.def"
echo 'int __stdcall DllMainCRTStartup(void *a, unsigned b, void *c) { return 1; }' >"$work/entry.c"
$compiler -s -shared -nostartfiles -static-libgcc -o "$target/zzi-ms-win-crt-math-l1-1-0.dll" \
  "$work/entry.c" "$work/math.def" -lmingwex
find "$target/numpy" "$target/numpy.libs" -name '*.pyd' -o -name '*.dll' | while read -r file; do
  sed -i 's/api-ms-win-crt-math-l1-1-0\.dll/zzi-ms-win-crt-math-l1-1-0.dll/g' "$file"
done
