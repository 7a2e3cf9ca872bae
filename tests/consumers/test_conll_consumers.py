"""spaCy's converter, seqeval and doccano's shape of file read our rows as they were meant."""

from __future__ import annotations

import subprocess
import sys
import warnings
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import AnnotatedDocument
from annotator.formats.conll.format import Conll
from annotator.formats.tokenising.tags import Tagged, tags_of
from annotator.formats.tokenising.tokens import aligned, tokenise
from tests.formats.examples import ANA, full_article, make_annotation, make_document
from tests.formats.exporting import export_all, exported, read_all
from tests.formats.torture import torture_article, unannotated_article
from tests.strategies import few, spans, texts

ROWS = "annotations.conll"


@cache
def english():
    import spacy

    return spacy.blank("en")


def _words_of_spans(articles, **options):
    """What our own reader finds: label and tokens of each span, article by article."""
    made = export_all(Conll(), articles, **options)
    return [
        [(one.label, "".join(one.quoted.split())) for one in back.spans]
        for back in read_all(Conll(), made)
    ]


@pytest.mark.parametrize("converter", ["conll", "ner", "auto"])
def test_spacy_convert_makes_documents_with_the_same_entities(tmp_path, converter):
    from spacy import blank
    from spacy.tokens import DocBin

    articles = [torture_article(), unannotated_article(), full_article(3)]
    (tmp_path / "a.conll").write_bytes(exported(Conll(), articles)[ROWS])

    done = subprocess.run(
        [
            *(sys.executable, "-m", "spacy", "convert", "-c", converter),
            *(str(tmp_path / "a.conll"), str(tmp_path)),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(blank("en").vocab))
    assert [
        [(ent.label_, "".join(token.text for token in ent)) for ent in doc.ents] for doc in docs
    ] == _words_of_spans(articles)
    assert all(doc.has_annotation("SENT_START") for doc in docs)


def _sentences(data):
    """Tags of each sentence, as a program sees them that knows rows and blank lines only."""
    blocks = data.decode().split("\n\n")
    rows = [[row.split() for row in block.split("\n") if row] for block in blocks]
    return [
        [cells[-1] for cells in block] for block in rows if block and block[0][0] != "-DOCSTART-"
    ]


@pytest.mark.parametrize(("tags", "scheme"), [("IOB2", "IOB2"), ("BILUO", "BILOU"),
                                              ("IOBES", "IOBES"), ("IOB1", "IOB1")])  # fmt: skip
@pytest.mark.parametrize("blank", ["sentences", "articles"])
def test_strict_seqeval_finds_our_spans_and_no_others(tags, scheme, blank):
    from seqeval import scheme as schemes
    from seqeval.metrics import classification_report
    from seqeval.metrics.sequence_labeling import get_entities

    articles = [torture_article(), full_article(3)]
    options = {"tags": tags, "blank-lines": blank}
    found = _sentences(exported(Conll(), articles, **options)[ROWS])
    ours = [one for each in _words_of_spans(articles, **options) for one in each]

    report = classification_report(
        found, found, mode="strict", scheme=getattr(schemes, scheme), output_dict=True
    )
    assert report["micro avg"]["support"] == len(ours)
    assert report["micro avg"]["f1-score"] == 1
    labels = {label for label, _ in ours}
    assert {name for name in report if not name.endswith(" avg")} == labels
    for label in labels:
        assert report[label]["support"] == sum(one == label for one, _ in ours)
    if tags in ("IOB2", "IOBES"):  # the lenient scorer knows no others
        assert len(get_entities(found)) == len(ours)


def test_doccano_gets_two_cells_a_row_and_an_article_a_block():
    """Its importer wants a tab, and takes what stands between two blank lines for an example."""
    articles = [torture_article(), unannotated_article()]
    options = {"columns": "two", "blank-lines": "articles"}
    data = exported(Conll(), articles, **options)[ROWS].decode()

    blocks = [block for block in data.split("\n\n") if block.strip("\n")]
    assert len(blocks) == 2
    for block in blocks:
        for row in block.strip("\n").split("\n"):
            word, tag = row.strip().split("\t")
            assert word
            assert tag == "O" or tag[:2] in ("B-", "I-")


@few(examples=60)
@given(data=st.data(), text=texts(min_size=1))
def test_our_biluo_tags_are_those_of_spacy(data, text):
    from spacy.training import biluo_to_iob, offsets_to_biluo_tags

    tokens = tokenise(text, "en")
    drawn = data.draw(st.lists(st.tuples(spans(len(text)), st.sampled_from("AB")), max_size=5))
    kept, at = [], 0
    for span, label in sorted(drawn):
        covered = aligned(span, tokens)
        if covered is not None and covered.first_token >= at:
            kept.append((covered, label))
            at = covered.end_token
    doc = english().tokenizer(text)
    offsets = [(one.span.start, one.span.end, label) for one, label in kept]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # it warns where offsets do not fit its tokens
        theirs = offsets_to_biluo_tags(doc, offsets)

    tagged = [Tagged(one.first_token, one.end_token, label) for one, label in kept]
    assert tags_of(tagged, len(tokens), "BILUO") == theirs
    assert tags_of(tagged, len(tokens), "IOB2") == biluo_to_iob(theirs)
    assert "-" not in theirs


def test_a_span_at_each_edge_of_the_text_reaches_spacy():
    from spacy.training.converters import conll_ner_to_docs

    text = "Ben met Ray"
    one = AnnotatedDocument(
        make_document(text),
        (make_annotation(0, 3), make_annotation(8, 11, id=101)),
        annotators={ANA: "Ana"},
    )
    data = exported(Conll(), [one])[ROWS].decode()
    (doc,) = conll_ner_to_docs(data, no_print=True)
    assert [ent.text for ent in doc.ents] == ["Ben", "Ray"]
