from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from annotator.domain.errors import InvalidScheme, NotAllowed, UnknownName
from annotator.domain.labels import (
    AttributeKind,
    AttributeSpec,
    Label,
    LabelScheme,
    RelationType,
)
from tests.factories import make_scheme
from tests.strategies import label_schemes

ACTOR = Label("ACTOR", "#102030", "#a0b0c0", "a")


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ((replace(ACTOR, name=""),), "cannot be the name"),
        ((replace(ACTOR, name=" ACTOR"),), "cannot be the name"),
        ((ACTOR, replace(ACTOR, shortcut="b")), "Two labels are named “ACTOR”"),
        ((replace(ACTOR, colour="blue"),), "“blue” of ACTOR is no colour"),
        ((replace(ACTOR, dark_colour="#12345"),), "“#12345” of ACTOR is no colour"),
        ((replace(ACTOR, shortcut="ab"),), "is not one letter or digit"),
        ((replace(ACTOR, shortcut="!"),), "is not one letter or digit"),
        ((ACTOR, replace(ACTOR, name="AREA", shortcut="A")), "ACTOR and AREA share the key “A”"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(labels, sentence):
    with pytest.raises(InvalidScheme, match=sentence):
        LabelScheme(labels)


@pytest.mark.parametrize("ends", [(("ACTOR",), ("PLACE",)), (("PLACE",), ("ACTOR",))])
def test_a_relation_between_unknown_labels_is_refused(ends):
    with pytest.raises(InvalidScheme, match="joins “PLACE”, which is no label"):
        LabelScheme((ACTOR,), (RelationType("NEAR", *ends),))


def test_labels_are_found_by_name():
    scheme = make_scheme()

    assert scheme.names() == ("ACTOR", "LOCATION", "QUOTE", "CLAIM")
    assert scheme.label("QUOTE").shortcut == "q"
    assert "QUOTE" in scheme
    assert "QUOT" not in scheme
    with pytest.raises(UnknownName, match=r"no label named “QUOT”\. Known: ACTOR, CLAIM"):
        scheme.label("QUOT")


@given(label_schemes())
def test_equal_schemes_are_equal_whatever_they_have_looked_up(scheme):
    again = LabelScheme(scheme.labels, scheme.relations)

    assert again == scheme
    assert all(scheme.label(name) in scheme.labels for name in scheme.names())


def test_relations_are_allowed_in_one_direction():
    scheme = make_scheme()

    scheme.check_relation("SPEAKER", "QUOTE", "ACTOR")
    with pytest.raises(NotAllowed, match="SPEAKER leads from QUOTE to ACTOR, not from ACTOR to"):
        scheme.check_relation("SPEAKER", "ACTOR", "QUOTE")
    with pytest.raises(UnknownName):
        scheme.check_relation("AUTHOR", "QUOTE", "ACTOR")


def test_the_relation_between_two_labels_is_found():
    scheme = make_scheme()

    found = scheme.relation_between("CLAIM", "ACTOR")
    assert found is not None
    assert found.name == "CLAIMANT"
    assert scheme.relation_between("ACTOR", "CLAIM") is None


@pytest.mark.parametrize(
    ("spec", "good", "bad"),
    [
        (AttributeSpec("side", AttributeKind.CHOICE, choices=("left", "right")), "left", "up"),
        (AttributeSpec("direct", AttributeKind.FLAG), True, 1),
        (AttributeSpec("role", AttributeKind.TEXT), "mayor", 3),
        (AttributeSpec("weight", AttributeKind.NUMBER), 0.5, True),
    ],
)
def test_attributes_must_be_of_their_kind(spec, good, bad):
    scheme = LabelScheme((replace(ACTOR, attributes=(spec,)),))

    scheme.check_attributes("ACTOR", ((spec.name, good),))
    with pytest.raises(NotAllowed, match=f"no value of the attribute “{spec.name}”"):
        scheme.check_attributes("ACTOR", ((spec.name, bad),))


def test_an_unknown_attribute_is_refused():
    with pytest.raises(UnknownName, match="no attribute of ACTOR named “age”"):
        make_scheme().check_attributes("ACTOR", (("age", 3),))
