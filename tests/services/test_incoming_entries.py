"""Whom spans name, out of one project and into another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import DocumentId, EntryId, id_text
from annotator.domain.registry import EntryFilter
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.factories import BEN, make_scheme
from tests.services.helpers import do_import, import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.services.import_report import ImportReport
    from annotator.services.projects import Services


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Services]:
    """Another project, empty."""
    path = tmp_path / "Elsewhere.annotator"
    with projects.create_project(path, BEN, scheme=make_scheme()) as made:
        yield made


def entries(services: Services) -> list[RegistryEntry]:
    ids = [EntryId(one) for one in services.registry.ids(EntryFilter())]
    return services.project.registry.entries(ids)


def spans(services: Services) -> list[tuple[str, str | None]]:
    """What each annotation says, and whom it names."""
    found = []
    for document_id in services.project.article_ids():
        text = services.project.document(DocumentId(document_id)).text
        for one in services.project.annotations(DocumentId(document_id)):
            entry = one.entry_id and services.registry.entry(one.entry_id)
            found.append((one.span.text_of(text), entry.name if entry else None))
    return found


def line(text: str, *named: tuple[str, str, dict[str, object]]) -> str:
    """A line of JSONL. named: words, label, and what is canonical."""
    found = [
        {
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "label": label,
            "canonical": canonical,
        }
        for words, label, canonical in named
    ]
    return json.dumps({"text": text, "spans": found})


def bring(services: Services, *lines: str) -> ImportReport:
    return do_import(services, Source("\n".join(lines).encode(), "in.jsonl"))


def test_an_export_brings_its_registry_along(services, elsewhere, tmp_path):
    first = import_text(services, "HTS advanced on Homs.")
    second = import_text(services, "HTS stopped. Ghani spoke.", "second.txt")
    mentions = [
        services.editing.add(one, span_of(services, one, "HTS"), "ACTOR") for one in (first, second)
    ]
    services.editing.add(second, span_of(services, second, "Ghani"), "ACTOR")
    place = services.editing.add(first, span_of(services, first, "Homs"), "LOCATION")
    entry_id = services.registering.make_entry(mentions[0], "Hayat Tahrir al-Sham")
    services.registering.link(mentions[1], entry_id)
    homs = services.registering.make_entry(place, "Homs")
    services.registering.save(
        RegistryEntry(
            homs, "LOCATION", "Homs", ("Hims", "حمص"), "town", "On\nthe Orontes", "Q131274",
            "geonames:169577", 34.73, 36.72,
        )
    )  # fmt: skip
    services.exporting.job(ExportRequest(), tmp_path / "out.jsonl").work(JobContext())

    report = do_import(elsewhere, tmp_path / "out.jsonl")

    assert report.problems == []
    assert entries(elsewhere) == entries(services)
    assert spans(elsewhere) == spans(services)
    assert elsewhere.project.check() == []
    assert [one.document_id for one in elsewhere.project.registry.linked([homs])] == [
        report.imported[0]
    ]


def test_what_a_file_names_is_found_by_id_then_by_name_and_else_made(services):
    known = services.registering.add("ACTOR", "Hayat Tahrir al-Sham")
    services.registering.add("ACTOR", "Ghani")
    services.registering.add("LOCATION", "Homs")
    text = "HTS, Ghani, Homs, Idlib, Idlib again"

    report = bring(
        services,
        line(
            text,
            ("HTS", "ACTOR", {"id": id_text(known), "name": "HTS", "kind": "group"}),
            ("Ghani", "ACTOR", {"id": "nonsense", "name": "GHANI"}),
            ("Homs", "ACTOR", {"name": "Homs"}),
            ("Idlib", "LOCATION", {"name": "Idlib", "wikidata": "Q5"}),
            ("Idlib again", "LOCATION", {"id": id_text(99), "name": "idlib"}),
        ),
    )

    assert report.problems == []
    assert spans(services) == [
        ("HTS", "Hayat Tahrir al-Sham"),
        ("Ghani", "Ghani"),
        ("Homs", "Homs"),
        ("Idlib", "Idlib"),
        ("Idlib again", "Idlib"),
    ]
    assert services.registry.entry(known).kind == ""  # what is known here stays as it is
    assert [(one.label, one.name) for one in entries(services)] == [
        ("ACTOR", "Ghani"),
        ("ACTOR", "Hayat Tahrir al-Sham"),
        ("ACTOR", "Homs"),
        ("LOCATION", "Homs"),
        ("LOCATION", "Idlib"),
    ]


def test_of_two_entries_with_the_name_none_is_taken(services):
    services.registering.add("ACTOR", "Ghani")
    services.registering.add("ACTOR", "Ghani")

    bring(services, line("Ghani spoke.", ("Ghani", "ACTOR", {"name": "Ghani"})))

    assert len(entries(services)) == 3


def test_two_of_one_name_stay_two_in_another_project(services, elsewhere, tmp_path):
    for number, text in enumerate(("Ghani spoke.", "Ghani left.", "Ghani slept.")):
        document_id = import_text(services, text, f"{number}.txt")
        span = span_of(services, document_id, "Ghani")
        mention = services.editing.add(document_id, span, "ACTOR")
        services.registering.make_entry(mention, "Ghani")
    services.exporting.job(ExportRequest(), tmp_path / "out.jsonl").work(JobContext())

    do_import(elsewhere, tmp_path / "out.jsonl")

    assert len(entries(elsewhere)) == 3
    assert entries(elsewhere) == entries(services)


def test_what_cannot_be_is_named_and_the_span_comes(services):
    report = bring(
        services,
        line("Homs fell.", ("Homs", "LOCATION", {"name": "Homs", "wikidata": "five"})),
        line("“Go,” he said.", ("“Go,”", "QUOTE", {"name": "Go"})),
    )

    assert spans(services) == [("Homs", None), ("“Go,”", None)]
    first, second = (str(one) for one in report.problems)
    assert "Span 1 was not linked to “Homs”: “five” is no Wikidata item" in first
    assert "Span 1 was not linked to “Go”: What QUOTE marks has no entry" in second
    assert entries(services) == []


def test_an_annotation_that_is_here_already_leaves_no_entry(services):
    document_id = import_text(services, "Homs fell.")
    services.editing.add(document_id, Span(0, 4), "LOCATION")
    bring(services, line("Homs fell.", ("Homs", "LOCATION", {"name": "Homs"})))
    assert entries(services) == []


def test_a_new_annotation_for_an_article_that_is_here_brings_its_entry(services):
    import_text(services, "Homs fell.")
    bring(services, line("Homs fell.", ("Homs", "LOCATION", {"name": "Homs"})))
    assert [one.name for one in entries(services)] == ["Homs"]


def test_undoing_one_import_leaves_the_entry_to_the_others(services):
    named = ("Homs", "LOCATION", {"name": "Homs"})
    report = bring(services, line("Homs fell.", named), line("Homs rose.", named))

    services.editing.undo(report.imported[0])

    assert spans(services) == [("Homs", "Homs")]
    assert services.project.check() == []
