"""Losses, counted and written."""

from __future__ import annotations

import json
from contextlib import closing

from annotator.domain.losses import Fate, Kind, Loss
from annotator.domain.span import Span
from annotator.services.exports import loss_report
from annotator.services.exports.outputs import InMemory

DROPPED = Loss(Fate.DROPPED, Kind.SPAN, "One a token.", "a1", "Title", Span(3, 5), "QUOTE", "ab")
MOVED = Loss(
    Fate.MOVED, Kind.SPAN, "To tokens.", "a1", "Title", Span(3, 5), "QUOTE", "ab", Span(2, 6)
)
NOTES = Loss(Fate.DROPPED, Kind.NOTE, "No notes.", "a1", "Title", count=7)


def test_every_loss_is_written_with_a_summary_before(monkeypatch):
    monkeypatch.setattr(loss_report, "_IN_MEMORY", 10)
    output = InMemory()
    with closing(loss_report.LossReport()) as report:
        for loss in (NOTES, DROPPED, MOVED, DROPPED):
            report.take(loss)
        report.write(output, "report.json", {"format": "conll"})

    written = json.loads(output.files["report.json"])
    assert list(written) == ["format", "summary", "losses"]
    assert [(one["rule"], one["count"]) for one in written["summary"]] == [
        ("One a token.", 2),
        ("To tokens.", 1),
        ("No notes.", 7),
    ]
    assert written["losses"][0]["count"] == 7
    assert written["losses"][2] == {
        "fate": "moved", "kind": "span", "rule": "To tokens.", "article": "a1", "title": "Title",
        "start": 3, "end": 5, "label": "QUOTE", "text": "ab", "became_start": 2, "became_end": 6,
    }  # fmt: skip
    assert len(written["losses"]) == 4


def test_what_is_no_span_or_relation_is_not_grave():
    with closing(loss_report.LossReport()) as report:
        report.take(NOTES)
        assert report.grave == 0
        report.take(MOVED)
        assert report.grave == 1


def test_only_the_first_of_each_rule_are_kept_to_be_shown(monkeypatch):
    monkeypatch.setattr(loss_report, "SHOWN_OF_A_RULE", 2)
    with closing(loss_report.LossReport()) as report:
        for loss in (DROPPED, DROPPED, DROPPED, MOVED):
            report.take(loss)
        assert report.shown == [DROPPED, DROPPED, MOVED]
        assert sum(report.counts.values()) == 4


def test_a_report_without_losses_is_whole_too():
    output = InMemory()
    with closing(loss_report.LossReport()) as report:
        report.write(output, "report.json", {})
    assert json.loads(output.files["report.json"]) == {"summary": [], "losses": []}
