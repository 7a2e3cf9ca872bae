from __future__ import annotations

import json

import pytest

from annotator.domain.annotation import Origin
from annotator.domain.errors import Cancelled, UnknownName
from annotator.domain.misfits import Misfitting
from annotator.domain.scheme_steps import RenameLabel
from annotator.domain.span import Span
from annotator.domain.splitting import SplitPlan
from annotator.domain.suggestion import SuggesterInfo
from annotator.services import reading
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.services.helpers import do_import, import_text


def jsonl(**line: object) -> Source:
    return Source(json.dumps(line).encode() + b"\n", "lines.jsonl")


def test_a_folder_is_read_with_all_below_it_and_what_nobody_reads_is_reported(services, tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("First article.")
    (folder / "deep" / "b.md").write_text("# Second\n\nArticle.")
    (folder / "picture.xyz").write_bytes(b"\x00\x01")
    (folder / ".hidden.txt").write_text("Not this one.")

    report = do_import(services, folder)

    assert len(report.imported) == 2
    (problem,) = report.problems
    assert problem.origin.endswith("picture.xyz")
    assert "xyz" in problem.sentence


def test_what_comes_with_an_export_is_no_article(services, tmp_path):
    import_text(services, "Abc def.")
    target = tmp_path / "out"
    plan = SplitPlan({"train": 1.0})
    services.exporting.job(ExportRequest(split=plan), target).work(JobContext())
    assert {one.name for one in target.iterdir()} == {
        *("train.jsonl", "README.md", "SHA256SUMS", "export-report.json")
    }

    report = do_import(services, target)

    assert (report.imported, report.problems) == ([], [])
    assert len(report.duplicates) == 1


def test_a_text_that_is_here_already_is_not_doubled(services, tmp_path):
    for name, text in (("a.txt", "One\nstory.\n"), ("b.txt", "One\r\nstory.\r\n")):
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "c.txt").write_text("Another story.")

    report = do_import(services, *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt")))
    again = do_import(services, tmp_path / "a.txt")

    assert len(report.imported) == 2
    assert [one.endswith("b.txt") for one in report.duplicates] == [True]
    assert (again.imported, len(again.duplicates)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"),
        ("nothing.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
        ("broken.jsonl", b'{"text": "no end\n'),
        ("missing.txt", None),
    ],
)
def test_bad_files_are_named_and_the_rest_goes_on(services, tmp_path, name, data):
    bad = tmp_path / name
    if data is not None:
        bad.write_bytes(data)
    (tmp_path / "zz-good.txt").write_text("A good article.")

    report = do_import(services, bad, tmp_path / "zz-good.txt")

    assert len(report.imported) == 1
    (problem,) = report.problems
    assert name in problem.origin
    assert problem.sentence.endswith(".")


def test_a_text_that_is_too_long_is_refused_with_its_size(services, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_ARTICLE", 1_000_000)

    report = do_import(services, Source(b"a word " * 200_000, "big.txt"))

    (problem,) = report.problems
    assert "1 million characters long" in problem.sentence


def test_spans_come_along_at_their_place_after_line_ends_are_made_one(services):
    text = "First line.\r\nMayor Orbeli spoke 😀.\r\n"
    start = text.index("Orbeli")
    span = {"start": start, "end": start + 6, "label": "ACTOR", "text": "Orbeli"}

    report = do_import(services, jsonl(text=text, spans=[span]))

    (document_id,) = report.imported
    (annotation,) = services.project.annotations(document_id)
    stored = services.project.document(document_id).text
    assert annotation.span.text_of(stored) == "Orbeli"
    assert annotation.provenance.origin is Origin.IMPORTED
    assert report.spans == 1


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ({"start": 0, "end": 99, "label": "ACTOR"}, "outside of the text"),
        ({"start": -1, "end": 3, "label": "ACTOR"}, "outside of the text"),
        ({"start": 5, "end": 2, "label": "ACTOR"}, "ends before it starts"),
        ({"start": 2, "end": 2, "label": "ACTOR"}, "empty"),
        ({"start": 0, "end": 3, "label": "WEAPON"}, "no label named “WEAPON”"),
        ({"start": 0, "end": 3, "label": "ACTOR", "text": "xyz"}, "should be “xyz”"),
    ],
)
def test_a_bad_span_is_left_out_and_said_so_and_its_article_stays(services, span, why):
    good = {"start": 0, "end": 3, "label": "LOCATION"}

    report = do_import(services, jsonl(text="Abc def.", spans=[span, good]))

    (document_id,) = report.imported
    assert [one.label for one in services.project.annotations(document_id)] == ["LOCATION"]
    (problem,) = report.problems
    assert "line 1" in problem.origin
    assert "Span 1" in problem.sentence
    assert why in problem.sentence


def test_overlapping_spans_are_all_kept(services):
    spans = [
        {"start": 0, "end": 8, "label": "CLAIM"},
        {"start": 0, "end": 3, "label": "ACTOR"},
        {"start": 2, "end": 6, "label": "QUOTE"},
        {"start": 0, "end": 3, "label": "LOCATION"},
    ]
    report = do_import(services, jsonl(text="Abc def.", spans=spans))
    assert not report.problems
    assert len(services.project.annotations(report.imported[0])) == 4


@pytest.mark.parametrize(
    ("relation", "why"),
    [
        ({"label": "SPEAKER", "from": "q", "to": "x"}, "names the span “x”"),
        ({"label": "SPEAKER", "from": "q", "to": "q"}, "from a span to itself"),
        ({"label": "SPEAKER", "from": "a", "to": "q"}, "not from ACTOR to QUOTE"),
    ],
)
def test_a_bad_relation_is_left_out_and_said_so_and_its_spans_stay(services, relation, why):
    spans = [
        {"id": "q", "start": 0, "end": 4, "label": "QUOTE"},
        {"id": "a", "start": 10, "end": 13, "label": "ACTOR"},
    ]
    source = jsonl(text="“No,” said Ana.", spans=spans, relations=[relation])

    report = services.importing.job([source]).work(JobContext())

    (document_id,) = report.imported
    assert services.project.relations(document_id) == ()
    assert len(services.project.annotations(document_id)) == 2
    (problem,) = report.problems
    assert why in problem.sentence


def test_a_cancelled_import_keeps_what_it_read(services, tmp_path):
    paths = []
    for number in range(6):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"Article number {number}.")
    context = JobContext(lambda step: context.cancel() if step.done >= 2 else None, clock=Ticks())

    report = services.importing.job(paths).work(context)

    assert 0 < len(report.imported) < 6
    assert services.browsing.statistics().articles["new"] == len(report.imported)


def test_an_unknown_format_is_refused_before_anything_is_read(services):
    with pytest.raises(UnknownName, match="papyrus"):
        services.importing.job([], "papyrus")


class Ticks:
    """A clock that moves a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def read(reader, data: bytes, origin: str, should_stop=lambda: False) -> list:
    request = reading.ReadRequest(Source(data, origin))
    return [item for some in reader.read(request, should_stop) for item in some.items]


def test_a_file_that_kills_the_reader_is_reported_and_the_rest_is_read(tmp_path):
    import os

    reader = reading.ProcessReader()
    try:
        good = read(reader, b"A good article.", "good.txt")
        os.kill(reader.pid, 9)
        crashed = read(reader, b"The one that did it.", "bad.txt")
        after = read(reader, b"Another good article.", "good.txt")
    finally:
        reader.close()

    assert [item.text for item in (*good, *after)] == ["A good article.", "Another good article."]
    (problem,) = crashed
    assert problem.origin == "bad.txt"
    assert "crash" in problem.sentence


def test_a_file_of_which_nothing_comes_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "SILENCE_SECONDS", 0)
    reader = reading.ProcessReader()
    try:
        (problem,) = read(reader, b"An article.", "slow.txt")  # the process takes its time to start
        assert reader.pid is None
    finally:
        reader.close()
    assert "given up" in problem.sentence


def test_spans_for_an_article_that_is_here_already_are_added_to_it_as_one_edit(services):
    document_id = import_text(services, "Abc def.")
    services.editing.add(document_id, Span(0, 3), "ACTOR")
    spans = [
        {"start": 0, "end": 3, "label": "ACTOR"},
        {"start": 4, "end": 7, "label": "ACTOR"},
        {"start": 4, "end": 7, "label": "ACTOR", "annotator": "Someone else"},
    ]

    report = do_import(services, jsonl(text="Abc def.", spans=spans))

    assert len(report.duplicates) == 1
    assert report.problems == []
    assert (report.spans, report.known) == (2, 1)
    assert report.remarks() == ["1 of the annotations was here already."]
    assert [one.span for one in services.project.annotations(document_id)] == [
        Span(0, 3),
        Span(4, 7),
        Span(4, 7),
    ]
    services.editing.undo(document_id)
    assert [one.span for one in services.project.annotations(document_id)] == [Span(0, 3)]


def test_an_import_twice_in_one_file_brings_its_spans_once(services):
    line = {"text": "Abc def.", "spans": [{"start": 0, "end": 3, "label": "ACTOR"}]}
    both = "\n".join([json.dumps(line)] * 2).encode()

    report = do_import(services, Source(both, "twice.jsonl"))

    assert (len(report.imported), report.spans, report.known) == (1, 1, 1)


def test_relations_between_spans_that_are_here_come_once(services):
    spans = [
        {"start": 0, "end": 3, "label": "QUOTE", "id": "q"},
        {"start": 4, "end": 7, "label": "ACTOR", "id": "a"},
    ]
    relations = [{"label": "SPEAKER", "from": "q", "to": "a"}]
    do_import(services, jsonl(text="Abc def.", spans=spans))

    first = do_import(services, jsonl(text="Abc def.", spans=spans, relations=relations))
    again = do_import(services, jsonl(text="Abc def.", spans=spans, relations=relations))

    (document_id,) = services.project.article_ids()
    assert len(services.project.relations(document_id)) == 1
    assert (first.known, again.known) == (2, 2)


def test_spans_for_an_article_that_was_removed_are_said_to_be_left_out(services):
    document_id = import_text(services, "Abc def.")
    services.editing.remove_article(document_id)

    report = do_import(
        services, jsonl(text="Abc def.", spans=[{"start": 0, "end": 3, "label": "ACTOR"}])
    )

    (problem,) = report.problems
    assert "article that was removed" in problem.sentence


def test_what_models_proposed_arrives_as_suggestions(services):
    document_id = import_text(services, "Abc def.")
    suggestion = {
        "start": 0, "end": 3, "label": "ACTOR", "text": "Abc", "suggester": "their.model",
        "suggester_version": "2", "model": "m 1.0", "score": 0.75,
    }  # fmt: skip
    lines = jsonl(schema_version="1.2", text="Abc def.", suggestions=[suggestion])

    report = do_import(services, lines)

    assert report.suggestions == 1
    (found,) = services.project.pending_over(document_id, Span(0, 8))
    assert (found.span, found.label, found.score) == (Span(0, 3), "ACTOR", 0.75)
    assert found.suggester == SuggesterInfo("their.model", "2", "m 1.0")


def test_a_span_with_an_attribute_that_does_not_fit_comes_without_it(services):
    span = {"start": 0, "end": 3, "label": "QUOTE", "attributes": {"kind": "sung", "x": 1}}

    report = do_import(services, jsonl(text="Abc def.", spans=[span]))

    assert report.spans == 1
    assert [problem.sentence[:40] for problem in report.problems] == [
        "Span 1 came without its attribute “kind”"[:40],
        "Span 1 came without its attribute “x”: T"[:40],
    ]


def test_spans_that_do_not_fit_are_kept_for_repair(services):
    spans = [
        {"start": 90, "end": 93, "label": "ACTOR", "text": "def"},
        {"start": 0, "end": 3, "label": "PERSON"},
    ]

    report = do_import(services, jsonl(text="Abc\r\ndef.", spans=spans))

    assert [one.why for one in report.misfits] == [Misfitting.PLACE, Misfitting.LABEL]
    assert [one.problem for one in report.misfits] == report.problems
    assert report.misfits[0].span.quoted == "def"


def test_a_file_can_be_given_up_while_it_is_read():
    reader = reading.ProcessReader()
    try:
        with pytest.raises(Cancelled):  # the process is not even up when it is asked
            read(reader, b"An article.", "a.txt", lambda: True)
        assert reader.pid is None
    finally:
        reader.close()


def test_a_former_name_of_a_label_is_taken_for_it_and_remarked(services):
    text = "Nadia Orbeli spoke."
    renamed = services.schemes.draft().then(RenameLabel("ACTOR", "PERSON"))
    services.schemes.job(renamed).work(JobContext())
    line = jsonl(text=text, spans=[{"start": 0, "end": 12, "label": "ACTOR"}])

    report = do_import(services, line)

    assert not report.problems
    assert report.renamed == {("ACTOR", "PERSON"): 1}
    assert report.remarks() == ["1 span of “ACTOR” became PERSON, which has that as an alias."]
    (one,) = services.project.annotations(report.imported[0])
    assert one.label == "PERSON"


def test_a_scheme_that_is_edited_while_articles_wait_to_be_stored_counts(services, monkeypatch):
    """The batch is checked once more, or annotations would be left without a label."""
    from annotator.services import importing

    edited = services.schemes.draft().then(RenameLabel("ACTOR", "PERSON"))
    flush = importing._Batch.flush

    def edit_first(batch: importing._Batch) -> None:
        monkeypatch.setattr(importing._Batch, "flush", flush)
        services.schemes.job(edited).work(JobContext())
        flush(batch)

    monkeypatch.setattr(importing._Batch, "flush", edit_first)
    line = jsonl(text="Nadia Orbeli spoke.", spans=[{"start": 0, "end": 12, "label": "ACTOR"}])

    report = do_import(services, line)

    (one,) = services.project.annotations(report.imported[0])
    assert one.label == "PERSON"
