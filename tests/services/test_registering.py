"""The registry's gestures: each one edit, each undone, over a real project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import Status
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import NotAllowed
from annotator.domain.ids import AnnotationId, DocumentId, EntryId
from annotator.domain.registry import EntryFilter, EntryOrder, UnlinkedName
from annotator.services import projects
from annotator.services.jobs import JobContext
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, span_of
from tests.strategies import few

if TYPE_CHECKING:
    from annotator.services.jobs import Job
    from annotator.services.projects import Services

WAR = "Hayat Tahrir al-Sham advanced. HTS said so. HTS again. Hassan Abdel Ghani saw Homs."
PEACE = "HTS stopped. Ghani left Homs. “We go,” he said."


@pytest.fixture
def articles(services: Services) -> tuple[DocumentId, DocumentId]:
    return import_text(services, WAR), import_text(services, PEACE, "peace.txt")


def add(services: Services, document_id: DocumentId, words: str, label: str = "ACTOR", at: int = 0):
    """Annotates words; at: which of the places where they stand."""
    text = services.project.document(document_id).text
    start = -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    span = replace(span_of(services, document_id, words), start=start, end=start + len(words))
    return services.editing.add(document_id, span, label)


def run(job: Job) -> object:
    return job.work(JobContext())


def names(services: Services) -> list[str]:
    ids = services.registry.ids(EntryFilter())
    return [row.entry.name for row in services.registry.rows([EntryId(one) for one in ids])]


def named(services: Services, annotation_id: AnnotationId) -> str | None:
    """What a mention is linked to."""
    entry_id = services.project.annotation(annotation_id).entry_id
    return None if entry_id is None else services.registry.entry(entry_id).name


def everything(services: Services) -> object:
    """All annotations and all entries."""
    ids = [DocumentId(one) for one in services.project.article_ids()]
    entries = [EntryId(one) for one in services.registry.ids(EntryFilter())]
    return (
        [services.project.annotations(one) for one in ids],
        services.project.registry.entries(entries),
    )


# ------------------------------------------------------------ one mention


def test_a_new_entry_and_its_link_are_one_undo_step_of_the_article(services, articles):
    war, _ = articles
    mention = add(services, war, "Hassan Abdel Ghani")
    services.editing.set_attributes(mention, (("role", "head"),))
    before = everything(services)

    entry_id = services.registering.make_entry(mention, "Hassan  Abdel Ghani")

    assert named(services, mention) == "Hassan Abdel Ghani"
    assert services.editing.history_status(war).undo_verb == "New entry Hassan Abdel Ghani"
    services.editing.undo(war)
    assert everything(services) == before
    services.editing.redo(war)
    assert services.project.annotation(mention).entry_id == entry_id


def test_linking_begins_a_new_article(services, articles):
    war, peace = articles
    entry_id = services.registering.make_entry(add(services, war, "HTS"), "HTS")
    mention = add(services, peace, "HTS")
    services.editing.set_status(peace, Status.NEW)

    services.registering.link(mention, entry_id)

    assert services.browsing.info(peace).status is Status.IN_PROGRESS
    services.editing.undo(peace)
    assert services.browsing.info(peace).status is Status.NEW
    assert named(services, mention) is None


def test_linking_and_unlinking_are_edits_of_the_article(services, articles):
    war, peace = articles
    entry_id = services.registering.make_entry(add(services, war, "HTS"), "HTS")
    mention = add(services, peace, "HTS")
    services.registering.link(mention, entry_id)
    steps = len(services.project.history(peace))
    services.registering.link(mention, entry_id)
    assert len(services.project.history(peace)) == steps  # nothing changed: no edit

    services.registering.link(mention, None)

    assert named(services, mention) is None
    services.editing.undo(peace)
    assert named(services, mention) == "HTS"


def test_a_mention_cannot_name_what_its_label_does_not_mark(services, articles):
    war, _ = articles
    place = add(services, war, "Homs", "LOCATION")
    entry_id = services.registering.make_entry(add(services, war, "HTS"), "HTS")

    with pytest.raises(NotAllowed, match="“HTS” is no LOCATION but ACTOR"):
        services.registering.link(place, entry_id)


def test_what_is_said_has_no_entry(services, articles):
    _, peace = articles
    quote = add(services, peace, "“We go,”", "QUOTE")

    assert services.registry.labels() == ("ACTOR", "LOCATION")
    with pytest.raises(NotAllowed, match="What QUOTE marks has no entry"):
        services.registering.make_entry(quote, "We go")


def test_another_label_unlinks(services, articles):
    war, _ = articles
    mention = add(services, war, "HTS")
    services.registering.make_entry(mention, "HTS")

    services.editing.relabel(mention, "LOCATION")

    assert named(services, mention) is None
    services.editing.undo(war)
    assert named(services, mention) == "HTS"


def test_undo_does_not_take_an_entry_from_under_other_articles(services, articles):
    war, peace = articles
    entry_id = services.registering.make_entry(add(services, war, "HTS"), "HTS")
    services.registering.link(add(services, peace, "HTS"), entry_id)

    with pytest.raises(NotAllowed, match="1 other mention names it"):
        services.editing.undo(war)

    assert names(services) == ["HTS"]
    assert services.project.check() == []


# ------------------------------------------------------------ who is meant


def test_it_suggests_entries_with_reasons_and_prefers_what_the_article_names(services, articles):
    war, peace = articles
    ghani = services.registering.make_entry(
        add(services, war, "Hassan Abdel Ghani"), "Hassan Ghani"
    )
    services.registering.add("ACTOR", "Amina Ghani")

    found = services.registry.suggest("Ghani", "ACTOR", peace)
    assert [one.entry.name for one in found] == ["Hassan Ghani", "Amina Ghani"]
    assert found[0].match.reason == "last word of “Hassan Ghani”"
    assert [(one.here, one.everywhere) for one in found] == [(0, 1), (0, 0)]

    amina = found[1].entry.id
    services.registering.link(add(services, peace, "Ghani"), amina)
    assert services.registry.suggest("Ghani", "ACTOR", peace)[0].entry.id == amina
    assert services.registry.suggest("Ghani", "ACTOR", war)[0].entry.id == ghani
    assert services.registry.suggest("Ghani", "LOCATION", war) == []


def test_typing_finds_names_words_and_acronyms(services):
    services.registering.add("ACTOR", "Hayat Tahrir al-Sham")
    services.registering.add("ACTOR", "Tahrir Square Committee")
    services.registering.add("ACTOR", "HT")
    services.registering.add("LOCATION", "Hayat")

    def found(typed: str) -> list[str]:
        return [row.entry.name for row in services.registry.find(typed, "ACTOR")]

    assert found("tahr") == ["Tahrir Square Committee", "Hayat Tahrir al-Sham"]
    assert found("hts") == ["Hayat Tahrir al-Sham"]
    assert found("HT") == ["HT", "Hayat Tahrir al-Sham"]
    assert found("hayat al") == []


# ------------------------------------------------------------ many mentions


def test_what_says_the_same_follows_in_the_article(services, articles):
    war, peace = articles
    first, second = add(services, war, "HTS"), add(services, war, "HTS", at=1)
    other = add(services, peace, "HTS")
    with pytest.raises(NotAllowed, match="Link this mention first"):
        services.registering.link_alike(first, everywhere=False)
    services.registering.make_entry(first, "Hayat Tahrir al-Sham")
    before = everything(services)

    run(services.registering.link_alike(first, everywhere=False))

    assert named(services, second) == "Hayat Tahrir al-Sham"
    assert named(services, other) is None
    assert services.editing.history_status(peace).undo_verb == "Add ACTOR"
    services.editing.undo(war)
    assert everything(services) == before


def test_what_says_the_same_follows_in_the_project_and_each_article_can_undo_it(services, articles):
    war, peace = articles
    first, place = add(services, war, "HTS"), add(services, peace, "Homs", "LOCATION")
    other = add(services, peace, "HTS")
    services.registering.make_entry(first, "Hayat Tahrir al-Sham")
    before = everything(services)

    run(services.registering.link_alike(first, everywhere=True))

    assert named(services, other) == "Hayat Tahrir al-Sham"
    assert named(services, place) is None
    services.editing.undo(peace)
    assert everything(services) == before


def test_names_that_are_not_linked_are_counted_and_linked_at_once(services, articles):
    war, peace = articles
    mentions = [
        add(services, war, "HTS"),
        add(services, war, "HTS", at=1),
        add(services, peace, "HTS"),
    ]
    add(services, peace, "Ghani")
    add(services, war, "Homs", "LOCATION")

    found = run(services.registry.unlinked_job(services.registry.labels()))
    assert [(one.text, one.label, one.count) for one in found] == [
        ("HTS", "ACTOR", 3),
        ("Ghani", "ACTOR", 1),
        ("Homs", "LOCATION", 1),
    ]
    assert isinstance(found[0], UnlinkedName)
    assert found[0].first in mentions

    run(services.registering.enter_name("HTS", "ACTOR"))
    assert {named(services, one) for one in mentions} == {"HTS"}
    assert services.registry.totals()["ACTOR"].linked == 3
    assert services.registry.totals()["ACTOR"].unlinked == 1

    entry_id = services.registering.add("LOCATION", "Homs")
    run(services.registering.link_name("homs", "LOCATION", entry_id))
    assert [len(services.registry.mention_ids(entry_id))] == [1]
    left = run(services.registry.unlinked_job(services.registry.labels()))
    assert [one.text for one in left] == ["Ghani"]


def test_removed_articles_do_not_count(services, articles):
    war, peace = articles
    entry_id = services.registering.make_entry(add(services, war, "HTS"), "HTS")
    services.registering.link(add(services, peace, "HTS"), entry_id)
    services.editing.remove_article(peace)

    assert services.registry.row(entry_id).mentions == 1
    assert len(services.registry.mention_ids(entry_id)) == 1
    assert services.registry.totals()["ACTOR"].total == 1


def test_mentions_are_shown_in_context_and_lead_to_each_other(services, articles):
    war, peace = articles
    first = add(services, war, "HTS")
    entry_id = services.registering.make_entry(first, "HTS")
    assert services.registry.next_mention(services.project.annotation(first)) is None
    second = add(services, peace, "HTS")
    services.registering.link(second, entry_id)

    ids = [AnnotationId(one) for one in services.registry.mention_ids(entry_id)]
    one, other = services.registry.mentions(ids)
    assert (one.text, one.before, one.after[:8]) == ("HTS", WAR[: WAR.index("HTS")], " said so")
    assert (other.document_id, other.before) == (peace, "")

    follows = services.registry.next_mention(services.project.annotation(second))
    assert follows is not None
    assert follows.id == first


# ------------------------------------------------------------ entries


def test_an_entry_is_edited_and_its_new_name_found(services):
    entry_id = services.registering.add("ACTOR", "HTS")
    entry = services.registry.entry(entry_id)

    services.registering.save(
        replace(entry, name="Hayat Tahrir al-Sham", aliases=("HTS", "Tahrir"), wikidata="Q27118990")
    )

    assert [one.entry.id for one in services.registry.suggest("Tahrir", "ACTOR")] == [entry_id]
    services.project_edits.undo()
    assert services.registry.entry(entry_id) == entry
    assert services.registry.suggest("Tahrir", "ACTOR") == []
    services.project_edits.redo()
    services.registering.add_alias(entry_id, " the  group ")
    assert services.registry.entry(entry_id).aliases == ("HTS", "Tahrir", "the group")


def test_merging_joins_names_details_and_mentions(services, articles):
    war, peace = articles
    mentions = [add(services, war, "HTS"), add(services, war, "Hayat Tahrir al-Sham")]
    short, long = (
        services.registering.make_entry(mentions[0], "HTS"),
        services.registering.make_entry(mentions[1], "Hayat Tahrir al-Sham"),
    )
    services.registering.link(add(services, peace, "HTS"), short)
    services.registering.save(
        replace(services.registry.entry(short), kind="armed group", latitude=1.0, longitude=2.0)
    )
    before = everything(services)

    run(services.registering.merge([short, long], long))

    (entry,) = [
        services.registry.entry(EntryId(one)) for one in services.registry.ids(EntryFilter())
    ]
    assert (entry.id, entry.aliases, entry.kind) == (long, ("HTS",), "armed group")
    assert (entry.latitude, entry.longitude) == (1.0, 2.0)
    assert services.registry.row(long).mentions == 3
    assert services.project.check() == []
    services.editing.undo(peace)  # from any article that it touched
    assert everything(services) == before


def test_entries_of_different_labels_do_not_merge(services):
    actor, place = (
        services.registering.add("ACTOR", "Homs"),
        services.registering.add("LOCATION", "Homs"),
    )
    with pytest.raises(NotAllowed, match="Entries of ACTOR and LOCATION cannot be merged"):
        services.registering.merge([actor, place], actor)


def test_chosen_mentions_go_to_a_new_entry(services, articles):
    war, peace = articles
    first, second = add(services, war, "HTS"), add(services, peace, "HTS")
    entry_id = services.registering.make_entry(first, "HTS")
    services.registering.link(second, entry_id)
    before = everything(services)

    run(services.registering.split_mentions(entry_id, [second], "Another HTS"))

    assert (named(services, first), named(services, second)) == ("HTS", "Another HTS")
    services.project_edits.undo()
    assert everything(services) == before


def test_chosen_aliases_go_to_a_new_entry_with_what_says_them(services, articles):
    war, _ = articles
    long, short = add(services, war, "Hayat Tahrir al-Sham"), add(services, war, "HTS")
    entry_id = services.registering.make_entry(long, "Hayat Tahrir al-Sham")
    services.registering.link(short, entry_id)
    services.registering.save(
        replace(services.registry.entry(entry_id), aliases=("HTS", "The Group", "hts"))
    )
    before = everything(services)

    run(services.registering.split_aliases(entry_id, ["HTS", "hts"]))

    assert (named(services, long), named(services, short)) == ("Hayat Tahrir al-Sham", "HTS")
    assert services.registry.entry(entry_id).aliases == ("The Group",)
    services.project_edits.undo()
    assert everything(services) == before
    with pytest.raises(NotAllowed, match="“X” is no alias"):
        services.registering.split_aliases(entry_id, ["X"])


def test_deleting_unlinks_and_undo_brings_all_back(services, articles):
    war, _ = articles
    mention = add(services, war, "HTS")
    entry_id = services.registering.make_entry(mention, "HTS")
    other = services.registering.add("ACTOR", "Other")
    before = everything(services)

    run(services.registering.delete([entry_id, other]))

    assert names(services) == []
    assert named(services, mention) is None
    assert services.project_edits.history_status().undo_verb == "Delete 2 entries"
    services.project_edits.undo()
    assert everything(services) == before


def test_lists_are_sorted_and_filtered(services, articles):
    war, _ = articles
    for name in ("zulu", "Alpha", "HTS"):
        services.registering.add("ACTOR", name)
    services.registering.make_entry(add(services, war, "Homs", "LOCATION"), "Homs")

    def shown(where: EntryFilter) -> list[str]:
        ids = [EntryId(one) for one in services.registry.ids(where)]
        return [row.entry.name for row in services.registry.rows(ids)]

    assert shown(EntryFilter()) == ["Alpha", "HTS", "zulu", "Homs"]
    assert shown(EntryFilter(labels=("ACTOR",))) == ["Alpha", "HTS", "zulu"]
    assert shown(EntryFilter(labels=("LOCATION", "X"))) == ["Homs"]
    assert shown(EntryFilter(prefix="h")) == ["HTS", "Homs"]
    assert shown(EntryFilter(order=EntryOrder.MENTIONS)) == ["Homs", "Alpha", "HTS", "zulu"]


# ------------------------------------------------------------ laws


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory):
    """A project with four articles of four mentions each, and four entries."""
    path = tmp_path_factory.mktemp("crowd") / "Crowd.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        for number in range(4):
            document_id = import_text(services, f"{number}: Ana Bo Cy Di", f"{number}.txt")
            for word in ("Ana", "Bo", "Cy", "Di"):
                add(services, document_id, word)
        for name in ("Ana", "Bo", "Cy", "Di"):
            services.registering.add("ACTOR", name)
        yield services


@given(data=st.data())
@few(examples=25)
def test_any_large_step_can_be_taken_back_and_done_again(crowd: Services, data: st.DataObject):
    registering = crowd.registering
    mentions = [
        one.id
        for document_id in crowd.project.article_ids()
        for one in crowd.project.annotations(DocumentId(document_id))
    ]
    entries = [EntryId(one) for one in crowd.registry.ids(EntryFilter())]
    for mention in data.draw(st.lists(st.sampled_from(mentions), max_size=6)):
        registering.link(mention, data.draw(st.sampled_from([None, *entries])))
    before = everything(crowd)
    chosen = data.draw(st.lists(st.sampled_from(entries), min_size=1, unique=True))
    some = data.draw(st.lists(st.sampled_from(mentions), unique=True))
    job = data.draw(
        st.sampled_from(
            [
                lambda: registering.merge(chosen, chosen[0]),
                lambda: registering.split_mentions(chosen[0], some, "New"),
                lambda: registering.delete(chosen),
                lambda: registering.enter_name("bo", "ACTOR"),
            ]
        )
    )()
    if run(job) is None:
        assert everything(crowd) == before
        return
    after = everything(crowd)
    assert crowd.project.check() == []

    crowd.project_edits.undo()
    assert everything(crowd) == before
    crowd.project_edits.redo()
    assert everything(crowd) == after
    crowd.project_edits.undo()


def test_an_entry_must_be_possible(services):
    with pytest.raises(NotAllowed, match="needs a name"):
        services.registering.add("ACTOR", "  ")
    entry_id = services.registering.add("ACTOR", "HTS")
    with pytest.raises(NotAllowed, match="no Wikidata item"):
        RegistryEntry(entry_id, "ACTOR", "HTS", wikidata="27118990")
