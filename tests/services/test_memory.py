"""What is tagged and rejected in one article changes the suggestions in the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.errors import NotAllowed
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.memory import MEMORY, Phrase, PhraseOrder, PhraseState, Rule
from annotator.domain.scheme_steps import DeleteLabel, MergeLabels, RenameLabel, Revise
from annotator.domain.suggestion import Decision
from annotator.services.jobs import JobContext
from tests.services.helpers import import_text, suggest
from tests.services.memory_helpers import learn, offered, reject, tag

if TYPE_CHECKING:
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services


@pytest.fixture
def first(services: Services) -> DocumentId:
    return import_text(services, "Rebels took Port Merrow.\n“We go,” said the mayor of Osby.\n")


@pytest.fixture
def second(services: Services) -> DocumentId:
    return import_text(services, "In Port Merrow, rebels met. Port Merrows? Port Merrow!", "2.txt")


# ---------------------------------------------------------------- offering


def test_what_was_tagged_once_is_offered_in_every_article(services, first, second):
    tag(services, first, "Port Merrow")

    report = learn(services)

    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2
    assert offered(services, first) == []
    assert report.changed == 1
    found = services.project.suggestions(second)[0]
    assert found.suggester == MEMORY
    assert found.score == 0.85
    assert found.reason == "tagged as LOCATION once in this project"
    assert services.project.check() == []


def test_what_was_tagged_twice_is_surer(services, first, second):
    third = import_text(services, "Port Merrow fell.", "3.txt")
    tag(services, first, "Port Merrow")
    learn(services)
    before = services.project.suggestions(third)[0]

    services.editing.accept(services.project.suggestions(second)[0].id)
    learn(services)

    after = services.project.suggestions(third)[0]
    assert (after.id, after.score) == (before.id, 0.95)
    assert "several times" in after.reason


def test_undoing_a_tag_takes_its_suggestions_back(services, first, second):
    tag(services, first, "Port Merrow")
    learn(services)

    services.editing.undo(first)
    learn(services)

    assert services.project.suggestions(second) == ()
    assert services.memory.table().rows == []
    services.editing.redo(first)
    learn(services)
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2


def test_words_without_capitals_are_offered_with_them_too(services, first, second):
    tag(services, second, "rebels", "ACTOR")
    learn(services)
    assert offered(services, first) == [("Rebels", "ACTOR")]


def test_quotes_are_not_remembered(services, first):
    third = import_text(services, "“We go,” he wrote.", "3.txt")
    tag(services, first, "“We go,”", "QUOTE")
    learn(services)
    assert offered(services, third) == []
    assert services.memory.table().rows == []


def test_a_name_in_a_quote_is_offered_although_the_quote_is_tagged(services, first):
    third = import_text(services, "“We leave Port Merrow,” he said.", "3.txt")
    tag(services, third, "“We leave Port Merrow,”", "QUOTE")
    tag(services, first, "Port Merrow")
    learn(services)
    assert ("Port Merrow", "LOCATION") in offered(services, third)


def test_articles_that_come_later_have_what_is_remembered_at_once(services, first):
    tag(services, first, "Port Merrow")
    learn(services)

    third = import_text(services, "Port Merrow, Monday.", "3.txt")
    assert services.memory.is_behind()
    learn(services)
    assert offered(services, third) == [("Port Merrow", "LOCATION")]

    suggest(services, third, ("Monday", "LOCATION"))
    assert offered(services, third) == [("Port Merrow", "LOCATION"), ("Monday", "LOCATION")]


def test_a_run_of_the_suggesters_is_settled_with_the_memory_at_once(services, first, second):
    tag(services, first, "Port Merrow")
    learn(services)

    suggest(services, second, ("Port Merrow", "ACTOR"), ("rebels", "ACTOR"))

    assert offered(services, second) == [
        ("Port Merrow", "LOCATION"),
        ("rebels", "ACTOR"),
        ("Port Merrow", "LOCATION"),
    ]
    (withheld,) = (
        one for one in services.project.suggestions(second) if one.decision is Decision.WITHHELD
    )
    assert withheld.label == "ACTOR"
    assert not services.memory.is_behind()
    assert services.project.check() == []


def test_a_suggester_that_says_the_same_is_left_alone(services, first, second):
    (own,) = suggest(services, second, ("Port Merrow", "LOCATION"))
    tag(services, first, "Port Merrow")
    learn(services)
    assert next(one.id for one in services.project.suggestions(second)) == own
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2


def test_what_was_rejected_in_one_place_is_not_offered_there_again(services, first, second):
    tag(services, first, "Port Merrow")
    third = import_text(services, "Port Merrow fell. Port Merrow rose.", "3.txt")
    tag(services, third, "Port Merrow")
    learn(services)
    (suggestion_id, _) = (one.id for one in services.project.suggestions(second))

    services.editing.reject(suggestion_id)
    learn(services)

    assert offered(services, second) == [("Port Merrow", "LOCATION")]
    assert services.project.suggestions(second)[0].decision is Decision.REJECTED


# ---------------------------------------------------------------- withholding


def test_what_was_rejected_twice_is_withheld_everywhere(services, second):
    (suggestion_id,) = suggest(services, second, ("rebels", "ACTOR"))
    reject(services, "rebels", "ACTOR", 1)
    learn(services)
    assert offered(services, second) == [("rebels", "ACTOR")]

    reject(services, "Rebels", "ACTOR", 1)
    reject(services, "rebels", "ACTOR", 2)
    learn(services)

    assert offered(services, second) == []
    assert services.project.suggestion(suggestion_id).decision is Decision.WITHHELD
    assert services.project.check() == []


def test_what_is_withheld_comes_back_when_a_rejection_is_undone(services, second):
    suggest(services, second, ("rebels", "ACTOR"))
    reject(services, "rebels", "ACTOR", 2)
    learn(services)
    last = services.project.article_ids()[-1]

    services.editing.undo(last)
    learn(services)

    assert offered(services, second) == [("rebels", "ACTOR")]


def test_a_later_run_of_the_suggesters_does_not_bring_it_back(services, second):
    suggest(services, second, ("rebels", "ACTOR"))
    reject(services, "rebels", "ACTOR", 2)
    learn(services)
    suggest(services, second, ("rebels", "ACTOR"), ("Port Merrow", "LOCATION"))
    assert offered(services, second) == [("Port Merrow", "LOCATION")]
    suggest(services, second, ("Port Merrow", "LOCATION"))
    assert len(services.project.suggestions(second)) == 1


def test_a_rejection_that_was_undone_can_be_done_again_although_it_is_withheld(services, second):
    (suggestion_id,) = suggest(services, second, ("rebels", "ACTOR"))
    services.editing.reject(suggestion_id)
    services.editing.undo(second)
    reject(services, "rebels", "ACTOR", 2)
    learn(services)
    assert offered(services, second) == []
    assert services.project.check() == []

    assert services.editing.redo(second) is not None

    assert services.project.suggestion(suggestion_id).decision is Decision.REJECTED
    assert services.project.check() == []


# ---------------------------------------------------------------- the table


def test_the_table_tells_counts_and_states(services, first, second):
    tag(services, first, "Port Merrow")
    tag(services, second, "Port Merrow")
    reject(services, "rebels", "ACTOR", 2)
    learn(services)

    assert [tuple(row) for row in services.memory.table().rows] == [
        ("Port Merrow", "LOCATION", 2, 0, None, PhraseState.OFFERED),
        ("rebels", "ACTOR", 0, 2, None, PhraseState.WITHHELD),
    ]
    by_rejected = services.memory.table(order=PhraseOrder.REJECTED)
    assert [row.text for row in by_rejected.rows] == ["rebels", "Port Merrow"]
    assert [row.text for row in services.memory.table("merr").rows] == ["Port Merrow"]
    assert services.memory.table("%").total == 0
    limited = services.memory.table(order=PhraseOrder.TEXT, limit=1)
    assert ([row.text for row in limited.rows], limited.total) == (["Port Merrow"], 2)
    assert services.memory.articles("Port Merrow") == 2


def test_a_rule_goes_before_the_counts_and_can_be_undone(services, first, second):
    tag(services, first, "Port Merrow")
    learn(services)
    phrase = Phrase("Port Merrow", "LOCATION")

    services.memory.set_rule([phrase], Rule.IGNORE)
    learn(services)
    assert offered(services, second) == []
    assert services.memory.row(phrase).state is PhraseState.NEITHER

    services.project_edits.undo()
    learn(services)
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2
    services.project_edits.redo()
    services.memory.clear_rule([phrase])
    learn(services)
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2
    assert services.project.check() == []


def test_a_phrase_can_be_written_into_the_table(services, first):
    assert services.memory.add("  The   Mayor ", "ACTOR") == Phrase("The Mayor", "ACTOR")
    assert services.memory.add("the mayor", "ACTOR") == Phrase("the mayor", "ACTOR")
    learn(services)
    assert offered(services, first) == [("the mayor", "ACTOR")]
    assert services.project.suggestions(first)[0].score == 0.98


def test_a_phrase_can_be_withheld_before_anybody_rejects_it(services, second):
    suggest(services, second, ("rebels", "ACTOR"))
    services.memory.add("rebels", "ACTOR", Rule.WITHHOLD)
    learn(services)
    assert offered(services, second) == []


def test_of_two_labels_the_newer_rule_counts(services, second):
    services.memory.add("Port Merrow", "ACTOR")
    services.memory.add("Port Merrow", "LOCATION")
    learn(services)
    assert {label for _, label in offered(services, second)} == {"LOCATION"}

    services.memory.set_rule([Phrase("Port Merrow", "ACTOR")], Rule.IGNORE)
    services.memory.set_rule([Phrase("Port Merrow", "ACTOR")], Rule.OFFER)
    learn(services)
    assert {label for _, label in offered(services, second)} == {"ACTOR"}


def test_a_line_can_be_changed_and_removed_in_one_step_each(services, first, second):
    tag(services, first, "Port Merrow")
    learn(services)
    old = Phrase("Port Merrow", "LOCATION")

    new = services.memory.change(old, label="ACTOR")
    learn(services)
    assert offered(services, second) == [("Port Merrow", "ACTOR")] * 2
    assert services.memory.row(old).rule is Rule.IGNORE

    services.memory.remove([new])
    assert services.memory.row(new) is None
    services.project_edits.undo()
    services.project_edits.undo()
    learn(services)
    assert services.memory.row(old).rule is None
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2


@pytest.mark.parametrize("text", ["", "he", "1984", "x" * 81, "a b c d e f g h i", "of the"])
def test_what_is_no_phrase_is_refused(services, text):
    with pytest.raises(NotAllowed, match="cannot be remembered"):
        services.memory.add(text, "ACTOR")


def test_a_label_whose_spans_are_not_remembered_is_refused(services):
    assert services.memory.labels() == ("ACTOR", "LOCATION")
    for label in ("QUOTE", "NOBODY"):
        with pytest.raises(NotAllowed, match=label):
            services.memory.add("Port Merrow", label)


# ---------------------------------------------------------------- the label scheme


def test_rules_and_counts_follow_a_label_that_is_renamed(services, first, second):
    tag(services, first, "Port Merrow")
    services.memory.add("rebels", "ACTOR", Rule.WITHHOLD)
    suggest(services, second, ("rebels", "ACTOR"))
    learn(services)

    draft = services.schemes.draft()
    for old, new in (("LOCATION", "PLACE"), ("ACTOR", "WHO")):
        draft = draft.then(RenameLabel(old, new))
    services.schemes.job(draft).work(JobContext())
    learn(services)

    assert offered(services, second) == [("Port Merrow", "PLACE")] * 2
    assert services.memory.row(Phrase("rebels", "WHO")).rule is Rule.WITHHOLD
    assert services.project.check() == []
    services.project_edits.undo()
    learn(services)
    assert offered(services, second) == [("Port Merrow", "LOCATION")] * 2
    assert services.project.check() == []


def test_rules_meet_when_their_labels_do(services, second):
    services.memory.add("Port Merrow", "LOCATION", Rule.WITHHOLD)
    services.memory.add("Port Merrow", "ACTOR")
    draft = services.schemes.draft().then(MergeLabels("LOCATION", "ACTOR"))
    services.schemes.job(draft).work(JobContext())
    learn(services)
    assert services.memory.row(Phrase("Port Merrow", "ACTOR")).rule is Rule.OFFER
    assert services.project.check() == []


def test_what_is_withheld_goes_with_its_label(services, second):
    suggest(services, second, ("Port Merrow", "LOCATION"))
    services.memory.add("Port Merrow", "LOCATION", Rule.WITHHOLD)
    learn(services)
    services.schemes.job(services.schemes.draft().then(DeleteLabel("LOCATION"))).work(JobContext())
    learn(services)
    assert services.project.suggestions(second) == ()
    assert services.memory.table().total == 0
    assert services.project.check() == []


def test_what_is_withheld_stays_so_when_undo_takes_its_label(services, second):
    scheme = services.project.scheme()
    speaker = scheme.relations[0]
    relations = (replace(speaker, targets=(*speaker.targets, "PLACE")), *scheme.relations[1:])
    wider = LabelScheme((*scheme.labels, Label("PLACE", "#123456", "#654321")), relations)
    services.schemes.job(services.schemes.draft().then(Revise(wider))).work(JobContext())
    (suggestion_id,) = suggest(services, second, ("rebels", "PLACE"))
    services.editing.reject(suggestion_id)
    services.editing.undo(second)
    reject(services, "rebels", "PLACE", 2)
    third = import_text(services, "No rebels.", "third.txt")
    suggest(services, third, ("rebels", "PLACE"))
    learn(services)
    assert services.project.suggestion(suggestion_id).decision is Decision.WITHHELD

    services.project_edits.undo()
    assert services.project.suggestions(third) == ()  # in no log: the next run brings it again
    learn(services)

    assert offered(services, second) == []
    services.project_edits.redo()
    services.editing.undo(services.project.article_ids()[-2])
    learn(services)
    assert offered(services, second) == [("rebels", "PLACE")]
    assert services.project.check() == []
