"""Each benchmark still works: run once, at tiny size. What it measures is not looked at."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.bench.__main__ import BENCHMARKS
from tests.bench.measuring import TINY, quantile
from tests.bench.reporting import Section, as_json, as_markdown
from tests.bench.texts import depth, nested_spans, news

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", BENCHMARKS)
def test_benchmark_gives_a_table_with_its_floor(name: str, tmp_path: Path):
    section = import_module(f"tests.bench.{name}").measure(tmp_path, TINY)

    assert "floor" in section.note
    assert {len(row) for row in section.rows} == {len(section.columns)}
    figures = [cell for row in section.rows for cell in row if isinstance(cell, float)]
    assert figures
    assert min(figures) > 0


def test_texts_are_the_same_each_time_and_as_long_as_asked_for():
    assert news(5_000, seed=3) == news(5_000, seed=3) != news(5_000, seed=4)
    assert len(news(5_000)) == 5_000
    assert news(5_000).isascii()
    assert not news(5_000, ascii_only=False).isascii()


@pytest.mark.parametrize(("size", "count"), [(5_000, 50), (100_000, 2_000), (20_000, 1_000)])
def test_spans_are_as_many_as_asked_for_and_four_deep(size: int, count: int):
    text = news(size)

    spans = nested_spans(text, count)

    assert len(spans) == count
    assert depth(spans) == 4
    for span in spans:
        words = text[span.start : span.end]
        assert words
        assert words == words.strip()


def test_quantiles_are_values_that_were_measured():
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3.0


def test_results_read_the_same_as_markdown_and_as_json():
    section = Section("Start", "Seconds.", ("what", "CPU"), (("bare window", 0.1234),))

    assert "| bare window | 0.12 |" in as_markdown([section], "2 cores").splitlines()
    data = json.loads(json.dumps(as_json([section], "2 cores")))
    assert data["sections"][0]["rows"] == [["bare window", 0.1234]]
