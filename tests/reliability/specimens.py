"""Projects with everything a project can hold, to be damaged; and all that can be read of one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.domain.edits import Change
from annotator.domain.ids import DocumentId
from annotator.domain.memory import PhraseOrder, Rule
from annotator.domain.registry import EntryFilter
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.factories import ANA, BEN, NER, make_edit

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.projects import Services
    from annotator.store.project import Project

_STORY = (
    "Dam at Kardzhali is full\n\nThe mayor of Kardzhali, Nadia Orbeli, said: “We will open the"
    " gates {0} times.” 😀 Homs sent engineers; Ivan Petrov of the ministry doubted it. “Nobody was"
    " asked,” said Petrov in Homs.\n"
)
_LONG = 25
"""How often an article repeats its story that takes more than one page of the file."""


class Specimen(NamedTuple):
    """A project that nobody has open. path: its file; a log may lie beside it."""

    name: str
    path: Path


def make_specimens(folder: Path, many: int) -> list[Specimen]:
    """A small project closed, the same with its last steps in a log, and one of many articles."""
    folder.mkdir()
    whole = folder / "whole.annotator"
    with projects.create_project(whole, ANA, scheme=projects.news_scheme()) as services:
        _fill(services, articles=3)
    logged = folder / "logged.annotator"
    shutil.copyfile(whole, folder / "open.annotator")
    with projects.open_project(folder / "open.annotator", BEN) as services:
        _work_on(services)
        for ending in ("", "-wal"):
            shutil.copyfile(f"{services.path}{ending}", f"{logged}{ending}")
    large = folder / "large.annotator"
    with projects.create_project(large, ANA, scheme=projects.news_scheme()) as services:
        _fill(services, articles=many)
    return [Specimen(one.stem, one) for one in (whole, logged, large)]


def _fill(services: Services, articles: int) -> None:
    texts = [_STORY.format(number) for number in range(articles)]
    texts[1] = texts[1] * _LONG
    sources = [Source(text.encode(), f"{number}.txt") for number, text in enumerate(texts)]
    imported = services.importing.job(sources).work(JobContext()).imported
    for document_id in imported:
        _annotate(services, document_id)
    first, second, *_ = imported
    editing = services.editing
    editing.undo(first)
    editing.redo(first)
    editing.undo(second)
    editing.set_status(second, Status.FLAGGED, "Who was asked?")
    editing.remove_article(imported[-1])
    entry = services.registering.add("LOCATION", "Homs")
    places = [one for one in services.project.annotations(first) if one.label == "LOCATION"]
    services.registering.link(places[0].id, entry)
    services.registering.add_alias(entry, "حمص")
    services.filters.save(
        "Flagged", ArticleFilter(statuses=frozenset({Status.FLAGGED})), ListOrder()
    )
    services.memory.add("Petrov", "ACTOR", Rule.OFFER)
    services.memory.learn_job().work(JobContext())
    _tag(services, imported[2])
    services.stories.job().work(JobContext())


def _annotate(services: Services, document_id: DocumentId) -> None:
    document = services.project.document(document_id)

    def span(words: str) -> Span:
        start = document.text.index(words)
        return Span(start, start + len(words))

    editing = services.editing
    actor = editing.add(document_id, span("Nadia Orbeli"), "ACTOR")
    quote = editing.add(document_id, span("“We will open"), "QUOTE")
    editing.relate(quote, actor)
    editing.set_note(actor, "The mayor since 2019")
    editing.add(document_id, span("Homs"), "LOCATION")
    predictions = [
        Prediction(span("Ivan Petrov"), "ACTOR", 0.75),
        Prediction(span("Kardzhali"), "LOCATION", 1.0),
        Prediction(span("“Nobody was asked,”"), "QUOTE", None, source=span("Petrov")),
        Prediction(span("ministry"), "ACTOR", 0.25, reason="a body"),
    ]
    services.project.store_suggestions(document_id, document.text_sha256, {NER: predictions})
    pending = services.project.suggestions(document_id)
    editing.accept(pending[0].id)
    editing.reject(pending[1].id)


def _tag(services: Services, document_id: DocumentId) -> None:
    info = services.project.info(document_id)
    changed = replace(info, tags=("dam", "water"), note="Ask again")
    services.project.apply(make_edit(document_id, Change(info, changed)))


def _work_on(services: Services) -> None:
    """Some more steps, each in a transaction of its own."""
    for document_id in list(services.project.article_ids())[:3]:
        for mark in services.project.annotations(DocumentId(document_id)):
            services.editing.set_note(mark.id, f"Seen by Ben: {mark.label}")


def everything(project: Project) -> dict[str, object]:
    """All that a project shows to anybody, as values that compare."""
    found: dict[str, object] = {
        "scheme": project.scheme(),
        "annotators": project.annotators(),
        "statistics": project.statistics(),
        "filters": project.lists.saved_filters(),
        "memory": project.memory.table("", PhraseOrder.TEXT, 1_000),
        "history": project.history(None),
    }
    ids = [DocumentId(one) for one in project.article_ids()]
    ids += [DocumentId(one) for one in project.article_ids(ArticleFilter(hidden=True))]
    found["rows"] = project.rows(ids)
    for order in OrderBy:
        found[f"order {order}"] = list(project.article_ids(ArticleFilter(), ListOrder(order)))
    for words in ("dam", "gates", "orbeli"):
        found[f"words {words}"] = list(project.article_ids(ArticleFilter(words=words)))
    entries = project.registry.ids(EntryFilter())
    found["entries"] = project.registry.rows(list(entries))  # type: ignore[arg-type]
    for one in ids:
        found[f"article {one}"] = project.document(one)
        found[f"annotations {one}"] = project.annotations(one)
        found[f"relations {one}"] = project.relations(one)
        found[f"suggestions {one}"] = project.suggestions(one)
        found[f"marks {one}"] = sorted(project.marks(one))
        found[f"history {one}"] = project.history(one)
        found[f"steps {one}"] = project.steps(one)
        found[f"copies {one}"] = project.stories.members(one)
    return found
