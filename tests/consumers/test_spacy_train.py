"""`spacy train` runs in the folder of an export, as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from annotator.domain.document import AnnotatedDocument
from annotator.formats.docbin.format import Spacy
from tests.formats.examples import ANA, make_annotation, make_document
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article


@pytest.fixture
def folder(tmp_path):
    """Writes an export there."""

    def write(articles, **more):
        made = export_all(Spacy(), articles, **more)
        for name, data in made.files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return tmp_path

    return write


def spacy(folder, *words: str) -> subprocess.CompletedProcess[str]:
    # what its command line imports warns of itself
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "spacy", *words],
        cwd=folder,
        env=os.environ | {"ANSI_COLORS_DISABLED": "1", "NO_COLOR": "1", "PYTHONIOENCODING": "utf8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=150,
        check=False,
    )


def train(folder, kind: str, steps: int, *words: str) -> dict[str, float]:
    """Trains for so many steps and gives the scores of the best."""
    limits = (f"--training.max_steps={steps}", f"--training.eval_frequency={max(1, steps // 2)}")
    done = spacy(
        folder, "train", f"config-{kind}.cfg", "--output", f"model-{kind}", *limits, *words
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / f"model-{kind}" / "model-last" / "config.cfg").is_file()
    meta = (folder / f"model-{kind}" / "model-best" / "meta.json").read_text("utf-8")
    performance: dict[str, float] = json.loads(meta)["performance"]
    return performance


def said_so(number: int, words: int) -> AnnotatedDocument:
    """An article with a quotation of so many words, and who said it."""
    quote = "“" + " ".join(f"word{(number + at) % 7}" for at in range(words)) + ",”"
    text = f"It was late. {quote} said Mayor Brandt."
    start = text.index("Mayor")
    annotations = (
        make_annotation(13, 13 + len(quote), "QUOTE", id=1),
        make_annotation(start, start + len("Mayor Brandt"), "ACTOR", id=2),
    )
    return AnnotatedDocument(make_document(text, id=number), annotations, annotators={ANA: "Ana"})


@pytest.mark.parametrize("kind", ["ner", "spancat"])
def test_training_runs_on_an_export_that_is_not_split(folder, kind):
    train(folder([torture_article(1), unannotated_article(2)]), kind, 2)


def test_training_runs_on_a_split_export_of_short_spans(folder):
    parts = {"train": [said_so(1, 4), said_so(2, 5)], "dev": [said_so(3, 3)], "test": []}
    train(folder((), parts=parts), "spancat", 2)


def test_training_runs_on_a_folder_of_shards(folder, monkeypatch):
    monkeypatch.setattr("annotator.formats.docbin.writer.SHARD_DOCUMENTS", 1)
    where = folder([torture_article(1), said_so(2, 5)])
    assert (where / "train" / "00002.spacy").is_file()
    train(where, "ner", 2)


def test_quotations_that_no_ngram_has_are_learnt(folder):
    articles = [said_so(number, 14 + number % 20) for number in range(1, 41)]
    scores = train(folder(articles), "spancat", 160)
    assert scores["spans_sc_f"] > 0.5


@pytest.mark.parametrize("kind", ["ner", "spancat"])
def test_spacy_finds_nothing_wrong_with_the_data(folder, kind):
    where = folder([torture_article(1), unannotated_article(2)])

    # it fails because there are few articles; what it says of them is what counts
    told = spacy(where, "debug", "data", f"config-{kind}.cfg").stdout

    assert "Corpus is loadable" in told
    assert "2 training docs" in told
    errors = [line for line in told.splitlines() if line.startswith("✘")]
    assert [line for line in errors if "Low number of examples" not in line] == ["✘ 1 error"]
    if kind == "ner":
        assert "No entities consisting of or starting/ending with whitespace" in told
