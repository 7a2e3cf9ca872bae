"""doccano's own importer, in an environment of its own, makes of our lines what we exported.

Its libraries are older than ours and cannot be installed beside them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv

import pytest

from annotator.formats.doccano.format import Doccano
from annotator.formats.input_file import InputFile
from tests.formats.coming_back import relations_in
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

pytestmark = pytest.mark.soak

VERSION = "doccano==1.8.5"  # withdrawn from its index; those before it break with newer pandas
ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]

_IMPORT = """
import json, os, pathlib, sys
path, task, grapheme_mode = sys.argv[1], sys.argv[2], sys.argv[3] == "graphemes"
import backend
sys.path.insert(0, str(pathlib.Path(backend.__file__).parent))
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
from data_export.models import ExportedExample
from data_import.datasets import load_dataset
from data_import.pipeline.catalog import JSONL
from data_import.pipeline.readers import FileName
from examples.models import Example
from labels.models import Relation, Span
from projects.models import ProjectType, SequenceLabelingProject
user = get_user_model().objects.create_user(username="ana")
project = SequenceLabelingProject.objects.create(
    name="wire", description="", project_type=ProjectType.SEQUENCE_LABELING, created_by=user,
    allow_overlapping=True, use_relation=True, grapheme_mode=grapheme_mode,
)
name = os.path.basename(path)
dataset = load_dataset(task, JSONL, [FileName(path, name, name)], project, encoding="utf-8")
dataset.save(user)
rows = [
    {
        "text": one.text,
        "meta": one.meta,
        "spans": [[s.start_offset, s.end_offset, s.label.text]
                  for s in Span.objects.filter(example=one)],
        "relations": [[r.type.text, [r.from_id.start_offset, r.from_id.end_offset],
                       [r.to_id.start_offset, r.to_id.end_offset]]
                      for r in Relation.objects.filter(example=one)],
    }
    for one in Example.objects.filter(project=project).order_by("id")
]
print(json.dumps({"errors": [str(one) for one in dataset.errors], "rows": rows}, allow_nan=False))
"""


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """The interpreter of an environment that has doccano; the tests are skipped without one."""
    folder = tmp_path_factory.mktemp("doccano")
    venv.create(folder, with_pip=True)
    found = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = subprocess.run(
        [str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", VERSION],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"{VERSION} cannot be installed here: {done.stderr.strip()[-300:]}")
    return found


@pytest.fixture
def imported(python, tmp_path):
    """What doccano has after the import of an export."""

    def run(task, **options):
        path = tmp_path / "annotations.jsonl"
        path.write_bytes(export_all(Doccano(), ARTICLES, **options).files[path.name])
        done = subprocess.run(
            [
                str(python),
                "-W",
                "ignore",
                "-c",
                _IMPORT,
                str(path),
                task,
                options.get("offsets", "code points"),
            ],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings.base",
                "DATABASE_URL": f"sqlite:///{tmp_path / 'doccano.sqlite3'}",
            },
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])
        assert found["errors"] == []
        return found["rows"]

    return run


def spans(article):
    return sorted([one.span.start, one.span.end, one.label] for one in article.annotations)


def test_spans_in_the_dialect_of_lists_are_all_there(imported):
    rows = imported("SequenceLabeling")
    assert [one["text"] for one in rows] == [one.document.text for one in ARTICLES]
    assert [sorted(one["spans"]) for one in rows] == [spans(one) for one in ARTICLES]


def test_metadata_come_back_from_what_doccano_keeps_of_them(imported):
    rows = imported("SequenceLabeling")
    lines = [{"text": one["text"], "label": one["spans"], **one["meta"]} for one in rows]
    data = "".join(json.dumps(one) + "\n" for one in lines).encode()
    back = Doccano().read(InputFile.of_bytes(data, "export.jsonl"))
    assert [one.metadata for one in back] == [one.document.info.metadata for one in ARTICLES]


def test_spans_and_relations_in_the_dialect_of_objects_are_all_there(imported):
    rows = imported("RelationExtraction", dialect="relation-extraction")
    assert [sorted(one["spans"]) for one in rows] == [spans(one) for one in ARTICLES]
    assert [sorted(one["relations"]) for one in rows] == [
        [[label, list(source[:2]), list(target[:2])] for label, source, target in relations_in(one)]
        for one in ARTICLES
    ]


def test_offsets_in_graphemes_are_taken_as_they_are(imported):
    rows = imported("SequenceLabeling", offsets="graphemes")
    data = "".join(
        json.dumps({"text": one["text"], "label": one["spans"]}) + "\n" for one in rows
    ).encode()
    file = InputFile.of_bytes(data, "export.jsonl", options={"offsets": "graphemes"})
    assert [
        sorted([span.start, span.end, span.label] for span in one.spans)
        for one in Doccano().read(file)
    ] == [spans(one) for one in ARTICLES]
