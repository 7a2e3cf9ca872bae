#!/bin/sh
# usage: sudo sh packaging/clean-machine/test.sh [--debian 12|13] [--deb FILE] [--anew] [--mirror URL]
# Installs the .deb in dist/ on a minimal Debian and does with it what an analyst does.
# Needs root, to make that Debian; it is in memory (3 GB), in namespaces that end with this script.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
python=$here/build/packaging/venv/bin/python
[ -x "$python" ] || python=python3

if [ "$(id -u)" -ne 0 ]; then
    echo "The test on a clean machine makes a Debian of its own, which only root can: run it with sudo." >&2
    exit 1
fi
missing=
for pair in debootstrap:debootstrap Xvfb:xvfb xdotool:xdotool openbox:openbox strace:strace \
    unshare:util-linux dpkg-deb:dpkg apt-get:apt; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
if [ -n "$missing" ]; then
    echo "Missing programs; run: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
: "${SOURCE_DATE_EPOCH:=0}" # nothing that is made here is published
export SOURCE_DATE_EPOCH
cd "$here/packaging"
exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    env PYTHONPATH=. "$python" -m builder.clean_machine "$@"
