#!/bin/sh
# Checks what the system must have: Python, and the libraries that Qt needs. Installs what is missing
# where it may (root on a Debian family system; NO_APT=1 forbids it), else prints the line to run.
# It is asked before every target, since a display may come later than the virtual environment.
set -eu
PYTHON=${PYTHON:-python3}
die() { echo "setup: $*" >&2; exit 1; }

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  die "Python 3.11 or newer is needed (found: $("$PYTHON" -V 2>&1)); set PYTHON=/path/to/python3.11"

missing=$("$PYTHON" - <<'PY'
import ctypes, importlib.util, os, sys
libraries = {
    "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1", "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0", "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
if os.environ.get("DISPLAY"):  # only a window on X11 needs these
    libraries |= {
        "libxcb-cursor.so.0": "libxcb-cursor0", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
    }
if os.environ.get("WAYLAND_DISPLAY"):
    libraries |= {
        "libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1",
    }
need = []
if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
    need.append("python3-venv")
for library, package in libraries.items() if sys.platform == "linux" else ():
    try:
        ctypes.CDLL(library)
    except OSError:
        need.append(package)
print(*need)
PY
)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ -z "${NO_APT:-}" ]; then
  echo "setup: installing $missing"
  log=$(mktemp)
  # shellcheck disable=SC2086
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1 ||
    { cat "$log" >&2; die "apt-get could not install: $missing"; }
  rm -f "$log"
else
  die "missing system packages; run: sudo apt-get install --no-install-recommends $missing"
fi
