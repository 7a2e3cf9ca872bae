from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.errors import Cancelled, ExportFailed, UnknownName
from annotator.domain.span import Span
from annotator.services.exports.request import ExportRequest
from annotator.services.exports.selection import Selection
from annotator.services.jobs import JobContext
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.exporting import ExportReport
    from annotator.services.projects import Services


def export(
    services: Services,
    target: Path,
    request: ExportRequest = ExportRequest(),  # noqa: B008
) -> ExportReport:
    return services.exporting.job(request, target).work(JobContext())


def test_the_same_project_gives_the_same_bytes(services, document_id, tmp_path):
    services.editing.add(document_id, Span(0, 3), "ACTOR")

    first = export(services, tmp_path / "one.jsonl")
    second = export(services, tmp_path / "two.jsonl")

    assert first.sha256 == second.sha256
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert (first.found.articles, first.found.annotations) == (1, 1)


def test_only_articles_of_the_chosen_status_are_written(services, document_id, tmp_path):
    import_text(services, "Another article.", "other.txt")
    services.editing.set_status(document_id, Status.DONE)
    request = ExportRequest(where=ArticleFilter(statuses=frozenset({Status.DONE})))

    export(services, tmp_path / "done.jsonl", request)

    (line,) = (tmp_path / "done.jsonl").read_text().splitlines()
    assert json.loads(line)["text"] == services.project.document(document_id).text


def test_suggestions_are_written_when_they_are_asked_for(services, document_id, tmp_path):
    suggest(services, document_id, ("Tbilisi", "LOCATION"))

    plain = export(services, tmp_path / "plain.jsonl")
    full = export(services, tmp_path / "full.jsonl", ExportRequest(suggestions=True))

    assert (plain.found.suggestions, full.found.suggestions) == (0, 1)


def test_a_folder_that_is_not_there_gives_a_sentence(services, document_id, tmp_path):
    target = tmp_path / "nowhere" / "out.jsonl"
    with pytest.raises(ExportFailed, match=r"out\.jsonl cannot be written"):
        export(services, target)


def test_a_cancelled_export_leaves_the_old_file_as_it_was(services, document_id, tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    context = JobContext()
    context.cancel()

    with pytest.raises(Cancelled):
        services.exporting.job(ExportRequest(), target).work(context)

    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_format_that_cannot_be_written_is_refused(services, tmp_path):
    with pytest.raises(UnknownName, match="html"):
        services.exporting.job(ExportRequest(format="html"), tmp_path / "x.html")


def test_the_preview_is_how_the_file_begins(services, document_id, tmp_path):
    import_text(services, "Another article.", "other.txt")
    export(services, tmp_path / "out.jsonl")

    found = services.exporting.beginning(ExportRequest(), articles=1).work(JobContext())
    ((name, data),) = found.files

    assert name == "annotations.jsonl"
    assert (tmp_path / "out.jsonl").read_bytes().startswith(data)


def test_an_export_comes_back_as_it_was(services, document_id, tmp_path):
    from annotator.services import projects
    from tests.factories import BEN, make_scheme
    from tests.services.helpers import do_import, span_of

    actor = services.editing.add(
        document_id, span_of(services, document_id, "Nadia Orbeli"), "ACTOR"
    )
    quote = services.editing.add(
        document_id, span_of(services, document_id, "“We will not move.”"), "QUOTE"
    )
    services.editing.relate(quote, actor)
    services.editing.set_note(quote, "heard on the radio")
    target = tmp_path / "out.jsonl"
    export(services, target)

    with projects.create_project(tmp_path / "copy.annotator", BEN, scheme=make_scheme()) as copy:
        report = do_import(copy, target)
        (other,) = report.imported
        assert not report.problems

        def seen(where: Services, which: int) -> list[tuple[object, ...]]:
            names = where.project.annotators()
            return [
                (one.span, one.label, one.note, one.created_at, names[one.annotator_id])
                for one in where.project.annotations(which)
            ]

        assert seen(copy, other) == seen(services, document_id)
        assert [one.label for one in copy.project.relations(other)] == ["SPEAKER"]


def test_what_was_lost_is_written_beside_the_file(services, document_id, tmp_path):
    services.editing.add(document_id, Span(0, 3), "ACTOR")

    export(services, tmp_path / "out.jsonl")

    written = json.loads((tmp_path / "out.export-report.json").read_text())
    assert written["format"] == "jsonl"
    assert written["parts"]["annotations"]["annotations"] == {"ACTOR": 1}
    assert (written["summary"], written["losses"]) == ([], [])


def test_only_the_annotations_that_are_chosen_are_written(services, document_id, tmp_path):
    suggest(services, document_id, ("Tbilisi", "LOCATION"))
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    (pending,) = services.project.pending_over(document_id, Span(0, 500))
    services.editing.accept(pending.id)
    hand = ExportRequest(selection=Selection(by_hand_only=True))
    places = ExportRequest(selection=Selection(labels=frozenset({"LOCATION"})))
    nobody = ExportRequest(selection=Selection(annotators=frozenset({"Nobody"})))
    some = ExportRequest(selection=Selection(labels=frozenset({"CLAIM"}), annotated_only=True))

    def labels(request: ExportRequest) -> list[list[str]]:
        export(services, tmp_path / "out.jsonl", request)
        lines = (tmp_path / "out.jsonl").read_text().splitlines()
        return [[one["label"] for one in json.loads(line)["spans"]] for line in lines]

    assert labels(hand) == [["ACTOR"]]
    assert labels(places) == [["LOCATION"]]
    assert labels(nobody) == [[]]
    assert labels(some) == []


def test_an_option_that_the_format_has_not_got_is_refused(services, tmp_path):
    with pytest.raises(UnknownName, match="no option of this format named “indent”"):
        services.exporting.job(ExportRequest(options={"indent": "2"}), tmp_path / "out.jsonl")
