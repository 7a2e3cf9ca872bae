from __future__ import annotations

import gzip
import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest

from annotator.domain.errors import Cancelled, ExportFailed, KnownError, UnreadableInput
from annotator.domain.scoring import KindRecall, Tally
from annotator.services.evaluating import Evaluation, evaluate
from annotator.services.gold import read_gold
from annotator.services.jobs import JobContext, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = 'Ada Quill said: "The 😀 bridge is closed." “We sail tomorrow,” said Bob Hale.'
QUOTE = {"start": 16, "end": 41, "label": "QUOTE", "source": [[0, 9]]}
SECOND = (TEXT.index("“"), TEXT.index("”") + 1)


def write_gold(path: Path, *lines: object) -> Path:
    data = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def make_line(id_: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": id_, "text": TEXT, "labels": ["QUOTE"], "spans": [QUOTE], **more}


def run(gold: Path, *, suggesters: Sequence[str] = ("rules.quotes.v1",), **more: Any) -> Evaluation:
    more.setdefault("context", JobContext())
    return evaluate(gold, model="", suggesters=suggesters, **more)


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz"])
def test_figures_by_label(tmp_path: Path, name: str) -> None:
    found = run(write_gold(tmp_path / name, make_line("a"), make_line("b")))

    assert found.labels["QUOTE"].exact == Tally(right=2, wrong=2)
    assert found.labels["QUOTE"].speaker_accuracy == 1.0
    assert (found.texts, found.words, found.problems) == (2, 28, ())
    assert [info.name for info in found.suggesters] == ["rules.quotes.v1"]


def test_a_label_that_is_not_annotated_everywhere_counts_for_recall_only(tmp_path: Path) -> None:
    found = run(write_gold(tmp_path / "gold.jsonl", make_line(labels=[])))

    assert found.labels == {}
    assert found.recall_only["QUOTE"].partial.recall == 1.0


def test_an_optional_span_is_neither_missed_nor_wrong(tmp_path: Path) -> None:
    start, end = SECOND
    optional = {"start": start, "end": end, "label": "QUOTE", "optional": True, "source": None}
    found = run(write_gold(tmp_path / "gold.jsonl", make_line(spans=[QUOTE, optional])))

    assert found.labels["QUOTE"].partial == Tally(right=1)


def test_labels_are_also_taken_for_one_and_gold_is_told_by_kind(tmp_path: Path) -> None:
    claim = {**QUOTE, "label": "CLAIM", "kind": "direct"}
    line = make_line(labels=["CLAIM", "QUOTE"], spans=[claim])
    found = run(write_gold(tmp_path / "gold.jsonl", line))

    assert found.labels["CLAIM"].exact == Tally(missed=1)
    assert found.together["ATTRIBUTED"].exact == Tally(right=1, wrong=1)
    assert found.kinds == {"CLAIM": {"direct": KindRecall(gold=1)}, "QUOTE": {}}


def test_predictions_are_written_in_order_and_alike_each_time(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", make_line("b"), make_line("a"))
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for path in paths:
        run(gold, predictions=path)

    lines = [json.loads(line) for line in paths[0].read_text(encoding="utf-8").splitlines()]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert [line["id"] for line in lines] == ["b", "a"]
    first = lines[0]["spans"][0]
    assert (first["start"], first["end"], first["label"]) == (16, 41, "QUOTE")
    assert first["source"] == [0, 9]
    assert first["score"] is None or 0 <= first["score"] <= 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "gold.jsonl",
        "one.jsonl",
        "two.jsonl",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "not valid JSON"),
        ("[]", "“id”, “text” and “spans”"),
        (make_line(spans=[{"start": 0, "end": 999, "label": "QUOTE"}]), "not within the text"),
        (make_line(spans=[{"start": 9, "end": 2, "label": "QUOTE"}]), "not within the text"),
        (make_line(spans=[{"start": 9, "label": "QUOTE"}]), "lacks"),
        (make_line(spans=[{**QUOTE, "source": "Ada"}]), "no source"),
        (make_line(labels="QUOTE"), "list of names"),
        (make_line("good"), "used before"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    tmp_path: Path, line: object, sentence: str
) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", make_line("good"), "", line, make_line("last"))

    texts, (problem,) = read_gold(gold)

    assert [one.id for one in texts] == ["good", "last"]
    assert problem.origin == "gold.jsonl, line 3"
    assert sentence in problem.sentence


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(b"no gzip")

    for path in (tmp_path / "absent.jsonl", broken):
        with pytest.raises(UnreadableInput, match=path.name):
            read_gold(path)


@pytest.mark.parametrize("lines", ["", "\n \n"])
def test_an_empty_file_is_no_gold(tmp_path: Path, lines: str) -> None:
    with pytest.raises(UnreadableInput, match=r"gold\.jsonl is empty"):
        read_gold(write_gold(tmp_path / "gold.jsonl", lines))


def test_predictions_that_cannot_be_written_leave_nothing_behind(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", make_line())

    with pytest.raises(ExportFailed, match="absent"):
        run(gold, predictions=tmp_path / "absent" / "predictions.jsonl")


def test_cancelling_keeps_the_predictions_of_before(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", *[make_line(str(n)) for n in range(50)])
    kept = tmp_path / "predictions.jsonl"
    kept.write_text("of before")
    reports: list[Progress] = []

    def cancel_at_the_third(progress: Progress) -> None:
        reports.append(progress)
        if progress.done == 3:
            context.cancel()

    # a clock that leaps, so that every report is passed on
    context = JobContext(cancel_at_the_third, clock=itertools.count().__next__)

    with pytest.raises(Cancelled):
        run(gold, predictions=kept, context=context)

    assert kept.read_text() == "of before"
    assert (reports[-1].done, reports[-1].total) == (3, 50)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_unknown_suggester_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"no\.such\.v1"):
        run(write_gold(tmp_path / "gold.jsonl", make_line()), suggesters=("no.such.v1",))
