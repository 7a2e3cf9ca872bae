"""GLiNER's own code learns from just those spans that were not told as lost.

It wants torch, some gigabytes; where it is not installed beside the program, there is no test.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import pytest

from annotator.domain.document import AnnotatedDocument
from annotator.domain.losses import Fate, Kind
from annotator.formats.gliner.format import Gliner
from annotator.formats.gliner.words import Words
from tests.formats.examples import ANA, full_article, make_annotation, make_document
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        importlib.util.find_spec("gliner") is None, reason="gliner is not installed"
    ),
]

# a tokenizer of a few words serves, since only the words and labels are looked at
_COLLATE = """
import json, pathlib, sys
from types import SimpleNamespace
from transformers import BertTokenizerFast
from gliner.data_processing.processor import RelationExtractionSpanProcessor
from gliner.data_processing.processor import UniEncoderSpanProcessor
from gliner.data_processing.tokenizer import WordsSplitter
folder = pathlib.Path(sys.argv[1])
config = SimpleNamespace(**json.loads(sys.argv[2]))
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmno"]
(folder / "vocab.txt").write_text("\\n".join(vocabulary))
tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
splitter = WordsSplitter("whitespace")
rows = json.loads((folder / "annotations.json").read_text(encoding="utf-8"))
spans = UniEncoderSpanProcessor(config, tokenizer, splitter)
relations = RelationExtractionSpanProcessor(config, tokenizer, splitter)
found = []
for row in rows:
    batch = spans.collate_raw_batch([row])
    labels = spans.create_labels(batch)[0]
    names = batch["id_to_classes"][0]
    places = batch["span_idx"][0].tolist()
    found.append({
        "words": [word for word, _, _ in splitter(row["text"])],
        "learnt": [[*places[at], names[kind + 1]] for at, kind in labels.nonzero().tolist()],
        "relations": int(relations.collate_raw_batch([row])["rel_label"].count_nonzero()),
    })
print(json.dumps(found))
"""
_CONFIG = {
    "max_width": 12,
    "max_len": 384,
    "max_types": 30,
    "max_neg_type_ratio": 1,
    "ent_token": "<<ENT>>",
    "sep_token": "<<SEP>>",
    "rel_token": "<<REL>>",
}


def long_article() -> AnnotatedDocument:
    """An article with a span before the 384th word, and one after."""
    text = "word " * 383 + "Brandt met Nyborg."
    spans = [make_annotation(text.index(one), text.index(one) + 6, id=at) for at, one in
             enumerate(("Brandt", "Nyborg"), start=1)]  # fmt: skip
    return AnnotatedDocument(make_document(text, id=9), tuple(spans), annotators={ANA: "Ana"})


def collated(folder, made, **changes) -> list[dict]:
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            _COLLATE,
            str(folder),
            json.dumps(_CONFIG | changes),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("width", [4, 12, 90])
def test_it_learns_from_the_spans_that_are_not_told_as_unread(tmp_path, width):
    articles = [torture_article(1), full_article(2), unannotated_article(3), long_article()]
    made = export_all(Gliner(), articles, width=str(width))
    rows = json.loads(made.files["annotations.json"])

    found = collated(tmp_path, made, max_width=width)

    unread = 0
    for row, told in zip(rows, found, strict=True):
        assert row["tokenized_text"] == told["words"]
        unled = [
            one
            for one in made.losses
            if (one.kind, one.fate, one.article)
            == (Kind.RELATION, Fate.CHANGED, row["article"]["id"])
        ]
        assert told["relations"] == len(row["relations"]) - len(unled)
        learnt = {tuple(one) for one in told["learnt"]}
        lost = {
            (*Words.of(row["text"]).touched_token(one.span), one.label)
            for one in made.losses
            if (one.kind, one.fate, one.article) == (Kind.SPAN, Fate.CHANGED, row["article"]["id"])
        }
        assert learnt == {tuple(one) for one in row["ner"]} - lost
        unread += len(lost)
    assert unread >= 1  # what lies beyond the last word, at least
