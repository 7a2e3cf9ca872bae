"""The programs that people train with read what we export, without a network or a warning."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from annotator.formats.jsonl.format import Jsonl
from annotator.resources import resource
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all

_LOAD = """
import json, pathlib, sys, warnings
import datasets  # what it warns of at import is not about our file
warnings.simplefilter("error")
path, cache, features = sys.argv[1:]
if features:
    features = datasets.Features.from_dict(json.loads(pathlib.Path(features).read_text()))
rows = datasets.load_dataset(
    "json", data_files=path, cache_dir=cache, split="train", features=features or None
)
print(json.dumps({"rows": len(rows), "first": rows[0], "last": rows[-1],
                  "columns": rows.column_names,
                  "features": repr(rows.features)}, default=str))
"""


@pytest.fixture
def load(tmp_path):
    """Loads an export as `datasets` does, in a process of its own; returns what it found."""

    def run(articles, features=""):
        path = tmp_path / "export.jsonl"
        path.write_bytes(export_all(Jsonl(), articles).files["annotations.jsonl"])
        done = subprocess.run(
            [sys.executable, "-c", _LOAD, str(path), str(tmp_path / "cache"), str(features)],
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
        return json.loads(done.stdout)

    return run


def test_an_export_loads_with_one_schema_and_nothing_lost(load):
    found = load([bare_article(1), full_article(2), bare_article(3)])

    assert found["rows"] == 3
    assert found["last"]["spans"] == []
    assert "Json" not in found["features"]  # the type it falls back to for lines that differ
    assert set(found["columns"]) == set(found["first"])


def test_a_whole_article_comes_back_as_it_was_written(load, tmp_path):
    found = load([full_article(), bare_article(2)])
    written = json.loads((tmp_path / "export.jsonl").read_text().split("\n")[0])
    # it knows a date when it sees one; all else is as we wrote it
    assert found["first"].pop("published").startswith(written.pop("published"))
    assert found["first"] == written


def test_with_our_features_it_loads_whatever_comes_first(load):
    """Ten megabytes without a relation make it believe that there are none; told, it does not."""
    long = "A long text. " * 500_000
    untouched = (bare_article(number, text=long) for number in (1, 2))
    found = load([*untouched, full_article(3)], resource("article.features.json"))

    assert found["first"]["relations"] == []
    assert found["last"]["relations"][0]["label"] == "SPEAKER"
    assert found["last"]["published"].startswith("2026-11-22")


def test_our_features_are_those_of_the_schema():
    schema = json.loads(resource("article.schema.json").read_bytes())
    features = json.loads(resource("article.features.json").read_bytes())
    assert features == _features(schema, schema)


def _features(part, schema):
    """The types that a JSON Schema stands for, in the notation of `datasets`."""
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    kind = part.get("type", "string")
    if kind == "object":
        return {name: _features(one, schema) for name, one in part["properties"].items()}
    if kind == "array":
        return [_features(part["items"], schema)]
    plain = kind if isinstance(kind, str) else kind[0]
    dtype = {"integer": "int64", "number": "float64"}.get(plain, "string")
    return {"dtype": dtype, "_type": "Value"}
