"""The bundled model is the one that its makers released."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from annotator.services.model_files import compare, released_digests, verify

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"config.cfg": b"[nlp]\n", "ner/model": b"\x00\x01\x02"}
DIGESTS = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return tmp_path


def test_the_installed_model_is_as_it_was_released():
    found = verify()
    assert found.is_whole, found.sentence()
    assert found.checked == len(released_digests()) == 24


def test_looking_at_the_model_does_not_import_spacy():
    code = (
        "import sys; from annotator.services.model_files import verify;"
        "assert verify().is_whole; print('spacy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"


def test_what_is_as_released_is_whole(folder: Path):
    (folder / "README.md").write_text("the carrier's own words")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"")
    found = compare(folder, DIGESTS)
    assert found.is_whole
    assert found.sentence() == "All 2 files of the language model are as they were released."


def test_a_changed_file_is_named(folder: Path):
    (folder / "ner" / "model").write_bytes(b"\x00\x01\x03")
    found = compare(folder, DIGESTS)
    assert (found.checked, found.differing, found.is_whole) == (1, ("ner/model",), False)
    assert "changed: ner/model" in found.sentence()


def test_a_missing_file_is_named(folder: Path):
    (folder / "config.cfg").unlink()
    found = compare(folder, DIGESTS)
    assert (found.missing, found.is_whole) == (("config.cfg",), False)


def test_a_file_that_was_added_is_named(folder: Path):
    (folder / "ner" / "code.py").write_text("import os")
    found = compare(folder, DIGESTS)
    assert (found.unexpected, found.is_whole) == (("ner/code.py",), False)
    assert "not part of it: ner/code.py" in found.sentence()
