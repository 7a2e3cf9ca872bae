"""What those who train models from conversations make of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from annotator.formats.chat.format import Chat
from tests.formats.examples import bare_article, full_article
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3), bare_article(4)]

# each in a process of its own: what they warn of at import is not about our file
_MESSAGES = """
import json, pathlib, sys, warnings
from openai.types.chat import ChatCompletionMessageParam
from pydantic import TypeAdapter
warnings.simplefilter("error")
adapter = TypeAdapter(list[ChatCompletionMessageParam])
lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
roles = [[one["role"] for one in adapter.validate_python(json.loads(line)["messages"])]
         for line in lines]
print(json.dumps(roles))
"""
_ROWS = """
import json, sys, warnings
import datasets
warnings.simplefilter("error")
path, cache = sys.argv[1:]
rows = datasets.load_dataset("json", data_files=path, cache_dir=cache, split="train")
print(json.dumps({"columns": rows.column_names, "users": [one["messages"][1]["content"]
                                                          for one in rows]}))
"""


@pytest.fixture
def made(tmp_path):
    exported = export_all(Chat(), ARTICLES, tokens="40")
    for name, data in exported.files.items():
        (tmp_path / name).write_bytes(data)
    return exported


def run(script, *arguments):
    offline = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | offline,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_line_is_a_conversation_by_the_types_of_openai(made, tmp_path):
    roles = run(_MESSAGES, tmp_path / "annotations.jsonl")
    assert len(roles) == len(made.files["annotations.jsonl"].splitlines()) > len(ARTICLES)
    assert {tuple(one) for one in roles} == {("system", "user", "assistant")}


def test_datasets_loads_them_and_the_articles_are_whole(made, tmp_path):
    found = run(_ROWS, tmp_path / "annotations.jsonl", tmp_path / "cache")
    assert found["columns"] == ["messages"]
    assert "".join(found["users"]) == "".join(one.document.text for one in ARTICLES)
