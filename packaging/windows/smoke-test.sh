#!/bin/sh
# Tries setup.exe under wine 10, in a Debian 13 of its own: as root, on a Debian family system.
# usage: smoke-test.sh SETUP [PICTURES]
#   PICTURES   a folder for pictures of the window; build/packaging/windows/pictures otherwise
#
# wine is not Windows: it has no SmartScreen, no antivirus, no fine screens, no AppLocker and no input
# methods, and it lacks three things that every Windows 10 has, which wine-shims/ gives to the
# installed copy. Nor does it look for associations where a single user's are; they are copied. What can only be seen on Windows is in .github/workflows/packages.yml.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
project=$(CDPATH='' cd "$here/../.." && pwd)
work=$project/build/packaging/windows
pictures=${2:-$work/pictures}
system=$work/trixie
display=${SMOKE_DISPLAY:-:73}
user=analyst

say() { printf 'windows: %s\n' "$*"; }
die() { printf 'windows: %s\n' "$*" >&2; exit 1; }

[ -f "${1:-}" ] || die "usage: smoke-test.sh SETUP [PICTURES]; make windows makes dist/annotator-VERSION-setup.exe"
setup=$(realpath "$1")
[ "$(id -u)" = 0 ] || die "this needs root, for a system of its own in a folder"
for tool in debootstrap Xvfb xdotool import x86_64-w64-mingw32-gcc; do
  command -v "$tool" >/dev/null ||
    die "run: apt-get install --no-install-recommends debootstrap xvfb xdotool imagemagick gcc-mingw-w64-x86-64"
done

made=$work/trixie.ready
if [ ! -e "$made" ]; then
  say "making a Debian 13 with wine (once, about two minutes)"
  rm -rf "$system"
  debootstrap --variant=minbase --include=wine,wine64,fonts-liberation \
    trixie "$system" >"$work/debootstrap.log" 2>&1 || die "debootstrap failed; see $work/debootstrap.log"
  touch "$made"
fi
chroot "$system" id $user >/dev/null 2>&1 || chroot "$system" useradd --create-home $user

home=$system/home/$user
screen=

# in the system, as the ordinary user
inside() {
  timeout 600 chroot --userspec=$user "$system" env -i HOME="/home/$user" USER=$user \
    DISPLAY="$display" LANG=C.UTF-8 PATH=/usr/bin:/bin WINEARCH=win64 WINEDEBUG=-all \
    WINEDLLOVERRIDES='mscms=n;winemenubuilder.exe=d' "$@"
}
finish() {
  inside wineserver -k >/dev/null 2>&1 || true
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  for place in tmp/.X11-unix dev proc; do
    umount "$system/$place" 2>/dev/null || umount -l "$system/$place" 2>/dev/null || true
  done
}
trap finish EXIT
trap 'exit 1' INT TERM
mkdir -p "$system/tmp/.X11-unix" "$pictures"
mountpoint -q "$system/proc" || mount --bind /proc "$system/proc"
mountpoint -q "$system/dev" || mount --bind /dev "$system/dev"
Xvfb "$display" -screen 0 1440x900x24 -nolisten tcp >"$work/xvfb.log" 2>&1 &
screen=$!
sleep 2
kill -0 "$screen" 2>/dev/null || die "no screen $display; name a free one: SMOKE_DISPLAY=:99"
mountpoint -q "$system/tmp/.X11-unix" || mount --bind /tmp/.X11-unix "$system/tmp/.X11-unix"

rm -rf "$home/.wine"
cp "$setup" "$home/setup.exe"

here_is() { echo "$home/.wine/drive_c/users/$user/$1"; }
key() { inside wine reg query "$1" /s 2>/dev/null | tr -d '\r'; }
expect() { # what it does, then a command
  what=$1; shift
  if "$@"; then say "ok: $what"; else die "FAILED: $what"; fi
}
until_true() { # seconds, then a command
  left=$1; shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 1
  done
}
no() { ! "$@"; }
is_code() { # the code expected, then a command
  wanted=$1; shift
  code=0; "$@" || code=$?
  [ "$code" = "$wanted" ]
}

say "starting wine"
inside wineboot --init >"$work/wineboot.log" 2>&1 || die "wine does not start; see $work/wineboot.log"

programs='AppData/Local/Programs'
first=$(here_is "$programs/Annotator")
first_dos="C:\\users\\$user\\AppData\\Local\\Programs\\Annotator"
menu=$(here_is 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Annotator')
classes='HKCU\Software\Classes'
uninstalling='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Annotator'

expect "it installs in silence" is_code 0 inside wine "/home/$user/setup.exe" /S
expect "the program is there" test -f "$first/annotator.exe"
expect "the Start menu has it" test -f "$menu/Annotator.lnk"
expect "the Start menu has it for terminals" test -f "$menu/Annotator in a terminal.lnk"
expect "the system can remove it" sh -c "echo '$(key "$uninstalling")' | grep -q 'uninstall.exe. /S'"
[ "$(find "$home/.wine/drive_c" -maxdepth 1 -newer "$home/setup.exe" -name 'Program*' -type d \
  -exec find {} -name 'Annotator*' \; | wc -l)" = 0 ] || die "FAILED: something was put into Program Files"

shim() { sh "$here/wine-shims/add.sh" "$1/_internal" && chown -R --reference="$home" "$1"; }
shim "$first"
documents=$(here_is "Documents/Zürich Presse")
documents_dos="C:\\users\\$user\\Documents\\Zürich Presse"
mkdir -p "$documents"
cp -r "$project/resources/samples" "$documents/samples"
chown -R --reference="$home" "$(here_is Documents)"
news="$documents_dos\\Störung 日本.annotator"

terminal() { inside wine "$place_dos\\annotator-cli.exe" "$@"; }
place_dos=$first_dos
expect "the terminal's program runs" terminal --version
if terminal --help | grep -q self-test; then
  expect "its self-test passes" terminal self-test --picture "$documents_dos\\self-test.png"
  cp "$documents/self-test.png" "$pictures/self-test.png"
fi
expect "a project is made" terminal new "$news"
expect "articles are imported" terminal import "$news" "$documents_dos\\samples"
expect "suggestions are made" terminal suggest "$news"
expect "they are exported" terminal export "$news" "$documents_dos\\out.jsonl" --include-suggestions
expect "each article has some in the export" test "$(grep -c '"suggestions":\[{' "$documents/out.jsonl")" = 5
expect "the project is whole" terminal check "$news"

settings=$(here_is AppData/Local/annotator)
window() { # what starts it, ... ; then a picture called as the first word says
  picture=$1; shift
  "$@" >"$work/window.log" 2>&1 &
  started=$!
  until_true 60 shown || die "FAILED: no window; see $work/window.log"
  sleep 8
  DISPLAY=$display import -window root "$pictures/$picture.png"
}
shown() { DISPLAY=$display xdotool search --name 'Annotator' >/dev/null 2>&1; }
close_window() {
  DISPLAY=$display xdotool key --clearmodifiers ctrl+q
  wait "$started" || true
  until_true 30 no shown || die "FAILED: the window does not close"
}

for key in .annotator Annotator.Project; do
  inside wine reg copy "$classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f >/dev/null 2>&1
done
window opened inside wine start /wait "$news"
say "ok: a project opens by its association: $pictures/opened.png"
expect "nobody else may write to it meanwhile" is_code 1 terminal import "$news" "$documents_dos\\samples"
expect "setup refuses while it runs, with 3" is_code 3 inside wine "/home/$user/setup.exe" /S
expect "the uninstaller removes nothing then" is_code 3 inside wine "$first_dos\\uninstall.exe" /S "_?=$first_dos"
expect "the program is still there" test -f "$first/_internal/python311.dll"
close_window
say "ok: it closes"
expect "the project is whole" terminal check "$news"
expect "nothing stays beside the project" test -z "$(find "$documents" -name '*-wal' -o -name '*-lock')"

touch "$first/_internal/annotator/removed_since.pyc" "$first/notes of mine.txt"
chown --reference="$home" "$first/notes of mine.txt"
before=$(sha256sum <"$documents/Störung 日本.annotator")
inside wine reg add "$uninstalling" /v DisplayVersion /d 0.0.1 /f >/dev/null 2>&1
expect "an upgrade installs in silence" is_code 0 inside wine "/home/$user/setup.exe" /S
expect "no module of the former version stays" test ! -e "$first/_internal/annotator/removed_since.pyc"
expect "nor the former version itself" test ! -e "$first/_internal.old"
expect "the version is the new one" sh -c "! echo '$(key "$uninstalling")' | grep -q '0\.0\.1'"
expect "the project is untouched" test "$(sha256sum <"$documents/Störung 日本.annotator")" = "$before"
rm "$first/notes of mine.txt"

# /D takes the rest of the line, without quotation marks, which wine would put around a word with spaces
second=$(here_is 'Programme für Öffentlichkeit/Annotator')
second_dos="C:\\users\\$user\\Programme für Öffentlichkeit\\Annotator"
expect "it installs into a folder of another name" \
  inside wine cmd /c "start /wait Z:\\home\\$user\\setup.exe /S /D=$second_dos"
expect "the former folder is gone" until_true 30 test ! -e "$first"
expect "the association leads to the new one" \
  sh -c "echo '$(key "$classes\\Annotator.Project")' | grep -q Programme"
shim "$second"
place_dos=$second_dos
expect "it runs there" terminal suggest "$news"

expect "the uninstaller runs in silence" inside wine "$second_dos\\uninstall.exe" /S
# it goes on in a copy of itself
expect "its folder is gone" until_true 60 test ! -e "$second"
is_forgotten() { no inside wine reg query "$1" >/dev/null 2>&1; }
for place in "$classes\\.annotator" "$classes\\Annotator.Project" 'HKCU\Software\Annotator' "$uninstalling" \
  'HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\annotator.exe'; do
  expect "the registry has nothing under $place" until_true 20 is_forgotten "$place"
done
expect "the Start menu has nothing of it" test ! -e "$menu"
expect "the project stays" test -f "$documents/Störung 日本.annotator"
expect "settings stay" test -d "$settings"
say "all is well; look at the pictures in $pictures"
