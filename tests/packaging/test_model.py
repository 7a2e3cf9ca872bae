"""The model in a frozen program is held against the digests of its release."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from builder import model
from builder.running import CannotBuild

from annotator.services.model_files import verify
from annotator.suggest.pipeline import BUNDLED_MODEL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with a copy of the installed model."""
    installed = verify().folder
    assert installed is not None
    shutil.copytree(installed, tmp_path / "_internal" / BUNDLED_MODEL / installed.name)
    return tmp_path


def test_every_file_of_the_model_is_compared(program: Path):
    assert model.verify(program) == 24


def test_a_changed_file_stops_the_build(program: Path):
    (file,) = program.rglob("ner/model")
    file.write_bytes(file.read_bytes()[:-1] + b"\x00\x00")
    with pytest.raises(CannotBuild, match="changed: ner/model"):
        model.verify(program)


def test_a_program_without_a_model_stops_the_build(tmp_path: Path):
    with pytest.raises(CannotBuild, match="no language model"):
        model.verify(tmp_path)
