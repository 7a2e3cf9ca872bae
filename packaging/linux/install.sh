#!/bin/sh
# Installs @TITLE@ for one user or for all, updates it and removes it: see --help.
set -eu
umask 022

name='@NAME@'
title='@TITLE@'
version='@VERSION@'
id='@ID@'
glibc='@GLIBC@'
# library=package of Debian and Ubuntu
libraries='@LIBRARIES@'

usage() {
    cat <<END
Installs $title $version.

usage: sh install.sh [--prefix FOLDER] [--unchecked]
       sh install.sh --uninstall [--prefix FOLDER]

--prefix FOLDER   where to install it: ~/.local if you are an ordinary user,
                  /usr/local if you are root
--uninstall       remove what was installed there; projects are kept
--unchecked       install without looking for the libraries that it needs

To update it, run the install.sh of the newer archive.
END
}

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

main() {
    here=$(cd "$(dirname "$0")" && pwd -P)
    mode=install
    checked=yes
    prefix=$(usual_prefix)
    while [ $# -gt 0 ]; do
        case $1 in
        --prefix)
            [ $# -gt 1 ] || fail "--prefix wants a folder after it."
            prefix=$2
            shift
            ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --uninstall) mode=uninstall ;;
        --unchecked) checked=no ;;
        --help | -h)
            usage
            exit 0
            ;;
        *)
            usage >&2
            exit 2
            ;;
        esac
        shift
    done
    case $prefix in
    '') fail "The folder to install into has no name; name one with --prefix." ;;
    *'
'*) fail "The name of the folder has a line break in it; choose another one." ;;
    /*) ;;
    *) prefix=$PWD/$prefix ;;
    esac
    prefix=${prefix%/}
    program=$prefix/lib/$name
    listing=$program/installed-files
    not_running
    if [ "$mode" = uninstall ]; then
        uninstall
    else
        install
    fi
}

usual_prefix() {
    if [ -f "$here/installed-files" ]; then
        dirname "$(dirname "$here")"
    elif [ "$(id -u)" = 0 ]; then
        echo /usr/local
    else
        echo "${HOME:?}/.local"
    fi
}

not_running() {
    [ -d "$program" ] || return 0
    executable=$(cd "$program" && pwd -P)/$name
    for process in /proc/[0-9]*; do
        running=$(readlink "$process/exe" 2>/dev/null) || continue
        if [ "$running" = "$executable" ]; then
            fail "$title is running. Close it, then run this again."
        fi
    done
}

install() {
    [ ! -f "$here/installed-files" ] || fail "This is the installed copy of install.sh: it removes $title" \
        "with --uninstall. To update it, run the install.sh of the newer archive."
    [ -x "$here/$name/$name" ] || fail "The folder $here/$name is not complete. Unpack the whole archive again."
    [ "$checked" = no ] || system_suffices
    if [ -e "$program" ] && [ ! -f "$listing" ]; then
        fail "There is $program already, which this script did not make. Move it away, or choose another --prefix."
    fi
    command=$prefix/bin/$name
    if [ -e "$command" ] || [ -L "$command" ]; then
        [ "$(readlink "$command")" = "../lib/$name/$name" ] ||
            fail "There is $command already, and it is another program's. Move it away, or choose another --prefix."
    fi
    made=
    if [ -f "$listing" ]; then
        made=$(sed -n 's/^d //p' "$listing")
    fi
    make_folder lib
    new=$prefix/lib/.$name-new
    trap 'rm -rf "$new"' EXIT
    rm -rf "$new"
    cp -RP "$here/$name" "$new" || fail "$title could not be copied to $prefix, for the reason above."
    rm -rf "$new/annotator-data" # what the unpacked program keeps beside itself stays there
    cp "$here/install.sh" "$new/install.sh"
    [ ! -f "$listing" ] || remove_files
    put_shared
    make_folder bin
    ln -sf "../lib/$name/$name" "$command"
    list_all >"$new/installed-files"
    if [ -d "$program" ]; then # with files that are not ours
        cp -RP "$new/." "$program"
    else
        mv "$new" "$program"
    fi
    refresh
    say "$title $version is installed in $prefix."
    where_to_find_it
}

put_shared() {
    (cd "$here/share" && find . -type f) | sed 's#^\./##' | sort >"$new/.shared"
    while IFS= read -r file; do
        make_folder "share/$(dirname "$file")"
        if [ "$file" = "applications/$id.desktop" ]; then
            desktop_entry <"$here/share/$file" >"$prefix/share/$file"
        else
            cp "$here/share/$file" "$prefix/share/$file"
        fi
    done <"$new/.shared"
}

# The entry of the menu, which has to name the program by its whole path: ~/.local/bin is not searched
# everywhere. What the specification asks to escape in a quoted word, and again in a line, is escaped.
desktop_entry() {
    quoted=$(printf '%s' "$command" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
    plain=$(printf '%s' "$command" | sed -e 's/\\/\\\\/g')
    quoted=$quoted plain=$plain awk -v exec="Exec=$name" '
        index($0, exec) == 1 { print "Exec=\"" ENVIRON["quoted"] "\"" substr($0, length(exec) + 1); next }
        index($0, "TryExec=") == 1 { print "TryExec=" ENVIRON["plain"]; next }
        { print }'
}

# Makes a folder below the prefix, and remembers each that was not there.
make_folder() {
    missing=
    folder=$1
    while [ ! -d "$prefix/$folder" ]; do
        missing="$folder
$missing"
        [ "$folder" != . ] || break
        folder=$(dirname "$folder")
    done
    [ -n "$missing" ] || return 0
    mkdir -p "$prefix/$1" || fail "The folder $prefix/$1 cannot be made; name another one with --prefix."
    made="$made
$missing"
}

list_all() {
    printf '%s\n' "$made" | sed -n 's/./d &/p' | sort -u
    sed 's#^#f share/#' "$new/.shared"
    rm "$new/.shared"
    say "f bin/$name"
    say "f lib/$name/installed-files"
    (cd "$new" && find . ! -type d ! -name installed-files) | sed "s#^\.#f lib/$name#" | sort
}

remove_files() {
    (cd "$prefix" && sed -n 's/^f //p' "lib/$name/installed-files" | tr '\n' '\0' | xargs -0 rm -f)
    find "$program" -depth -type d -exec rmdir {} + 2>/dev/null || :
}

uninstall() {
    [ -f "$listing" ] || fail "$title is not installed in $prefix, as far as this script can tell." \
        "If it is elsewhere, name the folder with --prefix."
    folders=$(sed -n 's/^d //p' "$listing" | sort -r)
    remove_files
    refresh
    without_leftovers
    printf '%s\n' "$folders" | while IFS= read -r folder; do
        [ -z "$folder" ] || rmdir "$prefix/$folder" 2>/dev/null || :
    done
    case "
$folders
" in *'
.
'*) rmdir "$prefix" 2>/dev/null || : ;; esac
    say "$title is removed from $prefix. Your projects are where they were."
    [ ! -d "$program" ] || say "In $program are files that this script did not install; they were left."
}

# Caches of nothing, in folders that were made for us.
without_leftovers() {
    applications=$prefix/share/applications
    if [ -f "$applications/mimeinfo.cache" ] && ! grep -q = "$applications/mimeinfo.cache"; then
        rm -f "$applications/mimeinfo.cache"
    fi
    case "
$folders
" in *'
share/mime
'*) ;; *) return 0 ;; esac
    if rmdir "$prefix/share/mime/packages" 2>/dev/null; then
        rm -rf "$prefix/share/mime"
    fi
}

# Tells the desktop what is new or gone. Each of these may be missing; then there is no such cache.
refresh() {
    if command -v update-desktop-database >/dev/null && [ -d "$prefix/share/applications" ]; then
        update-desktop-database -q "$prefix/share/applications" || :
    fi
    if command -v update-mime-database >/dev/null && [ -d "$prefix/share/mime/packages" ]; then
        update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || :
    fi
    icons=$prefix/share/icons/hicolor
    [ ! -d "$icons" ] || touch "$icons"
    if command -v gtk-update-icon-cache >/dev/null && [ -f "$icons/icon-theme.cache" ]; then
        gtk-update-icon-cache -q -t "$icons" || :
    fi
}

where_to_find_it() {
    case ":${XDG_DATA_HOME:-$HOME/.local/share}:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}:" in
    *":$prefix/share:"*) say "It is in the menu of programs, and opens project files." ;;
    *) say "It is not in the menu of programs: desktops look for entries in ~/.local and /usr/local, not there." ;;
    esac
    case ":$PATH:" in
    *":$prefix/bin:"*) say "In a terminal: $name" ;;
    *) say "In a terminal: \"$command\"" ;;
    esac
}

system_suffices() {
    [ "$(uname -m)" = x86_64 ] || fail "This computer has a processor of the kind $(uname -m);" \
        "$title is built for x86_64 only."
    found=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc //p')
    [ -n "$found" ] || fail "This system has no glibc, the C library that $title needs" \
        "(version $glibc or newer)."
    at_least "$found" "$glibc" || fail "This system has glibc $found, and $title needs $glibc or newer:" \
        "Debian 12, Ubuntu 22.04, Fedora 36 and later systems have it."
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || known=
    if [ -z "$known" ]; then
        say "Whether all libraries are there cannot be told, since ldconfig is missing; installing all the same."
        return 0
    fi
    lost=
    packages=
    capabilities=
    for pair in $libraries; do
        library=${pair%%=*}
        case $known in
        *"	$library ("*) ;;
        *)
            lost="$lost $library"
            packages="$packages ${pair#*=}"
            capabilities="$capabilities '$library()(64bit)'"
            ;;
        esac
    done
    [ -z "$lost" ] || fail "$title needs libraries that this system does not have:$lost

Whoever looks after this computer can add them:
    Debian, Ubuntu      apt-get install$packages
    Fedora, RHEL        dnf install$capabilities
    openSUSE            zypper install$capabilities
Then run this again. With --unchecked it is installed all the same."
}

# at_least 2.36 2.35: whether the first version is the second or newer.
at_least() {
    minor=${1#*.}
    minor=${minor%%.*}
    [ "${1%%.*}" -gt "${2%%.*}" ] && return 0
    [ "${1%%.*}" -eq "${2%%.*}" ] && [ "$minor" -ge "${2#*.}" ]
}

main "$@"; exit # on one line, since --uninstall removes this file while it is read
