"""Finding, in one article and across the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.edits import Change
from annotator.domain.entries import RegistryEntry
from annotator.domain.errors import BadQuery, Cancelled, UnknownName
from annotator.domain.ids import EntryId
from annotator.domain.query import Pattern
from annotator.domain.query_line import parse
from annotator.domain.span import Span
from annotator.services.concordance import Concordance, Outcome
from annotator.services.hit_sources import Plan
from annotator.services.jobs import JobContext, Progress
from tests.factories import ANA, make_edit, new_id
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from annotator.domain.hits import Hit
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.projects import Services

STORM = (
    "Reuters reported on Monday that the storm had reached Homs.\n"
    "The minister, Nadia Orbeli, denied that Homs was cut off."
)


@pytest.fixture
def storm(services: Services) -> DocumentId:
    return import_text(services, STORM)


def run(services: Services, line: str, where: ArticleFilter | None = None) -> list[Hit]:
    search = services.finding.concordance(parse(line), where)
    search.job().work(JobContext())
    return search.take()


def texts(services: Services, line: str, where: ArticleFilter | None = None) -> list[str]:
    return [hit.text for hit in run(services, line, where)]


def annotate(services: Services, document_id: DocumentId, words: str, label: str) -> AnnotationId:
    return services.editing.add(document_id, span_of(services, document_id, words), label)


# ------------------------------------------------------------ in an article


def test_places_in_a_text_and_the_way_among_them(services: Services):
    places = services.finding.find_in(STORM, Pattern("homs"))
    first, second = STORM.index("Homs"), STORM.rindex("Homs")

    assert [places[0], places[1]] == [Span(first, first + 4), Span(second, second + 4)]
    assert len(places) == 2
    assert places.first_from(0) == 0
    assert places.first_from(first + 1) == 1
    assert places.first_from(second + 1) == 0
    assert places.last_before(second) == 0
    assert places.last_before(first) == 1


def test_nothing_is_nowhere(services: Services):
    assert len(services.finding.find_in(STORM, Pattern(""))) == 0
    assert len(services.finding.find_in(STORM, Pattern("zzz"))) == 0


def test_a_slow_pattern_is_refused_within_its_time(services: Services):
    with pytest.raises(BadQuery, match="too long"):
        services.finding.find_in("a" * 80 + "b", Pattern("(a|aa)+$", is_regex=True), seconds=0.05)


# ------------------------------------------------------------ in texts


def test_a_line_of_the_concordance(services: Services, storm: DocumentId):
    (hit, _) = run(services, "Homs")

    assert hit.document_id == storm
    assert hit.span == span_of(services, storm, "Homs")
    assert hit.left.endswith("the storm had reached ")
    assert hit.text == "Homs"
    assert hit.right.startswith(". The minister,")
    assert hit.title.startswith("Reuters reported")
    assert hit.label == ""


def test_articles_come_in_the_order_of_their_import(services: Services):
    ids = [import_text(services, f"Rain number {number}.") for number in range(40)]

    assert [hit.document_id for hit in run(services, "rain")] == ids


def test_what_the_index_does_not_hold_is_found_all_the_same(services: Services):
    import_text(services, "在北京的空气。Rain 😀 in Tbilisi.")

    assert texts(services, "北京") == ["北京"]
    assert texts(services, "😀 tbilisi") == ["😀", "Tbilisi"]
    assert texts(services, "北京 -rain") == []


def test_a_regular_expression_goes_through_all_texts(services: Services, storm: DocumentId):
    assert texts(services, r"/Ho[mn]s/") == ["Homs", "Homs"]
    assert texts(services, r"/\bhoms\b/") == ["Homs", "Homs"]
    assert texts(services, r"/homs/ case:yes") == []


def test_an_article_in_which_an_expression_is_slow_is_left_out(services: Services):
    import_text(services, "a" * 120 + "b")
    import_text(services, "aaa")
    search = services.finding.concordance(parse("/^(a|aa)+$/"))

    outcome = search.job().work(JobContext())

    assert outcome == Outcome(hits=1, articles=1, slow=1)
    assert [hit.text for hit in search.take()] == ["aaa"]


# ------------------------------------------------------------ where


def test_only_articles_of_a_status_an_outlet_a_time_or_the_list(services: Services):
    for number, day in ((1, "2026-03-04"), (2, "2026-04-05")):
        import_text(
            services, f"---\noutlet: Post {number}\npublished: {day}\n---\nRain {number}.", "a.md"
        )
    first, second = (int(hit.document_id) for hit in run(services, "rain"))
    services.editing.set_status(first, Status.DONE)  # type: ignore[arg-type]

    def ids(line: str, where: ArticleFilter | None = None) -> list[int]:
        return [int(hit.document_id) for hit in run(services, line, where)]

    assert ids("rain status:done") == [first]
    assert ids('rain outlet:"Post 2"') == [second]
    assert ids("rain since:2026-04") == [second]
    assert ids("rain until:2026-03") == [first]
    done = ArticleFilter(statuses=frozenset({Status.DONE}))
    assert ids("rain in:list", done) == [first]
    assert ids("rain", done) == [first, second]


# ------------------------------------------------------------ annotations


def test_all_claims_by_reuters_that_mention_homs(services: Services, storm: DocumentId):
    claim = annotate(services, storm, "the storm had reached Homs", "CLAIM")
    other = annotate(services, storm, "Homs was cut off", "CLAIM")
    annotate(services, storm, "reached Homs", "QUOTE")
    services.editing.relate(claim, annotate(services, storm, "Reuters", "ACTOR"))
    services.editing.relate(other, annotate(services, storm, "Nadia Orbeli", "ACTOR"))

    (hit,) = run(services, "label:CLAIM by:Reuters Homs")

    assert (hit.text, hit.label) == ("the storm had reached Homs", "CLAIM")
    assert texts(services, "label:claim by:orbeli") == ["Homs was cut off"]
    assert texts(services, "label:CLAIM -storm") == ["Homs was cut off"]
    assert texts(services, "label:CLAIM /^the/") == ["the storm had reached Homs"]
    assert len(texts(services, "label:CLAIM,QUOTE")) == 3
    assert len(texts(services, "label:*")) == 5


def test_by_a_name_that_only_the_registry_knows(services: Services, storm: DocumentId):
    claim = annotate(services, storm, "Homs was cut off", "CLAIM")
    actor = annotate(services, storm, "The minister", "ACTOR")
    services.editing.relate(claim, actor)
    entry = RegistryEntry(EntryId(new_id()), "ACTOR", "Nadia Orbeli", ("N. Orbeli",))
    services.project.apply(make_edit(None, Change(None, entry), annotator=ANA))
    before = services.project.annotation(actor)
    assert before is not None
    from dataclasses import replace

    services.project.apply(
        make_edit(storm, Change(before, replace(before, entry_id=entry.id)), annotator=ANA)
    )

    assert texts(services, 'label:CLAIM by:"n. orbeli"') == ["Homs was cut off"]
    assert texts(services, "label:CLAIM by:minister") == ["Homs was cut off"]
    assert texts(services, "label:CLAIM by:Reuters") == []


def test_notes_attributes_people_and_origins(services: Services, storm: DocumentId):
    actor = annotate(services, storm, "Nadia Orbeli", "ACTOR")
    services.editing.set_attributes(actor, (("role", "minister"),))
    services.editing.set_note(actor, "Check.")
    annotate(services, storm, "Reuters", "ACTOR")
    (suggested,) = suggest(services, storm, ("Homs", "LOCATION"))

    assert texts(services, "with:note") == ["Nadia Orbeli"]
    assert texts(services, "with:role") == ["Nadia Orbeli"]
    assert texts(services, "with:role=Minister") == ["Nadia Orbeli"]
    assert texts(services, "with:role=mayor") == []
    assert texts(services, "without:role") == ["Reuters"]
    assert texts(services, "annotator:an") == ["Reuters", "Nadia Orbeli"]
    assert texts(services, "origin:suggested") == ["Homs"]
    assert len(texts(services, "origin:any")) == 3
    services.editing.accept(suggested)
    assert texts(services, "origin:accepted") == ["Homs"]


def test_a_suggestion_is_by_whom_its_source_names(services: Services, storm: DocumentId):
    suggest(services, storm, ("Homs was cut off", "CLAIM", "Nadia Orbeli"))

    assert texts(services, "origin:suggested by:Orbeli") == ["Homs was cut off"]
    assert texts(services, "origin:suggested by:Reuters") == []


def test_names_that_are_not_known_are_told(services: Services):
    with pytest.raises(UnknownName, match="LOCATION"):
        services.finding.concordance(parse("label:PLACE"))
    with pytest.raises(UnknownName, match="Ana"):
        services.finding.concordance(parse("annotator:Zoe"))
    with pytest.raises(BadQuery, match="Write what"):
        services.finding.concordance(parse("status:done"))
    with pytest.raises(BadQuery, match="regular expression"):
        services.finding.concordance(parse("/(/"))


# ------------------------------------------------------------ the job


def test_it_stops_at_the_most_hits_and_says_so(services: Services):
    for number in range(3):
        import_text(services, f"{number} rain rain rain")
    search = Concordance(services.project, Plan(parse("rain")), most=4)

    outcome = search.job().work(JobContext())

    assert outcome == Outcome(hits=4, articles=2, is_capped=True)
    assert len(search.take()) == 4
    assert search.take() == []


def test_exactly_the_most_hits_are_all_there_are(services: Services):
    import_text(services, "rain rain")
    search = Concordance(services.project, Plan(parse("rain")), most=2)

    assert search.job().work(JobContext()) == Outcome(hits=2, articles=1)


def test_it_can_be_stopped_and_keeps_what_it_has(services: Services):
    for number in range(30):
        import_text(services, f"{number} rain")
    search = services.finding.concordance(parse("rain"))
    steps: list[Progress] = []

    def on_progress(step: Progress) -> None:
        steps.append(step)
        search.stop()

    with pytest.raises(Cancelled):
        search.job().work(JobContext(on_progress))

    assert 0 < len(search.take()) < 30
    assert steps
