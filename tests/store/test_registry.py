"""What is asked of the registry's rows, where the services do not show it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import EntryId
from annotator.domain.matching import keys_for
from tests.factories import (
    ANA,
    NOON,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    new_id,
)


def make_entry(name: str, *aliases: str, label: str = "ACTOR") -> RegistryEntry:
    return RegistryEntry(EntryId(new_id()), label, name, tuple(sorted(aliases)))


@pytest.fixture
def put(project):
    """Stores entries."""

    def store(*entries: RegistryEntry) -> None:
        project.apply(make_edit(None, *(Change(None, one) for one in entries)))

    return store


def test_the_shortest_names_under_a_key_are_not_lost_among_thousands(project, put):
    exact = make_entry("Ghani")
    put(*(make_entry(f"Somebody{number} Ghani") for number in range(300)), exact)

    found = project.registry.candidates(keys_for("Ghani"), ["ACTOR"], limit=20)

    assert len(found) == 20
    assert found[0] == exact


def test_a_name_is_found_whole_without_case_and_diacritics(project, put):
    known = make_entry("Łódź", "City of Łódź")
    put(known, make_entry("Nowa Łódź"), make_entry("Łódź", label="LOCATION"))

    assert project.registry.named("LODZ", ["ACTOR"]) == [known]
    assert project.registry.named("city of lodz", ["ACTOR", "LOCATION"]) == [known]
    assert project.registry.named("nowa", ["ACTOR"]) == []


def test_an_edited_entry_is_found_by_its_new_names_only(project, put):
    before = make_entry("HTS")
    put(before)
    after = replace(before, name="Tahrir")
    project.apply(make_edit(None, Change(before, after)))
    assert project.registry.named("HTS", ["ACTOR"]) == []
    assert project.registry.named("tahrir", ["ACTOR"]) == [after]


def test_an_entry_that_is_named_cannot_go(project, document, put):
    entry = make_entry("HTS")
    put(entry)
    project.apply(make_creation(make_annotation(document, entry_id=entry.id)))

    with pytest.raises(NotAllowed, match="“HTS” cannot leave the registry while 1 other mention"):
        project.undo(None, annotator_id=ANA.id, at=NOON)

    assert project.registry.entry(entry.id) == entry


def test_mentions_follow_each_other_by_article_and_place_and_round(project, put):
    entry = make_entry("HTS")
    put(entry)
    texts = [make_document(f"{number} HTS HTS HTS") for number in range(3)]
    mentions = []
    for document in texts:
        # the second one lies before the first, and two begin at one place
        places = [(6, 9), (2, 5), (2, 9)]
        made = [make_annotation(document, *one, entry_id=entry.id) for one in places]
        project.add_documents([(document, make_creation(*made))])
        mentions += [made[1], made[2], made[0]]
    info = project.info(texts[1].id)
    project.apply(make_edit(info.id, Change(info, replace(info, hidden=True))))
    seen = [one.id for one in mentions if one.document_id != info.id]

    walked, here = [], mentions[0]
    for _ in seen:
        walked.append(here.id)
        following = project.registry.mention_after(
            entry.id, here.document_id, here.span.start, here.id
        )
        here = next(one for one in mentions if one.id == following)

    assert walked == seen
    assert here == mentions[0]
    assert list(project.registry.mention_ids(entry.id)) == seen


def test_texts_of_a_label_come_in_batches(project, monkeypatch):
    documents = [make_document(f"{number} HTS") for number in range(150)]
    project.add_documents(
        [
            (one, make_creation(make_annotation(one, len(one.text) - 3, len(one.text))))
            for one in documents
        ]
    )
    batches = [len(one) for one in project.registry.named_mentions("ACTOR")]
    assert (sum(batches), max(batches)) == (150, 64)
    (here,) = project.registry.named_mentions("ACTOR", documents[7].id)
    assert [(one.text, one.entry_id) for one in here] == [("HTS", None)]
