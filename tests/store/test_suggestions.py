from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.edits import Change
from annotator.domain.errors import OffsetError
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction, SuggesterInfo
from tests.factories import ANA, NER, NOON, make_document, make_edit

NEWER = SuggesterInfo(NER.name, "2", NER.model)
QUOTES = SuggesterInfo("rules.quotes.v1", "1")

MAYOR = Prediction(Span(11, 23), "ACTOR", 0.9)
TOWN = Prediction(Span(51, 58), "LOCATION", 0.5)
QUOTE = Prediction(Span(30, 49), "QUOTE", None, Span(11, 23))


def store(project, document, *predictions, info=NER):
    return project.store_suggestions(document.id, document.text_sha256, {info: predictions})


def decide(project, suggestion, decision):
    after = replace(suggestion, decision=decision)
    project.apply(make_edit(suggestion.document_id, Change(suggestion, after)))
    return after


def places(project, document):
    return [(one.span, one.label, one.decision) for one in project.suggestions(document.id)]


def test_predictions_become_pending_suggestions(project, document):
    assert project.store_suggestions(
        document.id, document.text_sha256, {NER: [TOWN, MAYOR], QUOTES: [QUOTE]}
    )

    mayor, quote, town = project.suggestions(document.id)
    assert (mayor.span, mayor.label, mayor.score) == (MAYOR.span, "ACTOR", 0.9)
    assert (quote.suggester, quote.source, quote.score) == (QUOTES, Span(11, 23), None)
    assert town.suggester == NER
    assert all(one.is_pending for one in (mayor, quote, town))
    assert project.suggestion(quote.id) == quote


def test_a_stale_answer_is_dropped(project, document):
    assert not project.store_suggestions(document.id, "0" * 64, {NER: [MAYOR]})
    assert not project.store_suggestions(5, document.text_sha256, {NER: [MAYOR]})

    assert project.suggestions(document.id) == ()
    assert list(project.documents_without_run([NER])) == [document.id]


def test_a_prediction_past_the_end_is_refused_and_nothing_is_stored(project, document):
    beyond = Prediction(Span(0, len(document.text) + 1), "ACTOR")

    with pytest.raises(OffsetError):
        store(project, document, MAYOR, beyond)

    assert project.suggestions(document.id) == ()


def test_the_same_answer_again_changes_nothing(project, document):
    store(project, document, MAYOR, TOWN)
    before = project.suggestions(document.id)

    store(project, document, TOWN, MAYOR, MAYOR)

    assert project.suggestions(document.id) == before


def test_a_newer_run_takes_the_place_of_what_is_pending(project, document):
    store(project, document, MAYOR, TOWN)
    (mayor, _) = project.suggestions(document.id)

    store(project, document, replace(MAYOR, score=0.7), info=NEWER)

    (kept,) = project.suggestions(document.id)
    assert kept == replace(mayor, score=0.7, suggester=NEWER)


def test_a_run_leaves_other_suggesters_alone(project, document):
    store(project, document, QUOTE, info=QUOTES)

    store(project, document, info=NER)

    assert len(project.suggestions(document.id)) == 1


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.CORRECTED, Decision.REJECTED])
def test_what_was_decided_stays_and_is_not_proposed_again(project, document, decision):
    store(project, document, MAYOR)
    decided = decide(project, *project.suggestions(document.id), decision)

    store(project, document, MAYOR, info=NEWER)
    assert project.suggestions(document.id) == (decided,)

    store(project, document, info=NEWER)
    assert project.suggestions(document.id) == (decided,)


def test_what_the_history_mentions_stays_so_that_redo_works(project, document):
    store(project, document, MAYOR)
    (pending,) = project.suggestions(document.id)
    rejected = decide(project, pending, Decision.REJECTED)
    project.undo(document.id, annotator_id=ANA.id, at=NOON)

    store(project, document, TOWN, info=NEWER)

    assert project.suggestion(pending.id) == pending
    project.redo(document.id, annotator_id=ANA.id, at=NOON)
    assert project.suggestion(pending.id) == rejected


def test_undo_works_after_a_newer_run(project, document):
    store(project, document, MAYOR)
    (pending,) = project.suggestions(document.id)
    decide(project, pending, Decision.ACCEPTED)

    store(project, document, MAYOR, TOWN, info=NEWER)
    project.undo(document.id, annotator_id=ANA.id, at=NOON)

    assert places(project, document) == [
        (MAYOR.span, "ACTOR", Decision.PENDING),
        (TOWN.span, "LOCATION", Decision.PENDING),
    ]
    assert project.check() == []


def test_a_run_is_remembered_also_where_it_found_nothing(project, document):
    other = make_document("Nobody is named here.")
    project.add_documents([(other, None)])
    assert list(project.documents_without_run([NER])) == [document.id, other.id]

    store(project, other)

    assert list(project.documents_without_run([NER])) == [document.id]
    assert list(project.documents_without_run([NER, QUOTES])) == [document.id, other.id]
    assert list(project.documents_without_run([])) == []


def test_a_new_version_has_not_been_over_anything(project, document):
    store(project, document, MAYOR)

    assert list(project.documents_without_run([NER])) == []
    assert list(project.documents_without_run([NEWER])) == [document.id]


def test_an_old_version_counts_no_more_once_a_new_one_has_run(project, document):
    store(project, document, MAYOR)
    store(project, document, TOWN, info=NEWER)

    assert list(project.documents_without_run([NEWER])) == []
    assert list(project.documents_without_run([NER])) == [document.id]


def test_hidden_articles_need_no_run(project, document):
    before = project.info(document.id)
    project.apply(make_edit(document.id, Change(before, replace(before, hidden=True))))

    assert list(project.documents_without_run([NER])) == []


def test_suggestions_are_not_part_of_the_history(project, document):
    store(project, document, MAYOR)

    assert project.history(document.id) == ()
    assert project.history_status(document.id).undo_verb is None


def test_what_a_former_suggester_said_counts_as_said_by_the_one_in_its_place(project, document):
    store(project, document, MAYOR, TOWN, Prediction(Span(0, 4), "ACTOR"))
    first, mayor, _ = project.suggestions(document.id)
    decide(project, mayor, Decision.REJECTED)
    heir = SuggesterInfo("rules.entities.v1", "1", NER.model)

    project.store_suggestions(
        document.id,
        document.text_sha256,
        {heir: [MAYOR, TOWN]},
        formerly={heir.name: frozenset({NER.name})},
    )

    mayor, town = project.suggestions(document.id)
    assert (mayor.decision, mayor.suggester) == (Decision.REJECTED, NER)
    assert (town.decision, town.suggester) == (Decision.PENDING, heir)
    assert project.suggestion(first.id) is None
