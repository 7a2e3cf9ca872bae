"""A language model that does not load although its files are right is told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.services.jobs import JobContext
from annotator.services.model_files import Verification
from annotator.services.self_test import language_model
from annotator.services.self_test.language_model import load
from annotator.services.self_test.steps import Trial, Wrong

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_differs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found = Verification(tmp_path, 23, differing=("ner/model",))
    monkeypatch.setattr(language_model, "verify", lambda: found)

    with pytest.raises(Wrong, match=r"changed: ner/model") as caught:
        load(Trial(tmp_path, JobContext()))

    assert caught.value.found.count("nstall the program again") == 1
    assert "nstall the program again" not in caught.value.advice


def test_one_that_does_not_load_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(language_model, "BUNDLED_MODEL", "no_such_pipeline")

    with pytest.raises(Wrong, match=r"as released, but: .*no_such_pipeline") as caught:
        load(Trial(tmp_path, JobContext()))

    assert "Install the program again" in caught.value.advice
