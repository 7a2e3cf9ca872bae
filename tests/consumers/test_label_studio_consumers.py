"""What Label Studio's own library makes of our tasks and our configuration."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from annotator.formats.input_file import InputFile
from annotator.formats.label_studio.format import LabelStudio
from annotator.services.starter_schemes import starter_scheme, starters
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]

# the library warns at import of what it takes from pydantic, so it has a process of its own
_VALIDATE = """
import json, pathlib, sys
from label_studio_sdk.label_interface import LabelInterface
folder = pathlib.Path(sys.argv[1])
interface = LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
interface.validate()
errors = []
count = 0
for task in json.loads((folder / "annotations.json").read_text(encoding="utf-8")):
    for annotation in task["annotations"]:
        count += 1
        errors += [] if interface.validate_annotation(annotation) else [annotation]
        result = {"result": annotation["result"]}
        errors += interface.validate_prediction(result, return_errors=True)
    for prediction in task["predictions"]:
        count += 1
        errors += interface.validate_prediction(prediction, return_errors=True)
print(json.dumps({"errors": errors, "count": count, "labels": interface.get_all_labels()},
                 default=str))
"""
_SHORTEN = """
import pathlib, sys
from label_studio_sdk.converter import Converter
folder = pathlib.Path(sys.argv[1])
converter = Converter((folder / "config.xml").read_text(encoding="utf-8"), project_dir=None,
                      download_resources=False)
converter.convert_to_json_min(str(folder / "annotations.json"), str(folder / "short"),
                              is_dir=False)
"""


def run(script, folder):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def export(folder, articles, **more):
    files = export_all(LabelStudio(), articles, **more).files
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return json.loads(files["annotations.json"])


def test_the_library_finds_no_fault_with_tasks_or_configuration(tmp_path):
    export(tmp_path, ARTICLES)
    found = json.loads(run(_VALIDATE, tmp_path))
    assert found["errors"] == []
    assert found["count"] == 6  # three annotators' work, three suggesters'


def test_the_library_would_find_a_wrong_label(tmp_path):
    tasks = export(tmp_path, ARTICLES)
    tasks[0]["annotations"][0]["result"][0]["value"]["labels"] = ["NOBODY"]
    (tmp_path / "annotations.json").write_text(json.dumps(tasks), encoding="utf-8")
    assert json.loads(run(_VALIDATE, tmp_path))["errors"]


@pytest.mark.parametrize("name", [one.name for one in starters()])
def test_the_configuration_of_each_scheme_that_comes_with_us_is_valid(tmp_path, name):
    scheme = starter_scheme(name)
    export(tmp_path, [], scheme=scheme)
    found = json.loads(run(_VALIDATE, tmp_path))
    names = {name for held in found["labels"][0].values() for name in held}
    assert set(scheme.names()) <= names


def test_offsets_lie_within_the_text_that_they_quote(tmp_path):
    # the library does not look
    for task in export(tmp_path, ARTICLES):
        text = task["data"]["text"]
        for made in [*task["annotations"], *task["predictions"]]:
            for item in made["result"]:
                value = item.get("value", {})
                if item["type"] == "labels":
                    assert text[value["start"] : value["end"]] == value["text"] != ""
                elif item["type"] != "relation":
                    assert 0 <= value["start"] < value["end"] <= len(text)


def test_the_short_kind_that_the_library_makes_of_our_tasks_is_read(tmp_path):
    export(tmp_path, ARTICLES[:2])
    run(_SHORTEN, tmp_path)
    (made,) = (tmp_path / "short").glob("*.json")
    found = LabelStudio()
    file = InputFile.of_bytes(made.read_bytes(), made.name)
    assert found.recognises(file)
    articles = list(found.read(file))
    assert [
        sorted((span.start, span.end, span.label) for span in one.spans) for one in articles
    ] == [
        sorted((span.span.start, span.span.end, span.label) for span in one.annotations)
        for one in ARTICLES[:2]
    ]
