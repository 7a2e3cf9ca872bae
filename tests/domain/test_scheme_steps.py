from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import InvalidScheme, UnknownName
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.scheme_draft import SchemeDraft, checked
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
    Tagged,
)
from tests.strategies import label_schemes

KIND = AttributeSpec("kind", AttributeKind.CHOICE, "", ("town", "site"))
SCHEME = LabelScheme(
    (
        Label("ACTOR", "#111111", "#eeeeee", "a"),
        Label("PLACE", "#222222", "#dddddd", "p", attributes=(KIND,)),
        Label("QUOTE", "#333333", "#cccccc", "q"),
    ),
    (RelationType("SPEAKER", ("QUOTE",), ("ACTOR", "PLACE")),),
)
TOWN = Label("TOWN", "#444444", "#bbbbbb")
DRAFT = SchemeDraft(SCHEME)


def tagged(label: str, words: str = "Homs", **attributes: str) -> Tagged:
    return Tagged(label, tuple(sorted(attributes.items())), words)


def test_a_renamed_label_is_found_by_its_old_name_and_stays_at_its_relations():
    draft = DRAFT.then(RenameLabel("ACTOR", "PERSON"))

    person = draft.scheme.named("ACTOR")
    assert person == draft.scheme.label("PERSON")
    assert person.aliases == ("ACTOR",)
    assert draft.scheme.relations[0].targets == ("PERSON", "PLACE")
    assert draft.tagged(tagged("ACTOR")) == tagged("PERSON")
    assert draft.tagged(tagged("QUOTE")) == tagged("QUOTE")
    assert draft.verb == "Rename ACTOR to PERSON"


def test_a_name_that_is_taken_is_refused_with_what_to_do_instead():
    with pytest.raises(InvalidScheme, match="merge the two instead"):
        DRAFT.then(RenameLabel("ACTOR", "PLACE"))


def test_a_merged_label_becomes_an_alias_and_leaves_its_relations_to_the_other():
    draft = DRAFT.then(MergeLabels("PLACE", "ACTOR"))

    assert draft.scheme.names() == ("ACTOR", "QUOTE")
    assert draft.scheme.label("ACTOR").aliases == ("PLACE",)
    assert draft.scheme.relations[0].targets == ("ACTOR",)
    assert draft.tagged(tagged("PLACE")) == tagged("ACTOR")
    with pytest.raises(InvalidScheme, match="into itself"):
        DRAFT.then(MergeLabels("PLACE", "PLACE"))


def test_a_label_is_split_by_the_values_of_an_attribute_or_by_words():
    river = Label("RIVER", "#555555", "#aaaaaa")
    parts = (Part(TOWN, "kind", ("town",)), Part(river, words=("Don",)))
    draft = DRAFT.then(SplitLabel("PLACE", parts))

    assert draft.scheme.names() == ("ACTOR", "PLACE", "TOWN", "RIVER", "QUOTE")
    assert draft.scheme.relations[0].targets == ("ACTOR", "PLACE", "TOWN", "RIVER")
    assert draft.tagged(tagged("PLACE", kind="town")) == tagged("TOWN")
    assert draft.tagged(tagged("PLACE", kind="site")) == tagged("PLACE", kind="site")
    assert draft.tagged(tagged("PLACE", " don")) == tagged("RIVER", " don")
    assert draft.leads("PLACE") == {"PLACE", "TOWN", "RIVER"}


def test_a_deleted_label_takes_relations_along_that_lose_an_end():
    draft = DRAFT.then(DeleteLabel("QUOTE"))

    assert draft.scheme.relations == ()
    assert draft.tagged(tagged("QUOTE")) is None
    assert DRAFT.then(DeleteLabel("QUOTE", "ACTOR")).tagged(tagged("QUOTE")) == tagged("ACTOR")


def test_attributes_and_choices_get_other_names_with_their_values():
    draft = DRAFT.then(RenameAttribute("PLACE", "kind", "sort"))
    draft = draft.then(RenameChoice("PLACE", "sort", "town", "city"))

    assert draft.scheme.label("PLACE").attributes[0].choices == ("city", "site")
    assert draft.tagged(tagged("PLACE", kind="town")) == tagged("PLACE", sort="city")
    assert draft.tagged(tagged("ACTOR", kind="town")) == tagged("ACTOR", kind="town")
    assert draft.changes_attributes("PLACE")
    assert not draft.changes_attributes("ACTOR")
    assert not draft.changes_label("PLACE")


def test_two_choices_become_one_where_the_new_name_is_there_already():
    draft = DRAFT.then(RenameChoice("PLACE", "kind", "site", "town"))

    assert draft.scheme.label("PLACE").attributes[0].choices == ("town",)


def test_steps_follow_each_other():
    draft = DRAFT.then(RenameLabel("ACTOR", "PERSON")).then(MergeLabels("PERSON", "PLACE"))

    assert draft.tagged(tagged("ACTOR")) == tagged("PLACE")
    assert draft.scheme.label("PLACE").aliases == ("PERSON", "ACTOR")
    assert draft.verb == "Edit label scheme"


def test_what_a_revised_scheme_calls_otherwise_follows_by_the_alias():
    named = Label("PERSON", "#111111", "#eeeeee", aliases=("ACTOR",))
    draft = DRAFT.then(Revise(LabelScheme((named, *SCHEME.labels[1:]))))

    assert draft.tagged(tagged("ACTOR")) == tagged("PERSON")
    assert draft.changes_label("ACTOR")


def test_typing_makes_one_step_of_many():
    draft = DRAFT
    for length in range(1, 5):
        label = Label("ACTOR", "#111111", "#eeeeee", "a", "Who?"[:length])
        draft = draft.then(Revise(LabelScheme((label, *SCHEME.labels[1:]), SCHEME.relations)))

    assert len(draft.steps) == 1
    assert draft.scheme.label("ACTOR").description == "Who?"


def test_a_step_that_carried_names_over_is_not_forgotten():
    named = Label("PERSON", "#111111", "#eeeeee", aliases=("ACTOR",))
    bare = Label("PERSON", "#111111", "#eeeeee")
    draft = DRAFT.then(Revise(LabelScheme((named, *SCHEME.labels[1:]))))
    draft = draft.then(Revise(LabelScheme((bare, *SCHEME.labels[1:]))))

    assert draft.tagged(tagged("ACTOR")) == tagged("PERSON")


@pytest.mark.parametrize(
    ("specs", "reason"),
    [
        ((AttributeSpec("", AttributeKind.TEXT),), "cannot be the name of an attribute"),
        ((KIND, KIND), "two attributes named “kind”"),
        ((AttributeSpec("k", AttributeKind.CHOICE),), "has no choices"),
        ((AttributeSpec("k", AttributeKind.CHOICE, "", ("x", "x")),), "two choices named “x”"),
        ((AttributeSpec("k", AttributeKind.FLAG, "", ("x",)),), "is no choice"),
    ],
)
def test_broken_attributes_are_refused(specs: tuple[AttributeSpec, ...], reason: str):
    with pytest.raises(InvalidScheme, match=reason):
        checked(LabelScheme((Label("A", "#111111", "#111111", attributes=specs),)))


def test_a_relation_needs_labels_at_both_ends_and_a_name_of_its_own():
    with pytest.raises(InvalidScheme, match="both ends"):
        checked(LabelScheme(SCHEME.labels, (RelationType("R", ("ACTOR",), ()),)))
    twice = (*SCHEME.relations, RelationType("X", ("ACTOR",), ("ACTOR",)))
    with pytest.raises(InvalidScheme, match="two relations named “SPEAKER”"):
        SchemeDraft(LabelScheme(SCHEME.labels, twice)).then(RenameRelation("X", "SPEAKER"))
    with pytest.raises(InvalidScheme, match="at least one label"):
        checked(LabelScheme(()))
    with pytest.raises(UnknownName):
        DRAFT.then(RenameLabel("NOBODY", "X"))


@given(label_schemes().filter(lambda scheme: scheme.labels), st.data())
def test_renaming_there_and_back_leaves_nothing_but_an_alias(
    scheme: LabelScheme, data: st.DataObject
):
    whole = LabelScheme(
        scheme.labels,
        tuple(
            replace(one, sources=tuple(dict.fromkeys(one.sources)), targets=scheme.names())
            for one in scheme.relations
            if one.sources
        ),
    )
    old = data.draw(st.sampled_from(scheme.names()))
    new = f"another {len(scheme.labels)}"

    there = RenameLabel(old, new).scheme(whole)
    back = RenameLabel(new, old).scheme(there)

    assert back.label(old).aliases == (new,)
    restored = replace(back.label(old), aliases=whole.label(old).aliases)
    labels = tuple(restored if one.name == old else one for one in back.labels)
    assert replace(back, labels=labels) == whole
