from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edits import Change
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from tests.factories import (
    NER,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
)
from tests.strategies import few, spans

_LENGTH = 60
_SPANS = st.lists(spans(_LENGTH), min_size=1, max_size=8, unique=True)


@given(_SPANS, spans(_LENGTH), st.lists(spans(_LENGTH), max_size=3))
@few(examples=25)
def test_what_overlaps_is_found_however_long_it_is_or_becomes(
    tmp_path_factory, made, asked, resized
):
    document = make_document("x" * _LENGTH)
    annotations = [make_annotation(document, one.start, one.end) for one in made]
    path = tmp_path_factory.mktemp("p") / "x.annotator"
    with make_project(path, document) as project:
        project.apply(make_creation(*annotations))
        predictions = [Prediction(one, "ACTOR") for one in made]
        project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
        for place, span in enumerate(resized[: len(made)]):
            after = replace(annotations[place], span=span)
            project.apply(make_edit(document.id, Change(annotations[place], after)))

        assert project.annotations_over(document.id, asked) == tuple(
            one for one in project.annotations(document.id) if one.span.overlaps(asked)
        )
        assert project.pending_over(document.id, asked) == tuple(
            one for one in project.suggestions(document.id) if one.span.overlaps(asked)
        )


def test_spans_of_another_article_do_not_count(project, document):
    other = make_document("Rain fell on the coast.")
    project.add_documents([(other, None)])
    project.apply(make_creation(make_annotation(other, 0, 9)))

    assert project.annotations_over(document.id, Span(0, 9)) == ()
