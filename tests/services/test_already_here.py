from __future__ import annotations

from annotator.services.already_here import AlreadyHere, says_the_same
from tests.factories import ANA, BEN, make_annotation, make_document, make_relation

DOCUMENT = make_document()


def of(who, label="ACTOR", **more):
    return make_annotation(DOCUMENT, label=label, annotator_id=who.id, **more)


def test_another_annotators_span_is_new_where_the_file_says_who_annotated():
    here = AlreadyHere([of(BEN)])

    assert here.like(of(ANA), is_named=True) is None
    assert here.like(of(BEN), is_named=True) is not None


def test_anybodys_span_counts_where_the_file_does_not_say_who_annotated():
    bens = of(BEN)

    assert AlreadyHere([bens]).like(of(ANA), is_named=False) is bens
    assert AlreadyHere([bens]).like(of(ANA, "LOCATION"), is_named=False) is None


def test_of_several_the_one_that_says_the_same_counts_then_ones_own():
    anas, bens = of(ANA), of(BEN, note="heard")
    here = AlreadyHere([bens, anas])

    assert here.like(of(ANA, note="heard"), is_named=False) is bens
    assert here.like(of(ANA), is_named=False) is anas


def test_a_relation_between_other_peoples_spans_is_new_unless_the_file_does_not_say_whose():
    quote, actor = of(BEN, "QUOTE"), of(BEN)
    here = AlreadyHere([quote, actor], [make_relation(quote, actor)])
    other_quote, other_actor = of(ANA, "QUOTE"), of(ANA)
    for one in (other_quote, other_actor):
        here.add(one)
    again = make_relation(other_quote, other_actor)

    assert here.has(make_relation(quote, actor), ())
    assert not here.has(again, ())
    assert not here.has(again, {other_quote.id})
    assert here.has(again, {other_quote.id, other_actor.id})
    assert not here.has(make_relation(other_quote, other_actor, "CLAIMANT"), {quote.id, actor.id})


def test_what_a_file_leaves_unsaid_is_no_difference():
    here = of(ANA, note="heard", attributes=(("role", "mayor"),))

    assert says_the_same(of(ANA), here)
    assert says_the_same(of(ANA, note="heard"), here)
    assert not says_the_same(of(ANA, note="seen"), here)
    assert not says_the_same(of(ANA, attributes=(("role", "clerk"),)), here)
