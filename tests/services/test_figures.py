"""The figures, beside those of the scorer that the corpora came with."""

from __future__ import annotations

import gzip
import importlib.util
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services.figures import Figures
from annotator.services.gold import read_gold

if TYPE_CHECKING:
    from types import ModuleType

    from annotator.domain.scoring import LabelScore, Tally
    from annotator.services.gold import GoldText

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "eval"
EVERY = {"polnear-dev": 2, "worldwide": 12}
LABELS = ("ACTOR", "LOCATION", "QUOTE", "CLAIM")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not CORPORA.exists():
        pytest.skip("the development corpora are not here")
    spec = importlib.util.spec_from_file_location("score", CORPORA / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def some_of(corpus: str, folder: Path) -> Path:
    """A gold file with some of a corpus's texts."""
    lines = gzip.decompress((CORPORA / f"{corpus}.jsonl.gz").read_bytes()).splitlines(True)
    path = folder / "gold.jsonl"
    path.write_bytes(b"".join(lines[:: EVERY[corpus]]))
    return path


def guesses(gold: GoldText, random_: random.Random) -> list[Prediction]:
    """Gold spans of which some are missing, moved, doubled, or of another label or speaker."""
    found = []
    for one in gold.spans:
        for _ in range(random_.choice([0, 1, 1, 1, 2])):
            start = max(0, one.span.start + random_.choice([0, 0, 0, -3, 5]))
            end = min(len(gold.text), max(start + 1, one.span.end + random_.choice([0, 0, 1, 9])))
            label = one.label if random_.random() < 0.8 else random_.choice(LABELS)
            source = random_.choice([*one.sources, None, Span(0, min(20, len(gold.text)))])
            found.append(Prediction(Span(start, end), label, source=source))
    return found


def as_line(id_: str, predictions: list[Prediction]) -> dict[str, Any]:
    return {
        "id": id_,
        "spans": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "label": one.label,
                "source": [one.source.start, one.source.end] if one.source else None,
            }
            for one in predictions
        ],
    }


def shares(tally: Tally) -> list[float | None]:
    return [tally.precision, tally.recall, tally.f1]


def theirs(shares_: dict[str, float | None]) -> list[float | None]:
    return [shares_["precision"], shares_["recall"], shares_["f1"]]


def assert_alike(ours: LabelScore, report: dict[str, Any]) -> None:
    assert shares(ours.exact) == pytest.approx(theirs(report["exact"]))
    assert shares(ours.partial) == pytest.approx(theirs(report["partial"]))
    if "speaker" in report:
        assert shares(ours.attributed) == pytest.approx(theirs(report["partial_and_speaker"]))
        assert ours.speaker_accuracy == pytest.approx(report["speaker"]["accuracy"])


@pytest.mark.parametrize("corpus", EVERY)
def test_the_figures_are_those_of_the_scorer_of_the_corpora(
    scorer: ModuleType, corpus: str, tmp_path: Path
) -> None:
    path = some_of(corpus, tmp_path)
    texts, problems = read_gold(path)
    random_ = random.Random(4)
    predicted = {one.id: guesses(one, random_) for one in texts}
    figures = Figures()
    for one in texts:
        figures.add(one, predicted[one.id])

    report = scorer.score(
        scorer.read_jsonl(path), [as_line(id_, found) for id_, found in predicted.items()]
    )

    assert problems == []
    assert report["labels"].keys() == figures.labels.keys() | figures.together.keys()
    for label, row in report["labels"].items():
        assert_alike((figures.labels | figures.together)[label], row)
    kinds = {
        label: {
            kind: {"all": one.gold, "found": one.found, "touched": one.touched}
            for kind, one in by_kind.items()
        }
        for label, by_kind in figures.kinds().items()
    }
    assert kinds == {label: one for label, one in report["recall_by_kind"].items() if one}
    names = report["consistency"]["predicted"]
    assert figures.names.marked_share == pytest.approx(names["occurrences_marked"])
    assert figures.names.one_label_share == pytest.approx(names["one_label"])
