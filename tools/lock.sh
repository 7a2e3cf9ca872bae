#!/bin/sh
# Writes the hash-pinned lock files. Run it after changing a dependency in pyproject.toml; needs uv.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
COMPILE="$UV pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --no-config --python-version 3.11 --upgrade"
$COMPILE pyproject.toml -o requirements.lock
$COMPILE pyproject.toml --group dev tools/build-requirements.in -o requirements-dev.lock -c requirements.lock
$COMPILE packaging/requirements.in -o packaging/requirements.lock -c requirements.lock
echo uv | $COMPILE - -o requirements-uv.lock
# a lock that names a registry would tie every user to the one it was made with
! grep -nE 'https?://|file://' requirements*.lock packaging/requirements.lock
