"""`datasets` loads the folder by its name alone, offline, and knows what the tags are called."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from annotator.formats.base import Export
from annotator.formats.hugging_face.features import tag_names
from annotator.formats.hugging_face.format import HuggingFace
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import NOON, bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

SCHEME = starter_scheme("news")

_LOAD = """
import json, sys, warnings
import datasets  # what it warns of at import is not about our files
warnings.simplefilter("error")
folder, cache = sys.argv[1:]
found = datasets.load_dataset(folder, cache_dir=cache)
first = next(iter(found.values()))
tags = first.features["ner_tags"].feature
print(json.dumps({
    "rows": {name: list(split) for name, split in found.items()},
    "tags": [type(tags).__name__, tags.names],
    "same": all(split.features == first.features for split in found.values()),
    "features": repr(first.features),
}, default=str))
"""


@pytest.fixture
def load(tmp_path):
    """Writes parts as an export does, loads the folder in a process of its own."""

    def run(parts):
        folder = tmp_path / "wire"
        folder.mkdir()
        made = export_all(HuggingFace(), [], parts=parts)
        for name, data in made.files.items():
            (folder / name).write_bytes(data)
        about = Export(SCHEME, "Wire", NOON, print)
        (folder / "README.md").write_text(f"{HuggingFace().card_header(about)}# Wire\n", "utf-8")
        (folder / "report.json").write_text('{"losses": []}')
        done = subprocess.run(
            [sys.executable, "-c", _LOAD, str(folder), str(tmp_path / "cache")],
            env=os.environ
            | {
                "HF_HUB_OFFLINE": "1",
                "HF_HOME": str(tmp_path / "home"),
                "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert "warn" not in done.stderr.lower()
        written = {
            name.removesuffix(".jsonl"): [json.loads(line) for line in data.splitlines()]
            for name, data in made.files.items()
        }
        return json.loads(done.stdout), written

    return run


def test_a_folder_of_three_splits_loads_with_named_tags_and_the_same_rows(load):
    found, written = load(
        {
            "train": [full_article(1), bare_article(2)],
            "dev": [unannotated_article(3)],
            "test": [torture_article(4)],
        }
    )

    assert found["tags"] == ["ClassLabel", tag_names(SCHEME.names())]
    assert found["same"]
    assert "Json" not in found["features"]  # the type it falls back to for lines that differ
    assert set(found["rows"]) == {"train", "validation", "test"}
    for name, rows in written.items():
        for theirs, ours in zip(found["rows"][name], rows, strict=True):
            # it knows a date when it sees one; all else is as we wrote it
            assert theirs.pop("published").startswith(ours.pop("published"))
            assert theirs == ours


def test_a_folder_that_is_not_split_is_for_training(load):
    found, written = load({"annotations": [bare_article(2), torture_article()], "dev": []})

    assert list(found["rows"]) == list(written) == ["train"]
    (_, row) = found["rows"]["train"]
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"])
