"""The label scheme, edited with the project open: what follows, what comes back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Provenance
from annotator.domain.document import ArticleFilter
from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import Cancelled, InvalidScheme, NotAllowed, UnknownName
from annotator.domain.ids import EntryId
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.scheme_steps import (
    DeleteLabel,
    MergeLabels,
    Part,
    RenameAttribute,
    RenameChoice,
    RenameLabel,
    RenameRelation,
    Revise,
    SplitLabel,
)
from annotator.domain.suggestion import Decision, Prediction
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.suggestion_run import landed
from tests.factories import (
    ANA,
    BEN,
    NER,
    make_annotation,
    make_edit,
    make_relation,
    make_suggestion,
)
from tests.services.helpers import import_text, span_of, suggest
from tests.strategies import decisions, few

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.edits import Edit
    from annotator.domain.ids import DocumentId
    from annotator.domain.scheme_steps import Step
    from annotator.services.projects import Services
    from annotator.services.scheme_impact import Impact

TEXT = "“We stay,” said the Council in Homs. The Council and Damascus agreed on the Orontes."
KIND = AttributeSpec("kind", AttributeKind.CHOICE, "", ("town", "river"))
SCHEME = LabelScheme(
    (
        Label(
            "ACTOR",
            "#1f6feb",
            "#58a6ff",
            "a",
            attributes=(AttributeSpec("role", AttributeKind.TEXT),),
        ),
        Label(
            "ORG",
            "#0f6feb",
            "#48a6ff",
            "o",
            attributes=(AttributeSpec("size", AttributeKind.NUMBER),),
        ),
        Label("PLACE", "#1a7f37", "#3fb950", "p", attributes=(KIND,)),
        Label("QUOTE", "#9a6700", "#d29922", "q"),
    ),
    (RelationType("SPEAKER", ("QUOTE",), ("ACTOR", "ORG")),),
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with projects.create_project(tmp_path / "Storm.annotator", ANA, scheme=SCHEME) as made:
        made.project.ensure_annotator(BEN)
        yield made


@pytest.fixture
def document_id(services: Services) -> DocumentId:
    return import_text(services, TEXT)


def put(services: Services, on: DocumentId, words: str, label: str, **fields: Any) -> Annotation:
    """An annotation on the first place of these words."""
    document = services.project.document(on)
    span = fields.pop("span", None) or span_of(services, on, words)
    made = make_annotation(document, span.start, span.end, label, **fields)
    services.project.apply(make_edit(on, Change(None, made)))
    return made


def revise(services: Services, *steps: Step) -> Edit | None:
    """Does these steps as one edit."""
    draft = services.schemes.draft()
    for step in steps:
        draft = draft.then(step)
    return services.schemes.job(draft).work(JobContext())


def preview(services: Services, *steps: Step) -> Impact:
    draft = services.schemes.draft()
    for step in steps:
        draft = draft.then(step)
    return services.schemes.preview(draft).work(JobContext())


def everything(services: Services) -> dict[str, object]:
    """All that a scheme's edit may touch."""
    project = services.project
    found: dict[str, object] = {"scheme": project.scheme()}
    for one in project.article_ids(ArticleFilter()):
        found[f"annotations {one}"] = project.annotations(one)  # type: ignore[arg-type]
        found[f"relations {one}"] = project.relations(one)  # type: ignore[arg-type]
        found[f"suggestions {one}"] = project.suggestions(one)  # type: ignore[arg-type]
    names = (*SCHEME.names(), *project.scheme().names())
    found["entries"] = set(project.labelled.entries(names))
    return found


def labels(services: Services, on: DocumentId) -> list[tuple[str, str]]:
    text = services.project.document(on).text
    return [(one.label, one.span.text_of(text)) for one in services.project.annotations(on)]


def test_a_rename_takes_annotations_suggestions_relations_and_entries_along(services, document_id):
    entry = RegistryEntry(EntryId(7), "ACTOR", "Council")
    services.project.apply(make_edit(None, Change(None, entry)))
    actor = put(
        services, document_id, "Council", "ACTOR", attributes=(("role", "x"),), entry_id=EntryId(7)
    )
    quote = put(services, document_id, "“We stay,”", "QUOTE")
    services.project.apply(make_edit(document_id, Change(None, make_relation(quote, actor))))
    pending, decided = suggest(services, document_id, ("Homs", "ACTOR"), ("Damascus", "ACTOR"))
    services.editing.reject(decided)
    before = everything(services)

    counted = preview(services, RenameLabel("ACTOR", "PERSON"))
    assert everything(services) == before
    edit = revise(services, RenameLabel("ACTOR", "PERSON"))

    assert edit is not None
    assert edit.verb == "Rename ACTOR to PERSON"
    assert edit.document_id is None
    assert counted.annotations == {("ACTOR", "PERSON"): 1}
    assert counted.suggestions == {("ACTOR", "PERSON"): 2}
    assert counted.entries == {("ACTOR", "PERSON"): 1}
    assert not counted.relations
    assert counted.articles == 1
    project = services.project
    assert project.annotation(actor.id) == replace(actor, label="PERSON")
    assert project.suggestion(pending).label == project.suggestion(decided).label == "PERSON"
    assert project.suggestion(decided).decision is Decision.REJECTED
    assert [one.label for one in project.relations(document_id)] == ["SPEAKER"]
    assert project.scheme().relation("SPEAKER").targets == ("PERSON", "ORG")
    assert project.labelled.entries(["PERSON"]) == [replace(entry, label="PERSON")]
    assert services.checking.job().work(JobContext()) == []

    services.editing.undo(document_id)  # from the article as well as from the project
    assert everything(services) == before


def test_suggesters_that_use_the_old_name_land_on_the_new_one_and_unknown_labels_are_dropped(
    services, document_id
):
    revise(services, RenameLabel("ACTOR", "PERSON"))
    span = span_of(services, document_id, "Council")

    found = landed(
        services.project.scheme(), [Prediction(span, "ACTOR", 0.5), Prediction(span, "CLAIM")]
    )

    assert found == [Prediction(span, "PERSON", 0.5)]


def test_names_that_are_new_make_suggesters_look_again(services, document_id):
    suggest(services, document_id, ("Homs", "PLACE"))
    runs = services.project.documents_without_run
    assert list(runs([NER])) == []
    revise(services, Revise(replace(SCHEME, labels=SCHEME.labels[::-1])))
    assert list(runs([NER])) == []
    added = (*SCHEME.labels[::-1], Label("CLAIM", "#123456", "#abcdef"))
    revise(services, Revise(replace(SCHEME, labels=added)))
    assert list(runs([NER])) == [document_id]


def test_a_merge_keeps_one_of_two_on_the_same_words_with_both_their_values(services, document_id):
    kept = put(services, document_id, "Council", "ACTOR", attributes=(("role", "host"),))
    gone = put(
        services, document_id, "Council", "ORG", attributes=(("size", 9),), note="Nine of them"
    )
    alone = put(services, document_id, "Homs", "ORG", attributes=(("size", 3),))
    quote = put(services, document_id, "“We stay,”", "QUOTE")
    services.project.apply(make_edit(document_id, Change(None, make_relation(quote, gone))))
    before = everything(services)

    counted = preview(services, MergeLabels("ORG", "ACTOR"))
    revise(services, MergeLabels("ORG", "ACTOR"))

    assert counted.annotations == {("ORG", "ACTOR"): 2}
    assert counted.merged == 1
    assert counted.lost == {("ORG", "size"): 2}  # ACTOR has no such attribute
    project = services.project
    assert project.annotation(kept.id) == replace(kept, note="Nine of them")
    assert project.annotation(gone.id) is None
    assert project.annotation(alone.id) == replace(alone, label="ACTOR", attributes=())
    assert [one.target_id for one in project.relations(document_id)] == [kept.id]
    assert project.scheme().named("ORG") == project.scheme().label("ACTOR")
    assert services.checking.job().work(JobContext()) == []
    services.project_edits.undo()
    assert everything(services) == before


def test_values_that_the_target_has_come_along_and_its_own_win(services, document_id):
    role = AttributeSpec("role", AttributeKind.TEXT)
    both = tuple(replace(one, attributes=(role,)) for one in SCHEME.labels[:2])
    revise(services, Revise(replace(SCHEME, labels=(*both, *SCHEME.labels[2:]))))
    empty = put(services, document_id, "Council", "ACTOR")
    put(services, document_id, "Council", "ORG", attributes=(("role", "host"),))
    full = put(services, document_id, "Homs", "ACTOR", attributes=(("role", "guest"),))
    put(services, document_id, "Homs", "ORG", attributes=(("role", "town"),))

    counted = preview(services, MergeLabels("ORG", "ACTOR"))
    revise(services, MergeLabels("ORG", "ACTOR"))

    assert counted.lost == {("ORG", "role"): 1}
    assert services.project.annotation(empty.id).attributes == (("role", "host"),)
    assert services.project.annotation(full.id).attributes == (("role", "guest"),)


def test_relations_that_become_one_by_a_merge_are_one(services, document_id):
    actor = put(services, document_id, "Council", "ACTOR")
    org = put(services, document_id, "Council", "ORG")
    quote = put(services, document_id, "“We stay,”", "QUOTE")
    for target in (actor, org):
        services.project.apply(make_edit(document_id, Change(None, make_relation(quote, target))))

    counted = preview(services, MergeLabels("ORG", "ACTOR"))
    revise(services, MergeLabels("ORG", "ACTOR"))

    assert counted.relations == {"SPEAKER": 1}
    assert len(services.project.relations(document_id)) == 1


def test_two_analysts_on_the_same_words_stay_two(services, document_id):
    put(services, document_id, "Council", "ACTOR")
    put(services, document_id, "Council", "ORG", annotator_id=BEN.id)

    revise(services, MergeLabels("ORG", "ACTOR"))

    assert labels(services, document_id) == [("ACTOR", "Council")] * 2


def test_pending_suggestions_that_become_one_by_a_merge_are_one(services, document_id):
    suggest(services, document_id, ("Homs", "ACTOR"), ("Homs", "ORG"))

    revise(services, MergeLabels("ORG", "ACTOR"))

    assert [one.label for one in services.project.suggestions(document_id)] == ["ACTOR"]


def test_a_split_by_value_moves_what_has_it_and_leaves_the_rest(services, document_id):
    homs = put(services, document_id, "Homs", "PLACE", attributes=(("kind", "town"),))
    put(services, document_id, "Orontes", "PLACE", attributes=(("kind", "river"),))
    suggest(services, document_id, ("Damascus", "PLACE"))
    before = everything(services)
    part = Part(Label("TOWN", "#123456", "#abcdef", "t"), "kind", ("town",))

    counted = preview(services, SplitLabel("PLACE", (part,)))
    revise(services, SplitLabel("PLACE", (part,)))

    assert counted.annotations == {("PLACE", "TOWN"): 1}
    assert not counted.lost
    assert labels(services, document_id) == [("TOWN", "Homs"), ("PLACE", "Orontes")]
    assert services.project.annotation(homs.id).attributes == ()
    assert [one.label for one in services.project.suggestions(document_id)] == ["PLACE"]
    services.project_edits.undo()
    assert everything(services) == before


def test_a_split_by_words_moves_suggestions_and_entries_too(services, document_id):
    for number, name in ((1, "Homs"), (2, "Damascus"), (3, "Orontes")):
        entry = RegistryEntry(EntryId(number), "PLACE", name)
        services.project.apply(make_edit(None, Change(None, entry)))
    put(services, document_id, "Homs", "PLACE", entry_id=EntryId(1))
    suggest(services, document_id, ("Damascus", "PLACE"))
    part = Part(Label("TOWN", "#123456", "#abcdef"), words=("homs", "damascus"))

    counted = preview(services, SplitLabel("PLACE", (part,)))
    revise(services, SplitLabel("PLACE", (part,)))

    assert counted.suggestions == {("PLACE", "TOWN"): 1}
    assert counted.entries == {("PLACE", "TOWN"): 2}
    assert labels(services, document_id) == [("TOWN", "Homs")]
    assert [one.name for one in services.project.labelled.entries(["TOWN"])] == ["Damascus", "Homs"]


def test_an_entry_whose_mentions_part_keeps_those_of_its_label(services, document_id):
    entry = RegistryEntry(EntryId(1), "PLACE", "Homs")
    services.project.apply(make_edit(None, Change(None, entry)))
    gone = put(
        services, document_id, "Homs", "PLACE", attributes=(("kind", "town"),), entry_id=entry.id
    )
    stays = put(services, document_id, "Orontes", "PLACE", entry_id=entry.id)
    part = Part(Label("TOWN", "#123456", "#abcdef"), "kind", ("town",))

    counted = preview(services, SplitLabel("PLACE", (part,)))
    revise(services, SplitLabel("PLACE", (part,)))

    assert counted.unlinked == 1
    assert services.project.annotation(gone.id).entry_id is None
    assert services.project.annotation(stays.id).entry_id == entry.id
    assert services.project.labelled.entries(["PLACE"]) == [entry]


def test_a_deleted_label_takes_its_annotations_along_or_gives_them_to_another(
    services, document_id
):
    entry = RegistryEntry(EntryId(1), "ORG", "Council")
    services.project.apply(make_edit(None, Change(None, entry)))
    org = put(services, document_id, "Council", "ORG", entry_id=entry.id)
    quote = put(services, document_id, "“We stay,”", "QUOTE")
    services.project.apply(make_edit(document_id, Change(None, make_relation(quote, org))))
    pending, decided = suggest(services, document_id, ("Homs", "ORG"), ("Damascus", "ORG"))
    services.editing.reject(decided)
    before = everything(services)

    counted = preview(services, DeleteLabel("ORG"))
    revise(services, DeleteLabel("ORG"))

    assert counted.annotations == {("ORG", ""): 1}
    assert counted.relations == {"SPEAKER": 1}
    assert counted.suggestions == {("ORG", ""): 1}
    assert counted.entries == {("ORG", ""): 1}
    assert labels(services, document_id) == [("QUOTE", "“We stay,”")]
    assert services.project.suggestion(pending) is None
    assert services.project.suggestion(decided).decision is Decision.REJECTED
    assert "ORG" not in services.project.scheme()
    assert services.checking.job().work(JobContext()) == []
    services.project_edits.undo()
    assert everything(services) == before

    revise(services, DeleteLabel("ORG", "PLACE"))

    assert ("PLACE", "Council") in labels(services, document_id)
    assert services.project.relations(document_id) == ()  # no quote has a place for its speaker
    services.project_edits.undo()
    assert everything(services) == before


def test_a_label_in_use_cannot_just_be_left_out(services, document_id):
    put(services, document_id, "Homs", "PLACE")
    without = LabelScheme(tuple(one for one in SCHEME.labels if one.name != "PLACE"))

    with pytest.raises(NotAllowed, match=r"no place for annotations of PLACE \(1\)"):
        revise(services, Revise(without))
    assert services.project.scheme() == SCHEME


def test_annotations_of_hidden_articles_follow_since_undo_may_show_them_again(
    services, document_id
):
    put(services, document_id, "Homs", "PLACE")
    services.editing.remove_article(document_id)

    assert services.schemes.counts()["PLACE"] == 1
    revise(services, RenameLabel("PLACE", "SITE"))

    assert labels(services, document_id) == [("SITE", "Homs")]


def test_removing_an_attribute_or_a_choice_drops_its_values_and_says_how_many(
    services, document_id
):
    put(services, document_id, "Homs", "PLACE", attributes=(("kind", "town"),))
    put(services, document_id, "Orontes", "PLACE", attributes=(("kind", "river"),))

    def with_specs(*specs: AttributeSpec) -> Revise:
        changed = replace(SCHEME.label("PLACE"), attributes=specs)
        every = tuple(changed if one.name == "PLACE" else one for one in SCHEME.labels)
        return Revise(replace(SCHEME, labels=every))

    fewer = replace(KIND, choices=("town",))
    assert preview(services, with_specs(fewer)).lost == {("PLACE", "kind"): 1}
    assert preview(services, with_specs()).lost == {("PLACE", "kind"): 2}
    number = AttributeSpec("kind", AttributeKind.NUMBER)
    assert preview(services, with_specs(number)).lost == {("PLACE", "kind"): 2}

    revise(services, with_specs(fewer))

    values = [one.attributes for one in services.project.annotations(document_id)]
    assert values == [(("kind", "town"),), ()]


def test_renamed_attributes_and_choices_keep_their_values(services, document_id):
    homs = put(services, document_id, "Homs", "PLACE", attributes=(("kind", "town"),))

    counted = preview(services, RenameAttribute("PLACE", "kind", "sort"))
    revise(
        services,
        RenameAttribute("PLACE", "kind", "sort"),
        RenameChoice("PLACE", "sort", "town", "city"),
    )

    assert counted.values == {("PLACE", "sort"): 1}
    assert not counted.lost
    assert services.project.annotation(homs.id).attributes == (("sort", "city"),)


def test_relations_follow_their_type_and_go_with_it(services, document_id):
    actor = put(services, document_id, "Council", "ACTOR")
    quote = put(services, document_id, "“We stay,”", "QUOTE")
    services.project.apply(make_edit(document_id, Change(None, make_relation(quote, actor))))
    before = everything(services)

    revise(services, RenameRelation("SPEAKER", "SAID_BY"))
    assert [one.label for one in services.project.relations(document_id)] == ["SAID_BY"]
    services.project_edits.undo()

    without = Revise(LabelScheme(SCHEME.labels))
    assert preview(services, without).relations == {"SPEAKER": 1}
    revise(services, without)
    assert services.project.relations(document_id) == ()
    services.project_edits.undo()

    narrowed = RelationType("SPEAKER", ("QUOTE",), ("ORG",))
    revise(services, Revise(LabelScheme(SCHEME.labels, (narrowed,))))
    assert services.project.relations(document_id) == ()
    services.project_edits.undo()
    assert everything(services) == before


def test_nothing_broken_is_ever_stored(services, document_id):
    with pytest.raises(InvalidScheme, match="share the key"):
        LabelScheme((*SCHEME.labels, Label("X", "#000000", "#000000", "A")))
    with pytest.raises(InvalidScheme, match="at least one"):
        revise(services, *(DeleteLabel(name) for name in SCHEME.names()))
    assert services.project.scheme() == SCHEME


def test_a_draft_of_a_scheme_that_is_no_more_is_refused(services):
    stale = services.schemes.draft().then(RenameLabel("ORG", "BODY"))
    revise(services, RenameLabel("ACTOR", "PERSON"))

    with pytest.raises(NotAllowed, match="changed meanwhile"):
        services.schemes.job(stale).work(JobContext())


def test_a_cancelled_edit_stores_nothing(services, document_id):
    put(services, document_id, "Homs", "PLACE")
    before = everything(services)
    context = JobContext()
    context.cancel()
    draft = services.schemes.draft().then(RenameLabel("PLACE", "SITE"))

    with pytest.raises(Cancelled):
        services.schemes.job(draft).work(context)
    assert everything(services) == before


def test_a_draft_that_changes_nothing_is_no_edit(services):
    assert revise(services) is None
    assert revise(services, Revise(SCHEME)) is None


def test_what_is_said_beforehand_is_plain(services, document_id):
    put(services, document_id, "Homs", "PLACE", attributes=(("kind", "town"),))
    suggest(services, document_id, ("Damascus", "PLACE"), ("Orontes", "PLACE"))

    said = preview(services, MergeLabels("PLACE", "ORG")).sentences()

    assert said == [
        "1 PLACE annotation becomes ORG.",
        "1 value of PLACE's attribute “kind” will be lost.",
        "2 PLACE suggestions become ORG.",
    ]


def test_a_scheme_goes_to_a_file_and_comes_back(services, tmp_path):
    path = tmp_path / "mine.json"
    services.schemes.write_file(SCHEME, path)

    assert services.schemes.read_file(path) == SCHEME


_names = st.sampled_from(SCHEME.names())
_steps = st.one_of(
    st.builds(RenameLabel, _names, st.sampled_from(["PERSON", "SITE", "ORG"])),
    st.builds(MergeLabels, _names, _names),
    st.builds(DeleteLabel, _names, st.none() | _names),
    st.builds(
        SplitLabel,
        _names,
        st.just((Part(Label("NEW", "#123456", "#abcdef"), "kind", ("town",), ("council",)),)),
    ),
    st.just(RenameAttribute("PLACE", "kind", "sort")),
    st.just(RenameChoice("PLACE", "kind", "town", "river")),
    st.just(RenameRelation("SPEAKER", "SAID_BY")),
    st.just(Revise(LabelScheme(SCHEME.labels))),
)
_marks = st.lists(
    st.tuples(
        st.sampled_from(["Council", "Homs", "Damascus"]),
        _names,
        st.sampled_from([(), (("kind", "town"),), (("kind", "river"),)]),
        st.none() | decisions,
    ),
    max_size=6,
)


@given(_marks, st.lists(_steps, min_size=1, max_size=3))
@few(examples=10)
def test_any_edit_of_the_scheme_then_undo_is_as_before(tmp_path_factory, marks, steps):
    path = tmp_path_factory.mktemp("law") / "Law.annotator"
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        on = import_text(services, TEXT)
        document = services.project.document(on)
        quote = put(services, on, "“We stay,”", "QUOTE")
        for words, label, values, decision in marks:
            kept = values if label == "PLACE" else ()
            made = put(services, on, words, label, attributes=kept, provenance=Provenance())
            if label in ("ACTOR", "ORG"):
                relation = make_relation(quote, made)
                services.project.apply(make_edit(on, Change(None, relation)))
            if decision is not None:
                span = made.span
                one = make_suggestion(document, span.start, span.end, label, decision=decision)
                services.project.apply(make_edit(on, Change(None, one)))
        draft = services.schemes.draft()
        for step in steps:
            with suppress(InvalidScheme, UnknownName):  # it makes no sense after those before
                draft = draft.then(step)
        before = everything(services)

        try:
            edit = services.schemes.job(draft).work(JobContext())
        except NotAllowed:  # annotations would be left without a label
            edit = None

        after = services.project.scheme()
        for one in services.project.annotations(on):
            after.check_attributes(one.label, one.attributes)
        assert services.checking.job().work(JobContext()) == []
        if edit is not None:
            services.project_edits.undo()
        assert everything(services) == before
        assert services.checking.job().work(JobContext()) == []
