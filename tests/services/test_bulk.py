"""Many at once: what each verb does is what single gestures do, and one undo takes it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Origin
from annotator.domain.document import Status
from annotator.domain.errors import Cancelled, NotAllowed, UnknownName
from annotator.domain.ids import SuggestionId
from annotator.domain.occurrences import Words
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, Prediction
from annotator.services import projects
from annotator.services.bulk import Choice
from annotator.services.jobs import JobContext
from tests.factories import ANA, NER, make_scheme
from tests.services.helpers import import_text, span_of, suggest
from tests.strategies import few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.edits import Edit
    from annotator.domain.ids import DocumentId
    from annotator.services.changes import Changed
    from annotator.services.jobs import Job
    from annotator.services.projects import Services

HOMS = "Homs fell. In Homs, the mayor said: “Homs is ours.” HOMS! Homsi."


def do(job: Job[Edit | None]) -> Edit | None:
    return job.work(JobContext())


def state(services: Services, *ids: DocumentId) -> list[object]:
    """All that articles hold."""
    project = services.project
    return [
        (
            project.annotations(one),
            project.relations(one),
            project.suggestions(one),
            project.info(one),
        )
        for one in ids
    ]


def shape(services: Services, document_id: DocumentId) -> list[object]:
    """The same without ids and times, so that two ways of doing a thing can be compared."""
    project = services.project
    annotations = {one.id: one for one in project.annotations(document_id)}

    def face(annotation: object) -> tuple[object, ...]:
        one = annotations[annotation]  # type: ignore[index]
        return one.span, one.label, one.attributes, one.provenance.origin, one.provenance.score

    return [
        sorted((face(one) for one in annotations), key=str),
        sorted(
            ((one.label, face(one.source_id), face(one.target_id)))
            for one in project.relations(document_id)
        ),
        [(one.span, one.label, one.decision) for one in project.suggestions(document_id)],
        project.info(document_id).status,
    ]


def places(services: Services, words: str = "Homs", **options: bool) -> list[tuple[object, Span]]:
    from annotator.services.occurrences import Listing

    listing = services.occurrences.job(Words(words, **options), Listing()).work(JobContext())
    return [(one.document_id, one.span) for one in listing.take()]


# ------------------------------------------------------------ suggestions of an article


def test_accepting_all_is_one_undo(services: Services, document_id: DocumentId):
    suggest(services, document_id, ("Nadia Orbeli", "ACTOR"), ("Tbilisi", "LOCATION"))
    before = state(services, document_id)

    do(services.bulk.accept_all(document_id))

    found = services.project.annotations(document_id)
    assert [one.label for one in found] == ["ACTOR", "LOCATION"]
    assert {one.provenance.origin for one in found} == {Origin.ACCEPTED}
    assert services.project.info(document_id).status is Status.IN_PROGRESS
    assert services.editing.history_status(document_id).undo_verb == "Accept all suggestions"
    services.editing.undo(document_id)
    assert state(services, document_id) == before


def test_a_quote_is_joined_to_its_speaker_who_is_accepted_with_it(
    services: Services, document_id: DocumentId
):
    quote = "“We will not move.”"
    suggest(services, document_id, (quote, "QUOTE", "Nadia Orbeli"), ("Nadia Orbeli", "ACTOR"))

    do(services.bulk.accept_all(document_id, Choice(frozenset({"QUOTE"}))))

    actor, quoted = services.project.annotations(document_id)
    (relation,) = services.project.relations(document_id)
    assert (relation.label, relation.source_id, relation.target_id) == (
        "SPEAKER",
        quoted.id,
        actor.id,
    )


def score_all(services: Services, document_id: DocumentId, *scored: tuple[str, float | None]):
    document = services.project.document(document_id)
    predictions = [
        Prediction(span_of(services, document_id, words), "ACTOR", score) for words, score in scored
    ]
    services.project.store_suggestions(document_id, document.text_sha256, {NER: predictions})


@pytest.mark.parametrize(
    ("choice", "taken"),
    [
        (Choice(), {"Nadia", "Orbeli", "Tbilisi"}),
        (Choice(bound=0.8), {"Orbeli"}),
        (Choice(bound=0.8, below=True), {"Nadia", "Tbilisi"}),
        (Choice(bound=0.0), {"Nadia", "Orbeli", "Tbilisi"}),
        (Choice(frozenset({"LOCATION"})), set()),
    ],
)
def test_a_score_chooses_and_no_score_counts_as_none(
    services: Services, document_id: DocumentId, choice: Choice, taken: set[str]
):
    score_all(services, document_id, ("Nadia", 0.5), ("Orbeli", 0.8), ("Tbilisi", None))

    do(services.bulk.accept_all(document_id, choice))

    text = services.project.document(document_id).text
    assert {one.span.text_of(text) for one in services.project.annotations(document_id)} == taken


def test_what_the_threshold_hides_is_not_chosen(services: Services, document_id: DocumentId):
    score_all(services, document_id, ("mayor", 0.2), ("Nadia Orbeli", 0.5), ("Tbilisi", None))
    low, high, unscored = services.project.suggestions(document_id)

    edit = do(services.bulk.accept_all(document_id, Choice(least=0.5)))

    assert edit is not None
    assert edit.verb == "Accept all suggestions shown"
    assert [services.project.suggestion(one.id).decision for one in (low, high, unscored)] == [
        Decision.PENDING,
        Decision.ACCEPTED,
        Decision.ACCEPTED,
    ]
    assert (
        do(services.bulk.reject_all(document_id, Choice(bound=0.4, below=True, least=0.5))) is None
    )


def test_rejecting_a_label_leaves_the_others(services: Services, document_id: DocumentId):
    suggest(services, document_id, ("Nadia Orbeli", "ACTOR"), ("Tbilisi", "LOCATION"))

    do(services.bulk.reject_all(document_id, Choice(frozenset({"ACTOR"}))))

    decisions = {one.label: one.decision for one in services.project.suggestions(document_id)}
    assert decisions == {"ACTOR": Decision.REJECTED, "LOCATION": Decision.PENDING}
    services.editing.undo(document_id)
    assert all(one.is_pending for one in services.project.suggestions(document_id))


def test_nothing_to_decide_is_no_edit(services: Services, document_id: DocumentId):
    assert do(services.bulk.accept_all(document_id)) is None
    assert services.editing.history_status(document_id).undo_verb is None


SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 8)
)
PREDICTIONS = st.lists(
    st.builds(
        Prediction,
        SPANS,
        st.sampled_from(make_scheme().names()),
        st.none() | st.floats(0, 1),
        st.none() | SPANS,
    ),
    max_size=12,
    unique_by=lambda one: (one.span, one.label),
)


@few()
@given(predictions=PREDICTIONS, annotated=st.lists(SPANS, max_size=3))
def test_accepting_all_is_accepting_each_in_turn(
    tmp_path_factory: pytest.TempPathFactory,
    predictions: list[Prediction],
    annotated: list[Span],
):
    shapes = []
    for at_once in (True, False):
        path = tmp_path_factory.mktemp("law") / "Law.annotator"
        with projects.create_project(path, ANA, scheme=make_scheme()) as services:
            document_id = import_text(services, "x" * 80)
            for span in annotated:
                services.editing.add(document_id, span, "ACTOR")
            sha256 = services.project.document(document_id).text_sha256
            services.project.store_suggestions(document_id, sha256, {NER: predictions})
            before = state(services, document_id)
            if at_once:
                edit = do(services.bulk.accept_all(document_id))
            else:
                for one in services.project.suggestions(document_id):
                    if services.project.suggestion(one.id).is_pending:  # type: ignore[union-attr]
                        services.editing.accept(SuggestionId(one.id))
            shapes.append(shape(services, document_id))
            if at_once and edit is not None:
                services.editing.undo(document_id)
                assert state(services, document_id) == before
    assert shapes[0] == shapes[1]


# ------------------------------------------------------------ words all over the project


def test_tagging_all_over_the_project_is_undone_from_any_article(services: Services):
    first = import_text(services, HOMS, "one.txt")
    second = import_text(services, "To Homs and back.", "two.txt")
    before = state(services, first, second)

    edit = do(services.bulk.tag(places(services), "LOCATION"))

    assert edit is not None
    assert edit.document_id is None
    assert edit.documents() == {first, second}
    assert [len(services.project.annotations(one)) for one in (first, second)] == [3, 1]
    verb = services.editing.history_status(second).undo_verb
    assert verb == "Tag 4 × LOCATION"
    services.editing.undo(second)
    assert state(services, first, second) == before
    services.editing.redo(first)
    assert [len(services.project.annotations(one)) for one in (first, second)] == [3, 1]


def test_tagging_accepts_what_is_suggested_and_leaves_what_is_there(services: Services):
    document_id = import_text(services, HOMS)
    (suggestion_id,) = suggest(services, document_id, ("Homs", "LOCATION"))
    second = Span(14, 18)
    kept = services.editing.add(document_id, second, "LOCATION")

    do(services.bulk.tag(places(services), "LOCATION", document_id=document_id))

    found = services.project.annotations(document_id)
    assert [one.span for one in found] == [Span(0, 4), second, Span(37, 41)]
    assert found[0].provenance.suggestion_id == suggestion_id
    assert found[1].id == kept
    suggestion = services.project.suggestion(suggestion_id)
    assert suggestion is not None
    assert suggestion.decision is Decision.ACCEPTED


def test_untagging_takes_relations_and_decides_suggestions_again(
    services: Services, document_id: DocumentId
):
    actor_id, quote_id = suggest(
        services,
        document_id,
        ("Nadia Orbeli", "ACTOR"),
        ("“We will not move.”", "QUOTE", "Nadia Orbeli"),
    )
    services.editing.accept(quote_id)
    before = state(services, document_id)
    span = span_of(services, document_id, "Nadia Orbeli")

    do(services.bulk.untag([(document_id, span)], "ACTOR"))

    assert [one.label for one in services.project.annotations(document_id)] == ["QUOTE"]
    assert services.project.relations(document_id) == ()
    assert services.project.suggestion(actor_id).decision is Decision.REJECTED  # type: ignore[union-attr]
    services.editing.undo(document_id)
    assert state(services, document_id) == before


@pytest.mark.parametrize("bulk", [True, False])
def test_relabelling_drops_what_the_label_may_not_have(
    services: Services, document_id: DocumentId, *, bulk: bool
):
    """The same outcome whether one relabels one by one or all at once."""
    actor_id, quote_id = suggest(
        services,
        document_id,
        ("Nadia Orbeli", "ACTOR"),
        ("“We will not move.”", "QUOTE", "Nadia Orbeli"),
    )
    services.editing.accept(quote_id)
    actor = services.project.annotations(document_id)[0]
    services.editing.set_attributes(actor.id, (("role", "mayor"),))

    if bulk:
        do(services.bulk.relabel([(document_id, actor.span)], "ACTOR", "LOCATION"))
    else:
        services.editing.relabel(actor.id, "LOCATION")

    after = services.project.annotation(actor.id)
    assert after is not None
    assert (after.label, after.attributes) == ("LOCATION", ())
    assert after.provenance.origin is Origin.CORRECTED
    assert services.project.relations(document_id) == ()
    assert services.project.suggestion(actor_id).decision is Decision.CORRECTED  # type: ignore[union-attr]


def test_an_unknown_label_is_refused_before_anything_is_done(services: Services):
    with pytest.raises(UnknownName):
        services.bulk.tag([], "SHIP")


def test_articles_that_were_removed_meanwhile_are_left_out(services: Services):
    first = import_text(services, HOMS, "one.txt")
    second = import_text(services, "To Homs and back.", "two.txt")
    found = places(services)
    services.editing.remove_article(first)

    do(services.bulk.tag(found, "LOCATION"))

    assert services.project.annotations(first) == ()
    assert len(services.project.annotations(second)) == 1


# ------------------------------------------------------------ undo, conflicts, failures


def test_undo_is_refused_with_advice_if_another_article_has_moved_on(services: Services):
    first = import_text(services, HOMS, "one.txt")
    second = import_text(services, "To Homs and back.\nSecond.", "two.txt")
    do(services.bulk.tag(places(services), "LOCATION"))
    (tagged,) = services.project.annotations(second)
    services.editing.relabel(tagged.id, "ACTOR")
    before = state(services, first, second)

    with pytest.raises(NotAllowed, match=r"“To Homs and back\.”.*Undo that change") as refused:
        services.editing.undo(first)
    with pytest.raises(NotAllowed):
        services.project_edits.undo()

    assert "cannot be taken back" in str(refused.value)
    assert state(services, first, second) == before
    services.editing.undo(second)
    services.editing.undo(first)
    assert services.project.annotations(first) == ()


def test_undo_is_refused_where_a_relation_was_made_since(services: Services):
    first = import_text(services, HOMS, "one.txt")
    second = import_text(services, "Homs said “no”.", "two.txt")
    do(services.bulk.tag(places(services), "ACTOR"))
    (actor,) = services.project.annotations(second)
    quote = services.editing.add(second, span_of(services, second, "“no”"), "QUOTE")
    services.editing.relate(quote, actor.id)

    with pytest.raises(NotAllowed, match="cannot be taken back"):
        services.editing.undo(first)

    assert len(services.project.annotations(first)) == 3


def test_a_failure_in_the_middle_leaves_nothing(services: Services):
    document_id = import_text(services, HOMS)
    before = state(services, document_id)
    edit = do(services.bulk.tag(places(services), "LOCATION"))
    assert edit is not None
    services.editing.undo(document_id)
    wrong = replace(edit.changes[1].after, span=Span(0, 10_000))  # type: ignore[type-var]
    bad = [edit.changes[0], replace(edit.changes[1], after=wrong)]

    with pytest.raises(ValueError, match="10000"):
        do(services.project_edits.job("Tagging", "Tag", lambda _: bad))

    assert state(services, document_id) == before
    assert services.project_edits.history_status().undo_verb is None


def test_cancelled_it_does_nothing(services: Services):
    document_id = import_text(services, HOMS)
    context = JobContext()
    context.cancel()

    with pytest.raises(Cancelled):
        services.bulk.tag(places(services), "LOCATION").work(context)

    assert services.project.annotations(document_id) == ()


def test_views_are_told_once_with_all_articles(services: Services):
    ids = [import_text(services, f"{one}: Homs.", f"{one}.txt") for one in ("a", "b")]
    told: list[Changed] = []
    services.changes.subscribe(told.append)

    do(services.bulk.tag(places(services), "LOCATION"))
    services.editing.undo(ids[0])

    assert [one.documents for one in told] == [frozenset(ids)] * 2
    assert not any(one.listing or one.scheme for one in told)


def test_the_project_has_its_own_undo_and_redo(services: Services):
    document_id = import_text(services, HOMS)
    do(services.bulk.tag(places(services), "LOCATION"))

    services.project_edits.undo()
    assert services.project.annotations(document_id) == ()
    assert services.project_edits.history_status().redo_verb == "Tag 3 × LOCATION"
    services.project_edits.history_job(None, redo=True).work(JobContext())
    assert len(services.project.annotations(document_id)) == 3


TEXTS = st.lists(st.text("Homs .é😀\n", min_size=1, max_size=30), min_size=1, max_size=3)


@few()
@given(texts=TEXTS, words=st.sampled_from(["Homs", "o", "s ", "é", "😀", "mm"]), case=st.booleans())
def test_tagging_all_then_undo_is_as_before(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], words: str, *, case: bool
):
    path = tmp_path_factory.mktemp("law") / "Law.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        ids: Sequence[DocumentId] = [
            import_text(services, f"{number}: {text}.", f"{number}.txt")
            for number, text in enumerate(texts)
        ]
        before = state(services, *ids)
        found = places(services, words, case=case)
        do(services.bulk.tag(found, "LOCATION"))
        tagged = [
            (one, annotation.span)
            for one in ids
            for annotation in services.project.annotations(one)
        ]
        assert sorted(tagged) == sorted(found)
        if found:
            services.editing.undo(found[0][0])  # type: ignore[arg-type]
        assert state(services, *ids) == before
